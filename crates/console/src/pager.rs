//! Lists that come in pages.

use crate::link;

/// The ways through a list. In a template: `{% call ui::pager(pager, page) %}{% endcall %}`.
pub(crate) struct Pager {
    /// The first page, if this is a later one.
    pub(crate) first: Option<String>,
    /// The next page, if there is one.
    pub(crate) next: Option<String>,
}

impl Pager {
    /// A list at `path` with `query`: this page began at `marker`, and the next one begins at
    /// `next`. The marker stands in the query as `marker`.
    pub(crate) fn new(
        path: &str,
        query: &[(&str, &str)],
        marker: Option<&str>,
        next: Option<&str>,
    ) -> Self {
        let next = next.map(|next| {
            let mut query = query.to_vec();
            query.push(("marker", next));
            link::with_query(path, &query)
        });
        Self {
            first: marker.map(|_| link::with_query(path, query)),
            next,
        }
    }
}
