//! `iamd restore FILE`: a data directory is made of a backup.

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command as Subcommand};
use iamd_ident::Clock as _;
use serde_json::json;

use super::{
    backup::{self as files, BackupError},
    operator::Progress,
};
use crate::{
    backup::{self, RestoreError, Restored},
    config::Loaded,
    data_dir::{DataDirError, MASTER_KEY_FILE, MasterKeySource, Restoring},
    logging,
    output::say,
    system::SystemClock,
    verify::{self, Depth, Report, StoppedError},
};

/// No data directory was made of the backup. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum RestoreCommandError {
    #[error("say with --data-dir where to restore to: into a new or an empty directory")]
    NoDirectory,
    #[error(transparent)]
    File(#[from] BackupError),
    #[error(transparent)]
    Open(#[from] backup::OpenBackupError),
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    #[error(transparent)]
    Verify(#[from] StoppedError),
    #[error(
        "everything was restored, but {damage} things in it are damaged, as they were when the \
         backup was made; `iamd verify` names them"
    )]
    Damaged { damage: u64 },
    #[error("{0}")]
    Threads(String),
    #[error(
        "{source}; the directory {directory} is not whole, and `iamd restore` may be done again"
    )]
    Restore {
        directory: String,
        source: RestoreError,
    },
}

const JSON: &str = "json";

pub(super) fn command() -> Subcommand {
    Subcommand::new("restore")
        .about("Make a new data directory of a backup")
        .long_about(
            "Make a new data directory of a backup. It may hold nothing before but a master key \
             (master.key) and a configuration (iamd.toml). The master key is the one of the backup's \
             time; it is not in the backup. A restore that was broken off is done again by the same \
             command; until it is through, no server starts there.",
        )
        .arg(files::file().help("The backup; - for standard input"))
        .arg(
            Arg::new(JSON)
                .long(JSON)
                .action(ArgAction::SetTrue)
                .help("Print JSON"),
        )
        .args(files::operator_options())
}

pub(super) fn run(matches: &ArgMatches, loaded: &Loaded) -> Result<(), RestoreCommandError> {
    logging::start(&loaded.config.log);
    if !loaded.is_chosen("data_dir") {
        return Err(RestoreCommandError::NoDirectory);
    }
    let directory = &loaded.config.data_dir;
    let master = loaded.master_key_source();
    // Before anything is made: a backup that does not open leaves no trace.
    let source = files::source(&files::named(matches))?;
    let opened = backup::open(source, &master, &directory.join(MASTER_KEY_FILE))?;
    let restoring = Restoring::begin(directory)?;
    let mut progress = Progress::default();
    let restored = backup::restore(opened, &restoring, SystemClock.now(), &mut |said| {
        progress.show(said);
    });
    drop(progress);
    let restored = restored.map_err(|source| RestoreCommandError::Restore {
        directory: directory.display().to_string(),
        source,
    })?;
    // Others may use the directory from now on.
    drop(restoring);
    let report = look(loaded)?;
    if matches.get_flag(JSON) {
        let Restored {
            facts,
            counts,
            missing,
        } = &restored;
        let told = json!({
            "facts": facts,
            "counts": counts,
            "missingFiles": missing,
            "verified": { "damage": report.totals.damage, "warnings": report.totals.warnings },
        });
        say(&told.to_string());
    } else {
        say(&told(&restored, directory, &master));
    }
    let damage = report.totals.damage;
    if damage > restored.missing {
        return Err(RestoreCommandError::Damaged { damage });
    }
    Ok(())
}

/// Looks at all records of what was restored, and whether the files are there.
fn look(loaded: &Loaded) -> Result<Report, RestoreCommandError> {
    let mut progress = Progress::default();
    let mut say = |said: String| progress.show(&said);
    let looking = verify::stopped(loaded, Depth::Records, &mut say);
    let threads = super::runtime(loaded.config.threads);
    let threads = threads.map_err(|error| RestoreCommandError::Threads(error.to_string()))?;
    Ok(threads.block_on(looking)?)
}

fn told(restored: &Restored, directory: &Path, master: &MasterKeySource) -> String {
    let Restored {
        facts,
        counts,
        missing,
    } = restored;
    let mut lines = vec![files::describe(facts, counts)];
    if *missing > 0 {
        lines.push(format!(
            "warning      the bytes of {missing} files of objects are not in the backup: reading \
             these objects fails until they are written again, or until their files are copied from \
             the old server's folder objects/"
        ));
    }
    let master = match master {
        MasterKeySource::File(Some(path)) => format!(" --master-key-file {}", path.display()),
        _ => String::new(),
    };
    lines.push(format!(
        "restored; start with: iamd serve --data-dir {}{master}",
        directory.display()
    ));
    lines.join("\n")
}
