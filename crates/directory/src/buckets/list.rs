//! The buckets of an account, and of all accounts.

use iamd_api::s3::ListBuckets;
use iamd_auth::{Permit, SystemWork};
use iamd_ident::{BucketName, Timestamp};
use iamd_store::{Key, KeyRange, SCAN_RECORDS_MAX};

use crate::{
    Directory, Error, Page, PageRequest,
    draft::parse,
    keyspace,
    page::{read_marker, write_marker},
    records::BucketEntryRecord,
};

const LIST: &str = "buckets";

/// LIMIT: how many records are read at once. A list of all buckets is as long as the quota.
const CHUNK: usize = 1_000;

/// A bucket in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketEntry {
    /// Its name.
    pub name: BucketName,
    /// Where it is said to be.
    pub region: String,
    /// When it was made.
    pub created: Timestamp,
}

/// Which buckets are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BucketFilter {
    /// What their names begin with.
    pub prefix: String,
    /// Where they are, if that matters.
    pub region: Option<String>,
}

impl BucketFilter {
    fn fits(&self, entry: &BucketEntry) -> bool {
        entry.name.as_str().starts_with(&self.prefix)
            && self
                .region
                .as_ref()
                .is_none_or(|region| *region == entry.region)
    }
}

impl Directory {
    /// The buckets of the caller's account, in the order of their names.
    ///
    /// # Errors
    /// The marker is not one of this list's.
    pub async fn list_buckets(
        &self,
        permit: Permit<ListBuckets>,
        filter: &BucketFilter,
        page: &PageRequest,
    ) -> Result<Page<BucketEntry>, Error> {
        permit.covers(&self.arn_of_buckets())?;
        let buckets = keyspace::buckets_of(permit.account());
        let mut range = KeyRange::under(&buckets);
        if let Some(marker) = &page.marker {
            let name = read_marker(LIST, marker)?;
            let last = buckets.with(&name).map_err(|_| Error::InvalidMarker)?;
            range = range.after(&last);
        }
        let snapshot = self.snapshot().await?;
        let mut items: Vec<BucketEntry> = Vec::new();
        loop {
            let records = snapshot.scan(&range, CHUNK).await;
            let records = records.map_err(|error| Error::Store(Box::new(error)))?;
            let Some((last, _)) = records.last() else {
                return Ok(Page { items, next: None });
            };
            range = range.after(last);
            for (key, stored) in &records {
                let entry = entry(key, parse(stored)?.0)?;
                if !filter.fits(&entry) {
                    continue;
                }
                if items.len() >= page.items_max {
                    let next = items
                        .last()
                        .map(|last| write_marker(LIST, last.name.as_str()));
                    return Ok(Page { items, next });
                }
                items.push(entry);
            }
        }
    }

    /// The names of the buckets of all accounts, in their order, behind one of them; at most so
    /// many, and at most [`SCAN_RECORDS_MAX`].
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn bucket_names(
        &self,
        _work: &SystemWork,
        after: Option<&BucketName>,
        names_max: usize,
    ) -> Result<Vec<BucketName>, Error> {
        let mut range = KeyRange::under(&keyspace::all_buckets());
        if let Some(name) = after {
            range = range.after(&keyspace::bucket(name)?);
        }
        let limit = names_max.min(SCAN_RECORDS_MAX);
        let records = self.store().scan(&range, limit).await;
        let records = records.map_err(|error| Error::Store(Box::new(error)))?;
        records.iter().map(|(key, _)| name(key)).collect()
    }

    /// What a list of all buckets is decided on.
    ///
    /// SOURCE: Service Authorization Reference, Amazon S3: `s3:ListAllMyBuckets` has no resource
    /// type; but AWS's own examples allow it on `arn:aws:s3:::*`, which no ARN of one bucket
    /// equals.
    pub(super) fn arn_of_buckets(&self) -> String {
        format!("arn:{}:s3:::*", self.partition())
    }
}

fn entry(key: &Key, record: BucketEntryRecord) -> Result<BucketEntry, Error> {
    Ok(BucketEntry {
        name: name(key)?,
        region: record.region,
        created: record.created,
    })
}

fn name(key: &Key) -> Result<BucketName, Error> {
    let name = key.name().and_then(|name| name.parse().ok());
    name.ok_or_else(|| Error::Corrupt {
        what: "the name of a bucket",
        source: "its key is no name".into(),
    })
}
