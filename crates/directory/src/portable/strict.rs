//! Reads records of the server strictly.
//!
//! Where they are kept, members that a newer version wrote are passed over. Told by somebody, such a member
//! is a typing error.
//!
//! SECURITY: passed over, `public_acess_block` would open a bucket.

use serde::{Deserialize, Deserializer, de::Error as _};

/// Reads a value, and refuses members that nobody knows, however deep they stand.
pub(super) fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut unknown = None;
    let value = serde_ignored::deserialize(deserializer, |path| {
        // Members that may be there or not stand as `?` in the path.
        unknown.get_or_insert_with(|| path.to_string().replace("?.", ""));
    })?;
    match unknown {
        None => Ok(value),
        Some(member) => Err(D::Error::custom(format_args!("unknown field `{member}`"))),
    }
}
