//! Time, as an argument.

/// A moment, in UTC, to the nanosecond.
pub use jiff::Timestamp;

/// Whoever can say what time it is.
///
/// Nothing below the edge of the program reads the wall clock: it takes a `Clock`, so that tests
/// and development mode can move time.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;
}
