//! Policy documents: their grammar, and a plain view of their statements.
//!
//! What the grammar forbids is an error. What AWS refuses when a document is saved, but a stored
//! document may still say, is read here and never allows.

use crate::json::{Json, Malformed};

/// A policy document.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) statements: Vec<Statement<'a>>,
}

/// One statement.
#[derive(Debug)]
pub(crate) struct Statement<'a> {
    /// Whether the statement denies
    pub(crate) denies: bool,
    /// Whether `Effect` is written in the right case
    pub(crate) effect_exact: bool,
    pub(crate) principal: Option<Named<'a>>,
    pub(crate) action: Option<Patterns<'a>>,
    pub(crate) resource: Option<Patterns<'a>>,
    /// Operators with their keys
    pub(crate) condition: &'a [(String, Json)],
    /// Whether variables are replaced: only in documents of the version of 2012
    pub(crate) has_variables: bool,
}

/// The element `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Debug)]
pub(crate) struct Patterns<'a> {
    /// Whether the name begins with `Not`
    pub(crate) complement: bool,
    pub(crate) patterns: Vec<&'a str>,
}

/// The element `Principal` or `NotPrincipal`.
#[derive(Debug)]
pub(crate) struct Named<'a> {
    /// Whether this is `NotPrincipal`
    pub(crate) complement: bool,
    pub(crate) entries: Vec<(EntryKind, &'a str)>,
    /// Whether all of it is of a known kind; if not, an Allow never matches and a Deny always does
    pub(crate) is_understood: bool,
}

/// What an entry of a principal names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    Aws,
    Service,
    Federated,
    CanonicalUser,
}

impl EntryKind {
    fn read(name: &str) -> Option<Self> {
        match name {
            "AWS" => Some(Self::Aws),
            "Service" => Some(Self::Service),
            "Federated" => Some(Self::Federated),
            "CanonicalUser" => Some(Self::CanonicalUser),
            _ => None,
        }
    }
}

impl<'a> Document<'a> {
    /// Reads a document by its grammar.
    pub(crate) fn read(json: &'a Json) -> Result<Self, Malformed> {
        only_members(json, &["Version", "Id", "Statement"])?;
        text_or_absent(json, "Id")?;
        let has_variables = match text_or_absent(json, "Version")? {
            Some("2012-10-17") => true,
            Some("2008-10-17") | None => false,
            Some(_) => return Err(Malformed("an unknown version")),
        };
        let statements = json
            .get("Statement")
            .ok_or(Malformed("no statement"))?
            .items();
        if statements.is_empty() {
            return Err(Malformed("no statement"));
        }
        let read = |statement| Statement::read(statement, has_variables);
        Ok(Self {
            statements: statements.iter().map(read).collect::<Result<_, _>>()?,
        })
    }
}

impl<'a> Statement<'a> {
    fn read(json: &'a Json, has_variables: bool) -> Result<Self, Malformed> {
        const MEMBERS: &[&str] = &[
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition",
        ];
        only_members(json, MEMBERS)?;
        text_or_absent(json, "Sid")?;
        let effect = text_or_absent(json, "Effect")?.ok_or(Malformed("no effect"))?;
        let denies = effect.eq_ignore_ascii_case("Deny");
        if !denies && !effect.eq_ignore_ascii_case("Allow") {
            return Err(Malformed("an unknown effect"));
        }
        Ok(Self {
            denies,
            effect_exact: effect == "Allow" || effect == "Deny",
            principal: read_principal(json)?,
            action: read_patterns(json, "Action", "NotAction")?,
            resource: read_patterns(json, "Resource", "NotResource")?,
            condition: read_condition(json)?,
            has_variables,
        })
    }
}

fn only_members(json: &Json, names: &[&str]) -> Result<(), Malformed> {
    let Json::Object(members) = json else {
        return Err(Malformed("not an object"));
    };
    if members
        .iter()
        .all(|(name, _)| names.contains(&name.as_str()))
    {
        Ok(())
    } else {
        Err(Malformed("an unknown element"))
    }
}

fn text_or_absent<'a>(json: &'a Json, name: &str) -> Result<Option<&'a str>, Malformed> {
    let text = |value: &'a Json| value.text().ok_or(Malformed("an element is not a string"));
    json.get(name).map(text).transpose()
}

/// Of an element and its complement at most one may stand.
fn one_of<'a>(
    json: &'a Json,
    plain: &str,
    complement: &str,
) -> Result<Option<(bool, &'a Json)>, Malformed> {
    match (json.get(plain), json.get(complement)) {
        (Some(_), Some(_)) => Err(Malformed("an element and its complement")),
        (Some(value), None) => Ok(Some((false, value))),
        (None, Some(value)) => Ok(Some((true, value))),
        (None, None) => Ok(None),
    }
}

fn texts(json: &Json) -> Result<Vec<&str>, Malformed> {
    let text = |item: &'_ Json| item.text().is_some();
    if json.items().iter().all(text) {
        Ok(json.items().iter().filter_map(Json::text).collect())
    } else {
        Err(Malformed("an element is not a string or a list of strings"))
    }
}

fn read_patterns<'a>(
    json: &'a Json,
    plain: &str,
    complement: &str,
) -> Result<Option<Patterns<'a>>, Malformed> {
    let Some((complement, value)) = one_of(json, plain, complement)? else {
        return Ok(None);
    };
    let patterns = texts(value)?;
    // An empty list counts like a missing element: AWS refuses both with the same words.
    Ok(if patterns.is_empty() {
        None
    } else {
        Some(Patterns {
            complement,
            patterns,
        })
    })
}

fn read_principal(json: &Json) -> Result<Option<Named<'_>>, Malformed> {
    let Some((complement, value)) = one_of(json, "Principal", "NotPrincipal")? else {
        return Ok(None);
    };
    let mut named = Named {
        complement,
        entries: Vec::new(),
        is_understood: true,
    };
    match value {
        // "*" alone means the same as {"AWS": "*"}.
        Json::Text(text) if text == "*" => named.entries.push((EntryKind::Aws, "*")),
        Json::Text(_) => named.is_understood = false,
        Json::Object(members) => {
            for (kind, value) in members {
                let entries = texts(value)?;
                let Some(kind) = EntryKind::read(kind) else {
                    named.is_understood = false;
                    continue;
                };
                named
                    .entries
                    .extend(entries.into_iter().map(|name| (kind, name)));
            }
        }
        _ => return Err(Malformed("a principal is neither a string nor an object")),
    }
    Ok(Some(named))
}

fn read_condition(json: &Json) -> Result<&[(String, Json)], Malformed> {
    let operators = match json.get("Condition") {
        None => return Ok(&[]),
        Some(Json::Object(operators)) => operators,
        Some(_) => return Err(Malformed("a condition is not an object")),
    };
    for (_, keys) in operators {
        let Json::Object(keys) = keys else {
            return Err(Malformed("a condition's operator has no object"));
        };
        if keys
            .iter()
            .flat_map(|(_, values)| values.items())
            .any(|value| value.scalar().is_none())
        {
            return Err(Malformed("a condition's value is not a scalar"));
        }
    }
    Ok(operators)
}
