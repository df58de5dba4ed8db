//! What a person reads, a module a language.

mod english;

use crate::{Event, Question};

/// The texts of a language.
pub struct Texts {
    /// The text of an event, without a new line at its end.
    pub event: fn(&Event<'_>) -> String,
    /// The text of a question, with the answers that are possible.
    pub question: fn(&Question<'_>) -> String,
    /// What is said, before it is asked again, of an answer that cannot be a code.
    pub no_code: &'static str,
}

/// English.
pub static ENGLISH: Texts = Texts {
    event: english::event,
    question: english::question,
    no_code: english::NO_CODE,
};
