//! How many tests ran, from what their runners say.

use std::{fmt, ops::Add};

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl Counts {
    /// One check, which passed.
    pub(crate) const PASSED: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    /// One check, which failed.
    pub(crate) const FAILED: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };

    /// One check.
    pub(crate) const fn check(passed: bool) -> Self {
        if passed { Self::PASSED } else { Self::FAILED }
    }

    /// Reads the last summary of cargo-nextest: `… 3 tests run: 2 passed, 1 failed, 0 skipped`.
    pub(crate) fn of_nextest(output: &str) -> Self {
        let summary = output.lines().rev().find_map(|line| {
            line.split_once(" tests run: ")
                .or_else(|| line.split_once(" test run: "))
        });
        summary.map_or_else(Self::default, |(_, parts)| Self::of_list(parts))
    }

    /// Adds up the summaries of `cargo test`: `test result: ok. 2 passed; 0 failed; …`.
    pub(crate) fn of_cargo_test(output: &str) -> Self {
        let results = output
            .lines()
            .filter_map(|line| line.strip_prefix("test result: "));
        let parts = results.filter_map(|line| line.split_once(". "));
        parts
            .map(|(_, parts)| Self::of_list(parts))
            .fold(Self::default(), Add::add)
    }

    /// Reads the last summary of pytest: `1 failed, 2 passed, 3 skipped in 0.12s`.
    pub(crate) fn of_pytest(output: &str) -> Self {
        let summary = output.lines().rev().find_map(|line| {
            let (parts, time) = line.trim_matches(['=', ' ']).rsplit_once(" in ")?;
            time.starts_with(|c: char| c.is_ascii_digit())
                .then_some(parts)
        });
        summary.map_or_else(Self::default, Self::of_list)
    }

    /// The same, but a runner that failed without saying why counts as a failure.
    pub(crate) fn and_exit(self, success: bool) -> Self {
        if success || self.failed > 0 {
            self
        } else {
            self + Self::FAILED
        }
    }

    /// Reads `N WORD` parts between commas or semicolons; remarks in parentheses say nothing new.
    fn of_list(parts: &str) -> Self {
        let mut counts = Self::default();
        for part in parts.split([',', ';']) {
            let mut words = part.split_whitespace();
            let Some(Ok(number)) = words.next().map(str::parse::<usize>) else {
                continue;
            };
            match words.next() {
                Some("passed") => counts.passed += number,
                Some("skipped" | "ignored") => counts.skipped += number,
                // Failed, timed out, an error in the preparation of a test.
                Some("failed" | "timed" | "exec" | "error" | "errors") => counts.failed += number,
                _ => {}
            }
        }
        counts
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(counts: Counts, passed: usize, failed: usize, skipped: usize) {
        assert_eq!(
            counts,
            Counts {
                passed,
                failed,
                skipped
            }
        );
    }

    #[test]
    fn nextest_is_understood() {
        let line = "     Summary [   0.012s] 7 tests run: 4 passed (1 slow), 2 failed, 1 timed out, 3 skipped";
        check(Counts::of_nextest(line), 4, 3, 3);
        check(
            Counts::of_nextest("   Summary [ 1s] 1 test run: 1 passed, 0 skipped"),
            1,
            0,
            0,
        );
        check(Counts::of_nextest("error: could not compile"), 0, 0, 0);
    }

    #[test]
    fn cargo_test_is_added_up() {
        let output = "test a ... ok\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 1 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        check(Counts::of_cargo_test(output), 3, 3, 1);
    }

    #[test]
    fn pytest_is_understood() {
        check(
            Counts::of_pytest("=== 1 failed, 2 passed, 3 skipped in 0.12s ===\n"),
            2,
            1,
            3,
        );
        check(
            Counts::of_pytest("2 passed, 1 error in 61.02s (0:01:01)\n"),
            2,
            1,
            0,
        );
        check(Counts::of_pytest("no tests ran in 0.01s"), 0, 0, 0);
        check(Counts::of_pytest("passed in silence"), 0, 0, 0);
    }

    #[test]
    fn a_runner_that_failed_is_no_success() {
        check(Counts::PASSED.and_exit(false), 1, 1, 0);
        check(Counts::FAILED.and_exit(false), 0, 1, 0);
        check(Counts::PASSED.and_exit(true), 1, 0, 0);
        assert_eq!(Counts::check(false).to_string(), "0 passed, 1 failed");
    }
}
