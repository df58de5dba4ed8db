//! Uploads by an HTML form: `POST` of `multipart/form-data` to a bucket.
//!
//! The fields before the file are read within a limit, the form's policy is verified, and then the
//! form is the upload that it stands for: `s3s` gets a `PUT` with the fields as headers and the file
//! as body, by the same gate and the same operation.
//!
//! SOURCE: S3 API Reference, "POST Object" and "Browser-Based Uploads Using POST".

mod boundary;
mod fields;
mod reader;

use http::{HeaderValue, Method, Request, StatusCode, Uri, Version, header, request::Parts};
use iamd_api::Error;
use iamd_auth::{Audit, Form, FormAuthenticated, Ports};
use iamd_sigv4::FormFields;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use s3s::Body;

use self::{
    boundary::Boundary,
    fields::Wishes,
    reader::{Fields, OpenForm, malformed},
};
use crate::{
    Answer, Arrival, Arrived,
    arrival::{self, Facts},
    arrived::Shape,
    error::element,
    wire::Inner,
};

/// Whether a request is a form for a bucket.
pub(crate) fn is_one(head: &Parts, facts: &Facts) -> bool {
    let kind = content_type(head);
    head.method == Method::POST
        && facts.address.bucket.is_some()
        && facts.address.key.is_none()
        && kind
            .split(';')
            .next()
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("multipart/form-data"))
}

fn content_type(head: &Parts) -> &str {
    let kind = head.headers.get(header::CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

impl<P: Ports, A: Audit> Inner<P, A> {
    /// Performs the upload that a form stands for.
    pub(crate) async fn upload_form(
        &self,
        arrival: Arrival,
        facts: Facts,
        further: &mut http::HeaderMap,
    ) -> Result<Answer, Error> {
        let boundary = Boundary::of(content_type(&arrival.head)).ok_or_else(malformed)?;
        let is_secure = arrival.tls.is_some();
        let Arrival { head, body, .. } = arrival;
        let mut form = OpenForm::read(boundary, body).await?;
        form.fields.name_file();
        let wishes = form.fields.wishes()?;
        let bucket = facts.address.bucket.clone().unwrap_or_default();
        let verified = self
            .authenticate_form(&bucket, &form.fields, &facts)
            .await?;
        let location = location(&head, &wishes.key, is_secure);
        let headers = form.fields.headers()?;
        let facts = facts.signed_by(verified.region, verified.signature);
        let arrived = Arrived::new(verified.caller, facts.for_key(&wishes.key), Shape::File);
        let file = form.into_file(verified.length, arrived.clone());
        let mut request = Request::new(Body::http_body_unsync(file));
        *request.method_mut() = Method::PUT;
        *request.uri_mut() = target(&bucket, &wishes.key);
        *request.version_mut() = Version::HTTP_11;
        *request.headers_mut() = headers;
        request.extensions_mut().insert(arrived.clone());
        let uploaded = self.dispatch(request, &arrived).await?;
        *further = arrived.take_headers();
        Ok(answer(uploaded, &wishes, &bucket, &location))
    }

    async fn authenticate_form(
        &self,
        bucket: &str,
        fields: &Fields,
        facts: &Facts,
    ) -> Result<FormAuthenticated, Error> {
        let pairs: Vec<(&str, &str)> = fields
            .pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let form = Form {
            bucket,
            fields: FormFields::new(&pairs),
        };
        let ports = self.performer.guard.ports();
        let verified = self
            .authenticator
            .authenticate_form(ports, &form, facts.facts.received_at)
            .await;
        let verified = match verified {
            Ok(verified) => verified,
            Err(error) => return Err(self.nobody(&error, facts, None).await),
        };
        self.admit(&verified.caller)?;
        Ok(verified)
    }
}

/// What must be escaped in a key that is a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same in a query.
const VALUE: &AsciiSet = &PATH.add(b'/');

/// The target of the upload, in path style whatever the form's was.
fn target(bucket: &str, key: &str) -> Uri {
    let path = format!(
        "/{}/{}",
        utf8_percent_encode(bucket, VALUE),
        utf8_percent_encode(key, PATH)
    );
    path.parse().unwrap_or_default()
}

/// Where the object can be had.
fn location(head: &Parts, key: &str, is_secure: bool) -> String {
    let scheme = if is_secure { "https" } else { "http" };
    let host = arrival::host(head).unwrap_or_default();
    let folder = head.uri.path().trim_end_matches('/');
    format!(
        "{scheme}://{host}{folder}/{}",
        utf8_percent_encode(key, PATH)
    )
}

/// The answer that the form asked for.
fn answer(mut uploaded: Answer, wishes: &Wishes, bucket: &str, location: &str) -> Answer {
    let etag = uploaded.headers().get(header::ETAG).cloned();
    let etag = etag
        .as_ref()
        .and_then(|etag| etag.to_str().ok())
        .unwrap_or_default();
    let mut tell = |name, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            uploaded.headers_mut().insert(name, value);
        }
    };
    tell(header::LOCATION, location);
    let mut status = wishes.status;
    let mut body = Body::empty();
    if let Some(url) = &wishes.redirect {
        status = StatusCode::SEE_OTHER;
        tell(
            header::LOCATION,
            &redirection(url, bucket, &wishes.key, etag),
        );
    } else if status == StatusCode::CREATED {
        tell(header::CONTENT_TYPE, "application/xml");
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse>");
        for (name, text) in [
            ("Location", location),
            ("Bucket", bucket),
            ("Key", &wishes.key),
            ("ETag", etag),
        ] {
            element(&mut xml, name, text);
        }
        xml.push_str("</PostResponse>");
        body = Body::from(xml);
    }
    *uploaded.status_mut() = status;
    *uploaded.body_mut() = body;
    uploaded
}

/// The address to go to, told what became of the upload.
fn redirection(url: &str, bucket: &str, key: &str, etag: &str) -> String {
    let (url, fragment) = match url.split_once('#') {
        Some((url, fragment)) => (url, format!("#{fragment}")),
        None => (url, String::new()),
    };
    let glue = if url.contains('?') { '&' } else { '?' };
    let escaped = |text| utf8_percent_encode(text, VALUE);
    format!(
        "{url}{glue}bucket={}&key={}&etag={}{fragment}",
        escaped(bucket),
        escaped(key),
        escaped(etag)
    )
}
