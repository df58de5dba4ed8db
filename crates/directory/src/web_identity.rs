//! Issuers of web identities: what accounts sign tokens with for services that are not theirs.
//!
//! An account has one issuer, made when it is enabled for the first time. Its URL holds an id that
//! nobody guesses, so it tells nothing of the account, and it never changes: whoever trusts it once
//! trusts it after the feature was disabled and enabled again.

mod keys;

use std::sync::Arc;

use iamd_api::{
    iam::{
        DisableOutboundWebIdentityFederation, EnableOutboundWebIdentityFederation,
        GetOutboundWebIdentityFederationInfo,
    },
    sts::GetWebIdentityToken,
};
use iamd_auth::{Permit, SystemWork};
use iamd_ident::{AccountId, Timestamp, random_uuid};
use iamd_jwt::{Algorithm, PublicKey, SigningKey};
use iamd_store::{KeyRange, SCAN_RECORDS_MAX, Stored};
use tokio::task::spawn_blocking;

use crate::{
    Directory, Error,
    draft::{load, parse, transact},
    keyspace,
    records::{IssuerAccountRecord, WebIdentityIssuerRecord, WebIdentityKeyEntry},
};

/// What a token is signed with.
#[derive(Debug)]
pub struct WebIdentitySigner {
    /// The id of the account's issuer.
    pub issuer: String,
    /// The key that signs today.
    pub key: SigningKey,
}

impl Directory {
    /// Enables the account's issuer, and makes it if there is none. Tells its id.
    ///
    /// # Errors
    /// It is enabled.
    pub async fn enable_web_identity_issuer(
        &self,
        permit: Permit<EnableOutboundWebIdentityFederation>,
    ) -> Result<String, Error> {
        let account = permit.account();
        permit.covers(&"*")?;
        let place = keyspace::web_identity_issuer(account);
        let fresh = match self.issuer_of(account).await? {
            Some(_) => None,
            None => Some(self.fresh_issuer(account).await?),
        };
        let id = transact!(self, |draft| {
            let found: Option<WebIdentityIssuerRecord> = draft.read(&place).await?;
            let is_new = found.is_none();
            let mut issuer = found.or_else(|| fresh.clone()).ok_or(Error::Contended)?;
            if issuer.enabled {
                return Err(Error::WebIdentityFederationEnabled);
            }
            issuer.enabled = true;
            if is_new {
                let whose = keyspace::issuer_account(&issuer.id)?;
                draft.put(whose, &IssuerAccountRecord { account })?;
            }
            draft.put(place.clone(), &issuer)?;
            Ok(issuer.id)
        });
        Ok(id)
    }

    /// The id of the account's issuer.
    ///
    /// # Errors
    /// It is not enabled.
    pub async fn web_identity_issuer(
        &self,
        permit: Permit<GetOutboundWebIdentityFederationInfo>,
    ) -> Result<String, Error> {
        permit.covers(&"*")?;
        Ok(self.enabled_issuer(permit.account()).await?.id)
    }

    /// Disables the account's issuer. Tokens of before verify until they end.
    ///
    /// # Errors
    /// It is not enabled.
    pub async fn disable_web_identity_issuer(
        &self,
        permit: Permit<DisableOutboundWebIdentityFederation>,
    ) -> Result<(), Error> {
        permit.covers(&"*")?;
        let place = keyspace::web_identity_issuer(permit.account());
        transact!(self, |draft| {
            let issuer: Option<WebIdentityIssuerRecord> = draft.read(&place).await?;
            let issuer = issuer.filter(|issuer| issuer.enabled);
            let mut issuer = issuer.ok_or(Error::WebIdentityFederationDisabled)?;
            issuer.enabled = false;
            draft.put(place.clone(), &issuer)
        });
        Ok(())
    }

    /// What the account signs a token with.
    ///
    /// # Errors
    /// The issuer is not enabled.
    pub async fn web_identity_signer(
        &self,
        permit: Permit<GetWebIdentityToken>,
        algorithm: Algorithm,
    ) -> Result<WebIdentitySigner, Error> {
        permit.covers(&"*")?;
        let account = permit.account();
        let issuer = self.enabled_issuer(account).await?;
        let entry = keys::signing(&issuer.keys, algorithm, self.clock().now());
        let entry = entry.ok_or_else(|| damaged("there is none for an algorithm"))?;
        Ok(WebIdentitySigner {
            key: self.open_web_identity_key(account, entry).await?,
            issuer: issuer.id,
        })
    }

    /// What is published of an issuer's keys: all that verify tokens which may be about, and those
    /// that are to sign soon. `None` if there is no such issuer.
    ///
    /// It asks for no permit, as anybody may know it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn published_web_identity_keys(
        &self,
        issuer: &str,
    ) -> Result<Option<Vec<PublicKey>>, Error> {
        if !is_issuer_id(issuer) {
            return Ok(None);
        }
        let whose = keyspace::issuer_account(issuer)?;
        let Some((whose, _)) = load::<IssuerAccountRecord>(self.store(), &whose).await? else {
            return Ok(None);
        };
        let found = self.issuer_of(whose.account).await?;
        let found = found.filter(|found| found.id == issuer);
        Ok(found.map(|found| found.keys.into_iter().map(|key| key.public).collect()))
    }

    /// Makes new keys for issuers whose keys have signed long enough, and drops those whose last
    /// token has ended. Tells how many issuers it changed. Called every now and then.
    ///
    /// # Errors
    /// The store cannot be read or written. What went wrong with one issuer keeps the others from
    /// nothing.
    pub async fn rotate_web_identity_keys(&self, _work: &SystemWork) -> Result<usize, Error> {
        let mut range = KeyRange::under(&keyspace::issuer_accounts());
        let (mut changed, mut failed) = (0, None);
        loop {
            let page = self.store().scan(&range, SCAN_RECORDS_MAX).await;
            let page = page.map_err(|error| Error::Store(Box::new(error)))?;
            for (_, stored) in &page {
                match self.rotate_keys_of(stored).await {
                    Ok(is_changed) => changed += usize::from(is_changed),
                    Err(error) => failed = Some(error),
                }
            }
            match page.last() {
                Some((last, _)) if page.len() == SCAN_RECORDS_MAX => range = range.after(last),
                _ => return failed.map_or(Ok(changed), Err),
            }
        }
    }

    /// Makes and drops keys of the issuer whose account is stored here.
    async fn rotate_keys_of(&self, stored: &Stored) -> Result<bool, Error> {
        let account = parse::<IssuerAccountRecord>(stored)?.0.account;
        let Some(issuer) = self
            .issuer_of(account)
            .await?
            .filter(|issuer| issuer.enabled)
        else {
            return Ok(false);
        };
        let Some(change) = keys::as_of(self.clock().now(), &issuer.keys) else {
            return Ok(false);
        };
        let mut fresh = Vec::with_capacity(change.due.len());
        for (algorithm, signs_from) in change.due {
            fresh.push((self.fresh_web_identity_key(algorithm).await?, signs_from));
        }
        let entry = |(key, signs_from): &_| self.web_identity_entry(account, key, *signs_from);
        let fresh = fresh.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        let place = keyspace::web_identity_issuer(account);
        let is_changed = transact!(self, |draft| {
            let found: Option<WebIdentityIssuerRecord> = draft.read(&place).await?;
            // Whoever was faster made the same change.
            let Some(mut found) = found.filter(|found| found.keys == issuer.keys) else {
                return Ok(false);
            };
            found.keys = [change.kept.as_slice(), fresh.as_slice()].concat();
            draft.put(place.clone(), &found)?;
            Ok(true)
        });
        Ok(is_changed)
    }

    async fn issuer_of(
        &self,
        account: AccountId,
    ) -> Result<Option<WebIdentityIssuerRecord>, Error> {
        let place = keyspace::web_identity_issuer(account);
        let issuer = load::<WebIdentityIssuerRecord>(self.store(), &place).await?;
        Ok(issuer.map(|(issuer, _)| issuer))
    }

    async fn enabled_issuer(&self, account: AccountId) -> Result<WebIdentityIssuerRecord, Error> {
        let issuer = self.issuer_of(account).await?;
        let issuer = issuer.filter(|issuer| issuer.enabled);
        issuer.ok_or(Error::WebIdentityFederationDisabled)
    }

    async fn fresh_issuer(&self, account: AccountId) -> Result<WebIdentityIssuerRecord, Error> {
        let mut keys = Vec::with_capacity(Algorithm::ALL.len());
        for algorithm in Algorithm::ALL {
            keys.push(self.fresh_web_identity_key(algorithm).await?);
        }
        let signs_from = self.clock().now();
        let entry = |key: &SigningKey| self.web_identity_entry(account, key, signs_from);
        Ok(WebIdentityIssuerRecord {
            id: random_uuid(self.random()),
            enabled: false,
            keys: keys.iter().map(entry).collect::<Result<_, _>>()?,
        })
    }

    /// A new key. Finding primes takes its time, so it is done beside the threads that serve.
    async fn fresh_web_identity_key(&self, algorithm: Algorithm) -> Result<SigningKey, Error> {
        let random = Arc::clone(self.shared_random());
        let made = spawn_blocking(move || SigningKey::generate(algorithm, &*random)).await;
        made.map_err(corrupt)?.map_err(corrupt)
    }

    /// A key as the record of its issuer keeps it. Made when all keys are there, as what is sealed
    /// should not wait long for its commit.
    fn web_identity_entry(
        &self,
        account: AccountId,
        key: &SigningKey,
        signs_from: Timestamp,
    ) -> Result<WebIdentityKeyEntry, Error> {
        let place = keyspace::web_identity_issuer(account);
        Ok(WebIdentityKeyEntry {
            public: key.public().clone(),
            signs_from,
            sealed_secret: self.seal_secret(&place, key.secret().expose())?,
        })
    }

    /// A key that was kept. The numbers of RSA are computed anew, in constant time, so it is done
    /// beside the threads that serve.
    ///
    /// SECURITY: keys of one record are sealed for one place; that none stands for another follows
    /// from what is published of it, which is compared.
    async fn open_web_identity_key(
        &self,
        account: AccountId,
        entry: &WebIdentityKeyEntry,
    ) -> Result<SigningKey, Error> {
        let place = keyspace::web_identity_issuer(account);
        let secret = self.open_secret(&place, &entry.sealed_secret)?;
        let public = entry.public.clone();
        let open = move || SigningKey::from_secret(&public, secret.expose());
        let opened = match entry.public.algorithm() {
            Algorithm::Es384 => open(),
            Algorithm::Rs256 => spawn_blocking(open).await.map_err(corrupt)?,
        };
        opened.map_err(corrupt)
    }
}

/// LIMIT: what is no id is not looked for, whatever the path of a request says.
fn is_issuer_id(text: &str) -> bool {
    let is_part = |byte: u8| byte == b'-' || byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == 36 && text.bytes().all(is_part)
}

fn corrupt(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Corrupt {
        what: "a key for web identities",
        source: Box::new(error),
    }
}

fn damaged(reason: &'static str) -> Error {
    Error::Corrupt {
        what: "a key for web identities",
        source: reason.into(),
    }
}
