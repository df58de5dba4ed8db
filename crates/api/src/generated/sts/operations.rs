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
use crate::{Action, Operation, OperationRow};

#[derive(Clone, Copy, Debug)]
pub struct AssumeRole;

impl Action for AssumeRole {
    const ROW: &'static OperationRow = &rows::ASSUME_ROLE;
}

impl Operation for AssumeRole {
    type Input = AssumeRoleRequest;
    type Output = AssumeRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct AssumeRoleWithSAML;

impl Action for AssumeRoleWithSAML {
    const ROW: &'static OperationRow = &rows::ASSUME_ROLE_WITH_SAML;
}

impl Operation for AssumeRoleWithSAML {
    type Input = AssumeRoleWithSAMLRequest;
    type Output = AssumeRoleWithSAMLResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct AssumeRoleWithWebIdentity;

impl Action for AssumeRoleWithWebIdentity {
    const ROW: &'static OperationRow = &rows::ASSUME_ROLE_WITH_WEB_IDENTITY;
}

impl Operation for AssumeRoleWithWebIdentity {
    type Input = AssumeRoleWithWebIdentityRequest;
    type Output = AssumeRoleWithWebIdentityResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct AssumeRoot;

impl Action for AssumeRoot {
    const ROW: &'static OperationRow = &rows::ASSUME_ROOT;
}

impl Operation for AssumeRoot {
    type Input = AssumeRootRequest;
    type Output = AssumeRootResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct DecodeAuthorizationMessage;

impl Action for DecodeAuthorizationMessage {
    const ROW: &'static OperationRow = &rows::DECODE_AUTHORIZATION_MESSAGE;
}

impl Operation for DecodeAuthorizationMessage {
    type Input = DecodeAuthorizationMessageRequest;
    type Output = DecodeAuthorizationMessageResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccessKeyInfo;

impl Action for GetAccessKeyInfo {
    const ROW: &'static OperationRow = &rows::GET_ACCESS_KEY_INFO;
}

impl Operation for GetAccessKeyInfo {
    type Input = GetAccessKeyInfoRequest;
    type Output = GetAccessKeyInfoResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetCallerIdentity;

impl Action for GetCallerIdentity {
    const ROW: &'static OperationRow = &rows::GET_CALLER_IDENTITY;
}

impl Operation for GetCallerIdentity {
    type Input = GetCallerIdentityRequest;
    type Output = GetCallerIdentityResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetDelegatedAccessToken;

impl Action for GetDelegatedAccessToken {
    const ROW: &'static OperationRow = &rows::GET_DELEGATED_ACCESS_TOKEN;
}

impl Operation for GetDelegatedAccessToken {
    type Input = GetDelegatedAccessTokenRequest;
    type Output = GetDelegatedAccessTokenResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetFederationToken;

impl Action for GetFederationToken {
    const ROW: &'static OperationRow = &rows::GET_FEDERATION_TOKEN;
}

impl Operation for GetFederationToken {
    type Input = GetFederationTokenRequest;
    type Output = GetFederationTokenResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetSessionToken;

impl Action for GetSessionToken {
    const ROW: &'static OperationRow = &rows::GET_SESSION_TOKEN;
}

impl Operation for GetSessionToken {
    type Input = GetSessionTokenRequest;
    type Output = GetSessionTokenResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetWebIdentityToken;

impl Action for GetWebIdentityToken {
    const ROW: &'static OperationRow = &rows::GET_WEB_IDENTITY_TOKEN;
}

impl Operation for GetWebIdentityToken {
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
