//! The names of buckets.

use std::{fmt, net::Ipv4Addr, str::FromStr};

use crate::name::serde_as_text;

/// The name of a bucket, by S3's rules for general purpose buckets: unique over all accounts, and
/// the same in host names and ARNs.
///
/// ```
/// use iamd_ident::BucketName;
///
/// assert!("my-bucket.example".parse::<BucketName>().is_ok());
/// for wrong in ["ab", "My-Bucket", "a..b", "192.0.2.1", "xn--bucket", "bucket-s3alias"] {
///     assert!(wrong.parse::<BucketName>().is_err(), "{wrong}");
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BucketName(Box<str>);

/// The text is not the name of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text is not the name of a bucket")]
pub struct InvalidBucketName;

/// SOURCE: S3 User Guide, "General purpose bucket naming rules".
const PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
const SUFFIXES: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

impl BucketName {
    /// The fewest and the most characters of a name.
    pub const LENGTHS: std::ops::RangeInclusive<usize> = 3..=63;

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// SOURCE: the rules speak of the edges of the whole name alone; that each label between full stops
/// has such edges, as that of a host name, is what the tests of ceph/s3-tests say of AWS.
fn is_name(text: &str) -> bool {
    BucketName::LENGTHS.contains(&text.len())
        && text.split('.').all(is_label)
        && text.parse::<Ipv4Addr>().is_err()
        && !PREFIXES.iter().any(|prefix| text.starts_with(prefix))
        && !SUFFIXES.iter().any(|suffix| text.ends_with(suffix))
}

fn is_label(label: &str) -> bool {
    let is_edge = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let edges = [label.bytes().next(), label.bytes().next_back()];
    edges.into_iter().all(|edge| edge.is_some_and(is_edge))
        && label.bytes().all(|byte| is_edge(byte) || byte == b'-')
}

impl FromStr for BucketName {
    type Err = InvalidBucketName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_name(text) {
            Ok(Self(text.into()))
        } else {
            Err(InvalidBucketName)
        }
    }
}

impl TryFrom<String> for BucketName {
    type Error = InvalidBucketName;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for BucketName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(BucketName);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_hold_at_their_edges() {
        let long = "a".repeat(63);
        for right in [
            "abc",
            "a-b",
            "1.2.3",
            "a.b-c",
            "0aa",
            "sthree",
            long.as_str(),
        ] {
            assert!(right.parse::<BucketName>().is_ok(), "{right}");
        }
        let long = "a".repeat(64);
        for wrong in [
            "",
            "ab",
            "-ab",
            "ab-",
            ".ab",
            "ab.",
            "a-.b",
            "a.-b",
            "a_b",
            "a b",
            "äbc",
            "abC",
            "10.0.0.1",
            "amzn-s3-demo-x",
            "sthree-x",
            "b--ol-s3",
            "b.mrap",
            "b--x-s3",
            "b--table-s3",
            long.as_str(),
        ] {
            assert!(wrong.parse::<BucketName>().is_err(), "{wrong}");
        }
    }
}
