//! What users and roles tried, and reports: of access, of credentials.

use iamd_ident::{IdKind, time_of_uuid};

use super::{
    entities::id_at,
    on::{On, Seen},
};
use crate::{
    Error,
    entity::Entity,
    keyspace,
    records::{
        AccessJobCountRecord, AccessJobEntitiesRecord, AccessJobRecord, AccessesRecord,
        CredentialReportPartRecord, CredentialReportRecord, RoleRecord, UserRecord,
    },
};

pub(super) async fn accesses(on: &mut On<'_>, record: AccessesRecord) -> Result<(), Error> {
    let is_sorted = record
        .attempts
        .is_sorted_by(|one, next| one.action < next.action);
    on.check(is_sorted, || {
        "its actions are not in their order".to_owned()
    });
    let Some(id) = id_at(on, 0) else {
        return Ok(());
    };
    let account = on.account()?;
    if id.kind() == Some(IdKind::Role) {
        let place = keyspace::entity(account, RoleRecord::TABLE, id)?;
        return on.belongs_to::<RoleRecord>(&place).await;
    }
    let place = keyspace::entity(account, UserRecord::TABLE, id)?;
    on.belongs_to::<UserRecord>(&place).await
}

pub(super) async fn access_job(on: &mut On<'_>, record: AccessJobRecord) -> Result<(), Error> {
    let (account, job) = (on.account()?, on.segment(0));
    on.check(time_of_uuid(job).is_some(), || {
        "its key is no id of a report".to_owned()
    });
    let parts = on
        .count(&keyspace::access_job_entities_of(account, job)?)
        .await?;
    on.check(parts == u64::from(record.parts), || {
        format!("it has {parts} parts, and says {}", record.parts)
    });
    let place = keyspace::access_job_count(account);
    on.expect::<AccessJobCountRecord>(&place, "there are reports of access")
        .await?;
    Ok(())
}

/// What belongs to no report belongs to one in the making, or to one that never came about; that is
/// swept in time.
pub(super) async fn access_job_entities(
    on: &mut On<'_>,
    _: AccessJobEntitiesRecord,
) -> Result<(), Error> {
    let (account, job) = (on.account()?, on.segment(0));
    let place = keyspace::access_job(account, job)?;
    match on.see::<AccessJobRecord>(&place).await? {
        Seen::Record(record) => {
            let number: Option<u32> = on.segment(1).parse().ok();
            let is_part = number.is_some_and(|number| number < record.parts);
            on.check(is_part, || format!("{place} has no such part"));
        }
        Seen::Missing if time_of_uuid(job).is_none() => {
            on.damage("its key is no id of a report");
        }
        Seen::Missing | Seen::Unreadable => {}
    }
    Ok(())
}

pub(super) async fn access_job_count(
    on: &mut On<'_>,
    record: AccessJobCountRecord,
) -> Result<(), Error> {
    let account = on.account()?;
    let jobs = on.count(&keyspace::access_jobs(account)).await?;
    on.check(jobs == u64::from(record.count), || {
        format!(
            "there are {jobs} reports of access, and this says {}",
            record.count
        )
    });
    Ok(())
}

pub(super) async fn credential_report(
    on: &mut On<'_>,
    record: CredentialReportRecord,
) -> Result<(), Error> {
    let account = on.account()?;
    let Some(made) = &record.made else {
        return Ok(());
    };
    on.check(made.number <= record.last, || {
        "the number of the next report is taken".to_owned()
    });
    for part in 0..made.parts {
        let place = keyspace::credential_report_part(account, made.number, part)?;
        on.expect::<CredentialReportPartRecord>(&place, "it is a part of the report")
            .await?;
    }
    Ok(())
}

/// Parts of former reports, and of those that came to nothing, are dropped by the next one.
pub(super) async fn credential_report_part(
    on: &mut On<'_>,
    _: CredentialReportPartRecord,
) -> Result<(), Error> {
    let numbers = (on.segment(0).parse::<u64>(), on.segment(1).parse::<u32>());
    let (Ok(number), Ok(part)) = numbers else {
        on.damage("its key is no number of a part");
        return Ok(());
    };
    let place = keyspace::credential_report(on.account()?);
    let report = on.expect::<CredentialReportRecord>(&place, "it is a part of a report");
    let Some(report) = report.await? else {
        return Ok(());
    };
    on.check(number <= report.last, || {
        format!("{place} knows no report {number}")
    });
    let made = report
        .made
        .filter(|made| made.number == number && made.parts > 0);
    on.check(made.is_none_or(|made| part < made.parts), || {
        "the report has no such part".to_owned()
    });
    Ok(())
}
