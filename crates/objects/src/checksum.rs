//! Checksums of objects and parts.

mod digests;

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use crc_fast::CrcAlgorithm;
use serde::{Deserialize, Serialize};

pub(crate) use self::digests::{Digests, Running, md5_of};

/// The algorithms that S3 knows besides MD5.
///
/// SOURCE: S3 API Reference, "Checksum".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChecksumAlgorithm {
    /// CRC-32 of ISO 3309 (`zlib`).
    Crc32,
    /// CRC-32C (Castagnoli).
    Crc32C,
    /// CRC-64 of NVM Express.
    Crc64Nvme,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
}

/// The text names no algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a checksum algorithm of S3")]
pub struct UnknownAlgorithm;

impl ChecksumAlgorithm {
    /// Every algorithm.
    pub const ALL: [Self; 5] = [
        Self::Crc32,
        Self::Crc32C,
        Self::Crc64Nvme,
        Self::Sha1,
        Self::Sha256,
    ];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "CRC32",
            Self::Crc32C => "CRC32C",
            Self::Crc64Nvme => "CRC64NVME",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
        }
    }

    /// How many bytes a checksum has.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Crc32 | Self::Crc32C => 4,
            Self::Crc64Nvme => 8,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// Whether the checksums of parts give that of the whole.
    pub const fn is_combinable(self) -> bool {
        self.crc().is_some()
    }

    const fn crc(self) -> Option<CrcAlgorithm> {
        match self {
            Self::Crc32 => Some(CrcAlgorithm::Crc32IsoHdlc),
            Self::Crc32C => Some(CrcAlgorithm::Crc32Iscsi),
            Self::Crc64Nvme => Some(CrcAlgorithm::Crc64Nvme),
            Self::Sha1 | Self::Sha256 => None,
        }
    }
}

impl fmt::Display for ChecksumAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ChecksumAlgorithm {
    type Err = UnknownAlgorithm;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut all = Self::ALL.into_iter();
        all.find(|algorithm| algorithm.name() == text)
            .ok_or(UnknownAlgorithm)
    }
}

/// What the checksum of an upload in parts is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChecksumType {
    /// All bytes, as if they had come in one piece.
    FullObject,
    /// The checksums of the parts.
    Composite,
}

/// A checksum: bytes as many as its algorithm makes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Checksum {
    algorithm: ChecksumAlgorithm,
    bytes: Box<[u8]>,
}

/// The text is not the Base64 of so many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a checksum of this algorithm in Base64")]
pub struct InvalidChecksum;

impl Checksum {
    /// The checksum with this text, which is Base64.
    ///
    /// # Errors
    /// It is not, or has another length.
    pub fn parse(algorithm: ChecksumAlgorithm, text: &str) -> Result<Self, InvalidChecksum> {
        let bytes = STANDARD.decode(text).map_err(|_| InvalidChecksum)?;
        if bytes.len() != algorithm.bytes() {
            return Err(InvalidChecksum);
        }
        Ok(Self::new(algorithm, &bytes))
    }

    pub(crate) fn new(algorithm: ChecksumAlgorithm, bytes: &[u8]) -> Self {
        Self {
            algorithm,
            bytes: bytes.into(),
        }
    }

    /// The algorithm.
    pub fn algorithm(&self) -> ChecksumAlgorithm {
        self.algorithm
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number that a CRC is.
    fn number(&self) -> u64 {
        let add = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        self.bytes.iter().fold(0, add)
    }
}

/// In Base64.
impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(&self.bytes))
    }
}

/// The checksum of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectChecksum {
    /// The bytes.
    pub checksum: Checksum,
    /// What it was made of.
    pub kind: ChecksumType,
    /// How many parts it was made of, if it was made of their checksums.
    pub part_count: Option<u32>,
}

impl ObjectChecksum {
    /// The checksum of an object that came in one piece.
    pub(crate) fn whole(checksum: Checksum) -> Self {
        Self {
            checksum,
            kind: ChecksumType::FullObject,
            part_count: None,
        }
    }

    /// The checksum of an object that came in parts, from their checksums and sizes, in order.
    /// `None` if the algorithm cannot do that, or a checksum is of another one.
    pub(crate) fn of_parts(
        algorithm: ChecksumAlgorithm,
        kind: ChecksumType,
        parts: &[(&Checksum, u64)],
    ) -> Option<Self> {
        if parts.iter().any(|(part, _)| part.algorithm != algorithm) {
            return None;
        }
        let (checksum, part_count) = match kind {
            ChecksumType::FullObject => (combined(algorithm, parts)?, None),
            ChecksumType::Composite => {
                let mut running = Running::new(algorithm);
                for (part, _) in parts {
                    running.update(&part.bytes);
                }
                (running.finish(), Some(u32::try_from(parts.len()).ok()?))
            }
        };
        Some(Self {
            checksum,
            kind,
            part_count,
        })
    }
}

/// As the wire has it: with the number of parts if it was made of their checksums.
///
/// SOURCE: S3 User Guide, "Checking object integrity", composite checksums.
impl fmt::Display for ObjectChecksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part_count {
            None => self.checksum.fmt(f),
            Some(count) => write!(f, "{}-{count}", self.checksum),
        }
    }
}

fn combined(algorithm: ChecksumAlgorithm, parts: &[(&Checksum, u64)]) -> Option<Checksum> {
    let crc = algorithm.crc()?;
    let numbers = parts.iter().map(|(part, bytes)| (part.number(), *bytes));
    let whole = numbers.reduce(|(one, one_bytes), (other, other_bytes)| {
        let both = crc_fast::checksum_combine(crc, one, other, other_bytes);
        (both, one_bytes + other_bytes)
    });
    let (number, _) = whole?;
    Some(Checksum::of_number(algorithm, number))
}

impl Checksum {
    /// The checksum that a CRC's number is.
    fn of_number(algorithm: ChecksumAlgorithm, number: u64) -> Self {
        let bytes = number.to_be_bytes();
        let start = bytes.len().saturating_sub(algorithm.bytes());
        Self::new(algorithm, bytes.get(start..).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checksum(algorithm: ChecksumAlgorithm, data: &[u8]) -> Checksum {
        let mut running = Running::new(algorithm);
        running.update(data);
        running.finish()
    }

    /// The check values of the algorithms' own definitions.
    #[test]
    fn the_algorithms_are_those_that_their_names_say() {
        for (algorithm, text) in [
            (ChecksumAlgorithm::Crc32, "y/Q5Jg=="),
            (ChecksumAlgorithm::Crc32C, "4waSgw=="),
            (ChecksumAlgorithm::Crc64Nvme, "rosUhgp5mIg="),
            (ChecksumAlgorithm::Sha1, "98O8HYCOBHMq32eZZczDTKeuNEE="),
            (
                ChecksumAlgorithm::Sha256,
                "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
            ),
        ] {
            let made = checksum(algorithm, b"123456789");
            assert_eq!(made.to_string(), text, "{algorithm}");
            assert_eq!(Checksum::parse(algorithm, text), Ok(made));
            assert_eq!(algorithm.name().parse(), Ok(algorithm));
        }
    }

    #[test]
    fn what_has_another_length_is_no_checksum() {
        for text in ["", "AAAA", "y/Q5Jg", "y/Q5Jg==x"] {
            let parsed = Checksum::parse(ChecksumAlgorithm::Crc32, text);
            assert_eq!(parsed, Err(InvalidChecksum), "{text}");
        }
    }

    #[test]
    fn parts_combine_to_the_whole() {
        let (one, other) = (&b"the first part"[..], &b"the other"[..]);
        let whole = [one, other].concat();
        for algorithm in ChecksumAlgorithm::ALL {
            let (first, second) = (checksum(algorithm, one), checksum(algorithm, other));
            let parts = [(&first, one.len() as u64), (&second, other.len() as u64)];
            let full = ObjectChecksum::of_parts(algorithm, ChecksumType::FullObject, &parts);
            let expected = algorithm
                .is_combinable()
                .then(|| checksum(algorithm, &whole));
            assert_eq!(full.map(|full| full.checksum), expected);
            let of_sums = checksum(algorithm, &[first.bytes(), second.bytes()].concat());
            let composite = ObjectChecksum::of_parts(algorithm, ChecksumType::Composite, &parts);
            assert_eq!(composite.unwrap().to_string(), format!("{of_sums}-2"));
        }
    }
}
