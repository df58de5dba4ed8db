//! Keys, the tables that they lie in, and ranges of keys.

use std::{
    borrow::Borrow,
    fmt,
    ops::{Bound, RangeBounds},
};

use iamd_ident::AccountId;

/// The most bytes that an encoded key may have.
///
/// LIMIT: an ARN of the longest kind (2048 bytes) still fits behind an account and a table.
pub const KEY_BYTES_MAX: usize = 2304;

/// Ends every segment of an encoded key. It sorts before every other byte and stands in no
/// segment, so that keys sort as their lists of segments do, without escapes.
const END: u8 = 0x00;

/// What comes directly behind [`END`].
const BEHIND_END: u8 = 0x01;

const GLOBAL: &str = "global";

/// The first segment of a key: to whom the record belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// One account.
    Account(AccountId),
    /// The server as a whole: what must be unique among all accounts.
    Global,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(account) => account.fmt(f),
            Self::Global => f.write_str(GLOBAL),
        }
    }
}

/// The second segment of a key: the name of a kind of records, declared as a constant.
///
/// ```
/// const USERS: iamd_store::Table = iamd_store::Table::new("users");
/// assert_eq!(USERS.name(), "users");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Table(&'static str);

impl Table {
    /// The table with this name, of lower-case letters, digits and hyphens.
    ///
    /// # Panics
    /// The name is empty or has another byte. In a constant that is an error of compilation.
    pub const fn new(name: &'static str) -> Self {
        assert!(!name.is_empty(), "a table has a name");
        let mut bytes = name.as_bytes();
        while let [first, rest @ ..] = bytes {
            let fits = first.is_ascii_lowercase() || first.is_ascii_digit() || *first == b'-';
            assert!(
                fits,
                "a table's name has lower-case letters, digits and hyphens"
            );
            bytes = rest;
        }
        Self(name)
    }

    /// The name.
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// The place of a record: a scope, a table, then segments of the record's own.
///
/// Keys sort segment by segment, and a key sorts directly before the keys that it is a prefix of.
/// A key without segments of its own may hold the one record of a table that has just one.
///
/// ```
/// use iamd_store::{Key, Scope, Table};
/// const USERS: Table = Table::new("users");
///
/// let bob = Key::new(Scope::Global, USERS).with("bob")?;
/// assert_eq!((bob.scope(), bob.table()), ("global", "users"));
/// assert_eq!(bob.segments().collect::<Vec<_>>(), [b"bob"]);
/// # Ok::<(), iamd_store::InvalidKey>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(Vec<u8>);

/// A segment cannot stand in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKey {
    /// It has the byte that ends segments.
    #[error("a segment of a key has no zero byte")]
    ZeroByte,
    /// The key would be longer than [`KEY_BYTES_MAX`].
    #[error("a key has at most {KEY_BYTES_MAX} bytes")]
    TooLong,
}

impl Key {
    /// The key without segments of its own, which is also the prefix of all keys of the table.
    pub fn new(scope: Scope, table: Table) -> Self {
        Self(format!("{scope}\0{}\0", table.name()).into_bytes())
    }

    /// This key with one more segment, which may be empty.
    ///
    /// # Errors
    /// The segment holds a zero byte, or the key grows too long.
    pub fn with(mut self, segment: impl AsRef<[u8]>) -> Result<Self, InvalidKey> {
        let segment = segment.as_ref();
        if segment.contains(&END) {
            return Err(InvalidKey::ZeroByte);
        }
        if self.0.len() + segment.len() + 1 > KEY_BYTES_MAX {
            return Err(InvalidKey::TooLong);
        }
        self.0.extend_from_slice(segment);
        self.0.push(END);
        Ok(self)
    }

    /// The first segment: a twelve-digit account id or `global`.
    pub fn scope(&self) -> &str {
        self.text(0)
    }

    /// The second segment: the table's name.
    pub fn table(&self) -> &str {
        self.text(1)
    }

    /// The segments behind the table.
    pub fn segments(&self) -> impl Iterator<Item = &[u8]> {
        self.all_segments().skip(2)
    }

    /// The last segment of the record's own as text; `None` if there is none or it is no UTF-8.
    pub fn name(&self) -> Option<&str> {
        std::str::from_utf8(self.segments().last()?).ok()
    }

    /// The encoded key.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The key with these bytes, as [`Key::as_bytes`] gives them; `None` if this is none.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let key = Self(bytes.to_vec());
        let complete = bytes.last() == Some(&END) && bytes.len() <= KEY_BYTES_MAX;
        (complete && !key.scope().is_empty() && !key.table().is_empty()).then_some(key)
    }

    fn all_segments(&self) -> impl Iterator<Item = &[u8]> {
        let without_last_end = self.0.split_last().map_or(&[][..], |(_, rest)| rest);
        without_last_end.split(|byte| *byte == END)
    }

    fn text(&self, index: usize) -> &str {
        let segment = self.all_segments().nth(index).unwrap_or_default();
        std::str::from_utf8(segment).unwrap_or_default()
    }
}

/// Ordered maps of keys are searched by encoded bytes, which sort as the keys do.
impl Borrow<[u8]> for Key {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.all_segments().enumerate() {
            let slash = if index == 0 { "" } else { "/" };
            write!(f, "{slash}{}", segment.escape_ascii())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Keys that follow each other.
///
/// ```
/// use iamd_store::{Key, KeyRange, Scope, Table};
/// const USERS: Table = Table::new("users");
///
/// let users = Key::new(Scope::Global, USERS);
/// let (ann, bob) = (users.clone().with("ann")?, users.clone().with("bob")?);
/// let behind_ann = KeyRange::under(&users).after(&ann);
/// assert!(behind_ann.contains(&bob) && !behind_ann.contains(&ann));
/// # Ok::<(), iamd_store::InvalidKey>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRange {
    start: Bound<Vec<u8>>,
    end: Bound<Vec<u8>>,
}

impl KeyRange {
    /// Every key.
    pub fn all() -> Self {
        Self {
            start: Bound::Unbounded,
            end: Bound::Unbounded,
        }
    }

    /// Every key of a scope.
    pub fn within(scope: Scope) -> Self {
        let mut start = scope.to_string().into_bytes();
        let mut end = start.clone();
        start.push(END);
        end.push(BEHIND_END);
        Self {
            start: Bound::Included(start),
            end: Bound::Excluded(end),
        }
    }

    /// The key itself and all whose first segments are the segments of `prefix`.
    pub fn under(prefix: &Key) -> Self {
        let mut end = prefix.0.clone();
        end.pop();
        end.push(BEHIND_END);
        Self {
            start: Bound::Included(prefix.0.clone()),
            end: Bound::Excluded(end),
        }
    }

    /// This range without `key` and all before it.
    #[must_use]
    pub fn after(mut self, key: &Key) -> Self {
        let before_start = match &self.start {
            Bound::Included(start) | Bound::Excluded(start) => key.0 < *start,
            Bound::Unbounded => false,
        };
        if !before_start {
            self.start = Bound::Excluded(key.0.clone());
        }
        self
    }

    /// This range without all before `key`.
    #[must_use]
    pub fn starting_at(mut self, key: &Key) -> Self {
        let before_start = match &self.start {
            Bound::Included(start) => key.0 < *start,
            Bound::Excluded(start) => key.0 <= *start,
            Bound::Unbounded => false,
        };
        if !before_start {
            self.start = Bound::Included(key.0.clone());
        }
        self
    }

    /// This range without `key` and all behind it.
    #[must_use]
    pub fn before(mut self, key: &Key) -> Self {
        let behind_end = match &self.end {
            Bound::Included(end) | Bound::Excluded(end) => key.0 >= *end,
            Bound::Unbounded => false,
        };
        if !behind_end {
            self.end = Bound::Excluded(key.0.clone());
        }
        self
    }

    /// Whether the key is in the range.
    pub fn contains(&self, key: &Key) -> bool {
        RangeBounds::<[u8]>::contains(&self.bounds(), key.as_bytes())
    }

    /// The bounds over encoded keys.
    pub(crate) fn bounds(&self) -> (Bound<&[u8]>, Bound<&[u8]>) {
        (
            self.start.as_ref().map(Vec::as_slice),
            self.end.as_ref().map(Vec::as_slice),
        )
    }

    /// Whether no key can be in the range: ordered maps refuse such bounds.
    pub(crate) fn is_empty(&self) -> bool {
        match self.bounds() {
            (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
            (Bound::Included(start), Bound::Included(end)) => start > end,
            (Bound::Excluded(start) | Bound::Included(start), Bound::Excluded(end))
            | (Bound::Excluded(start), Bound::Included(end)) => start >= end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USERS: Table = Table::new("users");
    const USERS_BY_ID: Table = Table::new("users-by-id");

    fn key(segments: &[&str]) -> Key {
        let root = Key::new(Scope::Global, USERS);
        segments
            .iter()
            .fold(root, |key, segment| key.with(segment).unwrap())
    }

    #[test]
    fn keys_sort_as_their_lists_of_segments() {
        let lists: [&[&str]; 8] = [
            &[],
            &[""],
            &["", "z"],
            &["a"],
            &["a", "b"],
            &["a", "b", "c"],
            &["a!"],
            &["ab"],
        ];
        for (index, list) in lists.iter().enumerate() {
            for (other_index, other) in lists.iter().enumerate() {
                assert_eq!(
                    key(list).cmp(&key(other)),
                    index.cmp(&other_index),
                    "{list:?} {other:?}"
                );
            }
        }
    }

    #[test]
    fn a_key_tells_its_parts() {
        let account = Scope::Account(AccountId::new(42).unwrap());
        let key = Key::new(account, USERS).with("bob").unwrap();
        assert_eq!(key.scope(), "000000000042");
        assert_eq!(key.table(), "users");
        assert_eq!(key.name(), Some("bob"));
        assert_eq!(key.to_string(), "000000000042/users/bob");
        assert_eq!(Key::decode(key.as_bytes()), Some(key));
    }

    #[test]
    fn what_cannot_be_a_segment_is_refused() {
        let root = Key::new(Scope::Global, USERS);
        assert_eq!(root.clone().with("a\0b"), Err(InvalidKey::ZeroByte));
        assert_eq!(
            root.with("a".repeat(KEY_BYTES_MAX)),
            Err(InvalidKey::TooLong)
        );
    }

    #[test]
    fn foreign_bytes_are_no_key() {
        for wrong in [&b""[..], b"\0", b"a", b"a\0", b"a\0b", b"\0b\0", b"a\0\0"] {
            assert_eq!(Key::decode(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_table_is_not_the_prefix_of_another() {
        let users = KeyRange::under(&Key::new(Scope::Global, USERS));
        assert!(users.contains(&key(&["a", "b"])) && users.contains(&key(&[])));
        assert!(!users.contains(&Key::new(Scope::Global, USERS_BY_ID)));
    }

    #[test]
    fn ranges_only_shrink() {
        let range = KeyRange::under(&key(&["b"]));
        assert_eq!(range.clone().after(&key(&["a"])), range);
        assert_eq!(range.clone().starting_at(&key(&["a"])), range);
        let behind = range.clone().after(&key(&["b"]));
        assert_eq!(behind.clone().starting_at(&key(&["b"])), behind);
        let rest = range.clone().starting_at(&key(&["b", "c"]));
        assert!(rest.contains(&key(&["b", "c"])) && !rest.contains(&key(&["b", "b"])));
        assert_eq!(range.clone().before(&key(&["c"])), range);
        assert!(range.clone().after(&key(&["c"])).is_empty());
        assert!(range.before(&key(&["b"])).is_empty());
        assert!(!KeyRange::all().is_empty());
    }
}
