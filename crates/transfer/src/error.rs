//! How documents are refused.

use iamd_directory::Error as DirectoryError;
use iamd_ident::AccountId;
use iamd_objects::Error as ObjectsError;

/// What was read is no account. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is nothing.
    #[error("there is nothing in it")]
    Empty,
    /// It is too long.
    #[error("it has more than {most} bytes")]
    TooLong {
        /// How long it may be.
        most: usize,
    },
    /// It is JSON of another kind, or none.
    #[error("it is neither an export of iamd nor an output of get-account-authorization-details")]
    Unknown,
    /// It was written by a later version.
    #[error("it has version {version}, and this program reads version {known}")]
    Version {
        /// The version that it has.
        version: u32,
        /// The version that is read.
        known: u32,
    },
    /// It is not JSON, or something in it is not what it should be.
    #[error("{place}{dash}{reason}", dash = if place.is_empty() { "" } else { ": " })]
    Malformed {
        /// Where, as a JSON path; empty if nobody knows.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// Things of several accounts are in it.
    #[error("{place}: this is of account {other}, and what is before it of account {account}")]
    SeveralAccounts {
        /// Where.
        place: String,
        /// The account that was first.
        account: AccountId,
        /// The other one.
        other: AccountId,
    },
    /// The last page says that there is more.
    #[error("the account is not whole: every page says that there is more (IsTruncated)")]
    Truncated,
}

/// An account cannot be told or made.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// What was read contradicts itself.
    #[error("{place}: {what}")]
    Fault {
        /// Where in the document.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// Something came into use elsewhere meanwhile.
    #[error("{what} came into use while the account was imported; nothing was changed")]
    TakenMeanwhile {
        /// What.
        what: String,
    },
    /// The last record could perhaps be written, and the store does not tell whether it was.
    #[error(
        "nobody knows whether the account is there now; the next start finds it or clears it away"
    )]
    InDoubt(#[source] DirectoryError),
    /// The directory says no.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The objects say no.
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    /// What was to be told cannot be written as JSON.
    #[error("the account cannot be written as JSON")]
    Json(#[source] serde_json::Error),
    /// Whoever asked is gone.
    #[error("whoever asked for the account has gone away")]
    Gone,
}
