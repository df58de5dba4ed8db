//! The tags of a provider.

use iamd_auth::{Audit, ConsolePorts};

use super::{Provider, ProviderKind, oidc, saml};
use crate::{
    answer::Answer,
    filled::Filled,
    form::Post,
    pages::tags::{MEMBERS, Tagged},
    visitor::Visit,
};

/// Where the form for a tag is sent.
pub(super) const ADD: &str = "/account/providers/tags/add";
/// Where the forms that remove a tag are sent.
pub(super) const REMOVE: &str = "/account/providers/tags/remove";

fn tagged(provider: &Provider) -> Tagged<'_> {
    match provider.kind() {
        ProviderKind::Saml => Tagged::SamlProvider(&provider.arn),
        ProviderKind::Oidc => Tagged::OidcProvider(&provider.arn),
    }
}

/// Sets a tag.
pub(super) async fn add<P: ConsolePorts, A: Audit>(
    provider: Provider,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let (key, value) = (
        fields.text("tag_key").trim(),
        fields.text("tag_value").trim(),
    );
    let refused = match tagged(&provider).tag(&visit, key, value).await {
        Ok(()) => return visit.done(&provider.link(), "tag-set", key),
        Err(refused) => refused,
    };
    let tag = visit.refused_form(Filled::of(&fields, &[]), &refused, &MEMBERS);
    match provider.kind() {
        ProviderKind::Saml => {
            let forms = saml::Forms {
                tag,
                ..saml::Forms::default()
            };
            saml::show(&visit, provider, forms).await
        }
        ProviderKind::Oidc => {
            let forms = oidc::Forms {
                tag,
                ..oidc::Forms::default()
            };
            oidc::show(&visit, provider, forms).await
        }
    }
}

/// Removes a tag.
pub(super) async fn remove<P: ConsolePorts, A: Audit>(
    provider: Provider,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let key = fields.text("tag_key");
    let removed = tagged(&provider).untag(&visit, key).await;
    removed.map_err(|refused| visit.stop(&refused))?;
    visit.done(&provider.link(), "tag-removed", key)
}
