//! Codes: of whom, when, and once.

use iamd_auth::{
    PasswordState, PendingSignIn, SessionKind, SessionOwner, SignInRefusal, SignInStep,
};

use super::{BOB, World, secret};
use crate::doubles::{ALIAS, CODE, DEVICE, Events, PASSWORD, Ports, ROOT_PASSWORD};

#[track_caller]
fn is_wrong(refusal: Result<impl Sized, SignInRefusal>) {
    let refusal = refusal.err();
    assert!(
        matches!(refusal, Some(SignInRefusal::WrongCode { .. })),
        "{refusal:?}"
    );
}

#[track_caller]
fn is_expired(refusal: Result<impl Sized, SignInRefusal>) {
    let refusal = refusal.err();
    assert!(
        matches!(refusal, Some(SignInRefusal::TicketExpired)),
        "{refusal:?}"
    );
}

#[test]
fn a_code_is_asked_for_and_told_by_the_session() {
    let world = World::with_device();
    let pending = world.pending();
    assert_eq!(pending.mfa_devices, [DEVICE]);
    assert!(world.ports().console.sessions.lock().is_empty());
    assert!(world.ports().uses.lock().is_empty());
    let asked = format!("CheckMfa by {BOB} it says with {DEVICE}: done");
    assert_eq!(world.events(), [asked]);

    let begun = world.session(&world.try_code(&pending, DEVICE, CODE).unwrap());
    assert_eq!(begun.session.mfa_at, Some(world.request.received_at));
    assert_eq!(begun.session.kind, SessionKind::Console);
    let done = format!("ConsoleLogin by {BOB} with {DEVICE}: done");
    assert_eq!(world.events(), [done]);
    assert_eq!(world.ports().spent.lock().len(), 1);
    assert_eq!(world.ports().uses.lock().len(), 1);
}

#[test]
fn a_code_signs_in_once() {
    let mut world = World::with_device();
    let (one, other) = (world.pending(), world.pending());
    world.try_code(&one, DEVICE, CODE).unwrap();
    is_wrong(world.try_code(&one, DEVICE, CODE));
    is_wrong(world.try_code(&other, DEVICE, CODE));
    assert_eq!(world.ports().console.sessions.lock().len(), 1);
    // In the next step the device of these tests shows the same again.
    world.advance_seconds(30);
    world.try_code(&other, DEVICE, CODE).unwrap();
}

#[test]
fn of_two_who_show_a_code_at_once_one_is_signed_in() {
    let world = World::new(Ports {
        is_too_late: true,
        ..Ports::default()
    });
    world.ports().console.devices.lock().push(DEVICE.to_owned());
    is_wrong(world.try_code(&world.pending(), DEVICE, CODE));
    assert!(world.ports().console.sessions.lock().is_empty());
}

#[test]
fn a_wrong_code_may_be_followed_by_a_right_one() {
    let world = World::with_device();
    let pending = world.pending();
    world.events();
    let refusal = world.try_code(&pending, DEVICE, "000000").unwrap_err();
    let SignInRefusal::WrongCode { again } = refusal else {
        panic!("{refusal:?}");
    };
    let failed = format!("ConsoleLogin by {BOB} it says with {DEVICE}: Failed authentication");
    assert_eq!(world.events(), [failed]);
    assert_eq!(again.mfa_devices, [DEVICE]);
    world.try_code(&again, DEVICE, CODE).unwrap();
}

#[test]
fn codes_of_other_devices_are_wrong() {
    let world = World::with_device();
    let pending = world.pending();
    world.events();
    for device in [
        "",
        "arn:aws:iam::123456789012:mfa/eve",
        "arn:aws:iam::123456789012:mfa/BOB",
    ] {
        is_wrong(world.try_code(&pending, device, CODE));
    }
    let failed = format!("ConsoleLogin by {BOB} it says: Failed authentication");
    assert_eq!(world.events(), [failed.clone(), failed.clone(), failed]);
    // The double knows a device that was bob's once.
    *world.ports().console.devices.lock() = vec!["arn:aws:iam::123456789012:mfa/new".to_owned()];
    is_wrong(world.try_code(&pending, DEVICE, CODE));
}

#[test]
fn tickets_count_for_five_minutes() {
    let mut world = World::with_device();
    let pending = world.pending();
    world.advance_seconds(299);
    world.try_code(&pending, DEVICE, CODE).unwrap();
    world.advance_seconds(1);
    is_expired(world.try_code(&pending, DEVICE, CODE));
    // Nor do they count long before they were made.
    world.advance_seconds(-361);
    is_expired(world.try_code(&pending, DEVICE, CODE));
}

#[test]
fn a_ticket_is_of_the_password_that_was_shown() {
    let world = World::with_device();
    let pending = world.pending();
    *world.ports().console.password.lock() += 1;
    world.events();
    is_expired(world.try_code(&pending, DEVICE, CODE));
    assert!(world.ports().spent.lock().is_empty());
    let failed = format!("ConsoleLogin by {BOB} it says: Failed authentication");
    assert_eq!(world.events(), [failed]);
}

/// Whoever repeats what cannot be right waits as others do, and fills no log.
#[test]
fn tickets_that_are_no_longer_good_are_attempts() {
    let world = World::with_device();
    let pending = world.pending();
    *world.ports().console.password.lock() += 1;
    world.events();
    for _ in 0..5 {
        is_expired(world.try_code(&pending, DEVICE, CODE));
    }
    for _ in 0..5 {
        let refusal = world.try_code(&pending, DEVICE, CODE).err();
        let is_damped = matches!(refusal, Some(SignInRefusal::TooManyAttempts { .. }));
        assert!(is_damped, "{refusal:?}");
    }
    assert_eq!(world.events().len(), 6);
}

#[test]
fn a_ticket_is_never_good_without_a_code() {
    let world = World::with_device();
    let pending = world.pending();
    world.ports().console.devices.lock().clear();
    is_expired(world.try_code(&pending, DEVICE, CODE));
    is_expired(world.try_code(&pending, "", ""));
    assert!(world.ports().console.sessions.lock().is_empty());
}

#[test]
fn a_ticket_is_of_who_showed_the_password() {
    let world = World::with_device();
    let step = world.try_password(ALIAS, None, ROOT_PASSWORD).unwrap();
    let SignInStep::CodeWanted(of_root) = step else {
        panic!("{step:?}");
    };
    // The device of these tests is bob's: no ticket of the root user makes it anybody else's.
    is_wrong(world.try_code(&of_root, DEVICE, CODE));
    let begun = world.session(&world.try_code(&world.pending(), DEVICE, CODE).unwrap());
    assert!(matches!(begun.owner, SessionOwner::User(..)));
}

#[test]
fn what_is_no_ticket_is_refused_without_a_look_at_the_code() {
    let world = World::with_device();
    let pending = world.pending();
    let text = pending.ticket.expose();
    assert!(text.len() <= 1024);
    let mut altered = vec![
        String::new(),
        "a".repeat(100_000),
        format!("{text}A"),
        text.replace('A', "B"),
    ];
    altered.push(text.get(1..).unwrap().to_owned());
    altered.push(text.chars().rev().collect());
    for ticket in altered {
        let ticket = secret(&ticket);
        let forged = PendingSignIn {
            ticket,
            ..pending.clone()
        };
        is_expired(world.try_code(&forged, DEVICE, CODE));
    }
    assert!(world.ports().spent.lock().is_empty());
    world.try_code(&pending, DEVICE, CODE).unwrap();
}

#[test]
fn a_password_that_expired_meanwhile_signs_nobody_in() {
    let world = World::with_device();
    let pending = world.pending();
    *world.ports().console.state.lock() = PasswordState::Expired;
    let refusal = world.try_code(&pending, DEVICE, CODE).unwrap_err();
    assert!(matches!(refusal, SignInRefusal::PasswordExpired));
    assert!(world.ports().spent.lock().is_empty());
    *world.ports().console.state.lock() = PasswordState::MustChange;
    let begun = world.session(&world.try_code(&pending, DEVICE, CODE).unwrap());
    assert_eq!(begun.session.kind, SessionKind::ConsoleNewPassword);
    assert!(begun.session.mfa_at.is_some());
}

#[test]
fn whoever_guesses_codes_waits() {
    let mut world = World::with_device();
    let pending = world.pending();
    for _ in 0..5 {
        is_wrong(world.try_code(&pending, DEVICE, "000000"));
    }
    world.events();
    for _ in 0..3 {
        let refusal = world.try_code(&pending, DEVICE, CODE).unwrap_err();
        assert!(matches!(
            refusal,
            SignInRefusal::TooManyAttempts { wait_seconds: 30 }
        ));
    }
    let told = format!("ConsoleLogin by {BOB} it says: Too many failed attempts");
    assert_eq!(world.events(), [told]);
    // The right password in between changes nothing of that.
    let refusal = world
        .try_password(ALIAS, Some("bob"), PASSWORD)
        .unwrap_err();
    assert!(matches!(refusal, SignInRefusal::TooManyAttempts { .. }));
    world.advance_seconds(30);
    world.try_code(&pending, DEVICE, CODE).unwrap();
}

#[test]
fn a_code_whose_sign_in_cannot_be_audited_signs_nobody_in() {
    let world = World::with_device();
    let pending = world.pending();
    let full = World::with_audit(
        Ports::default(),
        Events {
            full: true,
            ..Events::default()
        },
    );
    full.ports().console.devices.lock().push(DEVICE.to_owned());
    let refusal = full.try_code(&pending, DEVICE, CODE).unwrap_err();
    assert!(matches!(refusal, SignInRefusal::Failed(_)));
    assert!(full.ports().spent.lock().is_empty());
}
