//! Processes that end with the test that started them.

use std::{process::Stdio, time::Duration};

use anyhow::{Context, Result, bail};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

/// LIMIT: how long a program may take until it says that it is ready.
const START_TIMEOUT: Duration = Duration::from_mins(1);

/// A program of ours, ended when this is dropped.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// Starts a program, whose standard output is read.
    pub(crate) fn start(mut command: Command) -> Result<Self> {
        let shown = format!("{:?}", command.as_std());
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {shown}"))?;
        let output = child.stdout.take().context("no standard output")?;
        Ok(Self {
            child,
            lines: BufReader::new(output).lines(),
        })
    }

    /// Waits for a line that `found` finds something in.
    pub(crate) async fn wait_for<T>(&mut self, found: impl Fn(&str) -> Option<T>) -> Result<T> {
        let looking = async {
            while let Some(line) = self.lines.next_line().await? {
                if let Some(it) = found(&line) {
                    return Ok(it);
                }
            }
            bail!("the program ended: {:?}", self.child.try_wait()?)
        };
        timeout(START_TIMEOUT, looking)
            .await
            .context("the program is not ready")?
    }
}
