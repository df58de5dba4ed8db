use iamd_scenarios::{Consent, Failure, Format, Names, Problem};
use serde_json::{Value, json};

use crate::fake::{CALLER_KEY, Fake, NAMES, Outcome, Trouble};

/// The calls of the program as the user `Bob`, from the question who calls to the last list.
const CALLS: [&str; 10] = [
    "GetCallerIdentity",
    "GetUser",
    "ListAccessKeys",
    "CreateAccessKey",
    "ListAccessKeys",
    "GetAccessKeyLastUsed",
    "UpdateAccessKey",
    "ListAccessKeys",
    "DeleteAccessKey",
    "ListAccessKeys",
];

async fn run(fake: Fake) -> Outcome {
    fake.run("access-keys", Consent::Given, Format::Json).await
}

#[track_caller]
fn assert_bob_is_as_before(outcome: &Outcome) {
    let keys = vec![(CALLER_KEY.to_owned(), "Active".to_owned())];
    assert_eq!(outcome.fake.users["Bob"].keys, keys);
}

#[tokio::test(start_paused = true)]
async fn a_user_makes_a_key_and_deletes_it() {
    let outcome = run(Fake::called_by_bob(1)).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    assert_eq!(outcome.actions(), CALLS);
    assert_bob_is_as_before(&outcome);
}

#[tokio::test(start_paused = true)]
async fn data_is_an_object_a_line_without_the_secret() {
    let outcome = run(Fake::called_by_bob(1)).await;
    let own = json!({ "key_id": CALLER_KEY, "status": "Active" });
    let new = |status: &str| json!({ "key_id": "AKIANEW1", "status": status });
    let keys = |keys: Vec<Value>| json!({ "event": "keys", "user": "Bob", "keys": keys });
    let expect = [
        json!({ "event": "started", "scenario": "access-keys", "caller": "user/Bob" }),
        json!({ "event": "key_created", "user": "Bob", "key_id": "AKIANEW1" }),
        keys(vec![own.clone(), new("Active")]),
        json!({
            "event": "last_use", "key_id": CALLER_KEY, "service": "iam", "region": "us-east-1",
            "at": "2026-01-31T00:00:00Z",
        }),
        json!({ "event": "key_deactivated", "key_id": "AKIANEW1" }),
        keys(vec![own.clone(), new("Inactive")]),
        json!({ "event": "key_deleted", "key_id": "AKIANEW1" }),
        keys(vec![own]),
        json!({ "event": "finished", "scenario": "access-keys" }),
    ];
    assert_eq!(outcome.events(), expect);
}

#[tokio::test(start_paused = true)]
async fn an_administrator_stands_in_for_the_root_user() {
    let outcome = run(Fake::called_by("root")).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    assert!(outcome.fake.users.is_empty(), "{:?}", outcome.fake.users);
    assert!(outcome.fake.attachments.is_empty());
    for (action, key_id) in &outcome.fake.calls {
        let by_stand_in = ["GetUser", "GetAccessKeyLastUsed", "UpdateAccessKey"];
        let expect = if by_stand_in.contains(&action.as_str()) {
            "AKIANEW1"
        } else {
            key_id
        };
        assert_eq!(key_id, expect, "{action}");
    }
    let stand_in = Names::new(NAMES).of("administrator");
    let removed = json!({ "event": "removed", "made": { "kind": "user", "name": stand_in } });
    assert!(outcome.events().contains(&removed));
}

#[tokio::test(start_paused = true)]
async fn a_new_key_is_waited_for_while_it_is_unknown() {
    let fake = Fake::called_by("root")
        .with("GetUser", Trouble::Refuse("InvalidClientTokenId"))
        .with("GetUser", Trouble::Refuse("AccessDenied"));
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    let waiting = outcome
        .events()
        .iter()
        .filter(|event| event["event"] == "waiting")
        .count();
    assert_eq!(waiting, 2);
}

#[tokio::test(start_paused = true)]
async fn a_user_with_two_keys_is_told_so() {
    let outcome = run(Fake::called_by_bob(2)).await;
    assert!(matches!(
        &outcome.ended.failures[..],
        [Failure::NoFreeKey { .. }]
    ));
    assert_eq!(outcome.ended.exit_code(), 3);
    assert_eq!(outcome.actions(), CALLS[..3]);
}

#[tokio::test(start_paused = true)]
async fn a_role_session_is_told_that_a_user_is_needed() {
    let outcome = run(Fake::called_by("assumed-role/Admin/session")).await;
    assert!(matches!(
        &outcome.ended.failures[..],
        [Failure::NotAUser { .. }]
    ));
    assert_eq!(outcome.actions(), ["GetCallerIdentity"]);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_made_without_consent() {
    // The tests' standard input is no terminal, or nobody answers at it.
    let fake = Fake::called_by_bob(1).with("ListAccessKeys", Trouble::Interrupt);
    let outcome = fake
        .run("access-keys", Consent::AtTerminal, Format::Text)
        .await;
    assert_ne!(outcome.ended.exit_code(), 0);
    assert_eq!(outcome.actions(), CALLS[..3]);
}

#[tokio::test(start_paused = true)]
async fn what_was_made_is_removed_after_a_failure() {
    let steps = [
        "ListAccessKeys",
        "GetAccessKeyLastUsed",
        "UpdateAccessKey",
        "DeleteAccessKey",
    ];
    for action in steps {
        let fake = Fake::called_by_bob(1)
            .with("CreateAccessKey", Trouble::None)
            .with(action, Trouble::Refuse("ServiceFailure"));
        let outcome = run(fake).await;
        assert_eq!(
            outcome.ended.exit_code(),
            1,
            "{action}: {:?}",
            outcome.ended
        );
        assert_bob_is_as_before(&outcome);
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_made_is_removed_after_an_interrupt() {
    for action in ["CreateAccessKey", "GetAccessKeyLastUsed", "UpdateAccessKey"] {
        let outcome = run(Fake::called_by_bob(1).with(action, Trouble::Interrupt)).await;
        assert!(
            matches!(&outcome.ended.failures[..], [Failure::Interrupted]),
            "{action}"
        );
        assert_eq!(outcome.ended.exit_code(), 130);
        assert_bob_is_as_before(&outcome);
    }
}

#[tokio::test(start_paused = true)]
async fn the_stand_in_is_removed_however_far_it_got() {
    let steps = [
        "CreateUser",
        "AttachUserPolicy",
        "CreateAccessKey",
        "GetUser",
        "UpdateAccessKey",
    ];
    for action in steps {
        for trouble in [Trouble::Interrupt, Trouble::Refuse("ServiceFailure")] {
            let outcome = run(Fake::called_by("root").with(action, trouble)).await;
            assert_ne!(outcome.ended.exit_code(), 0, "{action}");
            assert!(
                outcome.fake.users.is_empty(),
                "{action}: {:?}",
                outcome.fake.users
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_that_was_there_before_is_not_removed() {
    let fake = Fake::called_by("root").with("CreateUser", Trouble::Refuse("EntityAlreadyExists"));
    let outcome = run(fake).await;
    assert_eq!(outcome.actions(), ["GetCallerIdentity", "CreateUser"]);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_removed_is_named() {
    let fake = Fake::called_by_bob(1)
        .with("UpdateAccessKey", Trouble::Refuse("AccessDenied"))
        .with("DeleteAccessKey", Trouble::Refuse("AccessDenied"));
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 5);
    let last = outcome.ended.failures.last().unwrap();
    assert!(
        last.to_string().contains("the access key AKIANEW1 of Bob"),
        "{last}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_refusal_tells_code_message_and_request() {
    let fake = Fake::called_by_bob(1).with("CreateAccessKey", Trouble::Refuse("AccessDenied"));
    let outcome = run(fake).await;
    let [Failure::Call { problem, .. }] = &outcome.ended.failures[..] else {
        panic!("{:?}", outcome.ended);
    };
    let expect = Problem::Refused {
        code: "AccessDenied".to_owned(),
        message: Some("No.".to_owned()),
        request_id: Some("4-2".to_owned()),
    };
    assert_eq!(*problem, expect);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_may_have_been_made_is_told_and_not_touched() {
    let outcome = run(Fake::called_by_bob(1).with("CreateAccessKey", Trouble::Lose)).await;
    assert_eq!(outcome.ended.exit_code(), 5);
    let told: Vec<String> = outcome
        .ended
        .failures
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(told[1].contains("AKIANEW1"), "{told:?}");
    assert!(
        told[2].ends_with("aws iam list-access-keys --user-name Bob"),
        "{told:?}"
    );
    assert_eq!(outcome.fake.users["Bob"].keys.len(), 2);
}
