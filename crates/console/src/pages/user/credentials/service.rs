//! The credentials of a user for one service.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{Forms, Question, ask, path, show_filled};
use crate::{
    answer::Answer, filled::Filled, form::Post, page::Page, pages::holder::Holder,
    text::CredentialsTexts, visitor::Visit,
};

/// The services that have such credentials, as the form offers them.
///
/// SOURCE: IAM API Reference, `CreateServiceSpecificCredential`.
pub(crate) const SERVICES: [(&str, &str); 3] = [
    ("codecommit.amazonaws.com", "AWS CodeCommit"),
    (
        "cassandra.amazonaws.com",
        "Amazon Keyspaces (for Apache Cassandra)",
    ),
    ("bedrock.amazonaws.com", "Amazon Bedrock"),
];

#[derive(Template)]
#[template(path = "pages/user/new_credential.html")]
struct NewCredentialPage<'c> {
    page: Page,
    t: &'static CredentialsTexts,
    holder: Holder,
    credential: &'c iam::ServiceSpecificCredential,
}

/// Makes a credential. Its password is on the answer and never again.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    const MEMBERS: [(&str, &str); 2] = [
        ("serviceName", "service"),
        ("credentialAgeDays", "age_days"),
    ];
    let mut members = vec![
        ("UserName", holder.name.as_str()),
        ("ServiceName", fields.text("service")),
    ];
    members.extend(
        fields
            .entered("age_days")
            .map(|days| ("CredentialAgeDays", days)),
    );
    let made = visit.ask::<iam::CreateServiceSpecificCredential>(&members);
    match made.await {
        Ok(made) => made_page(&visit, holder, made.service_specific_credential),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let forms = Forms {
                service: visit.refused_form(filled, &refused, &MEMBERS),
                ..Forms::default()
            };
            show_filled(&visit, holder, forms).await
        }
    }
}

/// Gives a credential another password, which is on the answer and never again.
pub(super) async fn reset<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let members = [
        ("UserName", holder.name.as_str()),
        ("ServiceSpecificCredentialId", fields.text("id")),
    ];
    let made = visit.ask::<iam::ResetServiceSpecificCredential>(&members);
    let made = made.await.map_err(|refused| visit.stop(&refused))?;
    made_page(&visit, holder, made.service_specific_credential)
}

fn made_page<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: Holder,
    made: Option<iam::ServiceSpecificCredential>,
) -> Answer {
    let Some(credential) = made else {
        return visit.redirect(&path(&holder));
    };
    let t = &visit.texts().credentials;
    visit.show(&NewCredentialPage {
        page: holder.page_below(visit, t.made_title),
        t,
        holder,
        credential: &credential,
    })
}

/// Activates or deactivates a credential.
pub(super) async fn set_status<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let id = fields.text("id");
    let members = [
        ("UserName", holder.name.as_str()),
        ("ServiceSpecificCredentialId", id),
        ("Status", fields.text("status")),
    ];
    let updated = visit.ask::<iam::UpdateServiceSpecificCredential>(&members);
    updated.await.map_err(|refused| visit.stop(&refused))?;
    visit.done(&path(&holder), "credential-changed", id)
}

/// Deletes a credential. The first form asks, the second does it.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().credentials;
    let id = fields.text("id");
    let mut refusal = None;
    if fields.is_checked("confirm") {
        let members = [
            ("UserName", holder.name.as_str()),
            ("ServiceSpecificCredentialId", id),
        ];
        let deleted = visit.ask::<iam::DeleteServiceSpecificCredential>(&members);
        match deleted.await {
            Ok(()) => return visit.done(&path(&holder), "credential-deleted", id),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let question = Question {
        title: texts.delete_service_title,
        lead: texts.delete_service_lead,
        kind: "service",
        button: texts.delete_service,
        id: id.to_owned(),
        refusal,
    };
    ask(&visit, &holder, question)
}
