//! Started servers, and what the system says of a process.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use iamd_ident::Secret;
use serde_json::Value;

use crate::{folder::Folder, objects, requests::Key};

/// SOURCE: proc(5): times are in clock ticks; on Linux a tick is 1/100 s for every program.
const TICKS_PER_SECOND: f64 = 100.0;

/// The benchmarks make more users than AWS lets an account have by itself.
const USERS_MAX: &str = "10000000";

/// A server that answers on loopback until it is dropped.
pub(crate) struct Server {
    child: Child,
    /// `HOST:PORT`.
    pub(crate) address: String,
    log: Option<PathBuf>,
}

/// What a server said of itself at its end.
#[derive(Default)]
pub(crate) struct LastWords {
    /// Transactions that the directory's store performed, and syncs that it needed for them.
    pub(crate) transactions: Option<u64>,
    pub(crate) syncs: Option<u64>,
    /// Allocations since the start, where they were counted.
    pub(crate) allocations: Option<u64>,
}

impl Server {
    /// Starts `iamd` or its counted double with its data in `data`.
    pub(crate) fn iamd(folder: &Folder, program: &str, data: &Path) -> Result<Self> {
        let mut command = Command::new(folder.program(program));
        command
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--console-listen",
                "127.0.0.1:0",
            ])
            .args(["--log-format", "json", "--data-dir"])
            .arg(data)
            .args(["--quotas-users", USERS_MAX]);
        let log = data.with_extension("log");
        command.stderr(File::create(&log)?);
        Self::start(command, Some(log))
    }

    /// Starts the bare server.
    pub(crate) fn bare(folder: &Folder, body_bytes: usize) -> Result<Self> {
        let mut command = Command::new(folder.program("iamd-bench"));
        command.args(["bare", "--body-bytes", &body_bytes.to_string()]);
        Self::start(command, None)
    }

    /// Starts `s3s-fs` with its objects in `data`, for whoever has the key.
    pub(crate) fn rival(folder: &Folder, data: &Path, key: &Key) -> Result<Self> {
        let mut command = Command::new(folder.program("iamd-bench"));
        command.args(["rival", "--folder"]).arg(data);
        command.env(objects::KEY_ID, &key.access_key_id);
        command.env(objects::SECRET, key.secret.expose());
        Self::start(command, None)
    }

    fn start(mut command: Command, log: Option<PathBuf>) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = child
            .stdout
            .take()
            .context("a server without standard output")?;
        for line in BufReader::new(stdout).lines() {
            if let Some((_, address)) = line?.split_once(" is ready at http://") {
                return Ok(Self {
                    child,
                    address: address.trim().to_owned(),
                    log,
                });
            }
        }
        let said = log
            .and_then(|log| fs::read_to_string(log).ok())
            .unwrap_or_default();
        bail!("the server ended before it was ready: {said}")
    }

    /// The process's id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// How much memory the server holds, in bytes.
    pub(crate) fn resident_bytes(&self) -> Result<u64> {
        self.memory("VmRSS:")
    }

    /// How much memory the server held at most since [`Server::forget_peak`], in bytes.
    pub(crate) fn peak_bytes(&self) -> Result<u64> {
        self.memory("VmHWM:")
    }

    /// Measures the peak anew.
    ///
    /// SOURCE: proc(5), `/proc/PID/clear_refs`: writing 5 resets the peak of the resident set.
    pub(crate) fn forget_peak(&self) -> Result<()> {
        Ok(fs::write(format!("/proc/{}/clear_refs", self.id()), "5")?)
    }

    fn memory(&self, name: &str) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kibibytes = line.and_then(|line| line.split_whitespace().next());
        Ok(kibibytes.with_context(|| name.to_owned())?.parse::<u64>()? * 1024)
    }

    /// Ends the server as a crash would.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks the server to stop, and returns what it said of itself.
    pub(crate) fn stop(mut self) -> Result<LastWords> {
        let id = self.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status()?;
        let ended = self.child.wait()?;
        let said = self
            .log
            .as_ref()
            .map(fs::read_to_string)
            .transpose()?
            .unwrap_or_default();
        if !asked.success() || !ended.success() {
            bail!("the server did not stop cleanly: {said}");
        }
        let mut words = LastWords::default();
        for line in said
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        {
            let number = |name| line.get(name).and_then(Value::as_u64);
            // The store of objects says how it did as well.
            if line.get("store").and_then(Value::as_str) == Some("directory") {
                words.transactions = number("transactions");
                words.syncs = number("syncs");
            }
            words.allocations = number("allocations").or(words.allocations);
        }
        Ok(words)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How much time of the processors a process has used.
pub(crate) fn processor_time(id: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat"))?;
    // The name of the program, in parentheses, may hold anything; what follows is numbers.
    let (_, numbers) = stat.rsplit_once(") ").context("no parenthesis in stat")?;
    let mut times = numbers.split(' ').skip(11).map(str::parse::<u32>);
    let user = times.next().context("no user time")??;
    let system = times.next().context("no system time")??;
    Ok(Duration::from_secs_f64(
        f64::from(user + system) / TICKS_PER_SECOND,
    ))
}

/// The root user's key, as the first start wrote it.
pub(crate) fn root_key(data: &Path) -> Result<Key> {
    let text = fs::read_to_string(data.join("root-credentials.env"))?;
    let value = |name: &str| {
        let line = text.lines().find_map(|line| {
            let line = line.trim_start_matches("export ");
            line.strip_prefix(name)?.strip_prefix('=')
        });
        let value = line.map(|value| value.trim_matches(['"', '\'']).to_owned());
        value.with_context(|| format!("root-credentials.env has no {name}"))
    };
    Ok(Key {
        access_key_id: value("AWS_ACCESS_KEY_ID")?,
        secret: Secret::new(value("AWS_SECRET_ACCESS_KEY")?),
        region: value("AWS_REGION")?,
    })
}
