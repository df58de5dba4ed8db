//! JSON with places.
//!
//! Policies need more than a JSON library gives: where each element stands, and no second value for
//! a key, which would let two readers see two policies in one text.

mod parse;
mod print;

pub(crate) use parse::parse;
pub(crate) use print::{Writer, quoted};

use crate::position::Span;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    /// As written.
    Number(Box<str>),
    String(Box<str>),
    Array(Vec<Node>),
    /// In the order of the text; no two keys are equal.
    Object(Vec<Member>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) key: Box<str>,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}
