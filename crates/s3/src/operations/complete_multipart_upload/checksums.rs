//! The checksum of the whole that a completion claims.

use iamd_api::{Error, ErrorCode};
use iamd_objects::{Checksum, ChecksumAlgorithm, ChecksumType};

use super::super::{create_multipart_upload::type_name, upload_part::other_algorithm};
use crate::{error::invalid_request, payload};

/// A checksum as a request says it: the algorithm, and the text.
pub type ClaimedChecksum = (ChecksumAlgorithm, String);

/// The one checksum that may be there.
///
/// SOURCE: text as S3 answers.
pub(super) fn one_at_most(claimed: &[ClaimedChecksum]) -> Result<Option<&ClaimedChecksum>, Error> {
    match claimed {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(invalid_request(payload::SEVERAL)),
    }
}

/// The checksum of the whole, checked against what the upload was begun with, if that is known.
///
/// SOURCE: texts as S3 answers.
pub(super) fn of_whole(
    claimed: &[ClaimedChecksum],
    kind: Option<ChecksumType>,
    upload: Option<(ChecksumAlgorithm, ChecksumType)>,
) -> Result<Option<Checksum>, Error> {
    let Some((algorithm, upload_kind)) = upload else {
        return Ok(None);
    };
    if kind.is_some_and(|kind| kind != upload_kind) {
        return Err(invalid_request(format!(
            "The upload was created using the {} checksum mode. The complete request must use the \
             same checksum mode.",
            type_name(upload_kind)
        )));
    }
    let Some((claimed, text)) = one_at_most(claimed)? else {
        return Ok(None);
    };
    if *claimed != algorithm {
        return Err(other_algorithm(algorithm, Some(*claimed)));
    }
    // One of checksums of parts is told with the number of parts, which the ETag has as well.
    let bare = match (upload_kind, text.rsplit_once('-')) {
        (ChecksumType::Composite, Some((bare, _))) => bare,
        _ => text,
    };
    Checksum::parse(algorithm, bare).map(Some).map_err(|_| {
        let name = payload::header(algorithm);
        invalid_request(format!("Value for {name} header is invalid."))
    })
}

/// The error for a whole that is not what was said.
///
/// SOURCE: text as S3 answers.
pub(super) fn other_checksum(algorithm: ChecksumAlgorithm) -> Error {
    let name = algorithm.name().to_ascii_lowercase();
    let text = format!("The {name} you specified did not match the calculated checksum.");
    Error::new(ErrorCode::BadDigest, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRC32: (ChecksumAlgorithm, ChecksumType) =
        (ChecksumAlgorithm::Crc32, ChecksumType::FullObject);
    const SHA1: (ChecksumAlgorithm, ChecksumType) =
        (ChecksumAlgorithm::Sha1, ChecksumType::Composite);

    #[track_caller]
    fn check(
        claimed: &[(ChecksumAlgorithm, &str)],
        kind: Option<ChecksumType>,
        upload: Option<(ChecksumAlgorithm, ChecksumType)>,
        expect: Result<Option<&str>, &str>,
    ) {
        let claimed: Vec<_> = claimed
            .iter()
            .map(|(algorithm, text)| (*algorithm, (*text).to_owned()))
            .collect();
        let seen = of_whole(&claimed, kind, upload);
        let seen = seen.map(|checksum| checksum.map(|checksum| checksum.to_string()));
        let seen = seen.map_err(|error| error.message);
        let expect = expect
            .map(|text| text.map(str::to_owned))
            .map_err(str::to_owned);
        assert_eq!(seen, expect);
    }

    #[test]
    fn the_whole_is_proven_as_the_upload_was_begun() {
        let crc32 = [(ChecksumAlgorithm::Crc32, "y/Q5Jg==")];
        check(&[], None, Some(CRC32), Ok(None));
        check(&crc32, None, Some(CRC32), Ok(Some("y/Q5Jg==")));
        check(
            &crc32,
            Some(ChecksumType::FullObject),
            Some(CRC32),
            Ok(Some("y/Q5Jg==")),
        );
        check(&crc32, None, None, Ok(None));
        let sha1 = "98O8HYCOBHMqDXTG63oqNbPOXEE=";
        let composite = format!("{sha1}-2");
        check(
            &[(ChecksumAlgorithm::Sha1, &composite)],
            None,
            Some(SHA1),
            Ok(Some(sha1)),
        );
        check(
            &[(ChecksumAlgorithm::Sha1, sha1)],
            None,
            Some(SHA1),
            Ok(Some(sha1)),
        );
    }

    #[test]
    fn another_proof_is_refused() {
        let crc32 = [(ChecksumAlgorithm::Crc32, "y/Q5Jg==")];
        let mode = "The upload was created using the FULL_OBJECT checksum mode. The complete \
                    request must use the same checksum mode.";
        check(
            &crc32,
            Some(ChecksumType::Composite),
            Some(CRC32),
            Err(mode),
        );
        let other = "Checksum Type mismatch occurred, expected checksum Type: sha1, actual \
                     checksum Type: crc32";
        check(&crc32, None, Some(SHA1), Err(other));
        let invalid = "Value for x-amz-checksum-crc32 header is invalid.";
        check(
            &[(ChecksumAlgorithm::Crc32, "x")],
            None,
            Some(CRC32),
            Err(invalid),
        );
        let two = [crc32[0], (ChecksumAlgorithm::Sha1, "")];
        check(&two, None, Some(CRC32), Err(payload::SEVERAL));
    }
}
