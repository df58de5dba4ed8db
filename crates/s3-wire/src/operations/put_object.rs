//! PutObject. The upload of a form comes here as well.

use futures::StreamExt;
use iamd_api::{Error, ErrorCode, s3};
use iamd_auth::{Audit, Ports};
use iamd_s3::{ClaimedDigests, Payload, PutObjectInput, PutObjectOutput, write_condition};
use s3s::{S3Response, dto};

use crate::{
    Arrived,
    arrived::Shape,
    body, convert,
    object_answer::{self, tell_encryption, tell_whole_checksum},
    object_headers,
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn put_object<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::PutObjectInput>,
) -> Answered<dto::PutObjectOutput> {
    let Asked {
        arrived,
        input: dto,
        headers,
    } = asked;
    object_headers::refuse_unknown(&headers)?;
    let if_match = object_headers::text(&headers, http::header::IF_MATCH);
    let if_none_match = object_headers::text(&headers, http::header::IF_NONE_MATCH);
    let input = PutObjectInput {
        bucket: convert::bucket(&dto.bucket)?,
        key: convert::key(&dto.key)?,
        settings: object_headers::settings(&headers, dto.metadata)?,
        condition: write_condition(if_match.as_deref(), if_none_match.as_deref())?,
        payload: Payload {
            length: length(dto.content_length)?,
            digests: object_headers::claimed_digests(&headers),
            ..payload(dto.body, &arrived)
        },
    };
    let output = if arrived.shape() == Shape::File {
        performer.perform::<s3::PostObject>(&arrived, input).await?
    } else {
        performer.perform::<s3::PutObject>(&arrived, input).await?
    };
    Ok(S3Response::new(told(output)))
}

/// The bytes of a request, and what follows them.
pub(crate) fn payload(body: Option<dto::StreamingBlob>, arrived: &Arrived) -> Payload {
    let arrived = arrived.clone();
    Payload {
        body: Box::pin(body::of_input(body).map(|piece| piece.map_err(Into::into))),
        length: None,
        trailers: Box::new(move || arrived.trailers().unwrap_or_default()),
        digests: ClaimedDigests::default(),
    }
}

/// A length that is said.
pub(crate) fn length(said: Option<i64>) -> Result<Option<u64>, Error> {
    let length = said.map(u64::try_from).transpose();
    length.map_err(|_| {
        let text = "The Content-Length header is no length.";
        Error::new(ErrorCode::InvalidArgument, text)
    })
}

fn told(output: PutObjectOutput) -> dto::PutObjectOutput {
    let mut out = dto::PutObjectOutput {
        e_tag: Some(object_answer::etag(&output.etag)),
        expiration: output.expiration,
        version_id: output.version.map(|version| version.to_string()),
        ..dto::PutObjectOutput::default()
    };
    tell_whole_checksum!(out, output.checksum.as_ref().map(object_answer::told));
    tell_encryption!(out, output.encryption);
    out
}
