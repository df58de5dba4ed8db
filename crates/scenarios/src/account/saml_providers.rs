//! The account's SAML providers: list.

use aws_sdk_iam::{Client, types::SamlProviderListEntry};

use crate::{Attempt, Failure};

/// The SAML providers of the account.
///
/// # Errors
/// The call failed.
pub async fn list(iam: &Client) -> Result<Vec<SamlProviderListEntry>, Failure> {
    let answer = iam
        .list_saml_providers()
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::ListSamlProviders, &error))?;
    let providers = answer.saml_provider_list.unwrap_or_default();
    tracing::info!(count = providers.len(), "listed SAML providers");
    Ok(providers)
}
