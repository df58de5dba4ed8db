//! Pieces of files: their first and last lines, their digests.

use std::{io, path::Path, sync::Arc};

use iamd_disk::DiskFile;
use iamd_ident::Timestamp;

use super::{
    chain::ChainValue,
    lines::{LINE_BYTES_MAX, Lines},
};

/// When the first event of a file was.
pub(super) fn begun(file: &Arc<dyn DiskFile>) -> io::Result<Option<Timestamp>> {
    let mut lines = Lines::first_of(Arc::clone(file))?;
    let line = lines.next()?;
    Ok(line.and_then(|line| time_of(line.bytes)))
}

/// The time of an event.
pub(super) fn time_of(line: &[u8]) -> Option<Timestamp> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Timed {
        event_time: Timestamp,
    }
    serde_json::from_slice::<Timed>(line)
        .ok()
        .map(|timed| timed.event_time)
}

/// The whole line that ends at an offset, without its newline.
pub(super) fn line_before(file: &Arc<dyn DiskFile>, end: u64) -> io::Result<Option<Vec<u8>>> {
    if end == 0 || end > file.bytes()? {
        return Ok(None);
    }
    let mut step: u64 = 4096;
    loop {
        let start = end.saturating_sub(step);
        let mut block = vec![0; usize::try_from(end - start).unwrap_or_default()];
        file.read(start, &mut block)?;
        if block.pop() != Some(b'\n') {
            return Ok(None);
        }
        let newline = block.iter().rposition(|byte| *byte == b'\n');
        match newline {
            Some(newline) => return Ok(Some(block.split_off(newline + 1))),
            None if start == 0 => return Ok(Some(block)),
            None if step > LINE_BYTES_MAX as u64 => return Ok(None),
            None => step *= 8,
        }
    }
}

/// The length of a file, and what the blocks of it come to.
pub(super) fn digest(
    file: &Arc<dyn DiskFile>,
    mut go_on: impl FnMut(ChainValue, &[u8]) -> Option<ChainValue>,
) -> io::Result<(u64, ChainValue)> {
    /// Part of the format: the digest is one over blocks of this length.
    const BLOCK_BYTES: u64 = 1 << 20;
    let length = file.bytes()?;
    let (mut so_far, mut offset) = (ChainValue::default(), 0);
    while offset < length {
        let step = (length - offset).min(BLOCK_BYTES);
        let mut block = vec![0; usize::try_from(step).unwrap_or_default()];
        file.read(offset, &mut block)?;
        so_far = go_on(so_far, &block).ok_or_else(|| io::Error::other("its key is unknown"))?;
        offset += step;
    }
    Ok((length, so_far))
}

/// Copies from an offset on, durably.
pub(super) fn copy(from: &dyn DiskFile, offset: u64, to: &dyn DiskFile) -> io::Result<()> {
    const BLOCK_BYTES: u64 = 1 << 20;
    let length = from.bytes()?;
    let mut at = offset;
    while at < length {
        let step = (length - at).min(BLOCK_BYTES);
        let mut block = vec![0; usize::try_from(step).unwrap_or_default()];
        from.read(at, &mut block)?;
        to.write(at - offset, &block)?;
        at += step;
    }
    to.sync()
}

/// The last part of a path.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
