//! From forms to the inputs of operations.

use crate::{
    Error, Form, Operation,
    node::Node,
    shape::Shape,
    violation::{Place, Violations},
};

/// A structure that a request can hold.
pub trait Decode: Sized {
    /// Reads the members of the structure. `None` means that a violation was noted.
    fn decode(source: &mut Source<'_>) -> Option<Self>;
}

/// The input of an operation.
///
/// Members that the operation does not know are ignored, as AWS does.
///
/// # Errors
/// `ValidationError` with every violation of the model in one message, in AWS's words;
/// `MalformedInput` for a number or truth value that is none.
pub fn decode<O: Operation>(form: &Form) -> Result<O::Input, Error> {
    let mut violations = Violations::new(O::ROW.service);
    let input = O::Input::decode(&mut Source::new(Node::root(form), &mut violations));
    violations.into_result(input)
}

/// What a form holds at one place, and how to read the kinds of values there.
#[derive(Debug)]
pub struct Source<'a> {
    node: Node<'a>,
    violations: &'a mut Violations,
}

impl<'a> Source<'a> {
    pub(crate) fn new(node: Node<'a>, violations: &'a mut Violations) -> Self {
        Self { node, violations }
    }

    /// A member that has to be there.
    pub(crate) fn required<S: Shape>(&mut self, name: &'static str, shape: &S) -> Option<S::Value> {
        let Some(node) = self.node.member(name).filter(S::is_there) else {
            self.violations
                .missing(&Place::Member(&self.node.place, name));
            return None;
        };
        shape.read(&node, self.violations)
    }

    /// A member that may be missing. The outer `None` means that a violation was noted.
    #[expect(
        clippy::option_option,
        reason = "one level for what was read, one for whether it is there"
    )]
    pub(crate) fn optional<S: Shape>(
        &mut self,
        name: &'static str,
        shape: &S,
    ) -> Option<Option<S::Value>> {
        match self.node.member(name).filter(S::is_there) {
            Some(node) => shape.read(&node, self.violations).map(Some),
            None => Some(None),
        }
    }

    /// A list or map that may be missing, which is the same as an empty one.
    pub(crate) fn or_empty<S>(&mut self, name: &'static str, shape: &S) -> Option<S::Value>
    where
        S: Shape,
        S::Value: Default,
    {
        self.optional(name, shape).map(Option::unwrap_or_default)
    }
}

impl Decode for () {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(())
    }
}
