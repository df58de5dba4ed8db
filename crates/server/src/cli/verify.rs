//! `iamd verify`: whether everything in a data directory is what was written, and agrees.

use clap::{Arg, ArgAction, ArgMatches, Command as Subcommand};
use serde::Serialize;

use super::{
    CliError, operator,
    operator::{OperatorError, Progress},
};
use crate::{
    config::Loaded,
    control::{
        Answer, Command, VerifyCommand,
        client::{self, ClientError, Streams},
    },
    output::say,
    verify::{self, Depth, Found, Report, Severity, StoppedError, Totals},
};

/// The data directory cannot be looked at. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum VerifyError {
    #[error(transparent)]
    Operator(#[from] OperatorError),
    #[error(transparent)]
    Stopped(#[from] StoppedError),
    #[error("the data directory is damaged; what to do stands beside each finding")]
    Damaged,
}

const OBJECTS: &str = "objects";
const JSON: &str = "json";

pub(super) fn command() -> Subcommand {
    let switch = |name: &'static str, help| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    Subcommand::new("verify")
        .about("Check that everything in a data directory is what was written, and agrees")
        .long_about(
            "Check that everything in a data directory is what was written, and agrees: the keyring, \
             the pages of both stores, every record and what records say of each other, the files \
             of objects, the audit log. A running server does it itself and goes on answering; of \
             one that is stopped, the files are opened and not changed.\n\n\
             The exit code is 1 if something is damaged. Warnings are about what lies about and does \
             no harm.",
        )
        .arg(switch(
            OBJECTS,
            "Also read every byte of every object, but of those whose keys only their writers hold",
        ))
        .arg(switch(JSON, "Print JSON"))
        .args(super::options::some(operator::SETTINGS))
        .args(super::options::some(&["region"]))
}

/// Looks, and says what was found.
pub(super) fn run(matches: &ArgMatches, loaded: &Loaded) -> Result<(), CliError> {
    let depth = if matches.get_flag(OBJECTS) {
        Depth::Objects
    } else {
        Depth::Records
    };
    let report = look(depth, loaded)?;
    if matches.get_flag(JSON) {
        let json = serde_json::to_string(&Shown::of(&report));
        say(&json.map_err(|error| VerifyError::Operator(error.into()))?);
    } else {
        say(&text(&report));
    }
    if report.is_sound() {
        Ok(())
    } else {
        Err(VerifyError::Damaged.into())
    }
}

fn look(depth: Depth, loaded: &Loaded) -> Result<Report, CliError> {
    let mut progress = Progress::default();
    let mut lines = Vec::new();
    let streams = Streams {
        input: &[],
        output: &mut lines,
        working: &mut |said| progress.show(said),
        warning: &mut operator::warn,
    };
    let command = Command::Verify(VerifyCommand { depth });
    match client::send_with(&loaded.config.data_dir, &command, streams) {
        Ok(Answer::Verify(totals)) => return Ok(told(totals, &lines)?),
        Ok(_) => return Err(VerifyError::Operator(OperatorError::OtherAnswer).into()),
        Err(ClientError::NotRunning) => {}
        Err(error) => return Err(VerifyError::Operator(error.into()).into()),
    }
    let mut say = |said: String| progress.show(&said);
    let stopped = verify::stopped(loaded, depth, &mut say);
    let report = super::runtime(loaded.config.threads)?.block_on(stopped);
    Ok(report.map_err(VerifyError::from)?)
}

/// What a running server told.
fn told(totals: Totals, lines: &[u8]) -> Result<Report, VerifyError> {
    let found: Result<Vec<Found>, _> = lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(serde_json::from_slice)
        .collect();
    let found = found.map_err(|error| VerifyError::Operator(error.into()))?;
    Ok(Report { totals, found })
}

/// As programs read it.
#[derive(Serialize)]
struct Shown<'a> {
    sound: bool,
    #[serde(flatten)]
    totals: &'a Totals,
    findings: &'a [Found],
}

impl<'a> Shown<'a> {
    fn of(report: &'a Report) -> Self {
        Self {
            sound: report.is_sound(),
            totals: &report.totals,
            findings: &report.found,
        }
    }
}

/// As people read it.
fn text(report: &Report) -> String {
    let totals = &report.totals;
    let found: String = report.found.iter().map(paragraph).collect();
    let untold = match totals.untold {
        0 => String::new(),
        untold => format!("and {untold} more that are not shown\n\n"),
    };
    let verdict = match (totals.damage, totals.warnings) {
        (0, 0) => "everything is as it should be".to_owned(),
        (0, warnings) => format!("nothing is damaged; warnings: {warnings}"),
        (damage, warnings) => format!("DAMAGED: {damage} findings; warnings: {warnings}"),
    };
    let looked = format!(
        "looked at {} records of the directory, {} of objects, {} blobs, {} events of the audit log",
        totals.directory_records, totals.object_records, totals.blobs, totals.audit_events
    );
    let read = match (totals.bytes_read, totals.unread_blobs) {
        (0, 0) => String::new(),
        (bytes, unread) => format!(
            "read {bytes} bytes of objects; {unread} blobs can be read with their writers' keys alone\n"
        ),
    };
    format!("{found}{untold}{verdict}\n{looked}\n{read}")
}

fn paragraph(found: &Found) -> String {
    let severity = match found.severity {
        Severity::Damage => "damage ",
        Severity::Warning => "warning",
    };
    let place = match (&found.key, &found.table) {
        (Some(key), _) => format!("{} {key}", found.file),
        (None, Some(table)) => format!("{} {table}", found.file),
        (None, None) => found.file.clone(),
    };
    format!(
        "{severity}  {place}\n         {}\n         to do: {}\n",
        found.what, found.advice
    )
}
