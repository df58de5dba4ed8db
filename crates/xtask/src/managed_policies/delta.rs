//! An older version of a document, as what differs from the next newer one.

use std::{collections::HashMap, fmt::Write as _};

/// The shortest run of lines worth a copy: a copy costs about as much as one line.
const RUN_MIN: usize = 2;

/// Lines that make `older` from `newer`: `=START COUNT` copies a run of the newer version's lines
/// (counted from 0), `+TEXT` is a line of its own.
pub(super) fn between(newer: &str, older: &str) -> String {
    let newer: Vec<&str> = newer.lines().collect();
    let older: Vec<&str> = older.lines().collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, line) in newer.iter().enumerate() {
        places.entry(line).or_default().push(place);
    }
    let mut delta = String::new();
    let mut rest = older.as_slice();
    while let Some((line, behind)) = rest.split_first() {
        let candidates = places.get(line).map_or(&[][..], Vec::as_slice);
        let (count, start) = longest_run(&newer, rest, candidates);
        if count >= RUN_MIN {
            // Writing to a string cannot fail.
            let _ = writeln!(delta, "={start} {count}");
            rest = rest.get(count..).unwrap_or_default();
        } else {
            let _ = writeln!(delta, "+{line}");
            rest = behind;
        }
    }
    delta
}

/// How many lines of `rest` stand at the best of the candidate places, and that place; the first
/// of equal ones.
fn longest_run(newer: &[&str], rest: &[&str], candidates: &[usize]) -> (usize, usize) {
    let mut best = (0, 0);
    for &start in candidates {
        let there = newer.get(start..).unwrap_or_default();
        let count = there
            .iter()
            .zip(rest)
            .take_while(|(one, other)| one == other)
            .count();
        if count > best.0 {
            best = (count, start);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(newer: &str, older: &str, expect: &str) {
        assert_eq!(between(newer, older), expect);
    }

    #[test]
    fn runs_are_copied_and_other_lines_stand_for_themselves() {
        check("a\nb\nc", "a\nb\nc", "=0 3\n");
        check("a\nb\nc\nd\ne", "a\nb\nx\nd\ne", "=0 2\n+x\n=3 2\n");
        check("a\nb", "c\nb", "+c\n+b\n");
        check("a\nb", "", "");
        check("", "a", "+a\n");
    }

    #[test]
    fn the_longest_run_wins() {
        check("a\nb\nx\na\nb\nc", "a\nb\nc", "=3 3\n");
    }
}
