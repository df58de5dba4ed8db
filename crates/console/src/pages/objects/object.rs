//! The page of an object.

use askama::Template;
use axum::extract::{Path, Query};
use http::StatusCode;
use iamd_api::{ErrorCode, Service, s3};
use iamd_auth::{Audit, ConsolePorts, Refused};
use iamd_ident::{BucketName, Tag, Timestamp};
use iamd_s3::{AppliedEncryption, ListObjectVersionsInput, Listing, ObjectAddress, ObjectHead};
use serde::Deserialize;
use serde_json::json;

use super::{
    download::whole,
    entries::{self, ObjectRow},
    links, size,
};
use crate::{
    answer::{self, Answer, Stop},
    link,
    page::{Page, Section},
    pages::buckets::{self, BUCKETS},
    refusal::{self, Refusal},
    text::{self, ObjectsTexts},
    visible::visible,
    visitor::Visit,
};

/// LIMIT: versions on the page.
const VERSIONS_MAX: i32 = 100;

/// Which object is wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    key: String,
    version: String,
}

impl Which {
    /// The object; none if there can be none.
    pub(super) fn object(&self, bucket: BucketName) -> Option<ObjectAddress> {
        let version = match self.version.as_str() {
            "" => None,
            version => Some(version.parse().ok()?),
        };
        Some(ObjectAddress {
            bucket,
            key: self.key.parse().ok()?,
            version,
        })
    }
}

#[derive(Template)]
#[template(path = "pages/objects/object.html")]
struct ObjectPage {
    page: Page,
    t: &'static ObjectsTexts,
    bucket: String,
    key: String,
    folder: String,
    arn: String,
    object: Result<Facts, Refusal>,
    versions: Option<Result<Vec<ObjectRow>, Refusal>>,
    links: ObjectLinks,
}

struct ObjectLinks {
    download: String,
    delete: String,
    versions: String,
    in_form: String,
}

/// What there is to say of an object.
struct Facts {
    size: String,
    bytes: String,
    modified: Timestamp,
    etag: String,
    version: Option<String>,
    encryption: &'static str,
    expiration: Option<String>,
    metadata: Vec<Tag>,
    tags: Vec<Tag>,
}

/// Shows an object, or one of its versions.
pub(super) async fn show<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Path(bucket): Path<BucketName>,
    Query(which): Query<Which>,
) -> Answer {
    let Some(object) = which.object(bucket) else {
        return Err(Stop::from(answer::empty(StatusCode::NOT_FOUND)));
    };
    let head = head(&visit, &object).await;
    let has_versions = head.as_ref().map_or_else(
        |refused| is_absent(refused.error.code),
        |head| head.version.is_some(),
    );
    let versions = if has_versions {
        Some(versions(&visit, &object).await)
    } else {
        None
    };
    // Where there is no object, there may be nothing at all.
    let versions = versions.filter(|versions| {
        let has_any = versions.as_ref().is_ok_and(|rows| !rows.is_empty());
        has_any || head.is_ok()
    });
    let status = head
        .as_ref()
        .err()
        .map(|refused| refusal::status(refused, Service::S3));
    let facts = match head {
        Ok(head) => Ok(facts(&visit, &object, head).await),
        Err(refused) => Err(visit.refusal(&refused)),
    };
    let shown = shown(&visit, &object, facts, versions);
    match status {
        None => visit.show(&shown),
        Some(status) => Err(visit.stop_with(status, &shown)),
    }
}

/// Whether there is nothing, or a delete marker, where older versions may be.
fn is_absent(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::NoSuchKey | ErrorCode::MethodNotAllowed)
}

fn shown<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    object: &ObjectAddress,
    facts: Result<Facts, Refusal>,
    versions: Option<Result<Vec<ObjectRow>, Refusal>>,
) -> ObjectPage {
    let (bucket, key) = (&object.bucket, object.key.as_str());
    let version = object.version.as_ref();
    let of_bucket = links::bucket(bucket, "");
    ObjectPage {
        page: page(visit, object),
        t: &visit.texts().objects,
        arn: buckets::arn(&visit.arrived.backend.region, &format!("{bucket}/{key}")),
        bucket: bucket.to_string(),
        folder: links::folder(bucket, links::folder_of(key)),
        object: facts,
        versions,
        links: ObjectLinks {
            download: links::download(bucket, key, version),
            delete: links::bucket(bucket, "delete-objects"),
            versions: link::with_query(&of_bucket, &[("versions", "1"), ("prefix", key)]),
            in_form: links::in_form(key, version),
        },
        key: key.to_owned(),
    }
}

/// The frame, below the folders that the object is in.
fn page<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, object: &ObjectAddress) -> Page {
    let (bucket, key) = (&object.bucket, object.key.as_str());
    let texts = visit.texts();
    let folder = links::folder_of(key);
    let page = visit.page(visible(key.strip_prefix(folder).unwrap_or(key)));
    let page = page
        .at(Section::Buckets)
        .below(texts.buckets.title, BUCKETS)
        .below(bucket.as_str(), links::folder(bucket, ""));
    let above = entries::path_of(bucket, folder).into_iter();
    above.fold(page, |page, folder| {
        let name = match folder.name.as_str() {
            "" => texts.objects.empty_name,
            name => name,
        };
        page.below(visible(name), folder.link)
    })
}

async fn head<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    object: &ObjectAddress,
) -> Result<ObjectHead, Refused> {
    let input = whole(object.clone());
    visit
        .ask_s3::<s3::HeadObject>(input, parameters(object))
        .await
}

fn parameters(object: &ObjectAddress) -> serde_json::Value {
    json!({ "bucketName": object.bucket, "key": object.key, "versionId": object.version })
}

async fn facts<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    object: &ObjectAddress,
    head: ObjectHead,
) -> Facts {
    let t = &visit.texts().objects;
    // Whoever may not read tags is not told that there are any.
    let tags = match head.tag_count {
        Some(1..) => tags(visit, object).await,
        _ => Vec::new(),
    };
    Facts {
        size: size::shown(head.size),
        bytes: text::fill(t.bytes, [&head.size.to_string()]),
        modified: head.modified,
        etag: head.etag.to_string(),
        version: head.version.as_ref().map(ToString::to_string),
        encryption: match head.encryption {
            AppliedEncryption::Server => t.encryption_server,
            AppliedEncryption::Customer { .. } => t.encryption_customer,
        },
        metadata: metadata(&head),
        expiration: head.expiration,
        tags,
    }
}

/// What its writer said of an object, by the names of the headers.
fn metadata(head: &ObjectHead) -> Vec<Tag> {
    let metadata = &head.metadata;
    let known = [
        ("Content-Type", &metadata.content_type),
        ("Content-Encoding", &metadata.content_encoding),
        ("Content-Disposition", &metadata.content_disposition),
        ("Content-Language", &metadata.content_language),
        ("Cache-Control", &metadata.cache_control),
        ("Expires", &metadata.expires),
        (
            "x-amz-website-redirect-location",
            &metadata.website_redirect,
        ),
        ("x-amz-storage-class", &metadata.storage_class),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
    let own = metadata.user.iter();
    let own = own.map(|(name, value)| (format!("x-amz-meta-{name}"), value.clone()));
    known
        .chain(own)
        .map(|(key, value)| Tag { key, value })
        .collect()
}

async fn tags<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, object: &ObjectAddress) -> Vec<Tag> {
    let found = visit.ask_s3::<s3::GetObjectTagging>(object.clone(), parameters(object));
    found.await.map(|found| found.tags).unwrap_or_default()
}

/// The versions of just this key, which comes before all keys that begin with it.
async fn versions<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    object: &ObjectAddress,
) -> Result<Vec<ObjectRow>, Refusal> {
    let (bucket, key) = (&object.bucket, object.key.as_str());
    let input = ListObjectVersionsInput {
        listing: Listing {
            bucket: bucket.clone(),
            prefix: Some(key.to_owned()),
            delimiter: None,
            max_keys: Some(VERSIONS_MAX),
        },
        key_marker: None,
        version_marker: None,
    };
    let parameters = json!({ "bucketName": bucket, "prefix": key, "versions": "" });
    let found = visit.ask_s3::<s3::ListObjectVersions>(input, parameters);
    let found = found.await.map_err(|refused| visit.refusal(&refused))?;
    let versions = found.versions.iter();
    let own = versions.take_while(|version| version.object.key.as_str() == key);
    Ok(own
        .map(|version| ObjectRow::of_version(bucket, "", version))
        .collect())
}
