//! What the model demands of values, as data.

use std::{marker::PhantomData, sync::OnceLock};

use regex::Regex;

/// What a text has to be like.
#[derive(Debug)]
pub(crate) struct Text {
    /// The fewest characters.
    pub(crate) min: usize,
    /// The most characters.
    pub(crate) max: usize,
    /// What the whole text has to match.
    pub(crate) pattern: Option<&'static Pattern>,
    /// What the service says in words of its own, in place of the pattern and the minimum.
    pub(crate) own_words: Option<&'static str>,
}

impl Text {
    pub(crate) const ANY: Self = Self {
        min: 0,
        max: usize::MAX,
        pattern: None,
        own_words: None,
    };
}

/// A [`Text`] that no error and no log may show.
#[derive(Debug)]
pub(crate) struct SecretText(pub(crate) Text);

/// A whole number of 32 bits.
#[derive(Debug)]
pub(crate) struct Number {
    pub(crate) min: i32,
    pub(crate) max: i32,
}

/// `true` or `false`.
#[derive(Debug)]
pub(crate) struct Truth;

/// One of the values that a generated enum lists.
#[derive(Debug)]
pub(crate) struct OneOf<E>(PhantomData<fn() -> E>);

impl<E> OneOf<E> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

/// A generated structure.
#[derive(Debug)]
pub(crate) struct Structure<T>(PhantomData<fn() -> T>);

impl<T> Structure<T> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

/// Elements of one kind: `NAME.member.N`.
#[derive(Debug)]
pub(crate) struct List<S: 'static> {
    pub(crate) min: usize,
    pub(crate) max: usize,
    pub(crate) element: &'static S,
}

/// Pairs: `NAME.entry.N.key` and `NAME.entry.N.value`.
#[derive(Debug)]
pub(crate) struct Map<K: 'static, V: 'static> {
    pub(crate) max: usize,
    pub(crate) key: &'static K,
    pub(crate) value: &'static V,
}

/// A pattern of the model. AWS's patterns are Java's, and they match the whole text.
#[derive(Debug)]
pub(crate) struct Pattern {
    /// The pattern as AWS's messages show it.
    pub(crate) shown: &'static str,
    /// The same as expressions for the `regex` crate, all of which have to match.
    expressions: &'static [&'static str],
    compiled: OnceLock<Option<Vec<Regex>>>,
}

impl Pattern {
    pub(crate) const fn new(shown: &'static str, expressions: &'static [&'static str]) -> Self {
        Self {
            shown,
            expressions,
            compiled: OnceLock::new(),
        }
    }

    /// Whether the whole text matches. A pattern that does not compile matches nothing; a test
    /// compiles all.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| {
            let compile = |expression: &&str| Regex::new(expression).ok();
            self.expressions.iter().map(compile).collect()
        });
        compiled
            .as_ref()
            .is_some_and(|all| all.iter().all(|expression| expression.is_match(text)))
    }
}
