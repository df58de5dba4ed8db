//! What tags may be, on buckets and on objects.

use std::collections::HashSet;

use iamd_api::{Error, ErrorCode};
use iamd_ident::Tag;

/// What tags hang on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tagged {
    Bucket,
    Object,
}

/// LIMIT: characters of a key and of a value.
///
/// SOURCE: S3 User Guide, "Object tagging" and "Using cost allocation S3 bucket tags".
const KEY_CHARACTERS_MAX: usize = 128;
const VALUE_CHARACTERS_MAX: usize = 256;

impl Tagged {
    /// LIMIT: how many tags there may be, and the text for who brings more.
    ///
    /// SOURCE: as above.
    const fn tags_max(self) -> (usize, &'static str) {
        match self {
            Self::Bucket => (50, "Bucket tag count cannot be greater than 50"),
            Self::Object => (10, "Object tags cannot be greater than 10"),
        }
    }

    const fn reserved(self) -> &'static str {
        match self {
            Self::Bucket => "System tags cannot be added/updated by requester",
            Self::Object => "Your TagKey cannot be prefixed with aws:",
        }
    }
}

/// Checks tags that are to be hung on something. Their keys count with their case.
///
/// # Errors
/// `BadRequest` if they are too many, `InvalidTag` if one cannot be.
pub(crate) fn check(tags: &[Tag], tagged: Tagged) -> Result<(), Error> {
    let (tags_max, too_many) = tagged.tags_max();
    if tags.len() > tags_max {
        return Err(Error::new(ErrorCode::BadRequest, too_many));
    }
    let invalid = |text: &str, tag: &Tag| {
        Error::new(ErrorCode::InvalidTag, text).with("TagKey", tag.key.clone())
    };
    let mut keys = HashSet::new();
    for tag in tags {
        if !keys.insert(tag.key.as_str()) {
            return Err(invalid(TWICE, tag));
        }
        if has_reserved_prefix(&tag.key) {
            return Err(invalid(tagged.reserved(), tag));
        }
        if tag.key.is_empty() || !fits(&tag.key, KEY_CHARACTERS_MAX) {
            return Err(invalid("The TagKey you have provided is invalid", tag));
        }
        if !fits(&tag.value, VALUE_CHARACTERS_MAX) {
            let text = "The TagValue you have provided is invalid";
            return Err(invalid(text, tag).with("TagValue", tag.value.clone()));
        }
    }
    Ok(())
}

const TWICE: &str = "Cannot provide multiple Tags with the same key";

fn has_reserved_prefix(key: &str) -> bool {
    const RESERVED: &str = "aws:";
    let start = key.get(..RESERVED.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(RESERVED))
}

/// SOURCE: S3 User Guide, "Object tagging": letters, numbers and spaces representable in UTF-8, and
/// these characters.
fn fits(text: &str, characters_max: usize) -> bool {
    text.chars().count() <= characters_max
        && text
            .chars()
            .all(|each| each.is_alphanumeric() || each.is_whitespace() || "_.:/=+-@".contains(each))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(key: &str, value: &str) -> Tag {
        Tag {
            key: key.to_owned(),
            value: value.to_owned(),
        }
    }

    #[track_caller]
    fn check_tags(tags: &[Tag], tagged: Tagged, expect: Option<&str>) {
        let seen = check(tags, tagged).err().map(|error| error.message);
        assert_eq!(seen.as_deref(), expect);
    }

    #[test]
    fn tags_have_their_limits() {
        let many = |count: usize| -> Vec<_> {
            let keys = 0..count;
            keys.map(|key| tag(&key.to_string(), "")).collect()
        };
        check_tags(&many(50), Tagged::Bucket, None);
        let text = "Bucket tag count cannot be greater than 50";
        check_tags(&many(51), Tagged::Bucket, Some(text));
        check_tags(&many(10), Tagged::Object, None);
        let text = "Object tags cannot be greater than 10";
        check_tags(&many(11), Tagged::Object, Some(text));
        let key = "The TagKey you have provided is invalid";
        check_tags(&[tag(&"ä".repeat(128), "")], Tagged::Bucket, None);
        check_tags(&[tag(&"ä".repeat(129), "")], Tagged::Bucket, Some(key));
        check_tags(&[tag("", "")], Tagged::Bucket, Some(key));
        check_tags(&[tag("a<b", "")], Tagged::Bucket, Some(key));
        check_tags(&[tag("a", &"ä".repeat(256))], Tagged::Bucket, None);
        let value = "The TagValue you have provided is invalid";
        check_tags(&[tag("a", &"ä".repeat(257))], Tagged::Object, Some(value));
    }

    #[test]
    fn keys_are_unique_and_not_reserved() {
        check_tags(&[tag("a", ""), tag("A", "")], Tagged::Bucket, None);
        check_tags(&[tag("a", ""), tag("a", "b")], Tagged::Bucket, Some(TWICE));
        let system = "System tags cannot be added/updated by requester";
        check_tags(&[tag("aws:a", "")], Tagged::Bucket, Some(system));
        let system = "Your TagKey cannot be prefixed with aws:";
        check_tags(&[tag("AWS:a", "")], Tagged::Object, Some(system));
        check_tags(&[tag("awsome", "")], Tagged::Object, None);
    }
}
