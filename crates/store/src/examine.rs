//! Looking at every record, the damaged ones too, and what there is to say about them.

use crate::{Key, KeyRange, Snapshot, StoreError, Stored};

/// A record as it was found by who looks at all of them: what was put, or why it cannot be told.
pub type Examined = (Key, Result<Stored, StoreError>);

/// How bad it is what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something is lost, or is not what it should be.
    Damage,
    /// Nothing is lost; something lies about that nobody needs, or should be looked at.
    Warning,
}

impl Severity {
    /// `damage` or `warning`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Damage => "damage",
            Self::Warning => "warning",
        }
    }
}

/// Something that is wrong with a store, or with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The table of the record.
    pub table: String,
    /// The record that it is about; none if it is about the store as a whole.
    pub key: Option<Key>,
    /// What is wrong, without a full stop.
    pub what: String,
    /// What to do about it, without a full stop.
    pub advice: &'static str,
}

/// Who is told of findings, and how far the work came.
pub trait Findings: Send + Sync {
    /// Something is wrong.
    fn found(&mut self, finding: Finding);

    /// So many records more were looked at.
    fn passed(&mut self, records: u64);
}

/// A walk over all records of a snapshot, in the order of their keys.
#[derive(Debug)]
pub struct Walk {
    range: KeyRange,
    /// Where it is: what was looked at last, or what it jumped to.
    last: Option<Key>,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            range: KeyRange::all(),
            last: None,
        }
    }
}

impl Walk {
    /// The next records, at most `limit`; none at the end.
    ///
    /// # Errors
    /// As [`Snapshot::examine`]. After [`StoreError::Damaged`], [`Walk::jump`] goes on.
    pub async fn next(
        &mut self,
        snapshot: &Snapshot,
        limit: usize,
    ) -> Result<Vec<Examined>, StoreError> {
        let chunk = snapshot.examine(&self.range, limit).await?;
        if let Some((last, _)) = chunk.last() {
            self.range = self.range.clone().after(last);
            self.last = Some(last.clone());
        }
        Ok(chunk)
    }

    /// What to say about pages that cannot be read here.
    pub fn damage(&self, error: &StoreError, advice: &'static str) -> Finding {
        let behind = match &self.last {
            Some(last) => format!("the records behind {last}"),
            None => "the first records".to_owned(),
        };
        Finding {
            severity: Severity::Damage,
            table: self
                .last
                .as_ref()
                .map_or("", |last| last.table())
                .to_owned(),
            key: self.last.clone(),
            what: format!("{behind} cannot be read: {error}"),
            advice,
        }
    }

    /// Goes on with the first of these tables that is behind what cannot be read; `tables` holds
    /// the prefixes of their keys, in order. Says whether there is one.
    pub fn jump(&mut self, tables: &[Key]) -> bool {
        let is_behind = |begin: &&Key| match &self.last {
            Some(last) => *begin > last && !KeyRange::under(begin).contains(last),
            None => true,
        };
        let Some(begin) = tables.iter().find(is_behind) else {
            return false;
        };
        self.range = KeyRange::all().starting_at(begin);
        self.last = Some(begin.clone());
        true
    }
}

impl Snapshot {
    /// As [`Snapshot::scan`], but a record that is damaged stands among the others as its error.
    ///
    /// # Errors
    /// The store cannot read, its pages are damaged, or `limit` is above
    /// [`SCAN_RECORDS_MAX`](crate::SCAN_RECORDS_MAX).
    pub async fn examine(
        &self,
        range: &KeyRange,
        limit: usize,
    ) -> Result<Vec<Examined>, StoreError> {
        crate::store::examine(self, range, limit).await
    }
}
