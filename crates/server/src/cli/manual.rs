//! `iamd completions` and `iamd man`: what shells and readers of manuals want, made from the command
//! line itself, so that it cannot be old. What holds for all commands stands here.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::output::say;

/// A page or a script cannot be written. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum ManualError {
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("cannot make the directory {}: {source}", path.display())]
    Folder { path: PathBuf, source: io::Error },
    #[error("cannot make the text: {0}")]
    Make(io::Error),
}

/// What every page ends with: sections, each of entries of a word and its meaning.
const SECTIONS: &[(&str, &[(&str, &str)])] = &[
    (
        "EXIT STATUS",
        &[
            ("0", "All is well, and what was asked for is done."),
            (
                "1",
                "It is not done, or something was found to be wrong. One sentence on standard error says what.",
            ),
            ("2", "The command line is wrong."),
        ],
    ),
    (
        "ENVIRONMENT",
        &[
            (
                "IAMD_DATA_DIR",
                "The data directory, in the place of --data-dir. Every other setting has a variable as well: \
                 see iamd config reference.",
            ),
            (
                "IAMD_MASTER_KEY",
                "The master key itself, as 64 hexadecimal digits or Base64, in the place of a file.",
            ),
        ],
    ),
    (
        "FILES",
        &[
            (
                "iamd.toml",
                "The settings, in the data directory, unless --config names another file.",
            ),
            (
                "master.key",
                "What opens the keyring, in the data directory, unless --master-key-file names another file. \
                 It is in no backup.",
            ),
            (
                "root-credentials.env",
                "The root user's access key, which the first start leaves in the data directory. Put it away.",
            ),
            (
                "audit.jsonl",
                "The audit log, in the data directory; full files of it have longer names.",
            ),
        ],
    ),
];

const PROGRAM: &str = "iamd";
const SHELL: &str = "shell";
const OUT: &str = "out";

pub(super) fn completions_command() -> Command {
    Command::new("completions")
        .about("Print what a shell needs to complete this program's command lines")
        .after_help(
            "bash: iamd completions bash > /etc/bash_completion.d/iamd\n\
             zsh:  iamd completions zsh > /usr/local/share/zsh/site-functions/_iamd\n\
             fish: iamd completions fish > ~/.config/fish/completions/iamd.fish",
        )
        .arg(
            Arg::new(SHELL)
                .required(true)
                .value_parser(value_parser!(Shell))
                .help("Which shell"),
        )
}

pub(super) fn man_command() -> Command {
    Command::new("man")
        .about("Print the manual page of this program, or write those of all its commands")
        .after_help("To read it at once: iamd man | man -l -")
        .arg(
            Arg::new(OUT)
                .long("out")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help(
                    "Write one page a command into this directory, such as /usr/local/share/man/man1; \
                     it is made if it is not there",
                ),
        )
}

/// Prints the script for a shell.
pub(super) fn complete(matches: &ArgMatches, mut program: Command) -> Result<(), ManualError> {
    let Some(shell) = matches.get_one::<Shell>(SHELL).copied() else {
        return Ok(());
    };
    let name = program.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut program, name, &mut script);
    say(&text(script)?);
    Ok(())
}

/// Prints the page of the program, or writes the pages of all commands.
pub(super) fn describe(matches: &ArgMatches, program: Command) -> Result<(), ManualError> {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    if let Some(folder) = matches.get_one::<PathBuf>(OUT) {
        fs::create_dir_all(folder).map_err(|source| ManualError::Folder {
            path: folder.clone(),
            source,
        })?;
        return write_pages(&program, folder);
    }
    say(&text(page(&program).map_err(ManualError::Make)?)?);
    Ok(())
}

/// Writes the page of a command, then those of its subcommands, each under its whole name.
fn write_pages(command: &Command, folder: &Path) -> Result<(), ManualError> {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name());
    let path = folder.join(format!("{name}.1"));
    let written = page(command).and_then(|page| fs::write(&path, page));
    written.map_err(|source| ManualError::Write { path, source })?;
    for subcommand in command.get_subcommands() {
        write_pages(subcommand, folder)?;
    }
    Ok(())
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    for (title, entries) in SECTIONS {
        writeln!(page, ".SH \"{title}\"")?;
        for (word, meaning) in *entries {
            let meaning = escaped(meaning);
            writeln!(page, ".TP\n\\fB{}\\fR\n{meaning}", escaped(word))?;
        }
    }
    writeln!(page, ".SH \"SEE ALSO\"\n{}", escaped(&related(command)))?;
    Ok(page)
}

/// The pages beside this one: the program's, or those of all of a command's subcommands.
fn related(command: &Command) -> String {
    let name = |command: &Command| {
        let name = command.get_display_name();
        format!("{}(1)", name.unwrap_or_else(|| command.get_name()))
    };
    let below = command.get_subcommands().map(name);
    let above = (command.get_name() != PROGRAM).then(|| format!("{PROGRAM}(1)"));
    above
        .into_iter()
        .chain(below)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Text in which a formatter of manuals sees no commands of its own.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('-', "\\-")
}

fn text(bytes: Vec<u8>) -> Result<String, ManualError> {
    String::from_utf8(bytes)
        .map_err(|error| ManualError::Make(io::Error::new(io::ErrorKind::InvalidData, error)))
}
