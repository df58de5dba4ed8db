//! Where the pages of buckets and objects are.
//!
//! A key is any text. It stands in the query of an address, never in its path, where browsers and
//! proxies take dots and slashes for their own; and in forms it is encoded, because browsers change
//! the ends of lines in what they send.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use iamd_ident::{BucketName, ObjectKey, VersionId};

use crate::link;

/// A bucket, or what is done with it.
pub(crate) fn bucket(name: &BucketName, page: &str) -> String {
    if page.is_empty() {
        link::to(&["buckets", name.as_str()])
    } else {
        link::to(&["buckets", name.as_str(), page])
    }
}

/// A folder of a bucket.
pub(crate) fn folder(name: &BucketName, prefix: &str) -> String {
    link::with_query(&bucket(name, ""), &[("prefix", prefix)])
}

/// The page of an object, or of one of its versions.
pub(crate) fn object(name: &BucketName, key: &str, version: Option<&VersionId>) -> String {
    of_key(&bucket(name, "object"), key, version)
}

/// The bytes of an object, or of one of its versions.
pub(crate) fn download(name: &BucketName, key: &str, version: Option<&VersionId>) -> String {
    of_key(&bucket(name, "download"), key, version)
}

fn of_key(page: &str, key: &str, version: Option<&VersionId>) -> String {
    let version = version.map_or("", VersionId::as_str);
    link::with_query(page, &[("key", key), ("version", version)])
}

/// The folder that a key is in: all up to its last slash, the one at its end aside.
pub(crate) fn folder_of(key: &str) -> &str {
    let inner = key.strip_suffix('/').unwrap_or(key);
    let end = inner.rfind('/').map_or(0, |place| place + 1);
    key.get(..end).unwrap_or_default()
}

/// What a form says of an object: its key, and its version if one is meant.
pub(crate) fn in_form(key: &str, version: Option<&VersionId>) -> String {
    let key = BASE64_URL_SAFE_NO_PAD.encode(key);
    match version {
        Some(version) => format!("{key}.{version}"),
        None => key,
    }
}

/// What [`in_form`] wrote; nothing if it did not write this.
pub(crate) fn of_form(text: &str) -> Option<(ObjectKey, Option<VersionId>)> {
    let (key, version) = match text.split_once('.') {
        Some((key, version)) => (key, Some(version.parse().ok()?)),
        None => (text, None),
    };
    let key = BASE64_URL_SAFE_NO_PAD.decode(key).ok()?;
    let key = String::from_utf8(key).ok()?;
    Some((key.parse().ok()?, version))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: [&str; 12] = [
        "<script>alert(1)</script>",
        "\"'`&amp;",
        "../../etc/passwd",
        "a%2Fb%00",
        "  two  spaces ",
        "\u{202e}gpj.exe",
        "a//b",
        "/",
        "folder/",
        "line\nbreak\r\n\tand\0",
        "a?b#c&d=e+f;g",
        "日本語/é",
    ];

    fn name() -> BucketName {
        "the-bucket".parse().unwrap()
    }

    #[test]
    fn every_key_comes_back_from_a_link_and_from_a_form() {
        let long = "\u{1f980}".repeat(256);
        for key in HOSTILE.into_iter().chain([long.as_str()]) {
            let link = object(&name(), key, None);
            let query = link.strip_prefix("/buckets/the-bucket/object?").unwrap();
            let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
            assert_eq!(pairs, [("key".into(), key.into())]);
            assert!(link.is_ascii() && !link.contains(['<', '"', '\'', '&', ' ']));
            let (back, version) = of_form(&in_form(key, None)).unwrap();
            assert_eq!((back.as_str(), version), (key, None));
        }
    }

    #[test]
    fn versions_come_back_as_well() {
        let version: VersionId = "3sL4kqtJlcpXroDTDmJrmSpXd3dIbrHY".parse().unwrap();
        for version in [VersionId::null(), version] {
            let (key, back) = of_form(&in_form("a.b", Some(&version))).unwrap();
            assert_eq!((key.as_str(), back), ("a.b", Some(version.clone())));
            let link = download(&name(), "a", Some(&version));
            assert_eq!(
                link,
                format!("/buckets/the-bucket/download?key=a&version={version}")
            );
        }
    }

    #[test]
    fn what_no_form_of_ours_says_is_nothing() {
        for text in ["", "*", "YQ.", "YQ.x", "YQ=", "_w"] {
            assert_eq!(of_form(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_is_in_its_folder() {
        for (key, folder) in [
            ("a", ""),
            ("a/b", "a/"),
            ("a//b", "a//"),
            ("a/b/", "a/"),
            ("a//", "a/"),
            ("/", ""),
            ("/a", "/"),
        ] {
            assert_eq!(folder_of(key), folder, "{key}");
        }
    }
}
