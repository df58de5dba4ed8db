//! Accounts as documents: written to be made anew on another server, and read again.
//!
//! Two kinds of documents are read. One is iamd's own, which holds all of an account and is described
//! in `docs/export.md` and, for machines, in `docs/export.schema.json`. The other is what AWS answers
//! to `GetAccountAuthorizationDetails`, in pages or as a whole, so that a copy of a real account can be
//! tested.
//!
//! What this crate deliberately is not: it decides nothing and knows no record. What ties an account
//! together is checked by the directory, which makes it whole or not at all.
//!
//! ```text
//! an account ── Exporter ──▶ export ──▶ a document, piece by piece
//!
//! a document ──▶ Incoming::read ──▶ a Portable ──▶ import ──▶ plan ──▶ an account
//!  either kind     ids, names,       names of the             dry run:
//!                  dates, texts      account and the          ends here
//!                                    partition of today
//! ```
//!
//! # Invariants
//! - A document that is not understood changes nothing, and the error says where it stands.
//! - Nothing is passed over in silence: what does not come along, and what is not as it was told,
//!   stands in a remark. A document of iamd's has no member that is not known.
//! - What an export of an import tells is what was imported.
//!
//! # Entry points
//! [`export()`], [`Incoming::read`], [`import()`].
//!
//! ```
//! use iamd_ident::Partition;
//! use iamd_transfer::{Incoming, Target};
//!
//! let page = br#"{"UserDetailList": [{"Path": "/", "UserName": "Ann", "CreateDate":
//!     "2026-01-31T00:00:00Z", "UserId": "AIDAQ2UWEXAMPLEQ2UWEX",
//!     "Arn": "arn:aws:iam::123456789012:user/Ann"}], "IsTruncated": false}"#;
//! let target = Target { partition: Partition::Aws, account: None };
//! let incoming = Incoming::read(page, &target)?;
//! assert_eq!(incoming.portable().users[0].name.as_str(), "Ann");
//! # Ok::<(), iamd_transfer::ReadError>(())
//! ```

mod authorization_details;
mod document;
mod error;
mod export;
mod faults;
mod import;
mod incoming;
mod place;
mod renaming;

pub use error::{ReadError, TransferError};
pub use export::{Header, export};
pub use import::{Outcome, import};
pub use incoming::{Incoming, Target};

/// LIMIT: bytes of what is read. It is held in memory, and about twice as much beside it.
pub const DOCUMENT_BYTES_MAX: usize = 256 << 20;
