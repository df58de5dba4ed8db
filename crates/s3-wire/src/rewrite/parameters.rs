//! Parameters of the query that are no parameters: headers of presigned URLs, and proofs.

use http::{
    HeaderMap, HeaderName, HeaderValue, Uri, header::Entry, request::Parts, uri::PathAndQuery,
};
use iamd_api::{Error, ErrorCode};

use crate::query::{self, Plus};

/// Presigned URLs may carry headers as parameters; S3 takes them as the headers that they stand
/// for. A header that was sent counts before a parameter of its name.
///
/// # Errors
/// A parameter can be no header, or comes twice and differs.
///
/// SECURITY: what cannot be used is refused. A condition that is dropped is a condition less.
pub(super) fn to_headers(head: &mut Parts) -> Result<(), Error> {
    let query = head.uri.query().unwrap_or_default();
    let mut found = HeaderMap::new();
    for (said, value) in query::raw_pairs(query) {
        let name = query::decoded(said, Plus::IsBlank);
        if !query::is_header(&name) || query::proves_the_sender(&name) || is_idle(&name) {
            continue;
        }
        let header = HeaderName::from_bytes(&query::decoded_bytes(said));
        let value = HeaderValue::from_bytes(&query::decoded_bytes(value));
        let (Ok(header), Ok(value)) = (header, value) else {
            return Err(unusable(&name));
        };
        match found.entry(header) {
            Entry::Vacant(place) => {
                place.insert(value);
            }
            Entry::Occupied(known) if *known.get() == value => {}
            Entry::Occupied(_) => return Err(unusable(&name)),
        }
    }
    for (name, value) in found {
        if let Some(name) = name
            && let Entry::Vacant(place) = head.headers.entry(name)
        {
            place.insert(value);
        }
    }
    Ok(())
}

/// Whether a parameter stands for a header that S3 does not take from a query.
///
/// SOURCE: observed: SDKs presign uploads with the checksum of an empty body in the query, and S3
/// takes any body for them.
fn is_idle(name: &str) -> bool {
    const CHECKSUM: &str = "x-amz-checksum-";
    const SAID_BY_SDKS: &str = "x-amz-sdk-checksum-algorithm";

    let start = name.get(..CHECKSUM.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(CHECKSUM))
        || name.eq_ignore_ascii_case(SAID_BY_SDKS)
}

/// SECURITY: the value is not told: it may be a customer's key.
fn unusable(name: &str) -> Error {
    let text = "A query parameter that stands for a header is invalid.";
    Error::new(ErrorCode::InvalidArgument, text).with("ArgumentName", name)
}

/// The target without the parameters of signatures, of either version, and without those that
/// stand for headers. None if it has none.
pub(super) fn without_proofs(uri: &Uri) -> Option<Uri> {
    let is_kept = |name: &str| {
        let name = query::decoded(name, Plus::IsBlank);
        !query::proves_the_sender(&name) && !query::is_header(&name) && name != MINIO_EVENTS
    };
    let query = uri.query()?;
    if query::raw_pairs(query).all(|(name, _)| is_kept(name)) {
        return None;
    }
    let kept: Vec<&str> = query
        .split('&')
        .filter(|parameter| is_kept(parameter.split('=').next().unwrap_or_default()))
        .collect();
    let mut target = uri.path().to_owned();
    if !kept.is_empty() {
        target.push('?');
        target.push_str(&kept.join("&"));
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = PathAndQuery::try_from(target).ok();
    Uri::from_parts(parts).ok()
}

/// `s3s` takes a listing with this parameter for a call of another server's, and refuses it.
const MINIO_EVENTS: &str = "events";

#[cfg(test)]
mod tests {
    use super::*;

    /// The headers of a request with this query, one a line.
    fn headers(query: &str, header: Option<&str>) -> Result<String, ErrorCode> {
        let mut request = http::Request::put(format!("/b/k?{query}"));
        if let Some(value) = header {
            request = request.header("x-amz-meta-a", value);
        }
        let (mut head, ()) = request.body(()).unwrap().into_parts();
        to_headers(&mut head).map_err(|error| error.code)?;
        let lines = head.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            format!("{name}: {value}\n")
        });
        let mut lines: Vec<String> = lines.collect();
        lines.sort();
        Ok(lines.concat())
    }

    #[track_caller]
    fn check(query: &str, expect: &str) {
        assert_eq!(headers(query, None).as_deref(), Ok(expect), "{query}");
    }

    #[test]
    fn parameters_are_headers() {
        check("x-id=PutObject&acl", "");
        check(
            "X-Amz-Acl=private&x-amz-meta-a=a+b%2B",
            "x-amz-acl: private\nx-amz-meta-a: a b+\n",
        );
        check("x-amz-meta-a=%C3%A4", "x-amz-meta-a: ä\n");
        check("x-amz-meta-a=1&X-AMZ-META-A=1", "x-amz-meta-a: 1\n");
        check("X-Amz-Signature=s&x-amz-date=d", "");
        let sent = headers("x-amz-meta-a=query", Some("header"));
        assert_eq!(sent.as_deref(), Ok("x-amz-meta-a: header\n"));
    }

    #[test]
    fn checksums_are_not() {
        check(
            "x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-sdk-checksum-algorithm=CRC32",
            "",
        );
        check("X-Amz-Checksum-Mode=%00", "");
    }

    #[test]
    fn what_can_be_no_header_is_refused() {
        for query in [
            "x-amz-meta-a=%0a",
            "x-amz-meta-a=%00",
            "x-amz-meta-a=%7f",
            "x-amz-meta-%0d=a",
            "x-amz-meta%20a=a",
            "x-amz-m%C3%A4=a",
            "x-amz-m%FF=a",
            "x-amz-meta-a=1&x-amz-meta-a=2",
            "x-amz-meta-a=1&X-Amz-Meta-A=",
        ] {
            assert_eq!(
                headers(query, None),
                Err(ErrorCode::InvalidArgument),
                "{query}"
            );
        }
    }

    #[track_caller]
    fn check_target(uri: &str, expect: &str) {
        let uri: Uri = uri.parse().unwrap();
        let left = without_proofs(&uri).unwrap_or(uri);
        assert_eq!(left.path_and_query().unwrap().as_str(), expect);
    }

    #[test]
    fn parameters_of_signatures_go_and_all_others_stay_as_they_are() {
        let signed = "X-Amz-Algorithm=a&X-Amz-Credential=c&X-Amz-Date=d&X-Amz-Expires=e&\
                      X-Amz-SignedHeaders=h&X-Amz-Signature=s&X-Amz-Security-Token=t";
        check_target(&format!("/b/k?{signed}"), "/b/k");
        check_target(
            &format!("/b/%2F%2e//k+%20?versionId=%41+b&{signed}&acl"),
            "/b/%2F%2e//k+%20?versionId=%41+b&acl",
        );
        check_target(
            "/b/k?AWSAccessKeyId=a&Signature=s&Expires=1&tagging",
            "/b/k?tagging",
        );
        check_target("/b/k?X%2DAmz%2Dsignature=s", "/b/k");
        check_target("/b?events=x&prefix=p", "/b?prefix=p");
        check_target("/b?prefix=", "/b?prefix=");
        check_target("http://host/b?signature=x&a", "/b?a");
    }
}
