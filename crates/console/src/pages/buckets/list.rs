//! The list of buckets.

use askama::Template;
use axum::extract::Query;
use iamd_api::{Service, s3};
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::Timestamp;
use iamd_s3::{BucketEntry, ListBucketsInput};
use serde::Deserialize;
use serde_json::json;

use super::{BUCKETS, NEW_BUCKET};
use crate::{
    answer::Answer,
    filled::Filled,
    link,
    page::{Page, Section},
    pager::Pager,
    refusal::{self, Refusal},
    text::BucketsTexts,
    visitor::Visit,
};

/// LIMIT: buckets on a page.
const BUCKETS_MAX: i32 = 100;

/// Which buckets are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// Those whose names begin with this.
    q: String,
    marker: String,
}

#[derive(Template)]
#[template(path = "pages/buckets/list.html")]
struct ListPage {
    page: Page,
    t: &'static BucketsTexts,
    new_bucket: &'static str,
    filled: Filled,
    buckets: Result<Vec<BucketRow>, Refusal>,
    is_search: bool,
    pager: Pager,
}

/// A bucket in the list.
struct BucketRow {
    name: String,
    link: String,
    region: String,
    created: Timestamp,
}

/// Shows the list.
pub(super) async fn show<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let input = ListBucketsInput {
        prefix: some(&wanted.q),
        buckets_max: Some(BUCKETS_MAX),
        continuation_token: some(&wanted.marker),
        ..ListBucketsInput::default()
    };
    let parameters = json!({ "prefix": wanted.q });
    let t = &visit.texts().buckets;
    let mut shown = ListPage {
        page: visit.page(t.title).at(Section::Buckets),
        t,
        new_bucket: NEW_BUCKET,
        filled: Filled::empty().with("q", wanted.q.as_str()),
        buckets: Ok(Vec::new()),
        is_search: !wanted.q.is_empty(),
        pager: Pager::new(BUCKETS, &[], None, None),
    };
    match visit.ask_s3::<s3::ListBuckets>(input, parameters).await {
        Ok(found) => {
            let marker = some(&wanted.marker);
            let next = found.continuation_token;
            let query = [("q", wanted.q.as_str())];
            shown.pager = Pager::new(BUCKETS, &query, marker.as_deref(), next.as_deref());
            shown.buckets = Ok(found.buckets.into_iter().map(BucketRow::of).collect());
            visit.show(&shown)
        }
        Err(refused) => {
            shown.buckets = Err(visit.refusal(&refused));
            let status = refusal::status(&refused, Service::S3);
            Err(visit.stop_with(status, &shown))
        }
    }
}

impl BucketRow {
    fn of(bucket: BucketEntry) -> Self {
        Self {
            link: link::to(&["buckets", bucket.name.as_str()]),
            name: bucket.name.to_string(),
            region: bucket.region,
            created: bucket.created,
        }
    }
}
