//! Whoever guesses waits, and nobody else.

use iamd_auth::SignInRefusal;

use super::{BOB, World};
use crate::doubles::{ALIAS, PASSWORD, Ports, ROOT_PASSWORD};

impl World {
    fn guess(&self, times: usize, user_name: &str) {
        for _ in 0..times {
            let refusal = self.try_password(ALIAS, Some(user_name), "wrong");
            assert!(matches!(refusal, Err(SignInRefusal::WrongCredentials)));
        }
    }

    fn wait_of(&self, of_account: &str, user_name: Option<&str>, password: &str) -> Option<u32> {
        match self.try_password(of_account, user_name, password) {
            Err(SignInRefusal::TooManyAttempts { wait_seconds }) => Some(wait_seconds),
            Err(_) | Ok(_) => None,
        }
    }

    /// How long bob waits, with the right password.
    fn wait_of_bob(&self) -> Option<u32> {
        self.wait_of(ALIAS, Some("bob"), PASSWORD)
    }
}

#[test]
fn after_five_wrong_ones_nothing_is_looked_at_for_a_while() {
    let mut world = World::new(Ports::default());
    world.guess(5, "bob");
    assert_eq!(*world.ports().console.hashed.lock(), 5);
    world.events();
    assert_eq!(world.wait_of_bob(), Some(30));
    assert_eq!(
        world.wait_of("123456789012", Some("BOB"), PASSWORD),
        Some(30)
    );
    assert_eq!(*world.ports().console.hashed.lock(), 5);
    // Whoever does not wait fills no disk.
    let told = format!("ConsoleLogin by {BOB} it says: Too many failed attempts");
    assert_eq!(world.events(), [told]);
    world.advance_seconds(29);
    assert_eq!(world.wait_of_bob(), Some(1));
    world.advance_seconds(1);
    world.guess(1, "bob");
    assert_eq!(world.wait_of_bob(), Some(60));
    world.advance_seconds(60);
    world.signed_in();
    // Who is signed in is forgiven.
    world.guess(4, "bob");
    world.signed_in();
}

#[test]
fn names_that_nobody_has_wait_as_well() {
    let world = World::new(Ports::default());
    for (of_account, user_name) in [
        (ALIAS, "mallory"),
        ("nowhere", "bob"),
        ("", ""),
        (ALIAS, "not a name"),
    ] {
        for _ in 0..5 {
            assert_eq!(world.wait_of(of_account, Some(user_name), "wrong"), None);
        }
        assert_eq!(
            world.wait_of(of_account, Some(user_name), "wrong"),
            Some(30)
        );
    }
}

#[test]
fn another_name_or_address_need_not_wait() {
    let mut world = World::new(Ports::default());
    world.guess(5, "bob");
    assert_eq!(world.wait_of(ALIAS, None, ROOT_PASSWORD), None);
    world.come_from("192.0.2.1");
    world.signed_in();
}

#[test]
fn an_address_that_guesses_at_many_names_waits() {
    let mut world = World::new(Ports::default());
    world.come_from("2001:db8::1");
    for number in 0..30 {
        world.guess(1, &format!("user{number}"));
    }
    assert_eq!(world.wait_of_bob(), Some(10));
    // The whole network is one address.
    world.come_from("2001:db8:0:1::1");
    assert_eq!(world.wait_of_bob(), Some(10));
    world.come_from("2001:db8:1::1");
    world.signed_in();
}

/// SECURITY: whoever shares an address with others keeps none of them out.
#[test]
fn a_neighbour_who_goes_on_guessing_keeps_nobody_out() {
    let mut world = World::new(Ports::default());
    for number in 0..30 {
        world.guess(1, &format!("user{number}"));
    }
    for number in 0..7 {
        assert_eq!(world.wait_of_bob(), Some(10));
        world.advance_seconds(5);
        world.wait_of(ALIAS, Some(&format!("other{number}")), "wrong");
        world.advance_seconds(5);
        world.wait_of(ALIAS, Some(&format!("other{number}")), "wrong");
        world.signed_in();
    }
}

/// SECURITY: a user of one's own does not buy more guesses at others.
#[test]
fn right_passwords_do_not_wash_out_wrong_ones_at_other_names() {
    let mut world = World::new(Ports::default());
    world.come_from("2001:db8::1");
    for number in 0..30 {
        world.guess(1, &format!("user{number}"));
        if number < 29 {
            world.signed_in();
        }
    }
    assert_eq!(world.wait_of_bob(), Some(10));
}

/// SECURITY: nobody is locked out by who guesses from everywhere.
#[test]
fn who_has_not_guessed_waits_half_a_minute_however_many_others_do() {
    let mut world = World::new(Ports::default());
    for number in 0..100 {
        world.come_from(&format!("198.51.100.{number}"));
        world.guess(1, "bob");
    }
    world.come_from("192.0.2.1");
    assert_eq!(world.wait_of_bob(), Some(30));
    world.advance_seconds(15);
    // Others go on.
    for number in 0..100 {
        world.come_from(&format!("203.0.113.{number}"));
        assert!(world.wait_of(ALIAS, Some("bob"), "wrong").is_some());
    }
    world.come_from("192.0.2.1");
    assert_eq!(world.wait_of_bob(), Some(15));
    world.advance_seconds(15);
    assert_eq!(world.wait_of_bob(), None);
    // An hour later it is over.
    world.advance_seconds(3_600);
    world.come_from("192.0.2.2");
    world.signed_in();
}

#[test]
fn a_server_that_starts_over_forgets() {
    let world = World::new(Ports::default());
    world.guess(5, "bob");
    world.sign_in.clear();
    world.signed_in();
}
