//! The form of actions.

use crate::document::DocumentFault;

/// Any service and any name will do, known or not; only the form is checked.
///
/// SOURCE: recorded answers. Spaces are taken in the name, not in the service; a service may have
/// dots and hyphens. Not recorded: the service may be `*`, but have no wildcard otherwise.
pub(super) fn check(action: &str) -> Result<(), DocumentFault> {
    if action == "*" {
        return Ok(());
    }
    let Some((vendor, name)) = action.split_once(':') else {
        return Err(DocumentFault::ActionWithoutVendor);
    };
    if name.contains(':') {
        return Err(DocumentFault::ActionColons);
    }
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    if vendor != "*" && (vendor.is_empty() || !vendor.bytes().all(fits)) {
        return Err(DocumentFault::ActionVendor {
            vendor: vendor.into(),
        });
    }
    Ok(())
}
