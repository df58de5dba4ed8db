//! Staying signed in with a new password.

use futures::executor::block_on;
use iamd_auth::{
    ConsoleSessionId, PasswordState, SessionKind, SignInRefusal, Visit, Visitor,
    renew_with_new_password,
};

use super::{World, secret};
use crate::doubles::{CODE, DEVICE, PASSWORD, Ports};

fn visitor(world: &World, id: &ConsoleSessionId) -> Option<Box<Visitor>> {
    match world.visit(id) {
        Visit::SignedIn(visitor) => Some(visitor),
        Visit::Ended { .. } | Visit::Unknown => None,
    }
}

fn renew(
    world: &World,
    visitor: &Visitor,
    password: &str,
) -> Result<ConsoleSessionId, SignInRefusal> {
    let password = secret(password);
    block_on(renew_with_new_password(
        &world.guard,
        visitor,
        &password,
        &world.request,
    ))
}

#[test]
fn who_changed_the_password_stays_signed_in_as_before() {
    let mut world = World::with_device();
    *world.ports().console.state.lock() = PasswordState::MustChange;
    let old = world.try_code(&world.pending(), DEVICE, CODE).unwrap();
    let before = visitor(&world, &old).unwrap();
    assert!(before.must_change_password);

    world.advance_seconds(60);
    *world.ports().console.password.lock() = 2;
    *world.ports().console.state.lock() = PasswordState::Good;
    assert!(visitor(&world, &old).is_none());
    world.events();
    let new = renew(&world, &before, &format!("{PASSWORD} 2")).unwrap();
    assert_ne!(new.cookie().expose(), old.cookie().expose());
    let after = visitor(&world, &new).unwrap();
    assert!(!after.must_change_password);
    assert_eq!(after.session.session.kind, SessionKind::Console);
    assert_eq!(after.ends_at(), before.ends_at());
    assert_eq!(after.session.session.mfa_at, before.session.session.mfa_at);
    assert!(after.session.session.mfa_at.is_some());
    // It is no sign-in.
    assert!(world.events().is_empty());
}

/// SECURITY: whoever holds a session that ended does not come back with it.
#[test]
fn nobody_stays_signed_in_without_the_password_of_today() {
    let mut world = World::new(Ports::default());
    let old = world.signed_in();
    let before = visitor(&world, &old).unwrap();
    *world.ports().console.password.lock() = 2;
    for password in [PASSWORD, "", "correct horse 3"] {
        let refusal = renew(&world, &before, password).unwrap_err();
        assert!(matches!(refusal, SignInRefusal::WrongCredentials));
    }
    world.advance_seconds(43_200);
    let refusal = renew(&world, &before, &format!("{PASSWORD} 2")).unwrap_err();
    assert!(matches!(refusal, SignInRefusal::TicketExpired));
}

#[test]
fn sessions_that_no_password_began_are_not_renewed() {
    let world = World::new(Ports::default());
    let mut before = visitor(&world, &world.signed_in()).unwrap();
    before.session.password = None;
    let refusal = renew(&world, &before, PASSWORD).unwrap_err();
    assert!(matches!(refusal, SignInRefusal::WrongCredentials));
}
