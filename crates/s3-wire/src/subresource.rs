//! Sub-resources: parameters such as `acl` that make another operation of a request.
//!
//! SECURITY: `s3s` looks for those that an operation of the same method has, and takes what is left
//! for the plain operation: `DELETE /bucket?acl` would delete the bucket, and an operation newer
//! than `s3s`, such as `PUT /bucket/key?renameObject`, would write an empty object. So they are
//! looked at before.

use http::Method;

use crate::query;

/// What a request with a sub-resource comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subresource {
    /// There is none, or `s3s` has the operation.
    Known,
    /// An operation of AWS's that `s3s` cannot parse.
    Unparsed(&'static str),
    /// No operation has this method there.
    NotAllowed(&'static str),
}

/// A sub-resource with the methods that it has on a bucket and on an object.
type Row = (&'static str, &'static [Method], &'static [Method]);

const NONE: &[Method] = &[];
const GET: &[Method] = &[Method::GET];
const PUT: &[Method] = &[Method::PUT];
const POST: &[Method] = &[Method::POST];
const GET_PUT: &[Method] = &[Method::GET, Method::PUT];
const GET_PUT_DELETE: &[Method] = &[Method::GET, Method::PUT, Method::DELETE];
const POST_GET_DELETE: &[Method] = &[Method::POST, Method::GET, Method::DELETE];

/// SOURCE: the request URIs of S3's service model.
const TABLE: &[Row] = &[
    ("abac", GET_PUT, NONE),
    ("accelerate", GET_PUT, NONE),
    ("acl", GET_PUT, GET_PUT),
    ("analytics", GET_PUT_DELETE, NONE),
    ("annotation", NONE, GET_PUT_DELETE),
    ("attributes", NONE, GET),
    ("cors", GET_PUT_DELETE, NONE),
    ("delete", POST, NONE),
    ("encryption", GET_PUT_DELETE, PUT),
    ("intelligent-tiering", GET_PUT_DELETE, NONE),
    ("inventory", GET_PUT_DELETE, NONE),
    ("legal-hold", NONE, GET_PUT),
    ("lifecycle", GET_PUT_DELETE, NONE),
    ("location", GET, NONE),
    ("logging", GET_PUT, NONE),
    ("metadataAnnotationTable", PUT, NONE),
    ("metadataConfiguration", POST_GET_DELETE, NONE),
    ("metadataInventoryTable", PUT, NONE),
    ("metadataJournalTable", PUT, NONE),
    ("metadataTable", POST_GET_DELETE, NONE),
    ("metrics", GET_PUT_DELETE, NONE),
    ("notification", GET_PUT, NONE),
    ("object-lock", GET_PUT, NONE),
    ("ownershipControls", GET_PUT_DELETE, NONE),
    ("policy", GET_PUT_DELETE, NONE),
    ("policyStatus", GET, NONE),
    ("publicAccessBlock", GET_PUT_DELETE, NONE),
    ("renameObject", NONE, PUT),
    ("replication", GET_PUT_DELETE, NONE),
    ("requestPayment", GET_PUT, NONE),
    ("restore", NONE, POST),
    ("retention", NONE, GET_PUT),
    ("select", NONE, POST),
    ("session", GET, NONE),
    ("tagging", GET_PUT_DELETE, GET_PUT_DELETE),
    ("torrent", NONE, GET),
    ("uploads", GET, POST),
    ("versioning", GET_PUT, NONE),
    ("versions", GET, NONE),
    ("website", GET_PUT_DELETE, NONE),
];

/// Operations that `s3s` does not know: sub-resource, on an object or on a bucket, method, name.
pub(crate) const UNPARSED: [(&str, bool, Method, &str); 13] = [
    ("abac", false, Method::GET, "GetBucketAbac"),
    ("abac", false, Method::PUT, "PutBucketAbac"),
    ("annotation", true, Method::DELETE, "DeleteObjectAnnotation"),
    ("annotation", true, Method::GET, "GetObjectAnnotation"),
    ("annotation", true, Method::PUT, "PutObjectAnnotation"),
    ("encryption", true, Method::PUT, "UpdateObjectEncryption"),
    (
        "metadataAnnotationTable",
        false,
        Method::PUT,
        "UpdateBucketMetadataAnnotationTableConfiguration",
    ),
    (
        "metadataConfiguration",
        false,
        Method::DELETE,
        "DeleteBucketMetadataConfiguration",
    ),
    (
        "metadataConfiguration",
        false,
        Method::GET,
        "GetBucketMetadataConfiguration",
    ),
    (
        "metadataConfiguration",
        false,
        Method::POST,
        "CreateBucketMetadataConfiguration",
    ),
    (
        "metadataInventoryTable",
        false,
        Method::PUT,
        "UpdateBucketMetadataInventoryTableConfiguration",
    ),
    (
        "metadataJournalTable",
        false,
        Method::PUT,
        "UpdateBucketMetadataJournalTableConfiguration",
    ),
    ("renameObject", true, Method::PUT, "RenameObject"),
];

/// Parameters of single operations: without what makes a request such an operation, `s3s` takes it
/// for the plain one. Each with the methods that it has on an object.
///
/// SECURITY: `PUT /bucket/key?uploadId=u` without a part's number would overwrite the object, and
/// `DELETE /bucket?uploadId=u` would delete the bucket.
const PARAMETERS: [(&str, &[Method]); 3] = [
    ("partNumber", &[Method::GET, Method::HEAD, Method::PUT]),
    (
        "uploadId",
        &[Method::GET, Method::PUT, Method::POST, Method::DELETE],
    ),
    (
        "versionId",
        &[Method::GET, Method::HEAD, Method::DELETE, Method::POST],
    ),
];

/// A parameter that no operation of this method has, or that lacks its companion.
fn misplaced(method: &Method, query_text: &str, is_object: bool) -> Option<&'static str> {
    let is_there = |wanted: &str| query::pairs(query_text).any(|(name, _)| name == wanted);
    let has_subresource = TABLE.iter().any(|row| is_there(row.0));
    PARAMETERS
        .iter()
        .map(|(name, methods)| (*name, *methods))
        .find_map(|(name, methods)| {
            let lacks_companion = *method == Method::PUT
                && match name {
                    "partNumber" => !is_there("uploadId"),
                    "uploadId" => !is_there("partNumber"),
                    _ => false,
                };
            // Sub-resources have versions with every method.
            let is_fine = is_object
                && !lacks_companion
                && (methods.contains(method) || name == "versionId" && has_subresource);
            (is_there(name) && !is_fine).then_some(name)
        })
}

/// Looks at the parameters of a request for a bucket or one of its objects.
pub(crate) fn of(method: &Method, query_text: &str, is_object: bool) -> Subresource {
    if let Some(name) = misplaced(method, query_text, is_object) {
        return Subresource::NotAllowed(name);
    }
    for (name, _) in query::pairs(query_text) {
        let Some((known, on_bucket, on_object)) = TABLE.iter().find(|row| row.0 == name) else {
            continue;
        };
        let unparsed = UNPARSED.iter().find(|(unparsed, object, of_method, _)| {
            unparsed == known && *object == is_object && of_method == method
        });
        if let Some((.., operation)) = unparsed {
            return Subresource::Unparsed(operation);
        }
        let methods = if is_object { on_object } else { on_bucket };
        if !methods.contains(method) {
            return Subresource::NotAllowed(known);
        }
    }
    Subresource::Known
}

/// The operation that a method would have without a sub-resource: what the audit calls a request
/// that is refused for one.
pub(crate) fn plain(method: &Method, is_object: bool) -> &'static str {
    match (method.as_str(), is_object) {
        ("PUT", false) => "CreateBucket",
        ("DELETE", false) => "DeleteBucket",
        ("HEAD", false) => "HeadBucket",
        (_, false) => "ListObjects",
        ("PUT" | "POST", true) => "PutObject",
        ("DELETE", true) => "DeleteObject",
        ("HEAD", true) => "HeadObject",
        (_, true) => "GetObject",
    }
}

#[cfg(test)]
mod tests {
    use iamd_api::Service;

    use super::*;

    #[track_caller]
    fn check(method: &Method, query: &str, is_object: bool, expect: Subresource) {
        assert_eq!(of(method, query, is_object), expect, "{method} ?{query}");
    }

    #[test]
    fn a_method_that_a_subresource_lacks_is_not_the_plain_operation() {
        use Subresource::{Known, NotAllowed, Unparsed};
        check(&Method::DELETE, "acl", false, NotAllowed("acl"));
        check(
            &Method::DELETE,
            "a=b&versioning=",
            false,
            NotAllowed("versioning"),
        );
        check(&Method::DELETE, "%61cl", true, NotAllowed("acl"));
        check(&Method::PUT, "uploads", true, NotAllowed("uploads"));
        check(&Method::PUT, "location", false, NotAllowed("location"));
        check(&Method::PUT, "renameObject", true, Unparsed("RenameObject"));
        check(
            &Method::PUT,
            "encryption",
            true,
            Unparsed("UpdateObjectEncryption"),
        );
        check(&Method::PUT, "encryption", false, Known);
        check(&Method::DELETE, "tagging&versionId=v", true, Known);
        check(&Method::GET, "prefix=acl&list-type=2", false, Known);
        check(&Method::GET, "", false, Known);
    }

    #[test]
    fn a_parameter_out_of_place_is_not_the_plain_operation() {
        use Subresource::{Known, NotAllowed};
        for (method, query, is_object, expect) in [
            (Method::PUT, "uploadId=u", true, NotAllowed("uploadId")),
            (Method::PUT, "partNumber=1", true, NotAllowed("partNumber")),
            (Method::PUT, "partNumber=1&uploadId=u", true, Known),
            (Method::PUT, "versionId=null", true, NotAllowed("versionId")),
            (Method::PUT, "versionId=null&tagging", true, Known),
            (Method::DELETE, "uploadId=u", true, Known),
            (Method::DELETE, "versionId=v", true, Known),
            (
                Method::DELETE,
                "partNumber=1",
                true,
                NotAllowed("partNumber"),
            ),
            (Method::DELETE, "uploadId=u", false, NotAllowed("uploadId")),
            (
                Method::DELETE,
                "versionId=v",
                false,
                NotAllowed("versionId"),
            ),
            (
                Method::DELETE,
                "partNumber=1",
                false,
                NotAllowed("partNumber"),
            ),
            (Method::GET, "partNumber=1&versionId=v", true, Known),
            (Method::HEAD, "partNumber=1", true, Known),
            (Method::POST, "uploadId=u", true, Known),
            (Method::GET, "uploadId=u", true, Known),
            (
                Method::GET,
                "uploads&upload-id-marker=u&key-marker=k",
                false,
                Known,
            ),
        ] {
            check(&method, query, is_object, expect);
        }
    }

    #[test]
    fn what_is_refused_has_a_name_for_the_audit() {
        for method in ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH"] {
            for is_object in [false, true] {
                let name = plain(&method.parse().unwrap(), is_object);
                assert!(Service::S3.operation(name).is_some(), "{name}");
            }
        }
    }

    #[test]
    fn the_table_is_in_order_and_names_operations_that_are() {
        assert!(TABLE.is_sorted_by_key(|row| row.0));
        for (subresource, _, _, operation) in UNPARSED {
            assert!(Service::S3.operation(operation).is_some(), "{operation}");
            assert!(
                TABLE.iter().any(|row| row.0 == subresource),
                "{subresource}"
            );
        }
    }
}
