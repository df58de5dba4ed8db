//! What tests share: a clock that they move, chance that repeats itself, a disk that loses power.
//!
//! Nothing here ships. Fixtures that need a store or a server stand with the tests of those crates.

mod clock;
mod disk;
mod random;

pub use clock::ManualClock;
pub use disk::{DoubleDisk, Faults};
pub use random::SeededRandom;
