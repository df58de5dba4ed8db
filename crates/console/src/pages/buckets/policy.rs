//! The policy of a bucket: edited, and deleted.

use askama::Template;
use axum::extract::Path;
use iamd_api::{ErrorCode, Service, s3};
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::BucketName;
use iamd_policy::{Document, DocumentKind};
use iamd_s3::OnBucket;
use serde_json::json;

use super::{
    BUCKETS,
    properties::{self, Links},
};
use crate::{
    answer::Answer,
    confirm::Confirm,
    filled::Filled,
    form::Post,
    page::{Page, Section},
    refusal::{self, Refusal},
    text::{self, BucketsTexts},
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/buckets/policy.html")]
struct PolicyPage {
    page: Page,
    t: &'static BucketsTexts,
    links: Links,
    arn: String,
    filled: Filled,
}

/// Shows the editor with the policy that there is.
pub(super) async fn show<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Path(bucket): Path<BucketName>,
) -> Answer {
    let document = match visit.ask_bucket::<s3::GetBucketPolicy>(&bucket).await {
        Ok(document) => document,
        Err(refused) if refused.error.code == ErrorCode::NoSuchBucketPolicy => String::new(),
        Err(refused) => return Err(visit.stop(&refused)),
    };
    let filled = Filled::empty().with("document", document);
    visit.show(&editor(&visit, &bucket, filled))
}

/// Saves a policy.
pub(super) async fn save<P: ConsolePorts, A: Audit>(
    Path(bucket): Path<BucketName>,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let document = fields.text("document").trim().to_owned();
    let parameters = json!({ "bucketName": bucket, "bucketPolicy": document });
    let input = OnBucket::with(bucket.clone(), document.clone());
    let Err(refused) = visit.ask_s3::<s3::PutBucketPolicy>(input, parameters).await else {
        let page = Links::of(&bucket).properties;
        return visit.done(&page, "bucket-policy-saved", "");
    };
    let mut filled = Filled::empty().with("document", document.as_str());
    filled.refusal = Some(visit.refusal(&refused));
    if let Some(place) = place(&visit, &bucket, &document) {
        filled = filled.wrong("document", place);
    }
    let status = refusal::status(&refused, Service::S3);
    Err(visit.stop_with(status, &editor(&visit, &bucket, filled)))
}

/// Where a document is wrong, if its text is.
fn place<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    document: &str,
) -> Option<String> {
    let kind = DocumentKind::Bucket {
        name: bucket.as_str(),
    };
    let at = Document::check(document, kind).err()?.at;
    let (line, column) = (at.line.to_string(), at.column.to_string());
    let t = &visit.texts().buckets;
    Some(text::fill(t.policy_place, [&line, &column]))
}

fn editor<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    filled: Filled,
) -> PolicyPage {
    let t = &visit.texts().buckets;
    let links = Links::of(bucket);
    let page = visit.page(t.policy_title).at(Section::Buckets);
    PolicyPage {
        page: page
            .below(t.title, BUCKETS)
            .below(bucket.as_str(), links.objects.as_str())
            .below(t.properties, links.properties.as_str()),
        t,
        links,
        arn: properties::arn(&visit.arrived.backend.region, bucket.as_str()),
        filled,
    }
}

/// Asks before the policy is deleted.
pub(super) async fn ask_to_delete<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Path(bucket): Path<BucketName>,
) -> Answer {
    confirm(&visit, &bucket, None)
}

/// Deletes the policy.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    Path(bucket): Path<BucketName>,
    Post { by: visit, .. }: Post<Visit<P, A>>,
) -> Answer {
    match visit.ask_bucket::<s3::DeleteBucketPolicy>(&bucket).await {
        Ok(()) => {
            let page = Links::of(&bucket).properties;
            visit.done(&page, "bucket-policy-deleted", "")
        }
        Err(refused) => confirm(&visit, &bucket, Some(visit.refusal(&refused))),
    }
}

fn confirm<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    refusal: Option<Refusal>,
) -> Answer {
    let t = &visit.texts().buckets;
    let links = Links::of(bucket);
    let page = visit.page(t.delete_policy_title).at(Section::Buckets);
    let page = page
        .below(t.title, BUCKETS)
        .below(bucket.as_str(), links.objects.as_str())
        .below(t.properties, links.properties.as_str());
    let confirm = Confirm {
        lead: t.delete_policy_lead.to_owned(),
        subject: bucket.to_string(),
        warning: Some(t.delete_policy_warning.to_owned()),
        action: links.delete_policy,
        fields: Vec::new(),
        button: t.delete_policy,
        back: links.properties,
        refusal,
    };
    visit.confirm(page, confirm)
}
