//! Writing XML as the services do.

use std::collections::BTreeMap;

use crate::Encode;

/// Lists that AWS leaves out when they are empty; all others it writes as an empty element.
/// Structure, member, and the operations that write the empty element all the same.
///
/// SOURCE: recorded answers of AWS, of 2026. Whatever has no tags is created and listed without
/// `Tags`; `GetPolicy` and `GetInstanceProfile` show an empty list, `GetUser` and `GetRole` show
/// none. `GetAccountAuthorizationDetails` leaves out the inline policies of users alone.
const LEFT_OUT_WHEN_EMPTY: &[(&str, &str, &[&str])] = &[
    ("CreateOpenIDConnectProviderResponse", "Tags", &[]),
    ("InstanceProfile", "Tags", &["GetInstanceProfile"]),
    ("Policy", "Tags", &["GetPolicy"]),
    ("Role", "Tags", &[]),
    ("User", "Tags", &[]),
    ("UserDetail", "UserPolicyList", &[]),
    ("VirtualMFADevice", "Tags", &[]),
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

    /// Text that has nothing to escape.
    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
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
