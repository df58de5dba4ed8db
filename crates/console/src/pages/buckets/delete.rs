//! Deleting a bucket.

use axum::extract::Path;
use iamd_api::s3;
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::BucketName;

use super::BUCKETS;
use crate::{
    answer::Answer, confirm::Confirm, form::Post, link, page::Section, refusal::Refusal,
    visitor::Visit,
};

/// Asks before a bucket is deleted.
pub(super) async fn ask<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Path(bucket): Path<BucketName>,
) -> Answer {
    confirm(&visit, &bucket, None)
}

/// Deletes a bucket that is empty.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    Path(bucket): Path<BucketName>,
    Post { by: visit, .. }: Post<Visit<P, A>>,
) -> Answer {
    match visit.ask_bucket::<s3::DeleteBucket>(&bucket).await {
        Ok(()) => visit.done(BUCKETS, "bucket-deleted", bucket.as_str()),
        Err(refused) => confirm(&visit, &bucket, Some(visit.refusal(&refused))),
    }
}

fn confirm<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    refusal: Option<Refusal>,
) -> Answer {
    let t = &visit.texts().buckets;
    let of_bucket = link::to(&["buckets", bucket.as_str()]);
    let page = visit.page(t.delete_title).at(Section::Buckets);
    let page = page
        .below(t.title, BUCKETS)
        .below(bucket.as_str(), of_bucket.as_str());
    let confirm = Confirm {
        lead: t.delete_lead.to_owned(),
        subject: bucket.to_string(),
        warning: Some(t.delete_warning.to_owned()),
        action: link::to(&["buckets", bucket.as_str(), "delete"]),
        fields: Vec::new(),
        button: t.delete,
        back: of_bucket,
        refusal,
    };
    visit.confirm(page, confirm)
}
