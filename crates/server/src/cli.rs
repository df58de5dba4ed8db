//! The command line.
//!
//! The options of `iamd serve` are made from the table of settings, so that each setting has one.
//! An error is one sentence on standard error and exit code 1; a wrong command line is exit code 2.

mod account;
mod audit;
mod backup;
mod doctor;
mod draft_file;
mod explain;
mod keys;
mod manual;
mod operator;
mod options;
mod policy;
mod restore;
mod root_password;
mod transfer;
mod verify;

use std::{process::ExitCode, time::Duration};

use clap::{ArgMatches, Command};

use crate::{
    config::{self, ConfigError, Environment, Loaded},
    logging,
    output::{complain, say},
    serve::{self, ServeError},
    service,
};

/// LIMIT: how long work of other threads is waited for when a server has ended.
const END_PATIENCE: Duration = Duration::from_secs(3);

/// Runs the program.
pub fn main() -> ExitCode {
    logging::quiet_caught_panics();
    let matches = command().get_matches();
    match run(&matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("iamd: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// The program cannot do what the command line asks for. The text is one sentence.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Account(#[from] account::AccountError),
    #[error(transparent)]
    Audit(#[from] audit::AuditCliError),
    #[error(transparent)]
    Backup(#[from] backup::BackupError),
    #[error(transparent)]
    Restore(#[from] restore::RestoreCommandError),
    #[error(transparent)]
    Doctor(#[from] doctor::DoctorError),
    #[error(transparent)]
    Explain(#[from] explain::ExplainError),
    #[error(transparent)]
    Keys(#[from] keys::KeysError),
    #[error(transparent)]
    Manual(#[from] manual::ManualError),
    #[error(transparent)]
    Policy(#[from] policy::PolicyError),
    #[error(transparent)]
    Transfer(#[from] transfer::TransferError),
    #[error(transparent)]
    Verify(#[from] verify::VerifyError),
    #[error("cannot start threads: {source}")]
    Threads { source: std::io::Error },
}

fn command() -> Command {
    Command::new("iamd")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Identity and access management, self-hosted: AWS IAM, STS and S3, enforced")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("serve")
                .about("Run the server")
                .after_help("Every option also has an environment variable and, with few exceptions, a place in iamd.toml: see `iamd config reference`.")
                .args(options::all()),
        )
        .subcommand(account::command())
        .subcommand(audit::command())
        .subcommand(policy::command())
        .subcommand(backup::command())
        .subcommand(restore::command())
        .subcommand(transfer::export_command())
        .subcommand(transfer::import_command())
        .subcommand(explain::command())
        .subcommand(keys::command())
        .subcommand(verify::command())
        .subcommand(doctor::command())
        .subcommand(manual::completions_command())
        .subcommand(manual::man_command())
        .subcommand(
            Command::new("config")
                .about("Look at the configuration")
                .subcommand_required(true)
                .subcommand(
                    Command::new("show")
                        .about("Print the settings in force, and where each comes from")
                        .args(options::all()),
                )
                .subcommand(
                    Command::new("reference")
                        .about("Print all settings with defaults, units and ranges, as Markdown"),
                ),
        )
}

fn run(matches: &ArgMatches) -> Result<(), CliError> {
    match path(matches).as_slice() {
        [("serve", matches)] => {
            let loaded = load(matches)?;
            let threads = runtime(loaded.config.threads)?;
            let served = threads.block_on(serve::serve(loaded, service::open));
            // The stores and the audit log are closed: what still runs on other threads only reads.
            threads.shutdown_timeout(END_PATIENCE);
            served?;
        }
        [("account", _), (name, matches)] => {
            let loaded = load(matches)?;
            account::run(name, matches, &loaded)?;
        }
        [("audit", _), (name, matches)] => audit::run(name, matches, &load(matches)?)?,
        [("backup", matches)] => backup::run(matches, &load(matches)?)?,
        [("restore", matches)] => restore::run(matches, &load(matches)?)?,
        [("export", matches)] => transfer::run_export(matches, &load(matches)?)?,
        [("import", matches)] => transfer::run_import(matches, &load(matches)?)?,
        [("explain", matches)] => explain::run(matches, &load(matches)?)?,
        [("keys", _), (name, matches)] => keys::run(name, matches, &load(matches)?)?,
        [("doctor", matches)] => doctor::run(matches, load(matches))?,
        [("verify", matches)] => verify::run(matches, &load(matches)?)?,
        [("completions", matches)] => manual::complete(matches, command())?,
        [("man", matches)] => manual::describe(matches, command())?,
        [("policy", _), ("decide", matches)] => policy::run(matches)?,
        [("config", _), ("show", matches)] => say(&config::show(&load(matches)?)),
        [("config", _), ("reference", _)] => say(&config::reference()),
        // clap lets no other command pass.
        _ => {}
    }
    Ok(())
}

/// The subcommands that were given, from the outermost.
fn path(matches: &ArgMatches) -> Vec<(&str, &ArgMatches)> {
    std::iter::successors(matches.subcommand(), |(_, matches)| matches.subcommand()).collect()
}

fn load(matches: &ArgMatches) -> Result<Loaded, ConfigError> {
    config::load(&options::flags(matches), &Environment::of_process())
}

/// The threads that everything runs on; zero means one for each processor.
fn runtime(threads: u64) -> Result<tokio::runtime::Runtime, CliError> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    if let Ok(threads @ 1..) = usize::try_from(threads) {
        builder.worker_threads(threads);
    }
    builder
        .thread_name("iamd")
        .enable_all()
        .build()
        .map_err(|source| CliError::Threads { source })
}
