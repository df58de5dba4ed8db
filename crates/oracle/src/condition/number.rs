//! Numbers, compared as exact decimals.

use std::cmp::Ordering;

/// A number: 0.DIGITS × 10^`point`. Zero has no digits.
struct Decimal {
    negative: bool,
    /// Without zeros in front and behind
    digits: String,
    point: i64,
}

/// How two numbers stand to each other; none if one of them is no number.
pub(super) fn compare(left: &str, right: &str) -> Option<Ordering> {
    let (left, right) = (read(left)?, read(right)?);
    Some(match (left.sign(), right.sign()) {
        (1, 1) => left.magnitude(&right),
        (-1, -1) => right.magnitude(&left),
        (left, right) => left.cmp(&right),
    })
}

impl Decimal {
    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        self.point
            .cmp(&other.point)
            .then_with(|| self.digits.cmp(&other.digits))
    }
}

/// Reads a sign, digits, a fraction and an exponent; all but the digits may be left out.
fn read(text: &str) -> Option<Decimal> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
        None => (text, 0),
    };
    let negative = mantissa.starts_with('-');
    let unsigned = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (unsigned, ""),
    };
    if !is_digits(whole) {
        return None;
    }
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let zeros = i64::try_from(all.len() - significant.len()).ok()?;
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)? - zeros;
    Some(Decimal {
        negative,
        digits: significant.trim_end_matches('0').to_owned(),
        point,
    })
}

fn read_exponent(text: &str) -> Option<i64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if is_digits(unsigned) {
        text.parse().ok()
    } else {
        None
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, right: &str, expected: Option<Ordering>) {
        assert_eq!(compare(left, right), expected, "{left} and {right}");
        assert_eq!(
            compare(right, left),
            expected.map(Ordering::reverse),
            "{right} and {left}"
        );
    }

    #[test]
    fn compares_exactly() {
        check("5", "5.0", Some(Ordering::Equal));
        check("10", "9", Some(Ordering::Greater));
        check("-10", "-9", Some(Ordering::Less));
        check("1e1", "10", Some(Ordering::Equal));
        check("0.1", "1e-1", Some(Ordering::Equal));
        check("-0", "0", Some(Ordering::Equal));
        check("0.30000000000000004", "0.3", Some(Ordering::Greater));
        check(
            "9007199254740993",
            "9007199254740992",
            Some(Ordering::Greater),
        );
        check("-1", "0", Some(Ordering::Less));
        check("005", "5", Some(Ordering::Equal));
        for bad in ["", "x", "1.", ".5", "1e", "--1", "1 ", "0x1", "NaN", "inf"] {
            check(bad, "1", None);
        }
    }
}
