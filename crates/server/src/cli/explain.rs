//! `iamd explain REQUEST-ID`: why a request was denied, or what allowed it.

use std::{io::ErrorKind, path::PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command as Subcommand};
use serde::Serialize;
use serde_json::Value;

use super::options;
use crate::{
    audit::search::{self, SearchError},
    config::Loaded,
    control::{
        Answer, Command, ExplainCommand, Explained,
        client::{self, ClientError},
    },
    explain::{Explanation, event_text, text},
    output::say,
};

/// A request cannot be explained. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum ExplainError {
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Audit(SearchError),
    #[error(
        "{0}; the data directory of the server (with `serve --dev` a temporary one) is named with \
         --data-dir DIR"
    )]
    NoDirectory(SearchError),
    #[error("cannot write JSON: {0}")]
    Json(serde_json::Error),
    #[error(
        "nothing is known of request {request_id:?}: no denial in the server's memory and no event in \
         the audit log has this id; of requests whose signature proved nothing only a few have an \
         event, and a server whose data directory is not {} (with `serve --dev` it is a temporary one) is \
         found with --data-dir DIR",
        directory.display()
    )]
    Unknown {
        request_id: String,
        directory: PathBuf,
    },
}

/// Where the server is.
const SETTINGS: &[&str] = &["data_dir", "config"];

const ID: &str = "request";
const JSON: &str = "json";
const ALL: &str = "all";

pub(super) fn command() -> Subcommand {
    let switch = |name: &'static str, help| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    Subcommand::new("explain")
        .about("Say why a request was denied, or which statement allowed it")
        .arg(
            Arg::new(ID)
                .value_name("REQUEST-ID")
                .required(true)
                .help("The request's id, which every answer carries as x-amzn-RequestId, S3's as x-amz-request-id"),
        )
        .arg(switch(ALL, "Also show the statements about other actions"))
        .arg(switch(JSON, "Print JSON"))
        .args(options::some(SETTINGS))
}

/// What is known of a request.
#[derive(Serialize)]
struct Known {
    request_id: String,
    /// From the server's memory, if it was denied lately.
    denial: Option<Box<Explanation>>,
    /// From the audit log, else.
    event: Option<Value>,
}

pub(super) fn run(matches: &ArgMatches, loaded: &Loaded) -> Result<(), ExplainError> {
    let id = matches.get_one::<String>(ID).cloned().unwrap_or_default();
    let known = look_up(id.trim(), loaded)?;
    if matches.get_flag(JSON) {
        say(&serde_json::to_string(&known).map_err(ExplainError::Json)?);
    } else if let Some(explanation) = &known.denial {
        say(&text(explanation, matches.get_flag(ALL)));
    } else if let Some(event) = &known.event {
        say(&event_text(event, matches.get_flag(ALL)));
    }
    Ok(())
}

/// A folder that is not there is probably not the one that was meant.
fn unsearched(error: SearchError) -> ExplainError {
    match error.source.kind() {
        ErrorKind::NotFound => ExplainError::NoDirectory(error),
        _ => ExplainError::Audit(error),
    }
}

/// Asks the server's memory, then the audit log, which needs no server.
fn look_up(id: &str, loaded: &Loaded) -> Result<Known, ExplainError> {
    let directory = &loaded.config.data_dir;
    let request_id = id.to_owned();
    let command = Command::Explain(ExplainCommand {
        request_id: request_id.clone(),
    });
    let denial = match client::send(directory, &command) {
        Ok(Answer::Explain(Explained { denial })) => denial,
        Ok(_) | Err(ClientError::NotRunning) => None,
        Err(error) => return Err(error.into()),
    };
    let event = if denial.is_some() {
        None
    } else {
        search::find(directory, id).map_err(unsearched)?
    };
    if denial.is_none() && event.is_none() {
        return Err(ExplainError::Unknown {
            request_id,
            directory: directory.clone(),
        });
    }
    Ok(Known {
        request_id,
        denial,
        event,
    })
}
