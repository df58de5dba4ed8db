//! Lists in pages.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use iamd_store::{Key, KeyRange, Snapshot};

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
        Page { items: self.items.into_iter().map(change).collect(), next: self.next }
    }
}

/// A page of the records under `prefix` that fit, in the order of their keys' last segments.
pub(crate) async fn page_of_names<R: Record>(
    snapshot: &Snapshot,
    list: &'static str,
    prefix: &Key,
    request: &PageRequest,
    fits: impl Fn(&R) -> bool,
) -> Result<Page<R>, Error> {
    let mut range = KeyRange::under(prefix);
    if let Some(marker) = &request.marker {
        range = range.after(&behind(prefix, &read_marker(list, marker)?)?);
    }
    let mut items: Vec<R> = Vec::new();
    let mut last_shown = None;
    let mut examined = 0;
    // One record more than the page holds tells whether there is a next page.
    let chunk = request.items_max + 1;
    loop {
        let records = snapshot.scan(&range, chunk).await;
        let records = records.map_err(|error| Error::Store(Box::new(error)))?;
        examined += records.len();
        let ended = records.len() < chunk;
        for (key, stored) in records {
            let (record, _) = parse::<R>(&stored)?;
            let fits = fits(&record);
            if fits && items.len() == request.items_max {
                return Ok(Page { items, next: last_shown });
            }
            if fits {
                last_shown = key.name().map(|name| write_marker(list, name));
                items.push(record);
            }
            range = range.after(&key);
            if examined >= EXAMINED_MAX && items.len() < request.items_max {
                last_shown = key.name().map(|name| write_marker(list, name));
            }
        }
        if ended {
            return Ok(Page { items, next: None });
        }
        if examined >= EXAMINED_MAX {
            return Ok(Page { items, next: last_shown });
        }
    }
}

fn behind(prefix: &Key, name: &str) -> Result<Key, Error> {
    prefix.clone().with(name).map_err(|_| Error::InvalidMarker)
}

/// Cuts a page from a list that is at hand as a whole, in an order that does not change. The
/// marker is the name of the last item shown, so that items may come and go between pages.
pub(crate) fn cut<T>(
    list: &'static str,
    items: impl IntoIterator<Item = T>,
    request: &PageRequest,
    name: impl Fn(&T) -> String,
) -> Result<Page<T>, Error> {
    let after = request.marker.as_deref().map(|marker| read_marker(list, marker)).transpose()?;
    let mut rest = items
        .into_iter()
        .filter(|item| after.as_ref().is_none_or(|after| name(item) > *after));
    let items: Vec<T> = rest.by_ref().take(request.items_max).collect();
    let next = rest.next().and(items.last()).map(|last| write_marker(list, &name(last)));
    Ok(Page { items, next })
}

/// A marker that stands for the place behind `name`. Opaque to clients, bound to the list.
pub(crate) fn write_marker(list: &str, name: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list}\0{name}"))
}

/// The name that a marker stands for.
pub(crate) fn read_marker(list: &str, marker: &str) -> Result<String, Error> {
    let bytes = URL_SAFE_NO_PAD.decode(marker).map_err(|_| Error::InvalidMarker)?;
    let text = String::from_utf8(bytes).map_err(|_| Error::InvalidMarker)?;
    match text.split_once('\0') {
        Some((of, name)) if of == list && !name.contains('\0') => Ok(name.to_owned()),
        _ => Err(Error::InvalidMarker),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(marker: Option<String>) -> Page<&'static str> {
        let request = PageRequest { marker, items_max: 2 };
        cut("letters", ["a", "b", "c", "d"], &request, |item| (*item).to_owned()).unwrap()
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
        for (list, marker) in [("numbers", marker.as_str()), ("letters", "%"), ("letters", "")] {
            assert!(matches!(read_marker(list, marker), Err(Error::InvalidMarker)), "{marker}");
        }
    }
}
