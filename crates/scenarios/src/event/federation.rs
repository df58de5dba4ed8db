//! Events about the federation endpoint.

use serde::Serialize;

/// What happened on the way to a console session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum FederationEvent<'a> {
    /// Temporary credentials were exchanged for a sign-in token.
    SigninTokenGot {
        /// The endpoint.
        endpoint: String,
        /// How long the console session will last.
        session_seconds: u32,
    },
    /// The URL that opens the console was made. It holds the token: to be shown is what it is for.
    FederatedUrl {
        /// The URL.
        url: &'a str,
    },
    /// The browser was told to open the URL.
    BrowserOpened {
        /// The program that opens it.
        program: &'a str,
    },
    /// The browser could not be told.
    BrowserNotOpened {
        /// The program that should have opened it.
        program: &'a str,
        /// Why.
        reason: String,
    },
}
