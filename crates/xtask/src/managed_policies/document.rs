//! One way to print a policy document.

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The members of a document and of a statement in the order in which AWS's documentation shows
/// them. The packages keep different orders; other members, which only conditions have, are sorted.
const ORDER: [&str; 12] = [
    "Version",
    "Id",
    "Statement",
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

const INDENT: &str = "    ";

/// The document as text, one member or element a line, indented by four spaces.
///
/// SOURCE: observed: so AWS answers `GetPolicyVersion` for most of its own policies.
pub(super) fn print(document: &Value) -> Result<String> {
    if !document.is_object() {
        bail!("a document is an object");
    }
    let mut text = String::new();
    value(document, 0, &mut text)?;
    Ok(text)
}

fn value(value: &Value, depth: usize, text: &mut String) -> Result<()> {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by_key(|(name, _)| (place(name), *name));
            let items = members.into_iter().map(|(name, value)| (Some(name), value));
            lines(('{', '}'), items, depth, text)
        }
        Value::Array(elements) if !elements.is_empty() => {
            let items = elements.iter().map(|element| (None, element));
            lines(('[', ']'), items, depth, text)
        }
        leaf => {
            text.push_str(&serde_json::to_string(leaf).context("printing a value")?);
            Ok(())
        }
    }
}

fn lines<'a>(
    (open, close): (char, char),
    items: impl Iterator<Item = (Option<&'a String>, &'a Value)>,
    depth: usize,
    text: &mut String,
) -> Result<()> {
    text.push(open);
    for (index, (name, item)) in items.enumerate() {
        if index > 0 {
            text.push(',');
        }
        new_line(depth + 1, text);
        if let Some(name) = name {
            text.push_str(&serde_json::to_string(name).context("printing a name")?);
            text.push_str(": ");
        }
        value(item, depth + 1, text)?;
    }
    new_line(depth, text);
    text.push(close);
    Ok(())
}

fn new_line(depth: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n(INDENT, depth));
}

fn place(name: &str) -> usize {
    ORDER
        .iter()
        .position(|known| *known == name)
        .unwrap_or(ORDER.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_have_one_order_and_a_line_each() {
        let document = serde_json::json!({
            "Statement": [{
                "Resource": "*",
                "Condition": { "Bool": { "b": "true", "a": [] } },
                "Action": ["s3:Get*", "s3:List*"],
                "Effect": "Allow",
            }],
            "Version": "2012-10-17",
        });
        let expect = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "s3:Get*",
                "s3:List*"
            ],
            "Resource": "*",
            "Condition": {
                "Bool": {
                    "a": [],
                    "b": "true"
                }
            }
        }
    ]
}"#;
        assert_eq!(print(&document).unwrap(), expect);
    }

    #[test]
    fn only_objects_are_documents() {
        assert!(print(&serde_json::json!("text")).is_err());
    }
}
