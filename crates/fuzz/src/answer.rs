//! Answers to lines of text, which may be questions.

use iamd_question::{Options, answer_all, answer_line_with};

/// Every line has one answer, which is one line; and an explained answer is the plain one with a
/// trace behind it.
pub(crate) fn run(data: &[u8]) {
    let mut answers = Vec::new();
    let done = answer_all(data, &mut answers, Options::default());
    assert!(done.is_ok(), "what is in memory can be read and written");
    let answers = String::from_utf8_lossy(&answers);
    let lines: Vec<&[u8]> = data.split_inclusive(|byte| *byte == b'\n').collect();
    assert_eq!(answers.lines().count(), lines.len(), "{answers}");
    for (line, answer) in lines.iter().zip(answers.lines()) {
        let is_whole = answer.starts_with("{\"id\":") && answer.ends_with('}');
        assert!(is_whole && !answer.contains('\r'), "{answer}");
        let Ok(line) = str::from_utf8(line.strip_suffix(b"\n").unwrap_or(line)) else {
            continue;
        };
        assert_eq!(answer_line_with(line, Options::default()), answer);
        let explained = answer_line_with(line, Options { explain: true });
        let plain = answer.strip_suffix('}').unwrap_or_default();
        let trace = explained.strip_prefix(plain);
        let has_trace = trace.is_some_and(|trace| trace.starts_with(",\"trace\":["));
        assert!(has_trace, "{answer}\n{explained}");
        assert!(!explained.contains(['\r', '\n']), "{explained}");
    }
}
