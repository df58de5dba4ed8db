//! Policy documents as they are written.

mod fault;
mod principals;
mod print;
mod public;
mod read;
mod size;
mod validate;

pub use fault::{DocumentError, DocumentErrorCode, DocumentFault, ResourcePolicyFault};
pub use principals::{NamedEntity, NamedPrincipal};
pub use size::{SizeQuota, counted_bytes};
pub use validate::DocumentKind;

use crate::{
    compile::Compiled,
    json,
    position::{Position, Span},
};

/// A policy document: what it says and where it says it, not yet what it means.
///
/// Two documents are equal if they say the same in the same order, wherever it stands. Printed, a
/// document is JSON that reads as the same document; what is stored and shown to users is always
/// the text that they sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// `Version`.
    pub version: Option<Located<Version>>,
    /// `Id`.
    pub id: Option<Located<Box<str>>>,
    /// `Statement`, at least one.
    pub statements: Vec<Located<Statement>>,
}

/// A value with the place in the text that says it.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// The place does not count.
impl<T: PartialEq> PartialEq for Located<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Located<T> {}

/// The versions of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Version {
    /// `2008-10-17`, which has no variables.
    V2008,
    /// `2012-10-17`.
    V2012,
}

impl Version {
    /// Every version.
    pub const ALL: [Self; 2] = [Self::V2008, Self::V2012];

    /// The version as documents write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2008 => "2008-10-17",
            Self::V2012 => "2012-10-17",
        }
    }
}

/// What a statement does when it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// It denies.
    Deny,
    /// It allows.
    Allow,
}

impl Effect {
    /// Every effect.
    pub const ALL: [Self; 2] = [Self::Deny, Self::Allow];

    /// The effect as documents must write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deny => "Deny",
            Self::Allow => "Allow",
        }
    }
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// `Sid`, which may be empty.
    pub sid: Option<Located<Box<str>>>,
    /// `Effect`.
    pub effect: Located<EffectWord>,
    /// `Principal` or `NotPrincipal`.
    pub principal: Option<Located<PrincipalElement>>,
    /// `Action` or `NotAction`.
    pub action: Option<Located<Patterns>>,
    /// `Resource` or `NotResource`.
    pub resource: Option<Located<Patterns>>,
    /// `Condition`.
    pub condition: Option<Located<ConditionBlock>>,
}

/// An effect with the word that was written for it, whose case may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectWord {
    /// The effect that is meant.
    pub effect: Effect,
    /// The word.
    pub word: Box<str>,
}

impl EffectWord {
    /// Whether the word is written as it must be.
    pub fn is_exact(&self) -> bool {
        &*self.word == self.effect.as_str()
    }
}

/// The values of `Action`, `Resource` or their complements; one value need not be a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patterns {
    /// `NotAction` or `NotResource`.
    pub negated: bool,
    /// The values, perhaps none.
    pub values: Vec<Located<Box<str>>>,
}

/// The value of `Principal` or `NotPrincipal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalElement {
    /// `NotPrincipal`.
    pub negated: bool,
    /// Who is named.
    pub principals: Principals,
}

/// Who a `Principal` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principals {
    /// A bare text, such as `*`.
    Text(Box<str>),
    /// By kind, such as `AWS` or `Service`.
    ByKind(Vec<PrincipalKind>),
}

/// The principals of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalKind {
    /// The kind as written, such as `AWS`.
    pub name: Located<Box<str>>,
    /// The principals, perhaps none; one need not be a list.
    pub values: Vec<Located<Box<str>>>,
}

/// The value of `Condition`: all its operators must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConditionBlock {
    /// The operators, perhaps none.
    pub operators: Vec<ConditionOperator>,
}

impl ConditionBlock {
    /// Whether nothing is asked: no operator has a key.
    pub fn is_empty(&self) -> bool {
        self.operators
            .iter()
            .all(|operator| operator.keys.is_empty())
    }
}

/// An operator with its keys, all of which must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionOperator {
    /// The operator as written, such as `ForAnyValue:StringLikeIfExists`. It may be unknown.
    pub name: Located<Box<str>>,
    /// Its keys, perhaps none.
    pub keys: Vec<ConditionKey>,
}

/// A key of the context with the values that it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionKey {
    /// The key as written, such as `aws:SourceIp`.
    pub name: Located<Box<str>>,
    /// The values, perhaps none; one value need not be a list.
    pub values: Vec<Located<ConditionValue>>,
}

/// A value of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionValue {
    /// A text.
    Text(Box<str>),
    /// A number as written.
    Number(Box<str>),
    /// `true` or `false`.
    Bool(bool),
}

impl ConditionValue {
    /// The value as text: numbers as written, booleans as `true` or `false`.
    ///
    /// SOURCE: IAM User Guide, "Grammar of the IAM JSON policy language": quotation marks around
    /// numbers and booleans are optional.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
            Self::Bool(true) => "true",
            Self::Bool(false) => "false",
        }
    }
}

impl Document {
    /// Reads a document. A document with a fault that [`Document::validate`] finds is still read,
    /// so that what is stored can always be looked at.
    ///
    /// # Errors
    /// The text is no JSON, or not of a policy's shape, or beyond a limit: every
    /// [`DocumentFault::Syntax`].
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        read::document(&json::parse(text)?)
    }

    /// Reads and checks a document that is to be saved. This is [`Document::parse`] and
    /// [`Document::validate`], with the messages that documents of the kind have for what cannot be
    /// read.
    ///
    /// # Errors
    /// The first fault, in the order in which AWS finds them.
    pub fn check(text: &str, kind: DocumentKind<'_>) -> Result<Self, DocumentError> {
        let document = validate::read(text, kind)?;
        document.validate(kind)?;
        Ok(document)
    }

    /// Checks a document that could be read and is to be saved. Whether the principals exist that it
    /// names is another question: see [`Document::principals`].
    ///
    /// # Errors
    /// The first fault, in the order in which AWS finds them.
    pub fn validate(&self, kind: DocumentKind<'_>) -> Result<(), DocumentError> {
        validate::document(self, kind)
    }

    /// What the document means, ready to decide. It need not pass [`Document::validate`].
    ///
    /// SECURITY: a statement in which one of these is found never allows, and denies whatever its
    /// other elements match: an unknown operator with a key, an unknown kind of principal, an effect
    /// in the wrong case, a principal in a policy that is attached, and, but for the resource of a
    /// trust policy, a missing or empty action or resource. A value that its operator cannot read
    /// matches nothing, in a Deny too. Everything else is decided as it is written.
    pub fn compile(&self) -> Compiled {
        self.compile_with_entities(|_| None)
    }

    /// What the document means, as [`Document::compile`] has it, with users and roles in the place
    /// of the names that begin at some positions. A user whom a policy of a resource names by ARN is
    /// the one who had it when the policy was saved, whoever has it now.
    pub fn compile_with_entities(
        &self,
        mut entity: impl FnMut(Position) -> Option<NamedEntity>,
    ) -> Compiled {
        Compiled::new(self, &mut entity)
    }
}
