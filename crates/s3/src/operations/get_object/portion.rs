//! Which bytes of an object are wanted.

use std::ops::Range;

use iamd_api::{Error, ErrorCode};
use iamd_objects::Checksum;

/// A range of bytes as the header `Range` names it: one, as S3 gives no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// From one byte to another, or to the end.
    From {
        /// The first byte.
        first: u64,
        /// The last one, which is not before the first.
        last: Option<u64>,
    },
    /// So many bytes at the end.
    Last(u64),
}

impl ByteRange {
    /// The range that the header names. One that is not understood is none: the whole is wanted.
    ///
    /// SOURCE: RFC 9110, "Range"; that of several ranges none counts is S3's own.
    pub fn parse(header: &str) -> Option<Self> {
        let range = header.strip_prefix("bytes=")?.trim();
        let number = |text: &str| -> Option<u64> {
            let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            // Whatever is too long for a number is behind the end of every object.
            is_number.then(|| text.parse().unwrap_or(u64::MAX))
        };
        match range.split_once('-')? {
            ("", last) => number(last).map(Self::Last),
            (first, "") => Some(Self::From {
                first: number(first)?,
                last: None,
            }),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::From {
                    first,
                    last: Some(last),
                })
            }
        }
    }

    /// The bytes of an object of this size.
    ///
    /// # Errors
    /// `InvalidRange`: there are none.
    pub(super) fn within(self, size: u64) -> Result<Range<u64>, Error> {
        match self {
            Self::From { first, last } if first < size => {
                let end = last.map_or(size, |last| last.saturating_add(1).min(size));
                Ok(first..end)
            }
            Self::Last(bytes) if bytes > 0 && size > 0 => Ok(size.saturating_sub(bytes)..size),
            _ => {
                let text = "The requested range is not satisfiable";
                Err(Error::new(ErrorCode::InvalidRange, text)
                    .with("RangeRequested", self.to_string())
                    .with("ActualObjectSize", size.to_string()))
            }
        }
    }
}

impl std::fmt::Display for ByteRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::From { first, last: None } => write!(f, "bytes={first}-"),
            Self::From {
                first,
                last: Some(last),
            } => write!(f, "bytes={first}-{last}"),
            Self::Last(bytes) => write!(f, "bytes=-{bytes}"),
        }
    }
}

/// What of an object an answer is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Portion {
    pub(super) range: Range<u64>,
    pub(super) is_partial: bool,
    pub(super) parts_count: Option<u32>,
    /// The checksum of just this, if it has one of its own.
    pub(super) checksum: Option<Checksum>,
}

impl Portion {
    /// The bytes of a range, or all of them.
    pub(super) fn of_range(range: Option<&ByteRange>, size: u64) -> Result<Self, Error> {
        let bytes = match range {
            None => 0..size,
            Some(range) => range.within(size)?,
        };
        Ok(Self {
            range: bytes,
            is_partial: range.is_some(),
            parts_count: None,
            checksum: None,
        })
    }

    /// All of an object that has no parts, asked for as its first one. Of no bytes there is no
    /// range, so that the answer is a whole one.
    pub(super) fn one_part(size: u64) -> Self {
        Self {
            range: 0..size,
            is_partial: size > 0,
            parts_count: None,
            checksum: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, size: u64, expect: &Result<Option<Range<u64>>, ErrorCode>) {
        let range = ByteRange::parse(header);
        let seen = range.map(|range| range.within(size)).transpose();
        assert_eq!(
            &seen.map_err(|error| error.code),
            expect,
            "{header} of {size}"
        );
    }

    #[test]
    fn ranges_are_within_the_object() {
        check("bytes=0-4", 10, &Ok(Some(0..5)));
        check("bytes=4-", 10, &Ok(Some(4..10)));
        check("bytes=4-99", 10, &Ok(Some(4..10)));
        check("bytes=9-9", 10, &Ok(Some(9..10)));
        check("bytes=-3", 10, &Ok(Some(7..10)));
        check("bytes=-99", 10, &Ok(Some(0..10)));
        check("bytes=4-99999999999999999999999", 10, &Ok(Some(4..10)));
    }

    #[test]
    fn ranges_outside_of_it_are_refused() {
        let refused = || Err(ErrorCode::InvalidRange);
        check("bytes=10-", 10, &refused());
        check("bytes=10-12", 10, &refused());
        check("bytes=-0", 10, &refused());
        check("bytes=0-", 0, &refused());
        check("bytes=-1", 0, &refused());
        check("bytes=99999999999999999999999-", 10, &refused());
    }

    #[test]
    fn what_is_no_range_is_passed_over() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=4-1",
            "bytes=0-1,3-4",
            "lines=0-1",
            "bytes=+1-2",
            "bytes=1-2-3",
        ] {
            check(header, 10, &Ok(None));
        }
    }
}
