//! Patterns with wildcards, as lists of tokens.
//!
//! A pattern becomes tokens once; text that is put in for a variable is compared and never read as
//! a pattern, so a `*` in a user's name is a star and no wildcard.
//!
//! Matching never goes back over a decision. The tokens are split into groups at each
//! [`Token::Run`]. The first group stands at the beginning of the text, the last at its end, and
//! each other at the first place where it fits behind the one before: that leaves the most text to
//! those that follow, so no later place need be tried. A group to be searched is plain text with
//! perhaps some `?` behind it, as a `?` before it changes places with the `*`.
//!
//! Patterns of which that is not true, because a `?` stands inside of a group that is searched or a
//! `*` must stop at colons, go through all their states at once: [`states`].
//!
//! LIMIT: a match looks at each byte of the text and of the pattern twice at most; one that goes
//! through states takes a step for each byte of the text and each 64 bytes of the pattern, of which
//! no more count than the text has. The tests search for input that takes longer.

use memchr::memmem;
use smallvec::SmallVec;

use crate::request::ScalarText;

mod states;

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glob {
    tokens: Box<[Token]>,
    /// Whether its groups can be placed one after the other.
    in_groups: bool,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// This text.
    Literal(Box<str>),
    /// Any one character: `?`.
    One,
    /// Any one character but a colon.
    SegmentOne,
    /// Any text, also none: `*`.
    Run,
    /// Any text without a colon, also none.
    SegmentRun,
    /// The value of a variable, by its place among the pattern's variables.
    Variable(usize),
}

impl Token {
    fn is_run(&self) -> bool {
        matches!(self, Self::Run)
    }
}

/// Counts the steps of a match. The tests do, the decision does not.
pub(crate) trait Meter {
    /// So many bytes or tokens were looked at.
    fn step(&mut self, count: usize);
}

/// Counts nothing.
#[derive(Debug)]
pub(crate) struct NoMeter;

impl Meter for NoMeter {
    fn step(&mut self, _count: usize) {}
}

/// Makes a [`Glob`] from left to right.
#[derive(Debug, Default)]
pub(crate) struct GlobBuilder {
    tokens: Vec<Token>,
    literal: String,
}

impl GlobBuilder {
    /// Adds plain text.
    pub(crate) fn literal(&mut self, text: &str) {
        self.literal.push_str(text);
    }

    /// Adds a wildcard or a variable. Wildcards of any length that stand side by side become one,
    /// and a `?` comes before a `*` that stands before it.
    pub(crate) fn token(&mut self, token: Token) {
        self.flush();
        match (self.tokens.last_mut(), &token) {
            (Some(Token::Run | Token::SegmentRun), Token::SegmentRun) => {}
            (Some(last @ (Token::Run | Token::SegmentRun)), Token::Run) => *last = Token::Run,
            (Some(last @ Token::Run), Token::One) => {
                *last = Token::One;
                self.tokens.push(Token::Run);
            }
            _ => self.tokens.push(token),
        }
    }

    /// The pattern.
    pub(crate) fn finish(mut self) -> Glob {
        self.flush();
        let in_groups = self.is_in_groups();
        Glob {
            tokens: self.tokens.into(),
            in_groups,
        }
    }

    fn is_in_groups(&self) -> bool {
        let mut groups = self.tokens.split(Token::is_run);
        let stops = |group: &[Token]| group.contains(&Token::SegmentRun);
        if groups.clone().any(stops) {
            return false;
        }
        // What stands at either end of the text is not searched.
        let _first = groups.next();
        let _last = groups.next_back();
        groups.all(|group| {
            let text = group.split(is_wildcard).next().unwrap_or_default();
            group
                .iter()
                .skip(text.len())
                .all(|token| *token == Token::One)
        })
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.tokens
                .push(Token::Literal(std::mem::take(&mut self.literal).into()));
        }
    }
}

impl Glob {
    /// The plain text that each text must begin with.
    pub(crate) fn prefix(&self) -> &str {
        match self.tokens.first() {
            Some(Token::Literal(text)) => text,
            _ => "",
        }
    }

    /// Whether exactly the texts fit that begin with [`Glob::prefix`].
    pub(crate) fn is_prefix(&self) -> bool {
        matches!(
            &*self.tokens,
            [Token::Run] | [Token::Literal(_), Token::Run]
        )
    }

    /// The text, if there is exactly one that fits.
    pub(crate) fn as_exact(&self) -> Option<&str> {
        match &*self.tokens {
            [] => Some(""),
            [Token::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether the whole text fits. `values` are those of the variables.
    pub(crate) fn matches(&self, text: &str, values: &[ScalarText<'_>]) -> bool {
        self.matches_metered(text, values, &mut NoMeter)
    }

    pub(crate) fn matches_metered(
        &self,
        text: &str,
        values: &[ScalarText<'_>],
        meter: &mut impl Meter,
    ) -> bool {
        if !self.in_groups {
            return states::matches(&self.tokens, text, values, meter);
        }
        Match { values, meter }.whole(&self.tokens, text)
    }
}

/// One match in progress.
struct Match<'a, M> {
    values: &'a [ScalarText<'a>],
    meter: &'a mut M,
}

impl<M: Meter> Match<'_, M> {
    fn whole(&mut self, tokens: &[Token], text: &str) -> bool {
        let mut groups = tokens.split(Token::is_run);
        let first = groups.next().unwrap_or_default();
        let Some(rest) = self.strip_prefix(first, text) else {
            return false;
        };
        let Some(last) = groups.next_back() else {
            return rest.is_empty();
        };
        let Some(mut rest) = self.strip_suffix(last, rest) else {
            return false;
        };
        for group in groups {
            match self.behind_first(group, rest) {
                Some(behind) => rest = behind,
                None => return false,
            }
        }
        true
    }

    /// What stands behind the first place where a group fits: text, then wildcards.
    fn behind_first<'t>(&mut self, group: &[Token], text: &'t str) -> Option<&'t str> {
        let plain = group.split(is_wildcard).next().unwrap_or_default();
        let (_, wildcards) = group.split_at_checked(plain.len())?;
        let start = match plain {
            [] => 0,
            [one] => self.find(plain_text(one, self.values)?, text)?,
            many => {
                self.meter.step(many.len());
                let values = self.values;
                let parts = many.iter().filter_map(|token| plain_text(token, values));
                // LIMIT: nothing is put together that is longer than the text.
                if parts.clone().map(str::len).sum::<usize>() > text.len() {
                    return None;
                }
                let needle: SmallVec<[u8; 256]> = parts.flat_map(str::bytes).collect();
                self.find(str::from_utf8(&needle).ok()?, text)?
            }
        };
        let found = self.strip_prefix(plain, text.get(start..)?)?;
        self.strip_prefix(wildcards, found)
    }

    fn find(&mut self, needle: &str, text: &str) -> Option<usize> {
        if needle.len() > text.len() {
            return None;
        }
        let found = memmem::find(text.as_bytes(), needle.as_bytes());
        self.meter.step(needle.len() + found.unwrap_or(text.len()));
        found
    }

    fn strip_prefix<'t>(&mut self, group: &[Token], text: &'t str) -> Option<&'t str> {
        let mut rest = text;
        for token in group {
            self.meter.step(1);
            rest = if let Some(text) = plain_text(token, self.values) {
                self.meter.step(text.len().min(rest.len()));
                rest.strip_prefix(text)?
            } else {
                let mut characters = rest.chars();
                let _taken = characters.next().filter(|found| takes(token, *found))?;
                characters.as_str()
            };
        }
        Some(rest)
    }

    fn strip_suffix<'t>(&mut self, group: &[Token], text: &'t str) -> Option<&'t str> {
        let mut rest = text;
        for token in group.iter().rev() {
            self.meter.step(1);
            rest = if let Some(text) = plain_text(token, self.values) {
                self.meter.step(text.len().min(rest.len()));
                rest.strip_suffix(text)?
            } else {
                let mut characters = rest.chars();
                let _taken = characters
                    .next_back()
                    .filter(|found| takes(token, *found))?;
                characters.as_str()
            };
        }
        Some(rest)
    }
}

/// The text that a token stands for, if it stands for one.
fn plain_text<'t>(token: &'t Token, values: &'t [ScalarText<'_>]) -> Option<&'t str> {
    match token {
        Token::Literal(text) => Some(text),
        // INVARIANT: a pattern is matched with a value for each of its variables.
        Token::Variable(place) => values.get(*place).map(ScalarText::as_str),
        Token::One | Token::SegmentOne | Token::Run | Token::SegmentRun => None,
    }
}

fn is_wildcard(token: &Token) -> bool {
    !matches!(token, Token::Literal(_) | Token::Variable(_))
}

/// Whether a token that stands for one character stands for this one.
fn takes(token: &Token, character: char) -> bool {
    match token {
        Token::One => true,
        Token::SegmentOne => character != ':',
        Token::Literal(_) | Token::Variable(_) | Token::Run | Token::SegmentRun => false,
    }
}

#[cfg(test)]
mod tests;
