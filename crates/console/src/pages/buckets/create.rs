//! New buckets.

use askama::Template;
use iamd_api::{Error, ErrorCode, Service, s3};
use iamd_auth::{Audit, ConsolePorts, Refused};
use iamd_ident::BucketName;
use iamd_s3::{
    AclHeaders, CreateBucketInput, FIRST_REGION, OnBucket, PublicAccessBlock, PutVersioning, S3,
};
use serde_json::json;

use super::{BUCKETS, NEW_BUCKET, properties, regions::regions};
use crate::{
    answer::Answer,
    filled::Filled,
    form::{Fields, Post},
    link,
    page::{Page, Section},
    refusal,
    text::BucketsTexts,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/buckets/new.html")]
struct NewPage<'r> {
    page: Page,
    t: &'static BucketsTexts,
    filled: Filled,
    regions: Vec<&'r str>,
    action: &'static str,
    back: &'static str,
}

/// Shows the form.
pub(super) async fn show<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    let filled = Filled::empty()
        .with("region", visit.arrived.backend.region.as_str())
        .with("block", "all");
    visit.show(&form(&visit, filled))
}

fn form<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, filled: Filled) -> NewPage<'_> {
    let t = &visit.texts().buckets;
    let page = visit.page(t.new_title).at(Section::Buckets);
    NewPage {
        page: page.below(t.title, BUCKETS),
        t,
        filled,
        regions: regions(&visit.arrived.backend.region),
        action: NEW_BUCKET,
        back: BUCKETS,
    }
}

/// Makes a bucket, and sets what was wanted of it.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let name = fields.text("name").trim();
    let Ok(bucket) = name.parse::<BucketName>() else {
        let t = &visit.texts().buckets;
        let filled = Filled::of(&fields, &[]).wrong("name", t.not_a_name);
        return visit.show(&form(&visit, filled));
    };
    if let Err(refused) = make(&visit, &bucket, fields.text("region")).await {
        let filled = visit.refused_form(Filled::of(&fields, &[]), &refused, &[]);
        let status = refusal::status(&refused, Service::S3);
        return Err(visit.stop_with(status, &form(&visit, filled)));
    }
    match set_up(&visit, &bucket, &fields).await {
        Ok(()) => {
            let page = link::to(&["buckets", bucket.as_str()]);
            visit.done(&page, "bucket-created", bucket.as_str())
        }
        Err(refused) => properties::show_half_done(&visit, bucket, &refused).await,
    }
}

/// A bucket of a region is asked for in that region, as policies see it.
async fn make<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    region: &str,
) -> Result<(), Refused> {
    let backend = &visit.arrived.backend;
    if !regions(&backend.region).contains(&region) {
        let text = "The specified location-constraint is not valid";
        return Err(Error::new(ErrorCode::InvalidLocationConstraint, text).into());
    }
    let location = (region != FIRST_REGION).then(|| region.to_owned());
    let mut facts = visit.arrived.facts(json!({
        "bucketName": bucket,
        "CreateBucketConfiguration": { "LocationConstraint": location },
    }));
    region.clone_into(&mut facts.region);
    let input = CreateBucketInput {
        bucket: bucket.clone(),
        location,
        acl: AclHeaders::default(),
        ownership: None,
        has_object_lock: false,
        tags: Vec::new(),
    };
    let made = visit.perform_in::<s3::CreateBucket, S3>(&backend.s3, input, facts);
    made.await.map(|_| ())
}

/// What a bucket is to have besides what every new one has.
async fn set_up<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    fields: &Fields,
) -> Result<(), Refused> {
    if fields.is_checked("versioning") {
        let versioning = PutVersioning {
            status: Some("Enabled".to_owned()),
            mfa_delete: None,
        };
        let input = OnBucket::with(bucket.clone(), versioning);
        let parameters = json!({ "bucketName": bucket, "Status": "Enabled" });
        visit
            .ask_s3::<s3::PutBucketVersioning>(input, parameters)
            .await?;
    }
    if !fields.is_checked("block") {
        let input = OnBucket::with(bucket.clone(), PublicAccessBlock::default());
        let parameters = json!({ "bucketName": bucket, "BlockPublicPolicy": false });
        visit
            .ask_s3::<s3::PutPublicAccessBlock>(input, parameters)
            .await?;
    }
    Ok(())
}
