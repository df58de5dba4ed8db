//! Waits, as numbers.

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_770_000_000 + second).unwrap()
}

fn bob_from(address: &str) -> Tried {
    Tried::by("123456789012", Some("bob"), address.parse().unwrap())
}

/// The waits after each of so many wrong attempts, each made as soon as it may be.
fn waits(attempts: &Attempts, tried: &Tried, count: usize) -> Vec<u32> {
    let mut now = 0;
    let mut waits = Vec::new();
    for _ in 0..count {
        let wait = match attempts.begin(tried, at(now)) {
            Ok(_) => 0,
            Err(damped) => {
                now += i64::from(damped.wait_seconds);
                attempts.begin(tried, at(now)).unwrap();
                damped.wait_seconds
            }
        };
        waits.push(wait);
    }
    waits
}

#[test]
fn waits_double_up_to_a_quarter_of_an_hour() {
    let attempts = Attempts::default();
    let waits = waits(&attempts, &bob_from("192.0.2.1"), 15);
    assert_eq!(
        waits,
        [
            0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900, 900
        ]
    );
}

#[test]
fn wrong_attempts_are_forgotten_after_a_day() {
    let attempts = Attempts::default();
    let tried = bob_from("192.0.2.1");
    for second in 0..5 {
        attempts.begin(&tried, at(second)).unwrap();
    }
    attempts.begin(&tried, at(5)).unwrap_err();
    for second in 0..5 {
        attempts.begin(&tried, at(86_404 + second)).unwrap();
    }
    attempts.begin(&tried, at(86_409)).unwrap_err();
}

#[test]
fn a_clock_that_is_put_back_makes_nobody_wait_less() {
    let attempts = Attempts::default();
    let tried = bob_from("192.0.2.1");
    for _ in 0..5 {
        attempts.begin(&tried, at(100)).unwrap();
    }
    let damped = attempts.begin(&tried, at(0)).unwrap_err();
    assert_eq!(damped.wait_seconds, 30);
}

#[test]
fn what_is_taken_back_was_never_counted() {
    let attempts = Attempts::default();
    let tried = bob_from("192.0.2.1");
    for second in 0..200 {
        let begun = attempts.begin(&tried, at(second)).unwrap();
        attempts.take_back(&tried, begun);
    }
    // Wrong ones before still count, and from when they were made.
    for _ in 0..5 {
        attempts.begin(&tried, at(200)).unwrap();
    }
    let begun = attempts.begin(&tried, at(230)).unwrap();
    attempts.take_back(&tried, begun);
    attempts.begin(&tried, at(231)).unwrap();
    attempts.begin(&tried, at(232)).unwrap_err();
}

#[test]
fn attempts_at_the_same_time_all_count() {
    let attempts = Attempts::default();
    let tried = bob_from("192.0.2.1");
    let begun: Vec<_> = (0..5)
        .map(|_| attempts.begin(&tried, at(0)).unwrap())
        .collect();
    attempts.begin(&tried, at(0)).unwrap_err();
    // One of them was right.
    attempts.take_back(&tried, begun[0]);
    attempts.begin(&tried, at(0)).unwrap();
    attempts.begin(&tried, at(0)).unwrap_err();
}

#[test]
fn only_the_first_who_has_to_wait_is_the_first() {
    let attempts = Attempts::default();
    let tried = bob_from("192.0.2.1");
    for _ in 0..5 {
        attempts.begin(&tried, at(0)).unwrap();
    }
    let mut firsts = Vec::new();
    for second in 1..4 {
        firsts.push(attempts.begin(&tried, at(second)).unwrap_err().is_first);
    }
    attempts.begin(&tried, at(30)).unwrap();
    for second in 31..33 {
        firsts.push(attempts.begin(&tried, at(second)).unwrap_err().is_first);
    }
    assert_eq!(firsts, [true, false, false, true, false]);
}

#[test]
fn addresses_of_one_network_and_spellings_of_one_name_are_one() {
    assert_eq!(bob_from("2001:db8::1"), bob_from("2001:db8:0:1::1"));
    assert_ne!(bob_from("192.0.2.1"), bob_from("192.0.2.2"));
    let from = "192.0.2.1".parse().unwrap();
    let by = |account, user| Tried::by(account, user, from);
    assert_eq!(by("Example", Some("BOB")), by("example", Some("bob")));
    assert_ne!(by("example", None), by("example", Some("")));
    let long = "a".repeat(100_000);
    assert_eq!(by(&long, Some(&long)).name.len(), 129);
}

/// The wrong attempts of a neighbour at names of all kinds, each made as soon as it may be.
fn neighbour(attempts: &Attempts, number: u32, second: i64) {
    let name = format!("user{number}");
    let address = "192.0.2.1".parse().unwrap();
    let tried = Tried::by("123456789012", Some(&name), address);
    let _ = attempts.begin(&tried, at(second));
}

/// SECURITY: nobody locks out who comes from the same address.
#[test]
fn a_neighbour_keeps_nobody_waiting_for_more_than_ten_seconds() {
    let attempts = Attempts::default();
    let bob = bob_from("192.0.2.1");
    for number in 0..100 {
        neighbour(&attempts, number, 0);
    }
    let damped = attempts.begin(&bob, at(1)).unwrap_err();
    assert_eq!(damped.wait_seconds, 10);
    // The neighbour goes on all the while.
    for second in 1..11 {
        neighbour(&attempts, 100, second);
        neighbour(&attempts, 7, second);
    }
    for second in [11, 21, 31] {
        // Twice it is wrong.
        attempts.begin(&bob, at(second - 1)).unwrap_err();
        neighbour(&attempts, 100, second);
        attempts.begin(&bob, at(second)).unwrap();
    }
}

/// SECURITY: one password for many names is a way to guess as well.
#[test]
fn names_that_were_tried_three_times_from_a_network_share_its_waits() {
    let attempts = Attempts::default();
    let names: Vec<_> = (0..10).map(|number| format!("user{number}")).collect();
    let address = "192.0.2.1".parse().unwrap();
    let try_all = |second| {
        let tried = names
            .iter()
            .map(|name| Tried::by("123456789012", Some(name), address));
        let begun = tried.filter(|tried| attempts.begin(tried, at(second)).is_ok());
        begun.count()
    };
    assert_eq!([0, 10, 20].map(try_all), [10, 10, 10]);
    // Each of them has been tried three times, and from now on it is one of them.
    assert_eq!([29, 30, 49, 50, 89, 90].map(try_all), [0, 1, 0, 1, 0, 1]);
    let later = (0..280).map(|number| try_all(1_000 + 300 * number));
    assert!(later.max() <= Some(1));
}

#[test]
fn what_was_not_looked_at_counts_for_its_network_alone() {
    let attempts = Attempts::default();
    let bob = bob_from("192.0.2.1");
    for _ in 0..30 {
        let begun = attempts.begin(&bob, at(0)).unwrap();
        attempts.was_not_looked_at(&bob, begun);
    }
    let damped = attempts.begin(&bob, at(0)).unwrap_err();
    assert_eq!(damped.wait_seconds, 10);
    attempts.begin(&bob_from("192.0.2.2"), at(0)).unwrap();
}

/// A network of many people has its wrong attempts every hour.
#[test]
fn what_somebody_got_wrong_who_is_signed_in_is_forgiven() {
    let attempts = Attempts::default();
    let bob = bob_from("192.0.2.1");
    for second in 0..50 {
        for _ in 0..2 {
            attempts.begin(&bob, at(second)).unwrap();
        }
        let begun = attempts.begin(&bob, at(second)).unwrap();
        attempts.take_back(&bob, begun);
        attempts.proved(&bob);
    }
    let counts = attempts.counts.lock();
    assert_eq!(counts.networks.count_of(&bob.network, at(50)), 0);
    assert_eq!(counts.names.count_of(&bob.name, at(50)), 0);
}

/// However many come, memory is bounded, and who has guessed most is not forgotten.
#[test]
fn memory_is_bounded() {
    let attempts = Attempts::default();
    let guesser = bob_from("192.0.2.1");
    for _ in 0..5 {
        attempts.begin(&guesser, at(0)).unwrap();
    }
    for number in 0..50_000_u32 {
        let address = IpAddr::from(number.to_be_bytes());
        let name = format!("user{number}");
        let tried = Tried::by("123456789012", Some(&name), address);
        attempts
            .begin(&tried, at(1 + i64::from(number) / 10_000))
            .unwrap();
    }
    let counts = attempts.counts.lock();
    for len in [
        counts.pairs.len(),
        counts.networks.len(),
        counts.names.len(),
    ] {
        assert!(len <= 20_000, "{len}");
    }
    drop(counts);
    attempts.begin(&guesser, at(20)).unwrap_err();
}
