//! Which elements of a metadata document matter, and where they must stand.

use super::pieces::Attributes;

const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const SIGNATURES: &str = "http://www.w3.org/2000/09/xmldsig#";

/// An element, by what it means where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// The entity that the document describes, which is its root.
    Entity,
    /// Its role as an identity provider.
    Provider,
    /// A key with which the provider signs.
    Key,
    /// What is known of this key.
    KeyInfo,
    /// What X.509 knows of it.
    X509,
    /// A certificate of it.
    Certificate,
    /// Anything else, and all that is in it.
    Other,
}

/// Below which element an element stands, its name, and what it is there.
type Step = (Option<Element>, &'static str, &'static str, Element);

const STEPS: [Step; 6] = [
    (None, METADATA, "EntityDescriptor", Element::Entity),
    (
        Some(Element::Entity),
        METADATA,
        "IDPSSODescriptor",
        Element::Provider,
    ),
    (
        Some(Element::Provider),
        METADATA,
        "KeyDescriptor",
        Element::Key,
    ),
    (Some(Element::Key), SIGNATURES, "KeyInfo", Element::KeyInfo),
    (
        Some(Element::KeyInfo),
        SIGNATURES,
        "X509Data",
        Element::X509,
    ),
    (
        Some(Element::X509),
        SIGNATURES,
        "X509Certificate",
        Element::Certificate,
    ),
];

impl Element {
    /// What an element is below another one, or as the root.
    pub(super) fn below(
        parent: Option<Self>,
        namespace: &str,
        local: &str,
        attributes: &Attributes,
    ) -> Self {
        let step = STEPS
            .iter()
            .find(|(below, space, name, _)| (*below, *space, *name) == (parent, namespace, local));
        match step.map_or(Self::Other, |(.., element)| *element) {
            Self::Key if attributes.get("use").is_some_and(|of| of != "signing") => Self::Other,
            element => element,
        }
    }
}
