//! Moments, as people write them.

use iamd_ident::Timestamp;

const UNITS: [(char, i64); 4] = [('s', 1), ('m', 60), ('h', 3600), ('d', 86_400)];

/// A moment: `2026-01-31T12:00:00Z`, `2026-01-31` (its beginning, UTC), or how long ago, such as
/// `90s`, `15m`, `2h`, `7d`.
///
/// # Errors
/// The text is no moment; the error says what would be one.
pub fn parse_time(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    let ago = || {
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let (_, seconds) = UNITS.iter().find(|(name, _)| unit.starts_with(*name))?;
        let seconds = number
            .parse::<i64>()
            .ok()
            .filter(|number| *number >= 0)?
            .checked_mul(*seconds)?;
        Timestamp::from_second(now.as_second().checked_sub(seconds)?).ok()
    };
    let moment = || text.parse::<Timestamp>().ok();
    let day = || format!("{text}T00:00:00Z").parse::<Timestamp>().ok();
    moment().or_else(day).or_else(ago).ok_or_else(|| {
        "wanted is a moment such as 2026-01-31T12:00:00Z, a day such as 2026-01-31, or how long ago, \
         such as 15m, 2h or 7d"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_days_and_spans_are_read() {
        let now: Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
        for (text, expect) in [
            ("2026-01-30T01:02:03Z", Some("2026-01-30T01:02:03Z")),
            ("2026-01-30", Some("2026-01-30T00:00:00Z")),
            ("90s", Some("2026-01-31T11:58:30Z")),
            ("15m", Some("2026-01-31T11:45:00Z")),
            ("2h", Some("2026-01-31T10:00:00Z")),
            ("7d", Some("2026-01-24T12:00:00Z")),
            ("", None),
            ("d", None),
            ("-1d", None),
            ("yesterday", None),
            ("999999999999d", None),
        ] {
            let read = parse_time(text, now).ok().map(|time| time.to_string());
            assert_eq!(read.as_deref(), expect, "{text}");
        }
    }
}
