//! Forms that no page of the console sent do nothing.

use http::{Method, StatusCode};

use crate::{
    browser::{Browser, Raw, encoded},
    page::Page,
    world::{ACCOUNT, World},
};

/// Addresses with something in the place of `{names}`.
fn forms(world: &World) -> Vec<String> {
    let routes = world.console.routes().iter();
    let forms = routes.filter(|route| route.method == Method::POST);
    forms.map(|route| filled_in(route.path)).collect()
}

fn filled_in(path: &str) -> String {
    let segments = path.split('/').map(|segment| {
        if segment.starts_with('{') {
            "anything"
        } else {
            segment
        }
    });
    let path = segments.collect::<Vec<_>>().join("/");
    format!("{path}?arn=arn:aws:iam::{ACCOUNT}:policy/anything")
}

/// Whether an answer is the page that says that the form was not accepted.
fn is_refused(page: &Page) -> bool {
    page.status == StatusCode::FORBIDDEN && page.heading() == "This form was not accepted"
}

/// What became of a form, by how it was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Became {
    /// It was not accepted.
    Refused,
    /// The address takes forms of the other kind alone.
    Unread,
    /// It was looked at.
    Accepted,
}

async fn post(
    browser: &mut Browser,
    path: &str,
    headers: &[(&str, &str)],
    token: &str,
) -> [Became; 2] {
    let kinds = [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
    ];
    let mut became = [Became::Accepted; 2];
    for (kind, became) in kinds.into_iter().zip(&mut became) {
        let body = if kind.starts_with("multipart") {
            format!(
                "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--b--\r\n"
            )
        } else {
            encoded(&[("csrf".to_owned(), token.to_owned())])
        };
        let mut all = vec![("content-type", kind)];
        all.extend_from_slice(headers);
        let page = browser
            .send(Raw {
                method: Method::POST,
                path,
                headers: &all,
                body: body.into_bytes(),
            })
            .await;
        *became = match page.status {
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Became::Unread,
            _ if is_refused(&page) => Became::Refused,
            _ => Became::Accepted,
        };
    }
    became.sort_by_key(|became| *became as u8);
    became
}

#[tokio::test]
async fn every_form_without_its_token_is_refused() {
    let world = World::new().await;
    let own = ("origin", "https://console.example.com");
    let mut root = world.root_browser().await;
    let mut guest = world.browser();
    let others = world.root_browser().await.get("/").await;
    let other_token = others
        .one(".identity input[name=csrf]")
        .attribute("value")
        .unwrap()
        .to_owned();
    world.audit.take();
    let mut seen = 0;
    for path in forms(&world) {
        for token in ["", "wrong", "AAAAAAAAAAAAAAAAAAAAAA", &other_token] {
            let became = post(&mut root, &path, &[own], token).await;
            let expected = [Became::Refused, Became::Unread];
            assert_eq!(became, expected, "{path} with `{token}`");
        }
        let status = guest_status(&mut guest, &path, own).await;
        let is_turned_away = matches!(status, StatusCode::SEE_OTHER | StatusCode::FORBIDDEN);
        assert!(is_turned_away, "{path}: {status}");
        seen += 1;
    }
    assert!(seen > 0);
    assert_eq!(world.audit.names(), [] as [&str; 0]);
}

/// So that the others are refused for their token, and for nothing else.
#[tokio::test]
async fn every_form_with_its_token_is_accepted() {
    let world = World::new().await;
    let own = ("origin", "https://console.example.com");
    let mut root = world.root_browser().await;
    let page = root.get("/").await;
    let token = page.one(".identity input[name=csrf]").attribute("value");
    let cookies = root.cookies.clone();
    // One is signed in: the forms for signing in have a token of their own, that for signing out
    // would be the last.
    for path in forms(&world)
        .iter()
        .filter(|path| !path.starts_with("/sign"))
    {
        let became = post(&mut root, path, &[own], token.unwrap()).await;
        assert_eq!(became, [Became::Unread, Became::Accepted], "{path}");
        root.cookies = cookies.clone();
    }
}

async fn guest_status(guest: &mut Browser, path: &str, own: (&str, &str)) -> StatusCode {
    let page = guest
        .send(Raw {
            method: Method::POST,
            path,
            headers: &[own, ("content-type", "application/x-www-form-urlencoded")],
            body: Vec::new(),
        })
        .await;
    page.status
}

#[tokio::test]
async fn every_form_of_another_site_is_refused() {
    let world = World::new().await;
    let mut root = world.root_browser().await;
    let page = root.get("/").await;
    let token = page
        .one(".identity input[name=csrf]")
        .attribute("value")
        .unwrap()
        .to_owned();
    world.audit.take();
    let foreign: [&[(&str, &str)]; 6] = [
        &[],
        &[("origin", "https://evil.example.com")],
        &[("origin", "null")],
        &[("origin", "http://console.example.com")],
        &[
            ("origin", "https://console.example.com"),
            ("sec-fetch-site", "cross-site"),
        ],
        &[("sec-fetch-site", "same-site")],
    ];
    for path in forms(&world) {
        for headers in foreign {
            let became = post(&mut root, &path, headers, &token).await;
            assert_eq!(became, [Became::Refused; 2], "{path} {headers:?}");
        }
    }
    assert_eq!(world.audit.names(), [] as [&str; 0]);
}

/// What cannot be a form of ours costs no memory.
#[tokio::test]
async fn nothing_is_read_of_what_cannot_be_a_form() {
    const KIB: usize = 1024;
    let world = World::new().await;
    let own = ("origin", "https://console.example.com");
    let mut root = world.root_browser().await;
    let mut guest = world.browser();
    let cases = [
        ("/signin", KIB, &[][..], StatusCode::FORBIDDEN),
        ("/signin", KIB, &[own], StatusCode::FORBIDDEN),
        ("/signin/code", KIB, &[own], StatusCode::FORBIDDEN),
        ("/new-user", KIB, &[own], StatusCode::SEE_OTHER),
        ("/federation", 64 * KIB + 1, &[own], StatusCode::BAD_REQUEST),
    ];
    for (path, bytes, headers, status) in cases {
        assert_eq!(
            send(&mut guest, path, bytes, headers).await,
            status,
            "{path}"
        );
    }
    guest.get("/signin").await;
    for (path, is_guest, bytes) in [
        ("/signin", true, 16 * KIB + 1),
        ("/signin/code", true, 16 * KIB + 1),
        ("/new-user", false, 1024 * KIB + 1),
    ] {
        let browser = if is_guest { &mut guest } else { &mut root };
        let status = send(browser, path, bytes, &[own]).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
    assert_eq!(world.bodies.take(), 0);
    // As large as they may be they are read; their token is missing.
    for (path, browser, bytes) in [
        ("/signin", &mut guest, 16 * KIB),
        ("/new-user", &mut root, 1024 * KIB),
    ] {
        let status = send(browser, path, bytes, &[own]).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(world.bodies.take(), 2);
}

/// Sends a form of so many bytes, which says how long it is.
async fn send(
    browser: &mut Browser,
    path: &str,
    bytes: usize,
    headers: &[(&str, &str)],
) -> StatusCode {
    let length = bytes.to_string();
    let said = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-length", length.as_str()),
    ];
    let page = browser
        .send(Raw {
            method: Method::POST,
            path,
            headers: &[headers, &said].concat(),
            body: vec![b'x'; bytes],
        })
        .await;
    page.status
}
