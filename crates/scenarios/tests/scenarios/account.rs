use iamd_scenarios::{Consent, Failure, Format, Made, Names};
use serde_json::{Value, json};

use crate::fake::{Fake, NAMES, Outcome, Trouble};

/// The calls of the program in an account with an alias and no password policy.
const CALLS: [&str; 19] = [
    "GetCallerIdentity",
    "ListAccountAliases",
    "CreateAccountAlias",
    "ListAccountAliases",
    "CreateAccountAlias",
    "ListAccountAliases",
    "ListAccountAliases",
    "DeleteAccountAlias",
    "CreateAccountAlias",
    "GenerateCredentialReport",
    "GenerateCredentialReport",
    "GetCredentialReport",
    "GetAccountSummary",
    "GetAccountAuthorizationDetails",
    "GetAccountPasswordPolicy",
    "UpdateAccountPasswordPolicy",
    "GetAccountPasswordPolicy",
    "DeleteAccountPasswordPolicy",
    "ListSAMLProviders",
];

fn fake() -> Fake {
    let mut fake = Fake::called_by_bob(1);
    fake.account.alias = Some("ours".to_owned());
    fake.account.reports_needed = 1;
    fake
}

async fn run(fake: Fake) -> Outcome {
    fake.run("account", Consent::Given, Format::Json).await
}

/// The same, with trouble at the call of this number.
fn with_trouble_at(number: usize, trouble: Trouble) -> Fake {
    let action = CALLS[number];
    let before = CALLS[..number].iter().filter(|it| **it == action);
    before
        .fold(fake(), |fake, action| fake.with(action, Trouble::None))
        .with(action, trouble)
}

#[track_caller]
fn assert_account_is_as_before(outcome: &Outcome, context: &str) {
    let account = &outcome.fake.account;
    assert_eq!(account.alias.as_deref(), Some("ours"), "{context}");
    assert!(!account.has_password_policy, "{context}");
}

fn told(outcome: &Outcome, event: &str) -> Vec<Value> {
    let events = outcome.events().into_iter();
    events.filter(|told| told["event"] == *event).collect()
}

#[tokio::test(start_paused = true)]
async fn the_account_shows_all_and_is_as_before() {
    let outcome = run(fake()).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    assert_eq!(outcome.actions(), CALLS);
    assert_account_is_as_before(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn what_the_account_tells_is_data() {
    let outcome = run(fake()).await;
    let [report] = &told(&outcome, "credential_report")[..] else {
        panic!("{}", outcome.output);
    };
    assert_eq!(
        *report,
        json!({
            "event": "credential_report", "generated_at": "2026-01-31T00:00:00Z", "total": 2,
            "columns": ["user", "arn", "user_creation_time"],
            "rows": [["<root_account>", "a1", "t1"], ["Bob", "a2", "t2"]],
        })
    );
    let states = told(&outcome, "report_state");
    let states: Vec<&Value> = states.iter().map(|event| &event["state"]).collect();
    assert_eq!(states, ["STARTED", "COMPLETE"]);
    let summary = json!({ "Groups": 0, "Users": 1 });
    assert_eq!(told(&outcome, "summary")[0]["values"], summary);
    let users = json!({ "total": 1, "names": ["Bob"] });
    assert_eq!(told(&outcome, "authorization_details")[0]["users"], users);
    let policy = &told(&outcome, "password_policy")[0];
    assert_eq!(policy["minimum_password_length"], 6);
    assert_eq!(policy["max_password_age"], Value::Null);
    let provider = json!({
        "arn": "arn:aws:iam::123456789012:saml-provider/p",
        "created_at": "2026-01-31T00:00:00Z", "expires_at": "2027-01-31T00:00:00Z",
    });
    assert_eq!(
        told(&outcome, "saml_providers")[0]["providers"][0],
        provider
    );
}

#[tokio::test(start_paused = true)]
async fn an_account_without_alias_and_with_a_password_policy_stays_so() {
    let mut fake = Fake::called_by("root");
    fake.account.has_password_policy = true;
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 0, "{:?}", outcome.ended);
    assert_eq!(outcome.fake.account.alias, None);
    assert!(outcome.fake.account.has_password_policy);
    assert!(!outcome.actions().contains(&"UpdateAccountPasswordPolicy"));
}

#[tokio::test(start_paused = true)]
async fn the_account_is_as_before_after_trouble_in_any_call() {
    for (number, action) in CALLS.iter().enumerate() {
        let context = format!("{action}, call {number}");
        for (trouble, exit_code) in [
            (Trouble::Refuse("ServiceFailure"), 1),
            (Trouble::Lose, 1),
            (Trouble::Interrupt, 130),
        ] {
            if exit_code == 130 && number + 1 == CALLS.len() {
                continue;
            }
            let outcome = run(with_trouble_at(number, trouble)).await;
            assert_eq!(
                outcome.ended.exit_code(),
                exit_code,
                "{context}: {:?}",
                outcome.ended
            );
            assert_account_is_as_before(&outcome, &context);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_alias_that_cannot_be_restored_is_named_with_the_command() {
    let fake = (0..3)
        .fold(fake(), |fake, number| {
            let trouble = if number < 2 {
                Trouble::None
            } else {
                Trouble::Refuse("AccessDenied")
            };
            fake.with("CreateAccountAlias", trouble)
        })
        .with("CreateAccountAlias", Trouble::Refuse("AccessDenied"));
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 5);
    let Some(Failure::LeftBehind { left }) = outcome.ended.failures.last() else {
        panic!("{:?}", outcome.ended);
    };
    let command = "aws iam create-account-alias --account-alias ours";
    assert_eq!(left[0].commands(), [command]);
}

#[tokio::test(start_paused = true)]
async fn an_alias_that_somebody_else_gave_stays() {
    let names = Names::new(NAMES);
    let ours = vec![names.of("alias-1"), names.of("alias-2")];
    let made = Made::Alias { ours, before: None };
    assert!(made.to_string().contains("alias"));
    let mut fake = fake();
    fake.account.alias = Some("theirs".to_owned());
    let outcome = run(fake.with("CreateAccountAlias", Trouble::Refuse("AccessDenied"))).await;
    assert_eq!(outcome.ended.exit_code(), 1);
    assert_eq!(outcome.fake.account.alias.as_deref(), Some("theirs"));
}

#[tokio::test(start_paused = true)]
async fn a_report_that_is_never_complete_ends_the_program() {
    let mut fake = fake();
    fake.account.reports_needed = u32::MAX;
    let outcome = run(fake).await;
    assert_eq!(outcome.ended.exit_code(), 1);
    let [Failure::ReportNotReady { state }] = &outcome.ended.failures[..] else {
        panic!("{:?}", outcome.ended);
    };
    assert_eq!(state, "STARTED");
    assert_account_is_as_before(&outcome, "at the end");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_made_without_consent() {
    // The tests' standard input is no terminal, or nobody answers at it.
    let fake = fake().with("GetCallerIdentity", Trouble::Interrupt);
    let outcome = fake.run("account", Consent::AtTerminal, Format::Text).await;
    assert_ne!(outcome.ended.exit_code(), 0);
    assert_eq!(outcome.actions(), CALLS[..1]);
}
