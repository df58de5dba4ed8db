//! What the federation endpoint says to people.

/// The texts of the federation endpoint.
pub(crate) struct FederationTexts {
    pub(crate) refused: &'static str,
    pub(crate) token_expired: &'static str,
    pub(crate) token_invalid: &'static str,
    pub(crate) foreign: &'static str,
    pub(crate) not_understood: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) what_to_do: &'static str,
    pub(crate) details: &'static str,
}
