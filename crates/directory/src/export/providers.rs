//! Identity providers, and certificates of servers.

use iamd_store::{Key, Stored};

use super::Exporter;
use crate::{
    Error, PortableOidcProvider, PortableSamlKey, PortableSamlProvider, PortableServerCertificate,
    draft::{load_from, parse},
    keyspace,
    records::{
        OidcProviderRecord, SamlDocumentRecord, SamlProviderRecord, ServerCertificateRecord,
        ServerCertificateTextRecord,
    },
    saml_providers::unpack,
};

pub(super) fn oidc_provider(stored: &Stored) -> Result<PortableOidcProvider, Error> {
    let (record, _) = parse::<OidcProviderRecord>(stored)?;
    Ok(PortableOidcProvider {
        url: record.url,
        created: record.created,
        client_ids: record.client_ids,
        thumbprints: record.thumbprints,
        tags: record.tags,
    })
}

impl Exporter {
    pub(super) async fn saml_provider(
        &self,
        place: &Key,
        stored: &Stored,
    ) -> Result<PortableSamlProvider, Error> {
        let (record, _) = parse::<SamlProviderRecord>(stored)?;
        let document = keyspace::saml_document(self.account, &record.name)?;
        let document = load_from::<SamlDocumentRecord>(&self.snapshot, &document).await?;
        let mut private_keys = Vec::with_capacity(record.private_keys.len());
        for entry in record.private_keys {
            private_keys.push(PortableSamlKey {
                key: self.text(place, &entry.sealed_key.0)?,
                id: entry.id,
                added: entry.added,
            });
        }
        Ok(PortableSamlProvider {
            id: record.id,
            name: record.name,
            created: record.created,
            valid_until: record.valid_until,
            tags: record.tags,
            encryption: record.encryption,
            document: unpack(document).await?,
            private_keys,
        })
    }

    pub(super) async fn server_certificate(
        &self,
        stored: &Stored,
    ) -> Result<PortableServerCertificate, Error> {
        let record: ServerCertificateRecord = self.named(stored).await?;
        let place = keyspace::server_certificate_text(self.account, record.id)?;
        let text: ServerCertificateTextRecord = self.whole(&place).await?;
        Ok(PortableServerCertificate {
            private_key: self.text(&place, &text.sealed_private_key)?,
            id: record.id,
            name: record.name,
            path: record.path,
            uploaded: record.uploaded,
            expires: record.expires,
            tags: record.tags,
            body: text.body,
            chain: text.chain,
        })
    }
}
