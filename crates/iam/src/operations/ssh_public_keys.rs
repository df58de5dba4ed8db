//! UploadSSHPublicKey, GetSSHPublicKey, ListSSHPublicKeys, UpdateSSHPublicKey, DeleteSSHPublicKey:
//! decided on as the user that the keys belong to.

use iamd_api::{
    Error,
    iam::{
        DeleteSSHPublicKey, DeleteSSHPublicKeyRequest, EncodingType, GetSSHPublicKey,
        GetSSHPublicKeyRequest, GetSSHPublicKeyResponse, ListSSHPublicKeys,
        ListSSHPublicKeysRequest, ListSSHPublicKeysResponse, SSHPublicKey, SSHPublicKeyMetadata,
        UpdateSSHPublicKey, UpdateSSHPublicKeyRequest, UploadSSHPublicKey,
        UploadSSHPublicKeyRequest, UploadSSHPublicKeyResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::UserSshPublicKey;

use crate::{Iam, error::answer, input, output};

impl Perform<UploadSSHPublicKey> for Iam {
    type Input = UploadSSHPublicKeyRequest;
    type Output = UploadSSHPublicKeyResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UploadSSHPublicKeyRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    /// SOURCE: observed: the answer tells the key as it came, comment included.
    async fn run(
        &self,
        permit: Permit<UploadSSHPublicKey>,
        _call: Call<'_>,
        input: UploadSSHPublicKeyRequest,
    ) -> Result<UploadSSHPublicKeyResponse, Error> {
        let name = input::name(&input.user_name)?;
        let body = input.ssh_public_key_body;
        let directory = self.directory();
        let key = directory.upload_ssh_public_key(permit, &name, &body).await;
        Ok(UploadSSHPublicKeyResponse {
            ssh_public_key: Some(shape(&key.map_err(answer)?, body)),
        })
    }
}

impl Perform<GetSSHPublicKey> for Iam {
    type Input = GetSSHPublicKeyRequest;
    type Output = GetSSHPublicKeyResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetSSHPublicKeyRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<GetSSHPublicKey>,
        _call: Call<'_>,
        input: GetSSHPublicKeyRequest,
    ) -> Result<GetSSHPublicKeyResponse, Error> {
        let name = input::name(&input.user_name)?;
        let id = input::name(&input.ssh_public_key_id)?;
        let key = self
            .directory()
            .get_ssh_public_key(permit, &name, &id)
            .await;
        let key = key.map_err(answer)?;
        let body = match input.encoding {
            EncodingType::Ssh => key.key.to_ssh(),
            EncodingType::Pem => key.key.to_pem(),
        };
        Ok(GetSSHPublicKeyResponse {
            ssh_public_key: Some(shape(&key, body)),
        })
    }
}

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
        let found = self
            .directory()
            .list_ssh_public_keys(permit, &holder, &page)
            .await
            .map_err(answer)?;
        let metadata = |key: UserSshPublicKey| SSHPublicKeyMetadata {
            user_name: key.user_name.to_string(),
            ssh_public_key_id: key.id.to_string(),
            status: output::status(key.status),
            upload_date: key.uploaded,
        };
        Ok(ListSSHPublicKeysResponse {
            ssh_public_keys: found.items.into_iter().map(metadata).collect(),
            is_truncated: Some(found.next.is_some()),
            marker: found.next,
        })
    }
}

impl Perform<UpdateSSHPublicKey> for Iam {
    type Input = UpdateSSHPublicKeyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UpdateSSHPublicKeyRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<UpdateSSHPublicKey>,
        _call: Call<'_>,
        input: UpdateSSHPublicKeyRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.user_name)?;
        let id = input::name(&input.ssh_public_key_id)?;
        let status = input::credential_status(input.status)?;
        self.directory()
            .update_ssh_public_key(permit, &name, &id, status)
            .await
            .map_err(answer)
    }
}

impl Perform<DeleteSSHPublicKey> for Iam {
    type Input = DeleteSSHPublicKeyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteSSHPublicKeyRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<DeleteSSHPublicKey>,
        _call: Call<'_>,
        input: DeleteSSHPublicKeyRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.user_name)?;
        let id = input::name(&input.ssh_public_key_id)?;
        let deleted = self.directory().delete_ssh_public_key(permit, &name, &id);
        deleted.await.map_err(answer)
    }
}

fn shape(key: &UserSshPublicKey, body: String) -> SSHPublicKey {
    SSHPublicKey {
        user_name: key.user_name.to_string(),
        ssh_public_key_id: key.id.to_string(),
        fingerprint: key.key.fingerprint(),
        ssh_public_key_body: body,
        status: output::status(key.status),
        upload_date: Some(key.uploaded),
    }
}
