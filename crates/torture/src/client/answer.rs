//! What came back.

use percent_encoding::percent_decode_str;

/// An answer, whole.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body, without the framing of its transfer.
    pub body: Vec<u8>,
}

impl Answer {
    /// Whether it says that something was done.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The id of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.header("x-amzn-requestid")
            .or_else(|| self.header("x-amz-request-id"))
    }

    /// The code of an error.
    pub fn error_code(&self) -> Option<String> {
        self.element("Code")
    }

    /// The text of the first element of this name.
    pub fn element(&self, name: &str) -> Option<String> {
        elements(&self.text(), name).next().map(unescaped)
    }

    /// The texts of all elements of this name, in their order.
    pub fn elements(&self, name: &str) -> Vec<String> {
        elements(&self.text(), name).map(unescaped).collect()
    }

    /// What is within the elements of this name, tags and all. Elements of one name do not nest.
    pub fn parts(&self, name: &str) -> Vec<Self> {
        let text = self.text();
        let part = |body: &str| Self {
            body: body.as_bytes().to_vec(),
            ..Self::default()
        };
        elements(&text, name).map(part).collect()
    }

    /// As [`Self::parts`], for several names at once; each part with its name, in their order.
    pub fn parts_of(&self, names: &[&str]) -> Vec<(String, Self)> {
        let text = self.text();
        let mut found = Vec::new();
        for name in names {
            let (begin, mut at) = (format!("<{name}>"), 0);
            for part in self.parts(name) {
                let rest = text.get(at..).unwrap_or_default();
                at += rest.find(&begin).unwrap_or_default() + begin.len();
                found.push((at, ((*name).to_owned(), part)));
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, part)| part).collect()
    }

    /// The text of the first element of this name, which is escaped as in a URL: a policy.
    pub fn document(&self, name: &str) -> Option<String> {
        let text = self.element(name)?;
        Some(percent_decode_str(&text).decode_utf8_lossy().into_owned())
    }

    pub(super) fn ends_connection(&self) -> bool {
        let value = self.header("connection");
        value.is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }
}

/// What is within the elements of this name, which have no attributes.
fn elements<'a>(xml: &'a str, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let (begin, end) = (format!("<{name}>"), format!("</{name}>"));
    let mut rest = xml;
    std::iter::from_fn(move || {
        let (_, behind) = rest.split_once(&begin)?;
        let (within, behind) = behind.split_once(&end)?;
        rest = behind;
        Some(within)
    })
}

fn unescaped(text: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    pairs
        .iter()
        .fold(text.to_owned(), |text, (escaped, plain)| {
            text.replace(escaped, plain)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found() {
        let body = "<a><member><N>x&amp;y</N></member><member><N>z</N></member></a>";
        let answer = Answer {
            body: body.as_bytes().to_vec(),
            ..Answer::default()
        };
        assert_eq!(answer.elements("N"), ["x&y", "z"]);
        let members = answer.parts("member");
        assert_eq!(members[1].element("N").as_deref(), Some("z"));
        assert_eq!(answer.element("Missing"), None);
    }
}
