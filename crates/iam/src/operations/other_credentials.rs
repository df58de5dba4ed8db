//! ListSSHPublicKeys, ListSigningCertificates, ListServiceSpecificCredentials: what users have at AWS
//! and nobody can give them here yet. The lists are empty, for programs that delete whatever a user
//! has before they delete the user.

use iamd_api::{
    Error, ErrorCode,
    iam::{
        ListSSHPublicKeys, ListSSHPublicKeysRequest, ListSSHPublicKeysResponse,
        ListServiceSpecificCredentials, ListServiceSpecificCredentialsRequest,
        ListServiceSpecificCredentialsResponse, ListSigningCertificates,
        ListSigningCertificatesRequest, ListSigningCertificatesResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::{Iam, error::answer, input};

impl Perform<ListSSHPublicKeys> for Iam {
    type Input = ListSSHPublicKeysRequest;
    type Output = ListSSHPublicKeysResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &ListSSHPublicKeysRequest,
    ) -> Result<Requirements, Error> {
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<ListSSHPublicKeys>,
        call: Call<'_>,
        input: ListSSHPublicKeysRequest,
    ) -> Result<ListSSHPublicKeysResponse, Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        self.directory()
            .list_no_credentials(permit, &holder, &page)
            .await
            .map_err(answer)?;
        Ok(ListSSHPublicKeysResponse {
            ssh_public_keys: Vec::new(),
            is_truncated: Some(false),
            marker: None,
        })
    }
}

impl Perform<ListSigningCertificates> for Iam {
    type Input = ListSigningCertificatesRequest;
    type Output = ListSigningCertificatesResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &ListSigningCertificatesRequest,
    ) -> Result<Requirements, Error> {
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<ListSigningCertificates>,
        call: Call<'_>,
        input: ListSigningCertificatesRequest,
    ) -> Result<ListSigningCertificatesResponse, Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        self.directory()
            .list_no_credentials(permit, &holder, &page)
            .await
            .map_err(answer)?;
        Ok(ListSigningCertificatesResponse {
            certificates: Vec::new(),
            is_truncated: Some(false),
            marker: None,
        })
    }
}

/// Whether those of all users are wanted.
///
/// SOURCE: IAM API Reference, `ListServiceSpecificCredentials`: `AllUsers` and `UserName` exclude each
/// other. Nobody recorded what AWS says to both.
fn is_of_all(input: &ListServiceSpecificCredentialsRequest) -> Result<bool, Error> {
    let of_all = input.all_users == Some(true);
    if of_all && input.user_name.is_some() {
        let text = "UserName cannot be specified together with AllUsers.";
        return Err(Error::new(ErrorCode::ValidationError, text));
    }
    Ok(of_all)
}

impl Perform<ListServiceSpecificCredentials> for Iam {
    type Input = ListServiceSpecificCredentialsRequest;
    type Output = ListServiceSpecificCredentialsResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &ListServiceSpecificCredentialsRequest,
    ) -> Result<Requirements, Error> {
        if is_of_all(input)? {
            return Ok(Requirements::on(Target::Users(
                input::path_prefix(None).to_owned(),
            )));
        }
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<ListServiceSpecificCredentials>,
        call: Call<'_>,
        input: ListServiceSpecificCredentialsRequest,
    ) -> Result<ListServiceSpecificCredentialsResponse, Error> {
        let page = input::page(input.marker.as_ref(), input.max_items);
        if is_of_all(&input)? {
            self.directory().list_no_credentials_of_all(permit, &page)
        } else {
            let holder = input::key_holder(call, input.user_name.as_deref())?;
            self.directory()
                .list_no_credentials(permit, &holder, &page)
                .await
        }
        .map_err(answer)?;
        Ok(ListServiceSpecificCredentialsResponse {
            service_specific_credentials: Vec::new(),
            marker: None,
            is_truncated: Some(false),
        })
    }
}
