//! Who calls in tests.

use std::sync::Arc;

use iamd_auth::{
    Caller, FederatedUserFacts, Principal, RoleFacts, RoleSessionFacts, RootUserFacts, Session,
    SessionKind, UserFacts,
};
use iamd_ident::{AccountId, Arn, Partition, Path, Tag, Timestamp, UserName};

use super::KEY;

pub(crate) fn account() -> AccountId {
    "123456789012".parse().unwrap()
}

/// An account that nobody in these tests is of.
pub(crate) fn other_account() -> AccountId {
    "210987654321".parse().unwrap()
}

pub(crate) fn user_facts(name: &str) -> Arc<UserFacts> {
    let (path, name) = (Path::root(), name.parse::<UserName>().unwrap());
    Arc::new(UserFacts {
        account: account(),
        id: "AIDAQ2UWEXAMPLEQ2UWEX".parse().unwrap(),
        arn: Arn::iam_entity(Partition::Aws, account(), "user", &path, &name),
        name,
        path,
        tags: vec![tag("Team", "of the user")],
    })
}

pub(crate) fn bob() -> Principal {
    Principal::User(user_facts("bob"))
}

pub(crate) fn root_user() -> Principal {
    let arn = Arn::root_user(Partition::Aws, account());
    Principal::RootUser(Arc::new(RootUserFacts {
        account: account(),
        arn,
    }))
}

/// The id of every role of these tests.
pub(crate) const ROLE_ID: &str = "AROAQ2UWEXAMPLEQ2UWEX";

/// The session `s` of the role `/ops/Reader`.
pub(crate) fn reader() -> Principal {
    let arn = "arn:aws:iam::123456789012:role/ops/Reader";
    let role = RoleFacts {
        account: account(),
        id: ROLE_ID.parse().unwrap(),
        name: "Reader".parse().unwrap(),
        path: "/ops/".parse().unwrap(),
        arn: arn.parse().unwrap(),
        tags: vec![tag("Team", "of the role")],
    };
    Principal::RoleSession(Arc::new(RoleSessionFacts {
        role: Arc::new(role),
        name: "s".to_owned(),
        arn: "arn:aws:sts::123456789012:assumed-role/Reader/s"
            .parse()
            .unwrap(),
        user_id: format!("{ROLE_ID}:s"),
    }))
}

/// The federated user `f`, made by bob or by the root user.
pub(crate) fn federated(by_bob: bool) -> Principal {
    let bob = user_facts("bob");
    let issuer_arn = if by_bob {
        bob.arn.clone()
    } else {
        Arn::root_user(Partition::Aws, account())
    };
    Principal::FederatedUser(Arc::new(FederatedUserFacts {
        account: account(),
        name: "f".to_owned(),
        arn: "arn:aws:sts::123456789012:federated-user/f"
            .parse()
            .unwrap(),
        user_id: "123456789012:f".to_owned(),
        issuer_arn,
        issuer: by_bob.then_some(bob),
    }))
}

/// A caller with a long-term key.
pub(crate) fn caller(principal: Principal) -> Caller {
    Caller::new(principal, KEY.parse().unwrap())
}

/// A session of an hour that was made at midnight, with nothing agreed on.
pub(crate) fn session(kind: SessionKind) -> Session {
    let issued_at: Timestamp = "2026-01-30T23:00:00Z".parse().unwrap();
    Session {
        kind,
        issued_at,
        expires_at: "2026-01-31T00:30:00Z".parse().unwrap(),
        mfa_at: None,
        tags: Vec::new(),
        transitive_tag_keys: Vec::new(),
        source_identity: None,
        federated_provider: None,
        policy: None,
        policy_arns: Vec::new(),
    }
}

/// A caller with temporary credentials.
pub(crate) fn in_session(principal: Principal, session: Session) -> Caller {
    Caller::in_session(
        principal,
        "ASIAIOSFODNN7EXAMPLE".parse().unwrap(),
        Arc::new(session),
    )
}

/// A caller with the temporary credentials that its principal usually has.
pub(crate) fn temporary(principal: Principal) -> Caller {
    let kind = match principal {
        Principal::RoleSession(_) => SessionKind::AssumedRole,
        Principal::FederatedUser(_) => SessionKind::FederationToken,
        _ => SessionKind::SessionToken,
    };
    in_session(principal, session(kind))
}

/// bob with the credentials of `GetSessionToken`, made a quarter of an hour ago.
pub(crate) fn bob_in_session(with_mfa: bool) -> Caller {
    let at: Timestamp = "2026-01-30T23:45:00Z".parse().unwrap();
    let session = session(SessionKind::SessionToken);
    in_session(
        bob(),
        Session {
            mfa_at: with_mfa.then_some(at),
            ..session
        },
    )
}

pub(crate) fn tag(key: &str, value: &str) -> Tag {
    Tag {
        key: key.to_owned(),
        value: value.to_owned(),
    }
}
