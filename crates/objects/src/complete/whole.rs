//! What the parts of an upload are together: compared with what the caller says, without a look at
//! the index.

use crate::{
    Checksum, CompletedPart, Completion, ETag, Error, ObjectChecksum, PartNumber,
    checksum::md5_of,
    records::{PartRecord, UploadRecord},
};

/// What the parts are together.
pub(super) struct Whole {
    pub(super) bytes: u64,
    pub(super) etag: ETag,
    pub(super) checksum: Option<ObjectChecksum>,
}

impl Whole {
    pub(super) fn new(
        upload: &UploadRecord,
        parts: &[(u16, PartRecord)],
        said: &Completion,
        part_bytes_min: u64,
    ) -> Result<Self, Error> {
        let (_, but_last) = parts.split_last().ok_or(Error::InvalidPartList)?;
        for (number, part) in but_last {
            if part.bytes < part_bytes_min {
                return Err(Error::PartTooSmall {
                    number: u32::from(*number),
                    bytes: part.bytes,
                    bytes_min: part_bytes_min,
                    etag: part.etag.to_string(),
                });
            }
        }
        let bytes = parts.iter().map(|(_, part)| part.bytes).sum();
        if said.bytes.is_some_and(|said| said != bytes) {
            return Err(Error::SizeMismatch { bytes });
        }
        let sums: Vec<_> = parts
            .iter()
            .filter_map(|(_, part)| part.etag.md5())
            .collect();
        let md5 = md5_of(sums.iter().map(<[u8; 16]>::as_slice));
        Ok(Self {
            bytes,
            etag: ETag::of_parts(md5, parts.len()),
            checksum: checksum_of(upload, parts, said)?,
        })
    }
}

fn checksum_of(
    upload: &UploadRecord,
    parts: &[(u16, PartRecord)],
    said: &Completion,
) -> Result<Option<ObjectChecksum>, Error> {
    let kind = upload.checksum.map(|(_, kind)| kind);
    if said.checksum_type.is_some() && said.checksum_type != kind {
        return Err(Error::ChecksumKindMismatch);
    }
    let Some((algorithm, kind)) = upload.checksum else {
        return match said.checksum {
            None => Ok(None),
            Some(_) => Err(Error::ChecksumMismatch),
        };
    };
    let sums = parts
        .iter()
        .map(|(_, part)| Some((part.checksum.as_ref()?, part.bytes)));
    let sums: Option<Vec<_>> = sums.collect();
    let whole = sums.and_then(|sums| ObjectChecksum::of_parts(algorithm, kind, &sums));
    let whole = whole.ok_or_else(|| Error::corrupt("the checksum of a part", "it is missing"))?;
    match &said.checksum {
        Some(said) if *said != whole.checksum => Err(Error::ChecksumMismatch),
        _ => Ok(Some(whole)),
    }
}

/// Whether the caller lists parts, and in order.
pub(super) fn check_order(parts: &[CompletedPart]) -> Result<(), Error> {
    if parts.is_empty() || parts.len() > usize::from(PartNumber::MAX) {
        return Err(Error::InvalidPartList);
    }
    let mut pairs = parts.iter().zip(parts.iter().skip(1));
    if pairs.any(|(one, next)| one.number >= next.number) {
        return Err(Error::InvalidPartOrder);
    }
    Ok(())
}

/// Whether a part is the one that the caller lists.
pub(super) fn is_as_listed(part: &PartRecord, listed: &CompletedPart) -> bool {
    let is_checksum_right = |said: &Checksum| part.checksum.as_ref() == Some(said);
    part.etag == listed.etag && listed.checksum.as_ref().is_none_or(is_checksum_right)
}
