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
use crate::{Action, Operation, OperationRow};

#[derive(Clone, Copy, Debug)]
pub struct AcceptDelegationRequest;

impl Action for AcceptDelegationRequest {
    const ROW: &'static OperationRow = &rows::ACCEPT_DELEGATION_REQUEST;
}

impl Operation for AcceptDelegationRequest {
    type Input = AcceptDelegationRequestRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AcquireRole;

impl Action for AcquireRole {
    const ROW: &'static OperationRow = &rows::ACQUIRE_ROLE;
}

impl Operation for AcquireRole {
    type Input = AcquireRoleRequest;
    type Output = AcquireRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct AddClientIDToOpenIDConnectProvider;

impl Action for AddClientIDToOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::ADD_CLIENT_ID_TO_OPEN_ID_CONNECT_PROVIDER;
}

impl Operation for AddClientIDToOpenIDConnectProvider {
    type Input = AddClientIDToOpenIDConnectProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AddRoleToInstanceProfile;

impl Action for AddRoleToInstanceProfile {
    const ROW: &'static OperationRow = &rows::ADD_ROLE_TO_INSTANCE_PROFILE;
}

impl Operation for AddRoleToInstanceProfile {
    type Input = AddRoleToInstanceProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AddUserToGroup;

impl Action for AddUserToGroup {
    const ROW: &'static OperationRow = &rows::ADD_USER_TO_GROUP;
}

impl Operation for AddUserToGroup {
    type Input = AddUserToGroupRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AssociateDelegationRequest;

impl Action for AssociateDelegationRequest {
    const ROW: &'static OperationRow = &rows::ASSOCIATE_DELEGATION_REQUEST;
}

impl Operation for AssociateDelegationRequest {
    type Input = AssociateDelegationRequestRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AttachGroupPolicy;

impl Action for AttachGroupPolicy {
    const ROW: &'static OperationRow = &rows::ATTACH_GROUP_POLICY;
}

impl Operation for AttachGroupPolicy {
    type Input = AttachGroupPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AttachRolePolicy;

impl Action for AttachRolePolicy {
    const ROW: &'static OperationRow = &rows::ATTACH_ROLE_POLICY;
}

impl Operation for AttachRolePolicy {
    type Input = AttachRolePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct AttachUserPolicy;

impl Action for AttachUserPolicy {
    const ROW: &'static OperationRow = &rows::ATTACH_USER_POLICY;
}

impl Operation for AttachUserPolicy {
    type Input = AttachUserPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct ChangePassword;

impl Action for ChangePassword {
    const ROW: &'static OperationRow = &rows::CHANGE_PASSWORD;
}

impl Operation for ChangePassword {
    type Input = ChangePasswordRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct CreateAccessKey;

impl Action for CreateAccessKey {
    const ROW: &'static OperationRow = &rows::CREATE_ACCESS_KEY;
}

impl Operation for CreateAccessKey {
    type Input = CreateAccessKeyRequest;
    type Output = CreateAccessKeyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateAccountAlias;

impl Action for CreateAccountAlias {
    const ROW: &'static OperationRow = &rows::CREATE_ACCOUNT_ALIAS;
}

impl Operation for CreateAccountAlias {
    type Input = CreateAccountAliasRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct CreateDelegationRequest;

impl Action for CreateDelegationRequest {
    const ROW: &'static OperationRow = &rows::CREATE_DELEGATION_REQUEST;
}

impl Operation for CreateDelegationRequest {
    type Input = CreateDelegationRequestRequest;
    type Output = CreateDelegationRequestResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateGroup;

impl Action for CreateGroup {
    const ROW: &'static OperationRow = &rows::CREATE_GROUP;
}

impl Operation for CreateGroup {
    type Input = CreateGroupRequest;
    type Output = CreateGroupResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateInstanceProfile;

impl Action for CreateInstanceProfile {
    const ROW: &'static OperationRow = &rows::CREATE_INSTANCE_PROFILE;
}

impl Operation for CreateInstanceProfile {
    type Input = CreateInstanceProfileRequest;
    type Output = CreateInstanceProfileResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateLoginProfile;

impl Action for CreateLoginProfile {
    const ROW: &'static OperationRow = &rows::CREATE_LOGIN_PROFILE;
}

impl Operation for CreateLoginProfile {
    type Input = CreateLoginProfileRequest;
    type Output = CreateLoginProfileResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateOpenIDConnectProvider;

impl Action for CreateOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::CREATE_OPEN_ID_CONNECT_PROVIDER;
}

impl Operation for CreateOpenIDConnectProvider {
    type Input = CreateOpenIDConnectProviderRequest;
    type Output = CreateOpenIDConnectProviderResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreatePolicy;

impl Action for CreatePolicy {
    const ROW: &'static OperationRow = &rows::CREATE_POLICY;
}

impl Operation for CreatePolicy {
    type Input = CreatePolicyRequest;
    type Output = CreatePolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreatePolicyVersion;

impl Action for CreatePolicyVersion {
    const ROW: &'static OperationRow = &rows::CREATE_POLICY_VERSION;
}

impl Operation for CreatePolicyVersion {
    type Input = CreatePolicyVersionRequest;
    type Output = CreatePolicyVersionResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateRole;

impl Action for CreateRole {
    const ROW: &'static OperationRow = &rows::CREATE_ROLE;
}

impl Operation for CreateRole {
    type Input = CreateRoleRequest;
    type Output = CreateRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateSAMLProvider;

impl Action for CreateSAMLProvider {
    const ROW: &'static OperationRow = &rows::CREATE_SAML_PROVIDER;
}

impl Operation for CreateSAMLProvider {
    type Input = CreateSAMLProviderRequest;
    type Output = CreateSAMLProviderResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateServiceLinkedRole;

impl Action for CreateServiceLinkedRole {
    const ROW: &'static OperationRow = &rows::CREATE_SERVICE_LINKED_ROLE;
}

impl Operation for CreateServiceLinkedRole {
    type Input = CreateServiceLinkedRoleRequest;
    type Output = CreateServiceLinkedRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateServiceSpecificCredential;

impl Action for CreateServiceSpecificCredential {
    const ROW: &'static OperationRow = &rows::CREATE_SERVICE_SPECIFIC_CREDENTIAL;
}

impl Operation for CreateServiceSpecificCredential {
    type Input = CreateServiceSpecificCredentialRequest;
    type Output = CreateServiceSpecificCredentialResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateUser;

impl Action for CreateUser {
    const ROW: &'static OperationRow = &rows::CREATE_USER;
}

impl Operation for CreateUser {
    type Input = CreateUserRequest;
    type Output = CreateUserResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateVirtualMFADevice;

impl Action for CreateVirtualMFADevice {
    const ROW: &'static OperationRow = &rows::CREATE_VIRTUAL_MFA_DEVICE;
}

impl Operation for CreateVirtualMFADevice {
    type Input = CreateVirtualMFADeviceRequest;
    type Output = CreateVirtualMFADeviceResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct DeactivateMFADevice;

impl Action for DeactivateMFADevice {
    const ROW: &'static OperationRow = &rows::DEACTIVATE_MFA_DEVICE;
}

impl Operation for DeactivateMFADevice {
    type Input = DeactivateMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteAccessKey;

impl Action for DeleteAccessKey {
    const ROW: &'static OperationRow = &rows::DELETE_ACCESS_KEY;
}

impl Operation for DeleteAccessKey {
    type Input = DeleteAccessKeyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteAccountAlias;

impl Action for DeleteAccountAlias {
    const ROW: &'static OperationRow = &rows::DELETE_ACCOUNT_ALIAS;
}

impl Operation for DeleteAccountAlias {
    type Input = DeleteAccountAliasRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteAccountPasswordPolicy;

impl Action for DeleteAccountPasswordPolicy {
    const ROW: &'static OperationRow = &rows::DELETE_ACCOUNT_PASSWORD_POLICY;
}

impl Operation for DeleteAccountPasswordPolicy {
    type Input = ();
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteGroup;

impl Action for DeleteGroup {
    const ROW: &'static OperationRow = &rows::DELETE_GROUP;
}

impl Operation for DeleteGroup {
    type Input = DeleteGroupRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteGroupPolicy;

impl Action for DeleteGroupPolicy {
    const ROW: &'static OperationRow = &rows::DELETE_GROUP_POLICY;
}

impl Operation for DeleteGroupPolicy {
    type Input = DeleteGroupPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteInstanceProfile;

impl Action for DeleteInstanceProfile {
    const ROW: &'static OperationRow = &rows::DELETE_INSTANCE_PROFILE;
}

impl Operation for DeleteInstanceProfile {
    type Input = DeleteInstanceProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteLoginProfile;

impl Action for DeleteLoginProfile {
    const ROW: &'static OperationRow = &rows::DELETE_LOGIN_PROFILE;
}

impl Operation for DeleteLoginProfile {
    type Input = DeleteLoginProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteOpenIDConnectProvider;

impl Action for DeleteOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::DELETE_OPEN_ID_CONNECT_PROVIDER;
}

impl Operation for DeleteOpenIDConnectProvider {
    type Input = DeleteOpenIDConnectProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeletePolicy;

impl Action for DeletePolicy {
    const ROW: &'static OperationRow = &rows::DELETE_POLICY;
}

impl Operation for DeletePolicy {
    type Input = DeletePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeletePolicyVersion;

impl Action for DeletePolicyVersion {
    const ROW: &'static OperationRow = &rows::DELETE_POLICY_VERSION;
}

impl Operation for DeletePolicyVersion {
    type Input = DeletePolicyVersionRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteRole;

impl Action for DeleteRole {
    const ROW: &'static OperationRow = &rows::DELETE_ROLE;
}

impl Operation for DeleteRole {
    type Input = DeleteRoleRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteRolePermissionsBoundary;

impl Action for DeleteRolePermissionsBoundary {
    const ROW: &'static OperationRow = &rows::DELETE_ROLE_PERMISSIONS_BOUNDARY;
}

impl Operation for DeleteRolePermissionsBoundary {
    type Input = DeleteRolePermissionsBoundaryRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteRolePolicy;

impl Action for DeleteRolePolicy {
    const ROW: &'static OperationRow = &rows::DELETE_ROLE_POLICY;
}

impl Operation for DeleteRolePolicy {
    type Input = DeleteRolePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteSAMLProvider;

impl Action for DeleteSAMLProvider {
    const ROW: &'static OperationRow = &rows::DELETE_SAML_PROVIDER;
}

impl Operation for DeleteSAMLProvider {
    type Input = DeleteSAMLProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteSSHPublicKey;

impl Action for DeleteSSHPublicKey {
    const ROW: &'static OperationRow = &rows::DELETE_SSH_PUBLIC_KEY;
}

impl Operation for DeleteSSHPublicKey {
    type Input = DeleteSSHPublicKeyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteServerCertificate;

impl Action for DeleteServerCertificate {
    const ROW: &'static OperationRow = &rows::DELETE_SERVER_CERTIFICATE;
}

impl Operation for DeleteServerCertificate {
    type Input = DeleteServerCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteServiceLinkedRole;

impl Action for DeleteServiceLinkedRole {
    const ROW: &'static OperationRow = &rows::DELETE_SERVICE_LINKED_ROLE;
}

impl Operation for DeleteServiceLinkedRole {
    type Input = DeleteServiceLinkedRoleRequest;
    type Output = DeleteServiceLinkedRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteServiceSpecificCredential;

impl Action for DeleteServiceSpecificCredential {
    const ROW: &'static OperationRow = &rows::DELETE_SERVICE_SPECIFIC_CREDENTIAL;
}

impl Operation for DeleteServiceSpecificCredential {
    type Input = DeleteServiceSpecificCredentialRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteSigningCertificate;

impl Action for DeleteSigningCertificate {
    const ROW: &'static OperationRow = &rows::DELETE_SIGNING_CERTIFICATE;
}

impl Operation for DeleteSigningCertificate {
    type Input = DeleteSigningCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteUser;

impl Action for DeleteUser {
    const ROW: &'static OperationRow = &rows::DELETE_USER;
}

impl Operation for DeleteUser {
    type Input = DeleteUserRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteUserPermissionsBoundary;

impl Action for DeleteUserPermissionsBoundary {
    const ROW: &'static OperationRow = &rows::DELETE_USER_PERMISSIONS_BOUNDARY;
}

impl Operation for DeleteUserPermissionsBoundary {
    type Input = DeleteUserPermissionsBoundaryRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteUserPolicy;

impl Action for DeleteUserPolicy {
    const ROW: &'static OperationRow = &rows::DELETE_USER_POLICY;
}

impl Operation for DeleteUserPolicy {
    type Input = DeleteUserPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteVirtualMFADevice;

impl Action for DeleteVirtualMFADevice {
    const ROW: &'static OperationRow = &rows::DELETE_VIRTUAL_MFA_DEVICE;
}

impl Operation for DeleteVirtualMFADevice {
    type Input = DeleteVirtualMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DetachGroupPolicy;

impl Action for DetachGroupPolicy {
    const ROW: &'static OperationRow = &rows::DETACH_GROUP_POLICY;
}

impl Operation for DetachGroupPolicy {
    type Input = DetachGroupPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DetachRolePolicy;

impl Action for DetachRolePolicy {
    const ROW: &'static OperationRow = &rows::DETACH_ROLE_POLICY;
}

impl Operation for DetachRolePolicy {
    type Input = DetachRolePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DetachUserPolicy;

impl Action for DetachUserPolicy {
    const ROW: &'static OperationRow = &rows::DETACH_USER_POLICY;
}

impl Operation for DetachUserPolicy {
    type Input = DetachUserPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct DisableOrganizationsRootCredentialsManagement;

impl Action for DisableOrganizationsRootCredentialsManagement {
    const ROW: &'static OperationRow = &rows::DISABLE_ORGANIZATIONS_ROOT_CREDENTIALS_MANAGEMENT;
}

impl Operation for DisableOrganizationsRootCredentialsManagement {
    type Input = DisableOrganizationsRootCredentialsManagementRequest;
    type Output = DisableOrganizationsRootCredentialsManagementResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct DisableOrganizationsRootSessions;

impl Action for DisableOrganizationsRootSessions {
    const ROW: &'static OperationRow = &rows::DISABLE_ORGANIZATIONS_ROOT_SESSIONS;
}

impl Operation for DisableOrganizationsRootSessions {
    type Input = DisableOrganizationsRootSessionsRequest;
    type Output = DisableOrganizationsRootSessionsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct DisableOutboundWebIdentityFederation;

impl Action for DisableOutboundWebIdentityFederation {
    const ROW: &'static OperationRow = &rows::DISABLE_OUTBOUND_WEB_IDENTITY_FEDERATION;
}

impl Operation for DisableOutboundWebIdentityFederation {
    type Input = ();
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct EnableMFADevice;

impl Action for EnableMFADevice {
    const ROW: &'static OperationRow = &rows::ENABLE_MFA_DEVICE;
}

impl Operation for EnableMFADevice {
    type Input = EnableMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct EnableOrganizationsRootCredentialsManagement;

impl Action for EnableOrganizationsRootCredentialsManagement {
    const ROW: &'static OperationRow = &rows::ENABLE_ORGANIZATIONS_ROOT_CREDENTIALS_MANAGEMENT;
}

impl Operation for EnableOrganizationsRootCredentialsManagement {
    type Input = EnableOrganizationsRootCredentialsManagementRequest;
    type Output = EnableOrganizationsRootCredentialsManagementResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct EnableOrganizationsRootSessions;

impl Action for EnableOrganizationsRootSessions {
    const ROW: &'static OperationRow = &rows::ENABLE_ORGANIZATIONS_ROOT_SESSIONS;
}

impl Operation for EnableOrganizationsRootSessions {
    type Input = EnableOrganizationsRootSessionsRequest;
    type Output = EnableOrganizationsRootSessionsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct EnableOutboundWebIdentityFederation;

impl Action for EnableOutboundWebIdentityFederation {
    const ROW: &'static OperationRow = &rows::ENABLE_OUTBOUND_WEB_IDENTITY_FEDERATION;
}

impl Operation for EnableOutboundWebIdentityFederation {
    type Input = ();
    type Output = EnableOutboundWebIdentityFederationResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GenerateCredentialReport;

impl Action for GenerateCredentialReport {
    const ROW: &'static OperationRow = &rows::GENERATE_CREDENTIAL_REPORT;
}

impl Operation for GenerateCredentialReport {
    type Input = ();
    type Output = GenerateCredentialReportResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GenerateOrganizationsAccessReport;

impl Action for GenerateOrganizationsAccessReport {
    const ROW: &'static OperationRow = &rows::GENERATE_ORGANIZATIONS_ACCESS_REPORT;
}

impl Operation for GenerateOrganizationsAccessReport {
    type Input = GenerateOrganizationsAccessReportRequest;
    type Output = GenerateOrganizationsAccessReportResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GenerateServiceLastAccessedDetails;

impl Action for GenerateServiceLastAccessedDetails {
    const ROW: &'static OperationRow = &rows::GENERATE_SERVICE_LAST_ACCESSED_DETAILS;
}

impl Operation for GenerateServiceLastAccessedDetails {
    type Input = GenerateServiceLastAccessedDetailsRequest;
    type Output = GenerateServiceLastAccessedDetailsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccessKeyLastUsed;

impl Action for GetAccessKeyLastUsed {
    const ROW: &'static OperationRow = &rows::GET_ACCESS_KEY_LAST_USED;
}

impl Operation for GetAccessKeyLastUsed {
    type Input = GetAccessKeyLastUsedRequest;
    type Output = GetAccessKeyLastUsedResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccountAuthorizationDetails;

impl Action for GetAccountAuthorizationDetails {
    const ROW: &'static OperationRow = &rows::GET_ACCOUNT_AUTHORIZATION_DETAILS;
}

impl Operation for GetAccountAuthorizationDetails {
    type Input = GetAccountAuthorizationDetailsRequest;
    type Output = GetAccountAuthorizationDetailsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccountPasswordPolicy;

impl Action for GetAccountPasswordPolicy {
    const ROW: &'static OperationRow = &rows::GET_ACCOUNT_PASSWORD_POLICY;
}

impl Operation for GetAccountPasswordPolicy {
    type Input = ();
    type Output = GetAccountPasswordPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccountProperties;

impl Action for GetAccountProperties {
    const ROW: &'static OperationRow = &rows::GET_ACCOUNT_PROPERTIES;
}

impl Operation for GetAccountProperties {
    type Input = GetAccountPropertiesRequest;
    type Output = GetAccountPropertiesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetAccountSummary;

impl Action for GetAccountSummary {
    const ROW: &'static OperationRow = &rows::GET_ACCOUNT_SUMMARY;
}

impl Operation for GetAccountSummary {
    type Input = ();
    type Output = GetAccountSummaryResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetContextKeysForCustomPolicy;

impl Action for GetContextKeysForCustomPolicy {
    const ROW: &'static OperationRow = &rows::GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY;
}

impl Operation for GetContextKeysForCustomPolicy {
    type Input = GetContextKeysForCustomPolicyRequest;
    type Output = GetContextKeysForPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetContextKeysForPrincipalPolicy;

impl Action for GetContextKeysForPrincipalPolicy {
    const ROW: &'static OperationRow = &rows::GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY;
}

impl Operation for GetContextKeysForPrincipalPolicy {
    type Input = GetContextKeysForPrincipalPolicyRequest;
    type Output = GetContextKeysForPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetCredentialReport;

impl Action for GetCredentialReport {
    const ROW: &'static OperationRow = &rows::GET_CREDENTIAL_REPORT;
}

impl Operation for GetCredentialReport {
    type Input = ();
    type Output = GetCredentialReportResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetDelegationRequest;

impl Action for GetDelegationRequest {
    const ROW: &'static OperationRow = &rows::GET_DELEGATION_REQUEST;
}

impl Operation for GetDelegationRequest {
    type Input = GetDelegationRequestRequest;
    type Output = GetDelegationRequestResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetGroup;

impl Action for GetGroup {
    const ROW: &'static OperationRow = &rows::GET_GROUP;
}

impl Operation for GetGroup {
    type Input = GetGroupRequest;
    type Output = GetGroupResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetGroupPolicy;

impl Action for GetGroupPolicy {
    const ROW: &'static OperationRow = &rows::GET_GROUP_POLICY;
}

impl Operation for GetGroupPolicy {
    type Input = GetGroupPolicyRequest;
    type Output = GetGroupPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetHumanReadableSummary;

impl Action for GetHumanReadableSummary {
    const ROW: &'static OperationRow = &rows::GET_HUMAN_READABLE_SUMMARY;
}

impl Operation for GetHumanReadableSummary {
    type Input = GetHumanReadableSummaryRequest;
    type Output = GetHumanReadableSummaryResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetInstanceProfile;

impl Action for GetInstanceProfile {
    const ROW: &'static OperationRow = &rows::GET_INSTANCE_PROFILE;
}

impl Operation for GetInstanceProfile {
    type Input = GetInstanceProfileRequest;
    type Output = GetInstanceProfileResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetLoginProfile;

impl Action for GetLoginProfile {
    const ROW: &'static OperationRow = &rows::GET_LOGIN_PROFILE;
}

impl Operation for GetLoginProfile {
    type Input = GetLoginProfileRequest;
    type Output = GetLoginProfileResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetMFADevice;

impl Action for GetMFADevice {
    const ROW: &'static OperationRow = &rows::GET_MFA_DEVICE;
}

impl Operation for GetMFADevice {
    type Input = GetMFADeviceRequest;
    type Output = GetMFADeviceResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetOpenIDConnectProvider;

impl Action for GetOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::GET_OPEN_ID_CONNECT_PROVIDER;
}

impl Operation for GetOpenIDConnectProvider {
    type Input = GetOpenIDConnectProviderRequest;
    type Output = GetOpenIDConnectProviderResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetOrganizationsAccessReport;

impl Action for GetOrganizationsAccessReport {
    const ROW: &'static OperationRow = &rows::GET_ORGANIZATIONS_ACCESS_REPORT;
}

impl Operation for GetOrganizationsAccessReport {
    type Input = GetOrganizationsAccessReportRequest;
    type Output = GetOrganizationsAccessReportResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetOutboundWebIdentityFederationInfo;

impl Action for GetOutboundWebIdentityFederationInfo {
    const ROW: &'static OperationRow = &rows::GET_OUTBOUND_WEB_IDENTITY_FEDERATION_INFO;
}

impl Operation for GetOutboundWebIdentityFederationInfo {
    type Input = ();
    type Output = GetOutboundWebIdentityFederationInfoResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetPolicy;

impl Action for GetPolicy {
    const ROW: &'static OperationRow = &rows::GET_POLICY;
}

impl Operation for GetPolicy {
    type Input = GetPolicyRequest;
    type Output = GetPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetPolicyVersion;

impl Action for GetPolicyVersion {
    const ROW: &'static OperationRow = &rows::GET_POLICY_VERSION;
}

impl Operation for GetPolicyVersion {
    type Input = GetPolicyVersionRequest;
    type Output = GetPolicyVersionResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetRole;

impl Action for GetRole {
    const ROW: &'static OperationRow = &rows::GET_ROLE;
}

impl Operation for GetRole {
    type Input = GetRoleRequest;
    type Output = GetRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetRolePolicy;

impl Action for GetRolePolicy {
    const ROW: &'static OperationRow = &rows::GET_ROLE_POLICY;
}

impl Operation for GetRolePolicy {
    type Input = GetRolePolicyRequest;
    type Output = GetRolePolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetRoleTemplateVersion;

impl Action for GetRoleTemplateVersion {
    const ROW: &'static OperationRow = &rows::GET_ROLE_TEMPLATE_VERSION;
}

impl Operation for GetRoleTemplateVersion {
    type Input = GetRoleTemplateVersionRequest;
    type Output = GetRoleTemplateVersionResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetSAMLProvider;

impl Action for GetSAMLProvider {
    const ROW: &'static OperationRow = &rows::GET_SAML_PROVIDER;
}

impl Operation for GetSAMLProvider {
    type Input = GetSAMLProviderRequest;
    type Output = GetSAMLProviderResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetSSHPublicKey;

impl Action for GetSSHPublicKey {
    const ROW: &'static OperationRow = &rows::GET_SSH_PUBLIC_KEY;
}

impl Operation for GetSSHPublicKey {
    type Input = GetSSHPublicKeyRequest;
    type Output = GetSSHPublicKeyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetServerCertificate;

impl Action for GetServerCertificate {
    const ROW: &'static OperationRow = &rows::GET_SERVER_CERTIFICATE;
}

impl Operation for GetServerCertificate {
    type Input = GetServerCertificateRequest;
    type Output = GetServerCertificateResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetServiceLastAccessedDetails;

impl Action for GetServiceLastAccessedDetails {
    const ROW: &'static OperationRow = &rows::GET_SERVICE_LAST_ACCESSED_DETAILS;
}

impl Operation for GetServiceLastAccessedDetails {
    type Input = GetServiceLastAccessedDetailsRequest;
    type Output = GetServiceLastAccessedDetailsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetServiceLastAccessedDetailsWithEntities;

impl Action for GetServiceLastAccessedDetailsWithEntities {
    const ROW: &'static OperationRow = &rows::GET_SERVICE_LAST_ACCESSED_DETAILS_WITH_ENTITIES;
}

impl Operation for GetServiceLastAccessedDetailsWithEntities {
    type Input = GetServiceLastAccessedDetailsWithEntitiesRequest;
    type Output = GetServiceLastAccessedDetailsWithEntitiesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetServiceLinkedRoleDeletionStatus;

impl Action for GetServiceLinkedRoleDeletionStatus {
    const ROW: &'static OperationRow = &rows::GET_SERVICE_LINKED_ROLE_DELETION_STATUS;
}

impl Operation for GetServiceLinkedRoleDeletionStatus {
    type Input = GetServiceLinkedRoleDeletionStatusRequest;
    type Output = GetServiceLinkedRoleDeletionStatusResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetUser;

impl Action for GetUser {
    const ROW: &'static OperationRow = &rows::GET_USER;
}

impl Operation for GetUser {
    type Input = GetUserRequest;
    type Output = GetUserResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct GetUserPolicy;

impl Action for GetUserPolicy {
    const ROW: &'static OperationRow = &rows::GET_USER_POLICY;
}

impl Operation for GetUserPolicy {
    type Input = GetUserPolicyRequest;
    type Output = GetUserPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListAccessKeys;

impl Action for ListAccessKeys {
    const ROW: &'static OperationRow = &rows::LIST_ACCESS_KEYS;
}

impl Operation for ListAccessKeys {
    type Input = ListAccessKeysRequest;
    type Output = ListAccessKeysResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListAccountAliases;

impl Action for ListAccountAliases {
    const ROW: &'static OperationRow = &rows::LIST_ACCOUNT_ALIASES;
}

impl Operation for ListAccountAliases {
    type Input = ListAccountAliasesRequest;
    type Output = ListAccountAliasesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListAttachedGroupPolicies;

impl Action for ListAttachedGroupPolicies {
    const ROW: &'static OperationRow = &rows::LIST_ATTACHED_GROUP_POLICIES;
}

impl Operation for ListAttachedGroupPolicies {
    type Input = ListAttachedGroupPoliciesRequest;
    type Output = ListAttachedGroupPoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListAttachedRolePolicies;

impl Action for ListAttachedRolePolicies {
    const ROW: &'static OperationRow = &rows::LIST_ATTACHED_ROLE_POLICIES;
}

impl Operation for ListAttachedRolePolicies {
    type Input = ListAttachedRolePoliciesRequest;
    type Output = ListAttachedRolePoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListAttachedUserPolicies;

impl Action for ListAttachedUserPolicies {
    const ROW: &'static OperationRow = &rows::LIST_ATTACHED_USER_POLICIES;
}

impl Operation for ListAttachedUserPolicies {
    type Input = ListAttachedUserPoliciesRequest;
    type Output = ListAttachedUserPoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListDelegationRequests;

impl Action for ListDelegationRequests {
    const ROW: &'static OperationRow = &rows::LIST_DELEGATION_REQUESTS;
}

impl Operation for ListDelegationRequests {
    type Input = ListDelegationRequestsRequest;
    type Output = ListDelegationRequestsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListEntitiesForPolicy;

impl Action for ListEntitiesForPolicy {
    const ROW: &'static OperationRow = &rows::LIST_ENTITIES_FOR_POLICY;
}

impl Operation for ListEntitiesForPolicy {
    type Input = ListEntitiesForPolicyRequest;
    type Output = ListEntitiesForPolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListGroupPolicies;

impl Action for ListGroupPolicies {
    const ROW: &'static OperationRow = &rows::LIST_GROUP_POLICIES;
}

impl Operation for ListGroupPolicies {
    type Input = ListGroupPoliciesRequest;
    type Output = ListGroupPoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListGroups;

impl Action for ListGroups {
    const ROW: &'static OperationRow = &rows::LIST_GROUPS;
}

impl Operation for ListGroups {
    type Input = ListGroupsRequest;
    type Output = ListGroupsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListGroupsForUser;

impl Action for ListGroupsForUser {
    const ROW: &'static OperationRow = &rows::LIST_GROUPS_FOR_USER;
}

impl Operation for ListGroupsForUser {
    type Input = ListGroupsForUserRequest;
    type Output = ListGroupsForUserResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListInstanceProfileTags;

impl Action for ListInstanceProfileTags {
    const ROW: &'static OperationRow = &rows::LIST_INSTANCE_PROFILE_TAGS;
}

impl Operation for ListInstanceProfileTags {
    type Input = ListInstanceProfileTagsRequest;
    type Output = ListInstanceProfileTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListInstanceProfiles;

impl Action for ListInstanceProfiles {
    const ROW: &'static OperationRow = &rows::LIST_INSTANCE_PROFILES;
}

impl Operation for ListInstanceProfiles {
    type Input = ListInstanceProfilesRequest;
    type Output = ListInstanceProfilesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListInstanceProfilesForRole;

impl Action for ListInstanceProfilesForRole {
    const ROW: &'static OperationRow = &rows::LIST_INSTANCE_PROFILES_FOR_ROLE;
}

impl Operation for ListInstanceProfilesForRole {
    type Input = ListInstanceProfilesForRoleRequest;
    type Output = ListInstanceProfilesForRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListMFADeviceTags;

impl Action for ListMFADeviceTags {
    const ROW: &'static OperationRow = &rows::LIST_MFA_DEVICE_TAGS;
}

impl Operation for ListMFADeviceTags {
    type Input = ListMFADeviceTagsRequest;
    type Output = ListMFADeviceTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListMFADevices;

impl Action for ListMFADevices {
    const ROW: &'static OperationRow = &rows::LIST_MFA_DEVICES;
}

impl Operation for ListMFADevices {
    type Input = ListMFADevicesRequest;
    type Output = ListMFADevicesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListOpenIDConnectProviderTags;

impl Action for ListOpenIDConnectProviderTags {
    const ROW: &'static OperationRow = &rows::LIST_OPEN_ID_CONNECT_PROVIDER_TAGS;
}

impl Operation for ListOpenIDConnectProviderTags {
    type Input = ListOpenIDConnectProviderTagsRequest;
    type Output = ListOpenIDConnectProviderTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListOpenIDConnectProviders;

impl Action for ListOpenIDConnectProviders {
    const ROW: &'static OperationRow = &rows::LIST_OPEN_ID_CONNECT_PROVIDERS;
}

impl Operation for ListOpenIDConnectProviders {
    type Input = ListOpenIDConnectProvidersRequest;
    type Output = ListOpenIDConnectProvidersResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListOrganizationsFeatures;

impl Action for ListOrganizationsFeatures {
    const ROW: &'static OperationRow = &rows::LIST_ORGANIZATIONS_FEATURES;
}

impl Operation for ListOrganizationsFeatures {
    type Input = ListOrganizationsFeaturesRequest;
    type Output = ListOrganizationsFeaturesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListPolicies;

impl Action for ListPolicies {
    const ROW: &'static OperationRow = &rows::LIST_POLICIES;
}

impl Operation for ListPolicies {
    type Input = ListPoliciesRequest;
    type Output = ListPoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListPoliciesGrantingServiceAccess;

impl Action for ListPoliciesGrantingServiceAccess {
    const ROW: &'static OperationRow = &rows::LIST_POLICIES_GRANTING_SERVICE_ACCESS;
}

impl Operation for ListPoliciesGrantingServiceAccess {
    type Input = ListPoliciesGrantingServiceAccessRequest;
    type Output = ListPoliciesGrantingServiceAccessResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListPolicyTags;

impl Action for ListPolicyTags {
    const ROW: &'static OperationRow = &rows::LIST_POLICY_TAGS;
}

impl Operation for ListPolicyTags {
    type Input = ListPolicyTagsRequest;
    type Output = ListPolicyTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListPolicyVersions;

impl Action for ListPolicyVersions {
    const ROW: &'static OperationRow = &rows::LIST_POLICY_VERSIONS;
}

impl Operation for ListPolicyVersions {
    type Input = ListPolicyVersionsRequest;
    type Output = ListPolicyVersionsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListRolePolicies;

impl Action for ListRolePolicies {
    const ROW: &'static OperationRow = &rows::LIST_ROLE_POLICIES;
}

impl Operation for ListRolePolicies {
    type Input = ListRolePoliciesRequest;
    type Output = ListRolePoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListRoleTags;

impl Action for ListRoleTags {
    const ROW: &'static OperationRow = &rows::LIST_ROLE_TAGS;
}

impl Operation for ListRoleTags {
    type Input = ListRoleTagsRequest;
    type Output = ListRoleTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListRoles;

impl Action for ListRoles {
    const ROW: &'static OperationRow = &rows::LIST_ROLES;
}

impl Operation for ListRoles {
    type Input = ListRolesRequest;
    type Output = ListRolesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListSAMLProviderTags;

impl Action for ListSAMLProviderTags {
    const ROW: &'static OperationRow = &rows::LIST_SAML_PROVIDER_TAGS;
}

impl Operation for ListSAMLProviderTags {
    type Input = ListSAMLProviderTagsRequest;
    type Output = ListSAMLProviderTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListSAMLProviders;

impl Action for ListSAMLProviders {
    const ROW: &'static OperationRow = &rows::LIST_SAML_PROVIDERS;
}

impl Operation for ListSAMLProviders {
    type Input = ListSAMLProvidersRequest;
    type Output = ListSAMLProvidersResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListSSHPublicKeys;

impl Action for ListSSHPublicKeys {
    const ROW: &'static OperationRow = &rows::LIST_SSH_PUBLIC_KEYS;
}

impl Operation for ListSSHPublicKeys {
    type Input = ListSSHPublicKeysRequest;
    type Output = ListSSHPublicKeysResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListServerCertificateTags;

impl Action for ListServerCertificateTags {
    const ROW: &'static OperationRow = &rows::LIST_SERVER_CERTIFICATE_TAGS;
}

impl Operation for ListServerCertificateTags {
    type Input = ListServerCertificateTagsRequest;
    type Output = ListServerCertificateTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListServerCertificates;

impl Action for ListServerCertificates {
    const ROW: &'static OperationRow = &rows::LIST_SERVER_CERTIFICATES;
}

impl Operation for ListServerCertificates {
    type Input = ListServerCertificatesRequest;
    type Output = ListServerCertificatesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListServiceSpecificCredentials;

impl Action for ListServiceSpecificCredentials {
    const ROW: &'static OperationRow = &rows::LIST_SERVICE_SPECIFIC_CREDENTIALS;
}

impl Operation for ListServiceSpecificCredentials {
    type Input = ListServiceSpecificCredentialsRequest;
    type Output = ListServiceSpecificCredentialsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListSigningCertificates;

impl Action for ListSigningCertificates {
    const ROW: &'static OperationRow = &rows::LIST_SIGNING_CERTIFICATES;
}

impl Operation for ListSigningCertificates {
    type Input = ListSigningCertificatesRequest;
    type Output = ListSigningCertificatesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListUserPolicies;

impl Action for ListUserPolicies {
    const ROW: &'static OperationRow = &rows::LIST_USER_POLICIES;
}

impl Operation for ListUserPolicies {
    type Input = ListUserPoliciesRequest;
    type Output = ListUserPoliciesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListUserTags;

impl Action for ListUserTags {
    const ROW: &'static OperationRow = &rows::LIST_USER_TAGS;
}

impl Operation for ListUserTags {
    type Input = ListUserTagsRequest;
    type Output = ListUserTagsResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListUsers;

impl Action for ListUsers {
    const ROW: &'static OperationRow = &rows::LIST_USERS;
}

impl Operation for ListUsers {
    type Input = ListUsersRequest;
    type Output = ListUsersResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ListVirtualMFADevices;

impl Action for ListVirtualMFADevices {
    const ROW: &'static OperationRow = &rows::LIST_VIRTUAL_MFA_DEVICES;
}

impl Operation for ListVirtualMFADevices {
    type Input = ListVirtualMFADevicesRequest;
    type Output = ListVirtualMFADevicesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct PutAccountProperties;

impl Action for PutAccountProperties {
    const ROW: &'static OperationRow = &rows::PUT_ACCOUNT_PROPERTIES;
}

impl Operation for PutAccountProperties {
    type Input = PutAccountPropertiesRequest;
    type Output = PutAccountPropertiesResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct PutGroupPolicy;

impl Action for PutGroupPolicy {
    const ROW: &'static OperationRow = &rows::PUT_GROUP_POLICY;
}

impl Operation for PutGroupPolicy {
    type Input = PutGroupPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct PutRolePermissionsBoundary;

impl Action for PutRolePermissionsBoundary {
    const ROW: &'static OperationRow = &rows::PUT_ROLE_PERMISSIONS_BOUNDARY;
}

impl Operation for PutRolePermissionsBoundary {
    type Input = PutRolePermissionsBoundaryRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct PutRolePolicy;

impl Action for PutRolePolicy {
    const ROW: &'static OperationRow = &rows::PUT_ROLE_POLICY;
}

impl Operation for PutRolePolicy {
    type Input = PutRolePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct PutUserPermissionsBoundary;

impl Action for PutUserPermissionsBoundary {
    const ROW: &'static OperationRow = &rows::PUT_USER_PERMISSIONS_BOUNDARY;
}

impl Operation for PutUserPermissionsBoundary {
    type Input = PutUserPermissionsBoundaryRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct PutUserPolicy;

impl Action for PutUserPolicy {
    const ROW: &'static OperationRow = &rows::PUT_USER_POLICY;
}

impl Operation for PutUserPolicy {
    type Input = PutUserPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct RejectDelegationRequest;

impl Action for RejectDelegationRequest {
    const ROW: &'static OperationRow = &rows::REJECT_DELEGATION_REQUEST;
}

impl Operation for RejectDelegationRequest {
    type Input = RejectDelegationRequestRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct RemoveClientIDFromOpenIDConnectProvider;

impl Action for RemoveClientIDFromOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::REMOVE_CLIENT_ID_FROM_OPEN_ID_CONNECT_PROVIDER;
}

impl Operation for RemoveClientIDFromOpenIDConnectProvider {
    type Input = RemoveClientIDFromOpenIDConnectProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct RemoveRoleFromInstanceProfile;

impl Action for RemoveRoleFromInstanceProfile {
    const ROW: &'static OperationRow = &rows::REMOVE_ROLE_FROM_INSTANCE_PROFILE;
}

impl Operation for RemoveRoleFromInstanceProfile {
    type Input = RemoveRoleFromInstanceProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct RemoveUserFromGroup;

impl Action for RemoveUserFromGroup {
    const ROW: &'static OperationRow = &rows::REMOVE_USER_FROM_GROUP;
}

impl Operation for RemoveUserFromGroup {
    type Input = RemoveUserFromGroupRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct ResetServiceSpecificCredential;

impl Action for ResetServiceSpecificCredential {
    const ROW: &'static OperationRow = &rows::RESET_SERVICE_SPECIFIC_CREDENTIAL;
}

impl Operation for ResetServiceSpecificCredential {
    type Input = ResetServiceSpecificCredentialRequest;
    type Output = ResetServiceSpecificCredentialResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct ResyncMFADevice;

impl Action for ResyncMFADevice {
    const ROW: &'static OperationRow = &rows::RESYNC_MFA_DEVICE;
}

impl Operation for ResyncMFADevice {
    type Input = ResyncMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct SendDelegationToken;

impl Action for SendDelegationToken {
    const ROW: &'static OperationRow = &rows::SEND_DELEGATION_TOKEN;
}

impl Operation for SendDelegationToken {
    type Input = SendDelegationTokenRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct SetDefaultPolicyVersion;

impl Action for SetDefaultPolicyVersion {
    const ROW: &'static OperationRow = &rows::SET_DEFAULT_POLICY_VERSION;
}

impl Operation for SetDefaultPolicyVersion {
    type Input = SetDefaultPolicyVersionRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct SetSecurityTokenServicePreferences;

impl Action for SetSecurityTokenServicePreferences {
    const ROW: &'static OperationRow = &rows::SET_SECURITY_TOKEN_SERVICE_PREFERENCES;
}

impl Operation for SetSecurityTokenServicePreferences {
    type Input = SetSecurityTokenServicePreferencesRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct SimulateCustomPolicy;

impl Action for SimulateCustomPolicy {
    const ROW: &'static OperationRow = &rows::SIMULATE_CUSTOM_POLICY;
}

impl Operation for SimulateCustomPolicy {
    type Input = SimulateCustomPolicyRequest;
    type Output = SimulatePolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct SimulatePrincipalPolicy;

impl Action for SimulatePrincipalPolicy {
    const ROW: &'static OperationRow = &rows::SIMULATE_PRINCIPAL_POLICY;
}

impl Operation for SimulatePrincipalPolicy {
    type Input = SimulatePrincipalPolicyRequest;
    type Output = SimulatePolicyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct TagInstanceProfile;

impl Action for TagInstanceProfile {
    const ROW: &'static OperationRow = &rows::TAG_INSTANCE_PROFILE;
}

impl Operation for TagInstanceProfile {
    type Input = TagInstanceProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagMFADevice;

impl Action for TagMFADevice {
    const ROW: &'static OperationRow = &rows::TAG_MFA_DEVICE;
}

impl Operation for TagMFADevice {
    type Input = TagMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagOpenIDConnectProvider;

impl Action for TagOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::TAG_OPEN_ID_CONNECT_PROVIDER;
}

impl Operation for TagOpenIDConnectProvider {
    type Input = TagOpenIDConnectProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagPolicy;

impl Action for TagPolicy {
    const ROW: &'static OperationRow = &rows::TAG_POLICY;
}

impl Operation for TagPolicy {
    type Input = TagPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagRole;

impl Action for TagRole {
    const ROW: &'static OperationRow = &rows::TAG_ROLE;
}

impl Operation for TagRole {
    type Input = TagRoleRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagSAMLProvider;

impl Action for TagSAMLProvider {
    const ROW: &'static OperationRow = &rows::TAG_SAML_PROVIDER;
}

impl Operation for TagSAMLProvider {
    type Input = TagSAMLProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagServerCertificate;

impl Action for TagServerCertificate {
    const ROW: &'static OperationRow = &rows::TAG_SERVER_CERTIFICATE;
}

impl Operation for TagServerCertificate {
    type Input = TagServerCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct TagUser;

impl Action for TagUser {
    const ROW: &'static OperationRow = &rows::TAG_USER;
}

impl Operation for TagUser {
    type Input = TagUserRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagInstanceProfile;

impl Action for UntagInstanceProfile {
    const ROW: &'static OperationRow = &rows::UNTAG_INSTANCE_PROFILE;
}

impl Operation for UntagInstanceProfile {
    type Input = UntagInstanceProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagMFADevice;

impl Action for UntagMFADevice {
    const ROW: &'static OperationRow = &rows::UNTAG_MFA_DEVICE;
}

impl Operation for UntagMFADevice {
    type Input = UntagMFADeviceRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagOpenIDConnectProvider;

impl Action for UntagOpenIDConnectProvider {
    const ROW: &'static OperationRow = &rows::UNTAG_OPEN_ID_CONNECT_PROVIDER;
}

impl Operation for UntagOpenIDConnectProvider {
    type Input = UntagOpenIDConnectProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagPolicy;

impl Action for UntagPolicy {
    const ROW: &'static OperationRow = &rows::UNTAG_POLICY;
}

impl Operation for UntagPolicy {
    type Input = UntagPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagRole;

impl Action for UntagRole {
    const ROW: &'static OperationRow = &rows::UNTAG_ROLE;
}

impl Operation for UntagRole {
    type Input = UntagRoleRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagSAMLProvider;

impl Action for UntagSAMLProvider {
    const ROW: &'static OperationRow = &rows::UNTAG_SAML_PROVIDER;
}

impl Operation for UntagSAMLProvider {
    type Input = UntagSAMLProviderRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagServerCertificate;

impl Action for UntagServerCertificate {
    const ROW: &'static OperationRow = &rows::UNTAG_SERVER_CERTIFICATE;
}

impl Operation for UntagServerCertificate {
    type Input = UntagServerCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UntagUser;

impl Action for UntagUser {
    const ROW: &'static OperationRow = &rows::UNTAG_USER;
}

impl Operation for UntagUser {
    type Input = UntagUserRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateAccessKey;

impl Action for UpdateAccessKey {
    const ROW: &'static OperationRow = &rows::UPDATE_ACCESS_KEY;
}

impl Operation for UpdateAccessKey {
    type Input = UpdateAccessKeyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateAccountPasswordPolicy;

impl Action for UpdateAccountPasswordPolicy {
    const ROW: &'static OperationRow = &rows::UPDATE_ACCOUNT_PASSWORD_POLICY;
}

impl Operation for UpdateAccountPasswordPolicy {
    type Input = UpdateAccountPasswordPolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateAssumeRolePolicy;

impl Action for UpdateAssumeRolePolicy {
    const ROW: &'static OperationRow = &rows::UPDATE_ASSUME_ROLE_POLICY;
}

impl Operation for UpdateAssumeRolePolicy {
    type Input = UpdateAssumeRolePolicyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateDelegationRequest;

impl Action for UpdateDelegationRequest {
    const ROW: &'static OperationRow = &rows::UPDATE_DELEGATION_REQUEST;
}

impl Operation for UpdateDelegationRequest {
    type Input = UpdateDelegationRequestRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateGroup;

impl Action for UpdateGroup {
    const ROW: &'static OperationRow = &rows::UPDATE_GROUP;
}

impl Operation for UpdateGroup {
    type Input = UpdateGroupRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateLoginProfile;

impl Action for UpdateLoginProfile {
    const ROW: &'static OperationRow = &rows::UPDATE_LOGIN_PROFILE;
}

impl Operation for UpdateLoginProfile {
    type Input = UpdateLoginProfileRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateOpenIDConnectProviderThumbprint;

impl Action for UpdateOpenIDConnectProviderThumbprint {
    const ROW: &'static OperationRow = &rows::UPDATE_OPEN_ID_CONNECT_PROVIDER_THUMBPRINT;
}

impl Operation for UpdateOpenIDConnectProviderThumbprint {
    type Input = UpdateOpenIDConnectProviderThumbprintRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateRole;

impl Action for UpdateRole {
    const ROW: &'static OperationRow = &rows::UPDATE_ROLE;
}

impl Operation for UpdateRole {
    type Input = UpdateRoleRequest;
    type Output = UpdateRoleResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateRoleDescription;

impl Action for UpdateRoleDescription {
    const ROW: &'static OperationRow = &rows::UPDATE_ROLE_DESCRIPTION;
}

impl Operation for UpdateRoleDescription {
    type Input = UpdateRoleDescriptionRequest;
    type Output = UpdateRoleDescriptionResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateSAMLProvider;

impl Action for UpdateSAMLProvider {
    const ROW: &'static OperationRow = &rows::UPDATE_SAML_PROVIDER;
}

impl Operation for UpdateSAMLProvider {
    type Input = UpdateSAMLProviderRequest;
    type Output = UpdateSAMLProviderResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateSSHPublicKey;

impl Action for UpdateSSHPublicKey {
    const ROW: &'static OperationRow = &rows::UPDATE_SSH_PUBLIC_KEY;
}

impl Operation for UpdateSSHPublicKey {
    type Input = UpdateSSHPublicKeyRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateServerCertificate;

impl Action for UpdateServerCertificate {
    const ROW: &'static OperationRow = &rows::UPDATE_SERVER_CERTIFICATE;
}

impl Operation for UpdateServerCertificate {
    type Input = UpdateServerCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateServiceSpecificCredential;

impl Action for UpdateServiceSpecificCredential {
    const ROW: &'static OperationRow = &rows::UPDATE_SERVICE_SPECIFIC_CREDENTIAL;
}

impl Operation for UpdateServiceSpecificCredential {
    type Input = UpdateServiceSpecificCredentialRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateSigningCertificate;

impl Action for UpdateSigningCertificate {
    const ROW: &'static OperationRow = &rows::UPDATE_SIGNING_CERTIFICATE;
}

impl Operation for UpdateSigningCertificate {
    type Input = UpdateSigningCertificateRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateUser;

impl Action for UpdateUser {
    const ROW: &'static OperationRow = &rows::UPDATE_USER;
}

impl Operation for UpdateUser {
    type Input = UpdateUserRequest;
    type Output = ();
}

#[derive(Clone, Copy, Debug)]
pub struct UploadSSHPublicKey;

impl Action for UploadSSHPublicKey {
    const ROW: &'static OperationRow = &rows::UPLOAD_SSH_PUBLIC_KEY;
}

impl Operation for UploadSSHPublicKey {
    type Input = UploadSSHPublicKeyRequest;
    type Output = UploadSSHPublicKeyResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct UploadServerCertificate;

impl Action for UploadServerCertificate {
    const ROW: &'static OperationRow = &rows::UPLOAD_SERVER_CERTIFICATE;
}

impl Operation for UploadServerCertificate {
    type Input = UploadServerCertificateRequest;
    type Output = UploadServerCertificateResponse;
}

#[derive(Clone, Copy, Debug)]
pub struct UploadSigningCertificate;

impl Action for UploadSigningCertificate {
    const ROW: &'static OperationRow = &rows::UPLOAD_SIGNING_CERTIFICATE;
}

impl Operation for UploadSigningCertificate {
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
