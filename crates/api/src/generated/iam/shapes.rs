// Written by `cargo xtask codegen`. Do not edit.

use super::{
    AttachmentType, ContextKeyTypeEnum, ManagedByTypeType, ParameterTypeType,
    PermissionsBoundaryAttachmentType, PolicyEvaluationDecisionType, PolicyIdentifierPolicyType,
    PolicyOwnerEntityType, PolicyParameterTypeEnum, PolicySourceType, PolicyType, StateType,
    StatusType, constraints,
};
use crate::encode::PolicyDocument;
use crate::{Decode, Encode, Source, Writer};
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
    fn encode(&self, out: &mut Writer) {
        out.member("ServiceName", &self.service_name);
        out.member("ServiceNamespace", &self.service_namespace);
        out.optional("Region", self.region.as_ref());
        out.optional("EntityPath", self.entity_path.as_ref());
        out.optional(
            "LastAuthenticatedTime",
            self.last_authenticated_time.as_ref(),
        );
        out.optional(
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
    fn encode(&self, out: &mut Writer) {
        out.optional("UserName", self.user_name.as_ref());
        out.member("AccessKeyId", &self.access_key_id);
        out.member("Status", &self.status);
        out.member("SecretAccessKey", &self.secret_access_key);
        out.optional("CreateDate", self.create_date.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct AccessKeyLastUsed {
    pub last_used_date: Option<Timestamp>,
    pub service_name: String,
    pub region: String,
}

impl Encode for AccessKeyLastUsed {
    fn encode(&self, out: &mut Writer) {
        out.optional("LastUsedDate", self.last_used_date.as_ref());
        out.member("ServiceName", &self.service_name);
        out.member("Region", &self.region);
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
    fn encode(&self, out: &mut Writer) {
        out.optional("UserName", self.user_name.as_ref());
        out.optional("AccessKeyId", self.access_key_id.as_ref());
        out.optional("Status", self.status.as_ref());
        out.optional("CreateDate", self.create_date.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct AttachedPermissionsBoundary {
    pub permissions_boundary_type: Option<PermissionsBoundaryAttachmentType>,
    pub permissions_boundary_arn: Option<String>,
}

impl Encode for AttachedPermissionsBoundary {
    fn encode(&self, out: &mut Writer) {
        out.optional(
            "PermissionsBoundaryType",
            self.permissions_boundary_type.as_ref(),
        );
        out.optional(
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
    fn encode(&self, out: &mut Writer) {
        out.optional("PolicyName", self.policy_name.as_ref());
        out.optional("PolicyArn", self.policy_arn.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.optional("PolicyTemplateArn", self.policy_template_arn.as_ref());
        out.list("DelegationPermission", "Parameters", &self.parameters);
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
    fn encode(&self, out: &mut Writer) {
        out.optional("DelegationRequestId", self.delegation_request_id.as_ref());
        out.optional("OwnerAccountId", self.owner_account_id.as_ref());
        out.optional("Description", self.description.as_ref());
        out.optional("RequestMessage", self.request_message.as_ref());
        out.optional("Permissions", self.permissions.as_ref());
        out.optional("PermissionPolicy", self.permission_policy.as_ref());
        out.list(
            "DelegationRequest",
            "RolePermissionRestrictionArns",
            &self.role_permission_restriction_arns,
        );
        out.optional("OwnerId", self.owner_id.as_ref());
        out.optional("ApproverId", self.approver_id.as_ref());
        out.optional("State", self.state.as_ref());
        out.optional("ExpirationTime", self.expiration_time.as_ref());
        out.optional("RequestorId", self.requestor_id.as_ref());
        out.optional("RequestorName", self.requestor_name.as_ref());
        out.optional("CreateDate", self.create_date.as_ref());
        out.optional("SessionDuration", self.session_duration.as_ref());
        out.optional("RedirectUrl", self.redirect_url.as_ref());
        out.optional("Notes", self.notes.as_ref());
        out.optional("RejectionReason", self.rejection_reason.as_ref());
        out.optional("OnlySendByOwner", self.only_send_by_owner.as_ref());
        out.optional("UpdatedTime", self.updated_time.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeletionTaskFailureReasonType {
    pub reason: Option<String>,
    pub role_usage_list: Vec<RoleUsageType>,
}

impl Encode for DeletionTaskFailureReasonType {
    fn encode(&self, out: &mut Writer) {
        out.optional("Reason", self.reason.as_ref());
        out.list(
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
    fn encode(&self, out: &mut Writer) {
        out.member("EntityInfo", &self.entity_info);
        out.optional("LastAuthenticated", self.last_authenticated.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.member("Arn", &self.arn);
        out.member("Name", &self.name);
        out.member("Type", &self.r#type);
        out.member("Id", &self.id);
        out.optional("Path", self.path.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct ErrorDetails {
    pub message: String,
    pub code: String,
}

impl Encode for ErrorDetails {
    fn encode(&self, out: &mut Writer) {
        out.member("Message", &self.message);
        out.member("Code", &self.code);
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
    fn encode(&self, out: &mut Writer) {
        out.member("EvalActionName", &self.eval_action_name);
        out.optional("EvalResourceName", self.eval_resource_name.as_ref());
        out.member("EvalDecision", &self.eval_decision);
        out.list(
            "EvaluationResult",
            "MatchedStatements",
            &self.matched_statements,
        );
        out.list(
            "EvaluationResult",
            "MissingContextValues",
            &self.missing_context_values,
        );
        out.optional(
            "OrganizationsDecisionDetail",
            self.organizations_decision_detail.as_ref(),
        );
        out.optional(
            "PermissionsBoundaryDecisionDetail",
            self.permissions_boundary_decision_detail.as_ref(),
        );
        out.map(
            "EvaluationResult",
            "EvalDecisionDetails",
            &self.eval_decision_details,
        );
        out.list(
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
    fn encode(&self, out: &mut Writer) {
        out.member("Path", &self.path);
        out.member("GroupName", &self.group_name);
        out.member("GroupId", &self.group_id);
        out.member("Arn", &self.arn);
        out.member("CreateDate", &self.create_date);
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
    fn encode(&self, out: &mut Writer) {
        out.optional("Path", self.path.as_ref());
        out.optional("GroupName", self.group_name.as_ref());
        out.optional("GroupId", self.group_id.as_ref());
        out.optional("Arn", self.arn.as_ref());
        out.optional("CreateDate", self.create_date.as_ref());
        out.list("GroupDetail", "GroupPolicyList", &self.group_policy_list);
        out.list(
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
    fn encode(&self, out: &mut Writer) {
        out.member("PolicyName", &self.policy_name);
        out.member("PolicyDocument", &PolicyDocument(&self.policy_document));
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
    fn encode(&self, out: &mut Writer) {
        out.member("Path", &self.path);
        out.member("InstanceProfileName", &self.instance_profile_name);
        out.member("InstanceProfileId", &self.instance_profile_id);
        out.member("Arn", &self.arn);
        out.member("CreateDate", &self.create_date);
        out.list("InstanceProfile", "Roles", &self.roles);
        out.list("InstanceProfile", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPoliciesGrantingServiceAccessEntry {
    pub service_namespace: Option<String>,
    pub policies: Vec<PolicyGrantingServiceAccess>,
}

impl Encode for ListPoliciesGrantingServiceAccessEntry {
    fn encode(&self, out: &mut Writer) {
        out.optional("ServiceNamespace", self.service_namespace.as_ref());
        out.list(
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
    fn encode(&self, out: &mut Writer) {
        out.member("UserName", &self.user_name);
        out.member("CreateDate", &self.create_date);
        out.optional(
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
    fn encode(&self, out: &mut Writer) {
        out.member("UserName", &self.user_name);
        out.member("SerialNumber", &self.serial_number);
        out.member("EnableDate", &self.enable_date);
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
    fn encode(&self, out: &mut Writer) {
        out.optional("PolicyName", self.policy_name.as_ref());
        out.optional("PolicyId", self.policy_id.as_ref());
        out.optional("Arn", self.arn.as_ref());
        out.optional("Path", self.path.as_ref());
        out.optional("DefaultVersionId", self.default_version_id.as_ref());
        out.optional("AttachmentCount", self.attachment_count.as_ref());
        out.optional(
            "PermissionsBoundaryUsageCount",
            self.permissions_boundary_usage_count.as_ref(),
        );
        out.optional("IsAttachable", self.is_attachable.as_ref());
        out.optional("Description", self.description.as_ref());
        out.optional("CreateDate", self.create_date.as_ref());
        out.optional("UpdateDate", self.update_date.as_ref());
        out.list(
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
    fn encode(&self, out: &mut Writer) {
        out.optional("Arn", self.arn.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.optional(
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
    fn encode(&self, out: &mut Writer) {
        out.member("Name", &self.name);
        out.member("Type", &self.r#type);
        out.optional("SubType", self.sub_type.as_ref());
        out.optional("Description", self.description.as_ref());
        out.optional("IsRequired", self.is_required.as_ref());
        out.optional("DefaultValue", self.default_value.as_ref());
        out.optional("Immutable", self.immutable.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.optional(
            "MinimumPasswordLength",
            self.minimum_password_length.as_ref(),
        );
        out.optional("RequireSymbols", self.require_symbols.as_ref());
        out.optional("RequireNumbers", self.require_numbers.as_ref());
        out.optional(
            "RequireUppercaseCharacters",
            self.require_uppercase_characters.as_ref(),
        );
        out.optional(
            "RequireLowercaseCharacters",
            self.require_lowercase_characters.as_ref(),
        );
        out.optional(
            "AllowUsersToChangePassword",
            self.allow_users_to_change_password.as_ref(),
        );
        out.optional("ExpirePasswords", self.expire_passwords.as_ref());
        out.optional("MaxPasswordAge", self.max_password_age.as_ref());
        out.optional(
            "PasswordReusePrevention",
            self.password_reuse_prevention.as_ref(),
        );
        out.optional("HardExpiry", self.hard_expiry.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PermissionsBoundaryDecisionDetail {
    pub allowed_by_permissions_boundary: Option<bool>,
}

impl Encode for PermissionsBoundaryDecisionDetail {
    fn encode(&self, out: &mut Writer) {
        out.optional(
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
    fn encode(&self, out: &mut Writer) {
        out.optional("PolicyName", self.policy_name.as_ref());
        out.optional("PolicyId", self.policy_id.as_ref());
        out.optional("Arn", self.arn.as_ref());
        out.optional("Path", self.path.as_ref());
        out.optional("DefaultVersionId", self.default_version_id.as_ref());
        out.optional("AttachmentCount", self.attachment_count.as_ref());
        out.optional(
            "PermissionsBoundaryUsageCount",
            self.permissions_boundary_usage_count.as_ref(),
        );
        out.optional("IsAttachable", self.is_attachable.as_ref());
        out.optional("Description", self.description.as_ref());
        out.optional("CreateDate", self.create_date.as_ref());
        out.optional("UpdateDate", self.update_date.as_ref());
        out.list("Policy", "Tags", &self.tags);
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyDetail {
    pub policy_name: Option<String>,
    pub policy_document: Option<String>,
}

impl Encode for PolicyDetail {
    fn encode(&self, out: &mut Writer) {
        out.optional("PolicyName", self.policy_name.as_ref());
        out.optional(
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
    fn encode(&self, out: &mut Writer) {
        out.member("PolicyName", &self.policy_name);
        out.member("PolicyType", &self.policy_type);
        out.optional("PolicyArn", self.policy_arn.as_ref());
        out.optional("EntityType", self.entity_type.as_ref());
        out.optional("EntityName", self.entity_name.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyGroup {
    pub group_name: Option<String>,
    pub group_id: Option<String>,
}

impl Encode for PolicyGroup {
    fn encode(&self, out: &mut Writer) {
        out.optional("GroupName", self.group_name.as_ref());
        out.optional("GroupId", self.group_id.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.optional("Name", self.name.as_ref());
        out.list("PolicyParameter", "Values", &self.values);
        out.optional("Type", self.r#type.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyRole {
    pub role_name: Option<String>,
    pub role_id: Option<String>,
}

impl Encode for PolicyRole {
    fn encode(&self, out: &mut Writer) {
        out.optional("RoleName", self.role_name.as_ref());
        out.optional("RoleId", self.role_id.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct PolicyUser {
    pub user_name: Option<String>,
    pub user_id: Option<String>,
}

impl Encode for PolicyUser {
    fn encode(&self, out: &mut Writer) {
        out.optional("UserName", self.user_name.as_ref());
        out.optional("UserId", self.user_id.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.optional(
            "Document",
            self.document.as_deref().map(PolicyDocument).as_ref(),
        );
        out.optional("VersionId", self.version_id.as_ref());
        out.optional("IsDefaultVersion", self.is_default_version.as_ref());
        out.optional("CreateDate", self.create_date.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct Position {
    pub line: Option<i32>,
    pub column: Option<i32>,
}

impl Encode for Position {
    fn encode(&self, out: &mut Writer) {
        out.optional("Line", self.line.as_ref());
        out.optional("Column", self.column.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.member("EvalResourceName", &self.eval_resource_name);
        out.member("EvalResourceDecision", &self.eval_resource_decision);
        out.list(
            "ResourceSpecificResult",
            "MatchedStatements",
            &self.matched_statements,
        );
        out.list(
            "ResourceSpecificResult",
            "MissingContextValues",
            &self.missing_context_values,
        );
        out.map(
            "ResourceSpecificResult",
            "EvalDecisionDetails",
            &self.eval_decision_details,
        );
        out.optional(
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
    fn encode(&self, out: &mut Writer) {
        out.member("Path", &self.path);
        out.member("RoleName", &self.role_name);
        out.member("RoleId", &self.role_id);
        out.member("Arn", &self.arn);
        out.member("CreateDate", &self.create_date);
        out.optional(
            "AssumeRolePolicyDocument",
            self.assume_role_policy_document
                .as_deref()
                .map(PolicyDocument)
                .as_ref(),
        );
        out.optional("Description", self.description.as_ref());
        out.optional("MaxSessionDuration", self.max_session_duration.as_ref());
        out.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        out.list("Role", "Tags", &self.tags);
        out.optional("RoleLastUsed", self.role_last_used.as_ref());
        out.optional("SourceRoleTemplate", self.source_role_template.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.optional("Path", self.path.as_ref());
        out.optional("RoleName", self.role_name.as_ref());
        out.optional("RoleId", self.role_id.as_ref());
        out.optional("Arn", self.arn.as_ref());
        out.optional("CreateDate", self.create_date.as_ref());
        out.optional(
            "AssumeRolePolicyDocument",
            self.assume_role_policy_document
                .as_deref()
                .map(PolicyDocument)
                .as_ref(),
        );
        out.list(
            "RoleDetail",
            "InstanceProfileList",
            &self.instance_profile_list,
        );
        out.list("RoleDetail", "RolePolicyList", &self.role_policy_list);
        out.list(
            "RoleDetail",
            "AttachedManagedPolicies",
            &self.attached_managed_policies,
        );
        out.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        out.list("RoleDetail", "Tags", &self.tags);
        out.optional("RoleLastUsed", self.role_last_used.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct RoleLastUsed {
    pub last_used_date: Option<Timestamp>,
    pub region: Option<String>,
}

impl Encode for RoleLastUsed {
    fn encode(&self, out: &mut Writer) {
        out.optional("LastUsedDate", self.last_used_date.as_ref());
        out.optional("Region", self.region.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.optional("TemplateArn", self.template_arn.as_ref());
        out.optional("TemplateName", self.template_name.as_ref());
        out.optional("TemplateVersionId", self.template_version_id.as_ref());
        out.optional("Description", self.description.as_ref());
        out.optional("MajorVersion", self.major_version.as_ref());
        out.optional("DefaultMinorVersion", self.default_minor_version.as_ref());
        out.optional("ManagedByType", self.managed_by_type.as_ref());
        out.optional("ManagedByValue", self.managed_by_value.as_ref());
        out.optional("Enabled", self.enabled.as_ref());
        out.optional("MinorVersion", self.minor_version.as_ref());
        out.optional("RoleNamePattern", self.role_name_pattern.as_ref());
        out.optional("RolePathPattern", self.role_path_pattern.as_ref());
        out.optional(
            "RoleDescriptionPattern",
            self.role_description_pattern.as_ref(),
        );
        out.optional(
            "AssumeRolePolicyDocumentTemplate",
            self.assume_role_policy_document_template
                .as_deref()
                .map(PolicyDocument)
                .as_ref(),
        );
        out.list(
            "RoleTemplateVersion",
            "InlinePolicyTemplates",
            &self.inline_policy_templates,
        );
        out.list(
            "RoleTemplateVersion",
            "ManagedPolicyArns",
            &self.managed_policy_arns,
        );
        out.optional(
            "PermissionBoundaryArn",
            self.permission_boundary_arn.as_ref(),
        );
        out.list(
            "RoleTemplateVersion",
            "ParametersDefinition",
            &self.parameters_definition,
        );
        out.list(
            "RoleTemplateVersion",
            "RoleTagsTemplate",
            &self.role_tags_template,
        );
        out.optional("MaxSessionDuration", self.max_session_duration.as_ref());
        out.optional("VersionEnabled", self.version_enabled.as_ref());
        out.optional("CreateTimestamp", self.create_timestamp.as_ref());
        out.optional("UpdateTimestamp", self.update_timestamp.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct RoleUsageType {
    pub region: Option<String>,
    pub resources: Vec<String>,
}

impl Encode for RoleUsageType {
    fn encode(&self, out: &mut Writer) {
        out.optional("Region", self.region.as_ref());
        out.list("RoleUsageType", "Resources", &self.resources);
    }
}

#[derive(Clone, Debug, Default)]
pub struct SAMLPrivateKey {
    pub key_id: Option<String>,
    pub timestamp: Option<Timestamp>,
}

impl Encode for SAMLPrivateKey {
    fn encode(&self, out: &mut Writer) {
        out.optional("KeyId", self.key_id.as_ref());
        out.optional("Timestamp", self.timestamp.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct SAMLProviderListEntry {
    pub arn: Option<String>,
    pub valid_until: Option<Timestamp>,
    pub create_date: Option<Timestamp>,
}

impl Encode for SAMLProviderListEntry {
    fn encode(&self, out: &mut Writer) {
        out.optional("Arn", self.arn.as_ref());
        out.optional("ValidUntil", self.valid_until.as_ref());
        out.optional("CreateDate", self.create_date.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.member("UserName", &self.user_name);
        out.member("SSHPublicKeyId", &self.ssh_public_key_id);
        out.member("Fingerprint", &self.fingerprint);
        out.member("SSHPublicKeyBody", &self.ssh_public_key_body);
        out.member("Status", &self.status);
        out.optional("UploadDate", self.upload_date.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.member("UserName", &self.user_name);
        out.member("SSHPublicKeyId", &self.ssh_public_key_id);
        out.member("Status", &self.status);
        out.member("UploadDate", &self.upload_date);
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
    fn encode(&self, out: &mut Writer) {
        out.member(
            "ServerCertificateMetadata",
            &self.server_certificate_metadata,
        );
        out.member("CertificateBody", &self.certificate_body);
        out.optional("CertificateChain", self.certificate_chain.as_ref());
        out.list("ServerCertificate", "Tags", &self.tags);
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
    fn encode(&self, out: &mut Writer) {
        out.member("Path", &self.path);
        out.member("ServerCertificateName", &self.server_certificate_name);
        out.member("ServerCertificateId", &self.server_certificate_id);
        out.member("Arn", &self.arn);
        out.optional("UploadDate", self.upload_date.as_ref());
        out.optional("Expiration", self.expiration.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.member("ServiceName", &self.service_name);
        out.optional("LastAuthenticated", self.last_authenticated.as_ref());
        out.member("ServiceNamespace", &self.service_namespace);
        out.optional(
            "LastAuthenticatedEntity",
            self.last_authenticated_entity.as_ref(),
        );
        out.optional(
            "LastAuthenticatedRegion",
            self.last_authenticated_region.as_ref(),
        );
        out.optional(
            "TotalAuthenticatedEntities",
            self.total_authenticated_entities.as_ref(),
        );
        out.list(
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
    fn encode(&self, out: &mut Writer) {
        out.member("CreateDate", &self.create_date);
        out.optional("ExpirationDate", self.expiration_date.as_ref());
        out.member("ServiceName", &self.service_name);
        out.optional("ServiceUserName", self.service_user_name.as_ref());
        out.optional("ServicePassword", self.service_password.as_ref());
        out.optional(
            "ServiceCredentialAlias",
            self.service_credential_alias.as_ref(),
        );
        out.optional(
            "ServiceCredentialSecret",
            self.service_credential_secret.as_ref(),
        );
        out.member(
            "ServiceSpecificCredentialId",
            &self.service_specific_credential_id,
        );
        out.member("UserName", &self.user_name);
        out.member("Status", &self.status);
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
    fn encode(&self, out: &mut Writer) {
        out.member("UserName", &self.user_name);
        out.member("Status", &self.status);
        out.optional("ServiceUserName", self.service_user_name.as_ref());
        out.optional(
            "ServiceCredentialAlias",
            self.service_credential_alias.as_ref(),
        );
        out.member("CreateDate", &self.create_date);
        out.optional("ExpirationDate", self.expiration_date.as_ref());
        out.member(
            "ServiceSpecificCredentialId",
            &self.service_specific_credential_id,
        );
        out.member("ServiceName", &self.service_name);
    }
}

#[derive(Clone, Debug)]
pub struct SigningCertificate {
    pub user_name: Option<String>,
    pub certificate_id: String,
    pub certificate_body: String,
    pub status: StatusType,
    pub upload_date: Option<Timestamp>,
}

impl Encode for SigningCertificate {
    fn encode(&self, out: &mut Writer) {
        out.optional("UserName", self.user_name.as_ref());
        out.member("CertificateId", &self.certificate_id);
        out.member("CertificateBody", &self.certificate_body);
        out.member("Status", &self.status);
        out.optional("UploadDate", self.upload_date.as_ref());
    }
}

#[derive(Clone, Debug, Default)]
pub struct SourceRoleTemplate {
    pub template_arn: String,
    pub template_minor_version: i32,
}

impl Encode for SourceRoleTemplate {
    fn encode(&self, out: &mut Writer) {
        out.member("TemplateArn", &self.template_arn);
        out.member("TemplateMinorVersion", &self.template_minor_version);
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
    fn encode(&self, out: &mut Writer) {
        out.optional("SourcePolicyId", self.source_policy_id.as_ref());
        out.optional("SourcePolicyType", self.source_policy_type.as_ref());
        out.optional("StartPosition", self.start_position.as_ref());
        out.optional("EndPosition", self.end_position.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.member("Key", &self.key);
        out.member("Value", &self.value);
    }
}

#[derive(Clone, Debug, Default)]
pub struct TagTemplate {
    pub key: String,
    pub value: String,
}

impl Encode for TagTemplate {
    fn encode(&self, out: &mut Writer) {
        out.member("Key", &self.key);
        out.member("Value", &self.value);
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
    fn encode(&self, out: &mut Writer) {
        out.optional("ActionName", self.action_name.as_ref());
        out.optional("LastAccessedEntity", self.last_accessed_entity.as_ref());
        out.optional("LastAccessedTime", self.last_accessed_time.as_ref());
        out.optional("LastAccessedRegion", self.last_accessed_region.as_ref());
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
    fn encode(&self, out: &mut Writer) {
        out.optional("Path", self.path.as_ref());
        out.optional("UserName", self.user_name.as_ref());
        out.member("UserId", &self.user_id);
        out.member("Arn", &self.arn);
        out.member("CreateDate", &self.create_date);
        out.optional("PasswordLastUsed", self.password_last_used.as_ref());
        out.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        out.list("User", "Tags", &self.tags);
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
    fn encode(&self, out: &mut Writer) {
        out.optional("Path", self.path.as_ref());
        out.optional("UserName", self.user_name.as_ref());
        out.optional("UserId", self.user_id.as_ref());
        out.optional("Arn", self.arn.as_ref());
        out.optional("CreateDate", self.create_date.as_ref());
        out.list("UserDetail", "UserPolicyList", &self.user_policy_list);
        out.list("UserDetail", "GroupList", &self.group_list);
        out.list(
            "UserDetail",
            "AttachedManagedPolicies",
            &self.attached_managed_policies,
        );
        out.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        out.list("UserDetail", "Tags", &self.tags);
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
    fn encode(&self, out: &mut Writer) {
        out.member("SerialNumber", &self.serial_number);
        out.optional("Base32StringSeed", self.base32_string_seed.as_ref());
        out.optional("QRCodePNG", self.qr_code_png.as_ref());
        out.optional("User", self.user.as_ref());
        out.optional("EnableDate", self.enable_date.as_ref());
        out.list("VirtualMFADevice", "Tags", &self.tags);
    }
}
