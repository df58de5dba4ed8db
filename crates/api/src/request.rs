//! Which operation a form asks for.

use crate::{Error, ErrorCode, Form, OperationRow, Service};

impl Service {
    /// The operation that the form names with `Action` and `Version`.
    ///
    /// # Errors
    /// `MissingAction` without an `Action`; `InvalidAction` for an action that the service does not
    /// have in that version.
    pub fn requested_operation(self, form: &Form) -> Result<&'static OperationRow, Error> {
        let Some(action) = form.value("Action").filter(|action| !action.is_empty()) else {
            // SOURCE: IAM API Reference, "Common Errors", MissingAction.
            let message = "The request must contain an Action parameter.";
            return Err(Error::new(ErrorCode::MissingAction, message));
        };
        let version = form.value("Version").unwrap_or_default();
        let row = self.operation(action);
        row.filter(|_| version == self.api_version())
            .ok_or_else(|| could_not_find(action, version))
    }
}

/// SOURCE: observed: `Could not find operation ListBuckets for version 2010-05-08`; without a
/// version, `NO_VERSION_SPECIFIED` stands in its place.
fn could_not_find(action: &str, version: &str) -> Error {
    // LIMIT: what a caller made up is shown only in part.
    let action: String = action.chars().take(128).collect();
    let version: String = match version {
        "" => "NO_VERSION_SPECIFIED".to_owned(),
        other => other.chars().take(64).collect(),
    };
    let message = format!("Could not find operation {action} for version {version}");
    Error::new(ErrorCode::InvalidAction, message)
}
