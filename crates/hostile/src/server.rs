//! The server, started with a data directory of its own.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};
use iamd_ident::Secret;
use tempfile::TempDir;

use crate::request::Key;

/// A server that answers on loopback until it is dropped.
pub(crate) struct Server {
    child: Child,
    folder: TempDir,
    pub(crate) address: SocketAddr,
}

/// Settings with which the server looks at every forgery, however many there are. What is limited by
/// default has tests of its own.
const SETTINGS: [&str; 2] = ["--rates-failures-per-second", "0"];

impl Server {
    pub(crate) fn start(program: &Path) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let log = File::create(folder.path().join("log"))?;
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(folder.path().join("data"))
            .args(SETTINGS)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .with_context(|| program.display().to_string())?;
        let stdout = child.stdout.take().context("no standard output")?;
        for line in BufReader::new(stdout).lines() {
            if let Some((_, address)) = line?.split_once("iamd is ready at http://") {
                return Ok(Self {
                    child,
                    address: address.trim().parse()?,
                    folder,
                });
            }
        }
        let said = fs::read_to_string(folder.path().join("log")).unwrap_or_default();
        bail!("the server ended before it was ready: {said}")
    }

    /// The root user's key, as the first start has written it.
    pub(crate) fn root_key(&self) -> Result<Key> {
        let path = self.folder.path().join("data/root-credentials.env");
        let lines = fs::read_to_string(path)?;
        let value = |name: &str| {
            let (_, rest) = lines.split_once(&format!("{name}="))?;
            let (value, _) = rest.split_once('\n')?;
            Some(value.trim_matches(['\'', '"']).to_owned())
        };
        Ok(Key {
            id: value("AWS_ACCESS_KEY_ID").context("no key")?,
            secret: Secret::new(value("AWS_SECRET_ACCESS_KEY").context("no secret")?),
            token: None,
        })
    }

    /// How much memory it holds, and held at most, in bytes.
    pub(crate) fn memory(&self) -> Result<(u64, u64)> {
        // SOURCE: proc(5), `/proc/PID/status`.
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let value = |name: &str| {
            let (_, rest) = status.split_once(name)?;
            let kib: u64 = rest.split_whitespace().next()?.parse().ok()?;
            Some(kib * 1024)
        };
        let now = value("VmRSS:").context("no size")?;
        Ok((now, value("VmHWM:").context("no peak")?))
    }

    /// What stands in its log of panics.
    pub(crate) fn panics(&self) -> Result<Vec<String>> {
        let log = fs::read_to_string(self.log())?;
        let lines = log.lines().filter(|line| line.contains("panicked"));
        Ok(lines.map(str::to_owned).collect())
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // What is left of it goes with its folder.
        let _ended = self.child.kill().and_then(|()| self.child.wait()).is_ok();
    }
}
