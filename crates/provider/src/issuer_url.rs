//! The URL of an OpenID Connect provider, which is the issuer of its tokens.

use std::fmt;

use serde::{Deserialize, Serialize};

const SCHEME: &str = "https";

/// The URL of an OpenID Connect provider: `https://`, a host, and perhaps a path.
///
/// Two URLs are the same provider if they are the same text: the issuer that a token names is compared
/// so, and a slash at the end tells two apart (observed).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IssuerUrl {
    /// Host and path.
    local: Box<str>,
}

/// The text is not the URL of a provider.
///
/// SOURCE: recorded answers of `CreateOpenIDConnectProvider` to `example.org` and to `http://…`; IAM
/// API Reference, the same operation: a path is allowed, a query and a port are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidIssuerUrl {
    /// It has no scheme or no host.
    #[error("the URL of a provider has a scheme and a host")]
    NoUrl,
    /// Its scheme is another one than `https`.
    #[error("the URL of a provider begins with https://")]
    NotHttps,
    /// It has what such a URL must not have: a port, a query, a user, a host that is none.
    #[error("the URL of a provider is a host and a path")]
    Malformed,
}

impl IssuerUrl {
    /// The URL that is written so.
    ///
    /// # Errors
    /// It is not one of a provider.
    pub fn parse(text: &str) -> Result<Self, InvalidIssuerUrl> {
        let (scheme, local) = text.split_once("://").ok_or(InvalidIssuerUrl::NoUrl)?;
        let (host, path) = match local.find('/') {
            Some(at) => local.split_at(at),
            None => (local, ""),
        };
        if scheme.is_empty() || host.is_empty() {
            return Err(InvalidIssuerUrl::NoUrl);
        }
        if scheme != SCHEME {
            return Err(InvalidIssuerUrl::NotHttps);
        }
        if !is_host(host) || !path.bytes().all(in_path) {
            return Err(InvalidIssuerUrl::Malformed);
        }
        Ok(Self {
            local: local.into(),
        })
    }

    /// The URL of the provider whose ARN ends with this host and path.
    ///
    /// # Errors
    /// There is no such URL.
    pub fn from_local(local: &str) -> Result<Self, InvalidIssuerUrl> {
        Self::parse(&format!("{SCHEME}://{local}"))
    }

    /// Host and path: what its ARN ends with, and what AWS answers as its URL.
    pub fn without_scheme(&self) -> &str {
        &self.local
    }
}

impl fmt::Display for IssuerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}://{}", self.local)
    }
}

impl TryFrom<String> for IssuerUrl {
    type Error = InvalidIssuerUrl;

    fn try_from(text: String) -> Result<Self, InvalidIssuerUrl> {
        Self::parse(&text)
    }
}

impl From<IssuerUrl> for String {
    fn from(url: IssuerUrl) -> Self {
        url.to_string()
    }
}

/// Labels of letters, digits and inner hyphens, which an IPv4 address is as well.
fn is_host(text: &str) -> bool {
    text.split('.').all(|label| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// What a path is made of. Not the star, which RFC 3986 allows: it would be a wildcard in a policy that
/// names the provider.
fn in_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()+,;=:@/".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_and_perhaps_a_path() {
        for local in [
            "example.com",
            "example.com/",
            "localhost",
            "198.51.100.7",
            "oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
            "xn--exmple-cua.com/a%20b/~c:d@e",
        ] {
            let url = IssuerUrl::parse(&format!("https://{local}")).unwrap();
            assert_eq!(url.without_scheme(), local);
            assert_eq!(IssuerUrl::from_local(local), Ok(url.clone()));
            assert_eq!(IssuerUrl::try_from(url.to_string()), Ok(url));
        }
    }

    #[track_caller]
    fn check(text: &str, error: InvalidIssuerUrl) {
        assert_eq!(IssuerUrl::parse(text), Err(error), "{text}");
    }

    #[test]
    fn other_texts_are_refused_with_the_reason() {
        for text in [
            "",
            "example.com",
            "https:example.com",
            "https://",
            "://a",
            "https:///a",
        ] {
            check(text, InvalidIssuerUrl::NoUrl);
        }
        for text in ["http://example.com", "ftp://a", "HTTPS://example.com"] {
            check(text, InvalidIssuerUrl::NotHttps);
        }
        for text in [
            "https://example.com:8443",
            "https://user@example.com",
            "https://example.com?a=b",
            "https://example.com/a?b",
            "https://example.com#a",
            "https://example.com/a#b",
            "https://exa_mple.com",
            "https://-a.com",
            "https://a..com",
            "https://a.com.",
            "https://[2001:db8::1]",
            "https://é.com",
            "https://example.com/*",
            "https://example.com/a b",
            "https://example.com/\0",
        ] {
            check(text, InvalidIssuerUrl::Malformed);
        }
        let long = format!("https://{}.com", "a".repeat(64));
        check(&long, InvalidIssuerUrl::Malformed);
    }
}
