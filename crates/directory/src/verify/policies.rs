//! Managed policies, their versions, and how often they are used.

use iamd_ident::IdKind;
use iamd_store::Table;

use super::{
    entities::id_at,
    holders::{is_policy, reference},
    on::On,
};
use crate::{
    Error, HolderKind, PolicyRef, VersionNumber, keyspace,
    records::{AwsPolicyRecord, PolicyNameRecord, PolicyRecord, PolicyVersionRecord},
};

pub(super) async fn policy(on: &mut On<'_>, record: PolicyRecord) -> Result<(), Error> {
    let account = on.account()?;
    on.lies_at(&keyspace::policy(account, record.id)?);
    on.check(record.id.kind() == Some(IdKind::ManagedPolicy), || {
        format!("{} is the id of another kind", record.id)
    });
    let place = keyspace::policy_name(account, &record.name)?;
    let why = format!("its name is {}", record.name);
    if let Some(name) = on.expect::<PolicyNameRecord>(&place, &why).await? {
        on.check(name.id == record.id && name.path == record.path, || {
            format!("{place} stands for {} or has another path", name.id)
        });
    }
    versions(on, &record).await?;
    let reference = PolicyRef::Customer(record.id);
    let counts = (record.attachment_count, record.boundary_count);
    counted(on, &reference, counts).await
}

async fn versions(on: &mut On<'_>, record: &PolicyRecord) -> Result<(), Error> {
    let account = on.account()?;
    let mut entries = record.versions.iter();
    on.check(
        entries.any(|entry| entry.number == record.default_version),
        || {
            format!(
                "its default version {} is not one of its versions",
                record.default_version
            )
        },
    );
    let is_sorted = record
        .versions
        .is_sorted_by(|one, next| one.number < next.number);
    let last = record.versions.last().map(|entry| entry.number);
    on.check(is_sorted && last < Some(record.next_version), || {
        "its versions are not in their order, or the number of the next one is taken".to_owned()
    });
    for entry in &record.versions {
        let place = keyspace::policy_version(account, record.id, entry.number)?;
        let why = format!("it has the version {}", entry.number);
        on.expect::<PolicyVersionRecord>(&place, &why).await?;
    }
    Ok(())
}

/// Compares how often a policy is used with what its record says.
async fn counted(
    on: &mut On<'_>,
    policy: &PolicyRef,
    (attachments, boundaries): (u32, u32),
) -> Result<(), Error> {
    for (way, said, what) in [
        (keyspace::ATTACHMENTS, attachments, "attached"),
        (keyspace::BOUNDARIES, boundaries, "a boundary"),
    ] {
        let found = uses(on, way, policy).await?;
        on.check(found == u64::from(said), || {
            format!("it is {what} {found} times, and says {said}")
        });
    }
    Ok(())
}

async fn uses(on: &On<'_>, way: Table, policy: &PolicyRef) -> Result<u64, Error> {
    let mut found = 0;
    for kind in HolderKind::ALL {
        found += on
            .count(&keyspace::users_of_policy(
                on.account()?,
                way,
                policy,
                kind,
            )?)
            .await?;
    }
    Ok(found)
}

pub(super) async fn name(on: &mut On<'_>, record: PolicyNameRecord) -> Result<(), Error> {
    let place = keyspace::policy(on.account()?, record.id)?;
    let why = format!("the name stands for {}", record.id);
    if let Some(policy) = on.expect::<PolicyRecord>(&place, &why).await? {
        on.check(policy.name.folded() == on.segment(0), || {
            format!("{place} has the name {}", policy.name)
        });
    }
    Ok(())
}

pub(super) async fn version(on: &mut On<'_>, record: PolicyVersionRecord) -> Result<(), Error> {
    is_policy(on, &record.document);
    let number = on.segment(1).parse::<VersionNumber>().ok();
    let (Some(id), Some(number)) = (id_at(on, 0), number) else {
        on.damage("its key names no version");
        return Ok(());
    };
    let place = keyspace::policy(on.account()?, id)?;
    if let Some(policy) = on
        .expect::<PolicyRecord>(&place, "it is a version of it")
        .await?
    {
        let mut entries = policy.versions.iter();
        on.check(entries.any(|entry| entry.number == number), || {
            format!("{place} has no version {number}")
        });
    }
    Ok(())
}

pub(super) async fn aws_policy(on: &mut On<'_>, record: AwsPolicyRecord) -> Result<(), Error> {
    let Some(policy @ PolicyRef::Aws(_)) = reference(on.segment(0)) else {
        on.damage("its key names no policy of AWS");
        return Ok(());
    };
    if on.directory().aws_policy(&policy).is_none() {
        on.warn("this version of the program does not know the policy");
    }
    counted(
        on,
        &policy,
        (record.attachment_count, record.boundary_count),
    )
    .await
}
