//! The page of a SAML provider.

use askama::Template;
use axum::{body::Body, response::Response};
use http::{HeaderValue, header};
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::{DELETE, Provider, tags};
use crate::{
    answer::{self, Answer},
    filled::Filled,
    form::{Post, PostFiles},
    page::Page,
    refusal::Refusal,
    text::ProvidersTexts,
    visible::visible,
    visitor::Visit,
};

/// Where the metadata is as a file.
pub(super) const METADATA: &str = "/account/providers/saml/metadata";
/// Where the form for other metadata is sent.
pub(super) const REPLACE: &str = "/account/providers/saml/replace";
/// Where the form for the encryption of assertions is sent.
pub(super) const ENCRYPTION: &str = "/account/providers/saml/encryption";
/// Where the form for another private key is sent.
pub(super) const ADD_KEY: &str = "/account/providers/saml/keys/add";
/// Where the forms that remove a private key are sent.
pub(super) const REMOVE_KEY: &str = "/account/providers/saml/keys/remove";

/// LIMIT: bytes of metadata that a page shows. All of it is in the file.
const SHOWN_BYTES_MAX: usize = 32 * 1024;

/// The forms of the page, as they are shown.
#[derive(Default)]
pub(super) struct Forms {
    pub(super) metadata: Filled,
    pub(super) encryption: Option<Filled>,
    pub(super) key: Filled,
    pub(super) tag: Filled,
}

#[derive(Template)]
#[template(path = "pages/account/saml.html")]
struct SamlPage {
    page: Page,
    t: &'static ProvidersTexts,
    provider: Provider,
    found: iam::GetSAMLProviderResponse,
    /// The beginning of the metadata.
    metadata: String,
    is_cut: bool,
    tags: Result<Vec<iam::Tag>, Refusal>,
    forms: Forms,
    /// The form for the encryption of assertions.
    encryption: Filled,
}

/// All of a provider.
pub(super) async fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    provider: Provider,
    mut forms: Forms,
) -> Answer {
    let found = get(visit, &provider).await;
    let mut found = found.map_err(|refused| visit.stop(&refused))?;
    let document = found.saml_metadata_document.take().unwrap_or_default();
    let end = document.floor_char_boundary(SHOWN_BYTES_MAX);
    let beginning = document.get(..end).unwrap_or_default();
    let mode = found.assertion_encryption_mode;
    let mode = mode.unwrap_or(iam::AssertionEncryptionModeType::Allowed);
    let encryption = forms.encryption.take();
    visit.show(&SamlPage {
        page: provider.page(visit),
        t: &visit.texts().providers,
        is_cut: beginning.len() < document.len(),
        metadata: lines(beginning),
        tags: Ok(std::mem::take(&mut found.tags)),
        encryption: encryption.unwrap_or_else(|| Filled::empty().with("mode", mode.as_str())),
        found,
        provider,
        forms,
    })
}

/// A text whose control characters can be seen, but for the ends of its lines.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(visible).collect();
    lines.join("\n")
}

async fn get<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    provider: &Provider,
) -> Result<iam::GetSAMLProviderResponse, Refused> {
    let members = [("SAMLProviderArn", provider.arn.as_str())];
    visit.ask::<iam::GetSAMLProvider>(&members).await
}

/// The metadata as a file.
///
/// SECURITY: whatever is in it, browsers keep it and never show it.
pub(super) async fn download<P: ConsolePorts, A: Audit>(
    provider: Provider,
    visit: Visit<P, A>,
) -> Answer {
    let found = get(&visit, &provider).await;
    let found = found.map_err(|refused| visit.stop(&refused))?;
    let document = found.saml_metadata_document.unwrap_or_default();
    let mut response = Response::new(Body::from(document));
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"saml-metadata.xml\"",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(answer::composed(response))
}

/// Puts other metadata in the place of what there is.
pub(super) async fn replace<P: ConsolePorts, A: Audit>(
    provider: Provider,
    PostFiles { by: visit, fields }: PostFiles<Visit<P, A>>,
) -> Answer {
    const MEMBERS: [(&str, &str); 1] = [("sAMLMetadataDocument", "metadata")];
    let members = [
        ("SAMLProviderArn", provider.arn.as_str()),
        ("SAMLMetadataDocument", fields.file_or_text("metadata")),
    ];
    match visit.ask::<iam::UpdateSAMLProvider>(&members).await {
        Ok(_) => visit.done(&provider.link(), "metadata-replaced", provider.name()),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let forms = Forms {
                metadata: visit.refused_form(filled, &refused, &MEMBERS),
                ..Forms::default()
            };
            show(&visit, provider, forms).await
        }
    }
}

/// Says whether assertions have to be encrypted.
pub(super) async fn set_encryption<P: ConsolePorts, A: Audit>(
    provider: Provider,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let members = [
        ("SAMLProviderArn", provider.arn.as_str()),
        ("AssertionEncryptionMode", fields.text("mode")),
    ];
    match visit.ask::<iam::UpdateSAMLProvider>(&members).await {
        Ok(_) => visit.done(&provider.link(), "provider-changed", provider.name()),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let forms = Forms {
                encryption: Some(visit.refused_form(filled, &refused, &[])),
                ..Forms::default()
            };
            show(&visit, provider, forms).await
        }
    }
}

/// Adds a private key, with which assertions are decrypted. No page shows it again.
pub(super) async fn add_key<P: ConsolePorts, A: Audit>(
    provider: Provider,
    PostFiles { by: visit, fields }: PostFiles<Visit<P, A>>,
) -> Answer {
    const MEMBERS: [(&str, &str); 1] = [("addPrivateKey", "private_key")];
    let members = [
        ("SAMLProviderArn", provider.arn.as_str()),
        ("AddPrivateKey", fields.file_or_text("private_key")),
    ];
    match visit.ask::<iam::UpdateSAMLProvider>(&members).await {
        Ok(_) => visit.done(&provider.link(), "provider-changed", provider.name()),
        Err(refused) => {
            let forms = Forms {
                key: visit.refused_form(Filled::empty(), &refused, &MEMBERS),
                ..Forms::default()
            };
            show(&visit, provider, forms).await
        }
    }
}

/// Removes a private key.
pub(super) async fn remove_key<P: ConsolePorts, A: Audit>(
    provider: Provider,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let members = [
        ("SAMLProviderArn", provider.arn.as_str()),
        ("RemovePrivateKey", fields.text("key")),
    ];
    let removed = visit.ask::<iam::UpdateSAMLProvider>(&members).await;
    removed.map_err(|refused| visit.stop(&refused))?;
    visit.done(&provider.link(), "provider-changed", provider.name())
}
