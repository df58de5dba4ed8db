//! Whether a statement's action and resource elements match.

use crate::{
    document::{Patterns, Statement},
    fault::{Fault, Faults},
    pattern::{self, Syntax, Token},
    question::Question,
};

/// Whether an element matches: some pattern does or, for `NotAction` and `NotResource`, none does.
pub(crate) fn listed(patterns: &Patterns<'_>, matches: impl Fn(&str) -> bool) -> bool {
    patterns.patterns.iter().any(|pattern| matches(pattern)) != patterns.complement
}

/// Whether a pattern matches the action: `*` alone, or the service's prefix and the name, both
/// without regard to case. White space counts.
pub(crate) fn action_matches(pattern: &str, action: &str, faults: Faults) -> bool {
    if pattern == "*" {
        return true;
    }
    let (Some((prefix, name)), Some((asked_prefix, asked_name))) =
        (pattern.split_once(':'), action.split_once(':'))
    else {
        return false;
    };
    let glob = |pattern: &str, text: &str| {
        let syntax = Syntax {
            wildcards: true,
            variables: None,
            faults,
        };
        if faults.has(Fault::ActionCaseSensitive) {
            return pattern::read(pattern, syntax).is_some_and(|it| pattern::matches(&it, text));
        }
        pattern::read(&pattern.to_lowercase(), syntax)
            .is_some_and(|it| pattern::matches(&it, &text.to_lowercase()))
    };
    glob(prefix, asked_prefix) && glob(name, asked_name)
}

/// Whether a pattern of a statement matches the request's resource.
///
/// A pattern with fewer than six parts ends in stars for the missing ones. A star at the end of a
/// part may reach across colons, another one may not; the sixth part has colons of its own.
/// Variables stand in the sixth part alone. A request without a resource is matched by `*` only.
pub(crate) fn resource_matches(
    pattern: &str,
    question: &Question<'_>,
    statement: &Statement<'_>,
    faults: Faults,
) -> bool {
    // Stars alone match everything, how many there are of them.
    let is_everything = !pattern.is_empty() && pattern.chars().all(|it| it == '*');
    if is_everything || (question.resource == "*" && faults.has(Fault::NoResourceMatchesAll)) {
        return true;
    }
    let mut parts: Vec<&str> = pattern.splitn(6, ':').collect();
    while parts.len() < 6 {
        parts.push("*");
    }
    let mut tokens = Vec::new();
    for part in parts.iter().take(5) {
        push_part(&mut tokens, part, faults);
        tokens.push(Token::Is(':'));
    }
    let rest = parts.get(5).copied().unwrap_or_default();
    let replaced = statement.has_variables || faults.has(Fault::VariablesInOldVersion);
    let variables = replaced.then_some(&question.context);
    // A variable without a value: the pattern matches no resource.
    let Some(rest) = pattern::read(
        rest,
        Syntax {
            wildcards: true,
            variables,
            faults,
        },
    ) else {
        return false;
    };
    tokens.extend(rest);
    pattern::matches(&tokens, question.resource)
}

/// One of the first five parts of a resource's pattern.
fn push_part(tokens: &mut Vec<Token>, part: &str, faults: Faults) {
    let mut characters = part.chars().peekable();
    while let Some(character) = characters.next() {
        let is_last = characters.peek().is_none();
        tokens.push(match character {
            '*' => Token::AnyRun {
                colon: is_last && !faults.has(Fault::TrailingStarStops),
            },
            '?' => Token::AnyOne { colon: false },
            other => Token::Is(other),
        });
    }
}
