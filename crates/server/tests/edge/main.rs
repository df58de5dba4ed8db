//! The edge of the program, from outside: real sockets, real files, the real binary.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on is a failed test"
)]

mod binary;
mod console;
mod crowd;
mod floods;
mod health;
mod listeners;
mod packaging;
mod program;
mod site;
mod streaming;
mod tls;
