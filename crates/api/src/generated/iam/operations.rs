// Written by `cargo xtask codegen`. Do not edit.

use super::{
    AcceptDelegationRequestRequest, AcquireRoleRequest, AcquireRoleResponse,
    AddClientIDToOpenIDConnectProviderRequest, AddRoleToInstanceProfileRequest,
    AddUserToGroupRequest, AssociateDelegationRequestRequest, AttachGroupPolicyRequest,
    AttachRolePolicyRequest, AttachUserPolicyRequest, ChangePasswordRequest,
    CreateAccessKeyRequest, CreateAccessKeyResponse, CreateAccountAliasRequest,
    CreateDelegationRequestRequest, CreateDelegationRequestResponse, CreateGroupRequest,
    CreateGroupResponse, CreateInstanceProfileRequest, CreateInstanceProfileResponse,
    CreateLoginProfileRequest, CreateLoginProfileResponse, CreateOpenIDConnectProviderRequest,
    CreateOpenIDConnectProviderResponse, CreatePolicyRequest, CreatePolicyResponse,
    CreatePolicyVersionRequest, CreatePolicyVersionResponse, CreateRoleRequest, CreateRoleResponse,
    CreateSAMLProviderRequest, CreateSAMLProviderResponse, CreateServiceLinkedRoleRequest,
    CreateServiceLinkedRoleResponse, CreateServiceSpecificCredentialRequest,
    CreateServiceSpecificCredentialResponse, CreateUserRequest, CreateUserResponse,
    CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse, DeactivateMFADeviceRequest,
    DeleteAccessKeyRequest, DeleteAccountAliasRequest, DeleteGroupPolicyRequest,
    DeleteGroupRequest, DeleteInstanceProfileRequest, DeleteLoginProfileRequest,
    DeleteOpenIDConnectProviderRequest, DeletePolicyRequest, DeletePolicyVersionRequest,
    DeleteRolePermissionsBoundaryRequest, DeleteRolePolicyRequest, DeleteRoleRequest,
    DeleteSAMLProviderRequest, DeleteSSHPublicKeyRequest, DeleteServerCertificateRequest,
    DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse,
    DeleteServiceSpecificCredentialRequest, DeleteSigningCertificateRequest,
    DeleteUserPermissionsBoundaryRequest, DeleteUserPolicyRequest, DeleteUserRequest,
    DeleteVirtualMFADeviceRequest, DetachGroupPolicyRequest, DetachRolePolicyRequest,
    DetachUserPolicyRequest, DisableOrganizationsRootCredentialsManagementRequest,
    DisableOrganizationsRootCredentialsManagementResponse, DisableOrganizationsRootSessionsRequest,
    DisableOrganizationsRootSessionsResponse, EnableMFADeviceRequest,
    EnableOrganizationsRootCredentialsManagementRequest,
    EnableOrganizationsRootCredentialsManagementResponse, EnableOrganizationsRootSessionsRequest,
    EnableOrganizationsRootSessionsResponse, EnableOutboundWebIdentityFederationResponse,
    GenerateCredentialReportResponse, GenerateOrganizationsAccessReportRequest,
    GenerateOrganizationsAccessReportResponse, GenerateServiceLastAccessedDetailsRequest,
    GenerateServiceLastAccessedDetailsResponse, GetAccessKeyLastUsedRequest,
    GetAccessKeyLastUsedResponse, GetAccountAuthorizationDetailsRequest,
    GetAccountAuthorizationDetailsResponse, GetAccountPasswordPolicyResponse,
    GetAccountPropertiesRequest, GetAccountPropertiesResponse, GetAccountSummaryResponse,
    GetContextKeysForCustomPolicyRequest, GetContextKeysForPolicyResponse,
    GetContextKeysForPrincipalPolicyRequest, GetCredentialReportResponse,
    GetDelegationRequestRequest, GetDelegationRequestResponse, GetGroupPolicyRequest,
    GetGroupPolicyResponse, GetGroupRequest, GetGroupResponse, GetHumanReadableSummaryRequest,
    GetHumanReadableSummaryResponse, GetInstanceProfileRequest, GetInstanceProfileResponse,
    GetLoginProfileRequest, GetLoginProfileResponse, GetMFADeviceRequest, GetMFADeviceResponse,
    GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse,
    GetOrganizationsAccessReportRequest, GetOrganizationsAccessReportResponse,
    GetOutboundWebIdentityFederationInfoResponse, GetPolicyRequest, GetPolicyResponse,
    GetPolicyVersionRequest, GetPolicyVersionResponse, GetRolePolicyRequest, GetRolePolicyResponse,
    GetRoleRequest, GetRoleResponse, GetRoleTemplateVersionRequest, GetRoleTemplateVersionResponse,
    GetSAMLProviderRequest, GetSAMLProviderResponse, GetSSHPublicKeyRequest,
    GetSSHPublicKeyResponse, GetServerCertificateRequest, GetServerCertificateResponse,
    GetServiceLastAccessedDetailsRequest, GetServiceLastAccessedDetailsResponse,
    GetServiceLastAccessedDetailsWithEntitiesRequest,
    GetServiceLastAccessedDetailsWithEntitiesResponse, GetServiceLinkedRoleDeletionStatusRequest,
    GetServiceLinkedRoleDeletionStatusResponse, GetUserPolicyRequest, GetUserPolicyResponse,
    GetUserRequest, GetUserResponse, ListAccessKeysRequest, ListAccessKeysResponse,
    ListAccountAliasesRequest, ListAccountAliasesResponse, ListAttachedGroupPoliciesRequest,
    ListAttachedGroupPoliciesResponse, ListAttachedRolePoliciesRequest,
    ListAttachedRolePoliciesResponse, ListAttachedUserPoliciesRequest,
    ListAttachedUserPoliciesResponse, ListDelegationRequestsRequest,
    ListDelegationRequestsResponse, ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse,
    ListGroupPoliciesRequest, ListGroupPoliciesResponse, ListGroupsForUserRequest,
    ListGroupsForUserResponse, ListGroupsRequest, ListGroupsResponse,
    ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse,
    ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse,
    ListInstanceProfilesRequest, ListInstanceProfilesResponse, ListMFADeviceTagsRequest,
    ListMFADeviceTagsResponse, ListMFADevicesRequest, ListMFADevicesResponse,
    ListOpenIDConnectProviderTagsRequest, ListOpenIDConnectProviderTagsResponse,
    ListOpenIDConnectProvidersRequest, ListOpenIDConnectProvidersResponse,
    ListOrganizationsFeaturesRequest, ListOrganizationsFeaturesResponse,
    ListPoliciesGrantingServiceAccessRequest, ListPoliciesGrantingServiceAccessResponse,
    ListPoliciesRequest, ListPoliciesResponse, ListPolicyTagsRequest, ListPolicyTagsResponse,
    ListPolicyVersionsRequest, ListPolicyVersionsResponse, ListRolePoliciesRequest,
    ListRolePoliciesResponse, ListRoleTagsRequest, ListRoleTagsResponse, ListRolesRequest,
    ListRolesResponse, ListSAMLProviderTagsRequest, ListSAMLProviderTagsResponse,
    ListSAMLProvidersRequest, ListSAMLProvidersResponse, ListSSHPublicKeysRequest,
    ListSSHPublicKeysResponse, ListServerCertificateTagsRequest, ListServerCertificateTagsResponse,
    ListServerCertificatesRequest, ListServerCertificatesResponse,
    ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse,
    ListSigningCertificatesRequest, ListSigningCertificatesResponse, ListUserPoliciesRequest,
    ListUserPoliciesResponse, ListUserTagsRequest, ListUserTagsResponse, ListUsersRequest,
    ListUsersResponse, ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse,
    PutAccountPropertiesRequest, PutAccountPropertiesResponse, PutGroupPolicyRequest,
    PutRolePermissionsBoundaryRequest, PutRolePolicyRequest, PutUserPermissionsBoundaryRequest,
    PutUserPolicyRequest, RejectDelegationRequestRequest,
    RemoveClientIDFromOpenIDConnectProviderRequest, RemoveRoleFromInstanceProfileRequest,
    RemoveUserFromGroupRequest, ResetServiceSpecificCredentialRequest,
    ResetServiceSpecificCredentialResponse, ResyncMFADeviceRequest, SendDelegationTokenRequest,
    SetDefaultPolicyVersionRequest, SetSecurityTokenServicePreferencesRequest,
    SimulateCustomPolicyRequest, SimulatePolicyResponse, SimulatePrincipalPolicyRequest,
    TagInstanceProfileRequest, TagMFADeviceRequest, TagOpenIDConnectProviderRequest,
    TagPolicyRequest, TagRoleRequest, TagSAMLProviderRequest, TagServerCertificateRequest,
    TagUserRequest, UntagInstanceProfileRequest, UntagMFADeviceRequest,
    UntagOpenIDConnectProviderRequest, UntagPolicyRequest, UntagRoleRequest,
    UntagSAMLProviderRequest, UntagServerCertificateRequest, UntagUserRequest,
    UpdateAccessKeyRequest, UpdateAccountPasswordPolicyRequest, UpdateAssumeRolePolicyRequest,
    UpdateDelegationRequestRequest, UpdateGroupRequest, UpdateLoginProfileRequest,
    UpdateOpenIDConnectProviderThumbprintRequest, UpdateRoleDescriptionRequest,
    UpdateRoleDescriptionResponse, UpdateRoleRequest, UpdateRoleResponse,
    UpdateSAMLProviderRequest, UpdateSAMLProviderResponse, UpdateSSHPublicKeyRequest,
    UpdateServerCertificateRequest, UpdateServiceSpecificCredentialRequest,
    UpdateSigningCertificateRequest, UpdateUserRequest, UploadSSHPublicKeyRequest,
    UploadSSHPublicKeyResponse, UploadServerCertificateRequest, UploadServerCertificateResponse,
    UploadSigningCertificateRequest, UploadSigningCertificateResponse, rows,
};
use crate::{Operation, OperationRow};

#[derive(Clone, Copy, Debug)]
pub struct AcceptDelegationRequest;

impl Operation for AcceptDelegationRequest {
    const ROW: &'static OperationRow = &rows::ACCEPT_DELEGATION_REQUEST;
    type Input = AcceptDelegationRequestRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AcquireRole;

impl Operation for AcquireRole {
    const ROW: &'static OperationRow = &rows::ACQUIRE_ROLE;
    type Input = AcquireRoleRequest;
    type Output = AcquireRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct AddClientIDToOpenIDConnectProvider;

impl Operation for AddClientIDToOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::ADD_CLIENT_ID_TO_OPEN_ID_CONNECT_PROVIDER;
    type Input = AddClientIDToOpenIDConnectProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AddRoleToInstanceProfile;

impl Operation for AddRoleToInstanceProfile {
    const ROW: &'static OperationRow = &rows::ADD_ROLE_TO_INSTANCE_PROFILE;
    type Input = AddRoleToInstanceProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AddUserToGroup;

impl Operation for AddUserToGroup {
    const ROW: &'static OperationRow = &rows::ADD_USER_TO_GROUP;
    type Input = AddUserToGroupRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AssociateDelegationRequest;

impl Operation for AssociateDelegationRequest {
    const ROW: &'static OperationRow = &rows::ASSOCIATE_DELEGATION_REQUEST;
    type Input = AssociateDelegationRequestRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AttachGroupPolicy;

impl Operation for AttachGroupPolicy {
    const ROW: &'static OperationRow = &rows::ATTACH_GROUP_POLICY;
    type Input = AttachGroupPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AttachRolePolicy;

impl Operation for AttachRolePolicy {
    const ROW: &'static OperationRow = &rows::ATTACH_ROLE_POLICY;
    type Input = AttachRolePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AttachUserPolicy;

impl Operation for AttachUserPolicy {
    const ROW: &'static OperationRow = &rows::ATTACH_USER_POLICY;
    type Input = AttachUserPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct ChangePassword;

impl Operation for ChangePassword {
    const ROW: &'static OperationRow = &rows::CHANGE_PASSWORD;
    type Input = ChangePasswordRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct CreateAccessKey;

impl Operation for CreateAccessKey {
    const ROW: &'static OperationRow = &rows::CREATE_ACCESS_KEY;
    type Input = CreateAccessKeyRequest;
    type Output = CreateAccessKeyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateAccountAlias;

impl Operation for CreateAccountAlias {
    const ROW: &'static OperationRow = &rows::CREATE_ACCOUNT_ALIAS;
    type Input = CreateAccountAliasRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct CreateDelegationRequest;

impl Operation for CreateDelegationRequest {
    const ROW: &'static OperationRow = &rows::CREATE_DELEGATION_REQUEST;
    type Input = CreateDelegationRequestRequest;
    type Output = CreateDelegationRequestResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateGroup;

impl Operation for CreateGroup {
    const ROW: &'static OperationRow = &rows::CREATE_GROUP;
    type Input = CreateGroupRequest;
    type Output = CreateGroupResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateInstanceProfile;

impl Operation for CreateInstanceProfile {
    const ROW: &'static OperationRow = &rows::CREATE_INSTANCE_PROFILE;
    type Input = CreateInstanceProfileRequest;
    type Output = CreateInstanceProfileResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateLoginProfile;

impl Operation for CreateLoginProfile {
    const ROW: &'static OperationRow = &rows::CREATE_LOGIN_PROFILE;
    type Input = CreateLoginProfileRequest;
    type Output = CreateLoginProfileResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateOpenIDConnectProvider;

impl Operation for CreateOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::CREATE_OPEN_ID_CONNECT_PROVIDER;
    type Input = CreateOpenIDConnectProviderRequest;
    type Output = CreateOpenIDConnectProviderResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreatePolicy;

impl Operation for CreatePolicy {
    const ROW: &'static OperationRow = &rows::CREATE_POLICY;
    type Input = CreatePolicyRequest;
    type Output = CreatePolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreatePolicyVersion;

impl Operation for CreatePolicyVersion {
    const ROW: &'static OperationRow = &rows::CREATE_POLICY_VERSION;
    type Input = CreatePolicyVersionRequest;
    type Output = CreatePolicyVersionResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateRole;

impl Operation for CreateRole {
    const ROW: &'static OperationRow = &rows::CREATE_ROLE;
    type Input = CreateRoleRequest;
    type Output = CreateRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateSAMLProvider;

impl Operation for CreateSAMLProvider {
    const ROW: &'static OperationRow = &rows::CREATE_SAML_PROVIDER;
    type Input = CreateSAMLProviderRequest;
    type Output = CreateSAMLProviderResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateServiceLinkedRole;

impl Operation for CreateServiceLinkedRole {
    const ROW: &'static OperationRow = &rows::CREATE_SERVICE_LINKED_ROLE;
    type Input = CreateServiceLinkedRoleRequest;
    type Output = CreateServiceLinkedRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateServiceSpecificCredential;

impl Operation for CreateServiceSpecificCredential {
    const ROW: &'static OperationRow = &rows::CREATE_SERVICE_SPECIFIC_CREDENTIAL;
    type Input = CreateServiceSpecificCredentialRequest;
    type Output = CreateServiceSpecificCredentialResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateUser;

impl Operation for CreateUser {
    const ROW: &'static OperationRow = &rows::CREATE_USER;
    type Input = CreateUserRequest;
    type Output = CreateUserResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateVirtualMFADevice;

impl Operation for CreateVirtualMFADevice {
    const ROW: &'static OperationRow = &rows::CREATE_VIRTUAL_MFA_DEVICE;
    type Input = CreateVirtualMFADeviceRequest;
    type Output = CreateVirtualMFADeviceResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct DeactivateMFADevice;

impl Operation for DeactivateMFADevice {
    const ROW: &'static OperationRow = &rows::DEACTIVATE_MFA_DEVICE;
    type Input = DeactivateMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteAccessKey;

impl Operation for DeleteAccessKey {
    const ROW: &'static OperationRow = &rows::DELETE_ACCESS_KEY;
    type Input = DeleteAccessKeyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteAccountAlias;

impl Operation for DeleteAccountAlias {
    const ROW: &'static OperationRow = &rows::DELETE_ACCOUNT_ALIAS;
    type Input = DeleteAccountAliasRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteAccountPasswordPolicy;

impl Operation for DeleteAccountPasswordPolicy {
    const ROW: &'static OperationRow = &rows::DELETE_ACCOUNT_PASSWORD_POLICY;
    type Input = ();
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteGroup;

impl Operation for DeleteGroup {
    const ROW: &'static OperationRow = &rows::DELETE_GROUP;
    type Input = DeleteGroupRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteGroupPolicy;

impl Operation for DeleteGroupPolicy {
    const ROW: &'static OperationRow = &rows::DELETE_GROUP_POLICY;
    type Input = DeleteGroupPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteInstanceProfile;

impl Operation for DeleteInstanceProfile {
    const ROW: &'static OperationRow = &rows::DELETE_INSTANCE_PROFILE;
    type Input = DeleteInstanceProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteLoginProfile;

impl Operation for DeleteLoginProfile {
    const ROW: &'static OperationRow = &rows::DELETE_LOGIN_PROFILE;
    type Input = DeleteLoginProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteOpenIDConnectProvider;

impl Operation for DeleteOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::DELETE_OPEN_ID_CONNECT_PROVIDER;
    type Input = DeleteOpenIDConnectProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeletePolicy;

impl Operation for DeletePolicy {
    const ROW: &'static OperationRow = &rows::DELETE_POLICY;
    type Input = DeletePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeletePolicyVersion;

impl Operation for DeletePolicyVersion {
    const ROW: &'static OperationRow = &rows::DELETE_POLICY_VERSION;
    type Input = DeletePolicyVersionRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteRole;

impl Operation for DeleteRole {
    const ROW: &'static OperationRow = &rows::DELETE_ROLE;
    type Input = DeleteRoleRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteRolePermissionsBoundary;

impl Operation for DeleteRolePermissionsBoundary {
    const ROW: &'static OperationRow = &rows::DELETE_ROLE_PERMISSIONS_BOUNDARY;
    type Input = DeleteRolePermissionsBoundaryRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteRolePolicy;

impl Operation for DeleteRolePolicy {
    const ROW: &'static OperationRow = &rows::DELETE_ROLE_POLICY;
    type Input = DeleteRolePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteSAMLProvider;

impl Operation for DeleteSAMLProvider {
    const ROW: &'static OperationRow = &rows::DELETE_SAML_PROVIDER;
    type Input = DeleteSAMLProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteSSHPublicKey;

impl Operation for DeleteSSHPublicKey {
    const ROW: &'static OperationRow = &rows::DELETE_SSH_PUBLIC_KEY;
    type Input = DeleteSSHPublicKeyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteServerCertificate;

impl Operation for DeleteServerCertificate {
    const ROW: &'static OperationRow = &rows::DELETE_SERVER_CERTIFICATE;
    type Input = DeleteServerCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteServiceLinkedRole;

impl Operation for DeleteServiceLinkedRole {
    const ROW: &'static OperationRow = &rows::DELETE_SERVICE_LINKED_ROLE;
    type Input = DeleteServiceLinkedRoleRequest;
    type Output = DeleteServiceLinkedRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteServiceSpecificCredential;

impl Operation for DeleteServiceSpecificCredential {
    const ROW: &'static OperationRow = &rows::DELETE_SERVICE_SPECIFIC_CREDENTIAL;
    type Input = DeleteServiceSpecificCredentialRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteSigningCertificate;

impl Operation for DeleteSigningCertificate {
    const ROW: &'static OperationRow = &rows::DELETE_SIGNING_CERTIFICATE;
    type Input = DeleteSigningCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteUser;

impl Operation for DeleteUser {
    const ROW: &'static OperationRow = &rows::DELETE_USER;
    type Input = DeleteUserRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteUserPermissionsBoundary;

impl Operation for DeleteUserPermissionsBoundary {
    const ROW: &'static OperationRow = &rows::DELETE_USER_PERMISSIONS_BOUNDARY;
    type Input = DeleteUserPermissionsBoundaryRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteUserPolicy;

impl Operation for DeleteUserPolicy {
    const ROW: &'static OperationRow = &rows::DELETE_USER_POLICY;
    type Input = DeleteUserPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteVirtualMFADevice;

impl Operation for DeleteVirtualMFADevice {
    const ROW: &'static OperationRow = &rows::DELETE_VIRTUAL_MFA_DEVICE;
    type Input = DeleteVirtualMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DetachGroupPolicy;

impl Operation for DetachGroupPolicy {
    const ROW: &'static OperationRow = &rows::DETACH_GROUP_POLICY;
    type Input = DetachGroupPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DetachRolePolicy;

impl Operation for DetachRolePolicy {
    const ROW: &'static OperationRow = &rows::DETACH_ROLE_POLICY;
    type Input = DetachRolePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DetachUserPolicy;

impl Operation for DetachUserPolicy {
    const ROW: &'static OperationRow = &rows::DETACH_USER_POLICY;
    type Input = DetachUserPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DisableOrganizationsRootCredentialsManagement;

impl Operation for DisableOrganizationsRootCredentialsManagement {
    const ROW: &'static OperationRow = &rows::DISABLE_ORGANIZATIONS_ROOT_CREDENTIALS_MANAGEMENT;
    type Input = DisableOrganizationsRootCredentialsManagementRequest;
    type Output = DisableOrganizationsRootCredentialsManagementResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct DisableOrganizationsRootSessions;

impl Operation for DisableOrganizationsRootSessions {
    const ROW: &'static OperationRow = &rows::DISABLE_ORGANIZATIONS_ROOT_SESSIONS;
    type Input = DisableOrganizationsRootSessionsRequest;
    type Output = DisableOrganizationsRootSessionsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct DisableOutboundWebIdentityFederation;

impl Operation for DisableOutboundWebIdentityFederation {
    const ROW: &'static OperationRow = &rows::DISABLE_OUTBOUND_WEB_IDENTITY_FEDERATION;
    type Input = ();
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct EnableMFADevice;

impl Operation for EnableMFADevice {
    const ROW: &'static OperationRow = &rows::ENABLE_MFA_DEVICE;
    type Input = EnableMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct EnableOrganizationsRootCredentialsManagement;

impl Operation for EnableOrganizationsRootCredentialsManagement {
    const ROW: &'static OperationRow = &rows::ENABLE_ORGANIZATIONS_ROOT_CREDENTIALS_MANAGEMENT;
    type Input = EnableOrganizationsRootCredentialsManagementRequest;
    type Output = EnableOrganizationsRootCredentialsManagementResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct EnableOrganizationsRootSessions;

impl Operation for EnableOrganizationsRootSessions {
    const ROW: &'static OperationRow = &rows::ENABLE_ORGANIZATIONS_ROOT_SESSIONS;
    type Input = EnableOrganizationsRootSessionsRequest;
    type Output = EnableOrganizationsRootSessionsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct EnableOutboundWebIdentityFederation;

impl Operation for EnableOutboundWebIdentityFederation {
    const ROW: &'static OperationRow = &rows::ENABLE_OUTBOUND_WEB_IDENTITY_FEDERATION;
    type Input = ();
    type Output = EnableOutboundWebIdentityFederationResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GenerateCredentialReport;

impl Operation for GenerateCredentialReport {
    const ROW: &'static OperationRow = &rows::GENERATE_CREDENTIAL_REPORT;
    type Input = ();
    type Output = GenerateCredentialReportResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GenerateOrganizationsAccessReport;

impl Operation for GenerateOrganizationsAccessReport {
    const ROW: &'static OperationRow = &rows::GENERATE_ORGANIZATIONS_ACCESS_REPORT;
    type Input = GenerateOrganizationsAccessReportRequest;
    type Output = GenerateOrganizationsAccessReportResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GenerateServiceLastAccessedDetails;

impl Operation for GenerateServiceLastAccessedDetails {
    const ROW: &'static OperationRow = &rows::GENERATE_SERVICE_LAST_ACCESSED_DETAILS;
    type Input = GenerateServiceLastAccessedDetailsRequest;
    type Output = GenerateServiceLastAccessedDetailsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccessKeyLastUsed;

impl Operation for GetAccessKeyLastUsed {
    const ROW: &'static OperationRow = &rows::GET_ACCESS_KEY_LAST_USED;
    type Input = GetAccessKeyLastUsedRequest;
    type Output = GetAccessKeyLastUsedResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccountAuthorizationDetails;

impl Operation for GetAccountAuthorizationDetails {
    const ROW: &'static OperationRow = &rows::GET_ACCOUNT_AUTHORIZATION_DETAILS;
    type Input = GetAccountAuthorizationDetailsRequest;
    type Output = GetAccountAuthorizationDetailsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccountPasswordPolicy;

impl Operation for GetAccountPasswordPolicy {
    const ROW: &'static OperationRow = &rows::GET_ACCOUNT_PASSWORD_POLICY;
    type Input = ();
    type Output = GetAccountPasswordPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccountProperties;

impl Operation for GetAccountProperties {
    const ROW: &'static OperationRow = &rows::GET_ACCOUNT_PROPERTIES;
    type Input = GetAccountPropertiesRequest;
    type Output = GetAccountPropertiesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccountSummary;

impl Operation for GetAccountSummary {
    const ROW: &'static OperationRow = &rows::GET_ACCOUNT_SUMMARY;
    type Input = ();
    type Output = GetAccountSummaryResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetContextKeysForCustomPolicy;

impl Operation for GetContextKeysForCustomPolicy {
    const ROW: &'static OperationRow = &rows::GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY;
    type Input = GetContextKeysForCustomPolicyRequest;
    type Output = GetContextKeysForPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetContextKeysForPrincipalPolicy;

impl Operation for GetContextKeysForPrincipalPolicy {
    const ROW: &'static OperationRow = &rows::GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY;
    type Input = GetContextKeysForPrincipalPolicyRequest;
    type Output = GetContextKeysForPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetCredentialReport;

impl Operation for GetCredentialReport {
    const ROW: &'static OperationRow = &rows::GET_CREDENTIAL_REPORT;
    type Input = ();
    type Output = GetCredentialReportResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetDelegationRequest;

impl Operation for GetDelegationRequest {
    const ROW: &'static OperationRow = &rows::GET_DELEGATION_REQUEST;
    type Input = GetDelegationRequestRequest;
    type Output = GetDelegationRequestResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetGroup;

impl Operation for GetGroup {
    const ROW: &'static OperationRow = &rows::GET_GROUP;
    type Input = GetGroupRequest;
    type Output = GetGroupResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetGroupPolicy;

impl Operation for GetGroupPolicy {
    const ROW: &'static OperationRow = &rows::GET_GROUP_POLICY;
    type Input = GetGroupPolicyRequest;
    type Output = GetGroupPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetHumanReadableSummary;

impl Operation for GetHumanReadableSummary {
    const ROW: &'static OperationRow = &rows::GET_HUMAN_READABLE_SUMMARY;
    type Input = GetHumanReadableSummaryRequest;
    type Output = GetHumanReadableSummaryResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetInstanceProfile;

impl Operation for GetInstanceProfile {
    const ROW: &'static OperationRow = &rows::GET_INSTANCE_PROFILE;
    type Input = GetInstanceProfileRequest;
    type Output = GetInstanceProfileResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetLoginProfile;

impl Operation for GetLoginProfile {
    const ROW: &'static OperationRow = &rows::GET_LOGIN_PROFILE;
    type Input = GetLoginProfileRequest;
    type Output = GetLoginProfileResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetMFADevice;

impl Operation for GetMFADevice {
    const ROW: &'static OperationRow = &rows::GET_MFA_DEVICE;
    type Input = GetMFADeviceRequest;
    type Output = GetMFADeviceResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetOpenIDConnectProvider;

impl Operation for GetOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::GET_OPEN_ID_CONNECT_PROVIDER;
    type Input = GetOpenIDConnectProviderRequest;
    type Output = GetOpenIDConnectProviderResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetOrganizationsAccessReport;

impl Operation for GetOrganizationsAccessReport {
    const ROW: &'static OperationRow = &rows::GET_ORGANIZATIONS_ACCESS_REPORT;
    type Input = GetOrganizationsAccessReportRequest;
    type Output = GetOrganizationsAccessReportResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetOutboundWebIdentityFederationInfo;

impl Operation for GetOutboundWebIdentityFederationInfo {
    const ROW: &'static OperationRow = &rows::GET_OUTBOUND_WEB_IDENTITY_FEDERATION_INFO;
    type Input = ();
    type Output = GetOutboundWebIdentityFederationInfoResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetPolicy;

impl Operation for GetPolicy {
    const ROW: &'static OperationRow = &rows::GET_POLICY;
    type Input = GetPolicyRequest;
    type Output = GetPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetPolicyVersion;

impl Operation for GetPolicyVersion {
    const ROW: &'static OperationRow = &rows::GET_POLICY_VERSION;
    type Input = GetPolicyVersionRequest;
    type Output = GetPolicyVersionResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetRole;

impl Operation for GetRole {
    const ROW: &'static OperationRow = &rows::GET_ROLE;
    type Input = GetRoleRequest;
    type Output = GetRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetRolePolicy;

impl Operation for GetRolePolicy {
    const ROW: &'static OperationRow = &rows::GET_ROLE_POLICY;
    type Input = GetRolePolicyRequest;
    type Output = GetRolePolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetRoleTemplateVersion;

impl Operation for GetRoleTemplateVersion {
    const ROW: &'static OperationRow = &rows::GET_ROLE_TEMPLATE_VERSION;
    type Input = GetRoleTemplateVersionRequest;
    type Output = GetRoleTemplateVersionResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetSAMLProvider;

impl Operation for GetSAMLProvider {
    const ROW: &'static OperationRow = &rows::GET_SAML_PROVIDER;
    type Input = GetSAMLProviderRequest;
    type Output = GetSAMLProviderResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetSSHPublicKey;

impl Operation for GetSSHPublicKey {
    const ROW: &'static OperationRow = &rows::GET_SSH_PUBLIC_KEY;
    type Input = GetSSHPublicKeyRequest;
    type Output = GetSSHPublicKeyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetServerCertificate;

impl Operation for GetServerCertificate {
    const ROW: &'static OperationRow = &rows::GET_SERVER_CERTIFICATE;
    type Input = GetServerCertificateRequest;
    type Output = GetServerCertificateResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetServiceLastAccessedDetails;

impl Operation for GetServiceLastAccessedDetails {
    const ROW: &'static OperationRow = &rows::GET_SERVICE_LAST_ACCESSED_DETAILS;
    type Input = GetServiceLastAccessedDetailsRequest;
    type Output = GetServiceLastAccessedDetailsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetServiceLastAccessedDetailsWithEntities;

impl Operation for GetServiceLastAccessedDetailsWithEntities {
    const ROW: &'static OperationRow = &rows::GET_SERVICE_LAST_ACCESSED_DETAILS_WITH_ENTITIES;
    type Input = GetServiceLastAccessedDetailsWithEntitiesRequest;
    type Output = GetServiceLastAccessedDetailsWithEntitiesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetServiceLinkedRoleDeletionStatus;

impl Operation for GetServiceLinkedRoleDeletionStatus {
    const ROW: &'static OperationRow = &rows::GET_SERVICE_LINKED_ROLE_DELETION_STATUS;
    type Input = GetServiceLinkedRoleDeletionStatusRequest;
    type Output = GetServiceLinkedRoleDeletionStatusResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetUser;

impl Operation for GetUser {
    const ROW: &'static OperationRow = &rows::GET_USER;
    type Input = GetUserRequest;
    type Output = GetUserResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetUserPolicy;

impl Operation for GetUserPolicy {
    const ROW: &'static OperationRow = &rows::GET_USER_POLICY;
    type Input = GetUserPolicyRequest;
    type Output = GetUserPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListAccessKeys;

impl Operation for ListAccessKeys {
    const ROW: &'static OperationRow = &rows::LIST_ACCESS_KEYS;
    type Input = ListAccessKeysRequest;
    type Output = ListAccessKeysResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListAccountAliases;

impl Operation for ListAccountAliases {
    const ROW: &'static OperationRow = &rows::LIST_ACCOUNT_ALIASES;
    type Input = ListAccountAliasesRequest;
    type Output = ListAccountAliasesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListAttachedGroupPolicies;

impl Operation for ListAttachedGroupPolicies {
    const ROW: &'static OperationRow = &rows::LIST_ATTACHED_GROUP_POLICIES;
    type Input = ListAttachedGroupPoliciesRequest;
    type Output = ListAttachedGroupPoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListAttachedRolePolicies;

impl Operation for ListAttachedRolePolicies {
    const ROW: &'static OperationRow = &rows::LIST_ATTACHED_ROLE_POLICIES;
    type Input = ListAttachedRolePoliciesRequest;
    type Output = ListAttachedRolePoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListAttachedUserPolicies;

impl Operation for ListAttachedUserPolicies {
    const ROW: &'static OperationRow = &rows::LIST_ATTACHED_USER_POLICIES;
    type Input = ListAttachedUserPoliciesRequest;
    type Output = ListAttachedUserPoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListDelegationRequests;

impl Operation for ListDelegationRequests {
    const ROW: &'static OperationRow = &rows::LIST_DELEGATION_REQUESTS;
    type Input = ListDelegationRequestsRequest;
    type Output = ListDelegationRequestsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListEntitiesForPolicy;

impl Operation for ListEntitiesForPolicy {
    const ROW: &'static OperationRow = &rows::LIST_ENTITIES_FOR_POLICY;
    type Input = ListEntitiesForPolicyRequest;
    type Output = ListEntitiesForPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListGroupPolicies;

impl Operation for ListGroupPolicies {
    const ROW: &'static OperationRow = &rows::LIST_GROUP_POLICIES;
    type Input = ListGroupPoliciesRequest;
    type Output = ListGroupPoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListGroups;

impl Operation for ListGroups {
    const ROW: &'static OperationRow = &rows::LIST_GROUPS;
    type Input = ListGroupsRequest;
    type Output = ListGroupsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListGroupsForUser;

impl Operation for ListGroupsForUser {
    const ROW: &'static OperationRow = &rows::LIST_GROUPS_FOR_USER;
    type Input = ListGroupsForUserRequest;
    type Output = ListGroupsForUserResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListInstanceProfileTags;

impl Operation for ListInstanceProfileTags {
    const ROW: &'static OperationRow = &rows::LIST_INSTANCE_PROFILE_TAGS;
    type Input = ListInstanceProfileTagsRequest;
    type Output = ListInstanceProfileTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListInstanceProfiles;

impl Operation for ListInstanceProfiles {
    const ROW: &'static OperationRow = &rows::LIST_INSTANCE_PROFILES;
    type Input = ListInstanceProfilesRequest;
    type Output = ListInstanceProfilesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListInstanceProfilesForRole;

impl Operation for ListInstanceProfilesForRole {
    const ROW: &'static OperationRow = &rows::LIST_INSTANCE_PROFILES_FOR_ROLE;
    type Input = ListInstanceProfilesForRoleRequest;
    type Output = ListInstanceProfilesForRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListMFADeviceTags;

impl Operation for ListMFADeviceTags {
    const ROW: &'static OperationRow = &rows::LIST_MFA_DEVICE_TAGS;
    type Input = ListMFADeviceTagsRequest;
    type Output = ListMFADeviceTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListMFADevices;

impl Operation for ListMFADevices {
    const ROW: &'static OperationRow = &rows::LIST_MFA_DEVICES;
    type Input = ListMFADevicesRequest;
    type Output = ListMFADevicesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListOpenIDConnectProviderTags;

impl Operation for ListOpenIDConnectProviderTags {
    const ROW: &'static OperationRow = &rows::LIST_OPEN_ID_CONNECT_PROVIDER_TAGS;
    type Input = ListOpenIDConnectProviderTagsRequest;
    type Output = ListOpenIDConnectProviderTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListOpenIDConnectProviders;

impl Operation for ListOpenIDConnectProviders {
    const ROW: &'static OperationRow = &rows::LIST_OPEN_ID_CONNECT_PROVIDERS;
    type Input = ListOpenIDConnectProvidersRequest;
    type Output = ListOpenIDConnectProvidersResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListOrganizationsFeatures;

impl Operation for ListOrganizationsFeatures {
    const ROW: &'static OperationRow = &rows::LIST_ORGANIZATIONS_FEATURES;
    type Input = ListOrganizationsFeaturesRequest;
    type Output = ListOrganizationsFeaturesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListPolicies;

impl Operation for ListPolicies {
    const ROW: &'static OperationRow = &rows::LIST_POLICIES;
    type Input = ListPoliciesRequest;
    type Output = ListPoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListPoliciesGrantingServiceAccess;

impl Operation for ListPoliciesGrantingServiceAccess {
    const ROW: &'static OperationRow = &rows::LIST_POLICIES_GRANTING_SERVICE_ACCESS;
    type Input = ListPoliciesGrantingServiceAccessRequest;
    type Output = ListPoliciesGrantingServiceAccessResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListPolicyTags;

impl Operation for ListPolicyTags {
    const ROW: &'static OperationRow = &rows::LIST_POLICY_TAGS;
    type Input = ListPolicyTagsRequest;
    type Output = ListPolicyTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListPolicyVersions;

impl Operation for ListPolicyVersions {
    const ROW: &'static OperationRow = &rows::LIST_POLICY_VERSIONS;
    type Input = ListPolicyVersionsRequest;
    type Output = ListPolicyVersionsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListRolePolicies;

impl Operation for ListRolePolicies {
    const ROW: &'static OperationRow = &rows::LIST_ROLE_POLICIES;
    type Input = ListRolePoliciesRequest;
    type Output = ListRolePoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListRoleTags;

impl Operation for ListRoleTags {
    const ROW: &'static OperationRow = &rows::LIST_ROLE_TAGS;
    type Input = ListRoleTagsRequest;
    type Output = ListRoleTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListRoles;

impl Operation for ListRoles {
    const ROW: &'static OperationRow = &rows::LIST_ROLES;
    type Input = ListRolesRequest;
    type Output = ListRolesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListSAMLProviderTags;

impl Operation for ListSAMLProviderTags {
    const ROW: &'static OperationRow = &rows::LIST_SAML_PROVIDER_TAGS;
    type Input = ListSAMLProviderTagsRequest;
    type Output = ListSAMLProviderTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListSAMLProviders;

impl Operation for ListSAMLProviders {
    const ROW: &'static OperationRow = &rows::LIST_SAML_PROVIDERS;
    type Input = ListSAMLProvidersRequest;
    type Output = ListSAMLProvidersResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListSSHPublicKeys;

impl Operation for ListSSHPublicKeys {
    const ROW: &'static OperationRow = &rows::LIST_SSH_PUBLIC_KEYS;
    type Input = ListSSHPublicKeysRequest;
    type Output = ListSSHPublicKeysResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListServerCertificateTags;

impl Operation for ListServerCertificateTags {
    const ROW: &'static OperationRow = &rows::LIST_SERVER_CERTIFICATE_TAGS;
    type Input = ListServerCertificateTagsRequest;
    type Output = ListServerCertificateTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListServerCertificates;

impl Operation for ListServerCertificates {
    const ROW: &'static OperationRow = &rows::LIST_SERVER_CERTIFICATES;
    type Input = ListServerCertificatesRequest;
    type Output = ListServerCertificatesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListServiceSpecificCredentials;

impl Operation for ListServiceSpecificCredentials {
    const ROW: &'static OperationRow = &rows::LIST_SERVICE_SPECIFIC_CREDENTIALS;
    type Input = ListServiceSpecificCredentialsRequest;
    type Output = ListServiceSpecificCredentialsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListSigningCertificates;

impl Operation for ListSigningCertificates {
    const ROW: &'static OperationRow = &rows::LIST_SIGNING_CERTIFICATES;
    type Input = ListSigningCertificatesRequest;
    type Output = ListSigningCertificatesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListUserPolicies;

impl Operation for ListUserPolicies {
    const ROW: &'static OperationRow = &rows::LIST_USER_POLICIES;
    type Input = ListUserPoliciesRequest;
    type Output = ListUserPoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListUserTags;

impl Operation for ListUserTags {
    const ROW: &'static OperationRow = &rows::LIST_USER_TAGS;
    type Input = ListUserTagsRequest;
    type Output = ListUserTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListUsers;

impl Operation for ListUsers {
    const ROW: &'static OperationRow = &rows::LIST_USERS;
    type Input = ListUsersRequest;
    type Output = ListUsersResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListVirtualMFADevices;

impl Operation for ListVirtualMFADevices {
    const ROW: &'static OperationRow = &rows::LIST_VIRTUAL_MFA_DEVICES;
    type Input = ListVirtualMFADevicesRequest;
    type Output = ListVirtualMFADevicesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct PutAccountProperties;

impl Operation for PutAccountProperties {
    const ROW: &'static OperationRow = &rows::PUT_ACCOUNT_PROPERTIES;
    type Input = PutAccountPropertiesRequest;
    type Output = PutAccountPropertiesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct PutGroupPolicy;

impl Operation for PutGroupPolicy {
    const ROW: &'static OperationRow = &rows::PUT_GROUP_POLICY;
    type Input = PutGroupPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct PutRolePermissionsBoundary;

impl Operation for PutRolePermissionsBoundary {
    const ROW: &'static OperationRow = &rows::PUT_ROLE_PERMISSIONS_BOUNDARY;
    type Input = PutRolePermissionsBoundaryRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct PutRolePolicy;

impl Operation for PutRolePolicy {
    const ROW: &'static OperationRow = &rows::PUT_ROLE_POLICY;
    type Input = PutRolePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct PutUserPermissionsBoundary;

impl Operation for PutUserPermissionsBoundary {
    const ROW: &'static OperationRow = &rows::PUT_USER_PERMISSIONS_BOUNDARY;
    type Input = PutUserPermissionsBoundaryRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct PutUserPolicy;

impl Operation for PutUserPolicy {
    const ROW: &'static OperationRow = &rows::PUT_USER_POLICY;
    type Input = PutUserPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct RejectDelegationRequest;

impl Operation for RejectDelegationRequest {
    const ROW: &'static OperationRow = &rows::REJECT_DELEGATION_REQUEST;
    type Input = RejectDelegationRequestRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct RemoveClientIDFromOpenIDConnectProvider;

impl Operation for RemoveClientIDFromOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::REMOVE_CLIENT_ID_FROM_OPEN_ID_CONNECT_PROVIDER;
    type Input = RemoveClientIDFromOpenIDConnectProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct RemoveRoleFromInstanceProfile;

impl Operation for RemoveRoleFromInstanceProfile {
    const ROW: &'static OperationRow = &rows::REMOVE_ROLE_FROM_INSTANCE_PROFILE;
    type Input = RemoveRoleFromInstanceProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct RemoveUserFromGroup;

impl Operation for RemoveUserFromGroup {
    const ROW: &'static OperationRow = &rows::REMOVE_USER_FROM_GROUP;
    type Input = RemoveUserFromGroupRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct ResetServiceSpecificCredential;

impl Operation for ResetServiceSpecificCredential {
    const ROW: &'static OperationRow = &rows::RESET_SERVICE_SPECIFIC_CREDENTIAL;
    type Input = ResetServiceSpecificCredentialRequest;
    type Output = ResetServiceSpecificCredentialResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ResyncMFADevice;

impl Operation for ResyncMFADevice {
    const ROW: &'static OperationRow = &rows::RESYNC_MFA_DEVICE;
    type Input = ResyncMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct SendDelegationToken;

impl Operation for SendDelegationToken {
    const ROW: &'static OperationRow = &rows::SEND_DELEGATION_TOKEN;
    type Input = SendDelegationTokenRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct SetDefaultPolicyVersion;

impl Operation for SetDefaultPolicyVersion {
    const ROW: &'static OperationRow = &rows::SET_DEFAULT_POLICY_VERSION;
    type Input = SetDefaultPolicyVersionRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct SetSecurityTokenServicePreferences;

impl Operation for SetSecurityTokenServicePreferences {
    const ROW: &'static OperationRow = &rows::SET_SECURITY_TOKEN_SERVICE_PREFERENCES;
    type Input = SetSecurityTokenServicePreferencesRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct SimulateCustomPolicy;

impl Operation for SimulateCustomPolicy {
    const ROW: &'static OperationRow = &rows::SIMULATE_CUSTOM_POLICY;
    type Input = SimulateCustomPolicyRequest;
    type Output = SimulatePolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct SimulatePrincipalPolicy;

impl Operation for SimulatePrincipalPolicy {
    const ROW: &'static OperationRow = &rows::SIMULATE_PRINCIPAL_POLICY;
    type Input = SimulatePrincipalPolicyRequest;
    type Output = SimulatePolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct TagInstanceProfile;

impl Operation for TagInstanceProfile {
    const ROW: &'static OperationRow = &rows::TAG_INSTANCE_PROFILE;
    type Input = TagInstanceProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagMFADevice;

impl Operation for TagMFADevice {
    const ROW: &'static OperationRow = &rows::TAG_MFA_DEVICE;
    type Input = TagMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagOpenIDConnectProvider;

impl Operation for TagOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::TAG_OPEN_ID_CONNECT_PROVIDER;
    type Input = TagOpenIDConnectProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagPolicy;

impl Operation for TagPolicy {
    const ROW: &'static OperationRow = &rows::TAG_POLICY;
    type Input = TagPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagRole;

impl Operation for TagRole {
    const ROW: &'static OperationRow = &rows::TAG_ROLE;
    type Input = TagRoleRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagSAMLProvider;

impl Operation for TagSAMLProvider {
    const ROW: &'static OperationRow = &rows::TAG_SAML_PROVIDER;
    type Input = TagSAMLProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagServerCertificate;

impl Operation for TagServerCertificate {
    const ROW: &'static OperationRow = &rows::TAG_SERVER_CERTIFICATE;
    type Input = TagServerCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagUser;

impl Operation for TagUser {
    const ROW: &'static OperationRow = &rows::TAG_USER;
    type Input = TagUserRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagInstanceProfile;

impl Operation for UntagInstanceProfile {
    const ROW: &'static OperationRow = &rows::UNTAG_INSTANCE_PROFILE;
    type Input = UntagInstanceProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagMFADevice;

impl Operation for UntagMFADevice {
    const ROW: &'static OperationRow = &rows::UNTAG_MFA_DEVICE;
    type Input = UntagMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagOpenIDConnectProvider;

impl Operation for UntagOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::UNTAG_OPEN_ID_CONNECT_PROVIDER;
    type Input = UntagOpenIDConnectProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagPolicy;

impl Operation for UntagPolicy {
    const ROW: &'static OperationRow = &rows::UNTAG_POLICY;
    type Input = UntagPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagRole;

impl Operation for UntagRole {
    const ROW: &'static OperationRow = &rows::UNTAG_ROLE;
    type Input = UntagRoleRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagSAMLProvider;

impl Operation for UntagSAMLProvider {
    const ROW: &'static OperationRow = &rows::UNTAG_SAML_PROVIDER;
    type Input = UntagSAMLProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagServerCertificate;

impl Operation for UntagServerCertificate {
    const ROW: &'static OperationRow = &rows::UNTAG_SERVER_CERTIFICATE;
    type Input = UntagServerCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagUser;

impl Operation for UntagUser {
    const ROW: &'static OperationRow = &rows::UNTAG_USER;
    type Input = UntagUserRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateAccessKey;

impl Operation for UpdateAccessKey {
    const ROW: &'static OperationRow = &rows::UPDATE_ACCESS_KEY;
    type Input = UpdateAccessKeyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateAccountPasswordPolicy;

impl Operation for UpdateAccountPasswordPolicy {
    const ROW: &'static OperationRow = &rows::UPDATE_ACCOUNT_PASSWORD_POLICY;
    type Input = UpdateAccountPasswordPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateAssumeRolePolicy;

impl Operation for UpdateAssumeRolePolicy {
    const ROW: &'static OperationRow = &rows::UPDATE_ASSUME_ROLE_POLICY;
    type Input = UpdateAssumeRolePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateDelegationRequest;

impl Operation for UpdateDelegationRequest {
    const ROW: &'static OperationRow = &rows::UPDATE_DELEGATION_REQUEST;
    type Input = UpdateDelegationRequestRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateGroup;

impl Operation for UpdateGroup {
    const ROW: &'static OperationRow = &rows::UPDATE_GROUP;
    type Input = UpdateGroupRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateLoginProfile;

impl Operation for UpdateLoginProfile {
    const ROW: &'static OperationRow = &rows::UPDATE_LOGIN_PROFILE;
    type Input = UpdateLoginProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateOpenIDConnectProviderThumbprint;

impl Operation for UpdateOpenIDConnectProviderThumbprint {
    const ROW: &'static OperationRow = &rows::UPDATE_OPEN_ID_CONNECT_PROVIDER_THUMBPRINT;
    type Input = UpdateOpenIDConnectProviderThumbprintRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateRole;

impl Operation for UpdateRole {
    const ROW: &'static OperationRow = &rows::UPDATE_ROLE;
    type Input = UpdateRoleRequest;
    type Output = UpdateRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateRoleDescription;

impl Operation for UpdateRoleDescription {
    const ROW: &'static OperationRow = &rows::UPDATE_ROLE_DESCRIPTION;
    type Input = UpdateRoleDescriptionRequest;
    type Output = UpdateRoleDescriptionResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateSAMLProvider;

impl Operation for UpdateSAMLProvider {
    const ROW: &'static OperationRow = &rows::UPDATE_SAML_PROVIDER;
    type Input = UpdateSAMLProviderRequest;
    type Output = UpdateSAMLProviderResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateSSHPublicKey;

impl Operation for UpdateSSHPublicKey {
    const ROW: &'static OperationRow = &rows::UPDATE_SSH_PUBLIC_KEY;
    type Input = UpdateSSHPublicKeyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateServerCertificate;

impl Operation for UpdateServerCertificate {
    const ROW: &'static OperationRow = &rows::UPDATE_SERVER_CERTIFICATE;
    type Input = UpdateServerCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateServiceSpecificCredential;

impl Operation for UpdateServiceSpecificCredential {
    const ROW: &'static OperationRow = &rows::UPDATE_SERVICE_SPECIFIC_CREDENTIAL;
    type Input = UpdateServiceSpecificCredentialRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateSigningCertificate;

impl Operation for UpdateSigningCertificate {
    const ROW: &'static OperationRow = &rows::UPDATE_SIGNING_CERTIFICATE;
    type Input = UpdateSigningCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateUser;

impl Operation for UpdateUser {
    const ROW: &'static OperationRow = &rows::UPDATE_USER;
    type Input = UpdateUserRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UploadSSHPublicKey;

impl Operation for UploadSSHPublicKey {
    const ROW: &'static OperationRow = &rows::UPLOAD_SSH_PUBLIC_KEY;
    type Input = UploadSSHPublicKeyRequest;
    type Output = UploadSSHPublicKeyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct UploadServerCertificate;

impl Operation for UploadServerCertificate {
    const ROW: &'static OperationRow = &rows::UPLOAD_SERVER_CERTIFICATE;
    type Input = UploadServerCertificateRequest;
    type Output = UploadServerCertificateResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct UploadSigningCertificate;

impl Operation for UploadSigningCertificate {
    const ROW: &'static OperationRow = &rows::UPLOAD_SIGNING_CERTIFICATE;
    type Input = UploadSigningCertificateRequest;
    type Output = UploadSigningCertificateResponse;
}

pub const OPERATIONS: &[&OperationRow] = &[
    AcceptDelegationRequest::ROW,
    AcquireRole::ROW,
    AddClientIDToOpenIDConnectProvider::ROW,
    AddRoleToInstanceProfile::ROW,
    AddUserToGroup::ROW,
    AssociateDelegationRequest::ROW,
    AttachGroupPolicy::ROW,
    AttachRolePolicy::ROW,
    AttachUserPolicy::ROW,
    ChangePassword::ROW,
    CreateAccessKey::ROW,
    CreateAccountAlias::ROW,
    CreateDelegationRequest::ROW,
    CreateGroup::ROW,
    CreateInstanceProfile::ROW,
    CreateLoginProfile::ROW,
    CreateOpenIDConnectProvider::ROW,
    CreatePolicy::ROW,
    CreatePolicyVersion::ROW,
    CreateRole::ROW,
    CreateSAMLProvider::ROW,
    CreateServiceLinkedRole::ROW,
    CreateServiceSpecificCredential::ROW,
    CreateUser::ROW,
    CreateVirtualMFADevice::ROW,
    DeactivateMFADevice::ROW,
    DeleteAccessKey::ROW,
    DeleteAccountAlias::ROW,
    DeleteAccountPasswordPolicy::ROW,
    DeleteGroup::ROW,
    DeleteGroupPolicy::ROW,
    DeleteInstanceProfile::ROW,
    DeleteLoginProfile::ROW,
    DeleteOpenIDConnectProvider::ROW,
    DeletePolicy::ROW,
    DeletePolicyVersion::ROW,
    DeleteRole::ROW,
    DeleteRolePermissionsBoundary::ROW,
    DeleteRolePolicy::ROW,
    DeleteSAMLProvider::ROW,
    DeleteSSHPublicKey::ROW,
    DeleteServerCertificate::ROW,
    DeleteServiceLinkedRole::ROW,
    DeleteServiceSpecificCredential::ROW,
    DeleteSigningCertificate::ROW,
    DeleteUser::ROW,
    DeleteUserPermissionsBoundary::ROW,
    DeleteUserPolicy::ROW,
    DeleteVirtualMFADevice::ROW,
    DetachGroupPolicy::ROW,
    DetachRolePolicy::ROW,
    DetachUserPolicy::ROW,
    DisableOrganizationsRootCredentialsManagement::ROW,
    DisableOrganizationsRootSessions::ROW,
    DisableOutboundWebIdentityFederation::ROW,
    EnableMFADevice::ROW,
    EnableOrganizationsRootCredentialsManagement::ROW,
    EnableOrganizationsRootSessions::ROW,
    EnableOutboundWebIdentityFederation::ROW,
    GenerateCredentialReport::ROW,
    GenerateOrganizationsAccessReport::ROW,
    GenerateServiceLastAccessedDetails::ROW,
    GetAccessKeyLastUsed::ROW,
    GetAccountAuthorizationDetails::ROW,
    GetAccountPasswordPolicy::ROW,
    GetAccountProperties::ROW,
    GetAccountSummary::ROW,
    GetContextKeysForCustomPolicy::ROW,
    GetContextKeysForPrincipalPolicy::ROW,
    GetCredentialReport::ROW,
    GetDelegationRequest::ROW,
    GetGroup::ROW,
    GetGroupPolicy::ROW,
    GetHumanReadableSummary::ROW,
    GetInstanceProfile::ROW,
    GetLoginProfile::ROW,
    GetMFADevice::ROW,
    GetOpenIDConnectProvider::ROW,
    GetOrganizationsAccessReport::ROW,
    GetOutboundWebIdentityFederationInfo::ROW,
    GetPolicy::ROW,
    GetPolicyVersion::ROW,
    GetRole::ROW,
    GetRolePolicy::ROW,
    GetRoleTemplateVersion::ROW,
    GetSAMLProvider::ROW,
    GetSSHPublicKey::ROW,
    GetServerCertificate::ROW,
    GetServiceLastAccessedDetails::ROW,
    GetServiceLastAccessedDetailsWithEntities::ROW,
    GetServiceLinkedRoleDeletionStatus::ROW,
    GetUser::ROW,
    GetUserPolicy::ROW,
    ListAccessKeys::ROW,
    ListAccountAliases::ROW,
    ListAttachedGroupPolicies::ROW,
    ListAttachedRolePolicies::ROW,
    ListAttachedUserPolicies::ROW,
    ListDelegationRequests::ROW,
    ListEntitiesForPolicy::ROW,
    ListGroupPolicies::ROW,
    ListGroups::ROW,
    ListGroupsForUser::ROW,
    ListInstanceProfileTags::ROW,
    ListInstanceProfiles::ROW,
    ListInstanceProfilesForRole::ROW,
    ListMFADeviceTags::ROW,
    ListMFADevices::ROW,
    ListOpenIDConnectProviderTags::ROW,
    ListOpenIDConnectProviders::ROW,
    ListOrganizationsFeatures::ROW,
    ListPolicies::ROW,
    ListPoliciesGrantingServiceAccess::ROW,
    ListPolicyTags::ROW,
    ListPolicyVersions::ROW,
    ListRolePolicies::ROW,
    ListRoleTags::ROW,
    ListRoles::ROW,
    ListSAMLProviderTags::ROW,
    ListSAMLProviders::ROW,
    ListSSHPublicKeys::ROW,
    ListServerCertificateTags::ROW,
    ListServerCertificates::ROW,
    ListServiceSpecificCredentials::ROW,
    ListSigningCertificates::ROW,
    ListUserPolicies::ROW,
    ListUserTags::ROW,
    ListUsers::ROW,
    ListVirtualMFADevices::ROW,
    PutAccountProperties::ROW,
    PutGroupPolicy::ROW,
    PutRolePermissionsBoundary::ROW,
    PutRolePolicy::ROW,
    PutUserPermissionsBoundary::ROW,
    PutUserPolicy::ROW,
    RejectDelegationRequest::ROW,
    RemoveClientIDFromOpenIDConnectProvider::ROW,
    RemoveRoleFromInstanceProfile::ROW,
    RemoveUserFromGroup::ROW,
    ResetServiceSpecificCredential::ROW,
    ResyncMFADevice::ROW,
    SendDelegationToken::ROW,
    SetDefaultPolicyVersion::ROW,
    SetSecurityTokenServicePreferences::ROW,
    SimulateCustomPolicy::ROW,
    SimulatePrincipalPolicy::ROW,
    TagInstanceProfile::ROW,
    TagMFADevice::ROW,
    TagOpenIDConnectProvider::ROW,
    TagPolicy::ROW,
    TagRole::ROW,
    TagSAMLProvider::ROW,
    TagServerCertificate::ROW,
    TagUser::ROW,
    UntagInstanceProfile::ROW,
    UntagMFADevice::ROW,
    UntagOpenIDConnectProvider::ROW,
    UntagPolicy::ROW,
    UntagRole::ROW,
    UntagSAMLProvider::ROW,
    UntagServerCertificate::ROW,
    UntagUser::ROW,
    UpdateAccessKey::ROW,
    UpdateAccountPasswordPolicy::ROW,
    UpdateAssumeRolePolicy::ROW,
    UpdateDelegationRequest::ROW,
    UpdateGroup::ROW,
    UpdateLoginProfile::ROW,
    UpdateOpenIDConnectProviderThumbprint::ROW,
    UpdateRole::ROW,
    UpdateRoleDescription::ROW,
    UpdateSAMLProvider::ROW,
    UpdateSSHPublicKey::ROW,
    UpdateServerCertificate::ROW,
    UpdateServiceSpecificCredential::ROW,
    UpdateSigningCertificate::ROW,
    UpdateUser::ROW,
    UploadSSHPublicKey::ROW,
    UploadServerCertificate::ROW,
    UploadSigningCertificate::ROW,
];
