//! What a form sends: bounded, and from a page of this console.

mod files;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
};
use http::{StatusCode, header};
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::Secret;

pub(crate) use self::files::PostFiles;
use crate::{answer::Stop, console::Backend, csrf, gather::gathered};

/// LIMIT: the bytes of a form of somebody who is signed in. A policy's document is the largest field,
/// and a form needs up to three bytes for one of it.
pub(crate) const BYTES_MAX: u64 = 1 << 20;
/// LIMIT: the bytes of a form of anybody else. The ticket of a half-done sign-in is the largest field.
pub(crate) const GUEST_BYTES_MAX: u64 = 16 << 10;
/// LIMIT: the fields of a form.
const FIELDS_MAX: usize = 2_000;

/// Who can send a form: somebody who is signed in, or not yet.
pub(crate) trait Sender: Sized + Send {
    /// Whether a form with this token is one of the sender's.
    ///
    /// # Errors
    /// It is not: the page that says so.
    fn check(&self, token: &str) -> Result<(), Stop>;

    /// How many bytes of form it may send; `None` if no page can have given it a token, so that none
    /// of its forms is one of ours.
    fn bytes_max(&self) -> Option<u64>;

    /// The page that refuses.
    fn refuse(&self, status: StatusCode) -> Stop;
}

/// A form of ours that `S` sent. What comes in another way is refused before a handler hears of it.
pub(crate) struct Post<S> {
    /// Who sent it.
    pub(crate) by: S,
    /// What was entered.
    pub(crate) fields: Fields,
}

impl<S, P, A> FromRequest<Backend<P, A>> for Post<S>
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
        let is_form = kind.is_some_and(|kind| kind.as_bytes().starts_with(URL_ENCODED));
        if !is_form {
            return Err(by.refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        // SECURITY: nothing is read for whoever cannot have a token.
        let Some(bytes_max) = by.bytes_max() else {
            return Err(by.refuse(StatusCode::FORBIDDEN));
        };
        let body = gathered(&*backend.bodies, &head.headers, body, bytes_max).await;
        let body = body.map_err(|error| by.refuse(error.status()))?;
        let fields = Fields::parse(body);
        let fields = fields.ok_or_else(|| by.refuse(StatusCode::PAYLOAD_TOO_LARGE))?;
        by.check(fields.text(csrf::FIELD))?;
        Ok(Self { by, fields })
    }
}

const URL_ENCODED: &[u8] = b"application/x-www-form-urlencoded";

/// The fields of a form, in their order; a name can be there more than once. Any of them may be a
/// password, so all are secret until a handler asks for one.
pub(crate) struct Fields {
    fields: Vec<(String, Secret<String>)>,
    /// What they came in: as long as it is there, the memory that they take up is counted.
    _body: Bytes,
}

impl Fields {
    /// `None` if there are too many.
    ///
    /// Browsers send the ends of lines as CR LF; they are as they were entered again.
    pub(crate) fn parse(body: Bytes) -> Option<Self> {
        let mut fields = Vec::new();
        for (name, value) in form_urlencoded::parse(&body) {
            if fields.len() == FIELDS_MAX {
                return None;
            }
            let value = Secret::new(value.replace("\r\n", "\n"));
            fields.push((name.into_owned(), value));
        }
        Some(Self::of(fields, body))
    }

    /// Those of a form that came in `body`, whatever kind of form it is.
    fn of(fields: Vec<(String, Secret<String>)>, body: Bytes) -> Self {
        Self {
            fields,
            _body: body,
        }
    }

    /// What was entered in a field, the first of them; empty if it is not there.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The same without spaces around it, and `None` if nothing was entered.
    pub(crate) fn entered(&self, name: &str) -> Option<&str> {
        let text = self.text(name).trim();
        (!text.is_empty()).then_some(text)
    }

    /// What all fields of a name hold, such as check boxes.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter();
        let named = fields.filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.expose().as_str())
    }

    /// Whether a check box is checked.
    pub(crate) fn is_checked(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// A password or code, as it was entered.
    pub(crate) fn secret(&self, name: &str) -> Secret<String> {
        Secret::new(self.text(name).to_owned())
    }

    /// All fields but the token.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.fields.iter();
        let fields = fields.map(|(name, value)| (name.as_str(), value.expose().as_str()));
        fields.filter(|(name, _)| *name != csrf::FIELD)
    }
}
