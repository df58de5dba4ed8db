//! What answers tell of objects.

use http::StatusCode;
use iamd_s3::{ChecksumType, ETag, ListedObject, ObjectChecksum, ToldChecksum};
use s3s::{Body, dto};

use crate::Answer;

/// Has an answer tell ETags without quotes: the mark that the answer's extensions carry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unquoted;

/// Gives an answer the status and the form that its operation asks for, both of which `s3s` has no
/// place for: they come in the answer's extensions.
pub(crate) fn finish(answer: &mut Answer) {
    if let Some(status) = answer.extensions_mut().remove::<StatusCode>() {
        *answer.status_mut() = status;
    }
    if answer.extensions_mut().remove::<Unquoted>().is_some()
        && let Some(body) = answer.body().bytes()
    {
        let body = String::from_utf8_lossy(&body);
        let body = body
            .replace("<ETag>\"", "<ETag>")
            .replace("\"</ETag>", "</ETag>");
        *answer.body_mut() = Body::from(body);
    }
}

/// Fills in the member of an output that is for this algorithm.
macro_rules! tell_checksum {
    ($out:expr, $algorithm:expr, $text:expr) => {{
        let place = match $algorithm {
            iamd_s3::ChecksumAlgorithm::Crc32 => &mut $out.checksum_crc32,
            iamd_s3::ChecksumAlgorithm::Crc32C => &mut $out.checksum_crc32c,
            iamd_s3::ChecksumAlgorithm::Crc64Nvme => &mut $out.checksum_crc64nvme,
            iamd_s3::ChecksumAlgorithm::Sha1 => &mut $out.checksum_sha1,
            iamd_s3::ChecksumAlgorithm::Sha256 => &mut $out.checksum_sha256,
        };
        *place = Some($text);
    }};
}
pub(crate) use tell_checksum;

/// Fills in what an output tells of a checksum, if there is one.
macro_rules! tell_whole_checksum {
    ($out:expr, $checksum:expr) => {
        if let Some(told) = $checksum {
            $out.checksum_type = Some($crate::object_answer::checksum_type(told.kind));
            $crate::object_answer::tell_checksum!($out, told.algorithm, told.text);
        }
    };
}
pub(crate) use tell_whole_checksum;

/// Fills in what an output tells of the encryption.
macro_rules! tell_encryption {
    ($out:expr, $encryption:expr) => {
        match $encryption {
            iamd_s3::AppliedEncryption::Server => {
                let aes = s3s::dto::ServerSideEncryption::AES256;
                let aes = s3s::dto::ServerSideEncryption::from_static(aes);
                $out.server_side_encryption = Some(aes);
            }
            iamd_s3::AppliedEncryption::Customer { key_md5 } => {
                let aes = s3s::dto::ServerSideEncryption::AES256;
                $out.sse_customer_algorithm = Some(aes.to_owned());
                $out.sse_customer_key_md5 = Some(key_md5);
            }
        }
    };
}
pub(crate) use tell_encryption;

/// The checksum of a new object.
pub(crate) fn told(checksum: &ObjectChecksum) -> ToldChecksum {
    ToldChecksum {
        algorithm: checksum.checksum.algorithm(),
        text: checksum.to_string(),
        kind: checksum.kind,
    }
}

pub(crate) fn checksum_type(kind: ChecksumType) -> dto::ChecksumType {
    dto::ChecksumType::from_static(match kind {
        ChecksumType::FullObject => dto::ChecksumType::FULL_OBJECT,
        ChecksumType::Composite => dto::ChecksumType::COMPOSITE,
    })
}

pub(crate) fn etag(etag: &ETag) -> dto::ETag {
    dto::ETag::Strong(etag.as_str().to_owned())
}

/// The storage class of a listing, where `STANDARD` is told as well.
pub(crate) fn listed_class(object: &ListedObject) -> String {
    let class = object.storage_class.as_deref();
    class.unwrap_or(dto::StorageClass::STANDARD).to_owned()
}

/// A number of bytes, or of things.
pub(crate) fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

/// A number of things that are not so many.
pub(crate) fn small_count(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}
