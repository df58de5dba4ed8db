//! UploadSigningCertificate, ListSigningCertificates, UpdateSigningCertificate,
//! DeleteSigningCertificate: decided on as the user that the certificates belong to.

use iamd_api::{
    Error,
    iam::{
        DeleteSigningCertificate, DeleteSigningCertificateRequest, ListSigningCertificates,
        ListSigningCertificatesRequest, ListSigningCertificatesResponse, SigningCertificate,
        UpdateSigningCertificate, UpdateSigningCertificateRequest, UploadSigningCertificate,
        UploadSigningCertificateRequest, UploadSigningCertificateResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input, output};

impl Perform<UploadSigningCertificate> for Iam {
    type Input = UploadSigningCertificateRequest;
    type Output = UploadSigningCertificateResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &UploadSigningCertificateRequest,
    ) -> Result<Requirements, Error> {
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<UploadSigningCertificate>,
        call: Call<'_>,
        input: UploadSigningCertificateRequest,
    ) -> Result<UploadSigningCertificateResponse, Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let uploaded = self
            .directory()
            .upload_signing_certificate(permit, &holder, &input.certificate_body)
            .await
            .map_err(answer)?;
        Ok(UploadSigningCertificateResponse {
            certificate: shape(uploaded),
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
        let found = self
            .directory()
            .list_signing_certificates(permit, &holder, &page)
            .await
            .map_err(answer)?;
        Ok(ListSigningCertificatesResponse {
            certificates: found.items.into_iter().map(shape).collect(),
            is_truncated: Some(found.next.is_some()),
            marker: found.next,
        })
    }
}

impl Perform<UpdateSigningCertificate> for Iam {
    type Input = UpdateSigningCertificateRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        input: &UpdateSigningCertificateRequest,
    ) -> Result<Requirements, Error> {
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<UpdateSigningCertificate>,
        call: Call<'_>,
        input: UpdateSigningCertificateRequest,
    ) -> Result<(), Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let id = input::name(&input.certificate_id)?;
        let status = input::credential_status(input.status)?;
        self.directory()
            .update_signing_certificate(permit, &holder, &id, status)
            .await
            .map_err(answer)
    }
}

impl Perform<DeleteSigningCertificate> for Iam {
    type Input = DeleteSigningCertificateRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        input: &DeleteSigningCertificateRequest,
    ) -> Result<Requirements, Error> {
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<DeleteSigningCertificate>,
        call: Call<'_>,
        input: DeleteSigningCertificateRequest,
    ) -> Result<(), Error> {
        let holder = input::key_holder(call, input.user_name.as_deref())?;
        let id = input::name(&input.certificate_id)?;
        self.directory()
            .delete_signing_certificate(permit, &holder, &id)
            .await
            .map_err(answer)
    }
}

fn shape(certificate: iamd_directory::SigningCertificate) -> SigningCertificate {
    SigningCertificate {
        user_name: certificate.user_name.map(|name| name.to_string()),
        certificate_id: certificate.id.to_string(),
        certificate_body: certificate.body,
        status: output::status(certificate.status),
        upload_date: Some(certificate.uploaded),
    }
}
