//! Questions as they come, and the answers to them.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot go on is a failed test"
)]

mod asked;
mod errors;
mod explain;
mod hostile;
mod layers;
mod placement;
mod principals;
mod streams;
