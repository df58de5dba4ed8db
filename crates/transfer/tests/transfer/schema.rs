//! The schema says what the program reads and writes: both agree on every document that lacks a member
//! or has one too many.

use iamd_directory::ExportedSecrets;
use iamd_ident::Partition;
use iamd_transfer::{Incoming, Target};
use serde_json::{Map, Value};

use crate::world::{ACCOUNT, World, pages};

const SCHEMA: &str = include_str!("../../../../docs/export.schema.json");
const FULL: &str = include_str!("accounts/full.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// Whether a value is as a part of the schema wants it. Whatever the schema does not use is not known
/// here.
fn is_valid(schema: &Value, rule: &Value, value: &Value) -> bool {
    rule.as_object()
        .unwrap()
        .iter()
        .all(|(name, wanted)| match name.as_str() {
            "$ref" => {
                let name = wanted.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                is_valid(schema, &schema["$defs"][name], value)
            }
            "type" => match wanted {
                Value::Array(kinds) => kinds.iter().any(|kind| is_of(kind, value)),
                kind => is_of(kind, value),
            },
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "minimum" => value
                .as_i64()
                .is_none_or(|value| value >= wanted.as_i64().unwrap()),
            "maximum" => value
                .as_i64()
                .is_none_or(|value| value <= wanted.as_i64().unwrap()),
            "minLength" => length(value).is_none_or(|length| length >= wanted.as_u64().unwrap()),
            "maxLength" => length(value).is_none_or(|length| length <= wanted.as_u64().unwrap()),
            "oneOf" => {
                let rules = wanted.as_array().unwrap().iter();
                rules.filter(|rule| is_valid(schema, rule, value)).count() == 1
            }
            "items" => {
                let items = value.as_array().unwrap();
                items.iter().all(|item| is_valid(schema, wanted, item))
            }
            "required" => {
                let names = wanted.as_array().unwrap().iter();
                let mut names = names.map(|name| name.as_str().unwrap());
                value
                    .as_object()
                    .is_none_or(|members| names.all(|name| members.contains_key(name)))
            }
            "properties" => value.as_object().is_none_or(|members| {
                let mut known = members
                    .iter()
                    .filter_map(|(name, value)| Some((wanted.get(name)?, value)));
                known.all(|(rule, value)| is_valid(schema, rule, value))
            }),
            "additionalProperties" => value.as_object().is_none_or(|members| {
                let mut others = members
                    .iter()
                    .filter(|(name, _)| rule["properties"].get(name).is_none());
                others.all(|(_, value)| wanted.is_object() && is_valid(schema, wanted, value))
            }),
            "$schema" | "$defs" | "title" | "description" | "format" | "pattern" => true,
            other => panic!("the schema uses {other}"),
        })
}

/// How many characters a text has.
fn length(value: &Value) -> Option<u64> {
    let text = value.as_str()?;
    u64::try_from(text.chars().count()).ok()
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the schema uses the type {other}"),
    }
}

fn is_read(document: &Value) -> bool {
    read(document).is_ok()
}

fn read(document: &Value) -> Result<(), String> {
    let target = Target {
        partition: Partition::Aws,
        account: None,
    };
    Incoming::read(document.to_string().as_bytes(), &target)
        .map(drop)
        .map_err(|error| error.to_string())
}

/// Calls `visit` with the pointer to each object.
fn objects(value: &Value, pointer: &str, visit: &mut dyn FnMut(&str, &Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            visit(pointer, members);
            for (name, value) in members {
                objects(value, &format!("{pointer}/{name}"), visit);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                objects(item, &format!("{pointer}/{index}"), visit);
            }
        }
        _ => {}
    }
}

/// The document with a change of one object.
fn changed(pointer: &str, change: impl FnOnce(&mut Map<String, Value>)) -> Value {
    let mut document: Value = serde_json::from_str(FULL).unwrap();
    let object = document.pointer_mut(pointer).unwrap();
    change(object.as_object_mut().unwrap());
    document
}

#[test]
fn what_is_exported_is_as_the_schema_says() {
    let schema = schema();
    let world = World::new(1);
    world.import(FULL).unwrap();
    world.import(&pages()).unwrap();
    for account in ["123456789012", ACCOUNT] {
        for secrets in [ExportedSecrets::Kept, ExportedSecrets::Told] {
            let told: Value = serde_json::from_str(&world.export(account, secrets)).unwrap();
            assert!(is_valid(&schema, &schema, &told), "{account}, {secrets:?}");
        }
    }
}

#[test]
fn a_document_without_a_member_is_good_for_both_or_neither() {
    let schema = schema();
    let full: Value = serde_json::from_str(FULL).unwrap();
    assert!(is_valid(&schema, &schema, &full) && is_read(&full));
    let mut tried = 0;
    objects(&full, "", &mut |pointer, members| {
        for name in members.keys() {
            let document = changed(pointer, |members| {
                members.remove(name);
            });
            let valid = is_valid(&schema, &schema, &document);
            assert_eq!(valid, is_read(&document), "without {pointer}/{name}");
            tried += 1;
        }
    });
    assert!(tried > 200, "{tried}");
}

#[test]
fn a_document_with_a_member_too_many_is_good_for_neither() {
    let schema = schema();
    let full: Value = serde_json::from_str(FULL).unwrap();
    objects(&full, "", &mut |pointer, _| {
        let document = changed(pointer, |members| {
            members.insert("surprise".to_owned(), Value::Null);
        });
        assert!(!is_valid(&schema, &schema, &document), "{pointer}");
        assert!(!is_read(&document), "{pointer}");
    });
}

#[test]
fn a_member_that_is_nearly_one_is_told_with_its_place() {
    let document = changed("/buckets/0/settings", |settings| {
        let block = settings.remove("public_access_block").unwrap();
        settings.insert("public_acess_block".to_owned(), block);
    });
    let expect = "buckets[0].settings: a member that is not known at line ";
    let refused = read(&document).unwrap_err();
    assert!(refused.starts_with(expect), "{refused}");
    let document = changed("/buckets/0/settings/public_access_block", |block| {
        block.insert("block_public_acl".to_owned(), true.into());
    });
    let refused = read(&document).unwrap_err();
    assert!(refused.starts_with(expect), "{refused}");
}

#[test]
fn another_format_is_refused() {
    let document = changed("", |document| {
        document.insert("format".to_owned(), "iamd accounts".into());
    });
    assert!(!is_valid(&schema(), &schema(), &document));
    assert!(read(&document).unwrap_err().starts_with("format: "));
}

#[test]
fn a_bucket_without_settings_is_as_a_new_one() {
    let document = changed("/buckets/0", |bucket| {
        bucket.remove("settings");
    });
    let world = World::new(1);
    world.import(&document.to_string()).unwrap();
    let told = world.export("123456789012", ExportedSecrets::Kept);
    let told: Value = serde_json::from_str(&told).unwrap();
    let block = &told["buckets"][0]["settings"]["public_access_block"];
    assert_eq!(block["restrict_public_buckets"], true);
}
