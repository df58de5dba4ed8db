//! Lists of service-specific credentials.

use iamd_api::iam::ListServiceSpecificCredentials;
use iamd_auth::Permit;
use iamd_ident::Arn;

use super::{CredentialService, ServiceCredential, credential_of};
use crate::{
    Directory, Error, KeyHolder, Page, PageRequest,
    draft::{Draft, load, parse},
    keyspace,
    page::{Walk, cut, place_by_age},
    records::ServiceCredentialRecord,
};

impl Directory {
    /// The credentials of a user for a service, or for all, oldest first. The root user has none.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_service_credentials(
        &self,
        permit: Permit<ListServiceSpecificCredentials>,
        holder: &KeyHolder,
        service: Option<CredentialService>,
        page: &PageRequest,
    ) -> Result<Page<ServiceCredential>, Error> {
        let account = permit.account();
        let now = self.clock().now();
        let mut draft = Draft::new(self.store());
        let owner = self
            .permitted_key_holder(&mut draft, &permit, holder)
            .await?;
        let mut credentials = Vec::new();
        if let Some(user) = owner.user() {
            let is_wanted = |name: &str| service.is_none_or(|service| service.as_str() == name);
            for entry in &user.service_credentials {
                if !is_wanted(&entry.service) {
                    continue;
                }
                let place = keyspace::service_credential(account, entry.id)?;
                if let Some((record, _)) = load(self.store(), &place).await? {
                    credentials.push(credential_of(user.name.clone(), record, now)?);
                }
            }
        }
        credentials.sort_by_cached_key(by_age);
        cut("service-credentials", credentials, page, by_age)
    }

    /// The credentials of all users of the account, in the order of their ids.
    ///
    /// # Errors
    /// The marker is not one of this list's.
    pub async fn list_service_credentials_of_all(
        &self,
        permit: Permit<ListServiceSpecificCredentials>,
        service: Option<CredentialService>,
        page: &PageRequest,
    ) -> Result<Page<ServiceCredential>, Error> {
        let account = permit.account();
        permit.covers(&Arn::iam(self.partition(), account, format_args!("user/")))?;
        let now = self.clock().now();
        let snapshot = self.snapshot().await?;
        let all = keyspace::service_credentials(account);
        let mut walk = Walk::begin(&snapshot, "all-service-credentials", &all, page)?;
        while let Some((_, stored)) = walk.next().await? {
            let (record, _) = parse::<ServiceCredentialRecord>(&stored)?;
            if service.is_some_and(|service| service.as_str() != record.service) {
                continue;
            }
            // Who is deleted since has none.
            let Some(user) = self.known_user(account, record.owner).await? else {
                continue;
            };
            let credential = credential_of(user.facts.name.clone(), record, now)?;
            if !walk.show(credential) {
                break;
            }
        }
        Ok(walk.page())
    }
}

/// A text that sorts credentials by their age.
fn by_age(credential: &ServiceCredential) -> String {
    place_by_age(credential.created, credential.id)
}
