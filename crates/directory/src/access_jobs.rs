//! Reports of access: which services a user, group, role or policy can use, and when they were used
//! last.
//!
//! A report is made when it is asked for, as a whole, and never changes; who asked for it reads it in
//! pages. What can be used follows from the policies of one moment, what was used from
//! [`AccessHistory`](crate::access::AccessHistory).
//!
//! | record | what it holds |
//! |---|---|
//! | `access-jobs/JOB` | the report; it is written last |
//! | `access-job-entities/JOB/N` | the users and roles that it is about, five hundred each |
//! | `access-job-count` | how many reports there are, and of how many records |
//!
//! The ids of reports begin with the time, so that the oldest stand first.

mod gather;
mod keep;
mod read;
mod subject;

use iamd_api::{AwsService, Service, iam::GenerateServiceLastAccessedDetails};
use iamd_auth::{Caller, Permit, Principal};
use iamd_ident::{Arn, Timestamp, UniqueId, time_ordered_uuid};
use iamd_policy::Reach;
pub use subject::AccessSubject;

use self::gather::Tally;
use crate::{
    Directory, Error, Page,
    records::{AccessJobEntitiesRecord, AccessJobRecord},
};

/// How many users and roles one record names.
///
/// LIMIT: what is gathered in memory between two records; after each the task gives way to others.
const ENTITIES_AT_ONCE: usize = 500;

/// How many actions are held against all policies before others have their turn.
const ACTIONS_AT_ONCE: usize = 16;

/// Who made a report, and may read it.
///
/// SOURCE: IAM API Reference, `GenerateServiceLastAccessedDetails`: the same user, or the same role
/// within a session. Recorded answers: all keys of a user are the same; two sessions of a role are
/// not, even under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobOwner(String);

impl JobOwner {
    /// Who a caller is to reports.
    pub fn of(caller: &Caller) -> Self {
        let session = || match (caller.access_key(), caller.session()) {
            (Some(key), _) => format!("{}/{key}", caller.user_id()),
            (None, Some(session)) => format!("{}/{}", caller.user_id(), session.issued_at),
            (None, None) => caller.user_id().into_owned(),
        };
        Self(match caller.principal() {
            Principal::RootUser(_) | Principal::User(_) => caller.user_id().into_owned(),
            Principal::RoleSession(_) | Principal::FederatedUser(_) | Principal::Anonymous => {
                session()
            }
        })
    }
}

/// A page of a report.
#[derive(Clone, Debug)]
pub struct AccessReport<T> {
    /// Whether it tells of actions too.
    pub tells_actions: bool,
    /// When it was asked for.
    pub created: Timestamp,
    /// When it was done.
    pub completed: Timestamp,
    /// What it tells.
    pub page: Page<T>,
}

/// What a report tells of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAccess {
    /// Such as `iam`.
    pub namespace: String,
    /// Such as `AWS Identity and Access Management`.
    pub name: String,
    /// How many users and roles used it.
    pub entities: u32,
    /// Its last use, if there was one.
    pub last: Option<LastAccess>,
    /// What is told of its actions.
    pub actions: Vec<ActionAccess>,
}

/// What a report tells of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionAccess {
    /// Such as `CreateUser`.
    pub name: String,
    /// The last attempt, if there was one.
    pub last: Option<LastAccess>,
}

/// The last use of a service or action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastAccess {
    /// When.
    pub at: Timestamp,
    /// The region of the request's signature.
    pub region: String,
    /// The ARN of the user or role, as it was when the report was made.
    pub by: String,
}

/// A user or role that a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityAccess {
    /// Its ARN.
    pub arn: Arn,
    /// Its id.
    pub id: UniqueId,
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// When it used the service last, if it did.
    pub last: Option<Timestamp>,
}

impl Directory {
    /// Makes a report of what `subject` can use and when that was used last, and tells its id. Others
    /// are not kept waiting, however many users and roles it is about.
    ///
    /// # Errors
    /// There is no such user, group, role or policy.
    pub async fn generate_access_report(
        &self,
        permit: Permit<GenerateServiceLastAccessedDetails>,
        subject: &AccessSubject,
        tells_actions: bool,
        owner: JobOwner,
    ) -> Result<String, Error> {
        let account = permit.account();
        let created = self.clock().now();
        let subject = self.find_subject(&permit, subject).await?;
        let reach = Reach::of(subject.documents.iter().map(|named| &named.document));
        let services = granted_services(&reach).await;
        let actions = if tells_actions {
            tracked_actions(&reach, &services).await
        } else {
            Vec::new()
        };
        let job = time_ordered_uuid(created, self.random());
        let mut tally = Tally::of(&services, &actions);
        let entities = self.entities_of(&subject, account).await?;
        let mut parts = 0;
        for (number, some) in (0..).zip(entities.chunks(ENTITIES_AT_ONCE)) {
            let entities = self.gather(account, some, &mut tally).await?;
            let record = AccessJobEntitiesRecord { entities };
            self.keep_entities(account, &job, number, &record).await?;
            parts = number + 1;
            tokio::task::yield_now().await;
        }
        let snapshot = &subject.snapshot;
        let namespaces = services.iter();
        let record = AccessJobRecord {
            owner: owner.0,
            created,
            completed: self.clock().now(),
            tells_actions,
            services: namespaces
                .map(|service| service.namespace.to_owned())
                .collect(),
            used_services: self.used(snapshot, account, tally.services).await?,
            actions: actions.into_iter().map(str::to_owned).collect(),
            used_actions: self.used(snapshot, account, tally.actions).await?,
            parts,
        };
        self.keep_job(account, &job, &record).await?;
        Ok(job)
    }
}

/// The services of which something could be granted, in the order of their namespaces.
///
/// LIMIT: a user may have a hundred thousand patterns, and each service is held against them all, so
/// that others have their turn in between.
async fn granted_services(reach: &Reach) -> Vec<AwsService> {
    let mut granted = Vec::new();
    for service in AwsService::all() {
        if reach.service(service.namespace) {
            granted.push(service);
        }
        tokio::task::yield_now().await;
    }
    granted
}

/// The actions that AWS tells of by themselves and that could be granted, in their order.
///
/// LIMIT: of the services that iamd performs; of others nothing could be told but the names. Others
/// have their turn in between, as for services.
async fn tracked_actions(reach: &Reach, services: &[AwsService]) -> Vec<&'static str> {
    let is_granted = |service: &Service| {
        let mut granted = services.iter();
        granted.any(|granted| granted.namespace == service.name())
    };
    let performed = Service::ALL.into_iter().filter(is_granted);
    let rows = performed.flat_map(Service::operations);
    let mut actions = Vec::new();
    for (place, row) in rows.filter(|row| row.is_tracked()).enumerate() {
        if reach.action(row.action) {
            actions.push(row.action);
        }
        if place % ACTIONS_AT_ONCE == 0 {
            tokio::task::yield_now().await;
        }
    }
    actions.sort_unstable();
    actions.dedup();
    actions
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use iamd_policy::Document;

    use super::*;

    #[tokio::test]
    async fn others_have_their_turn_between_services_and_between_actions() {
        let text = r#"{"Version": "2012-10-17", "Statement":
            {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
        let document = Document::parse(text).unwrap();
        let reach = Reach::of([&document]);
        let turns = Cell::new(0);
        let others = async {
            loop {
                turns.set(turns.get() + 1);
                tokio::task::yield_now().await;
            }
        };
        tokio::pin!(others);
        let services = tokio::select! {
            () = &mut others => Vec::new(),
            services = granted_services(&reach) => services,
        };
        assert!(services.len() > 400, "{}", services.len());
        assert!(turns.get() >= services.len(), "{}", turns.get());
        turns.set(0);
        let actions = tokio::select! {
            () = &mut others => Vec::new(),
            actions = tracked_actions(&reach, &services) => actions,
        };
        let least = actions.len() / ACTIONS_AT_ONCE;
        assert!(least > 0 && turns.get() >= least, "{}", turns.get());
    }
}
