//! Secrets that sign.

use base64::{Engine, prelude::BASE64_STANDARD};
use iamd_ident::{Random, Secret};

/// A fresh secret of an access key: 240 random bits, which Base64 writes in forty characters, as
/// AWS's are.
pub fn fresh_secret(random: &dyn Random) -> Secret<String> {
    Secret::new(BASE64_STANDARD.encode(random.bytes::<30>()))
}
