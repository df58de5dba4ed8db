//! The generated files on disk.

use std::{
    collections::BTreeSet,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};

use super::GeneratedFiles;
use crate::report::say;

/// The text of each file as rustfmt writes it.
pub(super) fn format(files: GeneratedFiles) -> Result<GeneratedFiles> {
    let format_one = |(path, text): (String, String)| {
        let formatted = rustfmt(&text).with_context(|| path.clone())?;
        Ok((path, formatted))
    };
    files.into_iter().map(format_one).collect()
}

fn rustfmt(text: &str) -> Result<String> {
    let configuration = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rustfmt.toml");
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path", configuration])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("rustfmt cannot be started")?;
    let mut input = child.stdin.take().context("rustfmt has no input")?;
    // rustfmt reads all before it writes anything.
    input.write_all(text.as_bytes())?;
    drop(input);
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "rustfmt failed");
    Ok(String::from_utf8(output.stdout)?)
}

/// Writes the files and removes all others in the folder.
pub(super) fn write(folder: &Path, files: &GeneratedFiles) -> Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().context("a file has a folder")?)?;
        if fs::read_to_string(&path).ok().as_ref() != Some(text) {
            fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        }
    }
    for left_over in left_over(folder, files)? {
        fs::remove_file(folder.join(left_over))?;
    }
    Ok(())
}

/// Fails, with a summary, if the folders do not hold just these files.
pub(super) fn check(folders: &[(PathBuf, GeneratedFiles)]) -> Result<()> {
    let mut differences = Vec::new();
    for (folder, files) in folders {
        differences.extend(compare(folder, files)?);
    }
    if differences.is_empty() {
        say("the generated code is up to date");
        return Ok(());
    }
    for difference in &differences {
        say(difference);
    }
    bail!("the generated code is not up to date: run `cargo xtask codegen`")
}

fn compare(folder: &Path, files: &GeneratedFiles) -> Result<Vec<String>> {
    let mut differences = Vec::new();
    for (path, text) in files {
        match fs::read_to_string(folder.join(path)) {
            Ok(found) if found == *text => {}
            Ok(found) => differences.push(summary(path, &found, text)),
            Err(_) => differences.push(format!("{path} is not there")),
        }
    }
    let left_over = left_over(folder, files)?.into_iter();
    differences.extend(left_over.map(|path| format!("{path} should not be there")));
    Ok(differences)
}

fn summary(path: &str, found: &str, expected: &str) -> String {
    let (found_lines, expected_lines): (BTreeSet<_>, BTreeSet<_>) =
        (found.lines().collect(), expected.lines().collect());
    let missing = expected_lines.difference(&found_lines).count();
    let surplus = found_lines.difference(&expected_lines).count();
    let pairs = found.lines().zip(expected.lines());
    let same = pairs
        .take_while(|(found, expected)| found == expected)
        .count();
    let line = |text: &str| {
        text.lines()
            .nth(same)
            .unwrap_or("(its end)")
            .trim()
            .to_owned()
    };
    format!(
        "{path}: {missing} lines are missing, {surplus} are too many; first at line {}:\n  is        {}\n  should be {}",
        same + 1,
        line(found),
        line(expected),
    )
}

fn left_over(folder: &Path, files: &GeneratedFiles) -> Result<Vec<String>> {
    let expected: BTreeSet<_> = files.iter().map(|(path, _)| path.as_str()).collect();
    let mut found = Vec::new();
    list(folder, "", &mut found)?;
    found.retain(|path| !expected.contains(path.as_str()));
    Ok(found)
}

fn list(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
