//! AssumeRoot and GetDelegatedAccessToken: for organizations and partners, of which there are none.

use iamd_api::sts::{AssumeRoot, GetDelegatedAccessToken};

use crate::{
    documents::{allow, allow_on},
    world::{ACCOUNT, Members, OTHER_ACCOUNT, World, refused, root_arn, user_arn},
};

const TASK: (&str, &str) = (
    "TaskPolicyArn.arn",
    "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials",
);

fn refusal(account: &str) -> String {
    format!(
        "User: {} is not authorized to perform: sts:AssumeRoot on resource: {}",
        user_arn("bob"),
        root_arn(account)
    )
}

#[tokio::test]
async fn no_root_user_lets_anybody_in() {
    let world = World::new().await;
    world.account(OTHER_ACCOUNT).await;
    let bob = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    for (target, account) in [
        (ACCOUNT, ACCOUNT),
        (OTHER_ACCOUNT, OTHER_ACCOUNT),
        (&root_arn(OTHER_ACCOUNT), OTHER_ACCOUNT),
    ] {
        let members = [("TargetPrincipal", target), TASK];
        let answer = world.sts::<AssumeRoot>(&bob, &members).await;
        refused(answer, "AccessDenied", &refusal(account));
    }
    let members = [("TargetPrincipal", "not an account"), TASK];
    let answer = world.sts::<AssumeRoot>(&bob, &members).await;
    let text = "not an account is not a valid target principal.";
    refused(answer, "ValidationError", text);
}

/// Policies are asked first, and about the root user that is meant.
#[tokio::test]
async fn policies_are_asked_about_the_root_user() {
    let world = World::new().await;
    let of_other = allow_on(&["sts:AssumeRoot"], &root_arn(OTHER_ACCOUNT));
    let bob = world.user(&world.root, "bob", &of_other).await;
    let members = |target: &'static str| [("TargetPrincipal", target), TASK];
    let answer = world.sts::<AssumeRoot>(&bob, &members(OTHER_ACCOUNT)).await;
    refused(answer, "AccessDenied", &refusal(OTHER_ACCOUNT));
    let answer = world.sts::<AssumeRoot>(&bob, &members(ACCOUNT)).await;
    let error = answer.unwrap_err();
    let reason = "because no identity-based policy allows the sts:AssumeRoot action";
    assert!(error.message.ends_with(reason), "{}", error.message);
}

#[tokio::test]
async fn no_token_can_be_traded_in() {
    let world = World::new().await;
    let members: Members<'_> = &[("TradeInToken", "anything")];
    let bob = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    let answer = world.sts::<GetDelegatedAccessToken>(&bob, members).await;
    refused(
        answer,
        "ValidationError",
        "The trade-in token is not valid.",
    );
    let eve = world.user(&world.root, "eve", &allow(&["s3:*"])).await;
    let answer = world.sts::<GetDelegatedAccessToken>(&eve, members).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "AccessDenied");
}
