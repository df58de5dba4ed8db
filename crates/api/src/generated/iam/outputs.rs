// Written by `cargo xtask codegen`. Do not edit.

use super::{
    AccessAdvisorUsageGranularityType, AccessDetail, AccessKey, AccessKeyLastUsed,
    AccessKeyMetadata, AssertionEncryptionModeType, AttachedPolicy, DelegationRequest,
    DeletionTaskFailureReasonType, DeletionTaskStatusType, EntityDetails, ErrorDetails,
    EvaluationResult, FeatureType, Group, GroupDetail, InstanceProfile, JobStatusType,
    ListPoliciesGrantingServiceAccessEntry, LoginProfile, MFADevice, ManagedPolicyDetail,
    OpenIDConnectProviderListEntry, PasswordPolicy, PermissionCheckResultType,
    PermissionCheckStatusType, Policy, PolicyGroup, PolicyRole, PolicyUser, PolicyVersion,
    ReportFormatType, ReportStateType, Role, RoleDetail, RoleTemplateVersion, SAMLPrivateKey,
    SAMLProviderListEntry, SSHPublicKey, SSHPublicKeyMetadata, ServerCertificate,
    ServerCertificateMetadata, ServiceLastAccessed, ServiceSpecificCredential,
    ServiceSpecificCredentialMetadata, SigningCertificate, SummaryKeyType, SummaryStateType, Tag,
    User, UserDetail, VirtualMFADevice,
};
use crate::encode::PolicyDocument;
use crate::{Encode, Writer};
use iamd_ident::Timestamp;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct AcquireRoleResponse {
    pub role: Role,
}

impl Encode for AcquireRoleResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("Role", &self.role);
    }
}

#[derive(Clone, Debug)]
pub struct CreateAccessKeyResponse {
    pub access_key: AccessKey,
}

impl Encode for CreateAccessKeyResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("AccessKey", &self.access_key);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateDelegationRequestResponse {
    pub console_deep_link: Option<String>,
    pub delegation_request_id: Option<String>,
}

impl Encode for CreateDelegationRequestResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("ConsoleDeepLink", self.console_deep_link.as_ref());
        out.optional("DelegationRequestId", self.delegation_request_id.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateGroupResponse {
    pub group: Group,
}

impl Encode for CreateGroupResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("Group", &self.group);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateInstanceProfileResponse {
    pub instance_profile: InstanceProfile,
}

impl Encode for CreateInstanceProfileResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("InstanceProfile", &self.instance_profile);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateLoginProfileResponse {
    pub login_profile: LoginProfile,
}

impl Encode for CreateLoginProfileResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("LoginProfile", &self.login_profile);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateOpenIDConnectProviderResponse {
    pub open_id_connect_provider_arn: Option<String>,
    pub tags: Vec<Tag>,
}

impl Encode for CreateOpenIDConnectProviderResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional(
            "OpenIDConnectProviderArn",
            self.open_id_connect_provider_arn.as_ref(),
        );
        out.list("CreateOpenIDConnectProviderResponse", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreatePolicyResponse {
    pub policy: Option<Policy>,
}

impl Encode for CreatePolicyResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Policy", self.policy.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreatePolicyVersionResponse {
    pub policy_version: Option<PolicyVersion>,
}

impl Encode for CreatePolicyVersionResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("PolicyVersion", self.policy_version.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateRoleResponse {
    pub role: Role,
}

impl Encode for CreateRoleResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("Role", &self.role);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateSAMLProviderResponse {
    pub saml_provider_arn: Option<String>,
    pub tags: Vec<Tag>,
}

impl Encode for CreateSAMLProviderResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("SAMLProviderArn", self.saml_provider_arn.as_ref());
        out.list("CreateSAMLProviderResponse", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateServiceLinkedRoleResponse {
    pub role: Option<Role>,
}

impl Encode for CreateServiceLinkedRoleResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Role", self.role.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateServiceSpecificCredentialResponse {
    pub service_specific_credential: Option<ServiceSpecificCredential>,
}

impl Encode for CreateServiceSpecificCredentialResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional(
            "ServiceSpecificCredential",
            self.service_specific_credential.as_ref(),
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateUserResponse {
    pub user: Option<User>,
}

impl Encode for CreateUserResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("User", self.user.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateVirtualMFADeviceResponse {
    pub virtual_mfa_device: VirtualMFADevice,
}

impl Encode for CreateVirtualMFADeviceResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("VirtualMFADevice", &self.virtual_mfa_device);
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteServiceLinkedRoleResponse {
    pub deletion_task_id: String,
}

impl Encode for DeleteServiceLinkedRoleResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("DeletionTaskId", &self.deletion_task_id);
    }
}

#[derive(Clone, Debug, Default)]
pub struct DisableOrganizationsRootCredentialsManagementResponse {
    pub organization_id: Option<String>,
    pub enabled_features: Vec<FeatureType>,
}

impl Encode for DisableOrganizationsRootCredentialsManagementResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("OrganizationId", self.organization_id.as_ref());
        out.list(
            "DisableOrganizationsRootCredentialsManagementResponse",
            "EnabledFeatures",
            &self.enabled_features,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct DisableOrganizationsRootSessionsResponse {
    pub organization_id: Option<String>,
    pub enabled_features: Vec<FeatureType>,
}

impl Encode for DisableOrganizationsRootSessionsResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("OrganizationId", self.organization_id.as_ref());
        out.list(
            "DisableOrganizationsRootSessionsResponse",
            "EnabledFeatures",
            &self.enabled_features,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct EnableOrganizationsRootCredentialsManagementResponse {
    pub organization_id: Option<String>,
    pub enabled_features: Vec<FeatureType>,
}

impl Encode for EnableOrganizationsRootCredentialsManagementResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("OrganizationId", self.organization_id.as_ref());
        out.list(
            "EnableOrganizationsRootCredentialsManagementResponse",
            "EnabledFeatures",
            &self.enabled_features,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct EnableOrganizationsRootSessionsResponse {
    pub organization_id: Option<String>,
    pub enabled_features: Vec<FeatureType>,
}

impl Encode for EnableOrganizationsRootSessionsResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("OrganizationId", self.organization_id.as_ref());
        out.list(
            "EnableOrganizationsRootSessionsResponse",
            "EnabledFeatures",
            &self.enabled_features,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct EnableOutboundWebIdentityFederationResponse {
    pub issuer_identifier: Option<String>,
}

impl Encode for EnableOutboundWebIdentityFederationResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("IssuerIdentifier", self.issuer_identifier.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GenerateCredentialReportResponse {
    pub state: Option<ReportStateType>,
    pub description: Option<String>,
}

impl Encode for GenerateCredentialReportResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("State", self.state.as_ref());
        out.optional("Description", self.description.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GenerateOrganizationsAccessReportResponse {
    pub job_id: Option<String>,
}

impl Encode for GenerateOrganizationsAccessReportResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("JobId", self.job_id.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GenerateServiceLastAccessedDetailsResponse {
    pub job_id: Option<String>,
}

impl Encode for GenerateServiceLastAccessedDetailsResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("JobId", self.job_id.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccessKeyLastUsedResponse {
    pub user_name: Option<String>,
    pub access_key_last_used: Option<AccessKeyLastUsed>,
}

impl Encode for GetAccessKeyLastUsedResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("UserName", self.user_name.as_ref());
        out.optional("AccessKeyLastUsed", self.access_key_last_used.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccountAuthorizationDetailsResponse {
    pub user_detail_list: Vec<UserDetail>,
    pub group_detail_list: Vec<GroupDetail>,
    pub role_detail_list: Vec<RoleDetail>,
    pub policies: Vec<ManagedPolicyDetail>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for GetAccountAuthorizationDetailsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "GetAccountAuthorizationDetailsResponse",
            "UserDetailList",
            &self.user_detail_list,
        );
        out.list(
            "GetAccountAuthorizationDetailsResponse",
            "GroupDetailList",
            &self.group_detail_list,
        );
        out.list(
            "GetAccountAuthorizationDetailsResponse",
            "RoleDetailList",
            &self.role_detail_list,
        );
        out.list(
            "GetAccountAuthorizationDetailsResponse",
            "Policies",
            &self.policies,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccountPasswordPolicyResponse {
    pub password_policy: PasswordPolicy,
}

impl Encode for GetAccountPasswordPolicyResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("PasswordPolicy", &self.password_policy);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccountPropertiesResponse {
    pub properties: BTreeMap<String, String>,
}

impl Encode for GetAccountPropertiesResponse {
    fn encode(&self, out: &mut Writer) {
        out.map(
            "GetAccountPropertiesResponse",
            "Properties",
            &self.properties,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccountSummaryResponse {
    pub summary_map: BTreeMap<SummaryKeyType, i32>,
}

impl Encode for GetAccountSummaryResponse {
    fn encode(&self, out: &mut Writer) {
        out.map("GetAccountSummaryResponse", "SummaryMap", &self.summary_map);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetContextKeysForPolicyResponse {
    pub context_key_names: Vec<String>,
}

impl Encode for GetContextKeysForPolicyResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "GetContextKeysForPolicyResponse",
            "ContextKeyNames",
            &self.context_key_names,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetCredentialReportResponse {
    pub content: Option<Vec<u8>>,
    pub report_format: Option<ReportFormatType>,
    pub generated_time: Option<Timestamp>,
}

impl Encode for GetCredentialReportResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Content", self.content.as_ref());
        out.optional("ReportFormat", self.report_format.as_ref());
        out.optional("GeneratedTime", self.generated_time.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetDelegationRequestResponse {
    pub delegation_request: Option<DelegationRequest>,
    pub permission_check_status: Option<PermissionCheckStatusType>,
    pub permission_check_result: Option<PermissionCheckResultType>,
}

impl Encode for GetDelegationRequestResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("DelegationRequest", self.delegation_request.as_ref());
        out.optional(
            "PermissionCheckStatus",
            self.permission_check_status.as_ref(),
        );
        out.optional(
            "PermissionCheckResult",
            self.permission_check_result.as_ref(),
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetGroupPolicyResponse {
    pub group_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Encode for GetGroupPolicyResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("GroupName", &self.group_name);
        out.member("PolicyName", &self.policy_name);
        out.member("PolicyDocument", &PolicyDocument(&self.policy_document));
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetGroupResponse {
    pub group: Group,
    pub users: Vec<User>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for GetGroupResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("Group", &self.group);
        out.list("GetGroupResponse", "Users", &self.users);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetHumanReadableSummaryResponse {
    pub summary_content: Option<String>,
    pub locale: Option<String>,
    pub summary_state: Option<SummaryStateType>,
}

impl Encode for GetHumanReadableSummaryResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("SummaryContent", self.summary_content.as_ref());
        out.optional("Locale", self.locale.as_ref());
        out.optional("SummaryState", self.summary_state.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetInstanceProfileResponse {
    pub instance_profile: InstanceProfile,
}

impl Encode for GetInstanceProfileResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("InstanceProfile", &self.instance_profile);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetLoginProfileResponse {
    pub login_profile: LoginProfile,
}

impl Encode for GetLoginProfileResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("LoginProfile", &self.login_profile);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetMFADeviceResponse {
    pub user_name: Option<String>,
    pub serial_number: String,
    pub enable_date: Option<Timestamp>,
    pub certifications: BTreeMap<String, String>,
}

impl Encode for GetMFADeviceResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("UserName", self.user_name.as_ref());
        out.member("SerialNumber", &self.serial_number);
        out.optional("EnableDate", self.enable_date.as_ref());
        out.map(
            "GetMFADeviceResponse",
            "Certifications",
            &self.certifications,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetOpenIDConnectProviderResponse {
    pub url: Option<String>,
    pub client_id_list: Vec<String>,
    pub thumbprint_list: Vec<String>,
    pub create_date: Option<Timestamp>,
    pub tags: Vec<Tag>,
}

impl Encode for GetOpenIDConnectProviderResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Url", self.url.as_ref());
        out.list(
            "GetOpenIDConnectProviderResponse",
            "ClientIDList",
            &self.client_id_list,
        );
        out.list(
            "GetOpenIDConnectProviderResponse",
            "ThumbprintList",
            &self.thumbprint_list,
        );
        out.optional("CreateDate", self.create_date.as_ref());
        out.list("GetOpenIDConnectProviderResponse", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug)]
pub struct GetOrganizationsAccessReportResponse {
    pub job_status: JobStatusType,
    pub job_creation_date: Timestamp,
    pub job_completion_date: Option<Timestamp>,
    pub number_of_services_accessible: Option<i32>,
    pub number_of_services_not_accessed: Option<i32>,
    pub access_details: Vec<AccessDetail>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
    pub error_details: Option<ErrorDetails>,
}

impl Encode for GetOrganizationsAccessReportResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("JobStatus", &self.job_status);
        out.member("JobCreationDate", &self.job_creation_date);
        out.optional("JobCompletionDate", self.job_completion_date.as_ref());
        out.optional(
            "NumberOfServicesAccessible",
            self.number_of_services_accessible.as_ref(),
        );
        out.optional(
            "NumberOfServicesNotAccessed",
            self.number_of_services_not_accessed.as_ref(),
        );
        out.list(
            "GetOrganizationsAccessReportResponse",
            "AccessDetails",
            &self.access_details,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
        out.optional("ErrorDetails", self.error_details.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetOutboundWebIdentityFederationInfoResponse {
    pub issuer_identifier: Option<String>,
    pub jwt_vending_enabled: Option<bool>,
}

impl Encode for GetOutboundWebIdentityFederationInfoResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("IssuerIdentifier", self.issuer_identifier.as_ref());
        out.optional("JwtVendingEnabled", self.jwt_vending_enabled.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetPolicyResponse {
    pub policy: Option<Policy>,
}

impl Encode for GetPolicyResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Policy", self.policy.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetPolicyVersionResponse {
    pub policy_version: Option<PolicyVersion>,
}

impl Encode for GetPolicyVersionResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("PolicyVersion", self.policy_version.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetRolePolicyResponse {
    pub role_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Encode for GetRolePolicyResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("RoleName", &self.role_name);
        out.member("PolicyName", &self.policy_name);
        out.member("PolicyDocument", &PolicyDocument(&self.policy_document));
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetRoleResponse {
    pub role: Role,
}

impl Encode for GetRoleResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("Role", &self.role);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetRoleTemplateVersionResponse {
    pub role_template_version: RoleTemplateVersion,
}

impl Encode for GetRoleTemplateVersionResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("RoleTemplateVersion", &self.role_template_version);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetSAMLProviderResponse {
    pub saml_provider_uuid: Option<String>,
    pub saml_metadata_document: Option<String>,
    pub create_date: Option<Timestamp>,
    pub valid_until: Option<Timestamp>,
    pub tags: Vec<Tag>,
    pub assertion_encryption_mode: Option<AssertionEncryptionModeType>,
    pub private_key_list: Vec<SAMLPrivateKey>,
}

impl Encode for GetSAMLProviderResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("SAMLProviderUUID", self.saml_provider_uuid.as_ref());
        out.optional("SAMLMetadataDocument", self.saml_metadata_document.as_ref());
        out.optional("CreateDate", self.create_date.as_ref());
        out.optional("ValidUntil", self.valid_until.as_ref());
        out.list("GetSAMLProviderResponse", "Tags", &self.tags);
        out.optional(
            "AssertionEncryptionMode",
            self.assertion_encryption_mode.as_ref(),
        );
        out.list(
            "GetSAMLProviderResponse",
            "PrivateKeyList",
            &self.private_key_list,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetSSHPublicKeyResponse {
    pub ssh_public_key: Option<SSHPublicKey>,
}

impl Encode for GetSSHPublicKeyResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("SSHPublicKey", self.ssh_public_key.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetServerCertificateResponse {
    pub server_certificate: ServerCertificate,
}

impl Encode for GetServerCertificateResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("ServerCertificate", &self.server_certificate);
    }
}

#[derive(Clone, Debug)]
pub struct GetServiceLastAccessedDetailsResponse {
    pub job_status: JobStatusType,
    pub job_type: Option<AccessAdvisorUsageGranularityType>,
    pub job_creation_date: Timestamp,
    pub services_last_accessed: Vec<ServiceLastAccessed>,
    pub job_completion_date: Timestamp,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
    pub error: Option<ErrorDetails>,
}

impl Encode for GetServiceLastAccessedDetailsResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("JobStatus", &self.job_status);
        out.optional("JobType", self.job_type.as_ref());
        out.member("JobCreationDate", &self.job_creation_date);
        out.list(
            "GetServiceLastAccessedDetailsResponse",
            "ServicesLastAccessed",
            &self.services_last_accessed,
        );
        out.member("JobCompletionDate", &self.job_completion_date);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
        out.optional("Error", self.error.as_ref());
    }
}

#[derive(Clone, Debug)]
pub struct GetServiceLastAccessedDetailsWithEntitiesResponse {
    pub job_status: JobStatusType,
    pub job_creation_date: Timestamp,
    pub job_completion_date: Timestamp,
    pub entity_details_list: Vec<EntityDetails>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
    pub error: Option<ErrorDetails>,
}

impl Encode for GetServiceLastAccessedDetailsWithEntitiesResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("JobStatus", &self.job_status);
        out.member("JobCreationDate", &self.job_creation_date);
        out.member("JobCompletionDate", &self.job_completion_date);
        out.list(
            "GetServiceLastAccessedDetailsWithEntitiesResponse",
            "EntityDetailsList",
            &self.entity_details_list,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
        out.optional("Error", self.error.as_ref());
    }
}

#[derive(Clone, Debug)]
pub struct GetServiceLinkedRoleDeletionStatusResponse {
    pub status: DeletionTaskStatusType,
    pub reason: Option<DeletionTaskFailureReasonType>,
}

impl Encode for GetServiceLinkedRoleDeletionStatusResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("Status", &self.status);
        out.optional("Reason", self.reason.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetUserPolicyResponse {
    pub user_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Encode for GetUserPolicyResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("UserName", &self.user_name);
        out.member("PolicyName", &self.policy_name);
        out.member("PolicyDocument", &PolicyDocument(&self.policy_document));
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetUserResponse {
    pub user: User,
}

impl Encode for GetUserResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("User", &self.user);
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAccessKeysResponse {
    pub access_key_metadata: Vec<AccessKeyMetadata>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListAccessKeysResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListAccessKeysResponse",
            "AccessKeyMetadata",
            &self.access_key_metadata,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAccountAliasesResponse {
    pub account_aliases: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListAccountAliasesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListAccountAliasesResponse",
            "AccountAliases",
            &self.account_aliases,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAttachedGroupPoliciesResponse {
    pub attached_policies: Vec<AttachedPolicy>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListAttachedGroupPoliciesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListAttachedGroupPoliciesResponse",
            "AttachedPolicies",
            &self.attached_policies,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAttachedRolePoliciesResponse {
    pub attached_policies: Vec<AttachedPolicy>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListAttachedRolePoliciesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListAttachedRolePoliciesResponse",
            "AttachedPolicies",
            &self.attached_policies,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAttachedUserPoliciesResponse {
    pub attached_policies: Vec<AttachedPolicy>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListAttachedUserPoliciesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListAttachedUserPoliciesResponse",
            "AttachedPolicies",
            &self.attached_policies,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListDelegationRequestsResponse {
    pub delegation_requests: Vec<DelegationRequest>,
    pub marker: Option<String>,
    pub is_truncated: Option<bool>,
}

impl Encode for ListDelegationRequestsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListDelegationRequestsResponse",
            "DelegationRequests",
            &self.delegation_requests,
        );
        out.optional("Marker", self.marker.as_ref());
        out.optional("isTruncated", self.is_truncated.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListEntitiesForPolicyResponse {
    pub policy_groups: Vec<PolicyGroup>,
    pub policy_users: Vec<PolicyUser>,
    pub policy_roles: Vec<PolicyRole>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListEntitiesForPolicyResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListEntitiesForPolicyResponse",
            "PolicyGroups",
            &self.policy_groups,
        );
        out.list(
            "ListEntitiesForPolicyResponse",
            "PolicyUsers",
            &self.policy_users,
        );
        out.list(
            "ListEntitiesForPolicyResponse",
            "PolicyRoles",
            &self.policy_roles,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListGroupPoliciesResponse {
    pub policy_names: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListGroupPoliciesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListGroupPoliciesResponse",
            "PolicyNames",
            &self.policy_names,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListGroupsForUserResponse {
    pub groups: Vec<Group>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListGroupsForUserResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListGroupsForUserResponse", "Groups", &self.groups);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListGroupsResponse {
    pub groups: Vec<Group>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListGroupsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListGroupsResponse", "Groups", &self.groups);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListInstanceProfileTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListInstanceProfileTagsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListInstanceProfileTagsResponse", "Tags", &self.tags);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListInstanceProfilesForRoleResponse {
    pub instance_profiles: Vec<InstanceProfile>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListInstanceProfilesForRoleResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListInstanceProfilesForRoleResponse",
            "InstanceProfiles",
            &self.instance_profiles,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListInstanceProfilesResponse {
    pub instance_profiles: Vec<InstanceProfile>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListInstanceProfilesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListInstanceProfilesResponse",
            "InstanceProfiles",
            &self.instance_profiles,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListMFADeviceTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListMFADeviceTagsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListMFADeviceTagsResponse", "Tags", &self.tags);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListMFADevicesResponse {
    pub mfa_devices: Vec<MFADevice>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListMFADevicesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListMFADevicesResponse", "MFADevices", &self.mfa_devices);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListOpenIDConnectProviderTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListOpenIDConnectProviderTagsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListOpenIDConnectProviderTagsResponse", "Tags", &self.tags);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListOpenIDConnectProvidersResponse {
    pub open_id_connect_provider_list: Vec<OpenIDConnectProviderListEntry>,
}

impl Encode for ListOpenIDConnectProvidersResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListOpenIDConnectProvidersResponse",
            "OpenIDConnectProviderList",
            &self.open_id_connect_provider_list,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListOrganizationsFeaturesResponse {
    pub organization_id: Option<String>,
    pub enabled_features: Vec<FeatureType>,
}

impl Encode for ListOrganizationsFeaturesResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("OrganizationId", self.organization_id.as_ref());
        out.list(
            "ListOrganizationsFeaturesResponse",
            "EnabledFeatures",
            &self.enabled_features,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPoliciesGrantingServiceAccessResponse {
    pub policies_granting_service_access: Vec<ListPoliciesGrantingServiceAccessEntry>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListPoliciesGrantingServiceAccessResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListPoliciesGrantingServiceAccessResponse",
            "PoliciesGrantingServiceAccess",
            &self.policies_granting_service_access,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPoliciesResponse {
    pub policies: Vec<Policy>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListPoliciesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListPoliciesResponse", "Policies", &self.policies);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPolicyTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListPolicyTagsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListPolicyTagsResponse", "Tags", &self.tags);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPolicyVersionsResponse {
    pub versions: Vec<PolicyVersion>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListPolicyVersionsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListPolicyVersionsResponse", "Versions", &self.versions);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListRolePoliciesResponse {
    pub policy_names: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListRolePoliciesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListRolePoliciesResponse",
            "PolicyNames",
            &self.policy_names,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListRoleTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListRoleTagsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListRoleTagsResponse", "Tags", &self.tags);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListRolesResponse {
    pub roles: Vec<Role>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListRolesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListRolesResponse", "Roles", &self.roles);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSAMLProviderTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListSAMLProviderTagsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListSAMLProviderTagsResponse", "Tags", &self.tags);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSAMLProvidersResponse {
    pub saml_provider_list: Vec<SAMLProviderListEntry>,
}

impl Encode for ListSAMLProvidersResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListSAMLProvidersResponse",
            "SAMLProviderList",
            &self.saml_provider_list,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSSHPublicKeysResponse {
    pub ssh_public_keys: Vec<SSHPublicKeyMetadata>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListSSHPublicKeysResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListSSHPublicKeysResponse",
            "SSHPublicKeys",
            &self.ssh_public_keys,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListServerCertificateTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListServerCertificateTagsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListServerCertificateTagsResponse", "Tags", &self.tags);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListServerCertificatesResponse {
    pub server_certificate_metadata_list: Vec<ServerCertificateMetadata>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListServerCertificatesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListServerCertificatesResponse",
            "ServerCertificateMetadataList",
            &self.server_certificate_metadata_list,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListServiceSpecificCredentialsResponse {
    pub service_specific_credentials: Vec<ServiceSpecificCredentialMetadata>,
    pub marker: Option<String>,
    pub is_truncated: Option<bool>,
}

impl Encode for ListServiceSpecificCredentialsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListServiceSpecificCredentialsResponse",
            "ServiceSpecificCredentials",
            &self.service_specific_credentials,
        );
        out.optional("Marker", self.marker.as_ref());
        out.optional("IsTruncated", self.is_truncated.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSigningCertificatesResponse {
    pub certificates: Vec<SigningCertificate>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListSigningCertificatesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListSigningCertificatesResponse",
            "Certificates",
            &self.certificates,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListUserPoliciesResponse {
    pub policy_names: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListUserPoliciesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListUserPoliciesResponse",
            "PolicyNames",
            &self.policy_names,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListUserTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListUserTagsResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListUserTagsResponse", "Tags", &self.tags);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListUsersResponse {
    pub users: Vec<User>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListUsersResponse {
    fn encode(&self, out: &mut Writer) {
        out.list("ListUsersResponse", "Users", &self.users);
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListVirtualMFADevicesResponse {
    pub virtual_mfa_devices: Vec<VirtualMFADevice>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListVirtualMFADevicesResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "ListVirtualMFADevicesResponse",
            "VirtualMFADevices",
            &self.virtual_mfa_devices,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PutAccountPropertiesResponse {}

impl Encode for PutAccountPropertiesResponse {
    fn encode(&self, _: &mut Writer) {}
}

#[derive(Clone, Debug, Default)]
pub struct ResetServiceSpecificCredentialResponse {
    pub service_specific_credential: Option<ServiceSpecificCredential>,
}

impl Encode for ResetServiceSpecificCredentialResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional(
            "ServiceSpecificCredential",
            self.service_specific_credential.as_ref(),
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct SimulatePolicyResponse {
    pub evaluation_results: Vec<EvaluationResult>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for SimulatePolicyResponse {
    fn encode(&self, out: &mut Writer) {
        out.list(
            "SimulatePolicyResponse",
            "EvaluationResults",
            &self.evaluation_results,
        );
        out.optional("IsTruncated", self.is_truncated.as_ref());
        out.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateRoleDescriptionResponse {
    pub role: Option<Role>,
}

impl Encode for UpdateRoleDescriptionResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("Role", self.role.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateRoleResponse {}

impl Encode for UpdateRoleResponse {
    fn encode(&self, _: &mut Writer) {}
}

#[derive(Clone, Debug, Default)]
pub struct UpdateSAMLProviderResponse {
    pub saml_provider_arn: Option<String>,
}

impl Encode for UpdateSAMLProviderResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("SAMLProviderArn", self.saml_provider_arn.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct UploadSSHPublicKeyResponse {
    pub ssh_public_key: Option<SSHPublicKey>,
}

impl Encode for UploadSSHPublicKeyResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional("SSHPublicKey", self.ssh_public_key.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct UploadServerCertificateResponse {
    pub server_certificate_metadata: Option<ServerCertificateMetadata>,
    pub tags: Vec<Tag>,
}

impl Encode for UploadServerCertificateResponse {
    fn encode(&self, out: &mut Writer) {
        out.optional(
            "ServerCertificateMetadata",
            self.server_certificate_metadata.as_ref(),
        );
        out.list("UploadServerCertificateResponse", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug)]
pub struct UploadSigningCertificateResponse {
    pub certificate: SigningCertificate,
}

impl Encode for UploadSigningCertificateResponse {
    fn encode(&self, out: &mut Writer) {
        out.member("Certificate", &self.certificate);
    }
}
