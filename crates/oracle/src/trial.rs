//! One run of the evaluator: the question, the faults that are on, and what was seen.

use std::cell::RefCell;

use crate::{
    condition::Test,
    fault::Faults,
    question::Question,
    seen::{Cell, Seen},
};

/// One run of the evaluator.
pub(crate) struct Trial<'a> {
    pub(crate) question: &'a Question<'a>,
    pub(crate) faults: Faults,
    pub(crate) seen: &'a RefCell<Seen>,
}

impl Trial<'_> {
    /// Notes how the test of a key went.
    pub(crate) fn saw_test(&self, test: Test) {
        self.saw(Cell::Test(test));
    }

    /// Notes that something was reached.
    pub(crate) fn saw(&self, cell: Cell) {
        self.seen.borrow_mut().count(cell);
    }
}
