//! A started `iamd`.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use jiff::Timestamp;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::Command,
};

use crate::{Environment, process::Process};

/// A server of its own, in development mode: account 000000000000, everything in memory.
#[derive(Debug)]
pub struct Server {
    _process: Process,
    folder: tempfile::TempDir,
    environment: Environment,
    /// Where the services answer.
    pub endpoint_url: String,
    /// Where the console is.
    pub console_url: String,
}

/// The key of the root user in development mode.
#[derive(Clone, Copy, Debug)]
pub struct RootKey;

impl RootKey {
    /// The id of the key, and its secret.
    pub const TEXT: &str = "test";
    /// The account.
    pub const ACCOUNT: &str = "000000000000";
}

impl Server {
    /// Starts one on free ports of loopback.
    ///
    /// # Errors
    /// It does not start.
    pub async fn start(environment: &Environment) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut command = Command::new(&environment.iamd);
        command
            .args(["serve", "--dev", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(folder.path());
        let mut process = Process::start(command)?;
        let endpoint_url = process.wait_for(after("iamd is ready at ")).await?;
        let console_url = process.wait_for(after("console at ")).await?;
        Ok(Self {
            _process: process,
            folder,
            environment: environment.clone(),
            endpoint_url,
            console_url,
        })
    }

    /// Its data directory, with the audit log.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Sets the password of the root user, as its operator does.
    ///
    /// # Errors
    /// The command fails.
    pub async fn set_root_password(&self, password: &str) -> Result<()> {
        let mut child = Command::new(&self.environment.iamd)
            .args(["account", "root-password", RootKey::ACCOUNT, "--stdin"])
            .arg("--data-dir")
            .arg(self.folder.path())
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let mut input = child.stdin.take().context("no standard input")?;
        input.write_all(format!("{password}\n").as_bytes()).await?;
        drop(input);
        let output = child.wait_with_output().await?;
        ensure!(
            output.status.success(),
            "iamd account root-password: {}",
            output.status
        );
        Ok(())
    }
}

impl Server {
    /// Moves the server's clock on, or back, and tells how late it is there.
    ///
    /// # Errors
    /// The server does not answer as it should.
    pub async fn advance(&self, seconds: i64) -> Result<Timestamp> {
        let address = self.endpoint_url.trim_start_matches("http://");
        let body = format!("{{\"advance_seconds\": {seconds}}}");
        let request = format!(
            "POST /_iamd/clock HTTP/1.1\r\nhost: {address}\r\nx-iamd-dev: 1\r\n\
             connection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        ensure!(answer.starts_with("HTTP/1.1 200 "), "the clock: {answer}");
        let (_, body) = answer.split_once("\r\n\r\n").context("no body")?;
        let body: Value = serde_json::from_str(body)?;
        let now = body.get("now").and_then(Value::as_str);
        Ok(now.context("no time")?.parse()?)
    }
}

/// What follows a text at the beginning of a line.
fn after(start: &str) -> impl Fn(&str) -> Option<String> + '_ {
    move |line| line.strip_prefix(start).map(|rest| rest.trim().to_owned())
}
