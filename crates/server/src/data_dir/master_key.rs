//! Where the master key comes from.

use std::{
    fmt, io,
    io::Read,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use iamd_disk::{Disk, create_durably};
use iamd_ident::{Random, Secret};
use iamd_seal::MasterKey;
use zeroize::Zeroizing;

use super::{
    error::{DataDirError, at},
    warn_if_open_to_others,
};

/// LIMIT: how much of a master key is read. Text may have blanks around it.
const BYTES_MAX: usize = 4096;

/// LIMIT: how long the command may take.
const COMMAND_PATIENCE: Duration = Duration::from_secs(30);

/// Where the master key comes from.
#[derive(Debug, Clone)]
pub enum MasterKeySource {
    /// A file; without a path, `master.key` in the data directory.
    File(Option<PathBuf>),
    /// The environment variable `IAMD_MASTER_KEY`, which had this value.
    Environment(Secret<String>),
    /// A command line of the shell that prints it.
    Command(String),
}

/// The same with everything that it takes to ask it.
#[derive(Debug, Clone)]
pub(super) struct Source {
    disk: Arc<dyn Disk>,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    File(PathBuf),
    Environment(Secret<String>),
    Command(String),
}

impl MasterKeySource {
    /// The master key, for a directory whose own file would be `own`.
    ///
    /// # Errors
    /// It is missing, is none, or cannot be read.
    pub fn read(&self, disk: &Arc<dyn Disk>, own: &Path) -> Result<MasterKey, DataDirError> {
        Source::new(self.clone(), disk, own).read()
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::File(path) => write!(f, "the file {}", path.display()),
            Kind::Environment(_) => f.write_str("the environment variable IAMD_MASTER_KEY"),
            Kind::Command(_) => f.write_str("the command of `master_key_command`"),
        }
    }
}

impl Source {
    pub(super) fn new(source: MasterKeySource, disk: &Arc<dyn Disk>, own: &Path) -> Self {
        Self {
            disk: Arc::clone(disk),
            kind: match source {
                MasterKeySource::File(path) => Kind::File(path.unwrap_or_else(|| own.to_owned())),
                MasterKeySource::Environment(text) => Kind::Environment(text),
                MasterKeySource::Command(line) => Kind::Command(line),
            },
        }
    }

    /// The file, if the key comes from one.
    pub(super) fn file(&self) -> Option<&Path> {
        match &self.kind {
            Kind::File(path) => Some(path),
            _ => None,
        }
    }

    /// Whether it may give another key than it gave before, in this process.
    pub(super) fn may_change(&self) -> bool {
        !matches!(self.kind, Kind::Environment(_))
    }

    /// Asks for the key.
    pub(super) fn read(&self) -> Result<MasterKey, DataDirError> {
        let bytes = match &self.kind {
            Kind::File(path) => read_file(&*self.disk, path)?,
            Kind::Environment(text) => Zeroizing::new(text.expose().as_bytes().to_vec()),
            Kind::Command(line) => output_of(line, COMMAND_PATIENCE)
                .map_err(|fault| DataDirError::MasterKeyCommand { fault })?,
        };
        self.parse(&bytes)
    }

    /// The key of a first start: where there is no file yet, it is made.
    pub(super) fn read_or_make(&self, random: &dyn Random) -> Result<MasterKey, DataDirError> {
        match (self.read(), self.file()) {
            (Err(DataDirError::NoMasterKey { .. }), Some(path)) => {
                let key = MasterKey::generate(random);
                let written = create_durably(&*self.disk, path, key.expose());
                written.map_err(at("write", path))?;
                Ok(key)
            }
            (read, _) => read,
        }
    }

    fn parse(&self, bytes: &[u8]) -> Result<MasterKey, DataDirError> {
        MasterKey::parse(bytes).map_err(|source| DataDirError::NotAMasterKey {
            named: self.to_string(),
            source,
        })
    }
}

/// What is in the file of a master key.
pub(super) fn read_file(disk: &dyn Disk, path: &Path) -> Result<Zeroizing<Vec<u8>>, DataDirError> {
    match disk.read(path, BYTES_MAX) {
        Ok(bytes) => {
            warn_if_open_to_others(disk, path, 0o600);
            Ok(Zeroizing::new(bytes))
        }
        Err(source) if source.kind() == io::ErrorKind::NotFound => Err(DataDirError::NoMasterKey {
            path: path.to_owned(),
            wanted: Vec::new(),
        }),
        Err(source) => Err(at("read", path)(source)),
    }
}

/// Runs a command line of the shell, and returns what it prints. What it says on standard error goes
/// where ours goes.
fn output_of(line: &str, patience: Duration) -> Result<Zeroizing<Vec<u8>>, String> {
    let begun = Instant::now();
    let mut command = Command::new("/bin/sh");
    command.args(["-c", line]).process_group(0);
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|error| format!("it cannot be run: {error}"))?;
    let Some(mut output) = child.stdout.take() else {
        return Err("it has no output".to_owned());
    };
    let (tell, told) = mpsc::channel();
    // A thread of its own, since a pipe cannot be waited for with a limit. It ends with the command.
    std::thread::spawn(move || {
        let mut bytes = Zeroizing::new(Vec::with_capacity(BYTES_MAX + 1));
        let limit = u64::try_from(BYTES_MAX + 1).unwrap_or(u64::MAX);
        let read = output.by_ref().take(limit).read_to_end(&mut bytes);
        let _heard = tell.send(read.map(|_| bytes)).is_ok();
    });
    let read = told.recv_timeout(patience);
    let bytes = match read {
        Ok(Ok(bytes)) if bytes.len() <= BYTES_MAX => bytes,
        Ok(Ok(_)) => {
            end(&mut child);
            return Err("it prints more than a master key".to_owned());
        }
        Ok(Err(error)) => {
            end(&mut child);
            return Err(format!("its output cannot be read: {error}"));
        }
        Err(_) => {
            end(&mut child);
            return Err(too_long(patience));
        }
    };
    // It may have closed its output and go on.
    match wait_until(&mut child, begun + patience) {
        Ok(Some(status)) if status.success() => Ok(bytes),
        Ok(Some(status)) => Err(format!("it failed: {status}")),
        Ok(None) => {
            end(&mut child);
            Err(too_long(patience))
        }
        Err(error) => {
            end(&mut child);
            Err(format!("it cannot be waited for: {error}"))
        }
    }
}

fn too_long(patience: Duration) -> String {
    format!("it took more than {} seconds", patience.as_secs())
}

/// How a command ended; `None` if it did not in time.
fn wait_until(child: &mut Child, deadline: Instant) -> io::Result<Option<ExitStatus>> {
    /// How often it is looked at.
    const PERIOD: Duration = Duration::from_millis(5);
    loop {
        let ended = child.try_wait()?;
        if ended.is_some() || Instant::now() >= deadline {
            return Ok(ended);
        }
        std::thread::sleep(PERIOD);
    }
}

/// Ends a command with all that it started.
fn end(child: &mut Child) {
    if let Ok(id) = i32::try_from(child.id())
        && let Some(group) = rustix::process::Pid::from_raw(id)
    {
        let killed = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        if let Err(error) = killed {
            tracing::warn!(%error, "the command for the master key goes on");
        }
    }
    let _reaped = child.wait().is_ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_does_not_end_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let late = folder.path().join("late");
        for line in ["printf key; exec >&-; sleep 60", "printf key; sleep 60"] {
            let line = format!("{line}; : > '{}'", late.display());
            let output = output_of(&line, Duration::from_millis(300));
            assert_eq!(output.unwrap_err(), "it took more than 0 seconds", "{line}");
            assert!(!late.exists());
        }
    }

    #[test]
    fn a_command_may_close_its_output_before_it_ends() {
        let output = output_of("printf key; exec >&-; sleep 0.05", COMMAND_PATIENCE);
        assert_eq!(**output.unwrap(), *b"key");
        let failed = output_of("printf key; exec >&-; exit 3", COMMAND_PATIENCE);
        assert_eq!(failed.unwrap_err(), "it failed: exit status: 3");
    }
}
