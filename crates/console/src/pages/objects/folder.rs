//! New folders.

use axum::extract::{Path, Query};
use iamd_api::{ErrorCode, s3};
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::{BucketName, ObjectKey};
use iamd_s3::{ClaimedDigests, Metadata, ObjectSettings, Payload, PutObjectInput, WriteCondition};
use serde_json::json;

use super::{
    links,
    list::{self, Sent, Wanted},
};
use crate::{answer::Answer, filled::Filled, form::Post, visible::visible, visitor::Visit};

/// What a folder is stored as: an object without bytes whose key ends with a slash.
///
/// SOURCE: S3 User Guide, "Organizing objects in the Amazon S3 console by using folders"; the type
/// is the one that S3's own console sends (observed).
const CONTENT_TYPE: &str = "application/x-directory; charset=UTF-8";

/// Makes a folder. What is there already is not written over.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    Path(bucket): Path<BucketName>,
    Query(wanted): Query<Wanted>,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let t = &visit.texts().objects;
    let name = fields.text("folder_name").trim();
    let filled = || Filled::empty().with("folder_name", name);
    let key: Result<ObjectKey, _> = format!("{}{name}/", wanted.prefix).parse();
    let Some(key) = key.ok().filter(|_| !name.is_empty()) else {
        let folder = filled().wrong("folder_name", t.folder_name_wrong);
        return wrong(&visit, &bucket, &wanted, folder).await;
    };
    let parameters = json!({ "bucketName": bucket, "key": key });
    let input = folder(bucket.clone(), key);
    let Err(refused) = visit.ask_s3::<s3::PutObject>(input, parameters).await else {
        let page = links::folder(&bucket, &wanted.prefix);
        return visit.done(&page, "folder-created", &visible(name));
    };
    let folder = if refused.error.code == ErrorCode::PreconditionFailed {
        filled().wrong("folder_name", t.folder_exists)
    } else {
        visit.refused_form(filled(), &refused, &[])
    };
    wrong(&visit, &bucket, &wanted, folder).await
}

async fn wrong<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    wanted: &Wanted,
    folder: Filled,
) -> Answer {
    let sent = Sent {
        folder,
        ..Sent::default()
    };
    list::show_with(visit, bucket, wanted, sent).await
}

fn folder(bucket: BucketName, key: ObjectKey) -> PutObjectInput {
    let metadata = Metadata {
        content_type: Some(CONTENT_TYPE.to_owned()),
        ..Metadata::default()
    };
    PutObjectInput {
        bucket,
        key,
        settings: ObjectSettings {
            metadata,
            ..ObjectSettings::default()
        },
        condition: Some(WriteCondition::Absent),
        payload: Payload {
            body: Box::pin(futures::stream::empty()),
            length: Some(0),
            trailers: Box::new(Vec::new),
            digests: ClaimedDigests::default(),
        },
    }
}
