//! PutBucketVersioning, GetBucketVersioning.

use iamd_api::{Error, ErrorCode};
use iamd_directory::{Bucket, Versioning};

use super::record::{puts, reads};
use crate::{
    OnBucket,
    error::{malformed_xml, not_available},
};

/// What is asked of versioning, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutVersioning {
    /// `Status`.
    pub status: Option<String>,
    /// `MfaDelete`.
    pub mfa_delete: Option<String>,
}

puts!(PutBucketVersioning(PutVersioning), part);

fn part(input: &OnBucket<PutVersioning>) -> Result<Versioning, Error> {
    match input.value.mfa_delete.as_deref() {
        None | Some("Disabled") => {}
        Some("Enabled") => return Err(not_available(MFA_DELETE)),
        Some(_) => return Err(malformed_xml()),
    }
    match input.value.status.as_deref() {
        Some("Enabled") => Ok(Versioning::Enabled),
        Some("Suspended") => Ok(Versioning::Suspended),
        Some(_) => Err(malformed_xml()),
        None => Err(Error::new(
            ErrorCode::IllegalVersioningConfigurationException,
            "The Versioning element must be specified",
        )),
    }
}

const MFA_DELETE: &str = "This server cannot ask for multi-factor authentication before deletions.";

reads!(GetBucketVersioning -> Option<&'static str>, status);

/// SOURCE: S3 API Reference, GetBucketVersioning: there is no status until there was one.
fn status(bucket: &Bucket) -> Option<&'static str> {
    match bucket.settings.versioning {
        Versioning::Unversioned => None,
        Versioning::Enabled => Some("Enabled"),
        Versioning::Suspended => Some("Suspended"),
    }
}
