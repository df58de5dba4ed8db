//! A copy of an account beside the account itself has ids of its own.

use std::collections::BTreeSet;

use iamd_directory::{ExportedSecrets, RemarkKind};
use iamd_ident::{IdKind, UniqueId};
use iamd_store::Txn;
use serde_json::Value;

use crate::world::{World, said};

const FULL: &str = include_str!("accounts/full.json");
const COPY: &str = "222233334444";

/// The unique ids in a document, but those of SSH keys, which name nobody and stay.
fn ids(document: &str) -> BTreeSet<String> {
    let words = document.split(|letter: char| !letter.is_ascii_alphanumeric());
    words
        .filter(|word| {
            word.parse::<UniqueId>()
                .is_ok_and(|id| id.kind() != Some(IdKind::PublicKey))
        })
        .map(ToOwned::to_owned)
        .collect()
}

/// An account whose policies name ids.
fn naming_ids() -> String {
    let mut document: Value = serde_json::from_str(FULL).unwrap();
    let role = document["roles"][1]["id"].as_str().unwrap().to_owned();
    let user = document["users"][0]["id"].as_str().unwrap().to_owned();
    let statement =
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*""#;
    document["buckets"][0]["policy"] = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{{statement}, "Principal": {{"AWS": "{user}"}},
            "Condition": {{"StringLike": {{"aws:userid": "{role}:*"}}}}}}}}"#
    )
    .into();
    document["users"][0]["inline_policies"][0]["document"] = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{{statement},
            "Condition": {{"StringEquals": {{"aws:userid": "{user}"}}}}}}}}"#
    )
    .into();
    document.to_string()
}

#[test]
fn a_copy_has_other_ids_and_its_policies_name_them() {
    let world = World::new(1);
    world.import(&naming_ids()).unwrap();
    let copy = naming_ids().replace("\"reports\"", "\"reports-too\"");
    let outcome = world.import_as(&copy, Some(COPY), false).unwrap();
    let changed = said(&outcome.remarks, RemarkKind::Changed);
    assert!(
        changed.iter().any(|said| said.ends_with(
            "of its unique ids are others here, as this server has such ids already; 2 policies \
             name them"
        )),
        "{changed:?}"
    );
    let first = world.export("123456789012", ExportedSecrets::Told);
    let second = world.export(COPY, ExportedSecrets::Told);
    assert_eq!(ids(&first), ids(&naming_ids()));
    assert_eq!(ids(&first).len(), ids(&second).len());
    assert!(ids(&first).is_disjoint(&ids(&second)));
    let mut damage = world.damage();
    damage.retain(|found| !found.contains("global/sealing-keys"));
    assert_eq!(damage, Vec::<String>::new());
}

#[test]
fn under_another_id_elsewhere_ids_stay() {
    let world = World::new(1);
    world.import_as(FULL, Some(COPY), false).unwrap();
    let told = world.export(COPY, ExportedSecrets::Told);
    assert_eq!(ids(&told), ids(FULL));
}

#[test]
fn ids_that_two_accounts_have_are_told() {
    let world = World::new(1);
    world.import(FULL).unwrap();
    world.create(COPY);
    let keys = world.keys();
    let user = keys.iter().find(|key| key.table() == "users").unwrap();
    let id = user.name().unwrap();
    let other = iamd_store::Key::new(
        iamd_store::Scope::Account(COPY.parse().unwrap()),
        iamd_store::Table::new("users"),
    );
    let other = other.with(id).unwrap();
    let record = world.wait(world.store.get(user)).unwrap().unwrap();
    let txn = Txn::new().put(other, record.value);
    world.wait(world.store.commit(txn)).unwrap();
    let expect = format!("account 123456789012 has the id {id} too");
    let damage = world.damage();
    let told = damage.iter().filter(|found| found.ends_with(&expect));
    assert_eq!(told.count(), 1, "{damage:?}");
}
