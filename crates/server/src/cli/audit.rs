//! `iamd audit …`: the log is read, searched, followed and checked.

mod shown;

use std::{
    io::{self, Write},
    ops::ControlFlow,
    path::Path,
    sync::Arc,
    time::Duration,
};

use clap::{Arg, ArgAction, ArgMatches, Command as Subcommand, value_parser};
use iamd_disk::{Disk, LocalDisk, Overlay};
use iamd_ident::Clock;
use iamd_seal::KeyPurpose;
use serde::Serialize;
use serde_json::Value;

use super::{
    CliError,
    operator::{self, OperatorError, Progress},
    options,
};
use crate::{
    audit::{
        AuditError, Link,
        follow::Follower,
        query::{Outcome, Pattern, Query, parse_time, search},
        verify::{self, Finding, Question, Report},
    },
    config::Loaded,
    control::{
        Answer, AuditAnswer, AuditCommand, Command,
        client::{self, ClientError, Streams},
    },
    data_dir::{DataDir, DataDirError, Reason},
    logging,
    output::say,
    serve::Parts,
    system::{SystemClock, SystemRandom},
};

/// The audit log cannot be read, or is not as it was written. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum AuditCliError {
    #[error(transparent)]
    Operator(#[from] OperatorError),
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    #[error(transparent)]
    Open(#[from] AuditError),
    #[error(transparent)]
    Verify(#[from] verify::VerifyError),
    #[error("cannot read the audit log in {folder}: {}", Reason(source))]
    Read { folder: String, source: io::Error },
    #[error("{option}: {wanted}")]
    Option {
        option: &'static str,
        wanted: String,
    },
    #[error("the audit log is not as it was written: {findings} findings")]
    Unsound { findings: u64 },
}

/// Where the server is.
const PLACE: &[&str] = &["data_dir", "config"];

const JSON: &str = "json";
const WANTED: &str = "expect";
const LINES: &str = "lines";
const FOLLOW: &str = "follow";
const LIMIT: &str = "limit";
const OUTCOME: &str = "outcome";
const SINCE: &str = "since";
const UNTIL: &str = "until";

/// Texts that events are searched by: option, value, help.
const TEXTS: [(&str, &str, &str); 4] = [
    (
        "principal",
        "WHO",
        "An ARN, the name or id of a user or role, an access key, or Root",
    ),
    (
        "action",
        "ACTION",
        "Such as iam:CreateUser, CreateUser or s3:*",
    ),
    (
        "account",
        "ID",
        "The account of who asked, or the one that was acted on",
    ),
    ("resource", "ARN", "What was acted on"),
];

/// How often a log is looked at that is followed.
const FOLLOW_PERIOD: Duration = Duration::from_millis(200);

pub(super) fn command() -> Subcommand {
    let json = |help| {
        Arg::new(JSON)
            .long(JSON)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    Subcommand::new("audit")
        .about("Read, search and check the audit log, with the server running or not")
        .subcommand_required(true)
        .subcommand(
            Subcommand::new("verify")
                .about("Check that no event was changed, removed, moved or inserted, and none is missing at the end")
                .long_about(
                    "Check that no event was changed, removed, moved or inserted, and none is missing at \
                     the end. Each fault is named by file, line, number and id. The last line of the \
                     answer names the newest event: keep it elsewhere, and --expect says later whether \
                     the log still has it, even if somebody put back an older log. The exit code is 1 \
                     if anything is wrong.",
                )
                .arg(json("Print one JSON object"))
                .arg(
                    Arg::new(WANTED)
                        .long(WANTED)
                        .value_name("SEQUENCE:VALUE")
                        .value_parser(value_parser!(Link))
                        .help("An event that must be in the log"),
                )
                .args(options::some(operator::SETTINGS)),
        )
        .subcommand(
            Subcommand::new("tail")
                .about("Show the newest events")
                .arg(
                    Arg::new(LINES)
                        .short('n')
                        .long(LINES)
                        .value_name("N")
                        .default_value("10")
                        .value_parser(value_parser!(u32).range(0..=100_000))
                        .help("How many"),
                )
                .arg(
                    Arg::new(FOLLOW)
                        .short('f')
                        .long(FOLLOW)
                        .action(ArgAction::SetTrue)
                        .help("Go on showing events as they come"),
                )
                .arg(json("Print the events as the log has them, one JSON object a line"))
                .args(options::some(PLACE)),
        )
        .subcommand(search_command(json("Print the events as the log has them, one JSON object a line")))
}

fn search_command(json: Arg) -> Subcommand {
    let text = |(name, value, help): (&'static str, &'static str, &'static str)| {
        let help = format!("{help}; * and ? are wildcards");
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let time = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("TIME").help(help)
    };
    Subcommand::new("search")
        .about("Show the events for which everything is true that is given, the oldest first")
        .args(TEXTS.map(text))
        .arg(
            Arg::new(OUTCOME)
                .long(OUTCOME)
                .value_name("OUTCOME")
                .value_parser(Outcome::ALL.map(Outcome::as_str))
                .help("How it ended"),
        )
        .arg(time(
            SINCE,
            "Not before: 2026-01-31T12:00:00Z, 2026-01-31, or how long ago: 15m, 2h, 7d",
        ))
        .arg(time(UNTIL, "Before this moment, in the same forms"))
        .arg(
            Arg::new(LIMIT)
                .long(LIMIT)
                .value_name("N")
                .value_parser(value_parser!(u64).range(1..))
                .help("Stop after so many events"),
        )
        .arg(json)
        .args(options::some(PLACE))
}

pub(super) fn run(name: &str, matches: &ArgMatches, loaded: &Loaded) -> Result<(), CliError> {
    let folder = &loaded.config.data_dir;
    match name {
        "verify" => check(matches, loaded),
        "tail" => Ok(tail(matches, folder)?),
        _ => Ok(look_for(matches, folder)?),
    }
}

/// As programs read it.
#[derive(Serialize)]
struct Checked<'a> {
    sound: bool,
    #[serde(flatten)]
    report: &'a Report,
    found: &'a [Finding],
}

fn check(matches: &ArgMatches, loaded: &Loaded) -> Result<(), CliError> {
    let wanted = matches.get_one::<Link>(WANTED).copied();
    let (report, found) = read(wanted, loaded)?;
    if matches.get_flag(JSON) {
        let checked = Checked {
            sound: report.is_sound(),
            report: &report,
            found: &found,
        };
        let json = serde_json::to_string(&checked).map_err(OperatorError::from);
        say(&json.map_err(AuditCliError::from)?);
    } else {
        say(&shown::report(&report, &found));
    }
    if report.is_sound() {
        return Ok(());
    }
    let findings = report.findings;
    Err(AuditCliError::Unsound { findings }.into())
}

/// By the server, or where none runs, here: the files are opened and not changed.
fn read(wanted: Option<Link>, loaded: &Loaded) -> Result<(Report, Vec<Finding>), AuditCliError> {
    let mut progress = Progress::default();
    let mut lines = Vec::new();
    let streams = Streams {
        input: &[],
        output: &mut lines,
        working: &mut |said| progress.show(said),
        warning: &mut operator::warn,
    };
    let command = Command::Audit(AuditCommand { wanted });
    match client::send_with(&loaded.config.data_dir, &command, streams) {
        Ok(Answer::Audit(AuditAnswer { report })) => {
            let lines = lines
                .split(|byte| *byte == b'\n')
                .filter(|line| !line.is_empty());
            let found: serde_json::Result<_> = lines.map(serde_json::from_slice).collect();
            return Ok((report, found.map_err(OperatorError::from)?));
        }
        Ok(_) => return Err(OperatorError::OtherAnswer.into()),
        Err(ClientError::NotRunning) => {}
        Err(error) => return Err(OperatorError::from(error).into()),
    }
    read_here(wanted, loaded)
}

fn read_here(
    wanted: Option<Link>,
    loaded: &Loaded,
) -> Result<(Report, Vec<Finding>), AuditCliError> {
    /// LIMIT: what opening the keyring would change is kept in memory instead.
    const OVERLAY_BYTES: usize = 16 << 20;
    let path = &loaded.config.data_dir;
    DataDir::require(path)?;
    let overlay: Arc<dyn Disk> = Arc::new(Overlay::new(Arc::new(LocalDisk), OVERLAY_BYTES));
    let data_dir = DataDir::create_on(Arc::clone(&overlay), path)?;
    let is_of_version_1 = data_dir.is_of_version_1();
    let keys = data_dir.keys(
        loaded.master_key_source(),
        &SystemClock,
        Arc::new(SystemRandom),
    )?;
    // What would be told before is of files that are not changed.
    logging::start(&loaded.config.log);
    if is_of_version_1 {
        // What the first start of this program would do to an older log, it does in memory.
        Parts::open_audit(&loaded.config, &data_dir, &keys)?;
    }
    let question = Question {
        disk: &*overlay,
        folder: path,
        keys: &keys.checksum_keys(KeyPurpose::Audit),
        open_until: None,
        wanted,
        asked_by: None,
    };
    let mut found = Vec::new();
    let report = verify::verify(&question, &mut |finding| found.push(finding.clone()))?;
    Ok((report, found))
}

fn unread(folder: &Path) -> impl Fn(io::Error) -> AuditCliError {
    move |source| AuditCliError::Read {
        folder: folder.display().to_string(),
        source,
    }
}

/// Goes on until nobody listens any more.
fn tail(matches: &ArgMatches, folder: &Path) -> Result<(), AuditCliError> {
    let lines = matches.get_one::<u32>(LINES).copied().unwrap_or_default();
    let lines = usize::try_from(lines).unwrap_or(usize::MAX);
    let follower = Follower::from_last(&LocalDisk, folder, lines);
    let mut follower = follower.map_err(unread(folder))?;
    let as_json = matches.get_flag(JSON);
    let mut tell = |line: &[u8]| {
        let line = String::from_utf8_lossy(line);
        if as_json {
            return write_line(&line);
        }
        match serde_json::from_str::<Value>(&line) {
            Ok(event) => write_line(&shown::event(&event)),
            Err(_) => ControlFlow::Continue(()),
        }
    };
    loop {
        let told = follower.go_on(&mut tell).map_err(unread(folder))?;
        if told.is_break() || !matches.get_flag(FOLLOW) {
            return Ok(());
        }
        std::thread::sleep(FOLLOW_PERIOD);
    }
}

fn look_for(matches: &ArgMatches, folder: &Path) -> Result<(), AuditCliError> {
    let query = query(matches)?;
    let mut left = matches.get_one::<u64>(LIMIT).copied().unwrap_or(u64::MAX);
    let as_json = matches.get_flag(JSON);
    let mut tell = |line: &str, event: &Value| {
        let written = if as_json {
            write_line(line)
        } else {
            write_line(&shown::event(event))
        };
        left = left.saturating_sub(1);
        if left == 0 {
            ControlFlow::Break(())
        } else {
            written
        }
    };
    search(&LocalDisk, folder, &query, &mut tell).map_err(unread(folder))
}

fn query(matches: &ArgMatches) -> Result<Query, AuditCliError> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let pattern = |name| text(name).map(Pattern::new);
    let now = SystemClock.now();
    let time = |option: &'static str| {
        let read = text(option).map(|text| parse_time(text, now)).transpose();
        read.map_err(|wanted| AuditCliError::Option { option, wanted })
    };
    let outcome = text(OUTCOME);
    Ok(Query {
        principal: pattern("principal"),
        action: pattern("action"),
        outcome: Outcome::ALL
            .into_iter()
            .find(|known| Some(known.as_str()) == outcome),
        since: time(SINCE)?,
        until: time(UNTIL)?,
        account: pattern("account"),
        resource: pattern("resource"),
    })
}

/// Stops where nobody listens.
fn write_line(line: &str) -> ControlFlow<()> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}
