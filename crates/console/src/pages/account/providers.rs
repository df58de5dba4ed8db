//! Identity providers: whom the account believes who somebody is.

use std::convert::Infallible;

use askama::Template;
use axum::extract::{FromRequestParts, Query};
use http::request::Parts;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};
use serde::Deserialize;

use super::AccountPart;
use crate::{
    answer::Answer, confirm::Confirm, console::Backend, form::Post, link, page::Page,
    refusal::Refusal, routes::Routes, text::ProvidersTexts, visitor::Visit,
};

mod new_oidc;
mod new_saml;
mod oidc;
mod saml;
mod tags;

/// The list, the forms for new ones, and what can be done with one. Which one is meant stands in the
/// query as `arn`.
pub(super) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(AccountPart::Providers.path(), list)
        .get(new_saml::PATH, new_saml::form)
        .post(new_saml::PATH, new_saml::create)
        .get(new_oidc::PATH, new_oidc::form)
        .post(new_oidc::PATH, new_oidc::create)
        .get(Provider::VIEW, view)
        .get(saml::METADATA, saml::download)
        .post(saml::REPLACE, saml::replace)
        .post(saml::ENCRYPTION, saml::set_encryption)
        .post(saml::ADD_KEY, saml::add_key)
        .post(saml::REMOVE_KEY, saml::remove_key)
        .post(oidc::ADD_CLIENT, oidc::add_client)
        .post(oidc::REMOVE_CLIENT, oidc::remove_client)
        .post(oidc::THUMBPRINTS, oidc::set_thumbprints)
        .post(tags::ADD, tags::add)
        .post(tags::REMOVE, tags::remove)
        .post(DELETE, delete)
}

const DELETE: &str = "/account/providers/delete";

/// The kinds of providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProviderKind {
    Saml,
    Oidc,
}

/// The provider that the query of a request names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Provider {
    pub(crate) arn: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ArnQuery {
    arn: String,
}

/// Where none is named, it is the empty ARN, which every call refuses: so a form is looked at first.
impl<P: ConsolePorts, A: Audit> FromRequestParts<Backend<P, A>> for Provider {
    type Rejection = Infallible;

    async fn from_request_parts(head: &mut Parts, _: &Backend<P, A>) -> Result<Self, Infallible> {
        let query = Query::<ArnQuery>::try_from_uri(&head.uri);
        let arn = query.map(|Query(query)| query.arn).unwrap_or_default();
        Ok(Self { arn })
    }
}

impl Provider {
    /// The path of its page.
    const VIEW: &str = "/account/providers/view";
    /// What stands in the ARNs of OpenID Connect providers.
    const OIDC: &str = ":oidc-provider/";

    fn new(arn: impl Into<String>) -> Self {
        Self { arn: arn.into() }
    }

    fn kind(&self) -> ProviderKind {
        if self.arn.contains(Self::OIDC) {
            ProviderKind::Oidc
        } else {
            ProviderKind::Saml
        }
    }

    /// What it is called: a SAML provider by its name, another one by its address.
    fn name(&self) -> &str {
        let (_, name) = self.arn.split_once('/').unwrap_or(("", &self.arn));
        name
    }

    /// The address of a page about it.
    fn at(&self, path: &str) -> String {
        link::with_query(path, &[("arn", &self.arn)])
    }

    /// Its page.
    fn link(&self) -> String {
        self.at(Self::VIEW)
    }

    /// The frame of its page.
    fn page<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Page {
        AccountPart::Providers.page_below(visit, self.name())
    }
}

#[derive(Template)]
#[template(path = "pages/account/providers.html")]
struct ProvidersPage {
    page: Page,
    part: AccountPart,
    t: &'static ProvidersTexts,
    saml: Result<Vec<SamlRow>, Refusal>,
    oidc: Result<Vec<Provider>, Refusal>,
}

/// A SAML provider in the list.
struct SamlRow {
    provider: Provider,
    entry: iam::SAMLProviderListEntry,
}

/// Both lists. An account has so few providers that neither comes in pages.
async fn list<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    let saml = visit.ask::<iam::ListSAMLProviders>(&[]).await;
    let saml = saml.map(|listed| {
        let entries = listed.saml_provider_list.into_iter();
        let row = |entry: iam::SAMLProviderListEntry| SamlRow {
            provider: Provider::new(entry.arn.clone().unwrap_or_default()),
            entry,
        };
        entries.map(row).collect()
    });
    let oidc = visit.ask::<iam::ListOpenIDConnectProviders>(&[]).await;
    let oidc = oidc.map(|listed| {
        let entries = listed.open_id_connect_provider_list.into_iter();
        entries
            .map(|entry| Provider::new(entry.arn.unwrap_or_default()))
            .collect()
    });
    visit.show(&ProvidersPage {
        page: AccountPart::Providers.page(&visit),
        part: AccountPart::Providers,
        t: &visit.texts().providers,
        saml: saml.map_err(|refused| visit.refusal(&refused)),
        oidc: oidc.map_err(|refused| visit.refusal(&refused)),
    })
}

/// One provider.
async fn view<P: ConsolePorts, A: Audit>(provider: Provider, visit: Visit<P, A>) -> Answer {
    match provider.kind() {
        ProviderKind::Saml => saml::show(&visit, provider, saml::Forms::default()).await,
        ProviderKind::Oidc => oidc::show(&visit, provider, oidc::Forms::default()).await,
    }
}

/// Deletes a provider. The first form asks, the second does it.
async fn delete<P: ConsolePorts, A: Audit>(
    provider: Provider,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().providers;
    let mut refusal = None;
    if fields.is_checked("confirm") {
        let arn = provider.arn.as_str();
        let deleted = match provider.kind() {
            ProviderKind::Saml => {
                let members = [("SAMLProviderArn", arn)];
                visit.ask::<iam::DeleteSAMLProvider>(&members).await
            }
            ProviderKind::Oidc => {
                let members = [("OpenIDConnectProviderArn", arn)];
                visit
                    .ask::<iam::DeleteOpenIDConnectProvider>(&members)
                    .await
            }
        };
        let list = AccountPart::Providers.path();
        match deleted {
            Ok(()) => return visit.done(list, "provider-deleted", provider.name()),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let confirm = Confirm {
        lead: texts.delete_lead.to_owned(),
        subject: provider.arn.clone(),
        warning: Some(texts.delete_warning.to_owned()),
        action: provider.at(DELETE),
        fields: vec![("confirm", "yes".to_owned())],
        button: texts.delete,
        back: provider.link(),
        refusal,
    };
    let mut page = provider
        .page(&visit)
        .below(provider.name(), provider.link());
    texts.delete_title.clone_into(&mut page.title);
    visit.confirm(page, confirm)
}

/// The members of a list, of which a field has one in each line.
fn list_members(list: &str, text: &str) -> Vec<(String, String)> {
    let entered = text.split_whitespace().zip(1..);
    entered
        .map(|(value, number)| (format!("{list}.member.{number}"), value.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arn: &str, kind: ProviderKind, name: &str) {
        let provider = Provider::new(arn);
        assert_eq!((provider.kind(), provider.name()), (kind, name));
    }

    #[test]
    fn arns_tell_what_a_provider_is() {
        let account = "arn:aws:iam::123456789012:";
        check(
            &format!("{account}saml-provider/ADFS"),
            ProviderKind::Saml,
            "ADFS",
        );
        check(
            &format!("{account}oidc-provider/login.example.com/a/b"),
            ProviderKind::Oidc,
            "login.example.com/a/b",
        );
        check("", ProviderKind::Saml, "");
    }

    #[test]
    fn each_line_is_a_member() {
        let members = list_members("ClientIDList", " a\n\nb c\r\n");
        let names: Vec<_> = members
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            names,
            [
                ("ClientIDList.member.1", "a"),
                ("ClientIDList.member.2", "b"),
                ("ClientIDList.member.3", "c"),
            ]
        );
    }
}
