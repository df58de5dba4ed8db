//! Times, as pages show them: in UTC, to the second.

use std::fmt;

use askama::filters::HtmlSafe;
use iamd_ident::Timestamp;

/// A time as an element `time`. In a template: `{{ crate::moment::moment(at) }}`.
pub(crate) struct Moment(Timestamp);

/// A time as an element.
pub(crate) fn moment(at: impl At) -> Moment {
    Moment(at.at())
}

/// A time, however many references a template puts before it.
pub(crate) trait At {
    /// The time.
    fn at(&self) -> Timestamp;
}

impl At for Timestamp {
    fn at(&self) -> Timestamp {
        *self
    }
}

impl<T: At> At for &T {
    fn at(&self) -> Timestamp {
        (**self).at()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exact = self.0.strftime("%Y-%m-%dT%H:%M:%SZ");
        let shown = self.0.strftime("%Y-%m-%d %H:%M:%S UTC");
        write!(f, r#"<time datetime="{exact}">{shown}</time>"#)
    }
}

/// SECURITY: digits and the marks between them need no escape.
impl HtmlSafe for Moment {}
