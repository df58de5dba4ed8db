//! Reads of a bucket that `s3s` cannot parse. They have no members but the bucket, so there is little
//! to parse.

use http::{HeaderValue, header};
use iamd_api::{Error, s3 as actions};
use iamd_auth::{Audit, Ports};
use iamd_s3::OnBucket;
use s3s::Body;

use crate::{Answer, Arrived, convert, performer::Performer};

/// Performs such a read; none for what is none.
pub(crate) async fn read<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    arrived: &Arrived,
    operation: &str,
) -> Option<Result<Answer, Error>> {
    match operation {
        "GetBucketAbac" => Some(abac(performer, arrived).await),
        "GetBucketMetadataConfiguration" => Some(metadata(performer, arrived).await),
        _ => None,
    }
}

async fn abac<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    arrived: &Arrived,
) -> Result<Answer, Error> {
    let status = performer
        .perform::<actions::GetBucketAbac>(arrived, bucket(arrived)?)
        .await?;
    Ok(xml(&format!(
        "<AbacStatus><Status>{status}</Status></AbacStatus>"
    )))
}

async fn metadata<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    arrived: &Arrived,
) -> Result<Answer, Error> {
    match performer
        .perform::<actions::GetBucketMetadataConfiguration>(arrived, bucket(arrived)?)
        .await? {}
}

fn bucket(arrived: &Arrived) -> Result<OnBucket, Error> {
    let name = arrived.address().bucket.as_deref().unwrap_or_default();
    Ok(OnBucket::of(convert::bucket(name)?))
}

/// A document whose root has nothing to escape.
fn xml(root: &str) -> Answer {
    let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}");
    let mut answer = Answer::new(Body::from(text));
    let xml = HeaderValue::from_static("application/xml");
    answer.headers_mut().insert(header::CONTENT_TYPE, xml);
    answer
}
