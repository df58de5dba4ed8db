//! Whether the person agrees that something is made.

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
    pub(crate) async fn ask(self, question: &str) -> Result<(), Failure> {
        if self == Self::Given {
            return Ok(());
        }
        if !io::stdin().is_terminal() {
            return Err(Failure::NobodyToAsk);
        }
        let mut terminal = io::stderr();
        write!(terminal, "{question} ")
            .and_then(|()| terminal.flush())
            .map_err(Failure::Output)?;
        if is_yes(&read_line().await) {
            Ok(())
        } else {
            Err(Failure::Declined)
        }
    }
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

fn is_yes(answer: &str) -> bool {
    ["y", "yes"].contains(&answer.trim().to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_one() {
        for yes in ["y\n", "Yes\n", " YES "] {
            assert!(is_yes(yes), "{yes:?}");
        }
        for no in ["", "\n", "n\n", "yep\n", "no\n"] {
            assert!(!is_yes(no), "{no:?}");
        }
    }
}
