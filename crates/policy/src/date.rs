//! Dates as the operators `Date*` read them, in documents and in requests.

/// An instant, to the nanosecond. It reaches far beyond every year that a literal can name, so no
/// literal is rounded or cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Moment {
    /// Nanoseconds since 1970, in UTC without leap seconds.
    nanoseconds: i128,
}

impl Moment {
    /// So many seconds since 1970.
    pub(crate) fn from_seconds(seconds: i64) -> Self {
        Self::new(seconds, 0)
    }

    fn new(seconds: i64, nanoseconds: u32) -> Self {
        let nanoseconds = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
        Self { nanoseconds }
    }
}

/// The years of a signed 64-bit count of milliseconds.
///
/// SOURCE: recorded answers: the first of them is taken when a document is saved.
const YEARS: std::ops::RangeInclusive<i64> = -292_275_054..=292_278_993;

/// LIMIT: digits behind the decimal point. SOURCE: recorded answers: the tenth is refused.
const FRACTION_DIGITS_MAX: usize = 9;

const DAY_SECONDS: i64 = 86_400;

/// Reads a literal: seconds since 1970, or a date of ISO 8601 in the profile of the W3C, which is a
/// year with perhaps a month, a day, a time and an offset. Without an offset it is in UTC; what is
/// not written is the smallest that it can be. Nothing may stand before or behind it.
///
/// A literal that is digits alone is a year if there are four of them, otherwise seconds. One with
/// a minus sign in front is a year.
///
/// SOURCE: IAM User Guide, "IAM JSON policy elements: Condition operators", names both forms.
/// Recorded answers show what the parser behind `CreatePolicy` also takes: one digit where two are
/// usual, any number of digits for a year, a year before the first one, `T` with nothing behind it,
/// and `T` and `Z` in lower case; an offset needs both digits of its hour. Not recorded: that four
/// digits are a year, a fraction of epoch seconds, and an offset without a colon.
pub(crate) fn parse(text: &str) -> Option<Moment> {
    let mut rest = Rest(text);
    let moment = if is_epoch(text) {
        rest.epoch()?
    } else {
        rest.date_time()?
    };
    rest.0.is_empty().then_some(moment)
}

fn is_epoch(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    let is_year = text.len() == 4 && whole.len() == 4;
    !is_year && whole.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is left to read.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn epoch(&mut self) -> Option<Moment> {
        // LIMIT: SOURCE: recorded answers: 9223372036854775808, which needs 64 bits, is refused.
        let seconds = self.number(1, 19)?;
        Some(Moment::new(seconds, self.fraction()?))
    }

    fn date_time(&mut self) -> Option<Moment> {
        let days = self.date()?;
        if self.0.is_empty() {
            return Some(Moment::new(days * DAY_SECONDS, 0));
        }
        if !self.eat_letter(b'T') {
            return None;
        }
        let (seconds, nanoseconds) = self.time()?;
        let offset_seconds = self.offset()?;
        let seconds = days * DAY_SECONDS + seconds - offset_seconds;
        Some(Moment::new(seconds, nanoseconds))
    }

    /// A date as days since 1970.
    fn date(&mut self) -> Option<i64> {
        let is_negative = self.eat(b'-');
        let year = self.number(1, 9)?;
        let year = if is_negative { -year } else { year };
        let month = if self.eat(b'-') { self.part(1, 12)? } else { 1 };
        let day = if self.eat(b'-') { self.part(1, 31)? } else { 1 };
        let is_real = YEARS.contains(&year) && day <= month_days(year, month)?;
        is_real.then(|| days_before(year, month) + day - 1)
    }

    /// A time, perhaps empty, as seconds and nanoseconds since midnight.
    fn time(&mut self) -> Option<(i64, u32)> {
        if !self.0.starts_with(|first: char| first.is_ascii_digit()) {
            return Some((0, 0));
        }
        let mut seconds = self.part(0, 23)? * 3600;
        let mut nanoseconds = 0;
        if self.eat(b':') {
            seconds += self.part(0, 59)? * 60;
            if self.eat(b':') {
                seconds += self.part(0, 59)?;
                nanoseconds = self.fraction()?;
            }
        }
        Some((seconds, nanoseconds))
    }

    /// An offset from UTC in seconds, zero if there is none.
    fn offset(&mut self) -> Option<i64> {
        if self.0.is_empty() || self.eat_letter(b'Z') {
            return Some(0);
        }
        let is_west = self.eat(b'-');
        if !is_west && !self.eat(b'+') {
            return None;
        }
        let mut seconds = self.number(2, 2).filter(|hours| *hours <= 23)? * 3600;
        if self.eat(b':') || !self.0.is_empty() {
            seconds += self.number(2, 2).filter(|minutes| *minutes <= 59)? * 60;
        }
        Some(if is_west { -seconds } else { seconds })
    }

    /// A decimal point with digits as nanoseconds, zero if there is none.
    fn fraction(&mut self) -> Option<u32> {
        if !self.eat(b'.') {
            return Some(0);
        }
        let before = self.0.len();
        let digits = u32::try_from(self.number(1, FRACTION_DIGITS_MAX)?).ok()?;
        let missing = FRACTION_DIGITS_MAX.saturating_sub(before - self.0.len());
        Some((0..missing).fold(digits, |digits, _| digits * 10))
    }

    /// A number of one or two digits within bounds.
    fn part(&mut self, min: i64, max: i64) -> Option<i64> {
        self.number(1, 2)
            .filter(|number| (min..=max).contains(number))
    }

    /// A number of at least and at most so many digits, as many as there are.
    fn number(&mut self, digits_min: usize, digits_max: usize) -> Option<i64> {
        let bytes = self.0.bytes();
        let count = bytes
            .take(digits_max)
            .take_while(u8::is_ascii_digit)
            .count();
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        digits.parse().ok().filter(|_| count >= digits_min)
    }

    fn eat(&mut self, byte: u8) -> bool {
        let rest = self.0.strip_prefix(char::from(byte));
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn eat_letter(&mut self, upper: u8) -> bool {
        self.eat(upper) || self.eat(upper.to_ascii_lowercase())
    }
}

const MONTH_DAYS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_days(year: i64, month: i64) -> Option<i64> {
    let index = usize::try_from(month - 1).ok()?;
    let leap_day = i64::from(month == 2 && is_leap(year));
    Some(MONTH_DAYS.get(index)? + leap_day)
}

/// The days from 1970 to the first day of a month, in the Gregorian calendar for all years.
fn days_before(year: i64, month: i64) -> i64 {
    const DAYS_BEFORE_1970: i64 = 719_162;
    let years = year - 1;
    let leap_days = years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400);
    let in_year: i64 = (1..month).filter_map(|month| month_days(year, month)).sum();
    years * 365 + leap_days - DAYS_BEFORE_1970 + in_year
}

#[cfg(test)]
mod tests;
