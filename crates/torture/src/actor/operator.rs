//! The operator: rotates keys and makes backups, and at the end restores what was backed up.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use super::{Actor, Stage};
use crate::{
    ledger::{Tally, Trouble},
    process::Program,
};

/// What is rotated.
const KEYS: [&str; 7] = [
    "secrets",
    "checksums",
    "objects",
    "backups",
    "tokens",
    "master",
    "all",
];

/// Somebody who sits at the machine.
pub(crate) struct Operator {
    program: Program,
    /// Where backups go.
    folder: PathBuf,
    tally: Tally,
    made: u64,
    /// The backup that was finished last.
    last: Option<PathBuf>,
}

impl Operator {
    pub(crate) fn new(program: &Program, folder: &Path) -> Self {
        Self {
            program: program.clone(),
            folder: folder.to_owned(),
            tally: Tally::default(),
            made: 0,
            last: None,
        }
    }

    fn run(&mut self, command: &[&str]) -> Result<(), Trouble> {
        let output = self.program.run(command);
        let output = output.map_err(|error| Trouble::Broken(error.to_string()))?;
        if output.status.success() {
            self.tally.acknowledged += 1;
            return Ok(());
        }
        // Who has no server any more may say anything.
        Err(Trouble::Lost(format!("{command:?}: {}", said(&output))))
    }

    fn back_up(&mut self, with_objects: bool) -> Result<(), Trouble> {
        self.made += 1;
        let file = self.folder.join(format!("{}.backup", self.made));
        let name = file.display().to_string();
        let mut command = vec!["backup", &*name];
        command.extend(with_objects.then_some("--objects"));
        self.run(&command)?;
        if !with_objects {
            let _ = fs::remove_file(file);
        } else if let Some(former) = self.last.replace(file) {
            let _ = fs::remove_file(former);
        }
        Ok(())
    }

    /// Restores a backup with each master key that there was, until one opens it, and verifies it.
    fn restore(&mut self, backup: &Path) -> Result<(), Trouble> {
        let mut refusals = String::new();
        for key in self.master_keys() {
            let new = self.folder.join("restored");
            let _ = fs::remove_dir_all(&new);
            let restored = Program::new(&self.program.file, &new);
            let (file, key) = (backup.display().to_string(), key.display().to_string());
            let command = ["restore", &file, "--master-key-file", &key];
            let output = restored.run(&command).map_err(|error| broken(&error))?;
            if !output.status.success() {
                refusals += &said(&output);
                continue;
            }
            let verify = ["verify", "--json", "--master-key-file", &key];
            let verified = restored.run(&verify).map_err(|error| broken(&error))?;
            if !verified.status.success() {
                return Err(Trouble::Broken(format!(
                    "what was restored is not sound: {}",
                    said(&verified)
                )));
            }
            self.tally.checked += 1;
            return Ok(());
        }
        Err(Trouble::Broken(format!(
            "{} is not restored: {refusals}",
            backup.display()
        )))
    }

    /// The master key, and those that were put aside by rotations.
    fn master_keys(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.program.data_dir).into_iter().flatten();
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let is_key = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy());
            name.is_some_and(|name| name.starts_with("master.key") && !name.ends_with(".new"))
        };
        let mut keys: Vec<_> = paths.filter(is_key).collect();
        keys.sort();
        keys
    }
}

impl Actor for Operator {
    fn step(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        match stage.below(10) {
            0 => self.back_up(true),
            1 | 2 => self.back_up(false),
            _ => {
                let key = KEYS.get(stage.below(KEYS.len())).copied();
                self.run(&["keys", "rotate", key.unwrap_or("all")])
            }
        }
    }

    /// Now and then the last backup is restored.
    fn check(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        match self.last.clone() {
            Some(backup) if stage.below(8) == 0 => self.restore(&backup),
            _ => Ok(()),
        }
    }

    fn tally(&mut self) -> &mut Tally {
        &mut self.tally
    }

    fn name(&self) -> &'static str {
        "operator"
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

fn broken(error: &anyhow::Error) -> Trouble {
    Trouble::Broken(error.to_string())
}
