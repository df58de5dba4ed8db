//! Requests that were tampered with, sent to a started server, which must accept none.
//!
//! A *forgery* begins as a request that the server would grant: of IAM, STS or S3, signed in the header
//! or in the query, with a long-lived key or with temporary credentials. Then one thing is done to it
//! that must cost it its effect: a signed byte is changed, it is signed with another's secret, its token
//! is another's, it comes too late, it asks for what no policy grants. The answer is one of the refusals
//! that belong to what was done, or the server has a hole.
//!
//! What this is not: fuzzing of parsers (`iamd-fuzz` does that). Nearly everything sent here parses.
//!
//! ```text
//! World: a server with users, a role, a bucket ── Forgery: a request and what was done to it ──┐
//!                                                                                              ▼
//! Report: how many of each kind, refused with which code ◀── Wire: many connections at once ── answers
//! ```
//!
//! # Entry points
//! [`run()`] with a [`Plan`]; the program `iamd-hostile`, which `cargo xtask hostile` builds and runs.
//! Whatever is sent goes to the loopback address that the started server listens on.

mod forgery;
mod report;
mod request;
mod run;
mod server;
mod wire;
mod world;

pub use report::Report;
pub use run::{Plan, run};
