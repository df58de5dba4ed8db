//! A new SAML provider.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::Provider;
use crate::{
    answer::Answer,
    filled::Filled,
    form::PostFiles,
    page::Page,
    pages::{account::AccountPart, tag_fields},
    text::ProvidersTexts,
    visitor::Visit,
};

/// Where the form is.
pub(super) const PATH: &str = "/account/new-saml-provider";

#[derive(Template)]
#[template(path = "pages/account/new_saml.html")]
struct NewSamlPage {
    page: Page,
    t: &'static ProvidersTexts,
    filled: Filled,
}

/// The empty form.
pub(super) async fn form<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    show(&visit, Filled::empty())
}

fn show<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, filled: Filled) -> Answer {
    let t = &visit.texts().providers;
    visit.show(&NewSamlPage {
        page: AccountPart::Providers.page_below(visit, t.new_saml),
        t,
        filled,
    })
}

/// The fields of the form by the members of `CreateSAMLProvider` that they become.
const MEMBERS: [(&str, &str); 2] = [
    ("name", "provider_name"),
    ("sAMLMetadataDocument", "metadata"),
];

/// Makes the provider.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    PostFiles { by: visit, fields }: PostFiles<Visit<P, A>>,
) -> Answer {
    let name = fields.text("provider_name").trim();
    let tags = tag_fields::members(&fields);
    let mut members = vec![
        ("Name", name),
        ("SAMLMetadataDocument", fields.file_or_text("metadata")),
    ];
    members.extend(tags.iter().map(|(name, value)| (&**name, &**value)));
    match visit.ask::<iam::CreateSAMLProvider>(&members).await {
        Ok(made) => {
            let provider = Provider::new(made.saml_provider_arn.unwrap_or_default());
            visit.done(&provider.link(), "provider-created", provider.name())
        }
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            show(&visit, visit.refused_form(filled, &refused, &MEMBERS))
        }
    }
}
