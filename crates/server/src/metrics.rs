//! What the server tells of itself in numbers, in the text format of Prometheus.
//!
//! ```text
//! listen::Counts ─┐
//! rates::Counts ──┤                        GET /metrics
//! Performed ──────┼── service::gather ── Page ── TABLE's order ── text
//! store, audit ───┘
//! ```
//!
//! There is no registry. Whoever counts keeps plain atomic numbers and tells them when it is asked; a
//! scrape reads them all. A new number is a row of [`table::TABLE`], a line where the service gathers,
//! and a row of `docs/metrics.md`; tests compare the three.
//!
//! SECURITY: labels have closed sets of values. No name, ARN, id or address of anybody is one: they
//! would tell who does what, and let callers make the page large.

mod histogram;
mod page;
mod performed;
pub mod process;
pub mod table;

pub use histogram::Histogram;
pub use page::Page;
pub use performed::{Answerer, Performed, Reason};

/// The media type of the page.
///
/// SOURCE: Prometheus, "Exposition formats", text format 0.0.4.
pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";
