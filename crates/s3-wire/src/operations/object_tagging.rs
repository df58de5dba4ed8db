//! PutObjectTagging, GetObjectTagging, DeleteObjectTagging.

use iamd_api::s3;
use iamd_auth::{Audit, Ports};
use iamd_s3::PutObjectTaggingInput;
use s3s::{S3Response, dto};

use crate::{
    convert,
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn get_object_tagging<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::GetObjectTaggingInput>,
) -> Answered<dto::GetObjectTaggingOutput> {
    let dto = asked.input;
    let object = convert::object(&dto.bucket, &dto.key, dto.version_id.as_deref())?;
    let found = performer
        .perform::<s3::GetObjectTagging>(&asked.arrived, object)
        .await?;
    Ok(S3Response::new(dto::GetObjectTaggingOutput {
        tag_set: convert::tag_set(found.tags),
        version_id: found.version.map(|version| version.to_string()),
    }))
}

pub(crate) async fn put_object_tagging<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::PutObjectTaggingInput>,
) -> Answered<dto::PutObjectTaggingOutput> {
    let dto = asked.input;
    let input = PutObjectTaggingInput {
        object: convert::object(&dto.bucket, &dto.key, dto.version_id.as_deref())?,
        tags: convert::tags(dto.tagging.tag_set)?,
    };
    let version = performer
        .perform::<s3::PutObjectTagging>(&asked.arrived, input)
        .await?;
    Ok(S3Response::new(dto::PutObjectTaggingOutput {
        version_id: version.map(|version| version.to_string()),
    }))
}

pub(crate) async fn delete_object_tagging<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::DeleteObjectTaggingInput>,
) -> Answered<dto::DeleteObjectTaggingOutput> {
    let dto = asked.input;
    let object = convert::object(&dto.bucket, &dto.key, dto.version_id.as_deref())?;
    let version = performer
        .perform::<s3::DeleteObjectTagging>(&asked.arrived, object)
        .await?;
    Ok(S3Response::new(dto::DeleteObjectTaggingOutput {
        version_id: version.map(|version| version.to_string()),
    }))
}
