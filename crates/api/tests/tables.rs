//! The tables are complete, agree with each other and with AWS's authorization data.

#![expect(
    clippy::unwrap_used,
    reason = "the model files are in order, or the test shall fail"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use iamd_api::{ActionRow, ErrorCode, Gate, OperationRow, ResourceType, Service, iam, s3, sts};
use serde_json::Value;

fn model(file: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("model");
    serde_json::from_str(&fs::read_to_string(folder.join(file)).unwrap()).unwrap()
}

fn tables(
    service: Service,
) -> (
    &'static [ActionRow],
    &'static [ResourceType],
    BTreeSet<&'static str>,
) {
    let (actions, resources, keys) = match service {
        Service::Iam => (iam::OTHER_ACTIONS, iam::RESOURCE_TYPES, iam::CONDITION_KEYS),
        Service::Sts => (sts::OTHER_ACTIONS, sts::RESOURCE_TYPES, sts::CONDITION_KEYS),
        Service::S3 => (s3::OTHER_ACTIONS, s3::RESOURCE_TYPES, s3::CONDITION_KEYS),
    };
    (
        actions,
        resources,
        keys.iter().map(|key| key.name).collect(),
    )
}

#[test]
fn every_operation_of_the_services_has_a_row() {
    for (service, count) in [(Service::Iam, 180), (Service::Sts, 11), (Service::S3, 117)] {
        let rows = service.operations();
        assert_eq!(rows.len(), count);
        assert!(rows.is_sorted_by_key(|row| row.name));
        for row in rows {
            assert_eq!(row.service, service);
            assert_eq!(service.operation(row.name).unwrap().name, row.name);
        }
        assert!(service.operation("DropTable").is_none());
    }
}

#[test]
fn operations_have_the_names_of_their_actions_but_for_the_listed_ones() {
    let listed = model("actions.json");
    let mut listed: BTreeMap<&str, &str> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["operation"].as_str().unwrap(),
                one["action"].as_str().unwrap(),
            )
        })
        .collect();
    for service in Service::ALL {
        for row in service.operations() {
            let name = format!("{service}:{}", row.name);
            let action = listed.remove(name.as_str()).unwrap_or(&name);
            assert_eq!(row.action, action, "{name}");
        }
    }
    assert_eq!(listed, BTreeMap::new(), "actions without an operation");
}

#[test]
fn rows_name_what_the_other_tables_hold() {
    for service in Service::ALL {
        let (others, resources, keys) = tables(service);
        let of_operations = service
            .operations()
            .iter()
            .map(|row| (row.resources, row.condition_keys));
        let of_others = others.iter().map(|row| (row.resources, row.condition_keys));
        for (names, used_keys) in of_operations.chain(of_others) {
            for name in names {
                assert!(resources.iter().any(|one| one.name == *name), "{name}");
            }
            for key in used_keys {
                assert!(keys.contains(key), "{key}");
            }
        }
        for resource in resources {
            assert!(
                resource.arn.starts_with("arn:${Partition}:"),
                "{}",
                resource.arn
            );
        }
    }
}

#[test]
fn who_calls_what() {
    let with = |gate| -> Vec<_> {
        let rows = Service::ALL.into_iter().flat_map(Service::operations);
        rows.filter(|row| row.gate == gate)
            .map(|row| row.name)
            .collect()
    };
    assert_eq!(
        with(Gate::Proof),
        ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"]
    );
    assert_eq!(
        with(Gate::Signature),
        ["GetCallerIdentity", "GetSessionToken"]
    );
}

/// What a row says, in the form of the authorization files.
#[derive(Debug, PartialEq, Eq)]
struct Claim {
    access: String,
    resources: Vec<String>,
    condition_keys: Vec<String>,
}

impl Claim {
    fn of_row(access: &str, resources: &[&str], condition_keys: &[&str]) -> Self {
        let owned = |list: &[&str]| list.iter().map(|&item| item.to_owned()).collect();
        Self {
            access: access.to_owned(),
            resources: owned(resources),
            condition_keys: owned(condition_keys),
        }
    }

    fn of_aws(action: &Value) -> Self {
        let list = |value: &Value| -> Vec<String> {
            let items = value.as_array().into_iter().flatten();
            items
                .map(|item| item.as_str().unwrap().to_owned())
                .collect()
        };
        Self {
            access: action["access"].as_str().unwrap().to_owned(),
            resources: list(&action["resources"]),
            condition_keys: list(&action["condition_keys"]),
        }
    }
}

#[test]
fn rows_say_what_aws_says_but_for_the_listed_differences() {
    let differences = model("differences.json");
    let differences = differences.as_array().unwrap();
    let mut listed: BTreeSet<&str> = differences
        .iter()
        .filter(|one| {
            ["access", "resources", "condition_keys"]
                .iter()
                .any(|key| one.get(key).is_some())
        })
        .map(|one| one["action"].as_str().unwrap())
        .collect();
    for service in Service::ALL {
        let aws = model(&format!("{service}-authorization.json"));
        let of_operation = |row: &&OperationRow| {
            (
                row.action,
                Claim::of_row(row.access.as_str(), row.resources, row.condition_keys),
            )
        };
        let of_other = |row: &ActionRow| {
            (
                row.action,
                Claim::of_row(row.access.as_str(), row.resources, row.condition_keys),
            )
        };
        // Some operations ask for an action of another service, whose data are not here.
        let own = format!("{service}:");
        let operations = service.operations().iter();
        let operations = operations.filter(|row| row.action.starts_with(&own));
        let operations = operations.map(of_operation);
        let rows: Vec<_> = operations
            .chain(tables(service).0.iter().map(of_other))
            .collect();
        for (action, claim) in &rows {
            let (_, name) = action.split_once(':').unwrap();
            let agrees = aws["actions"]
                .get(name)
                .is_some_and(|aws| Claim::of_aws(aws) == *claim);
            assert_eq!(agrees, !listed.remove(action), "{action}: {claim:?}");
        }
        let names: BTreeSet<_> = rows.iter().map(|(action, _)| *action).collect();
        for name in aws["actions"].as_object().unwrap().keys() {
            assert!(
                names.contains(format!("{service}:{name}").as_str()),
                "{name} has no row"
            );
        }
    }
    assert_eq!(listed, BTreeSet::new(), "differences without a difference");
}

#[test]
fn an_operation_that_reads_does_not_change_anything_but_for_the_listed_differences() {
    let differences = model("differences.json");
    let listed: BTreeSet<_> = differences
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one.get("mutating").is_some())
        .map(|one| one["action"].as_str().unwrap().to_owned())
        .collect();
    let rows = Service::ALL.into_iter().flat_map(Service::operations);
    let unusual: BTreeSet<_> = rows
        .filter(|row| row.mutating == matches!(row.access.as_str(), "Read" | "List"))
        .map(|row| row.action.to_owned())
        .collect();
    assert_eq!(unusual, listed);
}

#[test]
fn error_codes_are_distinct_and_have_a_status_that_is_no_success() {
    let names: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), ErrorCode::ALL.len());
    for code in ErrorCode::ALL {
        assert!((300..600).contains(&code.status()), "{code}");
        let receiver = code.fault().as_str() == "Receiver";
        assert_eq!(receiver, code.status() >= 500, "{code}");
    }
    assert_eq!(ErrorCode::NoSuchEntity.status(), 404);
    assert_eq!(ErrorCode::AccessDenied.status(), 403);
}

#[test]
fn a_code_has_one_status_but_for_the_listed_ones() {
    let mut unusual = Vec::new();
    for service in Service::ALL {
        for code in ErrorCode::ALL {
            let status = code.status_in(service);
            if status != code.status() {
                unusual.push((service, *code, code.status(), status));
            }
        }
    }
    assert_eq!(unusual, [(Service::S3, ErrorCode::ExpiredToken, 403, 400)]);
}

#[test]
fn what_s3_asks_for_is_about_buckets_objects_or_neither() {
    for row in Service::S3.operations() {
        let of = |kind: &str| row.resources.contains(&kind);
        let kind = match (of("bucket"), of("object")) {
            (true, false) => "bucket",
            (false, true) => "object",
            (false, false) => "neither",
            (true, true) => "both",
        };
        assert_ne!(kind, "both", "{}", row.name);
        let exceptions = [
            "CreateSession",
            "ListBuckets",
            "ListDirectoryBuckets",
            "RenameObject",
            "WriteGetObjectResponse",
        ];
        assert_eq!(
            kind == "neither",
            exceptions.contains(&row.name),
            "{}",
            row.name
        );
    }
}
