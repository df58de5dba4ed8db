//! What requests of S3 act on.

use std::sync::Arc;

use iamd_api::{Error as Answer, ErrorCode};
use iamd_auth::{Caller, PortError, Resource, Target, Unresolved};
use iamd_ident::{AccountId, BucketName};

use crate::{Directory, ports};

impl Directory {
    /// What a target of S3 stands for, as far as buckets go: that an object exists, and which tags
    /// it has, is for those to say who know the objects.
    ///
    /// # Errors
    /// The bucket does not exist, an anonymous caller asks for what only accounts have, or the
    /// record cannot be read.
    pub async fn bucket_resource(
        &self,
        caller: &Caller,
        target: &Target,
    ) -> Result<Resource, Unresolved> {
        match target {
            Target::Buckets => Ok(named(self.arn_of_buckets(), account_of(caller)?)),
            Target::NewBucket(name) => Ok(named(self.bucket_arn(name), account_of(caller)?)),
            Target::Bucket(name) => self.inside(name, self.bucket_arn(name)).await,
            Target::Object { bucket, key, .. } => {
                let arn = format!("{}/{key}", self.bucket_arn(bucket));
                self.inside(bucket, arn).await
            }
            _ => Err(not_of_s3().into()),
        }
    }

    /// The bucket, or something in it.
    ///
    /// SOURCE: Amazon S3 User Guide, "Using attribute-based access control with general purpose
    /// buckets": tags of a bucket are `aws:ResourceTag` only where that is turned on, which cannot
    /// be done here; so the resource has no tags.
    async fn inside(&self, bucket: &BucketName, arn: String) -> Result<Resource, Unresolved> {
        let known = self.known_bucket(bucket).await;
        let Some(known) = known.map_err(ports::failed("a bucket"))? else {
            return Err(no_such_bucket(bucket).into());
        };
        let mut resource = named(arn, known.bucket.owner);
        resource.id = Some(known.bucket.id.to_string());
        resource.policy = known.policy.as_ref().map(Arc::clone);
        resource.is_restricted = known.bucket.is_restricted();
        Ok(resource)
    }
}

/// SOURCE: S3's texts have the ARN in quotation marks (observed).
fn named(arn: String, account: AccountId) -> Resource {
    let shown = format!("\"{arn}\"");
    Resource::named(arn, account).shown_as(shown)
}

fn account_of(caller: &Caller) -> Result<AccountId, Unresolved> {
    caller.account().ok_or_else(|| ports::anonymous().into())
}

/// SOURCE: Amazon S3 API Reference, "Error responses". Whether a bucket exists is no secret: S3
/// tells everybody.
fn no_such_bucket(name: &BucketName) -> Answer {
    Answer::new(
        ErrorCode::NoSuchBucket,
        "The specified bucket does not exist",
    )
    .with("BucketName", name.as_str())
}

fn not_of_s3() -> PortError {
    PortError {
        what: "the resource of a request",
        source: "the target is none of S3".into(),
    }
}
