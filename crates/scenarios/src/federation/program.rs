//! The program `federated-url`: a URL that opens the console with the rights of a role.

use aws_sdk_iam::{primitives::DateTimeFormat, types::User};
use futures::future::BoxFuture;

use super::{Login, SigninEndpoint, endpoint::of_aws, get_signin_token, login_url};
use crate::{
    Attempt, Awaited, Failure, FederationEvent, Made, Problem, Question, RoleEvent, Stage,
    roles::{Trust, assume_role, attach_policy, create_role, delete_role, detach_policy},
    users::current_user,
};

/// The policy of AWS that the role has.
const POLICY: &str = "AmazonS3ReadOnlyAccess";
/// How long the console session lasts: the most there is.
///
/// SOURCE: IAM User Guide, "Enable custom identity broker access to the AWS console",
/// `SessionDuration`.
const SESSION_SECONDS: u32 = 43_200;
/// Who makes the URL. A real organisation says where its people sign in.
const ISSUER: &str = "https://example.org";

/// What [`setup()`] makes.
struct Demonstration {
    user: String,
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
    let endpoint = signin_endpoint(stage)?;
    let user = stage.step(current_user(stage.iam())).await?;
    let role = &stage.name("role");
    stage.consent(&Question::FederatedUrl { role }).await?;

    let shown = setup(stage, &user).await?;
    let url = construct_federated_url(stage, &endpoint, &shown).await?;
    show(stage, &url).await?;
    teardown(stage, &shown).await
}

/// The endpoint that the person names; otherwise the one beside the endpoint of all calls, or AWS's.
fn signin_endpoint(stage: &Stage<'_>) -> Result<SigninEndpoint, Failure> {
    if let Some(named) = &stage.federation().signin_endpoint {
        return Ok(named.clone());
    }
    let endpoint = match stage.configuration().endpoint_url() {
        Some(endpoint_url) => SigninEndpoint::beside(endpoint_url),
        None => of_aws(stage.account().partition()).signin.parse(),
    };
    endpoint.map_err(|fault| Failure::Call {
        attempt: Box::new(Attempt::FindSigninEndpoint),
        problem: Problem::Address(fault),
    })
}

/// Makes a role that the user may assume, and that may read whatever is in S3.
async fn setup(stage: &Stage<'_>, user: &User) -> Result<Demonstration, Failure> {
    let role = stage.name("role");
    let user_name = user.user_name.as_str();
    let trust = Trust {
        user_arn: &user.arn,
        needs_mfa: false,
    };
    let made = Made::Role { name: role.clone() };
    let making = || create_role(stage.iam(), &role, trust);
    let making = stage.step_when_known(Awaited::User { user: user_name }, making);
    let role_arn = stage.making(made, making).await?.arn;
    stage.say(RoleEvent::RoleCreated {
        role_arn: &role_arn,
        user: user_name,
        needs_mfa: false,
    })?;

    let policy_arn = stage.account().aws_policy_arn(POLICY);
    let attachment = Made::RoleAttachment {
        role: role.clone(),
        policy_arn: policy_arn.clone(),
    };
    let attaching = attach_policy(stage.iam(), &role, &policy_arn);
    stage.making(attachment, attaching).await?;
    stage.say(RoleEvent::RolePolicyAttached {
        policy_arn: &policy_arn,
        role: &role,
    })?;
    Ok(Demonstration {
        user: user_name.to_owned(),
        role,
        role_arn,
        policy_arn,
    })
}

/// Assumes the role, once that is possible, has a sign-in token made of the credentials, and a URL
/// of the token.
async fn construct_federated_url(
    stage: &Stage<'_>,
    endpoint: &SigninEndpoint,
    shown: &Demonstration,
) -> Result<String, Failure> {
    let Demonstration { role, role_arn, .. } = shown;
    let session_name = stage.name("session");
    let assuming = || assume_role(stage.sts(), role_arn, &session_name, None);
    let session = stage
        .step_when_known(Awaited::Role { role }, assuming)
        .await?;
    stage.say(RoleEvent::RoleAssumed {
        user: &shown.user,
        role_arn,
        key_id: &session.access_key_id,
        expires_at: session.expiration.fmt(DateTimeFormat::DateTime).ok(),
        with_mfa: false,
        secret: stage.shown(&session.secret_access_key),
    })?;

    let exchanging = get_signin_token(stage.configuration(), endpoint, &session, SESSION_SECONDS);
    let token = stage.step(exchanging).await?;
    stage.say(FederationEvent::SigninTokenGot {
        endpoint: endpoint.to_string(),
        session_seconds: SESSION_SECONDS,
    })?;
    let console_url = stage.federation().console_url.as_deref();
    let login = Login {
        issuer: ISSUER,
        destination: console_url.unwrap_or(of_aws(stage.account().partition()).console),
    };
    Ok(login_url(endpoint, &token, login))
}

/// Tells the URL, opens it if the person wants that, and waits until the person is done: the console
/// session ends with the role.
async fn show(stage: &Stage<'_>, url: &str) -> Result<(), Failure> {
    stage.say(FederationEvent::FederatedUrl { url })?;
    if let Some(browser) = &stage.federation().browser {
        let program = browser.program();
        stage.say(match browser.open(url) {
            Ok(()) => FederationEvent::BrowserOpened { program },
            Err(reason) => FederationEvent::BrowserNotOpened {
                program,
                reason: reason.to_string(),
            },
        })?;
    }
    stage.wait_for_person().await
}

async fn teardown(stage: &Stage<'_>, shown: &Demonstration) -> Result<(), Failure> {
    let Demonstration {
        role, policy_arn, ..
    } = shown;
    let made = Made::RoleAttachment {
        role: role.clone(),
        policy_arn: policy_arn.clone(),
    };
    let detaching = detach_policy(stage.iam(), role, policy_arn);
    stage.removing(&made, detaching).await?;
    stage.say(RoleEvent::RolePolicyDetached { policy_arn, role })?;
    let made = Made::Role { name: role.clone() };
    stage
        .removing(&made, delete_role(stage.iam(), role))
        .await?;
    stage.say(RoleEvent::RoleDeleted { role })
}
