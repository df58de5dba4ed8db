use rcgen::{CertificateParams, KeyPair};

use super::*;

/// The certificate of a provider in Base64, in lines.
fn certificate() -> String {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["idp.example.com".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let pem = certificate.pem();
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A document around what stands in the entity.
fn entity(attributes: &str, inner: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- a provider -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" {attributes}>
{inner}
</md:EntityDescriptor>
"#
    )
}

fn key(attributes: &str, certificate: &str) -> String {
    format!(
        r#"<md:KeyDescriptor {attributes}>
  <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
    <ds:X509Certificate>{certificate}</ds:X509Certificate>
  </ds:X509Data></ds:KeyInfo>
</md:KeyDescriptor>"#
    )
}

fn provider(keys: &str) -> String {
    format!(
        r#"<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
{keys}
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/sso"/>
</md:IDPSSODescriptor>"#
    )
}

const NAME: &str = r#"entityID="https://idp.example.com/saml?a=1&amp;b=2""#;

fn document() -> String {
    entity(NAME, &provider(&key(r#"use="signing""#, &certificate())))
}

#[track_caller]
fn check(document: &str, error: &InvalidMetadata) {
    assert_eq!(SamlMetadata::parse(document).as_ref(), Err(error));
}

#[track_caller]
fn check_no_xml(document: &str) {
    let parsed = SamlMetadata::parse(document);
    assert!(
        matches!(parsed, Err(InvalidMetadata::Xml { .. })),
        "{parsed:?}"
    );
}

#[test]
fn a_document_names_the_provider_and_its_certificates() {
    let (first, second) = (certificate(), certificate());
    let keys = [
        key(r#"use="signing""#, &first),
        key("", &second),
        key(r#"use="encryption""#, "no certificate"),
    ];
    let metadata = SamlMetadata::parse(&entity(NAME, &provider(&keys.concat()))).unwrap();
    assert_eq!(metadata.entity_id, "https://idp.example.com/saml?a=1&b=2");
    assert_eq!(metadata.valid_until, None);
    let expected: Vec<_> = [first, second]
        .iter()
        .map(|text| STANDARD.decode(text.replace('\n', "")).unwrap())
        .collect();
    assert_eq!(metadata.signing_certificates, expected);
}

#[test]
fn a_namespace_may_be_the_default_one_and_a_text_may_be_data() {
    let text = document();
    let default = text
        .replace("xmlns:md=", "xmlns=")
        .replace("<md:", "<")
        .replace("</md:", "</");
    assert!(SamlMetadata::parse(&default).is_ok());
    let data = text
        .replace("X509Certificate>MII", "X509Certificate><![CDATA[MII")
        .replace("</ds:X509Certificate", "]]></ds:X509Certificate");
    assert!(SamlMetadata::parse(&data).is_ok());
}

#[test]
fn until_when_it_is_valid_is_read() {
    let inner = provider(&key("", &certificate()));
    for (until, expected) in [
        ("2031-09-02T18:27:19.710Z", "2031-09-02T18:27:19.71Z"),
        ("2031-09-02T18:27:19", "2031-09-02T18:27:19Z"),
        ("2001-01-01T00:00:00Z", "2001-01-01T00:00:00Z"),
        ("2031-09-02T20:27:19+02:00", "2031-09-02T18:27:19Z"),
    ] {
        let attributes = format!(r#"{NAME} validUntil="{until}""#);
        let metadata = SamlMetadata::parse(&entity(&attributes, &inner)).unwrap();
        assert_eq!(metadata.valid_until, Some(expected.parse().unwrap()));
    }
    let attributes = format!(r#"{NAME} validUntil="2031-01-01T00:00:00Z""#);
    let earlier = inner.replacen(
        "IDPSSODescriptor",
        r#"IDPSSODescriptor validUntil="2030-01-01T00:00:00Z""#,
        1,
    );
    let metadata = SamlMetadata::parse(&entity(&attributes, &earlier)).unwrap();
    assert_eq!(
        metadata.valid_until,
        Some("2030-01-01T00:00:00Z".parse().unwrap())
    );
    let attributes = format!(r#"{NAME} validUntil="tomorrow""#);
    check(&entity(&attributes, &inner), &InvalidMetadata::ValidUntil);
}

#[test]
fn a_document_that_does_not_say_is_valid_for_a_hundred_years() {
    let now = "2026-02-28T12:00:00.5Z".parse().unwrap();
    let metadata = SamlMetadata::parse(&document()).unwrap();
    let expected = "2126-02-28T12:00:00.5Z".parse().unwrap();
    assert_eq!(metadata.valid_until_from(now), expected);
    assert_eq!(metadata.valid_until_from(Timestamp::MAX), Timestamp::MAX);
    let until = "2030-01-01T00:00:00Z".parse().unwrap();
    let said = SamlMetadata {
        valid_until: Some(until),
        ..metadata
    };
    assert_eq!(said.valid_until_from(now), until);
}

#[test]
fn what_is_no_identity_provider_is_refused() {
    let signing = provider(&key("", &certificate()));
    check("<a/>", &InvalidMetadata::NotAnEntity);
    let several = format!(
        r#"<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">{}</md:EntitiesDescriptor>"#,
        document().replacen(r#"<?xml version="1.0" encoding="UTF-8"?>"#, "", 1)
    );
    check(&several, &InvalidMetadata::NotAnEntity);
    check(
        &document().replace("SAML:2.0:metadata", "SAML:1.0:metadata"),
        &InvalidMetadata::NotAnEntity,
    );
    check(&entity("", &signing), &InvalidMetadata::EntityId);
    check(
        &entity(r#"entityID="""#, &signing),
        &InvalidMetadata::EntityId,
    );
    let long = format!(r#"entityID="{}""#, "x".repeat(1025));
    check(&entity(&long, &signing), &InvalidMetadata::EntityId);
    check(&entity(NAME, ""), &InvalidMetadata::NotAProvider);
    check(
        &entity(NAME, &signing.replace("IDPSSO", "SPSSO")),
        &InvalidMetadata::NotAProvider,
    );
    check(
        &entity(NAME, &provider("")),
        &InvalidMetadata::NoCertificate,
    );
    let encrypting = key(r#"use="encryption""#, &certificate());
    check(
        &entity(NAME, &provider(&encrypting)),
        &InvalidMetadata::NoCertificate,
    );
}

/// Who signed the document need not be who signs assertions.
#[test]
fn a_certificate_counts_only_where_it_must_stand() {
    let signature = format!(
        r#"<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:KeyInfo><ds:X509Data>
<ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"#,
        certificate()
    );
    check(
        &entity(NAME, &format!("{signature}{}", provider(""))),
        &InvalidMetadata::NoCertificate,
    );
    let elsewhere = provider("").replace(
        "</md:IDPSSODescriptor>",
        &format!(
            "<md:Extensions>{}</md:Extensions></md:IDPSSODescriptor>",
            key("", &certificate())
        ),
    );
    check(&entity(NAME, &elsewhere), &InvalidMetadata::NoCertificate);
}

#[test]
fn certificates_that_cannot_be_used_are_refused() {
    for text in ["", "AAAA", "no Base64", "é"] {
        check(
            &entity(NAME, &provider(&key("", text))),
            &InvalidMetadata::Certificate(InvalidCertificate::NotX509),
        );
    }
    for (text, error) in [
        (
            include_str!("../../tests/rsa-512.crt"),
            InvalidCertificate::Key,
        ),
        (
            include_str!("../../tests/repeated-extension.crt"),
            InvalidCertificate::RepeatedExtension,
        ),
    ] {
        check(
            &entity(NAME, &provider(&key("", text))),
            &InvalidMetadata::Certificate(error),
        );
    }
    let rsa = include_str!("../../tests/rsa-1024.crt");
    assert!(SamlMetadata::parse(&entity(NAME, &provider(&key("", rsa)))).is_ok());
    let many = key("", rsa).repeat(CERTIFICATES_MAX + 1);
    check(
        &entity(NAME, &provider(&many)),
        &InvalidMetadata::TooManyCertificates,
    );
}

#[test]
fn only_whole_and_harmless_xml_is_read() {
    let text = document();
    let declaration = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    for broken in [
        String::new(),
        "metadata".to_owned(),
        text.replace("</md:EntityDescriptor>", ""),
        text.replace("</md:IDPSSODescriptor>", ""),
        text.replace("<md:", "<other:"),
        format!("{text}<md:EntityDescriptor/>"),
        format!("{text}text"),
        format!("{text}&amp;"),
        format!("\u{feff}{text}"),
        text.replace("a provider", "\u{1}"),
        text.replace("a provider", "a -- provider"),
        text.replace(r#"encoding="UTF-8""#, r#"encoding="UTF-16""#),
        text.replace("&amp;", "&unknown;"),
        text.replace(
            "<md:SingleSignOnService",
            "&unknown;<md:SingleSignOnService",
        ),
        text.replace("<md:SingleSignOnService", "&#1;<md:SingleSignOnService"),
        text.replace("entityID=", r#"a="1" a="2" entityID="#),
        text.replace("entityID=", r#"other:a="1" entityID="#),
        text.replace(declaration, r#"<!DOCTYPE a [<!ENTITY unknown "x">]>"#),
        text.replace(declaration, r#"<!DOCTYPE a SYSTEM "file:///etc/passwd">"#),
    ] {
        check_no_xml(&broken);
    }
}

#[test]
fn nothing_is_too_deep_or_too_wide() {
    let deep = format!("{}{}", "<a>".repeat(32), "</a>".repeat(32));
    check_no_xml(&entity(NAME, &deep));
    let shallow = format!("{}{}", "<a>".repeat(30), "</a>".repeat(30));
    check(&entity(NAME, &shallow), &InvalidMetadata::NotAProvider);
    let attributes = |count| {
        let attributes = (0..count).map(|number| format!(r#" a{number}="""#));
        entity(NAME, &format!("<a{}/>", attributes.collect::<String>()))
    };
    check_no_xml(&attributes(65));
    check(&attributes(64), &InvalidMetadata::NotAProvider);
    let spaces = (0..17).map(|number| format!(r#" xmlns:a{number}="b""#));
    check_no_xml(&entity(
        NAME,
        &format!("<a{}/>", spaces.collect::<String>()),
    ));
}

proptest::proptest! {
    #[test]
    fn nothing_makes_it_panic(text in "\\PC*") {
        let _ = SamlMetadata::parse(&text);
    }

    #[test]
    fn no_change_of_a_document_makes_it_panic(at in 0_usize..4000, byte in 0_u8..128) {
        let mut bytes = document().into_bytes();
        let place = at % bytes.len();
        if let Some(old) = bytes.get_mut(place) {
            *old = byte;
        }
        let _ = SamlMetadata::parse(&String::from_utf8(bytes).unwrap());
    }
}
