//! How each event holds on to the one before it.
//!
//! ```text
//! {"eventVersion":"1.11", … ,"chain":{"sequence":42,"key":"K","previous":"P","value":"V"}}
//! └───────── body ─────────┘
//!           V = BLAKE3 under the key K, over (P, 42, body)
//! ```
//!
//! Who has no key can make no value, so that no event can be changed or inserted. `sequence` counts
//! from 1 without gaps, and `previous` is the value of the event before, so that none can be removed,
//! moved, or taken from another history of the same server, such as one before a restore.
//!
//! SECURITY: a line is compared byte by byte with how this program writes it. There is one way to
//! write a chain, and whatever else stands in a line is covered by the value.

use std::fmt;

use iamd_seal::{Checksum, ChecksumKey, ChecksumKeys};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// An event as the next one holds on to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The number of the event; the first is 1, and 0 stands for none.
    pub sequence: u64,
    /// Its value.
    pub value: ChainValue,
}

impl Link {
    /// The number of the event that comes next.
    pub fn next_sequence(self) -> u64 {
        self.sequence.saturating_add(1)
    }
}

/// `SEQUENCE:VALUE`, as operators write it down.
impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.sequence, self.value)
    }
}

impl std::str::FromStr for Link {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once(':').and_then(|(sequence, value)| {
            Some(Self {
                sequence: sequence.parse().ok()?,
                value: ChainValue::parse(value.as_bytes())?,
            })
        });
        parsed
            .ok_or_else(|| "wanted is SEQUENCE:VALUE, as `iamd audit verify` prints it".to_owned())
    }
}

/// What an event's chain ends in: 16 bytes, as text 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChainValue([u8; Checksum::BYTES]);

impl ChainValue {
    fn parse(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; Checksum::BYTES];
        if text.len() != bytes.len() * 2 {
            return None;
        }
        for (byte, digits) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            let &[high, low] = digits else { return None };
            *byte = digit(high)? << 4 | digit(low)?;
        }
        Some(Self(bytes))
    }

    fn hex(self) -> [u8; HEX_BYTES] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; HEX_BYTES];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            for (place, digit) in pair.iter_mut().zip([byte >> 4, byte & 15]) {
                *place = DIGITS.get(usize::from(digit)).copied().unwrap_or(b'0');
            }
        }
        text
    }
}

/// Small letters alone: there is one way to write a value.
fn digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for ChainValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

impl Serialize for ChainValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ChainValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(text.as_bytes()).ok_or_else(|| D::Error::custom("32 hexadecimal digits"))
    }
}

/// What is checksummed, so that no checksum of one kind is one of another.
const EVENT: &[u8] = b"iamd audit event";
const HEAD: &[u8] = b"iamd audit head";
const FILE: &[u8] = b"iamd audit file";

const HEX_BYTES: usize = Checksum::BYTES * 2;
const KEY_BYTES: usize = 16;

const SEQUENCE: &[u8] = b",\"chain\":{\"sequence\":";
const KEY: &[u8] = b",\"key\":\"";
const PREVIOUS: &[u8] = b"\",\"previous\":\"";
const VALUE: &[u8] = b"\",\"value\":\"";
const END: &[u8] = b"\"}}";

/// What follows the sequence.
const TAIL_BYTES: usize =
    KEY.len() + KEY_BYTES + PREVIOUS.len() + HEX_BYTES + VALUE.len() + HEX_BYTES + END.len();

/// The keys of the chain, each with its name: the current one, and those before.
#[derive(Debug, Clone)]
pub(super) struct ChainKeys {
    current: NamedKey,
    former: Vec<NamedKey>,
}

#[derive(Debug, Clone)]
struct NamedKey {
    name: String,
    key: ChecksumKey,
}

/// Whether a line is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Authenticity {
    /// It is as this server wrote it.
    Genuine,
    /// It is not.
    Changed,
    /// It names a key that is not among ours.
    UnknownKey,
}

impl ChainKeys {
    pub(super) fn new(keys: &ChecksumKeys) -> Self {
        let named = |key: &ChecksumKey| NamedKey {
            name: key.id().to_string(),
            key: key.clone(),
        };
        Self {
            current: named(keys.current()),
            former: keys.keys().skip(1).map(named).collect(),
        }
    }

    /// Appends a line to `lines`: the body, which is a JSON object without its closing brace, with
    /// its chain.
    pub(super) fn seal(&self, body: &[u8], previous: Link, lines: &mut Vec<u8>) -> Link {
        let sequence = previous.next_sequence();
        let value = value(&self.current.key, previous.value, sequence, body);
        lines.reserve(body.len() + SEQUENCE.len() + 20 + TAIL_BYTES + 1);
        for part in [body, SEQUENCE, sequence.to_string().as_bytes()] {
            lines.extend_from_slice(part);
        }
        let (before, this) = (previous.value.hex(), value.hex());
        let key = self.current.name.as_bytes();
        for part in [KEY, key, PREVIOUS, &before, VALUE, &this, END, b"\n"] {
            lines.extend_from_slice(part);
        }
        Link { sequence, value }
    }

    /// Whether a line is as this server wrote it.
    pub(super) fn check(&self, line: &Chained<'_>) -> Authenticity {
        let Some(key) = self.named(line.key) else {
            return Authenticity::UnknownKey;
        };
        let expect = value(key, line.previous, line.link.sequence, line.body);
        if Checksum::from_bytes(expect.0) == Checksum::from_bytes(line.link.value.0) {
            Authenticity::Genuine
        } else {
            Authenticity::Changed
        }
    }

    /// The name of the current key, and the value of a head's text under it.
    pub(super) fn seal_head(&self, text: &[u8]) -> ChainValue {
        ChainValue(*self.current.key.checksum(&[HEAD, text]).as_bytes())
    }

    /// Whether one of the keys made this value of a head's text.
    pub(super) fn check_head(&self, text: &[u8], value: ChainValue) -> bool {
        let value = Checksum::from_bytes(value.0);
        let mut keys = std::iter::once(&self.current).chain(&self.former);
        keys.any(|named| named.key.verify(&[HEAD, text], &value))
    }

    /// The digest of a file goes on over a block, under the current key.
    pub(super) fn digest(&self, so_far: ChainValue, block: &[u8]) -> ChainValue {
        ChainValue(
            *self
                .current
                .key
                .checksum(&[FILE, &so_far.0, block])
                .as_bytes(),
        )
    }

    /// The same under the key of this name.
    pub(super) fn digest_under(
        &self,
        name: &str,
        so_far: ChainValue,
        block: &[u8],
    ) -> Option<ChainValue> {
        let key = self.named(name)?;
        Some(ChainValue(
            *key.checksum(&[FILE, &so_far.0, block]).as_bytes(),
        ))
    }

    /// What the current key is called.
    pub(super) fn current_name(&self) -> &str {
        &self.current.name
    }

    fn named(&self, name: &str) -> Option<&ChecksumKey> {
        let mut keys = std::iter::once(&self.current).chain(&self.former);
        keys.find(|named| named.name == name)
            .map(|named| &named.key)
    }
}

fn value(key: &ChecksumKey, previous: ChainValue, sequence: u64, body: &[u8]) -> ChainValue {
    let parts: [&[u8]; 4] = [EVENT, &previous.0, &sequence.to_be_bytes(), body];
    ChainValue(*key.checksum(&parts).as_bytes())
}

/// A line that ends in a chain, which need not be right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chained<'a> {
    body: &'a [u8],
    key: &'a str,
    /// The value that it says the event before it has.
    pub(super) previous: ChainValue,
    /// Its own number and value.
    pub(super) link: Link,
}

impl<'a> Chained<'a> {
    /// Reads a line, which has no newline any more; `None` if it does not end in a chain.
    pub(super) fn read(line: &'a [u8]) -> Option<Self> {
        let (head, tail) = line.split_at_checked(line.len().checked_sub(TAIL_BYTES)?)?;
        let tail = tail.strip_prefix(KEY)?;
        let (key, tail) = tail.split_at_checked(KEY_BYTES)?;
        let (previous, tail) = tail.strip_prefix(PREVIOUS)?.split_at_checked(HEX_BYTES)?;
        let (value, tail) = tail.strip_prefix(VALUE)?.split_at_checked(HEX_BYTES)?;
        if tail != END {
            return None;
        }
        let digits = head.iter().rev().take_while(|byte| byte.is_ascii_digit());
        let (head, digits) = head.split_at_checked(head.len() - digits.count())?;
        let body = head.strip_suffix(SEQUENCE)?;
        let digits = str::from_utf8(digits).ok()?;
        if digits.starts_with('0') {
            return None;
        }
        Some(Self {
            body,
            key: str::from_utf8(key).ok()?,
            previous: ChainValue::parse(previous)?,
            link: Link {
                sequence: digits.parse().ok()?,
                value: ChainValue::parse(value)?,
            },
        })
    }

    /// Whether a word stands in it somewhere.
    pub(super) fn mentions(&self, word: &str) -> bool {
        let word = word.as_bytes();
        self.body.windows(word.len()).any(|part| part == word)
    }

    /// The event, without its chain.
    pub(super) fn parse<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&[self.body, b"}"].concat()).ok()
    }

    /// The link that it says the event before it has.
    pub(super) fn before(&self) -> Link {
        Link {
            sequence: self.link.sequence.saturating_sub(1),
            value: self.previous,
        }
    }
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;

    fn keys(byte: u8) -> ChecksumKeys {
        ChecksumKeys::new(ChecksumKey::from_bytes(Zeroizing::new([byte; 32])))
    }

    fn lines(keys: &ChainKeys, bodies: &[&str]) -> Vec<u8> {
        let (mut lines, mut link) = (Vec::new(), Link::default());
        for body in bodies {
            link = keys.seal(body.as_bytes(), link, &mut lines);
        }
        lines
    }

    #[test]
    fn what_was_sealed_is_genuine_and_linked() {
        let keys = ChainKeys::new(&keys(1));
        let written = lines(&keys, &["{\"a\":1", "{\"b\":2"]);
        let mut last = Link::default();
        for line in written
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
        {
            serde_json::from_slice::<serde_json::Value>(line).unwrap();
            let chained = Chained::read(line).unwrap();
            assert_eq!(keys.check(&chained), Authenticity::Genuine);
            assert_eq!(chained.before(), last);
            last = chained.link;
        }
        assert_eq!(last.sequence, 2);
        assert_eq!(last.to_string().parse::<Link>().unwrap(), last);
    }

    #[test]
    fn no_byte_can_be_changed() {
        let keys = ChainKeys::new(&keys(1));
        let written = lines(&keys, &["{\"a\":1"]);
        let line = written.strip_suffix(b"\n").unwrap();
        for place in 0..line.len() {
            for bit in 0..8 {
                let mut changed = line.to_vec();
                changed[place] ^= 1 << bit;
                let read = Chained::read(&changed);
                let genuine = read.map(|read| keys.check(&read)) == Some(Authenticity::Genuine);
                assert!(!genuine, "byte {place}, bit {bit}");
            }
        }
    }

    #[test]
    fn another_key_is_told_from_a_change() {
        let written = lines(&ChainKeys::new(&keys(1)), &["{\"a\":1"]);
        let line = written.strip_suffix(b"\n").unwrap();
        let chained = Chained::read(line).unwrap();
        let other = ChainKeys::new(&keys(2));
        assert_eq!(other.check(&chained), Authenticity::UnknownKey);
        let former = keys(1).current().clone();
        let both = ChecksumKeys::with_old(keys(2).current().clone(), vec![former]);
        assert_eq!(ChainKeys::new(&both).check(&chained), Authenticity::Genuine);
    }

    #[test]
    fn what_has_no_chain_is_none() {
        for line in [
            "",
            "{}",
            "{\"a\":1}",
            "\"}}",
            "no JSON at all, but long enough to hold a chain",
        ] {
            assert!(Chained::read(line.as_bytes()).is_none(), "{line}");
        }
    }
}
