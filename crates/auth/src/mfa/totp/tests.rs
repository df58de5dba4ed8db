use super::*;

/// The seed of the test vectors: the digits 1 to 9 and 0, twice.
fn seed() -> Seed {
    Seed::from_bytes(Secret::new(b"12345678901234567890".to_vec()))
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn code(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// SOURCE: RFC 6238, appendix B, the rows of SHA1. Its codes have eight digits, of which those of
/// six digits are the last.
#[test]
fn codes_are_those_of_the_standard() {
    for (second, eight_digits) in [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ] {
        let code = code_at(&seed(), step_of(at(second)));
        assert_eq!(Some(code.expose().as_str()), eight_digits.get(2..));
    }
}

/// SOURCE: RFC 4226, appendix D, whose counters are the first steps here.
#[test]
fn codes_of_the_first_steps_are_those_of_the_older_standard() {
    let codes = [
        "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
        "520489",
    ];
    for (step, expected) in (0..).zip(codes) {
        assert_eq!(code_at(&seed(), step).expose(), expected);
    }
}

#[test]
fn codes_keep_their_leading_zeros() {
    let step = step_of(at(1_234_567_890));
    assert_eq!(code_at(&seed(), step).expose(), "005924");
    assert_eq!(
        matching_step(&seed(), &code("005924"), step..=step),
        Some(step)
    );
    for other in ["5924", "05924", "0005924", "", " 005924", "００５９２４"] {
        assert_eq!(
            matching_step(&seed(), &code(other), step..=step),
            None,
            "{other}"
        );
    }
}

#[test]
fn a_step_is_found_if_it_is_among_those_that_count() {
    let shown = code("287082");
    assert_eq!(matching_step(&seed(), &shown, 0..=2), Some(1));
    assert_eq!(matching_step(&seed(), &shown, 1..=1), Some(1));
    assert_eq!(matching_step(&seed(), &shown, 2..=9), None);
    assert_eq!(matching_step(&seed(), &shown, u64::MAX..=u64::MAX), None);
}

#[test]
fn two_codes_count_if_they_follow_each_other() {
    let (first, second) = (code("287082"), code("359152"));
    assert_eq!(matching_pair(&seed(), &first, &second, 0..=9), Some(2));
    assert_eq!(matching_pair(&seed(), &first, &second, 2..=2), Some(2));
    assert_eq!(matching_pair(&seed(), &second, &first, 0..=9), None);
    assert_eq!(matching_pair(&seed(), &first, &first, 0..=9), None);
    assert_eq!(matching_pair(&seed(), &first, &code("969429"), 0..=9), None);
    assert_eq!(matching_pair(&seed(), &first, &second, 0..=1), None);
    assert_eq!(
        matching_pair(&seed(), &code("755224"), &first, 0..=0),
        None,
        "nothing is before the first step"
    );
}

#[test]
fn steps_last_thirty_seconds() {
    for (second, step) in [(0, 0), (29, 0), (30, 1), (59, 1), (60, 2), (-1, 0)] {
        assert_eq!(step_of(at(second)), step, "{second}");
    }
}

/// SOURCE: RFC 4648, the alphabet of Base32.
#[test]
fn seeds_are_typed_in_base32() {
    assert_eq!(
        seed().to_base32().expose(),
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    );
    let long = Seed::from_bytes(Secret::new(vec![0; Seed::BYTES]));
    assert_eq!(long.to_base32().expose().len(), 64);
    assert!(!format!("{:?}", seed()).contains("1234"));
}
