//! `iamd doctor`: whether a server would run well here, or the one that runs does.

use clap::{Arg, ArgAction, ArgMatches, Command as Subcommand};
use serde::Serialize;

use super::{CliError, options};
use crate::{
    config::{ConfigError, Loaded},
    doctor::{self, Opinion, Verdict},
    output::say,
};

/// There is something to tell. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum DoctorError {
    #[error("something is wrong; what to do stands beside it")]
    Wrong,
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

const JSON: &str = "json";

pub(super) fn command() -> Subcommand {
    Subcommand::new("doctor")
        .about("Look at the configuration, the data directory and the machine, and say what to do")
        .long_about(
            "Look at the configuration, the data directory and the machine, and say what is fine, \
             what is not, and what to do. Nothing is changed. Give it the options that `iamd serve` \
             gets, and run it as the same user, before a server runs or while it does.\n\n\
             The exit code is 1 if something is wrong. Warnings are what a server runs with and \
             should not. Whether the data is sound, `iamd verify` says.",
        )
        .arg(
            Arg::new(JSON)
                .long("json")
                .action(ArgAction::SetTrue)
                .help("Print JSON"),
        )
        .args(options::all())
}

#[derive(Serialize)]
struct Shown<'a> {
    verdict: Verdict,
    opinions: &'a [Opinion],
}

/// Looks, and says what it thinks.
pub(super) fn run(
    matches: &ArgMatches,
    loaded: Result<Loaded, ConfigError>,
) -> Result<(), CliError> {
    let opinions = match loaded {
        Ok(loaded) => doctor::look(&loaded),
        Err(error) => doctor::misconfigured(&error),
    };
    let verdict = doctor::worst(&opinions);
    if matches.get_flag(JSON) {
        let shown = Shown {
            verdict,
            opinions: &opinions,
        };
        say(&serde_json::to_string(&shown).map_err(DoctorError::from)?);
    } else {
        say(&doctor::text(&opinions));
    }
    match verdict {
        Verdict::Wrong => Err(DoctorError::Wrong.into()),
        Verdict::Fine | Verdict::Warning => Ok(()),
    }
}
