// Written by `cargo xtask codegen`. Do not edit.

use super::constraints;
use crate::{Decode, Encode, Source, Writer};
use iamd_ident::{Secret, Timestamp};

#[derive(Clone, Debug, Default)]
pub struct AssumedRoleUser {
    pub assumed_role_id: String,
    pub arn: String,
}

impl Encode for AssumedRoleUser {
    fn encode(&self, out: &mut Writer) {
        out.member("AssumedRoleId", &self.assumed_role_id);
        out.member("Arn", &self.arn);
    }
}

#[derive(Clone, Debug)]
pub struct Credentials {
    pub access_key_id: String,
    pub secret_access_key: Secret<String>,
    pub session_token: Secret<String>,
    pub expiration: Timestamp,
}

impl Encode for Credentials {
    fn encode(&self, out: &mut Writer) {
        out.member("AccessKeyId", &self.access_key_id);
        out.member("SecretAccessKey", &self.secret_access_key);
        out.member("SessionToken", &self.session_token);
        out.member("Expiration", &self.expiration);
    }
}

#[derive(Clone, Debug, Default)]
pub struct FederatedUser {
    pub federated_user_id: String,
    pub arn: String,
}

impl Encode for FederatedUser {
    fn encode(&self, out: &mut Writer) {
        out.member("FederatedUserId", &self.federated_user_id);
        out.member("Arn", &self.arn);
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyDescriptorType {
    pub arn: Option<String>,
}

impl Decode for PolicyDescriptorType {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let arn = source.optional("arn", &constraints::ARN_TYPE);
        Some(Self { arn: arn? })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ProvidedContext {
    pub provider_arn: Option<String>,
    pub context_assertion: Option<String>,
}

impl Decode for ProvidedContext {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let provider_arn = source.optional("ProviderArn", &constraints::ARN_TYPE);
        let context_assertion =
            source.optional("ContextAssertion", &constraints::CONTEXT_ASSERTION_TYPE);
        Some(Self {
            provider_arn: provider_arn?,
            context_assertion: context_assertion?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct Tag {
    pub key: String,
    pub value: String,
}

impl Decode for Tag {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let key = source.required("Key", &constraints::TAG_KEY_TYPE);
        let value = source.required("Value", &constraints::TAG_VALUE_TYPE);
        Some(Self {
            key: key?,
            value: value?,
        })
    }
}
