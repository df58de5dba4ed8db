//! What many users and roles did, put together.

use iamd_api::{AwsService, Service};
use iamd_auth::AccessedBy;
use iamd_ident::{AccountId, Arn, IdKind, Timestamp, UniqueId};
use iamd_store::Snapshot;

use crate::{
    Directory, Error,
    access::AccessHistory,
    entity::entity_in,
    records::{AttemptRecord, JobEntityRecord, RoleRecord, UsedRecord, UserRecord},
};

/// What is known so far of the services and actions of a report.
pub(super) struct Tally {
    pub(super) services: Vec<Known>,
    pub(super) actions: Vec<Known>,
}

/// What is known so far of a service or an action.
pub(super) struct Known {
    /// The namespace or the action.
    what: &'static str,
    entities: u32,
    last: Option<(Timestamp, String, UniqueId)>,
}

impl Tally {
    /// Nothing so far. Services that iamd does not perform are used by nobody.
    pub(super) fn of(services: &[AwsService], actions: &[&'static str]) -> Self {
        let is_performed = |service: &&AwsService| {
            let mut performed = Service::ALL.iter();
            performed.any(|performed| performed.name() == service.namespace)
        };
        let services = services.iter().filter(is_performed);
        Self {
            services: services
                .map(|service| Known::new(service.namespace))
                .collect(),
            actions: actions.iter().copied().map(Known::new).collect(),
        }
    }

    /// Adds what one user or role did; tells when it used which services.
    fn add(&mut self, id: UniqueId, history: &AccessHistory) -> Vec<(String, Timestamp)> {
        for action in &mut self.actions {
            if let Some(attempt) = history.action(action.what) {
                action.add(id, attempt);
            }
        }
        let mut used = Vec::new();
        for service in &mut self.services {
            if let Some(attempt) = history.service(service.what) {
                service.add(id, attempt);
            }
        }
        for service in Service::ALL {
            if let Some(attempt) = history.service(service.name()) {
                used.push((service.name().to_owned(), attempt.at));
            }
        }
        used
    }
}

impl Known {
    fn new(what: &'static str) -> Self {
        Self {
            what,
            entities: 0,
            last: None,
        }
    }

    /// Of two at the same time, the first counts.
    fn add(&mut self, id: UniqueId, attempt: &AttemptRecord) {
        self.entities = self.entities.saturating_add(1);
        if self.last.as_ref().is_none_or(|(at, ..)| attempt.at > *at) {
            self.last = Some((attempt.at, attempt.region.clone(), id));
        }
    }
}

impl Directory {
    /// Adds what some users and roles did.
    pub(super) async fn gather(
        &self,
        account: AccountId,
        ids: &[UniqueId],
        tally: &mut Tally,
    ) -> Result<Vec<JobEntityRecord>, Error> {
        let mut entities = Vec::with_capacity(ids.len());
        for id in ids {
            let by = match id.kind() {
                Some(IdKind::Role) => AccessedBy::Role(account, *id),
                _ => AccessedBy::User(account, *id),
            };
            let history = self.access_history(by).await?;
            let used = tally.add(*id, &history);
            entities.push(JobEntityRecord { id: *id, used });
        }
        Ok(entities)
    }

    /// What was used, with the ARNs of who used it last.
    pub(super) async fn used(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        known: Vec<Known>,
    ) -> Result<Vec<UsedRecord>, Error> {
        let mut found = Vec::new();
        for known in known {
            let Some((at, region, id)) = known.last else {
                continue;
            };
            let arn = self.arn_of_user_or_role(snapshot, account, id).await?;
            found.push(UsedRecord {
                what: known.what.to_owned(),
                entities: known.entities,
                at,
                region,
                by: arn.map(|arn| arn.to_string()).unwrap_or_default(),
            });
        }
        Ok(found)
    }

    async fn arn_of_user_or_role(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        id: UniqueId,
    ) -> Result<Option<Arn>, Error> {
        if id.kind() == Some(IdKind::Role) {
            let role = entity_in::<RoleRecord>(snapshot, account, id).await?;
            return Ok(role.map(|role| self.entity_arn(account, &role)));
        }
        let user = entity_in::<UserRecord>(snapshot, account, id).await?;
        Ok(user.map(|user| self.entity_arn(account, &user)))
    }
}
