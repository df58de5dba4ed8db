//! Signing in with a password, and with a code.

use futures::executor::block_on;
use iamd_api::ErrorCode;
use iamd_auth::{
    CodeAttempt, ConsoleSession, ConsoleSessionId, Guard, PasswordAttempt, PasswordState,
    PendingSignIn, RequestFacts, SessionKind, SignIn, SignInRefusal, SignInStep, Used,
};
use iamd_ident::{Secret, Timestamp};
use iamd_testkit::SeededRandom;

use crate::doubles::{ALIAS, DEVICE, Events, PASSWORD, Ports, ROOT_PASSWORD, account, request};

mod codes;
mod renewing;
mod waits;

/// A server where people sign in, at a time that tests move.
pub(crate) struct World {
    pub(crate) guard: Guard<Ports, Events>,
    pub(crate) sign_in: SignIn,
    pub(crate) request: RequestFacts,
    random: SeededRandom,
}

impl World {
    pub(crate) fn new(ports: Ports) -> Self {
        Self::with_audit(ports, Events::default())
    }

    pub(crate) fn with_audit(ports: Ports, audit: Events) -> Self {
        Self {
            guard: Guard::new(ports, audit),
            sign_in: SignIn::default(),
            request: request(),
            random: SeededRandom::new(3),
        }
    }

    /// The same with a device of bob's.
    pub(crate) fn with_device() -> Self {
        let world = Self::new(Ports::default());
        world.ports().console.devices.lock().push(DEVICE.to_owned());
        world
    }

    pub(crate) fn ports(&self) -> &Ports {
        self.guard.ports()
    }

    pub(crate) fn advance_seconds(&mut self, seconds: i64) {
        let now = self.request.received_at.as_second() + seconds;
        self.request.received_at = Timestamp::from_second(now).unwrap();
    }

    pub(crate) fn come_from(&mut self, address: &str) {
        self.request.source_ip = address.parse().unwrap();
    }

    pub(crate) fn try_password(
        &self,
        of_account: &str,
        user_name: Option<&str>,
        password: &str,
    ) -> Result<SignInStep, SignInRefusal> {
        let attempt = PasswordAttempt {
            account: of_account,
            user_name,
            password: &secret(password),
            request: &self.request,
        };
        block_on(
            self.sign_in
                .with_password(&self.guard, &self.random, attempt),
        )
    }

    /// Signs bob in, who needs no code.
    #[track_caller]
    pub(crate) fn signed_in(&self) -> ConsoleSessionId {
        match self.try_password(ALIAS, Some("bob"), PASSWORD).unwrap() {
            SignInStep::Done(id) => id,
            SignInStep::CodeWanted(_) => panic!("no code is wanted"),
        }
    }

    /// bob's first step, who needs a code.
    #[track_caller]
    pub(crate) fn pending(&self) -> PendingSignIn {
        match self.try_password(ALIAS, Some("bob"), PASSWORD).unwrap() {
            SignInStep::CodeWanted(pending) => pending,
            SignInStep::Done(_) => panic!("a code is wanted"),
        }
    }

    pub(crate) fn try_code(
        &self,
        pending: &PendingSignIn,
        serial_number: &str,
        code: &str,
    ) -> Result<ConsoleSessionId, SignInRefusal> {
        let attempt = CodeAttempt {
            ticket: &pending.ticket,
            serial_number,
            code: &secret(code),
            request: &self.request,
        };
        block_on(self.sign_in.with_code(&self.guard, attempt))
    }

    pub(crate) fn session(&self, id: &ConsoleSessionId) -> ConsoleSession {
        let sessions = self.ports().console.sessions.lock();
        sessions.get(id.cookie().expose()).cloned().unwrap()
    }

    /// The events since the last time.
    pub(crate) fn events(&self) -> Vec<String> {
        std::mem::take(&mut self.guard.audit().sign_ins.lock())
    }
}

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

const BOB: &str = "arn:aws:iam::123456789012:user/bob";
const ROOT: &str = "arn:aws:iam::123456789012:root";

#[test]
fn a_right_password_begins_a_session_of_twelve_hours() {
    let world = World::new(Ports::default());
    let id = world.signed_in();
    assert_eq!(id.account(), account());
    let begun = world.session(&id);
    assert_eq!(begun.session.kind, SessionKind::Console);
    assert_eq!(begun.session.issued_at.to_string(), "2026-01-31T00:00:00Z");
    assert_eq!(begun.session.expires_at.to_string(), "2026-01-31T12:00:00Z");
    assert_eq!(begun.session.mfa_at, None);
    assert!(begun.password.is_some());
    assert_eq!(world.events(), [format!("ConsoleLogin by {BOB}: done")]);
    let uses = world.ports().uses.lock();
    let [(Used::Password(of, Some(_)), key_use)] = uses.as_slice() else {
        panic!("{uses:?}");
    };
    assert_eq!((*of, key_use.service.as_str()), (account(), "signin"));
}

#[test]
fn root_users_sign_in_by_id_or_alias() {
    for of_account in [ALIAS, "123456789012"] {
        let world = World::new(Ports::default());
        let step = world.try_password(of_account, None, ROOT_PASSWORD).unwrap();
        assert!(matches!(step, SignInStep::Done(_)));
        assert_eq!(world.events(), [format!("ConsoleLogin by {ROOT}: done")]);
        let uses = world.ports().uses.lock();
        assert!(matches!(uses.as_slice(), [(Used::Password(_, None), _)]));
    }
}

/// What is refused as wrong: what the audit is told of it, and that a password was hashed.
#[track_caller]
fn check_wrong(of_account: &str, user_name: Option<&str>, password: &str, event: &str) {
    let world = World::new(Ports::default());
    let refusal = world.try_password(of_account, user_name, password);
    let refusal = refusal.unwrap_err();
    assert!(
        matches!(refusal, SignInRefusal::WrongCredentials),
        "{refusal:?}"
    );
    assert_eq!(refusal.to_string(), "The sign-in information is incorrect.");
    assert_eq!(*world.ports().console.hashed.lock(), 1);
    assert_eq!(world.events(), [format!("ConsoleLogin by {event}")]);
    assert!(world.ports().console.sessions.lock().is_empty());
    assert!(world.ports().uses.lock().is_empty());
}

#[test]
fn whatever_is_wrong_gets_one_answer_and_costs_one_hash() {
    let failed = "it says: Failed authentication";
    let nobody = "nobody of Some(123456789012): No username found in supplied account";
    let nowhere = "nobody of None: No username found in supplied account";
    check_wrong(ALIAS, Some("bob"), "wrong", &format!("{BOB} {failed}"));
    check_wrong(
        ALIAS,
        Some("bob"),
        ROOT_PASSWORD,
        &format!("{BOB} {failed}"),
    );
    check_wrong(ALIAS, Some("bob"), "", &format!("{BOB} {failed}"));
    check_wrong(
        ALIAS,
        Some("bob"),
        &"a".repeat(100_000),
        &format!("{BOB} {failed}"),
    );
    check_wrong(ALIAS, None, PASSWORD, &format!("{ROOT} {failed}"));
    check_wrong(ALIAS, Some("mallory"), PASSWORD, nobody);
    check_wrong(ALIAS, Some("not a name"), PASSWORD, nobody);
    check_wrong(ALIAS, Some(""), PASSWORD, nobody);
    check_wrong(ALIAS, Some(&"b".repeat(100_000)), PASSWORD, nobody);
    check_wrong("nowhere", Some("bob"), PASSWORD, nowhere);
    check_wrong("", None, ROOT_PASSWORD, nowhere);
    check_wrong("210987654321", Some("bob"), PASSWORD, nowhere);
}

#[test]
fn who_must_change_the_password_gets_a_session_for_that_alone() {
    let world = World::new(Ports::default());
    *world.ports().console.state.lock() = PasswordState::MustChange;
    let begun = world.session(&world.signed_in());
    assert_eq!(begun.session.kind, SessionKind::ConsoleNewPassword);
}

#[test]
fn an_expired_password_is_told_to_who_knows_it_alone() {
    let world = World::new(Ports::default());
    *world.ports().console.state.lock() = PasswordState::Expired;
    let refusal = world.try_password(ALIAS, Some("bob"), "wrong").unwrap_err();
    assert!(matches!(refusal, SignInRefusal::WrongCredentials));
    let refusal = world
        .try_password(ALIAS, Some("bob"), PASSWORD)
        .unwrap_err();
    assert!(matches!(refusal, SignInRefusal::PasswordExpired));
    let expired = format!("ConsoleLogin by {BOB} it says: The password has expired");
    assert_eq!(world.events().last(), Some(&expired));
    assert!(world.ports().console.sessions.lock().is_empty());
}

#[test]
fn nobody_is_signed_in_whose_event_cannot_be_written() {
    let full = Events {
        full: true,
        ..Events::default()
    };
    let fails = Events {
        fails: true,
        ..Events::default()
    };
    for audit in [full, fails] {
        let world = World::with_audit(Ports::default(), audit);
        let refusal = world.try_password(ALIAS, Some("bob"), PASSWORD);
        let SignInRefusal::Failed(error) = refusal.unwrap_err() else {
            panic!("the server failed");
        };
        assert_eq!(error.code, ErrorCode::ServiceUnavailable);
        assert!(world.ports().console.sessions.lock().is_empty());
        assert!(world.ports().uses.lock().is_empty());
    }
}

#[test]
fn ports_that_fail_sign_nobody_in() {
    for broken in ["passwords", "sessions"] {
        let world = World::new(Ports {
            broken,
            ..Ports::default()
        });
        let refusal = world.try_password(ALIAS, Some("bob"), PASSWORD);
        let SignInRefusal::Failed(error) = refusal.unwrap_err() else {
            panic!("the server failed");
        };
        assert_eq!(error.code, ErrorCode::InternalFailure);
    }
}

/// What was not looked at is no wrong password.
#[test]
fn a_server_that_is_busy_says_so_and_counts_nothing() {
    let world = World::new(Ports {
        broken: "busy",
        ..Ports::default()
    });
    for _ in 0..10 {
        let refusal = world.try_password(ALIAS, Some("bob"), PASSWORD);
        let SignInRefusal::Failed(error) = refusal.unwrap_err() else {
            panic!("the server failed");
        };
        assert_eq!(error.code, ErrorCode::ServiceUnavailable);
    }
    assert!(world.events().is_empty());
}

#[test]
fn every_session_has_an_id_of_its_own_that_nothing_shows() {
    let world = World::new(Ports::default());
    let (one, other) = (world.signed_in(), world.signed_in());
    assert_ne!(one.cookie().expose(), other.cookie().expose());
    assert_eq!(format!("{one:?}"), "ConsoleSessionId(123456789012…)");
    let pending = format!("{:?}", World::with_device().pending());
    assert!(pending.contains("ticket: Secret(…)"), "{pending}");
}
