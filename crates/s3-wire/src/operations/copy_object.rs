//! CopyObject.

use http::HeaderMap;
use iamd_api::{Error, ErrorCode, s3};
use iamd_auth::{Audit, Ports};
use iamd_ident::AccountId;
use iamd_s3::{CopyObjectInput, CopyObjectOutput, CopySource, Directive, write_condition};
use s3s::{S3Response, dto};

use crate::{
    convert,
    object_answer::{self, tell_encryption, tell_whole_checksum},
    object_headers::{self, OF_SOURCES},
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn copy_object<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::CopyObjectInput>,
) -> Answered<dto::CopyObjectOutput> {
    let Asked {
        arrived,
        input: dto,
        headers,
    } = asked;
    let if_match = object_headers::text(&headers, http::header::IF_MATCH);
    let if_none_match = object_headers::text(&headers, http::header::IF_NONE_MATCH);
    let input = CopyObjectInput {
        target: convert::object(&dto.bucket, &dto.key, None)?,
        source: source(&dto.copy_source, &headers)?,
        metadata_from: directive(&headers, "metadata")?,
        tags_from: directive(&headers, "tagging")?,
        settings: object_headers::settings(&headers, dto.metadata)?,
        checksum_algorithm: object_headers::text(&headers, "x-amz-checksum-algorithm"),
        condition: write_condition(if_match.as_deref(), if_none_match.as_deref())?,
    };
    let output = performer.perform::<s3::CopyObject>(&arrived, input).await?;
    Ok(S3Response::new(told(output)))
}

/// What is copied, by CopyObject and by UploadPartCopy.
pub(crate) fn source(source: &dto::CopySource, headers: &HeaderMap) -> Result<CopySource, Error> {
    let dto::CopySource::Bucket {
        bucket,
        key,
        version_id,
    } = source
    else {
        let text = "This server has no access points.";
        return Err(Error::new(ErrorCode::NotImplemented, text).with("Header", "x-amz-copy-source"));
    };
    Ok(CopySource {
        object: convert::object(bucket, key, version_id.as_deref())?,
        expected_owner: expected_owner(headers)?,
        conditions: object_headers::read_conditions(headers, &OF_SOURCES),
        customer_key: object_headers::source_key(headers)?,
    })
}

fn expected_owner(headers: &HeaderMap) -> Result<Option<AccountId>, Error> {
    let owner = object_headers::text(headers, "x-amz-source-expected-bucket-owner");
    let owner = owner.map(|owner| owner.parse()).transpose();
    owner.map_err(|_| {
        let text = "The value of the expected bucket owner parameter must be an AWS Account ID.";
        Error::new(ErrorCode::InvalidBucketOwnerAWSAccountID, text)
    })
}

/// SOURCE: text as S3 answers.
fn directive(headers: &HeaderMap, of: &str) -> Result<Option<Directive>, Error> {
    let name = format!("x-amz-{of}-directive");
    match object_headers::text(headers, &name).as_deref() {
        None => Ok(None),
        Some("COPY") => Ok(Some(Directive::Copy)),
        Some("REPLACE") => Ok(Some(Directive::Replace)),
        Some(other) => {
            let error = Error::new(
                ErrorCode::InvalidArgument,
                format!("Unknown {of} directive."),
            );
            Err(error
                .with("ArgumentName", name)
                .with("ArgumentValue", other))
        }
    }
}

fn told(output: CopyObjectOutput) -> dto::CopyObjectOutput {
    let mut result = dto::CopyObjectResult {
        e_tag: Some(object_answer::etag(&output.etag)),
        last_modified: Some(convert::time(output.modified)),
        ..dto::CopyObjectResult::default()
    };
    tell_whole_checksum!(result, output.checksum.as_ref().map(object_answer::told));
    let mut out = dto::CopyObjectOutput {
        copy_object_result: Some(result),
        copy_source_version_id: output.source_version.map(|version| version.to_string()),
        expiration: output.expiration,
        version_id: output.version.map(|version| version.to_string()),
        ..dto::CopyObjectOutput::default()
    };
    tell_encryption!(out, output.encryption);
    out
}
