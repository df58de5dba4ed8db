//! Patterns of text with variables.

use smallvec::SmallVec;

use super::variable::{self, Expansion};
use crate::{
    document::Version,
    glob::{Glob, GlobBuilder, Token},
    request::{Context, ScalarText, Value},
};

/// A pattern in which the values of the request's keys may stand.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TextPattern {
    glob: Glob,
    variables: Box<[Variable]>,
}

/// The values of a pattern's variables: on the stack if there are at most eight.
type VariableValues<'a> = SmallVec<[ScalarText<'a>; 8]>;

/// A variable of a pattern.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    key: Box<str>,
    default: Option<Box<str>>,
}

impl TextPattern {
    /// A pattern in which `*` and `?` are wildcards.
    pub(crate) fn wildcards(text: &str, version: Version) -> Self {
        let mut builder = PatternBuilder::default();
        builder.text(text, version, Wildcards::On);
        builder.finish()
    }

    /// A pattern in which they are plain text.
    pub(crate) fn plain(text: &str, version: Version) -> Self {
        let mut builder = PatternBuilder::default();
        builder.text(text, version, Wildcards::Off);
        builder.finish()
    }

    /// The pattern without the variables.
    pub(crate) fn glob(&self) -> &Glob {
        &self.glob
    }

    /// The pattern without the variables, which only one that has none can do without.
    pub(crate) fn into_glob(self) -> Glob {
        self.glob
    }

    /// Whether the pattern means the same for every request.
    pub(crate) fn is_constant(&self) -> bool {
        self.variables.is_empty()
    }

    /// Whether a text fits; never if a variable has no value.
    pub(crate) fn matches(&self, text: &str, context: &dyn Context) -> bool {
        if self.variables.is_empty() {
            return self.glob.matches(text, &[]);
        }
        let values: Option<VariableValues<'_>> = self
            .variables
            .iter()
            .map(|variable| variable.value(context))
            .collect();
        values.is_some_and(|values| self.glob.matches(text, &values))
    }
}

impl Variable {
    /// The text to put in. None if the request has no value and the pattern no default, or if the
    /// key may have several values.
    ///
    /// SOURCE: IAM User Guide, "IAM policy elements: Variables and tags".
    pub(crate) fn value<'a>(&'a self, context: &'a dyn Context) -> Option<ScalarText<'a>> {
        match context.get(&self.key) {
            Some(Value::One(scalar)) => Some(scalar.text()),
            Some(Value::Many(_) | Value::Ambiguous) => None,
            None => self.default.as_deref().map(ScalarText::borrowed),
        }
    }
}

/// Whether `*` and `?` are wildcards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wildcards {
    On,
    Off,
}

/// Makes a [`TextPattern`] from left to right.
#[derive(Debug, Default)]
pub(crate) struct PatternBuilder {
    glob: GlobBuilder,
    variables: Vec<Variable>,
}

impl PatternBuilder {
    /// Adds text with variables, if the version has them, and wildcards.
    pub(crate) fn text(&mut self, text: &str, version: Version, wildcards: Wildcards) {
        for part in Parts::new(text, version) {
            match part {
                Part::Plain(text) if wildcards == Wildcards::Off => self.glob.literal(text),
                Part::Plain(text) => self.wildcards(text),
                Part::Expansion(expansion) => self.expansion(&expansion),
            }
        }
    }

    /// Adds plain text.
    pub(crate) fn literal(&mut self, text: &str) {
        self.glob.literal(text);
    }

    /// Adds a wildcard.
    pub(crate) fn token(&mut self, token: Token) {
        self.glob.token(token);
    }

    /// Adds what a variable stands for.
    pub(crate) fn expansion(&mut self, expansion: &Expansion<'_>) {
        match expansion {
            Expansion::Character(character) => self.glob.literal(character),
            Expansion::Key { key, default } => {
                self.glob.token(Token::Variable(self.variables.len()));
                self.variables.push(variable(key, *default));
            }
        }
    }

    /// Adds text with wildcards and without variables.
    pub(crate) fn wildcards(&mut self, text: &str) {
        for part in text.split_inclusive(['*', '?']) {
            if let Some(literal) = part.strip_suffix('*') {
                self.glob.literal(literal);
                self.glob.token(Token::Run);
            } else if let Some(literal) = part.strip_suffix('?') {
                self.glob.literal(literal);
                self.glob.token(Token::One);
            } else {
                self.glob.literal(part);
            }
        }
    }

    pub(crate) fn finish(self) -> TextPattern {
        TextPattern {
            glob: self.glob.finish(),
            variables: self.variables.into(),
        }
    }
}

pub(crate) fn variable(key: &str, default: Option<&str>) -> Variable {
    Variable {
        key: key.into(),
        default: default.map(Into::into),
    }
}

/// A text cut at its variables.
pub(crate) struct Parts<'t> {
    rest: &'t str,
    version: Version,
}

/// A part of a text.
#[derive(Debug)]
pub(crate) enum Part<'t> {
    /// Text without variables.
    Plain(&'t str),
    /// A variable.
    Expansion(Expansion<'t>),
}

impl<'t> Parts<'t> {
    /// The older version has no variables.
    pub(crate) fn new(text: &'t str, version: Version) -> Self {
        Self {
            rest: text,
            version,
        }
    }

    /// Where the next variable begins, what it is, and what follows it.
    fn next_variable(&self) -> Option<(usize, Expansion<'t>, &'t str)> {
        if self.version == Version::V2008 {
            return None;
        }
        let mut from = 0;
        loop {
            let place = from + self.rest.get(from..)?.find("${")?;
            if let Some((expansion, after)) = variable::read(self.rest.get(place..)?) {
                return Some((place, expansion, after));
            }
            from = place + 1;
        }
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        match self.next_variable() {
            None => Some(Part::Plain(std::mem::take(&mut self.rest))),
            Some((0, expansion, after)) => {
                self.rest = after;
                Some(Part::Expansion(expansion))
            }
            Some((place, ..)) => {
                let (plain, rest) = self.rest.split_at_checked(place)?;
                self.rest = rest;
                Some(Part::Plain(plain))
            }
        }
    }
}
