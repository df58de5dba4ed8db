//! Every operation that is performed, by its name.

use futures::future::{BoxFuture, FutureExt};
use iamd_api::{Action, Error, Operation, OperationRow, Service, encode, iam, sts};
use iamd_auth::Perform;
use iamd_iam::Iam;
use iamd_ident::AccessKeyId;
use iamd_sts::Sts;

use crate::world::{Members, World};

/// Performs an operation. The answer is the body of the response.
pub(crate) type Run =
    for<'a> fn(&'a World, &'a AccessKeyId, Members<'a>) -> BoxFuture<'a, Result<String, Error>>;

fn in_iam<'a, O>(
    world: &'a World,
    key: &'a AccessKeyId,
    members: Members<'a>,
) -> BoxFuture<'a, Result<String, Error>>
where
    O: Operation,
    Iam: Perform<O, Input = O::Input, Output = O::Output>,
{
    async move {
        let output = world.ask::<O>(key, members).await?;
        Ok(String::from_utf8(encode::<O>(&output, "request")).unwrap())
    }
    .boxed()
}

fn in_sts<'a, O>(
    world: &'a World,
    key: &'a AccessKeyId,
    members: Members<'a>,
) -> BoxFuture<'a, Result<String, Error>>
where
    O: Operation,
    Sts: Perform<O, Input = O::Input, Output = O::Output>,
{
    async move {
        let output = world
            .ask_service::<O, Sts>(&world.sts, key, members)
            .await?;
        Ok(String::from_utf8(encode::<O>(&output, "request")).unwrap())
    }
    .boxed()
}

macro_rules! performed {
    ($($service:ident by $function:ident: $($operation:ident)*;)*) => {
        &[$($((
            <$service::$operation as Action>::ROW,
            $function::<$service::$operation> as Run,
        ),)*)*]
    };
}

/// Every operation that is performed.
pub(crate) const PERFORMED: &[(&OperationRow, Run)] = performed! {
    iam by in_iam:
        AcceptDelegationRequest AcquireRole AddClientIDToOpenIDConnectProvider
        AddRoleToInstanceProfile AddUserToGroup AssociateDelegationRequest AttachGroupPolicy
        AttachRolePolicy AttachUserPolicy ChangePassword CreateAccessKey CreateAccountAlias
        CreateDelegationRequest CreateGroup CreateInstanceProfile CreateLoginProfile
        CreateOpenIDConnectProvider CreatePolicy CreatePolicyVersion CreateRole CreateSAMLProvider
        CreateServiceLinkedRole CreateServiceSpecificCredential CreateUser CreateVirtualMFADevice
        DeactivateMFADevice DeleteAccessKey DeleteAccountAlias DeleteAccountPasswordPolicy
        DeleteGroup DeleteGroupPolicy DeleteInstanceProfile DeleteLoginProfile
        DeleteOpenIDConnectProvider DeletePolicy DeletePolicyVersion DeleteRole
        DeleteRolePermissionsBoundary DeleteRolePolicy DeleteSAMLProvider DeleteSSHPublicKey
        DeleteServerCertificate DeleteServiceLinkedRole DeleteServiceSpecificCredential
        DeleteSigningCertificate DeleteUser DeleteUserPermissionsBoundary DeleteUserPolicy
        DeleteVirtualMFADevice DetachGroupPolicy DetachRolePolicy DetachUserPolicy
        DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions
        DisableOutboundWebIdentityFederation EnableMFADevice
        EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions
        EnableOutboundWebIdentityFederation GenerateCredentialReport
        GenerateOrganizationsAccessReport GenerateServiceLastAccessedDetails GetAccessKeyLastUsed
        GetAccountAuthorizationDetails GetAccountPasswordPolicy GetAccountProperties
        GetAccountSummary GetCredentialReport GetDelegationRequest GetGroup GetGroupPolicy
        GetHumanReadableSummary GetInstanceProfile GetLoginProfile GetMFADevice
        GetOpenIDConnectProvider GetOrganizationsAccessReport GetOutboundWebIdentityFederationInfo
        GetPolicy GetPolicyVersion GetRole GetRolePolicy GetRoleTemplateVersion GetSAMLProvider
        GetSSHPublicKey GetServerCertificate GetServiceLastAccessedDetails
        GetServiceLastAccessedDetailsWithEntities GetServiceLinkedRoleDeletionStatus GetUser
        GetUserPolicy ListAccessKeys ListAccountAliases ListAttachedGroupPolicies
        ListAttachedRolePolicies ListAttachedUserPolicies ListDelegationRequests
        ListEntitiesForPolicy ListGroupPolicies ListGroups ListGroupsForUser ListInstanceProfileTags
        ListInstanceProfiles ListInstanceProfilesForRole ListMFADeviceTags ListMFADevices
        ListOpenIDConnectProviderTags ListOpenIDConnectProviders ListOrganizationsFeatures
        ListPolicies ListPoliciesGrantingServiceAccess ListPolicyTags ListPolicyVersions
        ListRolePolicies ListRoleTags ListRoles ListSAMLProviderTags ListSAMLProviders
        ListSSHPublicKeys ListServerCertificateTags ListServerCertificates
        ListServiceSpecificCredentials ListSigningCertificates ListUserPolicies ListUserTags
        ListUsers ListVirtualMFADevices PutAccountProperties PutGroupPolicy
        PutRolePermissionsBoundary PutRolePolicy PutUserPermissionsBoundary PutUserPolicy
        RejectDelegationRequest RemoveClientIDFromOpenIDConnectProvider
        RemoveRoleFromInstanceProfile RemoveUserFromGroup ResetServiceSpecificCredential
        ResyncMFADevice SendDelegationToken SetDefaultPolicyVersion
        SetSecurityTokenServicePreferences TagInstanceProfile TagMFADevice TagOpenIDConnectProvider
        TagPolicy TagRole TagSAMLProvider TagServerCertificate TagUser UntagInstanceProfile
        UntagMFADevice UntagOpenIDConnectProvider UntagPolicy UntagRole UntagSAMLProvider
        UntagServerCertificate UntagUser UpdateAccessKey UpdateAccountPasswordPolicy
        UpdateAssumeRolePolicy UpdateDelegationRequest UpdateGroup UpdateLoginProfile
        UpdateOpenIDConnectProviderThumbprint UpdateRole UpdateRoleDescription UpdateSAMLProvider
        UpdateSSHPublicKey UpdateServerCertificate UpdateServiceSpecificCredential
        UpdateSigningCertificate UpdateUser UploadSSHPublicKey UploadServerCertificate
        UploadSigningCertificate;
    sts by in_sts:
        AssumeRole AssumeRoot DecodeAuthorizationMessage GetAccessKeyInfo GetCallerIdentity
        GetDelegatedAccessToken GetFederationToken GetSessionToken GetWebIdentityToken;
};

impl World {
    /// A request for the operation of this name.
    pub(crate) async fn ask_by_name(
        &self,
        key: &AccessKeyId,
        operation: &str,
        members: Members<'_>,
    ) -> Result<String, Error> {
        let (_, run) = PERFORMED
            .iter()
            .find(|(row, _)| row.name == operation)
            .unwrap();
        run(self, key, members).await
    }

    /// The same by the root user.
    pub(crate) async fn ask_as_root(
        &self,
        operation: &str,
        members: Members<'_>,
    ) -> Result<String, Error> {
        self.ask_by_name(&self.root, operation, members).await
    }

    /// The same by the root user, which must succeed.
    pub(crate) async fn perform(&self, operation: &str, members: Members<'_>) {
        let done = self.ask_as_root(operation, members).await;
        done.unwrap_or_else(|error| panic!("{operation} {members:?}: {error}"));
    }
}

/// What the server does not perform yet, one operation a line.
const UNPERFORMED: &str = include_str!("../../../server/src/dispatch/unperformed.txt");

#[test]
fn every_operation_that_the_server_performs_is_tested() {
    let rows = Service::QUERY.into_iter().flat_map(Service::operations);
    let performed = rows.map(|row| format!("{}:{}", row.service, row.name));
    let performed: Vec<String> = performed
        .filter(|name| {
            // What is behind the name is the reason.
            let mut lines = UNPERFORMED.lines();
            !lines.any(|line| line.split_whitespace().next() == Some(name))
        })
        .collect();
    let tested: Vec<String> = PERFORMED
        .iter()
        .map(|(row, _)| format!("{}:{}", row.service, row.name))
        .collect();
    assert_eq!(tested, performed);
}
