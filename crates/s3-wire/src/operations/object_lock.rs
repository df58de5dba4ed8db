//! Operations on objects that always end with an error, once they are allowed.

use iamd_api::s3;
use iamd_auth::{Audit, Ports};
use s3s::dto;

use crate::{
    convert,
    performer::{Answered, Asked, Performer},
};

macro_rules! ends {
    ($method:ident: $operation:ident($input:ident) -> $output:ident, |$dto:ident| $version:expr) => {
        pub(crate) async fn $method<P: Ports, A: Audit>(
            performer: &Performer<P, A>,
            asked: Asked<dto::$input>,
        ) -> Answered<dto::$output> {
            let $dto = asked.input;
            let object = convert::object(&$dto.bucket, &$dto.key, $version)?;
            match performer
                .perform::<s3::$operation>(&asked.arrived, object)
                .await? {}
        }
    };
}

ends!(
    get_object_legal_hold: GetObjectLegalHold(GetObjectLegalHoldInput) -> GetObjectLegalHoldOutput,
    |dto| dto.version_id.as_deref()
);
ends!(
    put_object_legal_hold: PutObjectLegalHold(PutObjectLegalHoldInput) -> PutObjectLegalHoldOutput,
    |dto| dto.version_id.as_deref()
);
ends!(
    get_object_retention: GetObjectRetention(GetObjectRetentionInput) -> GetObjectRetentionOutput,
    |dto| dto.version_id.as_deref()
);
ends!(
    put_object_retention: PutObjectRetention(PutObjectRetentionInput) -> PutObjectRetentionOutput,
    |dto| dto.version_id.as_deref()
);
ends!(
    restore_object: RestoreObject(RestoreObjectInput) -> RestoreObjectOutput,
    |dto| dto.version_id.as_deref()
);
ends!(
    select_object_content: SelectObjectContent(SelectObjectContentInput) -> SelectObjectContentOutput,
    |dto| None
);
ends!(
    get_object_torrent: GetObjectTorrent(GetObjectTorrentInput) -> GetObjectTorrentOutput,
    |dto| None
);
