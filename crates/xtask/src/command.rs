//! Running other programs.

use std::{
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::report::say;

/// How a program ended, and what it wrote.
pub(crate) struct Ended {
    /// It exited with 0.
    pub(crate) success: bool,
    /// What it wrote to standard output and standard error, in order.
    pub(crate) output: String,
}

/// Runs `command` in `root` and shows what it writes as it comes.
pub(crate) fn run_shown(mut command: Command, root: &Path) -> Result<Ended> {
    let name = name(&command);
    let (reader, writer) = io::pipe()?;
    let mut child = command
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn()
        .with_context(|| format!("{name} cannot be started"))?;
    // The command holds our copies of the writing end: while they live, the reader sees no end.
    drop(command);
    let mut output = String::new();
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        say(&line);
        output.push_str(&line);
        output.push('\n');
    }
    let success = child.wait()?.success();
    Ok(Ended { success, output })
}

/// Runs `command` in `root` and returns its standard output.
///
/// # Errors
/// It could not be started or did not exit with 0; the error carries its standard error.
pub(crate) fn output_of(command: &mut Command, root: &Path) -> Result<String> {
    let name = name(command);
    let output = command
        .current_dir(root)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{name} cannot be started"))?;
    if !output.status.success() {
        bail!(
            "{name} failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("{name} wrote no UTF-8"))
}

/// Whether `command` can be started and exits with 0; its output is not shown.
pub(crate) fn works(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Where cargo puts what it builds: this very program lies there, in the folder of its profile.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let folder = program.ancestors().nth(2).map(Path::to_path_buf);
    folder.with_context(|| format!("{} lies in no target folder", program.display()))
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
