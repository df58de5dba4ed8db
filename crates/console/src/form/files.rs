//! Forms with files that are small enough to be gathered: metadata, keys and certificates.

use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request},
};
use http::{HeaderValue, Method, StatusCode, header};
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::Secret;

use super::{FIELDS_MAX, Fields, Sender};
use crate::{answer::Stop, console::Backend, csrf, gather::gathered};

/// A form of ours with files in it that `S` sent. It is as large as a form without files may be.
pub(crate) struct PostFiles<S> {
    /// Who sent it.
    pub(crate) by: S,
    /// What was entered, and the files as texts.
    pub(crate) fields: Fields,
}

impl<S, P, A> FromRequest<Backend<P, A>> for PostFiles<S>
where
    S: Sender + FromRequestParts<Backend<P, A>, Rejection = Stop>,
    P: ConsolePorts,
    A: Audit,
{
    type Rejection = Stop;

    async fn from_request(request: Request, backend: &Backend<P, A>) -> Result<Self, Stop> {
        let (mut head, body) = request.into_parts();
        let kind = head.headers.get(header::CONTENT_TYPE).cloned();
        let by = S::from_request_parts(&mut head, backend).await?;
        let kind = kind.filter(|kind| kind.as_bytes().starts_with(MULTIPART));
        let kind = kind.ok_or_else(|| by.refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE))?;
        // SECURITY: nothing is read for whoever cannot have a token.
        let Some(bytes_max) = by.bytes_max() else {
            return Err(by.refuse(StatusCode::FORBIDDEN));
        };
        let body = gathered(&*backend.bodies, &head.headers, body, bytes_max).await;
        let body = body.map_err(|error| by.refuse(error.status()))?;
        let fields = parse(kind, body).await;
        let fields = fields.ok_or_else(|| by.refuse(StatusCode::BAD_REQUEST))?;
        by.check(fields.text(csrf::FIELD))?;
        Ok(Self { by, fields })
    }
}

const MULTIPART: &[u8] = b"multipart/form-data";

/// The fields and files of a form. `None` if it is not well-formed or there are too many.
async fn parse(kind: HeaderValue, body: Bytes) -> Option<Fields> {
    let mut request = Request::new(Body::from(body.clone()));
    *request.method_mut() = Method::POST;
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    DefaultBodyLimit::disable().apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.ok()?;
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.ok()? {
        if fields.len() == FIELDS_MAX {
            return None;
        }
        let name = part.name()?.to_owned();
        let is_file = part.file_name().is_some();
        let bytes = part.bytes().await.ok()?;
        let text = String::from_utf8_lossy(&bytes);
        let text = if is_file {
            // Some editors begin a file with the mark of its encoding, which is no part of the text.
            text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
        } else {
            text.replace("\r\n", "\n")
        };
        fields.push((name, Secret::new(text)));
    }
    Some(Fields::of(fields, body))
}

impl Fields {
    /// The file that was chosen for a field, or else what was entered in it. Files of the field `key`
    /// come as `key_file`.
    pub(crate) fn file_or_text(&self, name: &str) -> &str {
        let file = self.text(&format!("{name}_file"));
        if file.is_empty() {
            self.text(name)
        } else {
            file
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nthe token\
        \r\n--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na\r\nb\
        \r\n--b\r\nContent-Disposition: form-data; name=\"chain\"\r\n\r\n\
        \r\n--b\r\nContent-Disposition: form-data; name=\"chain_file\"; filename=\"c.pem\"\r\n\
        Content-Type: text/plain\r\n\r\n\u{feff}c\r\nd\
        \r\n--b\r\nContent-Disposition: form-data; name=\"key_file\"; filename=\"\"\r\n\r\n\
        \r\n--b--\r\n";

    async fn parsed(kind: &'static str) -> Option<Fields> {
        parse(
            HeaderValue::from_static(kind),
            Bytes::from_static(FORM.as_bytes()),
        )
        .await
    }

    #[tokio::test]
    async fn files_take_the_place_of_what_was_entered() {
        let fields = parsed("multipart/form-data; boundary=b").await.unwrap();
        assert_eq!(fields.text("csrf"), "the token");
        assert_eq!(fields.file_or_text("key"), "a\nb");
        assert_eq!(fields.file_or_text("chain"), "c\r\nd");
        assert_eq!(fields.file_or_text("none"), "");
    }

    #[tokio::test]
    async fn what_is_no_such_form_is_none() {
        for kind in [
            "multipart/form-data",
            "multipart/form-data; boundary=c",
            "text/plain",
        ] {
            assert!(parsed(kind).await.is_none(), "{kind}");
        }
    }
}
