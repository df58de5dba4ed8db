//! Permits: what they name, and what does not compile without one.

use futures::executor::block_on;
use iamd_api::{
    Error, ErrorCode,
    iam::{DeleteUser, DeleteUserRequest},
};
use iamd_auth::{Call, Guard, Perform, Permit, Requirements, Target};
use parking_lot::Mutex;

use crate::doubles::{Events, Ports, account, bob, caller, request};

#[test]
fn what_needs_a_permit_does_not_compile_without_the_right_one() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}

/// Keeps the permit that it is given.
#[derive(Default)]
struct Keeper(Mutex<Option<Permit<DeleteUser>>>);

impl Perform<DeleteUser> for Keeper {
    type Input = DeleteUserRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &DeleteUserRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::User("eve".parse().unwrap())))
    }

    async fn run(
        &self,
        permit: Permit<DeleteUser>,
        _call: Call<'_>,
        _input: DeleteUserRequest,
    ) -> Result<(), Error> {
        *self.0.lock() = Some(permit);
        Err(Error::new(ErrorCode::NotImplemented, "Kept."))
    }
}

#[test]
fn a_permit_names_one_action_one_resource_one_account_and_a_revision() {
    let ports = Ports::allowing(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#);
    let guard = Guard::new(ports, Events::default());
    let (keeper, caller, request) = (Keeper::default(), caller(bob()), request());
    let call = Call {
        caller: &caller,
        request: &request,
    };
    let answer =
        block_on(guard.perform::<DeleteUser, _>(&keeper, call, DeleteUserRequest::default()));
    assert_eq!(answer.unwrap_err().message, "Kept.");

    let permit = keeper.0.lock().take().unwrap();
    let eve = "arn:aws:iam::123456789012:user/eve";
    assert_eq!(
        (permit.account(), permit.resource(), permit.revision()),
        (account(), eve, 42)
    );
    permit.covers(&eve).unwrap();
    for other in [
        "arn:aws:iam::123456789012:user/Eve",
        "arn:aws:iam::123456789012:user/*",
        "*",
        "",
    ] {
        let error = permit.covers(&other).unwrap_err();
        assert_eq!(
            (error.action, error.permitted.as_str()),
            ("iam:DeleteUser", eve)
        );
        assert_eq!(error.asked, other);
    }
    let shown = format!("Permit(iam:DeleteUser on {eve} of 123456789012)");
    assert_eq!(format!("{permit:?}"), shown);
}
