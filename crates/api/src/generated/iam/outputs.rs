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
use crate::{Encode, Xml};
use iamd_ident::Timestamp;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct AcquireRoleResponse {
    pub role: Role,
}

impl Encode for AcquireRoleResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Role", &self.role);
    }
}

#[derive(Clone, Debug)]
pub struct CreateAccessKeyResponse {
    pub access_key: AccessKey,
}

impl Encode for CreateAccessKeyResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("AccessKey", &self.access_key);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateDelegationRequestResponse {
    pub console_deep_link: Option<String>,
    pub delegation_request_id: Option<String>,
}

impl Encode for CreateDelegationRequestResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("ConsoleDeepLink", self.console_deep_link.as_ref());
        xml.optional("DelegationRequestId", self.delegation_request_id.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateGroupResponse {
    pub group: Group,
}

impl Encode for CreateGroupResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Group", &self.group);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateInstanceProfileResponse {
    pub instance_profile: InstanceProfile,
}

impl Encode for CreateInstanceProfileResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("InstanceProfile", &self.instance_profile);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateLoginProfileResponse {
    pub login_profile: LoginProfile,
}

impl Encode for CreateLoginProfileResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("LoginProfile", &self.login_profile);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateOpenIDConnectProviderResponse {
    pub open_id_connect_provider_arn: Option<String>,
    pub tags: Vec<Tag>,
}

impl Encode for CreateOpenIDConnectProviderResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional(
            "OpenIDConnectProviderArn",
            self.open_id_connect_provider_arn.as_ref(),
        );
        xml.list("CreateOpenIDConnectProviderResponse", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreatePolicyResponse {
    pub policy: Option<Policy>,
}

impl Encode for CreatePolicyResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Policy", self.policy.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreatePolicyVersionResponse {
    pub policy_version: Option<PolicyVersion>,
}

impl Encode for CreatePolicyVersionResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("PolicyVersion", self.policy_version.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateRoleResponse {
    pub role: Role,
}

impl Encode for CreateRoleResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Role", &self.role);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateSAMLProviderResponse {
    pub saml_provider_arn: Option<String>,
    pub tags: Vec<Tag>,
}

impl Encode for CreateSAMLProviderResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("SAMLProviderArn", self.saml_provider_arn.as_ref());
        xml.list("CreateSAMLProviderResponse", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateServiceLinkedRoleResponse {
    pub role: Option<Role>,
}

impl Encode for CreateServiceLinkedRoleResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Role", self.role.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateServiceSpecificCredentialResponse {
    pub service_specific_credential: Option<ServiceSpecificCredential>,
}

impl Encode for CreateServiceSpecificCredentialResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional(
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("User", self.user.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateVirtualMFADeviceResponse {
    pub virtual_mfa_device: VirtualMFADevice,
}

impl Encode for CreateVirtualMFADeviceResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("VirtualMFADevice", &self.virtual_mfa_device);
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteServiceLinkedRoleResponse {
    pub deletion_task_id: String,
}

impl Encode for DeleteServiceLinkedRoleResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("DeletionTaskId", &self.deletion_task_id);
    }
}

#[derive(Clone, Debug, Default)]
pub struct DisableOrganizationsRootCredentialsManagementResponse {
    pub organization_id: Option<String>,
    pub enabled_features: Vec<FeatureType>,
}

impl Encode for DisableOrganizationsRootCredentialsManagementResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("OrganizationId", self.organization_id.as_ref());
        xml.list(
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("OrganizationId", self.organization_id.as_ref());
        xml.list(
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("OrganizationId", self.organization_id.as_ref());
        xml.list(
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("OrganizationId", self.organization_id.as_ref());
        xml.list(
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("IssuerIdentifier", self.issuer_identifier.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GenerateCredentialReportResponse {
    pub state: Option<ReportStateType>,
    pub description: Option<String>,
}

impl Encode for GenerateCredentialReportResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("State", self.state.as_ref());
        xml.optional("Description", self.description.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GenerateOrganizationsAccessReportResponse {
    pub job_id: Option<String>,
}

impl Encode for GenerateOrganizationsAccessReportResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("JobId", self.job_id.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GenerateServiceLastAccessedDetailsResponse {
    pub job_id: Option<String>,
}

impl Encode for GenerateServiceLastAccessedDetailsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("JobId", self.job_id.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccessKeyLastUsedResponse {
    pub user_name: Option<String>,
    pub access_key_last_used: Option<AccessKeyLastUsed>,
}

impl Encode for GetAccessKeyLastUsedResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("UserName", self.user_name.as_ref());
        xml.optional("AccessKeyLastUsed", self.access_key_last_used.as_ref());
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
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "GetAccountAuthorizationDetailsResponse",
            "UserDetailList",
            &self.user_detail_list,
        );
        xml.list(
            "GetAccountAuthorizationDetailsResponse",
            "GroupDetailList",
            &self.group_detail_list,
        );
        xml.list(
            "GetAccountAuthorizationDetailsResponse",
            "RoleDetailList",
            &self.role_detail_list,
        );
        xml.list(
            "GetAccountAuthorizationDetailsResponse",
            "Policies",
            &self.policies,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccountPasswordPolicyResponse {
    pub password_policy: PasswordPolicy,
}

impl Encode for GetAccountPasswordPolicyResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("PasswordPolicy", &self.password_policy);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccountPropertiesResponse {
    pub properties: BTreeMap<String, String>,
}

impl Encode for GetAccountPropertiesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.map(
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
    fn encode(&self, xml: &mut Xml) {
        xml.map("GetAccountSummaryResponse", "SummaryMap", &self.summary_map);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetContextKeysForPolicyResponse {
    pub context_key_names: Vec<String>,
}

impl Encode for GetContextKeysForPolicyResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Content", self.content.as_ref());
        xml.optional("ReportFormat", self.report_format.as_ref());
        xml.optional("GeneratedTime", self.generated_time.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetDelegationRequestResponse {
    pub delegation_request: Option<DelegationRequest>,
    pub permission_check_status: Option<PermissionCheckStatusType>,
    pub permission_check_result: Option<PermissionCheckResultType>,
}

impl Encode for GetDelegationRequestResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("DelegationRequest", self.delegation_request.as_ref());
        xml.optional(
            "PermissionCheckStatus",
            self.permission_check_status.as_ref(),
        );
        xml.optional(
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
    fn encode(&self, xml: &mut Xml) {
        xml.member("GroupName", &self.group_name);
        xml.member("PolicyName", &self.policy_name);
        xml.member("PolicyDocument", &PolicyDocument(&self.policy_document));
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
    fn encode(&self, xml: &mut Xml) {
        xml.member("Group", &self.group);
        xml.list("GetGroupResponse", "Users", &self.users);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetHumanReadableSummaryResponse {
    pub summary_content: Option<String>,
    pub locale: Option<String>,
    pub summary_state: Option<SummaryStateType>,
}

impl Encode for GetHumanReadableSummaryResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("SummaryContent", self.summary_content.as_ref());
        xml.optional("Locale", self.locale.as_ref());
        xml.optional("SummaryState", self.summary_state.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetInstanceProfileResponse {
    pub instance_profile: InstanceProfile,
}

impl Encode for GetInstanceProfileResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("InstanceProfile", &self.instance_profile);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetLoginProfileResponse {
    pub login_profile: LoginProfile,
}

impl Encode for GetLoginProfileResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("LoginProfile", &self.login_profile);
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("UserName", self.user_name.as_ref());
        xml.member("SerialNumber", &self.serial_number);
        xml.optional("EnableDate", self.enable_date.as_ref());
        xml.map(
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Url", self.url.as_ref());
        xml.list(
            "GetOpenIDConnectProviderResponse",
            "ClientIDList",
            &self.client_id_list,
        );
        xml.list(
            "GetOpenIDConnectProviderResponse",
            "ThumbprintList",
            &self.thumbprint_list,
        );
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.list("GetOpenIDConnectProviderResponse", "Tags", &self.tags);
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
    fn encode(&self, xml: &mut Xml) {
        xml.member("JobStatus", &self.job_status);
        xml.member("JobCreationDate", &self.job_creation_date);
        xml.optional("JobCompletionDate", self.job_completion_date.as_ref());
        xml.optional(
            "NumberOfServicesAccessible",
            self.number_of_services_accessible.as_ref(),
        );
        xml.optional(
            "NumberOfServicesNotAccessed",
            self.number_of_services_not_accessed.as_ref(),
        );
        xml.list(
            "GetOrganizationsAccessReportResponse",
            "AccessDetails",
            &self.access_details,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
        xml.optional("ErrorDetails", self.error_details.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetOutboundWebIdentityFederationInfoResponse {
    pub issuer_identifier: Option<String>,
    pub jwt_vending_enabled: Option<bool>,
}

impl Encode for GetOutboundWebIdentityFederationInfoResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("IssuerIdentifier", self.issuer_identifier.as_ref());
        xml.optional("JwtVendingEnabled", self.jwt_vending_enabled.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetPolicyResponse {
    pub policy: Option<Policy>,
}

impl Encode for GetPolicyResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Policy", self.policy.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetPolicyVersionResponse {
    pub policy_version: Option<PolicyVersion>,
}

impl Encode for GetPolicyVersionResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("PolicyVersion", self.policy_version.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetRolePolicyResponse {
    pub role_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Encode for GetRolePolicyResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("RoleName", &self.role_name);
        xml.member("PolicyName", &self.policy_name);
        xml.member("PolicyDocument", &PolicyDocument(&self.policy_document));
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetRoleResponse {
    pub role: Role,
}

impl Encode for GetRoleResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Role", &self.role);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetRoleTemplateVersionResponse {
    pub role_template_version: RoleTemplateVersion,
}

impl Encode for GetRoleTemplateVersionResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("RoleTemplateVersion", &self.role_template_version);
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("SAMLProviderUUID", self.saml_provider_uuid.as_ref());
        xml.optional("SAMLMetadataDocument", self.saml_metadata_document.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional("ValidUntil", self.valid_until.as_ref());
        xml.list("GetSAMLProviderResponse", "Tags", &self.tags);
        xml.optional(
            "AssertionEncryptionMode",
            self.assertion_encryption_mode.as_ref(),
        );
        xml.list(
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("SSHPublicKey", self.ssh_public_key.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetServerCertificateResponse {
    pub server_certificate: ServerCertificate,
}

impl Encode for GetServerCertificateResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("ServerCertificate", &self.server_certificate);
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
    fn encode(&self, xml: &mut Xml) {
        xml.member("JobStatus", &self.job_status);
        xml.optional("JobType", self.job_type.as_ref());
        xml.member("JobCreationDate", &self.job_creation_date);
        xml.list(
            "GetServiceLastAccessedDetailsResponse",
            "ServicesLastAccessed",
            &self.services_last_accessed,
        );
        xml.member("JobCompletionDate", &self.job_completion_date);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
        xml.optional("Error", self.error.as_ref());
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
    fn encode(&self, xml: &mut Xml) {
        xml.member("JobStatus", &self.job_status);
        xml.member("JobCreationDate", &self.job_creation_date);
        xml.member("JobCompletionDate", &self.job_completion_date);
        xml.list(
            "GetServiceLastAccessedDetailsWithEntitiesResponse",
            "EntityDetailsList",
            &self.entity_details_list,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
        xml.optional("Error", self.error.as_ref());
    }
}

#[derive(Clone, Debug)]
pub struct GetServiceLinkedRoleDeletionStatusResponse {
    pub status: DeletionTaskStatusType,
    pub reason: Option<DeletionTaskFailureReasonType>,
}

impl Encode for GetServiceLinkedRoleDeletionStatusResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Status", &self.status);
        xml.optional("Reason", self.reason.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetUserPolicyResponse {
    pub user_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Encode for GetUserPolicyResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("UserName", &self.user_name);
        xml.member("PolicyName", &self.policy_name);
        xml.member("PolicyDocument", &PolicyDocument(&self.policy_document));
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetUserResponse {
    pub user: User,
}

impl Encode for GetUserResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("User", &self.user);
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAccessKeysResponse {
    pub access_key_metadata: Vec<AccessKeyMetadata>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListAccessKeysResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListAccessKeysResponse",
            "AccessKeyMetadata",
            &self.access_key_metadata,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAccountAliasesResponse {
    pub account_aliases: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListAccountAliasesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListAccountAliasesResponse",
            "AccountAliases",
            &self.account_aliases,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAttachedGroupPoliciesResponse {
    pub attached_policies: Vec<AttachedPolicy>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListAttachedGroupPoliciesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListAttachedGroupPoliciesResponse",
            "AttachedPolicies",
            &self.attached_policies,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAttachedRolePoliciesResponse {
    pub attached_policies: Vec<AttachedPolicy>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListAttachedRolePoliciesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListAttachedRolePoliciesResponse",
            "AttachedPolicies",
            &self.attached_policies,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAttachedUserPoliciesResponse {
    pub attached_policies: Vec<AttachedPolicy>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListAttachedUserPoliciesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListAttachedUserPoliciesResponse",
            "AttachedPolicies",
            &self.attached_policies,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListDelegationRequestsResponse {
    pub delegation_requests: Vec<DelegationRequest>,
    pub marker: Option<String>,
    pub is_truncated: Option<bool>,
}

impl Encode for ListDelegationRequestsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListDelegationRequestsResponse",
            "DelegationRequests",
            &self.delegation_requests,
        );
        xml.optional("Marker", self.marker.as_ref());
        xml.optional("isTruncated", self.is_truncated.as_ref());
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
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListEntitiesForPolicyResponse",
            "PolicyGroups",
            &self.policy_groups,
        );
        xml.list(
            "ListEntitiesForPolicyResponse",
            "PolicyUsers",
            &self.policy_users,
        );
        xml.list(
            "ListEntitiesForPolicyResponse",
            "PolicyRoles",
            &self.policy_roles,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListGroupPoliciesResponse {
    pub policy_names: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListGroupPoliciesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListGroupPoliciesResponse",
            "PolicyNames",
            &self.policy_names,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListGroupsForUserResponse {
    pub groups: Vec<Group>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListGroupsForUserResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListGroupsForUserResponse", "Groups", &self.groups);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListGroupsResponse {
    pub groups: Vec<Group>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListGroupsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListGroupsResponse", "Groups", &self.groups);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListInstanceProfileTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListInstanceProfileTagsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListInstanceProfileTagsResponse", "Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListInstanceProfilesForRoleResponse {
    pub instance_profiles: Vec<InstanceProfile>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListInstanceProfilesForRoleResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListInstanceProfilesForRoleResponse",
            "InstanceProfiles",
            &self.instance_profiles,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListInstanceProfilesResponse {
    pub instance_profiles: Vec<InstanceProfile>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListInstanceProfilesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListInstanceProfilesResponse",
            "InstanceProfiles",
            &self.instance_profiles,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListMFADeviceTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListMFADeviceTagsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListMFADeviceTagsResponse", "Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListMFADevicesResponse {
    pub mfa_devices: Vec<MFADevice>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListMFADevicesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListMFADevicesResponse", "MFADevices", &self.mfa_devices);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListOpenIDConnectProviderTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListOpenIDConnectProviderTagsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListOpenIDConnectProviderTagsResponse", "Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListOpenIDConnectProvidersResponse {
    pub open_id_connect_provider_list: Vec<OpenIDConnectProviderListEntry>,
}

impl Encode for ListOpenIDConnectProvidersResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
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
    fn encode(&self, xml: &mut Xml) {
        xml.optional("OrganizationId", self.organization_id.as_ref());
        xml.list(
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
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListPoliciesGrantingServiceAccessResponse",
            "PoliciesGrantingServiceAccess",
            &self.policies_granting_service_access,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPoliciesResponse {
    pub policies: Vec<Policy>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListPoliciesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListPoliciesResponse", "Policies", &self.policies);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPolicyTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListPolicyTagsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListPolicyTagsResponse", "Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPolicyVersionsResponse {
    pub versions: Vec<PolicyVersion>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListPolicyVersionsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListPolicyVersionsResponse", "Versions", &self.versions);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListRolePoliciesResponse {
    pub policy_names: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListRolePoliciesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListRolePoliciesResponse",
            "PolicyNames",
            &self.policy_names,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListRoleTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListRoleTagsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListRoleTagsResponse", "Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListRolesResponse {
    pub roles: Vec<Role>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListRolesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListRolesResponse", "Roles", &self.roles);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSAMLProviderTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListSAMLProviderTagsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListSAMLProviderTagsResponse", "Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSAMLProvidersResponse {
    pub saml_provider_list: Vec<SAMLProviderListEntry>,
}

impl Encode for ListSAMLProvidersResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
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
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListSSHPublicKeysResponse",
            "SSHPublicKeys",
            &self.ssh_public_keys,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListServerCertificateTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListServerCertificateTagsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListServerCertificateTagsResponse", "Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListServerCertificatesResponse {
    pub server_certificate_metadata_list: Vec<ServerCertificateMetadata>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListServerCertificatesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListServerCertificatesResponse",
            "ServerCertificateMetadataList",
            &self.server_certificate_metadata_list,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListServiceSpecificCredentialsResponse {
    pub service_specific_credentials: Vec<ServiceSpecificCredentialMetadata>,
    pub marker: Option<String>,
    pub is_truncated: Option<bool>,
}

impl Encode for ListServiceSpecificCredentialsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListServiceSpecificCredentialsResponse",
            "ServiceSpecificCredentials",
            &self.service_specific_credentials,
        );
        xml.optional("Marker", self.marker.as_ref());
        xml.optional("IsTruncated", self.is_truncated.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSigningCertificatesResponse {
    pub certificates: Vec<SigningCertificate>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListSigningCertificatesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListSigningCertificatesResponse",
            "Certificates",
            &self.certificates,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListUserPoliciesResponse {
    pub policy_names: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListUserPoliciesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListUserPoliciesResponse",
            "PolicyNames",
            &self.policy_names,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListUserTagsResponse {
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListUserTagsResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListUserTagsResponse", "Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListUsersResponse {
    pub users: Vec<User>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListUsersResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list("ListUsersResponse", "Users", &self.users);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListVirtualMFADevicesResponse {
    pub virtual_mfa_devices: Vec<VirtualMFADevice>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Encode for ListVirtualMFADevicesResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "ListVirtualMFADevicesResponse",
            "VirtualMFADevices",
            &self.virtual_mfa_devices,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PutAccountPropertiesResponse {}

impl Encode for PutAccountPropertiesResponse {
    fn encode(&self, _: &mut Xml) {}
}

#[derive(Clone, Debug, Default)]
pub struct ResetServiceSpecificCredentialResponse {
    pub service_specific_credential: Option<ServiceSpecificCredential>,
}

impl Encode for ResetServiceSpecificCredentialResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional(
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
    fn encode(&self, xml: &mut Xml) {
        xml.list(
            "SimulatePolicyResponse",
            "EvaluationResults",
            &self.evaluation_results,
        );
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateRoleDescriptionResponse {
    pub role: Option<Role>,
}

impl Encode for UpdateRoleDescriptionResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Role", self.role.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateRoleResponse {}

impl Encode for UpdateRoleResponse {
    fn encode(&self, _: &mut Xml) {}
}

#[derive(Clone, Debug, Default)]
pub struct UpdateSAMLProviderResponse {
    pub saml_provider_arn: Option<String>,
}

impl Encode for UpdateSAMLProviderResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("SAMLProviderArn", self.saml_provider_arn.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct UploadSSHPublicKeyResponse {
    pub ssh_public_key: Option<SSHPublicKey>,
}

impl Encode for UploadSSHPublicKeyResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("SSHPublicKey", self.ssh_public_key.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct UploadServerCertificateResponse {
    pub server_certificate_metadata: Option<ServerCertificateMetadata>,
    pub tags: Vec<Tag>,
}

impl Encode for UploadServerCertificateResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.optional(
            "ServerCertificateMetadata",
            self.server_certificate_metadata.as_ref(),
        );
        xml.list("UploadServerCertificateResponse", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug)]
pub struct UploadSigningCertificateResponse {
    pub certificate: SigningCertificate,
}

impl Encode for UploadSigningCertificateResponse {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Certificate", &self.certificate);
    }
}
