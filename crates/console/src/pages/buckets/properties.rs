//! The properties of a bucket.

use askama::Template;
use axum::extract::Path;
use iamd_api::{ErrorCode, Service, s3};
use iamd_auth::{Audit, ConsolePorts, Refused};
use iamd_ident::{BucketName, Partition};
use iamd_s3::PublicAccessBlock;

use super::BUCKETS;
use crate::{
    answer::Answer,
    filled::Filled,
    link,
    page::{Page, Section},
    pages::policy_document::{self, Line},
    refusal::{self, Refusal},
    text::BucketsTexts,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/buckets/properties.html")]
struct PropertiesPage {
    page: Page,
    t: &'static BucketsTexts,
    bucket: String,
    links: Links,
    arn: String,
    url: String,
    region: Result<String, Refusal>,
    versioning: Result<Option<&'static str>, Refusal>,
    public_access: Result<Filled, Refusal>,
    policy: Result<Option<Vec<Line>>, Refusal>,
    /// Why something could not be done, and what went before.
    refusal: Option<Refusal>,
    is_half_done: bool,
}

/// The pages and forms of a bucket.
pub(crate) struct Links {
    pub(crate) objects: String,
    pub(crate) properties: String,
    pub(crate) versioning: String,
    pub(crate) public_access: String,
    pub(crate) policy: String,
    pub(crate) delete_policy: String,
    pub(crate) delete: String,
}

impl Links {
    pub(crate) fn of(bucket: &BucketName) -> Self {
        let to = |page: &str| link::to(&["buckets", bucket.as_str(), page]);
        Self {
            objects: link::to(&["buckets", bucket.as_str()]),
            properties: to("properties"),
            versioning: to("versioning"),
            public_access: to("public-access"),
            policy: to("policy"),
            delete_policy: link::to(&["buckets", bucket.as_str(), "policy", "delete"]),
            delete: to("delete"),
        }
    }
}

/// Shows the properties.
pub(super) async fn show<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Path(bucket): Path<BucketName>,
) -> Answer {
    let found = visit.ask_bucket::<s3::HeadBucket>(&bucket).await;
    if let Err(refused) = &found
        && refused.error.code == ErrorCode::NoSuchBucket
    {
        return Err(visit.stop(refused));
    }
    let region = found.map(|head| head.region);
    visit.show(&properties(&visit, bucket, region, None).await)
}

/// Shows the properties of a bucket of which something could not be changed.
pub(super) async fn show_refused<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: BucketName,
    refused: &Refused,
) -> Answer {
    let region = visit.ask_bucket::<s3::HeadBucket>(&bucket).await;
    let region = region.map(|head| head.region);
    let shown = properties(visit, bucket, region, Some(visit.refusal(refused))).await;
    let status = refusal::status(refused, Service::S3);
    Err(visit.stop_with(status, &shown))
}

/// The same for a bucket that was made, but has not all that was wanted.
pub(super) async fn show_half_done<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: BucketName,
    refused: &Refused,
) -> Answer {
    let region = visit.ask_bucket::<s3::HeadBucket>(&bucket).await;
    let region = region.map(|head| head.region);
    let shown = properties(visit, bucket, region, Some(visit.refusal(refused))).await;
    visit.show(&PropertiesPage {
        is_half_done: true,
        ..shown
    })
}

async fn properties<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: BucketName,
    region: Result<String, Refused>,
    refusal: Option<Refusal>,
) -> PropertiesPage {
    let t = &visit.texts().buckets;
    let backend = &visit.arrived.backend;
    let page = visit.page(t.properties).at(Section::Buckets);
    let links = Links::of(&bucket);
    PropertiesPage {
        page: page
            .below(t.title, BUCKETS)
            .below(bucket.as_str(), links.objects.as_str()),
        t,
        arn: arn(&backend.region, bucket.as_str()),
        url: format!("{}/{bucket}", backend.endpoint_url),
        region: region.map_err(|refused| visit.refusal(&refused)),
        versioning: versioning(visit, &bucket).await,
        public_access: public_access(visit, &bucket).await,
        policy: policy(visit, &bucket).await,
        refusal,
        is_half_done: false,
        links,
        bucket: bucket.to_string(),
    }
}

/// The ARN of a bucket, or of what is in it. The server's partition is that of its region.
pub(crate) fn arn(region: &str, resource: &str) -> String {
    let partition = Partition::of_region(region);
    format!("arn:{partition}:s3:::{resource}")
}

async fn versioning<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
) -> Result<Option<&'static str>, Refusal> {
    let found = visit.ask_bucket::<s3::GetBucketVersioning>(bucket).await;
    found.map_err(|refused| visit.refusal(&refused))
}

/// The four settings, as check boxes. Without any, all are off.
async fn public_access<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
) -> Result<Filled, Refusal> {
    let found = visit.ask_bucket::<s3::GetPublicAccessBlock>(bucket).await;
    let block = match found {
        Ok(block) => block,
        Err(refused) if refused.error.code == ErrorCode::NoSuchPublicAccessBlockConfiguration => {
            PublicAccessBlock::default()
        }
        Err(refused) => return Err(visit.refusal(&refused)),
    };
    let set = super::settings::switches(block);
    let checked = set.into_iter().filter(|(_, is_on)| *is_on);
    Ok(checked.fold(Filled::empty(), |filled, (name, _)| {
        filled.with("block", name)
    }))
}

async fn policy<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
) -> Result<Option<Vec<Line>>, Refusal> {
    match visit.ask_bucket::<s3::GetBucketPolicy>(bucket).await {
        Ok(text) => Ok(Some(policy_document::shown(&text))),
        Err(refused) if refused.error.code == ErrorCode::NoSuchBucketPolicy => Ok(None),
        Err(refused) => Err(visit.refusal(&refused)),
    }
}
