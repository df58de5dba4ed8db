//! The signing certificates of a user.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{Forms, Question, ask, path, show_filled};
use crate::{
    answer::Answer, filled::Filled, form::Post, form::PostFiles, pages::holder::Holder,
    visitor::Visit,
};

/// Uploads a certificate.
pub(super) async fn upload<P: ConsolePorts, A: Audit>(
    holder: Holder,
    PostFiles { by: visit, fields }: PostFiles<Visit<P, A>>,
) -> Answer {
    const MEMBERS: [(&str, &str); 1] = [("certificateBody", "certificate")];
    let members = [
        ("UserName", holder.name.as_str()),
        ("CertificateBody", fields.file_or_text("certificate")),
    ];
    match visit.ask::<iam::UploadSigningCertificate>(&members).await {
        Ok(made) => {
            let id = made.certificate.certificate_id;
            visit.done(&path(&holder), "signing-uploaded", &id)
        }
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let forms = Forms {
                signing: visit.refused_form(filled, &refused, &MEMBERS),
                ..Forms::default()
            };
            show_filled(&visit, holder, forms).await
        }
    }
}

/// Activates or deactivates a certificate.
pub(super) async fn set_status<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let id = fields.text("id");
    let members = [
        ("UserName", holder.name.as_str()),
        ("CertificateId", id),
        ("Status", fields.text("status")),
    ];
    let updated = visit.ask::<iam::UpdateSigningCertificate>(&members).await;
    updated.map_err(|refused| visit.stop(&refused))?;
    visit.done(&path(&holder), "signing-changed", id)
}

/// Deletes a certificate. The first form asks, the second does it.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().credentials;
    let id = fields.text("id");
    let mut refusal = None;
    if fields.is_checked("confirm") {
        let members = [("UserName", holder.name.as_str()), ("CertificateId", id)];
        match visit.ask::<iam::DeleteSigningCertificate>(&members).await {
            Ok(()) => return visit.done(&path(&holder), "signing-deleted", id),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let question = Question {
        title: texts.delete_signing_title,
        lead: texts.delete_signing_lead,
        kind: "signing",
        button: texts.delete_signing,
        id: id.to_owned(),
        refusal,
    };
    ask(&visit, &holder, question)
}
