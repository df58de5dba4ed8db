// Written by `cargo xtask codegen`. Do not edit.

use super::{
    AccessAdvisorUsageGranularityType, AssertionEncryptionModeType, AssignmentStatusType,
    ContextEntry, DelegationPermission, EncodingType, EntityType, GlobalEndpointTokenVersion,
    OrderedOrganizationPolicyType, PolicyIdentifier, PolicyScopeType, PolicyUsageType,
    ReplacementValueEntry, SortKeyType, StatusType, Tag, constraints,
};
use crate::{Decode, Source};
use iamd_ident::Secret;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct AcceptDelegationRequestRequest {
    pub delegation_request_id: String,
}

impl Decode for AcceptDelegationRequestRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let delegation_request_id = source.required(
            "DelegationRequestId",
            &constraints::DELEGATION_REQUEST_ID_TYPE,
        );
        Some(Self {
            delegation_request_id: delegation_request_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct AcquireRoleRequest {
    pub template_arn: String,
    pub template_minor_version: Option<i32>,
    pub replacement_values: BTreeMap<String, ReplacementValueEntry>,
}

impl Decode for AcquireRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let template_arn = source.required("TemplateArn", &constraints::ARN_TYPE);
        let template_minor_version =
            source.optional("TemplateMinorVersion", &constraints::INTEGER_TYPE);
        let replacement_values = source.or_empty(
            "ReplacementValues",
            &constraints::MAP_STRING_REPLACEMENT_VALUE_ENTRY,
        );
        Some(Self {
            template_arn: template_arn?,
            template_minor_version: template_minor_version?,
            replacement_values: replacement_values?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct AddClientIDToOpenIDConnectProviderRequest {
    pub open_id_connect_provider_arn: String,
    pub client_id: String,
}

impl Decode for AddClientIDToOpenIDConnectProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let open_id_connect_provider_arn =
            source.required("OpenIDConnectProviderArn", &constraints::ARN_TYPE);
        let client_id = source.required("ClientID", &constraints::CLIENT_ID_TYPE);
        Some(Self {
            open_id_connect_provider_arn: open_id_connect_provider_arn?,
            client_id: client_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct AddRoleToInstanceProfileRequest {
    pub instance_profile_name: String,
    pub role_name: String,
}

impl Decode for AddRoleToInstanceProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let instance_profile_name = source.required(
            "InstanceProfileName",
            &constraints::INSTANCE_PROFILE_NAME_TYPE,
        );
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        Some(Self {
            instance_profile_name: instance_profile_name?,
            role_name: role_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct AddUserToGroupRequest {
    pub group_name: String,
    pub user_name: String,
}

impl Decode for AddUserToGroupRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        Some(Self {
            group_name: group_name?,
            user_name: user_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct AssociateDelegationRequestRequest {
    pub delegation_request_id: String,
}

impl Decode for AssociateDelegationRequestRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let delegation_request_id = source.required(
            "DelegationRequestId",
            &constraints::DELEGATION_REQUEST_ID_TYPE,
        );
        Some(Self {
            delegation_request_id: delegation_request_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct AttachGroupPolicyRequest {
    pub group_name: String,
    pub policy_arn: String,
}

impl Decode for AttachGroupPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        Some(Self {
            group_name: group_name?,
            policy_arn: policy_arn?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct AttachRolePolicyRequest {
    pub role_name: String,
    pub policy_arn: String,
}

impl Decode for AttachRolePolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        Some(Self {
            role_name: role_name?,
            policy_arn: policy_arn?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct AttachUserPolicyRequest {
    pub user_name: String,
    pub policy_arn: String,
}

impl Decode for AttachUserPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        Some(Self {
            user_name: user_name?,
            policy_arn: policy_arn?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct ChangePasswordRequest {
    pub old_password: Secret<String>,
    pub new_password: Secret<String>,
}

impl Decode for ChangePasswordRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let old_password = source.required("OldPassword", &constraints::PASSWORD_TYPE);
        let new_password = source.required("NewPassword", &constraints::PASSWORD_TYPE);
        Some(Self {
            old_password: old_password?,
            new_password: new_password?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateAccessKeyRequest {
    pub user_name: Option<String>,
}

impl Decode for CreateAccessKeyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        Some(Self {
            user_name: user_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateAccountAliasRequest {
    pub account_alias: String,
}

impl Decode for CreateAccountAliasRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let account_alias = source.required("AccountAlias", &constraints::ACCOUNT_ALIAS_TYPE);
        Some(Self {
            account_alias: account_alias?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateDelegationRequestRequest {
    pub owner_account_id: Option<String>,
    pub description: String,
    pub permissions: DelegationPermission,
    pub request_message: Option<String>,
    pub requestor_workflow_id: String,
    pub redirect_url: Option<String>,
    pub notification_channel: String,
    pub session_duration: i32,
    pub only_send_by_owner: Option<bool>,
}

impl Decode for CreateDelegationRequestRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let owner_account_id = source.optional("OwnerAccountId", &constraints::ACCOUNT_ID_TYPE);
        let description = source.required(
            "Description",
            &constraints::DELEGATION_REQUEST_DESCRIPTION_TYPE,
        );
        let permissions = source.required("Permissions", &constraints::DELEGATION_PERMISSION);
        let request_message = source.optional("RequestMessage", &constraints::REQUEST_MESSAGE_TYPE);
        let requestor_workflow_id = source.required(
            "RequestorWorkflowId",
            &constraints::REQUESTOR_WORKFLOW_ID_TYPE,
        );
        let redirect_url = source.optional("RedirectUrl", &constraints::REDIRECT_URL_TYPE);
        let notification_channel = source.required(
            "NotificationChannel",
            &constraints::NOTIFICATION_CHANNEL_TYPE,
        );
        let session_duration =
            source.required("SessionDuration", &constraints::SESSION_DURATION_TYPE);
        let only_send_by_owner = source.optional("OnlySendByOwner", &constraints::BOOLEAN_TYPE);
        Some(Self {
            owner_account_id: owner_account_id?,
            description: description?,
            permissions: permissions?,
            request_message: request_message?,
            requestor_workflow_id: requestor_workflow_id?,
            redirect_url: redirect_url?,
            notification_channel: notification_channel?,
            session_duration: session_duration?,
            only_send_by_owner: only_send_by_owner?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateGroupRequest {
    pub path: Option<String>,
    pub group_name: String,
}

impl Decode for CreateGroupRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let path = source.optional("Path", &constraints::PATH_TYPE);
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        Some(Self {
            path: path?,
            group_name: group_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateInstanceProfileRequest {
    pub instance_profile_name: String,
    pub path: Option<String>,
    pub tags: Vec<Tag>,
}

impl Decode for CreateInstanceProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let instance_profile_name = source.required(
            "InstanceProfileName",
            &constraints::INSTANCE_PROFILE_NAME_TYPE,
        );
        let path = source.optional("Path", &constraints::PATH_TYPE);
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            instance_profile_name: instance_profile_name?,
            path: path?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateLoginProfileRequest {
    pub user_name: Option<String>,
    pub password: Option<Secret<String>>,
    pub password_reset_required: Option<bool>,
}

impl Decode for CreateLoginProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::USER_NAME_TYPE);
        let password = source.optional("Password", &constraints::PASSWORD_TYPE);
        let password_reset_required =
            source.optional("PasswordResetRequired", &constraints::BOOLEAN_TYPE);
        Some(Self {
            user_name: user_name?,
            password: password?,
            password_reset_required: password_reset_required?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateOpenIDConnectProviderRequest {
    pub url: String,
    pub client_id_list: Vec<String>,
    pub thumbprint_list: Vec<String>,
    pub tags: Vec<Tag>,
}

impl Decode for CreateOpenIDConnectProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let url = source.required("Url", &constraints::OPEN_ID_CONNECT_PROVIDER_URL_TYPE);
        let client_id_list = source.or_empty("ClientIDList", &constraints::CLIENT_ID_LIST_TYPE);
        let thumbprint_list = source.or_empty("ThumbprintList", &constraints::THUMBPRINT_LIST_TYPE);
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            url: url?,
            client_id_list: client_id_list?,
            thumbprint_list: thumbprint_list?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreatePolicyRequest {
    pub policy_name: String,
    pub path: Option<String>,
    pub policy_document: String,
    pub description: Option<String>,
    pub tags: Vec<Tag>,
}

impl Decode for CreatePolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        let path = source.optional("Path", &constraints::POLICY_PATH_TYPE);
        let policy_document = source.required("PolicyDocument", &constraints::POLICY_DOCUMENT_TYPE);
        let description = source.optional("Description", &constraints::POLICY_DESCRIPTION_TYPE);
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            policy_name: policy_name?,
            path: path?,
            policy_document: policy_document?,
            description: description?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreatePolicyVersionRequest {
    pub policy_arn: String,
    pub policy_document: String,
    pub set_as_default: Option<bool>,
}

impl Decode for CreatePolicyVersionRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        let policy_document = source.required("PolicyDocument", &constraints::POLICY_DOCUMENT_TYPE);
        let set_as_default = source.optional("SetAsDefault", &constraints::BOOLEAN_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
            policy_document: policy_document?,
            set_as_default: set_as_default?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateRoleRequest {
    pub path: Option<String>,
    pub role_name: String,
    pub assume_role_policy_document: String,
    pub description: Option<String>,
    pub max_session_duration: Option<i32>,
    pub permissions_boundary: Option<String>,
    pub tags: Vec<Tag>,
}

impl Decode for CreateRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let path = source.optional("Path", &constraints::PATH_TYPE);
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let assume_role_policy_document = source.required(
            "AssumeRolePolicyDocument",
            &constraints::POLICY_DOCUMENT_TYPE,
        );
        let description = source.optional("Description", &constraints::ROLE_DESCRIPTION_TYPE);
        let max_session_duration = source.optional(
            "MaxSessionDuration",
            &constraints::ROLE_MAX_SESSION_DURATION_TYPE,
        );
        let permissions_boundary = source.optional("PermissionsBoundary", &constraints::ARN_TYPE);
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            path: path?,
            role_name: role_name?,
            assume_role_policy_document: assume_role_policy_document?,
            description: description?,
            max_session_duration: max_session_duration?,
            permissions_boundary: permissions_boundary?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateSAMLProviderRequest {
    pub saml_metadata_document: String,
    pub name: String,
    pub tags: Vec<Tag>,
    pub assertion_encryption_mode: Option<AssertionEncryptionModeType>,
    pub add_private_key: Option<Secret<String>>,
}

impl Decode for CreateSAMLProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let saml_metadata_document = source.required(
            "SAMLMetadataDocument",
            &constraints::SAML_METADATA_DOCUMENT_TYPE,
        );
        let name = source.required("Name", &constraints::SAML_PROVIDER_NAME_TYPE);
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        let assertion_encryption_mode = source.optional(
            "AssertionEncryptionMode",
            &constraints::ASSERTION_ENCRYPTION_MODE_TYPE,
        );
        let add_private_key = source.optional("AddPrivateKey", &constraints::PRIVATE_KEY_TYPE);
        Some(Self {
            saml_metadata_document: saml_metadata_document?,
            name: name?,
            tags: tags?,
            assertion_encryption_mode: assertion_encryption_mode?,
            add_private_key: add_private_key?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateServiceLinkedRoleRequest {
    pub aws_service_name: String,
    pub description: Option<String>,
    pub custom_suffix: Option<String>,
}

impl Decode for CreateServiceLinkedRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let aws_service_name = source.required("AWSServiceName", &constraints::GROUP_NAME_TYPE);
        let description = source.optional("Description", &constraints::ROLE_DESCRIPTION_TYPE);
        let custom_suffix = source.optional("CustomSuffix", &constraints::CUSTOM_SUFFIX_TYPE);
        Some(Self {
            aws_service_name: aws_service_name?,
            description: description?,
            custom_suffix: custom_suffix?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateServiceSpecificCredentialRequest {
    pub user_name: String,
    pub service_name: String,
    pub credential_age_days: Option<i32>,
}

impl Decode for CreateServiceSpecificCredentialRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let service_name = source.required("ServiceName", &constraints::SERVICE_NAME);
        let credential_age_days =
            source.optional("CredentialAgeDays", &constraints::CREDENTIAL_AGE_DAYS);
        Some(Self {
            user_name: user_name?,
            service_name: service_name?,
            credential_age_days: credential_age_days?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateUserRequest {
    pub path: Option<String>,
    pub user_name: String,
    pub permissions_boundary: Option<String>,
    pub tags: Vec<Tag>,
}

impl Decode for CreateUserRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let path = source.optional("Path", &constraints::PATH_TYPE);
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let permissions_boundary = source.optional("PermissionsBoundary", &constraints::ARN_TYPE);
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            path: path?,
            user_name: user_name?,
            permissions_boundary: permissions_boundary?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct CreateVirtualMFADeviceRequest {
    pub path: Option<String>,
    pub virtual_mfa_device_name: String,
    pub tags: Vec<Tag>,
}

impl Decode for CreateVirtualMFADeviceRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let path = source.optional("Path", &constraints::PATH_TYPE);
        let virtual_mfa_device_name = source.required(
            "VirtualMFADeviceName",
            &constraints::VIRTUAL_MFA_DEVICE_NAME,
        );
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            path: path?,
            virtual_mfa_device_name: virtual_mfa_device_name?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeactivateMFADeviceRequest {
    pub user_name: Option<String>,
    pub serial_number: String,
}

impl Decode for DeactivateMFADeviceRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let serial_number = source.required("SerialNumber", &constraints::SERIAL_NUMBER_TYPE);
        Some(Self {
            user_name: user_name?,
            serial_number: serial_number?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteAccessKeyRequest {
    pub user_name: Option<String>,
    pub access_key_id: String,
}

impl Decode for DeleteAccessKeyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let access_key_id = source.required("AccessKeyId", &constraints::ACCESS_KEY_ID_TYPE);
        Some(Self {
            user_name: user_name?,
            access_key_id: access_key_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteAccountAliasRequest {
    pub account_alias: String,
}

impl Decode for DeleteAccountAliasRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let account_alias = source.required("AccountAlias", &constraints::ACCOUNT_ALIAS_TYPE);
        Some(Self {
            account_alias: account_alias?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteGroupPolicyRequest {
    pub group_name: String,
    pub policy_name: String,
}

impl Decode for DeleteGroupPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        Some(Self {
            group_name: group_name?,
            policy_name: policy_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteGroupRequest {
    pub group_name: String,
}

impl Decode for DeleteGroupRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        Some(Self {
            group_name: group_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteInstanceProfileRequest {
    pub instance_profile_name: String,
}

impl Decode for DeleteInstanceProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let instance_profile_name = source.required(
            "InstanceProfileName",
            &constraints::INSTANCE_PROFILE_NAME_TYPE,
        );
        Some(Self {
            instance_profile_name: instance_profile_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteLoginProfileRequest {
    pub user_name: Option<String>,
}

impl Decode for DeleteLoginProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::USER_NAME_TYPE);
        Some(Self {
            user_name: user_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteOpenIDConnectProviderRequest {
    pub open_id_connect_provider_arn: String,
}

impl Decode for DeleteOpenIDConnectProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let open_id_connect_provider_arn =
            source.required("OpenIDConnectProviderArn", &constraints::ARN_TYPE);
        Some(Self {
            open_id_connect_provider_arn: open_id_connect_provider_arn?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeletePolicyRequest {
    pub policy_arn: String,
}

impl Decode for DeletePolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeletePolicyVersionRequest {
    pub policy_arn: String,
    pub version_id: String,
}

impl Decode for DeletePolicyVersionRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        let version_id = source.required("VersionId", &constraints::POLICY_VERSION_ID_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
            version_id: version_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteRolePermissionsBoundaryRequest {
    pub role_name: String,
}

impl Decode for DeleteRolePermissionsBoundaryRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        Some(Self {
            role_name: role_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteRolePolicyRequest {
    pub role_name: String,
    pub policy_name: String,
}

impl Decode for DeleteRolePolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        Some(Self {
            role_name: role_name?,
            policy_name: policy_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteRoleRequest {
    pub role_name: String,
}

impl Decode for DeleteRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        Some(Self {
            role_name: role_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteSAMLProviderRequest {
    pub saml_provider_arn: String,
}

impl Decode for DeleteSAMLProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let saml_provider_arn = source.required("SAMLProviderArn", &constraints::ARN_TYPE);
        Some(Self {
            saml_provider_arn: saml_provider_arn?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteSSHPublicKeyRequest {
    pub user_name: String,
    pub ssh_public_key_id: String,
}

impl Decode for DeleteSSHPublicKeyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let ssh_public_key_id = source.required("SSHPublicKeyId", &constraints::PUBLIC_KEY_ID_TYPE);
        Some(Self {
            user_name: user_name?,
            ssh_public_key_id: ssh_public_key_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteServerCertificateRequest {
    pub server_certificate_name: String,
}

impl Decode for DeleteServerCertificateRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let server_certificate_name = source.required(
            "ServerCertificateName",
            &constraints::SERVER_CERTIFICATE_NAME_TYPE,
        );
        Some(Self {
            server_certificate_name: server_certificate_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteServiceLinkedRoleRequest {
    pub role_name: String,
}

impl Decode for DeleteServiceLinkedRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        Some(Self {
            role_name: role_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteServiceSpecificCredentialRequest {
    pub user_name: Option<String>,
    pub service_specific_credential_id: String,
}

impl Decode for DeleteServiceSpecificCredentialRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::USER_NAME_TYPE);
        let service_specific_credential_id = source.required(
            "ServiceSpecificCredentialId",
            &constraints::SERVICE_SPECIFIC_CREDENTIAL_ID,
        );
        Some(Self {
            user_name: user_name?,
            service_specific_credential_id: service_specific_credential_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteSigningCertificateRequest {
    pub user_name: Option<String>,
    pub certificate_id: String,
}

impl Decode for DeleteSigningCertificateRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let certificate_id = source.required("CertificateId", &constraints::CERTIFICATE_ID_TYPE);
        Some(Self {
            user_name: user_name?,
            certificate_id: certificate_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteUserPermissionsBoundaryRequest {
    pub user_name: String,
}

impl Decode for DeleteUserPermissionsBoundaryRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        Some(Self {
            user_name: user_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteUserPolicyRequest {
    pub user_name: String,
    pub policy_name: String,
}

impl Decode for DeleteUserPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        Some(Self {
            user_name: user_name?,
            policy_name: policy_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteUserRequest {
    pub user_name: String,
}

impl Decode for DeleteUserRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        Some(Self {
            user_name: user_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DeleteVirtualMFADeviceRequest {
    pub serial_number: String,
}

impl Decode for DeleteVirtualMFADeviceRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let serial_number = source.required("SerialNumber", &constraints::SERIAL_NUMBER_TYPE);
        Some(Self {
            serial_number: serial_number?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DetachGroupPolicyRequest {
    pub group_name: String,
    pub policy_arn: String,
}

impl Decode for DetachGroupPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        Some(Self {
            group_name: group_name?,
            policy_arn: policy_arn?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DetachRolePolicyRequest {
    pub role_name: String,
    pub policy_arn: String,
}

impl Decode for DetachRolePolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        Some(Self {
            role_name: role_name?,
            policy_arn: policy_arn?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DetachUserPolicyRequest {
    pub user_name: String,
    pub policy_arn: String,
}

impl Decode for DetachUserPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        Some(Self {
            user_name: user_name?,
            policy_arn: policy_arn?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct DisableOrganizationsRootCredentialsManagementRequest {}

impl Decode for DisableOrganizationsRootCredentialsManagementRequest {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(Self {})
    }
}

#[derive(Clone, Debug, Default)]
pub struct DisableOrganizationsRootSessionsRequest {}

impl Decode for DisableOrganizationsRootSessionsRequest {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(Self {})
    }
}

#[derive(Clone, Debug)]
pub struct EnableMFADeviceRequest {
    pub user_name: String,
    pub serial_number: String,
    pub authentication_code1: Secret<String>,
    pub authentication_code2: Secret<String>,
}

impl Decode for EnableMFADeviceRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let serial_number = source.required("SerialNumber", &constraints::SERIAL_NUMBER_TYPE);
        let authentication_code1 = source.required(
            "AuthenticationCode1",
            &constraints::AUTHENTICATION_CODE_TYPE,
        );
        let authentication_code2 = source.required(
            "AuthenticationCode2",
            &constraints::AUTHENTICATION_CODE_TYPE,
        );
        Some(Self {
            user_name: user_name?,
            serial_number: serial_number?,
            authentication_code1: authentication_code1?,
            authentication_code2: authentication_code2?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct EnableOrganizationsRootCredentialsManagementRequest {}

impl Decode for EnableOrganizationsRootCredentialsManagementRequest {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(Self {})
    }
}

#[derive(Clone, Debug, Default)]
pub struct EnableOrganizationsRootSessionsRequest {}

impl Decode for EnableOrganizationsRootSessionsRequest {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(Self {})
    }
}

#[derive(Clone, Debug, Default)]
pub struct GenerateOrganizationsAccessReportRequest {
    pub entity_path: String,
    pub organizations_policy_id: Option<String>,
}

impl Decode for GenerateOrganizationsAccessReportRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let entity_path =
            source.required("EntityPath", &constraints::ORGANIZATIONS_ENTITY_PATH_TYPE);
        let organizations_policy_id = source.optional(
            "OrganizationsPolicyId",
            &constraints::ORGANIZATIONS_POLICY_ID_TYPE,
        );
        Some(Self {
            entity_path: entity_path?,
            organizations_policy_id: organizations_policy_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GenerateServiceLastAccessedDetailsRequest {
    pub arn: String,
    pub granularity: Option<AccessAdvisorUsageGranularityType>,
}

impl Decode for GenerateServiceLastAccessedDetailsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let arn = source.required("Arn", &constraints::ARN_TYPE);
        let granularity = source.optional(
            "Granularity",
            &constraints::ACCESS_ADVISOR_USAGE_GRANULARITY_TYPE,
        );
        Some(Self {
            arn: arn?,
            granularity: granularity?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccessKeyLastUsedRequest {
    pub access_key_id: String,
}

impl Decode for GetAccessKeyLastUsedRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let access_key_id = source.required("AccessKeyId", &constraints::ACCESS_KEY_ID_TYPE);
        Some(Self {
            access_key_id: access_key_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccountAuthorizationDetailsRequest {
    pub filter: Vec<EntityType>,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
}

impl Decode for GetAccountAuthorizationDetailsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let filter = source.or_empty("Filter", &constraints::ENTITY_LIST_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        Some(Self {
            filter: filter?,
            max_items: max_items?,
            marker: marker?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetAccountPropertiesRequest {}

impl Decode for GetAccountPropertiesRequest {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(Self {})
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetContextKeysForCustomPolicyRequest {
    pub policy_input_list: Vec<String>,
}

impl Decode for GetContextKeysForCustomPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_input_list =
            source.required("PolicyInputList", &constraints::SIMULATION_POLICY_LIST_TYPE);
        Some(Self {
            policy_input_list: policy_input_list?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetContextKeysForPrincipalPolicyRequest {
    pub policy_source_arn: String,
    pub policy_input_list: Vec<String>,
}

impl Decode for GetContextKeysForPrincipalPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_source_arn = source.required("PolicySourceArn", &constraints::ARN_TYPE);
        let policy_input_list =
            source.or_empty("PolicyInputList", &constraints::SIMULATION_POLICY_LIST_TYPE);
        Some(Self {
            policy_source_arn: policy_source_arn?,
            policy_input_list: policy_input_list?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetDelegationRequestRequest {
    pub delegation_request_id: String,
    pub delegation_permission_check: Option<bool>,
}

impl Decode for GetDelegationRequestRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let delegation_request_id = source.required(
            "DelegationRequestId",
            &constraints::DELEGATION_REQUEST_ID_TYPE,
        );
        let delegation_permission_check =
            source.optional("DelegationPermissionCheck", &constraints::BOOLEAN_TYPE);
        Some(Self {
            delegation_request_id: delegation_request_id?,
            delegation_permission_check: delegation_permission_check?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetGroupPolicyRequest {
    pub group_name: String,
    pub policy_name: String,
}

impl Decode for GetGroupPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        Some(Self {
            group_name: group_name?,
            policy_name: policy_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetGroupRequest {
    pub group_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for GetGroupRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            group_name: group_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetHumanReadableSummaryRequest {
    pub entity_arn: String,
    pub locale: Option<String>,
}

impl Decode for GetHumanReadableSummaryRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let entity_arn = source.required("EntityArn", &constraints::ARN_TYPE);
        let locale = source.optional("Locale", &constraints::LOCALE_TYPE);
        Some(Self {
            entity_arn: entity_arn?,
            locale: locale?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetInstanceProfileRequest {
    pub instance_profile_name: String,
}

impl Decode for GetInstanceProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let instance_profile_name = source.required(
            "InstanceProfileName",
            &constraints::INSTANCE_PROFILE_NAME_TYPE,
        );
        Some(Self {
            instance_profile_name: instance_profile_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetLoginProfileRequest {
    pub user_name: Option<String>,
}

impl Decode for GetLoginProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::USER_NAME_TYPE);
        Some(Self {
            user_name: user_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetMFADeviceRequest {
    pub serial_number: String,
    pub user_name: Option<String>,
}

impl Decode for GetMFADeviceRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let serial_number = source.required("SerialNumber", &constraints::SERIAL_NUMBER_TYPE);
        let user_name = source.optional("UserName", &constraints::USER_NAME_TYPE);
        Some(Self {
            serial_number: serial_number?,
            user_name: user_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetOpenIDConnectProviderRequest {
    pub open_id_connect_provider_arn: String,
}

impl Decode for GetOpenIDConnectProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let open_id_connect_provider_arn =
            source.required("OpenIDConnectProviderArn", &constraints::ARN_TYPE);
        Some(Self {
            open_id_connect_provider_arn: open_id_connect_provider_arn?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetOrganizationsAccessReportRequest {
    pub job_id: String,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
    pub sort_key: Option<SortKeyType>,
}

impl Decode for GetOrganizationsAccessReportRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let job_id = source.required("JobId", &constraints::JOB_ID_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let sort_key = source.optional("SortKey", &constraints::SORT_KEY_TYPE);
        Some(Self {
            job_id: job_id?,
            max_items: max_items?,
            marker: marker?,
            sort_key: sort_key?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetPolicyRequest {
    pub policy_arn: String,
}

impl Decode for GetPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetPolicyVersionRequest {
    pub policy_arn: String,
    pub version_id: String,
}

impl Decode for GetPolicyVersionRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        let version_id = source.required("VersionId", &constraints::POLICY_VERSION_ID_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
            version_id: version_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetRolePolicyRequest {
    pub role_name: String,
    pub policy_name: String,
}

impl Decode for GetRolePolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        Some(Self {
            role_name: role_name?,
            policy_name: policy_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetRoleRequest {
    pub role_name: String,
}

impl Decode for GetRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        Some(Self {
            role_name: role_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetRoleTemplateVersionRequest {
    pub template_arn: String,
    pub minor_version: Option<i32>,
}

impl Decode for GetRoleTemplateVersionRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let template_arn = source.required("TemplateArn", &constraints::ARN_TYPE);
        let minor_version = source.optional("MinorVersion", &constraints::MINOR_VERSION_TYPE);
        Some(Self {
            template_arn: template_arn?,
            minor_version: minor_version?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetSAMLProviderRequest {
    pub saml_provider_arn: String,
}

impl Decode for GetSAMLProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let saml_provider_arn = source.required("SAMLProviderArn", &constraints::ARN_TYPE);
        Some(Self {
            saml_provider_arn: saml_provider_arn?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct GetSSHPublicKeyRequest {
    pub user_name: String,
    pub ssh_public_key_id: String,
    pub encoding: EncodingType,
}

impl Decode for GetSSHPublicKeyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let ssh_public_key_id = source.required("SSHPublicKeyId", &constraints::PUBLIC_KEY_ID_TYPE);
        let encoding = source.required("Encoding", &constraints::ENCODING_TYPE);
        Some(Self {
            user_name: user_name?,
            ssh_public_key_id: ssh_public_key_id?,
            encoding: encoding?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetServerCertificateRequest {
    pub server_certificate_name: String,
}

impl Decode for GetServerCertificateRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let server_certificate_name = source.required(
            "ServerCertificateName",
            &constraints::SERVER_CERTIFICATE_NAME_TYPE,
        );
        Some(Self {
            server_certificate_name: server_certificate_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetServiceLastAccessedDetailsRequest {
    pub job_id: String,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
}

impl Decode for GetServiceLastAccessedDetailsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let job_id = source.required("JobId", &constraints::JOB_ID_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        Some(Self {
            job_id: job_id?,
            max_items: max_items?,
            marker: marker?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetServiceLastAccessedDetailsWithEntitiesRequest {
    pub job_id: String,
    pub service_namespace: String,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
}

impl Decode for GetServiceLastAccessedDetailsWithEntitiesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let job_id = source.required("JobId", &constraints::JOB_ID_TYPE);
        let service_namespace =
            source.required("ServiceNamespace", &constraints::SERVICE_NAMESPACE_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        Some(Self {
            job_id: job_id?,
            service_namespace: service_namespace?,
            max_items: max_items?,
            marker: marker?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetServiceLinkedRoleDeletionStatusRequest {
    pub deletion_task_id: String,
}

impl Decode for GetServiceLinkedRoleDeletionStatusRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let deletion_task_id =
            source.required("DeletionTaskId", &constraints::DELETION_TASK_ID_TYPE);
        Some(Self {
            deletion_task_id: deletion_task_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetUserPolicyRequest {
    pub user_name: String,
    pub policy_name: String,
}

impl Decode for GetUserPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        Some(Self {
            user_name: user_name?,
            policy_name: policy_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct GetUserRequest {
    pub user_name: Option<String>,
}

impl Decode for GetUserRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        Some(Self {
            user_name: user_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAccessKeysRequest {
    pub user_name: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListAccessKeysRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            user_name: user_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAccountAliasesRequest {
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListAccountAliasesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAttachedGroupPoliciesRequest {
    pub group_name: String,
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListAttachedGroupPoliciesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let path_prefix = source.optional("PathPrefix", &constraints::POLICY_PATH_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            group_name: group_name?,
            path_prefix: path_prefix?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAttachedRolePoliciesRequest {
    pub role_name: String,
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListAttachedRolePoliciesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let path_prefix = source.optional("PathPrefix", &constraints::POLICY_PATH_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            role_name: role_name?,
            path_prefix: path_prefix?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListAttachedUserPoliciesRequest {
    pub user_name: String,
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListAttachedUserPoliciesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let path_prefix = source.optional("PathPrefix", &constraints::POLICY_PATH_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            user_name: user_name?,
            path_prefix: path_prefix?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListDelegationRequestsRequest {
    pub owner_id: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListDelegationRequestsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let owner_id = source.optional("OwnerId", &constraints::OWNER_ID_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            owner_id: owner_id?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListEntitiesForPolicyRequest {
    pub policy_arn: String,
    pub entity_filter: Option<EntityType>,
    pub path_prefix: Option<String>,
    pub policy_usage_filter: Option<PolicyUsageType>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListEntitiesForPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        let entity_filter = source.optional("EntityFilter", &constraints::ENTITY_TYPE);
        let path_prefix = source.optional("PathPrefix", &constraints::PATH_TYPE);
        let policy_usage_filter =
            source.optional("PolicyUsageFilter", &constraints::POLICY_USAGE_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
            entity_filter: entity_filter?,
            path_prefix: path_prefix?,
            policy_usage_filter: policy_usage_filter?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListGroupPoliciesRequest {
    pub group_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListGroupPoliciesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            group_name: group_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListGroupsForUserRequest {
    pub user_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListGroupsForUserRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            user_name: user_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListGroupsRequest {
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListGroupsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let path_prefix = source.optional("PathPrefix", &constraints::PATH_PREFIX_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            path_prefix: path_prefix?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListInstanceProfileTagsRequest {
    pub instance_profile_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListInstanceProfileTagsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let instance_profile_name = source.required(
            "InstanceProfileName",
            &constraints::INSTANCE_PROFILE_NAME_TYPE,
        );
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            instance_profile_name: instance_profile_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListInstanceProfilesForRoleRequest {
    pub role_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListInstanceProfilesForRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            role_name: role_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListInstanceProfilesRequest {
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListInstanceProfilesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let path_prefix = source.optional("PathPrefix", &constraints::PATH_PREFIX_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            path_prefix: path_prefix?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListMFADeviceTagsRequest {
    pub serial_number: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListMFADeviceTagsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let serial_number = source.required("SerialNumber", &constraints::SERIAL_NUMBER_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            serial_number: serial_number?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListMFADevicesRequest {
    pub user_name: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListMFADevicesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            user_name: user_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListOpenIDConnectProviderTagsRequest {
    pub open_id_connect_provider_arn: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListOpenIDConnectProviderTagsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let open_id_connect_provider_arn =
            source.required("OpenIDConnectProviderArn", &constraints::ARN_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            open_id_connect_provider_arn: open_id_connect_provider_arn?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListOpenIDConnectProvidersRequest {}

impl Decode for ListOpenIDConnectProvidersRequest {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(Self {})
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListOrganizationsFeaturesRequest {}

impl Decode for ListOrganizationsFeaturesRequest {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(Self {})
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPoliciesGrantingServiceAccessRequest {
    pub marker: Option<String>,
    pub arn: String,
    pub service_namespaces: Vec<String>,
}

impl Decode for ListPoliciesGrantingServiceAccessRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let arn = source.required("Arn", &constraints::ARN_TYPE);
        let service_namespaces = source.required(
            "ServiceNamespaces",
            &constraints::SERVICE_NAMESPACE_LIST_TYPE,
        );
        Some(Self {
            marker: marker?,
            arn: arn?,
            service_namespaces: service_namespaces?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPoliciesRequest {
    pub scope: Option<PolicyScopeType>,
    pub only_attached: Option<bool>,
    pub path_prefix: Option<String>,
    pub policy_usage_filter: Option<PolicyUsageType>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListPoliciesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let scope = source.optional("Scope", &constraints::POLICY_SCOPE_TYPE);
        let only_attached = source.optional("OnlyAttached", &constraints::BOOLEAN_TYPE);
        let path_prefix = source.optional("PathPrefix", &constraints::POLICY_PATH_TYPE);
        let policy_usage_filter =
            source.optional("PolicyUsageFilter", &constraints::POLICY_USAGE_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            scope: scope?,
            only_attached: only_attached?,
            path_prefix: path_prefix?,
            policy_usage_filter: policy_usage_filter?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPolicyTagsRequest {
    pub policy_arn: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListPolicyTagsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListPolicyVersionsRequest {
    pub policy_arn: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListPolicyVersionsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListRolePoliciesRequest {
    pub role_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListRolePoliciesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            role_name: role_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListRoleTagsRequest {
    pub role_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListRoleTagsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            role_name: role_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListRolesRequest {
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListRolesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let path_prefix = source.optional("PathPrefix", &constraints::PATH_PREFIX_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            path_prefix: path_prefix?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSAMLProviderTagsRequest {
    pub saml_provider_arn: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListSAMLProviderTagsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let saml_provider_arn = source.required("SAMLProviderArn", &constraints::ARN_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            saml_provider_arn: saml_provider_arn?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSAMLProvidersRequest {}

impl Decode for ListSAMLProvidersRequest {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(Self {})
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSSHPublicKeysRequest {
    pub user_name: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListSSHPublicKeysRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::USER_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            user_name: user_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListServerCertificateTagsRequest {
    pub server_certificate_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListServerCertificateTagsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let server_certificate_name = source.required(
            "ServerCertificateName",
            &constraints::SERVER_CERTIFICATE_NAME_TYPE,
        );
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            server_certificate_name: server_certificate_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListServerCertificatesRequest {
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListServerCertificatesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let path_prefix = source.optional("PathPrefix", &constraints::PATH_PREFIX_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            path_prefix: path_prefix?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListServiceSpecificCredentialsRequest {
    pub user_name: Option<String>,
    pub service_name: Option<String>,
    pub all_users: Option<bool>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListServiceSpecificCredentialsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::USER_NAME_TYPE);
        let service_name = source.optional("ServiceName", &constraints::SERVICE_NAME);
        let all_users = source.optional("AllUsers", &constraints::ALL_USERS);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            user_name: user_name?,
            service_name: service_name?,
            all_users: all_users?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListSigningCertificatesRequest {
    pub user_name: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListSigningCertificatesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            user_name: user_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListUserPoliciesRequest {
    pub user_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListUserPoliciesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            user_name: user_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListUserTagsRequest {
    pub user_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListUserTagsRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            user_name: user_name?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListUsersRequest {
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListUsersRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let path_prefix = source.optional("PathPrefix", &constraints::PATH_PREFIX_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            path_prefix: path_prefix?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ListVirtualMFADevicesRequest {
    pub assignment_status: Option<AssignmentStatusType>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Decode for ListVirtualMFADevicesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let assignment_status =
            source.optional("AssignmentStatus", &constraints::ASSIGNMENT_STATUS_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        Some(Self {
            assignment_status: assignment_status?,
            marker: marker?,
            max_items: max_items?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct PutAccountPropertiesRequest {
    pub properties: BTreeMap<String, String>,
}

impl Decode for PutAccountPropertiesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let properties = source.required("Properties", &constraints::ACCOUNT_PROPERTIES_MAP_TYPE);
        Some(Self {
            properties: properties?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct PutGroupPolicyRequest {
    pub group_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Decode for PutGroupPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        let policy_document = source.required("PolicyDocument", &constraints::POLICY_DOCUMENT_TYPE);
        Some(Self {
            group_name: group_name?,
            policy_name: policy_name?,
            policy_document: policy_document?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct PutRolePermissionsBoundaryRequest {
    pub role_name: String,
    pub permissions_boundary: String,
}

impl Decode for PutRolePermissionsBoundaryRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let permissions_boundary = source.required("PermissionsBoundary", &constraints::ARN_TYPE);
        Some(Self {
            role_name: role_name?,
            permissions_boundary: permissions_boundary?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct PutRolePolicyRequest {
    pub role_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Decode for PutRolePolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        let policy_document = source.required("PolicyDocument", &constraints::POLICY_DOCUMENT_TYPE);
        Some(Self {
            role_name: role_name?,
            policy_name: policy_name?,
            policy_document: policy_document?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct PutUserPermissionsBoundaryRequest {
    pub user_name: String,
    pub permissions_boundary: String,
}

impl Decode for PutUserPermissionsBoundaryRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let permissions_boundary = source.required("PermissionsBoundary", &constraints::ARN_TYPE);
        Some(Self {
            user_name: user_name?,
            permissions_boundary: permissions_boundary?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct PutUserPolicyRequest {
    pub user_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Decode for PutUserPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let policy_name = source.required("PolicyName", &constraints::POLICY_NAME_TYPE);
        let policy_document = source.required("PolicyDocument", &constraints::POLICY_DOCUMENT_TYPE);
        Some(Self {
            user_name: user_name?,
            policy_name: policy_name?,
            policy_document: policy_document?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct RejectDelegationRequestRequest {
    pub delegation_request_id: String,
    pub notes: Option<String>,
}

impl Decode for RejectDelegationRequestRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let delegation_request_id = source.required(
            "DelegationRequestId",
            &constraints::DELEGATION_REQUEST_ID_TYPE,
        );
        let notes = source.optional("Notes", &constraints::NOTES_TYPE);
        Some(Self {
            delegation_request_id: delegation_request_id?,
            notes: notes?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct RemoveClientIDFromOpenIDConnectProviderRequest {
    pub open_id_connect_provider_arn: String,
    pub client_id: String,
}

impl Decode for RemoveClientIDFromOpenIDConnectProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let open_id_connect_provider_arn =
            source.required("OpenIDConnectProviderArn", &constraints::ARN_TYPE);
        let client_id = source.required("ClientID", &constraints::CLIENT_ID_TYPE);
        Some(Self {
            open_id_connect_provider_arn: open_id_connect_provider_arn?,
            client_id: client_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct RemoveRoleFromInstanceProfileRequest {
    pub instance_profile_name: String,
    pub role_name: String,
}

impl Decode for RemoveRoleFromInstanceProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let instance_profile_name = source.required(
            "InstanceProfileName",
            &constraints::INSTANCE_PROFILE_NAME_TYPE,
        );
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        Some(Self {
            instance_profile_name: instance_profile_name?,
            role_name: role_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct RemoveUserFromGroupRequest {
    pub group_name: String,
    pub user_name: String,
}

impl Decode for RemoveUserFromGroupRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        Some(Self {
            group_name: group_name?,
            user_name: user_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ResetServiceSpecificCredentialRequest {
    pub user_name: Option<String>,
    pub service_specific_credential_id: String,
}

impl Decode for ResetServiceSpecificCredentialRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::USER_NAME_TYPE);
        let service_specific_credential_id = source.required(
            "ServiceSpecificCredentialId",
            &constraints::SERVICE_SPECIFIC_CREDENTIAL_ID,
        );
        Some(Self {
            user_name: user_name?,
            service_specific_credential_id: service_specific_credential_id?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct ResyncMFADeviceRequest {
    pub user_name: String,
    pub serial_number: String,
    pub authentication_code1: Secret<String>,
    pub authentication_code2: Secret<String>,
}

impl Decode for ResyncMFADeviceRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let serial_number = source.required("SerialNumber", &constraints::SERIAL_NUMBER_TYPE);
        let authentication_code1 = source.required(
            "AuthenticationCode1",
            &constraints::AUTHENTICATION_CODE_TYPE,
        );
        let authentication_code2 = source.required(
            "AuthenticationCode2",
            &constraints::AUTHENTICATION_CODE_TYPE,
        );
        Some(Self {
            user_name: user_name?,
            serial_number: serial_number?,
            authentication_code1: authentication_code1?,
            authentication_code2: authentication_code2?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct SendDelegationTokenRequest {
    pub delegation_request_id: String,
}

impl Decode for SendDelegationTokenRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let delegation_request_id = source.required(
            "DelegationRequestId",
            &constraints::DELEGATION_REQUEST_ID_TYPE,
        );
        Some(Self {
            delegation_request_id: delegation_request_id?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct SetDefaultPolicyVersionRequest {
    pub policy_arn: String,
    pub version_id: String,
}

impl Decode for SetDefaultPolicyVersionRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        let version_id = source.required("VersionId", &constraints::POLICY_VERSION_ID_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
            version_id: version_id?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct SetSecurityTokenServicePreferencesRequest {
    pub global_endpoint_token_version: GlobalEndpointTokenVersion,
}

impl Decode for SetSecurityTokenServicePreferencesRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let global_endpoint_token_version = source.required(
            "GlobalEndpointTokenVersion",
            &constraints::GLOBAL_ENDPOINT_TOKEN_VERSION,
        );
        Some(Self {
            global_endpoint_token_version: global_endpoint_token_version?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct SimulateCustomPolicyRequest {
    pub policy_input_list: Vec<String>,
    pub permissions_boundary_policy_input_list: Vec<String>,
    pub ordered_organization_policy_input_list: Vec<OrderedOrganizationPolicyType>,
    pub action_names: Vec<String>,
    pub resource_arns: Vec<String>,
    pub resource_policy: Option<String>,
    pub resource_owner: Option<String>,
    pub caller_arn: Option<String>,
    pub context_entries: Vec<ContextEntry>,
    pub resource_handling_option: Option<String>,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
}

impl Decode for SimulateCustomPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_input_list =
            source.required("PolicyInputList", &constraints::SIMULATION_POLICY_LIST_TYPE);
        let permissions_boundary_policy_input_list = source.or_empty(
            "PermissionsBoundaryPolicyInputList",
            &constraints::SIMULATION_POLICY_LIST_TYPE,
        );
        let ordered_organization_policy_input_list = source.or_empty(
            "OrderedOrganizationPolicyInputList",
            &constraints::ORGANIZATION_POLICY_LIST_TYPE,
        );
        let action_names = source.required("ActionNames", &constraints::ACTION_NAME_LIST_TYPE);
        let resource_arns = source.or_empty("ResourceArns", &constraints::RESOURCE_NAME_LIST_TYPE);
        let resource_policy = source.optional("ResourcePolicy", &constraints::POLICY_DOCUMENT_TYPE);
        let resource_owner = source.optional("ResourceOwner", &constraints::RESOURCE_NAME_TYPE);
        let caller_arn = source.optional("CallerArn", &constraints::RESOURCE_NAME_TYPE);
        let context_entries =
            source.or_empty("ContextEntries", &constraints::CONTEXT_ENTRY_LIST_TYPE);
        let resource_handling_option = source.optional(
            "ResourceHandlingOption",
            &constraints::RESOURCE_HANDLING_OPTION_TYPE,
        );
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        Some(Self {
            policy_input_list: policy_input_list?,
            permissions_boundary_policy_input_list: permissions_boundary_policy_input_list?,
            ordered_organization_policy_input_list: ordered_organization_policy_input_list?,
            action_names: action_names?,
            resource_arns: resource_arns?,
            resource_policy: resource_policy?,
            resource_owner: resource_owner?,
            caller_arn: caller_arn?,
            context_entries: context_entries?,
            resource_handling_option: resource_handling_option?,
            max_items: max_items?,
            marker: marker?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct SimulatePrincipalPolicyRequest {
    pub policy_source_arn: String,
    pub policy_input_list: Vec<String>,
    pub permissions_boundary_policy_input_list: Vec<String>,
    pub policy_exclusion_list: Vec<PolicyIdentifier>,
    pub action_names: Vec<String>,
    pub resource_arns: Vec<String>,
    pub resource_policy: Option<String>,
    pub resource_owner: Option<String>,
    pub caller_arn: Option<String>,
    pub context_entries: Vec<ContextEntry>,
    pub resource_handling_option: Option<String>,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
}

impl Decode for SimulatePrincipalPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_source_arn = source.required("PolicySourceArn", &constraints::ARN_TYPE);
        let policy_input_list =
            source.or_empty("PolicyInputList", &constraints::SIMULATION_POLICY_LIST_TYPE);
        let permissions_boundary_policy_input_list = source.or_empty(
            "PermissionsBoundaryPolicyInputList",
            &constraints::SIMULATION_POLICY_LIST_TYPE,
        );
        let policy_exclusion_list = source.or_empty(
            "PolicyExclusionList",
            &constraints::POLICY_EXCLUSIONS_LIST_TYPE,
        );
        let action_names = source.required("ActionNames", &constraints::ACTION_NAME_LIST_TYPE);
        let resource_arns = source.or_empty("ResourceArns", &constraints::RESOURCE_NAME_LIST_TYPE);
        let resource_policy = source.optional("ResourcePolicy", &constraints::POLICY_DOCUMENT_TYPE);
        let resource_owner = source.optional("ResourceOwner", &constraints::RESOURCE_NAME_TYPE);
        let caller_arn = source.optional("CallerArn", &constraints::RESOURCE_NAME_TYPE);
        let context_entries =
            source.or_empty("ContextEntries", &constraints::CONTEXT_ENTRY_LIST_TYPE);
        let resource_handling_option = source.optional(
            "ResourceHandlingOption",
            &constraints::RESOURCE_HANDLING_OPTION_TYPE,
        );
        let max_items = source.optional("MaxItems", &constraints::MAX_ITEMS_TYPE);
        let marker = source.optional("Marker", &constraints::MARKER_TYPE);
        Some(Self {
            policy_source_arn: policy_source_arn?,
            policy_input_list: policy_input_list?,
            permissions_boundary_policy_input_list: permissions_boundary_policy_input_list?,
            policy_exclusion_list: policy_exclusion_list?,
            action_names: action_names?,
            resource_arns: resource_arns?,
            resource_policy: resource_policy?,
            resource_owner: resource_owner?,
            caller_arn: caller_arn?,
            context_entries: context_entries?,
            resource_handling_option: resource_handling_option?,
            max_items: max_items?,
            marker: marker?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct TagInstanceProfileRequest {
    pub instance_profile_name: String,
    pub tags: Vec<Tag>,
}

impl Decode for TagInstanceProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let instance_profile_name = source.required(
            "InstanceProfileName",
            &constraints::INSTANCE_PROFILE_NAME_TYPE,
        );
        let tags = source.required("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            instance_profile_name: instance_profile_name?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct TagMFADeviceRequest {
    pub serial_number: String,
    pub tags: Vec<Tag>,
}

impl Decode for TagMFADeviceRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let serial_number = source.required("SerialNumber", &constraints::SERIAL_NUMBER_TYPE);
        let tags = source.required("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            serial_number: serial_number?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct TagOpenIDConnectProviderRequest {
    pub open_id_connect_provider_arn: String,
    pub tags: Vec<Tag>,
}

impl Decode for TagOpenIDConnectProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let open_id_connect_provider_arn =
            source.required("OpenIDConnectProviderArn", &constraints::ARN_TYPE);
        let tags = source.required("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            open_id_connect_provider_arn: open_id_connect_provider_arn?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct TagPolicyRequest {
    pub policy_arn: String,
    pub tags: Vec<Tag>,
}

impl Decode for TagPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        let tags = source.required("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct TagRoleRequest {
    pub role_name: String,
    pub tags: Vec<Tag>,
}

impl Decode for TagRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let tags = source.required("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            role_name: role_name?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct TagSAMLProviderRequest {
    pub saml_provider_arn: String,
    pub tags: Vec<Tag>,
}

impl Decode for TagSAMLProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let saml_provider_arn = source.required("SAMLProviderArn", &constraints::ARN_TYPE);
        let tags = source.required("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            saml_provider_arn: saml_provider_arn?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct TagServerCertificateRequest {
    pub server_certificate_name: String,
    pub tags: Vec<Tag>,
}

impl Decode for TagServerCertificateRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let server_certificate_name = source.required(
            "ServerCertificateName",
            &constraints::SERVER_CERTIFICATE_NAME_TYPE,
        );
        let tags = source.required("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            server_certificate_name: server_certificate_name?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct TagUserRequest {
    pub user_name: String,
    pub tags: Vec<Tag>,
}

impl Decode for TagUserRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let tags = source.required("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            user_name: user_name?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UntagInstanceProfileRequest {
    pub instance_profile_name: String,
    pub tag_keys: Vec<String>,
}

impl Decode for UntagInstanceProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let instance_profile_name = source.required(
            "InstanceProfileName",
            &constraints::INSTANCE_PROFILE_NAME_TYPE,
        );
        let tag_keys = source.required("TagKeys", &constraints::TAG_KEY_LIST_TYPE);
        Some(Self {
            instance_profile_name: instance_profile_name?,
            tag_keys: tag_keys?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UntagMFADeviceRequest {
    pub serial_number: String,
    pub tag_keys: Vec<String>,
}

impl Decode for UntagMFADeviceRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let serial_number = source.required("SerialNumber", &constraints::SERIAL_NUMBER_TYPE);
        let tag_keys = source.required("TagKeys", &constraints::TAG_KEY_LIST_TYPE);
        Some(Self {
            serial_number: serial_number?,
            tag_keys: tag_keys?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UntagOpenIDConnectProviderRequest {
    pub open_id_connect_provider_arn: String,
    pub tag_keys: Vec<String>,
}

impl Decode for UntagOpenIDConnectProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let open_id_connect_provider_arn =
            source.required("OpenIDConnectProviderArn", &constraints::ARN_TYPE);
        let tag_keys = source.required("TagKeys", &constraints::TAG_KEY_LIST_TYPE);
        Some(Self {
            open_id_connect_provider_arn: open_id_connect_provider_arn?,
            tag_keys: tag_keys?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UntagPolicyRequest {
    pub policy_arn: String,
    pub tag_keys: Vec<String>,
}

impl Decode for UntagPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let policy_arn = source.required("PolicyArn", &constraints::ARN_TYPE);
        let tag_keys = source.required("TagKeys", &constraints::TAG_KEY_LIST_TYPE);
        Some(Self {
            policy_arn: policy_arn?,
            tag_keys: tag_keys?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UntagRoleRequest {
    pub role_name: String,
    pub tag_keys: Vec<String>,
}

impl Decode for UntagRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let tag_keys = source.required("TagKeys", &constraints::TAG_KEY_LIST_TYPE);
        Some(Self {
            role_name: role_name?,
            tag_keys: tag_keys?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UntagSAMLProviderRequest {
    pub saml_provider_arn: String,
    pub tag_keys: Vec<String>,
}

impl Decode for UntagSAMLProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let saml_provider_arn = source.required("SAMLProviderArn", &constraints::ARN_TYPE);
        let tag_keys = source.required("TagKeys", &constraints::TAG_KEY_LIST_TYPE);
        Some(Self {
            saml_provider_arn: saml_provider_arn?,
            tag_keys: tag_keys?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UntagServerCertificateRequest {
    pub server_certificate_name: String,
    pub tag_keys: Vec<String>,
}

impl Decode for UntagServerCertificateRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let server_certificate_name = source.required(
            "ServerCertificateName",
            &constraints::SERVER_CERTIFICATE_NAME_TYPE,
        );
        let tag_keys = source.required("TagKeys", &constraints::TAG_KEY_LIST_TYPE);
        Some(Self {
            server_certificate_name: server_certificate_name?,
            tag_keys: tag_keys?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UntagUserRequest {
    pub user_name: String,
    pub tag_keys: Vec<String>,
}

impl Decode for UntagUserRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let tag_keys = source.required("TagKeys", &constraints::TAG_KEY_LIST_TYPE);
        Some(Self {
            user_name: user_name?,
            tag_keys: tag_keys?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct UpdateAccessKeyRequest {
    pub user_name: Option<String>,
    pub access_key_id: String,
    pub status: StatusType,
}

impl Decode for UpdateAccessKeyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let access_key_id = source.required("AccessKeyId", &constraints::ACCESS_KEY_ID_TYPE);
        let status = source.required("Status", &constraints::STATUS_TYPE);
        Some(Self {
            user_name: user_name?,
            access_key_id: access_key_id?,
            status: status?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateAccountPasswordPolicyRequest {
    pub minimum_password_length: Option<i32>,
    pub require_symbols: Option<bool>,
    pub require_numbers: Option<bool>,
    pub require_uppercase_characters: Option<bool>,
    pub require_lowercase_characters: Option<bool>,
    pub allow_users_to_change_password: Option<bool>,
    pub max_password_age: Option<i32>,
    pub password_reuse_prevention: Option<i32>,
    pub hard_expiry: Option<bool>,
}

impl Decode for UpdateAccountPasswordPolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let minimum_password_length = source.optional(
            "MinimumPasswordLength",
            &constraints::MINIMUM_PASSWORD_LENGTH_TYPE,
        );
        let require_symbols = source.optional("RequireSymbols", &constraints::BOOLEAN_TYPE);
        let require_numbers = source.optional("RequireNumbers", &constraints::BOOLEAN_TYPE);
        let require_uppercase_characters =
            source.optional("RequireUppercaseCharacters", &constraints::BOOLEAN_TYPE);
        let require_lowercase_characters =
            source.optional("RequireLowercaseCharacters", &constraints::BOOLEAN_TYPE);
        let allow_users_to_change_password =
            source.optional("AllowUsersToChangePassword", &constraints::BOOLEAN_TYPE);
        let max_password_age =
            source.optional("MaxPasswordAge", &constraints::MAX_PASSWORD_AGE_TYPE);
        let password_reuse_prevention = source.optional(
            "PasswordReusePrevention",
            &constraints::PASSWORD_REUSE_PREVENTION_TYPE,
        );
        let hard_expiry = source.optional("HardExpiry", &constraints::BOOLEAN_OBJECT_TYPE);
        Some(Self {
            minimum_password_length: minimum_password_length?,
            require_symbols: require_symbols?,
            require_numbers: require_numbers?,
            require_uppercase_characters: require_uppercase_characters?,
            require_lowercase_characters: require_lowercase_characters?,
            allow_users_to_change_password: allow_users_to_change_password?,
            max_password_age: max_password_age?,
            password_reuse_prevention: password_reuse_prevention?,
            hard_expiry: hard_expiry?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateAssumeRolePolicyRequest {
    pub role_name: String,
    pub policy_document: String,
}

impl Decode for UpdateAssumeRolePolicyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let policy_document = source.required("PolicyDocument", &constraints::POLICY_DOCUMENT_TYPE);
        Some(Self {
            role_name: role_name?,
            policy_document: policy_document?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateDelegationRequestRequest {
    pub delegation_request_id: String,
    pub notes: Option<String>,
}

impl Decode for UpdateDelegationRequestRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let delegation_request_id = source.required(
            "DelegationRequestId",
            &constraints::DELEGATION_REQUEST_ID_TYPE,
        );
        let notes = source.optional("Notes", &constraints::NOTES_TYPE);
        Some(Self {
            delegation_request_id: delegation_request_id?,
            notes: notes?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateGroupRequest {
    pub group_name: String,
    pub new_path: Option<String>,
    pub new_group_name: Option<String>,
}

impl Decode for UpdateGroupRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let group_name = source.required("GroupName", &constraints::GROUP_NAME_TYPE);
        let new_path = source.optional("NewPath", &constraints::PATH_TYPE);
        let new_group_name = source.optional("NewGroupName", &constraints::GROUP_NAME_TYPE);
        Some(Self {
            group_name: group_name?,
            new_path: new_path?,
            new_group_name: new_group_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateLoginProfileRequest {
    pub user_name: String,
    pub password: Option<Secret<String>>,
    pub password_reset_required: Option<bool>,
}

impl Decode for UpdateLoginProfileRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let password = source.optional("Password", &constraints::PASSWORD_TYPE);
        let password_reset_required =
            source.optional("PasswordResetRequired", &constraints::BOOLEAN_OBJECT_TYPE);
        Some(Self {
            user_name: user_name?,
            password: password?,
            password_reset_required: password_reset_required?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateOpenIDConnectProviderThumbprintRequest {
    pub open_id_connect_provider_arn: String,
    pub thumbprint_list: Vec<String>,
}

impl Decode for UpdateOpenIDConnectProviderThumbprintRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let open_id_connect_provider_arn =
            source.required("OpenIDConnectProviderArn", &constraints::ARN_TYPE);
        let thumbprint_list = source.required("ThumbprintList", &constraints::THUMBPRINT_LIST_TYPE);
        Some(Self {
            open_id_connect_provider_arn: open_id_connect_provider_arn?,
            thumbprint_list: thumbprint_list?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateRoleDescriptionRequest {
    pub role_name: String,
    pub description: String,
}

impl Decode for UpdateRoleDescriptionRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let description = source.required("Description", &constraints::ROLE_DESCRIPTION_TYPE);
        Some(Self {
            role_name: role_name?,
            description: description?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateRoleRequest {
    pub role_name: String,
    pub description: Option<String>,
    pub max_session_duration: Option<i32>,
}

impl Decode for UpdateRoleRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let role_name = source.required("RoleName", &constraints::ROLE_NAME_TYPE);
        let description = source.optional("Description", &constraints::ROLE_DESCRIPTION_TYPE);
        let max_session_duration = source.optional(
            "MaxSessionDuration",
            &constraints::ROLE_MAX_SESSION_DURATION_TYPE,
        );
        Some(Self {
            role_name: role_name?,
            description: description?,
            max_session_duration: max_session_duration?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateSAMLProviderRequest {
    pub saml_metadata_document: Option<String>,
    pub saml_provider_arn: String,
    pub assertion_encryption_mode: Option<AssertionEncryptionModeType>,
    pub add_private_key: Option<Secret<String>>,
    pub remove_private_key: Option<String>,
}

impl Decode for UpdateSAMLProviderRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let saml_metadata_document = source.optional(
            "SAMLMetadataDocument",
            &constraints::SAML_METADATA_DOCUMENT_TYPE,
        );
        let saml_provider_arn = source.required("SAMLProviderArn", &constraints::ARN_TYPE);
        let assertion_encryption_mode = source.optional(
            "AssertionEncryptionMode",
            &constraints::ASSERTION_ENCRYPTION_MODE_TYPE,
        );
        let add_private_key = source.optional("AddPrivateKey", &constraints::PRIVATE_KEY_TYPE);
        let remove_private_key =
            source.optional("RemovePrivateKey", &constraints::PRIVATE_KEY_ID_TYPE);
        Some(Self {
            saml_metadata_document: saml_metadata_document?,
            saml_provider_arn: saml_provider_arn?,
            assertion_encryption_mode: assertion_encryption_mode?,
            add_private_key: add_private_key?,
            remove_private_key: remove_private_key?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct UpdateSSHPublicKeyRequest {
    pub user_name: String,
    pub ssh_public_key_id: String,
    pub status: StatusType,
}

impl Decode for UpdateSSHPublicKeyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let ssh_public_key_id = source.required("SSHPublicKeyId", &constraints::PUBLIC_KEY_ID_TYPE);
        let status = source.required("Status", &constraints::STATUS_TYPE);
        Some(Self {
            user_name: user_name?,
            ssh_public_key_id: ssh_public_key_id?,
            status: status?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateServerCertificateRequest {
    pub server_certificate_name: String,
    pub new_path: Option<String>,
    pub new_server_certificate_name: Option<String>,
}

impl Decode for UpdateServerCertificateRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let server_certificate_name = source.required(
            "ServerCertificateName",
            &constraints::SERVER_CERTIFICATE_NAME_TYPE,
        );
        let new_path = source.optional("NewPath", &constraints::PATH_TYPE);
        let new_server_certificate_name = source.optional(
            "NewServerCertificateName",
            &constraints::SERVER_CERTIFICATE_NAME_TYPE,
        );
        Some(Self {
            server_certificate_name: server_certificate_name?,
            new_path: new_path?,
            new_server_certificate_name: new_server_certificate_name?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct UpdateServiceSpecificCredentialRequest {
    pub user_name: Option<String>,
    pub service_specific_credential_id: String,
    pub status: StatusType,
}

impl Decode for UpdateServiceSpecificCredentialRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::USER_NAME_TYPE);
        let service_specific_credential_id = source.required(
            "ServiceSpecificCredentialId",
            &constraints::SERVICE_SPECIFIC_CREDENTIAL_ID,
        );
        let status = source.required("Status", &constraints::STATUS_TYPE);
        Some(Self {
            user_name: user_name?,
            service_specific_credential_id: service_specific_credential_id?,
            status: status?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct UpdateSigningCertificateRequest {
    pub user_name: Option<String>,
    pub certificate_id: String,
    pub status: StatusType,
}

impl Decode for UpdateSigningCertificateRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let certificate_id = source.required("CertificateId", &constraints::CERTIFICATE_ID_TYPE);
        let status = source.required("Status", &constraints::STATUS_TYPE);
        Some(Self {
            user_name: user_name?,
            certificate_id: certificate_id?,
            status: status?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UpdateUserRequest {
    pub user_name: String,
    pub new_path: Option<String>,
    pub new_user_name: Option<String>,
}

impl Decode for UpdateUserRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let new_path = source.optional("NewPath", &constraints::PATH_TYPE);
        let new_user_name = source.optional("NewUserName", &constraints::USER_NAME_TYPE);
        Some(Self {
            user_name: user_name?,
            new_path: new_path?,
            new_user_name: new_user_name?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UploadSSHPublicKeyRequest {
    pub user_name: String,
    pub ssh_public_key_body: String,
}

impl Decode for UploadSSHPublicKeyRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.required("UserName", &constraints::USER_NAME_TYPE);
        let ssh_public_key_body =
            source.required("SSHPublicKeyBody", &constraints::PUBLIC_KEY_MATERIAL_TYPE);
        Some(Self {
            user_name: user_name?,
            ssh_public_key_body: ssh_public_key_body?,
        })
    }
}

#[derive(Clone, Debug)]
pub struct UploadServerCertificateRequest {
    pub path: Option<String>,
    pub server_certificate_name: String,
    pub certificate_body: String,
    pub private_key: Secret<String>,
    pub certificate_chain: Option<String>,
    pub tags: Vec<Tag>,
}

impl Decode for UploadServerCertificateRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let path = source.optional("Path", &constraints::PATH_TYPE);
        let server_certificate_name = source.required(
            "ServerCertificateName",
            &constraints::SERVER_CERTIFICATE_NAME_TYPE,
        );
        let certificate_body =
            source.required("CertificateBody", &constraints::CERTIFICATE_BODY_TYPE);
        let private_key = source.required("PrivateKey", &constraints::PRIVATE_KEY_TYPE);
        let certificate_chain =
            source.optional("CertificateChain", &constraints::CERTIFICATE_CHAIN_TYPE);
        let tags = source.or_empty("Tags", &constraints::TAG_LIST_TYPE);
        Some(Self {
            path: path?,
            server_certificate_name: server_certificate_name?,
            certificate_body: certificate_body?,
            private_key: private_key?,
            certificate_chain: certificate_chain?,
            tags: tags?,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct UploadSigningCertificateRequest {
    pub user_name: Option<String>,
    pub certificate_body: String,
}

impl Decode for UploadSigningCertificateRequest {
    fn decode(source: &mut Source<'_>) -> Option<Self> {
        let user_name = source.optional("UserName", &constraints::EXISTING_USER_NAME_TYPE);
        let certificate_body =
            source.required("CertificateBody", &constraints::CERTIFICATE_BODY_TYPE);
        Some(Self {
            user_name: user_name?,
            certificate_body: certificate_body?,
        })
    }
}
