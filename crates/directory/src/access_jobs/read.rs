//! Reading a report, in pages.

use std::cmp::Reverse;

use iamd_api::{
    AwsService,
    iam::{GetServiceLastAccessedDetails, GetServiceLastAccessedDetailsWithEntities},
};
use iamd_auth::Permit;
use iamd_ident::{AccountId, IdKind, Timestamp, UniqueId};
use iamd_store::{KeyRange, Snapshot};

use super::{
    AccessReport, ActionAccess, ENTITIES_AT_ONCE, EntityAccess, JobOwner, LastAccess,
    ServiceAccess, keep::is_over,
};
use crate::{
    Directory, Error, Page, PageRequest,
    draft::{load, parse},
    entity::{Entity, entity_in},
    keyspace,
    page::{cut, is_marker, read_marker, write_marker},
    records::{AccessJobEntitiesRecord, AccessJobRecord, RoleRecord, UsedRecord, UserRecord},
};

/// How many records of users and roles are read at once, each with five hundred.
const RECORDS_AT_ONCE: usize = 20;

impl Directory {
    /// What a report tells of services, in the order of their namespaces.
    ///
    /// # Errors
    /// There is no such report of this owner, or the marker is not one of this list's.
    pub async fn access_report(
        &self,
        permit: Permit<GetServiceLastAccessedDetails>,
        owner: &JobOwner,
        job: &str,
        page: &PageRequest,
    ) -> Result<AccessReport<ServiceAccess>, Error> {
        permit.covers(&"*")?;
        let record = self.own_job(permit.account(), owner, job).await?;
        let list = format!("accessed-services-{job}");
        check_marker(&list, page)?;
        let namespaces = record.services.iter();
        let shown = cut(&list, namespaces, page, |namespace| (*namespace).clone())?;
        let shown = shown.map(|namespace| service(&record, namespace));
        Ok(record.report(shown))
    }

    /// The users and roles that a report is about, those first that used the service last.
    ///
    /// SOURCE: recorded answers: names and paths are those of now, and who is gone is left out. Of a
    /// service that is not granted nobody is told.
    ///
    /// # Errors
    /// There is no such report of this owner, or the marker is not one of this list's.
    pub async fn access_report_entities(
        &self,
        permit: Permit<GetServiceLastAccessedDetailsWithEntities>,
        owner: &JobOwner,
        job: &str,
        namespace: &str,
        page: &PageRequest,
    ) -> Result<AccessReport<EntityAccess>, Error> {
        permit.covers(&"*")?;
        let account = permit.account();
        let record = self.own_job(account, owner, job).await?;
        let list = format!("accessing-entities-{job}");
        check_marker(&list, page)?;
        let snapshot = self.snapshot().await?;
        let mut entities = Vec::new();
        if record.services.iter().any(|granted| granted == namespace) {
            entities = entities_of(&snapshot, account, job, namespace).await?;
        }
        let first = match &page.marker {
            Some(marker) => {
                let place = read_marker(&list, marker)?;
                place.parse().map_err(|_| Error::InvalidMarker)?
            }
            None => 0,
        };
        let mut rest = (0_usize..).zip(entities).skip(first);
        let mut items = Vec::new();
        let mut next = None;
        for (place, (id, last)) in &mut rest {
            if items.len() == page.items_max {
                next = Some(write_marker(&list, &place.to_string()));
                break;
            }
            items.extend(self.entity_access(&snapshot, account, id, last).await?);
            // Of a report about many who are gone, one page looks for all of them.
            if place % ENTITIES_AT_ONCE == 0 {
                tokio::task::yield_now().await;
            }
        }
        Ok(record.report(Page { items, next }))
    }

    async fn own_job(
        &self,
        account: AccountId,
        owner: &JobOwner,
        job: &str,
    ) -> Result<AccessJobRecord, Error> {
        let missing = || Error::NoSuchAccessReport {
            job: job.to_owned(),
        };
        let place = keyspace::access_job(account, job).map_err(|_| missing())?;
        let found = load::<AccessJobRecord>(self.store(), &place).await?;
        let now = self.clock().now();
        let found = found.map(|(record, _)| record);
        let own = found.filter(|record| record.owner == owner.0 && !is_over(record.created, now));
        own.ok_or_else(missing)
    }

    /// A user or role as it is now; none if it is gone.
    async fn entity_access(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        id: UniqueId,
        last: Option<Timestamp>,
    ) -> Result<Option<EntityAccess>, Error> {
        if id.kind() == Some(IdKind::Role) {
            let role = entity_in::<RoleRecord>(snapshot, account, id).await?;
            return Ok(role.map(|role| self.shown_entity(account, &role, last)));
        }
        let user = entity_in::<UserRecord>(snapshot, account, id).await?;
        Ok(user.map(|user| self.shown_entity(account, &user, last)))
    }

    fn shown_entity<E: Entity>(
        &self,
        account: AccountId,
        entity: &E,
        last: Option<Timestamp>,
    ) -> EntityAccess {
        EntityAccess {
            arn: self.entity_arn(account, entity),
            id: entity.id(),
            name: entity.name().to_string(),
            path: entity.path().to_string(),
            last,
        }
    }
}

impl AccessJobRecord {
    fn report<T>(&self, page: Page<T>) -> AccessReport<T> {
        AccessReport {
            tells_actions: self.tells_actions,
            created: self.created,
            completed: self.completed,
            page,
        }
    }
}

/// SOURCE: recorded answers: a marker of another list or report has another error than nonsense.
fn check_marker(list: &str, page: &PageRequest) -> Result<(), Error> {
    match page.marker.as_deref() {
        Some(marker) if read_marker(list, marker).is_err() && is_marker(marker) => {
            Err(Error::ForeignMarker)
        }
        _ => Ok(()),
    }
}

fn service(record: &AccessJobRecord, namespace: &str) -> ServiceAccess {
    let name = AwsService::get(namespace).map_or(namespace, |service| service.name);
    let used = find(&record.used_services, namespace);
    let actions = record.actions.iter().filter_map(|action| {
        let name = action.strip_prefix(namespace)?.strip_prefix(':')?;
        Some(ActionAccess {
            name: name.to_owned(),
            last: find(&record.used_actions, action).map(last),
        })
    });
    ServiceAccess {
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        entities: used.map_or(0, |used| used.entities),
        last: used.map(last),
        actions: actions.collect(),
    }
}

fn find<'r>(used: &'r [UsedRecord], what: &str) -> Option<&'r UsedRecord> {
    used.iter().find(|used| used.what == what)
}

fn last(used: &UsedRecord) -> LastAccess {
    LastAccess {
        at: used.at,
        region: used.region.clone(),
        by: used.by.clone(),
    }
}

/// All users and roles of a report with their last use of a service: the latest first, those without
/// one behind, and otherwise in the order of the report.
///
/// LIMIT: some forty bytes each are in memory, however short the page is.
async fn entities_of(
    snapshot: &Snapshot,
    account: AccountId,
    job: &str,
    namespace: &str,
) -> Result<Vec<(UniqueId, Option<Timestamp>)>, Error> {
    let mut range = KeyRange::under(&keyspace::access_job_entities_of(account, job)?);
    let mut entities = Vec::new();
    loop {
        let page = snapshot.scan(&range, RECORDS_AT_ONCE).await;
        let page = page.map_err(|error| Error::Store(Box::new(error)))?;
        let Some((end, _)) = page.last() else { break };
        range = range.after(end);
        for (_, stored) in &page {
            let (record, _) = parse::<AccessJobEntitiesRecord>(stored)?;
            entities.extend(record.entities.into_iter().map(|entity| {
                let mut used = entity.used.into_iter();
                let last = used.find(|(service, _)| service == namespace);
                (entity.id, last.map(|(_, at)| at))
            }));
        }
        tokio::task::yield_now().await;
    }
    entities.sort_by_key(|(_, last)| Reverse(*last));
    Ok(entities)
}
