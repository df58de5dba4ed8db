//! The schema says what the program reads and writes: both agree on every document that lacks a member
//! or has one too many.

use iamd_directory::ExportedSecrets;
use iamd_ident::Partition;
use iamd_transfer::{Incoming, Target};
use serde_json::{Map, Value};

use crate::world::{ACCOUNT, World, pages};

const SCHEMA: &str = include_str!("../../../../docs/export.schema.json");
const FULL: &str = include_str!("accounts/full.json");

/// What the schema leaves to others.
const FREE: [&str; 2] = ["settings", "public"];

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
                members
                    .keys()
                    .all(|name| rule["properties"].get(name).is_some())
            }),
            "$schema" | "$defs" | "title" | "description" | "format" => true,
            other => panic!("the schema uses {other}"),
        })
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
    let target = Target {
        partition: Partition::Aws,
        account: None,
    };
    Incoming::read(document.to_string().as_bytes(), &target).is_ok()
}

/// Calls `visit` with the pointer to each object.
fn objects(value: &Value, pointer: &str, visit: &mut dyn FnMut(&str, &Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            visit(pointer, members);
            for (name, value) in members {
                if !FREE.contains(&name.as_str()) {
                    objects(value, &format!("{pointer}/{name}"), visit);
                }
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
    // What these hold are records, whose newer versions may have more.
    let is_record = |pointer: &str| {
        let last = pointer.rsplit('/').next().unwrap_or_default();
        let of_tags = pointer.contains("/tags/");
        FREE.contains(&last) || of_tags || ["password_policy", "properties"].contains(&last)
    };
    objects(&full, "", &mut |pointer, _| {
        let document = changed(pointer, |members| {
            members.insert("surprise".to_owned(), Value::Null);
        });
        assert!(
            !is_valid(&schema, &schema, &document) || is_record(pointer),
            "{pointer}"
        );
        assert!(!is_read(&document) || is_record(pointer), "{pointer}");
    });
}
