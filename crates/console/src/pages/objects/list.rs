//! The objects in a bucket, folder by folder.

use askama::Template;
use axum::extract::{Path, Query};
use iamd_api::{ErrorCode, Service, s3};
use iamd_auth::{Audit, ConsolePorts, Refused};
use iamd_ident::{BucketName, ObjectKey};
use iamd_s3::{ListObjectVersionsInput, ListObjectsV2Input, Listing};
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::json;

use super::{
    entries::{self, Entries},
    links,
};
use crate::{
    answer::Answer,
    filled::Filled,
    link,
    page::{Page, Section},
    pager::Pager,
    pages::buckets::{BUCKETS, Links},
    refusal::{self, Refusal},
    text::{BucketsTexts, ObjectsTexts},
    visible::visible,
    visitor::Visit,
};

/// LIMIT: entries on a page.
const ENTRIES_MAX: i32 = 100;

/// What separates folders.
const DELIMITER: &str = "/";

/// Which entries are wanted.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// The folder.
    #[serde(deserialize_with = "prefix")]
    pub(super) prefix: String,
    /// Where the page before ended.
    pub(super) after: String,
    pub(super) after_version: String,
    /// Whether all versions are wanted.
    pub(super) versions: String,
}

/// LIMIT: no key begins with more than a key has. The page shows and links the prefix many times.
fn prefix<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let prefix = String::deserialize(deserializer)?;
    if prefix.len() > ObjectKey::BYTES_MAX {
        return Err(D::Error::custom("the prefix is longer than any key"));
    }
    Ok(prefix)
}

#[derive(Template)]
#[template(path = "pages/objects/list.html")]
struct ListPage {
    page: Page,
    t: &'static ObjectsTexts,
    of_buckets: &'static BucketsTexts,
    links: Links,
    prefix: String,
    entries: Result<Entries, Refusal>,
    pager: Pager,
    shows_versions: bool,
    other_view: String,
    forms: Forms,
    sent: Sent,
}

/// Where the forms of the page are sent.
struct Forms {
    upload: String,
    folder: String,
    delete: String,
}

/// What was wrong with a form of the page that was sent.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) folder: Filled,
    pub(super) upload_error: Option<&'static str>,
    pub(super) delete_error: Option<&'static str>,
}

/// Shows a folder.
pub(super) async fn show<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Path(bucket): Path<BucketName>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    show_with(&visit, &bucket, &wanted, Sent::default()).await
}

/// Shows a folder with what was wrong.
pub(super) async fn show_with<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    wanted: &Wanted,
    sent: Sent,
) -> Answer {
    let shows_versions = !wanted.versions.is_empty();
    let found = if shows_versions {
        versions(visit, bucket, wanted).await
    } else {
        objects(visit, bucket, wanted).await
    };
    if let Err(refused) = &found
        && refused.error.code == ErrorCode::NoSuchBucket
    {
        return Err(visit.stop(refused));
    }
    let status = found
        .as_ref()
        .err()
        .map(|refused| refusal::status(refused, Service::S3));
    let mut entries = found.map_err(|refused| visit.refusal(&refused));
    let next = entries
        .as_mut()
        .ok()
        .and_then(|entries| entries.next.take());
    let shown = ListPage {
        page: page(visit, bucket, &wanted.prefix),
        t: &visit.texts().objects,
        of_buckets: &visit.texts().buckets,
        links: Links::of(bucket),
        pager: Pager {
            first: (!wanted.after.is_empty()).then(|| view(bucket, wanted, shows_versions)),
            next,
        },
        other_view: view(bucket, wanted, !shows_versions),
        forms: Forms::of(bucket, &wanted.prefix),
        prefix: wanted.prefix.clone(),
        entries,
        shows_versions,
        sent,
    };
    match status {
        None => visit.show(&shown),
        Some(status) => Err(visit.stop_with(status, &shown)),
    }
}

/// The frame of a page of a folder.
fn page<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, bucket: &BucketName, prefix: &str) -> Page {
    let texts = visit.texts();
    let name = folder_name(prefix, texts.objects.empty_name);
    let title = if prefix.is_empty() {
        bucket.as_str()
    } else {
        name
    };
    let mut page = visit.page(visible(title)).at(Section::Buckets);
    page = page.below(texts.buckets.title, BUCKETS);
    if prefix.is_empty() {
        return page;
    }
    page = page.below(bucket.as_str(), links::folder(bucket, ""));
    let mut above = entries::path_of(bucket, prefix);
    if prefix.ends_with(DELIMITER) {
        above.pop();
    }
    above.into_iter().fold(page, |page, folder| {
        let name = match folder.name.as_str() {
            "" => texts.objects.empty_name,
            name => name,
        };
        page.below(visible(name), folder.link)
    })
}

/// What a folder is called: the last segment of its prefix.
fn folder_name<'p>(prefix: &'p str, nameless: &'p str) -> &'p str {
    let path = prefix.strip_suffix(DELIMITER).unwrap_or(prefix);
    match path.rsplit(DELIMITER).next() {
        None | Some("") => nameless,
        Some(name) => name,
    }
}

fn view(bucket: &BucketName, wanted: &Wanted, shows_versions: bool) -> String {
    let versions = if shows_versions { "1" } else { "" };
    let query = [("versions", versions), ("prefix", wanted.prefix.as_str())];
    link::with_query(&links::bucket(bucket, ""), &query)
}

impl Forms {
    fn of(bucket: &BucketName, prefix: &str) -> Self {
        let query = [("prefix", prefix)];
        Self {
            upload: link::with_query(&links::bucket(bucket, "upload"), &query),
            folder: link::with_query(&links::bucket(bucket, "folder"), &query),
            delete: link::with_query(&links::bucket(bucket, "delete-objects"), &query),
        }
    }
}

fn listing(bucket: &BucketName, prefix: &str) -> Listing {
    Listing {
        bucket: bucket.clone(),
        prefix: Some(prefix.to_owned()),
        delimiter: Some(DELIMITER.to_owned()),
        max_keys: Some(ENTRIES_MAX),
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

async fn objects<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    wanted: &Wanted,
) -> Result<Entries, Refused> {
    let input = ListObjectsV2Input {
        listing: listing(bucket, &wanted.prefix),
        start_after: None,
        continuation_token: some(&wanted.after),
    };
    let parameters = json!({ "bucketName": bucket, "prefix": wanted.prefix, "list-type": "2" });
    let found = visit.ask_s3::<s3::ListObjectsV2>(input, parameters).await?;
    Ok(Entries::of_objects(bucket, &wanted.prefix, &found))
}

async fn versions<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    wanted: &Wanted,
) -> Result<Entries, Refused> {
    let input = ListObjectVersionsInput {
        listing: listing(bucket, &wanted.prefix),
        key_marker: some(&wanted.after),
        version_marker: some(&wanted.after_version),
    };
    let parameters = json!({ "bucketName": bucket, "prefix": wanted.prefix, "versions": "" });
    let found = visit.ask_s3::<s3::ListObjectVersions>(input, parameters);
    Ok(Entries::of_versions(bucket, &wanted.prefix, &found.await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_called_by_their_last_segment() {
        for (prefix, name) in [
            ("a/", "a"),
            ("a/b/", "b"),
            ("a//", "-"),
            ("/", "-"),
            ("a/be", "be"),
        ] {
            assert_eq!(folder_name(prefix, "-"), name, "{prefix}");
        }
    }
}
