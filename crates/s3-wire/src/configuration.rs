//! What a bucket or an object was told to be, as the audit shows it.
//!
//! ```text
//! <VersioningConfiguration><Status>Enabled</Status>…   ─▶ "VersioningConfiguration": {"Status": "Enabled"}
//! {"Version": "2012-10-17", "Statement": […]}          ─▶ "bucketPolicy": {"Version": …}
//! ```
//!
//! SOURCE: CloudTrail writes configurations like that. It leaves out lists of the keys of objects, as
//! of those to delete.

use iamd_api::OperationRow;
use quick_xml::{
    Reader,
    escape::resolve_xml_entity,
    events::{BytesRef, Event},
};
use serde_json::{Map, Value, map::Entry};

/// LIMIT: bytes that the audit keeps of a configuration, as it stands in JSON.
///
/// SOURCE: CloudTrail User Guide, "CloudTrail record contents": `requestParameters` has at most
/// 100 KB.
const BYTES_MAX: usize = 90_000;

/// LIMIT: how deep elements may stand in each other. S3's own stand six deep.
const DEPTH_MAX: usize = 32;

/// Whether the audit shows the body of an operation. None that configures something has a secret in
/// it: keys of the client's own are headers.
pub(crate) fn is_shown(row: &OperationRow) -> bool {
    row.name.starts_with("Put") || row.name == "CreateBucket"
}

/// A name for what a body says, and what it says. A body that is neither JSON nor XML is shown as
/// the text that it is; none if there is none.
pub(crate) fn of(body: &[u8]) -> Option<(String, Value)> {
    if body.is_empty() {
        return None;
    }
    let text = String::from_utf8_lossy(body);
    let (name, value) = match serde_json::from_str::<Value>(&text) {
        Ok(policy) if policy.is_object() => ("bucketPolicy".to_owned(), policy),
        _ => element(&text).unwrap_or_else(|| ("body".to_owned(), text.clone().into())),
    };
    Some((name, shortened(value)))
}

/// Whatever is too long becomes a text that breaks off.
fn shortened(value: Value) -> Value {
    let text = match &value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    if text.len() <= BYTES_MAX {
        return value;
    }
    let end = text.floor_char_boundary(BYTES_MAX);
    text.get(..end).unwrap_or_default().into()
}

/// The root of a document; none if it is no whole document.
fn element(text: &str) -> Option<(String, Value)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Open> = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if open.len() < DEPTH_MAX => {
                let name = start.local_name();
                let name = str::from_utf8(name.as_ref()).ok()?.to_owned();
                open.push(Open::new(name));
            }
            Event::End(_) => {
                let (name, value) = open.pop()?.closed();
                match open.last_mut() {
                    Some(outer) => outer.add(name, value),
                    None => return Some((name, value)),
                }
            }
            Event::Text(text) => {
                if let Some(within) = open.last_mut() {
                    within.text += &text.xml10_content().ok()?;
                }
            }
            Event::CData(data) => open.last_mut()?.text += &data.xml10_content().ok()?,
            Event::GeneralRef(reference) => open.last_mut()?.text += &resolved(&reference)?,
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Start(_) | Event::Empty(_) | Event::DocType(_) | Event::Eof => return None,
        }
    }
}

/// The text of one of XML's own entities or of a character by its number.
fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    if let Some(character) = reference.resolve_char_ref().ok()? {
        return Some(character.to_string());
    }
    let name = reference.decode().ok()?;
    resolve_xml_entity(&name).map(str::to_owned)
}

/// An element that has begun.
struct Open {
    name: String,
    members: Map<String, Value>,
    text: String,
}

impl Open {
    fn new(name: String) -> Self {
        Self {
            name,
            members: Map::new(),
            text: String::new(),
        }
    }

    /// Elements of one name become a list.
    fn add(&mut self, name: String, value: Value) {
        match self.members.entry(name) {
            Entry::Vacant(place) => drop(place.insert(value)),
            Entry::Occupied(mut place) => match place.get_mut() {
                Value::Array(values) => values.push(value),
                first => *first = Value::Array(vec![first.take(), value]),
            },
        }
    }

    /// What has elements is an object; what has none is a text.
    fn closed(self) -> (String, Value) {
        let value = if self.members.is_empty() {
            self.text.into()
        } else {
            self.members.into()
        };
        (self.name, value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(body: &str, name: &str, value: Value) {
        assert_eq!(
            of(body.as_bytes()),
            Some((name.to_owned(), value)),
            "{body}"
        );
    }

    #[test]
    fn configurations_are_shown_as_they_were_sent() {
        check(
            "<?xml version=\"1.0\"?>\n<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\n  \
             <Status>Enabled</Status>\n</VersioningConfiguration>",
            "VersioningConfiguration",
            json!({"Status": "Enabled"}),
        );
        check(
            "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value/></Tag>\
             <Tag><Key>c&amp;d&#101;</Key><Value><![CDATA[<]]></Value></Tag></TagSet></Tagging>",
            "Tagging",
            json!({"TagSet": {"Tag": [
                {"Key": "a", "Value": "1"},
                {"Key": "b", "Value": ""},
                {"Key": "c&de", "Value": "<"},
            ]}}),
        );
        check(
            r#"{"Version": "2012-10-17", "Statement": []}"#,
            "bucketPolicy",
            json!({"Version": "2012-10-17", "Statement": []}),
        );
        assert_eq!(of(b""), None);
    }

    #[test]
    fn what_cannot_be_read_is_shown_as_text() {
        let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
        for text in ["{", "[1]", "<a><b></a>", "<a>", "x", "<a>&b;</a>", &deep] {
            check(text, "body", json!(text));
        }
        let bytes = of(b"\xff").unwrap();
        assert_eq!(bytes.1, json!("\u{fffd}"));
    }

    #[test]
    fn nothing_that_is_long_hides_what_comes_with_it() {
        // Space and comments are not kept.
        let space = " ".repeat(4 * BYTES_MAX);
        check(
            &format!("<A>{space}<B>c</B><!--{space}--></A>"),
            "A",
            json!({"B": "c"}),
        );
        check(
            &format!("{{{space}\"Id\": \"x\"}}"),
            "bucketPolicy",
            json!({"Id": "x"}),
        );
        let (_, cut) = of(format!("<A><B>{}</B></A>", "é".repeat(BYTES_MAX)).as_bytes()).unwrap();
        let cut = cut.as_str().unwrap();
        assert!(cut.len() <= BYTES_MAX && cut.starts_with("{\"B\":\"é"));
    }
}
