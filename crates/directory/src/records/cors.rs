//! The CORS rules of buckets.

use serde::{Deserialize, Serialize};

/// Which pages of other origins may use a bucket, and how.
///
/// SOURCE: Amazon S3 API Reference, `CORSRule`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorsRule {
    /// The name that its author gave it.
    pub id: Option<String>,
    /// Origins, each with at most one `*`.
    pub allowed_origins: Vec<String>,
    /// Methods: some of GET, PUT, HEAD, POST, DELETE.
    pub allowed_methods: Vec<String>,
    /// Headers that a request may bring, each with at most one `*`.
    pub allowed_headers: Vec<String>,
    /// Headers of the answer that the page may read.
    pub expose_headers: Vec<String>,
    /// How long a browser may keep the answer to its preflight request.
    pub max_age_seconds: Option<i32>,
}
