//! Patterns: wildcards, variables, and the plainest of matchers.

use crate::{
    context::Context,
    fault::{Fault, Faults},
};

/// One piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// This very character
    Is(char),
    /// This very character, which a variable brought
    Brought(char),
    /// Any one character, but for a colon if that is excluded
    AnyOne { colon: bool },
    /// Any run of characters, also an empty one, but for colons if they are excluded
    AnyRun { colon: bool },
}

/// What a pattern's text may contain.
#[derive(Clone, Copy)]
pub(crate) struct Syntax<'a> {
    /// Whether stars and question marks are wildcards
    pub(crate) wildcards: bool,
    /// Where variables take their values, if they are replaced
    pub(crate) variables: Option<&'a Context>,
    pub(crate) faults: Faults,
}

/// What stands between `${` and `}`.
enum Variable<'a> {
    /// `${*}`, `${?}` or `${$}`: the character itself
    Character(char),
    /// The key, and the text that stands for it when it is absent
    Key(&'a str, Option<&'a str>),
}

/// Reads a pattern. None if a variable in it has no value: then it equals nothing.
pub(crate) fn read(pattern: &str, syntax: Syntax<'_>) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = pattern;
    loop {
        if let Some(context) = syntax.variables
            && let Some((variable, after)) = read_variable(rest)
        {
            push_value(&mut tokens, &variable, context, syntax.faults)?;
            rest = after;
            continue;
        }
        let mut characters = rest.chars();
        let Some(character) = characters.next() else {
            return Some(tokens);
        };
        rest = characters.as_str();
        tokens.push(match character {
            '*' if syntax.wildcards => Token::AnyRun { colon: true },
            '?' if syntax.wildcards => Token::AnyOne { colon: true },
            other => Token::Is(other),
        });
    }
}

/// Whether the pattern matches the whole text, found by trying every way.
pub(crate) fn matches(tokens: &[Token], text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    let tail = characters.as_str();
    let Some((token, rest)) = tokens.split_first() else {
        return text.is_empty();
    };
    match *token {
        Token::Is(expected) | Token::Brought(expected) => {
            first == Some(expected) && matches(rest, tail)
        }
        Token::AnyOne { colon } => {
            first.is_some_and(|it| colon || it != ':') && matches(rest, tail)
        }
        Token::AnyRun { colon } => {
            matches(rest, text)
                || first.is_some_and(|it| colon || it != ':') && matches(tokens, tail)
        }
    }
}

/// Reads a variable at the front of the text, and what comes after it. What is malformed (no end,
/// a space, a missing quote, nothing at all) is no variable, but plain text.
fn read_variable(text: &str) -> Option<(Variable<'_>, &str)> {
    let inner = text.strip_prefix("${")?;
    let (body, after) = inner.split_once('}')?;
    let variable = match body {
        "*" => Variable::Character('*'),
        "?" => Variable::Character('?'),
        "$" => Variable::Character('$'),
        _ => match body.split_once(", '") {
            Some((key, _)) => {
                // The default may hold a brace: it ends with its quote.
                let (_, quoted) = inner.split_once(", '")?;
                let (default, after) = quoted.split_once("'}")?;
                return is_key(key).then_some((Variable::Key(key, Some(default)), after));
            }
            None if is_key(body) => Variable::Key(body, None),
            None => return None,
        },
    };
    Some((variable, after))
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && !text.contains(|it: char| it.is_whitespace() || "{$,'\"".contains(it))
}

/// Adds what stands for a variable: its characters are never wildcards. None if it has no value.
fn push_value(
    tokens: &mut Vec<Token>,
    variable: &Variable<'_>,
    context: &Context,
    faults: Faults,
) -> Option<()> {
    let value = match *variable {
        Variable::Character(character) => {
            tokens.push(Token::Brought(character));
            return Some(());
        }
        // A default stands for a key that is absent, not for one that has several values.
        Variable::Key(key, default) => match (context.find(key, faults), default) {
            (None, Some(default)) if !faults.has(Fault::DefaultIgnored) => default,
            _ => context.single(key, faults)?,
        },
    };
    for character in value.chars() {
        tokens.push(match character {
            '*' if faults.has(Fault::VariableStarIsWild) => Token::AnyRun { colon: true },
            other => Token::Brought(other),
        });
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    fn context() -> Context {
        Context::read(Some(
            &Json::parse(r#"{"a:b":"x*","a:list":["y"]}"#).unwrap(),
        ))
        .unwrap()
    }

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: bool) {
        let context = context();
        let syntax = Syntax {
            wildcards: true,
            variables: Some(&context),
            faults: Faults::NONE,
        };
        let found = read(pattern, syntax).is_some_and(|tokens| matches(&tokens, text));
        assert_eq!(found, expected, "{pattern} on {text}");
    }

    #[test]
    fn wildcards() {
        check("a*c", "abbc", true);
        check("a*c", "abb", false);
        check("a?c", "ac", false);
        check("", "", true);
        check("**", "", true);
    }

    #[test]
    fn variables() {
        check("${a:b}", "x*", true);
        check("${A:B}", "xy", false);
        check("${*}${?}${$}", "*?$", true);
        check("${a:none, 'd*'}", "d*", true);
        check("${a:none, 'd*'}", "dx", false);
        check("${a:b, 'd'}", "x*", true);
        check("${a:none, 'x}y'}z", "x}yz", true);
        check("${a*b}", "${a*b}", false);
        check("*${a:none}", "x", false);
        check("${a:list}", "y", false);
        check("${a:b", "${a:b", true);
        check("${ a:b}", "${ a:b}", true);
    }
}
