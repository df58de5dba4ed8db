//! Laws that hold for every policy, in every layer and for every caller.
//!
//! One law is one test. What it says has its exceptions beside it; where none stands there is none:
//! `NotAction`, `NotPrincipal`, variables, keys with several values, statements that nobody could
//! have saved and unknown operators are among what the generators make. `sts:GetCallerIdentity` is
//! among the actions: it is asked of no policy, and is the exception to every law that says "denied".

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by a panic"
)]

mod allow_and_deny;
mod composition;
mod form;
mod generate;
mod index;
mod not_principal;
mod operators;
mod reach;
mod texts;
mod words;
mod world;
