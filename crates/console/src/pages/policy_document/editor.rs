//! The editor of a document: a text area, and what was found when its text was last looked at.

use iamd_api::{Error, ErrorCode};
use iamd_policy::counted_bytes;

use super::{
    check::{DocumentUse, Fault, check, refused_principal},
    layout::laid_out,
};

/// What somebody wants of an editor: the value of its buttons, which are called `do`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EditorAction {
    /// To know what is wrong.
    Check,
    /// To have the text laid out.
    Format,
    /// To have it saved.
    Save,
}

impl EditorAction {
    /// The action of a form. Who sends a form by the key Enter, or none of the buttons, wants to have
    /// it looked at first.
    pub(crate) fn of(button: &str) -> Self {
        match button {
            "save" => Self::Save,
            "format" => Self::Format,
            _ => Self::Check,
        }
    }
}

/// An editor as a page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Editor {
    /// The text.
    pub(crate) text: String,
    /// What is wrong with it.
    pub(crate) fault: Option<Fault>,
    /// Whether it was looked at and nothing is wrong.
    pub(crate) is_fine: bool,
    /// Its length as quotas count it.
    pub(crate) bytes: usize,
    /// The quota.
    pub(crate) bytes_max: usize,
    document_use: DocumentUse,
}

impl Editor {
    /// An editor that nobody has looked at.
    pub(crate) fn new(text: String, document_use: DocumentUse) -> Self {
        Self {
            bytes: counted_bytes(&text),
            bytes_max: document_use.quota().bytes(),
            text,
            fault: None,
            is_fine: false,
            document_use,
        }
    }

    /// An editor with a stored document, laid out.
    pub(crate) fn of_stored(text: String, document_use: DocumentUse) -> Self {
        let laid_out = laid_out(&text);
        Self::new(laid_out.unwrap_or(text), document_use)
    }

    /// An editor whose text was sent with one of its buttons, checked, and laid out if that is
    /// wanted.
    pub(crate) fn of_sent(text: String, document_use: DocumentUse, action: EditorAction) -> Self {
        let mut editor = match action {
            EditorAction::Format => Self::of_stored(text, document_use),
            EditorAction::Check | EditorAction::Save => Self::new(text, document_use),
        };
        editor.fault = check(&editor.text, document_use).err();
        editor.is_fine = editor.fault.is_none();
        editor
    }

    /// The same after saving was refused. Whether it is the document that was refused is told.
    pub(crate) fn refused(&mut self, error: &Error) -> bool {
        let is_of_document = error.code == ErrorCode::MalformedPolicyDocument;
        if is_of_document && self.fault.is_none() {
            self.fault = refused_principal(&self.text, self.document_use, &error.message);
        }
        self.is_fine = false;
        self.fault.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: &str =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;

    #[test]
    fn what_is_sent_is_checked_and_kept() {
        let editor = Editor::of_sent("{".to_owned(), DocumentUse::Managed, EditorAction::Save);
        assert_eq!(editor.text, "{");
        assert!(editor.fault.is_some() && !editor.is_fine);
        let editor = Editor::of_sent(FINE.to_owned(), DocumentUse::Managed, EditorAction::Check);
        assert_eq!(editor.text, FINE);
        assert!(editor.fault.is_none() && editor.is_fine);
    }

    #[test]
    fn the_layout_is_changed_on_demand_alone() {
        let editor = Editor::of_sent(FINE.to_owned(), DocumentUse::Managed, EditorAction::Format);
        assert!(editor.text.lines().count() > 5);
        assert!(editor.is_fine);
        let editor = Editor::of_sent("{,".to_owned(), DocumentUse::Managed, EditorAction::Format);
        assert_eq!(editor.text, "{,");
        assert!(editor.fault.is_some());
    }

    #[test]
    fn white_space_does_not_count() {
        let editor = Editor::new("{ }\n\t".to_owned(), DocumentUse::Trust);
        assert_eq!((editor.bytes, editor.bytes_max), (2, 2048));
    }

    #[test]
    fn buttons_have_names() {
        assert_eq!(EditorAction::of("save"), EditorAction::Save);
        assert_eq!(EditorAction::of("format"), EditorAction::Format);
        assert_eq!(EditorAction::of("check"), EditorAction::Check);
        assert_eq!(EditorAction::of(""), EditorAction::Check);
    }
}
