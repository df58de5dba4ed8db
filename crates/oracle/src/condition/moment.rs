//! Moments: seconds since 1970, or ISO 8601 in the profile of the W3C.

use std::cmp::Ordering;

/// A fraction has at most so many digits.
// SOURCE: among the recorded documents that AWS refuses is a date with ten of them.
const FRACTION_DIGITS: usize = 9;
const PARTS_A_SECOND: i128 = 1_000_000_000;

/// How two moments stand to each other; none if one of them is no moment.
pub(super) fn compare(left: &str, right: &str) -> Option<Ordering> {
    Some(read(left)?.cmp(&read(right)?))
}

/// The moment in parts of a second since 1970.
fn read(text: &str) -> Option<i128> {
    // Four digits alone are a year, not seconds.
    if text.len() == 4 && is_digits(text) {
        return read_date(text);
    }
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if unsigned.starts_with(|it: char| it.is_ascii_digit())
        && !unsigned.contains(['-', ':', 'T', 't'])
    {
        let parts = read_seconds(unsigned)?;
        return Some(if text.starts_with('-') { -parts } else { parts });
    }
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return read_date(text);
    };
    // A bare T at the end adds nothing.
    // SOURCE: among the recorded documents that AWS accepts is a date that ends in T.
    if time.is_empty() {
        return read_date(date);
    }
    // A time stands with a whole date.
    if date.len() != 10 {
        return None;
    }
    let (clock, offset_seconds) = split_zone(time)?;
    Some(read_date(date)? + read_clock(clock)? - i128::from(offset_seconds) * PARTS_A_SECOND)
}

/// Digits with an optional fraction.
fn read_seconds(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    if fraction.len() > FRACTION_DIGITS {
        return None;
    }
    let parts: i128 = format!("{fraction:0<FRACTION_DIGITS$}").parse().ok()?;
    Some(i128::from(whole) * PARTS_A_SECOND + parts)
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn read_date(text: &str) -> Option<i128> {
    let parts: Vec<&str> = text.split('-').collect();
    let (year, month, day) = match parts.as_slice() {
        [year] => (number(year, 4)?, 1, 1),
        [year, month] => (number(year, 4)?, number(month, 2)?, 1),
        [year, month, day] => (number(year, 4)?, number(month, 2)?, number(day, 2)?),
        _ => return None,
    };
    if !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    let before: i64 = (1..month).map(|month| days_in(year, month)).sum();
    let days = days_before(year) - days_before(1970) + before + day - 1;
    Some(i128::from(days) * 86_400 * PARTS_A_SECOND)
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fraction`.
fn read_clock(text: &str) -> Option<i128> {
    let parts: Vec<&str> = text.split(':').collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (number(hour, 2)?, number(minute, 2)?, 0),
        [hour, minute, second] => {
            number(second.split('.').next()?, 2)?;
            (number(hour, 2)?, number(minute, 2)?, read_seconds(second)?)
        }
        _ => return None,
    };
    if hour > 23 || minute > 59 || second >= 60 * PARTS_A_SECOND {
        return None;
    }
    Some(i128::from(hour * 3_600 + minute * 60) * PARTS_A_SECOND + second)
}

/// The clock without its zone, and the zone's seconds east: `Z`, `±hh` or `±hh:mm`. Without a
/// zone the time is UTC.
fn split_zone(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some((clock, zone)) = time.split_once(['+', '-']) else {
        return Some((time, 0));
    };
    let (hours, minutes) = match zone.split_once(':') {
        Some((hours, minutes)) => (number(hours, 2)?, number(minutes, 2)?),
        None => (number(zone, 2)?, 0),
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3_600 + minutes * 60;
    Some((
        clock,
        if time.contains('+') {
            seconds
        } else {
            -seconds
        },
    ))
}

fn number(text: &str, digits: usize) -> Option<i64> {
    if text.len() == digits && is_digits(text) {
        text.parse().ok()
    } else {
        None
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Days from the beginning of the year 0 to the beginning of this one.
fn days_before(year: i64) -> i64 {
    if year == 0 {
        return 0;
    }
    let last = year - 1;
    // The year 0 is a leap year and not in the three quotients.
    365 * year + last / 4 - last / 100 + last / 400 + 1
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(left: &str, right: &str) {
        assert_eq!(
            compare(left, right),
            Some(Ordering::Equal),
            "{left} and {right}"
        );
    }

    #[test]
    fn many_forms_of_one_moment() {
        for text in [
            "2024",
            "2024-01",
            "2024-01-01",
            "2024-01-01T00:00Z",
            "2024-01-01t00:00:00z",
            "2024-01-01T01:00:00+01:00",
            "2024-01-01T00:00:00.000",
            "2023-12-31T23:30:00-00:30",
            "2024-01-01T23:00:00+23",
            "1704067200.0",
            "2024-01-01T",
        ] {
            same(text, "1704067200");
        }
        same("1970-01-01", "0");
        same("1969-12-31T23:59:58.5Z", "-1.5");
        same("2000-03-01", "951868800");
        same("0001-01-01", "-62135596800");
    }

    #[test]
    fn what_is_no_moment() {
        for bad in [
            "",
            "x",
            "2024-13",
            "2024-02-30",
            "2023-02-29",
            "2024-01-01T24:00",
            "01T",
            "2024-01-01T00:00+1",
            "2024-01T00:00",
            "1.",
            "2024-1-1",
            "20240101T000000Z",
            "1e3",
        ] {
            assert_eq!(compare(bad, "0"), None, "{bad}");
        }
    }
}
