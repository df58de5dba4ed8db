// Written by `cargo xtask codegen`. Do not edit.

use crate::{AccessLevel, ErrorCode, Gate, OperationRow, Service};

pub(super) static ACCEPT_DELEGATION_REQUEST: OperationRow = OperationRow {
    service: Service::Iam,
    name: "AcceptDelegationRequest",
    action: "iam:AcceptDelegationRequest",
    access: AccessLevel::Write,
    resources: &["delegation-request"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static ACQUIRE_ROLE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "AcquireRole",
    action: "iam:AcquireRole",
    access: AccessLevel::Write,
    resources: &["role"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::NameConflict,
        ErrorCode::NoSuchEntity,
        ErrorCode::RoleModified,
        ErrorCode::RoleTemplateDisabled,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static ADD_CLIENT_ID_TO_OPEN_ID_CONNECT_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "AddClientIDToOpenIDConnectProvider",
    action: "iam:AddClientIDToOpenIDConnectProvider",
    access: AccessLevel::PermissionsManagement,
    resources: &["oidc-provider"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static ADD_ROLE_TO_INSTANCE_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "AddRoleToInstanceProfile",
    action: "iam:AddRoleToInstanceProfile",
    access: AccessLevel::PermissionsManagement,
    resources: &["instance-profile"],
    condition_keys: &[],
    dependent_actions: &["iam:PassRole"],
    errors: &[
        ErrorCode::EntityAlreadyExists,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static ADD_USER_TO_GROUP: OperationRow = OperationRow {
    service: Service::Iam,
    name: "AddUserToGroup",
    action: "iam:AddUserToGroup",
    access: AccessLevel::PermissionsManagement,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static ASSOCIATE_DELEGATION_REQUEST: OperationRow = OperationRow {
    service: Service::Iam,
    name: "AssociateDelegationRequest",
    action: "iam:AssociateDelegationRequest",
    access: AccessLevel::Write,
    resources: &["delegation-request"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static ATTACH_GROUP_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "AttachGroupPolicy",
    action: "iam:AttachGroupPolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["group"],
    condition_keys: &["iam:PolicyARN"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::PolicyNotAttachable,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static ATTACH_ROLE_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "AttachRolePolicy",
    action: "iam:AttachRolePolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary", "iam:PolicyARN"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::PolicyNotAttachable,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static ATTACH_USER_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "AttachUserPolicy",
    action: "iam:AttachUserPolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &["iam:PermissionsBoundary", "iam:PolicyARN"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::PolicyNotAttachable,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static CHANGE_PASSWORD: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ChangePassword",
    action: "iam:ChangePassword",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::EntityTemporarilyUnmodifiable,
        ErrorCode::InvalidUserType,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::PasswordPolicyViolation,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static CREATE_ACCESS_KEY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateAccessKey",
    action: "iam:CreateAccessKey",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_ACCOUNT_ALIAS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateAccountAlias",
    action: "iam:CreateAccountAlias",
    access: AccessLevel::PermissionsManagement,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::LimitExceeded,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static CREATE_DELEGATION_REQUEST: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateDelegationRequest",
    action: "iam:CreateDelegationRequest",
    access: AccessLevel::Write,
    resources: &["delegation-request"],
    condition_keys: &[
        "iam:DelegationDuration",
        "iam:NotificationChannel",
        "iam:TemplateArn",
    ],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_GROUP: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateGroup",
    action: "iam:CreateGroup",
    access: AccessLevel::PermissionsManagement,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::EntityAlreadyExists,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_INSTANCE_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateInstanceProfile",
    action: "iam:CreateInstanceProfile",
    access: AccessLevel::PermissionsManagement,
    resources: &["instance-profile"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_LOGIN_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateLoginProfile",
    action: "iam:CreateLoginProfile",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::EntityAlreadyExists,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::PasswordPolicyViolation,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_OPEN_ID_CONNECT_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateOpenIDConnectProvider",
    action: "iam:CreateOpenIDConnectProvider",
    access: AccessLevel::PermissionsManagement,
    resources: &["oidc-provider"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::OpenIdIdpCommunicationError,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreatePolicy",
    action: "iam:CreatePolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["policy"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_POLICY_VERSION: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreatePolicyVersion",
    action: "iam:CreatePolicyVersion",
    access: AccessLevel::PermissionsManagement,
    resources: &["policy"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_ROLE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateRole",
    action: "iam:CreateRole",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &[
        "aws:RequestTag/${TagKey}",
        "aws:TagKeys",
        "iam:PermissionsBoundary",
    ],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_SAML_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateSAMLProvider",
    action: "iam:CreateSAMLProvider",
    access: AccessLevel::PermissionsManagement,
    resources: &["saml-provider"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_SERVICE_LINKED_ROLE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateServiceLinkedRole",
    action: "iam:CreateServiceLinkedRole",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:AWSServiceName"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_SERVICE_SPECIFIC_CREDENTIAL: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateServiceSpecificCredential",
    action: "iam:CreateServiceSpecificCredential",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[
        "iam:ServiceSpecificCredentialAgeDays",
        "iam:ServiceSpecificCredentialServiceName",
    ],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::NotSupportedService,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_USER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateUser",
    action: "iam:CreateUser",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[
        "aws:RequestTag/${TagKey}",
        "aws:TagKeys",
        "iam:PermissionsBoundary",
    ],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static CREATE_VIRTUAL_MFA_DEVICE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "CreateVirtualMFADevice",
    action: "iam:CreateVirtualMFADevice",
    access: AccessLevel::PermissionsManagement,
    resources: &["mfa"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static DEACTIVATE_MFA_DEVICE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeactivateMFADevice",
    action: "iam:DeactivateMFADevice",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityTemporarilyUnmodifiable,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_ACCESS_KEY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteAccessKey",
    action: "iam:DeleteAccessKey",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_ACCOUNT_ALIAS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteAccountAlias",
    action: "iam:DeleteAccountAlias",
    access: AccessLevel::PermissionsManagement,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_ACCOUNT_PASSWORD_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteAccountPasswordPolicy",
    action: "iam:DeleteAccountPasswordPolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_GROUP: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteGroup",
    action: "iam:DeleteGroup",
    access: AccessLevel::PermissionsManagement,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::DeleteConflict,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_GROUP_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteGroupPolicy",
    action: "iam:DeleteGroupPolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_INSTANCE_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteInstanceProfile",
    action: "iam:DeleteInstanceProfile",
    access: AccessLevel::PermissionsManagement,
    resources: &["instance-profile"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::DeleteConflict,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_LOGIN_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteLoginProfile",
    action: "iam:DeleteLoginProfile",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::EntityTemporarilyUnmodifiable,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_OPEN_ID_CONNECT_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteOpenIDConnectProvider",
    action: "iam:DeleteOpenIDConnectProvider",
    access: AccessLevel::PermissionsManagement,
    resources: &["oidc-provider"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeletePolicy",
    action: "iam:DeletePolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["policy"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::DeleteConflict,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_POLICY_VERSION: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeletePolicyVersion",
    action: "iam:DeletePolicyVersion",
    access: AccessLevel::PermissionsManagement,
    resources: &["policy"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::DeleteConflict,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_ROLE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteRole",
    action: "iam:DeleteRole",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::DeleteConflict,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_ROLE_PERMISSIONS_BOUNDARY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteRolePermissionsBoundary",
    action: "iam:DeleteRolePermissionsBoundary",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_ROLE_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteRolePolicy",
    action: "iam:DeleteRolePolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_SAML_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteSAMLProvider",
    action: "iam:DeleteSAMLProvider",
    access: AccessLevel::PermissionsManagement,
    resources: &["saml-provider"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_SSH_PUBLIC_KEY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteSSHPublicKey",
    action: "iam:DeleteSSHPublicKey",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_SERVER_CERTIFICATE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteServerCertificate",
    action: "iam:DeleteServerCertificate",
    access: AccessLevel::PermissionsManagement,
    resources: &["server-certificate"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::DeleteConflict,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_SERVICE_LINKED_ROLE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteServiceLinkedRole",
    action: "iam:DeleteServiceLinkedRole",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static DELETE_SERVICE_SPECIFIC_CREDENTIAL: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteServiceSpecificCredential",
    action: "iam:DeleteServiceSpecificCredential",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &["iam:ServiceSpecificCredentialServiceName"],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_SIGNING_CERTIFICATE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteSigningCertificate",
    action: "iam:DeleteSigningCertificate",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_USER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteUser",
    action: "iam:DeleteUser",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::DeleteConflict,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_USER_PERMISSIONS_BOUNDARY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteUserPermissionsBoundary",
    action: "iam:DeleteUserPermissionsBoundary",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_USER_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteUserPolicy",
    action: "iam:DeleteUserPolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DELETE_VIRTUAL_MFA_DEVICE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DeleteVirtualMFADevice",
    action: "iam:DeleteVirtualMFADevice",
    access: AccessLevel::PermissionsManagement,
    resources: &["mfa", "sms-mfa"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::DeleteConflict,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DETACH_GROUP_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DetachGroupPolicy",
    action: "iam:DetachGroupPolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["group"],
    condition_keys: &["iam:PolicyARN"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DETACH_ROLE_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DetachRolePolicy",
    action: "iam:DetachRolePolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary", "iam:PolicyARN"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DETACH_USER_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DetachUserPolicy",
    action: "iam:DetachUserPolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &["iam:PermissionsBoundary", "iam:PolicyARN"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static DISABLE_ORGANIZATIONS_ROOT_CREDENTIALS_MANAGEMENT: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DisableOrganizationsRootCredentialsManagement",
    action: "iam:DisableOrganizationsRootCredentialsManagement",
    access: AccessLevel::Write,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::AccountNotManagementOrDelegatedAdministratorException,
        ErrorCode::OrganizationNotFoundException,
        ErrorCode::OrganizationNotInAllFeaturesModeException,
        ErrorCode::ServiceAccessNotEnabledException,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static DISABLE_ORGANIZATIONS_ROOT_SESSIONS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DisableOrganizationsRootSessions",
    action: "iam:DisableOrganizationsRootSessions",
    access: AccessLevel::Write,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::AccountNotManagementOrDelegatedAdministratorException,
        ErrorCode::OrganizationNotFoundException,
        ErrorCode::OrganizationNotInAllFeaturesModeException,
        ErrorCode::ServiceAccessNotEnabledException,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static DISABLE_OUTBOUND_WEB_IDENTITY_FEDERATION: OperationRow = OperationRow {
    service: Service::Iam,
    name: "DisableOutboundWebIdentityFederation",
    action: "iam:DisableOutboundWebIdentityFederation",
    access: AccessLevel::Write,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::FeatureDisabled],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static ENABLE_MFA_DEVICE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "EnableMFADevice",
    action: "iam:EnableMFADevice",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[
        "iam:FIDO-FIPS-140-2-certification",
        "iam:FIDO-FIPS-140-3-certification",
        "iam:FIDO-certification",
        "iam:RegisterSecurityKey",
    ],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::EntityTemporarilyUnmodifiable,
        ErrorCode::InvalidAuthenticationCode,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static ENABLE_ORGANIZATIONS_ROOT_CREDENTIALS_MANAGEMENT: OperationRow = OperationRow {
    service: Service::Iam,
    name: "EnableOrganizationsRootCredentialsManagement",
    action: "iam:EnableOrganizationsRootCredentialsManagement",
    access: AccessLevel::Write,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::AccountNotManagementOrDelegatedAdministratorException,
        ErrorCode::CallerIsNotManagementAccountException,
        ErrorCode::OrganizationNotFoundException,
        ErrorCode::OrganizationNotInAllFeaturesModeException,
        ErrorCode::ServiceAccessNotEnabledException,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static ENABLE_ORGANIZATIONS_ROOT_SESSIONS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "EnableOrganizationsRootSessions",
    action: "iam:EnableOrganizationsRootSessions",
    access: AccessLevel::Write,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::AccountNotManagementOrDelegatedAdministratorException,
        ErrorCode::CallerIsNotManagementAccountException,
        ErrorCode::OrganizationNotFoundException,
        ErrorCode::OrganizationNotInAllFeaturesModeException,
        ErrorCode::ServiceAccessNotEnabledException,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static ENABLE_OUTBOUND_WEB_IDENTITY_FEDERATION: OperationRow = OperationRow {
    service: Service::Iam,
    name: "EnableOutboundWebIdentityFederation",
    action: "iam:EnableOutboundWebIdentityFederation",
    access: AccessLevel::Write,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::FeatureEnabled],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GENERATE_CREDENTIAL_REPORT: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GenerateCredentialReport",
    action: "iam:GenerateCredentialReport",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::LimitExceeded, ErrorCode::ServiceFailure],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GENERATE_ORGANIZATIONS_ACCESS_REPORT: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GenerateOrganizationsAccessReport",
    action: "iam:GenerateOrganizationsAccessReport",
    access: AccessLevel::Read,
    resources: &["access-report"],
    condition_keys: &["iam:OrganizationsPolicyId"],
    dependent_actions: &[
        "organizations:DescribePolicy",
        "organizations:ListChildren",
        "organizations:ListParents",
        "organizations:ListPoliciesForTarget",
        "organizations:ListRoots",
        "organizations:ListTargetsForPolicy",
    ],
    errors: &[ErrorCode::ReportGenerationLimitExceeded],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GENERATE_SERVICE_LAST_ACCESSED_DETAILS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GenerateServiceLastAccessedDetails",
    action: "iam:GenerateServiceLastAccessedDetails",
    access: AccessLevel::Read,
    resources: &["group", "policy", "role", "user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::InvalidInput, ErrorCode::NoSuchEntity],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_ACCESS_KEY_LAST_USED: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetAccessKeyLastUsed",
    action: "iam:GetAccessKeyLastUsed",
    access: AccessLevel::Read,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_ACCOUNT_AUTHORIZATION_DETAILS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetAccountAuthorizationDetails",
    action: "iam:GetAccountAuthorizationDetails",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_ACCOUNT_PASSWORD_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetAccountPasswordPolicy",
    action: "iam:GetAccountPasswordPolicy",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_ACCOUNT_PROPERTIES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetAccountProperties",
    action: "iam:GetAccountProperties",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::InvalidInput, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_ACCOUNT_SUMMARY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetAccountSummary",
    action: "iam:GetAccountSummary",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetContextKeysForCustomPolicy",
    action: "iam:GetContextKeysForCustomPolicy",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::InvalidInput],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetContextKeysForPrincipalPolicy",
    action: "iam:GetContextKeysForPrincipalPolicy",
    access: AccessLevel::Read,
    resources: &["group", "role", "user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::InvalidInput, ErrorCode::NoSuchEntity],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_CREDENTIAL_REPORT: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetCredentialReport",
    action: "iam:GetCredentialReport",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ReportExpired,
        ErrorCode::ReportInProgress,
        ErrorCode::ReportNotPresent,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_DELEGATION_REQUEST: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetDelegationRequest",
    action: "iam:GetDelegationRequest",
    access: AccessLevel::Read,
    resources: &["delegation-request"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_GROUP: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetGroup",
    action: "iam:GetGroup",
    access: AccessLevel::Read,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_GROUP_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetGroupPolicy",
    action: "iam:GetGroupPolicy",
    access: AccessLevel::Read,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_HUMAN_READABLE_SUMMARY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetHumanReadableSummary",
    action: "iam:GetHumanReadableSummary",
    access: AccessLevel::Read,
    resources: &["delegation-request"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_INSTANCE_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetInstanceProfile",
    action: "iam:GetInstanceProfile",
    access: AccessLevel::Read,
    resources: &["instance-profile"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_LOGIN_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetLoginProfile",
    action: "iam:GetLoginProfile",
    access: AccessLevel::List,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_MFA_DEVICE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetMFADevice",
    action: "iam:GetMFADevice",
    access: AccessLevel::Read,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_OPEN_ID_CONNECT_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetOpenIDConnectProvider",
    action: "iam:GetOpenIDConnectProvider",
    access: AccessLevel::Read,
    resources: &["oidc-provider"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_ORGANIZATIONS_ACCESS_REPORT: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetOrganizationsAccessReport",
    action: "iam:GetOrganizationsAccessReport",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_OUTBOUND_WEB_IDENTITY_FEDERATION_INFO: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetOutboundWebIdentityFederationInfo",
    action: "iam:GetOutboundWebIdentityFederationInfo",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::FeatureDisabled],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetPolicy",
    action: "iam:GetPolicy",
    access: AccessLevel::Read,
    resources: &["policy"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_POLICY_VERSION: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetPolicyVersion",
    action: "iam:GetPolicyVersion",
    access: AccessLevel::Read,
    resources: &["policy"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_ROLE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetRole",
    action: "iam:GetRole",
    access: AccessLevel::Read,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_ROLE_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetRolePolicy",
    action: "iam:GetRolePolicy",
    access: AccessLevel::Read,
    resources: &["role"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_ROLE_TEMPLATE_VERSION: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetRoleTemplateVersion",
    action: "iam:GetRoleTemplateVersion",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_SAML_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetSAMLProvider",
    action: "iam:GetSAMLProvider",
    access: AccessLevel::Read,
    resources: &["saml-provider"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_SSH_PUBLIC_KEY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetSSHPublicKey",
    action: "iam:GetSSHPublicKey",
    access: AccessLevel::Read,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::NoSuchEntity,
        ErrorCode::UnrecognizedPublicKeyEncoding,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_SERVER_CERTIFICATE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetServerCertificate",
    action: "iam:GetServerCertificate",
    access: AccessLevel::Read,
    resources: &["server-certificate"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_SERVICE_LAST_ACCESSED_DETAILS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetServiceLastAccessedDetails",
    action: "iam:GetServiceLastAccessedDetails",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::InvalidInput, ErrorCode::NoSuchEntity],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_SERVICE_LAST_ACCESSED_DETAILS_WITH_ENTITIES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetServiceLastAccessedDetailsWithEntities",
    action: "iam:GetServiceLastAccessedDetailsWithEntities",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::InvalidInput, ErrorCode::NoSuchEntity],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_SERVICE_LINKED_ROLE_DELETION_STATUS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetServiceLinkedRoleDeletionStatus",
    action: "iam:GetServiceLinkedRoleDeletionStatus",
    access: AccessLevel::Read,
    resources: &["role"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_USER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetUser",
    action: "iam:GetUser",
    access: AccessLevel::Read,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static GET_USER_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "GetUserPolicy",
    action: "iam:GetUserPolicy",
    access: AccessLevel::Read,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_ACCESS_KEYS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListAccessKeys",
    action: "iam:ListAccessKeys",
    access: AccessLevel::List,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_ACCOUNT_ALIASES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListAccountAliases",
    action: "iam:ListAccountAliases",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_ATTACHED_GROUP_POLICIES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListAttachedGroupPolicies",
    action: "iam:ListAttachedGroupPolicies",
    access: AccessLevel::List,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_ATTACHED_ROLE_POLICIES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListAttachedRolePolicies",
    action: "iam:ListAttachedRolePolicies",
    access: AccessLevel::List,
    resources: &["role"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_ATTACHED_USER_POLICIES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListAttachedUserPolicies",
    action: "iam:ListAttachedUserPolicies",
    access: AccessLevel::List,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_DELEGATION_REQUESTS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListDelegationRequests",
    action: "iam:ListDelegationRequests",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &["iam:DelegationRequestOwner"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_ENTITIES_FOR_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListEntitiesForPolicy",
    action: "iam:ListEntitiesForPolicy",
    access: AccessLevel::List,
    resources: &["policy"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_GROUP_POLICIES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListGroupPolicies",
    action: "iam:ListGroupPolicies",
    access: AccessLevel::List,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_GROUPS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListGroups",
    action: "iam:ListGroups",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_GROUPS_FOR_USER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListGroupsForUser",
    action: "iam:ListGroupsForUser",
    access: AccessLevel::List,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_INSTANCE_PROFILE_TAGS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListInstanceProfileTags",
    action: "iam:ListInstanceProfileTags",
    access: AccessLevel::List,
    resources: &["instance-profile"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_INSTANCE_PROFILES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListInstanceProfiles",
    action: "iam:ListInstanceProfiles",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_INSTANCE_PROFILES_FOR_ROLE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListInstanceProfilesForRole",
    action: "iam:ListInstanceProfilesForRole",
    access: AccessLevel::List,
    resources: &["role"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_MFA_DEVICE_TAGS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListMFADeviceTags",
    action: "iam:ListMFADeviceTags",
    access: AccessLevel::List,
    resources: &["mfa"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_MFA_DEVICES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListMFADevices",
    action: "iam:ListMFADevices",
    access: AccessLevel::List,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_OPEN_ID_CONNECT_PROVIDER_TAGS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListOpenIDConnectProviderTags",
    action: "iam:ListOpenIDConnectProviderTags",
    access: AccessLevel::List,
    resources: &["oidc-provider"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_OPEN_ID_CONNECT_PROVIDERS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListOpenIDConnectProviders",
    action: "iam:ListOpenIDConnectProviders",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_ORGANIZATIONS_FEATURES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListOrganizationsFeatures",
    action: "iam:ListOrganizationsFeatures",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::AccountNotManagementOrDelegatedAdministratorException,
        ErrorCode::OrganizationNotFoundException,
        ErrorCode::OrganizationNotInAllFeaturesModeException,
        ErrorCode::ServiceAccessNotEnabledException,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_POLICIES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListPolicies",
    action: "iam:ListPolicies",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_POLICIES_GRANTING_SERVICE_ACCESS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListPoliciesGrantingServiceAccess",
    action: "iam:ListPoliciesGrantingServiceAccess",
    access: AccessLevel::List,
    resources: &["group", "role", "user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::InvalidInput, ErrorCode::NoSuchEntity],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_POLICY_TAGS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListPolicyTags",
    action: "iam:ListPolicyTags",
    access: AccessLevel::List,
    resources: &["policy"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_POLICY_VERSIONS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListPolicyVersions",
    action: "iam:ListPolicyVersions",
    access: AccessLevel::List,
    resources: &["policy"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_ROLE_POLICIES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListRolePolicies",
    action: "iam:ListRolePolicies",
    access: AccessLevel::List,
    resources: &["role"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_ROLE_TAGS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListRoleTags",
    action: "iam:ListRoleTags",
    access: AccessLevel::List,
    resources: &["role"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_ROLES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListRoles",
    action: "iam:ListRoles",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_SAML_PROVIDER_TAGS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListSAMLProviderTags",
    action: "iam:ListSAMLProviderTags",
    access: AccessLevel::List,
    resources: &["saml-provider"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_SAML_PROVIDERS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListSAMLProviders",
    action: "iam:ListSAMLProviders",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_SSH_PUBLIC_KEYS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListSSHPublicKeys",
    action: "iam:ListSSHPublicKeys",
    access: AccessLevel::List,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_SERVER_CERTIFICATE_TAGS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListServerCertificateTags",
    action: "iam:ListServerCertificateTags",
    access: AccessLevel::List,
    resources: &["server-certificate"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_SERVER_CERTIFICATES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListServerCertificates",
    action: "iam:ListServerCertificates",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_SERVICE_SPECIFIC_CREDENTIALS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListServiceSpecificCredentials",
    action: "iam:ListServiceSpecificCredentials",
    access: AccessLevel::List,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::NotSupportedService],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_SIGNING_CERTIFICATES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListSigningCertificates",
    action: "iam:ListSigningCertificates",
    access: AccessLevel::List,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_USER_POLICIES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListUserPolicies",
    action: "iam:ListUserPolicies",
    access: AccessLevel::List,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_USER_TAGS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListUserTags",
    action: "iam:ListUserTags",
    access: AccessLevel::List,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity, ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_USERS: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListUsers",
    action: "iam:ListUsers",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static LIST_VIRTUAL_MFA_DEVICES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ListVirtualMFADevices",
    action: "iam:ListVirtualMFADevices",
    access: AccessLevel::List,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static PUT_ACCOUNT_PROPERTIES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "PutAccountProperties",
    action: "iam:PutAccountProperties",
    access: AccessLevel::Write,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static PUT_GROUP_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "PutGroupPolicy",
    action: "iam:PutGroupPolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static PUT_ROLE_PERMISSIONS_BOUNDARY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "PutRolePermissionsBoundary",
    action: "iam:PutRolePermissionsBoundary",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::PolicyNotAttachable,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static PUT_ROLE_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "PutRolePolicy",
    action: "iam:PutRolePolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static PUT_USER_PERMISSIONS_BOUNDARY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "PutUserPermissionsBoundary",
    action: "iam:PutUserPermissionsBoundary",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::PolicyNotAttachable,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static PUT_USER_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "PutUserPolicy",
    action: "iam:PutUserPolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static REJECT_DELEGATION_REQUEST: OperationRow = OperationRow {
    service: Service::Iam,
    name: "RejectDelegationRequest",
    action: "iam:RejectDelegationRequest",
    access: AccessLevel::Write,
    resources: &["delegation-request"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static REMOVE_CLIENT_ID_FROM_OPEN_ID_CONNECT_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "RemoveClientIDFromOpenIDConnectProvider",
    action: "iam:RemoveClientIDFromOpenIDConnectProvider",
    access: AccessLevel::PermissionsManagement,
    resources: &["oidc-provider"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static REMOVE_ROLE_FROM_INSTANCE_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "RemoveRoleFromInstanceProfile",
    action: "iam:RemoveRoleFromInstanceProfile",
    access: AccessLevel::PermissionsManagement,
    resources: &["instance-profile"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static REMOVE_USER_FROM_GROUP: OperationRow = OperationRow {
    service: Service::Iam,
    name: "RemoveUserFromGroup",
    action: "iam:RemoveUserFromGroup",
    access: AccessLevel::PermissionsManagement,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static RESET_SERVICE_SPECIFIC_CREDENTIAL: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ResetServiceSpecificCredential",
    action: "iam:ResetServiceSpecificCredential",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &["iam:ServiceSpecificCredentialServiceName"],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static RESYNC_MFA_DEVICE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "ResyncMFADevice",
    action: "iam:ResyncMFADevice",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidAuthenticationCode,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static SEND_DELEGATION_TOKEN: OperationRow = OperationRow {
    service: Service::Iam,
    name: "SendDelegationToken",
    action: "iam:SendDelegationToken",
    access: AccessLevel::Write,
    resources: &["delegation-request"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static SET_DEFAULT_POLICY_VERSION: OperationRow = OperationRow {
    service: Service::Iam,
    name: "SetDefaultPolicyVersion",
    action: "iam:SetDefaultPolicyVersion",
    access: AccessLevel::PermissionsManagement,
    resources: &["policy"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static SET_SECURITY_TOKEN_SERVICE_PREFERENCES: OperationRow = OperationRow {
    service: Service::Iam,
    name: "SetSecurityTokenServicePreferences",
    action: "iam:SetSecurityTokenServicePreferences",
    access: AccessLevel::PermissionsManagement,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::ServiceFailure],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static SIMULATE_CUSTOM_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "SimulateCustomPolicy",
    action: "iam:SimulateCustomPolicy",
    access: AccessLevel::Read,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::InvalidInput, ErrorCode::PolicyEvaluation],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static SIMULATE_PRINCIPAL_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "SimulatePrincipalPolicy",
    action: "iam:SimulatePrincipalPolicy",
    access: AccessLevel::Read,
    resources: &["group", "role", "user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::PolicyEvaluation,
    ],
    mutating: false,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static TAG_INSTANCE_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "TagInstanceProfile",
    action: "iam:TagInstanceProfile",
    access: AccessLevel::Tagging,
    resources: &["instance-profile"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static TAG_MFA_DEVICE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "TagMFADevice",
    action: "iam:TagMFADevice",
    access: AccessLevel::Tagging,
    resources: &["mfa"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static TAG_OPEN_ID_CONNECT_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "TagOpenIDConnectProvider",
    action: "iam:TagOpenIDConnectProvider",
    access: AccessLevel::Tagging,
    resources: &["oidc-provider"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static TAG_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "TagPolicy",
    action: "iam:TagPolicy",
    access: AccessLevel::Tagging,
    resources: &["policy"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static TAG_ROLE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "TagRole",
    action: "iam:TagRole",
    access: AccessLevel::Tagging,
    resources: &["role"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static TAG_SAML_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "TagSAMLProvider",
    action: "iam:TagSAMLProvider",
    access: AccessLevel::Tagging,
    resources: &["saml-provider"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static TAG_SERVER_CERTIFICATE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "TagServerCertificate",
    action: "iam:TagServerCertificate",
    access: AccessLevel::Tagging,
    resources: &["server-certificate"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static TAG_USER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "TagUser",
    action: "iam:TagUser",
    access: AccessLevel::Tagging,
    resources: &["user"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UNTAG_INSTANCE_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UntagInstanceProfile",
    action: "iam:UntagInstanceProfile",
    access: AccessLevel::Tagging,
    resources: &["instance-profile"],
    condition_keys: &["aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UNTAG_MFA_DEVICE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UntagMFADevice",
    action: "iam:UntagMFADevice",
    access: AccessLevel::Tagging,
    resources: &["mfa"],
    condition_keys: &["aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UNTAG_OPEN_ID_CONNECT_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UntagOpenIDConnectProvider",
    action: "iam:UntagOpenIDConnectProvider",
    access: AccessLevel::Tagging,
    resources: &["oidc-provider"],
    condition_keys: &["aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UNTAG_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UntagPolicy",
    action: "iam:UntagPolicy",
    access: AccessLevel::Tagging,
    resources: &["policy"],
    condition_keys: &["aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UNTAG_ROLE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UntagRole",
    action: "iam:UntagRole",
    access: AccessLevel::Tagging,
    resources: &["role"],
    condition_keys: &["aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UNTAG_SAML_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UntagSAMLProvider",
    action: "iam:UntagSAMLProvider",
    access: AccessLevel::Tagging,
    resources: &["saml-provider"],
    condition_keys: &["aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UNTAG_SERVER_CERTIFICATE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UntagServerCertificate",
    action: "iam:UntagServerCertificate",
    access: AccessLevel::Tagging,
    resources: &["server-certificate"],
    condition_keys: &["aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UNTAG_USER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UntagUser",
    action: "iam:UntagUser",
    access: AccessLevel::Tagging,
    resources: &["user"],
    condition_keys: &["aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_ACCESS_KEY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateAccessKey",
    action: "iam:UpdateAccessKey",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_ACCOUNT_PASSWORD_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateAccountPasswordPolicy",
    action: "iam:UpdateAccountPasswordPolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &[],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_ASSUME_ROLE_POLICY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateAssumeRolePolicy",
    action: "iam:UpdateAssumeRolePolicy",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_DELEGATION_REQUEST: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateDelegationRequest",
    action: "iam:UpdateDelegationRequest",
    access: AccessLevel::Write,
    resources: &["delegation-request"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_GROUP: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateGroup",
    action: "iam:UpdateGroup",
    access: AccessLevel::PermissionsManagement,
    resources: &["group"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::EntityAlreadyExists,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_LOGIN_PROFILE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateLoginProfile",
    action: "iam:UpdateLoginProfile",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::EntityTemporarilyUnmodifiable,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::PasswordPolicyViolation,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_OPEN_ID_CONNECT_PROVIDER_THUMBPRINT: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateOpenIDConnectProviderThumbprint",
    action: "iam:UpdateOpenIDConnectProviderThumbprint",
    access: AccessLevel::PermissionsManagement,
    resources: &["oidc-provider"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_ROLE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateRole",
    action: "iam:UpdateRole",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static UPDATE_ROLE_DESCRIPTION: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateRoleDescription",
    action: "iam:UpdateRoleDescription",
    access: AccessLevel::PermissionsManagement,
    resources: &["role"],
    condition_keys: &["iam:PermissionsBoundary"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
        ErrorCode::UnmodifiableEntity,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static UPDATE_SAML_PROVIDER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateSAMLProvider",
    action: "iam:UpdateSAMLProvider",
    access: AccessLevel::PermissionsManagement,
    resources: &["saml-provider"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static UPDATE_SSH_PUBLIC_KEY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateSSHPublicKey",
    action: "iam:UpdateSSHPublicKey",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[ErrorCode::InvalidInput, ErrorCode::NoSuchEntity],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_SERVER_CERTIFICATE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateServerCertificate",
    action: "iam:UpdateServerCertificate",
    access: AccessLevel::PermissionsManagement,
    resources: &["server-certificate"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::EntityAlreadyExists,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_SERVICE_SPECIFIC_CREDENTIAL: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateServiceSpecificCredential",
    action: "iam:UpdateServiceSpecificCredential",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &["iam:ServiceSpecificCredentialServiceName"],
    dependent_actions: &[],
    errors: &[ErrorCode::NoSuchEntity],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_SIGNING_CERTIFICATE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateSigningCertificate",
    action: "iam:UpdateSigningCertificate",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::InvalidInput,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPDATE_USER: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UpdateUser",
    action: "iam:UpdateUser",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::EntityTemporarilyUnmodifiable,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: false,
};

pub(super) static UPLOAD_SSH_PUBLIC_KEY: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UploadSSHPublicKey",
    action: "iam:UploadSSHPublicKey",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::DuplicateSSHPublicKey,
        ErrorCode::InvalidPublicKey,
        ErrorCode::LimitExceeded,
        ErrorCode::NoSuchEntity,
        ErrorCode::UnrecognizedPublicKeyEncoding,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static UPLOAD_SERVER_CERTIFICATE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UploadServerCertificate",
    action: "iam:UploadServerCertificate",
    access: AccessLevel::PermissionsManagement,
    resources: &["server-certificate"],
    condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidInput,
        ErrorCode::KeyPairMismatch,
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedCertificate,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};

pub(super) static UPLOAD_SIGNING_CERTIFICATE: OperationRow = OperationRow {
    service: Service::Iam,
    name: "UploadSigningCertificate",
    action: "iam:UploadSigningCertificate",
    access: AccessLevel::PermissionsManagement,
    resources: &["user"],
    condition_keys: &[],
    dependent_actions: &[],
    errors: &[
        ErrorCode::ConcurrentModification,
        ErrorCode::DuplicateCertificate,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::InvalidCertificate,
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedCertificate,
        ErrorCode::NoSuchEntity,
        ErrorCode::ServiceFailure,
    ],
    mutating: true,
    gate: Gate::Policy,
    has_result: true,
};
