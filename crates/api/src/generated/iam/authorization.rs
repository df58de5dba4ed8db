// Written by `cargo xtask codegen`. Do not edit.

use crate::{AccessLevel, ActionRow, ConditionKey, ResourceType};

pub const OTHER_ACTIONS: &[ActionRow] = &[
    ActionRow {
        action: "iam:DeleteCloudFrontPublicKey",
        access: AccessLevel::Write,
        resources: &[],
        condition_keys: &[],
    },
    ActionRow {
        action: "iam:GetAccountEmailAddress",
        access: AccessLevel::Read,
        resources: &[],
        condition_keys: &[],
    },
    ActionRow {
        action: "iam:GetAccountName",
        access: AccessLevel::Read,
        resources: &[],
        condition_keys: &[],
    },
    ActionRow {
        action: "iam:GetCloudFrontPublicKey",
        access: AccessLevel::Read,
        resources: &[],
        condition_keys: &[],
    },
    ActionRow {
        action: "iam:ListCloudFrontPublicKeys",
        access: AccessLevel::List,
        resources: &[],
        condition_keys: &[],
    },
    ActionRow {
        action: "iam:ListSTSRegionalEndpointsStatus",
        access: AccessLevel::List,
        resources: &[],
        condition_keys: &[],
    },
    ActionRow {
        action: "iam:PassRole",
        access: AccessLevel::PermissionsManagement,
        resources: &["role"],
        condition_keys: &["iam:AssociatedResourceArn", "iam:PassedToService"],
    },
    ActionRow {
        action: "iam:SetSTSRegionalEndpointStatus",
        access: AccessLevel::Write,
        resources: &[],
        condition_keys: &[],
    },
    ActionRow {
        action: "iam:UpdateAccountEmailAddress",
        access: AccessLevel::Write,
        resources: &[],
        condition_keys: &[],
    },
    ActionRow {
        action: "iam:UpdateAccountName",
        access: AccessLevel::Write,
        resources: &[],
        condition_keys: &[],
    },
    ActionRow {
        action: "iam:UpdateCloudFrontPublicKey",
        access: AccessLevel::Write,
        resources: &[],
        condition_keys: &[],
    },
    ActionRow {
        action: "iam:UploadCloudFrontPublicKey",
        access: AccessLevel::Write,
        resources: &[],
        condition_keys: &[],
    },
];

pub const RESOURCE_TYPES: &[ResourceType] = &[
    ResourceType {
        name: "access-report",
        arn: "arn:${Partition}:iam::${Account}:access-report/${EntityPath}",
        condition_keys: &[],
    },
    ResourceType {
        name: "assumed-role",
        arn: "arn:${Partition}:iam::${Account}:assumed-role/${RoleName}/${RoleSessionName}",
        condition_keys: &[],
    },
    ResourceType {
        name: "federated-user",
        arn: "arn:${Partition}:iam::${Account}:federated-user/${UserName}",
        condition_keys: &[],
    },
    ResourceType {
        name: "group",
        arn: "arn:${Partition}:iam::${Account}:group/${GroupNameWithPath}",
        condition_keys: &[],
    },
    ResourceType {
        name: "instance-profile",
        arn: "arn:${Partition}:iam::${Account}:instance-profile/${InstanceProfileNameWithPath}",
        condition_keys: &["aws:ResourceTag/${TagKey}"],
    },
    ResourceType {
        name: "mfa",
        arn: "arn:${Partition}:iam::${Account}:mfa/${MfaTokenIdWithPath}",
        condition_keys: &["aws:ResourceTag/${TagKey}"],
    },
    ResourceType {
        name: "oidc-provider",
        arn: "arn:${Partition}:iam::${Account}:oidc-provider/${OidcProviderName}",
        condition_keys: &["aws:ResourceTag/${TagKey}"],
    },
    ResourceType {
        name: "policy",
        arn: "arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}",
        condition_keys: &["aws:ResourceTag/${TagKey}"],
    },
    ResourceType {
        name: "role",
        arn: "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}",
        condition_keys: &["aws:ResourceTag/${TagKey}", "iam:ResourceTag/${TagKey}"],
    },
    ResourceType {
        name: "saml-provider",
        arn: "arn:${Partition}:iam::${Account}:saml-provider/${SamlProviderName}",
        condition_keys: &["aws:ResourceTag/${TagKey}"],
    },
    ResourceType {
        name: "server-certificate",
        arn: "arn:${Partition}:iam::${Account}:server-certificate/${CertificateNameWithPath}",
        condition_keys: &["aws:ResourceTag/${TagKey}"],
    },
    ResourceType {
        name: "sms-mfa",
        arn: "arn:${Partition}:iam::${Account}:sms-mfa/${MfaTokenIdWithPath}",
        condition_keys: &[],
    },
    ResourceType {
        name: "user",
        arn: "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}",
        condition_keys: &["aws:ResourceTag/${TagKey}", "iam:ResourceTag/${TagKey}"],
    },
    ResourceType {
        name: "delegation-request",
        arn: "arn:${Partition}:iam::${Account}:delegation-request/${DelegationRequestId}",
        condition_keys: &["iam:DelegationRequestOwner"],
    },
];

pub const CONDITION_KEYS: &[ConditionKey] = &[
    ConditionKey {
        name: "aws:RequestTag/${TagKey}",
        kind: "String",
    },
    ConditionKey {
        name: "aws:ResourceTag/${TagKey}",
        kind: "String",
    },
    ConditionKey {
        name: "aws:TagKeys",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "iam:AWSServiceName",
        kind: "String",
    },
    ConditionKey {
        name: "iam:AssociatedResourceArn",
        kind: "ARN",
    },
    ConditionKey {
        name: "iam:DelegationDuration",
        kind: "String",
    },
    ConditionKey {
        name: "iam:DelegationRequestOwner",
        kind: "ARN",
    },
    ConditionKey {
        name: "iam:FIDO-FIPS-140-2-certification",
        kind: "String",
    },
    ConditionKey {
        name: "iam:FIDO-FIPS-140-3-certification",
        kind: "String",
    },
    ConditionKey {
        name: "iam:FIDO-certification",
        kind: "String",
    },
    ConditionKey {
        name: "iam:NotificationChannel",
        kind: "String",
    },
    ConditionKey {
        name: "iam:OrganizationsPolicyId",
        kind: "String",
    },
    ConditionKey {
        name: "iam:PassedToService",
        kind: "String",
    },
    ConditionKey {
        name: "iam:PermissionsBoundary",
        kind: "ARN",
    },
    ConditionKey {
        name: "iam:PolicyARN",
        kind: "ARN",
    },
    ConditionKey {
        name: "iam:RegisterSecurityKey",
        kind: "String",
    },
    ConditionKey {
        name: "iam:ResourceTag/${TagKey}",
        kind: "String",
    },
    ConditionKey {
        name: "iam:ServiceSpecificCredentialAgeDays",
        kind: "Numeric",
    },
    ConditionKey {
        name: "iam:ServiceSpecificCredentialServiceName",
        kind: "String",
    },
    ConditionKey {
        name: "iam:TemplateArn",
        kind: "ARN",
    },
];
