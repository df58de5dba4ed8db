//! The request that `s3s` gets: the one that came, without anything that speaks of its sender.

mod parameters;

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{
        AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, EXPECT, HOST, RANGE, TRANSFER_ENCODING,
    },
    request::Parts,
};
use iamd_api::{Error, ErrorCode};
use iamd_sigv4::BodyProof;

use crate::digest;

/// What is known of the body once its signature was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decoded<'d> {
    /// Of the bytes of the object, if it is said.
    pub(crate) length: Option<u64>,
    /// Names of the trailers that will follow.
    pub(crate) trailers: &'d [String],
}

impl<'d> Decoded<'d> {
    pub(crate) fn of(proof: &'d BodyProof) -> Self {
        Self {
            length: proof.decoded_length(),
            trailers: proof.declared_trailers(),
        }
    }
}

/// Takes everything that proves the sender out of the head, and everything that says how the body
/// was wrapped.
///
/// # Errors
/// Something of it cannot be understood, which the gate is to refuse. All is taken out even so.
pub(crate) fn strip(head: &mut Parts, decoded: Decoded<'_>) -> Result<(), Error> {
    let understood = parameters::to_headers(head);
    let understood = understood.and_then(|()| digest::check_trailers(decoded.trailers));
    name_host(head);
    if let Some(uri) = parameters::without_proofs(&head.uri) {
        head.uri = uri;
    }
    let headers = &mut head.headers;
    for name in STRIPPED {
        headers.remove(name);
    }
    unwrap_encoding(headers);
    if let Some(length) = decoded.length {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    name_algorithm(headers, decoded.trailers);
    join_metadata(headers);
    split_lists(headers);
    drop_idle_ranges(headers);
    understood
}

/// Checks that headers that ask for something are text. Metadata may be anything.
///
/// # Errors
/// `InvalidArgument`: one is none. `s3s` would pass it over, and a condition that is passed over is
/// a condition less.
pub(crate) fn check_text(headers: &HeaderMap) -> Result<(), Error> {
    let asks = |name: &str| {
        name.starts_with("if-") || name.starts_with("x-amz-") && !name.starts_with("x-amz-meta-")
    };
    let unreadable = headers
        .iter()
        .find(|(name, value)| asks(name.as_str()) && str::from_utf8(value.as_bytes()).is_err());
    match unreadable {
        None => Ok(()),
        Some((name, _)) => {
            let text = "The value of a header is invalid.";
            let error = Error::new(ErrorCode::InvalidArgument, text);
            Err(error.with("ArgumentName", name.as_str()))
        }
    }
}

/// SOURCE: S3 API Reference, "Common Request Headers" and "Signature Calculations for the
/// Authorization Header: Transferring Payload in Multiple Chunks".
const STRIPPED: [HeaderName; 9] = [
    AUTHORIZATION,
    CONTENT_LENGTH,
    EXPECT,
    TRANSFER_ENCODING,
    HeaderName::from_static("x-amz-content-sha256"),
    HeaderName::from_static("x-amz-date"),
    HeaderName::from_static("x-amz-decoded-content-length"),
    HeaderName::from_static("x-amz-security-token"),
    HeaderName::from_static("x-amz-trailer"),
];

/// Takes `aws-chunked` out of `Content-Encoding`: it is no property of the object.
fn unwrap_encoding(headers: &mut HeaderMap) {
    const CHUNKED: &str = "aws-chunked";
    let is_wrapped = headers.get_all(CONTENT_ENCODING).iter().any(|value| {
        let value = value.to_str().unwrap_or_default();
        value
            .split(',')
            .any(|coding| coding.trim().eq_ignore_ascii_case(CHUNKED))
    });
    if !is_wrapped {
        return;
    }
    let kept: Vec<&str> = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(CHUNKED))
        .collect();
    let kept = HeaderValue::from_str(&kept.join(","));
    headers.remove(CONTENT_ENCODING);
    if let Ok(kept) = kept
        && !kept.is_empty()
    {
        headers.insert(CONTENT_ENCODING, kept);
    }
}

/// Has `s3s` see which checksum the client chose: for uploads SDKs say it in a header of another
/// name, or by the trailer that they announce.
fn name_algorithm(headers: &mut HeaderMap, trailers: &[String]) {
    const NAME: HeaderName = HeaderName::from_static("x-amz-checksum-algorithm");
    const SAID_BY_SDKS: &str = "x-amz-sdk-checksum-algorithm";
    if headers.contains_key(NAME) {
        return;
    }
    let of_trailer = || {
        trailers.iter().find_map(|trailer| {
            let name = trailer.strip_prefix("x-amz-checksum-")?;
            HeaderValue::from_str(&name.to_ascii_uppercase()).ok()
        })
    };
    let said = headers.get(SAID_BY_SDKS).cloned();
    if let Some(algorithm) = said.or_else(of_trailer) {
        headers.insert(NAME, algorithm);
    }
}

/// HTTP/2 says the host in the target.
fn name_host(head: &mut Parts) {
    if head.headers.contains_key(HOST) {
        return;
    }
    let authority = head.uri.authority().map(http::uri::Authority::as_str);
    if let Some(Ok(host)) = authority.map(HeaderValue::from_str) {
        head.headers.insert(HOST, host);
    }
}

/// `s3s` reads lists of one member a header; SDKs send one header with commas.
fn split_lists(headers: &mut HeaderMap) {
    const LISTS: [&str; 2] = [
        "x-amz-object-attributes",
        "x-amz-optional-object-attributes",
    ];
    for name in LISTS {
        let said: Vec<HeaderValue> = headers.get_all(name).iter().cloned().collect();
        if said.is_empty() {
            continue;
        }
        headers.remove(name);
        let members = said
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        for member in members {
            if let Ok(member) = HeaderValue::from_str(member.trim()) {
                headers.append(name, member);
            }
        }
    }
}

/// A range that is none, or several, asks for the whole object.
///
/// SOURCE: RFC 9110, section 14.2; S3 does not serve several ranges at once.
fn drop_idle_ranges(headers: &mut HeaderMap) {
    let range = headers.get(RANGE).and_then(|range| range.to_str().ok());
    if range.is_some_and(|range| s3s::dto::Range::parse(range).is_err()) {
        headers.remove(RANGE);
    }
}

/// Metadata of one name that was sent twice is one value with a comma.
///
/// SOURCE: S3 API Reference, "PUT Object": headers that repeat are combined as RFC 9110 has it.
fn join_metadata(headers: &mut HeaderMap) {
    let repeated: Vec<HeaderName> = headers
        .keys()
        .filter(|name| name.as_str().starts_with("x-amz-meta-"))
        .filter(|name| headers.get_all(*name).iter().nth(1).is_some())
        .cloned()
        .collect();
    for name in repeated {
        let values: Vec<&[u8]> = headers
            .get_all(&name)
            .iter()
            .map(HeaderValue::as_bytes)
            .collect();
        if let Ok(joined) = HeaderValue::from_bytes(&values.join(&b',')) {
            headers.insert(name, joined);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(uri: &str, headers: &[(&str, &str)], decoded: Decoded<'_>) -> Parts {
        let mut request = http::Request::put(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut head, ()) = request.body(()).unwrap().into_parts();
        strip(&mut head, decoded).unwrap();
        head
    }

    const PLAIN: Decoded<'static> = Decoded {
        length: None,
        trailers: &[],
    };

    #[test]
    fn headers_of_signatures_and_of_wrapping_go() {
        let head = stripped(
            "/b/k",
            &[
                ("authorization", "AWS4-HMAC-SHA256 ..."),
                ("x-amz-security-token", "t"),
                ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
                ("x-amz-date", "20260131T120000Z"),
                ("x-amz-decoded-content-length", "5"),
                ("x-amz-trailer", "x-amz-checksum-crc32"),
                ("content-length", "99"),
                ("content-encoding", "aws-chunked, gzip"),
                ("expect", "100-continue"),
                ("x-amz-meta-a", "1"),
                ("x-amz-meta-a", "2"),
            ],
            Decoded {
                length: Some(5),
                trailers: &["x-amz-checksum-crc32".to_owned()],
            },
        );
        let mut left: Vec<_> = head
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        left.sort();
        let expect = [
            "content-encoding: gzip",
            "content-length: 5",
            "x-amz-checksum-algorithm: CRC32",
            "x-amz-meta-a: 1,2",
        ];
        assert_eq!(left, expect);
    }

    #[test]
    fn headers_that_ask_for_something_are_text() {
        for (name, is_refused) in [
            ("if-none-match", true),
            ("x-amz-server-side-encryption-customer-key", true),
            ("x-amz-meta-a", false),
            ("user-agent", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_bytes("ä".as_bytes()).unwrap());
            assert_eq!(check_text(&headers), Ok(()), "{name}");
            headers.append(name, HeaderValue::from_bytes(b"\xff").unwrap());
            assert_eq!(check_text(&headers).is_err(), is_refused, "{name}");
        }
    }

    #[test]
    fn what_is_refused_is_stripped_all_the_same() {
        let request = http::Request::put("/b/k?x-amz-acl=%0a&X-Amz-Signature=s&acl");
        let request = request.header("authorization", "a").body(());
        let (mut head, ()) = request.unwrap().into_parts();
        assert!(strip(&mut head, PLAIN).is_err());
        assert_eq!(head.uri.query(), Some("acl"));
        assert!(head.headers.is_empty());
        let trailers = ["x-amz-meta-a".to_owned()];
        let decoded = Decoded {
            length: None,
            trailers: &trailers,
        };
        assert!(strip(&mut head, decoded).is_err());
    }

    #[test]
    fn a_wrapping_alone_leaves_no_encoding() {
        for (sent, expect) in [
            ("aws-chunked", None),
            ("AWS-chunked,", None),
            ("gzip,aws-chunked", Some("gzip")),
            ("gzip, br", Some("gzip, br")),
        ] {
            let head = stripped("/b/k", &[("content-encoding", sent)], PLAIN);
            let left = head.headers.get("content-encoding");
            assert_eq!(left.map(|value| value.to_str().unwrap()), expect);
        }
    }

    #[test]
    fn headers_may_come_as_parameters() {
        let head = stripped(
            "/b/k?x-amz-acl=private&X-Amz-Meta-A=from+query&X-Amz-Meta-B=query&x-id=PutObject",
            &[("x-amz-meta-b", "header")],
            PLAIN,
        );
        assert_eq!(head.uri.query(), Some("x-id=PutObject"));
        assert_eq!(head.headers.get("x-amz-acl").unwrap(), "private");
        assert_eq!(head.headers.get("x-amz-meta-a").unwrap(), "from query");
        assert_eq!(head.headers.get("x-amz-meta-b").unwrap(), "header");
    }

    #[test]
    fn lists_and_ranges_are_as_s3s_reads_them() {
        let headers = [
            ("x-amz-object-attributes", "ETag, ObjectSize"),
            ("range", "bytes=a-b"),
        ];
        let head = stripped("/b/k?attributes", &headers, PLAIN);
        let members = head.headers.get_all("x-amz-object-attributes");
        assert_eq!(members.iter().collect::<Vec<_>>(), ["ETag", "ObjectSize"]);
        assert!(!head.headers.contains_key("range"));
        let head = stripped("https://host:1/b/k", &[("range", "bytes=0-9")], PLAIN);
        assert_eq!(head.headers.get("host").unwrap(), "host:1");
        assert_eq!(head.headers.get("range").unwrap(), "bytes=0-9");
    }

    #[test]
    fn the_algorithm_that_sdks_name_is_the_checksums() {
        let headers = [("x-amz-sdk-checksum-algorithm", "SHA256")];
        let head = stripped("/b/k", &headers, PLAIN);
        assert_eq!(
            head.headers.get("x-amz-checksum-algorithm").unwrap(),
            "SHA256"
        );
    }
}
