//! UploadServerCertificate, GetServerCertificate, ListServerCertificates, UpdateServerCertificate,
//! DeleteServerCertificate.

use iamd_api::{
    Error,
    iam::{
        DeleteServerCertificate, DeleteServerCertificateRequest, GetServerCertificate,
        GetServerCertificateRequest, GetServerCertificateResponse, ListServerCertificates,
        ListServerCertificatesRequest, ListServerCertificatesResponse, ServerCertificate,
        ServerCertificateMetadata, UpdateServerCertificate, UpdateServerCertificateRequest,
        UploadServerCertificate, UploadServerCertificateRequest, UploadServerCertificateResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{
    NewServerCertificate, ServerCertificate as Certificate, ServerCertificateTexts,
    ServerCertificateUpdate,
};
use iamd_ident::ServerCertificateName;

use crate::{Iam, error::answer, input, output};

impl Perform<UploadServerCertificate> for Iam {
    type Input = UploadServerCertificateRequest;
    type Output = UploadServerCertificateResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UploadServerCertificateRequest,
    ) -> Result<Requirements, Error> {
        let path = input::path(input.path.as_deref())?;
        let name = input::name(&input.server_certificate_name)?;
        let target = Target::NewServerCertificate(path, name);
        let requirements = Requirements::on(target.clone());
        if input.tags.is_empty() {
            return Ok(requirements);
        }
        // SOURCE: IAM User Guide, "Tags for server certificates": tagging while uploading is
        // tagging.
        Ok(requirements
            .tags(input::exact_tags(&input.tags)?)
            .also("iam:TagServerCertificate", target))
    }

    async fn run(
        &self,
        permit: Permit<UploadServerCertificate>,
        _call: Call<'_>,
        input: UploadServerCertificateRequest,
    ) -> Result<UploadServerCertificateResponse, Error> {
        let new = NewServerCertificate {
            name: input::name(&input.server_certificate_name)?,
            path: input::path(input.path.as_deref())?,
            tags: input::exact_tags(&input.tags)?,
            texts: ServerCertificateTexts {
                body: input.certificate_body,
                chain: input.certificate_chain,
            },
            private_key: input.private_key,
        };
        let uploaded = self
            .directory()
            .upload_server_certificate(permit, new)
            .await;
        let uploaded = uploaded.map_err(answer)?;
        Ok(UploadServerCertificateResponse {
            server_certificate_metadata: Some(metadata(&uploaded)),
            tags: output::tags(uploaded.tags),
        })
    }
}

impl Perform<GetServerCertificate> for Iam {
    type Input = GetServerCertificateRequest;
    type Output = GetServerCertificateResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetServerCertificateRequest,
    ) -> Result<Requirements, Error> {
        input::on_server_certificate(&input.server_certificate_name)
    }

    async fn run(
        &self,
        permit: Permit<GetServerCertificate>,
        _call: Call<'_>,
        input: GetServerCertificateRequest,
    ) -> Result<GetServerCertificateResponse, Error> {
        let name = input::name(&input.server_certificate_name)?;
        let found = self.directory().get_server_certificate(permit, &name).await;
        let (certificate, texts) = found.map_err(answer)?;
        Ok(GetServerCertificateResponse {
            server_certificate: ServerCertificate {
                server_certificate_metadata: metadata(&certificate),
                certificate_body: texts.body,
                certificate_chain: texts.chain,
                tags: output::tags(certificate.tags),
            },
        })
    }
}

impl Perform<ListServerCertificates> for Iam {
    type Input = ListServerCertificatesRequest;
    type Output = ListServerCertificatesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListServerCertificatesRequest,
    ) -> Result<Requirements, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        Ok(Requirements::on(Target::ServerCertificates(
            prefix.to_owned(),
        )))
    }

    async fn run(
        &self,
        permit: Permit<ListServerCertificates>,
        _call: Call<'_>,
        input: ListServerCertificatesRequest,
    ) -> Result<ListServerCertificatesResponse, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        let page = input::page(input.marker.as_ref(), input.max_items);
        let found = self
            .directory()
            .list_server_certificates(permit, prefix, &page)
            .await
            .map_err(answer)?;
        Ok(ListServerCertificatesResponse {
            server_certificate_metadata_list: found.items.iter().map(metadata).collect(),
            is_truncated: Some(found.next.is_some()),
            marker: found.next,
        })
    }
}

impl Perform<UpdateServerCertificate> for Iam {
    type Input = UpdateServerCertificateRequest;
    type Output = ();

    /// SOURCE: IAM API Reference, `UpdateServerCertificate`: permission is needed for the name of
    /// today and for the new one.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UpdateServerCertificateRequest,
    ) -> Result<Requirements, Error> {
        let name: ServerCertificateName = input::name(&input.server_certificate_name)?;
        let update = update(input)?;
        let renamed = Target::RenamedServerCertificate {
            name: name.clone(),
            new_path: update.path,
            new_name: update.name,
        };
        let requirements = Requirements::on(Target::ServerCertificate(name));
        Ok(requirements.also("iam:UpdateServerCertificate", renamed))
    }

    async fn run(
        &self,
        permit: Permit<UpdateServerCertificate>,
        _call: Call<'_>,
        input: UpdateServerCertificateRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.server_certificate_name)?;
        let update = update(&input)?;
        let directory = self.directory();
        let updated = directory.update_server_certificate(permit, &name, update);
        updated.await.map_err(answer)
    }
}

fn update(input: &UpdateServerCertificateRequest) -> Result<ServerCertificateUpdate, Error> {
    Ok(ServerCertificateUpdate {
        name: input::optional_name(input.new_server_certificate_name.as_deref())?,
        path: input::optional_name(input.new_path.as_deref())?,
    })
}

impl Perform<DeleteServerCertificate> for Iam {
    type Input = DeleteServerCertificateRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteServerCertificateRequest,
    ) -> Result<Requirements, Error> {
        input::on_server_certificate(&input.server_certificate_name)
    }

    async fn run(
        &self,
        permit: Permit<DeleteServerCertificate>,
        _call: Call<'_>,
        input: DeleteServerCertificateRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.server_certificate_name)?;
        let deleted = self.directory().delete_server_certificate(permit, &name);
        deleted.await.map_err(answer)
    }
}

fn metadata(certificate: &Certificate) -> ServerCertificateMetadata {
    ServerCertificateMetadata {
        path: certificate.path.to_string(),
        server_certificate_name: certificate.name.to_string(),
        server_certificate_id: certificate.id.to_string(),
        arn: certificate.arn.to_string(),
        upload_date: Some(certificate.uploaded),
        expiration: Some(certificate.expires),
    }
}
