//! The data file, which `cargo xtask codegen --refresh` writes.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `iamd-mp1` |
//! | 4 | the length of the index, little-endian |
//! | … | the index: UTF-8, a line a policy, sorted by its first field |
//! | … | the blocks: raw deflate streams, one behind the other |
//!
//! The fields of a line stand between tabs: `/PATH/NAME`, the id, the number of the default
//! version, when the policy and when that version were made, and two places, of the default
//! version's document and of the history (see [`super::history`]). A place is three numbers:
//! where its block begins behind the index, and where the text begins in the block and how many
//! bytes it has, decompressed.

use std::io::{self, Read as _};

use flate2::bufread::DeflateDecoder;

/// The file.
pub(super) static DATA: &[u8] = include_bytes!("../../data/aws-managed-policies.bin");

const MAGIC: &[u8; 8] = b"iamd-mp1";

/// The file in its parts, all of them in place.
#[derive(Default)]
pub(super) struct Data {
    /// The lines of the index.
    lines: Vec<&'static str>,
    blocks: &'static [u8],
}

/// Where a text stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    block: usize,
    start: u64,
    length: u64,
}

impl Data {
    /// Splits the file; `None` if it has not the form of one.
    pub(super) fn read(file: &'static [u8]) -> Option<Self> {
        let rest = file.strip_prefix(MAGIC)?;
        let (length, rest) = rest.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (index, blocks) = rest.split_at_checked(length)?;
        Some(Self {
            lines: str::from_utf8(index).ok()?.lines().collect(),
            blocks,
        })
    }

    /// The line of the policy `/PATH/NAME`.
    pub(super) fn find(&self, suffix: &str) -> Option<&'static str> {
        let place = self
            .lines
            .binary_search_by(|line| first_field(line).cmp(suffix))
            .ok()?;
        self.lines.get(place).copied()
    }

    /// Every line of the index.
    pub(super) fn lines(&self) -> impl ExactSizeIterator<Item = &'static str> {
        self.lines.iter().copied()
    }

    /// The compressed blocks.
    pub(super) fn blocks(&self) -> &'static [u8] {
        self.blocks
    }
}

fn first_field(line: &str) -> &str {
    line.split_once('\t').map_or(line, |(first, _)| first)
}

impl Place {
    /// The place that the next three fields say.
    pub(super) fn read<'a>(fields: &mut impl Iterator<Item = &'a str>) -> Option<Self> {
        Some(Self {
            block: fields.next()?.parse().ok()?,
            start: fields.next()?.parse().ok()?,
            length: fields.next()?.parse().ok()?,
        })
    }
}

/// The text at a place. Decompresses its block up to the end of the text: the blocks are written
/// with 64 KiB and one document more at most.
pub(super) fn text(blocks: &[u8], place: Place) -> Option<String> {
    let mut decoder = DeflateDecoder::new(blocks.get(place.block..)?);
    io::copy(&mut (&mut decoder).take(place.start), &mut io::sink()).ok()?;
    let mut text = String::with_capacity(usize::try_from(place.length).ok()?);
    decoder.take(place.length).read_to_string(&mut text).ok()?;
    Some(text)
}
