//! Signing certificates of users and of the root user.

use iamd_api::iam::{
    DeleteSigningCertificate, ListSigningCertificates, UpdateSigningCertificate,
    UploadSigningCertificate,
};
use iamd_auth::Permit;
use iamd_certificate::Certificate;
use iamd_ident::{SigningCertificateId, Timestamp, UserName};

use crate::{
    AccessKeyStatus, CertificateFault, Directory, Error, KeyHolder, Page, PageRequest, Quota,
    draft::{Draft, load, transact},
    keyspace,
    page::{cut, place_by_age},
    records::{SigningCertificateRecord, SigningEntry},
};

/// LIMIT: signing certificates of a user, and of the root user.
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub(crate) const CERTIFICATES_MAX: usize = 2;

/// A signing certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningCertificate {
    /// Its id, which the certificate tells.
    pub id: SigningCertificateId,
    /// The name of the user that it belongs to; none for the root user.
    pub user_name: Option<UserName>,
    /// The certificate as it was uploaded.
    pub body: String,
    /// Whether its signatures count.
    pub status: AccessKeyStatus,
    /// When it was uploaded.
    pub uploaded: Timestamp,
}

impl Directory {
    /// Takes a signing certificate. One that the owner has already stays as it is, but is told as
    /// active.
    ///
    /// SOURCE: observed, all of it.
    ///
    /// # Errors
    /// There is no such user, the text is not one certificate that is valid now, somebody else in
    /// the account has it, or the owner has as many as it may have.
    pub async fn upload_signing_certificate(
        &self,
        permit: Permit<UploadSigningCertificate>,
        holder: &KeyHolder,
        body: &str,
    ) -> Result<SigningCertificate, Error> {
        let account = permit.account();
        let now = self.clock().now();
        let certificate = Certificate::from_pem(body);
        let certificate = certificate.ok().filter(|found| found.is_valid_at(now));
        let (owner, uploaded, id) = transact!(self, |draft| {
            let mut owner = self
                .permitted_key_holder(&mut draft, &permit, holder)
                .await?;
            let Some(certificate) = &certificate else {
                let body = body.to_owned();
                return Err(CertificateFault::Signing { body }.into());
            };
            let id = SigningCertificateId::of_digest(&certificate.sha1());
            let place = keyspace::signing_certificate(account, &id)?;
            if let Some(known) = draft.read::<SigningCertificateRecord>(&place).await? {
                // SECURITY: two certificates may be made to have the same id.
                let same =
                    Certificate::from_pem(&known.body).is_ok_and(|known| known == *certificate);
                let entries = owner.signing_certificates().iter();
                let own = entries.clone().find(|entry| entry.id == id && same);
                return match own {
                    Some(entry) => Ok((owner.user_name(), entry.uploaded, id)),
                    None => Err(CertificateFault::Duplicate.into()),
                };
            }
            if owner.signing_certificates().len() >= CERTIFICATES_MAX {
                return Err(Error::Quota(Quota::CertificatesPerUser));
            }
            owner.signing_certificates_mut().push(SigningEntry {
                id: id.clone(),
                status: AccessKeyStatus::Active,
                uploaded: now,
            });
            let record = SigningCertificateRecord {
                owner: owner.as_owner(),
                body: body.to_owned(),
            };
            draft.put(place, &record)?;
            owner.put(&mut draft, account)?;
            Ok((owner.user_name(), now, id))
        });
        Ok(SigningCertificate {
            id,
            user_name: owner,
            body: body.to_owned(),
            status: AccessKeyStatus::Active,
            uploaded,
        })
    }

    /// The signing certificates of a user, oldest first.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_signing_certificates(
        &self,
        permit: Permit<ListSigningCertificates>,
        holder: &KeyHolder,
        page: &PageRequest,
    ) -> Result<Page<SigningCertificate>, Error> {
        let account = permit.account();
        let mut draft = Draft::new(self.store());
        let owner = self
            .permitted_key_holder(&mut draft, &permit, holder)
            .await?;
        let mut certificates = Vec::new();
        for entry in owner.signing_certificates() {
            let place = keyspace::signing_certificate(account, &entry.id)?;
            let found = load::<SigningCertificateRecord>(self.store(), &place).await?;
            certificates.extend(found.map(|(record, _)| SigningCertificate {
                id: entry.id.clone(),
                user_name: owner.user_name(),
                body: record.body,
                status: entry.status,
                uploaded: entry.uploaded,
            }));
        }
        certificates.sort_by_cached_key(by_age);
        cut("signing-certificates", certificates, page, by_age)
    }

    /// Makes a signing certificate active or inactive.
    ///
    /// # Errors
    /// There is no such user, or the certificate is not one of its own.
    pub async fn update_signing_certificate(
        &self,
        permit: Permit<UpdateSigningCertificate>,
        holder: &KeyHolder,
        id: &SigningCertificateId,
        status: AccessKeyStatus,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut owner = self
                .permitted_key_holder(&mut draft, &permit, holder)
                .await?;
            let mut entries = owner.signing_certificates_mut().iter_mut();
            let entry = entries.find(|entry| entry.id == *id);
            let entry = entry.ok_or_else(|| Error::NoSuchSigningCertificate(id.clone()))?;
            entry.status = status;
            owner.put(&mut draft, account)
        });
        Ok(())
    }

    /// Deletes a signing certificate.
    ///
    /// # Errors
    /// There is no such user, or the certificate is not one of its own.
    pub async fn delete_signing_certificate(
        &self,
        permit: Permit<DeleteSigningCertificate>,
        holder: &KeyHolder,
        id: &SigningCertificateId,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut owner = self
                .permitted_key_holder(&mut draft, &permit, holder)
                .await?;
            let entries = owner.signing_certificates_mut();
            let Some(index) = entries.iter().position(|entry| entry.id == *id) else {
                return Err(Error::NoSuchSigningCertificate(id.clone()));
            };
            entries.remove(index);
            draft.delete(keyspace::signing_certificate(account, id)?);
            owner.put(&mut draft, account)
        });
        Ok(())
    }
}

/// A text that sorts certificates by their age.
fn by_age(certificate: &SigningCertificate) -> String {
    place_by_age(certificate.uploaded, &certificate.id)
}
