//! Documents become accounts and accounts documents, whole or not at all.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics is a test that fails"
)]

mod broken_off;
mod copies;
mod faults;
mod own_document;
mod pages;
mod schema;
mod secrets;
mod values;

mod world;
