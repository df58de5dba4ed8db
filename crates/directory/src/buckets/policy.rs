//! Bucket policies.

use iamd_api::s3::{DeleteBucketPolicy, GetBucketPolicy, PutBucketPolicy};
use iamd_auth::Permit;
use iamd_policy::{Document, DocumentKind};

use crate::{Directory, Error, draft::transact, keyspace, records::BucketPolicyRecord};

impl Directory {
    /// Checks a text as S3 checks it, and makes it the policy of the bucket.
    ///
    /// # Errors
    /// The text cannot be a policy of the bucket, or names principals that do not exist; it is
    /// public, and the bucket blocks that; the bucket that was decided on is gone.
    pub async fn put_bucket_policy(
        &self,
        permit: Permit<PutBucketPolicy>,
        text: String,
    ) -> Result<(), Error> {
        let name = self.name_of(&permit)?;
        let kind = DocumentKind::Bucket {
            name: name.as_str(),
        };
        let document = Document::check(&text, kind).map_err(Error::PolicyDocument)?;
        let policy = BucketPolicyRecord {
            principals: self
                .named_entities(permit.account(), &document, kind)
                .await?,
            document: text,
        };
        let is_public = document.is_public();
        transact!(self, |draft| {
            let mut bucket = self.draft_bucket(&mut draft, &permit).await?;
            let block = bucket.settings.public_access_block.unwrap_or_default();
            if is_public && block.block_public_policy {
                return Err(Error::PublicPolicy);
            }
            bucket.policy = Some(policy.clone());
            draft.put(keyspace::bucket(&bucket.name)?, &bucket)
        });
        Ok(())
    }

    /// The text of the bucket's policy, with the ARNs of today for the users and roles that it
    /// names, and with the unique ids of those who are gone.
    ///
    /// # Errors
    /// There is none, or the bucket that was decided on is gone.
    pub async fn get_bucket_policy(
        &self,
        permit: Permit<GetBucketPolicy>,
    ) -> Result<String, Error> {
        let bucket = self.stored_bucket(&permit).await?;
        let Some(policy) = bucket.policy else {
            return Err(Error::NoSuchBucketPolicy(bucket.name));
        };
        self.text_with_names(
            &policy.document,
            &policy.principals,
            "the policy of a bucket",
        )
        .await
    }

    /// Takes the policy away from the bucket, if it has one.
    ///
    /// # Errors
    /// The bucket that was decided on is gone.
    pub async fn delete_bucket_policy(
        &self,
        permit: Permit<DeleteBucketPolicy>,
    ) -> Result<(), Error> {
        transact!(self, |draft| {
            let mut bucket = self.draft_bucket(&mut draft, &permit).await?;
            if bucket.policy.take().is_none() {
                return Ok(());
            }
            draft.put(keyspace::bucket(&bucket.name)?, &bucket)
        });
        Ok(())
    }
}
