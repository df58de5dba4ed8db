//! Lists in pages.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use iamd_ident::Timestamp;
use iamd_store::{Key, KeyRange, Snapshot, Stored};

use crate::{Error, draft::parse, records::Record};

/// LIMIT: how many records a page looks at before it ends, whether they fit the filter or not. A
/// page may so be short, even empty, and yet not be the last one; AWS's lists do the same.
pub(crate) const EXAMINED_MAX: usize = 5_000;

/// Which part of a list is wanted.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// The marker of the page before, as [`Page::next`] gave it.
    pub marker: Option<String>,
    /// The most items on this page, at least 1.
    pub items_max: usize,
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// The marker of the next page; none if this is the last one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// The same page with other items.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            next: self.next,
        }
    }
}

/// LIMIT: how many records a walk reads at once.
const CHUNK_MAX: usize = 256;

/// A walk over the records under a prefix, in the order of their keys' last segments, that gathers
/// a page.
///
/// ```text
/// while let Some((key, stored)) = walk.next().await? {
///     if it fits && !walk.show(item) { break }
/// }
/// walk.page()
/// ```
pub(crate) struct Walk<'a, T> {
    snapshot: &'a Snapshot,
    list: &'static str,
    items_max: usize,
    items: Vec<T>,
    /// What is not read yet.
    range: KeyRange,
    /// Whether nothing is behind what is read.
    ended: bool,
    /// What is read and not looked at.
    ahead: std::vec::IntoIter<(Key, Stored)>,
    examined: usize,
    /// The name of the record that was looked at last.
    last: Option<String>,
    /// The name of the record that was shown last.
    last_shown: Option<String>,
    /// Whether there was an item that the page has no room for.
    over: bool,
}

impl<'a, T> Walk<'a, T> {
    /// Starts behind the marker, if there is one.
    pub(crate) fn begin(
        snapshot: &'a Snapshot,
        list: &'static str,
        prefix: &Key,
        request: &PageRequest,
    ) -> Result<Self, Error> {
        let mut range = KeyRange::under(prefix);
        if let Some(marker) = &request.marker {
            range = range.after(&behind(prefix, &read_marker(list, marker)?)?);
        }
        Ok(Self {
            snapshot,
            list,
            items_max: request.items_max,
            items: Vec::new(),
            range,
            ended: false,
            ahead: Vec::new().into_iter(),
            examined: 0,
            last: None,
            last_shown: None,
            over: false,
        })
    }

    /// The next record, if there is one and enough were not looked at.
    pub(crate) async fn next(&mut self) -> Result<Option<(Key, Stored)>, Error> {
        if self.ahead.len() == 0 && !self.ended && self.examined < EXAMINED_MAX {
            // One record more than the page holds tells whether there is a next page.
            let chunk = (self.items_max + 1).clamp(16, CHUNK_MAX);
            let records = self.snapshot.scan(&self.range, chunk).await;
            let records = records.map_err(|error| Error::Store(Box::new(error)))?;
            self.ended = records.len() < chunk;
            if let Some((last, _)) = records.last() {
                self.range = self.range.clone().after(last);
            }
            self.ahead = records.into_iter();
        }
        let next = self.ahead.next();
        if let Some((key, _)) = &next {
            self.examined += 1;
            self.last = key.name().map(str::to_owned);
        }
        Ok(next)
    }

    /// Puts an item for the record that was looked at last on the page, if there is room.
    pub(crate) fn show(&mut self, item: T) -> bool {
        self.over = !self.has_room();
        if !self.over {
            self.items.push(item);
            self.last_shown.clone_from(&self.last);
        }
        !self.over
    }

    /// Whether the page has room for another item.
    pub(crate) fn has_room(&self) -> bool {
        self.items.len() < self.items_max
    }

    /// Takes note that there is an item that the page has no room for.
    pub(crate) fn leave_over(&mut self) {
        self.over = true;
    }

    /// The page, which ends behind the item that was shown last, whatever comes behind it.
    pub(crate) fn page_so_far(self) -> Page<T> {
        let list = self.list;
        Page {
            items: self.items,
            next: self.last_shown.map(|name| write_marker(list, &name)),
        }
    }

    /// The page.
    pub(crate) fn page(self) -> Page<T> {
        let full = self.items.len() >= self.items_max;
        let last = match (self.over, self.ended) {
            (false, true) => None,
            _ if full => self.last_shown,
            _ => self.last,
        };
        let next = last.map(|name| write_marker(self.list, &name));
        Page {
            items: self.items,
            next,
        }
    }
}

fn behind(prefix: &Key, name: &str) -> Result<Key, Error> {
    prefix.clone().with(name).map_err(|_| Error::InvalidMarker)
}

/// Cuts a page from a list that is at hand as a whole, in an order that does not change. The
/// marker is the name of the last item shown, so that items may come and go between pages.
pub(crate) fn cut<T>(
    list: &str,
    items: impl IntoIterator<Item = T>,
    request: &PageRequest,
    name: impl Fn(&T) -> String,
) -> Result<Page<T>, Error> {
    let after = request
        .marker
        .as_deref()
        .map(|marker| read_marker(list, marker))
        .transpose()?;
    let mut rest = items
        .into_iter()
        .filter(|item| after.as_ref().is_none_or(|after| name(item) > *after));
    let items: Vec<T> = rest.by_ref().take(request.items_max).collect();
    let next = rest
        .next()
        .and(items.last())
        .map(|last| write_marker(list, &name(last)));
    Ok(Page { items, next })
}

/// Where something stands in a list from the oldest to the newest: things of one moment by their ids.
pub(crate) fn place_by_age(made: Timestamp, id: impl fmt::Display) -> String {
    format!("{:020} {id}", made.as_nanosecond())
}

/// Checks that what is wanted of a list that never has a second page is its first: it gives no marker.
pub(crate) fn only_page(marker: Option<&str>) -> Result<(), Error> {
    marker.map_or(Ok(()), |_| Err(Error::InvalidMarker))
}

/// All records under a prefix, in the order of their keys. Fit for lists that AWS does not page, whose
/// length a quota bounds.
pub(crate) async fn whole_list<R: Record>(
    snapshot: &Snapshot,
    prefix: &Key,
) -> Result<Vec<R>, Error> {
    let (mut range, mut items) = (KeyRange::under(prefix), Vec::new());
    loop {
        let records = snapshot.scan(&range, CHUNK_MAX).await;
        let records = records.map_err(|error| Error::Store(Box::new(error)))?;
        for (_, stored) in &records {
            items.push(parse::<R>(stored)?.0);
        }
        match records.last() {
            Some((last, _)) if records.len() == CHUNK_MAX => range = range.after(last),
            _ => return Ok(items),
        }
    }
}

/// A marker that stands for the place behind `name`. Opaque to clients, bound to the list.
pub(crate) fn write_marker(list: &str, name: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list}\0{name}"))
}

/// The name that a marker stands for.
pub(crate) fn read_marker(list: &str, marker: &str) -> Result<String, Error> {
    let bytes = URL_SAFE_NO_PAD
        .decode(marker)
        .map_err(|_| Error::InvalidMarker)?;
    let text = String::from_utf8(bytes).map_err(|_| Error::InvalidMarker)?;
    match text.split_once('\0') {
        Some((of, name)) if of == list && !name.contains('\0') => Ok(name.to_owned()),
        _ => Err(Error::InvalidMarker),
    }
}

/// Whether a text is a marker of some list.
pub(crate) fn is_marker(text: &str) -> bool {
    let bytes = URL_SAFE_NO_PAD.decode(text);
    bytes.is_ok_and(|bytes| bytes.contains(&0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(marker: Option<String>) -> Page<&'static str> {
        let request = PageRequest {
            marker,
            items_max: 2,
        };
        cut("letters", ["a", "b", "c", "d"], &request, |item| {
            (*item).to_owned()
        })
        .unwrap()
    }

    #[test]
    fn pages_follow_each_other() {
        let first = letters(None);
        assert_eq!(first.items, ["a", "b"]);
        let second = letters(first.next);
        assert_eq!(second.items, ["c", "d"]);
        assert_eq!(second.next, None);
    }

    #[test]
    fn a_marker_belongs_to_its_list() {
        let marker = write_marker("letters", "b");
        assert_eq!(read_marker("letters", &marker).unwrap(), "b");
        for (list, marker) in [
            ("numbers", marker.as_str()),
            ("letters", "%"),
            ("letters", ""),
        ] {
            assert!(
                matches!(read_marker(list, marker), Err(Error::InvalidMarker)),
                "{marker}"
            );
        }
    }
}
