//! Another key for the checksums of all records, while they are read and written.
//!
//! ```text
//! use_checksum_keys(new, and the old ones)     from now on records are written under the new one
//! rewrap, step by step ─▶ examine a page beside the writer ─▶ the writer renews what is not current
//!          last step   ─▶ the header and the revision of the file
//! use_checksum_keys(new)                       once a whole pass found nothing to do
//! ```
//!
//! INVARIANT: a new envelope holds the revision and the value that the old one held. So nobody who
//! reads, checks or observes can tell that a record was renewed.

use crate::{CommitError, Key, KeyRange, SCAN_RECORDS_MAX, Store, StoreError};

/// LIMIT: how many records are examined at once, and renewed in one durable commit. Writers wait
/// for no more than that.
const PAGE_RECORDS: usize = 128;

/// What one step of a sweep did that puts things under another key: records under another key for
/// checksums, secrets in them under another one that seals.
///
/// A sweep goes on behind [`Rewrapped::next`] until that is `None`. It may be broken off at any
/// time and begun anew: what is done is passed over. A whole sweep that changed nothing and found
/// nothing unreadable has shown that no old key is needed any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewrapped {
    /// The last record that was looked at; `None` at the end.
    pub next: Option<Key>,
    /// How many records were looked at.
    pub looked_at: u64,
    /// How many came under the current key.
    pub changed: u64,
    /// Records that no key opens. They stay as they are, and in nobody's way.
    pub unreadable: Vec<Key>,
}

impl Rewrapped {
    /// Takes in what a later step did.
    pub fn absorb(&mut self, step: Self) {
        self.next = step.next;
        self.looked_at += step.looked_at;
        self.changed += step.changed;
        self.unreadable.extend(step.unreadable);
    }
}

impl Store {
    /// From now on writes records under the current one of these keys, and reads those that are
    /// under any. When this returns, all that was committed before is durable, and all that is
    /// committed later is under the current key. Nothing on the disk changes for it.
    ///
    /// The keys must open what there is: an old one may go when [`Store::rewrap`] has nothing left
    /// to do. Snapshots keep the keys that they were made with.
    ///
    /// # Errors
    /// The store was closed, or cannot write.
    pub async fn use_checksum_keys(
        &self,
        keys: impl Into<iamd_seal::ChecksumKeys>,
    ) -> Result<(), CommitError> {
        self.engine().use_keys(keys.into()).await
    }

    /// Puts records under the current key: one step behind the record `after`, in which at most
    /// `records_max` are looked at. Revisions stay, and no observer is told. The last step puts the
    /// header of the file under the current key as well, when all before it are durable.
    ///
    /// # Errors
    /// `records_max` is 0 or above [`SCAN_RECORDS_MAX`], or the store cannot read or write.
    pub async fn rewrap(
        &self,
        after: Option<Key>,
        records_max: usize,
    ) -> Result<Rewrapped, CommitError> {
        let mut pages = Pages::new(after, records_max)?;
        while let Some((range, limit)) = pages.next() {
            let engine = self.engine();
            let view = engine.view().await?;
            let records = view.examine(&range, limit).await?;
            drop(view);
            let is_last = pages.looked_at(&records);
            let mut stale = Vec::new();
            for (key, opened) in records {
                match opened {
                    Ok(opened) if opened.is_current => {}
                    Ok(_) => stale.push(key),
                    Err(StoreError::Corrupt { .. } | StoreError::Format { .. }) => {
                        pages.step.unreadable.push(key);
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            if is_last || !stale.is_empty() {
                pages.step.changed += engine.renew(stale, is_last).await?;
            }
        }
        Ok(pages.step)
    }
}

/// The pages of one step.
pub(crate) struct Pages {
    pub(crate) step: Rewrapped,
    /// How many records may still be looked at.
    left: usize,
}

impl Pages {
    pub(crate) fn new(after: Option<Key>, records_max: usize) -> Result<Self, StoreError> {
        if records_max == 0 || records_max > SCAN_RECORDS_MAX {
            return Err(StoreError::LimitTooLarge { limit: records_max });
        }
        let step = Rewrapped {
            next: after,
            ..Rewrapped::default()
        };
        Ok(Self {
            step,
            left: records_max,
        })
    }

    /// What is to be looked at next, and how much of it.
    pub(crate) fn next(&self) -> Option<(KeyRange, usize)> {
        let range = match &self.step.next {
            Some(after) => KeyRange::all().after(after),
            None => KeyRange::all(),
        };
        (self.left > 0).then(|| (range, self.left.min(PAGE_RECORDS)))
    }

    /// Takes note of what was found there. Says whether that was the end.
    pub(crate) fn looked_at<T>(&mut self, records: &[(Key, T)]) -> bool {
        let is_last = records.len() < self.left.min(PAGE_RECORDS);
        self.step.looked_at += records.len() as u64;
        self.step.next = records.last().map(|(key, _)| key.clone());
        self.left -= records.len();
        if is_last {
            self.step.next = None;
            self.left = 0;
        }
        is_last
    }
}
