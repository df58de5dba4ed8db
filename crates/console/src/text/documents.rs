//! What documents and their editor say.

/// The texts of documents and their editor.
pub(crate) struct DocumentsTexts {
    pub(crate) place: &'static str,
    pub(crate) excerpt: &'static str,
    pub(crate) fine: &'static str,
    pub(crate) size: &'static str,
    pub(crate) check: &'static str,
    pub(crate) format: &'static str,
    pub(crate) as_written: &'static str,
}
