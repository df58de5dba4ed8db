//! Writing answers as the services do: in XML, or in JSON for those who ask for it.

use std::collections::BTreeMap;

use iamd_ident::Timestamp;

use crate::Encode;

/// Lists that AWS leaves out when they are empty; all others it writes as an empty element.
/// Structure, member, and the operations that write the empty element all the same.
///
/// SOURCE: recorded answers of AWS, of 2026. Whatever has no tags is created and listed without
/// `Tags`; `GetPolicy` and `GetInstanceProfile` show an empty list, `GetUser` and `GetRole` show
/// none. `GetAccountAuthorizationDetails` leaves out the inline policies of users alone,
/// `GetServiceLastAccessedDetails` the actions of a service of which it tells none.
const LEFT_OUT_WHEN_EMPTY: &[(&str, &str, &[&str])] = &[
    ("CreateOpenIDConnectProviderResponse", "Tags", &[]),
    ("CreateSAMLProviderResponse", "Tags", &[]),
    ("InstanceProfile", "Tags", &["GetInstanceProfile"]),
    ("Policy", "Tags", &["GetPolicy"]),
    ("Role", "Tags", &[]),
    ("ServiceLastAccessed", "TrackedActionsLastAccessed", &[]),
    ("User", "Tags", &[]),
    ("UserDetail", "UserPolicyList", &[]),
    ("VirtualMFADevice", "Tags", &[]),
];

/// What an answer is written in.
///
/// SOURCE: AWS's query services answer in JSON to requests with `Accept: application/json`; the
/// authenticator of EKS reads GetCallerIdentity so. Observed; no page documents it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// What SDKs read.
    #[default]
    Xml,
    /// The same structure as objects and arrays.
    Json,
}

impl Format {
    /// The value of `Content-Type`.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Xml => "text/xml",
            Self::Json => "application/json",
        }
    }
}

/// A document that grows.
#[derive(Debug)]
pub struct Writer {
    text: String,
    operation: &'static str,
    format: Format,
    /// What the innermost value of a JSON document is known to be so far.
    value: JsonValue,
}

/// What a value of a JSON document turns out to be while it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum JsonValue {
    /// Nothing is written yet.
    Unknown,
    /// An object, whose brace is open.
    Object,
    /// Anything else, complete.
    Complete,
}

impl Writer {
    pub(crate) fn new(operation: &'static str, format: Format) -> Self {
        let text = String::with_capacity(1024);
        Self {
            text,
            operation,
            format,
            value: JsonValue::Unknown,
        }
    }

    pub(crate) fn into_bytes(mut self) -> Vec<u8> {
        if self.format == Format::Json {
            self.end_value();
        }
        self.text.into_bytes()
    }

    pub(crate) fn root(&mut self, name: &str, namespace: &str, content: impl FnOnce(&mut Self)) {
        match self.format {
            Format::Json => self.json_member(name, content),
            Format::Xml => {
                self.push_all(&["<", name, " xmlns=\"", namespace, "\">"]);
                content(self);
                self.push_all(&["</", name, ">"]);
            }
        }
    }

    /// An element with the content that the closure writes.
    pub(crate) fn within(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        match self.format {
            Format::Json => self.json_member(name, content),
            Format::Xml => self.element(name, content),
        }
    }

    /// A member that is always there.
    pub(crate) fn member<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        self.within(name, |out| value.encode(out));
    }

    /// A member that may be missing.
    pub(crate) fn optional<T: Encode>(&mut self, name: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.member(name, value);
        }
    }

    /// A list. In XML each of its elements is called `member`.
    pub(crate) fn list<T: Encode>(&mut self, structure: &str, name: &str, values: &[T]) {
        if values.is_empty() && self.leaves_out(structure, name) {
            return;
        }
        self.within(name, |out| match out.format {
            Format::Json => out.json_array(values, |out, value| value.encode(out)),
            Format::Xml => {
                for value in values {
                    out.member("member", value);
                }
            }
        });
    }

    /// A map, whose entries hold `key` and `value`. In XML each of them is called `entry`.
    pub(crate) fn map<K: Encode, V: Encode>(
        &mut self,
        structure: &str,
        name: &str,
        values: &BTreeMap<K, V>,
    ) {
        if values.is_empty() && self.leaves_out(structure, name) {
            return;
        }
        let pair = |out: &mut Self, (key, value): (&K, &V)| {
            out.member("key", key);
            out.member("value", value);
        };
        self.within(name, |out| match out.format {
            Format::Json => out.json_array(values, pair),
            Format::Xml => {
                for entry in values {
                    out.within("entry", |out| pair(out, entry));
                }
            }
        });
    }

    /// A number or a truth value.
    pub(crate) fn raw(&mut self, text: &str) {
        self.value = JsonValue::Complete;
        self.text.push_str(text);
    }

    /// Text, escaped.
    pub(crate) fn text(&mut self, text: &str) {
        match self.format {
            Format::Xml => self.xml_text(text),
            Format::Json => self.json_text(text),
        }
    }

    /// A moment in whole seconds: in XML as `2026-01-31T00:00:00Z`, in JSON as the number of seconds
    /// since 1970.
    ///
    /// SOURCE: answers of STS in JSON, which have `Expiration` as a number.
    pub(crate) fn moment(&mut self, moment: Timestamp) {
        match self.format {
            Format::Xml => self.xml_text(&moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            Format::Json => self.raw(&moment.as_second().to_string()),
        }
    }

    fn leaves_out(&self, structure: &str, name: &str) -> bool {
        LEFT_OUT_WHEN_EMPTY.iter().any(|(of, member, except)| {
            (*of, *member) == (structure, name) && !except.contains(&self.operation)
        })
    }

    fn push_all(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }

    fn element(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.push_all(&["<", name, ">"]);
        let start = self.text.len();
        content(self);
        if self.text.len() == start {
            self.text.pop();
            self.text.push_str("/>");
        } else {
            self.push_all(&["</", name, ">"]);
        }
    }

    /// SECURITY: what XML 1.0 cannot hold even escaped (control characters, two non-characters)
    /// becomes U+FFFD, so that a value that someone chose never makes an answer unreadable.
    fn xml_text(&mut self, text: &str) {
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

    fn json_text(&mut self, text: &str) {
        self.value = JsonValue::Complete;
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\0'..'\x20' => {
                    let escaped = format!("\\u{:04x}", u32::from(character));
                    self.text.push_str(&escaped);
                }
                _ => self.text.push(character),
            }
        }
        self.text.push('"');
    }

    /// A member of the object that is being written, which the first member opens.
    fn json_member(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.text.push(if self.value == JsonValue::Object {
            ','
        } else {
            '{'
        });
        self.json_text(name);
        self.text.push(':');
        self.value = JsonValue::Unknown;
        content(self);
        self.end_value();
        self.value = JsonValue::Object;
    }

    fn json_array<T>(
        &mut self,
        values: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.text.push('[');
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.value = JsonValue::Unknown;
            write(self, value);
            self.end_value();
        }
        self.text.push(']');
        self.value = JsonValue::Complete;
    }

    fn end_value(&mut self) {
        match self.value {
            JsonValue::Unknown => self.text.push_str("null"),
            JsonValue::Object => self.text.push('}'),
            JsonValue::Complete => {}
        }
        self.value = JsonValue::Complete;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_the_structure_of_the_xml() {
        let mut out = Writer::new("GetUser", Format::Json);
        out.root("GetUserResponse", "https://namespace", |out| {
            out.within("User", |out| {
                out.member("UserName", "a\"b\\c\u{1}");
                out.list("User", "Groups", &["x".to_owned(), "y".to_owned()]);
                out.list("Nobody", "Friends", &Vec::<String>::new());
                out.within("Nothing", |_| {});
                out.member("Count", &3);
                out.member(
                    "CreateDate",
                    &"2026-01-31T00:00:00.5Z".parse::<Timestamp>().unwrap(),
                );
            });
        });
        let text = String::from_utf8(out.into_bytes()).unwrap();
        let expect = concat!(
            r#"{"GetUserResponse":{"User":{"UserName":"a\"b\\c\u0001","Groups":["x","y"],"#,
            r#""Friends":[],"Nothing":null,"Count":3,"CreateDate":1769817600}}}"#,
        );
        assert_eq!(text, expect);
    }
}
