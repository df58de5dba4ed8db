//! What the person at the terminal is asked: whether something may be made, for codes, and whether all
//! may be taken down.

use std::io::{self, IsTerminal as _, Write as _};

use tokio::sync::oneshot;

use crate::Failure;

/// How the person agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Given beforehand.
    Given,
    /// Asked for at the terminal.
    AtTerminal,
}

impl Consent {
    /// Asks, if need be.
    ///
    /// The question goes to standard error, so that standard output has only results.
    pub(crate) async fn ask(self, question: &str, yes: &[&str]) -> Result<(), Failure> {
        if self == Self::Given || is_yes(&answer_to(question).await?, yes) {
            Ok(())
        } else {
            Err(Failure::Declined)
        }
    }
}

/// Asks for the code of a device, and again until the answer can be one; `no_code` is what is said of
/// one that cannot.
pub(crate) async fn ask_code(question: &str, no_code: &str) -> Result<String, Failure> {
    let again = format!("{no_code} {question}");
    let mut asked = question;
    loop {
        let answer = answer_to(asked).await?;
        if answer.is_empty() {
            return Err(Failure::NobodyToAsk);
        }
        if let Some(code) = code_in(&answer) {
            return Ok(code);
        }
        asked = &again;
    }
}

/// Waits for a line, or for the end of standard input. Whoever is at a terminal is told so.
pub(crate) async fn wait_for_line(prompt: &str) -> Result<(), Failure> {
    if io::stdin().is_terminal() {
        answer_to(prompt).await?;
    } else {
        read_line().await;
    }
    Ok(())
}

/// What the person answers, with the new line; empty at the end of standard input.
async fn answer_to(question: &str) -> Result<String, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::NobodyToAsk);
    }
    let mut terminal = io::stderr();
    write!(terminal, "{question} ")
        .and_then(|()| terminal.flush())
        .map_err(Failure::Output)?;
    Ok(read_line().await)
}

/// A line of standard input, empty at its end. It is read in a thread of its own, which nobody
/// waits for when Ctrl-C comes first.
async fn read_line() -> String {
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        // A line that cannot be read is no agreement.
        if io::stdin().read_line(&mut line).is_ok() {
            let _ = sender.send(line);
        }
    });
    receiver.await.unwrap_or_default()
}

/// Six digits; many authenticators show them in two groups.
fn code_in(answer: &str) -> Option<String> {
    let code: String = answer.split_whitespace().collect();
    (code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

/// Whether an answer is a clear yes: in English, or one of the language's own.
fn is_yes(answer: &str, yes: &[&str]) -> bool {
    let answer = answer.trim().to_lowercase();
    ["y", "yes"].iter().chain(yes).any(|it| **it == *answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_six_digits() {
        for answer in ["012345\n", " 012 345 \n", "012345"] {
            assert_eq!(code_in(answer).as_deref(), Some("012345"), "{answer:?}");
        }
        for answer in [
            "\n",
            "12345\n",
            "1234567\n",
            "12345a\n",
            "١٢٣\n",
            "-12345\n",
        ] {
            assert_eq!(code_in(answer), None, "{answer:?}");
        }
    }

    #[test]
    fn only_a_clear_yes_is_one() {
        for yes in ["y\n", "Yes\n", " YES "] {
            assert!(is_yes(yes, &[]), "{yes:?}");
        }
        for no in ["", "\n", "n\n", "yep\n", "no\n", "s\n"] {
            assert!(!is_yes(no, &[]), "{no:?}");
        }
    }

    #[test]
    fn a_language_has_a_yes_of_its_own() {
        for yes in ["s\n", "SÍ\n", "y\n"] {
            assert!(is_yes(yes, &["s", "sí"]), "{yes:?}");
        }
    }
}
