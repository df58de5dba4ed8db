//! The URLs under which others find the server.

use std::{fmt, net::Ipv6Addr, str::FromStr};

use http::{Uri, uri::Authority};

use super::InvalidValue;

/// A scheme, a host and perhaps a port: an origin, to which paths are added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// The URL as text, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, without the port.
    pub fn host(&self) -> &str {
        let (_, authority) = self.0.split_once("://").unwrap_or_default();
        match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => host,
            _ => authority,
        }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BaseUrl {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url: Uri = text.parse().map_err(|_| InvalidValue)?;
        let scheme = url.scheme_str().ok_or(InvalidValue)?;
        let host = url.authority().and_then(sane).ok_or(InvalidValue)?;
        let is_web = ["http", "https"].contains(&scheme);
        let is_bare = url.path() == "/" && url.query().is_none() && !text.contains('#');
        if is_web && is_bare {
            Ok(Self(format!("{scheme}://{host}")))
        } else {
            Err(InvalidValue)
        }
    }
}

/// A host as it may stand in a URL that is told to others, with its port if it has one.
fn sane(authority: &Authority) -> Option<String> {
    let host = host_name(authority.as_str())?;
    match authority.as_str().get(host.len()..)? {
        "" => Some(host),
        port => {
            let port: u16 = port.strip_prefix(':')?.parse().ok()?;
            Some(format!("{host}:{port}"))
        }
    }
}

/// The host of a header `Host`, without the port and in lower case, if it is an address or a name.
///
/// SECURITY: what comes in a header goes out into a URL; nothing that could end the host there, or
/// make it mean another one, may be in it.
pub(crate) fn host_name(header: &str) -> Option<String> {
    let authority: Authority = header.parse().ok()?;
    let host = authority.host();
    let is_label = |label: &str| {
        let is_byte = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (1..=63).contains(&label.len()) && label.bytes().all(is_byte)
    };
    let is_address = || {
        let inner = host.strip_prefix('[')?.strip_suffix(']')?;
        inner.parse::<Ipv6Addr>().ok()
    };
    let name = host.strip_suffix('.').unwrap_or(host);
    let is_name = name.len() <= 253 && name.split('.').all(is_label);
    let is_all = header.starts_with(host) && !header.contains('@');
    (is_all && (is_name || is_address().is_some())).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_an_origin() {
        for (given, stored) in [
            ("https://iam.example.com", "https://iam.example.com"),
            ("https://iam.example.com/", "https://iam.example.com"),
            (
                "HTTPS://IAM.Example.com:8443/",
                "https://iam.example.com:8443",
            ),
            ("http://127.0.0.1:4566", "http://127.0.0.1:4566"),
            ("http://[::1]:80", "http://[::1]:80"),
            ("http://localhost", "http://localhost"),
        ] {
            assert_eq!(given.parse::<BaseUrl>().unwrap().as_str(), stored);
        }
        for (given, host) in [
            ("https://IAM.Example.com", "iam.example.com"),
            ("http://127.0.0.1:4566", "127.0.0.1"),
            ("http://[::1]:80", "[::1]"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(given.parse::<BaseUrl>().unwrap().host(), host);
        }
        for wrong in [
            "",
            "iam.example.com",
            "ftp://iam.example.com",
            "https://",
            "https:///x",
            "https://iam.example.com/console",
            "https://iam.example.com/?a",
            "https://iam.example.com/#a",
            "https://iam.example.com#a",
            "https://user@iam.example.com",
            "https://user:word@iam.example.com",
            "https://iam.example.com:",
            "https://iam.example.com:65536",
            "https://iam.example.com:x",
            "https://iam..example.com",
            "https://iäm.example.com",
            "https://iam.example.com\\x",
            "https://[::1",
            "https://[::1]x",
            "javascript:alert(1)",
        ] {
            assert_eq!(wrong.parse::<BaseUrl>(), Err(InvalidValue), "{wrong}");
        }
    }

    #[test]
    fn odd_hosts_are_no_hosts() {
        for (host, expect) in [
            ("Host.Example.", Some("host.example.")),
            ("127.0.0.1", Some("127.0.0.1")),
            ("[::1]", Some("[::1]")),
            ("my_host", Some("my_host")),
            ("", None),
            (".", None),
            ("a b", None),
            ("a/b", None),
            ("a\\b", None),
            ("a@b", None),
            ("a?b", None),
            ("a#b", None),
            ("a:80", Some("a")),
            ("[::1]:80", Some("[::1]")),
            ("a@b:80", None),
            ("a:80@b", None),
            ("a\r\nb", None),
            ("a%0d%0ab", None),
            ("::1", None),
            ("<a>", None),
        ] {
            assert_eq!(host_name(host).as_deref(), expect, "{host}");
        }
    }
}
