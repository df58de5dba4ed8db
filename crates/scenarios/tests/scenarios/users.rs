use iamd_scenarios::{Consent, Failure, Format, Made, Names};
use serde_json::Value;

use crate::fake::{Fake, NAMES, Outcome, SECRET, Trouble};

/// The calls of the program, from the question who calls to the deletion of the bucket.
const CALLS: [&str; 28] = [
    "GetCallerIdentity",
    "CreateBucket",
    "CreateUser",
    "CreateUser",
    "UpdateUser",
    "UpdateUser",
    "ListUsers",
    "CreatePolicy",
    "AttachUserPolicy",
    "CreateAccessKey",
    "CreatePolicy",
    "AttachUserPolicy",
    "CreateAccessKey",
    "PutObject",
    "GetObject",
    "GetObject",
    "DeleteObject",
    "DeleteAccessKey",
    "DetachUserPolicy",
    "DeletePolicy",
    "DeleteUser",
    "DeleteAccessKey",
    "DetachUserPolicy",
    "DeletePolicy",
    "DeleteUser",
    "ListObjectsV2",
    "DeleteObjects",
    "DeleteBucket",
];

/// The events of the program, in which names are without what makes them new.
const EVENTS: &str = r#"{"event":"started","scenario":"users","caller":"user/Bob"}
{"event":"bucket_created","bucket":"bucket"}
{"event":"user_created","user":"read-writer","user_id":"AIDANEW1"}
{"event":"user_created","user":"reader","user_id":"AIDANEW2"}
{"event":"user_renamed","from":"read-writer","to":"author"}
{"event":"user_renamed","from":"reader","to":"audience"}
{"event":"users","count":3,"made":["audience","author"]}
{"event":"policy_created","policy_arn":"arn:aws:iam::123456789012:policy/read-write","description":"May put objects into the bucket and get them."}
{"event":"policy_attached","policy_arn":"arn:aws:iam::123456789012:policy/read-write","user":"author"}
{"event":"key_created","user":"author","key_id":"AKIANEW1"}
{"event":"policy_created","policy_arn":"arn:aws:iam::123456789012:policy/read-only","description":"May get the objects of the bucket."}
{"event":"policy_attached","policy_arn":"arn:aws:iam::123456789012:policy/read-only","user":"audience"}
{"event":"key_created","user":"audience","key_id":"AKIANEW2"}
{"event":"object_put","user":"author","bucket":"bucket","key":"note.txt"}
{"event":"object_got","user":"author","bucket":"bucket","key":"note.txt","content":"Written by a user who may write, read by both."}
{"event":"object_got","user":"audience","bucket":"bucket","key":"note.txt","content":"Written by a user who may write, read by both."}
{"event":"delete_refused","user":"audience","bucket":"bucket","key":"note.txt","code":"AccessDenied"}
{"event":"key_deleted","key_id":"AKIANEW2"}
{"event":"policy_detached","policy_arn":"arn:aws:iam::123456789012:policy/read-only","user":"audience"}
{"event":"policy_deleted","policy_arn":"arn:aws:iam::123456789012:policy/read-only"}
{"event":"user_deleted","user":"audience"}
{"event":"key_deleted","key_id":"AKIANEW1"}
{"event":"policy_detached","policy_arn":"arn:aws:iam::123456789012:policy/read-write","user":"author"}
{"event":"policy_deleted","policy_arn":"arn:aws:iam::123456789012:policy/read-write"}
{"event":"user_deleted","user":"author"}
{"event":"bucket_deleted","bucket":"bucket","objects":1}
{"event":"finished","scenario":"users"}
"#;

fn name(what: &str) -> String {
    Names::new(NAMES).of(what)
}

async fn run(fake: Fake) -> Outcome {
    fake.run("users", Consent::Given, Format::Json).await
}

/// The service in which the `number`th call of [`CALLS`] is in trouble.
fn fake_with_trouble_at(number: usize, trouble: Trouble) -> Fake {
    let action = CALLS[number];
    let earlier = CALLS[..number].iter().filter(|it| **it == action);
    earlier
        .fold(Fake::called_by_bob(1), |fake, _| {
            fake.with(action, Trouble::None)
        })
        .with(action, trouble)
}

#[track_caller]
fn assert_only_bob_is_there(outcome: &Outcome, context: &str) {
    let fake = &outcome.fake;
    let users: Vec<&String> = fake.users.keys().collect();
    assert_eq!(users, ["Bob"], "{context}");
    assert!(fake.policies.is_empty(), "{context}: {:?}", fake.policies);
    assert!(fake.attachments.is_empty(), "{context}");
    assert!(fake.buckets.is_empty(), "{context}: {:?}", fake.buckets);
}

#[tokio::test(start_paused = true)]
async fn each_user_may_do_what_its_policy_says_and_nothing_is_left() {
    let outcome = run(Fake::called_by_bob(1)).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    assert_eq!(outcome.actions(), CALLS);
    assert_only_bob_is_there(&outcome, "at the end");
    let by_new_keys: Vec<(&str, &str)> = outcome
        .fake
        .calls
        .iter()
        .filter(|(_, key_id)| key_id.starts_with("AKIANEW"))
        .map(|(action, key_id)| (action.as_str(), key_id.as_str()))
        .collect();
    let expect = [
        ("PutObject", "AKIANEW1"),
        ("GetObject", "AKIANEW1"),
        ("GetObject", "AKIANEW2"),
        ("DeleteObject", "AKIANEW2"),
    ];
    assert_eq!(by_new_keys, expect);
}

#[tokio::test(start_paused = true)]
async fn data_is_an_object_a_line_without_secrets() {
    let outcome = run(Fake::called_by_bob(1)).await;
    assert!(!outcome.output.contains(SECRET), "{}", outcome.output);
    let around = name("|");
    let (before, after) = around.split_once('|').unwrap();
    let lines = outcome.output.replace(before, "").replace(after, "");
    assert_eq!(lines, EVENTS);
}

#[tokio::test(start_paused = true)]
async fn secrets_are_shown_to_who_asks_for_them() {
    let fake = Fake::called_by_bob(1).showing_secrets();
    let outcome = fake.run("users", Consent::Given, Format::Text).await;
    let ending = format!("its secret: {SECRET}");
    let shown = outcome.output.lines().filter(|it| it.ends_with(&ending));
    assert_eq!(shown.count(), 2, "{}", outcome.output);
}

#[tokio::test(start_paused = true)]
async fn nobody_stands_in_for_whoever_has_the_rights() {
    for caller in ["root", "assumed-role/Admin/session"] {
        let outcome = run(Fake::called_by(caller)).await;
        assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
        assert_eq!(outcome.actions(), CALLS, "{caller}");
        assert_eq!(outcome.events()[0]["caller"], *caller);
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_key_is_waited_for_while_it_is_unknown() {
    let fake = Fake::called_by_bob(1)
        .with("PutObject", Trouble::Refuse("InvalidAccessKeyId"))
        .with("PutObject", Trouble::Refuse("AccessDenied"))
        .with("GetObject", Trouble::None)
        .with("GetObject", Trouble::Refuse("InvalidAccessKeyId"));
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    let waited: Vec<(Value, Value)> = outcome
        .events()
        .iter()
        .filter(|event| event["event"] == "waiting")
        .map(|event| (event["user"].clone(), event["attempt"].clone()))
        .collect();
    let [author, audience] = ["author", "audience"].map(|user| Value::from(name(user)));
    assert_eq!(
        waited,
        [
            (author.clone(), 1.into()),
            (author, 2.into()),
            (audience, 1.into())
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_key_that_stays_unknown_ends_the_program() {
    let mut fake = Fake::called_by_bob(1);
    for _ in 0..100 {
        fake = fake.with("PutObject", Trouble::Refuse("InvalidAccessKeyId"));
    }
    let outcome = run(fake).await;
    let [failure] = &outcome.ended.failures[..] else {
        panic!("{:?}", outcome.ended);
    };
    assert_eq!(failure.code(), Some("InvalidAccessKeyId"));
    assert_only_bob_is_there(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_is_not_refused_is_a_failure() {
    let outcome = run(Fake::called_by_bob(1).lax()).await;
    let [Failure::NotRefused { caller, .. }] = &outcome.ended.failures[..] else {
        panic!("{:?}", outcome.ended);
    };
    assert_eq!(*caller, name("audience"));
    assert_eq!(outcome.ended.exit_code(), 1);
    assert_only_bob_is_there(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_is_refused_for_another_reason_is_a_failure() {
    let fake = Fake::called_by_bob(1).with("DeleteObject", Trouble::Refuse("InvalidAccessKeyId"));
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 1, "{:?}", outcome.ended);
    assert_only_bob_is_there(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn what_was_made_is_removed_after_a_failure_of_any_call() {
    for (number, action) in CALLS.iter().enumerate() {
        let outcome = run(fake_with_trouble_at(
            number,
            Trouble::Refuse("ServiceFailure"),
        ))
        .await;
        let context = format!("{action}, call {number}");
        assert_eq!(outcome.ended.exit_code(), 1, "{context}");
        assert_only_bob_is_there(&outcome, &context);
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_made_is_removed_after_an_interrupt_in_any_call_but_the_last() {
    for (number, action) in CALLS[..CALLS.len() - 1].iter().enumerate() {
        let outcome = run(fake_with_trouble_at(number, Trouble::Interrupt)).await;
        let context = format!("{action}, call {number}");
        // An interrupt in the middle of emptying the bucket is seen before its deletion.
        assert_eq!(outcome.ended.exit_code(), 130, "{context}");
        assert_only_bob_is_there(&outcome, &context);
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
        assert_only_bob_is_there(&outcome, &context);
    }
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_was_there_before_is_not_removed() {
    let fake = Fake::called_by_bob(1).with("CreateBucket", Trouble::Refuse("BucketAlreadyExists"));
    let outcome = run(fake).await;
    assert_eq!(outcome.actions(), CALLS[..2]);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_removed_is_named_and_the_rest_is_removed() {
    let fake = Fake::called_by_bob(1)
        .with("PutObject", Trouble::Refuse("ServiceFailure"))
        .with("DeletePolicy", Trouble::Refuse("AccessDenied"));
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 5);
    let arn = format!("arn:aws:iam::123456789012:policy/{}", name("read-only"));
    let Some(Failure::LeftBehind { left }) = outcome.ended.failures.last() else {
        panic!("{:?}", outcome.ended);
    };
    let made = Made::Policy { arn: arn.clone() };
    assert_eq!(left[0].made, made);
    assert_eq!(left.len(), 1);
    let there: Vec<&String> = outcome.fake.policies.keys().collect();
    assert_eq!(there, [&arn]);
    assert!(outcome.fake.buckets.is_empty());
}

#[tokio::test(start_paused = true)]
async fn nothing_is_made_without_consent() {
    // The tests' standard input is no terminal, or nobody answers at it.
    let fake = Fake::called_by_bob(1).with("GetCallerIdentity", Trouble::Interrupt);
    let outcome = fake.run("users", Consent::AtTerminal, Format::Text).await;
    assert_ne!(outcome.ended.exit_code(), 0);
    assert_eq!(outcome.actions(), CALLS[..1]);
}
