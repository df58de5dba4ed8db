//! Switches of the whole account, and features that only AWS's own cloud has: organizations,
//! delegation requests, role templates.

use iamd_api::{Error, iam};

use crate::{
    documents::allow,
    world::{ACCOUNT, Members, OTHER_ACCOUNT, World, refused, user_arn},
};

const ENABLED: &str = "RoleManager/Enabled";

async fn is_enabled(world: &World, root: &iamd_ident::AccessKeyId) -> String {
    let told = world.ask::<iam::GetAccountProperties>(root, &[]).await;
    let told = told.unwrap().properties;
    assert_eq!(told.len(), 1);
    told.get(ENABLED).unwrap().clone()
}

async fn put(world: &World, key: &str, value: &str) -> Result<(), Error> {
    let members = [
        ("Properties.entry.1.key", key),
        ("Properties.entry.1.value", value),
    ];
    let put = world.ask::<iam::PutAccountProperties>(&world.root, &members);
    put.await.map(|_| ())
}

#[tokio::test]
async fn properties_are_of_one_account_and_outlive_the_program() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    assert_eq!(is_enabled(&world, &world.root).await, "false");
    put(&world, ENABLED, "true").await.unwrap();
    assert_eq!(is_enabled(&world, &world.root).await, "true");
    assert_eq!(is_enabled(&world, &other).await, "false");
    let world = world.restarted();
    assert_eq!(is_enabled(&world, &world.root).await, "true");
    put(&world, ENABLED, "false").await.unwrap();
    assert_eq!(is_enabled(&world, &world.root).await, "false");
}

#[tokio::test]
async fn what_is_no_property_is_refused() {
    let world = World::new().await;
    let text = "The property RoleManager/Colour does not exist.";
    refused(
        put(&world, "RoleManager/Colour", "red").await,
        "InvalidInput",
        text,
    );
    let text = format!("The value of the property {ENABLED} must be true or false.");
    refused(put(&world, ENABLED, "yes").await, "InvalidInput", &text);
    let missing = world
        .ask::<iam::PutAccountProperties>(&world.root, &[])
        .await;
    assert!(missing.is_err());
    assert_eq!(is_enabled(&world, &world.root).await, "false");
}

#[tokio::test]
async fn a_version_of_tokens_is_one_of_two() {
    let world = World::new().await;
    for version in ["v1Token", "v2Token"] {
        let members = [("GlobalEndpointTokenVersion", version)];
        world
            .perform("SetSecurityTokenServicePreferences", &members)
            .await;
    }
    let members = [("GlobalEndpointTokenVersion", "v3Token")];
    let answer = world
        .ask_as_root("SetSecurityTokenServicePreferences", &members)
        .await;
    assert_eq!(answer.unwrap_err().code.as_str(), "ValidationError");
}

#[tokio::test]
async fn no_account_is_in_an_organization() {
    let world = World::new().await;
    let bob = world.powerless("bob").await;
    for operation in [
        "DisableOrganizationsRootCredentialsManagement",
        "DisableOrganizationsRootSessions",
        "EnableOrganizationsRootCredentialsManagement",
        "EnableOrganizationsRootSessions",
        "ListOrganizationsFeatures",
    ] {
        refused(
            world.ask_as_root(operation, &[]).await,
            "OrganizationNotFoundException",
            "The request was rejected because no organization is associated with your account.",
        );
        let denied = world.ask_by_name(&bob, operation, &[]).await;
        assert_eq!(denied.unwrap_err().code.as_str(), "AccessDenied");
    }
}

const ID: (&str, &str) = ("DelegationRequestId", "0123456789abcdef");

#[tokio::test]
async fn there_is_no_delegation_request() {
    let world = World::new().await;
    let listed = world.ask::<iam::ListDelegationRequests>(&world.root, &[]);
    let listed = listed.await.unwrap();
    assert!(listed.delegation_requests.is_empty());
    assert_eq!((listed.is_truncated, listed.marker), (Some(false), None));
    let text = "The delegation request with id 0123456789abcdef cannot be found.";
    for operation in [
        "AcceptDelegationRequest",
        "AssociateDelegationRequest",
        "GetDelegationRequest",
        "RejectDelegationRequest",
        "SendDelegationToken",
        "UpdateDelegationRequest",
    ] {
        let answer = world.ask_as_root(operation, &[ID]).await;
        refused(answer, "NoSuchEntity", text);
    }
    let arn = format!("arn:aws:iam::{ACCOUNT}:delegation-request/{}", ID.1);
    let members = [("EntityArn", arn.as_str())];
    let answer = world.ask_as_root("GetHumanReadableSummary", &members).await;
    refused(answer, "NoSuchEntity", text);
    for arn in [
        user_arn("bob"),
        format!("arn:aws:iam::{OTHER_ACCOUNT}:delegation-request/{}", ID.1),
    ] {
        let members = [("EntityArn", arn.as_str())];
        let answer = world.ask_as_root("GetHumanReadableSummary", &members).await;
        refused(answer, "InvalidInput", &format!("ARN {arn} is not valid."));
    }
}

/// Policies are asked about the request by its ARN, before anybody learns that there is none.
#[tokio::test]
async fn delegation_requests_are_decided_on_by_their_arns() {
    let world = World::new().await;
    let arn = format!("arn:aws:iam::{ACCOUNT}:delegation-request/{}", ID.1);
    let bob = world
        .user("bob", &allow("iam:GetDelegationRequest", &arn))
        .await;
    let seen = world.ask_by_name(&bob, "GetDelegationRequest", &[ID]).await;
    assert_eq!(seen.unwrap_err().code.as_str(), "NoSuchEntity");
    let other = [("DelegationRequestId", "abcdef0123456789")];
    let denied = world.ask_by_name(&bob, "GetDelegationRequest", &other);
    assert_eq!(denied.await.unwrap_err().code.as_str(), "AccessDenied");
}

const CREATE: Members<'_> = &[
    ("Description", "d"),
    (
        "Permissions.PolicyTemplateArn",
        "arn:aws:iam::aws:policy-template/x",
    ),
    ("RequestorWorkflowId", "workflow"),
    (
        "NotificationChannel",
        "arn:aws:sns:us-east-1:123456789012:topic",
    ),
    ("SessionDuration", "3600"),
];

#[tokio::test]
async fn nobody_is_a_partner_who_may_ask_for_delegation() {
    let world = World::new().await;
    let answer = world.ask_as_root("CreateDelegationRequest", CREATE).await;
    let error = answer.unwrap_err();
    assert_eq!(error.code.as_str(), "AccessDenied");
    assert!(error.message.contains("not onboarded"), "{}", error.message);
    let missing = world.ask_as_root("CreateDelegationRequest", &[]).await;
    assert_eq!(missing.unwrap_err().code.as_str(), "ValidationError");
}

#[tokio::test]
async fn there_is_no_role_template() {
    let world = World::new().await;
    let arn = "arn:aws:iam::aws:role-template/awsserviceprincipal/Example:1";
    for operation in ["AcquireRole", "GetRoleTemplateVersion"] {
        let answer = world.ask_as_root(operation, &[("TemplateArn", arn)]).await;
        let text = format!("Role template {arn} was not found.");
        refused(answer, "NoSuchEntity", &text);
        let arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
        let answer = world.ask_as_root(operation, &[("TemplateArn", arn)]).await;
        refused(answer, "InvalidInput", &format!("ARN {arn} is not valid."));
    }
}
