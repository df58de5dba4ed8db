//! The canonical request.

use crate::{PayloadHash, RequestHead, SignatureError, rules::PathRule};

mod headers;
mod path;
mod query;

/// The canonical request of `head` with a body that `payload` stands for.
///
/// SOURCE: IAM user guide, "Create a signed AWS API request", step 1.
pub(crate) fn request(
    head: &RequestHead<'_>,
    rule: PathRule,
    signed_headers: &str,
    payload: PayloadHash,
) -> Result<Vec<u8>, SignatureError> {
    let mut out = Vec::with_capacity(1024);
    out.extend_from_slice(head.method.as_bytes());
    out.push(b'\n');
    path::write(&mut out, head.path, rule)?;
    out.push(b'\n');
    query::write(&mut out, head.query)?;
    out.push(b'\n');
    headers::write(&mut out, head, signed_headers)?;
    out.push(b'\n');
    out.extend_from_slice(signed_headers.as_bytes());
    out.push(b'\n');
    payload.write(&mut out);
    Ok(out)
}
