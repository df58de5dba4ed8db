//! What a user has besides a password, access keys and MFA devices: SSH public keys, signing
//! certificates, and credentials for one service.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use crate::{
    answer::Answer,
    confirm::Confirm,
    filled::Filled,
    page::Page,
    pages::{holder::Holder, parts::Part},
    refusal::Refusal,
    routes::Routes,
    text::CredentialsTexts,
    visitor::Visit,
};

mod service;
mod signing;
mod ssh;

pub(super) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get("/users/{name}/credentials", show)
        .post("/users/{name}/credentials/ssh/upload", ssh::upload)
        .post("/users/{name}/credentials/ssh/status", ssh::set_status)
        .post("/users/{name}/credentials/ssh/delete", ssh::delete)
        .post("/users/{name}/credentials/signing/upload", signing::upload)
        .post(
            "/users/{name}/credentials/signing/status",
            signing::set_status,
        )
        .post("/users/{name}/credentials/signing/delete", signing::delete)
        .post("/users/{name}/credentials/service/new", service::create)
        .post("/users/{name}/credentials/service/reset", service::reset)
        .post(
            "/users/{name}/credentials/service/status",
            service::set_status,
        )
        .post("/users/{name}/credentials/service/delete", service::delete)
}

/// The forms of the page, as they are shown.
#[derive(Default)]
struct Forms {
    ssh: Filled,
    signing: Filled,
    service: Filled,
}

#[derive(Template)]
#[template(path = "pages/user/credentials.html")]
struct CredentialsPage {
    page: Page,
    t: &'static CredentialsTexts,
    holder: Holder,
    part: Part,
    ssh_keys: Result<Vec<ssh::KeyRow>, Refusal>,
    certificates: Result<Vec<iam::SigningCertificate>, Refusal>,
    credentials: Result<Vec<iam::ServiceSpecificCredentialMetadata>, Refusal>,
    forms: Forms,
}

/// The way back from here.
fn path(holder: &Holder) -> String {
    holder.path(&["credentials"])
}

async fn show<P: ConsolePorts, A: Audit>(holder: Holder, visit: Visit<P, A>) -> Answer {
    show_filled(&visit, holder, Forms::default()).await
}

async fn show_filled<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: Holder,
    forms: Forms,
) -> Answer {
    let members = [("UserName", holder.name.as_str())];
    let ssh_keys = ssh::keys(visit, &holder).await;
    let certificates = visit.ask::<iam::ListSigningCertificates>(&members).await;
    let credentials = visit
        .ask::<iam::ListServiceSpecificCredentials>(&members)
        .await;
    visit.show(&CredentialsPage {
        page: holder.page(visit),
        t: &visit.texts().credentials,
        part: Part::Credentials,
        ssh_keys: ssh_keys.map_err(|refused| visit.refusal(&refused)),
        certificates: certificates
            .map(|listed| listed.certificates)
            .map_err(|refused| visit.refusal(&refused)),
        credentials: credentials
            .map(|listed| listed.service_specific_credentials)
            .map_err(|refused| visit.refusal(&refused)),
        holder,
        forms,
    })
}

/// What is asked before a credential is deleted.
struct Question {
    title: &'static str,
    lead: &'static str,
    /// The last segment of the path where the form is sent.
    kind: &'static str,
    button: &'static str,
    /// Which credential.
    id: String,
    /// Why it was refused, if it was tried.
    refusal: Option<Refusal>,
}

fn ask<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: &Holder,
    question: Question,
) -> Answer {
    let confirm = Confirm {
        lead: question.lead.to_owned(),
        subject: question.id.clone(),
        warning: None,
        action: holder.path(&["credentials", question.kind, "delete"]),
        fields: vec![("id", question.id), ("confirm", "yes".to_owned())],
        button: question.button,
        back: path(holder),
        refusal: question.refusal,
    };
    visit.confirm(holder.page_below(visit, question.title), confirm)
}
