//! Tags of server certificates.

use iamd_api::iam::{ListServerCertificateTags, TagServerCertificate, UntagServerCertificate};
use iamd_auth::Permit;
use iamd_ident::{ServerCertificateName, Tag};

use super::TAGS_MAX;
use crate::{
    Directory, Error, Page, PageRequest, Quota, draft::transact, entity::put_entity, page::cut,
    records::ServerCertificateRecord, tags,
};

impl Directory {
    /// Adds tags to a server certificate, each in the place of one with the same key.
    ///
    /// # Errors
    /// There is no such server certificate, or it would have too many tags.
    pub async fn tag_server_certificate(
        &self,
        permit: Permit<TagServerCertificate>,
        name: &ServerCertificateName,
        new: &[Tag],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut certificate = self
                .draft_permitted::<ServerCertificateRecord, _>(&mut draft, &permit, name)
                .await?;
            tags::merge(&mut certificate.tags, new, tags::OF_SERVER_CERTIFICATES);
            if certificate.tags.len() > TAGS_MAX {
                return Err(Error::Quota(Quota::TagsPerServerCertificate));
            }
            put_entity(&mut draft, account, &certificate)
        });
        Ok(())
    }

    /// Takes tags from a server certificate; keys that it has not are passed over.
    ///
    /// # Errors
    /// There is no such server certificate.
    pub async fn untag_server_certificate(
        &self,
        permit: Permit<UntagServerCertificate>,
        name: &ServerCertificateName,
        keys: &[String],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut certificate = self
                .draft_permitted::<ServerCertificateRecord, _>(&mut draft, &permit, name)
                .await?;
            tags::remove(&mut certificate.tags, keys, tags::OF_SERVER_CERTIFICATES);
            put_entity(&mut draft, account, &certificate)
        });
        Ok(())
    }

    /// The tags of a server certificate, in the order of their keys.
    ///
    /// # Errors
    /// There is no such server certificate, or the marker is not one of this list's.
    pub async fn list_server_certificate_tags(
        &self,
        permit: Permit<ListServerCertificateTags>,
        name: &ServerCertificateName,
        page: &PageRequest,
    ) -> Result<Page<Tag>, Error> {
        let mut certificate = self
            .permitted::<ServerCertificateRecord, _>(&permit, name)
            .await?;
        certificate.tags.sort();
        cut("server-certificate-tags", certificate.tags, page, |tag| {
            tag.key.clone()
        })
    }
}
