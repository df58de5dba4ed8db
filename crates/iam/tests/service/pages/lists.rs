//! The lists, and a world in which each of them has items.

use iamd_api::iam;

use crate::{
    credential_files::{P256, RSA, RSA_KEY, ssh_public_key},
    documents::{SAML_METADATA, allow, service_trust},
    world::{Members, World, policy_arn},
};

/// A list that can be asked for page by page.
pub(super) struct List {
    pub(super) operation: &'static str,
    pub(super) members: Members<'static>,
    /// The element of the answer that tells an item apart.
    pub(super) element: &'static str,
    /// How an item is taken off the list: the operation, its members, and the one for the item.
    pub(super) removal: (&'static str, Members<'static>, &'static str),
}

const BOB: (&str, &str) = ("UserName", "bob");
/// The policy that several lists are about.
pub(super) const POLICY: (&str, &str) = ("PolicyArn", "arn:aws:iam::123456789012:policy/policy");
const GROUP: (&str, &str) = ("GroupName", "group");
const ROLE: (&str, &str) = ("RoleName", "role");
const DEVICE: (&str, &str) = ("SerialNumber", "arn:aws:iam::123456789012:mfa/bob-1");
const PROFILE: (&str, &str) = ("InstanceProfileName", "profile");
const CERTIFICATE: (&str, &str) = ("ServerCertificateName", "certificate");

const SAML: (&str, &str) = (
    "SAMLProviderArn",
    "arn:aws:iam::123456789012:saml-provider/corporate",
);
const OIDC: (&str, &str) = (
    "OpenIDConnectProviderArn",
    "arn:aws:iam::123456789012:oidc-provider/token.example.com",
);

/// Every list of IAM.
pub(super) const LISTS: &[List] = &[
    List {
        operation: "ListUsers",
        members: &[],
        element: "UserName",
        removal: ("DeleteUser", &[], "UserName"),
    },
    List {
        operation: "ListAccessKeys",
        members: &[BOB],
        element: "AccessKeyId",
        removal: ("DeleteAccessKey", &[BOB], "AccessKeyId"),
    },
    List {
        operation: "ListUserPolicies",
        members: &[BOB],
        element: "member",
        removal: ("DeleteUserPolicy", &[BOB], "PolicyName"),
    },
    List {
        operation: "ListAttachedUserPolicies",
        members: &[BOB],
        element: "PolicyArn",
        removal: ("DetachUserPolicy", &[BOB], "PolicyArn"),
    },
    List {
        operation: "ListUserTags",
        members: &[BOB],
        element: "Key",
        removal: ("UntagUser", &[BOB], "TagKeys.member.1"),
    },
    List {
        operation: "ListPolicies",
        members: &[("Scope", "Local")],
        element: "Arn",
        removal: ("DeletePolicy", &[], "PolicyArn"),
    },
    List {
        operation: "ListPolicyVersions",
        members: &[POLICY],
        element: "VersionId",
        removal: ("DeletePolicyVersion", &[POLICY], "VersionId"),
    },
    List {
        operation: "ListPolicyTags",
        members: &[POLICY],
        element: "Key",
        removal: ("UntagPolicy", &[POLICY], "TagKeys.member.1"),
    },
    List {
        operation: "ListEntitiesForPolicy",
        members: &[POLICY],
        element: "UserName",
        removal: ("DetachUserPolicy", &[POLICY], "UserName"),
    },
    List {
        operation: "ListGroups",
        members: &[],
        element: "GroupName",
        removal: ("DeleteGroup", &[], "GroupName"),
    },
    List {
        operation: "GetGroup",
        members: &[GROUP],
        element: "UserName",
        removal: ("RemoveUserFromGroup", &[GROUP], "UserName"),
    },
    List {
        operation: "ListGroupsForUser",
        members: &[BOB],
        element: "GroupName",
        removal: ("RemoveUserFromGroup", &[BOB], "GroupName"),
    },
    List {
        operation: "ListGroupPolicies",
        members: &[GROUP],
        element: "member",
        removal: ("DeleteGroupPolicy", &[GROUP], "PolicyName"),
    },
    List {
        operation: "ListAttachedGroupPolicies",
        members: &[GROUP],
        element: "PolicyArn",
        removal: ("DetachGroupPolicy", &[GROUP], "PolicyArn"),
    },
    List {
        operation: "ListRoles",
        members: &[],
        element: "RoleName",
        removal: ("DeleteRole", &[], "RoleName"),
    },
    List {
        operation: "ListRolePolicies",
        members: &[ROLE],
        element: "member",
        removal: ("DeleteRolePolicy", &[ROLE], "PolicyName"),
    },
    List {
        operation: "ListAttachedRolePolicies",
        members: &[ROLE],
        element: "PolicyArn",
        removal: ("DetachRolePolicy", &[ROLE], "PolicyArn"),
    },
    List {
        operation: "ListRoleTags",
        members: &[ROLE],
        element: "Key",
        removal: ("UntagRole", &[ROLE], "TagKeys.member.1"),
    },
    List {
        operation: "ListInstanceProfiles",
        members: &[],
        element: "InstanceProfileName",
        removal: ("DeleteInstanceProfile", &[], "InstanceProfileName"),
    },
    List {
        operation: "ListInstanceProfilesForRole",
        members: &[ROLE],
        element: "InstanceProfileName",
        removal: (
            "RemoveRoleFromInstanceProfile",
            &[ROLE],
            "InstanceProfileName",
        ),
    },
    List {
        operation: "ListVirtualMFADevices",
        members: &[("AssignmentStatus", "Unassigned")],
        element: "SerialNumber",
        removal: ("DeleteVirtualMFADevice", &[], "SerialNumber"),
    },
    List {
        operation: "ListMFADevices",
        members: &[BOB],
        element: "SerialNumber",
        removal: ("DeactivateMFADevice", &[BOB], "SerialNumber"),
    },
    List {
        operation: "ListMFADeviceTags",
        members: &[DEVICE],
        element: "Key",
        removal: ("UntagMFADevice", &[DEVICE], "TagKeys.member.1"),
    },
    List {
        operation: "ListInstanceProfileTags",
        members: &[PROFILE],
        element: "Key",
        removal: ("UntagInstanceProfile", &[PROFILE], "TagKeys.member.1"),
    },
    List {
        operation: "ListSAMLProviderTags",
        members: &[SAML],
        element: "Key",
        removal: ("UntagSAMLProvider", &[SAML], "TagKeys.member.1"),
    },
    List {
        operation: "ListOpenIDConnectProviderTags",
        members: &[OIDC],
        element: "Key",
        removal: ("UntagOpenIDConnectProvider", &[OIDC], "TagKeys.member.1"),
    },
    List {
        operation: "ListSigningCertificates",
        members: &[BOB],
        element: "CertificateId",
        removal: ("DeleteSigningCertificate", &[BOB], "CertificateId"),
    },
    List {
        operation: "ListSSHPublicKeys",
        members: &[BOB],
        element: "SSHPublicKeyId",
        removal: ("DeleteSSHPublicKey", &[BOB], "SSHPublicKeyId"),
    },
    List {
        operation: "ListServiceSpecificCredentials",
        members: &[BOB],
        element: "ServiceSpecificCredentialId",
        removal: (
            "DeleteServiceSpecificCredential",
            &[BOB],
            "ServiceSpecificCredentialId",
        ),
    },
    List {
        operation: "ListServerCertificates",
        members: &[],
        element: "ServerCertificateName",
        removal: ("DeleteServerCertificate", &[], "ServerCertificateName"),
    },
    List {
        operation: "ListServerCertificateTags",
        members: &[CERTIFICATE],
        element: "Key",
        removal: ("UntagServerCertificate", &[CERTIFICATE], "TagKeys.member.1"),
    },
];

/// A world in which each list has at least two items, most have four.
pub(super) async fn world() -> World {
    let world = World::new().await;
    let root = &world.root;
    let document = allow("iam:GetUser", "*");
    let arn = world.policy("policy").await;
    let tags = [
        ("Tags.member.1.Key", "a"),
        ("Tags.member.1.Value", ""),
        ("Tags.member.2.Key", "B"),
        ("Tags.member.2.Value", ""),
        ("Tags.member.3.Key", "c"),
        ("Tags.member.3.Value", ""),
    ];
    for name in ["bob", "Eve", "zoe", "Max"] {
        world
            .ask::<iam::CreateUser>(root, &[("UserName", name)])
            .await
            .unwrap();
        let members = [("UserName", name), ("PolicyArn", arn.as_str())];
        world
            .ask::<iam::AttachUserPolicy>(root, &members)
            .await
            .unwrap();
    }
    for _ in 0..2 {
        world.key(root, "bob").await;
        world.clock.advance_seconds(1);
    }
    for name in ["a", "B", "c", "d-e"] {
        let inline = [BOB, ("PolicyName", name), ("PolicyDocument", &document)];
        world
            .ask::<iam::PutUserPolicy>(root, &inline)
            .await
            .unwrap();
        world.policy(name).await;
        let version = [
            POLICY,
            ("PolicyDocument", &document),
            ("SetAsDefault", "true"),
        ];
        world
            .ask::<iam::CreatePolicyVersion>(root, &version)
            .await
            .unwrap();
        let attachment = [BOB, ("PolicyArn", &policy_arn(name))];
        world
            .ask::<iam::AttachUserPolicy>(root, &attachment)
            .await
            .unwrap();
    }
    world
        .ask::<iam::TagUser>(root, &[&[BOB][..], &tags].concat())
        .await
        .unwrap();
    world
        .ask::<iam::TagPolicy>(root, &[&[POLICY][..], &tags].concat())
        .await
        .unwrap();
    fill_groups(&world).await;
    fill_roles(&world, &tags).await;
    fill_devices(&world, &tags).await;
    fill_providers(&world, &tags).await;
    fill_credentials(&world).await;
    fill_server_certificates(&world, &tags).await;
    world
}

async fn fill_groups(world: &World) {
    let document = allow("iam:GetUser", "*");
    for name in ["group", "A", "b-c", "d"] {
        let name = ("GroupName", name);
        world.perform("CreateGroup", &[name]).await;
        world.perform("AddUserToGroup", &[name, BOB]).await;
    }
    for user in ["Eve", "zoe", "Max"] {
        world
            .perform("AddUserToGroup", &[GROUP, ("UserName", user)])
            .await;
    }
    for name in ["a", "B", "c", "d-e"] {
        let inline = [GROUP, ("PolicyName", name), ("PolicyDocument", &document)];
        world.perform("PutGroupPolicy", &inline).await;
        let attached = [GROUP, ("PolicyArn", &policy_arn(name))];
        world.perform("AttachGroupPolicy", &attached).await;
    }
}

async fn fill_roles(world: &World, tags: Members<'_>) {
    let document = allow("iam:GetUser", "*");
    let trusting = ("AssumeRolePolicyDocument", &*service_trust());
    for name in ["role", "A", "b-c", "d"] {
        world
            .perform("CreateRole", &[("RoleName", name), trusting])
            .await;
    }
    for name in ["profile", "A", "b-c", "d"] {
        let name = ("InstanceProfileName", name);
        world.perform("CreateInstanceProfile", &[name]).await;
        world
            .perform("AddRoleToInstanceProfile", &[name, ROLE])
            .await;
    }
    for name in ["a", "B", "c", "d-e"] {
        let inline = [ROLE, ("PolicyName", name), ("PolicyDocument", &document)];
        world.perform("PutRolePolicy", &inline).await;
        let attached = [ROLE, ("PolicyArn", &policy_arn(name))];
        world.perform("AttachRolePolicy", &attached).await;
    }
    world
        .perform("TagRole", &[&[ROLE][..], tags].concat())
        .await;
    world
        .perform("TagInstanceProfile", &[&[PROFILE][..], tags].concat())
        .await;
}

async fn fill_devices(world: &World, tags: Members<'_>) {
    for name in ["a", "B", "c"] {
        world.mfa_device(name).await;
    }
    for name in ["bob-1", "bob-2"] {
        let device = world.mfa_device(name).await;
        world.enable_mfa(&device, "bob").await;
        world.clock.advance_seconds(1);
    }
    world
        .perform("TagMFADevice", &[&[DEVICE][..], tags].concat())
        .await;
}

async fn fill_providers(world: &World, tags: Members<'_>) {
    let saml = [
        ("Name", "corporate"),
        ("SAMLMetadataDocument", SAML_METADATA),
    ];
    world
        .perform("CreateSAMLProvider", &[&saml[..], tags].concat())
        .await;
    let oidc = [("Url", "https://token.example.com")];
    world
        .perform("CreateOpenIDConnectProvider", &[&oidc[..], tags].concat())
        .await;
}

async fn fill_credentials(world: &World) {
    for body in [RSA, P256] {
        let members = [BOB, ("CertificateBody", body)];
        world.perform("UploadSigningCertificate", &members).await;
    }
    for number in 0..3 {
        let members = [BOB, ("SSHPublicKeyBody", &*ssh_public_key(number))];
        world.perform("UploadSSHPublicKey", &members).await;
        world.clock.advance_seconds(1);
    }
    for service in ["codecommit.amazonaws.com", "bedrock.amazonaws.com"] {
        let members = [BOB, ("ServiceName", service)];
        for _ in 0..2 {
            world
                .perform("CreateServiceSpecificCredential", &members)
                .await;
        }
    }
}

async fn fill_server_certificates(world: &World, tags: Members<'_>) {
    for name in ["certificate", "A", "b-c", "d"] {
        let name = ("ServerCertificateName", name);
        let members = [name, ("CertificateBody", RSA), ("PrivateKey", RSA_KEY)];
        world.perform("UploadServerCertificate", &members).await;
    }
    world
        .perform("TagServerCertificate", &[&[CERTIFICATE][..], tags].concat())
        .await;
}

/// Takes away what keeps the items of a list from going.
pub(super) async fn free(world: &World, operation: &str) {
    const USERS: [&str; 4] = ["bob", "Eve", "zoe", "Max"];
    const POLICIES: [&str; 4] = ["a", "B", "c", "d-e"];
    let of_users: Vec<_> = USERS.map(|name| ("UserName", name)).into();
    match operation {
        "ListUsers" => {
            for user in of_users {
                world.perform("DetachUserPolicy", &[user, POLICY]).await;
                world.perform("RemoveUserFromGroup", &[user, GROUP]).await;
            }
        }
        "ListPolicies" => {
            for user in of_users {
                world.perform("DetachUserPolicy", &[user, POLICY]).await;
            }
            for name in POLICIES {
                let policy = ("PolicyArn", &*policy_arn(name));
                world.perform("DetachUserPolicy", &[BOB, policy]).await;
                world.perform("DetachGroupPolicy", &[GROUP, policy]).await;
                world.perform("DetachRolePolicy", &[ROLE, policy]).await;
            }
        }
        "ListPolicyVersions" => {
            let members = [POLICY, ("VersionId", "v1")];
            world.perform("SetDefaultPolicyVersion", &members).await;
        }
        "ListGroups" => {
            for name in ["A", "b-c", "d"] {
                let members = [("GroupName", name), BOB];
                world.perform("RemoveUserFromGroup", &members).await;
            }
        }
        "ListInstanceProfiles" => {
            for name in ["profile", "A", "b-c", "d"] {
                let members = [("InstanceProfileName", name), ROLE];
                world
                    .perform("RemoveRoleFromInstanceProfile", &members)
                    .await;
            }
        }
        _ => {}
    }
}
