//! What the headers of a request say of objects.

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderName, header};
use iamd_api::{Error, ErrorCode};
use iamd_ident::{Tag, Timestamp};
use iamd_s3::{
    AclHeaders, ChecksumAlgorithm, ClaimedDigests, CustomerKey, CustomerKeyHeaders, ETag, ETags,
    Metadata, ObjectSettings, ReadConditions,
};
use jiff::fmt::rfc2822::DateTimeParser;
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

/// The text of a header, if it is there and holds text.
pub(crate) fn text(headers: &HeaderMap, name: impl AsRef<str>) -> Option<String> {
    let value = headers.get(name.as_ref())?;
    let text = std::str::from_utf8(value.as_bytes()).ok()?;
    Some(text.trim().to_owned())
}

/// The same, unless it is empty.
fn some_text(headers: &HeaderMap, name: impl AsRef<str>) -> Option<String> {
    text(headers, name).filter(|text| !text.is_empty())
}

/// The names of the headers that hold the conditions of a read.
pub(crate) struct ConditionNames {
    matches: HeaderName,
    matches_none: HeaderName,
    modified_since: HeaderName,
    unmodified_since: HeaderName,
}

pub(crate) const OF_READS: ConditionNames = ConditionNames {
    matches: header::IF_MATCH,
    matches_none: header::IF_NONE_MATCH,
    modified_since: header::IF_MODIFIED_SINCE,
    unmodified_since: header::IF_UNMODIFIED_SINCE,
};

pub(crate) const OF_SOURCES: ConditionNames = ConditionNames {
    matches: HeaderName::from_static("x-amz-copy-source-if-match"),
    matches_none: HeaderName::from_static("x-amz-copy-source-if-none-match"),
    modified_since: HeaderName::from_static("x-amz-copy-source-if-modified-since"),
    unmodified_since: HeaderName::from_static("x-amz-copy-source-if-unmodified-since"),
};

/// The conditions of a read. A time that is none is no condition.
///
/// SOURCE: RFC 9110, "If-Modified-Since" and "If-Unmodified-Since".
pub(crate) fn read_conditions(headers: &HeaderMap, names: &ConditionNames) -> ReadConditions {
    ReadConditions {
        matches: some_text(headers, &names.matches).map(|list| etags(&list)),
        matches_none: some_text(headers, &names.matches_none).map(|list| etags(&list)),
        modified_since: time(headers, &names.modified_since),
        unmodified_since: time(headers, &names.unmodified_since),
    }
}

/// A list of ETags. S3's are all strong, so whoever has a weak one has the strong one.
fn etags(list: &str) -> ETags {
    let etag = |text: &str| -> ETag {
        let text = text.trim();
        let Ok(etag) = text.strip_prefix("W/").unwrap_or(text).parse();
        etag
    };
    match list.trim() {
        "*" => ETags::Any,
        list => ETags::OneOf(list.split(',').map(etag).collect()),
    }
}

fn time(headers: &HeaderMap, name: &HeaderName) -> Option<Timestamp> {
    let text = text(headers, name)?;
    let http = DateTimeParser::new().parse_timestamp(&text);
    http.ok().or_else(|| text.parse().ok())
}

/// The key that a request brings.
///
/// # Errors
/// It is not whole, or wrong.
pub(crate) fn customer_key(headers: &HeaderMap) -> Result<Option<CustomerKey>, Error> {
    key_of(headers, "x-amz-server-side-encryption-customer-")
}

/// The key of what is copied.
///
/// # Errors
/// As [`customer_key`].
pub(crate) fn source_key(headers: &HeaderMap) -> Result<Option<CustomerKey>, Error> {
    key_of(
        headers,
        "x-amz-copy-source-server-side-encryption-customer-",
    )
}

fn key_of(headers: &HeaderMap, prefix: &str) -> Result<Option<CustomerKey>, Error> {
    CustomerKey::of(&CustomerKeyHeaders {
        algorithm: text(headers, format!("{prefix}algorithm")),
        key: text(headers, format!("{prefix}key")).map(Zeroizing::new),
        md5: text(headers, format!("{prefix}key-md5")),
    })
}

/// What a request says of the bytes that it brings.
pub(crate) fn claimed_digests(headers: &HeaderMap) -> ClaimedDigests {
    let checksums = ChecksumAlgorithm::ALL.into_iter().filter_map(|algorithm| {
        let name = algorithm.name().to_ascii_lowercase();
        Some((algorithm, text(headers, format!("x-amz-checksum-{name}"))?))
    });
    ClaimedDigests {
        md5: text(headers, "content-md5"),
        checksums: checksums.collect(),
        algorithm: some_text(headers, "x-amz-sdk-checksum-algorithm")
            .or_else(|| some_text(headers, "x-amz-checksum-algorithm")),
    }
}

/// What a request says of the object that it makes. `user` is the client's own metadata.
///
/// # Errors
/// A header says what cannot be.
pub(crate) fn settings(
    headers: &HeaderMap,
    user: Option<s3s::dto::Metadata>,
) -> Result<ObjectSettings, Error> {
    const LOCK: [&str; 3] = [
        "x-amz-object-lock-legal-hold",
        "x-amz-object-lock-mode",
        "x-amz-object-lock-retain-until-date",
    ];

    let tags = text(headers, "x-amz-tagging");
    Ok(ObjectSettings {
        metadata: metadata(headers, user),
        tags: tags.map(|tags| tags_of(&tags)).transpose()?,
        acl: acl(headers),
        encryption: text(headers, "x-amz-server-side-encryption"),
        kms_key: text(headers, "x-amz-server-side-encryption-aws-kms-key-id"),
        customer_key: customer_key(headers)?,
        asks_for_lock: LOCK.iter().any(|name| headers.contains_key(*name)),
    })
}

fn metadata(headers: &HeaderMap, user: Option<s3s::dto::Metadata>) -> Metadata {
    let user: BTreeMap<String, String> = user.unwrap_or_default().into_iter().collect();
    Metadata {
        content_type: some_text(headers, header::CONTENT_TYPE),
        content_encoding: some_text(headers, header::CONTENT_ENCODING),
        content_disposition: some_text(headers, header::CONTENT_DISPOSITION),
        content_language: some_text(headers, header::CONTENT_LANGUAGE),
        cache_control: some_text(headers, header::CACHE_CONTROL),
        expires: some_text(headers, header::EXPIRES),
        website_redirect: some_text(headers, "x-amz-website-redirect-location"),
        storage_class: some_text(headers, "x-amz-storage-class"),
        user,
    }
}

fn acl(headers: &HeaderMap) -> AclHeaders {
    AclHeaders {
        canned: text(headers, "x-amz-acl"),
        full_control: text(headers, "x-amz-grant-full-control"),
        read: text(headers, "x-amz-grant-read"),
        read_acp: text(headers, "x-amz-grant-read-acp"),
        write: text(headers, "x-amz-grant-write"),
        write_acp: text(headers, "x-amz-grant-write-acp"),
    }
}

/// The tags of the header `x-amz-tagging`, which is a query.
///
/// # Errors
/// `InvalidArgument`: it is none, or a key comes twice.
///
/// SOURCE: S3 API Reference, PutObject; the text is as S3 answers.
pub(crate) fn tags_of(query: &str) -> Result<Vec<Tag>, Error> {
    let invalid = || {
        let text = "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query \
                    parameters without tag name duplicates.";
        Error::new(ErrorCode::InvalidArgument, text)
            .with("ArgumentName", "x-amz-tagging")
            .with("ArgumentValue", query)
    };
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        let text = percent_decode_str(&text).decode_utf8();
        text.map(std::borrow::Cow::into_owned)
            .map_err(|_| invalid())
    };
    let mut tags: Vec<Tag> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let tag = Tag {
            key: decoded(key)?,
            value: decoded(value)?,
        };
        if tag.key.is_empty() || tags.iter().any(|other| other.key == tag.key) {
            return Err(invalid());
        }
        tags.push(tag);
    }
    Ok(tags)
}

/// What a request asks for that only directory buckets have, or object lock.
///
/// # Errors
/// It asks for such a thing.
///
/// SOURCE: S3 API Reference, DeleteObject and PutObject; texts as S3 answers.
pub(crate) fn refuse_unknown(headers: &HeaderMap) -> Result<(), Error> {
    const OF_DIRECTORY_BUCKETS: [&str; 3] = [
        "x-amz-if-match-last-modified-time",
        "x-amz-if-match-size",
        "x-amz-write-offset-bytes",
    ];
    const BYPASS: &str = "x-amz-bypass-governance-retention";

    if headers.contains_key(BYPASS) {
        let text = format!("{BYPASS} is only applicable to Object Lock enabled buckets.");
        return Err(Error::new(ErrorCode::InvalidArgument, text).with("ArgumentName", BYPASS));
    }
    match OF_DIRECTORY_BUCKETS
        .iter()
        .find(|name| headers.contains_key(**name))
    {
        None => Ok(()),
        Some(name) => {
            let text = "A header you provided implies functionality that is not implemented";
            Err(Error::new(ErrorCode::NotImplemented, text).with("Header", *name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            let name: HeaderName = name.parse().unwrap();
            headers.insert(name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn conditions_are_read_with_indulgence() {
        let sent = headers(&[
            ("if-match", "\"a\", W/\"b\" ,c"),
            ("if-none-match", "*"),
            ("if-modified-since", "Sat, 31 Jan 2026 12:00:00 GMT"),
            ("if-unmodified-since", "yesterday"),
        ]);
        let conditions = read_conditions(&sent, &OF_READS);
        let expect = ["a", "b", "c"].map(|etag| etag.parse().unwrap());
        assert_eq!(conditions.matches, Some(ETags::OneOf(expect.to_vec())));
        assert_eq!(conditions.matches_none, Some(ETags::Any));
        let noon: Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
        assert_eq!(conditions.modified_since, Some(noon));
        assert_eq!(conditions.unmodified_since, None);
        let none = read_conditions(&headers(&[("if-match", "")]), &OF_SOURCES);
        assert_eq!(none, ReadConditions::default());
    }

    #[track_caller]
    fn check_tags(query: &str, expect: Option<&[(&str, &str)]>) {
        let tags = tags_of(query).ok().map(|tags| {
            let pairs = tags.into_iter().map(|tag| (tag.key, tag.value));
            pairs.collect::<Vec<_>>()
        });
        let expect = expect.map(|tags| {
            let pairs = tags.iter();
            pairs
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect::<Vec<_>>()
        });
        assert_eq!(tags, expect, "{query}");
    }

    #[test]
    fn tags_are_a_query() {
        check_tags("", Some(&[]));
        check_tags("a=1&b", Some(&[("a", "1"), ("b", "")]));
        check_tags("a+b=c%2Bd%26", Some(&[("a b", "c+d&")]));
        check_tags("a=1&a=2", None);
        check_tags("a=1&A=2", Some(&[("a", "1"), ("A", "2")]));
        check_tags("=1", None);
        check_tags("a=%ff", None);
    }

    #[test]
    fn digests_are_what_headers_say() {
        let sent = headers(&[
            ("content-md5", "m"),
            ("x-amz-checksum-crc32", "c"),
            ("x-amz-checksum-type", "FULL_OBJECT"),
            ("x-amz-sdk-checksum-algorithm", "CRC32"),
        ]);
        let expect = ClaimedDigests {
            md5: Some("m".to_owned()),
            checksums: vec![(ChecksumAlgorithm::Crc32, "c".to_owned())],
            algorithm: Some("CRC32".to_owned()),
        };
        assert_eq!(claimed_digests(&sent), expect);
    }

    #[test]
    fn what_only_other_buckets_have_is_refused() {
        assert_eq!(refuse_unknown(&headers(&[("x-amz-mfa", "1 2")])), Ok(()));
        for name in ["x-amz-if-match-size", "x-amz-bypass-governance-retention"] {
            assert!(refuse_unknown(&headers(&[(name, "1")])).is_err(), "{name}");
        }
    }
}
