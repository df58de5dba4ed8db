//! Metadata documents of SAML identity providers, as strangers write them.

use iamd_ident::Timestamp;
use iamd_provider::{InvalidMetadata, SamlDocument, SamlMetadata};

/// Reading ends with a provider that has a name and certificates, or with a fault that stands in the
/// text and has words. A document is kept as it was written.
pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let metadata = match SamlMetadata::parse(&text) {
        Ok(metadata) => metadata,
        Err(error) => return assert_error(&error, &text),
    };
    let name = metadata.entity_id.chars().count();
    assert!((1..=1024).contains(&name), "a name of {name} characters");
    let certificates = &metadata.signing_certificates;
    assert!((1..=100).contains(&certificates.len()), "some certificates");
    for der in certificates {
        assert!(der.len() < text.len(), "a certificate stands in the text");
    }
    let now = metadata.valid_until_from(Timestamp::MAX);
    assert_eq!(now, metadata.valid_until.unwrap_or(Timestamp::MAX));
    let document = SamlDocument::parse(text.clone().into_owned());
    let document = document.as_ref();
    assert_eq!(document.map(SamlDocument::metadata), Ok(&metadata));
    assert_eq!(document.map(SamlDocument::text), Ok(&*text));
}

fn assert_error(error: &InvalidMetadata, text: &str) {
    if let InvalidMetadata::Xml { offset } = error {
        assert!(*offset <= text.len() as u64, "{error} in {text}");
    }
    assert!(!error.to_string().is_empty(), "a fault has words");
}
