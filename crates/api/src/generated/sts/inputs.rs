// Written by `cargo xtask codegen`. Do not edit.

use super::{PolicyDescriptorType, ProvidedContext, Tag, constraints};
use crate::{Decode, Source};
use iamd_ident::Secret;

#[derive(Clone, Debug, Default)]
pub struct AssumeRoleRequest {
    pub role_arn: String,
    pub role_session_name: String,
    pub policy_arns: Vec<PolicyDescriptorType>,
    pub policy: Option<String>,
    pub duration_seconds: Option<i32>,
    pub tags: Vec<Tag>,
    pub transitive_tag_keys: Vec<String>,
    pub external_id: Option<String>,
    pub serial_number: Option<String>,
    pub token_code: Option<Secret<String>>,
    pub source_identity: Option<String>,
    pub provided_contexts: Vec<ProvidedContext>,
    pub minimum_session_token_size: Option<i32>,
}

impl Decode for AssumeRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_arn = source.required("RoleArn", &constraints::ARN_TYPE);
        let role_session_name =
            source.required("RoleSessionName", &constraints::ROLE_SESSION_NAME_TYPE);
        let policy_arns = source.or_empty("PolicyArns", &constraints::POLICY_DESCRIPTOR_LIST_TYPE);
        let policy = source.optional(
            "Policy",
            &constraints::UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE,
        );
        let duration_seconds =
            source.optional("DurationSeconds", &constraints::ROLE_DURATION_SECONDS_TYPE);
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        let transitive_tag_keys =
            source.or_empty("TransitiveTagKeys", &constraints::TAG_KEY_LIST_TYPE);
        let external_id = source.optional("ExternalId", &constraints::EXTERNAL_ID_TYPE);
        let serial_number = source.optional("SerialNumber", &constraints::SERIAL_NUMBER_TYPE);
        let token_code = source.optional("TokenCode", &constraints::TOKEN_CODE_TYPE);
        let source_identity = source.optional("SourceIdentity", &constraints::SOURCE_IDENTITY_TYPE);
        let provided_contexts = source.or_empty(
            "ProvidedContexts",
            &constraints::PROVIDED_CONTEXTS_LIST_TYPE,
        );
        let minimum_session_token_size = source.optional(
            "MinimumSessionTokenSize",
            &constraints::MINIMUM_SESSION_TOKEN_SIZE_TYPE,
        );
        Some(Self {
            role_arn: role_arn?,
            role_session_name: role_session_name?,
            policy_arns: policy_arns?,
            policy: policy?,
            duration_seconds: duration_seconds?,
            tags: tags?,
            transitive_tag_keys: transitive_tag_keys?,
            external_id: external_id?,
            serial_number: serial_number?,
            token_code: token_code?,
            source_identity: source_identity?,
            provided_contexts: provided_contexts?,
            minimum_session_token_size: minimum_session_token_size?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct AssumeRoleWithSAMLRequest {
    pub role_arn: String,
    pub principal_arn: String,
    pub saml_assertion: Secret<String>,
    pub policy_arns: Vec<PolicyDescriptorType>,
    pub policy: Option<String>,
    pub duration_seconds: Option<i32>,
    pub minimum_session_token_size: Option<i32>,
}

impl Decode for AssumeRoleWithSAMLRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_arn = source.required("RoleArn", &constraints::ARN_TYPE);
        let principal_arn = source.required("PrincipalArn", &constraints::ARN_TYPE);
        let saml_assertion = source.required("SAMLAssertion", &constraints::SAML_ASSERTION_TYPE);
        let policy_arns = source.or_empty("PolicyArns", &constraints::POLICY_DESCRIPTOR_LIST_TYPE);
        let policy = source.optional("Policy", &constraints::SESSION_POLICY_DOCUMENT_TYPE);
        let duration_seconds =
            source.optional("DurationSeconds", &constraints::ROLE_DURATION_SECONDS_TYPE);
        let minimum_session_token_size = source.optional(
            "MinimumSessionTokenSize",
            &constraints::MINIMUM_SESSION_TOKEN_SIZE_TYPE,
        );
        Some(Self {
            role_arn: role_arn?,
            principal_arn: principal_arn?,
            saml_assertion: saml_assertion?,
            policy_arns: policy_arns?,
            policy: policy?,
            duration_seconds: duration_seconds?,
            minimum_session_token_size: minimum_session_token_size?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct AssumeRoleWithWebIdentityRequest {
    pub role_arn: String,
    pub role_session_name: String,
    pub web_identity_token: Secret<String>,
    pub provider_id: Option<String>,
    pub policy_arns: Vec<PolicyDescriptorType>,
    pub policy: Option<String>,
    pub duration_seconds: Option<i32>,
    pub minimum_session_token_size: Option<i32>,
}

impl Decode for AssumeRoleWithWebIdentityRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_arn = source.required("RoleArn", &constraints::ARN_TYPE);
        let role_session_name =
            source.required("RoleSessionName", &constraints::ROLE_SESSION_NAME_TYPE);
        let web_identity_token =
            source.required("WebIdentityToken", &constraints::CLIENT_TOKEN_TYPE);
        let provider_id = source.optional("ProviderId", &constraints::URL_TYPE);
        let policy_arns = source.or_empty("PolicyArns", &constraints::POLICY_DESCRIPTOR_LIST_TYPE);
        let policy = source.optional("Policy", &constraints::SESSION_POLICY_DOCUMENT_TYPE);
        let duration_seconds =
            source.optional("DurationSeconds", &constraints::ROLE_DURATION_SECONDS_TYPE);
        let minimum_session_token_size = source.optional(
            "MinimumSessionTokenSize",
            &constraints::MINIMUM_SESSION_TOKEN_SIZE_TYPE,
        );
        Some(Self {
            role_arn: role_arn?,
            role_session_name: role_session_name?,
            web_identity_token: web_identity_token?,
            provider_id: provider_id?,
            policy_arns: policy_arns?,
            policy: policy?,
            duration_seconds: duration_seconds?,
            minimum_session_token_size: minimum_session_token_size?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct AssumeRootRequest {
    pub target_principal: String,
    pub task_policy_arn: PolicyDescriptorType,
    pub duration_seconds: Option<i32>,
    pub minimum_session_token_size: Option<i32>,
}

impl Decode for AssumeRootRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let target_principal =
            source.required("TargetPrincipal", &constraints::TARGET_PRINCIPAL_TYPE);
        let task_policy_arn =
            source.required("TaskPolicyArn", &constraints::POLICY_DESCRIPTOR_TYPE);
        let duration_seconds =
            source.optional("DurationSeconds", &constraints::ROOT_DURATION_SECONDS_TYPE);
        let minimum_session_token_size = source.optional(
            "MinimumSessionTokenSize",
            &constraints::MINIMUM_SESSION_TOKEN_SIZE_TYPE,
        );
        Some(Self {
            target_principal: target_principal?,
            task_policy_arn: task_policy_arn?,
            duration_seconds: duration_seconds?,
            minimum_session_token_size: minimum_session_token_size?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DecodeAuthorizationMessageRequest {
    pub encoded_message: String,
}

impl Decode for DecodeAuthorizationMessageRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let encoded_message = source.required("EncodedMessage", &constraints::ENCODED_MESSAGE_TYPE);
        Some(Self {
            encoded_message: encoded_message?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccessKeyInfoRequest {
    pub access_key_id: String,
}

impl Decode for GetAccessKeyInfoRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let access_key_id = source.required("AccessKeyId", &constraints::ACCESS_KEY_ID_TYPE);
        Some(Self {
            access_key_id: access_key_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetCallerIdentityRequest {}

impl Decode for GetCallerIdentityRequest {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(Self {})
    }
}

#[derive(Clone, Debug)]
pub struct GetDelegatedAccessTokenRequest {
    pub trade_in_token: Secret<String>,
}

impl Decode for GetDelegatedAccessTokenRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let trade_in_token = source.required("TradeInToken", &constraints::TRADE_IN_TOKEN_TYPE);
        Some(Self {
            trade_in_token: trade_in_token?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetFederationTokenRequest {
    pub name: String,
    pub policy: Option<String>,
    pub policy_arns: Vec<PolicyDescriptorType>,
    pub duration_seconds: Option<i32>,
    pub tags: Vec<Tag>,
    pub minimum_session_token_size: Option<i32>,
}

impl Decode for GetFederationTokenRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let name = source.required("Name", &constraints::USER_NAME_TYPE);
        let policy = source.optional("Policy", &constraints::SESSION_POLICY_DOCUMENT_TYPE);
        let policy_arns = source.or_empty("PolicyArns", &constraints::POLICY_DESCRIPTOR_LIST_TYPE);
        let duration_seconds =
            source.optional("DurationSeconds", &constraints::DURATION_SECONDS_TYPE);
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        let minimum_session_token_size = source.optional(
            "MinimumSessionTokenSize",
            &constraints::MINIMUM_SESSION_TOKEN_SIZE_TYPE,
        );
        Some(Self {
            name: name?,
            policy: policy?,
            policy_arns: policy_arns?,
            duration_seconds: duration_seconds?,
            tags: tags?,
            minimum_session_token_size: minimum_session_token_size?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetSessionTokenRequest {
    pub duration_seconds: Option<i32>,
    pub serial_number: Option<String>,
    pub token_code: Option<Secret<String>>,
    pub minimum_session_token_size: Option<i32>,
}

impl Decode for GetSessionTokenRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let duration_seconds =
            source.optional("DurationSeconds", &constraints::DURATION_SECONDS_TYPE);
        let serial_number = source.optional("SerialNumber", &constraints::SERIAL_NUMBER_TYPE);
        let token_code = source.optional("TokenCode", &constraints::TOKEN_CODE_TYPE);
        let minimum_session_token_size = source.optional(
            "MinimumSessionTokenSize",
            &constraints::MINIMUM_SESSION_TOKEN_SIZE_TYPE,
        );
        Some(Self {
            duration_seconds: duration_seconds?,
            serial_number: serial_number?,
            token_code: token_code?,
            minimum_session_token_size: minimum_session_token_size?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetWebIdentityTokenRequest {
    pub audience: Vec<String>,
    pub duration_seconds: Option<i32>,
    pub signing_algorithm: String,
    pub tags: Vec<Tag>,
}

impl Decode for GetWebIdentityTokenRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let audience = source.required(
            "Audience",
            &constraints::WEB_IDENTITY_TOKEN_AUDIENCE_LIST_TYPE,
        );
        let duration_seconds = source.optional(
            "DurationSeconds",
            &constraints::WEB_IDENTITY_TOKEN_DURATION_SECONDS_TYPE,
        );
        let signing_algorithm =
            source.required("SigningAlgorithm", &constraints::JWT_ALGORITHM_TYPE);
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            audience: audience?,
            duration_seconds: duration_seconds?,
            signing_algorithm: signing_algorithm?,
            tags: tags?,
        })
    }
}
