//! The authorization matrix: every operation by every kind of caller. A change of rules is a diff
//! of ticks.

use std::fmt::Write as _;

use iamd_api::iam;
use iamd_ident::AccessKeyId;
use serde_json::{Value, json};

use self::requests::{CODES, CREDENTIAL, KEY, OWN_CODES, PASSWORD, REQUESTS, SSH_KEY, STEPS, TASK};
use crate::{
    credential_files::{RSA, SSH},
    documents::{document, statement},
    operations::PERFORMED,
    world::{ACCOUNT, Members, OTHER_ACCOUNT, World},
};

mod requests;

/// A kind of caller: the heading of its column, the account, and how it comes by its rights.
struct Column {
    heading: &'static str,
    account: &'static str,
    rights: Rights,
}

/// How a caller comes by its rights.
enum Rights {
    /// It is the root user.
    Root,
    /// A user with these statements about an action in a policy of its own.
    User(fn(action: &str) -> Vec<Value>),
    /// A user of a group with such a policy.
    Member(fn(action: &str) -> Vec<Value>),
    /// A session of a role with such a policy.
    Session(fn(action: &str) -> Vec<Value>),
    /// An administrator whose permissions boundary has these statements.
    Bounded(fn(action: &str) -> Vec<Value>),
}

const COLUMNS: [Column; 11] = [
    Column {
        heading: "root",
        account: ACCOUNT,
        rights: Rights::Root,
    },
    Column {
        heading: "administrator",
        account: ACCOUNT,
        rights: Rights::User(|_| vec![statement("Allow", "*", "*")]),
    },
    Column {
        heading: "just this",
        account: ACCOUNT,
        rights: Rights::User(|action| {
            let besides = BESIDES.iter().filter(|(of, _)| *of == action);
            let actions = besides.map(|(_, besides)| *besides).chain([action]);
            actions
                .map(|action| statement("Allow", action, "*"))
                .collect()
        }),
    },
    Column {
        heading: "elsewhere",
        account: ACCOUNT,
        rights: Rights::User(|action| {
            vec![json!({ "Effect": "Allow", "Action": action, "Resource": ELSEWHERE })]
        }),
    },
    Column {
        heading: "others",
        account: ACCOUNT,
        rights: Rights::User(all_but),
    },
    Column {
        heading: "denied",
        account: ACCOUNT,
        rights: Rights::User(|action| {
            vec![statement("Allow", "*", "*"), statement("Deny", action, "*")]
        }),
    },
    Column {
        heading: "outsider",
        account: OTHER_ACCOUNT,
        rights: Rights::User(|_| vec![statement("Allow", "*", "*")]),
    },
    Column {
        heading: "member",
        account: ACCOUNT,
        rights: Rights::Member(|_| vec![statement("Allow", "*", "*")]),
    },
    Column {
        heading: "session",
        account: ACCOUNT,
        rights: Rights::Session(|_| vec![statement("Allow", "*", "*")]),
    },
    Column {
        heading: "other session",
        account: ACCOUNT,
        rights: Rights::Session(all_but),
    },
    Column {
        heading: "bounded",
        account: ACCOUNT,
        rights: Rights::Bounded(all_but),
    },
];

fn all_but(action: &str) -> Vec<Value> {
    vec![json!({ "Effect": "Allow", "NotAction": action, "Resource": "*" })]
}

/// What an operation asks for besides its own action.
const BESIDES: [(&str, &str); 1] = [("iam:AddRoleToInstanceProfile", "iam:PassRole")];

/// Resources that no request is about, though they have its names or its path or its account.
const ELSEWHERE: [&str; 25] = [
    "arn:aws:iam::123456789012:user/target",
    "arn:aws:iam::123456789012:user/team/another",
    "arn:aws:iam::123456789012:policy/policy",
    "arn:aws:iam::123456789012:policy/team/another",
    "arn:aws:iam::123456789012:group/group",
    "arn:aws:iam::123456789012:group/team/another",
    "arn:aws:iam::123456789012:role/role",
    "arn:aws:iam::123456789012:role/team/another",
    "arn:aws:iam::123456789012:instance-profile/profile",
    "arn:aws:iam::123456789012:instance-profile/team/another",
    "arn:aws:iam::123456789012:server-certificate/certificate",
    "arn:aws:iam::123456789012:server-certificate/team/another",
    "arn:aws:iam::123456789012:mfa/another",
    "arn:aws:iam::123456789012:saml-provider/another",
    "arn:aws:iam::123456789012:oidc-provider/another.example.com",
    "arn:aws:sts::123456789012:federated-user/another",
    "arn:aws:iam::210987654321:user/*",
    "arn:aws:iam::210987654321:policy/*",
    "arn:aws:iam::210987654321:group/*",
    "arn:aws:iam::210987654321:role/*",
    "arn:aws:iam::210987654321:instance-profile/*",
    "arn:aws:iam::210987654321:server-certificate/*",
    "arn:aws:iam::210987654321:mfa/*",
    "arn:aws:iam::210987654321:saml-provider/*",
    "arn:aws:iam::210987654321:oidc-provider/*",
];

/// What stands for something in a request, and what is there in its stead.
type Stand = ((&'static str, &'static str), String);

/// A world with all that requests for an operation name, and what stands in them for something.
async fn stage(operation: &str) -> (World, Vec<Stand>) {
    let world = World::new().await;
    for (operation, members) in STEPS {
        world.perform(operation, members).await;
    }
    let key = world.key(&world.root, "target").await;
    let members = [("RoleName", "AWSServiceRoleForElastiCache")];
    let deletion = world
        .ask::<iam::DeleteServiceLinkedRole>(&world.root, &members)
        .await
        .unwrap();
    let mut stands = vec![(KEY, key.to_string()), (TASK, deletion.deletion_task_id)];
    // Drawing the QR code of a device takes longer than all the rest.
    if operation.contains("MFA") {
        stands.extend(devices(&world).await);
    }
    if ["SSH", "ServiceSpecific", "SigningCertificate"]
        .iter()
        .any(|kind| operation.contains(kind))
    {
        stands.extend(credentials(&world).await);
    }
    // So does hashing a password.
    if operation.contains("LoginProfile") {
        let members = [("UserName", "target"), PASSWORD];
        world.perform("CreateLoginProfile", &members).await;
    }
    (world, stands)
}

/// Gives `target` a credential of each kind that keeps a user from being deleted, and tells the ids
/// that chance makes.
async fn credentials(world: &World) -> [Stand; 2] {
    let target = ("UserName", "target");
    let members = [target, ("CertificateBody", RSA)];
    world.perform("UploadSigningCertificate", &members).await;
    let members = [target, ("SSHPublicKeyBody", SSH)];
    let key = world.ask::<iam::UploadSSHPublicKey>(&world.root, &members);
    let key = key.await.unwrap().ssh_public_key.unwrap();
    let members = [target, ("ServiceName", "codecommit.amazonaws.com")];
    let made = world.ask::<iam::CreateServiceSpecificCredential>(&world.root, &members);
    let made = made.await.unwrap().service_specific_credential.unwrap();
    [
        (SSH_KEY, key.ssh_public_key_id),
        (CREDENTIAL, made.service_specific_credential_id),
    ]
}

/// Makes a device that is enabled for `target` and one that is not, and tells their codes.
async fn devices(world: &World) -> Vec<Stand> {
    let device = world.mfa_device("device").await;
    world.enable_mfa(&device, "target").await;
    // The codes that enabled it are used up.
    world.clock.advance_seconds(90);
    let new = world.mfa_device("new").await;
    let codes = CODES.into_iter().zip(world.codes(&new));
    let own_codes = OWN_CODES.into_iter().zip(world.codes(&device));
    codes.chain(own_codes).collect()
}

/// ✔ for what was performed, ✘ for what was denied, ! for any other refusal.
async fn tick(column: &Column, action: &str, operation: &str, members: Members<'_>) -> char {
    let (world, stands) = stage(operation).await;
    let root = match column.account {
        ACCOUNT => world.root.clone(),
        other => world.account(other).await,
    };
    let caller = caller(&world, &root, &column.rights, action).await;
    if operation == "ChangePassword" && !matches!(column.rights, Rights::Root) {
        let members = [("UserName", "caller"), PASSWORD];
        let made = world.ask::<iam::CreateLoginProfile>(&root, &members).await;
        made.unwrap();
    }
    let members: Vec<_> = members
        .iter()
        .map(|member| {
            let stand = stands.iter().find(|(stand, _)| stand == member);
            stand.map_or(*member, |(_, value)| (member.0, value.as_str()))
        })
        .collect();
    match world.ask_by_name(&caller, operation, &members).await {
        Ok(_) => '✔',
        Err(error) if error.code.as_str() == "AccessDenied" => '✘',
        Err(_) => '!',
    }
}

/// The key of a caller with these rights about an action.
async fn caller(world: &World, root: &AccessKeyId, rights: &Rights, action: &str) -> AccessKeyId {
    match rights {
        Rights::Root => root.clone(),
        Rights::User(statements) => {
            let policy = document(&statements(action));
            world.user_of(root, "caller", &policy).await
        }
        Rights::Member(statements) => {
            let policy = document(&statements(action));
            world.group("callers", &policy).await;
            let caller = world.powerless("caller").await;
            let members = [("GroupName", "callers"), ("UserName", "caller")];
            let added = world.ask::<iam::AddUserToGroup>(root, &members).await;
            added.unwrap();
            caller
        }
        Rights::Session(statements) => {
            let user = world.powerless("caller").await;
            let policy = document(&statements(action));
            world.session(&user, "callers", &policy).await
        }
        Rights::Bounded(statements) => {
            let all = document(&[statement("Allow", "*", "*")]);
            let caller = world.user_of(root, "caller", &all).await;
            let policy = document(&statements(action));
            let boundary = world.policy_with("boundary", &policy).await;
            let members = [("UserName", "caller"), ("PermissionsBoundary", &boundary)];
            let put = world.ask::<iam::PutUserPermissionsBoundary>(root, &members);
            put.await.unwrap();
            caller
        }
    }
}

/// The line of an operation.
async fn line(action: &'static str, operation: &'static str, members: Members<'static>) -> String {
    let mut line = format!("{action:50}");
    for column in &COLUMNS {
        let tick = tick(column, action, operation, members).await;
        write!(line, "{tick:15}").unwrap();
    }
    line.trim_end().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_by_every_kind_of_caller() {
    let mut heading = format!("{:50}", "");
    for column in &COLUMNS {
        write!(heading, "{:15}", column.heading).unwrap();
    }
    let rows = PERFORMED.iter().map(|(row, _)| {
        let request = REQUESTS
            .iter()
            .find(|(operation, _)| *operation == row.name);
        let (operation, members) = request.unwrap_or_else(|| panic!("{} has no row", row.name));
        tokio::spawn(line(row.action, operation, members))
    });
    let rows: Vec<_> = rows.collect();
    let mut lines = vec![heading.trim_end().to_owned()];
    for row in rows {
        lines.push(row.await.unwrap());
    }
    assert_eq!(REQUESTS.len(), PERFORMED.len(), "a row is for nothing");
    insta::assert_snapshot!(lines.join("\n"));
}
