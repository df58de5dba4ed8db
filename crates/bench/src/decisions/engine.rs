//! The engines, as the measurement sees them.

use anyhow::{Result, ensure};

use super::case::Case;

/// What answers the questions of a case, prepared.
pub(crate) trait Engine: Sized {
    /// What stands in an error.
    const NAME: &'static str;

    /// Reads the policies, and prepares all that does not belong to a decision.
    fn prepare(case: &Case) -> Result<Self>;

    /// Whether the question of this number is allowed. Numbers begin anew behind the last question.
    fn is_allowed(&self, number: usize) -> bool;
}

/// Checks every answer.
///
/// # Errors
/// One is wrong.
pub(crate) fn check<E: Engine>(engine: &E, case: &Case) -> Result<()> {
    for (number, question) in (0..).zip(&case.questions) {
        let allowed = engine.is_allowed(number);
        ensure!(
            allowed == question.allowed,
            "{} says {allowed} to question {number} of {}, {} statements: {question:?}",
            E::NAME,
            case.name,
            case.statements,
        );
    }
    Ok(())
}
