//! What pages of errors say.

use crate::text::ErrorTexts;

pub(super) const TEXTS: ErrorTexts = ErrorTexts {
    home: "Go to the home page",
    forged: "This form was not accepted",
    forged_text: "The form did not come from a page that this console showed you, or you have signed in again since. Nothing was changed. Open the page again and send the form from there.",
    another: "You act as somebody else now",
    another_text: "You act as {} now. When this page was shown it was somebody else: you have switched roles since, or the role's session has ended. Nothing was changed. Open the page again and look whether it is still what you want.",
    midway: "Not all of it was done",
    midway_text: "This took a while. Meanwhile your session has ended, or somebody else acts in it, or the server cannot look it up. What was done before that is done, the rest is not. Open the page again and look how far it came.",
    missing: "There is no such page",
    missing_text: "Nothing has this address. Perhaps it was deleted, or the address has a mistake in it.",
    method: "This page cannot be used like that",
    method_text: "The address is right, but it does not take this kind of request.",
    too_large: "That was too much",
    too_large_text: "The form is larger than this page accepts. Nothing was changed.",
    too_slow: "That took too long",
    too_slow_text: "The form did not arrive in time. Nothing was changed. Try again, perhaps where the connection is better.",
    often: "Too much was asked at once",
    often_text: "Nothing was changed. Wait some seconds, then try again.",
    unavailable: "The server cannot do this at the moment",
    unavailable_text: "Nothing was changed. Try again in a little while.",
    wrong: "The request was not understood",
    wrong_text: "Something in the request is missing or malformed. Nothing was changed.",
    failed: "Something went wrong",
    failed_text: "The server could not answer. It has noted what happened; try again in a little while.",
    ended: "Your session has ended",
    ended_text: "Sessions end after a while. Whatever you did before is kept.",
    to_issuer: "Sign in again where you came from",
    to_sign_in: "Sign in again",
};
