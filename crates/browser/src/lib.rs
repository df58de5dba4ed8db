//! A real browser against a started `iamd`, for the tests of the console.
//!
//! What this crate deliberately is not: it knows no page. The tests in `tests/browser/` do.
//!
//! ```text
//! Server ── iamd of its own, on free ports of loopback
//! Browser ─ chromedriver of its own ─ headless Chromium, with an empty profile
//!    └──── Accessibility: what axe-core finds on the page that is shown
//! ```
//!
//! # Invariants
//! - Every process is started here, on a free port, and ended by its own process id when its value
//!   is dropped.
//! - The programs are those that the environment names: `IAMD`, `CHROMEDRIVER`, `CHROMIUM`, and
//!   the script `AXE_CORE`. `cargo xtask test` sets them.
//!
//! # Entry points
//! [`Server::start`], [`Browser::start`], [`serious_faults`].

mod accessibility;
mod browser;
mod environment;
mod process;
mod server;

pub use accessibility::{Fault, serious_faults};
pub use browser::{Browser, ColorScheme};
pub use environment::Environment;
pub use server::{RootKey, Server};
