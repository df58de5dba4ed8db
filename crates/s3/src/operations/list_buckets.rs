//! ListBuckets.

use iamd_api::{Error, s3::ListBuckets};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{BucketEntry, BucketFilter, PageRequest};
use iamd_ident::CanonicalUserId;

use crate::{
    S3,
    error::{invalid_argument, of_directory},
};

/// Which buckets are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListBucketsInput {
    /// Those whose names begin with this.
    pub prefix: Option<String>,
    /// Those in this region.
    pub region: Option<String>,
    /// At most so many.
    pub buckets_max: Option<i32>,
    /// Where the page before ended.
    pub continuation_token: Option<String>,
}

/// Buckets of the caller's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListBucketsOutput {
    /// In the order of their names.
    pub buckets: Vec<BucketEntry>,
    /// Whom they belong to.
    pub owner: CanonicalUserId,
    /// What continues the list; none if this was its end.
    pub continuation_token: Option<String>,
}

/// LIMIT: buckets on a page; an account has no more.
///
/// SOURCE: S3 API Reference, ListBuckets.
const BUCKETS_MAX: usize = 10_000;

impl Perform<ListBuckets> for S3 {
    type Input = ListBucketsInput;
    type Output = ListBucketsOutput;

    fn requirements(&self, _call: Call<'_>, _: &ListBucketsInput) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Buckets))
    }

    async fn run(
        &self,
        permit: Permit<ListBuckets>,
        _call: Call<'_>,
        input: ListBucketsInput,
    ) -> Result<ListBucketsOutput, Error> {
        let filter = BucketFilter {
            prefix: input.prefix.unwrap_or_default(),
            region: input.region,
        };
        let page = PageRequest {
            marker: input.continuation_token,
            items_max: input.buckets_max.map_or(Ok(BUCKETS_MAX), buckets_max)?,
        };
        let owner = CanonicalUserId::of(permit.account());
        let page = self.directory().list_buckets(permit, &filter, &page).await;
        let page = page.map_err(of_directory)?;
        Ok(ListBucketsOutput {
            buckets: page.items,
            owner,
            continuation_token: page.next,
        })
    }
}

fn buckets_max(asked: i32) -> Result<usize, Error> {
    let number = usize::try_from(asked).ok();
    let number = number.filter(|number| (1..=BUCKETS_MAX).contains(number));
    number.ok_or_else(|| {
        let text = "Argument max-buckets must be an integer between 1 and 10000";
        invalid_argument(text, "max-buckets", &asked.to_string())
    })
}
