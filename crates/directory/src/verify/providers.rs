//! Identity providers, the account's own issuer, and the keys of session tokens.

use iamd_jwt::{Algorithm, SigningKey};
use iamd_provider::SamlPrivateKey;
use iamd_seal::SealingKey;

use super::on::On;
use crate::{
    Error, keyspace,
    records::{
        IssuerAccountRecord, OidcProviderRecord, SamlDocumentRecord, SamlProviderRecord,
        SealingKeysRecord, WebIdentityIssuerRecord,
    },
    saml_providers::inflate,
};

pub(super) async fn saml(on: &mut On<'_>, record: SamlProviderRecord) -> Result<(), Error> {
    let account = on.account()?;
    on.lies_at(&keyspace::saml_provider(account, &record.name)?);
    let place = keyspace::saml_document(account, &record.name)?;
    on.expect::<SamlDocumentRecord>(&place, "each provider has a document")
        .await?;
    for key in &record.private_keys {
        let text = on.open_text(&key.sealed_key.0);
        let is_good = text.is_ok_and(|text| SamlPrivateKey::parse(text).is_ok());
        on.check(is_good, || {
            format!(
                "its private key {} does not open with any key of the keyring, or is none",
                key.id
            )
        });
    }
    Ok(())
}

pub(super) async fn saml_document(
    on: &mut On<'_>,
    record: SamlDocumentRecord,
) -> Result<(), Error> {
    let bytes = record.bytes;
    let text = inflate(Some(&record)).ok();
    let is_whole = text.is_some_and(|text| text.len() as u64 == bytes);
    on.check(is_whole, || {
        "it does not hold the text that it says".to_owned()
    });
    let Ok(name) = on.segment(0).parse() else {
        on.damage("its key is not the name of a provider");
        return Ok(());
    };
    let place = keyspace::saml_provider(on.account()?, &name)?;
    on.expect::<SamlProviderRecord>(&place, "it is the document of a provider")
        .await?;
    Ok(())
}

pub(super) fn oidc(on: &mut On<'_>, record: &OidcProviderRecord) -> Result<(), Error> {
    on.lies_at(&keyspace::oidc_provider(on.account()?, &record.url)?);
    Ok(())
}

pub(super) async fn issuer(on: &mut On<'_>, record: WebIdentityIssuerRecord) -> Result<(), Error> {
    let account = on.account()?;
    let place = keyspace::issuer_account(&record.id)?;
    let why = "whoever verifies a token has to find the account";
    if let Some(found) = on.expect::<IssuerAccountRecord>(&place, why).await? {
        on.check(found.account == account, || {
            format!("{place} leads to the account {}", found.account)
        });
    }
    for algorithm in Algorithm::ALL {
        let mut keys = record.keys.iter();
        on.check(keys.any(|key| key.public.algorithm() == algorithm), || {
            format!("it has no key of {algorithm:?}")
        });
    }
    for key in &record.keys {
        let opened = on.open(&key.sealed_secret);
        // What is published of the key tells whether it is the very one.
        let is_good = opened
            .is_ok_and(|secret| SigningKey::from_secret(&key.public, secret.expose()).is_ok());
        on.check(is_good, || {
            format!(
                "its key {} does not open, or is another one",
                key.public.id()
            )
        });
    }
    Ok(())
}

pub(super) async fn issuer_account(
    on: &mut On<'_>,
    record: IssuerAccountRecord,
) -> Result<(), Error> {
    if on.is_imported(record.account) {
        return Ok(());
    }
    let place = keyspace::web_identity_issuer(record.account);
    let issuer = on.segment(0);
    let why = format!("the issuer is the account {}'s", record.account);
    if let Some(found) = on.expect::<WebIdentityIssuerRecord>(&place, &why).await? {
        on.check(found.id == issuer, || {
            format!("{place} has the id {}", found.id)
        });
    }
    Ok(())
}

pub(super) fn sealing_keys(on: &mut On<'_>, record: &SealingKeysRecord) {
    let mut entries = record.keys.iter();
    let first_is_current = entries.next().is_some_and(|first| first.replaced.is_none());
    let others_are_not = entries.all(|entry| entry.replaced.is_some());
    on.check(first_is_current && others_are_not, || {
        "not the first of its keys, and it alone, is the current one".to_owned()
    });
    for entry in &record.keys {
        let opened = on.open(&entry.sealed_key);
        let bytes = opened.ok().and_then(|bytes| {
            let bytes: [u8; SealingKey::BYTES] = bytes.expose().as_slice().try_into().ok()?;
            Some(SealingKey::from_bytes(bytes.into()))
        });
        let is_good = bytes.is_some_and(|key| key.id().to_string() == entry.id);
        on.check(is_good, || {
            format!("its key {} does not open, or is another one", entry.id)
        });
    }
}
