//! Opinions as people read them.

use super::{Opinion, Verdict, worst};

/// A line for each, with what to do below it, and a last one that says how it is.
pub(crate) fn text(opinions: &[Opinion]) -> String {
    let lines: String = opinions.iter().map(line).collect();
    let last = match worst(opinions) {
        Verdict::Fine => "everything is fine",
        Verdict::Warning => "a server runs like this; look at the warnings",
        Verdict::Wrong => "something is wrong",
    };
    format!("{lines}\n{last}\n")
}

fn line(opinion: &Opinion) -> String {
    let verdict = match opinion.verdict {
        Verdict::Fine => "ok",
        Verdict::Warning => "warning",
        Verdict::Wrong => "WRONG",
    };
    let Opinion { about, seen, .. } = opinion;
    let line = format!("{verdict:<8} {about:<20} {seen}\n");
    match &opinion.advice {
        Some(advice) => format!("{line}{:30}to do: {advice}\n", ""),
        None => line,
    }
}
