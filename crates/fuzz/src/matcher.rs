//! Patterns: the engine's matcher agrees with a naive one wherever a pattern may stand.
//!
//! The first line of an input is a pattern, the second a text. A `|` in the pattern stands for a
//! variable whose value is the third line.

use iamd_policy::{Request, Value, Version};

use crate::{
    naive::{self, Part},
    statement::{Denies, KEY},
};

const RESOURCE: &str = "arn:aws:s3:::b/k";

pub(crate) fn run(data: &[u8]) {
    let input = String::from_utf8_lossy(data);
    let mut lines = input.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (pattern, text, value) = (line(), line(), line());
    if pattern.contains("${") {
        return;
    }
    as_text(pattern, text);
    as_text_with_a_value(pattern, text, value);
    as_arn(pattern, text);
    as_resource(pattern, text);
    as_action(pattern, text);
}

fn as_text(pattern: &str, text: &str) {
    let expect = naive::matches(&naive::parts(pattern), text);
    let condition = Denies::everything(Version::V2012).condition("StringLike", pattern);
    let seen = condition.matches("a:b", RESOURCE, Some(text.into()));
    assert_eq!(seen, expect, "StringLike {pattern:?} on {text:?}");
}

/// The value is looked up under the key that the condition asks for, so it is the text as well.
fn as_text_with_a_value(pattern: &str, text: &str, value: &str) {
    let with_variable = pattern.replace('|', &format!("${{{KEY}}}"));
    let pieces = pattern.split('|').map(naive::parts);
    let own: Vec<Part> = text.chars().map(Part::Is).collect();
    let parts = joined(pieces, &own);
    let condition = Denies::everything(Version::V2012).condition("StringLike", &with_variable);
    let seen = condition.matches("a:b", RESOURCE, Some(text.into()));
    let expect = naive::matches(&parts, text);
    assert_eq!(
        seen, expect,
        "StringLike {pattern:?} on {text:?}, its own value"
    );

    let own: Vec<Part> = value.chars().map(Part::Is).collect();
    let of_object = |text: &str| format!("arn:aws:s3:::{text}");
    let parts = joined(pattern.split('|').map(naive::parts), &own);
    let mut all: Vec<Part> = of_object("").chars().map(Part::Is).collect();
    all.extend(parts);
    let statement = Denies::everything(Version::V2012).resource(&of_object(&with_variable));
    let seen = statement.matches("a:b", &of_object(text), Some(value.into()));
    let expect = naive::matches(&all, &of_object(text));
    assert_eq!(
        seen, expect,
        "resource {pattern:?} on {text:?} with {value:?}"
    );
}

fn joined(pieces: impl Iterator<Item = Vec<Part>>, between: &[Part]) -> Vec<Part> {
    let pieces: Vec<Vec<Part>> = pieces.collect();
    pieces.join(between)
}

fn as_arn(pattern: &str, text: &str) {
    let patterns: Vec<&str> = pattern.splitn(6, ':').collect();
    let texts: Vec<&str> = text.splitn(6, ':').collect();
    let expect = patterns.len() == 6
        && texts.len() == 6
        && patterns
            .iter()
            .zip(texts)
            .all(|(pattern, text)| naive::matches(&naive::parts(pattern), text));
    for (operator, expect) in [("ArnLike", expect), ("ArnNotEquals", !expect)] {
        let condition = Denies::everything(Version::V2008).condition(operator, pattern);
        let seen = condition.matches("a:b", RESOURCE, Some(Value::from(text)));
        assert_eq!(seen, expect, "{operator} {pattern:?} on {text:?}");
    }
}

fn as_resource(pattern: &str, text: &str) {
    let is_any = !pattern.is_empty() && pattern.bytes().all(|byte| byte == b'*');
    let fits = || naive::matches(&naive::resource_parts(pattern), text);
    let expect = is_any || (text != Request::NO_RESOURCE && fits());
    let statement = Denies::everything(Version::V2012).resource(pattern);
    let seen = statement.matches("a:b", text, None);
    assert_eq!(seen, expect, "resource {pattern:?} on {text:?}");
}

fn as_action(pattern: &str, text: &str) {
    let (lower, action) = (pattern.to_ascii_lowercase(), text.to_ascii_lowercase());
    // No policy is asked for these.
    if ["sts:getcalleridentity", "sts:getsessiontoken"].contains(&&*action) {
        return;
    }
    let expect = naive::matches(&naive::parts(&lower), &action);
    let statement = Denies::everything(Version::V2012).action(pattern);
    let seen = statement.matches(text, RESOURCE, None);
    assert_eq!(seen, expect, "action {pattern:?} on {text:?}");
}
