//! Codes of MFA devices: looked at before anything is decided, used up when all is allowed.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures::executor::block_on;
use iamd_api::{
    Action, Error, ErrorCode,
    s3::ListBuckets,
    sts::{AssumeRole, GetSessionToken},
};
use iamd_auth::{Call, Caller, Guard, MfaProof, Perform, Permit, Requirements, Target};
use iamd_ident::Secret;

use crate::doubles::{
    CODE, DEVICE, Events, Ports, bob, bob_in_session, caller, reader, request, root_user, temporary,
};

const ROLE: &str = "arn:aws:iam::123456789012:role/Target";

/// A trust policy that asks bob for MFA within the last minute.
const WITH_MFA: &str = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:user/bob"},
    "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": true},
        "NumericLessThan": {"aws:MultiFactorAuthAge": 60}}}"#;

const ALLOW_ALL: &str = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;

/// Everything is allowed, but nothing without MFA.
///
/// SOURCE: IAM User Guide, "AWS: Allows MFA-authenticated IAM users to manage their own
/// credentials", whose last statement this is in short.
const UNLESS_MFA: &str = r#"[{"Effect": "Allow", "Action": "*", "Resource": "*"},
    {"Effect": "Deny", "Action": "*", "Resource": "*",
     "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}]"#;

/// A service that checks what its permits say of MFA.
struct Service {
    requirements: Requirements,
    ran: AtomicUsize,
}

impl<O: Action> Perform<O> for Service {
    type Input = ();
    type Output = ();

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(self.requirements.clone())
    }

    async fn run(&self, permit: Permit<O>, call: Call<'_>, _input: ()) -> Result<(), Error> {
        self.ran.fetch_add(1, Ordering::SeqCst);
        let shown = self.requirements.mfa.as_ref();
        assert_eq!(permit.mfa_at(), shown.map(|_| call.request.received_at));
        Ok(())
    }
}

fn shown(device: &str, code: &str) -> Option<MfaProof> {
    MfaProof::of(Some(device), Some(&secret(code))).unwrap()
}

fn secret(code: &str) -> Secret<String> {
    Secret::new(code.to_owned())
}

fn right() -> Option<MfaProof> {
    shown(DEVICE, CODE)
}

fn role() -> Requirements {
    Requirements::on(Target::AssumedRole(ROLE.parse().unwrap()))
}

/// What became of a call.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    error: Option<(ErrorCode, String)>,
    ran: usize,
    spent: usize,
}

impl Outcome {
    /// Checks that it was performed, and how many codes that used up.
    #[track_caller]
    fn was_performed(&self, spent: usize) {
        assert_eq!(self.error, None);
        assert_eq!((self.ran, self.spent), (1, spent));
    }

    /// Checks that it was refused, how, and that no code was used up.
    #[track_caller]
    fn was_refused(&self, code: ErrorCode, ending: &str) {
        let (found, text) = self.error.as_ref().unwrap();
        assert_eq!(*found, code);
        assert!(text.ends_with(ending), "{text}");
        assert_eq!((self.ran, self.spent), (0, 0));
    }
}

fn perform<O: Action>(
    guard: &Guard<Ports, Events>,
    caller: &Caller,
    requirements: Requirements,
) -> Outcome {
    let before = guard.ports().spent.lock().len();
    let service = Service {
        requirements,
        ran: AtomicUsize::new(0),
    };
    let request = request();
    let call = Call {
        caller,
        request: &request,
    };
    let answer = block_on(guard.perform::<O, _>(&service, call, ()));
    Outcome {
        error: answer.err().map(|error| (error.code, error.message)),
        ran: service.ran.load(Ordering::SeqCst),
        spent: guard.ports().spent.lock().len() - before,
    }
}

fn guard(ports: Ports) -> Guard<Ports, Events> {
    Guard::new(ports, Events::default())
}

fn trusting() -> Ports {
    Ports::default().with_role(ROLE, WITH_MFA)
}

const WRONG: &str = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const UNKNOWN: &str =
    "Please verify your MFA serial number is valid and associated with this user.";
const NOT_ALLOWED: &str = "is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/Target";

#[test]
fn a_role_that_asks_for_mfa_opens_to_a_code_once() {
    let guard = guard(trusting());
    let bob = caller(bob());
    let attempt = |proof| perform::<AssumeRole>(&guard, &bob, role().shows_mfa(proof));
    attempt(None).was_refused(ErrorCode::AccessDenied, NOT_ALLOWED);
    attempt(shown(DEVICE, "123457")).was_refused(ErrorCode::AccessDenied, WRONG);
    attempt(shown("arn:aws:iam::123456789012:mfa/eve", CODE))
        .was_refused(ErrorCode::AccessDenied, UNKNOWN);
    attempt(right()).was_performed(1);
    attempt(right()).was_refused(ErrorCode::AccessDenied, WRONG);
}

/// All of them show the right code before one has used it up.
#[test]
fn of_many_who_show_one_code_one_gets_through() {
    let guard = guard(trusting());
    let bob = caller(bob());
    let attempt = || {
        let on = role().shows_mfa(right());
        perform::<AssumeRole>(&guard, &bob, on).ran
    };
    let ran: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..64).map(|_| scope.spawn(attempt)).collect();
        let ran = threads.into_iter().map(|thread| thread.join().unwrap());
        ran.sum()
    });
    assert_eq!((ran, guard.ports().spent.lock().len()), (1, 1));
}

#[test]
fn half_a_proof_is_none() {
    let code = secret(CODE);
    for (device, code) in [(Some(DEVICE), None), (None, Some(&code))] {
        let error = MfaProof::of(device, code).unwrap_err();
        assert_eq!(error.code, ErrorCode::AccessDenied);
        let text = "must provide both MFA serial number and one time pass code.";
        assert!(error.message.ends_with(text), "{}", error.message);
    }
    assert_eq!(MfaProof::of(None, None).unwrap(), None);
}

#[test]
fn who_is_denied_keeps_the_code() {
    let eves = WITH_MFA.replace("user/bob", "user/eve");
    let guard = guard(Ports::default().with_role(ROLE, &eves));
    let bob = caller(bob());
    perform::<AssumeRole>(&guard, &bob, role().shows_mfa(right()))
        .was_refused(ErrorCode::AccessDenied, NOT_ALLOWED);
    let tagging = role()
        .also("sts:TagSession", role().target)
        .shows_mfa(right());
    let ports = Ports::default().with_role(ROLE, WITH_MFA);
    perform::<AssumeRole>(&self::guard(ports), &bob, tagging).was_refused(
        ErrorCode::AccessDenied,
        "is not authorized to perform: sts:TagSession on resource: arn:aws:iam::123456789012:role/Target",
    );
}

#[test]
fn a_code_is_kept_while_nothing_can_be_written_down() {
    let full = Events {
        full: true,
        ..Events::default()
    };
    let guard = Guard::new(trusting(), full);
    perform::<AssumeRole>(&guard, &caller(bob()), role().shows_mfa(right()))
        .was_refused(ErrorCode::ServiceUnavailable, "of the server.");
}

#[test]
fn nothing_runs_on_a_code_that_is_not_spent() {
    for (broken, is_too_late, code) in [
        ("", true, ErrorCode::AccessDenied),
        ("devices", false, ErrorCode::InternalFailure),
        ("spending", false, ErrorCode::InternalFailure),
    ] {
        let guard = guard(Ports {
            broken,
            is_too_late,
            ..trusting()
        });
        let on = role().shows_mfa(right());
        perform::<AssumeRole>(&guard, &caller(bob()), on).was_refused(code, "");
    }
}

/// No policy is asked for `GetSessionToken`, but a code must be right all the same.
#[test]
fn a_code_counts_where_no_policy_is_asked() {
    let guard = guard(Ports::default());
    let bob = caller(bob());
    let attempt = |proof| {
        let on = Requirements::on(Target::Any).shows_mfa(proof);
        perform::<GetSessionToken>(&guard, &bob, on)
    };
    attempt(None).was_performed(0);
    attempt(shown(DEVICE, "000000")).was_refused(ErrorCode::AccessDenied, WRONG);
    attempt(right()).was_performed(1);
    attempt(right()).was_refused(ErrorCode::AccessDenied, WRONG);
}

/// SOURCE: IAM User Guide, "Secure API access with MFA": role sessions hold no MFA, and have no
/// devices of their own.
#[test]
fn a_session_token_made_with_mfa_opens_what_asks_for_mfa() {
    let recently = WITH_MFA.replace(": 60", ": 901");
    let (young, old) = (WITH_MFA, recently.as_str());
    let guard_of = |trust| guard(Ports::default().with_role(ROLE, trust));
    let attempt = |trust, with_mfa, proof| {
        let on = role().shows_mfa(proof);
        perform::<AssumeRole>(&guard_of(trust), &bob_in_session(with_mfa), on)
    };
    attempt(old, true, None).was_performed(0);
    attempt(young, true, None).was_refused(ErrorCode::AccessDenied, NOT_ALLOWED);
    attempt(old, false, None).was_refused(ErrorCode::AccessDenied, NOT_ALLOWED);
    attempt(young, false, right()).was_performed(1);
    let chain = role().shows_mfa(right());
    perform::<AssumeRole>(&guard_of(young), &temporary(reader()), chain)
        .was_refused(ErrorCode::AccessDenied, UNKNOWN);
}

#[test]
fn root_users_show_no_code_for_a_role() {
    let guard = guard(trusting());
    perform::<AssumeRole>(&guard, &caller(root_user()), role().shows_mfa(right())).was_refused(
        ErrorCode::AccessDenied,
        "Roles may not be assumed by root accounts.",
    );
}

/// SOURCE: IAM User Guide, "AWS global condition context keys", aws:MultiFactorAuthPresent: with
/// `BoolIfExists`, a missing key denies as `false` does.
#[test]
fn deny_everything_unless_mfa() {
    let denies = "with an explicit deny in an identity-based policy";
    for (caller, allowed) in [
        (caller(bob()), false),
        (bob_in_session(true), true),
        (bob_in_session(false), false),
        (temporary(reader()), false),
    ] {
        let guard = guard(Ports::allowing(UNLESS_MFA));
        let outcome = perform::<ListBuckets>(&guard, &caller, Requirements::on(Target::Any));
        if allowed {
            outcome.was_performed(0);
        } else {
            outcome.was_refused(ErrorCode::AccessDenied, denies);
        }
    }
}

/// The same with `Bool` leaves long-term keys out, which do not have the key.
#[test]
fn deny_without_mfa_by_bool_spares_long_term_keys() {
    let policy = UNLESS_MFA.replace("BoolIfExists", "Bool");
    for (caller, allowed) in [
        (caller(bob()), true),
        (bob_in_session(true), true),
        (bob_in_session(false), false),
        (temporary(reader()), false),
    ] {
        let guard = guard(Ports::allowing(&policy));
        let on = Requirements::on(Target::Any);
        let outcome = perform::<ListBuckets>(&guard, &caller, on);
        assert_eq!(outcome.error.is_none(), allowed, "{}", caller.shown());
    }
}

/// The request that shows the code has MFA for all of its decisions.
#[test]
fn a_code_satisfies_deny_unless_mfa() {
    let anybody = r#"{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:*"}"#;
    let bob = caller(bob());
    for (proof, allowed) in [(None, false), (right(), true)] {
        let guard = guard(Ports::allowing(UNLESS_MFA).with_role(ROLE, anybody));
        let on = role()
            .also("sts:TagSession", role().target)
            .shows_mfa(proof);
        let outcome = perform::<AssumeRole>(&guard, &bob, on);
        assert_eq!(outcome.error.is_none(), allowed);
    }
    let guard = guard(Ports::allowing(ALLOW_ALL).with_role(ROLE, anybody));
    perform::<AssumeRole>(&guard, &bob, role()).was_performed(0);
}
