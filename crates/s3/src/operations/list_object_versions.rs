//! ListObjectVersions.

use iamd_api::{Error, s3::ListObjectVersions};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_ident::{CanonicalUserId, VersionId};
use iamd_objects::{ListedVersion, VersionListRequest, VersionMarker};

use super::list_objects::Listing;
use crate::{
    S3,
    error::{invalid_argument, of_objects},
};

/// What ListObjectVersions takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListObjectVersionsInput {
    /// Which versions.
    pub listing: Listing,
    /// Those behind this key.
    pub key_marker: Option<String>,
    /// Of that key, those behind this version.
    pub version_marker: Option<String>,
}

/// A page of a bucket's versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListObjectVersionsOutput {
    /// Versions and delete markers.
    pub versions: Vec<ListedVersion>,
    /// The groups of keys.
    pub common_prefixes: Vec<String>,
    /// What continues the list; none if this was its end.
    pub next: Option<VersionMarker>,
    /// At most how many entries there could be.
    pub max_keys: i32,
    /// Whom the objects belong to.
    pub owner: CanonicalUserId,
}

impl Perform<ListObjectVersions> for S3 {
    type Input = ListObjectVersionsInput;
    type Output = ListObjectVersionsOutput;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListObjectVersionsInput,
    ) -> Result<Requirements, Error> {
        input.place()?;
        input.listing.requirements()
    }

    async fn run(
        &self,
        permit: Permit<ListObjectVersions>,
        _call: Call<'_>,
        input: ListObjectVersionsInput,
    ) -> Result<ListObjectVersionsOutput, Error> {
        let bucket = self.bucket_of(&permit).await?;
        let after = input.place()?;
        let max_keys = input.listing.keys_max()?;
        let request = VersionListRequest {
            delimiter: input.listing.grouping(),
            prefix: input.listing.prefix.unwrap_or_default(),
            after,
            max: usize::try_from(max_keys).unwrap_or_default(),
        };
        let page = self.objects().list_versions(permit, &request).await;
        let page = page.map_err(of_objects)?;
        Ok(ListObjectVersionsOutput {
            versions: page.versions,
            common_prefixes: page.common_prefixes,
            next: page.next,
            max_keys,
            owner: bucket.owner_id(),
        })
    }
}

impl ListObjectVersionsInput {
    /// Behind what the page begins.
    ///
    /// SOURCE: texts as S3 answers.
    fn place(&self) -> Result<Option<VersionMarker>, Error> {
        const NAME: &str = "version-id-marker";

        let key = self.key_marker.as_ref().filter(|key| !key.is_empty());
        let version = match (self.version_marker.as_deref(), key) {
            (None, _) => None,
            (Some(""), _) => {
                return Err(invalid_argument(
                    "A version-id marker cannot be empty.",
                    NAME,
                    "",
                ));
            }
            (Some(version), None) => {
                let text = "A version-id marker cannot be specified without a key marker.";
                return Err(invalid_argument(text, NAME, version));
            }
            (Some(version), Some(_)) => Some(version_of(version)?),
        };
        Ok(key.map(|key| VersionMarker {
            key: key.clone(),
            version,
        }))
    }
}

fn version_of(text: &str) -> Result<VersionId, Error> {
    let version = text.parse();
    version.map_err(|_| invalid_argument("Invalid version id specified", "version-id-marker", text))
}
