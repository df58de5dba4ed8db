//! Downloads.

use axum::{
    body::Body,
    extract::{Path, Query},
    response::Response,
};
use http::{HeaderValue, StatusCode, header};
use iamd_api::s3;
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::BucketName;
use iamd_s3::{GetObjectInput, ObjectAddress, ReadConditions};
use serde_json::json;

use super::{disposition, object::Which};
use crate::{
    answer::{self, Answer, Stop},
    visitor::Visit,
};

/// SECURITY: whatever the object is, the browser keeps it as a file. Should one show it all the
/// same, it has neither scripts nor an origin, and nothing is loaded for it.
const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// Every object is bytes, whatever its writer said of it.
const CONTENT_TYPE: &str = "application/octet-stream";

/// Gives the bytes of an object, as they are read.
pub(super) async fn download<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Path(bucket): Path<BucketName>,
    Query(which): Query<Which>,
) -> Answer {
    let Some(object) = which.object(bucket) else {
        return Err(Stop::from(answer::empty(StatusCode::NOT_FOUND)));
    };
    let parameters = json!({
        "bucketName": object.bucket,
        "key": object.key,
        "versionId": object.version,
    });
    let disposition = disposition::attachment(object.key.as_str());
    let found = visit.ask_s3::<s3::GetObject>(whole(object), parameters);
    let found = found.await.map_err(|refused| visit.stop(&refused))?;
    let length = found.body.bytes();
    let mut response = Response::new(Body::from_stream(found.body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, length.into());
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    let fixed = [
        (header::CONTENT_TYPE, CONTENT_TYPE),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(answer::composed(response))
}

/// All of an object.
pub(super) fn whole(object: ObjectAddress) -> GetObjectInput {
    GetObjectInput {
        object,
        conditions: ReadConditions::default(),
        range: None,
        part_number: None,
        customer_key: None,
        wants_checksum: false,
        chooses_headers: false,
    }
}
