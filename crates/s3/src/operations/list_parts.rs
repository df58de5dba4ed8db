//! ListParts.

use iamd_api::{Error, s3::ListParts};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_ident::CanonicalUserId;
use iamd_objects::{PartInfo, PartPage, UploadInfo};

use crate::{Abortion, S3, UploadAddress, error::invalid_argument, lifecycle::abortion};

/// What ListParts takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPartsInput {
    /// The upload.
    pub upload: UploadAddress,
    /// `max-parts`.
    pub max_parts: Option<i32>,
    /// `part-number-marker`: the number behind which the page begins.
    pub after: Option<i32>,
}

/// A page of the parts of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPartsOutput {
    /// The upload.
    pub upload: UploadInfo,
    /// The parts, in order.
    pub parts: Vec<PartInfo>,
    /// The most parts that there could be on the page.
    pub max_parts: i32,
    /// The number behind which the page begins.
    pub after: i32,
    /// Whether there are more parts.
    pub is_truncated: bool,
    /// Whom the object will belong to.
    pub owner: CanonicalUserId,
    /// When the upload is aborted, if a rule says so.
    pub abortion: Option<Abortion>,
}

/// LIMIT: the most parts on a page.
///
/// SOURCE: S3 API Reference, ListParts.
const PARTS_MAX: i32 = 1000;

impl Perform<ListParts> for S3 {
    type Input = ListPartsInput;
    type Output = ListPartsOutput;

    fn requirements(&self, _call: Call<'_>, input: &ListPartsInput) -> Result<Requirements, Error> {
        input.page()?;
        Ok(input.upload.requirements())
    }

    async fn run(
        &self,
        permit: Permit<ListParts>,
        _call: Call<'_>,
        input: ListPartsInput,
    ) -> Result<ListPartsOutput, Error> {
        let address = &input.upload;
        let (id, page) = (address.id()?, input.page()?);
        let bucket = self.bucket_of(&permit).await?;
        let listing = self
            .objects()
            .list_parts(permit, &address.key, &id, page)
            .await;
        let listing = listing.map_err(|error| address.error(error))?;
        let (key, created) = (address.key.as_str(), listing.upload.created);
        Ok(ListPartsOutput {
            abortion: abortion(&bucket.settings.lifecycle, key, created),
            owner: bucket.owner_id(),
            upload: listing.upload,
            parts: listing.parts,
            max_parts: i32::try_from(page.max).unwrap_or(PARTS_MAX),
            after: i32::from(page.after),
            // Who asks for none has seen all that was asked for.
            is_truncated: listing.next.is_some() && page.max > 0,
        })
    }
}

impl ListPartsInput {
    fn page(&self) -> Result<PartPage, Error> {
        let max = not_negative("max-parts", self.max_parts)?.unwrap_or(PARTS_MAX);
        let after = not_negative("part-number-marker", self.after)?.unwrap_or_default();
        Ok(PartPage {
            after: u16::try_from(after).unwrap_or(u16::MAX),
            max: usize::try_from(max.min(PARTS_MAX)).unwrap_or_default(),
        })
    }
}

/// SOURCE: text as S3 answers.
pub(super) fn not_negative(name: &str, number: Option<i32>) -> Result<Option<i32>, Error> {
    match number {
        Some(number) if number < 0 => {
            let text = format!("Argument {name} must be an integer between 0 and 2147483647");
            Err(invalid_argument(&text, name, &number.to_string()))
        }
        number => Ok(number),
    }
}
