//! A walk over the keys of a bucket that gathers a page.

use iamd_ident::ObjectKey;
use iamd_store::{Key, Snapshot, Stored};

use crate::{Error, keyspace, keyspace::Span};

/// LIMIT: the most items and common prefixes on a page.
///
/// SOURCE: S3 API Reference, `ListObjectsV2`, `max-keys`.
const PAGE_MAX: usize = 1000;

/// LIMIT: how many records a page looks at before it ends, whether they are shown or not. A page
/// may so be short, even empty, and yet not be the last one.
const EXAMINED_MAX: usize = 10_000;

/// LIMIT: how many records are read at once, at first and behind a common prefix, and later.
const CHUNK_MIN: usize = 16;
const CHUNK_MAX: usize = 256;

/// What is listed.
pub(super) struct Wanted<'r> {
    pub(super) prefix: &'r str,
    pub(super) delimiter: Option<&'r str>,
    pub(super) max: usize,
}

/// The walk. `next` gives records in order; `show` or `roll_up` says what became of each.
pub(super) struct Walk<'r> {
    snapshot: &'r Snapshot,
    wanted: Wanted<'r>,
    span: Span,
    /// Whether the key that is the prefix itself is still to come.
    is_first_due: bool,
    chunk: usize,
    ahead: std::vec::IntoIter<(Key, Stored)>,
    is_ended: bool,
    examined: usize,
    shown: usize,
    pub(super) common_prefixes: Vec<String>,
}

impl<'r> Walk<'r> {
    /// Below `all`, behind `after` and whatever rolls up to it.
    pub(super) fn begin(
        snapshot: &'r Snapshot,
        all: Key,
        wanted: Wanted<'r>,
        after: Option<&str>,
    ) -> Result<Self, Error> {
        let prefix = cut(wanted.prefix);
        let mut span = Span::new(all, prefix)?;
        // No key is longer than the longest, so none begins with what is.
        let is_ended = prefix.len() < wanted.prefix.len();
        let mut is_first_due = !prefix.is_empty() && !is_ended;
        if let Some(after) = after.filter(|after| !after.is_empty()) {
            is_first_due &= after < prefix;
            let common = wanted.common_prefix(after);
            match common.filter(|common| *common == after) {
                Some(common) if after > prefix => span.skip_prefix(cut(common))?,
                _ => span.skip_key(cut(after))?,
            }
        }
        Ok(Self {
            snapshot,
            wanted,
            span,
            is_first_due,
            chunk: CHUNK_MIN,
            ahead: Vec::new().into_iter(),
            is_ended,
            examined: 0,
            shown: 0,
            common_prefixes: Vec::new(),
        })
    }

    /// Whether the page has no room for what was found now.
    pub(super) fn is_full(&self) -> bool {
        self.shown >= self.wanted.max.min(PAGE_MAX)
    }

    /// Whether enough was looked at before what was found now.
    pub(super) fn is_exhausted(&self) -> bool {
        self.examined > EXAMINED_MAX
    }

    /// Whether this page is asked to hold nothing.
    pub(super) fn is_of_none(&self) -> bool {
        self.wanted.max == 0
    }

    /// The next record, with the key of its object.
    pub(super) async fn next(&mut self) -> Result<Option<(String, Key, Stored)>, Error> {
        if std::mem::take(&mut self.is_first_due) {
            let first = self.span.first(self.wanted.prefix)?;
            if let Some(stored) = self.snapshot.get(&first).await? {
                self.examined += 1;
                return Ok(Some((self.wanted.prefix.to_owned(), first, stored)));
            }
        }
        if self.ahead.len() == 0 && !self.is_ended {
            let records = self.snapshot.scan(self.span.range(), self.chunk).await?;
            self.is_ended = records.len() < self.chunk;
            if let Some((last, _)) = records.last() {
                self.span.skip_record(last);
            }
            self.chunk = (self.chunk * 4).min(CHUNK_MAX);
            self.ahead = records.into_iter();
        }
        let Some((place, stored)) = self.ahead.next() else {
            return Ok(None);
        };
        self.examined += 1;
        Ok(Some((keyspace::object_of(&place)?, place, stored)))
    }

    /// Counts an item that is on the page.
    pub(super) fn show(&mut self) {
        self.shown += 1;
    }

    /// The common prefix that a key is part of.
    pub(super) fn common_prefix<'k>(&self, key: &'k str) -> Option<&'k str> {
        self.wanted.common_prefix(key)
    }

    /// Counts records that were looked at beside the walk's own.
    pub(super) fn examine(&mut self, records: usize) {
        self.examined += records;
    }

    /// Puts a common prefix on the page, and goes on behind all that has it.
    pub(super) fn roll_up(&mut self, common: &str) -> Result<(), Error> {
        self.common_prefixes.push(common.to_owned());
        self.shown += 1;
        self.span.skip_prefix(common)?;
        self.go_on_behind(|key| !key.starts_with(common));
        Ok(())
    }

    /// Begins behind a record.
    pub(super) fn skip_record(&mut self, record: &Key) {
        self.span.skip_record(record);
    }

    /// Drops what was read ahead up to the first record that is of interest.
    fn go_on_behind(&mut self, is_behind: impl Fn(&str) -> bool) {
        let ahead = self.ahead.as_slice();
        let skipped = ahead
            .iter()
            .position(|(place, _)| keyspace::object_of(place).is_ok_and(|key| is_behind(&key)));
        if let Some(skipped) = skipped {
            self.ahead.by_ref().take(skipped).for_each(drop);
        } else {
            // What comes next is far away, and perhaps common to few.
            self.ahead = Vec::new().into_iter();
            self.chunk = CHUNK_MIN;
        }
    }
}

impl Wanted<'_> {
    /// The part of a key up to the first delimiter behind the prefix.
    fn common_prefix<'k>(&self, key: &'k str) -> Option<&'k str> {
        let delimiter = self.delimiter.filter(|delimiter| !delimiter.is_empty())?;
        let rest = key.strip_prefix(self.prefix)?;
        let end = self.prefix.len() + rest.find(delimiter)? + delimiter.len();
        key.get(..end)
    }
}

/// As much of a text as a key can be.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(ObjectKey::BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
