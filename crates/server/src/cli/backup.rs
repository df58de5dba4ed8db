//! `iamd backup FILE`: a backup is made, by the server or where none runs; or one is looked at.

use std::{
    fs::File,
    io::{self, BufReader, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};

use clap::{Arg, ArgAction, ArgMatches, Command as Subcommand, value_parser};
use iamd_archive::{Counts, Facts, ReadError};
use serde_json::json;

use super::{
    draft_file::{DraftFile, DraftFileError},
    operator::{self, OperatorError, SETTINGS},
};
use crate::{
    backup::{self, OpenBackupError},
    config::Loaded,
    control::{Answer, BackupAnswer, BackupCommand, Command, client::ClientError},
    data_dir::Reason,
    output::{complain, say},
};

/// There is no backup, or it is no good. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum BackupError {
    #[error(transparent)]
    Operator(#[from] OperatorError),
    #[error(transparent)]
    Draft(#[from] DraftFileError),
    #[error("the server ended meanwhile, and no backup was made; start it, or make one without it")]
    ServerEnded,
    #[error("a backup is no text for a terminal; name a file, or send the output somewhere")]
    Terminal,
    #[error("cannot read {}: {}", path.display(), Reason(source))]
    Read { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Open(#[from] OpenBackupError),
    #[error("cannot use the backup: {0}")]
    Archive(#[from] ReadError),
    #[error("the backup has {written} bytes where {sent} were sent")]
    Short { written: u64, sent: u64 },
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

const FILE: &str = "file";
const OBJECTS: &str = "objects";
const CHECK: &str = "check";
const LEAVE_OUT: &str = "leave-out-damaged";
const JSON: &str = "json";

/// In the place of a file: standard input or output.
const STANDARD: &str = "-";

pub(super) fn command() -> Subcommand {
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    Subcommand::new("backup")
        .about("Make a backup while the server runs or not, or check one")
        .long_about(
            "Make a backup: all accounts with all that they have, and the index of objects, as they \
             were at one moment, while the server goes on. It is encrypted, and opens with the master \
             key of its time, which is not in it: keep a copy of that elsewhere. Neither are \
             root-credentials.env, iamd.toml, TLS certificates and the audit log.",
        )
        .arg(file().help("The file to make, which must not be there; - for standard output"))
        .arg(
            switch(OBJECTS, "Also take the bytes of large objects")
                .long_help(
                    "Also take the bytes of objects above 16 KiB, which lie in files. Without this, \
                     a server that is restored knows these objects and cannot give them out.",
                )
                .conflicts_with(CHECK),
        )
        .arg(
            switch(LEAVE_OUT, "Leave out what is damaged, instead of making no backup")
                .conflicts_with(CHECK),
        )
        .arg(switch(
            CHECK,
            "Make none: read the one in FILE to its end, and say what is in it",
        ))
        .arg(switch(JSON, "Print JSON, on standard error if the backup goes to standard output"))
        .args(operator_options())
}

pub(super) fn file() -> Arg {
    Arg::new(FILE)
        .value_name("FILE")
        .required(true)
        .value_parser(value_parser!(PathBuf))
}

pub(super) fn operator_options() -> impl Iterator<Item = Arg> {
    super::options::some(SETTINGS)
}

/// The file that was named.
pub(super) fn named(matches: &ArgMatches) -> PathBuf {
    let path = matches.get_one::<PathBuf>(FILE);
    path.cloned().unwrap_or_default()
}

pub(super) fn run(matches: &ArgMatches, loaded: &Loaded) -> Result<(), BackupError> {
    let path = named(matches);
    let as_json = matches.get_flag(JSON);
    if matches.get_flag(CHECK) {
        return check(&path, loaded, as_json);
    }
    let command = Command::Backup(BackupCommand {
        with_objects: matches.get_flag(OBJECTS),
        leave_out_damaged: matches.get_flag(LEAVE_OUT),
    });
    if path == Path::new(STANDARD) {
        let mut output = io::stdout();
        if output.is_terminal() {
            return Err(BackupError::Terminal);
        }
        let answer = make(command, loaded, &mut output)?;
        complain(&told(&answer, as_json)?);
        return Ok(());
    }
    let mut draft = DraftFile::begin(&path)?;
    let answer = make(command, loaded, &mut draft)?;
    let (written, sent) = (draft.written(), answer.bytes);
    if written != sent {
        return Err(BackupError::Short { written, sent });
    }
    draft.finish()?;
    say(&told(&answer, as_json)?);
    Ok(())
}

fn make(
    command: Command,
    loaded: &Loaded,
    output: &mut dyn Write,
) -> Result<BackupAnswer, BackupError> {
    match operator::perform_with(command, loaded, &[], output) {
        Ok(Answer::Backup(answer)) => Ok(answer),
        Ok(_) => Err(OperatorError::OtherAnswer.into()),
        Err(OperatorError::Client(ClientError::Ended)) => Err(BackupError::ServerEnded),
        Err(error) => Err(error.into()),
    }
}

fn told(answer: &BackupAnswer, as_json: bool) -> Result<String, BackupError> {
    if as_json {
        return Ok(serde_json::to_string(answer)?);
    }
    let records: u64 = answer.records.values().sum();
    let objects = if answer.with_objects {
        format!(
            "{} files of objects with {} bytes",
            answer.files, answer.file_bytes
        )
    } else {
        "no files of objects".to_owned()
    };
    let left_out = match answer.left_out {
        0 => String::new(),
        count => format!("\nwarning      {count} damaged records or files were left out"),
    };
    Ok(format!(
        "made         {}\ncontains     {records} records, {objects}\nlength       {} bytes\n\
         held         {} µs without a change{left_out}",
        answer.made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        answer.bytes,
        answer.held_microseconds,
    ))
}

/// Reads a backup to its end.
fn check(path: &Path, loaded: &Loaded, as_json: bool) -> Result<(), BackupError> {
    let own = loaded
        .config
        .data_dir
        .join(crate::data_dir::MASTER_KEY_FILE);
    let source = source(path)?;
    let mut backup = backup::open(source, &loaded.master_key_source(), &own)?;
    while backup.reader.next()?.is_some() {}
    let (facts, counts) = (backup.reader.facts(), backup.reader.counts());
    if as_json {
        say(&json!({ "facts": facts, "counts": counts }).to_string());
    } else {
        say(&describe(facts, counts));
    }
    Ok(())
}

/// A backup, to be read from its beginning.
pub(super) fn source(path: &Path) -> Result<Box<dyn Read>, BackupError> {
    if path == Path::new(STANDARD) {
        return Ok(Box::new(io::stdin().lock()));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(BufReader::with_capacity(1 << 18, file))),
        Err(source) => Err(BackupError::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

/// What is in a backup, for people.
pub(super) fn describe(facts: &Facts, counts: &Counts) -> String {
    let mut lines = vec![format!(
        "made         {} by iamd {} in {}",
        facts.made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        facts.program,
        facts.region
    )];
    let stores = counts.records.iter();
    lines.extend(stores.map(|(store, records)| format!("{store:<12} {records} records")));
    let files = match facts.content {
        iamd_archive::Content::Records => "none in it".to_owned(),
        iamd_archive::Content::RecordsAndObjects => {
            format!("{} with {} bytes", counts.blobs, counts.blob_bytes)
        }
    };
    lines.push(format!("files        {files}"));
    lines.push(match counts.left_out {
        0 => "the backup is whole".to_owned(),
        count => {
            format!("the backup is as it was made, without {count} damaged records or files")
        }
    });
    lines.join("\n")
}
