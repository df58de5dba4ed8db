//! The page of an OpenID Connect provider.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{DELETE, Provider, list_members, tags};
use crate::{
    answer::Answer, filled::Filled, form::Post, page::Page, refusal::Refusal, text::ProvidersTexts,
    visitor::Visit,
};

/// Where the form for another client id is sent.
pub(super) const ADD_CLIENT: &str = "/account/providers/oidc/clients/add";
/// Where the forms that remove a client id are sent.
pub(super) const REMOVE_CLIENT: &str = "/account/providers/oidc/clients/remove";
/// Where the form for the thumbprints is sent.
pub(super) const THUMBPRINTS: &str = "/account/providers/oidc/thumbprints";

/// The forms of the page, as they are shown.
#[derive(Default)]
pub(super) struct Forms {
    pub(super) client: Filled,
    pub(super) thumbprints: Option<Filled>,
    pub(super) tag: Filled,
}

#[derive(Template)]
#[template(path = "pages/account/oidc.html")]
struct OidcPage {
    page: Page,
    t: &'static ProvidersTexts,
    provider: Provider,
    found: iam::GetOpenIDConnectProviderResponse,
    tags: Result<Vec<iam::Tag>, Refusal>,
    forms: Forms,
    /// The form for the thumbprints.
    thumbprints: Filled,
}

/// All of a provider.
pub(super) async fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    provider: Provider,
    mut forms: Forms,
) -> Answer {
    let members = [("OpenIDConnectProviderArn", provider.arn.as_str())];
    let found = visit.ask::<iam::GetOpenIDConnectProvider>(&members).await;
    let mut found = found.map_err(|refused| visit.stop(&refused))?;
    let thumbprints = forms.thumbprints.take().unwrap_or_else(|| {
        let lines = found.thumbprint_list.join("\n");
        Filled::empty().with("thumbprints", lines)
    });
    visit.show(&OidcPage {
        page: provider.page(visit),
        t: &visit.texts().providers,
        tags: Ok(std::mem::take(&mut found.tags)),
        found,
        provider,
        forms,
        thumbprints,
    })
}

/// Adds a client id.
pub(super) async fn add_client<P: ConsolePorts, A: Audit>(
    provider: Provider,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let client = fields.text("client_id").trim();
    let members = [
        ("OpenIDConnectProviderArn", provider.arn.as_str()),
        ("ClientID", client),
    ];
    let added = visit.ask::<iam::AddClientIDToOpenIDConnectProvider>(&members);
    match added.await {
        Ok(()) => visit.done(&provider.link(), "client-added", client),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let forms = Forms {
                client: visit.refused_form(filled, &refused, &[("clientID", "client_id")]),
                ..Forms::default()
            };
            show(&visit, provider, forms).await
        }
    }
}

/// Removes a client id.
pub(super) async fn remove_client<P: ConsolePorts, A: Audit>(
    provider: Provider,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let client = fields.text("client");
    let members = [
        ("OpenIDConnectProviderArn", provider.arn.as_str()),
        ("ClientID", client),
    ];
    let removed = visit.ask::<iam::RemoveClientIDFromOpenIDConnectProvider>(&members);
    removed.await.map_err(|refused| visit.stop(&refused))?;
    visit.done(&provider.link(), "client-removed", client)
}

/// Puts other thumbprints in the place of those that there are.
pub(super) async fn set_thumbprints<P: ConsolePorts, A: Audit>(
    provider: Provider,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    const MEMBERS: [(&str, &str); 1] = [("thumbprintList", "thumbprints")];
    let list = list_members("ThumbprintList", fields.text("thumbprints"));
    let mut members = vec![("OpenIDConnectProviderArn", provider.arn.as_str())];
    members.extend(list.iter().map(|(name, value)| (&**name, &**value)));
    let updated = visit.ask::<iam::UpdateOpenIDConnectProviderThumbprint>(&members);
    match updated.await {
        Ok(()) => visit.done(&provider.link(), "provider-changed", provider.name()),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let forms = Forms {
                thumbprints: Some(visit.refused_form(filled, &refused, &MEMBERS)),
                ..Forms::default()
            };
            show(&visit, provider, forms).await
        }
    }
}
