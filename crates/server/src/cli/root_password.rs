//! `iamd account root-password`: where the password comes from.
//!
//! SECURITY: never from the command line, which every user of the machine may read.

use std::io::{self, BufRead, IsTerminal, Read, Write};

use clap::{Arg, ArgAction, ArgGroup, ArgMatches};
use iamd_auth::generated_password;
use iamd_ident::{AccountId, Random, Secret};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

use crate::control::AccountCommand;

/// A password cannot be had. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum PasswordError {
    #[error(
        "standard input is no terminal; give the password on it with --stdin, or say --generate"
    )]
    NoTerminal,
    #[error("cannot read the password: {0}")]
    Read(#[from] io::Error),
    #[error("the password is to be one line of at most {LINE_BYTES_MAX} bytes, and not empty")]
    NotALine,
    #[error("the two passwords differ; nothing was changed")]
    Differ,
}

const STDIN: &str = "stdin";
const GENERATE: &str = "generate";
const REMOVE: &str = "remove";

/// LIMIT: the longest line that is taken for a password.
const LINE_BYTES_MAX: usize = 1024;

/// What can be said besides the account.
pub(super) fn options() -> [Arg; 3] {
    let switch = |name: &'static str, help| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    [
        switch(STDIN, "Read the password from standard input, one line"),
        switch(GENERATE, "Make a password, and print it this once"),
        switch(
            REMOVE,
            "Take the password away: the root user cannot sign in to the console any more",
        ),
    ]
}

/// The options exclude each other.
pub(super) fn choice() -> ArgGroup {
    ArgGroup::new("source").args([STDIN, GENERATE, REMOVE])
}

/// What the command line asks for.
pub(super) struct Wanted {
    pub(super) command: AccountCommand,
    /// A password that was made here, and that nobody knows yet.
    pub(super) generated: Option<Secret<String>>,
}

/// Reads or makes the password, and says what to do with it.
pub(super) fn wanted(
    account_id: AccountId,
    matches: &ArgMatches,
    random: &dyn Random,
) -> Result<Wanted, PasswordError> {
    if matches.get_flag(REMOVE) {
        return Ok(Wanted {
            command: AccountCommand::RootPasswordRemove { account_id },
            generated: None,
        });
    }
    let generated = matches
        .get_flag(GENERATE)
        .then(|| generated_password(random, 0));
    let password = match &generated {
        Some(password) => password.clone(),
        None if matches.get_flag(STDIN) => one_line(io::stdin().lock())?,
        None => from_terminal(account_id)?,
    };
    Ok(Wanted {
        command: AccountCommand::RootPasswordSet {
            account_id,
            password,
        },
        generated,
    })
}

/// All that comes, which must be one line, ended or not.
fn one_line(input: impl Read) -> Result<Secret<String>, PasswordError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(LINE_BYTES_MAX + 3));
    let limit = u64::try_from(LINE_BYTES_MAX + 3).unwrap_or(u64::MAX);
    input.take(limit).read_to_end(&mut bytes)?;
    let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let is_line = (1..=LINE_BYTES_MAX).contains(&line.len())
        && !line.contains(&b'\n')
        && !line.contains(&b'\0');
    match str::from_utf8(line) {
        Ok(password) if is_line => Ok(Secret::new(password.to_owned())),
        _ => Err(PasswordError::NotALine),
    }
}

/// Asks twice, and shows nothing of what is typed.
fn from_terminal(account: AccountId) -> Result<Secret<String>, PasswordError> {
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        return Err(PasswordError::NoTerminal);
    }
    let first = ask(&format!(
        "New password for the root user of account {account}: "
    ))?;
    let second = ask("The same again: ")?;
    if first.matches(second.expose().as_bytes()) {
        Ok(first)
    } else {
        Err(PasswordError::Differ)
    }
}

fn ask(question: &str) -> Result<Secret<String>, PasswordError> {
    let quiet = Quiet::begin()?;
    write!(io::stderr(), "{question}")?;
    let mut line = Zeroizing::new(Vec::with_capacity(LINE_BYTES_MAX + 3));
    let limit = u64::try_from(LINE_BYTES_MAX + 3).unwrap_or(u64::MAX);
    io::stdin()
        .lock()
        .take(limit)
        .read_until(b'\n', &mut line)?;
    drop(quiet);
    // The line end that was typed was not shown either.
    writeln!(io::stderr())?;
    one_line(line.as_slice())
}

/// The terminal shows nothing of what is typed, until this is dropped.
struct Quiet(Termios);

impl Quiet {
    fn begin() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        // What was typed before, when it was shown, is thrown away.
        tcsetattr(io::stdin(), OptionalActions::Flush, &quiet)?;
        Ok(Self(before))
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        let _restored = tcsetattr(io::stdin(), OptionalActions::Now, &self.0).is_ok();
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    #[track_caller]
    fn check(input: &[u8], expect: Option<&str>) {
        let read = one_line(input).ok();
        assert_eq!(read.as_ref().map(|read| read.expose().as_str()), expect);
    }

    #[test]
    fn a_password_is_one_line() {
        check(b"correct horse", Some("correct horse"));
        check(b"correct horse\n", Some("correct horse"));
        check(b"correct horse\r\n", Some("correct horse"));
        check(b" spaces count \n", Some(" spaces count "));
        check("Zürich".as_bytes(), Some("Zürich"));
        for wrong in [
            &b""[..],
            b"\n",
            b"\r\n",
            b"a\nb",
            b"a\n\n",
            b"\xff",
            b"a\0b",
        ] {
            check(wrong, None);
        }
        let longest = "x".repeat(LINE_BYTES_MAX);
        check(longest.as_bytes(), Some(&longest));
        check(format!("{longest}\r\n").as_bytes(), Some(&longest));
        check(format!("{longest}x").as_bytes(), None);
        check(format!("{longest}\r\nmore").as_bytes(), None);
    }
}
