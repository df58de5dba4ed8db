//! The console in a real browser.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod every_page;
mod federated_url;
mod first_day;
mod hostile;
mod world;
