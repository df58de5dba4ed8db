//! From AWS's documents to Cedar's language, as somebody would write it who knows Cedar.
//!
//! | in AWS's document | in Cedar |
//! |---|---|
//! | the user or role that the policy is attached to | `principal == User::"…"`, `principal in Role::"…"` |
//! | an action, several, a pattern, `*` | `action == Action::"…"`, `action in […]`, `action in Action::"s3:Get*"`, `action` |
//! | a resource, a prefix, `*` | `resource == Resource::"…"`, `resource.arn like "…*"`, `resource` |
//! | conditions | `when` |
//! | a boundary, a session policy | `forbid … unless { one of its allows }`, and its denies |
//!
//! A pattern of actions is a group that the entities of actions are in: a look-up for Cedar, with
//! nothing left to compare.

use std::{collections::BTreeSet, fmt::Write as _};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::decisions::case::{Caller, Case, ROLE, SESSION, USER};

/// Cedar's policies.
pub(super) struct Translated {
    pub(super) text: String,
    /// The patterns of actions that are groups.
    pub(super) action_groups: Vec<String>,
}

/// Translates all policies of a case.
pub(super) fn case(case: &Case) -> Result<Translated> {
    let mut writer = Writer::default();
    let owner = match case.caller {
        Caller::User => format!("principal == User::{}", quoted(USER)),
        Caller::Session => format!("principal in Role::{}", quoted(ROLE)),
    };
    for document in &case.policies.identity {
        for statement in statements(document)? {
            writer.policy(&owner, &statement)?;
        }
    }
    if let Some(document) = &case.policies.resource {
        for statement in statements(document)? {
            let principal = principal(&statement)?;
            writer.policy(&principal, &statement)?;
        }
    }
    if let Some(document) = &case.policies.boundary {
        writer.limit(&owner, &statements(document)?)?;
    }
    if let Some(document) = &case.policies.session {
        let session = format!("principal == Session::{}", quoted(SESSION));
        writer.limit(&session, &statements(document)?)?;
    }
    Ok(Translated {
        text: writer.text,
        action_groups: writer.action_groups.into_iter().collect(),
    })
}

/// The name of a condition key: `sourceIp` for `aws:SourceIp`.
pub(super) fn attribute(key: &str) -> String {
    let name = key.split_once(':').map_or(key, |(_, name)| name);
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// Whether an action is in the group of a pattern.
pub(super) fn fits(pattern: &str, action: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| action.strip_prefix(first)) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some((_, behind)) = rest.split_once(part) else {
            return false;
        };
        rest = behind;
    }
    rest.ends_with(last)
}

#[derive(Default)]
struct Writer {
    text: String,
    action_groups: BTreeSet<String>,
}

impl Writer {
    /// A statement as a policy of its own.
    fn policy(&mut self, principal: &str, statement: &Value) -> Result<()> {
        let effect = if allows(statement) {
            "permit"
        } else {
            "forbid"
        };
        let action = self.action(statement)?;
        let (resource, mut when) = match resource(statement)? {
            Resource::Scope(scope) => (scope, Vec::new()),
            Resource::When(condition) => ("resource".to_owned(), vec![condition]),
        };
        when.extend(conditions(statement)?);
        let mut text = format!("{effect}({principal}, {action}, {resource})");
        if !when.is_empty() {
            write!(text, " when {{ {} }}", when.join(" && "))?;
        }
        writeln!(self.text, "{text};")?;
        Ok(())
    }

    /// Statements of which one must allow.
    fn limit(&mut self, principal: &str, statements: &[Value]) -> Result<()> {
        let mut allowed = Vec::new();
        for statement in statements {
            if !allows(statement) {
                self.policy(principal, statement)?;
                continue;
            }
            let mut all = Vec::new();
            let action = self.action(statement)?;
            all.extend((action != "action").then_some(action));
            match resource(statement)? {
                Resource::Scope(scope) => all.extend((scope != "resource").then_some(scope)),
                Resource::When(condition) => all.push(condition),
            }
            all.extend(conditions(statement)?);
            allowed.push(all.join(" && "));
        }
        let allowed = allowed.join(" || ");
        writeln!(
            self.text,
            "forbid({principal}, action, resource) unless {{ {allowed} }};"
        )?;
        Ok(())
    }

    fn action(&mut self, statement: &Value) -> Result<String> {
        let patterns = texts(statement, "Action")?;
        for pattern in patterns.iter().filter(|pattern| pattern.contains('*')) {
            self.action_groups.insert((*pattern).to_owned());
        }
        let uid = |pattern: &&str| format!("Action::{}", quoted(pattern));
        Ok(match patterns.as_slice() {
            ["*"] => "action".to_owned(),
            [group] if group.contains('*') => format!("action in {}", uid(group)),
            [action] => format!("action == {}", uid(action)),
            several => {
                let list: Vec<String> = several.iter().map(uid).collect();
                format!("action in [{}]", list.join(", "))
            }
        })
    }
}

/// What a statement says about resources.
enum Resource {
    /// For the scope of a policy.
    Scope(String),
    /// For its conditions.
    When(String),
}

fn resource(statement: &Value) -> Result<Resource> {
    let patterns = texts(statement, "Resource")?;
    let expression = |pattern: &&str| {
        if pattern.contains('*') {
            format!("resource.arn like {}", quoted(pattern))
        } else {
            format!("resource == Resource::{}", quoted(pattern))
        }
    };
    Ok(match patterns.as_slice() {
        ["*"] => Resource::Scope("resource".to_owned()),
        [exact] if !exact.contains('*') => Resource::Scope(expression(exact)),
        [pattern] => Resource::When(expression(pattern)),
        several => {
            let any: Vec<String> = several.iter().map(expression).collect();
            Resource::When(format!("({})", any.join(" || ")))
        }
    })
}

fn conditions(statement: &Value) -> Result<Vec<String>> {
    let Some(block) = statement.get("Condition").and_then(Value::as_object) else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    for (operator, keys) in block {
        for key in keys.as_object().context("an operator has keys")?.keys() {
            let attribute = attribute(key);
            let seen = format!("context.{attribute}");
            let any = texts(keys, key)?;
            let any: Vec<String> = any
                .iter()
                .map(|value| {
                    Ok(match operator.as_str() {
                        "StringEquals" => format!("{seen} == {}", quoted(value)),
                        "StringLike" => format!("{seen} like {}", quoted(value)),
                        "Bool" => format!("{seen} == {value}"),
                        "IpAddress" => format!("{seen}.isInRange(ip({}))", quoted(value)),
                        "NotIpAddress" => format!("!{seen}.isInRange(ip({}))", quoted(value)),
                        _ => bail!("no translation of {operator}"),
                    })
                })
                .collect::<Result<_>>()?;
            all.push(match any.as_slice() {
                [one] => one.clone(),
                _ => format!("({})", any.join(" || ")),
            });
        }
    }
    Ok(all)
}

fn principal(statement: &Value) -> Result<String> {
    match statement.get("Principal") {
        Some(Value::String(text)) if text == "*" => Ok("principal".to_owned()),
        Some(Value::Object(kinds)) if kinds.get("AWS").is_some_and(|aws| aws == ROLE) => {
            Ok(format!("principal in Role::{}", quoted(ROLE)))
        }
        other => bail!("no translation of {other:?}"),
    }
}

fn allows(statement: &Value) -> bool {
    statement
        .get("Effect")
        .is_some_and(|effect| effect == "Allow")
}

fn statements(document: &str) -> Result<Vec<Value>> {
    let document: Value = serde_json::from_str(document)?;
    let statements = document.get("Statement").and_then(Value::as_array);
    statements.cloned().context("a policy has statements")
}

/// A text or a list of texts.
fn texts<'a>(object: &'a Value, name: &str) -> Result<Vec<&'a str>> {
    match object.get(name) {
        Some(Value::String(text)) => Ok(vec![text]),
        Some(Value::Array(texts)) => texts
            .iter()
            .map(|text| text.as_str().context("a list of texts"))
            .collect(),
        _ => bail!("no translation without {name}"),
    }
}

/// JSON's quotes are also Cedar's, for texts of ASCII without control characters.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::case::Policies;

    #[track_caller]
    fn check(statement: &str, expect: &str) {
        let policies = Policies {
            identity: vec![format!(r#"{{"Statement": [{statement}]}}"#)],
            ..Policies::default()
        };
        let translated = case(&Case::new("", Caller::User, policies, Vec::new())).unwrap();
        let user = "principal == User::\"arn:aws:iam::123456789012:user/bench\"";
        assert_eq!(translated.text.replace(user, "USER"), expect);
    }

    #[test]
    fn statements_are_translated() {
        check(
            r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*"}"#,
            "permit(USER, action in Action::\"s3:Get*\", resource) when { resource.arn like \"arn:aws:s3:::b/*\" };\n",
        );
        check(
            r#"{"Effect": "Deny", "Action": ["a:B", "a:C"], "Resource": "*",
                "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#,
            "forbid(USER, action in [Action::\"a:B\", Action::\"a:C\"], resource) when { context.secureTransport == false };\n",
        );
    }

    #[test]
    fn patterns_fit() {
        for (pattern, action, expect) in [
            ("s3:Get*", "s3:GetObject", true),
            ("s3:Get*", "s3:PutObject", false),
            ("s3:*Object*", "s3:GetObjectAcl", true),
            ("s3:GetObject", "s3:GetObject", true),
            ("s3:GetObject", "s3:GetObjectAcl", false),
            ("s3:*Object", "s3:GetObjectAcl", false),
        ] {
            assert_eq!(fits(pattern, action), expect, "{pattern} on {action}");
        }
    }
}
