//! Server certificates: what servers show to who asks for TLS, kept for them with their keys.
//!
//! A private key comes in and never goes out: no operation tells it.

use iamd_api::iam::{
    DeleteServerCertificate, GetServerCertificate, ListServerCertificates, UpdateServerCertificate,
    UploadServerCertificate,
};
use iamd_auth::{Permit, Resource};
use iamd_ident::{
    AccountId, Arn, IdKind, Path, Secret, ServerCertificateName, Tag, Timestamp, UniqueId,
};

use crate::{
    AccountQuota, Directory, Error, Page, PageRequest, Quota,
    draft::{load, transact},
    entity::{Move, delete_entity, entity},
    keyspace,
    records::{ServerCertificateRecord, ServerCertificateTextRecord},
};

mod check;
mod tags;

/// LIMIT: tags of a server certificate. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
const TAGS_MAX: usize = 50;

entity!(
    ServerCertificateRecord,
    ServerCertificateName,
    "server-certificate",
    SERVER_CERTIFICATES,
    SERVER_CERTIFICATE_NAMES,
    NoSuchServerCertificate,
    ServerCertificateExists,
    tags
);

/// A server certificate, as lists tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerCertificate {
    /// The id that outlives renaming.
    pub id: UniqueId,
    /// The name of today.
    pub name: ServerCertificateName,
    /// The path of today.
    pub path: Path,
    /// The ARN of today.
    pub arn: Arn,
    /// When it was uploaded.
    pub uploaded: Timestamp,
    /// The last second in which the certificate is valid.
    pub expires: Timestamp,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// The texts of a server certificate, its private key aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerCertificateTexts {
    /// The certificate in PEM format.
    pub body: String,
    /// The chain in PEM format, if there is one.
    pub chain: Option<String>,
}

/// What a new server certificate is made of.
#[derive(Clone, Debug)]
pub struct NewServerCertificate {
    /// Its name.
    pub name: ServerCertificateName,
    /// Its path.
    pub path: Path,
    /// Its tags, no two with the same key.
    pub tags: Vec<Tag>,
    /// Certificate and chain.
    pub texts: ServerCertificateTexts,
    /// The private key in PEM format.
    pub private_key: Secret<String>,
}

/// What becomes of a server certificate.
#[derive(Clone, Debug, Default)]
pub struct ServerCertificateUpdate {
    /// The new name, if it changes.
    pub name: Option<ServerCertificateName>,
    /// The new path, if it changes.
    pub path: Option<Path>,
}

impl Directory {
    /// Takes a server certificate with its private key.
    ///
    /// # Errors
    /// The certificate is not one that is valid now, the key is not its, a certificate of the chain
    /// did not sign the one before; the name is taken, there would be too many tags, or the account
    /// has as many server certificates as it may have.
    pub async fn upload_server_certificate(
        &self,
        permit: Permit<UploadServerCertificate>,
        new: NewServerCertificate,
    ) -> Result<ServerCertificate, Error> {
        let account = permit.account();
        permit.covers(&self.arn_for::<ServerCertificateRecord>(account, &new.path, &new.name))?;
        if new.tags.len() > TAGS_MAX {
            return Err(Error::Quota(Quota::TagsPerServerCertificate));
        }
        let uploaded = self.clock().now();
        let expires = check::expiry(&new.texts, &new.private_key, uploaded)?;
        let id = UniqueId::random(IdKind::Certificate, self.random());
        let place = keyspace::server_certificate_text(account, id)?;
        let private_key = new.private_key.expose().as_bytes();
        let text = ServerCertificateTextRecord {
            sealed_private_key: self.seal_secret(&place, private_key)?,
            body: trimmed(&new.texts.body),
            chain: new.texts.chain.as_deref().map(trimmed),
        };
        let record = ServerCertificateRecord {
            id,
            name: new.name,
            path: new.path,
            uploaded,
            expires,
            tags: new.tags,
        };
        let _room = self
            .reserve(account, AccountQuota::ServerCertificates)
            .await?;
        transact!(self, |draft| {
            self.draft_new(&mut draft, account, &record).await?;
            draft.put(place.clone(), &text)
        });
        Ok(self.server_certificate_of(account, record))
    }

    /// A server certificate by name, with its texts.
    ///
    /// # Errors
    /// There is none.
    pub async fn get_server_certificate(
        &self,
        permit: Permit<GetServerCertificate>,
        name: &ServerCertificateName,
    ) -> Result<(ServerCertificate, ServerCertificateTexts), Error> {
        let account = permit.account();
        let record = self
            .permitted::<ServerCertificateRecord, _>(&permit, name)
            .await?;
        let place = keyspace::server_certificate_text(account, record.id)?;
        let text = load::<ServerCertificateTextRecord>(self.store(), &place).await?;
        // Somebody may have deleted it meanwhile.
        let (text, _) = text.ok_or_else(|| Error::NoSuchServerCertificate(name.clone()))?;
        let texts = ServerCertificateTexts {
            body: text.body,
            chain: text.chain,
        };
        Ok((self.server_certificate_of(account, record), texts))
    }

    /// The server certificates whose path begins with `prefix`, in the order of their names.
    ///
    /// # Errors
    /// The marker is not one of this list's.
    pub async fn list_server_certificates(
        &self,
        permit: Permit<ListServerCertificates>,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<ServerCertificate>, Error> {
        let account = permit.account();
        permit.covers(&Arn::iam(
            self.partition(),
            account,
            format_args!("server-certificate{prefix}"),
        ))?;
        let page = self
            .list_entities(account, "server-certificates", prefix, page)
            .await?;
        Ok(page.map(|record| self.server_certificate_of(account, record)))
    }

    /// Renames a server certificate or moves it to another path. Its id and its tags stay; its ARN
    /// changes.
    ///
    /// # Errors
    /// There is no such server certificate, or the new name is taken.
    pub async fn update_server_certificate(
        &self,
        permit: Permit<UpdateServerCertificate>,
        name: &ServerCertificateName,
        update: ServerCertificateUpdate,
    ) -> Result<(), Error> {
        let to = Move {
            name: update.name,
            path: update.path,
        };
        self.move_entity::<ServerCertificateRecord, _>(&permit, name, to)
            .await
    }

    /// Deletes a server certificate, and its private key with it.
    ///
    /// # Errors
    /// There is no such server certificate.
    pub async fn delete_server_certificate(
        &self,
        permit: Permit<DeleteServerCertificate>,
        name: &ServerCertificateName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let certificate = self
                .draft_permitted::<ServerCertificateRecord, _>(&mut draft, &permit, name)
                .await?;
            draft.delete(keyspace::server_certificate_text(account, certificate.id)?);
            delete_entity(&mut draft, account, &certificate)
        });
        Ok(())
    }

    /// What decisions are told of the server certificate that has a name, whether it exists or not.
    pub(crate) async fn server_certificate_resource(
        &self,
        account: AccountId,
        name: &ServerCertificateName,
    ) -> Result<Resource, Error> {
        let found = self
            .find_entity::<ServerCertificateRecord>(account, name)
            .await?;
        let resource = self.entity_resource(account, name, found.as_ref());
        Ok(resource.shown_as(format!("server certificate {name}")))
    }

    fn server_certificate_of(
        &self,
        account: AccountId,
        record: ServerCertificateRecord,
    ) -> ServerCertificate {
        ServerCertificate {
            arn: self.entity_arn(account, &record),
            id: record.id,
            name: record.name,
            path: record.path,
            uploaded: record.uploaded,
            expires: record.expires,
            tags: record.tags,
        }
    }
}

/// SOURCE: observed: what is told of a certificate does not end with a new line.
fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}
