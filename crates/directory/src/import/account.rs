//! What is the account's as a whole, its root user and its buckets.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use iamd_ident::{BucketId, Secret, Timestamp};
use iamd_jwt::{Algorithm, PublicKey, SigningKey};
use iamd_policy::DocumentKind;

use super::{
    ImportError, PortablePlace, Published, RemarkKind,
    credentials::NO_SECRET,
    planner::{At, Planner},
};
use crate::{
    AccessKeyStatus, KeyOwner, PortableAccount, PortableBucket, PortableIssuer, PortableIssuerKey,
    PortableList, PortableRootUser,
    buckets::{self, PER_ACCOUNT_MAX},
    draft::load,
    keyspace,
    records::{
        AccessKeyRecord, AccountAliasRecord, BucketCountRecord, BucketEntryRecord,
        BucketPolicyRecord, BucketRecord, IssuerAccountRecord, RootUserRecord,
        TokenPreferencesRecord, WebIdentityIssuerRecord, WebIdentityKeyEntry,
    },
};

const ACCOUNT: &str = "the account";

/// LIMIT: keys of an issuer. It has three of an algorithm while one follows another.
const ISSUER_KEYS_MAX: usize = 16;

impl Planner<'_> {
    pub(super) async fn account(&mut self, account: PortableAccount) -> Result<(), ImportError> {
        let id = self.account;
        if let Some(policy) = &account.password_policy {
            self.put(keyspace::password_policy(id), policy)?;
        }
        if let Some(properties) = &account.properties {
            self.put(keyspace::account_properties(id), properties)?;
        }
        if let Some(global_endpoint_token_version) = account.global_endpoint_token_version {
            let record = TokenPreferencesRecord {
                global_endpoint_token_version,
            };
            self.put(keyspace::token_preferences(id), &record)?;
        }
        if let Some(alias) = account.alias {
            let place = keyspace::account_alias(&alias)?;
            let taken = load::<AccountAliasRecord>(self.directory.store(), &place).await?;
            if taken.is_some() {
                let said = format!("the alias {alias}: another account of this server has it");
                self.remark_on(RemarkKind::LeftOut, ACCOUNT, said);
            } else {
                self.plan.account.alias = Some(alias.clone());
                self.publish(Published::Alias(alias));
            }
        }
        match account.web_identity_issuer {
            Some(issuer) => self.issuer(issuer).await,
            None => Ok(()),
        }
    }

    async fn issuer(&mut self, issuer: PortableIssuer) -> Result<(), ImportError> {
        let place = keyspace::issuer_account(&issuer.id)?;
        let taken = load::<IssuerAccountRecord>(self.directory.store(), &place).await?;
        let has_secrets = issuer.keys.iter().all(|key| key.secret.is_some());
        let why = match taken {
            Some(_) => Some("another account of this server has it"),
            None if !has_secrets => Some(NO_SECRET),
            None => None,
        };
        if let Some(why) = why {
            let said = format!("the issuer of web identities {}: {why}", issuer.id);
            self.remark_on(RemarkKind::LeftOut, ACCOUNT, said);
            return Ok(());
        }
        let keys = issuer_keys(issuer.keys)?;
        let (id, enabled) = (issuer.id.clone(), issuer.enabled);
        self.put_sealed(
            keyspace::web_identity_issuer(self.account),
            move |directory, place| {
                let mut entries = Vec::with_capacity(keys.len());
                for (public, signs_from, secret) in &keys {
                    entries.push(WebIdentityKeyEntry {
                        public: public.clone(),
                        signs_from: *signs_from,
                        sealed_secret: directory.seal_secret(place, secret.expose())?,
                    });
                }
                Ok(WebIdentityIssuerRecord {
                    id: id.clone(),
                    enabled,
                    keys: entries,
                })
            },
        );
        self.publish(Published::Issuer(issuer.id));
        Ok(())
    }

    /// A root user that brings no key along gets one.
    pub(super) async fn root_user(
        &mut self,
        root: Option<PortableRootUser>,
    ) -> Result<(), ImportError> {
        let (at, owner) = (At::root(), KeyOwner::RootUser);
        let now = self.directory.clock().now();
        let root = root.unwrap_or(PortableRootUser {
            created: self.plan.account.created,
            access_keys: Vec::new(),
            password: None,
            password_last_used: None,
            signing_certificates: Vec::new(),
        });
        let mut access_keys = self.access_keys(at, owner, root.access_keys).await?;
        if access_keys.is_empty() {
            let key = self.directory.fresh_key(self.account);
            let (id, secret) = (key.id.clone(), key.secret.clone());
            self.put_sealed(
                keyspace::access_key(self.account, &id)?,
                move |directory, place| {
                    Ok(AccessKeyRecord {
                        owner,
                        status: AccessKeyStatus::Active,
                        created: now,
                        sealed_secret: directory.seal_secret(place, secret.expose().as_bytes())?,
                    })
                },
            );
            self.publish(Published::Key(id.clone()));
            access_keys.push(id);
            self.root_key(key);
        }
        self.password_used(owner, root.password_last_used)?;
        let record = RootUserRecord {
            created: root.created,
            access_keys,
            mfa_devices: self.devices_of(owner),
            password: self.password(at, owner, root.password)?,
            signing_certificates: self.signing_certificates(
                at,
                owner,
                root.signing_certificates,
            )?,
        };
        self.put(keyspace::root_user(self.account), &record)
    }

    pub(super) async fn buckets(
        &mut self,
        buckets: Vec<PortableBucket>,
    ) -> Result<(), ImportError> {
        let mut count = 0_u32;
        for (index, bucket) in buckets.into_iter().enumerate() {
            let name = bucket.name.clone();
            let at = At::new(PortableList::Buckets, index, &name);
            self.take(at, "name", name.to_string())?;
            let place = keyspace::bucket(&name)?;
            let taken = load::<BucketRecord>(self.directory.store(), &place).await?;
            if buckets::is_reserved(&name) {
                self.left_out(at, "the bucket", "this server has no bucket of that name");
            } else if taken.is_some() {
                let why = "this server has a bucket of that name already";
                self.left_out(at, "the bucket", why);
            } else {
                self.bucket(at, bucket).await?;
                count = count.saturating_add(1);
            }
        }
        if count > 0 {
            let key = keyspace::bucket_count(self.account);
            self.put(key, &BucketCountRecord { count })?;
        }
        if count > PER_ACCOUNT_MAX {
            let said = format!("there are {count}, and the quota is {PER_ACCOUNT_MAX}");
            self.remark_on(RemarkKind::OverQuota, "buckets", said);
        }
        Ok(())
    }

    async fn bucket(&mut self, at: At<'_>, bucket: PortableBucket) -> Result<(), ImportError> {
        let name = bucket.name;
        buckets::check_limits(&bucket.settings)
            .map_err(|error| at.fault("settings", error.to_string()))?;
        let policy = match bucket.policy {
            None => None,
            Some(document) => {
                let kind = DocumentKind::Bucket {
                    name: name.as_str(),
                };
                let text = (document.as_str(), kind);
                let parsed = self.document(at, ("policy", "its policy"), text)?;
                let principals = self.principals(at, "its policy", parsed.as_ref()).await?;
                Some(BucketPolicyRecord {
                    document,
                    principals,
                })
            }
        };
        let entry = BucketEntryRecord {
            region: bucket.region.clone(),
            created: bucket.created,
        };
        self.put(keyspace::bucket_of(self.account, &name)?, &entry)?;
        // What its objects know it by is this server's own.
        let id = BucketId::random(self.directory.random());
        self.plan.buckets.push(id.clone());
        self.publish(Published::Bucket(Box::new(BucketRecord {
            name,
            id,
            owner: self.account,
            region: bucket.region,
            created: bucket.created,
            policy,
            settings: bucket.settings,
        })));
        Ok(())
    }
}

/// What is published of a key, from when on it signs, and the key.
type OpenIssuerKey = (PublicKey, Timestamp, Secret<Vec<u8>>);

/// The keys of an issuer, which must be what is published of them, one of each algorithm at least.
fn issuer_keys(told: Vec<PortableIssuerKey>) -> Result<Vec<OpenIssuerKey>, ImportError> {
    let fault = |index: usize, what: &str| ImportError::Fault {
        place: PortablePlace {
            list: None,
            index: 0,
            member: format!("account.web_identity_issuer.keys[{index}]"),
        },
        what: what.to_owned(),
    };
    let mut keys = Vec::with_capacity(told.len());
    for (index, key) in told.into_iter().take(ISSUER_KEYS_MAX).enumerate() {
        let secret = key.secret.map(|secret| STANDARD.decode(secret.expose()));
        let Some(Ok(secret)) = secret else {
            return Err(fault(index, "this is not Base64"));
        };
        let secret = Secret::new(secret);
        if SigningKey::from_secret(&key.public, secret.expose()).is_err() {
            return Err(fault(index, "the secret is not that of what is published"));
        }
        keys.push((key.public, key.signs_from, secret));
    }
    let has = |algorithm| {
        keys.iter()
            .any(|(public, ..)| public.algorithm() == algorithm)
    };
    if Algorithm::ALL.into_iter().all(has) {
        Ok(keys)
    } else {
        Err(fault(
            keys.len(),
            "there is no key of one of the algorithms",
        ))
    }
}
