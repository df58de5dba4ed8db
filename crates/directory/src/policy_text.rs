//! Texts of policies that may be saved.

use iamd_policy::{Document, DocumentError, DocumentKind, counted_bytes};

/// The text of a policy document that was checked as AWS checks it.
///
/// The text is kept as it came: readers get it back byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyText {
    text: String,
}

impl PolicyText {
    /// Checks a document that users, groups or roles are to have.
    ///
    /// # Errors
    /// AWS's error for the first fault.
    pub fn identity(text: String) -> Result<Self, DocumentError> {
        Document::parse(&text)?.validate(DocumentKind::Identity)?;
        Ok(Self { text })
    }

    /// How long it is for quotas.
    pub fn size(&self) -> usize {
        counted_bytes(&self.text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}
