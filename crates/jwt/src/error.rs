//! What can be wrong with a key.

/// A key cannot be made, read back or used. Nothing of the key is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The secret is not one of the algorithm.
    #[error("the secret is no key of its algorithm")]
    Secret,
    /// The secret belongs to another key.
    #[error("the secret is that of another key")]
    Mismatch,
    /// Chance gave no key, however often it was asked.
    #[error("chance gives no key")]
    Chance,
    /// The claims cannot be written as JSON.
    #[error("the claims are no JSON")]
    Claims,
    /// The library refused to sign.
    #[error("the library does not sign")]
    Signing,
}
