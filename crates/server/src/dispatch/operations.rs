//! The operations that iamd performs, bound to the services that perform them.

use futures::future::{BoxFuture, FutureExt};
use iamd_api::{Action, Error, Form, Format, Operation, OperationRow, decode, encode_as, iam, sts};
use iamd_auth::{Call, Perform};
use iamd_iam::Iam;
use iamd_sts::Sts;

use crate::service::Service;

/// Decodes, performs and encodes one operation. The answer is the body of the response.
pub(super) type Handle =
    for<'a> fn(&'a Service, Call<'a>, &'a Asked) -> BoxFuture<'a, Result<Vec<u8>, Error>>;

/// What is asked of an operation: its parameters, and the form of the answer.
pub(super) struct Asked {
    pub(super) form: Form,
    pub(super) format: Format,
}

/// A row of the table.
type Performed = (&'static OperationRow, Handle);

fn in_iam<'a, O>(
    service: &'a Service,
    call: Call<'a>,
    asked: &'a Asked,
) -> BoxFuture<'a, Result<Vec<u8>, Error>>
where
    O: Operation,
    Iam: Perform<O, Input = O::Input, Output = O::Output>,
{
    in_service::<O, Iam>(service, service.iam(), call, asked).boxed()
}

fn in_sts<'a, O>(
    service: &'a Service,
    call: Call<'a>,
    asked: &'a Asked,
) -> BoxFuture<'a, Result<Vec<u8>, Error>>
where
    O: Operation,
    Sts: Perform<O, Input = O::Input, Output = O::Output>,
{
    in_service::<O, Sts>(service, service.sts(), call, asked).boxed()
}

async fn in_service<O, S>(
    service: &Service,
    performer: &S,
    call: Call<'_>,
    asked: &Asked,
) -> Result<Vec<u8>, Error>
where
    O: Operation,
    S: Perform<O, Input = O::Input, Output = O::Output>,
{
    let input = match decode::<O>(&asked.form) {
        Ok(input) => input,
        Err(error) => return Err(service.guard().refuse(call, O::ROW, error).await),
    };
    let output = service
        .guard()
        .perform::<O, S>(performer, call, input)
        .await?;
    Ok(encode_as::<O>(
        &output,
        &call.request.request_id,
        asked.format,
    ))
}

/// Lists operations with the function that performs them.
macro_rules! performed {
    ($($service:ident by $function:ident: $($operation:ident)*;)*) => {
        &[$($((
            <$service::$operation as Action>::ROW,
            $function::<$service::$operation> as Handle,
        ),)*)*]
    };
}

/// Every operation that is performed. What is not here stands in `unperformed.txt`.
const PERFORMED: &[Performed] = performed! {
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

/// What performs an operation, if anything does.
pub(super) fn handle(row: &OperationRow) -> Option<Handle> {
    let same = |known: &&Performed| known.0.service == row.service && known.0.name == row.name;
    PERFORMED.iter().find(same).map(|(_, handle)| *handle)
}

#[cfg(test)]
mod tests {
    use iamd_api::Service as Api;

    use super::*;

    /// The operations that the services have and iamd does not perform yet, with the reasons.
    const UNPERFORMED: &str = include_str!("unperformed.txt");

    /// LIMIT: how long the list may be. It only goes down.
    const UNPERFORMED_MAX: usize = 6;

    /// The lines of the list: an operation, and why it is not performed.
    fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
        let lines = UNPERFORMED.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.split_once("  ").unwrap_or((line, "")))
    }

    #[test]
    fn what_is_not_performed_is_listed_and_the_list_shrinks() {
        let rows = Api::QUERY.into_iter().flat_map(Api::operations);
        let missing: Vec<String> = rows
            .filter(|row| handle(row).is_none())
            .map(|row| format!("{}:{}", row.service, row.name))
            .collect();
        let listed: Vec<&str> = listed().map(|(operation, _)| operation).collect();
        assert_eq!(missing, listed, "unperformed.txt is not what is missing");
        assert!(
            missing.len() <= UNPERFORMED_MAX,
            "{} are not performed",
            missing.len()
        );
    }

    #[test]
    fn what_is_not_performed_has_a_reason() {
        for (operation, reason) in listed() {
            assert!(
                reason.split_whitespace().count() >= 4,
                "{operation}: {reason:?}"
            );
        }
    }

    #[test]
    fn an_operation_is_performed_by_its_own_function() {
        for (row, _) in PERFORMED {
            let same = PERFORMED
                .iter()
                .filter(|(other, _)| other.action == row.action);
            assert_eq!(same.count(), 1, "{}", row.action);
        }
    }
}
