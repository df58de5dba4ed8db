//! The page of a server certificate.

use askama::Template;
use axum::extract::Path;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use crate::{
    answer::Answer,
    confirm::Confirm,
    filled::Filled,
    form::Post,
    link,
    page::Page,
    pages::{
        account::AccountPart,
        names,
        tags::{MEMBERS as TAG_MEMBERS, Tagged},
    },
    refusal::Refusal,
    routes::Routes,
    text::CertificatesTexts,
    visitor::Visit,
};

pub(super) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get("/account/certificates/{name}", view)
        .post("/account/certificates/{name}/rename", rename)
        .post("/account/certificates/{name}/tags/add", add_tag)
        .post("/account/certificates/{name}/tags/remove", remove_tag)
        .post("/account/certificates/{name}/delete", delete)
}

/// The path of the page of a certificate, or of a page of its own.
pub(super) fn path(name: &str, pages: &[&str]) -> String {
    let name = names::segment(name);
    let mut segments = vec!["account", "certificates", &*name];
    segments.extend(pages);
    link::to(&segments)
}

#[derive(Template)]
#[template(path = "pages/account/certificate.html")]
struct CertificatePage {
    page: Page,
    t: &'static CertificatesTexts,
    name: String,
    found: iam::ServerCertificate,
    tags: Result<Vec<iam::Tag>, Refusal>,
    /// The form for the name and path.
    filled: Filled,
    /// The form for a tag.
    tag: Filled,
}

/// The forms of the page, as they are shown.
#[derive(Default)]
struct Forms {
    name: Option<Filled>,
    tag: Filled,
}

async fn view<P: ConsolePorts, A: Audit>(visit: Visit<P, A>, Path(name): Path<String>) -> Answer {
    show(&visit, names::of_segment(&name), Forms::default()).await
}

async fn show<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, name: &str, forms: Forms) -> Answer {
    let members = [("ServerCertificateName", name)];
    let found = visit.ask::<iam::GetServerCertificate>(&members).await;
    let found = found.map_err(|refused| visit.stop(&refused))?;
    let mut found = found.server_certificate;
    let filled = forms.name.unwrap_or_else(|| {
        Filled::empty()
            .with("new_name", name)
            .with("new_path", found.server_certificate_metadata.path.as_str())
    });
    visit.show(&CertificatePage {
        page: AccountPart::Certificates.page_below(visit, name),
        t: &visit.texts().certificates,
        name: name.to_owned(),
        tags: Ok(std::mem::take(&mut found.tags)),
        found,
        filled,
        tag: forms.tag,
    })
}

/// The fields of the form by the members of `UpdateServerCertificate` that they become.
const MEMBERS: [(&str, &str); 2] = [
    ("newServerCertificateName", "new_name"),
    ("newPath", "new_path"),
];

/// Gives the certificate another name or path.
async fn rename<P: ConsolePorts, A: Audit>(
    Path(segment): Path<String>,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let name = names::of_segment(&segment);
    let new_name = fields.entered("new_name");
    let mut members = vec![("ServerCertificateName", name)];
    let changed = new_name.filter(|new| *new != name);
    members.extend(changed.map(|new| ("NewServerCertificateName", new)));
    members.extend(fields.entered("new_path").map(|path| ("NewPath", path)));
    match visit.ask::<iam::UpdateServerCertificate>(&members).await {
        Ok(()) => {
            let name = new_name.unwrap_or(name);
            visit.done(&path(name, &[]), "certificate-changed", name)
        }
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let forms = Forms {
                name: Some(visit.refused_form(filled, &refused, &MEMBERS)),
                ..Forms::default()
            };
            show(&visit, name, forms).await
        }
    }
}

/// Sets a tag.
async fn add_tag<P: ConsolePorts, A: Audit>(
    Path(segment): Path<String>,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let name = names::of_segment(&segment);
    let (key, value) = (
        fields.text("tag_key").trim(),
        fields.text("tag_value").trim(),
    );
    match Tagged::ServerCertificate(name)
        .tag(&visit, key, value)
        .await
    {
        Ok(()) => visit.done(&path(name, &[]), "tag-set", key),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let forms = Forms {
                tag: visit.refused_form(filled, &refused, &TAG_MEMBERS),
                ..Forms::default()
            };
            show(&visit, name, forms).await
        }
    }
}

/// Removes a tag.
async fn remove_tag<P: ConsolePorts, A: Audit>(
    Path(segment): Path<String>,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let name = names::of_segment(&segment);
    let key = fields.text("tag_key");
    let removed = Tagged::ServerCertificate(name).untag(&visit, key).await;
    removed.map_err(|refused| visit.stop(&refused))?;
    visit.done(&path(name, &[]), "tag-removed", key)
}

/// Deletes the certificate. The first form asks, the second does it.
async fn delete<P: ConsolePorts, A: Audit>(
    Path(segment): Path<String>,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let name = names::of_segment(&segment);
    let texts = &visit.texts().certificates;
    let mut refusal = None;
    if fields.is_checked("confirm") {
        let members = [("ServerCertificateName", name)];
        let list = AccountPart::Certificates.path();
        match visit.ask::<iam::DeleteServerCertificate>(&members).await {
            Ok(()) => return visit.done(list, "certificate-deleted", name),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let confirm = Confirm {
        lead: texts.delete_lead.to_owned(),
        subject: name.to_owned(),
        warning: Some(texts.delete_warning.to_owned()),
        action: path(name, &["delete"]),
        fields: vec![("confirm", "yes".to_owned())],
        button: texts.delete,
        back: path(name, &[]),
        refusal,
    };
    let page = AccountPart::Certificates.page_below(&visit, texts.delete_title);
    visit.confirm(page, confirm)
}
