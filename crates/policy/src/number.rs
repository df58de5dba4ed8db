//! Decimal numbers, compared exactly.

use std::cmp::Ordering;

use smallvec::SmallVec;

/// A decimal number of any size and precision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    /// The significant digits, without zeros at either end; none for zero.
    digits: Digits,
    /// The number is `0.DIGITS` times ten to this power; 0 for zero.
    point: i64,
}

/// On the stack if there are at most 36.
type Digits = SmallVec<[u8; 36]>;

impl Decimal {
    /// Reads a number such as `-12.50` or `1e6`. `None` if the text is none.
    ///
    /// LIMIT: exponents are of at most nine digits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, self::exponent(exponent)?),
            None => (rest, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
            Some(_) => return None,
            None => (mantissa, ""),
        };
        is_digits(whole).then(|| Self::new(negative, whole, fraction, exponent))
    }

    fn new(negative: bool, whole: &str, fraction: &str, exponent: i64) -> Self {
        let mut digits: Digits = whole
            .bytes()
            .chain(fraction.bytes())
            .skip_while(|digit| *digit == b'0')
            .collect();
        let leading = whole.len() + fraction.len() - digits.len();
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return Self {
                negative: false,
                digits,
                point: 0,
            };
        }
        // Texts are far shorter than an i64 counts.
        let length = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let point = length(whole.len()) - length(leading) + exponent;
        Self {
            negative,
            digits,
            point,
        }
    }

    fn compare_size(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self
                .point
                .cmp(&other.point)
                .then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        let mut digits = Digits::new();
        let mut rest = number.unsigned_abs();
        while rest > 0 {
            // The remainder of a division by ten fits.
            digits.push(b'0' + u8::try_from(rest % 10).unwrap_or_default());
            rest /= 10;
        }
        let point = i64::try_from(digits.len()).unwrap_or_default();
        digits.reverse();
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        Self {
            negative: number < 0,
            digits,
            point,
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.compare_size(other),
            (true, true) => other.compare_size(self),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let fits = digits.len() <= 9 && is_digits(digits);
    if fits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, expect: Ordering) {
        let [left, right] = [one, other].map(|text| Decimal::parse(text).unwrap());
        assert_eq!(left.cmp(&right), expect, "{one} and {other}");
        assert_eq!(right.cmp(&left), expect.reverse(), "{other} and {one}");
    }

    #[test]
    fn numbers_compare_by_value() {
        use Ordering::{Equal, Greater, Less};
        check("1", "1.0", Equal);
        check("+01.50", "1.5", Equal);
        check("-0", "0", Equal);
        check("0.00", "0e9", Equal);
        check("9", "10", Less);
        check("-9", "-10", Greater);
        check("0.1", "0.09", Greater);
        check("1e3", "1000", Equal);
        check("120E-1", "12", Equal);
        check("-1", "1", Less);
        check("9007199254740993", "9007199254740992", Greater);
        let long = "1".repeat(80);
        check(&long, &format!("{long}.1"), Less);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "-",
            "+",
            ".",
            "a",
            "1a",
            "0x1",
            " 1",
            "1 ",
            "1e",
            "1e1.5",
            "--1",
            "1,5",
            "1e1234567890",
            "1.2.3",
            ".5",
            "5.",
            "NaN",
            "inf",
            "é",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_are_as_their_texts(one: i64, other: i64) {
            let [left, right] = [one, other].map(Decimal::from);
            prop_assert_eq!(left.cmp(&right), one.cmp(&other));
            prop_assert_eq!(Decimal::parse(&one.to_string()), Some(left));
        }
    }
}
