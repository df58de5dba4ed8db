//! Where the programs lie, and where the measured servers keep their data.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// A folder for data beside this program, on the same disk, removed at the end.
pub(crate) struct Folder {
    programs: PathBuf,
    data: PathBuf,
}

impl Folder {
    /// Makes the folder, without what an earlier run left.
    pub(crate) fn make() -> Result<Self> {
        let program = std::env::current_exe()?;
        let programs = program
            .parent()
            .context("this program lies in a folder")?
            .to_owned();
        let data = programs.join("bench-data");
        remove(&data)?;
        fs::create_dir(&data)?;
        Ok(Self { programs, data })
    }

    /// A program that was built with this one.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name)
    }

    /// The path of a data directory, which need not exist.
    pub(crate) fn data(&self, name: &str) -> PathBuf {
        self.data.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = remove(&self.data);
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
