//! What is asked, and by which policies it is decided, in terms that both engines know.

use std::net::IpAddr;

/// The account of every caller and of every resource.
pub(crate) const ACCOUNT: &str = "123456789012";
/// The user that asks.
pub(crate) const USER: &str = "arn:aws:iam::123456789012:user/bench";
/// The role of the session that asks.
pub(crate) const ROLE: &str = "arn:aws:iam::123456789012:role/teams/bench";
/// The session that asks.
pub(crate) const SESSION: &str = "arn:aws:sts::123456789012:assumed-role/bench/session";

/// How many questions a case has; those that a generator makes are all different.
pub(crate) const QUESTIONS: usize = 1_000;

/// A caller, its policies and questions.
pub(crate) struct Case {
    /// What it is, for the table.
    pub(crate) name: &'static str,
    /// How many statements the policies have together.
    pub(crate) statements: usize,
    pub(crate) caller: Caller,
    pub(crate) policies: Policies,
    /// In an order in which neighbours have little in common.
    pub(crate) questions: Vec<Question>,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// [`USER`].
    User,
    /// [`SESSION`], of [`ROLE`].
    Session,
}

/// Documents of AWS, layer by layer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Policies {
    /// Those of the user or role.
    pub(crate) identity: Vec<String>,
    /// That of the bucket that all questions are about.
    pub(crate) resource: Option<String>,
    pub(crate) boundary: Option<String>,
    pub(crate) session: Option<String>,
}

/// A question and its answer.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) facts: Vec<(&'static str, Fact)>,
    /// Whether it is allowed.
    pub(crate) allowed: bool,
}

/// The value of a condition key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    Text(String),
    Bool(bool),
    Address(IpAddr),
}

impl Case {
    /// A case whose questions come in a mixed order.
    pub(crate) fn new(
        name: &'static str,
        caller: Caller,
        policies: Policies,
        questions: Vec<Question>,
    ) -> Self {
        Self {
            name,
            statements: 0,
            caller,
            policies,
            questions: mixed(questions),
        }
    }
}

/// The same list, each item far from those that were its neighbours.
fn mixed<T>(list: Vec<T>) -> Vec<T> {
    // A prime, so that every place is met once unless the list's length is a multiple of it.
    const STRIDE: usize = 617;
    let count = list.len();
    let mut places: Vec<(usize, T)> = (0..)
        .zip(list)
        .map(|(place, item)| (place * STRIDE % count, item))
        .collect();
    places.sort_by_key(|(place, _)| *place);
    places.into_iter().map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_loses_nothing() {
        let mut list = mixed((0..QUESTIONS).collect());
        assert_ne!(list[1], 1);
        list.sort_unstable();
        assert!(list.into_iter().eq(0..QUESTIONS));
    }
}
