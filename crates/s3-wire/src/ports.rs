//! What the wire asks of others.

use futures::future::BoxFuture;
use iamd_api::Error;
use iamd_ident::{AccountId, BucketName};

/// Says when a change begins, so that the end of the program waits for it.
pub trait Work: Send + Sync + 'static {
    /// To be held while something is changed. `None` once the program ends.
    fn begin(&self) -> Option<Box<dyn Send + Sync>>;
}

/// What must be known of a bucket before it is known who asks for what.
pub trait Buckets: Send + Sync + 'static {
    /// The owner of a bucket; none if there is no such bucket.
    fn owner<'a>(
        &'a self,
        bucket: &'a BucketName,
    ) -> BoxFuture<'a, Result<Option<AccountId>, Error>>;

    /// The rules of a bucket for pages of other origins; none if there is no such bucket.
    fn cors_rules<'a>(
        &'a self,
        bucket: &'a BucketName,
    ) -> BoxFuture<'a, Result<Option<Vec<CorsRule>>, Error>>;
}

/// What a bucket lets pages of other origins do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorsRule {
    /// Origins, each with at most one `*`.
    pub allowed_origins: Vec<String>,
    /// Methods, upper case.
    pub allowed_methods: Vec<String>,
    /// Headers, each with at most one `*`.
    pub allowed_headers: Vec<String>,
    /// Headers of answers that pages may read.
    pub expose_headers: Vec<String>,
    /// How long a browser may keep the answer.
    pub max_age_seconds: Option<i32>,
}
