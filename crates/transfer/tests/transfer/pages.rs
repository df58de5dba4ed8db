//! What AWS tells of an account becomes one.

use iamd_directory::{ExportedSecrets, RemarkKind};
use serde_json::{Value, json};

use crate::world::{ACCOUNT, FIRST_PAGE, LAST_PAGE, World, pages, said};

fn exported(world: &World, account: &str) -> Value {
    let text = world.export(account, ExportedSecrets::Kept);
    serde_json::from_str(&text).unwrap()
}

fn named<'a>(document: &'a Value, list: &str, name: &str) -> &'a Value {
    let list = document[list].as_array().unwrap();
    list.iter().find(|found| found["name"] == name).unwrap()
}

#[test]
fn users_groups_roles_and_policies_come_along_with_all_that_ties_them() {
    let world = World::new(1);
    let outcome = world.import(&pages()).unwrap();
    assert_eq!(outcome.account.to_string(), ACCOUNT);
    assert!(outcome.is_made && outcome.root_key.is_some());
    let told = exported(&world, ACCOUNT);
    assert_eq!(told["account"]["created"], "2018-05-05T05:05:05Z");

    let ann = named(&told, "users", "ann");
    assert_eq!(ann["id"], "AIDAQ2UWANNEXAMPLE001");
    assert_eq!(ann["created"], "2019-03-01T08:15:30Z");
    assert_eq!(ann["groups"], json!(["Auditors", "Developers"]));
    let attached = [
        "arn:aws:iam::111122223333:policy/team/Deploy",
        "arn:aws:iam::aws:policy/IAMUserChangePassword",
    ];
    assert_eq!(ann["attached_policies"], json!(attached));
    assert_eq!(
        ann["permissions_boundary"],
        "arn:aws:iam::aws:policy/PowerUserAccess"
    );
    let inline = ann["inline_policies"][0]["document"].as_str().unwrap();
    assert!(inline.starts_with(r#"{"Version":"2012-10-17","Statement":[{"Sid":"Read","#));
    assert_eq!(ann["tags"][1], json!({"key": "empty", "value": ""}));
    let bob = named(&told, "users", "Bob+1@example.com");
    assert_eq!(
        (&bob["path"], &bob["created"]),
        (&json!("/contractors/"), &json!("2020-07-11T00:00:00Z"))
    );

    let web = named(&told, "roles", "web");
    assert_eq!(web["max_session_seconds"], 3_600);
    let ecs = named(&told, "roles", "AWSServiceRoleForECS");
    assert_eq!(ecs["service"], "ecs.amazonaws.com");
    assert!(
        ecs["trust_policy"]
            .as_str()
            .unwrap()
            .starts_with(r#"{"Version":"#)
    );
    let used = json!({"at": "2026-01-02T03:04:05Z", "region": "eu-west-1", "service": ""});
    assert_eq!(named(&told, "roles", "deployer")["last_used"], used);
    assert_eq!(named(&told, "instance_profiles", "web")["role"], "web");
    assert_eq!(
        named(&told, "groups", "Auditors")["created"],
        "2019-03-01T08:00:00Z"
    );

    let deploy = named(&told, "policies", "Deploy");
    assert_eq!(
        (&deploy["default_version"], &deploy["next_version"]),
        (&json!(7), &json!(8))
    );
    let numbers = |policy: &Value| {
        let versions = policy["versions"].as_array().unwrap().iter();
        versions
            .map(|version| version["number"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(deploy), [3, 7]);
}

#[test]
fn what_is_not_as_it_was_is_told() {
    let world = World::new(1);
    let remarks = world.import(&pages()).unwrap().remarks;
    let [left_out] = said(&remarks, RemarkKind::LeftOut).try_into().unwrap();
    assert!(left_out.starts_with("the account: AWS does not tell passwords, access keys"));
    let copy = "policy arn:aws:iam::aws:policy/AmazonFutureReadOnly: this server does not know it; \
                it is arn:aws:iam::111122223333:policy/AmazonFutureReadOnly here";
    let changed = said(&remarks, RemarkKind::Changed);
    assert!(changed.contains(&copy.to_owned()), "{changed:?}");
    assert!(
        changed
            .iter()
            .any(|said| said.contains("AWS told version v9999; this server has v"))
    );
    let unknown = "role deployer: its trust policy names arn:aws:iam::444455556666:role/build, \
                   arn:aws:iam::777788889999:root, AROAQ2UWGONEEXAMPLE99, \
                   arn:aws:iam::111122223333:saml-provider/Office: here nobody is meant";
    assert_eq!(said(&remarks, RemarkKind::UnknownPrincipal)[0], unknown);
    assert!(said(&remarks, RemarkKind::NotUnderstood).is_empty());
    assert!(said(&remarks, RemarkKind::OverQuota).is_empty());
}

#[test]
fn names_that_nobody_has_stay_as_they_are_written() {
    let world = World::new(1);
    world.import(&pages()).unwrap();
    let told = exported(&world, ACCOUNT);
    let trust = named(&told, "roles", "deployer")["trust_policy"]
        .as_str()
        .unwrap();
    assert!(trust.contains("arn:aws:iam::444455556666:role/build"));
    assert!(trust.contains("arn:aws:iam::111122223333:user/ann"));
}

#[test]
fn a_policy_of_aws_that_is_copied_gets_out_of_the_way_of_a_namesake() {
    let world = World::new(1);
    let namesake = LAST_PAGE
        .replace(
            r#""PolicyName": "Deploy""#,
            r#""PolicyName": "amazonfuturereadonly""#,
        )
        .replace("policy/team/Deploy", "policy/team/amazonfuturereadonly");
    let first = FIRST_PAGE.replace("policy/team/Deploy", "policy/team/amazonfuturereadonly");
    world.import(&format!("[{first}, {namesake}]")).unwrap();
    let told = exported(&world, ACCOUNT);
    let attached = &named(&told, "roles", "deployer")["attached_policies"][1];
    assert_eq!(
        attached,
        "arn:aws:iam::111122223333:policy/AmazonFutureReadOnly-AWS"
    );
}

#[test]
fn an_account_may_get_another_id() {
    let world = World::new(1);
    world.create(ACCOUNT);
    let outcome = world
        .import_as(&pages(), Some("999900001111"), false)
        .unwrap();
    let changed = said(&outcome.remarks, RemarkKind::Changed);
    let expect =
        "the account: account 111122223333 is account 999900001111 here; 4 policies name it so";
    assert!(changed.contains(&expect.to_owned()), "{changed:?}");
    let told = world.export("999900001111", ExportedSecrets::Kept);
    assert!(told.contains(r#"\"aws:PrincipalAccount\":\"999900001111\""#));
    assert!(
        told.contains("arn:aws:s3:::reports-111122223333"),
        "a name of a bucket"
    );
    assert!(!told.contains(":111122223333:"));
}

#[test]
fn another_partition_becomes_the_servers() {
    let world = World::new(1);
    let chinese = pages().replace("arn:aws:", "arn:aws-cn:");
    let outcome = world.import(&chinese).unwrap();
    let told = world.export(ACCOUNT, ExportedSecrets::Kept);
    assert!(!told.contains("aws-cn"));
    let changed = said(&outcome.remarks, RemarkKind::Changed);
    assert!(
        changed
            .iter()
            .any(|said| said.contains("partition aws-cn is aws here"))
    );
}

#[test]
fn a_dry_run_tells_the_same_and_changes_nothing() {
    let world = World::new(1);
    let before = world.keys();
    let dry = world.import_as(&pages(), None, true).unwrap();
    assert!(!dry.is_made && dry.root_key.is_none());
    assert_eq!(world.keys(), before);
    let wet = world.import(&pages()).unwrap();
    assert_eq!((dry.remarks, dry.records), (wet.remarks, wet.records));
}

#[test]
fn pages_come_in_an_array_or_one_behind_the_other() {
    let forms = [
        pages(),
        format!("[{FIRST_PAGE},{LAST_PAGE}]"),
        format!("[{LAST_PAGE}]{FIRST_PAGE}"),
        format!("\u{feff}{}", pages()),
    ];
    let exports = forms.map(|form| {
        let world = World::new(1);
        world.import(&form).unwrap();
        let mut told = exported(&world, ACCOUNT);
        told["root_user"] = Value::Null;
        told
    });
    assert!(exports.iter().all(|told| *told == exports[0]));
}
