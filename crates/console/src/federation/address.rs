//! Addresses on the web, taken apart so far that nobody can mistake one host for another.

use http::uri::Authority;

/// Where an address leads: scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    scheme: Scheme,
    /// In lower case, without a dot at its end; an IPv6 address in its brackets.
    host: String,
    port: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Http,
    Https,
}

impl Scheme {
    const ALL: [Self; 2] = [Self::Http, Self::Https];

    const fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    const fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

impl Origin {
    /// Splits an absolute address into its origin and what stands behind it: path, query, fragment.
    ///
    /// SECURITY: there is one reading of what this accepts. What browsers read differently than it
    /// stands there (back slashes, control characters, white space, user information, names that are
    /// not plain ASCII) is no address.
    pub(crate) fn split(address: &str) -> Option<(Self, &str)> {
        let (scheme, rest) = address.split_once("://")?;
        let scheme = Scheme::ALL
            .into_iter()
            .find(|known| known.name().eq_ignore_ascii_case(scheme))?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at_checked(end)?;
        Some((Self::of_authority(scheme, authority)?, rest))
    }

    /// The origin of an address of this server.
    pub(crate) fn of(address: &str) -> Option<Self> {
        Self::split(address).map(|(origin, _)| origin)
    }

    /// The origins that the header `Host` of a request may stand for.
    pub(crate) fn of_host_header(host: &str) -> impl Iterator<Item = Self> {
        Scheme::ALL
            .into_iter()
            .filter_map(|scheme| Self::of_authority(scheme, host))
    }

    fn of_authority(scheme: Scheme, text: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte);
        if !text.bytes().all(is_plain) {
            return None;
        }
        let authority: Authority = text.parse().ok()?;
        let host = authority.host();
        let port = match text.strip_prefix(host)? {
            "" => scheme.port(),
            _ => authority.port_u16()?,
        };
        let host = host.to_ascii_lowercase();
        (!host.is_empty() && !host.ends_with('.')).then_some(Self { scheme, host, port })
    }

    /// The host, in lower case.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// The same scheme and port of another host.
    pub(crate) fn with_host(&self, host: &str) -> Self {
        Self {
            host: host.to_ascii_lowercase(),
            ..self.clone()
        }
    }

    /// Whether it is reached over TLS, at the usual port.
    pub(crate) fn is_usual_https(&self) -> bool {
        self.scheme == Scheme::Https && self.port == Scheme::Https.port()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expect: Option<(&str, u16, &str)>) {
        let split = Origin::split(address);
        let found = split
            .as_ref()
            .map(|(origin, rest)| (origin.host(), origin.port, *rest));
        assert_eq!(found, expect, "{address}");
    }

    #[test]
    fn addresses_have_one_reading() {
        check("https://a.example", Some(("a.example", 443, "")));
        check("HTTPS://A.Example/X", Some(("a.example", 443, "/X")));
        check(
            "http://127.0.0.1:4567/?q#f",
            Some(("127.0.0.1", 4567, "/?q#f")),
        );
        check("http://[::1]:4567/", Some(("[::1]", 4567, "/")));
        check("http://a?b", Some(("a", 80, "?b")));
        check("http://a#@b", Some(("a", 80, "#@b")));
    }

    #[test]
    fn whatever_could_be_read_twice_is_no_address() {
        for address in [
            "",
            "a.example",
            "//a.example/",
            "https:/a.example/",
            "https:a.example",
            "ftp://a.example/",
            "javascript://a.example/%0aalert(1)",
            " https://a.example/",
            "https://",
            "https:///a.example",
            "https://a.example./",
            "https://user@a.example/",
            "https://user:password@a.example/",
            "https://a.example\\@b.example/",
            "https://a.example\t/",
            "https://a.ex\nample/",
            "https://a.example:/",
            "https://a.example:99999/",
            "https://a.example:80:80/",
            "https://a%2eexample/",
            "https://ex\u{e4}mple.example/",
            "https://a\u{3002}example/",
            "https://a.example\u{ff0f}b.example/",
            "ht\u{74}\u{200b}tps://a.example/",
        ] {
            check(address, None);
        }
    }
}
