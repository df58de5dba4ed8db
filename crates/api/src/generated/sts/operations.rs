// Written by `cargo xtask codegen`. Do not edit.

use super::{
    AssumeRoleRequest, AssumeRoleResponse, AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse,
    AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse, AssumeRootRequest,
    AssumeRootResponse, DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse,
    GetAccessKeyInfoRequest, GetAccessKeyInfoResponse, GetCallerIdentityRequest,
    GetCallerIdentityResponse, GetDelegatedAccessTokenRequest, GetDelegatedAccessTokenResponse,
    GetFederationTokenRequest, GetFederationTokenResponse, GetSessionTokenRequest,
    GetSessionTokenResponse, GetWebIdentityTokenRequest, GetWebIdentityTokenResponse, rows,
};
use crate::{Operation, OperationRow};

#[derive(Clone, Copy, Debug)]
pub struct AssumeRole;

impl Operation for AssumeRole {
    const ROW: &'static OperationRow = &rows::ASSUME_ROLE;
    type Input = AssumeRoleRequest;
    type Output = AssumeRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct AssumeRoleWithSAML;

impl Operation for AssumeRoleWithSAML {
    const ROW: &'static OperationRow = &rows::ASSUME_ROLE_WITH_SAML;
    type Input = AssumeRoleWithSAMLRequest;
    type Output = AssumeRoleWithSAMLResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct AssumeRoleWithWebIdentity;

impl Operation for AssumeRoleWithWebIdentity {
    const ROW: &'static OperationRow = &rows::ASSUME_ROLE_WITH_WEB_IDENTITY;
    type Input = AssumeRoleWithWebIdentityRequest;
    type Output = AssumeRoleWithWebIdentityResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct AssumeRoot;

impl Operation for AssumeRoot {
    const ROW: &'static OperationRow = &rows::ASSUME_ROOT;
    type Input = AssumeRootRequest;
    type Output = AssumeRootResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct DecodeAuthorizationMessage;

impl Operation for DecodeAuthorizationMessage {
    const ROW: &'static OperationRow = &rows::DECODE_AUTHORIZATION_MESSAGE;
    type Input = DecodeAuthorizationMessageRequest;
    type Output = DecodeAuthorizationMessageResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccessKeyInfo;

impl Operation for GetAccessKeyInfo {
    const ROW: &'static OperationRow = &rows::GET_ACCESS_KEY_INFO;
    type Input = GetAccessKeyInfoRequest;
    type Output = GetAccessKeyInfoResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetCallerIdentity;

impl Operation for GetCallerIdentity {
    const ROW: &'static OperationRow = &rows::GET_CALLER_IDENTITY;
    type Input = GetCallerIdentityRequest;
    type Output = GetCallerIdentityResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetDelegatedAccessToken;

impl Operation for GetDelegatedAccessToken {
    const ROW: &'static OperationRow = &rows::GET_DELEGATED_ACCESS_TOKEN;
    type Input = GetDelegatedAccessTokenRequest;
    type Output = GetDelegatedAccessTokenResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetFederationToken;

impl Operation for GetFederationToken {
    const ROW: &'static OperationRow = &rows::GET_FEDERATION_TOKEN;
    type Input = GetFederationTokenRequest;
    type Output = GetFederationTokenResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetSessionToken;

impl Operation for GetSessionToken {
    const ROW: &'static OperationRow = &rows::GET_SESSION_TOKEN;
    type Input = GetSessionTokenRequest;
    type Output = GetSessionTokenResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetWebIdentityToken;

impl Operation for GetWebIdentityToken {
    const ROW: &'static OperationRow = &rows::GET_WEB_IDENTITY_TOKEN;
    type Input = GetWebIdentityTokenRequest;
    type Output = GetWebIdentityTokenResponse;
}

pub const OPERATIONS: &[&OperationRow] = &[
    AssumeRole::ROW,
    AssumeRoleWithSAML::ROW,
    AssumeRoleWithWebIdentity::ROW,
    AssumeRoot::ROW,
    DecodeAuthorizationMessage::ROW,
    GetAccessKeyInfo::ROW,
    GetCallerIdentity::ROW,
    GetDelegatedAccessToken::ROW,
    GetFederationToken::ROW,
    GetSessionToken::ROW,
    GetWebIdentityToken::ROW,
];
