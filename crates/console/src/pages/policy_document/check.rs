//! What is wrong with a document, and where.

use iamd_policy::{
    Document, DocumentError, DocumentFault, DocumentKind, Position, ResourcePolicyFault, SizeQuota,
    counted_bytes,
};

/// What a document is to be, on which its rules depend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocumentUse {
    /// A version of a managed policy.
    Managed,
    /// An inline policy of a user.
    UserInline,
    /// An inline policy of a group.
    GroupInline,
    /// An inline policy of a role.
    RoleInline,
    /// The trust policy of a role.
    Trust,
}

impl DocumentUse {
    /// Its quota. Those of inline policies are for all of an entity together.
    pub(crate) const fn quota(self) -> SizeQuota {
        match self {
            Self::Managed => SizeQuota::ManagedPolicy,
            Self::UserInline => SizeQuota::UserInline,
            Self::GroupInline => SizeQuota::GroupInline,
            Self::RoleInline => SizeQuota::RoleInline,
            Self::Trust => SizeQuota::TrustPolicy,
        }
    }

    const fn kind(self) -> DocumentKind<'static> {
        match self {
            Self::Trust => DocumentKind::Trust,
            Self::Managed | Self::UserInline | Self::GroupInline | Self::RoleInline => {
                DocumentKind::Identity
            }
        }
    }
}

/// What is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// AWS's code.
    pub(crate) code: &'static str,
    /// AWS's text.
    pub(crate) text: String,
    /// What was expected or found, where AWS's text does not say it.
    pub(crate) reason: Option<&'static str>,
    /// Where it is; none if it is not at any one place.
    pub(crate) place: Option<Place>,
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its line; the first is 1.
    pub(crate) line: u32,
    /// Its column in characters; the first is 1.
    pub(crate) column: u32,
    /// The line with those before it, by number.
    pub(crate) excerpt: Vec<(u32, String)>,
    /// What stands under the excerpt: a caret below the place.
    pub(crate) caret: String,
}

/// What AWS would find wrong with a document. Whether the principals exist that a trust policy
/// names, and what other inline policies take up, is found when it is saved.
pub(super) fn check(text: &str, document_use: DocumentUse) -> Result<(), Fault> {
    let checked = Document::check(text, document_use.kind());
    let checked = checked.and_then(|_| document_use.quota().check(counted_bytes(text), ""));
    checked.map_err(|error| Fault::new(text, &error))
}

/// The fault of a document that was refused when it was saved with `message`: a principal that does
/// not exist, if `message` is about one.
pub(super) fn refused_principal(
    text: &str,
    document_use: DocumentUse,
    message: &str,
) -> Option<Fault> {
    let kind = document_use.kind();
    let document = Document::parse(text).ok()?;
    let mut faults = document
        .principals()
        .map(|principal| DocumentError::unknown_principal(kind, &principal));
    let error = faults.find(|error| error.to_string() == message)?;
    Some(Fault::new(text, &error))
}

impl Fault {
    fn new(text: &str, error: &DocumentError) -> Self {
        let is_whole = matches!(
            error.fault,
            DocumentFault::PolicySize { .. } | DocumentFault::InlineSize { .. }
        );
        Self {
            code: error.code().as_str(),
            text: error.to_string(),
            reason: reason(&error.fault),
            place: (!is_whole).then(|| Place::new(text, error.at)),
        }
    }
}

fn reason(fault: &DocumentFault) -> Option<&'static str> {
    match fault {
        DocumentFault::Syntax { reason }
        | DocumentFault::ResourcePolicy(
            ResourcePolicyFault::Json { reason } | ResourcePolicyFault::TrustSyntax { reason },
        ) => Some(reason),
        _ => None,
    }
}

/// How many lines an excerpt has before the one that it is about.
const LINES_BEFORE: usize = 2;
/// How many characters of a line an excerpt has, and how many of them at most before the place.
const WIDTH: usize = 100;
const WIDTH_BEFORE: usize = 70;

impl Place {
    fn new(text: &str, at: Position) -> Self {
        let line = usize::try_from(at.line).unwrap_or(usize::MAX);
        let column = usize::try_from(at.column).unwrap_or(usize::MAX);
        let before = column.saturating_sub(1);
        let skipped = before.saturating_sub(WIDTH_BEFORE);
        let first = line.saturating_sub(LINES_BEFORE).max(1);
        let excerpt = text
            .split('\n')
            .zip(1..)
            .skip(first - 1)
            .take(line + 1 - first)
            .map(|(line, number)| (number, cut(line, skipped)))
            .collect();
        Self {
            line: at.line,
            column: at.column,
            excerpt,
            caret: format!("{}^", " ".repeat(before - skipped)),
        }
    }
}

/// A stretch of a line in which each character takes one place.
fn cut(line: &str, skipped: usize) -> String {
    let characters = line.trim_end_matches('\r').chars();
    characters
        .skip(skipped)
        .take(WIDTH)
        .map(|character| match character {
            '\t' => ' ',
            _ if is_invisible(character) => '\u{fffd}',
            _ => character,
        })
        .collect()
}

/// Characters that take no place, or move others: controls, marks of direction, what joins.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn fault(text: &str, document_use: DocumentUse) -> Fault {
        check(text, document_use).unwrap_err()
    }

    #[test]
    fn a_missing_comma_is_pointed_at() {
        let text = "{\n  \"Version\": \"2012-10-17\"\n\t\"Statement\": []\n}";
        let fault = fault(text, DocumentUse::Managed);
        assert_eq!(fault.text, "Syntax errors in policy.");
        assert_eq!(
            fault.reason,
            Some("a comma or the end of the list is expected")
        );
        let place = fault.place.unwrap();
        assert_eq!((place.line, place.column), (3, 2));
        let lines: Vec<_> = place
            .excerpt
            .iter()
            .map(|(_, line)| line.as_str())
            .collect();
        assert_eq!(
            lines,
            ["{", "  \"Version\": \"2012-10-17\"", " \"Statement\": []"]
        );
        assert_eq!(place.excerpt.last().unwrap().0, 3);
        assert_eq!(place.caret, " ^");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("{{\"Id\": \"{}\" 1}}", "x".repeat(500));
        let place = fault(&text, DocumentUse::Managed).place.unwrap();
        let (_, line) = place.excerpt.last().unwrap();
        assert!(line.chars().count() <= WIDTH);
        let under = line.chars().nth(place.caret.chars().count() - 1);
        assert_eq!(under, Some('1'));
    }

    #[test]
    fn marks_of_direction_do_not_move_the_caret() {
        let text = "{\"Id\": \"\u{202e}\"}";
        let place = fault(text, DocumentUse::Managed).place.unwrap();
        let (_, line) = place.excerpt.last().unwrap();
        assert_eq!(line, "{\"Id\": \"\u{fffd}\"}");
        assert_eq!(place.caret.len(), 9);
    }

    #[test]
    fn a_size_is_at_no_place() {
        let resource = "x".repeat(7000);
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::{resource}"}}}}"#
        );
        let fault = fault(&text, DocumentUse::Managed);
        assert_eq!(fault.text, "Cannot exceed quota for PolicySize: 6144");
        assert_eq!((fault.code, fault.place), ("LimitExceeded", None));
        assert!(check(&text, DocumentUse::RoleInline).is_ok());
    }

    #[test]
    fn an_unknown_principal_is_found_again() {
        let text = r#"{
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
    "Principal": {"AWS": ["123456789012", "arn:aws:iam::123456789012:user/Eve"]}}
}"#;
        assert!(check(text, DocumentUse::Trust).is_ok());
        let message = "Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:user/Eve\"";
        let fault = refused_principal(text, DocumentUse::Trust, message).unwrap();
        assert_eq!(fault.text, message);
        assert_eq!(fault.place.unwrap().line, 4);
        assert!(refused_principal(text, DocumentUse::Trust, "other").is_none());
    }

    #[test]
    fn an_empty_text_is_refused_at_its_beginning() {
        let place = fault("", DocumentUse::Trust).place.unwrap();
        assert_eq!((place.line, place.column), (1, 1));
        assert_eq!(place.caret, "^");
    }
}
