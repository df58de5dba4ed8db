//! Writing XML as the services do.

use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use iamd_ident::{Secret, Timestamp};

use crate::{Operation, policy_document};

/// Something that an answer can hold: a structure writes its members, anything else its text.
pub trait Encode {
    /// Writes the content of the element that stands for the value.
    fn encode(&self, xml: &mut Xml);
}

/// The body of an operation's answer.
///
/// SOURCE: AWS's "Query protocol": `<XResponse><XResult>…</XResult><ResponseMetadata>…`, without
/// the result element where the model gives the operation no output.
pub fn encode<O: Operation>(output: &O::Output, request_id: &str) -> Vec<u8> {
    let row = O::ROW;
    let mut xml = Xml::new(row.name);
    let namespace = row.service.xml_namespace();
    xml.root(&format!("{}Response", row.name), namespace, |xml| {
        if row.has_result {
            xml.within(&format!("{}Result", row.name), |xml| output.encode(xml));
        }
        xml.within("ResponseMetadata", |xml| {
            xml.member("RequestId", request_id);
        });
    });
    xml.into_bytes()
}

/// Lists that AWS leaves out when they are empty; all others it writes as an empty element.
/// Structure, member, and the operations that write the empty element all the same.
///
/// SOURCE: recorded answers of AWS: `GetUser`, `GetRole` and their lists hold no `Tags` for what
/// has none; `GetPolicy` holds an empty `Tags`, `ListPolicies` and `CreatePolicy` hold none.
const LEFT_OUT_WHEN_EMPTY: &[(&str, &str, &[&str])] = &[
    ("Policy", "Tags", &["GetPolicy"]),
    ("Role", "Tags", &[]),
    ("User", "Tags", &[]),
];

/// A document that grows.
#[derive(Debug)]
pub struct Xml {
    text: String,
    operation: &'static str,
}

impl Xml {
    pub(crate) fn new(operation: &'static str) -> Self {
        let text = String::with_capacity(1024);
        Self { text, operation }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    pub(crate) fn root(&mut self, name: &str, namespace: &str, content: impl FnOnce(&mut Self)) {
        for part in ["<", name, " xmlns=\"", namespace, "\">"] {
            self.text.push_str(part);
        }
        content(self);
        self.close(name);
    }

    /// An element with the content that the closure writes.
    pub(crate) fn within(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        for part in ["<", name, ">"] {
            self.text.push_str(part);
        }
        let start = self.text.len();
        content(self);
        if self.text.len() == start {
            self.text.pop();
            self.text.push_str("/>");
        } else {
            self.close(name);
        }
    }

    fn close(&mut self, name: &str) {
        for part in ["</", name, ">"] {
            self.text.push_str(part);
        }
    }

    /// A member that is always there.
    pub(crate) fn member<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        self.within(name, |xml| value.encode(xml));
    }

    /// A member that may be missing.
    pub(crate) fn optional<T: Encode>(&mut self, name: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.member(name, value);
        }
    }

    /// A list, whose elements are each called `member`.
    pub(crate) fn list<T: Encode>(&mut self, structure: &str, name: &str, values: &[T]) {
        if values.is_empty() && self.leaves_out(structure, name) {
            return;
        }
        self.within(name, |xml| {
            for value in values {
                xml.member("member", value);
            }
        });
    }

    fn leaves_out(&self, structure: &str, name: &str) -> bool {
        LEFT_OUT_WHEN_EMPTY.iter().any(|(of, member, except)| {
            (*of, *member) == (structure, name) && !except.contains(&self.operation)
        })
    }

    /// A map, whose entries are each called `entry` and hold `key` and `value`.
    pub(crate) fn map<K: Encode, V: Encode>(
        &mut self,
        structure: &str,
        name: &str,
        values: &BTreeMap<K, V>,
    ) {
        if values.is_empty() && self.leaves_out(structure, name) {
            return;
        }
        self.within(name, |xml| {
            for (key, value) in values {
                xml.within("entry", |xml| {
                    xml.member("key", key);
                    xml.member("value", value);
                });
            }
        });
    }

    /// Text, escaped.
    ///
    /// SECURITY: what XML 1.0 cannot hold even escaped (control characters, two non-characters)
    /// becomes U+FFFD, so that a value that someone chose never makes an answer unreadable.
    pub(crate) fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\r' => self.text.push_str("&#xD;"),
                '\t' | '\n' => self.text.push(character),
                '\0'..'\x20' | '\u{fffe}' | '\u{ffff}' => self.text.push('\u{fffd}'),
                _ => self.text.push(character),
            }
        }
    }
}

/// A policy document, which answers hold percent-encoded.
#[derive(Debug)]
pub(crate) struct PolicyDocument<'a>(pub(crate) &'a str);

impl Encode for PolicyDocument<'_> {
    fn encode(&self, xml: &mut Xml) {
        xml.text(&policy_document::url_encode(self.0));
    }
}

impl Encode for () {
    fn encode(&self, _: &mut Xml) {}
}

impl Encode for str {
    fn encode(&self, xml: &mut Xml) {
        xml.text(self);
    }
}

impl Encode for String {
    fn encode(&self, xml: &mut Xml) {
        xml.text(self);
    }
}

impl Encode for Secret<String> {
    fn encode(&self, xml: &mut Xml) {
        xml.text(self.expose());
    }
}

impl Encode for Vec<u8> {
    fn encode(&self, xml: &mut Xml) {
        BASE64_STANDARD.encode_string(self, &mut xml.text);
    }
}

impl Encode for Secret<Vec<u8>> {
    fn encode(&self, xml: &mut Xml) {
        self.expose().encode(xml);
    }
}

impl Encode for bool {
    fn encode(&self, xml: &mut Xml) {
        xml.text.push_str(if *self { "true" } else { "false" });
    }
}

impl Encode for i32 {
    fn encode(&self, xml: &mut Xml) {
        xml.text.push_str(&self.to_string());
    }
}

impl Encode for Timestamp {
    /// Whole seconds, such as `2026-01-31T00:00:00Z`.
    fn encode(&self, xml: &mut Xml) {
        let moment = self.strftime("%Y-%m-%dT%H:%M:%SZ");
        xml.text.push_str(&moment.to_string());
    }
}
