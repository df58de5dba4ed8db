//! What a task says to the person who runs it.

use std::{fmt, io::Write};

/// Writes one line to standard output.
///
/// A reader that has gone away is no reason to stop a task, so a failed write is passed over.
pub(crate) fn say(line: impl fmt::Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
