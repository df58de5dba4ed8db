//! Measures iamd: its server beside a bare HTTP server, its decisions beside Cedar's.
//!
//! What this deliberately is not: a comparison with other products as a whole, or a test that fails
//! when a number is bad. It says what is, and `docs/performance.md` keeps it.
//!
//! ```text
//!                  ┌─ requests, signed one by one before the clock starts
//! load generator ──┤
//! (this process)   ├──▶ bare: hyper, which reads the request and answers as many bytes
//!                  ├──▶ iamd: authenticates, authorizes, audits, answers
//!                  └──▶ s3s-fs, for objects: authenticates, reads and writes files
//!
//!                  ┌─ policies and questions, made before the clock starts
//! decisions ───────┤
//! (this process)   ├──▶ iamd-policy: the policies as documents of AWS
//!                  └──▶ cedar-policy: the same, translated
//! ```
//!
//! # Invariants
//! - Both servers get the very same requests from the same generator, one right after the other.
//! - No two requests of a cell are equal: each has its own signature.
//! - An answer that is not the expected one ends the measurement.
//! - No decision is measured before both engines gave the expected answer to every question.
//!
//! # Entry points
//! [`main`] is the program `iamd-bench`. [`count_allocations`] is `iamd-bench-counted`, which counts
//! what it does not time.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};

mod account;
mod bare;
mod cells;
mod decisions;
mod document;
mod folder;
mod http_wire;
mod life;
mod load;
mod objects;
mod process;
mod requests;
mod setup;

/// Measures iamd beside a bare HTTP server, and its decisions beside Cedar's.
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
    /// Be s3s-fs
    Rival {
        /// Where the objects lie
        #[arg(long)]
        folder: PathBuf,
    },
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
    /// The only part to measure
    #[arg(long)]
    only: Option<Part>,
    /// How long each cell is measured, in seconds
    #[arg(long, default_value_t = 5)]
    seconds: u32,
    /// How many users the account has, and the server that is killed and started again
    #[arg(long, default_value_t = 100_000)]
    users: usize,
    /// The document whose marked parts are written anew
    #[arg(long)]
    document: Option<PathBuf>,
}

/// What is measured by itself, and has its own part in the document.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The policy engine
    Decisions,
    /// The server under load
    Server,
    /// Objects
    Objects,
    /// What is told of an account as a whole
    Account,
}

impl Part {
    const ALL: [Self; 4] = [Self::Decisions, Self::Server, Self::Objects, Self::Account];

    fn marks(self) -> document::Marks {
        match self {
            Self::Decisions => document::DECISIONS,
            Self::Server => document::SERVER,
            Self::Objects => document::OBJECTS,
            Self::Account => document::ACCOUNT,
        }
    }

    fn measure(self, measure: &Measure) -> Result<String> {
        match self {
            Self::Decisions => decisions::measure(),
            Self::Server => generator()?.block_on(server(measure)),
            Self::Objects => generator()?.block_on(objects(measure)),
            Self::Account => generator()?.block_on(account(measure)),
        }
    }
}

/// Runs the program.
///
/// # Errors
/// Something could not be measured, or an answer was wrong.
pub fn main() -> Result<ExitCode> {
    match Arguments::parse().task {
        Task::Bare { body_bytes } => bare::serve(body_bytes)?,
        Task::Rival { folder } => objects::serve_rival(&folder)?,
        Task::Measure(measure) => {
            for part in Part::ALL {
                if measure.only.is_some_and(|only| only != part) {
                    continue;
                }
                let text = part.measure(&measure)?;
                document::say(&text);
                if let Some(path) = &measure.document {
                    document::replace(path, part.marks(), &text)?;
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Says, for each case of the decisions, how many allocations a decision makes in each engine.
/// `count` tells how many allocations the program has made so far.
///
/// # Errors
/// A case could not be prepared, or an answer was wrong.
pub fn count_allocations(count: impl Fn() -> usize) -> Result<ExitCode> {
    document::say(&decisions::count_allocations(count)?);
    Ok(ExitCode::SUCCESS)
}

/// One thread generates the load, and leaves the other processors to the server.
fn generator() -> Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(runtime)
}

async fn objects(measure: &Measure) -> Result<String> {
    let folder = folder::Folder::make()?;
    let rows = objects::measure(&folder, measure.seconds).await?;
    document::render_objects(measure.seconds, &rows)
}

async fn account(measure: &Measure) -> Result<String> {
    let folder = folder::Folder::make()?;
    document::render_account(&account::measure(&folder, measure.users).await?)
}

async fn server(measure: &Measure) -> Result<String> {
    let folder = folder::Folder::make()?;
    let cells = cells::measure(&folder, measure.seconds).await?;
    let life = life::measure(&folder, measure.users).await?;
    document::render(measure.seconds, &cells, &life)
}
