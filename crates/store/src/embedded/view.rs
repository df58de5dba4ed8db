//! Reading the file at one revision.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use futures::future::{BoxFuture, FutureExt as _, ready};
use redb::ReadOnlyTable;

use crate::{
    Key, KeyRange, Revision, StoreError, Stored,
    engine::{Read, Records, View},
    envelope::Envelope,
};

/// The records at one revision. It keeps their pages from being used again while it lives.
///
/// Reads block for as long as the file takes, mostly a copy from the page cache; they are not
/// sent to another thread, which would cost more than they do.
pub(super) struct TableView {
    pub(super) table: ReadOnlyTable<&'static [u8], &'static [u8]>,
    pub(super) revision: Revision,
    /// What opens them.
    pub(super) envelope: Arc<Envelope>,
}

impl TableView {
    fn find(&self, key: &Key) -> Result<Option<Stored>, StoreError> {
        let found = self.table.get(key.as_bytes()).map_err(store_error)?;
        let opened = found.map(|bytes| self.envelope.open(key, bytes.value()));
        Ok(opened.transpose()?.map(|opened| opened.stored))
    }

    fn range(&self, range: &KeyRange, limit: usize) -> Result<Records, StoreError> {
        let entries = self.table.range::<&[u8]>(range.bounds());
        let mut records = Records::new();
        for entry in entries.map_err(store_error)?.take(limit) {
            let (key, bytes) = entry.map_err(store_error)?;
            let key = Key::decode(key.value()).ok_or_else(|| StoreError::Damaged {
                detail: "it holds a key of no record".to_owned(),
            })?;
            let opened = self.envelope.open(&key, bytes.value());
            records.push((key, opened));
        }
        Ok(records)
    }
}

impl View for TableView {
    fn revision(&self) -> Revision {
        self.revision
    }
}

impl Read for TableView {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Stored>, StoreError>> {
        async move { contained(|| self.find(key)) }.boxed()
    }

    fn examine<'a>(
        &'a self,
        range: &'a KeyRange,
        limit: usize,
    ) -> BoxFuture<'a, Result<Records, StoreError>> {
        ready(contained(|| self.range(range, limit))).boxed()
    }
}

/// What the function returns, or `Damaged` if it panics: redb checks what it reads from a file by
/// assertions in some places, and a flipped bit must be an error of one request, not the end of
/// the thread that serves it.
pub(super) fn contained<T>(read: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    // Nothing that the function could leave half done is used again but redb's own state, which
    // is guarded by locks that a panic poisons.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(StoreError::Damaged {
            detail: "a page has contents that cannot be".to_owned(),
        })
    })
}

/// What an error of redb means to a reader or a writer.
pub(super) fn store_error(error: impl Into<redb::Error>) -> StoreError {
    match error.into() {
        redb::Error::DatabaseClosed => StoreError::Closed,
        error @ (redb::Error::Corrupted(_)
        | redb::Error::LockPoisoned(_)
        | redb::Error::TableDoesNotExist(_)
        | redb::Error::TableTypeMismatch { .. }) => StoreError::Damaged {
            detail: error.to_string(),
        },
        error => StoreError::Unavailable {
            reason: error.to_string(),
        },
    }
}
