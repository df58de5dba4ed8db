//! Measures iamd beside a bare HTTP server, in one run on one machine.
//!
//! What this deliberately is not: a comparison with other products, or a test that fails when a
//! number is bad. It says what is, and `docs/performance.md` keeps it.
//!
//! ```text
//!                  ┌─ requests, signed one by one before the clock starts
//! load generator ──┤
//! (this process)   ├──▶ bare: hyper, which reads the request and answers as many bytes
//!                  └──▶ iamd: authenticates, authorizes, audits, answers
//! ```
//!
//! # Invariants
//! - Both servers get the very same requests from the same generator, one right after the other.
//! - No two requests of a cell are equal: each has its own signature.
//! - An answer that is not the expected one ends the measurement.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

mod bare;
mod cells;
mod document;
mod folder;
mod http_wire;
mod life;
mod load;
mod process;
mod requests;
mod setup;

/// Measures iamd beside a bare HTTP server.
#[derive(Parser)]
#[command(name = "iamd-bench")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Measure
    Measure(Measure),
    /// Be the bare server
    Bare {
        /// The length of each answer's body, in bytes
        #[arg(long)]
        body_bytes: usize,
    },
}

/// What is measured, and for how long.
#[derive(Args)]
struct Measure {
    /// How long each cell is measured, in seconds
    #[arg(long, default_value_t = 5)]
    seconds: u32,
    /// How many users there are when the server is killed and started again
    #[arg(long, default_value_t = 100_000)]
    users: usize,
    /// The document whose marked part is written anew
    #[arg(long)]
    document: Option<PathBuf>,
}

fn main() -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match Arguments::parse().task {
        Task::Bare { body_bytes } => bare::serve(body_bytes)?,
        Task::Measure(measure) => {
            let text = runtime.block_on(run(&measure))?;
            document::say(&text);
            if let Some(path) = &measure.document {
                document::replace(path, &text)?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn run(measure: &Measure) -> Result<String> {
    let folder = folder::Folder::make()?;
    let cells = cells::measure(&folder, measure.seconds).await?;
    let life = life::measure(&folder, measure.users).await?;
    document::render(measure.seconds, &cells, &life)
}
