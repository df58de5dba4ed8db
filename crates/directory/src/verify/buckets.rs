//! Buckets, the lists of their accounts, and how many there are.

use super::{holders::names_principals, on::On};
use crate::{
    Error, keyspace,
    records::{AccountRecord, BucketCountRecord, BucketEntryRecord, BucketRecord},
};

pub(super) async fn bucket(on: &mut On<'_>, record: BucketRecord) -> Result<(), Error> {
    on.lies_at(&keyspace::bucket(&record.name)?);
    if let Some(policy) = &record.policy {
        names_principals(on, &policy.document, &policy.principals);
    }
    if on.is_imported(record.owner) {
        return Ok(());
    }
    let owner = keyspace::account(record.owner)?;
    let why = format!("it belongs to the account {}", record.owner);
    on.expect::<AccountRecord>(&owner, &why).await?;
    let place = keyspace::bucket_of(record.owner, &record.name)?;
    if let Some(entry) = on.expect::<BucketEntryRecord>(&place, &why).await? {
        let is_same = entry.region == record.region && entry.created == record.created;
        on.check(is_same, || format!("{place} is of another bucket"));
    }
    let place = keyspace::bucket_count(record.owner);
    on.expect::<BucketCountRecord>(&place, &why).await?;
    Ok(())
}

pub(super) async fn entry(on: &mut On<'_>, _: BucketEntryRecord) -> Result<(), Error> {
    let account = on.account()?;
    let Ok(name) = on.segment(0).parse() else {
        on.damage("its key is not the name of a bucket");
        return Ok(());
    };
    let place = keyspace::bucket(&name)?;
    let why = format!("the account {account} has the bucket {name}");
    if let Some(bucket) = on.expect::<BucketRecord>(&place, &why).await? {
        on.check(bucket.owner == account, || {
            format!("{place} belongs to the account {}", bucket.owner)
        });
    }
    Ok(())
}

pub(super) async fn count(on: &mut On<'_>, record: BucketCountRecord) -> Result<(), Error> {
    let found = on.count(&keyspace::buckets_of(on.account()?)).await?;
    on.check(found == u64::from(record.count), || {
        format!(
            "the account has {found} buckets, and this says {}",
            record.count
        )
    });
    Ok(())
}
