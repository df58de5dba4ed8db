//! A form as it is shown: with what was entered before, and what was wrong with it.

use iamd_api::ErrorCode;
use iamd_auth::{Audit, ConsolePorts, Refused};

use crate::{form::Fields, refusal::Refusal, visitor::Visit};

/// What stands in a form.
#[derive(Default)]
pub(crate) struct Filled {
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
    /// What is wrong with the whole.
    pub(crate) refusal: Option<Refusal>,
}

/// What is wrong with a field.
pub(crate) struct FieldError {
    /// The name of the field, which is its id as well.
    pub(crate) field: String,
    pub(crate) text: String,
}

impl Filled {
    /// An empty form.
    pub(crate) fn empty() -> Self {
        Self::default()
    }

    /// What was entered, but for the fields that `secret` names: a page never shows a password.
    pub(crate) fn of(fields: &Fields, secret: &[&str]) -> Self {
        let shown = fields.iter().filter(|(name, _)| !secret.contains(name));
        Self {
            values: shown
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            ..Self::default()
        }
    }

    /// With a value.
    #[must_use]
    pub(crate) fn with(mut self, field: &str, value: impl Into<String>) -> Self {
        self.values.push((field.to_owned(), value.into()));
        self
    }

    /// With something wrong.
    #[must_use]
    pub(crate) fn wrong(mut self, field: &str, text: impl Into<String>) -> Self {
        self.errors.push(FieldError {
            field: field.to_owned(),
            text: text.into(),
        });
        self
    }

    /// What stands in a field.
    pub(crate) fn value(&self, field: &str) -> &str {
        let mut values = self.values.iter();
        let found = values.find(|(name, _)| name == field);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// What all fields of a name hold.
    pub(crate) fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        let values = self.values.iter();
        let named = values.filter(move |(name, _)| name == field);
        named.map(|(_, value)| value.as_str())
    }

    /// Whether a check box or an option is chosen.
    pub(crate) fn has(&self, field: &str, value: &str) -> bool {
        let mut values = self.values.iter();
        values.any(|(name, chosen)| name == field && chosen == value)
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: &str) -> Option<&str> {
        let mut errors = self.errors.iter();
        let found = errors.find(|error| error.field == field);
        found.map(|error| error.text.as_str())
    }

    /// What is wrong with fields.
    pub(crate) fn errors(&self) -> &[FieldError] {
        &self.errors
    }
}

impl<P: ConsolePorts, A: Audit> Visit<P, A> {
    /// A form whose call was refused. What AWS says of a member stands beside its field, by the
    /// table `fields` of members (`userName`) and fields (`user_name`); anything else stands above
    /// the form.
    pub(crate) fn refused_form(
        &self,
        mut filled: Filled,
        refused: &Refused,
        fields: &[(&str, &str)],
    ) -> Filled {
        for (member, text) in violations(refused) {
            let mut fields = fields.iter();
            match fields.find(|(known, _)| *known == member) {
                Some((_, field)) => filled = filled.wrong(field, text),
                None => filled.refusal = Some(self.refusal(refused)),
            }
        }
        if filled.errors.is_empty() {
            filled.refusal = Some(self.refusal(refused));
        }
        filled
    }
}

/// The members that a validation error names, each with what is wrong with it.
///
/// SOURCE: AWS's validation errors: `N validation errors detected: Value 'a' at 'userName' failed
/// to satisfy constraint: TEXT; Value …`, without the value where it is secret or too long; or, of
/// one member alone, `The specified value for userName is invalid. TEXT`.
fn violations(refused: &Refused) -> Vec<(&str, &str)> {
    const CONSTRAINT: &str = "' failed to satisfy constraint: ";
    if refused.error.code != ErrorCode::ValidationError {
        return Vec::new();
    }
    let message = refused.error.message.as_str();
    if let Some(rest) = message.strip_prefix("The specified value for ") {
        let member = rest.split_once(" is invalid. ").map(|(member, _)| member);
        return member.map(|member| (member, message)).into_iter().collect();
    }
    let Some((_, all)) = message.split_once(" detected: ") else {
        return Vec::new();
    };
    let found = all.split("; Value").filter_map(|one| {
        // The value, which is anybody's text, comes before the member.
        let (before, text) = one.rsplit_once(CONSTRAINT)?;
        let (_, member) = before.rsplit_once(" at '")?;
        Some((member, text))
    });
    found.collect()
}
