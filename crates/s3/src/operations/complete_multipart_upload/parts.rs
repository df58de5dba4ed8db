//! The list of parts that a completion brings.

use iamd_api::{Error, ErrorCode};
use iamd_objects::{Checksum, ChecksumAlgorithm, ChecksumType, CompletedPart, ETag};

use super::checksums::{ClaimedChecksum, one_at_most};
use crate::error::{invalid_argument, invalid_request, malformed_xml};

/// A part as a completion lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedPart {
    /// `PartNumber`.
    pub number: Option<i32>,
    /// `ETag`.
    pub etag: Option<ETag>,
    /// `Checksum…`.
    pub checksums: Vec<ClaimedChecksum>,
}

impl ListedPart {
    /// Checks all that can be checked without the upload.
    ///
    /// SOURCE: text as S3 answers.
    pub(super) fn check(&self) -> Result<(), Error> {
        let (Some(number), Some(_)) = (self.number, &self.etag) else {
            return Err(malformed_xml());
        };
        if number < 1 {
            let number = number.to_string();
            return Err(invalid_argument(
                "PartNumber must be >= 1",
                "PartNumber",
                &number,
            ));
        }
        one_at_most(&self.checksums).map(|_| ())
    }

    pub(super) fn part_number(&self) -> Option<u32> {
        self.number.and_then(|number| u32::try_from(number).ok())
    }

    /// The part as the objects are told of it, checked against what the upload was begun with, if
    /// that is known.
    pub(super) fn completed(
        &self,
        upload: Option<(ChecksumAlgorithm, ChecksumType)>,
    ) -> Result<CompletedPart, Error> {
        let (Some(number), Some(etag)) = (self.part_number(), &self.etag) else {
            return Err(malformed_xml());
        };
        let checksum = match upload {
            None => None,
            Some((algorithm, kind)) => self.checksum(number, algorithm, kind)?,
        };
        Ok(CompletedPart {
            number,
            etag: etag.clone(),
            checksum,
        })
    }

    /// SOURCE: observed. If the whole is proven by the parts, each must be; else a part may be.
    fn checksum(
        &self,
        number: u32,
        algorithm: ChecksumAlgorithm,
        kind: ChecksumType,
    ) -> Result<Option<Checksum>, Error> {
        let is_composite = kind == ChecksumType::Composite;
        match one_at_most(&self.checksums)? {
            None if is_composite => {
                let algorithm = algorithm.name().to_ascii_lowercase();
                Err(invalid_request(format!(
                    "The upload was created using a {algorithm} checksum. The complete request must \
                     include the checksum for each part. It was missing for part {number} in the \
                     request."
                )))
            }
            None => Ok(None),
            Some((other, _)) if *other != algorithm && is_composite => {
                let other = other.name().to_ascii_lowercase();
                Err(Error::new(
                    ErrorCode::BadDigest,
                    format!(
                        "The {other} you specified for part {number} did not match what we received."
                    ),
                ))
            }
            Some((other, _)) if *other != algorithm => Err(invalid_part(number, Some(self))),
            // What is no checksum is not the part's.
            Some((_, text)) => Checksum::parse(algorithm, text)
                .map(Some)
                .map_err(|_| invalid_part(number, Some(self))),
        }
    }
}

/// The error for a part that is not there, or is another one.
pub(super) fn invalid_part(number: u32, part: Option<&ListedPart>) -> Error {
    let error = Error::new(ErrorCode::InvalidPart, INVALID_PART);
    let error = error.with("PartNumber", number.to_string());
    match part.and_then(|part| part.etag.as_ref()) {
        Some(etag) => error.with("ETag", etag.as_str()),
        None => error,
    }
}

/// SOURCE: S3 API Reference, CompleteMultipartUpload, InvalidPart; spaces as S3 answers.
const INVALID_PART: &str = "One or more of the specified parts could not be found.  The part may \
                            not have been uploaded, or the specified entity tag may not match the \
                            part's entity tag.";

#[cfg(test)]
mod tests {
    use super::*;

    const SHA256: &str = "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=";

    fn part(checksums: &[(ChecksumAlgorithm, &str)]) -> ListedPart {
        let checksums = checksums.iter();
        ListedPart {
            number: Some(3),
            etag: Some("etag".parse().unwrap()),
            checksums: checksums
                .map(|(algorithm, text)| (*algorithm, (*text).to_owned()))
                .collect(),
        }
    }

    #[track_caller]
    fn check(
        checksums: &[(ChecksumAlgorithm, &str)],
        upload: (ChecksumAlgorithm, ChecksumType),
        expect: Result<bool, &str>,
    ) {
        let seen = part(checksums).completed(Some(upload));
        let seen = seen
            .map(|part| part.checksum.is_some())
            .map_err(|error| error.message);
        assert_eq!(seen, expect.map_err(str::to_owned));
    }

    #[test]
    fn parts_are_proven_if_the_whole_is_proven_by_them() {
        let (sha256, crc32) = (ChecksumAlgorithm::Sha256, ChecksumAlgorithm::Crc32);
        let composite = (sha256, ChecksumType::Composite);
        check(&[(sha256, SHA256)], composite, Ok(true));
        let missing = "The upload was created using a sha256 checksum. The complete request must \
                       include the checksum for each part. It was missing for part 3 in the \
                       request.";
        check(&[], composite, Err(missing));
        let other = "The crc32 you specified for part 3 did not match what we received.";
        check(&[(crc32, "AAAAAA==")], composite, Err(other));
        check(&[(sha256, "x")], composite, Err(INVALID_PART));
        let full = (crc32, ChecksumType::FullObject);
        check(&[], full, Ok(false));
        check(&[(crc32, "AAAAAA==")], full, Ok(true));
        check(&[(sha256, SHA256)], full, Err(INVALID_PART));
    }

    #[test]
    fn a_part_has_a_number_and_an_etag() {
        assert_eq!(part(&[]).check(), Ok(()));
        let code = |part: &ListedPart| part.check().map_err(|error| error.code);
        let unnumbered = ListedPart {
            number: None,
            ..part(&[])
        };
        assert_eq!(code(&unnumbered), Err(ErrorCode::MalformedXML));
        let unnamed = ListedPart {
            etag: None,
            ..part(&[])
        };
        assert_eq!(code(&unnamed), Err(ErrorCode::MalformedXML));
        let zeroth = ListedPart {
            number: Some(0),
            ..part(&[])
        };
        assert_eq!(code(&zeroth), Err(ErrorCode::InvalidArgument));
    }
}
