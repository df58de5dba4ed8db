"""What each operation of IAM and STS is called on, for the authorization matrix."""

import contextlib

from botocore.exceptions import ClientError

import wire
from authenticator import Device, device_of
from identity_providers import saml_metadata
from pems import certificate, private_key, ssh_public_key
from principals import allow, fresh, make_user
from reports import complete
from roles import make_role, trust

POLICY = allow("s3:GetObject")
TAG = {"Tags.member.1.Key": "k", "Tags.member.1.Value": "v"}
TAG_KEY = {"TagKeys.member.1": "k"}
AWS_POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
BOUNDARY = {"PermissionsBoundary": AWS_POLICY}
TRUST = trust({"Service": "ec2.amazonaws.com"})
NEW_TRUSTED = "lambda.amazonaws.com"
CODECOMMIT = {"ServiceName": "codecommit.amazonaws.com"}
DELEGATION = {"DelegationRequestId": "dr-0123456789abcdef0123456789abcdef"}
TEMPLATE = {"TemplateArn": "arn:aws:iam::aws:role-template/a-template"}
DELEGATION_TO_CREATE = {
    "Description": "for a test",
    "Permissions.PolicyTemplateArn": "arn:aws:iam::aws:policy-template/a-template",
    "RequestorWorkflowId": "a-workflow",
    "NotificationChannel": "arn:aws:sns:us-east-1:123456789012:a-topic",
    "SessionDuration": 3600,
}
ORGANIZATION = "o-0123456789/r-abcd"
JOB = {"JobId": "01234567-89ab-cdef-0123-456789abcdef"}
PROPERTY = {
    "Properties.entry.1.key": "RoleManager/Enabled",
    "Properties.entry.1.value": "true",
}
TASK = {"TaskPolicyArn.arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}
WEB_IDENTITY = {"Audience.member.1": "https://example.org", "SigningAlgorithm": "ES384"}
# Whoever calls has this password at first.
PASSWORD = "first pass-Word 1"
NEW_PASSWORD = "second pass-Word 2"


class Things:
    """Makes what an operation is called on, new for each call."""

    def __init__(self, root):
        self.root, self.iam = root, root.iam

    def user(self):
        name = fresh("matrix")
        self.iam.create_user(UserName=name)
        return {"UserName": name}

    def key(self):
        of_user = self.user()
        key = self.iam.create_access_key(**of_user)["AccessKey"]
        return of_user | {"AccessKeyId": key["AccessKeyId"]}

    def with_password(self):
        of_user = self.user()
        self.iam.create_login_profile(**of_user, Password=PASSWORD)
        return of_user

    def alias(self):
        alias = {"AccountAlias": fresh("matrix")}
        self.iam.create_account_alias(**alias)
        return alias

    def password_policy(self):
        self.iam.update_account_password_policy()
        return {}

    def inline(self):
        of_user = self.user() | {"PolicyName": "p"}
        self.iam.put_user_policy(**of_user, PolicyDocument=POLICY)
        return of_user

    def policy(self):
        made = self.iam.create_policy(PolicyName=fresh("matrix"), PolicyDocument=POLICY)
        return {"PolicyArn": made["Policy"]["Arn"]}

    def version(self):
        of_policy = self.policy()
        self.iam.create_policy_version(**of_policy, PolicyDocument=POLICY)
        return of_policy | {"VersionId": "v2"}

    def attached(self):
        both = self.user() | {"PolicyArn": AWS_POLICY}
        self.iam.attach_user_policy(**both)
        return both

    def bound(self):
        of_user = self.user()
        self.iam.put_user_permissions_boundary(**of_user, **BOUNDARY)
        return of_user

    def group(self):
        name = fresh("matrix")
        self.iam.create_group(GroupName=name)
        return {"GroupName": name}

    def member(self):
        both = self.group() | self.user()
        self.iam.add_user_to_group(**both)
        return both

    def role(self, trusted=TRUST):
        return {"RoleName": make_role(self.root, trusted)[0]}

    def bound_role(self):
        of_role = self.role()
        self.iam.put_role_permissions_boundary(**of_role, **BOUNDARY)
        return of_role

    def with_inline(self, of_holder):
        kind = {"GroupName": "group", "RoleName": "role"}[next(iter(of_holder))]
        put = getattr(self.iam, f"put_{kind}_policy")
        put(**of_holder, PolicyName="p", PolicyDocument=POLICY)
        return of_holder | {"PolicyName": "p"}

    def with_attached(self, of_holder):
        kind = {"GroupName": "group", "RoleName": "role"}[next(iter(of_holder))]
        getattr(self.iam, f"attach_{kind}_policy")(**of_holder, PolicyArn=AWS_POLICY)
        return of_holder | {"PolicyArn": AWS_POLICY}

    def profile(self):
        name = fresh("matrix")
        self.iam.create_instance_profile(InstanceProfileName=name)
        return {"InstanceProfileName": name}

    def filled_profile(self):
        both = self.profile() | self.role()
        self.iam.add_role_to_instance_profile(**both)
        return both

    def linked_role(self):
        service = {"AWSServiceName": "autoscaling.amazonaws.com", "CustomSuffix": fresh("matrix")}
        return {"RoleName": self.iam.create_service_linked_role(**service)["Role"]["RoleName"]}

    def deletion(self):
        task = self.iam.delete_service_linked_role(**self.linked_role())
        return {"DeletionTaskId": task["DeletionTaskId"]}

    def device(self):
        return {"SerialNumber": Device.make(self.root).serial}

    def device_to_enable(self):
        device = Device.make(self.root)
        return self.user() | {"SerialNumber": device.serial} | device.codes()

    def enabled_device(self):
        of_user = self.user()
        return of_user | {"SerialNumber": device_of(self.root, of_user["UserName"]).serial}

    def device_to_resync(self):
        of_user = self.user()
        device = Device.make(self.root)
        # Codes of later steps are good for a clock that is ahead.
        device.enable(self.root, of_user["UserName"])
        later = device.given + 2
        return of_user | {
            "SerialNumber": device.serial,
            "AuthenticationCode1": device.phone.code(later - 1),
            "AuthenticationCode2": device.phone.code(later),
        }

    def tagged(self, kind, of_it):
        tag = getattr(self.iam, f"tag_{kind}")
        tag(**of_it, Tags=[{"Key": "k", "Value": "v"}, {"Key": "kept", "Value": "v"}])
        return of_it | TAG_KEY

    def saml_provider(self):
        made = self.iam.create_saml_provider(
            Name=fresh("matrix"), SAMLMetadataDocument=saml_metadata()
        )
        return {"SAMLProviderArn": made["SAMLProviderArn"]}

    def oidc_provider(self):
        made = self.iam.create_open_id_connect_provider(
            Url=f"https://{fresh('matrix')}.example.org", ClientIDList=["client", "other"]
        )
        return {"OpenIDConnectProviderArn": made["OpenIDConnectProviderArn"]}

    def new_server_certificate(self):
        name = {"ServerCertificateName": fresh("matrix")}
        return name | {"CertificateBody": certificate(), "PrivateKey": private_key()}

    def server_certificate(self):
        given = self.new_server_certificate()
        self.iam.upload_server_certificate(**given)
        return {"ServerCertificateName": given["ServerCertificateName"]}

    def signing_certificate(self):
        of_user = self.user()
        made = self.iam.upload_signing_certificate(**of_user, CertificateBody=certificate())
        return of_user | {"CertificateId": made["Certificate"]["CertificateId"]}

    def ssh_key(self):
        of_user = self.user()
        made = self.iam.upload_ssh_public_key(**of_user, SSHPublicKeyBody=ssh_public_key())
        return of_user | {"SSHPublicKeyId": made["SSHPublicKey"]["SSHPublicKeyId"]}

    def service_credential(self):
        of_user = self.user()
        made = self.iam.create_service_specific_credential(**of_user, **CODECOMMIT)
        made = made["ServiceSpecificCredential"]
        return of_user | {"ServiceSpecificCredentialId": made["ServiceSpecificCredentialId"]}

    def arn(self):
        return {"Arn": self.iam.get_user(**self.user())["User"]["Arn"]}

    def access_job(self):
        """A job is told to those alone who asked for it."""
        return {"JobId": self.iam.generate_service_last_accessed_details(**self.arn())["JobId"]}

    def report(self):
        complete(self.root)
        return {}

    def outbound(self, is_enabled):
        """Whether it was or not before."""
        turn = "enable" if is_enabled else "disable"
        with contextlib.suppress(ClientError):
            getattr(self.iam, f"{turn}_outbound_web_identity_federation")()
        return {}

    @property
    def account(self):
        return self.root.sts.get_caller_identity()["Account"]

    def account_root(self):
        return {"TargetPrincipal": self.account}

    def delegation_arn(self):
        request = DELEGATION["DelegationRequestId"]
        return {"EntityArn": f"arn:aws:iam::{self.account}:delegation-request/{request}"}

    def role_to_assume(self):
        # Whoever calls needs a permission of its own as well.
        return {"RoleArn": make_role(self.root, self.account)[1], "RoleSessionName": "matrix"}

    def message(self):
        _, nobody = make_user(self.root)
        answer = wire.call(nobody, wire.form("ListUsers"))
        return {"EncodedMessage": answer.headers["x-iamd-authorization-message"]}


ROWS = {
    "iam": {
        "AcceptDelegationRequest": lambda t: DELEGATION,
        "AcquireRole": lambda t: TEMPLATE,
        "AddClientIDToOpenIDConnectProvider": lambda t: t.oidc_provider() | {"ClientID": "new"},
        "AddRoleToInstanceProfile": lambda t: t.profile() | t.role(),
        "AddUserToGroup": lambda t: t.group() | t.user(),
        "AssociateDelegationRequest": lambda t: DELEGATION,
        "AttachGroupPolicy": lambda t: t.group() | {"PolicyArn": AWS_POLICY},
        "AttachRolePolicy": lambda t: t.role() | {"PolicyArn": AWS_POLICY},
        "AttachUserPolicy": lambda t: t.user() | {"PolicyArn": AWS_POLICY},
        "ChangePassword": lambda t: {"OldPassword": PASSWORD, "NewPassword": NEW_PASSWORD},
        "CreateAccessKey": lambda t: t.user(),
        "CreateAccountAlias": lambda t: {"AccountAlias": fresh("matrix")},
        "CreateDelegationRequest": lambda t: DELEGATION_TO_CREATE,
        "CreateGroup": lambda t: {"GroupName": fresh("matrix")},
        "CreateInstanceProfile": lambda t: {"InstanceProfileName": fresh("matrix")},
        "CreateLoginProfile": lambda t: t.user() | {"Password": PASSWORD},
        "CreateOpenIDConnectProvider": lambda t: {"Url": f"https://{fresh('matrix')}.example.org"},
        "CreatePolicy": lambda t: {"PolicyName": fresh("matrix"), "PolicyDocument": POLICY},
        "CreatePolicyVersion": lambda t: t.policy() | {"PolicyDocument": POLICY},
        "CreateRole": lambda t: {"RoleName": fresh("matrix"), "AssumeRolePolicyDocument": TRUST},
        "CreateSAMLProvider": lambda t: {
            "Name": fresh("matrix"),
            "SAMLMetadataDocument": saml_metadata(),
        },
        "CreateServiceLinkedRole": lambda t: {
            "AWSServiceName": "autoscaling.amazonaws.com",
            "CustomSuffix": fresh("matrix"),
        },
        "CreateServiceSpecificCredential": lambda t: t.user() | CODECOMMIT,
        "CreateUser": lambda t: {"UserName": fresh("matrix")},
        "CreateVirtualMFADevice": lambda t: {"VirtualMFADeviceName": fresh("matrix")},
        "DeactivateMFADevice": lambda t: t.enabled_device(),
        "DeleteAccessKey": lambda t: t.key(),
        "DeleteAccountAlias": lambda t: t.alias(),
        "DeleteAccountPasswordPolicy": lambda t: t.password_policy(),
        "DeleteGroup": lambda t: t.group(),
        "DeleteGroupPolicy": lambda t: t.with_inline(t.group()),
        "DeleteInstanceProfile": lambda t: t.profile(),
        "DeleteLoginProfile": lambda t: t.with_password(),
        "DeleteOpenIDConnectProvider": lambda t: t.oidc_provider(),
        "DeletePolicy": lambda t: t.policy(),
        "DeletePolicyVersion": lambda t: t.version(),
        "DeleteRole": lambda t: t.role(),
        "DeleteRolePermissionsBoundary": lambda t: t.bound_role(),
        "DeleteRolePolicy": lambda t: t.with_inline(t.role()),
        "DeleteSAMLProvider": lambda t: t.saml_provider(),
        "DeleteSSHPublicKey": lambda t: t.ssh_key(),
        "DeleteServerCertificate": lambda t: t.server_certificate(),
        "DeleteServiceLinkedRole": lambda t: t.linked_role(),
        "DeleteServiceSpecificCredential": lambda t: t.service_credential(),
        "DeleteSigningCertificate": lambda t: t.signing_certificate(),
        "DeleteUser": lambda t: t.user(),
        "DeleteUserPermissionsBoundary": lambda t: t.bound(),
        "DeleteUserPolicy": lambda t: t.inline(),
        "DeleteVirtualMFADevice": lambda t: t.device(),
        "DetachGroupPolicy": lambda t: t.with_attached(t.group()),
        "DetachRolePolicy": lambda t: t.with_attached(t.role()),
        "DetachUserPolicy": lambda t: t.attached(),
        "DisableOrganizationsRootCredentialsManagement": lambda t: {},
        "DisableOrganizationsRootSessions": lambda t: {},
        "DisableOutboundWebIdentityFederation": lambda t: t.outbound(True),
        "EnableMFADevice": lambda t: t.device_to_enable(),
        "EnableOrganizationsRootCredentialsManagement": lambda t: {},
        "EnableOrganizationsRootSessions": lambda t: {},
        "EnableOutboundWebIdentityFederation": lambda t: t.outbound(False),
        "GenerateCredentialReport": lambda t: {},
        "GenerateOrganizationsAccessReport": lambda t: {"EntityPath": ORGANIZATION},
        "GenerateServiceLastAccessedDetails": lambda t: t.arn(),
        "GetAccessKeyLastUsed": lambda t: {"AccessKeyId": t.key()["AccessKeyId"]},
        "GetAccountAuthorizationDetails": lambda t: {"MaxItems": 1},
        "GetAccountPasswordPolicy": lambda t: t.password_policy(),
        "GetAccountProperties": lambda t: {},
        "GetAccountSummary": lambda t: {},
        "GetCredentialReport": lambda t: t.report(),
        "GetDelegationRequest": lambda t: DELEGATION,
        "GetGroup": lambda t: t.group(),
        "GetGroupPolicy": lambda t: t.with_inline(t.group()),
        "GetHumanReadableSummary": lambda t: t.delegation_arn(),
        "GetInstanceProfile": lambda t: t.profile(),
        "GetLoginProfile": lambda t: t.with_password(),
        "GetMFADevice": lambda t: t.enabled_device(),
        "GetOpenIDConnectProvider": lambda t: t.oidc_provider(),
        "GetOrganizationsAccessReport": lambda t: JOB,
        "GetOutboundWebIdentityFederationInfo": lambda t: t.outbound(True),
        "GetPolicy": lambda t: t.policy(),
        "GetPolicyVersion": lambda t: t.version(),
        "GetRole": lambda t: t.role(),
        "GetRolePolicy": lambda t: t.with_inline(t.role()),
        "GetRoleTemplateVersion": lambda t: TEMPLATE,
        "GetSAMLProvider": lambda t: t.saml_provider(),
        "GetSSHPublicKey": lambda t: t.ssh_key() | {"Encoding": "SSH"},
        "GetServerCertificate": lambda t: t.server_certificate(),
        "GetServiceLastAccessedDetails": lambda t: t.access_job(),
        "GetServiceLastAccessedDetailsWithEntities": lambda t: t.access_job() | {"ServiceNamespace": "s3"},
        "GetServiceLinkedRoleDeletionStatus": lambda t: t.deletion(),
        "GetUser": lambda t: t.user(),
        "GetUserPolicy": lambda t: t.inline(),
        "ListAccessKeys": lambda t: t.user(),
        "ListAccountAliases": lambda t: {},
        "ListAttachedGroupPolicies": lambda t: t.group(),
        "ListAttachedRolePolicies": lambda t: t.role(),
        "ListAttachedUserPolicies": lambda t: t.user(),
        "ListDelegationRequests": lambda t: {},
        "ListEntitiesForPolicy": lambda t: t.policy(),
        "ListGroupPolicies": lambda t: t.group(),
        "ListGroups": lambda t: {"MaxItems": 1},
        "ListGroupsForUser": lambda t: t.user(),
        "ListInstanceProfileTags": lambda t: t.profile(),
        "ListInstanceProfiles": lambda t: {"MaxItems": 1},
        "ListInstanceProfilesForRole": lambda t: t.role(),
        "ListMFADeviceTags": lambda t: t.device(),
        "ListMFADevices": lambda t: t.user(),
        "ListOpenIDConnectProviderTags": lambda t: t.oidc_provider(),
        "ListOpenIDConnectProviders": lambda t: {},
        "ListOrganizationsFeatures": lambda t: {},
        "ListPolicies": lambda t: {"MaxItems": 1},
        "ListPoliciesGrantingServiceAccess": lambda t: t.arn() | {"ServiceNamespaces.member.1": "s3"},
        "ListPolicyTags": lambda t: t.policy(),
        "ListPolicyVersions": lambda t: t.policy(),
        "ListRolePolicies": lambda t: t.role(),
        "ListRoleTags": lambda t: t.role(),
        "ListRoles": lambda t: {"MaxItems": 1},
        "ListSAMLProviderTags": lambda t: t.saml_provider(),
        "ListSAMLProviders": lambda t: {},
        "ListSSHPublicKeys": lambda t: t.user(),
        "ListServerCertificateTags": lambda t: t.server_certificate(),
        "ListServerCertificates": lambda t: {"MaxItems": 1},
        "ListServiceSpecificCredentials": lambda t: t.user(),
        "ListSigningCertificates": lambda t: t.user(),
        "ListUserPolicies": lambda t: t.user(),
        "ListUserTags": lambda t: t.user(),
        "ListUsers": lambda t: {"MaxItems": 1},
        "ListVirtualMFADevices": lambda t: {"MaxItems": 1},
        "PutAccountProperties": lambda t: PROPERTY,
        "PutGroupPolicy": lambda t: t.group() | {"PolicyName": "p", "PolicyDocument": POLICY},
        "PutRolePermissionsBoundary": lambda t: t.role() | BOUNDARY,
        "PutRolePolicy": lambda t: t.role() | {"PolicyName": "p", "PolicyDocument": POLICY},
        "PutUserPermissionsBoundary": lambda t: t.user() | BOUNDARY,
        "PutUserPolicy": lambda t: t.user() | {"PolicyName": "p", "PolicyDocument": POLICY},
        "RejectDelegationRequest": lambda t: DELEGATION,
        "RemoveClientIDFromOpenIDConnectProvider": lambda t: t.oidc_provider() | {"ClientID": "client"},
        "RemoveRoleFromInstanceProfile": lambda t: t.filled_profile(),
        "RemoveUserFromGroup": lambda t: t.member(),
        "ResetServiceSpecificCredential": lambda t: t.service_credential(),
        "ResyncMFADevice": lambda t: t.device_to_resync(),
        "SendDelegationToken": lambda t: DELEGATION,
        "SetDefaultPolicyVersion": lambda t: t.version(),
        "SetSecurityTokenServicePreferences": lambda t: {"GlobalEndpointTokenVersion": "v2Token"},
        "TagInstanceProfile": lambda t: t.profile() | TAG,
        "TagMFADevice": lambda t: t.device() | TAG,
        "TagOpenIDConnectProvider": lambda t: t.oidc_provider() | TAG,
        "TagPolicy": lambda t: t.policy() | TAG,
        "TagRole": lambda t: t.role() | TAG,
        "TagSAMLProvider": lambda t: t.saml_provider() | TAG,
        "TagServerCertificate": lambda t: t.server_certificate() | TAG,
        "TagUser": lambda t: t.user() | TAG,
        "UntagInstanceProfile": lambda t: t.tagged("instance_profile", t.profile()),
        "UntagMFADevice": lambda t: t.tagged("mfa_device", t.device()),
        "UntagOpenIDConnectProvider": lambda t: t.tagged("open_id_connect_provider", t.oidc_provider()),
        "UntagPolicy": lambda t: t.tagged("policy", t.policy()),
        "UntagRole": lambda t: t.tagged("role", t.role()),
        "UntagSAMLProvider": lambda t: t.tagged("saml_provider", t.saml_provider()),
        "UntagServerCertificate": lambda t: t.tagged("server_certificate", t.server_certificate()),
        "UntagUser": lambda t: t.tagged("user", t.user()),
        "UpdateAccessKey": lambda t: t.key() | {"Status": "Inactive"},
        "UpdateAccountPasswordPolicy": lambda t: {"MinimumPasswordLength": 8},
        "UpdateAssumeRolePolicy": lambda t: t.role() | {"PolicyDocument": trust({"Service": NEW_TRUSTED})},
        "UpdateDelegationRequest": lambda t: DELEGATION | {"Notes": "new"},
        "UpdateGroup": lambda t: t.group() | {"NewPath": "/moved/"},
        "UpdateLoginProfile": lambda t: t.with_password() | {"Password": NEW_PASSWORD},
        "UpdateOpenIDConnectProviderThumbprint": lambda t: t.oidc_provider() | {
            "ThumbprintList.member.1": "a" * 40
        },
        "UpdateRole": lambda t: t.role() | {"Description": "new"},
        "UpdateRoleDescription": lambda t: t.role() | {"Description": "new"},
        "UpdateSAMLProvider": lambda t: t.saml_provider() | {
            "SAMLMetadataDocument": saml_metadata("https://new.example.org")
        },
        "UpdateSSHPublicKey": lambda t: t.ssh_key() | {"Status": "Inactive"},
        "UpdateServerCertificate": lambda t: t.server_certificate() | {"NewPath": "/moved/"},
        "UpdateServiceSpecificCredential": lambda t: t.service_credential() | {"Status": "Inactive"},
        "UpdateSigningCertificate": lambda t: t.signing_certificate() | {"Status": "Inactive"},
        "UpdateUser": lambda t: t.user() | {"NewPath": "/moved/"},
        "UploadSSHPublicKey": lambda t: t.user() | {"SSHPublicKeyBody": ssh_public_key()},
        "UploadServerCertificate": lambda t: t.new_server_certificate(),
        "UploadSigningCertificate": lambda t: t.user() | {"CertificateBody": certificate()},
    },
    "sts": {
        "AssumeRole": lambda t: t.role_to_assume(),
        "AssumeRoot": lambda t: t.account_root() | TASK,
        "DecodeAuthorizationMessage": lambda t: t.message(),
        "GetAccessKeyInfo": lambda t: {"AccessKeyId": t.root.key_id},
        "GetCallerIdentity": lambda t: {},
        "GetDelegatedAccessToken": lambda t: {"TradeInToken": "x" * 100},
        "GetFederationToken": lambda t: {"Name": "matrix"},
        "GetSessionToken": lambda t: {},
        "GetWebIdentityToken": lambda t: t.outbound(True) | WEB_IDENTITY,
    },
}
# What an operation asks for besides the action of its own name.
BESIDES = {"AddRoleToInstanceProfile": ["iam:PassRole"]}
