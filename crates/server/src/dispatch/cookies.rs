//! The console's cookies, kept from everything else.
//!
//! SECURITY: ports do not separate cookies, so a browser that is signed in to the console sends its
//! cookie to the services as well. What serves objects that anyone may upload must not see it.

use http::{HeaderMap, HeaderValue, header::COOKIE};
use iamd_console::COOKIES;

/// Takes the console's cookies out of these headers.
pub(super) fn strip(headers: &mut HeaderMap) {
    if !headers.get_all(COOKIE).iter().any(is_any) {
        return;
    }
    let kept: Vec<HeaderValue> = headers.get_all(COOKIE).iter().filter_map(without).collect();
    headers.remove(COOKIE);
    for value in kept {
        headers.append(COOKIE, value);
    }
}

fn is_any(value: &HeaderValue) -> bool {
    cookies(value).any(is_the_consoles)
}

fn without(value: &HeaderValue) -> Option<HeaderValue> {
    let kept: Vec<&[u8]> = cookies(value)
        .filter(|cookie| !is_the_consoles(cookie))
        .collect();
    let kept = kept.join(&b"; "[..]);
    // Parts of a header's value are one.
    let kept = HeaderValue::from_bytes(&kept).ok()?;
    (!kept.is_empty()).then_some(kept)
}

fn cookies(value: &HeaderValue) -> impl Iterator<Item = &[u8]> {
    let cookies = value.as_bytes().split(|byte| *byte == b';');
    cookies
        .map(<[u8]>::trim_ascii)
        .filter(|cookie| !cookie.is_empty())
}

fn is_the_consoles(cookie: &[u8]) -> bool {
    let name = cookie.split(|byte| *byte == b'=').next();
    let name = name.unwrap_or_default().trim_ascii();
    COOKIES
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sent: &[&[u8]], expect: &[&[u8]]) {
        let mut headers = HeaderMap::new();
        headers.insert("accept", HeaderValue::from_static("*/*"));
        for value in sent {
            headers.append(COOKIE, HeaderValue::from_bytes(value).unwrap());
        }
        strip(&mut headers);
        let kept: Vec<&[u8]> = headers
            .get_all(COOKIE)
            .iter()
            .map(HeaderValue::as_bytes)
            .collect();
        assert_eq!(kept, expect);
        assert_eq!(headers.len(), expect.len() + 1);
    }

    #[test]
    fn the_consoles_cookies_go_and_others_stay() {
        check(&[], &[]);
        check(&[b"a=b; c=d"], &[b"a=b; c=d"]);
        check(&[b"iamd-console=1.x"], &[]);
        check(&[b"a=b; iamd-console=1.x; c=d"], &[b"a=b; c=d"]);
        check(&[b"iamd-console=1.x;a=b"], &[b"a=b"]);
        check(&[b"__Host-iamd-console=1.x; iamd-visit=y"], &[]);
        check(&[b"a=b", b"iamd-console=1.x", b"c=d"], &[b"a=b", b"c=d"]);
        check(&[b"IAMD-Console = 1.x ; a=b"], &[b"a=b"]);
        check(&[b"iamd-console"], &[]);
        check(
            &[b"iamd-consoles=x; xiamd-console=y"],
            &[b"iamd-consoles=x; xiamd-console=y"],
        );
        check(&[b"a=\xff; iamd-console=1.x"], &[b"a=\xff"]);
    }

    #[test]
    fn every_cookie_of_the_console_is_known() {
        for name in ["iamd-console", "__Host-iamd-console", "iamd-visit"] {
            assert!(COOKIES.contains(&name), "{name}");
        }
        for name in COOKIES {
            check(&[format!("{name}=secret").as_bytes()], &[]);
        }
    }
}
