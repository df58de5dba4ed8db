//! `cargo xtask hostile`: sends a started server requests that were tampered with, of which it must
//! accept none.
//!
//! The sending itself is the program `iamd-hostile`; a slice of it is a test of the server.

use std::{
    path::Path,
    process::{Command, ExitCode},
};

use anyhow::{Result, ensure};

use crate::command::{run_shown, target_folder};

/// What `cargo xtask hostile` is told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many requests to send
    #[arg(long, default_value_t = 2_000_000)]
    requests: u64,
    /// Where chance begins
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Builds both programs as they are released, then sends.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--release", "--quiet"]);
    build.args(["--bin", "iamd", "--bin", "iamd-hostile"]);
    build.args(["--package", "iamd-server", "--package", "iamd-hostile"]);
    ensure!(
        run_shown(build, root)?.success,
        "the programs cannot be built"
    );
    let programs = target_folder()?.join("release");
    let mut hostile = Command::new(programs.join("iamd-hostile"));
    hostile.arg("--program").arg(programs.join("iamd"));
    hostile.args(["--requests", &arguments.requests.to_string()]);
    hostile.args(["--seed", &arguments.seed.to_string()]);
    Ok(ExitCode::from(u8::from(!run_shown(hostile, root)?.success)))
}
