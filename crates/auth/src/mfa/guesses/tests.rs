use iamd_ident::Timestamp;

use super::*;

fn after(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_770_000_000 + seconds).unwrap()
}

fn device(serial_number: &str) -> Guessed {
    Guessed {
        account: "111122223333".parse().unwrap(),
        serial_number: serial_number.to_owned(),
        made: after(0),
        holder: None,
    }
}

/// Whether a wrong code is looked at.
fn wrong(guesses: &Guesses, serial_number: &str, seconds: i64) -> bool {
    wrong_of(guesses, &device(serial_number), seconds)
}

fn wrong_of(guesses: &Guesses, at: &Guessed, seconds: i64) -> bool {
    let mut looked = false;
    let found = guesses.attempt(at, after(seconds), || {
        looked = true;
        None::<()>
    });
    assert_eq!(found, None);
    looked
}

/// Whether a right code is looked at, which is then used up.
fn right(guesses: &Guesses, serial_number: &str, seconds: i64) -> bool {
    let is_found = kept(guesses, serial_number, seconds);
    if is_found {
        guesses.proved(&device(serial_number));
    }
    is_found
}

/// Whether a right code is looked at, which is kept.
fn kept(guesses: &Guesses, serial_number: &str, seconds: i64) -> bool {
    guesses
        .attempt(&device(serial_number), after(seconds), || Some(()))
        .is_some()
}

#[test]
fn who_mistypes_is_not_locked_out() {
    let guesses = Guesses::default();
    for _ in 0..4 {
        assert!(wrong(&guesses, "a", 0));
    }
    assert!(right(&guesses, "a", 0));
    for _ in 0..5 {
        assert!(wrong(&guesses, "a", 1), "the count began anew");
    }
    assert!(!right(&guesses, "a", 30));
    assert!(right(&guesses, "a", 31), "with the next code");
}

#[test]
fn a_right_code_that_is_kept_makes_nothing_forgotten() {
    let guesses = Guesses::default();
    for _ in 0..20 {
        assert!(kept(&guesses, "a", 0), "it is no wrong one");
    }
    assert!(guesses.accounts.lock().values().all(Counts::is_empty));
    for _ in 0..FREE {
        assert!(kept(&guesses, "a", 0));
        assert!(wrong(&guesses, "a", 0));
    }
    assert!(!kept(&guesses, "a", 29));
    for _ in 0..20 {
        assert!(kept(&guesses, "a", 30), "nor does it make it wait");
    }
    assert!(wrong(&guesses, "a", 30));
    assert!(!wrong(&guesses, "a", 89), "the next wait is the longer one");
}

#[test]
fn waits_double_up_to_an_hour() {
    let guesses = Guesses::default();
    let mut now = 0;
    for _ in 0..FREE {
        assert!(wrong(&guesses, "a", now));
    }
    for wait in [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600] {
        assert!(!wrong(&guesses, "a", now + wait - 1), "{wait}");
        assert!(!right(&guesses, "a", now + wait - 1), "{wait}");
        now += wait;
        assert!(wrong(&guesses, "a", now), "{wait}");
    }
    assert!(wrong(&guesses, "b", now), "each device has its own");
}

#[test]
fn who_never_stops_guessing_gets_a_code_an_hour() {
    let guesses = Guesses::default();
    let tried = |day: i64| {
        let seconds = (day * 86_400)..((day + 1) * 86_400);
        seconds
            .filter(|second| wrong(&guesses, "a", *second))
            .count()
    };
    assert!(tried(0) < 40);
    for day in 1..4 {
        assert!((23..=25).contains(&tried(day)));
    }
}

#[test]
fn wrong_codes_are_forgotten_after_a_day() {
    let guesses = Guesses::default();
    for _ in 0..FREE {
        assert!(wrong(&guesses, "a", 0));
    }
    for _ in 0..FREE {
        assert!(wrong(&guesses, "a", MEMORY_SECONDS));
    }
    assert!(!wrong(&guesses, "a", MEMORY_SECONDS));
    guesses.clear();
    assert!(wrong(&guesses, "a", MEMORY_SECONDS));
}

#[test]
fn a_clock_that_was_put_back_helps_nobody() {
    let guesses = Guesses::default();
    for _ in 0..FREE {
        assert!(wrong(&guesses, "a", 0));
    }
    assert!(!wrong(&guesses, "a", -1_000_000));
    assert!(wrong(&guesses, "a", 30));
}

#[test]
fn everybody_counts_before_looking() {
    let guesses = Guesses::default();
    let inside = || {
        // While one looks, the others count: they are as many as may be.
        for _ in 1..FREE {
            assert!(wrong(&guesses, "a", 0));
        }
        assert!(!wrong(&guesses, "a", 0));
        Some(7)
    };
    assert_eq!(guesses.attempt(&device("a"), after(0), inside), Some(7));
    assert!(wrong(&guesses, "a", 0));
}

#[test]
fn each_holder_and_each_namesake_has_its_own_count() {
    let guesses = Guesses::default();
    for _ in 0..FREE {
        assert!(wrong(&guesses, "a", 0));
    }
    let namesake = Guessed {
        made: after(1),
        ..device("a")
    };
    let of_another = Guessed {
        holder: "AIDAAAAAAAAAAAAAAAAA2".parse().ok(),
        ..device("a")
    };
    assert!(of_another.holder.is_some());
    for other in [namesake, of_another] {
        for _ in 0..FREE {
            assert!(wrong_of(&guesses, &other, 1));
        }
        assert!(!wrong_of(&guesses, &other, 1));
    }
    assert!(!wrong(&guesses, "a", 1));
    guesses.forget(device("a").account, "b");
    assert!(!wrong(&guesses, "a", 1));
    guesses.forget(device("a").account, "a");
    assert!(wrong(&guesses, "a", 1));
}

#[test]
fn memory_is_bounded_and_keeps_those_who_wait() {
    let guesses = Guesses::default();
    for _ in 0..FREE {
        wrong(&guesses, "guessed at", 0);
    }
    for number in 0..GUESSED_MAX {
        wrong(&guesses, &number.to_string(), 1);
    }
    let account = device("").account;
    let counted = || guesses.accounts.lock().get(&account).unwrap().len();
    assert_eq!(counted(), GUESSED_MAX);
    assert!(!wrong(&guesses, "guessed at", 1));
    wrong(&guesses, "later", MEMORY_SECONDS + 1);
    assert_eq!(counted(), 1, "what is old goes first");
}

#[test]
fn nobody_pushes_out_what_is_counted_in_another_account() {
    let guesses = Guesses::default();
    wrong(&guesses, "guessed at", 0);
    for number in 0..=GUESSED_MAX {
        let own = Guessed {
            account: "444455556666".parse().unwrap(),
            ..device(&number.to_string())
        };
        wrong_of(&guesses, &own, 1);
    }
    for _ in 1..FREE {
        assert!(wrong(&guesses, "guessed at", 1));
    }
    assert!(!wrong(&guesses, "guessed at", 1));
}
