//! `cargo xtask bench`: measures the server beside a bare one, decisions beside Cedar's, and objects
//! beside `s3s-fs`.
//!
//! The measuring itself is the program `iamd-bench`, which stands on what the server stands on and
//! would make this task runner slow to build.

use std::{
    path::Path,
    process::{Command, ExitCode},
};

use anyhow::{Result, ensure};

use crate::command::{run_shown, target_folder};

/// What `cargo xtask bench` is told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The only part to measure
    #[arg(long)]
    only: Option<Part>,
    /// How long each cell of the server's table is measured, in seconds (1 to 600)
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=600))]
    seconds: u32,
    /// Print the result and leave `docs/performance.md` as it is
    #[arg(long)]
    print_only: bool,
}

/// What is measured by itself.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// The policy engine
    Decisions,
    /// The server under load
    Server,
    /// Objects
    Objects,
    /// What is told of an account of a hundred thousand users as a whole
    Account,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Decisions => "decisions",
            Self::Server => "server",
            Self::Objects => "objects",
            Self::Account => "account",
        }
    }
}

/// Builds the programs as they are released, then measures.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--release", "--package", "iamd-bench"]);
    if arguments.only != Some(Part::Decisions) {
        build.args(["--package", "iamd-server"]);
    }
    ensure!(run_shown(build, root)?.success, "the programs do not build");
    let mut bench = Command::new(target_folder()?.join("release/iamd-bench"));
    bench
        .arg("measure")
        .arg("--seconds")
        .arg(arguments.seconds.to_string());
    if let Some(part) = arguments.only {
        bench.args(["--only", part.name()]);
    }
    if !arguments.print_only {
        bench.args(["--document", "docs/performance.md"]);
    }
    Ok(ExitCode::from(u8::from(!run_shown(bench, root)?.success)))
}
