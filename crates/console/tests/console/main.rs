//! The console as browsers know it: every page in process, over a store in memory, with a clock that
//! tests move and a browser that keeps cookies and fills in forms.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics is a test that fails"
)]

mod access;
mod account;
mod audit;
mod authenticator;
mod browser;
mod buckets;
mod document;
mod federation;
mod forgery;
mod frame;
mod groups;
mod home;
mod objects;
mod page;
mod picture;
mod policies;
mod roles;
mod security;
mod sign_in;
mod sound;
mod stale_forms;
mod sweep;
mod switch_role;
mod users;
mod world;
