//! `Guard::perform`: decide, run, write down; in this order, whatever happens.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures::executor::block_on;
use iamd_api::{Error, ErrorCode, Form, Operation, decode, iam, sts};
use iamd_auth::{Call, Guard, Perform, Permit, Principal, Requirements, Target};

use crate::doubles::{Events, Ports, account, bob, caller, request, root_user};

/// A service whose operations do nothing but count how often they ran.
struct Service {
    requirements: Result<Requirements, &'static str>,
    ran: AtomicUsize,
}

impl<O: Operation<Output = ()>> Perform<O> for Service {
    fn requirements(&self, _call: Call<'_>, _input: &O::Input) -> Result<Requirements, Error> {
        let wrong = |text| Error::new(ErrorCode::ValidationError, text);
        self.requirements.clone().map_err(wrong)
    }

    async fn run(&self, permit: Permit<O>, call: Call<'_>, _input: O::Input) -> Result<(), Error> {
        self.ran.fetch_add(1, Ordering::SeqCst);
        assert_eq!(permit.account(), account());
        assert_eq!(call.request.request_id, "a request");
        Ok(())
    }
}

/// What came of one call: the code of the error, how often the operation ran, and the events.
struct Outcome {
    code: Option<&'static str>,
    text: String,
    ran: usize,
    written: Vec<String>,
}

fn perform<O>(ports: Ports, audit: Events, principal: Principal, on: Requirements) -> Outcome
where
    O: Operation<Output = (), Input: Default>,
{
    let service = Service {
        requirements: Ok(on),
        ran: AtomicUsize::new(0),
    };
    perform_by::<O>(&service, ports, audit, principal)
}

fn perform_by<O>(service: &Service, ports: Ports, audit: Events, principal: Principal) -> Outcome
where
    O: Operation<Output = (), Input: Default>,
{
    let guard = Guard::new(ports, audit);
    let (caller, request) = (caller(principal), request());
    let call = Call {
        caller: &caller,
        request: &request,
    };
    let answer = block_on(guard.perform::<O, _>(service, call, O::Input::default()));
    let written = guard.audit().written.lock().clone();
    let error = answer.err();
    Outcome {
        code: error.as_ref().map(|error| error.code.as_str()),
        text: error.map(|error| error.message).unwrap_or_default(),
        ran: service.ran.load(Ordering::SeqCst),
        written,
    }
}

fn on_eve() -> Requirements {
    Requirements::on(Target::User("eve".parse().unwrap()))
}

const ALLOW_ALL: &str = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;

#[test]
fn what_is_allowed_runs_once_and_is_written_down() {
    let outcome = perform::<iam::DeleteUser>(
        Ports::allowing(r#"{"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}"#),
        Events::default(),
        bob(),
        on_eve(),
    );
    assert_eq!((outcome.code, outcome.ran), (None, 1));
    let event = "arn:aws:iam::123456789012:user/bob iam:DeleteUser by rights statement 0 (All) on \
                 arn:aws:iam::123456789012:user/eve: performed";
    assert_eq!(outcome.written, [event]);
}

#[test]
fn what_is_not_allowed_does_not_run() {
    for (ports, by, reason) in [
        (
            Ports::default(),
            "nothing",
            "because no identity-based policy allows the iam:DeleteUser action",
        ),
        (
            Ports::allowing(
                r#"[{"Effect": "Allow", "Action": "*", "Resource": "*"},
                    {"Effect": "Deny", "Action": "iam:DeleteUser", "Resource": "*"}]"#,
            ),
            "rights statement 1",
            "with an explicit deny in an identity-based policy",
        ),
    ] {
        let outcome = perform::<iam::DeleteUser>(ports, Events::default(), bob(), on_eve());
        assert_eq!((outcome.code, outcome.ran), (Some("AccessDenied"), 0));
        let text = format!(
            "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: \
             iam:DeleteUser on resource: user eve {reason}"
        );
        assert_eq!(outcome.text, text);
        let event = format!(
            "arn:aws:iam::123456789012:user/bob iam:DeleteUser by {by} on \
             arn:aws:iam::123456789012:user/eve: AccessDenied"
        );
        assert_eq!(outcome.written, [event]);
    }
}

#[test]
fn the_root_user_needs_no_policy() {
    let outcome =
        perform::<iam::DeleteUser>(Ports::default(), Events::default(), root_user(), on_eve());
    assert_eq!((outcome.code, outcome.ran), (None, 1));
}

#[test]
fn every_further_decision_must_be_positive() {
    let further = || on_eve().also("iam:TagUser", Target::User("zoe".parse().unwrap()));
    let tagging = r#"[{"Effect": "Allow", "Action": "iam:DeleteUser", "Resource": "*"},
        {"Effect": "Allow", "Action": "iam:TagUser",
         "Resource": "arn:aws:iam::123456789012:user/zoe"}]"#;
    let outcome = perform::<iam::DeleteUser>(
        Ports::allowing(tagging),
        Events::default(),
        bob(),
        further(),
    );
    assert_eq!((outcome.code, outcome.ran), (None, 1));
    let wrong = tagging.replace("zoe", "eve");
    let outcome =
        perform::<iam::DeleteUser>(Ports::allowing(&wrong), Events::default(), bob(), further());
    assert_eq!((outcome.code, outcome.ran), (Some("AccessDenied"), 0));
    assert!(
        outcome.text.contains("iam:TagUser on resource: user zoe"),
        "{}",
        outcome.text
    );
    assert_eq!(outcome.written.len(), 1);
}

#[test]
fn what_a_port_cannot_answer_is_refused() {
    for broken in ["policies", "resources"] {
        for principal in [bob(), root_user()] {
            let ports = Ports {
                broken,
                ..Ports::allowing(ALLOW_ALL)
            };
            let outcome = perform::<iam::DeleteUser>(ports, Events::default(), principal, on_eve());
            assert_eq!(
                (outcome.code, outcome.ran),
                (Some("InternalFailure"), 0),
                "{broken}"
            );
            assert!(
                !outcome.text.contains("disk"),
                "the cause is for the log: {}",
                outcome.text
            );
            assert_eq!(outcome.written.len(), 1);
        }
    }
}

#[test]
fn an_input_that_names_nothing_is_written_down_too() {
    let service = Service {
        requirements: Err("No such thing."),
        ran: AtomicUsize::new(0),
    };
    let outcome = perform_by::<iam::DeleteUser>(
        &service,
        Ports::allowing(ALLOW_ALL),
        Events::default(),
        bob(),
    );
    assert_eq!((outcome.code, outcome.ran), (Some("ValidationError"), 0));
    let event = "arn:aws:iam::123456789012:user/bob iam:DeleteUser by nothing on nothing: \
                 ValidationError";
    assert_eq!(outcome.written, [event]);
}

#[test]
fn nothing_is_changed_while_nothing_can_be_written_down() {
    let full = Events {
        full: true,
        ..Events::default()
    };
    let outcome = perform::<iam::DeleteUser>(Ports::allowing(ALLOW_ALL), full, bob(), on_eve());
    assert_eq!((outcome.code, outcome.ran), (Some("ServiceUnavailable"), 0));
    let full = Events {
        full: true,
        ..Events::default()
    };
    let outcome = perform::<iam::DeleteUser>(Ports::default(), full, bob(), on_eve());
    assert_eq!(
        outcome.code,
        Some("ServiceUnavailable"),
        "not even a denial is told"
    );
}

/// The disk may fill between the look and the event: what was done stays done, and the caller is
/// not told that it is.
#[test]
fn an_answer_without_an_event_is_withheld() {
    let fails = Events {
        fails: true,
        ..Events::default()
    };
    let outcome = perform::<iam::DeleteUser>(Ports::allowing(ALLOW_ALL), fails, bob(), on_eve());
    assert_eq!((outcome.code, outcome.ran), (Some("ServiceUnavailable"), 1));
}

/// A service for operations that need a signature alone, or a proof.
struct Whoever;

impl<O: Operation> Perform<O> for Whoever {
    fn requirements(&self, _call: Call<'_>, _input: &O::Input) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<O>,
        _call: Call<'_>,
        _input: O::Input,
    ) -> Result<O::Output, Error> {
        assert_eq!((permit.resource(), permit.revision()), ("*", 0));
        Err(Error::new(ErrorCode::NotImplemented, "It ran."))
    }
}

fn code<O>(ports: Ports, members: &[(&str, &str)]) -> &'static str
where
    O: Operation<Output: std::fmt::Debug>,
{
    let guard = Guard::new(ports, Events::default());
    let (caller, request) = (caller(bob()), request());
    let call = Call {
        caller: &caller,
        request: &request,
    };
    let input = decode::<O>(&Form::from_members(members.iter().copied()).unwrap()).unwrap();
    let answer = block_on(guard.perform::<O, _>(&Whoever, call, input));
    answer.unwrap_err().code.as_str()
}

#[test]
fn the_table_says_which_operations_no_policy_is_asked_for() {
    let denied = || Ports::allowing(r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#);
    let key = [("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")];
    assert_eq!(
        code::<sts::GetCallerIdentity>(denied(), &[]),
        "NotImplemented"
    );
    assert_eq!(
        code::<sts::GetSessionToken>(denied(), &[]),
        "NotImplemented"
    );
    assert_eq!(
        code::<sts::GetAccessKeyInfo>(denied(), &key),
        "AccessDenied"
    );
    let unreadable = Ports {
        broken: "policies",
        ..Ports::default()
    };
    assert_eq!(
        code::<sts::GetCallerIdentity>(unreadable, &[]),
        "NotImplemented"
    );
}

#[test]
fn an_operation_that_asks_for_a_proof_is_refused() {
    let members = [
        ("RoleArn", "arn:aws:iam::123456789012:role/role"),
        ("RoleSessionName", "session"),
        ("WebIdentityToken", "a token"),
    ];
    let ports = Ports::allowing(ALLOW_ALL);
    assert_eq!(
        code::<sts::AssumeRoleWithWebIdentity>(ports, &members),
        "AccessDenied"
    );
}
