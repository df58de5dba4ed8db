//! Standard output, which holds only what is documented, and the last words on standard error.

use std::io::{self, Write};

/// Says something on standard output, as lines of their own. That nobody listens is no error.
pub(crate) fn say(text: &str) {
    write_to(io::stdout().lock(), text);
}

/// Says something on standard error. That nobody listens is no error.
pub(crate) fn complain(text: &str) {
    write_to(io::stderr().lock(), text);
}

fn write_to(mut writer: impl Write, text: &str) {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let _heard = write!(writer, "{text}{end}")
        .and_then(|()| writer.flush())
        .is_ok();
}
