//! An explanation for people.

use std::fmt::{self, Display, Write};

use super::{Check, Cut, Explanation, Layer, Statement};

/// The explanation as lines. Statements about other actions are summed up, unless `all` is true.
pub fn text(explanation: &Explanation, all: bool) -> String {
    let mut text = String::new();
    let _never_fails = write_explanation(&mut text, explanation, all).is_ok();
    text
}

/// SECURITY: what callers and policies choose is shown without characters that would command a
/// terminal or forge a line.
pub(crate) fn shown(text: &str) -> impl Display + '_ {
    text.escape_debug()
}

fn write_explanation(out: &mut String, explanation: &Explanation, all: bool) -> fmt::Result {
    let Explanation {
        request_id,
        at,
        source_ip,
        caller,
        operation,
        action,
        resource,
        ..
    } = explanation;
    writeln!(out, "request   {}", shown(request_id))?;
    writeln!(
        out,
        "          at {} from {source_ip}",
        at.strftime("%Y-%m-%dT%H:%M:%SZ")
    )?;
    writeln!(out, "caller    {}", shown(caller))?;
    write!(out, "action    {}", shown(action))?;
    if operation == action {
        writeln!(out)?;
    } else {
        writeln!(out, ", which {} needs as well", shown(operation))?;
    }
    write_resource(out, resource)?;
    writeln!(out, "decision  {}", Verdict(explanation))?;
    if explanation.trace.is_empty() {
        writeln!(out, "\nno policies bear on the request")?;
    }
    for layer in &explanation.trace {
        write_layer(out, explanation, layer, all)?;
    }
    write_cut(out, &explanation.cut)
}

/// The resource, if one is known.
pub(super) fn write_resource(out: &mut String, resource: &str) -> fmt::Result {
    if resource.is_empty() {
        return Ok(());
    }
    writeln!(out, "resource  {}", shown(resource))
}

/// What was decided, as a sentence.
struct Verdict<'a>(&'a Explanation);

impl Display for Verdict<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let layer = policies_of(&self.0.layer);
        if self.0.decision != "ExplicitlyDenied" {
            if self.0.layer == TRUST && !self.0.resource_exists {
                return f.write_str("denied: there is no role with this ARN");
            }
            return write!(f, "denied: no statement of the {layer} allows it");
        }
        let Some(statement) = self.0.denied_by() else {
            return write!(f, "denied: a statement of the {layer} denies it");
        };
        let Statement {
            policy,
            kind,
            index,
            line,
            column,
            ..
        } = statement;
        let number = number(*index);
        write!(f, "denied by {} statement {number}", shown(policy))?;
        if let Some(sid) = &statement.sid {
            write!(f, " ({})", shown(sid))?;
        }
        write!(f, ", {kind}, line {line}, column {column}")
    }
}

/// Which statement of a policy it is, for people: they count from 1, as the pages of the console do.
pub(super) fn number(index: u32) -> u64 {
    u64::from(index) + 1
}

/// The layer of trust policies.
const TRUST: &str = "trust";

/// The policies of a layer, by the layer's name.
fn policies_of(layer: &str) -> &str {
    const NAMES: [(&str, &str); 8] = [
        ("scp", "service control policies"),
        ("rcp", "resource control policies"),
        ("resource", "resource's policy"),
        (TRUST, "role's trust policy"),
        ("identity", "identity policies"),
        ("boundary", "permissions boundary"),
        ("session", "session policies"),
        ("endpoint", "VPC endpoint's policy"),
    ];
    let known = NAMES.iter().find(|(name, _)| *name == layer);
    known.map_or(layer, |(_, policies)| policies)
}

fn write_layer(
    out: &mut String,
    explanation: &Explanation,
    layer: &Layer,
    all: bool,
) -> fmt::Result {
    let is_cut = explanation.cut != Cut::default();
    let says = match layer.says.as_str() {
        _ if layer.statements.is_empty() && !is_cut => match layer.layer.as_str() {
            "identity" => without_policies(&explanation.caller),
            TRUST if !explanation.resource_exists => "there is no role with this ARN",
            _ => "there are none",
        },
        "denies" => "a statement denies",
        "allows" => "a statement allows",
        _ => "no statement matches",
    };
    writeln!(out, "\n{}: {says}", policies_of(&layer.layer))?;
    let mut others = 0_usize;
    for statement in &layer.statements {
        if statement.is_on_other_actions() && !all {
            others += 1;
        } else {
            write_statement(out, statement)?;
        }
    }
    match others {
        0 => Ok(()),
        1 => writeln!(out, "  1 statement is about other actions (--all shows it)"),
        others => writeln!(
            out,
            "  {others} statements are about other actions (--all shows them)"
        ),
    }
}

/// Who lacks policies, by the ARN of the caller.
fn without_policies(caller: &str) -> &'static str {
    if caller.contains(":assumed-role/") {
        "the role has no policies"
    } else if caller.contains(":federated-user/") {
        "the user who made the session has no policies"
    } else {
        "the user has no policies"
    }
}

fn write_statement(out: &mut String, statement: &Statement) -> fmt::Result {
    let Statement {
        policy,
        kind,
        index,
        effect,
        line,
        column,
        ..
    } = statement;
    let matches = if statement.matched {
        "matches"
    } else {
        "does not match"
    };
    let number = number(*index);
    write!(out, "  {} ({kind}), statement {number}", shown(policy))?;
    if let Some(sid) = &statement.sid {
        write!(out, " \"{}\"", shown(sid))?;
    }
    writeln!(out, ", line {line}, column {column}: {effect}, {matches}")?;
    for check in &statement.checks {
        write_check(out, check)?;
    }
    Ok(())
}

fn write_check(out: &mut String, check: &Check) -> fmt::Result {
    let fits = if check.matched { "yes" } else { "NO" };
    write!(out, "    {:<3} {:<12} ", fits, check.element)?;
    if let (Some(operator), Some(key)) = (&check.operator, &check.key) {
        write!(out, "{} {}: ", shown(operator), shown(key))?;
    }
    let Check { line, column, .. } = check;
    writeln!(out, "{}; line {line}, column {column}", Compared(check))
}

/// What was compared: what the policy wants of a key, what the request has.
struct Compared<'a>(&'a Check);

impl Display for Compared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let check = self.0;
        if check.element == "Unknown" {
            return f.write_str("this is not understood: it never allows and always denies");
        }
        match check.wanted.as_deref() {
            None => {}
            Some([]) => f.write_str("wanted no value, ")?,
            Some(wanted) => write!(f, "wanted {}, ", Quoted(wanted))?,
        }
        match check.seen.as_deref() {
            None => f.write_str("the request does not have this key"),
            Some([]) => f.write_str("the request has this key without a value"),
            Some(seen) => write!(f, "saw {}", Quoted(seen)),
        }
    }
}

/// Texts, each in quotation marks.
struct Quoted<'a>(&'a [String]);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, text) in self.0.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(f, "{comma}\"{}\"", shown(text))?;
        }
        Ok(())
    }
}

fn write_cut(out: &mut String, cut: &Cut) -> fmt::Result {
    if *cut == Cut::default() {
        return Ok(());
    }
    writeln!(
        out,
        "\nleft out, to keep within what a denial may take: {} statements that bear on the action, \
         {} about other actions; {} texts are shortened",
        cut.statements, cut.statements_on_other_actions, cut.texts
    )
}
