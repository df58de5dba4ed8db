"""What shows that an operation has done what it says: an answer of another operation.

Each entry of `EFFECTS` is a question whose answer is no before the call and yes after it.
"""

import jmespath
import jwt
import requests
from botocore.exceptions import ClientError

import console
import wire
from authenticator import device_of
from identity_matrix import AWS_POLICY, NEW_PASSWORD, NEW_TRUSTED, PASSWORD, ROWS, Things
from principals import make_user
from roles import arn_of

# What cannot be asked for because it is not there.
MISSING = {"NoSuchEntity", "ReportNotPresent", "FeatureDisabled"}
IN_PROGRESS = "ReportInProgress"
TRIES_MAX = 1000


class Change:
    """One operation to call, and the account in which its effect is looked for."""

    def __init__(self, server, root, service, operation):
        self.server, self.service, self.operation = server, service, operation
        self._root = root
        self.account = root.sts.get_caller_identity()["Account"]
        self.user, self._caller = make_user(root, administrator=True)
        self.members = ROWS[service][operation](Things(root))
        self.answer, self.asked = None, set()

    @property
    def root(self):
        return self._root.elsewhere(endpoint=self.server.endpoint)

    @property
    def caller(self):
        """Who calls the operation: an administrator of this change alone."""
        return self._caller.elsewhere(endpoint=self.server.endpoint)

    def __getitem__(self, name):
        """What stands in the call, or in the answer."""
        given = self.members.get(name)
        return given if given is not None or self.answer is None else self.answer.text(name)

    def perform(self):
        body = wire.form(self.operation, self.service, **self.members)
        self.answer = wire.call(self.caller, body, service=self.service)
        assert self.answer.status == 200, (self.operation, self.answer.body)

    def ask(self, operation, **given):
        """The whole answer of an operation about what this change is about, or nothing if that is
        not there."""
        self.asked.add(operation)
        client = self.root.iam
        shape = client.meta.service_model.operation_model(operation).input_shape
        names = shape.members if shape else ()
        members = {name: self[name] for name in names if self[name] is not None} | given
        if shape and not members.keys() >= set(shape.required_members):
            # What is made does not have a name before.
            return {}
        method = {api: name for name, api in client.meta.method_to_api_mapping.items()}[operation]
        for _ in range(TRIES_MAX):
            try:
                if client.can_paginate(method):
                    return client.get_paginator(method).paginate(**members).build_full_result()
                return getattr(client, method)(**members)
            except ClientError as error:
                code = error.response["Error"]["Code"]
                if code in MISSING:
                    return {}
                if code != IN_PROGRESS:
                    raise
        raise AssertionError(f"{operation} is in progress for ever")


def has(operation, path, member, **given):
    """Among what the operation lists is what the call, or its answer, names."""
    return lambda change: change[member] in _search(change, operation, path, given)


def lacks(operation, path, member, **given):
    return lambda change: change[member] not in _search(change, operation, path, given)


def tells(operation, path, value):
    """The operation tells this value."""
    return lambda change: jmespath.search(path, change.ask(operation)) == value


def there(operation):
    """The operation finds it."""
    return lambda change: bool(change.ask(operation))


def gone(operation):
    return lambda change: not change.ask(operation)


def _search(change, operation, path, given):
    return jmespath.search(path, change.ask(operation, **given)) or []


def signs_in(of_caller):
    """The new password opens the console."""

    def look(change):
        user = change.user if of_caller else change["UserName"]
        browser, _ = console.sign_in(change.server, change.account, user, NEW_PASSWORD)
        return any(it.name.endswith(console.COOKIE) for it in browser.session.cookies)

    return look


def credentials_of(what):
    """The credentials in the answer are somebody's."""

    def look(change):
        if change.answer is None:
            return False
        session = change.caller.elsewhere(
            key_id=change["AccessKeyId"],
            secret=change["SecretAccessKey"],
            token=change["SessionToken"],
        )
        return what in arn_of(session)

    return look


def is_signed(change):
    """The token is signed by a key that its issuer publishes, and says who called."""
    token = change["WebIdentityToken"]
    if token is None:
        return False
    issuer = change.ask("GetOutboundWebIdentityFederationInfo")["IssuerIdentifier"]
    keys = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=60).json()["jwks_uri"]
    key = jwt.PyJWKClient(keys).get_signing_key_from_jwt(token)
    audience = change.members["Audience.member.1"]
    claims = jwt.decode(token, key, algorithms=["ES384"], audience=audience)
    return claims["sub"] == arn_of(change.caller)


class OfTheRootUser(Change):
    """Only who asked for a report is told it."""

    @property
    def caller(self):
        return self.root


class OwnPassword(Change):
    """The caller has a password."""

    def __init__(self, *of):
        super().__init__(*of)
        self.root.iam.create_login_profile(UserName=self.user, Password=PASSWORD)


class Resynced(Change):
    """The caller has two devices whose clocks went wrong: a code that has counted once is no proof
    a second time."""

    STEPS_AHEAD = 5

    def __init__(self, *of):
        super().__init__(*of)
        self.devices = [device_of(self.root, self.user) for _ in range(2)]
        self.drift = self.STEPS_AHEAD

    def perform(self):
        for device in self.devices:
            second = device.given + self.STEPS_AHEAD
            self.drift = second - device.step
            codes = {
                "AuthenticationCode1": device.phone.code(second - 1),
                "AuthenticationCode2": device.phone.code(second),
            }
            self.members = {"UserName": self.user, "SerialNumber": device.serial} | codes
            super().perform()

    def is_proved(self):
        """Whether a code counts that the wrong clock shows now."""
        device = self.devices[-1]
        code = device.phone.code(device.step + self.drift + 1)
        try:
            self.caller.sts.get_session_token(SerialNumber=device.serial, TokenCode=code)
        except ClientError as error:
            assert error.response["Error"]["Code"] == "AccessDenied"
            return False
        self.devices.pop()
        return True


def tag(operation):
    return tells(operation, "Tags[?Key=='k'].Value | [0]", "v")


def untag(operation):
    return tells(operation, "Tags[].Key", ["kept"])


def attached(kind, seen=has):
    return seen(f"ListAttached{kind}Policies", "AttachedPolicies[].PolicyArn", "PolicyArn")


def bounded(kind, by):
    return tells(f"Get{kind}", f"{kind}.PermissionsBoundary.PermissionsBoundaryArn", by)


KINDS = {
    "ChangePassword": OwnPassword,
    "GenerateServiceLastAccessedDetails": OfTheRootUser,
    "ResyncMFADevice": Resynced,
}
# These change what an account has once: each is called in an account of its own.
OF_THE_ACCOUNT = {
    "CreateAccountAlias",
    "DeleteAccountAlias",
    "DeleteAccountPasswordPolicy",
    "DisableOutboundWebIdentityFederation",
    "EnableOutboundWebIdentityFederation",
    "GenerateCredentialReport",
    "GetWebIdentityToken",
    "PutAccountProperties",
    "SetSecurityTokenServicePreferences",
    "UpdateAccountPasswordPolicy",
}
# What is refused to every account that has not the feature, and no account here has it.
REFUSED = {
    "iam": {
        "AcceptDelegationRequest": "NoSuchEntity",
        "AcquireRole": "NoSuchEntity",
        "AssociateDelegationRequest": "NoSuchEntity",
        "CreateDelegationRequest": "AccessDenied",
        "DisableOrganizationsRootCredentialsManagement": "OrganizationNotFoundException",
        "DisableOrganizationsRootSessions": "OrganizationNotFoundException",
        "EnableOrganizationsRootCredentialsManagement": "OrganizationNotFoundException",
        "EnableOrganizationsRootSessions": "OrganizationNotFoundException",
        "GenerateOrganizationsAccessReport": "AccessDenied",
        "RejectDelegationRequest": "NoSuchEntity",
        "SendDelegationToken": "NoSuchEntity",
        "UpdateDelegationRequest": "NoSuchEntity",
    },
    "sts": {"AssumeRoot": "AccessDenied", "GetDelegatedAccessToken": "ValidationError"},
}
# A new password, which no service here asks for: the answer alone tells of it.
UNSEEN = {"ResetServiceSpecificCredential"}
EFFECTS = {
    "iam": {
        "AddClientIDToOpenIDConnectProvider": has("GetOpenIDConnectProvider", "ClientIDList", "ClientID"),
        "AddRoleToInstanceProfile": has(
            "GetInstanceProfile", "InstanceProfile.Roles[].RoleName", "RoleName"
        ),
        "AddUserToGroup": has("ListGroupsForUser", "Groups[].GroupName", "GroupName"),
        "AttachGroupPolicy": attached("Group"),
        "AttachRolePolicy": attached("Role"),
        "AttachUserPolicy": attached("User"),
        "ChangePassword": signs_in(of_caller=True),
        "CreateAccessKey": has("ListAccessKeys", "AccessKeyMetadata[].AccessKeyId", "AccessKeyId"),
        "CreateAccountAlias": has("ListAccountAliases", "AccountAliases", "AccountAlias"),
        "CreateGroup": there("GetGroup"),
        "CreateInstanceProfile": there("GetInstanceProfile"),
        "CreateLoginProfile": there("GetLoginProfile"),
        "CreateOpenIDConnectProvider": has(
            "ListOpenIDConnectProviders",
            "OpenIDConnectProviderList[].Arn",
            "OpenIDConnectProviderArn",
        ),
        "CreatePolicy": has("ListPolicies", "Policies[].PolicyName", "PolicyName", Scope="Local"),
        "CreatePolicyVersion": tells("ListPolicyVersions", "length(Versions)", 2),
        "CreateRole": there("GetRole"),
        "CreateSAMLProvider": has("ListSAMLProviders", "SAMLProviderList[].Arn", "SAMLProviderArn"),
        "CreateServiceLinkedRole": has("ListRoles", "Roles[].RoleName", "RoleName"),
        "CreateServiceSpecificCredential": has(
            "ListServiceSpecificCredentials",
            "ServiceSpecificCredentials[].ServiceSpecificCredentialId",
            "ServiceSpecificCredentialId",
        ),
        "CreateUser": there("GetUser"),
        "CreateVirtualMFADevice": has(
            "ListVirtualMFADevices", "VirtualMFADevices[].SerialNumber", "SerialNumber"
        ),
        "DeactivateMFADevice": lacks("ListMFADevices", "MFADevices[].SerialNumber", "SerialNumber"),
        "DeleteAccessKey": lacks(
            "ListAccessKeys", "AccessKeyMetadata[].AccessKeyId", "AccessKeyId"
        ),
        "DeleteAccountAlias": lacks("ListAccountAliases", "AccountAliases", "AccountAlias"),
        "DeleteAccountPasswordPolicy": gone("GetAccountPasswordPolicy"),
        "DeleteGroup": gone("GetGroup"),
        "DeleteGroupPolicy": gone("GetGroupPolicy"),
        "DeleteInstanceProfile": gone("GetInstanceProfile"),
        "DeleteLoginProfile": gone("GetLoginProfile"),
        "DeleteOpenIDConnectProvider": gone("GetOpenIDConnectProvider"),
        "DeletePolicy": gone("GetPolicy"),
        "DeletePolicyVersion": tells("ListPolicyVersions", "length(Versions)", 1),
        "DeleteRole": gone("GetRole"),
        "DeleteRolePermissionsBoundary": bounded("Role", None),
        "DeleteRolePolicy": gone("GetRolePolicy"),
        "DeleteSAMLProvider": gone("GetSAMLProvider"),
        "DeleteSSHPublicKey": lacks("ListSSHPublicKeys", "SSHPublicKeys[].SSHPublicKeyId", "SSHPublicKeyId"),
        "DeleteServerCertificate": gone("GetServerCertificate"),
        "DeleteServiceLinkedRole": gone("GetRole"),
        "DeleteServiceSpecificCredential": tells(
            "ListServiceSpecificCredentials", "ServiceSpecificCredentials", []
        ),
        "DeleteSigningCertificate": tells("ListSigningCertificates", "Certificates", []),
        "DeleteUser": gone("GetUser"),
        "DeleteUserPermissionsBoundary": bounded("User", None),
        "DeleteUserPolicy": gone("GetUserPolicy"),
        "DeleteVirtualMFADevice": lacks(
            "ListVirtualMFADevices", "VirtualMFADevices[].SerialNumber", "SerialNumber"
        ),
        "DetachGroupPolicy": attached("Group", lacks),
        "DetachRolePolicy": attached("Role", lacks),
        "DetachUserPolicy": attached("User", lacks),
        "DisableOutboundWebIdentityFederation": gone("GetOutboundWebIdentityFederationInfo"),
        "EnableMFADevice": has("ListMFADevices", "MFADevices[].SerialNumber", "SerialNumber"),
        "EnableOutboundWebIdentityFederation": there("GetOutboundWebIdentityFederationInfo"),
        "GenerateCredentialReport": there("GetCredentialReport"),
        "GenerateServiceLastAccessedDetails": tells(
            "GetServiceLastAccessedDetails", "JobStatus", "COMPLETED"
        ),
        "PutAccountProperties": tells("GetAccountProperties", 'Properties."RoleManager/Enabled"', "true"),
        "PutGroupPolicy": there("GetGroupPolicy"),
        "PutRolePermissionsBoundary": bounded("Role", AWS_POLICY),
        "PutRolePolicy": there("GetRolePolicy"),
        "PutUserPermissionsBoundary": bounded("User", AWS_POLICY),
        "PutUserPolicy": there("GetUserPolicy"),
        "RemoveClientIDFromOpenIDConnectProvider": lacks(
            "GetOpenIDConnectProvider", "ClientIDList", "ClientID"
        ),
        "RemoveRoleFromInstanceProfile": lacks(
            "GetInstanceProfile", "InstanceProfile.Roles[].RoleName", "RoleName"
        ),
        "RemoveUserFromGroup": lacks("ListGroupsForUser", "Groups[].GroupName", "GroupName"),
        "ResyncMFADevice": Resynced.is_proved,
        "SetDefaultPolicyVersion": tells("GetPolicy", "Policy.DefaultVersionId", "v2"),
        "SetSecurityTokenServicePreferences": tells(
            "GetAccountSummary", "SummaryMap.GlobalEndpointTokenVersion", 2
        ),
        "TagInstanceProfile": tag("ListInstanceProfileTags"),
        "TagMFADevice": tag("ListMFADeviceTags"),
        "TagOpenIDConnectProvider": tag("ListOpenIDConnectProviderTags"),
        "TagPolicy": tag("ListPolicyTags"),
        "TagRole": tag("ListRoleTags"),
        "TagSAMLProvider": tag("ListSAMLProviderTags"),
        "TagServerCertificate": tag("ListServerCertificateTags"),
        "TagUser": tag("ListUserTags"),
        "UntagInstanceProfile": untag("ListInstanceProfileTags"),
        "UntagMFADevice": untag("ListMFADeviceTags"),
        "UntagOpenIDConnectProvider": untag("ListOpenIDConnectProviderTags"),
        "UntagPolicy": untag("ListPolicyTags"),
        "UntagRole": untag("ListRoleTags"),
        "UntagSAMLProvider": untag("ListSAMLProviderTags"),
        "UntagServerCertificate": untag("ListServerCertificateTags"),
        "UntagUser": untag("ListUserTags"),
        "UpdateAccessKey": tells("ListAccessKeys", "AccessKeyMetadata[].Status", ["Inactive"]),
        "UpdateAccountPasswordPolicy": tells(
            "GetAccountPasswordPolicy", "PasswordPolicy.MinimumPasswordLength", 8
        ),
        "UpdateAssumeRolePolicy": tells(
            "GetRole", "Role.AssumeRolePolicyDocument.Statement[0].Principal.Service", NEW_TRUSTED
        ),
        "UpdateGroup": tells("GetGroup", "Group.Path", "/moved/"),
        "UpdateLoginProfile": signs_in(of_caller=False),
        "UpdateOpenIDConnectProviderThumbprint": tells(
            "GetOpenIDConnectProvider", "ThumbprintList", ["a" * 40]
        ),
        "UpdateRole": tells("GetRole", "Role.Description", "new"),
        "UpdateRoleDescription": tells("GetRole", "Role.Description", "new"),
        "UpdateSAMLProvider": has("GetSAMLProvider", "[SAMLMetadataDocument]", "SAMLMetadataDocument"),
        "UpdateSSHPublicKey": tells("ListSSHPublicKeys", "SSHPublicKeys[].Status", ["Inactive"]),
        "UpdateServerCertificate": tells(
            "GetServerCertificate",
            "ServerCertificate.ServerCertificateMetadata.Path",
            "/moved/",
        ),
        "UpdateServiceSpecificCredential": tells(
            "ListServiceSpecificCredentials", "ServiceSpecificCredentials[].Status", ["Inactive"]
        ),
        "UpdateSigningCertificate": tells("ListSigningCertificates", "Certificates[].Status", ["Inactive"]),
        "UpdateUser": tells("GetUser", "User.Path", "/moved/"),
        "UploadSSHPublicKey": has("ListSSHPublicKeys", "SSHPublicKeys[].SSHPublicKeyId", "SSHPublicKeyId"),
        "UploadServerCertificate": there("GetServerCertificate"),
        "UploadSigningCertificate": has(
            "ListSigningCertificates", "Certificates[].CertificateId", "CertificateId"
        ),
    },
    "sts": {
        "AssumeRole": credentials_of(":assumed-role/role-"),
        "GetFederationToken": credentials_of(":federated-user/matrix"),
        "GetSessionToken": credentials_of(":user/user-"),
        "GetWebIdentityToken": is_signed,
    },
}
