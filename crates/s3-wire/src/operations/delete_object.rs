//! DeleteObject, DeleteObjects.

use iamd_api::{Error, ErrorCode, s3};
use iamd_auth::{Audit, Ports};
use iamd_s3::{
    ClaimedDigests, DeleteObjectInput, DeleteObjectsInput, ObjectDeleted, ObjectToDelete,
    delete_condition,
};
use s3s::{S3Response, dto};

use crate::{
    convert, object_headers,
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn delete_object<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::DeleteObjectInput>,
) -> Answered<dto::DeleteObjectOutput> {
    object_headers::refuse_unknown(&asked.headers)?;
    let dto = asked.input;
    let if_match = object_headers::text(&asked.headers, http::header::IF_MATCH);
    let input = DeleteObjectInput {
        object: convert::object(&dto.bucket, &dto.key, dto.version_id.as_deref())?,
        condition: delete_condition(if_match.as_deref()),
    };
    let deleted = performer
        .perform::<s3::DeleteObject>(&asked.arrived, input)
        .await?;
    Ok(S3Response::new(dto::DeleteObjectOutput {
        delete_marker: deleted.delete_marker.then_some(true),
        version_id: deleted.version.map(|version| version.to_string()),
        request_charged: None,
    }))
}

pub(crate) async fn delete_objects<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::DeleteObjectsInput>,
) -> Answered<dto::DeleteObjectsOutput> {
    object_headers::refuse_unknown(&asked.headers)?;
    if object_headers::claimed_digests(&asked.headers) == ClaimedDigests::default() {
        return Err(Error::new(ErrorCode::InvalidRequest, UNPROTECTED));
    }
    let dto = asked.input;
    let is_quiet = dto.delete.quiet.unwrap_or_default();
    let objects: Result<Vec<_>, _> = dto.delete.objects.into_iter().map(named).collect();
    let input = DeleteObjectsInput {
        bucket: convert::bucket(&dto.bucket)?,
        objects: objects?,
    };
    let done = performer
        .perform::<s3::DeleteObjects>(&asked.arrived, input)
        .await?;
    let mut out = dto::DeleteObjectsOutput::default();
    for object in done {
        match told(object) {
            Ok(_) if is_quiet => {}
            Ok(deleted) => out.deleted.get_or_insert_default().push(deleted),
            Err(error) => out.errors.get_or_insert_default().push(error),
        }
    }
    Ok(S3Response::new(out))
}

/// SOURCE: S3 API Reference, DeleteObjects; text as S3 answers.
const UNPROTECTED: &str =
    "Missing required header for this request: Content-MD5 OR x-amz-checksum-*";

/// SOURCE: S3 API Reference, ObjectIdentifier: time and size are conditions of directory buckets
/// alone.
fn named(object: dto::ObjectIdentifier) -> Result<ObjectToDelete, Error> {
    if object.last_modified_time.is_some() || object.size.is_some() {
        let text = "An element you provided implies functionality that is not implemented";
        return Err(Error::new(ErrorCode::NotImplemented, text));
    }
    let etag = object.e_tag.as_ref().map(dto::ETag::value);
    Ok(ObjectToDelete {
        condition: delete_condition(etag),
        key: object.key,
        version: object.version_id,
    })
}

/// SOURCE: S3 API Reference, DeletedObject: a marker that was made has the id of the marker alone,
/// one that was deleted both.
fn told(object: ObjectDeleted) -> Result<dto::DeletedObject, dto::Error> {
    match object.result {
        Ok(deleted) => {
            let marker = deleted.version.filter(|_| deleted.delete_marker);
            Ok(dto::DeletedObject {
                delete_marker: deleted.delete_marker.then_some(true),
                delete_marker_version_id: marker.map(|version| version.to_string()),
                key: Some(object.key),
                version_id: object.version,
            })
        }
        Err(error) => Err(dto::Error {
            code: Some(error.code.to_string()),
            key: Some(object.key),
            message: Some(error.message),
            version_id: object.version,
        }),
    }
}
