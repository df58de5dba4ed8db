//! Why something was refused, and what would be permitted.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures::executor::block_on;
use iamd_api::{
    Action, Error, ErrorCode,
    iam::{CreateUser, DeleteUser, GetUser},
    s3::GetObject,
};
use iamd_auth::{Call, Caller, Guard, MfaProof, Perform, Permit, Refused, Requirements, Target};
use iamd_policy::Layer;

use crate::doubles::{
    CODE, DEVICE, Events, Ports, bob, bob_in_session, caller, federated, other_account, request,
    temporary,
};

/// A service that would do anything.
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

    async fn run(&self, _permit: Permit<O>, _call: Call<'_>, _input: ()) -> Result<(), Error> {
        self.ran.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

fn eve() -> Requirements {
    Requirements::on(Target::User("eve".parse().unwrap()))
}

fn explained<O: Action>(
    guard: &Guard<Ports, Events>,
    caller: &Caller,
    requirements: Requirements,
) -> Result<(), Refused> {
    let service = Service {
        requirements,
        ran: AtomicUsize::new(0),
    };
    let request = request();
    let call = Call {
        caller,
        request: &request,
    };
    block_on(guard.perform_explained::<O, _>(&service, call, ()))
}

fn would<O: Action>(
    guard: &Guard<Ports, Events>,
    caller: &Caller,
    requirements: Requirements,
) -> Result<(), Refused> {
    let service = Service {
        requirements,
        ran: AtomicUsize::new(0),
    };
    let request = request();
    let call = Call {
        caller,
        request: &request,
    };
    let permitted = block_on(guard.would_permit::<O, _>(&service, call, &()));
    assert_eq!(service.ran.load(Ordering::SeqCst), 0);
    permitted
}

const DENY: &str = r#"[{"Effect": "Allow", "Action": "*", "Resource": "*"},
    {"Sid": "NotThis", "Effect": "Deny", "Action": "iam:DeleteUser", "Resource": "*"}]"#;

#[test]
fn a_refusal_names_layer_policy_and_statement() {
    let guard = Guard::new(Ports::allowing(DENY), Events::default());
    for ask in [explained::<DeleteUser>, would::<DeleteUser>] {
        let refused = ask(&guard, &caller(bob()), eve()).unwrap_err();
        assert_eq!(refused.error.code, ErrorCode::AccessDenied);
        let why = refused.why.unwrap();
        assert_eq!(why.action, "iam:DeleteUser");
        assert_eq!(why.resource, "arn:aws:iam::123456789012:user/eve");
        assert_eq!(why.decision.layer, Layer::Identity);
        let statement = why.decision.statement.unwrap();
        assert_eq!(&*statement.source().id, "rights");
        assert_eq!((statement.index(), statement.sid()), (1, Some("NotThis")));
    }
    explained::<GetUser>(&guard, &caller(bob()), eve()).unwrap();
    would::<GetUser>(&guard, &caller(bob()), eve()).unwrap();
}

/// SECURITY: what belongs to others gives no reason.
#[test]
fn a_refusal_on_what_is_anothers_names_nothing() {
    let ports = Ports {
        bucket_owner: Some(other_account()),
        ..Ports::allowing(r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#)
    };
    let guard = Guard::new(ports, Events::default());
    let object = Requirements::on(Target::Object {
        bucket: "photos".parse().unwrap(),
        key: "a".parse().unwrap(),
        version: None,
    });
    for ask in [explained::<GetObject>, would::<GetObject>] {
        let refused = ask(&guard, &caller(bob()), object.clone()).unwrap_err();
        assert_eq!(refused.error.code, ErrorCode::AccessDenied);
        assert!(refused.why.is_none());
    }
}

#[test]
fn what_no_policy_refused_has_no_reason() {
    let guard = Guard::new(Ports::allowing(DENY), Events::default());
    let federated = temporary(federated(true));
    for ask in [explained::<CreateUser>, would::<CreateUser>] {
        let refused = ask(&guard, &federated, eve()).unwrap_err();
        assert_eq!(refused.error.code, ErrorCode::InvalidClientTokenId);
        assert!(refused.why.is_none());
    }
    let broken = Ports {
        broken: "policies",
        ..Ports::default()
    };
    let guard = Guard::new(broken, Events::default());
    let refused = would::<CreateUser>(&guard, &caller(bob()), eve()).unwrap_err();
    assert_eq!(refused.error.code, ErrorCode::InternalFailure);
}

#[test]
fn asking_leaves_no_event_and_spends_no_code() {
    let guard = Guard::new(Ports::allowing(DENY), Events::default());
    let proof = |code: &str| MfaProof::of(Some(DEVICE), Some(&code.to_owned().into())).unwrap();
    would::<GetUser>(&guard, &caller(bob()), eve().shows_mfa(proof(CODE))).unwrap();
    // Not even looked at: nobody learns from it whether a code is right.
    would::<GetUser>(&guard, &caller(bob()), eve().shows_mfa(proof("000000"))).unwrap();
    would::<DeleteUser>(&guard, &caller(bob()), eve()).unwrap_err();
    assert!(guard.audit().written.lock().is_empty());
    assert!(guard.audit().denials.lock().is_empty());
    assert!(guard.ports().spent.lock().is_empty());

    let unless_mfa = r#"[{"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": true}}}]"#;
    let guard = Guard::new(Ports::allowing(unless_mfa), Events::default());
    let shown = eve().shows_mfa(proof(CODE));
    would::<GetUser>(&guard, &caller(bob()), shown).unwrap_err();
    would::<GetUser>(&guard, &bob_in_session(true), eve()).unwrap();
}

#[test]
fn asking_works_while_events_cannot_be_written() {
    let full = Events {
        full: true,
        ..Events::default()
    };
    let guard = Guard::new(Ports::allowing(DENY), full);
    would::<CreateUser>(&guard, &caller(bob()), eve()).unwrap();
    let refused = explained::<CreateUser>(&guard, &caller(bob()), eve()).unwrap_err();
    assert_eq!(refused.error.code, ErrorCode::ServiceUnavailable);
}
