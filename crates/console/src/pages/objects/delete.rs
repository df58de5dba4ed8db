//! Deleting objects and versions, after asking.

use askama::Template;
use axum::extract::{Path, Query};
use iamd_api::{Error, ErrorCode, Service, s3};
use iamd_auth::{Audit, ConsolePorts, Refused};
use iamd_ident::{BucketName, ObjectKey, VersionId};
use iamd_s3::{DeleteObjectInput, DeleteObjectsInput, ObjectAddress, ObjectToDelete, S3};
use serde_json::json;

use super::{
    links,
    list::{self, Sent, Wanted},
};
use crate::{
    answer::Answer,
    form::{Fields, Post},
    page::{Page, Section},
    pages::buckets::BUCKETS,
    refusal::{self, Refusal},
    text::{self, ObjectsTexts},
    visible::visible,
    visitor::Visit,
};

/// An object, or one of its versions.
type Chosen = (ObjectKey, Option<VersionId>);

/// Asks, or deletes if that was answered.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    Path(bucket): Path<BucketName>,
    Query(wanted): Query<Wanted>,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let chosen = chosen(&fields);
    let Some((first, _)) = chosen.first() else {
        let sent = Sent {
            delete_error: Some(visit.texts().objects.nothing_selected),
            ..Sent::default()
        };
        return list::show_with(&visit, &bucket, &wanted, sent).await;
    };
    let back = links::folder(&bucket, links::folder_of(first.as_str()));
    if !fields.is_checked("confirm") {
        return visit.show(&question(&visit, &bucket, &chosen, back));
    }
    match chosen.as_slice() {
        [(key, version)] => delete_one(&visit, bucket, (key, version.as_ref()), back).await,
        _ => delete_all(&visit, bucket, &chosen, back).await,
    }
}

fn chosen(fields: &Fields) -> Vec<Chosen> {
    fields.all("object").filter_map(links::of_form).collect()
}

#[derive(Template)]
#[template(path = "pages/objects/delete.html")]
struct Question {
    page: Page,
    t: &'static ObjectsTexts,
    lead: String,
    action: String,
    /// What forms say of them, their keys, and their versions.
    chosen: Vec<(String, String, Option<String>)>,
    back: String,
    refusal: Option<Refusal>,
    failed: Vec<Failed>,
    /// How many of them were.
    deleted: String,
}

/// Something that was not deleted.
struct Failed {
    key: String,
    code: &'static str,
    message: String,
}

fn question<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    chosen: &[Chosen],
    back: String,
) -> Question {
    let texts = visit.texts();
    let t = &texts.objects;
    let page = visit.page(t.delete_title).at(Section::Buckets);
    let shown = chosen.iter().map(|(key, version)| {
        let in_form = links::in_form(key.as_str(), version.as_ref());
        let version = version.as_ref().map(ToString::to_string);
        (in_form, key.to_string(), version)
    });
    Question {
        page: page
            .below(texts.buckets.title, BUCKETS)
            .below(bucket.as_str(), back.as_str()),
        t,
        lead: text::fill(t.delete_lead, [bucket.as_str()]),
        action: links::bucket(bucket, "delete-objects"),
        chosen: shown.collect(),
        back,
        refusal: None,
        failed: Vec::new(),
        deleted: String::new(),
    }
}

/// Deletes one object by its own operation, which says why it is refused.
async fn delete_one<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: BucketName,
    (key, version): (&ObjectKey, Option<&VersionId>),
    back: String,
) -> Answer {
    let input = one(&bucket, key, version);
    let parameters = json!({ "bucketName": bucket, "key": key, "versionId": version });
    match visit.ask_s3::<s3::DeleteObject>(input, parameters).await {
        Ok(_) => visit.done(&back, "object-deleted", &visible(key.as_str())),
        Err(refused) => {
            let chosen = [(key.clone(), version.cloned())];
            let mut page = question(visit, &bucket, &chosen, back);
            page.refusal = Some(visit.refusal(&refused));
            let status = refusal::status(&refused, Service::S3);
            Err(visit.stop_with(status, &page))
        }
    }
}

fn one(bucket: &BucketName, key: &ObjectKey, version: Option<&VersionId>) -> DeleteObjectInput {
    DeleteObjectInput {
        object: ObjectAddress {
            bucket: bucket.clone(),
            key: key.clone(),
            version: version.cloned(),
        },
        condition: None,
    }
}

async fn delete_all<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: BucketName,
    chosen: &[Chosen],
    back: String,
) -> Answer {
    let objects = chosen.iter().map(|(key, version)| ObjectToDelete {
        key: key.to_string(),
        version: version.as_ref().map(ToString::to_string),
        condition: None,
    });
    let input = DeleteObjectsInput {
        bucket: bucket.clone(),
        objects: objects.collect(),
    };
    let parameters = json!({ "bucketName": bucket, "delete": "" });
    let deleted = match visit.ask_s3::<s3::DeleteObjects>(input, parameters).await {
        Ok(deleted) => deleted,
        Err(refused) => {
            let mut page = question(visit, &bucket, chosen, back);
            page.refusal = Some(visit.refusal(&refused));
            let status = refusal::status(&refused, Service::S3);
            return Err(visit.stop_with(status, &page));
        }
    };
    // The results come in the order of what was asked for.
    let failed: Vec<(&Chosen, Error)> = chosen
        .iter()
        .zip(deleted)
        .filter_map(|(chosen, item)| Some((chosen, item.result.err()?)))
        .collect();
    let number = chosen.len() - failed.len();
    if failed.is_empty() {
        let t = &visit.texts().objects;
        let about = text::fill(t.things, [&number.to_string()]);
        return visit.done(&back, "objects-deleted", &about);
    }
    let why = first_why(visit, &bucket, &failed).await;
    let left: Vec<Chosen> = failed.iter().map(|(chosen, _)| (*chosen).clone()).collect();
    let mut page = question(visit, &bucket, &left, back);
    page.refusal = why.map(|refused| visit.refusal(&refused));
    page.failed = failed.iter().map(Failed::of).collect();
    page.deleted = text::fill(page.t.deleted_so_many, [&number.to_string()]);
    let status = failed.first().map(|(_, error)| error.clone().into());
    let status = status.map(|refused| refusal::status(&refused, Service::S3));
    Err(visit.stop_with(status.unwrap_or_default(), &page))
}

/// Why the first of them was denied: the operation for many tells a text of each, and no more.
async fn first_why<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    failed: &[(&Chosen, Error)],
) -> Option<Refused> {
    let mut denied = failed.iter();
    let (chosen, _) = denied.find(|(_, error)| error.code == ErrorCode::AccessDenied)?;
    let input = one(bucket, &chosen.0, chosen.1.as_ref());
    let s3 = &visit.arrived.backend.s3;
    visit
        .may_perform::<s3::DeleteObject, S3>(s3, &input)
        .await
        .err()
}

impl Failed {
    fn of((chosen, error): &(&Chosen, Error)) -> Self {
        Self {
            key: chosen.0.to_string(),
            code: error.code.as_str(),
            message: error.message.clone(),
        }
    }
}
