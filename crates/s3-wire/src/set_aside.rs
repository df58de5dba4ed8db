//! Headers that `s3s` takes more strictly than S3 does. They are kept from it, and given to the
//! operations, which read them as S3 reads them: what cannot be understood is passed over, and a
//! list of ETags is a list.

use http::{
    HeaderMap, HeaderName,
    header::{EXPIRES, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_UNMODIFIED_SINCE, RANGE},
};

const SET_ASIDE: [HeaderName; 10] = [
    EXPIRES,
    IF_MATCH,
    IF_MODIFIED_SINCE,
    IF_NONE_MATCH,
    IF_UNMODIFIED_SINCE,
    RANGE,
    HeaderName::from_static("x-amz-copy-source-if-match"),
    HeaderName::from_static("x-amz-copy-source-if-modified-since"),
    HeaderName::from_static("x-amz-copy-source-if-none-match"),
    HeaderName::from_static("x-amz-copy-source-if-unmodified-since"),
];

/// Takes such headers out.
pub(crate) fn set_aside(headers: &mut HeaderMap) -> HeaderMap {
    let mut aside = HeaderMap::new();
    for name in SET_ASIDE {
        if let Some(value) = headers.remove(&name) {
            aside.insert(name, value);
        }
    }
    aside
}
