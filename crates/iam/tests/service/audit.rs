//! What is written down: one event for every operation, and never a secret.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use iamd_api::{Service, iam};
use iamd_auth::{Audit, AuditError, AuditEvent, Credentials, SignInEvent};
use parking_lot::Mutex;

use crate::{
    documents::{SAML_METADATA, allow},
    operations::PERFORMED,
    world::{ACCOUNT, World, refused, user_arn},
};

/// An event, as far as tests look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) operation: &'static str,
    pub(crate) caller: String,
    pub(crate) resource: Option<String>,
    pub(crate) decided_by: Option<String>,
    pub(crate) error: Option<&'static str>,
    /// All of it, as a log would show it.
    shown: String,
}

/// An audit in memory, which can be made to fail. Clones are the same audit.
#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Recording>);

#[derive(Default)]
struct Recording {
    events: Mutex<Vec<Event>>,
    full: AtomicBool,
}

impl Recorder {
    /// From now on nothing can be written, or everything can be again.
    pub(crate) fn set_full(&self, full: bool) {
        self.0.full.store(full, Ordering::SeqCst);
    }

    /// Takes the events since the last time.
    pub(crate) fn take(&self) -> Vec<Event> {
        std::mem::take(&mut *self.0.events.lock())
    }
}

impl Audit for Recorder {
    fn is_writable(&self) -> bool {
        !self.0.full.load(Ordering::SeqCst)
    }

    async fn record(&self, event: AuditEvent<'_>) -> Result<(), AuditError> {
        if !self.is_writable() {
            return Err(AuditError {
                reason: "the disk is full".to_owned(),
            });
        }
        self.0.events.lock().push(Event {
            operation: event.operation.name,
            caller: event.call.caller.shown().to_owned(),
            resource: event.resource.map(|resource| resource.arn.clone()),
            decided_by: event.decided_by.clone(),
            error: event.error.map(|error| error.code.as_str()),
            shown: format!("{event:?}"),
        });
        Ok(())
    }

    async fn record_sign_in(&self, _: SignInEvent<'_>) -> Result<(), AuditError> {
        Ok(())
    }
}

/// The only event since the last look.
fn only_event(world: &World) -> Event {
    let events = world.audit.take();
    assert_eq!(events.len(), 1, "{events:?}");
    events[0].clone()
}

#[tokio::test]
async fn what_was_performed_names_its_resource_and_the_statement_that_allowed_it() {
    let world = World::new().await;
    let bob = world.user("bob", &allow("iam:CreateUser", "*")).await;
    world.audit.take();
    let members = [("UserName", "eve"), ("Path", "/team/")];
    world.ask::<iam::CreateUser>(&bob, &members).await.unwrap();
    let event = only_event(&world);
    assert_eq!((event.operation, event.error), ("CreateUser", None));
    assert_eq!(event.caller, user_arn("bob"));
    assert_eq!(event.resource, Some(user_arn("team/eve")));
    assert_eq!(event.decided_by.as_deref(), Some("rights statement 0"));
}

#[tokio::test]
async fn what_failed_and_what_was_denied_is_written_down_too() {
    let world = World::new().await;
    let bob = world.user("bob", &allow("iam:GetUser", "*")).await;
    world.audit.take();

    world
        .ask::<iam::GetUser>(&bob, &[("UserName", "nobody")])
        .await
        .unwrap_err();
    let event = only_event(&world);
    assert_eq!(
        (event.operation, event.error),
        ("GetUser", Some("NoSuchEntity"))
    );
    assert_eq!(event.resource, Some(user_arn("nobody")));

    world
        .ask::<iam::DeleteUser>(&bob, &[("UserName", "bob")])
        .await
        .unwrap_err();
    let event = only_event(&world);
    assert_eq!(
        (event.operation, event.error),
        ("DeleteUser", Some("AccessDenied"))
    );
    assert_eq!(
        (event.resource, event.decided_by),
        (Some(user_arn("bob")), None)
    );
}

/// Enough for each operation to come as far as its decision; whether it succeeds is not asked.
const MEMBERS: &[(&str, &str)] = &[
    ("UserName", "nobody"),
    ("PolicyArn", "arn:aws:iam::123456789012:policy/policy"),
    ("PolicyName", "another"),
    ("PolicyDocument", "{}"),
    ("AccessKeyId", "AKIAIOSFODNN7EXAMPLE"),
    ("Status", "Active"),
    ("VersionId", "v9"),
    ("Tags.member.1.Key", "key"),
    ("Tags.member.1.Value", "value"),
    ("TagKeys.member.1", "key"),
    ("GroupName", "nobody"),
    ("RoleName", "nobody"),
    ("AssumeRolePolicyDocument", "{}"),
    ("Description", "nobody's"),
    (
        "PermissionsBoundary",
        "arn:aws:iam::123456789012:policy/policy",
    ),
    ("InstanceProfileName", "nobody"),
    ("AWSServiceName", "ecs.amazonaws.com"),
    (
        "DeletionTaskId",
        "task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/\
         01234567-89ab-cdef-0123-456789abcdef",
    ),
    ("VirtualMFADeviceName", "nobody"),
    ("SerialNumber", "arn:aws:iam::123456789012:mfa/nobody"),
    ("AuthenticationCode1", "123456"),
    ("AuthenticationCode2", "654321"),
    ("Password", "nobody's"),
    ("OldPassword", "nobody's"),
    ("NewPassword", "somebody's"),
    ("AccountAlias", "nobody"),
    ("Name", "nobody"),
    ("RoleArn", "arn:aws:iam::123456789012:role/nobody"),
    ("RoleSessionName", "session"),
    ("EncodedMessage", "message"),
    ("ServerCertificateName", "nobody"),
    ("CertificateBody", "nobody's"),
    ("PrivateKey", "nobody's"),
    ("CertificateId", "NONEXISTENTCERTID12345678901"),
    ("SSHPublicKeyBody", "nobody's"),
    ("SSHPublicKeyId", "APKAXXXXXXXXXXXXXXXX"),
    ("Encoding", "SSH"),
    ("ServiceName", "codecommit.amazonaws.com"),
    ("ServiceSpecificCredentialId", "ACCAXXXXXXXXXXXXXXXXX"),
    ("SAMLMetadataDocument", SAML_METADATA),
    (
        "SAMLProviderArn",
        "arn:aws:iam::123456789012:saml-provider/nobody",
    ),
    ("Url", "https://nobody.example.com"),
    (
        "OpenIDConnectProviderArn",
        "arn:aws:iam::123456789012:oidc-provider/nobody.example.com",
    ),
    ("ClientID", "nobody"),
    (
        "ThumbprintList.member.1",
        "6938fd4d98bab03faadb97b34396831e3780aea1",
    ),
    ("DelegationRequestId", "0123456789abcdef"),
    (
        "TemplateArn",
        "arn:aws:iam::aws:role-template/awsserviceprincipal/Example:1",
    ),
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
    (
        "EntityArn",
        "arn:aws:iam::123456789012:delegation-request/0123456789abcdef",
    ),
    ("Arn", "arn:aws:iam::123456789012:user/nobody"),
    ("JobId", "00000000-0000-0000-0000-000000000000"),
    ("EntityPath", "o-0123456789/r-abcd"),
    ("ServiceNamespaces.member.1", "s3"),
    ("ServiceNamespace", "s3"),
    ("Properties.entry.1.key", "RoleManager/Enabled"),
    ("Properties.entry.1.value", "true"),
    ("GlobalEndpointTokenVersion", "v2Token"),
    ("TargetPrincipal", "123456789012"),
    (
        "TaskPolicyArn.arn",
        "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials",
    ),
    ("TradeInToken", "token"),
    ("Audience.member.1", "https://nobody.example.com"),
    ("SigningAlgorithm", "ES384"),
];

#[tokio::test]
async fn every_operation_leaves_one_event() {
    let world = World::new().await;
    world.policy("policy").await;
    let admin = world.user("admin", &allow("*", "*")).await;
    world.audit.take();
    for (row, run) in PERFORMED {
        let members: Vec<_> = MEMBERS
            .iter()
            .copied()
            .filter(|(name, _)| {
                // Who shows a device is refused before anything is looked at.
                row.service == Service::Iam || *name != "SerialNumber"
            })
            .collect();
        let answer = run(&world, &admin, &members).await;
        let event = only_event(&world);
        assert_eq!(event.operation, row.name);
        assert_eq!(
            event.error,
            answer.err().map(|error| error.code.as_str()),
            "{}",
            row.name
        );
        assert!(event.resource.is_some(), "{}", row.name);
    }
}

#[tokio::test]
async fn nothing_is_changed_while_nothing_can_be_written_down() {
    let world = World::new().await;
    world.powerless("bob").await;
    let arn = world.policy("policy").await;
    let text = "The request has failed due to a temporary failure of the server.";
    world.audit.set_full(true);
    for (operation, members) in [
        ("CreateUser", [("UserName", "eve"), ("Path", "/")]),
        ("DeleteUser", [("UserName", "bob"), ("Path", "/")]),
        (
            "UpdateUser",
            [("UserName", "bob"), ("NewUserName", "robert")],
        ),
        ("CreateAccessKey", [("UserName", "bob"), ("Path", "/")]),
        (
            "AttachUserPolicy",
            [("UserName", "bob"), ("PolicyArn", &arn)],
        ),
        ("DeletePolicy", [("PolicyArn", &arn), ("Path", "/")]),
        ("GetUser", [("UserName", "bob"), ("Path", "/")]),
        ("ListUsers", [("PathPrefix", "/"), ("MaxItems", "10")]),
        ("GetCallerIdentity", [("a", "b"), ("c", "d")]),
    ] {
        let answer = world.ask_by_name(&world.root, operation, &members).await;
        refused(answer, "ServiceUnavailable", text);
    }
    world.audit.set_full(false);
    assert_eq!(world.audit.take().len(), 3, "only what came before");
    let users = world
        .ask::<iam::ListUsers>(&world.root, &[])
        .await
        .unwrap()
        .users;
    assert_eq!(users.len(), 1);
    assert_eq!(users[0].user_name.as_deref(), Some("bob"));
    let keys = world
        .ask::<iam::ListAccessKeys>(&world.root, &[("UserName", "bob")])
        .await;
    assert_eq!(keys.unwrap().access_key_metadata.len(), 1);
    let policy = world
        .ask::<iam::GetPolicy>(&world.root, &[("PolicyArn", &arn)])
        .await
        .unwrap();
    assert_eq!(policy.policy.unwrap().attachment_count, Some(0));
}

#[tokio::test]
async fn a_denied_request_is_not_answered_as_denied_while_nothing_can_be_written_down() {
    let world = World::new().await;
    let bob = world.powerless("bob").await;
    world.audit.set_full(true);
    let answer = world
        .ask::<iam::DeleteUser>(&bob, &[("UserName", "bob")])
        .await;
    assert_eq!(answer.unwrap_err().code.as_str(), "ServiceUnavailable");
}

#[tokio::test]
async fn no_secret_is_shown() {
    let world = World::new().await;
    let bob = world.user("bob", &allow("iam:*", "*")).await;
    let made = world.ask::<iam::CreateAccessKey>(&bob, &[]).await.unwrap();
    let mut shown = vec![format!("{made:?}")];
    let second: iamd_ident::AccessKeyId = made.access_key.access_key_id.parse().unwrap();
    let mut secrets = vec![made.access_key.secret_access_key.expose().clone()];
    for key in [&world.root, &bob, &second] {
        let credential = world.directory.credential(key).await.unwrap().unwrap();
        secrets.push(credential.secret.expose().clone());
        shown.push(format!(
            "{credential:?} {:?}",
            world.caller(key).await.unwrap()
        ));
    }
    assert_eq!(secrets.last(), secrets.first());

    let id = second.to_string();
    let third = world
        .ask::<iam::CreateAccessKey>(&bob, &[])
        .await
        .unwrap_err();
    shown.push(format!("{third:?} {third}"));
    for (operation, members) in [
        ("ListAccessKeys", vec![]),
        ("GetAccessKeyLastUsed", vec![("AccessKeyId", id.as_str())]),
        (
            "UpdateAccessKey",
            vec![("AccessKeyId", &id), ("Status", "Inactive")],
        ),
        ("DeleteAccessKey", vec![("AccessKeyId", &id)]),
        ("DeleteAccessKey", vec![("AccessKeyId", &id)]),
        ("DeleteUser", vec![("UserName", "bob")]),
    ] {
        shown.push(format!(
            "{:?}",
            world.ask_by_name(&bob, operation, &members).await
        ));
    }
    shown.extend(world.audit.take().into_iter().map(|event| event.shown));
    assert!(shown.len() > 15);
    for secret in secrets {
        assert_eq!(secret.len(), 40);
        for shown in &shown {
            assert!(!shown.contains(&secret), "{shown}");
        }
    }
}

#[tokio::test]
async fn an_event_knows_the_caller_of_the_other_account_as_well() {
    let world = World::new().await;
    let other = world.account(crate::world::OTHER_ACCOUNT).await;
    world.audit.take();
    world.ask::<iam::ListUsers>(&other, &[]).await.unwrap();
    let event = only_event(&world);
    assert_eq!(
        event.caller,
        format!("arn:aws:iam::{}:root", crate::world::OTHER_ACCOUNT)
    );
    assert!(!event.shown.contains(ACCOUNT));
}
