//! What can be switched for a bucket: versioning, and the four settings against public access.

use axum::extract::Path;
use iamd_api::s3;
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::BucketName;
use iamd_s3::{OnBucket, PublicAccessBlock, PutVersioning};
use serde_json::json;

use super::properties::{self, Links};
use crate::{answer::Answer, form::Post, visitor::Visit};

/// Enables or suspends versioning.
pub(super) async fn set_versioning<P: ConsolePorts, A: Audit>(
    Path(bucket): Path<BucketName>,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let status = fields.text("status").to_owned();
    let parameters = json!({ "bucketName": bucket, "Status": status });
    let code = match status.as_str() {
        "Enabled" => "versioning-enabled",
        _ => "versioning-suspended",
    };
    let versioning = PutVersioning {
        status: Some(status),
        mfa_delete: None,
    };
    let input = OnBucket::with(bucket.clone(), versioning);
    let set = visit.ask_s3::<s3::PutBucketVersioning>(input, parameters);
    match set.await {
        Ok(()) => visit.done(&Links::of(&bucket).properties, code, bucket.as_str()),
        Err(refused) => properties::show_refused(&visit, bucket, &refused).await,
    }
}

/// The four settings, by the names of S3.
///
/// SOURCE: S3 API Reference, `PublicAccessBlockConfiguration`.
pub(super) fn switches(block: PublicAccessBlock) -> [(&'static str, bool); 4] {
    [
        ("BlockPublicAcls", block.block_public_acls),
        ("IgnorePublicAcls", block.ignore_public_acls),
        ("BlockPublicPolicy", block.block_public_policy),
        ("RestrictPublicBuckets", block.restrict_public_buckets),
    ]
}

/// Sets the four settings to what is checked.
pub(super) async fn block_public_access<P: ConsolePorts, A: Audit>(
    Path(bucket): Path<BucketName>,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let is_on = |name: &str| fields.all("block").any(|checked| checked == name);
    let block = PublicAccessBlock {
        block_public_acls: is_on("BlockPublicAcls"),
        ignore_public_acls: is_on("IgnorePublicAcls"),
        block_public_policy: is_on("BlockPublicPolicy"),
        restrict_public_buckets: is_on("RestrictPublicBuckets"),
    };
    let switches: serde_json::Map<_, _> = switches(block)
        .into_iter()
        .map(|(name, is_on)| (name.to_owned(), is_on.into()))
        .collect();
    let parameters = json!({
        "bucketName": bucket,
        "PublicAccessBlockConfiguration": switches,
    });
    let input = OnBucket::with(bucket.clone(), block);
    let set = visit.ask_s3::<s3::PutPublicAccessBlock>(input, parameters);
    match set.await {
        Ok(()) => {
            let page = Links::of(&bucket).properties;
            visit.done(&page, "public-access-saved", "")
        }
        Err(refused) => properties::show_refused(&visit, bucket, &refused).await,
    }
}
