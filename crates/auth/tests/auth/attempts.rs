//! What is noted of every attempt to perform an operation.

use futures::executor::block_on;
use iamd_api::{Action, Error, ErrorCode, iam};
use iamd_auth::{
    AccessedBy, Call, Caller, Guard, Perform, Permit, RequestFacts, Requirements, Target,
};
use iamd_ident::Timestamp;

use crate::doubles::{
    Events, Ports, bob, bob_in_session, caller, federated, reader, request, root_user,
};

/// A service whose operations do nothing.
struct Idle;

impl<O: Action> Perform<O> for Idle {
    type Input = ();
    type Output = ();

    fn requirements(&self, _: Call<'_>, (): &()) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(&self, _: Permit<O>, _: Call<'_>, (): ()) -> Result<(), Error> {
        Ok(())
    }
}

type Noted = (AccessedBy, &'static str, Timestamp, String);

/// What is noted when somebody performs an operation, asks for another in a wrong way, and wants to
/// know whether a third would be permitted.
fn noted(policy: &str, caller: &Caller) -> Vec<Noted> {
    let guard = Guard::new(Ports::allowing(policy), Events::default());
    let request = request();
    let call = Call {
        caller,
        request: &request,
    };
    let _ = block_on(guard.perform::<iam::DeleteUser, _>(&Idle, call, ()));
    let error = Error::new(ErrorCode::ValidationError, "Wrong.");
    block_on(guard.refuse(call, <iam::GetUser as Action>::ROW, error));
    let _ = block_on(guard.would_permit::<iam::TagUser, _>(&Idle, call, &()));
    guard.ports().accesses.lock().clone()
}

fn expected(by: AccessedBy) -> [Noted; 2] {
    let RequestFacts {
        received_at,
        region,
        ..
    } = request();
    ["iam:DeleteUser", "iam:GetUser"].map(|action| (by, action, received_at, region.clone()))
}

const ALLOW: &str = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;
const DENY: &str = r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#;

#[test]
fn every_attempt_is_noted_whatever_becomes_of_it() {
    let user = caller(bob());
    let by = AccessedBy::of(&user).unwrap();
    for policy in [ALLOW, DENY] {
        assert_eq!(noted(policy, &user), expected(by));
    }
    // In a session it is the same user, whom IAM does not let in.
    assert_eq!(noted(DENY, &bob_in_session(false)), expected(by));
}

#[test]
fn sessions_are_put_down_to_whom_they_are_of() {
    let user = AccessedBy::of(&caller(bob())).unwrap();
    let role = caller(reader());
    let of_role = AccessedBy::of(&role).unwrap();
    assert_ne!(of_role, user);
    assert_eq!(noted(DENY, &role), expected(of_role));
    let federated_by = |has_issuer| AccessedBy::of(&caller(federated(has_issuer)));
    assert_eq!(
        (federated_by(true), federated_by(false)),
        (Some(user), None)
    );
}

#[test]
fn root_users_and_nobody_leave_nothing() {
    for caller in [caller(root_user()), Caller::anonymous()] {
        assert_eq!(noted(DENY, &caller), []);
    }
}
