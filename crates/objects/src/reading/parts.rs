//! The parts of an object that was uploaded in parts.

use std::{collections::VecDeque, ops::Range};

use super::{
    ObjectReader,
    piece::{Opened, Piece},
};
use crate::{
    Checksum, Error, Objects, PartNumber,
    draft::load,
    keyspace,
    records::{BlobRecord, ManifestIndex, ManifestPart, ManifestRecord},
};

/// A part of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectPart {
    /// Its number.
    pub number: u16,
    /// Where it begins in the object.
    pub offset: u64,
    /// Its size.
    pub bytes: u64,
    /// Its checksum, if the upload had one.
    pub checksum: Option<Checksum>,
}

/// Some of the parts of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartsPage {
    /// The parts, in order.
    pub parts: Vec<ObjectPart>,
    /// The number of the last one, if there are more.
    pub next: Option<u16>,
}

impl ObjectReader {
    /// The part with this number. An object that came in one piece has the part 1, which is all of
    /// it.
    ///
    /// # Errors
    /// The index cannot be read.
    pub async fn part(&self, number: PartNumber) -> Result<Option<ObjectPart>, Error> {
        let number = number.number();
        if self.manifest().is_none() {
            return Ok((number == 1).then(|| ObjectPart {
                number,
                offset: 0,
                bytes: self.info().bytes,
                checksum: None,
            }));
        }
        let page = self.parts(number - 1, 1).await?;
        Ok(page.parts.into_iter().find(|part| part.number == number))
    }

    /// The parts behind number `after`, at most `max`; none if the object came in one piece.
    ///
    /// # Errors
    /// The index cannot be read.
    pub async fn parts(&self, after: u16, max: usize) -> Result<PartsPage, Error> {
        let mut page = PartsPage::default();
        let Some(index) = self.manifest() else {
            return Ok(page);
        };
        let mut offset = 0;
        for (chunk, bytes) in (0..).zip(&index.chunks) {
            let end_of_chunk = offset + bytes;
            for part in load_chunk(&self.objects, index, chunk).await? {
                if part.number > after {
                    if page.parts.len() >= max {
                        page.next = page.parts.last().map(|part| part.number);
                        return Ok(page);
                    }
                    page.parts.push(ObjectPart {
                        number: part.number,
                        offset,
                        bytes: part.bytes,
                        checksum: part.checksum,
                    });
                }
                offset += part.bytes;
            }
            offset = end_of_chunk;
        }
        Ok(page)
    }
}

/// Which pieces of which parts a range is made of. Holds one record of the manifest at a time.
pub(super) struct PartsPlan {
    index: ManifestIndex,
    range: Range<u64>,
    next_chunk: usize,
    loaded: VecDeque<ManifestPart>,
    /// Where the next part begins.
    offset: u64,
}

impl PartsPlan {
    pub(super) fn new(index: ManifestIndex, range: Range<u64>) -> Self {
        Self {
            index,
            range,
            next_chunk: 0,
            loaded: VecDeque::new(),
            offset: 0,
        }
    }

    pub(super) async fn next(&mut self, objects: &Objects) -> Result<Option<Piece>, Error> {
        while self.offset < self.range.end {
            let Some(part) = self.loaded.pop_front() else {
                if !self.load(objects).await? {
                    return Err(Error::corrupt("a manifest", "it ends too early"));
                }
                continue;
            };
            let begins = self.offset;
            self.offset += part.bytes;
            let start = self.range.start.max(begins);
            let end = self.range.end.min(self.offset);
            if start < end {
                return Ok(Some(Piece {
                    opened: opened(objects, part.blob).await?,
                    bytes: part.bytes,
                    range: start - begins..end - begins,
                }));
            }
        }
        Ok(None)
    }

    /// Reads the next record of the manifest that the range needs. Says whether there is one.
    async fn load(&mut self, objects: &Objects) -> Result<bool, Error> {
        while let Some(bytes) = self.index.chunks.get(self.next_chunk) {
            let chunk = self.next_chunk;
            self.next_chunk += 1;
            if self.offset + bytes > self.range.start {
                self.loaded = load_chunk(objects, &self.index, chunk).await?.into();
                return Ok(true);
            }
            self.offset += bytes;
        }
        Ok(false)
    }
}

async fn load_chunk(
    objects: &Objects,
    index: &ManifestIndex,
    chunk: usize,
) -> Result<Vec<ManifestPart>, Error> {
    let chunk = u16::try_from(chunk).unwrap_or(u16::MAX);
    let place = keyspace::manifest(index.id, chunk)?;
    let found: Option<(ManifestRecord, _)> = load(objects.store(), &place).await?;
    let (record, _) = found.ok_or_else(|| Error::corrupt("a manifest", "it is not there"))?;
    Ok(record.parts)
}

async fn opened(objects: &Objects, blob: BlobRecord) -> Result<Opened, Error> {
    let missing = || Error::corrupt("a part", "its bytes are not there");
    match blob {
        BlobRecord::Empty => Err(missing()),
        BlobRecord::File(place) => Ok(Opened::File(place, None)),
        BlobRecord::Small(id) => {
            let stored = objects.store().get(&keyspace::small(id)?).await?;
            Ok(Opened::Small(id, stored.ok_or_else(missing)?.value))
        }
    }
}
