//! The crates below, wired: what the program is behind its edge.

mod audit;
mod console;
mod identity;
mod keepers;
mod messages;
mod metrics;
mod operator;
mod rotation;
#[cfg(test)]
mod started;
mod stores;
mod wire;
mod work;

use std::{sync::Arc, time::Duration};

use iamd_auth::{Authenticator, Guard, SystemReason, SystemWork};
use iamd_console::Console;
use iamd_directory::{AccountQuotas, ChosenKey, Directory, DirectoryParts, Error};
use iamd_iam::Iam;
use iamd_ident::{
    AccessKeyId, AccountId, Clock, ParseAccessKeyIdError, Partition, Random, Secret, Timestamp,
};
use iamd_jwt::IssuerUrls;
use iamd_objects::Objects;
use iamd_s3::{LifecycleKeeper, Ports, S3, S3Parts};
use iamd_s3_wire::Wire;
use iamd_seal::KeyPurpose;
use iamd_sts::Sts;
use tokio::sync::OwnedSemaphorePermit;

use self::{
    audit::AuditPort, console::Services, messages::Messages, rotation::Rotations, stores::Stores,
    work::InWork,
};
use crate::{
    config,
    explain::Denials,
    metrics::Performed,
    rates::Rates,
    serve::{OpenError, Parts, Program},
    system::{AdjustableClock, IdRandom, SystemClock, SystemRandom},
};

/// The account and the root key of development mode.
const DEV_ACCOUNT: u64 = 0;
const DEV_KEY: &str = "test";

/// The service: answers requests and the operator's commands. Clones are cheap and are the same
/// service.
#[derive(Clone)]
pub struct Service(Arc<Inner>);

struct Inner {
    parts: Parts,
    stores: Stores,
    directory: Directory,
    objects: Objects,
    authenticator: Arc<Authenticator>,
    guard: Arc<Guard<Ports, AuditPort>>,
    iam: Iam,
    sts: Sts,
    issuers: IssuerUrls,
    wire: Wire<Ports, AuditPort>,
    console: Console<Ports, AuditPort>,
    /// The last denials, for the operator.
    denials: Arc<Denials>,
    /// How often callers may ask.
    rates: Arc<Rates>,
    /// What became of requests.
    performed: Arc<Performed>,
    started_at: Timestamp,
    /// For the ids of requests and events.
    ids: Arc<dyn Random>,
    work: InWork,
    /// LIMIT: one backup at a time. Held while it is made.
    backing_up: tokio::sync::Mutex<()>,
    rotations: Rotations,
}

/// Opens the store and makes the service. The first start makes an account.
///
/// # Errors
/// The store cannot be opened, or the first account cannot be made.
pub async fn open(parts: Parts) -> Result<Arc<Service>, OpenError> {
    let stores = Stores::open(&parts).await?;
    let directory = directory(&parts, &stores);
    let objects = stores.objects(&parts).await?;
    parts.data_dir.end_first_start()?;
    let ids: Arc<dyn Random> = Arc::new(IdRandom::new(SystemRandom));
    let denials = Arc::new(Denials::default());
    let messages = Messages::new(directory.clone(), Arc::clone(&parts.random));
    let (log, told) = (parts.audit.clone(), Arc::clone(&denials));
    let performed = Arc::new(Performed::default());
    let started_at = parts.clock.now();
    let audit = AuditPort::new(
        log,
        Arc::clone(&ids),
        (told, Arc::clone(&performed)),
        messages,
    );
    let known = Ports::new(directory.clone(), objects.clone());
    let guard = Arc::new(Guard::new(known, audit));
    let authenticator = Arc::new(Authenticator::default());
    let work = InWork::none();
    let s3 = S3::new(S3Parts {
        directory: directory.clone(),
        objects: objects.clone(),
        clock: Arc::clone(&parts.clock),
        random: Arc::clone(&parts.random),
        region: parts.config.region.to_string(),
    });
    let rates = Arc::new(Rates::new(&parts.config.rates));
    let at_work = (&work, &rates);
    let wire = wire::make(&parts, &guard, &authenticator, s3.clone(), at_work);
    let issuers = IssuerUrls::at(&parts.endpoint_url);
    let (iam, sts) = (
        Iam::new(directory.clone())
            .issuing_at(issuers.clone())
            .keeping_reports(parts.config.report_seconds()),
        Sts::new(directory.clone(), Arc::clone(&parts.random)).issuing_at(issuers.clone()),
    );
    let services = Services {
        iam: iam.clone(),
        sts: sts.clone(),
        s3: s3.clone(),
    };
    let console = console::make(&parts, &guard, services, &ids, at_work);
    let service = Service(Arc::new(Inner {
        parts,
        stores,
        directory,
        objects,
        authenticator,
        guard,
        iam,
        sts,
        issuers,
        wire,
        console,
        denials,
        rates,
        performed,
        started_at,
        ids,
        work,
        backing_up: tokio::sync::Mutex::default(),
        rotations: Rotations::default(),
    }));
    begin(&service, s3).await?;
    Ok(Arc::new(service))
}

/// The directory over its store.
fn directory(parts: &Parts, stores: &Stores) -> Directory {
    Directory::new(DirectoryParts {
        store: stores.directory.clone(),
        keys: parts.keys.sealing_keys(KeyPurpose::Secrets),
        partition: Partition::of_region(parts.config.region.as_str()),
        clock: Arc::clone(&parts.clock),
        random: Arc::clone(&parts.random),
        quotas: quotas(&parts.config.quotas),
    })
}

/// Does what each start does, and begins what goes on for as long as the service lives.
async fn begin(service: &Service, s3: S3) -> Result<(), OpenError> {
    service.clear_broken_imports().await?;
    let recorded = service.record_happened().await;
    recorded.map_err(|error| refused(&error))?;
    service.make_first_account().await?;
    // What is damaged here refuses temporary credentials, and keeps nobody else from anything.
    if let Err(error) = service.rotate_sealing_key().await {
        tracing::error!(%error, "session tokens can be neither sealed nor opened");
    }
    // Where tests move the clock they wait for what it brings.
    let period = Duration::from_secs(if service.0.parts.config.dev { 1 } else { 60 });
    keepers::start(service, period);
    tokio::spawn(rotation::keep_rotating(Arc::downgrade(&service.0)));
    let (looking, objects) = (service.clone(), service.0.objects.clone());
    tokio::spawn(async move {
        // What the index seems not to know may be hidden by damage, and must not be cleared away.
        if !looking.has_sound_pages().await {
            return;
        }
        drop(looking);
        let work = SystemWork::new(SystemReason::Sweep);
        objects.tend(&work).await;
    });
    tokio::spawn(keepers::keep_lifecycle(LifecycleKeeper::new(s3), period));
    Ok(())
}

impl Service {
    pub(crate) fn iam(&self) -> &Iam {
        &self.0.iam
    }

    pub(crate) fn sts(&self) -> &Sts {
        &self.0.sts
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.0.directory
    }

    /// Where the issuers of web identities are found.
    pub(crate) fn issuers(&self) -> &IssuerUrls {
        &self.0.issuers
    }

    pub(crate) fn guard(&self) -> &Guard<Ports, AuditPort> {
        &self.0.guard
    }

    /// S3's side of the service.
    pub(crate) fn wire(&self) -> &Wire<Ports, AuditPort> {
        &self.0.wire
    }

    /// The console's side of the service.
    pub(crate) fn console(&self) -> &Console<Ports, AuditPort> {
        &self.0.console
    }

    /// The edge's side of the service.
    pub(crate) fn parts(&self) -> &Parts {
        &self.0.parts
    }

    pub(crate) fn authenticator(&self) -> &Authenticator {
        &self.0.authenticator
    }

    /// To be held while something is changed: the end of the program waits for it. `None` once
    /// the program ends.
    pub(crate) fn begin_work(&self) -> Option<OwnedSemaphorePermit> {
        self.0.work.begin()
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.0.parts.clock
    }

    pub(crate) fn random(&self) -> &dyn Random {
        &*self.0.parts.random
    }

    /// How often callers may ask.
    pub(crate) fn rates(&self) -> &Rates {
        &self.0.rates
    }

    /// What became of requests.
    pub(crate) fn performed(&self) -> &Performed {
        &self.0.performed
    }

    /// Makes the ids of requests and events.
    pub(crate) fn ids(&self) -> &dyn Random {
        &*self.0.ids
    }

    /// The clock, where it can be moved: in development mode.
    pub(crate) fn dev_clock(&self) -> Option<&AdjustableClock<SystemClock>> {
        self.0.parts.dev_clock.as_deref()
    }

    /// The domain that the server is reached by, if it has one.
    pub(crate) fn domain(&self) -> Option<&str> {
        self.0
            .parts
            .config
            .domain
            .as_ref()
            .map(config::Domain::as_str)
    }

    /// The host name of the console, if the operator chose one.
    pub(crate) fn chosen_console(&self) -> Option<&str> {
        let url = self.0.parts.config.console_url.as_ref();
        url.map(config::BaseUrl::host)
    }

    /// Starts over with an empty store and the system's time. In development mode alone; elsewhere
    /// it does nothing.
    pub(crate) async fn reset(&self) -> Result<(), OpenError> {
        let Some(clock) = self.dev_clock() else {
            return Ok(());
        };
        self.0.stores.reset();
        self.0.directory.forget_everything();
        self.0.denials.clear();
        self.0.console.reset();
        clock.reset();
        self.make_dev_account().await?;
        self.rotate_sealing_key().await
    }

    /// Makes a new key for session tokens if there is none, or if the current one has served its
    /// time.
    async fn rotate_sealing_key(&self) -> Result<(), OpenError> {
        let work = SystemWork::new(SystemReason::Rotation);
        let rotated = self.0.directory.rotate_sealing_key(&work).await;
        if rotated.map_err(|error| refused(&error))? {
            tracing::info!("there is a new key for session tokens");
        }
        Ok(())
    }

    /// Makes new keys for issuers of web identities when they are due.
    async fn rotate_web_identity_keys(&self) -> Result<(), OpenError> {
        let work = SystemWork::new(SystemReason::Rotation);
        let changed = self.0.directory.rotate_web_identity_keys(&work).await;
        let issuers = changed.map_err(|error| refused(&error))?;
        if issuers > 0 {
            tracing::info!(issuers, "issuers of web identities have other keys");
        }
        Ok(())
    }

    /// The sealed message about the denial of a request, if policies denied it.
    pub(crate) fn authorization_message(&self, request_id: &str) -> Option<String> {
        self.0.denials.message(request_id)
    }

    /// Says how many session tokens were refused, and why.
    fn tell_token_refusals(&self) {
        let refusals = self.0.authenticator.token_refusals().iter();
        for (fault, count) in refusals.filter(|(_, count)| *count > 0) {
            tracing::info!(reason = %fault, count, "session tokens were refused");
        }
    }

    /// Clears away what is left of accounts whose import was broken off.
    async fn clear_broken_imports(&self) -> Result<(), OpenError> {
        let work = SystemWork::new(SystemReason::Import);
        let cleared = self.0.directory.clear_broken_imports(&work).await;
        for account in cleared.map_err(|error| refused(&error))? {
            tracing::warn!("the import of account {account} was broken off; nothing is left of it");
        }
        Ok(())
    }

    async fn make_first_account(&self) -> Result<(), OpenError> {
        let work = SystemWork::new(SystemReason::FirstStart);
        let parts = &self.0.parts;
        let directory = &self.0.directory;
        let has_accounts = directory.has_accounts(&work).await;
        if has_accounts.map_err(|error| refused(&error))? {
            if let Some(id) = parts.config.account_id
                && let Err(Error::NoSuchAccount(_)) = directory.account(&work, id).await
            {
                tracing::warn!(
                    "--account-id {id} is for the first start; this data directory has its \
                     accounts already, and `iamd account create {id}` adds one"
                );
            }
            return Ok(());
        }
        if parts.config.dev {
            let key = self.make_dev_account().await?;
            return Ok(parts.hand_out_root_key(key.id, key.secret)?);
        }
        let id = parts.config.account_id;
        let id = id.unwrap_or_else(|| AccountId::random(&*parts.random));
        let key = self.0.directory.fresh_key(id);
        // The file comes first: a key that is stored and nowhere to be read would open nothing.
        parts.hand_out_root_key(key.id.clone(), key.secret.clone())?;
        self.0
            .directory
            .create_account(&work, id, key)
            .await
            .map_err(|error| refused(&error))?;
        Ok(())
    }

    /// Makes development mode's account, and returns its root user's key.
    async fn make_dev_account(&self) -> Result<ChosenKey, OpenError> {
        let work = SystemWork::new(SystemReason::FirstStart);
        let id = match self.0.parts.config.account_id {
            Some(chosen) => chosen,
            None => AccountId::new(DEV_ACCOUNT).map_err(|error| refused(&error))?,
        };
        let created = self.0.directory.create_account(&work, id, dev_key()?);
        created.await.map_err(|error| refused(&error))?;
        dev_key()
    }
}

fn quotas(chosen: &config::Quotas) -> AccountQuotas {
    AccountQuotas {
        users: chosen.users,
        groups: chosen.groups,
        roles: chosen.roles,
        policies: chosen.policies,
        instance_profiles: chosen.instance_profiles,
        server_certificates: chosen.server_certificates,
        saml_providers: chosen.saml_providers,
        oidc_providers: chosen.oidc_providers,
    }
}

fn dev_key() -> Result<ChosenKey, OpenError> {
    let id: AccessKeyId = DEV_KEY
        .parse()
        .map_err(|error: ParseAccessKeyIdError| refused(&error))?;
    Ok(ChosenKey {
        id,
        secret: Secret::new(DEV_KEY.to_owned()),
    })
}

impl Program for Service {
    async fn close(&self) {
        let patience = Duration::from_secs(self.0.parts.config.timeouts.stop_seconds);
        let ended = tokio::time::timeout(patience, self.0.work.ended()).await;
        self.0.work.close();
        if ended.is_err() {
            tracing::warn!("some changes took too long; they are performed whole or not at all");
        }
        let work = SystemWork::new(SystemReason::LastUse);
        if let Err(error) = self.0.directory.flush_last_use(&work).await {
            tracing::error!(%error, "the last uses of keys were not all written down");
        }
        self.tell_token_refusals();
        self.0.stores.close().await;
    }
}

fn refused(error: &dyn std::error::Error) -> OpenError {
    OpenError::Store(said(error))
}

/// An error with its causes, as one sentence.
fn said(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}
