//! GetObject, HeadObject.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures::Stream;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use iamd_api::{Error, s3};
use iamd_auth::{Audit, Ports};
use iamd_s3::{BodyError, ByteRange, GetObjectInput, GetObjectOutput, ObjectBody, ObjectHead};
use s3s::{
    S3Response,
    dto::{self, StreamingBlob},
    stream::{ByteStream, RemainingLength},
};

use crate::{
    convert,
    object_answer::{self, count, small_count, tell_encryption, tell_whole_checksum},
    object_headers::{self, OF_READS},
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn get_object<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::GetObjectInput>,
) -> Answered<dto::GetObjectOutput> {
    let (input, chosen) = read_of!(asked);
    let output = performer
        .perform::<s3::GetObject>(&asked.arrived, input?)
        .await?;
    let GetObjectOutput { head, body } = output;
    let mut out = dto::GetObjectOutput {
        body: Some(StreamingBlob::new(Streamed(body))),
        tag_count: head.tag_count.map(small_count),
        ..dto::GetObjectOutput::default()
    };
    let headers = further_headers(&head, &chosen);
    // `s3s` puts what the request chose over what is told here.
    tell!(out, head, Chosen::default());
    let mut response = S3Response::new(out);
    response.headers = headers;
    Ok(response)
}

pub(crate) async fn head_object<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::HeadObjectInput>,
) -> Answered<dto::HeadObjectOutput> {
    let (input, chosen) = read_of!(asked);
    let head = performer
        .perform::<s3::HeadObject>(&asked.arrived, input?)
        .await?;
    let mut out = dto::HeadObjectOutput::default();
    let headers = further_headers(&head, &chosen);
    let is_partial = head.is_partial;
    tell!(out, head, chosen);
    let mut response = S3Response::new(out);
    if is_partial {
        response.extensions.insert(StatusCode::PARTIAL_CONTENT);
    }
    response.headers = headers;
    Ok(response)
}

/// The headers of the answer that a request chooses.
#[derive(Default)]
struct Chosen {
    cache_control: Option<String>,
    content_disposition: Option<String>,
    content_encoding: Option<String>,
    content_language: Option<String>,
    content_type: Option<String>,
    expires: Option<dto::Timestamp>,
}

impl Chosen {
    fn is_any(&self) -> bool {
        let texts = [
            &self.cache_control,
            &self.content_disposition,
            &self.content_encoding,
            &self.content_language,
            &self.content_type,
        ];
        self.expires.is_some() || texts.iter().any(|text| text.is_some())
    }
}

/// What a read asks for, out of the input of either operation, and what it chooses.
macro_rules! read_of {
    ($asked:expr) => {{
        let dto = &$asked.input;
        let chosen = Chosen {
            cache_control: dto.response_cache_control.clone(),
            content_disposition: dto.response_content_disposition.clone(),
            content_encoding: dto.response_content_encoding.clone(),
            content_language: dto.response_content_language.clone(),
            content_type: dto.response_content_type.clone(),
            expires: dto.response_expires.clone(),
        };
        let mode = dto.checksum_mode.as_ref().map(dto::ChecksumMode::as_str);
        let named = (&*dto.bucket, &*dto.key, dto.version_id.as_deref());
        let input = read(named, &$asked.headers, &chosen).map(|input| GetObjectInput {
            part_number: dto.part_number,
            wants_checksum: mode.is_some_and(|mode| mode.eq_ignore_ascii_case("ENABLED")),
            ..input
        });
        (input, chosen)
    }};
}
use read_of;

fn read(
    (bucket, key, version): (&str, &str, Option<&str>),
    headers: &HeaderMap,
    chosen: &Chosen,
) -> Result<GetObjectInput, Error> {
    let range = object_headers::text(headers, header::RANGE);
    Ok(GetObjectInput {
        object: convert::object(bucket, key, version)?,
        conditions: object_headers::read_conditions(headers, &OF_READS),
        range: range.and_then(|range| ByteRange::parse(&range)),
        part_number: None,
        customer_key: object_headers::customer_key(headers)?,
        wants_checksum: false,
        chooses_headers: chosen.is_any(),
    })
}

/// Fills in what the outputs of both operations tell. The bytes of an answer are as many as its
/// range has.
macro_rules! tell {
    ($out:expr, $head:expr, $chosen:expr) => {{
        let (head, chosen): (ObjectHead, Chosen) = ($head, $chosen);
        let metadata = head.metadata;
        $out.accept_ranges = Some("bytes".to_owned());
        $out.cache_control = chosen.cache_control.or(metadata.cache_control);
        $out.content_disposition = chosen.content_disposition.or(metadata.content_disposition);
        $out.content_encoding = chosen.content_encoding.or(metadata.content_encoding);
        $out.content_language = chosen.content_language.or(metadata.content_language);
        $out.content_type = chosen.content_type.or(metadata.content_type);
        $out.expires = chosen.expires;
        $out.content_length = Some(count(head.range.end.saturating_sub(head.range.start)));
        $out.content_range = head
            .is_partial
            .then(|| content_range(&head.range, head.size));
        $out.e_tag = Some(object_answer::etag(&head.etag));
        $out.expiration = head.expiration;
        $out.last_modified = Some(convert::time(head.modified));
        $out.metadata = Some(metadata.user.into_iter().collect());
        $out.parts_count = head.parts_count.map(small_count);
        $out.storage_class = metadata.storage_class.map(dto::StorageClass::from);
        $out.version_id = head.version.map(|version| version.to_string());
        $out.website_redirect_location = metadata.website_redirect;
        tell_whole_checksum!($out, head.checksum);
        tell_encryption!($out, head.encryption);
    }};
}
use tell;

fn content_range(range: &std::ops::Range<u64>, size: u64) -> String {
    let last = range.end.saturating_sub(1);
    format!("bytes {}-{last}/{size}", range.start)
}

/// Headers that `s3s` has no place for: an expiry that need not be a time.
fn further_headers(head: &ObjectHead, chosen: &Chosen) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let kept = head.metadata.expires.as_ref();
    if let Some(kept) = kept.filter(|_| chosen.expires.is_none())
        && let Ok(value) = HeaderValue::from_str(kept)
    {
        headers.insert(header::EXPIRES, value);
    }
    headers
}

/// The bytes of an object, whose number is known.
struct Streamed(ObjectBody);

impl Stream for Streamed {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.0).poll_next(context)
    }
}

impl ByteStream for Streamed {
    fn remaining_length(&self) -> RemainingLength {
        match usize::try_from(self.0.bytes()) {
            Ok(bytes) => RemainingLength::new_exact(bytes),
            Err(_) => RemainingLength::unknown(),
        }
    }
}
