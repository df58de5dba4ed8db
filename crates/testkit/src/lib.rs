//! What tests share: a clock that they move and chance that repeats itself.
//!
//! Nothing here ships. Fixtures that need a store or a server stand with the tests of those crates.

mod clock;
mod random;

pub use clock::ManualClock;
pub use random::SeededRandom;
