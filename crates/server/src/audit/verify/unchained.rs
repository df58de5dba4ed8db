//! Files that programs left that did not chain events: the first chained event has their digests.

use std::{io, sync::Arc};

use iamd_disk::DiskFile;
use serde::Deserialize;

use super::finding::{Fault, Finding, Findings};
use crate::audit::{
    chain::{ChainKeys, ChainValue},
    reading::digest,
};

/// The files that a start found, with what they came to.
#[derive(Debug, Default)]
pub(super) struct Unchained {
    files: Vec<Listed>,
}

#[derive(Debug)]
struct Listed {
    file: UnchainedFile,
    key: String,
    /// The event that tells of it.
    told_by: u64,
    is_there: bool,
}

/// As the event tells it.
#[derive(Debug, Deserialize)]
pub(super) struct UnchainedFile {
    name: String,
    bytes: u64,
    digest: ChainValue,
}

impl Unchained {
    /// Takes note of what an event tells.
    pub(super) fn add(&mut self, files: Vec<UnchainedFile>, key: &str, told_by: u64) {
        self.files.extend(files.into_iter().map(|file| Listed {
            file,
            key: key.to_owned(),
            told_by,
            is_there: false,
        }));
    }

    /// Checks a file without a chain, and says how many lines of it are as they were.
    pub(super) fn check(
        &mut self,
        name: &str,
        file: &Arc<dyn DiskFile>,
        keys: &ChainKeys,
        findings: &mut Findings<'_>,
    ) -> io::Result<u64> {
        let listed = self
            .files
            .iter_mut()
            .find(|listed| listed.file.name == name);
        let Some(listed) = listed else {
            let text = "it begins with no chained event, and no start found it so: it is no file of this \
                        log, or its first event was changed, or it was compressed";
            findings.add(&Finding::of(Fault::ForeignFile, name, text));
            return Ok(0);
        };
        listed.is_there = true;
        let mut lines = 0;
        let (bytes, digest) = digest(file, |so_far, block| {
            lines += block.split(|byte| *byte == b'\n').skip(1).count() as u64;
            keys.digest_under(&listed.key, so_far, block)
        })?;
        if (bytes, digest) == (listed.file.bytes, listed.file.digest) {
            return Ok(lines);
        }
        let text = format!(
            "it is not as it was when events began to be chained: it had {} bytes and has {bytes}",
            listed.file.bytes
        );
        findings.add(&Finding::of(Fault::ForeignFile, name, text));
        Ok(0)
    }

    /// What should have been there, if what was deleted in time goes only so far.
    pub(super) fn end(self, deleted: u64, findings: &mut Findings<'_>) {
        let is_gone = |listed: &&Listed| !listed.is_there && listed.told_by > deleted;
        for listed in self.files.iter().filter(is_gone) {
            let text = "it held events from before events were chained, and is gone";
            findings.add(&Finding::of(Fault::MissingFile, &listed.file.name, text));
        }
    }
}
