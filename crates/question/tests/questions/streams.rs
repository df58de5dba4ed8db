//! Questions one after the other.

use std::{
    cell::RefCell,
    collections::VecDeque,
    io::{self, Read, Write},
};

use iamd_question::{LINE_BYTES_MAX, Options, answer_all};
use serde_json::{Value, json};

use crate::asked::question_with;

fn answers(input: &[u8]) -> Vec<Value> {
    let mut output = Vec::new();
    answer_all(input, &mut output, Options::default()).unwrap();
    let text = String::from_utf8(output).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn line(id: i32) -> String {
    question_with([("/id", json!(id))]).to_string()
}

/// The ids of answers, or for an error its first word.
fn gist(answers: &[Value]) -> Vec<Value> {
    let gist = |answer: &Value| match answer["error"].as_str() {
        None => answer["id"].clone(),
        Some(error) => json!(error),
    };
    answers.iter().map(gist).collect()
}

#[test]
fn every_line_has_one_answer_in_order() {
    let input = format!("{}\n{{bad\n\n{}\r\n{}", line(1), line(2), line(3));
    let answers = answers(input.as_bytes());
    let gist = gist(&answers);
    assert_eq!(gist.len(), 5);
    assert_eq!(
        (&gist[0], &gist[3], &gist[4]),
        (&json!(1), &json!(2), &json!(3))
    );
    assert!(
        gist[1]
            .as_str()
            .unwrap()
            .starts_with("malformed question: ")
    );
    assert_eq!(gist[2], "the line is empty");
}

#[test]
fn no_line_has_no_answer() {
    assert_eq!(answers(b""), [] as [Value; 0]);
}

#[test]
fn bytes_that_are_no_text_are_an_error() {
    let mut input = b"{\"id\":\"\xff\"}\n".to_vec();
    input.extend(line(1).bytes());
    assert_eq!(
        gist(&answers(&input)),
        [json!("the line is not UTF-8"), json!(1)]
    );
}

#[test]
fn a_line_may_be_long_but_not_too_long() {
    let padded = |bytes: usize, end: &str| {
        let line = line(1);
        format!("{line}{}{end}", " ".repeat(bytes - line.len()))
    };
    let too_long = json!(format!("the line has more than {LINE_BYTES_MAX} bytes"));
    for end in ["", "\n"] {
        let longest = answers(padded(LINE_BYTES_MAX, end).as_bytes());
        assert_eq!(gist(&longest), [json!(1)]);
        let longer = answers(padded(LINE_BYTES_MAX + 1, end).as_bytes());
        assert_eq!(gist(&longer), std::slice::from_ref(&too_long));
    }
    let input = format!("{}\n{}\n", padded(2 * LINE_BYTES_MAX, ""), line(2));
    assert_eq!(gist(&answers(input.as_bytes())), [too_long, json!(2)]);
}

/// What a program that asks and waits does: a reader that has the next part only once the answers
/// to all before it can be read.
#[test]
fn an_answer_is_there_before_the_next_question() {
    struct Asker<'a> {
        parts: VecDeque<(String, usize)>,
        flushed: &'a RefCell<Flushed>,
    }
    impl Read for Asker<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some((part, answers)) = self.parts.pop_front() else {
                return Ok(0);
            };
            assert_eq!(self.flushed.borrow().answers, answers);
            buffer[..part.len()].copy_from_slice(part.as_bytes());
            Ok(part.len())
        }
    }

    #[derive(Default)]
    struct Flushed {
        written: Vec<u8>,
        answers: usize,
    }
    struct Listener<'a>(&'a RefCell<Flushed>);
    impl Write for Listener<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().written.extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            let mut flushed = self.0.borrow_mut();
            flushed.answers = memchr::memchr_iter(b'\n', &flushed.written).count();
            Ok(())
        }
    }

    let flushed = RefCell::default();
    let parts = [
        (format!("{}\n{}\n", line(1), line(2)), 0),
        (format!("{}\n{{", line(3)), 2),
        ("}\n".to_owned(), 3),
        (line(5), 4),
    ];
    let asker = Asker {
        parts: parts.into(),
        flushed: &flushed,
    };
    answer_all(asker, Listener(&flushed), Options::default()).unwrap();
    assert_eq!(flushed.borrow().answers, 5);
}

#[test]
fn who_does_not_listen_ends_it() {
    struct Deaf;
    impl Write for Deaf {
        fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let input = format!("{}\n", line(1));
    let ended = answer_all(input.as_bytes(), Deaf, Options::default());
    assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
}
