//! The authorization matrix: every operation by every kind of caller. A change of rules is a diff
//! of ticks.

use std::fmt::Write as _;

use iamd_ident::AccessKeyId;
use serde_json::{Value, json};

use crate::{
    documents::{document, statement},
    operations::PERFORMED,
    world::{ACCOUNT, Members, OTHER_ACCOUNT, World},
};

/// A kind of caller: the heading of its column, the account, and the statements of a user's policy
/// about an action; a root user has none.
struct Column {
    heading: &'static str,
    account: &'static str,
    statements: Option<fn(action: &str) -> Vec<Value>>,
}

const COLUMNS: [Column; 7] = [
    Column {
        heading: "root",
        account: ACCOUNT,
        statements: None,
    },
    Column {
        heading: "administrator",
        account: ACCOUNT,
        statements: Some(|_| vec![statement("Allow", "*", "*")]),
    },
    Column {
        heading: "just this",
        account: ACCOUNT,
        statements: Some(|action| vec![statement("Allow", action, "*")]),
    },
    Column {
        heading: "elsewhere",
        account: ACCOUNT,
        statements: Some(|action| {
            ELSEWHERE
                .iter()
                .map(|resource| statement("Allow", action, resource))
                .collect()
        }),
    },
    Column {
        heading: "others",
        account: ACCOUNT,
        statements: Some(|action| {
            vec![json!({ "Effect": "Allow", "NotAction": action, "Resource": "*" })]
        }),
    },
    Column {
        heading: "denied",
        account: ACCOUNT,
        statements: Some(|action| {
            vec![statement("Allow", "*", "*"), statement("Deny", action, "*")]
        }),
    },
    Column {
        heading: "outsider",
        account: OTHER_ACCOUNT,
        statements: Some(|_| vec![statement("Allow", "*", "*")]),
    },
];

/// Resources that no request is about, though they have its names or its path or its account.
const ELSEWHERE: [&str; 6] = [
    "arn:aws:iam::123456789012:user/target",
    "arn:aws:iam::123456789012:user/team/another",
    "arn:aws:iam::123456789012:policy/policy",
    "arn:aws:iam::123456789012:policy/team/another",
    "arn:aws:iam::210987654321:user/*",
    "arn:aws:iam::210987654321:policy/*",
];

/// The policy that requests name.
const POLICY: &str = "arn:aws:iam::123456789012:policy/team/policy";
const MINIMAL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;

const NAME: (&str, &str) = ("UserName", "target");
const INLINE: (&str, &str) = ("PolicyName", "inline");
const DOCUMENT: (&str, &str) = ("PolicyDocument", MINIMAL);
const ARN: (&str, &str) = ("PolicyArn", POLICY);
const SECOND: (&str, &str) = ("VersionId", "v2");
const TAG: [(&str, &str); 2] = [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
/// Stands for the key of the user that requests name.
const KEY: (&str, &str) = ("AccessKeyId", "KEY");

/// The members of a request for each operation, all about the user `target` and the policy
/// `policy`.
const REQUESTS: &[(&str, Members<'_>)] = &[
    ("AttachUserPolicy", &[NAME, ARN]),
    ("CreateAccessKey", &[NAME]),
    (
        "CreatePolicy",
        &[("PolicyName", "new"), ("Path", "/team/"), DOCUMENT],
    ),
    ("CreatePolicyVersion", &[ARN, DOCUMENT]),
    ("CreateUser", &[("UserName", "new"), ("Path", "/team/")]),
    ("DeleteAccessKey", &[NAME, KEY]),
    (
        "DeletePolicy",
        &[("PolicyArn", "arn:aws:iam::123456789012:policy/team/unused")],
    ),
    ("DeletePolicyVersion", &[ARN, SECOND]),
    ("DeleteUser", &[("UserName", "idle")]),
    ("DeleteUserPolicy", &[NAME, INLINE]),
    (
        "DetachUserPolicy",
        &[
            NAME,
            ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
        ],
    ),
    (
        "GetAccessKeyInfo",
        &[("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")],
    ),
    ("GetAccessKeyLastUsed", &[KEY]),
    ("GetCallerIdentity", &[]),
    ("GetPolicy", &[ARN]),
    ("GetPolicyVersion", &[ARN, SECOND]),
    ("GetUser", &[NAME]),
    ("GetUserPolicy", &[NAME, INLINE]),
    ("ListAccessKeys", &[NAME]),
    ("ListAttachedUserPolicies", &[NAME]),
    ("ListEntitiesForPolicy", &[ARN]),
    ("ListPolicies", &[("PathPrefix", "/team/")]),
    ("ListPolicyTags", &[ARN]),
    ("ListPolicyVersions", &[ARN]),
    ("ListUserPolicies", &[NAME]),
    ("ListUserTags", &[NAME]),
    ("ListUsers", &[("PathPrefix", "/team/")]),
    ("PutUserPolicy", &[NAME, INLINE, DOCUMENT]),
    ("SetDefaultPolicyVersion", &[ARN, SECOND]),
    ("TagPolicy", &[ARN, TAG[0], TAG[1]]),
    ("TagUser", &[NAME, TAG[0], TAG[1]]),
    ("UntagPolicy", &[ARN, ("TagKeys.member.1", "k")]),
    ("UntagUser", &[NAME, ("TagKeys.member.1", "k")]),
    ("UpdateAccessKey", &[NAME, KEY, ("Status", "Inactive")]),
    (
        "UpdateUser",
        &[NAME, ("NewUserName", "renamed"), ("NewPath", "/team/")],
    ),
];

/// A world with all that requests name, and the key of `target`.
async fn stage() -> (World, AccessKeyId) {
    let world = World::new().await;
    let steps: [(&str, Members<'_>); 9] = [
        ("CreateUser", &[NAME, ("Path", "/team/")]),
        ("CreateUser", &[("UserName", "idle"), ("Path", "/team/")]),
        ("PutUserPolicy", &[NAME, INLINE, DOCUMENT]),
        (
            "AttachUserPolicy",
            &[
                NAME,
                ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ],
        ),
        (
            "CreatePolicy",
            &[("PolicyName", "policy"), ("Path", "/team/"), DOCUMENT],
        ),
        (
            "CreatePolicy",
            &[("PolicyName", "unused"), ("Path", "/team/"), DOCUMENT],
        ),
        ("CreatePolicyVersion", &[ARN, DOCUMENT]),
        ("TagUser", &[NAME, TAG[0], TAG[1]]),
        ("TagPolicy", &[ARN, TAG[0], TAG[1]]),
    ];
    for (operation, members) in steps {
        world
            .ask_by_name(&world.root, operation, members)
            .await
            .unwrap();
    }
    let key = world.key(&world.root, "target").await;
    (world, key)
}

/// ✔ for what was performed, ✘ for what was denied, ! for any other refusal.
async fn tick(column: &Column, action: &str, operation: &str, members: Members<'_>) -> char {
    let (world, key) = stage().await;
    let account = match column.account {
        ACCOUNT => world.root.clone(),
        other => world.account(other).await,
    };
    let caller = match column.statements {
        None => account,
        Some(statements) => {
            world
                .user_of(&account, "caller", &document(&statements(action)))
                .await
        }
    };
    let members: Vec<_> = members
        .iter()
        .map(|member| {
            if *member == KEY {
                (KEY.0, key.as_str())
            } else {
                *member
            }
        })
        .collect();
    match world.ask_by_name(&caller, operation, &members).await {
        Ok(_) => '✔',
        Err(error) if error.code.as_str() == "AccessDenied" => '✘',
        Err(_) => '!',
    }
}

#[tokio::test]
async fn every_operation_by_every_kind_of_caller() {
    let mut matrix = format!("{:29}", "");
    for column in &COLUMNS {
        write!(matrix, "{:15}", column.heading).unwrap();
    }
    for (row, _) in PERFORMED {
        let request = REQUESTS
            .iter()
            .find(|(operation, _)| *operation == row.name);
        let (operation, members) = request.unwrap_or_else(|| panic!("{} has no row", row.name));
        write!(matrix, "\n{:29}", row.action).unwrap();
        for column in &COLUMNS {
            let tick = tick(column, row.action, operation, members).await;
            write!(matrix, "{tick:15}").unwrap();
        }
    }
    assert_eq!(REQUESTS.len(), PERFORMED.len(), "a row is for nothing");
    let lines: Vec<_> = matrix.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(lines.join("\n"));
}
