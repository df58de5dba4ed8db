//! An answer of the console, as a browser has it before it.

use http::{HeaderMap, StatusCode};

use crate::{
    document::{self, Element},
    sound,
};

/// An answer. Where it is a page, it is a sound one: see [`sound::check`].
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The path and query that the browser shows.
    pub(crate) address: String,
    pub(crate) body: Vec<u8>,
    root: Element,
}

impl Page {
    #[track_caller]
    pub(crate) fn new(
        status: StatusCode,
        headers: HeaderMap,
        address: &str,
        body: Vec<u8>,
    ) -> Self {
        let kind = headers
            .get("content-type")
            .map_or(&b""[..], |kind| kind.as_bytes());
        let is_html = kind.starts_with(b"text/html");
        sound::check_headers(&headers);
        let mut root = Element::default();
        if is_html {
            let html = str::from_utf8(&body).unwrap();
            let (parsed, errors) = document::parse(html);
            sound::check(address, &parsed, &errors);
            root = parsed;
        }
        Self {
            status,
            headers,
            address: address.to_owned(),
            body,
            root,
        }
    }

    /// The elements that a selector fits.
    pub(crate) fn all(&self, selector: &str) -> Vec<&Element> {
        self.root.all(selector)
    }

    /// The only element that a selector fits.
    #[track_caller]
    pub(crate) fn one(&self, selector: &str) -> &Element {
        let found = self.all(selector);
        let [one] = found[..] else {
            panic!(
                "{} of `{selector}` on {}: {}",
                found.len(),
                self.address,
                self.text()
            );
        };
        one
    }

    pub(crate) fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// The text of the page's content.
    pub(crate) fn text(&self) -> String {
        let mains = self.all("main");
        mains.first().map(|main| main.text()).unwrap_or_default()
    }

    /// The heading.
    #[track_caller]
    pub(crate) fn heading(&self) -> String {
        self.one("h1").text()
    }

    /// What the page before has done.
    pub(crate) fn flash(&self) -> Option<String> {
        self.all(".flash").first().map(|flash| flash.text())
    }

    /// Checks that the page is shown as it should be, under this heading.
    #[track_caller]
    pub(crate) fn shows(&self, heading: &str) -> &Self {
        assert_eq!(
            self.status,
            StatusCode::OK,
            "{}: {}",
            self.address,
            self.text()
        );
        assert_eq!(self.heading(), heading);
        self
    }

    /// Checks that the page tells of a refusal, with this code of AWS, and gives its panel.
    #[track_caller]
    pub(crate) fn refused(&self, code: &str) -> &Element {
        let panels = self.all(".panel.refused");
        let panel = panels.into_iter().find(|panel| panel.text().contains(code));
        panel.unwrap_or_else(|| panic!("no refusal {code} on {}: {}", self.address, self.text()))
    }

    /// A form by its id, or by the path that it is sent to.
    #[track_caller]
    pub(crate) fn form(&self, id_or_action: &str) -> &Element {
        let forms = self.all("form").into_iter().filter(|form| {
            form.attribute("id") == Some(id_or_action)
                || form.attribute("action") == Some(id_or_action)
        });
        let forms: Vec<&Element> = forms.collect();
        let [form] = forms[..] else {
            panic!(
                "{} forms `{id_or_action}` on {}: {}",
                forms.len(),
                self.address,
                self.text()
            );
        };
        form
    }
}
