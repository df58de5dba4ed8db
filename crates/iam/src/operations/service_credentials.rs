//! CreateServiceSpecificCredential, ListServiceSpecificCredentials,
//! UpdateServiceSpecificCredential, ResetServiceSpecificCredential,
//! DeleteServiceSpecificCredential: decided on as the user that the credentials belong to.

use iamd_api::{
    Error, ErrorCode,
    iam::{
        CreateServiceSpecificCredential, CreateServiceSpecificCredentialRequest,
        CreateServiceSpecificCredentialResponse, DeleteServiceSpecificCredential,
        DeleteServiceSpecificCredentialRequest, ListServiceSpecificCredentials,
        ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse,
        ResetServiceSpecificCredential, ResetServiceSpecificCredentialRequest,
        ResetServiceSpecificCredentialResponse, UpdateServiceSpecificCredential,
        UpdateServiceSpecificCredentialRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{CredentialService, KeyHolder};
use serde_json::{Value, json};

use self::shapes::{metadata, whole};
use crate::{Iam, error::answer, input};

mod shapes;

/// The condition keys of a credential that is to be made.
///
/// SOURCE: Service Authorization Reference, "Actions, resources, and condition keys for AWS IAM".
const SERVICE_KEY: &str = "iam:servicespecificcredentialservicename";
const AGE_KEY: &str = "iam:servicespecificcredentialagedays";

/// A service that has credentials.
///
/// SOURCE: observed: names in any case, and both texts.
fn service(name: &str) -> Result<CredentialService, Error> {
    let is_in_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
    if !name.bytes().all(is_in_name) {
        let text = "ServiceName must match [a-zA-Z0-9.-]*";
        return Err(Error::new(ErrorCode::ValidationError, text));
    }
    CredentialService::find(name).ok_or_else(|| {
        let text = format!("No such service {name} is supported for Service Specific Credentials");
        Error::new(ErrorCode::NoSuchEntity, text)
    })
}

/// A service, if one is named (observed: an empty name means all).
fn optional_service(name: Option<&str>) -> Result<Option<CredentialService>, Error> {
    name.filter(|name| !name.is_empty())
        .map(service)
        .transpose()
}

/// Leave for the operation's own action on a credential of the named user, or of the caller.
fn on_credential(call: Call<'_>, user_name: Option<&str>, id: &str) -> Result<Requirements, Error> {
    let target = match input::key_holder(call, user_name)? {
        KeyHolder::User(user) => Target::ServiceCredential {
            user,
            id: id.to_owned(),
        },
        KeyHolder::RootUser => Target::Caller,
    };
    Ok(Requirements::on(target))
}

impl Perform<CreateServiceSpecificCredential> for Iam {
    type Input = CreateServiceSpecificCredentialRequest;
    type Output = CreateServiceSpecificCredentialResponse;

    /// SOURCE: observed: conditions see the name of the service as lists tell it, whatever case it
    /// came in.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateServiceSpecificCredentialRequest,
    ) -> Result<Requirements, Error> {
        let requirements = input::on_user(&input.user_name)?;
        let service = CredentialService::find(&input.service_name);
        let name = service.map(|service| service.as_str().to_owned());
        let name = name.unwrap_or_else(|| input.service_name.clone());
        let requirements = requirements.with_text(SERVICE_KEY, name);
        Ok(match input.credential_age_days {
            Some(days) => requirements.with_number(AGE_KEY, i64::from(days)),
            None => requirements,
        })
    }

    async fn run(
        &self,
        permit: Permit<CreateServiceSpecificCredential>,
        _call: Call<'_>,
        input: CreateServiceSpecificCredentialRequest,
    ) -> Result<CreateServiceSpecificCredentialResponse, Error> {
        let name = input::name(&input.user_name)?;
        let service = service(&input.service_name)?;
        let age_days = input.credential_age_days.map(i32::unsigned_abs);
        let made = self
            .directory()
            .create_service_credential(permit, &name, service, age_days)
            .await
            .map_err(answer)?;
        Ok(CreateServiceSpecificCredentialResponse {
            service_specific_credential: Some(whole(made)),
        })
    }

    /// SOURCE: CloudTrail's events hold the answer without its secrets.
    fn told(&self, output: &CreateServiceSpecificCredentialResponse) -> Option<Value> {
        let made = output.service_specific_credential.as_ref()?;
        Some(json!({"serviceSpecificCredential": {
            "createDate": made.create_date,
            "expirationDate": made.expiration_date,
            "serviceCredentialAlias": made.service_credential_alias,
            "serviceName": made.service_name,
            "serviceSpecificCredentialId": made.service_specific_credential_id,
            "serviceUserName": made.service_user_name,
            "status": made.status.as_str(),
            "userName": made.user_name,
        }}))
    }
}

/// Whether those of all users are wanted.
///
/// SOURCE: IAM API Reference, `ListServiceSpecificCredentials`: `AllUsers` and `UserName` exclude
/// each other. Nobody recorded what AWS says to both.
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
        let service = optional_service(input.service_name.as_deref())?;
        let directory = self.directory();
        let found = if is_of_all(&input)? {
            directory
                .list_service_credentials_of_all(permit, service, &page)
                .await
        } else {
            let holder = input::key_holder(call, input.user_name.as_deref())?;
            directory
                .list_service_credentials(permit, &holder, service, &page)
                .await
        };
        let found = found.map_err(answer)?;
        Ok(ListServiceSpecificCredentialsResponse {
            service_specific_credentials: found.items.into_iter().map(metadata).collect(),
            is_truncated: Some(found.next.is_some()),
            marker: found.next,
        })
    }
}

impl Perform<UpdateServiceSpecificCredential> for Iam {
    type Input = UpdateServiceSpecificCredentialRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        input: &UpdateServiceSpecificCredentialRequest,
    ) -> Result<Requirements, Error> {
        let id = &input.service_specific_credential_id;
        on_credential(call, input.user_name.as_deref(), id)
    }

    async fn run(
        &self,
        permit: Permit<UpdateServiceSpecificCredential>,
        call: Call<'_>,
        input: UpdateServiceSpecificCredentialRequest,
    ) -> Result<(), Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let status = input::credential_status(input.status)?;
        let id = &input.service_specific_credential_id;
        self.directory()
            .update_service_credential(permit, &holder, id, status)
            .await
            .map_err(answer)
    }
}

impl Perform<ResetServiceSpecificCredential> for Iam {
    type Input = ResetServiceSpecificCredentialRequest;
    type Output = ResetServiceSpecificCredentialResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &ResetServiceSpecificCredentialRequest,
    ) -> Result<Requirements, Error> {
        let id = &input.service_specific_credential_id;
        on_credential(call, input.user_name.as_deref(), id)
    }

    async fn run(
        &self,
        permit: Permit<ResetServiceSpecificCredential>,
        call: Call<'_>,
        input: ResetServiceSpecificCredentialRequest,
    ) -> Result<ResetServiceSpecificCredentialResponse, Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let id = &input.service_specific_credential_id;
        let directory = self.directory();
        let reset = directory.reset_service_credential(permit, &holder, id);
        let reset = reset.await.map_err(answer)?;
        Ok(ResetServiceSpecificCredentialResponse {
            service_specific_credential: Some(whole(reset)),
        })
    }
}

impl Perform<DeleteServiceSpecificCredential> for Iam {
    type Input = DeleteServiceSpecificCredentialRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        input: &DeleteServiceSpecificCredentialRequest,
    ) -> Result<Requirements, Error> {
        let id = &input.service_specific_credential_id;
        on_credential(call, input.user_name.as_deref(), id)
    }

    async fn run(
        &self,
        permit: Permit<DeleteServiceSpecificCredential>,
        call: Call<'_>,
        input: DeleteServiceSpecificCredentialRequest,
    ) -> Result<(), Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let id = &input.service_specific_credential_id;
        let directory = self.directory();
        let deleted = directory.delete_service_credential(permit, &holder, id);
        deleted.await.map_err(answer)
    }
}
