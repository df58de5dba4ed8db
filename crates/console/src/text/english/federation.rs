//! What the federation endpoint says to people.

use crate::text::FederationTexts;

pub(super) const TEXTS: FederationTexts = FederationTexts {
    refused: "You could not be signed in",
    token_expired: "The link that you followed is too old. Such links count for fifteen minutes.",
    token_invalid: "The link that you followed is not valid here, or the role that it was made for is gone.",
    foreign: "The link that you followed leads to another site. This console leads to its own pages only.",
    not_understood: "The link that you followed is not complete.",
    failed: "The server cannot sign you in at the moment. Try again in a little while.",
    what_to_do: "Go back to where you found the link, and ask there for a new one.",
    details: "What was wrong",
};
