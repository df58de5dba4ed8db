use std::sync::Arc;

use iamd_auth::{RoleSessionFacts, RootUserFacts, SessionKind, UserFacts};
use iamd_ident::{AccountId, Partition, Path, UniqueId};
use serde_json::{Value, json};

use super::*;

const ACCOUNT: &str = "123456789012";
const KEY: &str = "ASIAQNZGKIQY56JQ7WML";

fn account() -> AccountId {
    ACCOUNT.parse().unwrap()
}

fn session(kind: SessionKind) -> Arc<Session> {
    let issued_at = "2026-01-31T00:00:00Z".parse().unwrap();
    Arc::new(Session {
        kind,
        issued_at,
        expires_at: "2026-01-31T01:00:00Z".parse().unwrap(),
        mfa_at: (kind == SessionKind::SessionToken).then_some(issued_at),
        tags: Vec::new(),
        transitive_tag_keys: Vec::new(),
        source_identity: (kind == SessionKind::AssumedRole).then(|| "bob".to_owned()),
        federated_provider: None,
        policy: None,
        policy_arns: Vec::new(),
    })
}

fn user() -> Arc<UserFacts> {
    let path = Path::root();
    let name = "bob".parse().unwrap();
    Arc::new(UserFacts {
        account: account(),
        id: "AIDAQNZGKIQY56JQ7WML2".parse::<UniqueId>().unwrap(),
        arn: Arn::iam_entity(Partition::Aws, account(), "user", &path, &name),
        name,
        path,
        tags: Vec::new(),
    })
}

fn role_session() -> Principal {
    let (path, name) = ("/team/".parse().unwrap(), "reader".parse().unwrap());
    let role = RoleFacts {
        account: account(),
        id: "AROAQNZGKIQY56JQ7WML2".parse().unwrap(),
        arn: Arn::iam_entity(Partition::Aws, account(), "role", &path, &name),
        name,
        path,
        tags: Vec::new(),
    };
    Principal::RoleSession(Arc::new(RoleSessionFacts {
        arn: Arn::sts(
            Partition::Aws,
            account(),
            format_args!("assumed-role/reader/today"),
        ),
        user_id: format!("{}:today", role.id.as_str()),
        name: "today".to_owned(),
        role: Arc::new(role),
    }))
}

fn federated(issuer: Option<Arc<UserFacts>>) -> Principal {
    let root = Arn::root_user(Partition::Aws, account());
    Principal::FederatedUser(Arc::new(FederatedUserFacts {
        account: account(),
        name: "guest".to_owned(),
        arn: Arn::sts(
            Partition::Aws,
            account(),
            format_args!("federated-user/guest"),
        ),
        user_id: format!("{ACCOUNT}:guest"),
        issuer_arn: issuer.as_ref().map_or(root, |user| user.arn.clone()),
        issuer,
    }))
}

#[track_caller]
fn check(principal: Principal, kind: Option<SessionKind>, expected: &Value) {
    let key: AccessKeyId = KEY.parse().unwrap();
    let caller = match kind {
        Some(kind) => Caller::in_session(principal, key, session(kind)),
        None => Caller::new(principal, key),
    };
    let user_id = caller.user_id();
    let shown = serde_json::to_value(identity(&caller, ACCOUNT, &user_id)).unwrap();
    assert_eq!(&shown, expected);
}

fn attributes(mfa: &str) -> Value {
    json!({"creationDate": "2026-01-31T00:00:00Z", "mfaAuthenticated": mfa})
}

#[test]
fn a_role_session_names_its_role() {
    check(
        role_session(),
        Some(SessionKind::AssumedRole),
        &json!({
            "type": "AssumedRole",
            "principalId": "AROAQNZGKIQY56JQ7WML2:today",
            "arn": "arn:aws:sts::123456789012:assumed-role/reader/today",
            "accountId": ACCOUNT,
            "accessKeyId": KEY,
            "sessionContext": {
                "sessionIssuer": {
                    "type": "Role",
                    "principalId": "AROAQNZGKIQY56JQ7WML2",
                    "arn": "arn:aws:iam::123456789012:role/team/reader",
                    "accountId": ACCOUNT,
                    "userName": "reader",
                },
                "attributes": attributes("false"),
                "sourceIdentity": "bob",
            },
        }),
    );
}

#[test]
fn a_federated_user_names_who_made_the_session() {
    let shown = |issuer: Value| {
        json!({
            "type": "FederatedUser",
            "principalId": "123456789012:guest",
            "arn": "arn:aws:sts::123456789012:federated-user/guest",
            "accountId": ACCOUNT,
            "accessKeyId": KEY,
            "sessionContext": {"sessionIssuer": issuer, "attributes": attributes("false")},
        })
    };
    let kind = Some(SessionKind::FederationToken);
    let by_user = json!({
        "type": "IAMUser",
        "principalId": "AIDAQNZGKIQY56JQ7WML2",
        "arn": "arn:aws:iam::123456789012:user/bob",
        "accountId": ACCOUNT,
        "userName": "bob",
    });
    check(federated(Some(user())), kind, &shown(by_user));
    let by_root = json!({
        "type": "Root",
        "principalId": ACCOUNT,
        "arn": "arn:aws:iam::123456789012:root",
        "accountId": ACCOUNT,
    });
    check(federated(None), kind, &shown(by_root));
}

#[test]
fn users_stay_what_they_are_in_sessions_of_their_own() {
    let plain = json!({
        "type": "IAMUser",
        "principalId": "AIDAQNZGKIQY56JQ7WML2",
        "arn": "arn:aws:iam::123456789012:user/bob",
        "accountId": ACCOUNT,
        "accessKeyId": KEY,
        "userName": "bob",
    });
    check(Principal::User(user()), None, &plain);
    let mut in_session = plain;
    in_session["sessionContext"] = json!({"attributes": attributes("true")});
    let kind = Some(SessionKind::SessionToken);
    check(Principal::User(user()), kind, &in_session);
    let root = Principal::RootUser(Arc::new(RootUserFacts {
        account: account(),
        arn: Arn::root_user(Partition::Aws, account()),
    }));
    check(
        root,
        kind,
        &json!({
            "type": "Root",
            "principalId": ACCOUNT,
            "arn": "arn:aws:iam::123456789012:root",
            "accountId": ACCOUNT,
            "accessKeyId": KEY,
            "sessionContext": {"attributes": attributes("true")},
        }),
    );
}
