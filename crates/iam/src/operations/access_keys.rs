//! CreateAccessKey, ListAccessKeys, UpdateAccessKey, DeleteAccessKey: decided on as the user that the
//! keys belong to.

use iamd_api::{
    Error,
    iam::{
        AccessKey, CreateAccessKey, CreateAccessKeyRequest, CreateAccessKeyResponse,
        DeleteAccessKey, DeleteAccessKeyRequest, ListAccessKeys, ListAccessKeysRequest,
        ListAccessKeysResponse, StatusType, UpdateAccessKey, UpdateAccessKeyRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::AccessKeyStatus;
use serde_json::{Value, json};

use crate::{Iam, error::answer, input, output};

impl Perform<CreateAccessKey> for Iam {
    type Input = CreateAccessKeyRequest;
    type Output = CreateAccessKeyResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &CreateAccessKeyRequest,
    ) -> Result<Requirements, Error> {
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<CreateAccessKey>,
        call: Call<'_>,
        input: CreateAccessKeyRequest,
    ) -> Result<CreateAccessKeyResponse, Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let new = self
            .directory()
            .create_access_key(permit, &holder)
            .await
            .map_err(answer)?;
        Ok(CreateAccessKeyResponse {
            access_key: AccessKey {
                user_name: new.key.user_name.map(|name| name.to_string()),
                access_key_id: new.key.id.to_string(),
                status: output::status(new.key.status),
                secret_access_key: new.secret,
                create_date: Some(new.key.created),
            },
        })
    }

    /// SOURCE: CloudTrail's event of CreateAccessKey.
    fn told(&self, output: &CreateAccessKeyResponse) -> Option<Value> {
        let key = &output.access_key;
        Some(json!({"accessKey": {
            "accessKeyId": key.access_key_id,
            "userName": key.user_name,
            "status": key.status.as_str(),
            "createDate": key.create_date,
        }}))
    }
}

impl Perform<ListAccessKeys> for Iam {
    type Input = ListAccessKeysRequest;
    type Output = ListAccessKeysResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &ListAccessKeysRequest,
    ) -> Result<Requirements, Error> {
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<ListAccessKeys>,
        call: Call<'_>,
        input: ListAccessKeysRequest,
    ) -> Result<ListAccessKeysResponse, Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        let keys = self
            .directory()
            .list_access_keys(permit, &holder, &page)
            .await
            .map_err(answer)?;
        Ok(ListAccessKeysResponse {
            access_key_metadata: keys.items.into_iter().map(output::access_key).collect(),
            is_truncated: Some(keys.next.is_some()),
            marker: keys.next,
        })
    }
}

impl Perform<UpdateAccessKey> for Iam {
    type Input = UpdateAccessKeyRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        input: &UpdateAccessKeyRequest,
    ) -> Result<Requirements, Error> {
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<UpdateAccessKey>,
        call: Call<'_>,
        input: UpdateAccessKeyRequest,
    ) -> Result<(), Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let id = input::access_key_id(&input.access_key_id)?;
        let status = match input.status {
            StatusType::Active => AccessKeyStatus::Active,
            StatusType::Inactive => AccessKeyStatus::Inactive,
            StatusType::Expired => return Err(input::expired_status()),
        };
        self.directory()
            .update_access_key(permit, &holder, &id, status)
            .await
            .map_err(answer)
    }
}

impl Perform<DeleteAccessKey> for Iam {
    type Input = DeleteAccessKeyRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        input: &DeleteAccessKeyRequest,
    ) -> Result<Requirements, Error> {
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<DeleteAccessKey>,
        call: Call<'_>,
        input: DeleteAccessKeyRequest,
    ) -> Result<(), Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let id = input::access_key_id(&input.access_key_id)?;
        self.directory()
            .delete_access_key(permit, &holder, &id)
            .await
            .map_err(answer)
    }
}
