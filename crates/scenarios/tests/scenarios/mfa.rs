use iamd_scenarios::{Consent, Failure, Format, Made, Names};
use serde_json::Value;

use crate::fake::{ACCOUNT, Fake, NAMES, OTHER_ACCOUNT, OTHER_KEY, Outcome, SECRET, Trouble};

/// The calls of the program, from the question who calls to the deletion of the user.
const CALLS: [&str; 22] = [
    "GetCallerIdentity",
    "CreateUser",
    "CreateVirtualMFADevice",
    "EnableMFADevice",
    "CreateAccessKey",
    "GetCallerIdentity",
    "CreateRole",
    "CreatePolicy",
    "AttachRolePolicy",
    "PutUserPolicy",
    "AssumeRole",
    "AssumeRole",
    "ListBuckets",
    "ListUsers",
    "DetachRolePolicy",
    "DeletePolicy",
    "DeleteRole",
    "DeleteUserPolicy",
    "DeleteAccessKey",
    "DeactivateMFADevice",
    "DeleteVirtualMFADevice",
    "DeleteUser",
];

/// The events of the program, in which names are without what makes them new.
const EVENTS: &str = r#"{"event":"started","scenario":"mfa","caller":"user/Bob"}
{"event":"user_created","user":"user","user_id":"AIDANEW1"}
{"event":"device_created","serial_number":"arn:aws:iam::123456789012:mfa/mfa-device"}
{"event":"qr_code","file":"mfa-device.png"}
{"event":"device_enabled","serial_number":"arn:aws:iam::123456789012:mfa/mfa-device","user":"user"}
{"event":"key_created","user":"user","key_id":"AKIANEW1"}
{"event":"role_created","role_arn":"arn:aws:iam::123456789012:role/role","user":"user","needs_mfa":true}
{"event":"policy_created","policy_arn":"arn:aws:iam::123456789012:policy/policy","description":"May list all buckets."}
{"event":"role_policy_attached","policy_arn":"arn:aws:iam::123456789012:policy/policy","role":"role"}
{"event":"user_may_assume","user":"user","role_arn":"arn:aws:iam::123456789012:role/role"}
{"event":"assume_refused","user":"user","role_arn":"arn:aws:iam::123456789012:role/role","code":"AccessDenied"}
{"event":"next_code","seconds":20}
{"event":"next_code","seconds":15}
{"event":"next_code","seconds":10}
{"event":"next_code","seconds":5}
{"event":"role_assumed","user":"user","role_arn":"arn:aws:iam::123456789012:role/role","key_id":"ASIArole","expires_at":"2027-01-15T09:00:00Z","with_mfa":true}
{"event":"buckets","role":"role","buckets":["bucket"]}
{"event":"list_users_refused","role":"role","code":"AccessDenied"}
{"event":"role_policy_detached","policy_arn":"arn:aws:iam::123456789012:policy/policy","role":"role"}
{"event":"policy_deleted","policy_arn":"arn:aws:iam::123456789012:policy/policy"}
{"event":"role_deleted","role":"role"}
{"event":"user_may_not_assume","user":"user"}
{"event":"key_deleted","key_id":"AKIANEW1"}
{"event":"device_deleted","serial_number":"arn:aws:iam::123456789012:mfa/mfa-device"}
{"event":"user_deleted","user":"user"}
{"event":"finished","scenario":"mfa"}
"#;

fn name(what: &str) -> String {
    Names::new(NAMES).of(what)
}

fn fake() -> Fake {
    let mut fake = Fake::called_by_bob(1);
    fake.buckets.insert("bucket".to_owned(), [].into());
    fake
}

async fn run(fake: Fake) -> Outcome {
    fake.run("mfa", Consent::Given, Format::Json).await
}

/// The service in which the `number`th call of [`CALLS`] is in trouble.
fn fake_with_trouble_at(number: usize, trouble: Trouble) -> Fake {
    let action = CALLS[number];
    let earlier = CALLS[..number].iter().filter(|it| **it == action);
    earlier
        .fold(fake(), |fake, _| fake.with(action, Trouble::None))
        .with(action, trouble)
}

#[track_caller]
fn assert_nothing_is_left(outcome: &Outcome, context: &str) {
    let fake = &outcome.fake;
    let users: Vec<&String> = fake.users.keys().collect();
    assert_eq!(users, ["Bob"], "{context}");
    assert!(fake.policies.is_empty(), "{context}: {:?}", fake.policies);
    assert!(fake.user_policies.is_empty(), "{context}");
    assert!(fake.devices.is_empty(), "{context}: {:?}", fake.devices);
    assert!(fake.roles.is_empty(), "{context}: {:?}", fake.roles);
    assert_eq!(outcome.files, 0, "{context}");
}

#[tokio::test(start_paused = true)]
async fn the_role_is_assumed_with_a_code_only_and_nothing_is_left() {
    let outcome = run(fake()).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    assert_eq!(outcome.actions(), CALLS);
    assert_nothing_is_left(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn data_is_an_object_a_line_without_secrets() {
    let outcome = run(fake()).await;
    assert!(!outcome.output.contains(SECRET), "{}", outcome.output);
    let around = name("|");
    let (before, after) = around.split_once('|').unwrap();
    let lines = outcome.output.replace(before, "").replace(after, "");
    let lines: Vec<&str> = lines.lines().collect();
    for (line, expect) in lines.iter().zip(EVENTS.lines()) {
        // The folder of the file is another one each time.
        if !line.contains("qr_code") {
            assert_eq!(*line, expect);
        }
    }
    assert_eq!(lines.len(), EVENTS.lines().count());
}

#[tokio::test(start_paused = true)]
async fn the_qr_code_is_shown_to_people() {
    let outcome = fake().run("mfa", Consent::Given, Format::Text).await;
    let drawn = outcome.output.lines().filter(|it| it.contains('█'));
    assert!(drawn.count() > 15, "{}", outcome.output);
}

#[tokio::test(start_paused = true)]
async fn secrets_are_shown_to_who_asks_for_them() {
    let fake = fake().showing_secrets();
    let outcome = fake.run("mfa", Consent::Given, Format::Text).await;
    let ending = format!("its secret: {SECRET}");
    let shown = outcome.output.lines().filter(|it| it.ends_with(&ending));
    assert_eq!(shown.count(), 2, "{}", outcome.output);
}

#[tokio::test(start_paused = true)]
async fn the_role_can_belong_to_another_account() {
    let outcome = run(fake().with_roles_elsewhere()).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    assert_nothing_is_left(&outcome, "at the end");
    let by_other: Vec<&str> = outcome
        .fake
        .calls
        .iter()
        .filter(|(_, key_id)| key_id == OTHER_KEY)
        .map(|(action, _)| action.as_str())
        .collect();
    let expect = [
        "GetCallerIdentity",
        "CreateRole",
        "CreatePolicy",
        "AttachRolePolicy",
        "DetachRolePolicy",
        "DeletePolicy",
        "DeleteRole",
    ];
    assert_eq!(by_other, expect);
    let of_event = |event: &str, member: &str| {
        let events = outcome.events();
        let found = events.into_iter().find(|it| it["event"] == *event);
        found.unwrap()[member].as_str().unwrap().to_owned()
    };
    assert!(of_event("role_created", "role_arn").contains(OTHER_ACCOUNT));
    assert!(of_event("policy_created", "policy_arn").contains(OTHER_ACCOUNT));
    assert!(of_event("device_created", "serial_number").contains(ACCOUNT));
}

#[tokio::test(start_paused = true)]
async fn what_is_not_known_everywhere_yet_is_waited_for() {
    let fake = fake()
        .with("GetCallerIdentity", Trouble::None)
        .with("GetCallerIdentity", Trouble::Refuse("InvalidClientTokenId"))
        .with("CreateRole", Trouble::Refuse("MalformedPolicyDocument"))
        .with("CreateRole", Trouble::Refuse("MalformedPolicyDocument"))
        .with("ListBuckets", Trouble::Refuse("AccessDenied"));
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    let waited: Vec<Value> = outcome
        .events()
        .iter()
        .filter(|event| event["event"] == "waiting")
        .map(|event| event["awaited"].clone())
        .collect();
    assert_eq!(waited, ["key", "user", "user", "role"]);
}

#[tokio::test(start_paused = true)]
async fn codes_that_are_refused_are_followed_by_new_ones() {
    let fake = fake()
        .with(
            "EnableMFADevice",
            Trouble::Refuse("InvalidAuthenticationCode"),
        )
        .with("AssumeRole", Trouble::None)
        .with("AssumeRole", Trouble::Refuse("AccessDenied"));
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    let refused: Vec<Value> = outcome
        .events()
        .iter()
        .filter(|event| event["event"] == "code_refused")
        .map(|event| event["code"].clone())
        .collect();
    assert_eq!(refused, ["InvalidAuthenticationCode", "AccessDenied"]);
    assert_nothing_is_left(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn codes_that_are_always_refused_end_the_program() {
    let mut fake = fake().with("AssumeRole", Trouble::None);
    for _ in 0..10 {
        fake = fake.with("AssumeRole", Trouble::Refuse("AccessDenied"));
    }
    let outcome = run(fake).await;
    let [failure] = &outcome.ended.failures[..] else {
        panic!("{:?}", outcome.ended);
    };
    assert_eq!(failure.code(), Some("AccessDenied"));
    let told = outcome.events().into_iter();
    let tries_left: Vec<Value> = told
        .filter(|event| event["event"] == "code_refused")
        .map(|event| event["tries_left"].clone())
        .collect();
    assert_eq!(tries_left, [3, 2, 1, 0], "it says that it gives up");
    assert_nothing_is_left(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_refused_although_it_must_be_is_a_failure() {
    let outcome = run(fake().lax()).await;
    let [Failure::NotRefused { caller, .. }] = &outcome.ended.failures[..] else {
        panic!("{:?}", outcome.ended);
    };
    assert_eq!(*caller, name("user"));
    assert_eq!(outcome.ended.exit_code(), 1);
    assert_nothing_is_left(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn what_was_made_is_removed_after_a_failure_of_any_call() {
    for (number, action) in CALLS.iter().enumerate() {
        let trouble = Trouble::Refuse("ServiceFailure");
        let outcome = run(fake_with_trouble_at(number, trouble)).await;
        let context = format!("{action}, call {number}");
        assert_eq!(outcome.ended.exit_code(), 1, "{context}");
        assert_nothing_is_left(&outcome, &context);
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_made_is_removed_after_an_interrupt_in_any_call_but_the_last() {
    for (number, action) in CALLS[..CALLS.len() - 1].iter().enumerate() {
        let outcome = run(fake_with_trouble_at(number, Trouble::Interrupt)).await;
        let context = format!("{action}, call {number}");
        assert_eq!(outcome.ended.exit_code(), 130, "{context}");
        assert_nothing_is_left(&outcome, &context);
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_made_is_removed_after_any_answer_was_lost() {
    for (number, action) in CALLS.iter().enumerate().skip(1) {
        let outcome = run(fake_with_trouble_at(number, Trouble::Lose)).await;
        let context = format!("{action}, call {number}");
        assert_eq!(
            outcome.ended.exit_code(),
            1,
            "{context}: {:?}",
            outcome.ended
        );
        assert_nothing_is_left(&outcome, &context);
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_removed_is_named_and_the_rest_is_removed() {
    let fake = fake()
        .with("ListBuckets", Trouble::Refuse("ServiceFailure"))
        .with("DeleteRole", Trouble::Refuse("AccessDenied"));
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 5);
    let Some(Failure::LeftBehind { left }) = outcome.ended.failures.last() else {
        panic!("{:?}", outcome.ended);
    };
    let role = name("role");
    let made = Made::Role { name: role.clone() };
    assert_eq!(left[0].made, made);
    assert_eq!(left.len(), 1);
    let there: Vec<&String> = outcome.fake.roles.keys().collect();
    assert_eq!(there, [&role]);
    assert!(outcome.fake.devices.is_empty());
}

#[tokio::test(start_paused = true)]
async fn nothing_is_made_without_consent() {
    // The tests' standard input is no terminal, or nobody answers at it.
    let fake = fake().with("GetCallerIdentity", Trouble::Interrupt);
    let outcome = fake.run("mfa", Consent::AtTerminal, Format::Text).await;
    assert_ne!(outcome.ended.exit_code(), 0);
    assert_eq!(outcome.actions(), CALLS[..1]);
}
