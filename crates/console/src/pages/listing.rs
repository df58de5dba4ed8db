//! Lists that are searched: what fits is looked for page by page.

use serde::Deserialize;

use iamd_auth::Refused;

/// How many items a page of a list that is not searched has.
pub(crate) const ITEMS: &str = "50";

/// How many items are asked for at once while something is searched for.
/// SOURCE: IAM API Reference, parameter `MaxItems`: the most that there may be.
const ITEMS_SEARCHED: &str = "1000";

/// LIMIT: how often is asked for more before a page is shown, however little fits.
const CALLS_MAX: usize = 5;

/// LIMIT: how much of what fits is shown.
const FOUND_MAX: usize = 200;

/// Which part of a list is wanted, as the query of its page says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    /// What was entered in the search field.
    pub(crate) q: String,
    /// Where the list goes on.
    pub(crate) marker: Option<String>,
}

/// What a search field asks for: a prefix of paths, which begins with a slash, or a part of a name.
pub(crate) fn searched(q: &str) -> (Option<&str>, Option<&str>) {
    match q.trim() {
        "" => (None, None),
        prefix if prefix.starts_with('/') => (Some(prefix), None),
        part => (None, Some(part)),
    }
}

/// The members of a call that lists a page.
pub(crate) fn members<'a>(
    marker: Option<&'a str>,
    items: &'static str,
    path_prefix: Option<&'a str>,
) -> Vec<(&'static str, &'a str)> {
    let mut members = vec![("MaxItems", items)];
    members.extend(marker.map(|marker| ("Marker", marker)));
    members.extend(path_prefix.map(|prefix| ("PathPrefix", prefix)));
    members
}

/// A page of a list.
#[derive(Debug)]
pub(crate) struct Listed<T> {
    /// The items that fit.
    pub(crate) items: Vec<T>,
    /// Where the next page begins; none if this is the last one.
    pub(crate) next: Option<String>,
    /// Whether more would have fitted than is shown.
    pub(crate) is_cut: bool,
}

/// The page of a list that begins at `marker`, with what has `part` in its name: first what has no
/// other name, then what begins with it. `ask` is given a marker and how many items it is to ask for.
pub(crate) async fn search<T, F, Asked>(
    marker: Option<String>,
    part: Option<&str>,
    name: fn(&T) -> &str,
    mut ask: F,
) -> Result<Listed<T>, Refused>
where
    F: FnMut(Option<String>, &'static str) -> Asked,
    Asked: Future<Output = Result<(Vec<T>, Option<String>), Refused>>,
{
    let Some(part) = part.map(str::to_lowercase) else {
        let (items, next) = ask(marker, ITEMS).await?;
        return Ok(Listed {
            items,
            next,
            is_cut: false,
        });
    };
    let mut ranked = Vec::new();
    let mut next = marker;
    for _ in 0..CALLS_MAX {
        let (items, behind) = ask(next.take(), ITEMS_SEARCHED).await?;
        let fitting = items.into_iter();
        ranked.extend(fitting.filter_map(|item| Some((rank(name(&item), &part)?, item))));
        next = behind;
        if next.is_none() {
            break;
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let is_cut = ranked.len() > FOUND_MAX;
    ranked.truncate(FOUND_MAX);
    Ok(Listed {
        items: ranked.into_iter().map(|(_, item)| item).collect(),
        next,
        is_cut,
    })
}

/// How well a name fits: 0 is best. None if it does not.
fn rank(name: &str, part: &str) -> Option<u8> {
    let name = name.to_lowercase();
    match name.find(part)? {
        0 if name.len() == part.len() => Some(0),
        0 => Some(1),
        _ => Some(2),
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;

    use super::*;

    /// A list of the numbers below `end` as texts.
    fn numbers(
        end: usize,
        marker: Option<String>,
        items: &'static str,
    ) -> (Vec<String>, Option<String>) {
        let start: usize = marker.map_or(0, |marker| marker.parse().unwrap());
        let stop = (start + items.parse::<usize>().unwrap()).min(end);
        let next = (stop < end).then(|| stop.to_string());
        (
            (start..stop).map(|number| number.to_string()).collect(),
            next,
        )
    }

    async fn found(end: usize, marker: Option<&str>, text: Option<&str>) -> Listed<String> {
        let marker = marker.map(str::to_owned);
        search(marker, text, String::as_str, |marker, items| {
            ready(Ok(numbers(end, marker, items)))
        })
        .await
        .unwrap()
    }

    #[tokio::test]
    async fn a_list_has_pages() {
        let page = found(120, None, None).await;
        assert_eq!((page.items.len(), page.next.as_deref()), (50, Some("50")));
        let page = found(120, Some("100"), None).await;
        assert_eq!((page.items.len(), page.next), (20, None));
    }

    #[tokio::test]
    async fn what_fits_is_gathered_from_many_pages_the_best_first() {
        let page = found(3000, None, Some("99")).await;
        assert_eq!(page.items.len(), 57);
        assert_eq!(page.items.get(..3).unwrap(), ["99", "990", "991"]);
        assert_eq!((page.next, page.is_cut), (None, false));
        let page = found(3000, None, Some("7")).await;
        assert_eq!((page.items.len(), page.is_cut), (FOUND_MAX, true));
    }

    #[tokio::test]
    async fn a_search_ends() {
        let page = found(100_000, None, Some("x")).await;
        assert!(page.items.is_empty());
        assert_eq!(page.next.as_deref(), Some("5000"));
    }
}
