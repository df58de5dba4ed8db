//! A new OpenID Connect provider.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{Provider, list_members};
use crate::{
    answer::Answer,
    filled::Filled,
    form::Post,
    page::Page,
    pages::{account::AccountPart, tag_fields},
    text::ProvidersTexts,
    visitor::Visit,
};

/// Where the form is.
pub(super) const PATH: &str = "/account/new-oidc-provider";

#[derive(Template)]
#[template(path = "pages/account/new_oidc.html")]
struct NewOidcPage {
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
    visit.show(&NewOidcPage {
        page: AccountPart::Providers.page_below(visit, t.new_oidc),
        t,
        filled,
    })
}

/// The fields of the form by the members of `CreateOpenIDConnectProvider` that they become.
const MEMBERS: [(&str, &str); 3] = [
    ("url", "url"),
    ("clientIDList", "client_ids"),
    ("thumbprintList", "thumbprints"),
];

/// Makes the provider.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let mut lists = list_members("ClientIDList", fields.text("client_ids"));
    lists.extend(list_members("ThumbprintList", fields.text("thumbprints")));
    lists.extend(tag_fields::members(&fields));
    let mut members = vec![("Url", fields.text("url").trim())];
    members.extend(lists.iter().map(|(name, value)| (&**name, &**value)));
    match visit
        .ask::<iam::CreateOpenIDConnectProvider>(&members)
        .await
    {
        Ok(made) => {
            let arn = made.open_id_connect_provider_arn.unwrap_or_default();
            let provider = Provider::new(arn);
            visit.done(&provider.link(), "provider-created", provider.name())
        }
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            show(&visit, visit.refused_form(filled, &refused, &MEMBERS))
        }
    }
}
