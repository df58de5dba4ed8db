//! The head of a request, as signatures see it.

use http::{header::HeaderName, request::Parts};
use iamd_api::Format;
use iamd_sigv4::RequestHead;

/// The headers of a request, in the order in which they came, `host` among them: HTTP/2 sends it
/// as the authority of the target.
pub(super) struct Headers<'a>(Vec<(&'a str, &'a [u8])>);

impl<'a> Headers<'a> {
    pub(super) fn of(head: &'a Parts) -> Self {
        let sent = head.headers.iter();
        let mut headers: Vec<_> = sent
            .map(|(name, value)| (HeaderName::as_str(name), value.as_bytes()))
            .collect();
        if !head.headers.contains_key(http::header::HOST)
            && let Some(authority) = head.uri.authority()
        {
            headers.push(("host", authority.as_str().as_bytes()));
        }
        Self(headers)
    }

    /// The first value of a header, if it is text.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        let (_, value) = self
            .0
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        str::from_utf8(value).ok()
    }

    /// What the answer is to be written in.
    pub(super) fn format(&self) -> Format {
        let accepted = self.text("accept").unwrap_or_default();
        let json = accepted.split([',', ';']).next().map(str::trim) == Some("application/json");
        if json { Format::Json } else { Format::Xml }
    }

    /// What a signature covers.
    pub(super) fn request_head<'b>(&'b self, head: &'b Parts) -> RequestHead<'b>
    where
        'a: 'b,
    {
        RequestHead {
            method: head.method.as_str(),
            path: head.uri.path(),
            query: head.uri.query().unwrap_or_default(),
            headers: &self.0,
        }
    }
}
