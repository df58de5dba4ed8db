use jiff::Timestamp;
use proptest::prelude::*;

use super::*;

/// A literal means the instant of a full one.
#[track_caller]
fn check(literal: &str, full: &str) {
    let instant: Timestamp = full.parse().unwrap();
    let nanoseconds = instant.as_nanosecond();
    assert_eq!(parse(literal), Some(Moment { nanoseconds }), "{literal}");
}

#[track_caller]
fn refused(literal: &str) {
    assert_eq!(parse(literal), None, "{literal}");
}

#[test]
fn every_form_of_the_profile_is_read() {
    check("2013", "2013-01-01T00:00:00Z");
    check("2013-07", "2013-07-01T00:00:00Z");
    check("2013-07-31", "2013-07-31T00:00:00Z");
    check("2013-07-31T23", "2013-07-31T23:00:00Z");
    check("2013-07-31T23:59", "2013-07-31T23:59:00Z");
    check("2013-07-31T23:59Z", "2013-07-31T23:59:00Z");
    check("2013-07-31T23:59:58", "2013-07-31T23:59:58Z");
    check("2013-07-31T23:59:58.1Z", "2013-07-31T23:59:58.1Z");
    check(
        "2013-07-31T23:59:58.123456789-01:30",
        "2013-08-01T01:29:58.123456789Z",
    );
    check("2013-07-31T00:00+05", "2013-07-30T19:00:00Z");
    check("2013-07-31T00:00+0530", "2013-07-30T18:30:00Z");
    check("2012-02-29T00:00:00Z", "2012-02-29T00:00:00Z");
}

#[test]
fn seconds_since_1970_are_read() {
    check("0", "1970-01-01T00:00:00Z");
    check("1375315198", "2013-07-31T23:59:58Z");
    check("1375315198.25", "2013-07-31T23:59:58.25Z");
    check("00002013", "1970-01-01T00:33:33Z");
    assert_eq!(parse("9223372036854775807"), Some(Moment::new(i64::MAX, 0)));
}

/// SOURCE: recorded answers of `CreatePolicy`.
#[test]
fn odd_literals_that_are_saved_have_a_meaning() {
    check("01T", "0001-01-01T00:00:00Z");
    check(
        "2016-12-13t2:00:00.593194+23",
        "2016-12-12T03:00:00.593194Z",
    );
    check(
        "2016-12-13T21:20:37.593194+00:00",
        "2016-12-13T21:20:37.593194Z",
    );
    assert!(parse("-292275054") < parse("-9999-12-31"));
    assert!(parse("-292275054").is_some());
}

/// SOURCE: recorded answers of `CreatePolicy`.
#[test]
fn literals_that_are_not_saved_have_none() {
    for literal in [
        "sdfdsf",
        "234-13",
        "2016-12-13t2:00:00.593194+1",
        "2016-12-13t2:00:00.1999999999+10:59",
        "9223372036854775808",
    ] {
        refused(literal);
    }
}

#[test]
fn what_no_calendar_has_is_refused() {
    for literal in [
        "",
        " ",
        " 2013",
        "2013 ",
        "-",
        "T",
        "+2013",
        "2013-",
        "2013-0",
        "2013-00-01",
        "2013-01-00",
        "2013-02-29",
        "2013-04-31",
        "2013-01-01-01",
        "2013-01-01 00:00",
        "2013-01-01Z",
        "2013-01-01T24:00",
        "2013-01-01T00:60",
        "2013-01-01T00:00:60",
        "2013-01-01T00:00:00.",
        "2013-01-01T00:00:00.1234567890",
        "2013-01-01T00.5",
        "2013-01-01T00:00X",
        "2013-01-01T00:00ZZ",
        "2013-01-01T00:00+24",
        "2013-01-01T00:00+00:60",
        "2013-01-01T00:00+00:",
        "2013-01-01T00:00+00:0",
        "292278994-01",
        "-292275055",
        "-1.5",
        "1.",
        ".5",
        "1e9",
        "true",
        "१२३४",
        "2013-0१",
    ] {
        refused(literal);
    }
}

proptest! {
    /// Every instant that the calendar library prints is read as it is.
    #[test]
    fn ordinary_dates_are_those_of_a_calendar(
        nanoseconds in Timestamp::MIN.as_nanosecond()..=Timestamp::MAX.as_nanosecond(),
    ) {
        let instant = Timestamp::from_nanosecond(nanoseconds).unwrap();
        let literal = instant.to_string();
        prop_assert_eq!(parse(&literal), Some(Moment { nanoseconds }), "{}", literal);
    }

    #[test]
    fn seconds_are_themselves(seconds in 10_000..i64::MAX) {
        prop_assert_eq!(parse(&seconds.to_string()), Some(Moment::new(seconds, 0)));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[-+0-9tTzZ:.]{0,40}|.{0,20}") {
        let _moment = parse(&text);
    }
}
