//! The program itself, as a process that can be killed.

use std::{
    fs::OpenOptions,
    io::{BufRead, BufReader, Lines},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
};

use anyhow::{Context as _, Result, bail};

/// A program and its data directory.
#[derive(Clone, Debug)]
pub struct Program {
    /// The file of the program.
    pub file: PathBuf,
    /// Its data directory.
    pub data_dir: PathBuf,
    /// Further arguments of `serve`.
    pub arguments: Vec<String>,
}

/// A server that answers on loopback until it is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where the services are, as `HOST:PORT`.
    pub address: String,
    /// Where the console is, as `HOST:PORT`.
    pub console: String,
}

/// A server that may not answer yet.
#[derive(Debug)]
pub struct Starting {
    child: Child,
    said: Lines<BufReader<ChildStdout>>,
    log: PathBuf,
}

impl Program {
    /// A program with its data in this directory.
    pub fn new(file: &Path, data_dir: &Path) -> Self {
        Self {
            file: file.to_owned(),
            data_dir: data_dir.to_owned(),
            arguments: Vec::new(),
        }
    }

    /// Starts a server on free ports. What it says on standard error is kept beside the data
    /// directory.
    ///
    /// # Errors
    /// The program cannot be started.
    pub fn spawn(&self) -> Result<Starting> {
        let log = self.data_dir.with_extension("log");
        let stderr = OpenOptions::new().create(true).append(true).open(&log)?;
        let free = "127.0.0.1:0";
        let mut child = Command::new(&self.file)
            .args(["serve", "--listen", free, "--console-listen", free])
            .arg("--data-dir")
            .arg(&self.data_dir)
            .args(&self.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .with_context(|| self.file.display().to_string())?;
        let stdout = child.stdout.take().context("no standard output")?;
        let said = BufReader::new(stdout).lines();
        Ok(Starting { child, said, log })
    }

    /// Starts a server and waits until it answers.
    ///
    /// # Errors
    /// It ends before that; what it said is in the error.
    pub fn start(&self) -> Result<Server> {
        self.spawn()?.ready()
    }

    /// Begins a command on the data directory, which goes to the server if one is running. What it
    /// says is taken up.
    ///
    /// # Errors
    /// The program cannot be started.
    pub fn begin(&self, command: &[&str]) -> Result<Child> {
        let mut program = Command::new(&self.file);
        program.args(command).arg("--data-dir").arg(&self.data_dir);
        program.stdin(Stdio::null());
        program.stdout(Stdio::piped()).stderr(Stdio::piped());
        Ok(program.spawn()?)
    }

    /// Runs a command on the data directory to its end.
    ///
    /// # Errors
    /// The program cannot be started.
    pub fn run(&self, command: &[&str]) -> Result<Output> {
        Ok(self.begin(command)?.wait_with_output()?)
    }
}

impl Starting {
    /// Waits until the server answers.
    ///
    /// # Errors
    /// It ends before that.
    pub fn ready(mut self) -> Result<Server> {
        let mut address = None;
        for line in self.said.by_ref() {
            let line = line?;
            if let Some((_, found)) = line.split_once(" is ready at http://") {
                address = Some(found.trim().to_owned());
            }
            if let (Some(address), Some((_, console))) =
                (&address, line.split_once("console at http://"))
            {
                return Ok(Server {
                    address: address.clone(),
                    console: console.trim().to_owned(),
                    child: self.child,
                });
            }
        }
        let _ = self.child.wait();
        let said = std::fs::read_to_string(&self.log).unwrap_or_default();
        let last: Vec<_> = said.lines().rev().take(5).collect();
        bail!("the server ended before it was ready: {last:?}")
    }

    /// Ends it at once, wherever it is.
    ///
    /// # Errors
    /// The system refuses.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Server {
    /// The process's id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends the server as a crash would.
    ///
    /// # Errors
    /// The system refuses.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks the server to stop, and waits until it has.
    ///
    /// # Errors
    /// It does not end cleanly.
    pub fn stop(mut self) -> Result<()> {
        let id = self.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status()?;
        let ended = self.child.wait()?;
        if !asked.success() || !ended.success() {
            bail!("the server did not stop cleanly: {ended}");
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
