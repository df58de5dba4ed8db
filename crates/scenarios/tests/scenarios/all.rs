use iamd_scenarios::{ALL, Consent, Format, SCENARIOS};
use serde_json::{Value, json};

use crate::fake::{Fake, Outcome, Trouble};

async fn run(fake: Fake) -> Outcome {
    fake.run(ALL, Consent::Given, Format::Json).await
}

fn names(outcome: &Outcome, event: &str) -> Vec<Value> {
    let events = outcome.events().into_iter();
    events
        .filter(|told| told["event"] == *event)
        .map(|told| told["scenario"].clone())
        .collect()
}

#[test]
fn every_program_has_a_name_of_its_own() {
    let names: Vec<&str> = SCENARIOS.iter().map(|scenario| scenario.name).collect();
    assert_eq!(
        names,
        ["access-keys", "users", "mfa", "federated-url", "account"]
    );
    assert!(!names.contains(&ALL));
}

#[tokio::test(start_paused = true)]
async fn all_programs_run_one_after_the_other_and_leave_nothing() {
    for fake in [Fake::called_by_bob(1), Fake::called_by("root")] {
        let users: Vec<String> = fake.users.keys().cloned().collect();
        let outcome = run(fake).await;
        assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
        let each: Vec<&str> = SCENARIOS.iter().map(|scenario| scenario.name).collect();
        assert_eq!(names(&outcome, "started"), each);
        assert_eq!(names(&outcome, "finished"), each);
        let last = outcome.events().pop().unwrap();
        assert_eq!(last, json!({ "event": "all_finished", "count": 5 }));
        let left: Vec<String> = outcome.fake.users.keys().cloned().collect();
        assert_eq!(left, users);
        assert!(outcome.fake.roles.is_empty() && outcome.fake.policies.is_empty());
        assert!(outcome.fake.buckets.is_empty() && outcome.fake.devices.is_empty());
        assert_eq!(outcome.fake.account.alias, None);
        assert_eq!(outcome.files, 0);
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_failure_ends_them_all() {
    for (trouble, exit_code) in [
        (Trouble::Refuse("ServiceFailure"), 1),
        (Trouble::Interrupt, 130),
    ] {
        let fake = Fake::called_by_bob(1).with("CreateVirtualMFADevice", trouble);
        let outcome = run(fake).await;
        assert_eq!(outcome.ended.exit_code(), exit_code);
        assert_eq!(names(&outcome, "finished"), ["access-keys", "users"]);
        let last = outcome.events().pop().unwrap();
        let expect = json!({ "event": "not_run", "scenarios": ["federated-url", "account"] });
        assert_eq!(last, expect);
    }
}

#[tokio::test(start_paused = true)]
async fn no_name_is_used_by_two_programs() {
    let outcome = run(Fake::called_by("root")).await;
    let made = outcome.events().into_iter();
    let users: Vec<Value> = made
        .filter(|told| told["event"] == "stand_in_made")
        .map(|told| told["user"].clone())
        .collect();
    assert_eq!(users.len(), 2);
    assert_ne!(users[0], users[1]);
}
