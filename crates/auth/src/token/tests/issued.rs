//! Credentials for whoever shows a permit.

use futures::executor::block_on;
use iamd_api::{
    Action,
    sts::{AssumeRole, GetFederationToken, GetSessionToken},
};
use iamd_ident::{AccountId, Path, UserName};

use super::*;
use crate::{
    Caller, Permit, PortError, Principal, Resource, RootUserFacts, TokenKeys, UserFacts,
    permit::{Granted, Others},
};

const ROLE: &str = "arn:aws:iam::123456789012:role/ops/Reader";
const ROLE_ID: &str = "AROAQ2UWEXAMPLEQ2UWEX";
const USER_ID: &str = "AIDAQ2UWEXAMPLEQ2UWEX";

struct Keys;

impl TokenKeys for Keys {
    async fn sealing_keys(&self) -> Result<Arc<SealingKeys>, PortError> {
        Ok(Arc::new(ring(1)))
    }
}

fn account() -> AccountId {
    "123456789012".parse().unwrap()
}

fn permit<O: Action>(arn: &str, id: Option<&str>) -> Permit<O> {
    let mut resource = Resource::named(arn.to_owned(), account());
    resource.id = id.map(str::to_owned);
    let granted = Granted {
        action: O::ROW.action,
        resource: Arc::new(resource),
        revision: 1,
    };
    Permit::new(granted, Others::default())
}

fn bob() -> Caller {
    let facts = UserFacts {
        account: account(),
        id: USER_ID.parse().unwrap(),
        name: "bob".parse::<UserName>().unwrap(),
        path: Path::root(),
        arn: "arn:aws:iam::123456789012:user/bob".parse().unwrap(),
        tags: Vec::new(),
    };
    Caller::new(
        Principal::User(Arc::new(facts)),
        "AKIAIOSFODNN7EXAMPLE".parse().unwrap(),
    )
}

fn root_user() -> Caller {
    let facts = RootUserFacts {
        account: account(),
        arn: "arn:aws:iam::123456789012:root".parse().unwrap(),
    };
    Caller::new(
        Principal::RootUser(Arc::new(facts)),
        "AKIAIOSFODNN7EXAMPLE".parse().unwrap(),
    )
}

/// bob in a session that hands on the tag `Team` and a source identity.
fn chained() -> Caller {
    let session = Arc::clone(&token().session);
    Caller::in_session(bob().principal().clone(), token().access_key, session)
}

fn named(name: &str) -> NewSession {
    NewSession {
        name: Some(name.to_owned()),
        duration_seconds: 3600,
        ..NewSession::default()
    }
}

fn issue<O: Issues>(
    permit: Permit<O>,
    caller: &Caller,
    new: NewSession,
) -> Result<(Issued, Token), IssueError> {
    let now = at("2026-01-31T00:00:00.987Z");
    let random = SeededRandom::new(3);
    let issued = block_on(issue_session(permit, caller, &Keys, &random, now, new))?;
    let token = Token::open(&ring(1), issued.token.expose()).unwrap();
    assert_eq!(issued.access_key, token.access_key);
    assert!(issued.access_key.is_temporary());
    assert_eq!(issued.secret.expose().len(), 40);
    assert!(issued.secret.matches(token.secret.expose().as_bytes()));
    assert_eq!(issued.expires_at, token.session.expires_at);
    Ok((issued, token))
}

#[test]
fn a_role_session_is_of_the_role_that_was_decided_on() {
    let permit = permit::<AssumeRole>(ROLE, Some(ROLE_ID));
    let (issued, token) = issue(permit, &bob(), named("s")).unwrap();
    let owner = SessionOwner::Role {
        account: account(),
        role: ROLE_ID.parse().unwrap(),
        session_name: "s".to_owned(),
    };
    assert_eq!(token.owner, owner);
    assert_eq!(token.access_key.account(), Some(account()));
    assert_eq!(token.session.kind, SessionKind::AssumedRole);
    let subject = issued.subject.unwrap();
    assert_eq!(subject.id, format!("{ROLE_ID}:s"));
    let arn = "arn:aws:sts::123456789012:assumed-role/Reader/s";
    assert_eq!(subject.arn.as_str(), arn);
    assert_eq!(issued.packed_policy_size, None);
    // To the second, as AWS tells it.
    assert_eq!(token.session.issued_at, at("2026-01-31T00:00:00Z"));
    assert_eq!(issued.expires_at, at("2026-01-31T01:00:00Z"));
}

#[test]
fn a_permit_that_names_no_role_issues_nothing() {
    for (arn, id) in [
        (ROLE, None),
        (ROLE, Some(USER_ID)),
        ("arn:aws:iam::123456789012:user/Reader", Some(ROLE_ID)),
        ("arn:aws:iam::210987654321:role/Reader", Some(ROLE_ID)),
        ("*", Some(ROLE_ID)),
    ] {
        let error = issue(permit::<AssumeRole>(arn, id), &bob(), named("s")).unwrap_err();
        assert!(matches!(error, IssueError::NoOwner), "{arn}: {error}");
        assert_eq!(error.answer().code.as_str(), "InternalFailure");
    }
}

#[test]
fn the_other_sessions_are_of_the_caller() {
    let new = || NewSession {
        duration_seconds: 900,
        ..NewSession::default()
    };
    for (caller, owner, issuer) in [
        (
            bob(),
            SessionOwner::User(account(), USER_ID.parse().unwrap()),
            Some(USER_ID.parse().unwrap()),
        ),
        (root_user(), SessionOwner::RootUser(account()), None),
    ] {
        let (issued, token) = issue(permit::<GetSessionToken>("*", None), &caller, new()).unwrap();
        assert_eq!((token.owner, issued.subject), (owner, None));
        let of_federated = permit::<GetFederationToken>("*", None);
        let (issued, token) = issue(of_federated, &caller, named("f")).unwrap();
        let name = "f".to_owned();
        let account = account();
        let owner = SessionOwner::FederatedUser {
            account,
            issuer,
            name,
        };
        assert_eq!(token.owner, owner);
        let subject = issued.subject.unwrap();
        assert_eq!(subject.id, "123456789012:f");
        assert_eq!(
            subject.arn.as_str(),
            "arn:aws:sts::123456789012:federated-user/f"
        );
    }
    let anonymous = issue(
        permit::<GetSessionToken>("*", None),
        &Caller::anonymous(),
        new(),
    );
    assert!(matches!(anonymous, Err(IssueError::NoOwner)));
}

#[test]
fn only_get_session_token_hands_on_that_a_device_was_shown() {
    let shown_at = Some(at("2026-01-31T00:00:00Z"));
    let own = permit::<GetSessionToken>("*", None).with_mfa_at(shown_at);
    let (_, token) = issue(own, &bob(), named("")).unwrap();
    assert_eq!(token.session.mfa_at, shown_at);
    let role = permit::<AssumeRole>(ROLE, Some(ROLE_ID)).with_mfa_at(shown_at);
    let (_, token) = issue(role, &bob(), named("s")).unwrap();
    assert_eq!(token.session.mfa_at, None);
}

#[test]
fn a_chain_hands_on_transitive_tags_and_the_source_identity() {
    let assume = |new| {
        let permit = permit::<AssumeRole>(ROLE, Some(ROLE_ID));
        issue(permit, &chained(), new).map(|(_, token)| Session::clone(&token.session))
    };
    let new = NewSession {
        tags: vec![tag("Cost", "7")],
        transitive_tag_keys: vec!["Cost".to_owned()],
        ..named("s")
    };
    let session = assume(new.clone()).unwrap();
    // `Cost` of the session before was not transitive: what is there is the new one.
    assert_eq!(session.tags, [tag("Team", "Ops"), tag("Cost", "7")]);
    assert_eq!(session.transitive_tag_keys, ["Team", "Cost"]);
    assert_eq!(session.source_identity.as_deref(), Some("bob"));

    let again = NewSession {
        tags: vec![tag("TEAM", "Dev")],
        ..new.clone()
    };
    let error = assume(again).unwrap_err();
    assert_eq!(error.answer().code.as_str(), "InvalidParameterValue");
    for (passed, is_taken) in [("bob", true), ("eve", false)] {
        let new = NewSession {
            source_identity: Some(passed.to_owned()),
            ..new.clone()
        };
        assert_eq!(assume(new).is_ok(), is_taken, "{passed}");
    }
}

#[test]
fn the_packed_size_is_a_percentage_and_has_a_limit() {
    let federate = |new| issue(permit::<GetFederationToken>("*", None), &bob(), new);
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;
    let small = NewSession {
        policy: Some(policy.to_owned()),
        ..named("f")
    };
    let (issued, token) = federate(small).unwrap();
    let characters = issued.token.expose().len();
    assert_eq!((issued.packed_policy_size, characters), (Some(16), 628));
    assert_eq!(token.session.policy.as_deref(), Some(policy));

    let random = SeededRandom::new(5);
    let noise = || {
        (0..32)
            .map(|_| format!("{:016x}", random.next()))
            .collect::<Vec<_>>()
            .concat()
    };
    let tags = (0..20).map(|place| tag(&format!("key{place}"), &noise()));
    let large = NewSession {
        tags: tags.collect(),
        ..named("f")
    };
    let error = federate(large).unwrap_err().answer();
    assert_eq!(error.code.as_str(), "PackedPolicyTooLarge");
    let start = "Packed size of session tags consumes 2";
    let end = "% of allotted space.";
    assert!(error.message.starts_with(start), "{}", error.message);
    assert!(error.message.ends_with(end), "{}", error.message);
}

#[test]
fn no_secret_is_shown() {
    let permit = permit::<AssumeRole>(ROLE, Some(ROLE_ID));
    let (issued, _) = issue(permit, &bob(), named("s")).unwrap();
    let shown = format!("{issued:?}");
    assert!(!shown.contains(issued.secret.expose()));
    assert!(!shown.contains(issued.token.expose()));
}
