//! What bytes are said to be, and whether they are.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use iamd_api::{Error, ErrorCode};
use iamd_objects::{Checksum, ChecksumAlgorithm};

use crate::error::invalid_request;

/// What a request says of its bytes, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimedDigests {
    /// `Content-MD5`.
    pub md5: Option<String>,
    /// The headers `x-amz-checksum-…` that hold a checksum.
    pub checksums: Vec<(ChecksumAlgorithm, String)>,
    /// The algorithm that is named by `x-amz-sdk-checksum-algorithm`, `x-amz-checksum-algorithm` or
    /// the trailer that is announced.
    pub algorithm: Option<String>,
}

/// What the bytes must be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Digests {
    md5: Option<[u8; 16]>,
    checksum: Option<Checksum>,
    algorithm: Option<ChecksumAlgorithm>,
}

/// What the bytes are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Computed<'c> {
    pub(crate) md5: [u8; 16],
    pub(crate) checksum: Option<&'c Checksum>,
}

impl ClaimedDigests {
    /// SOURCE: texts as S3 answers.
    pub(crate) fn parse(&self) -> Result<Digests, Error> {
        let md5 = self.md5.as_deref().map(md5_of).transpose()?;
        let named = self.algorithm.as_deref().map(algorithm_of).transpose()?;
        let checksum = match self.checksums.as_slice() {
            [] => None,
            [(algorithm, text)] => Some(Checksum::parse(*algorithm, text).map_err(|_| {
                invalid_request(format!(
                    "Value for {} header is invalid.",
                    header(*algorithm)
                ))
            })?),
            _ => return Err(invalid_request(SEVERAL)),
        };
        let algorithm = checksum.as_ref().map(Checksum::algorithm);
        if let (Some(named), Some(algorithm)) = (named, algorithm)
            && named != algorithm
        {
            return Err(invalid_request(OTHER_ALGORITHM));
        }
        Ok(Digests {
            md5,
            checksum,
            algorithm: algorithm.or(named),
        })
    }
}

impl Digests {
    /// The checksum to compute, if the client chose one.
    pub(crate) fn algorithm(&self) -> Option<ChecksumAlgorithm> {
        self.algorithm
    }

    /// Checks what has come.
    ///
    /// # Errors
    /// The bytes are not what they were said to be.
    pub(crate) fn check(
        &self,
        computed: Computed<'_>,
        trailers: &[(String, String)],
    ) -> Result<(), Error> {
        if let Some(md5) = self.md5
            && md5 != computed.md5
        {
            let expected = format!("{:032x}", u128::from_be_bytes(md5));
            return Err(Error::new(ErrorCode::BadDigest, OTHER_MD5)
                .with("ExpectedDigest", expected)
                .with("CalculatedDigest", STANDARD.encode(computed.md5)));
        }
        let trailing = self.trailing(trailers)?;
        let Some(claimed) = self.checksum.as_ref().or(trailing.as_ref()) else {
            return match self.algorithm {
                Some(_) => Err(invalid_request(NO_CHECKSUM)),
                None => Ok(()),
            };
        };
        if computed.checksum == Some(claimed) {
            return Ok(());
        }
        let algorithm = claimed.algorithm();
        let text = format!("The {algorithm} you specified did not match the calculated checksum.");
        Err(Error::new(ErrorCode::BadDigest, text))
    }

    /// The checksum that follows the bytes.
    fn trailing(&self, trailers: &[(String, String)]) -> Result<Option<Checksum>, Error> {
        let mut checksums = trailers
            .iter()
            .filter_map(|(name, text)| Some((name.strip_prefix(PREFIX)?, text)));
        let Some((name, text)) = checksums.next() else {
            return Ok(None);
        };
        if checksums.next().is_some() || self.checksum.is_some() {
            return Err(invalid_request(SEVERAL));
        }
        let algorithm = algorithm_of(name)?;
        if self.algorithm != Some(algorithm) {
            return Err(invalid_request(OTHER_ALGORITHM));
        }
        let checksum = Checksum::parse(algorithm, text).map_err(|_| {
            let name = header(algorithm);
            invalid_request(format!("Value for {name} trailing header is invalid."))
        })?;
        Ok(Some(checksum))
    }
}

const PREFIX: &str = "x-amz-checksum-";

/// The header, or trailer, of an algorithm.
pub(crate) fn header(algorithm: ChecksumAlgorithm) -> String {
    format!("{PREFIX}{}", algorithm.name().to_ascii_lowercase())
}

/// The algorithm with this name.
///
/// # Errors
/// There is none.
pub(crate) fn algorithm_of(name: &str) -> Result<ChecksumAlgorithm, Error> {
    let algorithm = name.to_ascii_uppercase().parse();
    algorithm.map_err(|_| invalid_request(NO_SUCH_ALGORITHM))
}

fn md5_of(text: &str) -> Result<[u8; 16], Error> {
    let bytes = STANDARD.decode(text).ok();
    let md5 = bytes.and_then(|bytes| bytes.try_into().ok());
    md5.ok_or_else(|| {
        let text_of_error = "The Content-MD5 you specified was invalid.";
        Error::new(ErrorCode::InvalidDigest, text_of_error).with("Content-MD5", text)
    })
}

const OTHER_MD5: &str = "The Content-MD5 you specified did not match what we received.";
pub(crate) const SEVERAL: &str =
    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.";
const OTHER_ALGORITHM: &str = "Value for x-amz-sdk-checksum-algorithm header is invalid.";
const NO_CHECKSUM: &str = "x-amz-sdk-checksum-algorithm specified, but no corresponding \
                           x-amz-checksum-* or x-amz-trailer headers were found.";
const NO_SUCH_ALGORITHM: &str = "Checksum algorithm provided is unsupported. Please try again with \
                                 any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]";

#[cfg(test)]
mod tests {
    use super::*;

    /// Of `123456789`, by the algorithms' own definitions.
    const CRC32: &str = "y/Q5Jg==";
    const MD5: [u8; 16] = 0x25f9_e794_323b_4538_85f5_181f_1b62_4d0b_u128.to_be_bytes();

    struct Case<'c> {
        md5: Option<&'c str>,
        checksums: &'c [(ChecksumAlgorithm, &'c str)],
        algorithm: Option<&'c str>,
        trailers: &'c [(&'c str, &'c str)],
    }

    const NOTHING: Case<'_> = Case {
        md5: None,
        checksums: &[],
        algorithm: None,
        trailers: &[],
    };

    #[track_caller]
    fn check(case: &Case<'_>, expect: Result<(), (ErrorCode, &str)>) {
        let claimed = ClaimedDigests {
            md5: case.md5.map(str::to_owned),
            checksums: case
                .checksums
                .iter()
                .map(|(algorithm, text)| (*algorithm, (*text).to_owned()))
                .collect(),
            algorithm: case.algorithm.map(str::to_owned),
        };
        let trailers: Vec<_> = case
            .trailers
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        let right = Checksum::parse(ChecksumAlgorithm::Crc32, CRC32).unwrap();
        let computed = Computed {
            md5: MD5,
            checksum: Some(&right),
        };
        let seen = claimed.parse();
        let seen = seen.and_then(|digests| digests.check(computed, &trailers));
        let seen = seen.map_err(|error| (error.code, error.message));
        assert_eq!(seen, expect.map_err(|(code, text)| (code, text.to_owned())));
    }

    fn md5(text: &str) -> Case<'_> {
        Case {
            md5: Some(text),
            ..NOTHING
        }
    }

    fn header<'c>(checksums: &'c [(ChecksumAlgorithm, &'c str)]) -> Case<'c> {
        Case {
            checksums,
            ..NOTHING
        }
    }

    fn trailer<'c>(algorithm: Option<&'c str>, trailers: &'c [(&'c str, &'c str)]) -> Case<'c> {
        Case {
            algorithm,
            trailers,
            ..NOTHING
        }
    }

    #[test]
    fn nothing_said_is_nothing_wrong() {
        check(&NOTHING, Ok(()));
    }

    #[test]
    fn an_md5_is_whole_and_right() {
        check(&md5(&STANDARD.encode(MD5)), Ok(()));
        let wrong = Err((ErrorCode::BadDigest, OTHER_MD5));
        check(&md5(&STANDARD.encode([0; 16])), wrong);
        let text = "The Content-MD5 you specified was invalid.";
        for invalid in ["", "abc", &STANDARD.encode([0; 15])] {
            check(&md5(invalid), Err((ErrorCode::InvalidDigest, text)));
        }
    }

    #[test]
    fn a_checksum_is_one_and_right() {
        let crc32 = ChecksumAlgorithm::Crc32;
        check(&header(&[(crc32, CRC32)]), Ok(()));
        let text = "The CRC32 you specified did not match the calculated checksum.";
        check(
            &header(&[(crc32, "AAAAAA==")]),
            Err((ErrorCode::BadDigest, text)),
        );
        let text = "Value for x-amz-checksum-crc32 header is invalid.";
        check(
            &header(&[(crc32, "AAAA")]),
            Err((ErrorCode::InvalidRequest, text)),
        );
        let two = [(crc32, CRC32), (ChecksumAlgorithm::Sha1, "")];
        check(&header(&two), Err((ErrorCode::InvalidRequest, SEVERAL)));
        let right = [(crc32, CRC32)];
        let other = Case {
            algorithm: Some("SHA256"),
            ..header(&right)
        };
        check(&other, Err((ErrorCode::InvalidRequest, OTHER_ALGORITHM)));
    }

    #[test]
    fn a_trailer_is_what_was_announced() {
        let right = [("x-amz-checksum-crc32", CRC32)];
        check(&trailer(Some("CRC32"), &right), Ok(()));
        check(&trailer(Some("crc32"), &right), Ok(()));
        let other = Err((ErrorCode::InvalidRequest, OTHER_ALGORITHM));
        check(&trailer(Some("SHA1"), &right), other);
        check(&trailer(None, &right), other);
        let text = "The CRC32 you specified did not match the calculated checksum.";
        let wrong = [("x-amz-checksum-crc32", "AAAAAA==")];
        check(
            &trailer(Some("CRC32"), &wrong),
            Err((ErrorCode::BadDigest, text)),
        );
        check(
            &trailer(Some("CRC32"), &[]),
            Err((ErrorCode::InvalidRequest, NO_CHECKSUM)),
        );
        let unknown = Err((ErrorCode::InvalidRequest, NO_SUCH_ALGORITHM));
        check(&trailer(Some("MD4"), &right), unknown);
        let text = "Value for x-amz-checksum-crc32 trailing header is invalid.";
        let invalid = [("x-amz-checksum-crc32", "x")];
        check(
            &trailer(Some("CRC32"), &invalid),
            Err((ErrorCode::InvalidRequest, text)),
        );
    }
}
