//! Temporary credentials become a sign-in token, and that a console session.

use std::sync::{Arc, atomic::Ordering};

use futures::executor::block_on;
use iamd_auth::{
    ConsoleSessionId, FederationCredentials, FederationRefusal, Session, SessionKind, SessionOwner,
    Token, TokenKeys, Visit, begin_federated_session, issue_signin_token,
};
use iamd_ident::Secret;
use iamd_seal::{SealingKey, SealingKeys};
use iamd_testkit::SeededRandom;

use crate::{
    doubles::{DEVICE, Ports, ROLE_ID, account, other_account, session, tag},
    sign_in::{World, secret},
};

mod tokens;

const KEY: &str = "ASIAIOSFODNN7EXAMPLE";
const SECRET: &str = "of the session";
const READER: &str = "arn:aws:sts::123456789012:assumed-role/Reader/s";
const FEDERATED: &str = "arn:aws:sts::123456789012:federated-user/f";

fn role() -> SessionOwner {
    SessionOwner::Role {
        account: account(),
        role: ROLE_ID.parse().unwrap(),
        session_name: "s".to_owned(),
    }
}

fn federated_user() -> SessionOwner {
    SessionOwner::FederatedUser {
        account: account(),
        issuer: None,
        name: "f".to_owned(),
    }
}

/// Credentials with something of everything, which end at half past midnight.
fn of(owner: SessionOwner, kind: SessionKind) -> Token {
    Token {
        access_key: KEY.parse().unwrap(),
        secret: Arc::new(secret(SECRET)),
        owner,
        session: Arc::new(Session {
            tags: vec![tag("Team", "Ops")],
            source_identity: Some("bob".to_owned()),
            policy: Some("{}".to_owned()),
            policy_arns: vec!["arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap()],
            ..session(kind)
        }),
        is_chained: false,
    }
}

fn of_role() -> Token {
    of(role(), SessionKind::AssumedRole)
}

fn of_federated_user() -> Token {
    of(federated_user(), SessionKind::FederationToken)
}

impl World {
    fn sealed(&self, token: &Token) -> Secret<String> {
        let ring = block_on(self.ports().sealing_keys()).unwrap();
        token.seal(&ring, &SeededRandom::new(1)).unwrap()
    }

    fn exchange(
        &self,
        token: &Token,
        duration_seconds: Option<u32>,
    ) -> Result<Secret<String>, FederationRefusal> {
        self.exchange_as(KEY, SECRET, &self.sealed(token), duration_seconds)
    }

    fn exchange_as(
        &self,
        access_key_id: &str,
        secret_access_key: &str,
        session_token: &Secret<String>,
        duration_seconds: Option<u32>,
    ) -> Result<Secret<String>, FederationRefusal> {
        let credentials = FederationCredentials {
            access_key_id,
            secret_access_key: &secret(secret_access_key),
            session_token,
        };
        let (guard, random) = (&self.guard, SeededRandom::new(2));
        let issued =
            issue_signin_token(guard, &random, credentials, duration_seconds, &self.request);
        block_on(issued)
    }

    fn login(&self, token: &Secret<String>) -> Result<ConsoleSessionId, FederationRefusal> {
        self.login_from(token, None)
    }

    fn login_from(
        &self,
        token: &Secret<String>,
        issuer: Option<&str>,
    ) -> Result<ConsoleSessionId, FederationRefusal> {
        block_on(begin_federated_session(
            &self.guard,
            token,
            issuer,
            &self.request,
        ))
    }
}

#[test]
fn credentials_of_a_role_become_a_session_of_it() {
    let world = World::new(Ports::default());
    let token = world.exchange(&of_role(), Some(43_200)).unwrap();
    let id = world.login(&token).unwrap();
    let begun = world.session(&id);
    assert_eq!(begun.owner, role());
    assert_eq!(
        *begun.session,
        Session {
            expires_at: "2026-01-31T12:00:00Z".parse().unwrap(),
            ..Session::clone(&of_role().session)
        }
    );
    assert_eq!(begun.password, None);
    let visitor = world.visitor(&id);
    assert_eq!(visitor.caller.shown(), READER);
    assert!(visitor.caller.is_in_console());
    assert_eq!(
        world.events(),
        [
            format!("GetSigninToken by {READER}: done"),
            format!("ConsoleLogin by {READER}: done"),
        ]
    );
}

#[test]
fn credentials_of_a_federated_user_become_a_session_as_long_as_they() {
    let world = World::new(Ports::default());
    let token = world.exchange(&of_federated_user(), None).unwrap();
    let id = world.login(&token).unwrap();
    let begun = world.session(&id);
    assert_eq!(begun.session.kind, SessionKind::FederatedConsole);
    assert_eq!(
        begun.session.expires_at,
        of_federated_user().session.expires_at
    );
    assert_eq!(begun.session.policy, of_federated_user().session.policy);
    assert_eq!(world.visitor(&id).caller.shown(), FEDERATED);
}

/// The session works on when the credentials are no longer good, and ends with its role.
#[test]
fn a_session_outlives_the_credentials_but_not_the_role() {
    let mut world = World::new(Ports::default());
    let token = world.exchange(&of_role(), Some(7_200)).unwrap();
    let id = world.login(&token).unwrap();
    world.advance_seconds(3_600);
    let refusal = world.exchange(&of_role(), None).unwrap_err();
    assert!(matches!(refusal, FederationRefusal::ExpiredCredentials));
    world.visitor(&id);
    let gone = &world.ports().is_everybody_gone;
    gone.store(true, Ordering::SeqCst);
    assert!(matches!(world.visit(&id), Visit::Ended { .. }));
    gone.store(false, Ordering::SeqCst);
    world.advance_seconds(3_600);
    assert!(matches!(world.visit(&id), Visit::Ended { .. }));
}

#[test]
fn without_a_duration_a_session_ends_with_the_credentials() {
    let mut world = World::new(Ports::default());
    let token = world.exchange(&of_role(), None).unwrap();
    world.advance_seconds(600);
    let begun = world.session(&world.login(&token).unwrap());
    assert_eq!(begun.session.expires_at, of_role().session.expires_at);
}

#[track_caller]
fn check_refused(token: &Token, duration_seconds: Option<u32>, starts: &str, event: Option<&str>) {
    let world = World::new(Ports::default());
    let refusal = world.exchange(token, duration_seconds).unwrap_err();
    assert!(refusal.to_string().starts_with(starts), "{refusal}");
    let event = event.map(|event| format!("GetSigninToken by {event}"));
    assert_eq!(world.events(), Vec::from_iter(event));
}

#[test]
fn durations_are_held_to_their_rules() {
    let not_allowed = "The credentials or the duration are not allowed";
    for seconds in [0, 1, 899, 43_201, u32::MAX] {
        let event = format!("{READER}: {not_allowed}");
        check_refused(
            &of_role(),
            Some(seconds),
            "SessionDuration must be",
            Some(&event),
        );
    }
    let world = World::new(Ports::default());
    for seconds in [900, 3_600, 43_200] {
        world.exchange(&of_role(), Some(seconds)).unwrap();
    }
    for seconds in [0, 900, 43_200] {
        let event = format!("{FEDERATED}: {not_allowed}");
        let text = "SessionDuration cannot be used with the credentials of GetFederationToken";
        check_refused(&of_federated_user(), Some(seconds), text, Some(&event));
    }
}

/// A chain of roles is an hour long at most, in the console as well.
#[test]
fn a_chain_gets_no_longer_in_the_console() {
    let chained = Token {
        is_chained: true,
        ..of_role()
    };
    let text = "SessionDuration cannot be used with the credentials of a role that was assumed";
    let event = format!("{READER}: The credentials or the duration are not allowed");
    check_refused(&chained, Some(900), text, Some(&event));
    let world = World::new(Ports::default());
    let token = world.exchange(&chained, None).unwrap();
    let begun = world.session(&world.login(&token).unwrap());
    assert_eq!(begun.session.expires_at, chained.session.expires_at);
}

#[test]
fn credentials_of_get_session_token_are_refused() {
    let user = SessionOwner::User(account(), "AIDAQ2UWEXAMPLEQ2UWEX".parse().unwrap());
    let token = of(user, SessionKind::SessionToken);
    let bob = "arn:aws:iam::123456789012:user/bob";
    let event = format!("{bob}: The credentials or the duration are not allowed");
    check_refused(
        &token,
        None,
        "The credentials must be those of AssumeRole",
        Some(&event),
    );
}

/// Credentials that prove nothing are refused alike, and leave no event: nobody is known.
#[test]
fn credentials_that_prove_nothing_are_refused_alike() {
    let world = World::new(Ports::default());
    let good = world.sealed(&of_role());
    let signin_token = world.exchange(&of_role(), None).unwrap();
    world.events();
    let cut = secret(good.expose().get(1..).unwrap());
    for (key, of_key, token) in [
        ("ASIAIOSFODNN7OTHERXX", SECRET, &good),
        ("", SECRET, &good),
        (KEY, "of another session", &good),
        (KEY, "", &good),
        (KEY, SECRET, &cut),
        (KEY, SECRET, &secret("")),
        (KEY, SECRET, &secret(&"a".repeat(100_000))),
        // SECURITY: a sign-in token opens as none of the session.
        (KEY, SECRET, &signin_token),
        (KEY, "", &signin_token),
    ] {
        let refusal = world.exchange_as(key, of_key, token, None).unwrap_err();
        assert!(
            matches!(refusal, FederationRefusal::InvalidCredentials),
            "{refusal}"
        );
    }
    assert!(world.events().is_empty());
}

#[test]
fn whoever_is_gone_exchanges_nothing() {
    let world = World::new(Ports::default());
    let foreign = SessionOwner::RootUser(other_account());
    let refusal = world.exchange(&of(foreign, SessionKind::AssumedRole), None);
    assert!(matches!(
        refusal,
        Err(FederationRefusal::InvalidCredentials)
    ));
    let gone = "GetSigninToken by nobody of Some(210987654321): The principal no longer exists";
    assert_eq!(world.events(), [gone]);
}

#[test]
fn a_code_of_the_users_does_not_reach_the_console() {
    let token = of_role();
    let with_code = Token {
        session: Arc::new(Session {
            mfa_at: Some(token.session.issued_at),
            ..Session::clone(&token.session)
        }),
        ..token
    };
    let world = World::new(Ports::default());
    world.ports().console.devices.lock().push(DEVICE.to_owned());
    let token = world.exchange(&with_code, None).unwrap();
    let begun = world.session(&world.login(&token).unwrap());
    assert_eq!(begun.session.mfa_at, None);
}

/// Another deployment's keys.
fn another_ring() -> SealingKeys {
    SealingKeys::new(SealingKey::from_bytes([8; SealingKey::BYTES].into()))
}
