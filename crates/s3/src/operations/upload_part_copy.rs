//! UploadPartCopy.

use std::ops::Range;

use iamd_api::{
    Error,
    s3::{GetObject, UploadPartCopy},
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_ident::{Timestamp, VersionId};
use iamd_objects::{Checksum, ETag, ObjectInfo, PartTarget};

use super::{
    get_object::{part_number, told_version},
    upload_part,
};
use crate::{
    AppliedEncryption, CopySource, CustomerKey, S3, UploadAddress,
    error::{invalid_argument, invalid_request, missing_permit, refuse_nobody},
    payload::BYTES_MAX,
};

/// A part of an upload that is to be copied from an object.
#[derive(Clone, Debug)]
pub struct UploadPartCopyInput {
    /// The upload.
    pub upload: UploadAddress,
    /// The number of the part, whether there can be such a one or not.
    pub part_number: i32,
    /// What is copied.
    pub source: CopySource,
    /// `x-amz-copy-source-range`.
    pub range: Option<String>,
    /// The key that the upload was begun with.
    pub customer_key: Option<CustomerKey>,
}

/// A part that was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadPartCopyOutput {
    /// Its ETag.
    pub etag: ETag,
    /// When it was copied.
    pub modified: Timestamp,
    /// Its checksum.
    pub checksum: Option<Checksum>,
    /// The source's version, if its bucket keeps versions or did.
    pub source_version: Option<VersionId>,
    /// Its encryption.
    pub encryption: AppliedEncryption,
}

impl Perform<UploadPartCopy> for S3 {
    type Input = UploadPartCopyInput;
    type Output = UploadPartCopyOutput;

    /// SOURCE: S3 API Reference, UploadPartCopy, Permissions.
    fn requirements(
        &self,
        call: Call<'_>,
        input: &UploadPartCopyInput,
    ) -> Result<Requirements, Error> {
        refuse_nobody(call, "copy objects")?;
        part_number(input.part_number)?;
        input.range()?;
        UploadAddress::check_key(input.customer_key.as_ref(), call)?;
        UploadAddress::check_key(input.source.customer_key.as_ref(), call)?;
        let customer_key = input.customer_key.as_ref();
        let requirements = upload_part::requirements(&input.upload, customer_key);
        Ok(input.source.requirements(requirements))
    }

    async fn run(
        &self,
        mut permit: Permit<UploadPartCopy>,
        call: Call<'_>,
        input: UploadPartCopyInput,
    ) -> Result<UploadPartCopyOutput, Error> {
        let address = &input.upload;
        let source_permit = permit.further::<GetObject>().ok_or_else(missing_permit)?;
        let upload = address.id()?;
        let (reader, source_bucket) = self.open_source(source_permit, call, &input.source).await?;
        let source = reader.info().clone();
        let range = input.bytes_of(&source)?;
        let body = reader.read(range).await;
        let body = body.map_err(|error| input.source.object.error(error))?;
        let target = PartTarget {
            key: &address.key,
            upload: &upload,
            number: part_number(input.part_number)?,
            customer: input.customer_key.as_ref().map(CustomerKey::key),
            checksums: Vec::new(),
            bytes_max: BYTES_MAX,
        };
        let staged = self.objects().stage_part(&permit, target, body).await;
        let staged = staged.map_err(|error| address.error(error))?;
        let part = self.objects().put_part(permit, staged).await;
        let part = part.map_err(|error| address.error(error))?;
        Ok(UploadPartCopyOutput {
            etag: part.etag,
            modified: part.modified,
            checksum: part.checksum,
            source_version: told_version(&source_bucket, source.version),
            encryption: AppliedEncryption::of(input.customer_key.as_ref()),
        })
    }
}

const RANGE: &str = "x-amz-copy-source-range";

impl UploadPartCopyInput {
    /// The bytes that are asked for, the last one included.
    ///
    /// SOURCE: S3 API Reference, UploadPartCopy; text as S3 answers.
    fn range(&self) -> Result<Option<(u64, u64)>, Error> {
        let Some(text) = self.range.as_deref() else {
            return Ok(None);
        };
        let range = parsed(text).filter(|(first, last)| first <= last);
        let range = range.ok_or_else(|| invalid_argument(RANGE_FORM, RANGE, text))?;
        Ok(Some(range))
    }

    /// Which bytes of the source are copied.
    ///
    /// SOURCE: texts as S3 answers.
    fn bytes_of(&self, source: &ObjectInfo) -> Result<Range<u64>, Error> {
        let range = match self.range()? {
            None => 0..source.bytes,
            Some((first, last)) if last < source.bytes => first..last.saturating_add(1),
            Some(_) => {
                let bytes = source.bytes;
                let text =
                    format!("Range specified is not valid for source object of size: {bytes}");
                let asked = self.range.as_deref().unwrap_or_default();
                return Err(invalid_argument(&text, RANGE, asked));
            }
        };
        if range.end - range.start > BYTES_MAX {
            return Err(invalid_request(format!("{TOO_LARGE}{BYTES_MAX}")));
        }
        Ok(range)
    }
}

/// `bytes=FIRST-LAST`.
fn parsed(text: &str) -> Option<(u64, u64)> {
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    };
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    Some((number(first)?, number(last)?))
}

const RANGE_FORM: &str = "The x-amz-copy-source-range value must be of the form bytes=first-last \
                          where first and last are the zero-based offsets of the first and last \
                          bytes to copy";
const TOO_LARGE: &str =
    "The specified copy source is larger than the maximum allowable size for a copy source: ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_have_a_beginning_and_an_end() {
        assert_eq!(parsed("bytes=0-0"), Some((0, 0)));
        assert_eq!(parsed("bytes=5-99"), Some((5, 99)));
        for wrong in [
            "",
            "0-1",
            "bytes=0-",
            "bytes=-1",
            "bytes=a-b",
            "bytes=0-1,3-4",
            "bytes=+0-1",
            "bytes=0-99999999999999999999999",
        ] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }
}
