// Written by `cargo xtask codegen`. Do not edit.

use super::{
    AttachmentType, ContextKeyTypeEnum, ManagedByTypeType, ParameterTypeType,
    PermissionsBoundaryAttachmentType, PolicyEvaluationDecisionType, PolicyIdentifierPolicyType,
    PolicyOwnerEntityType, PolicyParameterTypeEnum, PolicySourceType, PolicyType, StateType,
    StatusType, constraints,
};
use crate::encode::PolicyDocument;
use crate::{Decode, Encode, Source, Xml};
use iamd_ident::{Secret, Timestamp};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct AccessDetail {
    pub service_name: String,
    pub service_namespace: String,
    pub region: Option<String>,
    pub entity_path: Option<String>,
    pub last_authenticated_time: Option<Timestamp>,
    pub total_authenticated_entities: Option<i32>,
}

impl Encode for AccessDetail {
    fn encode(&self, xml: &mut Xml) {
        xml.member("ServiceName", &self.service_name);
        xml.member("ServiceNamespace", &self.service_namespace);
        xml.optional("Region", self.region.as_ref());
        xml.optional("EntityPath", self.entity_path.as_ref());
        xml.optional(
            "LastAuthenticatedTime",
            self.last_authenticated_time.as_ref(),
        );
        xml.optional(
            "TotalAuthenticatedEntities",
            self.total_authenticated_entities.as_ref(),
        );
    }
}

#[derive(Clone, Debug)]
pub struct AccessKey {
    pub user_name: Option<String>,
    pub access_key_id: String,
    pub status: StatusType,
    pub secret_access_key: Secret<String>,
    pub create_date: Option<Timestamp>,
}

impl Encode for AccessKey {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("UserName", self.user_name.as_ref());
        xml.member("AccessKeyId", &self.access_key_id);
        xml.member("Status", &self.status);
        xml.member("SecretAccessKey", &self.secret_access_key);
        xml.optional("CreateDate", self.create_date.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct AccessKeyLastUsed {
    pub last_used_date: Option<Timestamp>,
    pub service_name: String,
    pub region: String,
}

impl Encode for AccessKeyLastUsed {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("LastUsedDate", self.last_used_date.as_ref());
        xml.member("ServiceName", &self.service_name);
        xml.member("Region", &self.region);
    }
}

#[derive(Clone, Debug, Default)]
pub struct AccessKeyMetadata {
    pub user_name: Option<String>,
    pub access_key_id: Option<String>,
    pub status: Option<StatusType>,
    pub create_date: Option<Timestamp>,
}

impl Encode for AccessKeyMetadata {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("UserName", self.user_name.as_ref());
        xml.optional("AccessKeyId", self.access_key_id.as_ref());
        xml.optional("Status", self.status.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct AttachedPermissionsBoundary {
    pub permissions_boundary_type: Option<PermissionsBoundaryAttachmentType>,
    pub permissions_boundary_arn: Option<String>,
}

impl Encode for AttachedPermissionsBoundary {
    fn encode(&self, xml: &mut Xml) {
        xml.optional(
            "PermissionsBoundaryType",
            self.permissions_boundary_type.as_ref(),
        );
        xml.optional(
            "PermissionsBoundaryArn",
            self.permissions_boundary_arn.as_ref(),
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct AttachedPolicy {
    pub policy_name: Option<String>,
    pub policy_arn: Option<String>,
}

impl Encode for AttachedPolicy {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("PolicyName", self.policy_name.as_ref());
        xml.optional("PolicyArn", self.policy_arn.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ContextEntry {
    pub context_key_name: Option<String>,
    pub context_key_values: Vec<String>,
    pub context_key_type: Option<ContextKeyTypeEnum>,
}

impl Decode for ContextEntry {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let context_key_name =
            source.optional("ContextKeyName", &constraints::CONTEXT_KEY_NAME_TYPE);
        let context_key_values = source.or_empty(
            "ContextKeyValues",
            &constraints::CONTEXT_KEY_VALUE_LIST_TYPE,
        );
        let context_key_type =
            source.optional("ContextKeyType", &constraints::CONTEXT_KEY_TYPE_ENUM);
        Some(Self {
            context_key_name: context_key_name?,
            context_key_values: context_key_values?,
            context_key_type: context_key_type?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DelegationPermission {
    pub policy_template_arn: Option<String>,
    pub parameters: Vec<PolicyParameter>,
}

impl Decode for DelegationPermission {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_template_arn = source.optional("PolicyTemplateArn", &constraints::ARN_TYPE);
        let parameters = source.or_empty("Parameters", &constraints::POLICY_PARAMETER_LIST_TYPE);
        Some(Self {
            policy_template_arn: policy_template_arn?,
            parameters: parameters?,
        })
    }
}

impl Encode for DelegationPermission {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("PolicyTemplateArn", self.policy_template_arn.as_ref());
        xml.list("DelegationPermission", "Parameters", &self.parameters);
    }
}

#[derive(Clone, Debug, Default)]
pub struct DelegationRequest {
    pub delegation_request_id: Option<String>,
    pub owner_account_id: Option<String>,
    pub description: Option<String>,
    pub request_message: Option<String>,
    pub permissions: Option<DelegationPermission>,
    pub permission_policy: Option<String>,
    pub role_permission_restriction_arns: Vec<String>,
    pub owner_id: Option<String>,
    pub approver_id: Option<String>,
    pub state: Option<StateType>,
    pub expiration_time: Option<Timestamp>,
    pub requestor_id: Option<String>,
    pub requestor_name: Option<String>,
    pub create_date: Option<Timestamp>,
    pub session_duration: Option<i32>,
    pub redirect_url: Option<String>,
    pub notes: Option<String>,
    pub rejection_reason: Option<String>,
    pub only_send_by_owner: Option<bool>,
    pub updated_time: Option<Timestamp>,
}

impl Encode for DelegationRequest {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("DelegationRequestId", self.delegation_request_id.as_ref());
        xml.optional("OwnerAccountId", self.owner_account_id.as_ref());
        xml.optional("Description", self.description.as_ref());
        xml.optional("RequestMessage", self.request_message.as_ref());
        xml.optional("Permissions", self.permissions.as_ref());
        xml.optional("PermissionPolicy", self.permission_policy.as_ref());
        xml.list(
            "DelegationRequest",
            "RolePermissionRestrictionArns",
            &self.role_permission_restriction_arns,
        );
        xml.optional("OwnerId", self.owner_id.as_ref());
        xml.optional("ApproverId", self.approver_id.as_ref());
        xml.optional("State", self.state.as_ref());
        xml.optional("ExpirationTime", self.expiration_time.as_ref());
        xml.optional("RequestorId", self.requestor_id.as_ref());
        xml.optional("RequestorName", self.requestor_name.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional("SessionDuration", self.session_duration.as_ref());
        xml.optional("RedirectUrl", self.redirect_url.as_ref());
        xml.optional("Notes", self.notes.as_ref());
        xml.optional("RejectionReason", self.rejection_reason.as_ref());
        xml.optional("OnlySendByOwner", self.only_send_by_owner.as_ref());
        xml.optional("UpdatedTime", self.updated_time.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeletionTaskFailureReasonType {
    pub reason: Option<String>,
    pub role_usage_list: Vec<RoleUsageType>,
}

impl Encode for DeletionTaskFailureReasonType {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Reason", self.reason.as_ref());
        xml.list(
            "DeletionTaskFailureReasonType",
            "RoleUsageList",
            &self.role_usage_list,
        );
    }
}

#[derive(Clone, Debug)]
pub struct EntityDetails {
    pub entity_info: EntityInfo,
    pub last_authenticated: Option<Timestamp>,
}

impl Encode for EntityDetails {
    fn encode(&self, xml: &mut Xml) {
        xml.member("EntityInfo", &self.entity_info);
        xml.optional("LastAuthenticated", self.last_authenticated.as_ref());
    }
}

#[derive(Clone, Debug)]
pub struct EntityInfo {
    pub arn: String,
    pub name: String,
    pub r#type: PolicyOwnerEntityType,
    pub id: String,
    pub path: Option<String>,
}

impl Encode for EntityInfo {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Arn", &self.arn);
        xml.member("Name", &self.name);
        xml.member("Type", &self.r#type);
        xml.member("Id", &self.id);
        xml.optional("Path", self.path.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ErrorDetails {
    pub message: String,
    pub code: String,
}

impl Encode for ErrorDetails {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Message", &self.message);
        xml.member("Code", &self.code);
    }
}

#[derive(Clone, Debug)]
pub struct EvaluationResult {
    pub eval_action_name: String,
    pub eval_resource_name: Option<String>,
    pub eval_decision: PolicyEvaluationDecisionType,
    pub matched_statements: Vec<Statement>,
    pub missing_context_values: Vec<String>,
    pub organizations_decision_detail: Option<OrganizationsDecisionDetail>,
    pub permissions_boundary_decision_detail: Option<PermissionsBoundaryDecisionDetail>,
    pub eval_decision_details: BTreeMap<String, PolicyEvaluationDecisionType>,
    pub resource_specific_results: Vec<ResourceSpecificResult>,
}

impl Encode for EvaluationResult {
    fn encode(&self, xml: &mut Xml) {
        xml.member("EvalActionName", &self.eval_action_name);
        xml.optional("EvalResourceName", self.eval_resource_name.as_ref());
        xml.member("EvalDecision", &self.eval_decision);
        xml.list(
            "EvaluationResult",
            "MatchedStatements",
            &self.matched_statements,
        );
        xml.list(
            "EvaluationResult",
            "MissingContextValues",
            &self.missing_context_values,
        );
        xml.optional(
            "OrganizationsDecisionDetail",
            self.organizations_decision_detail.as_ref(),
        );
        xml.optional(
            "PermissionsBoundaryDecisionDetail",
            self.permissions_boundary_decision_detail.as_ref(),
        );
        xml.map(
            "EvaluationResult",
            "EvalDecisionDetails",
            &self.eval_decision_details,
        );
        xml.list(
            "EvaluationResult",
            "ResourceSpecificResults",
            &self.resource_specific_results,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct Group {
    pub path: String,
    pub group_name: String,
    pub group_id: String,
    pub arn: String,
    pub create_date: Timestamp,
}

impl Encode for Group {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Path", &self.path);
        xml.member("GroupName", &self.group_name);
        xml.member("GroupId", &self.group_id);
        xml.member("Arn", &self.arn);
        xml.member("CreateDate", &self.create_date);
    }
}

#[derive(Clone, Debug, Default)]
pub struct GroupDetail {
    pub path: Option<String>,
    pub group_name: Option<String>,
    pub group_id: Option<String>,
    pub arn: Option<String>,
    pub create_date: Option<Timestamp>,
    pub group_policy_list: Vec<PolicyDetail>,
    pub attached_managed_policies: Vec<AttachedPolicy>,
}

impl Encode for GroupDetail {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Path", self.path.as_ref());
        xml.optional("GroupName", self.group_name.as_ref());
        xml.optional("GroupId", self.group_id.as_ref());
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.list("GroupDetail", "GroupPolicyList", &self.group_policy_list);
        xml.list(
            "GroupDetail",
            "AttachedManagedPolicies",
            &self.attached_managed_policies,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct InlinePolicy {
    pub policy_name: String,
    pub policy_document: String,
}

impl Encode for InlinePolicy {
    fn encode(&self, xml: &mut Xml) {
        xml.member("PolicyName", &self.policy_name);
        xml.member("PolicyDocument", &PolicyDocument(&self.policy_document));
    }
}

#[derive(Clone, Debug)]
pub struct InlinePolicyIdentifierType {
    pub policy_name: String,
    pub attachment_type: AttachmentType,
    pub attachment_name: String,
}

impl Decode for InlinePolicyIdentifierType {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        let attachment_type = source.required("AttachmentType", &constraints::ATTACHMENT_TYPE);
        let attachment_name = source.required("AttachmentName", &constraints::ATTACHMENT_NAME);
        Some(Self {
            policy_name: policy_name?,
            attachment_type: attachment_type?,
            attachment_name: attachment_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct InstanceProfile {
    pub path: String,
    pub instance_profile_name: String,
    pub instance_profile_id: String,
    pub arn: String,
    pub create_date: Timestamp,
    pub roles: Vec<Role>,
    pub tags: Vec<Tag>,
}

impl Encode for InstanceProfile {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Path", &self.path);
        xml.member("InstanceProfileName", &self.instance_profile_name);
        xml.member("InstanceProfileId", &self.instance_profile_id);
        xml.member("Arn", &self.arn);
        xml.member("CreateDate", &self.create_date);
        xml.list("InstanceProfile", "Roles", &self.roles);
        xml.list("InstanceProfile", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPoliciesGrantingServiceAccessEntry {
    pub service_namespace: Option<String>,
    pub policies: Vec<PolicyGrantingServiceAccess>,
}

impl Encode for ListPoliciesGrantingServiceAccessEntry {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("ServiceNamespace", self.service_namespace.as_ref());
        xml.list(
            "ListPoliciesGrantingServiceAccessEntry",
            "Policies",
            &self.policies,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct LoginProfile {
    pub user_name: String,
    pub create_date: Timestamp,
    pub password_reset_required: Option<bool>,
}

impl Encode for LoginProfile {
    fn encode(&self, xml: &mut Xml) {
        xml.member("UserName", &self.user_name);
        xml.member("CreateDate", &self.create_date);
        xml.optional(
            "PasswordResetRequired",
            self.password_reset_required.as_ref(),
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct MFADevice {
    pub user_name: String,
    pub serial_number: String,
    pub enable_date: Timestamp,
}

impl Encode for MFADevice {
    fn encode(&self, xml: &mut Xml) {
        xml.member("UserName", &self.user_name);
        xml.member("SerialNumber", &self.serial_number);
        xml.member("EnableDate", &self.enable_date);
    }
}

#[derive(Clone, Debug, Default)]
pub struct ManagedPolicyDetail {
    pub policy_name: Option<String>,
    pub policy_id: Option<String>,
    pub arn: Option<String>,
    pub path: Option<String>,
    pub default_version_id: Option<String>,
    pub attachment_count: Option<i32>,
    pub permissions_boundary_usage_count: Option<i32>,
    pub is_attachable: Option<bool>,
    pub description: Option<String>,
    pub create_date: Option<Timestamp>,
    pub update_date: Option<Timestamp>,
    pub policy_version_list: Vec<PolicyVersion>,
}

impl Encode for ManagedPolicyDetail {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("PolicyName", self.policy_name.as_ref());
        xml.optional("PolicyId", self.policy_id.as_ref());
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("Path", self.path.as_ref());
        xml.optional("DefaultVersionId", self.default_version_id.as_ref());
        xml.optional("AttachmentCount", self.attachment_count.as_ref());
        xml.optional(
            "PermissionsBoundaryUsageCount",
            self.permissions_boundary_usage_count.as_ref(),
        );
        xml.optional("IsAttachable", self.is_attachable.as_ref());
        xml.optional("Description", self.description.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional("UpdateDate", self.update_date.as_ref());
        xml.list(
            "ManagedPolicyDetail",
            "PolicyVersionList",
            &self.policy_version_list,
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct OpenIDConnectProviderListEntry {
    pub arn: Option<String>,
}

impl Encode for OpenIDConnectProviderListEntry {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Arn", self.arn.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct OrderedOrganizationPolicyType {
    pub service_control_policy_input_list: Vec<String>,
}

impl Decode for OrderedOrganizationPolicyType {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let service_control_policy_input_list = source.or_empty(
            "ServiceControlPolicyInputList",
            &constraints::SIMULATION_POLICY_LIST_TYPE,
        );
        Some(Self {
            service_control_policy_input_list: service_control_policy_input_list?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct OrganizationsDecisionDetail {
    pub allowed_by_organizations: Option<bool>,
}

impl Encode for OrganizationsDecisionDetail {
    fn encode(&self, xml: &mut Xml) {
        xml.optional(
            "AllowedByOrganizations",
            self.allowed_by_organizations.as_ref(),
        );
    }
}

#[derive(Clone, Debug)]
pub struct ParameterDefinition {
    pub name: String,
    pub r#type: ParameterTypeType,
    pub sub_type: Option<String>,
    pub description: Option<String>,
    pub is_required: Option<bool>,
    pub default_value: Option<String>,
    pub immutable: Option<bool>,
}

impl Encode for ParameterDefinition {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Name", &self.name);
        xml.member("Type", &self.r#type);
        xml.optional("SubType", self.sub_type.as_ref());
        xml.optional("Description", self.description.as_ref());
        xml.optional("IsRequired", self.is_required.as_ref());
        xml.optional("DefaultValue", self.default_value.as_ref());
        xml.optional("Immutable", self.immutable.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PasswordPolicy {
    pub minimum_password_length: Option<i32>,
    pub require_symbols: Option<bool>,
    pub require_numbers: Option<bool>,
    pub require_uppercase_characters: Option<bool>,
    pub require_lowercase_characters: Option<bool>,
    pub allow_users_to_change_password: Option<bool>,
    pub expire_passwords: Option<bool>,
    pub max_password_age: Option<i32>,
    pub password_reuse_prevention: Option<i32>,
    pub hard_expiry: Option<bool>,
}

impl Encode for PasswordPolicy {
    fn encode(&self, xml: &mut Xml) {
        xml.optional(
            "MinimumPasswordLength",
            self.minimum_password_length.as_ref(),
        );
        xml.optional("RequireSymbols", self.require_symbols.as_ref());
        xml.optional("RequireNumbers", self.require_numbers.as_ref());
        xml.optional(
            "RequireUppercaseCharacters",
            self.require_uppercase_characters.as_ref(),
        );
        xml.optional(
            "RequireLowercaseCharacters",
            self.require_lowercase_characters.as_ref(),
        );
        xml.optional(
            "AllowUsersToChangePassword",
            self.allow_users_to_change_password.as_ref(),
        );
        xml.optional("ExpirePasswords", self.expire_passwords.as_ref());
        xml.optional("MaxPasswordAge", self.max_password_age.as_ref());
        xml.optional(
            "PasswordReusePrevention",
            self.password_reuse_prevention.as_ref(),
        );
        xml.optional("HardExpiry", self.hard_expiry.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PermissionsBoundaryDecisionDetail {
    pub allowed_by_permissions_boundary: Option<bool>,
}

impl Encode for PermissionsBoundaryDecisionDetail {
    fn encode(&self, xml: &mut Xml) {
        xml.optional(
            "AllowedByPermissionsBoundary",
            self.allowed_by_permissions_boundary.as_ref(),
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct Policy {
    pub policy_name: Option<String>,
    pub policy_id: Option<String>,
    pub arn: Option<String>,
    pub path: Option<String>,
    pub default_version_id: Option<String>,
    pub attachment_count: Option<i32>,
    pub permissions_boundary_usage_count: Option<i32>,
    pub is_attachable: Option<bool>,
    pub description: Option<String>,
    pub create_date: Option<Timestamp>,
    pub update_date: Option<Timestamp>,
    pub tags: Vec<Tag>,
}

impl Encode for Policy {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("PolicyName", self.policy_name.as_ref());
        xml.optional("PolicyId", self.policy_id.as_ref());
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("Path", self.path.as_ref());
        xml.optional("DefaultVersionId", self.default_version_id.as_ref());
        xml.optional("AttachmentCount", self.attachment_count.as_ref());
        xml.optional(
            "PermissionsBoundaryUsageCount",
            self.permissions_boundary_usage_count.as_ref(),
        );
        xml.optional("IsAttachable", self.is_attachable.as_ref());
        xml.optional("Description", self.description.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional("UpdateDate", self.update_date.as_ref());
        xml.list("Policy", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyDetail {
    pub policy_name: Option<String>,
    pub policy_document: Option<String>,
}

impl Encode for PolicyDetail {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("PolicyName", self.policy_name.as_ref());
        xml.optional(
            "PolicyDocument",
            self.policy_document.as_deref().map(PolicyDocument).as_ref(),
        );
    }
}

#[derive(Clone, Debug)]
pub struct PolicyGrantingServiceAccess {
    pub policy_name: String,
    pub policy_type: PolicyType,
    pub policy_arn: Option<String>,
    pub entity_type: Option<PolicyOwnerEntityType>,
    pub entity_name: Option<String>,
}

impl Encode for PolicyGrantingServiceAccess {
    fn encode(&self, xml: &mut Xml) {
        xml.member("PolicyName", &self.policy_name);
        xml.member("PolicyType", &self.policy_type);
        xml.optional("PolicyArn", self.policy_arn.as_ref());
        xml.optional("EntityType", self.entity_type.as_ref());
        xml.optional("EntityName", self.entity_name.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyGroup {
    pub group_name: Option<String>,
    pub group_id: Option<String>,
}

impl Encode for PolicyGroup {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("GroupName", self.group_name.as_ref());
        xml.optional("GroupId", self.group_id.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyIdentifier {
    pub policy_type: Option<PolicyIdentifierPolicyType>,
    pub policy_arn: Option<String>,
    pub inline_policy_identifier: Option<InlinePolicyIdentifierType>,
}

impl Decode for PolicyIdentifier {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_type =
            source.optional("PolicyType", &constraints::POLICY_IDENTIFIER_POLICY_TYPE);
        let policy_arn = source.optional("PolicyArn", &constraints::ARN_TYPE);
        let inline_policy_identifier = source.optional(
            "InlinePolicyIdentifier",
            &constraints::INLINE_POLICY_IDENTIFIER_TYPE,
        );
        Some(Self {
            policy_type: policy_type?,
            policy_arn: policy_arn?,
            inline_policy_identifier: inline_policy_identifier?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyParameter {
    pub name: Option<String>,
    pub values: Vec<String>,
    pub r#type: Option<PolicyParameterTypeEnum>,
}

impl Decode for PolicyParameter {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let name = source.optional("Name", &constraints::POLICY_PARAMETER_NAME_TYPE);
        let values = source.or_empty("Values", &constraints::POLICY_PARAMETER_VALUES_LIST_TYPE);
        let r#type = source.optional("Type", &constraints::POLICY_PARAMETER_TYPE_ENUM);
        Some(Self {
            name: name?,
            values: values?,
            r#type: r#type?,
        })
    }
}

impl Encode for PolicyParameter {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Name", self.name.as_ref());
        xml.list("PolicyParameter", "Values", &self.values);
        xml.optional("Type", self.r#type.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyRole {
    pub role_name: Option<String>,
    pub role_id: Option<String>,
}

impl Encode for PolicyRole {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("RoleName", self.role_name.as_ref());
        xml.optional("RoleId", self.role_id.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyUser {
    pub user_name: Option<String>,
    pub user_id: Option<String>,
}

impl Encode for PolicyUser {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("UserName", self.user_name.as_ref());
        xml.optional("UserId", self.user_id.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyVersion {
    pub document: Option<String>,
    pub version_id: Option<String>,
    pub is_default_version: Option<bool>,
    pub create_date: Option<Timestamp>,
}

impl Encode for PolicyVersion {
    fn encode(&self, xml: &mut Xml) {
        xml.optional(
            "Document",
            self.document.as_deref().map(PolicyDocument).as_ref(),
        );
        xml.optional("VersionId", self.version_id.as_ref());
        xml.optional("IsDefaultVersion", self.is_default_version.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct Position {
    pub line: Option<i32>,
    pub column: Option<i32>,
}

impl Encode for Position {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Line", self.line.as_ref());
        xml.optional("Column", self.column.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ReplacementValueEntry {
    pub values: Vec<String>,
}

impl Decode for ReplacementValueEntry {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let values = source.required("Values", &constraints::REPLACEMENT_VALUE_LIST_TYPE);
        Some(Self { values: values? })
    }
}

#[derive(Clone, Debug)]
pub struct ResourceSpecificResult {
    pub eval_resource_name: String,
    pub eval_resource_decision: PolicyEvaluationDecisionType,
    pub matched_statements: Vec<Statement>,
    pub missing_context_values: Vec<String>,
    pub eval_decision_details: BTreeMap<String, PolicyEvaluationDecisionType>,
    pub permissions_boundary_decision_detail: Option<PermissionsBoundaryDecisionDetail>,
}

impl Encode for ResourceSpecificResult {
    fn encode(&self, xml: &mut Xml) {
        xml.member("EvalResourceName", &self.eval_resource_name);
        xml.member("EvalResourceDecision", &self.eval_resource_decision);
        xml.list(
            "ResourceSpecificResult",
            "MatchedStatements",
            &self.matched_statements,
        );
        xml.list(
            "ResourceSpecificResult",
            "MissingContextValues",
            &self.missing_context_values,
        );
        xml.map(
            "ResourceSpecificResult",
            "EvalDecisionDetails",
            &self.eval_decision_details,
        );
        xml.optional(
            "PermissionsBoundaryDecisionDetail",
            self.permissions_boundary_decision_detail.as_ref(),
        );
    }
}

#[derive(Clone, Debug, Default)]
pub struct Role {
    pub path: String,
    pub role_name: String,
    pub role_id: String,
    pub arn: String,
    pub create_date: Timestamp,
    pub assume_role_policy_document: Option<String>,
    pub description: Option<String>,
    pub max_session_duration: Option<i32>,
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    pub tags: Vec<Tag>,
    pub role_last_used: Option<RoleLastUsed>,
    pub source_role_template: Option<SourceRoleTemplate>,
}

impl Encode for Role {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Path", &self.path);
        xml.member("RoleName", &self.role_name);
        xml.member("RoleId", &self.role_id);
        xml.member("Arn", &self.arn);
        xml.member("CreateDate", &self.create_date);
        xml.optional(
            "AssumeRolePolicyDocument",
            self.assume_role_policy_document
                .as_deref()
                .map(PolicyDocument)
                .as_ref(),
        );
        xml.optional("Description", self.description.as_ref());
        xml.optional("MaxSessionDuration", self.max_session_duration.as_ref());
        xml.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        xml.list("Role", "Tags", &self.tags);
        xml.optional("RoleLastUsed", self.role_last_used.as_ref());
        xml.optional("SourceRoleTemplate", self.source_role_template.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct RoleDetail {
    pub path: Option<String>,
    pub role_name: Option<String>,
    pub role_id: Option<String>,
    pub arn: Option<String>,
    pub create_date: Option<Timestamp>,
    pub assume_role_policy_document: Option<String>,
    pub instance_profile_list: Vec<InstanceProfile>,
    pub role_policy_list: Vec<PolicyDetail>,
    pub attached_managed_policies: Vec<AttachedPolicy>,
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    pub tags: Vec<Tag>,
    pub role_last_used: Option<RoleLastUsed>,
}

impl Encode for RoleDetail {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Path", self.path.as_ref());
        xml.optional("RoleName", self.role_name.as_ref());
        xml.optional("RoleId", self.role_id.as_ref());
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional(
            "AssumeRolePolicyDocument",
            self.assume_role_policy_document
                .as_deref()
                .map(PolicyDocument)
                .as_ref(),
        );
        xml.list(
            "RoleDetail",
            "InstanceProfileList",
            &self.instance_profile_list,
        );
        xml.list("RoleDetail", "RolePolicyList", &self.role_policy_list);
        xml.list(
            "RoleDetail",
            "AttachedManagedPolicies",
            &self.attached_managed_policies,
        );
        xml.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        xml.list("RoleDetail", "Tags", &self.tags);
        xml.optional("RoleLastUsed", self.role_last_used.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct RoleLastUsed {
    pub last_used_date: Option<Timestamp>,
    pub region: Option<String>,
}

impl Encode for RoleLastUsed {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("LastUsedDate", self.last_used_date.as_ref());
        xml.optional("Region", self.region.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct RoleTemplateVersion {
    pub template_arn: Option<String>,
    pub template_name: Option<String>,
    pub template_version_id: Option<String>,
    pub description: Option<String>,
    pub major_version: Option<i32>,
    pub default_minor_version: Option<i32>,
    pub managed_by_type: Option<ManagedByTypeType>,
    pub managed_by_value: Option<String>,
    pub enabled: Option<bool>,
    pub minor_version: Option<i32>,
    pub role_name_pattern: Option<String>,
    pub role_path_pattern: Option<String>,
    pub role_description_pattern: Option<String>,
    pub assume_role_policy_document_template: Option<String>,
    pub inline_policy_templates: Vec<InlinePolicy>,
    pub managed_policy_arns: Vec<String>,
    pub permission_boundary_arn: Option<String>,
    pub parameters_definition: Vec<ParameterDefinition>,
    pub role_tags_template: Vec<TagTemplate>,
    pub max_session_duration: Option<i32>,
    pub version_enabled: Option<bool>,
    pub create_timestamp: Option<Timestamp>,
    pub update_timestamp: Option<Timestamp>,
}

impl Encode for RoleTemplateVersion {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("TemplateArn", self.template_arn.as_ref());
        xml.optional("TemplateName", self.template_name.as_ref());
        xml.optional("TemplateVersionId", self.template_version_id.as_ref());
        xml.optional("Description", self.description.as_ref());
        xml.optional("MajorVersion", self.major_version.as_ref());
        xml.optional("DefaultMinorVersion", self.default_minor_version.as_ref());
        xml.optional("ManagedByType", self.managed_by_type.as_ref());
        xml.optional("ManagedByValue", self.managed_by_value.as_ref());
        xml.optional("Enabled", self.enabled.as_ref());
        xml.optional("MinorVersion", self.minor_version.as_ref());
        xml.optional("RoleNamePattern", self.role_name_pattern.as_ref());
        xml.optional("RolePathPattern", self.role_path_pattern.as_ref());
        xml.optional(
            "RoleDescriptionPattern",
            self.role_description_pattern.as_ref(),
        );
        xml.optional(
            "AssumeRolePolicyDocumentTemplate",
            self.assume_role_policy_document_template
                .as_deref()
                .map(PolicyDocument)
                .as_ref(),
        );
        xml.list(
            "RoleTemplateVersion",
            "InlinePolicyTemplates",
            &self.inline_policy_templates,
        );
        xml.list(
            "RoleTemplateVersion",
            "ManagedPolicyArns",
            &self.managed_policy_arns,
        );
        xml.optional(
            "PermissionBoundaryArn",
            self.permission_boundary_arn.as_ref(),
        );
        xml.list(
            "RoleTemplateVersion",
            "ParametersDefinition",
            &self.parameters_definition,
        );
        xml.list(
            "RoleTemplateVersion",
            "RoleTagsTemplate",
            &self.role_tags_template,
        );
        xml.optional("MaxSessionDuration", self.max_session_duration.as_ref());
        xml.optional("VersionEnabled", self.version_enabled.as_ref());
        xml.optional("CreateTimestamp", self.create_timestamp.as_ref());
        xml.optional("UpdateTimestamp", self.update_timestamp.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct RoleUsageType {
    pub region: Option<String>,
    pub resources: Vec<String>,
}

impl Encode for RoleUsageType {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Region", self.region.as_ref());
        xml.list("RoleUsageType", "Resources", &self.resources);
    }
}

#[derive(Clone, Debug, Default)]
pub struct SAMLPrivateKey {
    pub key_id: Option<String>,
    pub timestamp: Option<Timestamp>,
}

impl Encode for SAMLPrivateKey {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("KeyId", self.key_id.as_ref());
        xml.optional("Timestamp", self.timestamp.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct SAMLProviderListEntry {
    pub arn: Option<String>,
    pub valid_until: Option<Timestamp>,
    pub create_date: Option<Timestamp>,
}

impl Encode for SAMLProviderListEntry {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("ValidUntil", self.valid_until.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
    }
}

#[derive(Clone, Debug)]
pub struct SSHPublicKey {
    pub user_name: String,
    pub ssh_public_key_id: String,
    pub fingerprint: String,
    pub ssh_public_key_body: String,
    pub status: StatusType,
    pub upload_date: Option<Timestamp>,
}

impl Encode for SSHPublicKey {
    fn encode(&self, xml: &mut Xml) {
        xml.member("UserName", &self.user_name);
        xml.member("SSHPublicKeyId", &self.ssh_public_key_id);
        xml.member("Fingerprint", &self.fingerprint);
        xml.member("SSHPublicKeyBody", &self.ssh_public_key_body);
        xml.member("Status", &self.status);
        xml.optional("UploadDate", self.upload_date.as_ref());
    }
}

#[derive(Clone, Debug)]
pub struct SSHPublicKeyMetadata {
    pub user_name: String,
    pub ssh_public_key_id: String,
    pub status: StatusType,
    pub upload_date: Timestamp,
}

impl Encode for SSHPublicKeyMetadata {
    fn encode(&self, xml: &mut Xml) {
        xml.member("UserName", &self.user_name);
        xml.member("SSHPublicKeyId", &self.ssh_public_key_id);
        xml.member("Status", &self.status);
        xml.member("UploadDate", &self.upload_date);
    }
}

#[derive(Clone, Debug, Default)]
pub struct ServerCertificate {
    pub server_certificate_metadata: ServerCertificateMetadata,
    pub certificate_body: String,
    pub certificate_chain: Option<String>,
    pub tags: Vec<Tag>,
}

impl Encode for ServerCertificate {
    fn encode(&self, xml: &mut Xml) {
        xml.member(
            "ServerCertificateMetadata",
            &self.server_certificate_metadata,
        );
        xml.member("CertificateBody", &self.certificate_body);
        xml.optional("CertificateChain", self.certificate_chain.as_ref());
        xml.list("ServerCertificate", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct ServerCertificateMetadata {
    pub path: String,
    pub server_certificate_name: String,
    pub server_certificate_id: String,
    pub arn: String,
    pub upload_date: Option<Timestamp>,
    pub expiration: Option<Timestamp>,
}

impl Encode for ServerCertificateMetadata {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Path", &self.path);
        xml.member("ServerCertificateName", &self.server_certificate_name);
        xml.member("ServerCertificateId", &self.server_certificate_id);
        xml.member("Arn", &self.arn);
        xml.optional("UploadDate", self.upload_date.as_ref());
        xml.optional("Expiration", self.expiration.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ServiceLastAccessed {
    pub service_name: String,
    pub last_authenticated: Option<Timestamp>,
    pub service_namespace: String,
    pub last_authenticated_entity: Option<String>,
    pub last_authenticated_region: Option<String>,
    pub total_authenticated_entities: Option<i32>,
    pub tracked_actions_last_accessed: Vec<TrackedActionLastAccessed>,
}

impl Encode for ServiceLastAccessed {
    fn encode(&self, xml: &mut Xml) {
        xml.member("ServiceName", &self.service_name);
        xml.optional("LastAuthenticated", self.last_authenticated.as_ref());
        xml.member("ServiceNamespace", &self.service_namespace);
        xml.optional(
            "LastAuthenticatedEntity",
            self.last_authenticated_entity.as_ref(),
        );
        xml.optional(
            "LastAuthenticatedRegion",
            self.last_authenticated_region.as_ref(),
        );
        xml.optional(
            "TotalAuthenticatedEntities",
            self.total_authenticated_entities.as_ref(),
        );
        xml.list(
            "ServiceLastAccessed",
            "TrackedActionsLastAccessed",
            &self.tracked_actions_last_accessed,
        );
    }
}

#[derive(Clone, Debug)]
pub struct ServiceSpecificCredential {
    pub create_date: Timestamp,
    pub expiration_date: Option<Timestamp>,
    pub service_name: String,
    pub service_user_name: Option<String>,
    pub service_password: Option<Secret<String>>,
    pub service_credential_alias: Option<String>,
    pub service_credential_secret: Option<Secret<String>>,
    pub service_specific_credential_id: String,
    pub user_name: String,
    pub status: StatusType,
}

impl Encode for ServiceSpecificCredential {
    fn encode(&self, xml: &mut Xml) {
        xml.member("CreateDate", &self.create_date);
        xml.optional("ExpirationDate", self.expiration_date.as_ref());
        xml.member("ServiceName", &self.service_name);
        xml.optional("ServiceUserName", self.service_user_name.as_ref());
        xml.optional("ServicePassword", self.service_password.as_ref());
        xml.optional(
            "ServiceCredentialAlias",
            self.service_credential_alias.as_ref(),
        );
        xml.optional(
            "ServiceCredentialSecret",
            self.service_credential_secret.as_ref(),
        );
        xml.member(
            "ServiceSpecificCredentialId",
            &self.service_specific_credential_id,
        );
        xml.member("UserName", &self.user_name);
        xml.member("Status", &self.status);
    }
}

#[derive(Clone, Debug)]
pub struct ServiceSpecificCredentialMetadata {
    pub user_name: String,
    pub status: StatusType,
    pub service_user_name: Option<String>,
    pub service_credential_alias: Option<String>,
    pub create_date: Timestamp,
    pub expiration_date: Option<Timestamp>,
    pub service_specific_credential_id: String,
    pub service_name: String,
}

impl Encode for ServiceSpecificCredentialMetadata {
    fn encode(&self, xml: &mut Xml) {
        xml.member("UserName", &self.user_name);
        xml.member("Status", &self.status);
        xml.optional("ServiceUserName", self.service_user_name.as_ref());
        xml.optional(
            "ServiceCredentialAlias",
            self.service_credential_alias.as_ref(),
        );
        xml.member("CreateDate", &self.create_date);
        xml.optional("ExpirationDate", self.expiration_date.as_ref());
        xml.member(
            "ServiceSpecificCredentialId",
            &self.service_specific_credential_id,
        );
        xml.member("ServiceName", &self.service_name);
    }
}

#[derive(Clone, Debug)]
pub struct SigningCertificate {
    pub user_name: String,
    pub certificate_id: String,
    pub certificate_body: String,
    pub status: StatusType,
    pub upload_date: Option<Timestamp>,
}

impl Encode for SigningCertificate {
    fn encode(&self, xml: &mut Xml) {
        xml.member("UserName", &self.user_name);
        xml.member("CertificateId", &self.certificate_id);
        xml.member("CertificateBody", &self.certificate_body);
        xml.member("Status", &self.status);
        xml.optional("UploadDate", self.upload_date.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct SourceRoleTemplate {
    pub template_arn: String,
    pub template_minor_version: i32,
}

impl Encode for SourceRoleTemplate {
    fn encode(&self, xml: &mut Xml) {
        xml.member("TemplateArn", &self.template_arn);
        xml.member("TemplateMinorVersion", &self.template_minor_version);
    }
}

#[derive(Clone, Debug, Default)]
pub struct Statement {
    pub source_policy_id: Option<String>,
    pub source_policy_type: Option<PolicySourceType>,
    pub start_position: Option<Position>,
    pub end_position: Option<Position>,
}

impl Encode for Statement {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("SourcePolicyId", self.source_policy_id.as_ref());
        xml.optional("SourcePolicyType", self.source_policy_type.as_ref());
        xml.optional("StartPosition", self.start_position.as_ref());
        xml.optional("EndPosition", self.end_position.as_ref());
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

impl Encode for Tag {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Key", &self.key);
        xml.member("Value", &self.value);
    }
}

#[derive(Clone, Debug, Default)]
pub struct TagTemplate {
    pub key: String,
    pub value: String,
}

impl Encode for TagTemplate {
    fn encode(&self, xml: &mut Xml) {
        xml.member("Key", &self.key);
        xml.member("Value", &self.value);
    }
}

#[derive(Clone, Debug, Default)]
pub struct TrackedActionLastAccessed {
    pub action_name: Option<String>,
    pub last_accessed_entity: Option<String>,
    pub last_accessed_time: Option<Timestamp>,
    pub last_accessed_region: Option<String>,
}

impl Encode for TrackedActionLastAccessed {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("ActionName", self.action_name.as_ref());
        xml.optional("LastAccessedEntity", self.last_accessed_entity.as_ref());
        xml.optional("LastAccessedTime", self.last_accessed_time.as_ref());
        xml.optional("LastAccessedRegion", self.last_accessed_region.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct User {
    pub path: Option<String>,
    pub user_name: Option<String>,
    pub user_id: String,
    pub arn: String,
    pub create_date: Timestamp,
    pub password_last_used: Option<Timestamp>,
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    pub tags: Vec<Tag>,
}

impl Encode for User {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Path", self.path.as_ref());
        xml.optional("UserName", self.user_name.as_ref());
        xml.member("UserId", &self.user_id);
        xml.member("Arn", &self.arn);
        xml.member("CreateDate", &self.create_date);
        xml.optional("PasswordLastUsed", self.password_last_used.as_ref());
        xml.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        xml.list("User", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct UserDetail {
    pub path: Option<String>,
    pub user_name: Option<String>,
    pub user_id: Option<String>,
    pub arn: Option<String>,
    pub create_date: Option<Timestamp>,
    pub user_policy_list: Vec<PolicyDetail>,
    pub group_list: Vec<String>,
    pub attached_managed_policies: Vec<AttachedPolicy>,
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    pub tags: Vec<Tag>,
}

impl Encode for UserDetail {
    fn encode(&self, xml: &mut Xml) {
        xml.optional("Path", self.path.as_ref());
        xml.optional("UserName", self.user_name.as_ref());
        xml.optional("UserId", self.user_id.as_ref());
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.list("UserDetail", "UserPolicyList", &self.user_policy_list);
        xml.list("UserDetail", "GroupList", &self.group_list);
        xml.list(
            "UserDetail",
            "AttachedManagedPolicies",
            &self.attached_managed_policies,
        );
        xml.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        xml.list("UserDetail", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct VirtualMFADevice {
    pub serial_number: String,
    pub base32_string_seed: Option<Secret<Vec<u8>>>,
    pub qr_code_png: Option<Secret<Vec<u8>>>,
    pub user: Option<User>,
    pub enable_date: Option<Timestamp>,
    pub tags: Vec<Tag>,
}

impl Encode for VirtualMFADevice {
    fn encode(&self, xml: &mut Xml) {
        xml.member("SerialNumber", &self.serial_number);
        xml.optional("Base32StringSeed", self.base32_string_seed.as_ref());
        xml.optional("QRCodePNG", self.qr_code_png.as_ref());
        xml.optional("User", self.user.as_ref());
        xml.optional("EnableDate", self.enable_date.as_ref());
        xml.list("VirtualMFADevice", "Tags", &self.tags);
    }
}
