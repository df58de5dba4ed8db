//! The credential scope.

/// What a signing key is good for: one day, one region, one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scope<'s> {
    /// The day in UTC, eight digits: `20260131`.
    pub date: &'s str,
    /// The region, as the client names it: `eu-central-1`.
    pub region: &'s str,
    /// The service, as the client names it: `iam`.
    pub service: &'s str,
}

impl Scope<'_> {
    /// The word that ends every scope.
    pub(crate) const TERMINATOR: &'static str = "aws4_request";

    /// The scope as it is written in the string to sign, piece by piece.
    pub(crate) fn pieces(&self) -> [&str; 7] {
        [
            self.date,
            "/",
            self.region,
            "/",
            self.service,
            "/",
            Self::TERMINATOR,
        ]
    }
}
