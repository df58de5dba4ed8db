//! `cargo xtask torture`: kills iamd and takes its power away under load.
//!
//! The torture itself is the program `iamd-torture`.

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Result, ensure};

use crate::command::{run_shown, target_folder};

/// What `cargo xtask torture` is told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How often to kill the program
    #[arg(long, default_value_t = 200)]
    kills: u64,
    /// How often to lose the power, in process over a double of the disk
    #[arg(long, default_value_t = 200)]
    power_losses: u64,
    /// How often the disk is full, read-only or broken for a while, in process
    #[arg(long, default_value_t = 30)]
    spells: u64,
    /// Where chance begins; a run is told apart by it
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Begin nothing new after so many seconds
    #[arg(long)]
    seconds: Option<u64>,
    /// Also fill the program with so many users and as many objects, and time its start after a kill
    #[arg(long, value_name = "COUNT")]
    restart: Option<u64>,
    /// Where to keep the data directory, instead of removing it at the end
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// Build both programs as they are released
    #[arg(long)]
    release: bool,
}

impl Arguments {
    /// The short run of `cargo xtask test`.
    pub(crate) fn short() -> Self {
        Self {
            kills: 30,
            power_losses: 30,
            spells: 9,
            seed: 1,
            seconds: Some(60),
            restart: None,
            keep: None,
            release: false,
        }
    }
}

/// Builds the programs, then tortures one with the other.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet"]);
    build.args(["--package", "iamd-server", "--package", "iamd-torture"]);
    if arguments.release {
        build.arg("--release");
    }
    ensure!(run_shown(build, root)?.success, "the programs do not build");
    let profile = if arguments.release {
        "release"
    } else {
        "debug"
    };
    let folder = target_folder()?.join(profile);
    let mut torture = Command::new(folder.join("iamd-torture"));
    torture.arg("--program").arg(folder.join("iamd"));
    let numbers = [
        ("--kills", Some(arguments.kills)),
        ("--power-losses", Some(arguments.power_losses)),
        ("--spells", Some(arguments.spells)),
        ("--seed", Some(arguments.seed)),
        ("--seconds", arguments.seconds),
        ("--restart", arguments.restart),
    ];
    for (option, number) in numbers {
        if let Some(number) = number {
            torture.args([option, &number.to_string()]);
        }
    }
    if let Some(folder) = &arguments.keep {
        torture.arg("--keep").arg(folder);
    }
    Ok(ExitCode::from(u8::from(!run_shown(torture, root)?.success)))
}
