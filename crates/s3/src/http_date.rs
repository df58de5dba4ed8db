//! Times as headers have them.

use iamd_ident::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

/// Such as `Sat, 31 Jan 2026 12:00:00 GMT`.
pub(crate) fn http_date(at: Timestamp) -> String {
    // A year of more than four digits has no such form, and no clock shows one.
    DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&at)
        .unwrap_or_default()
}

/// Of two times, as far as whole seconds tell them apart: headers have no more.
pub(crate) fn is_later(one: Timestamp, other: Timestamp) -> bool {
    one.as_second() > other.as_second()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_headers_have_them() {
        let at: Timestamp = "2026-01-31T12:00:00.9Z".parse().unwrap();
        assert_eq!(http_date(at), "Sat, 31 Jan 2026 12:00:00 GMT");
        let second: Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
        assert!(!is_later(at, second));
    }
}
