//! Where a browser goes next: always a page of this console, whatever it was sent with.
//!
//! SECURITY: a [`Destination`] is a path. An address that somebody passes in is looked at, and a path
//! is made of it or it is refused: no answer of the console ever leads to another host because a
//! request named it.

mod aws_console;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::address::Origin;
use crate::link;

/// LIMIT: the length of what a browser may be sent on with, in bytes. A destination may hold another
/// sign-in address with its token.
const DESTINATION_BYTES_MAX: usize = 16 * 1024;

/// What stands between an address and its meaning: these characters cannot stand in a path, but a
/// parameter that was decoded may have them.
const NOT_IN_ADDRESSES: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A page of this console: a path and perhaps a query.
///
/// INVARIANT: it begins with one slash, so that it stays on the origin that it is answered from, and
/// it is plain ASCII without white space, so that it can stand in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Destination(String);

/// An address that is not this console's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DestinationFault {
    /// It leads elsewhere.
    #[error("Destination must be a page of this console, or of the AWS Management Console.")]
    Foreign,
    /// It cannot be read, or could be read in two ways.
    #[error("Destination is not a URL.")]
    Unreadable,
}

/// The origins that are this server's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnOrigins {
    console: Vec<Origin>,
    signing_in: Vec<Origin>,
}

impl OwnOrigins {
    /// The console's own, and those which besides it answer the federation endpoint.
    pub(crate) fn new(console: Vec<Origin>, signing_in: Vec<Origin>) -> Self {
        Self {
            console,
            signing_in,
        }
    }
}

impl Destination {
    /// The console's home page.
    pub(crate) fn home() -> Self {
        Self("/".to_owned())
    }

    /// A page of the console, named by its path and query.
    ///
    /// # Errors
    /// It is anything else, such as another host without its scheme.
    pub(crate) fn own(text: &str) -> Result<Self, DestinationFault> {
        check_characters(text)?;
        let (path_and_query, _) = text.split_once('#').unwrap_or((text, ""));
        let path = path_and_query.split('?').next().unwrap_or_default();
        if !path.starts_with('/') || path.contains("//") {
            return Err(DestinationFault::Foreign);
        }
        let encoded = utf8_percent_encode(path_and_query, NOT_IN_ADDRESSES);
        Ok(Self(encoded.to_string()))
    }

    /// What a parameter of a sign-in names: a page of this console by its path or address, or one of
    /// AWS's console, in whose place comes this console's.
    ///
    /// # Errors
    /// It is anything else.
    pub(crate) fn named(text: &str, own: &OwnOrigins) -> Result<Self, DestinationFault> {
        if text.starts_with('/') {
            return Self::own(text);
        }
        check_characters(text)?;
        let (origin, rest) = Origin::split(text).ok_or(DestinationFault::Unreadable)?;
        if own.console.contains(&origin) {
            return Self::below(rest);
        }
        if own.signing_in.contains(&origin) {
            return Ok(aws_console::of_signing_in(rest, None));
        }
        if origin.is_usual_https() {
            return aws_console::page(origin.host(), rest).ok_or(DestinationFault::Foreign);
        }
        Err(DestinationFault::Foreign)
    }

    /// The page with this path, query and fragment below an own origin.
    fn below(rest: &str) -> Result<Self, DestinationFault> {
        if rest.starts_with('/') {
            Self::own(rest)
        } else {
            Self::own(&format!("/{rest}"))
        }
    }

    /// The page that stands for one of the place to sign in at a host, by its path and query. The
    /// host may have an account in its name: `ACCOUNT.signin.DOMAIN`, or AWS's.
    ///
    /// SOURCE: IAM User Guide, "Use an alias for your AWS account ID".
    pub(crate) fn of_signing_in(target: &str, host: Option<&str>, domain: Option<&str>) -> Self {
        let origin = host.and_then(|host| Origin::of_host_header(host).next());
        let host = origin.as_ref().map_or("", Origin::host);
        aws_console::of_signing_in(target, aws_console::signing_in_of(host, domain))
    }

    /// The page that these segments make, with these parameters that are not empty.
    fn page(segments: &[&str], parameters: &[(&str, &str)]) -> Self {
        let page = link::with_query(&link::to(segments), parameters);
        // An empty segment would make another host of what follows it.
        Self::own(&page).unwrap_or_else(|_| Self::home())
    }

    /// The path and query.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// SECURITY: browsers drop some control characters and read back slashes as slashes.
fn check_characters(text: &str) -> Result<(), DestinationFault> {
    let is_odd = |character: char| character.is_control() || character == '\\';
    if text.len() > DESTINATION_BYTES_MAX || text.chars().any(is_odd) {
        return Err(DestinationFault::Unreadable);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
