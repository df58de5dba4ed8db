// Written by `cargo xtask codegen`. Do not edit.

use super::{AssumedRoleUser, Credentials, FederatedUser};
use crate::{Encode, Writer};
use iamd_ident::{Secret, Timestamp};

#[derive(Clone, Debug, Default)]
pub struct AssumeRoleResponse {
    pub credentials: Option<Credentials>,
    pub assumed_role_user: Option<AssumedRoleUser>,
    pub packed_policy_size: Option<i32>,
    pub source_identity: Option<String>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Encode for AssumeRoleResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Credentials", self.credentials.as_ref());
        out.optional("AssumedRoleUser", self.assumed_role_user.as_ref());
        out.optional("PackedPolicySize", self.packed_policy_size.as_ref());
        out.optional("SourceIdentity", self.source_identity.as_ref());
        out.optional(
            "SessionTokenUtilization",
            self.session_token_utilization.as_ref(),
        );
        out.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct AssumeRoleWithSAMLResponse {
    pub credentials: Option<Credentials>,
    pub assumed_role_user: Option<AssumedRoleUser>,
    pub packed_policy_size: Option<i32>,
    pub subject: Option<String>,
    pub subject_type: Option<String>,
    pub issuer: Option<String>,
    pub audience: Option<String>,
    pub name_qualifier: Option<String>,
    pub source_identity: Option<String>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Encode for AssumeRoleWithSAMLResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Credentials", self.credentials.as_ref());
        out.optional("AssumedRoleUser", self.assumed_role_user.as_ref());
        out.optional("PackedPolicySize", self.packed_policy_size.as_ref());
        out.optional("Subject", self.subject.as_ref());
        out.optional("SubjectType", self.subject_type.as_ref());
        out.optional("Issuer", self.issuer.as_ref());
        out.optional("Audience", self.audience.as_ref());
        out.optional("NameQualifier", self.name_qualifier.as_ref());
        out.optional("SourceIdentity", self.source_identity.as_ref());
        out.optional(
            "SessionTokenUtilization",
            self.session_token_utilization.as_ref(),
        );
        out.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct AssumeRoleWithWebIdentityResponse {
    pub credentials: Option<Credentials>,
    pub subject_from_web_identity_token: Option<String>,
    pub assumed_role_user: Option<AssumedRoleUser>,
    pub packed_policy_size: Option<i32>,
    pub provider: Option<String>,
    pub audience: Option<String>,
    pub source_identity: Option<String>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Encode for AssumeRoleWithWebIdentityResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Credentials", self.credentials.as_ref());
        out.optional(
            "SubjectFromWebIdentityToken",
            self.subject_from_web_identity_token.as_ref(),
        );
        out.optional("AssumedRoleUser", self.assumed_role_user.as_ref());
        out.optional("PackedPolicySize", self.packed_policy_size.as_ref());
        out.optional("Provider", self.provider.as_ref());
        out.optional("Audience", self.audience.as_ref());
        out.optional("SourceIdentity", self.source_identity.as_ref());
        out.optional(
            "SessionTokenUtilization",
            self.session_token_utilization.as_ref(),
        );
        out.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct AssumeRootResponse {
    pub credentials: Option<Credentials>,
    pub source_identity: Option<String>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Encode for AssumeRootResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Credentials", self.credentials.as_ref());
        out.optional("SourceIdentity", self.source_identity.as_ref());
        out.optional(
            "SessionTokenUtilization",
            self.session_token_utilization.as_ref(),
        );
        out.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct DecodeAuthorizationMessageResponse {
    pub decoded_message: Option<String>,
}

impl Encode for DecodeAuthorizationMessageResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("DecodedMessage", self.decoded_message.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccessKeyInfoResponse {
    pub account: Option<String>,
}

impl Encode for GetAccessKeyInfoResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Account", self.account.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetCallerIdentityResponse {
    pub user_id: Option<String>,
    pub account: Option<String>,
    pub arn: Option<String>,
}

impl Encode for GetCallerIdentityResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("UserId", self.user_id.as_ref());
        out.optional("Account", self.account.as_ref());
        out.optional("Arn", self.arn.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetDelegatedAccessTokenResponse {
    pub credentials: Option<Credentials>,
    pub packed_policy_size: Option<i32>,
    pub assumed_principal: Option<String>,
}

impl Encode for GetDelegatedAccessTokenResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Credentials", self.credentials.as_ref());
        out.optional("PackedPolicySize", self.packed_policy_size.as_ref());
        out.optional("AssumedPrincipal", self.assumed_principal.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetFederationTokenResponse {
    pub credentials: Option<Credentials>,
    pub federated_user: Option<FederatedUser>,
    pub packed_policy_size: Option<i32>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Encode for GetFederationTokenResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Credentials", self.credentials.as_ref());
        out.optional("FederatedUser", self.federated_user.as_ref());
        out.optional("PackedPolicySize", self.packed_policy_size.as_ref());
        out.optional(
            "SessionTokenUtilization",
            self.session_token_utilization.as_ref(),
        );
        out.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetSessionTokenResponse {
    pub credentials: Option<Credentials>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Encode for GetSessionTokenResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Credentials", self.credentials.as_ref());
        out.optional(
            "SessionTokenUtilization",
            self.session_token_utilization.as_ref(),
        );
        out.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetWebIdentityTokenResponse {
    pub web_identity_token: Option<Secret<String>>,
    pub expiration: Option<Timestamp>,
}

impl Encode for GetWebIdentityTokenResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("WebIdentityToken", self.web_identity_token.as_ref());
        out.optional("Expiration", self.expiration.as_ref());
    }
}
