//! How often callers may ask.

use std::net::IpAddr;

use crate::Caller;

/// Bounds how often callers may ask. It stands behind authentication and before the operation, so it
/// neither waits nor fails.
pub trait Pace: Send + Sync + 'static {
    /// Whether this caller may ask once more now. If so, it has.
    fn admits(&self, caller: &Caller) -> bool;

    /// Notes that nobody is known to have sent a request that came from `address`.
    fn note_unproved(&self, address: IpAddr);
}

/// No bounds, for tests.
impl Pace for () {
    fn admits(&self, _caller: &Caller) -> bool {
        true
    }

    fn note_unproved(&self, _address: IpAddr) {}
}
