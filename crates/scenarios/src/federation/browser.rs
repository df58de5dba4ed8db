//! The person's browser.

use std::{
    io,
    process::{Command, Stdio},
};

/// The program that opens a page in the person's browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    program: String,
}

impl Default for Browser {
    /// What the desktop opens web pages with.
    fn default() -> Self {
        let program = if cfg!(target_os = "macos") {
            "open"
        } else if cfg!(windows) {
            "explorer"
        } else {
            "xdg-open"
        };
        Self::by(program)
    }
}

impl Browser {
    /// Whatever opens the page that is its only argument.
    pub fn by(program: impl Into<String>) -> Self {
        Self {
            program: program.into(),
        }
    }

    /// The name of the program.
    pub fn program(&self) -> &str {
        &self.program
    }

    /// Opens a page. What becomes of the program is not waited for.
    ///
    /// SECURITY: while the program starts, who may see the processes of the machine sees the URL.
    ///
    /// # Errors
    /// The program cannot be started.
    pub(crate) fn open(&self, url: &str) -> io::Result<()> {
        Command::new(&self.program)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map(drop)
    }
}
