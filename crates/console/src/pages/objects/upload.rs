//! Uploads.

mod incoming;
mod relay;

use askama::Template;
use axum::{
    body::Body,
    extract::{Path, Query},
};
use futures::future;
use http::{Request, StatusCode};
use iamd_api::{Error, ErrorCode, Service, s3};
use iamd_auth::{Audit, ConsolePorts, Refused};
use iamd_ident::{BucketName, ObjectKey};
use iamd_s3::{Metadata, ObjectSettings, PutObjectInput};
use serde_json::json;

use self::incoming::{Broken, IncomingFile, IncomingForm};
use super::{
    links,
    list::{self, Sent, Wanted},
};
use crate::{
    answer::{Answer, Stop},
    csrf,
    form::Sender as _,
    page::{Page, Section},
    pages::buckets::BUCKETS,
    refusal::{self, Refusal},
    text::{self, ObjectsTexts},
    visible::visible,
    visitor::Visit,
};

/// LIMIT: files of one form.
const FILES_MAX: usize = 1000;

/// Stores the files of a form in a folder, one after the other. Each is stored on a visit of its own:
/// they come for as long as they come.
///
/// SECURITY: the token is the first field of the form. Without it nothing of what follows is read.
pub(super) async fn upload<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Path(bucket): Path<BucketName>,
    Query(wanted): Query<Wanted>,
    request: Request<Body>,
) -> Answer {
    let form = IncomingForm::open(request).await;
    let mut form = form.map_err(|Broken| visit.refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE))?;
    let token = form.field(csrf::FIELD).await;
    let token = token.map_err(|Broken| visit.refuse(StatusCode::FORBIDDEN))?;
    visit.check(&token)?;
    let mut uploaded = Uploaded::default();
    match store_all(&visit, &bucket, &wanted.prefix, form, &mut uploaded).await {
        Ok(()) => {}
        Err(Halt::Fault(fault)) => uploaded.fault = Some(fault),
        Err(Halt::Stop(stop)) => return Err(stop),
    }
    let visit = visit.again().await?;
    uploaded.tell(&visit, &bucket, &wanted).await
}

/// What became of the files of a form.
#[derive(Default)]
struct Uploaded {
    stored: Vec<String>,
    /// Those that were refused, each with why.
    refused: Vec<(String, Refused)>,
    /// Why not all files were looked at.
    fault: Option<Fault>,
}

/// Why an upload ended before the form did.
#[derive(Clone, Copy)]
enum Fault {
    BrokeOff,
    TooManyFiles,
}

/// What ends an upload before the form does.
enum Halt {
    Fault(Fault),
    /// Whoever sends the form is not signed in any more.
    Stop(Stop),
}

impl From<Broken> for Halt {
    fn from(_: Broken) -> Self {
        Self::Fault(Fault::BrokeOff)
    }
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

async fn store_all<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    prefix: &str,
    mut form: IncomingForm,
    uploaded: &mut Uploaded,
) -> Result<(), Halt> {
    while let Some(mut file) = form.next_file().await? {
        // A place for files in which none was chosen.
        if file.name.is_empty() {
            relay::discard(&mut file).await?;
            continue;
        }
        if uploaded.stored.len() + uploaded.refused.len() == FILES_MAX {
            return Err(Halt::Fault(Fault::TooManyFiles));
        }
        let visit = visit.again().await?;
        let name = file.name.clone();
        let (stored, handed_on) = store(&visit, bucket, prefix, &mut file).await;
        match stored {
            Ok(()) => uploaded.stored.push(name),
            Err(refused) => uploaded.refused.push((name, refused)),
        }
        handed_on?;
    }
    Ok(())
}

/// Stores a file while it comes. The operation runs in a task of its own, and is told when the file
/// has ended: without that, it stores nothing. What comes is what became of the file, and whether the
/// form goes on behind it.
async fn store<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    bucket: &BucketName,
    prefix: &str,
    file: &mut IncomingFile<'_>,
) -> (Result<(), Refused>, Result<(), Broken>) {
    let Ok(key) = format!("{prefix}{}", file.name).parse::<ObjectKey>() else {
        let error = Error::new(ErrorCode::KeyTooLongError, "Your key is too long");
        return (Err(error.into()), relay::discard(file).await);
    };
    let parameters = json!({ "bucketName": bucket, "key": key });
    let (inlet, payload) = relay::payload();
    let metadata = Metadata {
        content_type: file.content_type.clone(),
        ..Metadata::default()
    };
    let input = PutObjectInput {
        bucket: bucket.clone(),
        key,
        settings: ObjectSettings {
            metadata,
            ..ObjectSettings::default()
        },
        condition: None,
        payload,
    };
    // The operation for files of forms: they do not say how long they are.
    let storing = visit.ask_s3::<s3::PostObject>(input, parameters);
    let (stored, handed_on) = future::join(storing, inlet.hand_on(file)).await;
    (stored.map(|_| ()), handed_on)
}

#[derive(Template)]
#[template(path = "pages/objects/uploaded.html")]
struct UploadedPage {
    page: Page,
    t: &'static ObjectsTexts,
    fault: Option<&'static str>,
    stored: Vec<String>,
    refused: Vec<(String, Refusal)>,
    back: String,
}

impl Uploaded {
    async fn tell<P: ConsolePorts, A: Audit>(
        self,
        visit: &Visit<P, A>,
        bucket: &BucketName,
        wanted: &Wanted,
    ) -> Answer {
        let t = &visit.texts().objects;
        let back = links::folder(bucket, &wanted.prefix);
        match (&self.stored[..], &self.refused[..], self.fault) {
            ([], [], None) => {
                let sent = Sent {
                    upload_error: Some(t.no_files),
                    ..Sent::default()
                };
                list::show_with(visit, bucket, wanted, sent).await
            }
            ([name], [], None) => visit.done(&back, "objects-uploaded", &visible(name)),
            (names, [], None) => {
                let number = text::fill(t.files, [&names.len().to_string()]);
                visit.done(&back, "objects-uploaded", &number)
            }
            _ => Err(visit.stop_with(self.status(), &self.page(visit, bucket, back))),
        }
    }

    fn status(&self) -> StatusCode {
        match self.refused.first() {
            Some((_, refused)) => refusal::status(refused, Service::S3),
            None => StatusCode::BAD_REQUEST,
        }
    }

    fn page<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
        bucket: &BucketName,
        back: String,
    ) -> UploadedPage {
        let texts = visit.texts();
        let t = &texts.objects;
        let page = visit.page(t.upload_title).at(Section::Buckets);
        let refused = self.refused.iter();
        UploadedPage {
            page: page
                .below(texts.buckets.title, BUCKETS)
                .below(bucket.as_str(), back.as_str()),
            t,
            fault: self.fault.map(|fault| match fault {
                Fault::BrokeOff => t.broke_off,
                Fault::TooManyFiles => t.too_many_files,
            }),
            stored: self.stored.clone(),
            refused: refused
                .map(|(name, refused)| (name.clone(), visit.refusal(refused)))
                .collect(),
            back,
        }
    }
}
