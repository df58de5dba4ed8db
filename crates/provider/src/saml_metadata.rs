//! The metadata document of a SAML identity provider.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use iamd_ident::Timestamp;
use jiff::{Span, civil::DateTime, tz::TimeZone};

use crate::certificate::{self, InvalidCertificate};

mod element;
mod pieces;

use element::Element;
use pieces::{Attributes, Piece, Pieces};

/// LIMIT: certificates that sign. Each that there is has to be tried on an assertion.
const CERTIFICATES_MAX: usize = 100;

/// LIMIT: characters of an entity's name. SOURCE: SAML 2.0 Metadata, `entityIDType`.
const ENTITY_ID_CHARACTERS_MAX: usize = 1024;

const VALID_YEARS: i64 = 100;

/// What iamd reads of a metadata document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamlMetadata {
    /// The name of the identity provider, which its assertions have as their issuer.
    pub entity_id: String,
    /// Until when the document says that it is valid; none if it does not say.
    pub valid_until: Option<Timestamp>,
    /// The X.509 certificates (DER) with which the provider signs, one at least.
    pub signing_certificates: Vec<Vec<u8>>,
}

/// The text is no metadata document of an identity provider.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMetadata {
    /// It is no XML, or none that iamd reads: in UTF-8, without a document type, not too deep.
    #[error("the document is no XML that can be read (at byte {offset})")]
    Xml {
        /// Where.
        offset: u64,
    },
    /// It does not describe one entity.
    #[error("the document is no EntityDescriptor")]
    NotAnEntity,
    /// The entity has no name, or one that is too long.
    #[error("the entity has no entityID of 1 to 1024 characters")]
    EntityId,
    /// A `validUntil` is no moment.
    #[error("the attribute validUntil is no moment")]
    ValidUntil,
    /// The entity is no identity provider.
    #[error("the entity has no IDPSSODescriptor")]
    NotAProvider,
    /// The identity provider names no certificate with which it signs.
    #[error("the identity provider has no signing certificate")]
    NoCertificate,
    /// It names more than iamd would try.
    #[error("the identity provider has more than {CERTIFICATES_MAX} signing certificates")]
    TooManyCertificates,
    /// A certificate with which it signs cannot be used.
    #[error(transparent)]
    Certificate(#[from] InvalidCertificate),
}

impl SamlMetadata {
    /// Until when a provider is valid that got this document now.
    ///
    /// SOURCE: observed of documents that do not say: a hundred years.
    pub fn valid_until_from(&self, now: Timestamp) -> Timestamp {
        self.valid_until.unwrap_or_else(|| {
            let now = now.to_zoned(TimeZone::UTC);
            let end = now.checked_add(Span::new().years(VALID_YEARS));
            end.map_or(Timestamp::MAX, |end| end.timestamp())
        })
    }

    /// Reads a document.
    ///
    /// SOURCE: IAM User Guide, "Create a SAML identity provider in IAM" and "Troubleshoot SAML federation
    /// with IAM": UTF-8 without a byte order mark, a `KeyDescriptor` of an `IDPSSODescriptor` with an
    /// X.509 certificate. SAML 2.0 Metadata: one that does not say what it is for signs as well.
    ///
    /// # Errors
    /// It is none, or none of an identity provider whose assertions could be verified.
    pub fn parse(document: &str) -> Result<Self, InvalidMetadata> {
        let mut reading = Reading::default();
        let mut pieces = Pieces::of(document)?;
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open {
                    namespace,
                    local,
                    attributes,
                } => reading.open(&namespace, &local, &attributes)?,
                Piece::Text(text) => reading.text(&text),
                Piece::Close => reading.close()?,
            }
        }
        reading.end()
    }
}

/// A metadata document that was read, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamlDocument {
    text: String,
    metadata: SamlMetadata,
}

impl SamlDocument {
    /// The document that has this text.
    ///
    /// # Errors
    /// As [`SamlMetadata::parse`].
    pub fn parse(text: String) -> Result<Self, InvalidMetadata> {
        let metadata = SamlMetadata::parse(&text)?;
        Ok(Self { text, metadata })
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says.
    pub fn metadata(&self) -> &SamlMetadata {
        &self.metadata
    }
}

/// What is known in the middle of a document.
#[derive(Default)]
struct Reading {
    /// The elements that are open, the root first.
    open: Vec<Element>,
    entity_id: Option<String>,
    valid_until: Option<Timestamp>,
    is_provider: bool,
    certificates: Vec<Vec<u8>>,
    /// The text of the certificate that is open.
    certificate: String,
}

impl Reading {
    fn open(
        &mut self,
        namespace: &str,
        local: &str,
        attributes: &Attributes,
    ) -> Result<(), InvalidMetadata> {
        let element = Element::below(self.open.last().copied(), namespace, local, attributes);
        match element {
            Element::Entity => {
                self.entity_id = attributes.get("entityID").map(str::to_owned);
                self.valid_until(attributes)?;
            }
            Element::Provider => {
                self.is_provider = true;
                self.valid_until(attributes)?;
            }
            Element::Certificate => self.certificate.clear(),
            _ if self.open.is_empty() => return Err(InvalidMetadata::NotAnEntity),
            _ => {}
        }
        self.open.push(element);
        Ok(())
    }

    /// The earliest moment that the document names counts.
    fn valid_until(&mut self, attributes: &Attributes) -> Result<(), InvalidMetadata> {
        if let Some(text) = attributes.get("validUntil") {
            let until = moment(text).ok_or(InvalidMetadata::ValidUntil)?;
            self.valid_until = Some(self.valid_until.map_or(until, |known| known.min(until)));
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.open.last() == Some(&Element::Certificate) {
            self.certificate
                .extend(text.chars().filter(|character| !character.is_whitespace()));
        }
    }

    fn close(&mut self) -> Result<(), InvalidMetadata> {
        if self.open.pop() != Some(Element::Certificate) {
            return Ok(());
        }
        if self.certificates.len() >= CERTIFICATES_MAX {
            return Err(InvalidMetadata::TooManyCertificates);
        }
        let der = STANDARD.decode(&self.certificate);
        let der = der.map_err(|_| InvalidCertificate::NotX509)?;
        certificate::check(&der)?;
        self.certificates.push(der);
        Ok(())
    }

    fn end(self) -> Result<SamlMetadata, InvalidMetadata> {
        let length = self.entity_id.as_ref().map(|id| id.chars().count());
        let entity_id = self.entity_id.filter(|_| {
            length.is_some_and(|length| (1..=ENTITY_ID_CHARACTERS_MAX).contains(&length))
        });
        let entity_id = entity_id.ok_or(InvalidMetadata::EntityId)?;
        if !self.is_provider {
            return Err(InvalidMetadata::NotAProvider);
        }
        if self.certificates.is_empty() {
            return Err(InvalidMetadata::NoCertificate);
        }
        Ok(SamlMetadata {
            entity_id,
            valid_until: self.valid_until,
            signing_certificates: self.certificates,
        })
    }
}

/// A moment as XML Schema writes it. SAML has all of them in UTC, so one without a zone is.
fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let local: DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(local).ok()
    })
}

#[cfg(test)]
mod tests;
