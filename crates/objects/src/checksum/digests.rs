//! What is computed while bytes stream by.

use md5::{Digest as _, Md5};
use ring::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256};

use super::{Checksum, ChecksumAlgorithm};

/// A checksum in the making.
pub(crate) struct Running {
    algorithm: ChecksumAlgorithm,
    state: State,
}

enum State {
    Crc(crc_fast::Digest),
    Sha(Context),
}

impl Running {
    pub(crate) fn new(algorithm: ChecksumAlgorithm) -> Self {
        let state = match (algorithm, algorithm.crc()) {
            (_, Some(crc)) => State::Crc(crc_fast::Digest::new(crc)),
            (ChecksumAlgorithm::Sha1, _) => State::Sha(Context::new(&SHA1_FOR_LEGACY_USE_ONLY)),
            (_, None) => State::Sha(Context::new(&SHA256)),
        };
        Self { algorithm, state }
    }

    pub(crate) fn update(&mut self, data: &[u8]) {
        match &mut self.state {
            State::Crc(digest) => digest.update(data),
            State::Sha(context) => context.update(data),
        }
    }

    pub(crate) fn finish(self) -> Checksum {
        match self.state {
            State::Crc(digest) => Checksum::of_number(self.algorithm, digest.finalize()),
            State::Sha(context) => Checksum::new(self.algorithm, context.finish().as_ref()),
        }
    }
}

/// The MD5 of some bytes and the checksums that were asked for.
pub(crate) struct Digests {
    md5: Md5,
    running: Vec<Running>,
}

impl Digests {
    pub(crate) fn new(algorithms: &[ChecksumAlgorithm]) -> Self {
        let mut algorithms = algorithms.to_vec();
        algorithms.sort_unstable();
        algorithms.dedup();
        Self {
            md5: Md5::new(),
            running: algorithms.into_iter().map(Running::new).collect(),
        }
    }

    pub(crate) fn update(&mut self, data: &[u8]) {
        self.md5.update(data);
        for running in &mut self.running {
            running.update(data);
        }
    }

    pub(crate) fn finish(self) -> ([u8; 16], Vec<Checksum>) {
        let checksums = self.running.into_iter().map(Running::finish).collect();
        (self.md5.finalize().into(), checksums)
    }
}

/// The MD5 of pieces that follow each other.
pub(crate) fn md5_of<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> [u8; 16] {
    let mut md5 = Md5::new();
    pieces.for_each(|piece| md5.update(piece));
    md5.finalize().into()
}
