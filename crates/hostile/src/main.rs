//! The program; see the crate's documentation.

use std::{
    io::{Write, stdout},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use iamd_hostile::{Plan, run};

/// Sends forged requests to a server of its own, which must accept none.
#[derive(Parser)]
struct Arguments {
    /// The program `iamd`
    #[arg(long, value_name = "FILE")]
    program: PathBuf,
    /// How many requests to send
    #[arg(long, default_value_t = 2_000_000)]
    requests: u64,
    /// Where chance begins; the same number gives the same forgeries
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many connections send at once
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=256))]
    connections: u16,
}

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let report = run(&Plan {
        program: arguments.program,
        requests: arguments.requests,
        seed: arguments.seed,
        connections: arguments.connections,
    })?;
    write!(stdout(), "{report}")?;
    Ok(ExitCode::from(u8::from(!report.is_clean())))
}
