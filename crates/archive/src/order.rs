//! The order in which things stand in an archive, the same for who writes and who reads.

use crate::{BlobName, Counts, KEY_BYTES_MAX, VALUE_BYTES_MAX};

/// Something does not belong where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Disorder {
    /// It is longer than it may be.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// It stands before or behind its place, or there are two of it.
    #[error("{0} is not where it belongs")]
    Misplaced(&'static str),
    /// It cannot be understood.
    #[error("{0} cannot be understood")]
    Unknown(&'static str),
    /// What was counted at the end differs from what there was.
    #[error("the counts at its end are of something else")]
    Miscounted,
}

/// Where one is.
#[derive(Debug, Default)]
pub(crate) struct Order {
    place: Place,
    counts: Counts,
    /// Which store began last.
    store: String,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Facts,
    /// Between stores, or among the records of one, behind this key.
    Records(Vec<u8>),
    /// Among blobs, behind this one, of which so many bytes are to come.
    Blobs(BlobName, u64),
    End,
}

impl Order {
    pub(crate) fn facts(&mut self) -> Result<(), Disorder> {
        if self.place != Place::Facts {
            return Err(Disorder::Misplaced("a text of facts"));
        }
        self.place = Place::Records(Vec::new());
        Ok(())
    }

    pub(crate) fn store(&mut self, name: &str) -> Result<(), Disorder> {
        let misplaced = Disorder::Misplaced("a store");
        let Place::Records(last) = &mut self.place else {
            return Err(misplaced);
        };
        if name.is_empty() || self.counts.records.contains_key(name) {
            return Err(misplaced);
        }
        // LIMIT: more stores than there can be.
        if self.counts.records.len() >= 16 {
            return Err(Disorder::TooLong("the list of stores"));
        }
        last.clear();
        self.counts.records.insert(name.to_owned(), 0);
        name.clone_into(&mut self.store);
        Ok(())
    }

    pub(crate) fn record(&mut self, key: &[u8], value_bytes: usize) -> Result<(), Disorder> {
        if key.len() > KEY_BYTES_MAX || value_bytes > VALUE_BYTES_MAX {
            return Err(Disorder::TooLong("a record"));
        }
        let misplaced = Disorder::Misplaced("a record");
        let Place::Records(last) = &mut self.place else {
            return Err(misplaced);
        };
        let count = self.counts.records.get_mut(&self.store).ok_or(misplaced)?;
        if key <= last.as_slice() {
            return Err(misplaced);
        }
        last.clear();
        last.extend_from_slice(key);
        *count += 1;
        Ok(())
    }

    pub(crate) fn blob(&mut self, name: BlobName, bytes: u64) -> Result<(), Disorder> {
        let misplaced = Disorder::Misplaced("a file of objects");
        match &self.place {
            Place::Records(_) => {}
            Place::Blobs(last, 0) if *last < name => {}
            _ => return Err(misplaced),
        }
        let total = self.counts.blob_bytes.checked_add(bytes);
        self.counts.blob_bytes = total.ok_or(Disorder::TooLong("a file of objects"))?;
        self.counts.blobs += 1;
        self.place = Place::Blobs(name, bytes);
        Ok(())
    }

    /// How many bytes of the blob that began last are to come.
    pub(crate) fn bytes_left(&self) -> u64 {
        match &self.place {
            Place::Blobs(_, left) => *left,
            _ => 0,
        }
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Result<(), Disorder> {
        let misplaced = Disorder::Misplaced("a byte of an object");
        let Place::Blobs(_, left) = &mut self.place else {
            return Err(misplaced);
        };
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        *left = left.checked_sub(count).ok_or(misplaced)?;
        Ok(())
    }

    pub(crate) fn set_left_out(&mut self, count: u64) {
        self.counts.left_out = count;
    }

    /// The end; what there was.
    pub(crate) fn end(&mut self) -> Result<&Counts, Disorder> {
        match &self.place {
            Place::Records(_) | Place::Blobs(_, 0) => {}
            _ => return Err(Disorder::Misplaced("the end")),
        }
        self.place = Place::End;
        Ok(&self.counts)
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.place == Place::End
    }

    pub(crate) fn counts(&self) -> &Counts {
        &self.counts
    }
}
