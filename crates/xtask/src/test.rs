//! `cargo xtask test`: every test there is.
//!
//! Tests come in groups. Each runs on its own and is counted by what its runner says; a group in
//! which nothing ran has failed. What the groups need is installed under `target/` where that is
//! possible, and named where it is not.

use std::{
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use clap::ValueEnum;

use crate::report::say;

mod checks;
mod clients;
mod counts;
mod rust;

use counts::Counts;

/// What `cargo xtask test` is told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Leave a group out, and say so at the end; may be given several times
    #[arg(long, value_name = "GROUP")]
    without: Vec<Group>,
}

/// The groups, in the order in which they run: what fails soonest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Group {
    /// rustfmt has nothing to change
    Format,
    /// `cargo xtask tidy`
    Tidy,
    /// What is generated is what would be generated
    Codegen,
    /// clippy has nothing to say
    Clippy,
    /// The documentation builds, and its links lead somewhere
    Docs,
    /// Every test in Rust, documentation included
    Rust,
    /// Real clients from Python and the command line
    Clients,
    /// The sample programs
    Scenarios,
    /// The console in a browser
    Browser,
    /// Kills and losses of power under load, a short run
    Torture,
}

impl Group {
    fn run(self, root: &Path) -> Result<Counts> {
        match self {
            Self::Format => checks::format(root),
            Self::Tidy => checks::tidy(root),
            Self::Codegen => checks::codegen(root),
            Self::Clippy => checks::clippy(root),
            Self::Docs => checks::docs(root),
            Self::Rust => rust::run(root),
            Self::Clients => clients::clients(root),
            Self::Scenarios => clients::scenarios(root),
            Self::Browser => clients::browser(root),
            Self::Torture => checks::torture(root),
        }
    }
}

/// What became of a group.
struct Outcome {
    group: Group,
    counts: Counts,
    took: Duration,
}

/// Runs the groups, then says what passed, what failed and what was left out.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let (left_out, groups): (Vec<Group>, Vec<Group>) = Group::value_variants()
        .iter()
        .partition(|group| arguments.without.contains(group));
    ensure!(
        !groups.is_empty(),
        "every group is left out: nothing would run"
    );
    let outcomes: Vec<Outcome> = groups.iter().map(|group| run_group(*group, root)).collect();
    say("");
    let mut total = Counts::default();
    for Outcome {
        group,
        counts,
        took,
    } in &outcomes
    {
        say(format_args!(
            "{:<10} {:>5} s   {counts}",
            name(*group),
            took.as_secs()
        ));
        total = total + *counts;
    }
    say(total);
    if !left_out.is_empty() {
        let names: Vec<String> = left_out.iter().map(|group| name(*group)).collect();
        say(format_args!("LEFT OUT: {}", names.join(", ")));
    }
    Ok(ExitCode::from(u8::from(total.failed > 0)))
}

fn run_group(group: Group, root: &Path) -> Outcome {
    say(format_args!("\n── {} ──", name(group)));
    let start = Instant::now();
    let counts = group.run(root).and_then(|counts| {
        ensure!(counts != Counts::default(), "nothing ran");
        Ok(counts)
    });
    let counts = counts.unwrap_or_else(|error| {
        say(format_args!("{}: {error:#}", name(group)));
        Counts::FAILED
    });
    Outcome {
        group,
        counts,
        took: start.elapsed(),
    }
}

fn name(group: Group) -> String {
    group
        .to_possible_value()
        .map(|value| value.get_name().to_owned())
        .unwrap_or_default()
}
