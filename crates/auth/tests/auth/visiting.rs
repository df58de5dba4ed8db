//! From a cookie to a caller, for as long as the session counts.

use std::sync::{Arc, atomic::Ordering};

use futures::executor::block_on;
use iamd_auth::{
    Caller, ConsoleSessionId, PasswordState, Session, SessionKind, SessionOwner, SwitchedRole,
    Used, Visit, Visitor, sign_out, visit,
};
use iamd_testkit::SeededRandom;

use crate::{
    doubles::{ALIAS, Ports, ROLE_ID, account, session},
    sign_in::World,
};

impl World {
    pub(crate) fn visit(&self, id: &ConsoleSessionId) -> Visit {
        self.visit_with(id.cookie().expose())
    }

    fn visit_with(&self, cookie: &str) -> Visit {
        let now = self.request.received_at;
        block_on(visit(self.ports(), cookie, now, "us-west-2")).unwrap()
    }

    #[track_caller]
    pub(crate) fn visitor(&self, id: &ConsoleSessionId) -> Visitor {
        match self.visit(id) {
            Visit::SignedIn(visitor) => *visitor,
            other => panic!("{other:?}"),
        }
    }
}

/// The session `s` of the role `Reader`, for half an hour.
fn switched() -> SwitchedRole {
    SwitchedRole {
        owner: SessionOwner::Role {
            account: account(),
            role: ROLE_ID.parse().unwrap(),
            session_name: "s".to_owned(),
        },
        session: Arc::new(session(SessionKind::AssumedRole)),
        display_name: None,
    }
}

const BOB: &str = "arn:aws:iam::123456789012:user/bob";
const READER: &str = "arn:aws:sts::123456789012:assumed-role/Reader/s";

#[track_caller]
fn is_unknown(visit: &Visit) {
    assert!(matches!(visit, Visit::Unknown), "{visit:?}");
}

#[track_caller]
fn has_ended(visit: &Visit) {
    assert!(matches!(visit, Visit::Ended { .. }), "{visit:?}");
}

#[test]
fn a_cookie_stands_for_whoever_signed_in() {
    let world = World::new(Ports::default());
    let visitor = world.visitor(&world.signed_in());
    for caller in [&visitor.caller, &visitor.signed_in_as] {
        assert_eq!(caller.shown(), BOB);
        assert!(caller.is_in_console());
        assert_eq!(caller.access_key(), None);
        assert_eq!(caller.session_kind(), Some(SessionKind::Console));
    }
    assert!(!visitor.must_change_password && !visitor.is_switched());
    assert_eq!(visitor.account_alias.unwrap().as_str(), ALIAS);
}

#[test]
fn a_session_ends_after_twelve_hours() {
    let mut world = World::new(Ports::default());
    let id = world.signed_in();
    world.advance_seconds(43_199);
    world.visitor(&id);
    world.advance_seconds(1);
    has_ended(&world.visit(&id));
}

#[test]
fn a_session_ends_with_its_user_and_with_its_password() {
    let world = World::new(Ports::default());
    let id = world.signed_in();
    *world.ports().console.password.lock() = 2;
    is_unknown(&world.visit(&id));
    *world.ports().console.password.lock() = 0;
    let gone = &world.ports().is_everybody_gone;
    gone.store(true, Ordering::SeqCst);
    has_ended(&world.visit(&id));
}

#[test]
fn signing_out_ends_that_session_alone() {
    let world = World::new(Ports::default());
    let (one, other) = (world.signed_in(), world.signed_in());
    world.events();
    let visitor = world.visitor(&one);
    block_on(sign_out(&world.guard, &visitor, &world.request)).unwrap();
    assert_eq!(world.events(), [format!("Logout by {BOB}: done")]);
    is_unknown(&world.visit(&one));
    world.visitor(&other);
}

/// What is no id of a session, or another account's.
#[test]
fn other_cookies_stand_for_nobody() {
    let world = World::new(Ports::default());
    let id = world.signed_in();
    let cookie = id.cookie();
    let cookie = cookie.expose();
    let (of, secret) = cookie.split_once('.').unwrap();
    let strange = ConsoleSessionId::fresh(account(), &SeededRandom::new(99));
    for text in [
        String::new(),
        ".".to_owned(),
        of.to_owned(),
        secret.to_owned(),
        format!("{of}."),
        format!(".{secret}"),
        format!("210987654321.{secret}"),
        format!("{cookie}A"),
        format!("{cookie}."),
        format!(" {cookie}"),
        strange.cookie().expose().clone(),
        "a".repeat(100_000),
    ] {
        is_unknown(&world.visit_with(&text));
    }
}

#[test]
fn who_must_change_the_password_is_known_as_such() {
    let world = World::new(Ports::default());
    *world.ports().console.state.lock() = PasswordState::MustChange;
    let visitor = world.visitor(&world.signed_in());
    assert!(visitor.must_change_password);
    let kind = visitor.caller.session_kind();
    assert_eq!(kind, Some(SessionKind::ConsoleNewPassword));
}

impl World {
    fn switch(&self, id: &ConsoleSessionId, role: SwitchedRole) {
        let mut sessions = self.ports().console.sessions.lock();
        let session = sessions.get_mut(id.cookie().expose()).unwrap();
        session.switched = Some(role);
    }
}

#[test]
fn a_role_that_was_switched_to_acts_until_its_own_end() {
    let mut world = World::new(Ports::default());
    let id = world.signed_in();
    world.switch(&id, switched());
    world.ports().uses.lock().clear();
    let visitor = world.visitor(&id);
    assert_eq!(
        (visitor.caller.shown(), visitor.signed_in_as.shown()),
        (READER, BOB)
    );
    assert!(visitor.is_switched());
    assert_eq!(
        visitor.caller.session_kind(),
        Some(SessionKind::AssumedRole)
    );
    assert!(visitor.caller.is_in_console());
    assert!(matches!(
        world.ports().uses.lock().as_slice(),
        [(Used::Role(..), _)]
    ));

    world.advance_seconds(1_800);
    let visitor = world.visitor(&id);
    assert_eq!(visitor.caller.shown(), BOB);
    assert!(!visitor.is_switched());
}

#[test]
fn a_role_that_is_gone_leaves_who_signed_in() {
    let world = World::new(Ports::default());
    let id = world.signed_in();
    let foreign = SwitchedRole {
        owner: SessionOwner::Role {
            account: crate::doubles::other_account(),
            role: ROLE_ID.parse().unwrap(),
            session_name: "s".to_owned(),
        },
        ..switched()
    };
    world.switch(&id, foreign);
    assert_eq!(world.visitor(&id).caller.shown(), BOB);
}

#[test]
fn a_role_outlives_no_session() {
    let mut world = World::new(Ports::default());
    let id = world.signed_in();
    let long = Session {
        expires_at: "2026-03-01T00:00:00Z".parse().unwrap(),
        ..session(SessionKind::AssumedRole)
    };
    let role = SwitchedRole {
        session: Arc::new(long),
        ..switched()
    };
    world.switch(&id, role);
    world.advance_seconds(43_200);
    has_ended(&world.visit(&id));
}

#[test]
fn anonymous_callers_and_keys_are_not_in_the_console() {
    assert!(!Caller::anonymous().is_in_console());
    assert!(!crate::doubles::bob_in_session(true).is_in_console());
}
