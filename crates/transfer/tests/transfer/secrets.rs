//! Secrets that stand in the wrong place do not come back in errors, which are written down.

use iamd_ident::Partition;
use iamd_transfer::{Incoming, Target};
use serde_json::Value;

use crate::world::World;

const FULL: &str = include_str!("accounts/full.json");

/// What stands in a wrong place: such as AWS makes, with and without what no id has in it, and short.
const SECRETS: [&str; 3] = [
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "wJalrXUtnFEMIxK7MDENGxbPxRfiCYEXAMPLEKEY",
    "wJalrXUtnFEMI",
];

/// The members whose values are names that errors tell.
const NAMES: [&str; 5] = ["groups", "role", "user", "default_version", "name"];

/// Where all values of a document stand, its lists and objects too.
fn pointers(value: &Value, place: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, it)| (key.clone(), it)).collect(),
        Value::Array(items) => (0..).map(|at: usize| at.to_string()).zip(items).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let place = format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"));
        pointers(child, &place, found);
        found.push(place);
    }
}

fn error_of(world: &World, document: &Value) -> Option<String> {
    let target = Target {
        partition: Partition::Aws,
        account: None,
    };
    let text = document.to_string();
    if let Err(error) = Incoming::read(text.as_bytes(), &target) {
        return Some(format!("{error} {error:?}"));
    }
    let planned = world.import_as(&text, None, true);
    planned.err().map(|error| format!("{error} {error:?}"))
}

#[test]
fn a_secret_in_the_place_of_anything_is_not_told() {
    let full: Value = serde_json::from_str(FULL).unwrap();
    let mut places = Vec::new();
    pointers(&full, "", &mut places);
    assert!(places.len() > 200, "{}", places.len());
    let (world, mut refused) = (World::new(1), 0);
    for secret in SECRETS {
        let tells_names = !secret.contains('/');
        for place in &places {
            let mut segments = place.rsplit('/').filter(|part| part.parse::<u8>().is_err());
            let member = segments.next().unwrap_or_default();
            if tells_names && NAMES.contains(&member) {
                continue;
            }
            let mut document = full.clone();
            *document.pointer_mut(place).unwrap() = secret.into();
            if let Some(error) = error_of(&world, &document) {
                refused += 1;
                assert!(!error.contains("wJalr"), "{place}: {error}");
            }
        }
    }
    assert!(refused > 300, "{refused}");
}

#[test]
fn a_secret_in_the_place_of_a_member_is_not_told() {
    let full: Value = serde_json::from_str(FULL).unwrap();
    let mut places = Vec::new();
    pointers(&full, "", &mut places);
    let (world, mut refused) = (World::new(1), 0);
    for secret in SECRETS {
        for place in places
            .iter()
            .filter(|place| full.pointer(place).unwrap().is_object())
        {
            let mut document = full.clone();
            let object = document.pointer_mut(place).unwrap();
            object[secret] = "x".into();
            if let Some(error) = error_of(&world, &document) {
                refused += 1;
                assert!(!error.contains("wJalr"), "{place}: {error}");
            }
        }
    }
    assert!(refused > 60, "{refused}");
}

#[test]
fn an_id_and_a_secret_that_are_swapped_are_told_by_their_place() {
    let world = World::new(1);
    for (place, told) in [
        ("/users/0/access_keys/0", "users[0].access_keys[0].id: "),
        ("/root_user/access_keys/0", "root_user.access_keys[0].id: "),
    ] {
        let mut document: Value = serde_json::from_str(FULL).unwrap();
        let key = document.pointer_mut(place).unwrap();
        let id = key["id"].take();
        key["id"] = "wJalrXUtnFEMIxK7MDENGxbPxRfiCYEXAMPLEKEY".into();
        key["secret"] = id;
        let error = error_of(&world, &document).unwrap();
        let expect = "this is no id of an access key of a user, which begins with AKIA";
        assert!(error.starts_with(&format!("{told}{expect}")), "{error}");
    }
}

#[test]
fn what_passwords_cost_is_told_by_its_place() {
    let world = World::new(1);
    let mut document: Value = serde_json::from_str(FULL).unwrap();
    let hash = document.pointer_mut("/users/0/password/hash").unwrap();
    *hash = hash
        .as_str()
        .unwrap()
        .replace("m=19456", "m=1048576")
        .into();
    let error = world.import(&document.to_string()).unwrap_err().to_string();
    let expect = "users[0].password.hash: a password cannot be hashed: it costs more than \
                  m=77824,t=10,p=4";
    assert_eq!(error, expect);
    assert_eq!(world.keys(), []);
}

#[test]
fn codes_of_the_time_before_an_import_are_used_up() {
    let world = World::new(1);
    let mut document: Value = serde_json::from_str(FULL).unwrap();
    *document.pointer_mut("/mfa_devices/0/last_step").unwrap() = 7.into();
    world.import(&document.to_string()).unwrap();
    let told = world.export("123456789012", iamd_directory::ExportedSecrets::Told);
    let told: Value = serde_json::from_str(&told).unwrap();
    // The step of the world's time, and the one that was told: it is later.
    assert_eq!(told["mfa_devices"][0]["last_step"], 58_993_920);
    assert_eq!(told["mfa_devices"][1]["last_step"], 59_000_001);
}

#[test]
fn secrets_that_anybody_guesses_are_refused() {
    let world = World::new(1);
    let digest = "/users/0/service_credentials/0/password_digest";
    for (place, value, expect) in [
        (
            "/mfa_devices/0/seed",
            "",
            "mfa_devices[0].seed: a seed has 16 to 128 bytes",
        ),
        (
            "/mfa_devices/0/seed",
            "AAECAwQFBgcICQoLDA0O",
            "mfa_devices[0].seed: a seed has 16 to 128 bytes",
        ),
        (
            digest,
            "",
            "users[0].service_credentials[0].password_digest: this is no SHA-256 digest",
        ),
    ] {
        let mut document: Value = serde_json::from_str(FULL).unwrap();
        *document.pointer_mut(place).unwrap() = value.into();
        let error = world.import(&document.to_string()).unwrap_err();
        assert_eq!(error.to_string(), expect);
    }
    assert_eq!(world.keys(), []);
}
