//! Server certificates: the list, and new ones.

use askama::Template;
use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::AccountPart;
use crate::{
    answer::Answer,
    filled::Filled,
    form::PostFiles,
    page::Page,
    pager::Pager,
    pages::{
        listing::{self, ListQuery, Listed},
        tag_fields,
    },
    refusal::Refusal,
    routes::Routes,
    text::CertificatesTexts,
    visitor::Visit,
};

mod one;

pub(super) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(AccountPart::Certificates.path(), list)
        .get(NEW, form)
        .post(NEW, upload)
        .and(one::routes())
}

/// Where the form for a new one is.
const NEW: &str = "/account/new-certificate";

#[derive(Template)]
#[template(path = "pages/account/certificates.html")]
struct CertificatesPage {
    page: Page,
    part: AccountPart,
    t: &'static CertificatesTexts,
    q: String,
    found: Result<Listed<iam::ServerCertificateMetadata>, Refusal>,
    pager: Pager,
}

async fn list<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(query): Query<ListQuery>,
) -> Answer {
    let found = find(&visit, &query).await;
    let next = found.as_ref().ok().and_then(|found| found.next.as_deref());
    let marker = query.marker.as_deref();
    let path = AccountPart::Certificates.path();
    let pager = Pager::new(path, &[("q", &query.q)], marker, next);
    visit.show(&CertificatesPage {
        page: AccountPart::Certificates.page(&visit),
        part: AccountPart::Certificates,
        t: &visit.texts().certificates,
        pager,
        q: query.q,
        found: found.map_err(|refused| visit.refusal(&refused)),
    })
}

async fn find<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    query: &ListQuery,
) -> Result<Listed<iam::ServerCertificateMetadata>, Refused> {
    let (prefix, part) = listing::searched(&query.q);
    let ask = |marker: Option<String>, items| async move {
        let members = listing::members(marker.as_deref(), items, prefix);
        let page = visit.ask::<iam::ListServerCertificates>(&members).await?;
        Ok((page.server_certificate_metadata_list, page.marker))
    };
    listing::search(query.marker.clone(), part, name, ask).await
}

fn name(certificate: &iam::ServerCertificateMetadata) -> &str {
    &certificate.server_certificate_name
}

#[derive(Template)]
#[template(path = "pages/account/new_certificate.html")]
struct NewCertificatePage {
    page: Page,
    t: &'static CertificatesTexts,
    filled: Filled,
}

async fn form<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    show(&visit, Filled::empty().with("path", "/"))
}

fn show<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, filled: Filled) -> Answer {
    let t = &visit.texts().certificates;
    visit.show(&NewCertificatePage {
        page: AccountPart::Certificates.page_below(visit, t.new),
        t,
        filled,
    })
}

/// The fields of the form by the members of `UploadServerCertificate` that they become.
const MEMBERS: [(&str, &str); 5] = [
    ("serverCertificateName", "certificate_name"),
    ("path", "path"),
    ("certificateBody", "body"),
    ("privateKey", "private_key"),
    ("certificateChain", "chain"),
];

/// Uploads a certificate. A page never shows the private key, not even that of the form itself.
async fn upload<P: ConsolePorts, A: Audit>(
    PostFiles { by: visit, fields }: PostFiles<Visit<P, A>>,
) -> Answer {
    let tags = tag_fields::members(&fields);
    let mut members = vec![
        (
            "ServerCertificateName",
            fields.text("certificate_name").trim(),
        ),
        ("CertificateBody", fields.file_or_text("body")),
        ("PrivateKey", fields.file_or_text("private_key")),
    ];
    members.extend(fields.entered("path").map(|path| ("Path", path)));
    let chain = fields.file_or_text("chain");
    if !chain.trim().is_empty() {
        members.push(("CertificateChain", chain));
    }
    members.extend(tags.iter().map(|(name, value)| (&**name, &**value)));
    match visit.ask::<iam::UploadServerCertificate>(&members).await {
        Ok(made) => {
            let name = made
                .server_certificate_metadata
                .map(|made| made.server_certificate_name);
            let name = name.unwrap_or_default();
            visit.done(&one::path(&name, &[]), "certificate-uploaded", &name)
        }
        Err(refused) => {
            let filled = Filled::of(&fields, &["private_key", "private_key_file"]);
            show(&visit, visit.refused_form(filled, &refused, &MEMBERS))
        }
    }
}
