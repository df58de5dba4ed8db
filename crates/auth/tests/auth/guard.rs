//! `Guard::perform`: decide, run, write down; in this order, whatever happens.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures::executor::block_on;
use iamd_api::{Action, Error, ErrorCode, Form, Operation, decode, iam, sts};
use iamd_auth::{Call, Guard, Perform, Permit, Principal, Requirements, Target};

use crate::doubles::{Events, Ports, account, bob, bob_in_session, caller, request, root_user};

/// A service whose operations do nothing but count how often they ran.
struct Service {
    requirements: Result<Requirements, &'static str>,
    ran: AtomicUsize,
}

impl<O: Operation<Output = ()>> Perform<O> for Service {
    type Input = O::Input;
    type Output = ();

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
    denials: Vec<String>,
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
    let denials = guard.audit().denials.lock().clone();
    let error = answer.err();
    Outcome {
        code: error.as_ref().map(|error| error.code.as_str()),
        text: error.map(|error| error.message).unwrap_or_default(),
        ran: service.ran.load(Ordering::SeqCst),
        written,
        denials,
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
fn a_denial_comes_with_its_trace_and_what_is_allowed_without() {
    let statements = r#"[{"Effect": "Allow", "Action": "iam:DeleteUser", "Resource": "*",
         "Condition": {"Bool": {"aws:SecureTransport": true}}},
        {"Effect": "Allow", "Action": "iam:DeleteUser", "Resource": "*",
         "Condition": {"StringEquals": {"aws:username": "WHO"}}}]"#;
    for (who, code, denials) in [
        ("bob", None, vec![]),
        (
            "eve",
            Some("AccessDenied"),
            vec![
                "iam:DeleteUser on arn:aws:iam::123456789012:user/eve: ImplicitlyDenied by \
                 Identity; 0 false, 1 false",
            ],
        ),
    ] {
        let ports = Ports::allowing(&statements.replace("WHO", who));
        let outcome = perform::<iam::DeleteUser>(ports, Events::default(), bob(), on_eve());
        assert_eq!(
            (outcome.code, outcome.denials),
            (code, denials_of(&denials))
        );
    }
}

fn denials_of(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

#[test]
fn of_several_decisions_the_one_that_denied_is_traced() {
    let statements = r#"[{"Effect": "Allow", "Action": "iam:DeleteUser", "Resource": "*"},
        {"Effect": "Deny", "Action": "iam:TagUser", "Resource": "*"}]"#;
    let outcome = perform::<iam::DeleteUser>(
        Ports::allowing(statements),
        Events::default(),
        bob(),
        on_eve().also("iam:TagUser", Target::User("zoe".parse().unwrap())),
    );
    let denial = "iam:TagUser on arn:aws:iam::123456789012:user/zoe: ExplicitlyDenied by Identity; \
                  0 false, 1 true";
    assert_eq!(outcome.denials, [denial]);
}

/// SOURCE: IAM User Guide, "Cross-account policy evaluation logic": the other account must allow as
/// well, and a resource without a policy of its own allows nothing.
#[test]
fn what_belongs_to_another_account_is_denied_to_everybody() {
    let policy = "arn:aws:iam::210987654321:policy/theirs";
    let requirements = || Requirements::on(Target::Policy(policy.parse().unwrap()));
    for who in [bob(), root_user()] {
        let outcome = perform::<iam::DeletePolicy>(
            Ports::allowing(ALLOW_ALL),
            Events::default(),
            who,
            requirements(),
        );
        let reason = "because no resource-based policy allows the iam:DeletePolicy action";
        assert_eq!((outcome.code, outcome.ran), (Some("AccessDenied"), 0));
        assert!(outcome.text.ends_with(reason), "{}", outcome.text);
        let denial = format!("iam:DeletePolicy on {policy}: ImplicitlyDenied by Resource; 0 true");
        assert_eq!(outcome.denials, [denial]);
    }
    let aws_managed = "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap();
    let outcome = perform::<iam::DeletePolicy>(
        Ports::allowing(ALLOW_ALL),
        Events::default(),
        bob(),
        Requirements::on(Target::Policy(aws_managed)),
    );
    assert_eq!(outcome.code, None, "AWS's own policies are everybody's");
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
    type Input = O::Input;
    type Output = O::Output;

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
fn what_credentials_may_never_call_is_told_before_what_is_wrong_with_a_request() {
    let refused = |caller| {
        let guard = Guard::new(Ports::default(), Events::default());
        let call = Call {
            caller: &caller,
            request: &request(),
        };
        let error = Error::new(ErrorCode::ValidationError, "Wrong.");
        let row = <iam::CreateUser as Action>::ROW;
        block_on(guard.refuse(call, row, error)).code.as_str()
    };
    assert_eq!(refused(bob_in_session(false)), "InvalidClientTokenId");
    assert_eq!(refused(bob_in_session(true)), "ValidationError");
    assert_eq!(refused(caller(bob())), "ValidationError");
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
