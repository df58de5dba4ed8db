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
    /// Whether a message about elements says as well that they must be there. An element that is
    /// not there cannot be written in a form, so nothing else comes of it.
    pub(crate) not_null: bool,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{iam, sts};

    fn patterns() -> impl Iterator<Item = &'static Pattern> {
        iam::PATTERNS.iter().chain(sts::PATTERNS).copied()
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in patterns() {
            for expression in pattern.expressions {
                assert!(Regex::new(expression).is_ok(), "{}", pattern.shown);
            }
            assert!(!pattern.expressions.is_empty());
        }
        assert!(patterns().count() > 30);
    }

    #[track_caller]
    fn check(shown: &str, right: &[&str], wrong: &[&str]) {
        let mut found = patterns()
            .filter(|pattern| pattern.shown == shown)
            .peekable();
        assert!(found.peek().is_some(), "no shape has the pattern {shown}");
        for pattern in found {
            for text in right {
                assert!(pattern.matches(text), "{text:?} should match {shown}");
            }
            for text in wrong {
                assert!(!pattern.matches(text), "{text:?} should not match {shown}");
            }
        }
    }

    #[test]
    fn patterns_match_what_java_matches() {
        // Java's `\w` and `\d` are ASCII, and `$` at the end hides no line feed here.
        check(
            r"[\w+=,.@-]+",
            &["Bob", "a_b+c=d,e.f@g-h"],
            &["", "é", "a b", "a\n", "a/b", "٣"],
        );
        check(r"[\w+=,.@-]*", &["", "session"], &["Session1:2", "a\n"]);
        check(r"[\d]+", &["012345"], &["", "12a", "٣"]);
        check(
            r"\d{12}",
            &["123456789012"],
            &["12345678901", "1234567890123"],
        );
        check(r"[\w]+", &["AKIA_1"], &["a-b", ""]);
        check(
            r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)",
            &["/", "/a/", "/a/b/", "///"],
            &["", "a", "/a", "a/", "/a b/", "/\u{7f}/", "/é/", "/\n"],
        );
        check(
            r"\u002F[\u0021-\u007F]*",
            &["/", "/a", "/\u{7f}"],
            &["", "a/", "/ ", "/é"],
        );
        check(
            r"[\u0009\u000A\u000D\u0020-\u00FF]+",
            &["{}", "\t\n\r", "ÿ", "\u{80}"],
            &["", "\u{b}", "\u{100}", "😀", "\0"],
        );
        check(
            r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*",
            &["", "a ÿ"],
            &["\u{7f}", "\u{a0}", "\u{100}"],
        );
        check(
            r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*",
            &["", "naïve 名 ٣", "a:/=+-@_."],
            &["a*b", "a\tb", "e\u{301}", "😀", "[", r"\"],
        );
        check(
            r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?",
            &["v1", "v10.", "v2.a-b"],
            &["v0", "1", "v1x"],
        );
        check(
            "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
            &["abc", "a-b", "a-b-c", "0-0"],
            &["ab", "a--b", "-ab", "ab-", "aBc", "a-b\n", "aaa\n"],
        );
        check(
            r"((/[A-Za-z0-9\.,\+@=_-]+)*)/",
            &["/", "/a/", "/a/b/"],
            &["", "//", "/a", "/a!/"],
        );
        check(
            r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+",
            // Java reads `\u10000-\u10FFFF` as U+1000, the range from `0` to U+10FF, and two `F`.
            &["arn:aws:iam::aws:policy/é", "\u{fffd}"],
            &["", "😀", "\u{fffe}", "\0"],
        );
    }

    #[test]
    fn an_alias_has_at_most_63_characters() {
        let shown = "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$";
        check(shown, &[&"a".repeat(63)], &[&"a".repeat(64)]);
    }
}
