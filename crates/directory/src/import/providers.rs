//! Identity providers, and certificates of servers.

use iamd_certificate::{Certificate, PrivateKey};
use iamd_ident::{IdKind, random_uuid};
use iamd_provider::{SamlDocument, SamlPrivateKey};

use super::{
    ImportError,
    credentials::NO_SECRET,
    planner::{At, Planner},
};
use crate::{
    PortableList, PortableOidcProvider, PortableSamlProvider, PortableServerCertificate, keyspace,
    records::{
        NameRecord, OidcProviderRecord, PackedBytes, SamlKeyEntry, SamlProviderRecord,
        ServerCertificateRecord, ServerCertificateTextRecord,
    },
    saml_providers::pack,
};

/// LIMIT: bytes of a certificate, its chain and its key together.
const CERTIFICATE_BYTES_MAX: usize = 256 * 1024;

impl Planner<'_> {
    pub(super) async fn saml_providers(
        &mut self,
        providers: Vec<PortableSamlProvider>,
    ) -> Result<(), ImportError> {
        for (index, provider) in providers.into_iter().enumerate() {
            let name = provider.name.clone();
            let at = At::new(PortableList::SamlProviders, index, &name);
            let place = keyspace::saml_provider(self.account, &name)?;
            self.take(at, "name", place.to_string())?;
            let document = SamlDocument::parse(provider.document)
                .map_err(|error| at.fault("document", error.to_string()))?;
            let document = pack(document).await?;
            self.put(keyspace::saml_document(self.account, &name)?, &document)?;
            let mut keys = Vec::new();
            for key in provider.private_keys {
                match key.key {
                    Some(secret) => {
                        let parsed = SamlPrivateKey::parse(secret.clone());
                        parsed.map_err(|error| at.fault("private_keys", error.to_string()))?;
                        keys.push((key.id, key.added, secret));
                    }
                    None => self.left_out(at, &format!("private key {}", key.id), NO_SECRET),
                }
            }
            let (id, name, tags) = (provider.id, provider.name, provider.tags);
            let (created, valid_until) = (provider.created, provider.valid_until);
            let encryption = provider.encryption;
            self.put_sealed(place, move |directory, place| {
                let mut private_keys = Vec::with_capacity(keys.len());
                for (id, added, secret) in &keys {
                    let sealed = directory.seal_secret(place, secret.expose().as_bytes())?;
                    private_keys.push(SamlKeyEntry {
                        id: id.clone(),
                        added: *added,
                        sealed_key: PackedBytes(sealed),
                    });
                }
                Ok(SamlProviderRecord {
                    id: id.clone(),
                    name: name.clone(),
                    created,
                    valid_until,
                    tags: tags.clone(),
                    encryption,
                    private_keys,
                })
            });
        }
        Ok(())
    }

    pub(super) fn oidc_providers(
        &mut self,
        providers: Vec<PortableOidcProvider>,
    ) -> Result<(), ImportError> {
        for (index, provider) in providers.into_iter().enumerate() {
            let local = provider.url.without_scheme().to_owned();
            let at = At::new(PortableList::OidcProviders, index, &local);
            let place = keyspace::oidc_provider(self.account, &provider.url)?;
            self.take(at, "url", place.to_string())?;
            let record = OidcProviderRecord {
                id: random_uuid(self.directory.random()),
                url: provider.url,
                created: provider.created,
                client_ids: provider.client_ids,
                thumbprints: provider.thumbprints,
                tags: provider.tags,
            };
            self.put_bounded(at, place, &record)?;
        }
        Ok(())
    }

    pub(super) fn server_certificates(
        &mut self,
        certificates: Vec<PortableServerCertificate>,
    ) -> Result<(), ImportError> {
        for (index, certificate) in certificates.into_iter().enumerate() {
            let name = certificate.name.clone();
            let at = At::new(PortableList::ServerCertificates, index, &name);
            self.take_id(at, certificate.id, IdKind::Certificate)?;
            let table = keyspace::SERVER_CERTIFICATE_NAMES;
            let named = keyspace::name(self.account, table, &name.folded())?;
            self.take(at, "name", named.to_string())?;
            let Some(key) = certificate.private_key else {
                self.left_out(at, "the certificate", "its private key is not told");
                continue;
            };
            let (body, chain) = (certificate.body, certificate.chain);
            let bytes = body.len() + chain.as_ref().map_or(0, String::len) + key.expose().len();
            if bytes > CERTIFICATE_BYTES_MAX {
                let what = format!("more than {CERTIFICATE_BYTES_MAX} bytes");
                return Err(at.fault("body", what));
            }
            let parsed = Certificate::from_pem(&body).ok();
            let belongs = PrivateKey::from_pem(&key).ok().zip(parsed.as_ref());
            if !belongs.is_some_and(|(key, certificate)| key.belongs_to(certificate)) {
                let what = "the certificate and its private key do not belong together";
                return Err(at.fault("private_key", what));
            }
            let expires = parsed.map(|certificate| certificate.not_after());
            if expires != Some(certificate.expires) {
                return Err(at.fault("expires", "the certificate says something else"));
            }
            let name = NameRecord {
                id: certificate.id,
                path: certificate.path.clone(),
            };
            self.put(named, &name)?;
            let record = ServerCertificateRecord {
                id: certificate.id,
                name: certificate.name,
                path: certificate.path,
                uploaded: certificate.uploaded,
                expires: certificate.expires,
                tags: certificate.tags,
            };
            let place = keyspace::entity(self.account, keyspace::SERVER_CERTIFICATES, record.id)?;
            self.put_bounded(at, place, &record)?;
            let place = keyspace::server_certificate_text(self.account, record.id)?;
            self.put_sealed(place, move |directory, place| {
                let private_key = key.expose().as_bytes();
                Ok(ServerCertificateTextRecord {
                    body: body.clone(),
                    chain: chain.clone(),
                    sealed_private_key: directory.seal_secret(place, private_key)?,
                })
            });
        }
        Ok(())
    }
}
