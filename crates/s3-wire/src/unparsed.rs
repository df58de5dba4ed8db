//! Reads of a bucket that `s3s` cannot parse. They have no members but the bucket, so there is little
//! to parse.

use http::{HeaderMap, HeaderValue, header};
use iamd_api::{
    Action, Error,
    s3::{GetBucketAbac, GetBucketMetadataConfiguration},
};
use iamd_auth::{Audit, Ports};
use iamd_s3::OnBucket;
use s3s::Body;

use crate::{Answer, Arrived, convert, performer::Performer};

/// Performs such a read; none for what is none.
pub(crate) async fn read<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    arrived: &Arrived,
    headers: &HeaderMap,
    operation: &str,
) -> Option<Result<Answer, Error>> {
    let row = [GetBucketAbac::ROW, GetBucketMetadataConfiguration::ROW]
        .into_iter()
        .find(|row| row.name == operation)?;
    // SECURITY: what the gate checks of every request, which does not see these.
    let checked = match arrived.check_objection() {
        Ok(()) => performer.check_owner(arrived, headers).await,
        Err(error) => Err(error),
    };
    if let Err(error) = checked {
        return Some(Err(performer
            .guard
            .refuse(arrived.call(), row, error)
            .await));
    }
    Some(if row.name == GetBucketAbac::ROW.name {
        abac(performer, arrived).await
    } else {
        metadata(performer, arrived).await
    })
}

async fn abac<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    arrived: &Arrived,
) -> Result<Answer, Error> {
    let status = performer
        .perform::<GetBucketAbac>(arrived, bucket(arrived)?)
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
        .perform::<GetBucketMetadataConfiguration>(arrived, bucket(arrived)?)
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
