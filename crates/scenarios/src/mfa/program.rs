//! The program `mfa`: a role that can be assumed only with a code of an MFA device.

use aws_sdk_iam::primitives::DateTimeFormat;
use aws_sdk_sts::types::Credentials;
use futures::future::BoxFuture;

use crate::{
    Attempt, Awaited, Clients, Failure, Question, RoleEvent, Stage,
    buckets::list_buckets,
    codes::{CODES_MAX, Codes, refused},
    roles::{Proof, assume_role},
    users::list_users,
};

mod setup;
mod teardown;

use setup::setup;
use teardown::teardown;

/// The code with which the user is refused without MFA, and the session what no policy allows.
const DENIED: &str = "AccessDenied";

/// What [`setup()`] makes.
struct Demonstration {
    user: String,
    /// The policy that stands in the user.
    user_policy: String,
    key_id: String,
    /// The clients of the user.
    clients: Clients,
    /// The ARN of the user's MFA device.
    serial_number: String,
    role: String,
    role_arn: String,
    /// The policy on the role.
    policy_arn: String,
}

/// Runs the program.
pub(crate) fn run<'a>(stage: &'a Stage<'a>) -> BoxFuture<'a, Result<(), Failure>> {
    Box::pin(perform(stage))
}

async fn perform(stage: &Stage<'_>) -> Result<(), Failure> {
    // The role often belongs to another account than the user.
    let of_role = stage.of_roles().await?;
    let question = Question::Mfa {
        account: stage.account().id(),
        role_account: of_role.account().id(),
    };
    stage.consent(&question).await?;

    let (shown, mut codes) = setup(stage, &of_role).await?;
    try_to_assume_role_without_mfa(stage, &shown).await?;
    list_buckets_from_assumed_role_with_mfa(&of_role, &shown, &mut codes).await?;
    teardown(stage, &of_role, &shown).await
}

/// Tries to assume the role without a code. If that succeeds, somebody has to know.
async fn try_to_assume_role_without_mfa(
    stage: &Stage<'_>,
    shown: &Demonstration,
) -> Result<(), Failure> {
    let Demonstration { user, role_arn, .. } = shown;
    let session = stage.name("session");
    let assuming = assume_role(&shown.clients.sts, role_arn, &session, None);
    match stage.step(assuming).await {
        Ok(_) => Err(Failure::NotRefused {
            caller: user.clone(),
            attempt: Attempt::AssumeRoleWithoutMfa(role_arn.clone()),
        }),
        Err(failure) if failure.code() == Some(DENIED) => stage.say(RoleEvent::AssumeRefused {
            user,
            role_arn,
            code: DENIED,
        }),
        Err(failure) => Err(failure),
    }
}

/// Assumes the role with a code, lists the buckets of the role's account with the temporary
/// credentials, and sees that they are good for nothing else.
async fn list_buckets_from_assumed_role_with_mfa(
    of_role: &Stage<'_>,
    shown: &Demonstration,
    codes: &mut Codes,
) -> Result<(), Failure> {
    let Demonstration { role, role_arn, .. } = shown;
    let session = assume_with_mfa(of_role, shown, codes).await?;
    of_role.say(RoleEvent::RoleAssumed {
        user: &shown.user,
        role_arn,
        key_id: &session.access_key_id,
        expires_at: session.expiration.fmt(DateTimeFormat::DateTime).ok(),
        with_mfa: true,
        secret: of_role.shown(&session.secret_access_key),
    })?;
    let clients = of_role.clients_of(&session);
    let listing = || list_buckets(&clients.s3);
    let buckets = of_role
        .step_when_known(Awaited::Role { role }, listing)
        .await?;
    of_role.say(RoleEvent::Buckets { role, buckets })?;
    match of_role.step(list_users(&clients.iam)).await {
        Ok(_) => Err(Failure::NotRefused {
            caller: role.clone(),
            attempt: Attempt::ListUsers,
        }),
        Err(failure) if failure.code() == Some(DENIED) => {
            of_role.say(RoleEvent::ListUsersRefused { role, code: DENIED })
        }
        Err(failure) => Err(failure),
    }
}

/// Assumes the role with a code, and with another one while that is refused: each code counts once,
/// and the role may not be known everywhere yet.
async fn assume_with_mfa(
    stage: &Stage<'_>,
    shown: &Demonstration,
    codes: &mut Codes,
) -> Result<Credentials, Failure> {
    let session = stage.name("session");
    let mut tries_left = CODES_MAX;
    loop {
        tries_left = tries_left.saturating_sub(1);
        let code = codes.next(stage).await?;
        let proof = Proof {
            serial_number: &shown.serial_number,
            code: &code,
        };
        let assuming = assume_role(&shown.clients.sts, &shown.role_arn, &session, Some(proof));
        match stage.step(assuming).await {
            Err(failure) if failure.code() == Some(DENIED) => refused(stage, failure, tries_left)?,
            outcome => return outcome,
        }
    }
}
