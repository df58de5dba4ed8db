//! Moments as signatures write them: `20260131T120000Z`.

use std::borrow::Cow;

use iamd_ident::Timestamp;
use jiff::{civil::DateTime, fmt::rfc2822, tz::TimeZone};

/// A moment and its text in the ISO 8601 basic format, to the second, in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp<'r> {
    pub(crate) at: Timestamp,
    pub(crate) text: Cow<'r, str>,
}

impl<'r> Stamp<'r> {
    /// The moment that a value of `X-Amz-Date` or `Date` says: the basic format, or the form that
    /// HTTP gives to dates (`Sat, 31 Jan 2026 12:00:00 GMT`), which clients may put into `Date`.
    pub(crate) fn parse(text: Cow<'r, str>) -> Option<Self> {
        if let Some(at) = basic(text.as_bytes()) {
            return Some(Self { at, text });
        }
        let at = rfc2822::parse(&text).ok()?.timestamp();
        Some(Self {
            at,
            text: Cow::Owned(format(at)),
        })
    }

    /// The day of the moment, eight digits.
    pub(crate) fn date(&self) -> &str {
        self.text.get(..DATE_LENGTH).unwrap_or_default()
    }
}

const DATE_LENGTH: usize = 8;

/// The text of a moment; parts of a second are left out.
pub(crate) fn format(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// `YYYYMMDDThhmmssZ`, nothing else.
fn basic(text: &[u8]) -> Option<Timestamp> {
    let text: &[u8; 16] = text.try_into().ok()?;
    let [
        y1,
        y2,
        y3,
        y4,
        m1,
        m2,
        d1,
        d2,
        b'T',
        h1,
        h2,
        i1,
        i2,
        s1,
        s2,
        b'Z',
    ] = *text
    else {
        return None;
    };
    let two = |tens: u8, ones: u8| {
        let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
        digits.then(|| ((tens - b'0') * 10 + (ones - b'0')).cast_signed())
    };
    let year = i16::from(two(y1, y2)?) * 100 + i16::from(two(y3, y4)?);
    let (month, day) = (two(m1, m2)?, two(d1, d2)?);
    let (hour, minute, second) = (two(h1, h2)?, two(i1, i2)?, two(s1, s2)?);
    let moment = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    TimeZone::UTC.to_timestamp(moment).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<(&str, &str)>) {
        let stamp = Stamp::parse(Cow::Borrowed(text));
        let got = stamp.map(|stamp| (stamp.at.to_string(), stamp.text.into_owned()));
        let expect = expect.map(|(at, text)| (at.to_owned(), text.to_owned()));
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn both_forms_are_read() {
        check(
            "20150830T123600Z",
            Some(("2015-08-30T12:36:00Z", "20150830T123600Z")),
        );
        check(
            "Mon, 09 Sep 2013 23:36:00 GMT",
            Some(("2013-09-09T23:36:00Z", "20130909T233600Z")),
        );
        check(
            "Mon, 9 Sep 2013 23:36:00 +0000",
            Some(("2013-09-09T23:36:00Z", "20130909T233600Z")),
        );
    }

    #[test]
    fn anything_else_is_no_moment() {
        for text in [
            "",
            "201",
            "2015-08-30T12:36:00Z",
            "20150830T123600",
            "20150830t123600z",
            "20150830T123660Z",
            "20150230T123600Z",
            "20151330T123600Z",
            "+0150830T123600Z",
            "20150830T123600ZZ",
            "ÿ150830T123600Z",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_stamp_knows_its_day() {
        let stamp = Stamp::parse(Cow::Borrowed("20150830T123600Z")).unwrap();
        assert_eq!(stamp.date(), "20150830");
    }
}
