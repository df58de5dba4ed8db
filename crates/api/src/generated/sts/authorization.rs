// Written by `cargo xtask codegen`. Do not edit.

use crate::{AccessLevel, ActionRow, ConditionKey, ResourceType};

pub const OTHER_ACTIONS: &[ActionRow] = &[
    ActionRow {
        action: "sts:GetServiceBearerToken",
        access: AccessLevel::Read,
        resources: &[],
        condition_keys: &["sts:AWSServiceName", "sts:DurationSeconds"],
    },
    ActionRow {
        action: "sts:SetContext",
        access: AccessLevel::Write,
        resources: &["role", "self-session"],
        condition_keys: &[
            "sts:RequestContext/${ContextKey}",
            "sts:RequestContextProviders",
        ],
    },
    ActionRow {
        action: "sts:SetSourceIdentity",
        access: AccessLevel::Write,
        resources: &["role", "user"],
        condition_keys: &["sts:SourceIdentity"],
    },
    ActionRow {
        action: "sts:TagGetWebIdentityToken",
        access: AccessLevel::Tagging,
        resources: &[],
        condition_keys: &["aws:RequestTag/${TagKey}", "aws:TagKeys"],
    },
    ActionRow {
        action: "sts:TagSession",
        access: AccessLevel::Tagging,
        resources: &["role", "user"],
        condition_keys: &[
            "aws:RequestTag/${TagKey}",
            "aws:TagKeys",
            "saml:aud",
            "sts:TransitiveTagKeys",
        ],
    },
];

pub const RESOURCE_TYPES: &[ResourceType] = &[
    ResourceType {
        name: "role",
        arn: "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}",
        condition_keys: &["aws:ResourceTag/${TagKey}", "iam:ResourceTag/${TagKey}"],
    },
    ResourceType {
        name: "user",
        arn: "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}",
        condition_keys: &[],
    },
    ResourceType {
        name: "root-user",
        arn: "arn:${Partition}:iam::${Account}:root",
        condition_keys: &[],
    },
    ResourceType {
        name: "self-session",
        arn: "arn:${Partition}:sts::${Account}:self",
        condition_keys: &[],
    },
    ResourceType {
        name: "context-provider",
        arn: "arn:${Partition}:iam::aws:contextProvider/${ContextProviderName}",
        condition_keys: &[],
    },
    ResourceType {
        name: "federated-user",
        arn: "arn:${Partition}:sts::${Account}:federated-user/${FederatedUserName}",
        condition_keys: &[],
    },
];

pub const CONDITION_KEYS: &[ConditionKey] = &[
    ConditionKey {
        name: "accounts.google.com:aud",
        kind: "String",
    },
    ConditionKey {
        name: "accounts.google.com:oaud",
        kind: "String",
    },
    ConditionKey {
        name: "accounts.google.com:sub",
        kind: "String",
    },
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
        name: "cognito-identity.amazonaws.com:amr",
        kind: "String",
    },
    ConditionKey {
        name: "cognito-identity.amazonaws.com:aud",
        kind: "String",
    },
    ConditionKey {
        name: "cognito-identity.amazonaws.com:sub",
        kind: "String",
    },
    ConditionKey {
        name: "graph.facebook.com:app_id",
        kind: "String",
    },
    ConditionKey {
        name: "graph.facebook.com:id",
        kind: "String",
    },
    ConditionKey {
        name: "iam:ResourceTag/${TagKey}",
        kind: "String",
    },
    ConditionKey {
        name: "saml:aud",
        kind: "String",
    },
    ConditionKey {
        name: "saml:cn",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:commonName",
        kind: "String",
    },
    ConditionKey {
        name: "saml:doc",
        kind: "String",
    },
    ConditionKey {
        name: "saml:eduorghomepageuri",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:eduorgidentityauthnpolicyuri",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:eduorglegalname",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:eduorgsuperioruri",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:eduorgwhitepagesuri",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:edupersonaffiliation",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:edupersonassurance",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:edupersonentitlement",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:edupersonnickname",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:edupersonorgdn",
        kind: "String",
    },
    ConditionKey {
        name: "saml:edupersonorgunitdn",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:edupersonprimaryaffiliation",
        kind: "String",
    },
    ConditionKey {
        name: "saml:edupersonprimaryorgunitdn",
        kind: "String",
    },
    ConditionKey {
        name: "saml:edupersonprincipalname",
        kind: "String",
    },
    ConditionKey {
        name: "saml:edupersonscopedaffiliation",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:edupersontargetedid",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "saml:givenName",
        kind: "String",
    },
    ConditionKey {
        name: "saml:iss",
        kind: "String",
    },
    ConditionKey {
        name: "saml:mail",
        kind: "String",
    },
    ConditionKey {
        name: "saml:name",
        kind: "String",
    },
    ConditionKey {
        name: "saml:namequalifier",
        kind: "String",
    },
    ConditionKey {
        name: "saml:organizationStatus",
        kind: "String",
    },
    ConditionKey {
        name: "saml:primaryGroupSID",
        kind: "String",
    },
    ConditionKey {
        name: "saml:sub",
        kind: "String",
    },
    ConditionKey {
        name: "saml:sub_type",
        kind: "String",
    },
    ConditionKey {
        name: "saml:surname",
        kind: "String",
    },
    ConditionKey {
        name: "saml:uid",
        kind: "String",
    },
    ConditionKey {
        name: "saml:x500UniqueIdentifier",
        kind: "String",
    },
    ConditionKey {
        name: "sts:AWSServiceName",
        kind: "String",
    },
    ConditionKey {
        name: "sts:DurationSeconds",
        kind: "Numeric",
    },
    ConditionKey {
        name: "sts:ExternalId",
        kind: "String",
    },
    ConditionKey {
        name: "sts:IdentityTokenAudience",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "sts:RequestContext/${ContextKey}",
        kind: "String",
    },
    ConditionKey {
        name: "sts:RequestContextProviders",
        kind: "ArrayOfARN",
    },
    ConditionKey {
        name: "sts:RoleSessionName",
        kind: "String",
    },
    ConditionKey {
        name: "sts:SigningAlgorithm",
        kind: "String",
    },
    ConditionKey {
        name: "sts:SourceIdentity",
        kind: "String",
    },
    ConditionKey {
        name: "sts:TaskPolicyArn",
        kind: "String",
    },
    ConditionKey {
        name: "sts:TransitiveTagKeys",
        kind: "ArrayOfString",
    },
    ConditionKey {
        name: "www.amazon.com:app_id",
        kind: "String",
    },
    ConditionKey {
        name: "www.amazon.com:user_id",
        kind: "String",
    },
];
