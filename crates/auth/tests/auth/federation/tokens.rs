//! Sign-in tokens: for how long, of what, and whose.

use std::sync::atomic::Ordering;

use iamd_auth::{FederationRefusal, Token};
use iamd_ident::Secret;
use iamd_testkit::SeededRandom;

use super::{KEY, SECRET, another_ring, of_role};
use crate::{
    doubles::{DEVICE, Events, Ports},
    sign_in::{World, secret},
};

#[track_caller]
fn is_invalid(world: &World, token: &Secret<String>) {
    let refusal = world.login(token).unwrap_err();
    assert!(
        matches!(refusal, FederationRefusal::InvalidToken),
        "{refusal}"
    );
}

#[test]
fn a_token_counts_for_fifteen_minutes_and_more_than_once() {
    let mut world = World::new(Ports::default());
    let token = world.exchange(&of_role(), Some(900)).unwrap();
    let one = world.login(&token).unwrap();
    world.advance_seconds(899);
    let other = world.login(&token).unwrap();
    assert_ne!(one.cookie().expose(), other.cookie().expose());
    // Each session has the whole duration.
    assert_eq!(
        world.session(&one).session.expires_at.to_string(),
        "2026-01-31T00:15:00Z"
    );
    assert_eq!(
        world.session(&other).session.expires_at.to_string(),
        "2026-01-31T00:29:59Z"
    );
    world.events();
    world.advance_seconds(1);
    let refusal = world.login(&token).unwrap_err();
    assert!(matches!(refusal, FederationRefusal::TokenExpired));
    let expired = "ConsoleLogin by nobody of Some(123456789012): The credentials have expired";
    assert_eq!(world.events(), [expired]);
    // A clock may be put back by a minute after the token was made.
    world.advance_seconds(-960);
    world.login(&token).unwrap();
    world.advance_seconds(-1);
    world.login(&token).unwrap_err();
}

#[test]
fn a_token_without_a_duration_is_no_better_than_its_credentials() {
    let mut world = World::new(Ports::default());
    world.advance_seconds(1_500);
    let token = world.exchange(&of_role(), None).unwrap();
    world.advance_seconds(300);
    let refusal = world.login(&token).unwrap_err();
    assert!(matches!(refusal, FederationRefusal::TokenExpired));
}

#[test]
fn a_token_ends_with_its_role() {
    let world = World::new(Ports::default());
    let token = world.exchange(&of_role(), Some(900)).unwrap();
    world.events();
    world
        .ports()
        .is_everybody_gone
        .store(true, Ordering::SeqCst);
    is_invalid(&world, &token);
    let gone = "ConsoleLogin by nobody of Some(123456789012): The principal no longer exists";
    assert_eq!(world.events(), [gone]);
}

#[test]
fn what_was_altered_is_no_token() {
    let world = World::new(Ports::default());
    let good = world.exchange(&of_role(), Some(900)).unwrap();
    world.events();
    let text = good.expose();
    for place in 0..text.len() {
        let other = if text.as_bytes()[place] == b'A' {
            "B"
        } else {
            "A"
        };
        let mut altered = text.clone();
        altered.replace_range(place..=place, other);
        is_invalid(&world, &secret(&altered));
    }
    for altered in [
        String::new(),
        format!("{text}A"),
        format!("{text}="),
        format!(" {text}"),
        text.get(..text.len() / 2).unwrap().to_owned(),
        "a".repeat(100_000),
    ] {
        is_invalid(&world, &secret(&altered));
    }
    assert!(world.events().is_empty());
    world.login(&good).unwrap();
}

/// SECURITY: what is sealed for one purpose opens for no other.
#[test]
fn other_sealed_texts_are_no_tokens() {
    let world = World::with_device();
    is_invalid(&world, &world.sealed(&of_role()));
    is_invalid(&world, &world.pending().ticket);
    let token = world.exchange(&of_role(), None).unwrap();
    let mut pending = world.pending();
    pending.ticket = token;
    assert!(world.try_code(&pending, DEVICE, "123456").is_err());
}

#[test]
fn tokens_of_another_server_are_none() {
    let world = World::new(Ports::default());
    let foreign = of_role()
        .seal(&another_ring(), &SeededRandom::new(1))
        .unwrap();
    let refusal = world.exchange_as(KEY, SECRET, &foreign, None);
    assert!(matches!(
        refusal,
        Err(FederationRefusal::InvalidCredentials)
    ));
}

#[test]
fn a_token_tells_nothing_and_fits_into_an_address() {
    let world = World::new(Ports::default());
    let token = world.exchange(&of_role(), Some(900)).unwrap();
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    assert!(token.expose().chars().all(is_plain));
    assert_eq!(format!("{token:?}"), "Secret(…)");
}

/// The largest credentials there are make a token that is taken.
#[test]
fn large_sessions_make_tokens_too() {
    let world = World::new(Ports::default());
    let mut token = of_role();
    let noise = SeededRandom::new(9);
    let mut session = iamd_auth::Session::clone(&token.session);
    session.policy = Some((0..130).map(|_| noise.next().to_string()).collect());
    token = Token {
        session: std::sync::Arc::new(session),
        ..token
    };
    assert!(world.sealed(&token).expose().len() > 1_500);
    let signin_token = world.exchange(&token, Some(900)).unwrap();
    world.login(&signin_token).unwrap();
}

#[track_caller]
fn check_issuer(issuer: &str, is_kept: bool) {
    let mut world = World::new(Ports::default());
    let token = world.exchange(&of_role(), Some(900)).unwrap();
    let id = world.login_from(&token, Some(issuer)).unwrap();
    world.advance_seconds(900);
    let iamd_auth::Visit::Ended { issuer_url } = world.visit(&id) else {
        panic!("it has ended");
    };
    assert_eq!(issuer_url.as_deref(), is_kept.then_some(issuer), "{issuer}");
}

#[test]
fn who_came_from_the_web_is_shown_the_way_back() {
    check_issuer("https://example.org/login?next=/a%20b", true);
    check_issuer("HTTP://example.org", true);
    check_issuer("Example.org", false);
    check_issuer("", false);
    check_issuer("javascript:alert(1)", false);
    check_issuer(" https://example.org", false);
    check_issuer("https://example.org/\u{202e}", false);
    check_issuer("https://example.org/\n", false);
    check_issuer(&format!("https://example.org/{}", "a".repeat(2_048)), false);
}

#[test]
fn no_token_and_no_session_without_its_event() {
    let full = || Events {
        full: true,
        ..Events::default()
    };
    let fails = || Events {
        fails: true,
        ..Events::default()
    };
    let good = World::new(Ports::default())
        .exchange(&of_role(), Some(900))
        .unwrap();
    for audit in [full(), fails()] {
        let world = World::with_audit(Ports::default(), audit);
        let refusal = world.exchange(&of_role(), Some(900)).unwrap_err();
        assert!(matches!(refusal, FederationRefusal::Failed(_)));
        let refusal = world.login(&good).unwrap_err();
        assert!(matches!(refusal, FederationRefusal::Failed(_)));
        assert!(world.ports().console.sessions.lock().is_empty());
    }
}
