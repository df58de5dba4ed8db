//! Cookies: read from a request, and written.

use cookie::{Cookie, SameSite, time::Duration};
use http::{HeaderMap, HeaderValue, header};
use iamd_auth::ConsoleSessionId;

/// LIMIT: the bytes of a cookie of ours. What is longer is none.
const VALUE_BYTES_MAX: usize = 4 << 10;

/// What a cookie of ours is called. Over TLS the name has a prefix with which no other host can set
/// it.
///
/// SOURCE: RFC 6265bis, "The `__Host-` Prefix".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// The session of somebody who is signed in.
    Session,
    /// A browser that has seen a form before anybody signed in.
    Visit,
    /// What the page before has done.
    Flash,
}

impl Name {
    /// Every cookie.
    const ALL: [Self; 3] = [Self::Session, Self::Visit, Self::Flash];

    const fn plain(self) -> &'static str {
        match self {
            Self::Session => "iamd-console",
            Self::Visit => "iamd-visit",
            Self::Flash => "iamd-flash",
        }
    }

    const fn protected(self) -> &'static str {
        match self {
            Self::Session => "__Host-iamd-console",
            Self::Visit => "__Host-iamd-visit",
            Self::Flash => "__Host-iamd-flash",
        }
    }
}

/// The name of every cookie of the console: they are for nobody else.
pub const COOKIES: &[&str] = &[
    Name::Session.plain(),
    Name::Session.protected(),
    Name::Visit.plain(),
    Name::Visit.protected(),
    Name::Flash.plain(),
    Name::Flash.protected(),
];

/// The cookies of ours that a request brought.
#[derive(Clone)]
pub(crate) struct Cookies {
    is_tls: bool,
    brought: Vec<(Name, String)>,
}

impl Cookies {
    /// The cookies in these headers.
    ///
    /// Browsers send along what other programs at the same host have set, whatever bytes there are in
    /// it: ports do not separate cookies. So nothing is asked of what is not ours.
    pub(crate) fn of(headers: &HeaderMap, is_tls: bool) -> Self {
        let mut cookies = Self {
            is_tls,
            brought: Vec::new(),
        };
        let headers = headers.get_all(header::COOKIE).into_iter();
        let sent = headers.flat_map(|value| value.as_bytes().split(|byte| *byte == b';'));
        for (name, value) in sent.filter_map(parted) {
            let mut known = Name::ALL.into_iter();
            let known = known.find(|known| name == cookies.called(*known).as_bytes());
            let value = str::from_utf8(value).ok();
            let value = value.filter(|value| value.len() <= VALUE_BYTES_MAX);
            if let (Some(name), Some(value)) = (known, value) {
                cookies.brought.push((name, value.to_owned()));
            }
        }
        cookies
    }

    /// What a cookie holds.
    pub(crate) fn value(&self, name: Name) -> Option<&str> {
        let mut brought = self.brought.iter();
        let (_, value) = brought.find(|(known, _)| *known == name)?;
        Some(value)
    }

    /// Has the browser keep a cookie until it is closed, or for some seconds.
    pub(crate) fn set(&self, name: Name, value: &str, seconds: Option<u32>) -> HeaderValue {
        let mut cookie = self.bare(name, value);
        if let Some(seconds) = seconds {
            cookie.set_max_age(Duration::seconds(seconds.into()));
        }
        written(&cookie)
    }

    /// Has the browser keep the cookie of a session, which ends when the session ends.
    pub(crate) fn set_session(&self, id: &ConsoleSessionId) -> HeaderValue {
        self.set(Name::Session, id.cookie().expose(), None)
    }

    /// Has the browser forget a cookie.
    pub(crate) fn clear(&self, name: Name) -> HeaderValue {
        self.set(name, "", Some(0))
    }

    fn bare(&self, name: Name, value: &str) -> Cookie<'static> {
        Cookie::build((self.called(name), value.to_owned()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.is_tls)
            .build()
    }

    fn called(&self, name: Name) -> &'static str {
        if self.is_tls {
            name.protected()
        } else {
            name.plain()
        }
    }
}

/// Name and value of a cookie.
fn parted(cookie: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = cookie.iter().position(|byte| *byte == b'=')?;
    let (name, value) = cookie.split_at_checked(end)?;
    let value = value.get(1..)?;
    Some((name.trim_ascii(), value.trim_ascii()))
}

/// SECURITY: a value that is no header, which none of ours is, sets nothing.
fn written(cookie: &Cookie<'_>) -> HeaderValue {
    let value = HeaderValue::from_str(&cookie.to_string());
    value.unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sent: &[&[u8]], expect: Option<&str>) {
        let mut headers = HeaderMap::new();
        for value in sent {
            headers.append(header::COOKIE, HeaderValue::from_bytes(value).unwrap());
        }
        let cookies = Cookies::of(&headers, false);
        assert_eq!(cookies.value(Name::Session), expect);
    }

    #[test]
    fn our_cookies_are_found_whatever_others_are_there() {
        let long = [
            b"other=".as_slice(),
            &b"x".repeat(40_000),
            b"; iamd-console=a",
        ]
        .concat();
        for sent in [
            b"iamd-console=a".as_slice(),
            b"name=Z\xfcrich; iamd-console=a",
            b"\xff; iamd-console = a ;;=;x",
            b"iamd-consol=b; iamd-console2=c; iamd-console=a; iamd-console=b",
            &long,
        ] {
            check(&[sent], Some("a"));
        }
        check(&[b"x=\xff", b"iamd-console=a=b"], Some("a=b"));
    }

    #[test]
    fn what_is_not_ours_is_none() {
        for sent in [
            b"iamd-console".as_slice(),
            b"IAMD-CONSOLE=a",
            b"__Host-iamd-console=a",
            b"iamd-console=\xff",
            &[b"iamd-console=".as_slice(), &[b'x'; VALUE_BYTES_MAX + 1]].concat(),
        ] {
            check(&[sent], None);
        }
    }
}
