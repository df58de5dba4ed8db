//! How a command of an operator is carried out: by the server, or where none runs, by opening its
//! stores here.

use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
    sync::Arc,
};

use tokio::sync::mpsc;

use super::CliError;
use crate::{
    audit::AuditError,
    config::{ConfigError, Loaded},
    control::{
        Answer, Command, Operator, Peer, PeerEnd, Refusal, Sent, TransferCommand,
        client::{self, ClientError, Streams},
    },
    data_dir::{DataDir, DataDirError, Reason},
    listen::Terms,
    logging,
    output::complain,
    serve::{OpenError, Parts, Program},
    service,
};

/// A command cannot be carried out. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum OperatorError {
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    #[error(transparent)]
    Audit(#[from] AuditError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("cannot read {}: {}", path.display(), Reason(source))]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the server gave another answer than was asked for; is it of another version?")]
    OtherAnswer,
    #[error("cannot start threads: {source}")]
    Threads { source: io::Error },
}

/// The settings that matter to every command: where the server is, and, where none runs, how to
/// open its data.
pub(super) const SETTINGS: &[&str] = &[
    "data_dir",
    "config",
    "master_key_file",
    "master_key_command",
    "log.level",
];

/// Has a command carried out that neither takes nor gives bytes.
pub(super) fn perform(command: Command, loaded: &Loaded) -> Result<Answer, OperatorError> {
    perform_with(command, loaded, &[], &mut io::sink())
}

/// Has a command carried out, by the server or here. How far it is stands on standard error, if that
/// is a terminal.
pub(super) fn perform_with(
    command: Command,
    loaded: &Loaded,
    input: &[u8],
    output: &mut dyn Write,
) -> Result<Answer, OperatorError> {
    let mut progress = Progress::default();
    let streams = Streams {
        input,
        output,
        working: &mut |said| progress.show(said),
        warning: &mut warn,
    };
    match client::send_with(&loaded.config.data_dir, &command, streams) {
        Err(ClientError::NotRunning) => {}
        sent => return Ok(sent?),
    }
    let threads = super::runtime(loaded.config.threads).map_err(|error| match error {
        CliError::Threads { source } => OperatorError::Threads { source },
        other => OperatorError::Refused(Refusal(other.to_string())),
    })?;
    threads.block_on(perform_here(command, loaded, input, output, &mut progress))
}

/// Opens the store of a server that does not run, and carries out the command.
async fn perform_here(
    command: Command,
    loaded: &Loaded,
    input: &[u8],
    output: &mut dyn Write,
    progress: &mut Progress,
) -> Result<Answer, OperatorError> {
    logging::start(&loaded.config.log);
    let config = &loaded.config;
    if !may_begin(&command) {
        DataDir::require(&config.data_dir)?;
    }
    let data_dir = Arc::new(DataDir::open(&config.data_dir)?);
    let keys = Parts::open_keys(loaded, &data_dir)?;
    let audit = Parts::open_audit(config, &data_dir, &keys)?;
    let addresses = config.addresses()?;
    let terms = Terms::new(config.limits.clone(), config.timeouts.clone(), None);
    let parts = Parts::assemble(
        config,
        addresses,
        data_dir,
        keys,
        audit.clone(),
        Arc::new(terms),
    );
    let program = service::open(parts).await?;
    let (peer, PeerEnd { sent, given }) = Peer::pair();
    let giving = async {
        for piece in input.chunks(crate::control::PIECE_BYTES_MAX) {
            if given.send(piece.to_vec().into()).await.is_err() {
                break;
            }
        }
        drop(given);
    };
    let performing = program.perform(command, peer);
    let (performed, taken, ()) = tokio::join!(performing, take(sent, output, progress), giving);
    program.close().await;
    // What was done was done, and the answer may be the only copy of a key.
    if let Err(error) = audit.close().await {
        warn(&format!(
            "{error}, and may not have the event of this command"
        ));
    }
    taken.map_err(|source| ClientError::Output { source })?;
    Ok(performed?)
}

/// Says what is to be known besides the answer.
pub(super) fn warn(said: &str) {
    // How far the command is may stand on the line.
    let clear = if io::stderr().is_terminal() {
        "\r\x1b[K"
    } else {
        ""
    };
    complain(&format!("{clear}iamd: warning: {said}"));
}

/// Whether a command may be the first thing that is done in an empty folder. Others would tell of a
/// server that nobody has, where a disk is not mounted.
fn may_begin(command: &Command) -> bool {
    matches!(
        command,
        Command::Transfer(TransferCommand::Import { dry_run: false, .. })
    )
}

/// Passes on what is sent. After an error nobody takes anything, and the command sees that.
async fn take(
    mut sent: mpsc::Receiver<Sent>,
    output: &mut dyn Write,
    progress: &mut Progress,
) -> io::Result<()> {
    while let Some(sent) = sent.recv().await {
        match sent {
            Sent::Working(said) => progress.show(&said),
            Sent::Warning(said) => warn(&said),
            Sent::Bytes(bytes) => output.write_all(&bytes)?,
        }
    }
    Ok(())
}

/// One line on the terminal that says how far a command is, and goes away at its end.
#[derive(Debug, Default)]
pub(super) struct Progress {
    shown: bool,
}

impl Progress {
    pub(super) fn show(&mut self, said: &str) {
        let mut terminal = io::stderr();
        if said.is_empty() || !terminal.is_terminal() {
            return;
        }
        self.shown = true;
        // A terminal that is gone is no reason to stop.
        let _shown = write!(terminal, "\r\x1b[K{said}").and_then(|()| terminal.flush());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _cleared = write!(io::stderr(), "\r\x1b[K").is_ok();
        }
    }
}
