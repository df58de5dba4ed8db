//! What is exported is imported again.

use iamd_directory::{ExportedSecrets, RemarkKind};
use iamd_transfer::TransferError;
use serde_json::Value;

use crate::world::{ACCOUNT, World, pages, said};

/// An account with everything in it: credentials of all kinds, providers, certificates, buckets.
const FULL: &str = include_str!("accounts/full.json");

#[test]
fn an_export_of_an_import_is_what_was_imported() {
    let first = World::new(1);
    first.import(FULL).unwrap();
    let told = first.export("123456789012", ExportedSecrets::Told);
    let second = World::new(2);
    let outcome = second.import(&told).unwrap();
    assert_eq!(outcome.remarks, []);
    assert!(outcome.root_key.is_none(), "its root user brings one");
    assert_eq!(second.export("123456789012", ExportedSecrets::Told), told);
    let read: Value = serde_json::from_str(FULL).unwrap();
    let told: Value = serde_json::from_str(&told).unwrap();
    for (name, value) in read.as_object().unwrap() {
        if !matches!(name.as_str(), "exported" | "program") {
            assert_eq!(told[name], *value, "{name}");
        }
    }
}

#[test]
fn what_was_imported_from_aws_is_exported_and_imported_again() {
    let first = World::new(1);
    first.import(&pages()).unwrap();
    let told = first.export(ACCOUNT, ExportedSecrets::Told);
    let second = World::new(2);
    second.import(&told).unwrap();
    assert_eq!(second.export(ACCOUNT, ExportedSecrets::Told), told);
}

#[test]
fn without_secrets_what_needs_them_is_left_out() {
    let first = World::new(1);
    first.import(FULL).unwrap();
    let told = first.export("123456789012", ExportedSecrets::Kept);
    for secret in [
        "wJalrXUtnFEMI",
        "argon2id",
        "PRIVATE KEY",
        "seed",
        "password_digest",
    ] {
        assert!(!told.contains(secret), "{secret}");
    }
    let second = World::new(2);
    let outcome = second.import(&told).unwrap();
    assert!(outcome.root_key.is_some());
    let expect = [
        "MFA device ann-phone: the device: its secret is not told; it was ann's",
        "MFA device root-phone: the device: its secret is not told; it was the root user's",
        "MFA device spare: the device: its secret is not told",
        "SAML provider Office: private key SAMLPKEXAMPLE15: its secret is not told",
        "the root user: access key AKIAROOTEXAMPLE00001: its secret is not told",
        "user ann: access key AKIAANNEXAMPLE000001: its secret is not told",
        "user ann: its password: its secret is not told",
        "user ann: service-specific credential ACCAQ2UWEXAMPLEANN001: its secret is not told",
        "server certificate site: the certificate: its private key is not told",
    ];
    let mut left_out = said(&outcome.remarks, RemarkKind::LeftOut);
    left_out.sort();
    let mut expect = expect.map(str::to_owned).to_vec();
    expect.sort();
    assert_eq!(left_out, expect);
}

#[test]
fn what_the_server_has_already_is_left_out() {
    let world = World::new(1);
    world.import(FULL).unwrap();
    let outcome = world.import_as(FULL, Some("222233334444"), false).unwrap();
    let left_out = said(&outcome.remarks, RemarkKind::LeftOut);
    for expect in [
        "the account: the alias office: another account of this server has it",
        "bucket reports: the bucket: this server has a bucket of that name already",
        "user ann: access key AKIAANNEXAMPLE000001: this server has a key of that id already",
    ] {
        assert!(left_out.contains(&expect.to_owned()), "{left_out:?}");
    }
    assert!(outcome.root_key.is_some());
}

#[test]
fn an_account_that_is_there_is_not_imported() {
    let world = World::new(1);
    world.create("123456789012");
    let before = world.keys();
    let refused = world.import(FULL).unwrap_err();
    assert!(matches!(
        refused,
        TransferError::Directory(iamd_directory::Error::AccountExists(_))
    ));
    assert_eq!(world.keys(), before);
}

#[test]
fn what_was_imported_is_as_if_it_had_been_made_here() {
    let world = World::new(1);
    world.import(FULL).unwrap();
    world.import(&pages()).unwrap();
    let mut damage = world.damage();
    // No server runs here that would make them.
    damage.retain(|found| !found.contains("global/sealing-keys"));
    assert_eq!(damage, Vec::<String>::new());
}

#[test]
fn a_policy_that_was_imported_as_none_is_no_damage() {
    let world = World::new(1);
    let mut document: Value = serde_json::from_str(FULL).unwrap();
    document["users"][0]["inline_policies"][0]["document"] = "{not json".into();
    document["roles"][0]["trust_policy"] = "{not".into();
    world.import(&document.to_string()).unwrap();
    let mut found = world.damage();
    found.retain(|found| !found.contains("global/sealing-keys"));
    assert_eq!(found.len(), 2, "{found:?}");
    for found in found {
        assert!(found.starts_with("Warning: "), "{found}");
        assert!(found.contains("and allows nothing: "), "{found}");
    }
}

#[test]
fn no_formula_comes_into_reports() {
    let world = World::new(1);
    world
        .import(&FULL.replace("\"us-west-2\"", "\"=HYPERLINK(1)\""))
        .unwrap();
    let told = world.export("123456789012", ExportedSecrets::Told);
    assert!(told.contains(
        r#""last_used":{"at":"2024-05-07T00:00:00.123456Z","region":"","service":"iam"}"#
    ));
}
