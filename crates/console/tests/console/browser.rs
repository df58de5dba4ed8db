//! A browser: it keeps cookies, follows redirects and fills in forms.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use axum::body::{Body, to_bytes};
use http::{HeaderMap, Method, Request, StatusCode};
use iamd_auth::ConsoleSessionId;
use iamd_console::{Arrival, Console};
use iamd_ident::Clock;
use iamd_s3::Ports;
use iamd_testkit::ManualClock;

use crate::{audit::Recorder, document::Element, page::Page};

/// Where the console is.
pub(crate) const HOST: &str = "console.example.com";

/// A browser of one person.
pub(crate) struct Browser {
    console: Console<Ports, Recorder>,
    clock: Arc<ManualClock>,
    pub(crate) is_secure: bool,
    /// The address of the person's machine.
    pub(crate) address: IpAddr,
    /// Names and values of the cookies.
    pub(crate) cookies: BTreeMap<String, String>,
}

/// A request that is made by hand.
pub(crate) struct Raw<'a> {
    pub(crate) method: Method,
    pub(crate) path: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: Vec<u8>,
}

impl Browser {
    pub(crate) fn new(console: Console<Ports, Recorder>, clock: Arc<ManualClock>) -> Self {
        Self {
            console,
            clock,
            is_secure: true,
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            cookies: BTreeMap::new(),
        }
    }

    /// Takes the cookie of a session.
    pub(crate) fn take(&mut self, session: &ConsoleSessionId) {
        let name = if self.is_secure {
            "__Host-iamd-console"
        } else {
            "iamd-console"
        };
        let value = session.cookie().expose().clone();
        self.cookies.insert(name.to_owned(), value);
    }

    /// Opens a page, wherever its address leads.
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let page = self.look(path).await;
        self.follow(page).await
    }

    /// Opens a page, without following redirects.
    pub(crate) async fn look(&mut self, path: &str) -> Page {
        self.send(Raw {
            method: Method::GET,
            path,
            headers: &[],
            body: Vec::new(),
        })
        .await
    }

    /// Fills in a form of a page and sends it, wherever that leads. The form is named by its id or
    /// its action. A field that is not on the form is added, one with the value `None` is taken out.
    pub(crate) async fn submit(
        &mut self,
        page: &Page,
        form: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let page = self.press(page, form, fields).await;
        self.follow(page).await
    }

    /// Fills in a form of a page and sends it, without following redirects.
    pub(crate) async fn press(&mut self, page: &Page, form: &str, fields: &[(&str, &str)]) -> Page {
        let form = page.form(form);
        let filled = filled(form, fields);
        let action = form.attribute("action").unwrap().to_owned();
        if form.attribute("method") != Some("post") {
            return self.look(&format!("{action}?{}", encoded(&filled))).await;
        }
        if form.attribute("enctype") == Some("multipart/form-data") {
            let (kind, body) = multipart(&filled);
            return self.post_body(&action, &kind, body).await;
        }
        self.post(&action, &filled).await
    }

    /// Sends a form, as a page of the console would.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Page {
        let kind = "application/x-www-form-urlencoded";
        self.post_body(path, kind, encoded(fields).into_bytes())
            .await
    }

    /// Sends a body, as a page of the console would.
    pub(crate) async fn post_body(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Page {
        let origin = self.origin();
        self.send(Raw {
            method: Method::POST,
            path,
            headers: &[
                ("content-type", kind),
                ("origin", &origin),
                ("sec-fetch-site", "same-origin"),
            ],
            body,
        })
        .await
    }

    /// Sends a request with the browser's cookies.
    pub(crate) async fn send(&mut self, raw: Raw<'_>) -> Page {
        let request = self.request(&raw);
        let response = self.console.answer(request, self.arrival()).await;
        let (head, body) = response.into_parts();
        self.keep(&head.headers);
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Page::new(head.status, head.headers, raw.path, body.to_vec())
    }

    /// Goes where an answer leads.
    pub(crate) async fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..5 {
            if page.status != StatusCode::SEE_OTHER && page.status != StatusCode::FOUND {
                return page;
            }
            let location = page.headers["location"].to_str().unwrap().to_owned();
            let origin = self.origin();
            let path = location
                .strip_prefix(&origin)
                .unwrap_or(&location)
                .to_owned();
            page = self.look(&path).await;
        }
        panic!("no end of redirects at {}", page.address)
    }

    pub(crate) fn origin(&self) -> String {
        let scheme = if self.is_secure { "https" } else { "http" };
        format!("{scheme}://{HOST}")
    }

    pub(crate) fn request(&self, raw: &Raw<'_>) -> Request<Body> {
        let mut request = Request::builder()
            .method(raw.method.clone())
            .uri(raw.path)
            .header("host", HOST)
            .header("user-agent", "a test");
        if !self.cookies.is_empty() {
            let cookies = self.cookies.iter();
            let cookies: Vec<String> = cookies
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header("cookie", cookies.join("; "));
        }
        for (name, value) in raw.headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from(raw.body.clone())).unwrap()
    }

    pub(crate) fn arrival(&self) -> Arrival {
        Arrival {
            request_id: "01234567-89ab-cdef-0123-456789abcdef".to_owned(),
            received_at: self.clock.now(),
            client_ip: self.address,
            is_secure: self.is_secure,
            tls: None,
            console_url: self.origin(),
        }
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all("set-cookie") {
            let text = cookie.to_str().unwrap();
            for word in ["HttpOnly", "SameSite=Lax", "Path=/"] {
                assert!(text.contains(word), "{text}");
            }
            assert_eq!(text.contains("Secure"), self.is_secure, "{text}");
            let (pair, rest) = text.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// What a form sends: what stands in it, but for the fields that a person fills in.
fn filled(form: &Element, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let is_given = |name: &str| fields.iter().any(|(given, _)| *given == name);
    let mut sent = Vec::new();
    for element in form.within() {
        let Some(name) = element.attribute("name") else {
            continue;
        };
        let value = match element.name.as_str() {
            "input" => input_value(element),
            "textarea" => Some(textarea_value(element)),
            "select" => select_value(element),
            _ => None,
        };
        if let Some(value) = value.filter(|_| !is_given(name)) {
            sent.push((name.to_owned(), value));
        }
    }
    let given = fields.iter();
    sent.extend(given.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    sent
}

fn input_value(input: &Element) -> Option<String> {
    let kind = input.attribute("type").unwrap_or("text");
    let is_sent = match kind {
        "checkbox" | "radio" => input.attribute("checked").is_some(),
        "submit" | "button" | "file" => false,
        _ => true,
    };
    is_sent.then(|| input.attribute("value").unwrap_or_default().to_owned())
}

/// Browsers send the ends of lines as CR LF.
fn textarea_value(area: &Element) -> String {
    area.raw_text().replace('\n', "\r\n")
}

fn select_value(select: &Element) -> Option<String> {
    let options = select.all("option");
    let chosen = options
        .iter()
        .find(|option| option.attribute("selected").is_some());
    let chosen = chosen.or_else(|| options.first())?;
    Some(
        chosen
            .attribute("value")
            .map_or_else(|| chosen.text(), str::to_owned),
    )
}

pub(crate) fn encoded(fields: &[(String, String)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields.iter().map(|(name, value)| (name, value)));
    form.finish()
}

/// A form with files: a field whose value begins with `@NAME:` is a file of that name.
fn multipart(fields: &[(String, String)]) -> (String, Vec<u8>) {
    const BORDER: &str = "a-border-that-is-in-no-file";
    let mut body = String::new();
    for (name, value) in fields {
        let file = value
            .strip_prefix('@')
            .and_then(|file| file.split_once(':'));
        let (head, content) = match file {
            Some((file_name, content)) => (
                format!("; filename=\"{file_name}\"\r\nContent-Type: text/plain"),
                content,
            ),
            None => (String::new(), value.as_str()),
        };
        write!(
            body,
            "--{BORDER}\r\nContent-Disposition: form-data; name=\"{name}\"{head}\r\n\r\n{content}\r\n"
        )
        .unwrap();
    }
    write!(body, "--{BORDER}--\r\n").unwrap();
    (
        format!("multipart/form-data; boundary={BORDER}"),
        body.into_bytes(),
    )
}
