//! The head of a request, as plain data.

use std::fmt;

use crate::SignatureError;

/// LIMIT: how many headers a signed request may have.
pub const HEADERS_MAX: usize = 128;

/// LIMIT: how many parameters the query of a signed request may have.
pub const QUERY_PARAMETERS_MAX: usize = 2048;

/// What the signature covers beside the body, exactly as it came over the wire.
///
/// With HTTP/2 the `:authority` of the request is given as a header named `host`.
#[derive(Clone, Copy)]
pub struct RequestHead<'r> {
    /// The method in capitals: `POST`.
    pub method: &'r str,
    /// The path without the query, not decoded: `/`.
    pub path: &'r str,
    /// What follows the `?`, not decoded; empty if nothing does.
    pub query: &'r str,
    /// The headers in their order, a line each. The case of names does not matter.
    pub headers: &'r [(&'r str, &'r [u8])],
}

impl<'r> RequestHead<'r> {
    /// The values of the header `name`, in their order.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &'r [u8]> {
        self.headers
            .iter()
            .filter(move |(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }

    /// The value of a header that may stand there once at most.
    pub(crate) fn single(&self, name: &'static str) -> Result<Option<&'r [u8]>, SignatureError> {
        let mut values = self.values(name);
        let first = values.next();
        match values.next() {
            None => Ok(first),
            Some(_) => Err(SignatureError::Repeated { name }),
        }
    }

    /// As [`RequestHead::single`], as text without blanks around it.
    pub(crate) fn single_text(
        &self,
        name: &'static str,
    ) -> Result<Option<&'r str>, SignatureError> {
        self.single(name)?
            .map(|value| str::from_utf8(value).map(str::trim))
            .transpose()
            .map_err(|_| SignatureError::NotText { name })
    }

    /// The names of the headers.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'r str> {
        self.headers.iter().map(|(name, _)| *name)
    }
}

/// SECURITY: values are left out, since they hold signatures and session tokens.
impl fmt::Debug for RequestHead<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("RequestHead")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}
