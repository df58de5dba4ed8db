//! Service-specific credentials of users: a name and a password, or an API key, for one service.
//!
//! No service asks for them here; of a password its digest is kept, against which one could check
//! it.

use std::time::Duration;

use iamd_api::{
    Action,
    iam::{
        CreateServiceSpecificCredential, DeleteServiceSpecificCredential,
        ResetServiceSpecificCredential, UpdateServiceSpecificCredential,
    },
};
use iamd_auth::{Fact, Permit, Resource};
use iamd_ident::{AccountId, IdKind, Secret, Timestamp, UniqueId, UserName};

mod list;
mod secret;
mod service;

use self::secret::{digest, fresh_password, told};
pub use self::service::CredentialService;
use crate::{
    AccessKeyStatus, Directory, Error, KeyHolder, Quota,
    draft::{Draft, load, transact},
    entity::put_entity,
    key_holders::HolderRecord,
    keyspace,
    records::{ServiceCredentialEntry, ServiceCredentialRecord, ServiceLoginRecord, UserRecord},
};

/// LIMIT: credentials of a user for one service. SOURCE: IAM API Reference,
/// `CreateServiceSpecificCredential`.
const PER_SERVICE_MAX: usize = 2;

/// LIMIT: how many names are tried for a new credential. Others may have had the user's name.
const LOGINS_TRIED: usize = 32;

const SECONDS_PER_DAY: u64 = 24 * 60 * 60;

/// Whether a credential opens anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceCredentialStatus {
    /// It does.
    Active,
    /// It does not until somebody makes it active.
    Inactive,
    /// It does not any more.
    Expired,
}

/// A service-specific credential without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceCredential {
    /// Its id.
    pub id: UniqueId,
    /// The name that its user has today.
    pub user_name: UserName,
    /// The service.
    pub service: CredentialService,
    /// The name that the service knows it by.
    pub login: String,
    /// Whether it opens anything now.
    pub status: ServiceCredentialStatus,
    /// When it was made.
    pub created: Timestamp,
    /// When it stops being good for anything, if ever.
    pub expires: Option<Timestamp>,
}

/// A credential in a moment in which its secret is told.
#[derive(Debug)]
pub struct NewServiceCredential {
    /// The credential.
    pub credential: ServiceCredential,
    /// The password, or the API key.
    pub secret: Secret<String>,
}

impl Directory {
    /// Makes a credential.
    ///
    /// SOURCE: observed: an age is taken for every service, not for those of API keys alone.
    ///
    /// # Errors
    /// There is no such user, or it has as many credentials for the service as it may have.
    pub async fn create_service_credential(
        &self,
        permit: Permit<CreateServiceSpecificCredential>,
        name: &UserName,
        service: CredentialService,
        age_days: Option<u32>,
    ) -> Result<NewServiceCredential, Error> {
        let account = permit.account();
        let created = self.clock().now();
        let id = UniqueId::random(IdKind::ServiceCredential, self.random());
        let password = fresh_password(self.random());
        let expires = age_days.map(|days| days_after(created, days));
        let (user_name, record) = transact!(self, |draft| {
            let mut user: UserRecord = self.draft_permitted(&mut draft, &permit, name).await?;
            let entries = user.service_credentials.iter();
            let known = entries.filter(|entry| entry.service == service.as_str());
            if known.count() >= PER_SERVICE_MAX {
                return Err(Error::Quota(Quota::ServiceCredentials));
            }
            let login = draft_login(&mut draft, account, service, &user.name, id).await?;
            let record = ServiceCredentialRecord {
                id,
                owner: user.id,
                service: service.as_str().to_owned(),
                login,
                status: AccessKeyStatus::Active,
                created,
                expires,
                password_digest: digest(&password),
            };
            draft.put(keyspace::service_credential(account, id)?, &record)?;
            user.service_credentials.push(ServiceCredentialEntry {
                id,
                service: service.as_str().to_owned(),
            });
            put_entity(&mut draft, account, &user)?;
            Ok((user.name, record))
        });
        let secret = told(service, &record.login, &password);
        let credential = credential_of(user_name, record, created)?;
        Ok(NewServiceCredential { credential, secret })
    }

    /// Makes a credential active or inactive.
    ///
    /// # Errors
    /// There is no such user, or the credential is not one of its own.
    pub async fn update_service_credential(
        &self,
        permit: Permit<UpdateServiceSpecificCredential>,
        holder: &KeyHolder,
        id: &str,
        status: AccessKeyStatus,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let (_, mut record) = self
                .draft_service_credential(&mut draft, &permit, holder, id)
                .await?;
            record.status = status;
            draft.put(keyspace::service_credential(account, record.id)?, &record)
        });
        Ok(())
    }

    /// Gives a credential another password or API key. All else stays: status, names, expiry.
    ///
    /// # Errors
    /// There is no such user, or the credential is not one of its own.
    pub async fn reset_service_credential(
        &self,
        permit: Permit<ResetServiceSpecificCredential>,
        holder: &KeyHolder,
        id: &str,
    ) -> Result<NewServiceCredential, Error> {
        let account = permit.account();
        let password = fresh_password(self.random());
        let (user_name, record) = transact!(self, |draft| {
            let (user, mut record) = self
                .draft_service_credential(&mut draft, &permit, holder, id)
                .await?;
            record.password_digest = digest(&password);
            draft.put(keyspace::service_credential(account, record.id)?, &record)?;
            Ok((user.name, record))
        });
        let login = record.login.clone();
        let credential = credential_of(user_name, record, self.clock().now())?;
        Ok(NewServiceCredential {
            secret: told(credential.service, &login, &password),
            credential,
        })
    }

    /// Deletes a credential.
    ///
    /// # Errors
    /// There is no such user, or the credential is not one of its own.
    pub async fn delete_service_credential(
        &self,
        permit: Permit<DeleteServiceSpecificCredential>,
        holder: &KeyHolder,
        id: &str,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let (mut user, record) = self
                .draft_service_credential(&mut draft, &permit, holder, id)
                .await?;
            let (id, service) = (record.id, record.service);
            user.service_credentials.retain(|entry| entry.id != id);
            draft.delete(keyspace::service_credential(account, id)?);
            draft.delete(keyspace::service_login(account, &service, &record.login)?);
            put_entity(&mut draft, account, &*user)
        });
        Ok(())
    }

    /// What decisions on a user's credential are told: of the user, and which service it is for.
    pub(crate) async fn service_credential_resource(
        &self,
        account: AccountId,
        user: Resource,
        id: &str,
    ) -> Result<Resource, Error> {
        let mut resource = user;
        if let Ok(id) = id.parse() {
            let place = keyspace::service_credential(account, id)?;
            let found = load::<ServiceCredentialRecord>(self.store(), &place).await?;
            let fact = |service| {
                (
                    "iam:servicespecificcredentialservicename",
                    Fact::Text(service),
                )
            };
            resource.facts = found
                .map(|(record, _)| fact(record.service))
                .into_iter()
                .collect();
        }
        Ok(resource)
    }

    /// A credential of a holder that the permit is for, taken for granted by a draft.
    ///
    /// SOURCE: observed: a credential of somebody else is refused in words of its own.
    async fn draft_service_credential<O: Action>(
        &self,
        draft: &mut Draft<'_>,
        permit: &Permit<O>,
        holder: &KeyHolder,
        id: &str,
    ) -> Result<(Box<UserRecord>, ServiceCredentialRecord), Error> {
        let missing = || Error::NoSuchServiceCredential { id: id.to_owned() };
        let owner = self.permitted_key_holder(draft, permit, holder).await?;
        let parsed = id.parse().map_err(|_| missing())?;
        let place = keyspace::service_credential(permit.account(), parsed)?;
        let found = draft.read(&place).await?;
        let record: ServiceCredentialRecord = found.ok_or_else(missing)?;
        match owner {
            HolderRecord::User(user) if user.id == record.owner => Ok((user, record)),
            HolderRecord::User(user) => Err(Error::ServiceCredentialOfAnother {
                user: user.name,
                id: id.to_owned(),
            }),
            HolderRecord::RootUser(_) => Err(missing()),
        }
    }
}

/// Plans the name of a new credential: the first that no other has at the service.
///
/// SOURCE: observed: `bob-at-123456789012`, then `bob+1-at-123456789012`.
async fn draft_login(
    draft: &mut Draft<'_>,
    account: AccountId,
    service: CredentialService,
    user: &UserName,
    id: UniqueId,
) -> Result<String, Error> {
    for slot in 0..LOGINS_TRIED {
        let login = match slot {
            0 => format!("{user}-at-{account}"),
            slot => format!("{user}+{slot}-at-{account}"),
        };
        let place = keyspace::service_login(account, service.as_str(), &login)?;
        if draft.read::<ServiceLoginRecord>(&place).await?.is_none() {
            draft.put(place, &ServiceLoginRecord { id })?;
            return Ok(login);
        }
    }
    Err(Error::Quota(Quota::ServiceCredentials))
}

fn credential_of(
    user_name: UserName,
    record: ServiceCredentialRecord,
    now: Timestamp,
) -> Result<ServiceCredential, Error> {
    let service = CredentialService::find(&record.service).ok_or_else(|| Error::Corrupt {
        what: "a service-specific credential",
        source: record.service.into(),
    })?;
    let is_over = record.expires.is_some_and(|expires| expires <= now);
    let status = match record.status {
        _ if is_over => ServiceCredentialStatus::Expired,
        AccessKeyStatus::Active => ServiceCredentialStatus::Active,
        AccessKeyStatus::Inactive => ServiceCredentialStatus::Inactive,
    };
    Ok(ServiceCredential {
        id: record.id,
        user_name,
        service,
        login: record.login,
        status,
        created: record.created,
        expires: record.expires,
    })
}

/// SOURCE: observed: exactly so many days after the second in which it was made.
fn days_after(created: Timestamp, days: u32) -> Timestamp {
    let age = Duration::from_secs(u64::from(days) * SECONDS_PER_DAY);
    created.checked_add(age).unwrap_or(Timestamp::MAX)
}
