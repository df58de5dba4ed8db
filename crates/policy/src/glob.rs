//! Patterns with wildcards, as lists of tokens.
//!
//! A pattern becomes tokens once; text that is put in for a variable is compared and never read as
//! a pattern, so a `*` in a user's name is a star and no wildcard.
//!
//! Matching never goes back over a decision. The tokens are split into groups at each
//! [`Token::Run`]; a group is put at the first place where it fits behind the one before. That
//! leaves the most text to those that follow, so no later place need be tried. A group is split
//! into runs at each [`Token::SegmentRun`], and these are placed in the same way. (It holds for
//! them too: to begin a group later never lets it end earlier, because each of its colons is the
//! next one of the text.)
//!
//! LIMIT: a run of plain text is searched in time linear in the text. One with `?` or variables
//! costs at most its length times that of the text it is searched in, and groups search disjoint
//! text, so a whole match costs at most the pattern's length times the text's.

use memchr::memmem;

use crate::request::ScalarText;

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glob {
    tokens: Box<[Token]>,
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

    fn is_segment_run(&self) -> bool {
        matches!(self, Self::SegmentRun)
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

    /// Adds a wildcard or a variable. Wildcards of any length that stand side by side become one.
    pub(crate) fn token(&mut self, token: Token) {
        self.flush();
        match (self.tokens.last_mut(), &token) {
            (Some(Token::Run | Token::SegmentRun), Token::SegmentRun) => {}
            (Some(last @ (Token::Run | Token::SegmentRun)), Token::Run) => *last = Token::Run,
            _ => self.tokens.push(token),
        }
    }

    /// The pattern.
    pub(crate) fn finish(mut self) -> Glob {
        self.flush();
        Glob {
            tokens: self.tokens.into(),
        }
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.tokens
                .push(Token::Literal(std::mem::take(&mut self.literal).into()));
        }
    }
}

impl Glob {
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
        Match {
            text,
            values,
            meter,
        }
        .whole(&self.tokens)
    }
}

/// One match in progress. Places are offsets of bytes.
struct Match<'a, M> {
    text: &'a str,
    values: &'a [ScalarText<'a>],
    meter: &'a mut M,
}

impl<M: Meter> Match<'_, M> {
    fn whole(&mut self, tokens: &[Token]) -> bool {
        let mut groups = tokens.split(Token::is_run);
        let first = groups.next().unwrap_or_default();
        let Some(last) = groups.next_back() else {
            return self.group_to_end(first, 0);
        };
        let Some(mut at) = self.group_at(first, 0) else {
            return false;
        };
        for group in groups {
            match self.find_group(group, at) {
                Some(end) => at = end,
                None => return false,
            }
        }
        self.find_group_to_end(last, at)
    }

    /// Where a group that begins at `start` ends, if it fits there: the nearest such end.
    fn group_at(&mut self, group: &[Token], start: usize) -> Option<usize> {
        let mut runs = group.split(Token::is_segment_run);
        let mut at = self.run_at(runs.next().unwrap_or_default(), start)?;
        for run in runs {
            let colon = self.next_colon(at);
            (_, at) = self.find_run(run, at, colon)?;
        }
        Some(at)
    }

    /// Where a group ends that is put at the first place from `from` where it fits.
    fn find_group(&mut self, group: &[Token], from: usize) -> Option<usize> {
        let first = group
            .split(Token::is_segment_run)
            .next()
            .unwrap_or_default();
        let mut from = from;
        loop {
            let (start, end) = self.find_run(first, from, self.text.len())?;
            if first.len() == group.len() {
                return Some(end);
            }
            if let Some(end) = self.group_at(group, start) {
                return Some(end);
            }
            from = start + 1;
        }
    }

    /// Whether a group that begins at `start` can end with the text.
    fn group_to_end(&mut self, group: &[Token], start: usize) -> bool {
        let mut runs = group.rsplitn(2, Token::is_segment_run);
        let last = runs.next().unwrap_or_default();
        match runs.next() {
            None => self.run_at(last, start) == Some(self.text.len()),
            Some(before) => self.group_at(before, start).is_some_and(|end| {
                self.run_before(last, self.text.len())
                    .is_some_and(|start| (end..=self.next_colon(end)).contains(&start))
            }),
        }
    }

    /// Whether a group can be put somewhere from `from` such that it ends with the text.
    fn find_group_to_end(&mut self, group: &[Token], from: usize) -> bool {
        let first = group
            .split(Token::is_segment_run)
            .next()
            .unwrap_or_default();
        if first.len() == group.len() {
            let start = self.run_before(group, self.text.len());
            return start.is_some_and(|start| start >= from);
        }
        let mut from = from;
        while let Some((start, _)) = self.find_run(first, from, self.text.len()) {
            if self.group_to_end(group, start) {
                return true;
            }
            from = start + 1;
        }
        false
    }

    /// Where a run first fits whose start is one from `from` to `to`: its start and its end.
    fn find_run(&mut self, run: &[Token], from: usize, to: usize) -> Option<(usize, usize)> {
        let literal = match run.first() {
            None => return Some((from, from)),
            Some(Token::Literal(text)) => Some(text.as_bytes()),
            Some(_) => None,
        };
        let mut start = from;
        while start <= to {
            if let Some(literal) = literal {
                let end = self.text.len().min(to.saturating_add(literal.len()));
                let searched = self.text.as_bytes().get(start..end)?;
                let skipped = memmem::find(searched, literal);
                self.meter
                    .step(skipped.unwrap_or(searched.len()) + literal.len());
                start += skipped?;
            }
            if let Some(end) = self.run_at(run, start) {
                return Some((start, end));
            }
            start += 1;
        }
        None
    }

    /// Where a run that begins at `start` ends, if it fits there.
    fn run_at(&mut self, run: &[Token], start: usize) -> Option<usize> {
        let mut rest = self.text.get(start..)?;
        for token in run {
            self.meter.step(1);
            rest = if let Some(text) = plain(token, self.values) {
                self.meter.step(text.len());
                rest.strip_prefix(text)?
            } else {
                let mut characters = rest.chars();
                let _taken = characters.next().filter(|found| takes(token, *found))?;
                characters.as_str()
            };
        }
        Some(self.text.len() - rest.len())
    }

    /// Where a run that ends at `end` begins, if it fits there.
    fn run_before(&mut self, run: &[Token], end: usize) -> Option<usize> {
        let mut rest = self.text.get(..end)?;
        for token in run.iter().rev() {
            self.meter.step(1);
            rest = if let Some(text) = plain(token, self.values) {
                self.meter.step(text.len());
                rest.strip_suffix(text)?
            } else {
                let mut characters = rest.chars();
                let _taken = characters
                    .next_back()
                    .filter(|found| takes(token, *found))?;
                characters.as_str()
            };
        }
        Some(rest.len())
    }

    /// Where the segment ends that goes on at `from`.
    fn next_colon(&mut self, from: usize) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let length = memchr::memchr(b':', rest).unwrap_or(rest.len());
        self.meter.step(length);
        from + length
    }
}

/// The text that a token stands for, if it stands for one.
fn plain<'t>(token: &'t Token, values: &'t [ScalarText<'_>]) -> Option<&'t str> {
    match token {
        Token::Literal(text) => Some(text),
        // INVARIANT: a pattern is matched with a value for each of its variables.
        Token::Variable(place) => values.get(*place).map(ScalarText::as_str),
        Token::One | Token::SegmentOne | Token::Run | Token::SegmentRun => None,
    }
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
