//! A question with its answer.

use std::fmt::Write;

use iamd_policy::{
    Decision, Element, Policies, Position, Principal, StatementRef, Trace, TracedCheck, denial_text,
};

use crate::{Fault, ask::Question, section::Section, value::Given};

/// Who asks when a case does not say.
const BOB: &str = "arn:aws:iam::123456789012:user/Bob";

/// The root user of Bob's account.
const ROOT: &str = "arn:aws:iam::123456789012:root";

/// A question with its answer.
pub(crate) struct Case<'t> {
    caller: Principal<'t>,
    in_management_account: bool,
    action: &'t str,
    resource: &'t str,
    account: Option<&'t str>,
    context: Vec<(&'t str, Given<'t>)>,
    /// The policies of the section that are left out.
    without: Vec<&'t str>,
    /// `OUTCOME by LAYER`, and the statement if one decided.
    decision: &'t str,
    /// How the text of the denial ends.
    text: Option<&'t str>,
    /// What became of statements, each `POLICY[INDEX]`.
    statements: Vec<(&'t str, &'t str)>,
}

impl<'t> Case<'t> {
    /// Reads a case; its lines are as `README.md` says.
    pub(crate) fn read(lines: &[&'t str]) -> Result<Self, Fault> {
        let (question, lines) = lines.split_first().ok_or("an empty case")?;
        let question = question.split_once(" on ");
        let (action, resource) = question.ok_or("a case begins with `ACTION on RESOURCE`")?;
        let mut case = Self {
            caller: Principal::user(BOB),
            in_management_account: false,
            action,
            resource,
            account: None,
            context: Vec::new(),
            without: Vec::new(),
            decision: "",
            text: None,
            statements: Vec::new(),
        };
        for line in lines {
            case.line(line)?;
        }
        if case.decision.is_empty() {
            return Err("a case has a line `=> …`".to_owned());
        }
        Ok(case)
    }

    fn line(&mut self, line: &'t str) -> Result<(), Fault> {
        let (word, rest) = line
            .split_once(' ')
            .ok_or(format!("`{line}` says nothing"))?;
        match word {
            "as" => self.caller = caller(rest)?,
            "id" => self.caller = self.caller.with_id(rest),
            "canonical" => self.caller = self.caller.with_canonical_user(rest),
            "in" if rest == "management" => self.in_management_account = true,
            "in" => self.account = Some(rest),
            "without" => self.without.push(rest),
            "with" => {
                let pair = rest
                    .split_once(" = ")
                    .ok_or("`with` has a key and a value")?;
                self.context.push((pair.0, Given::read(pair.1)?));
            }
            "=>" => self.decision = rest,
            "text" => self.text = Some(rest),
            _ => {
                let statement = word.strip_suffix(':').filter(|name| name.ends_with(']'));
                let statement = statement.ok_or(format!("`{line}` cannot be read"))?;
                self.statements.push((statement, rest));
            }
        }
        Ok(())
    }

    /// What is not as written.
    pub(crate) fn faults(&self, section: &Section) -> Result<Vec<Fault>, Fault> {
        if let Some(name) = self.without.iter().find(|name| !section.names(name)) {
            return Err(format!("there is no {name} to be without"));
        }
        let layers = section.layers(&self.without);
        let mut policies = layers.add_to(Policies::of(self.caller));
        if self.in_management_account {
            policies = policies.in_management_account();
        }
        let question = Question {
            action: self.action,
            resource: self.resource,
            account: self.account,
            context: &self.context,
        };
        let (decision, trace) = question.decide(&policies)?;

        let mut faults = Vec::new();
        let mut compare = |seen: String, expect: &str| {
            if seen != expect {
                faults.push(format!("`{seen}` instead of `{expect}`"));
            }
        };
        compare(described(&decision), self.decision);
        if let Some(ending) = self.text {
            let text = denial_text(self.caller.name(), self.action, self.resource, &decision);
            let ends = text.ends_with(ending);
            compare(if ends { ending.to_owned() } else { text }, ending);
        }
        for (statement, expect) in &self.statements {
            let (policy, _) = statement.split_once('[').unwrap_or_default();
            if !section.names(policy) {
                return Err(format!("there is no {policy}"));
            }
            compare(outcome(&trace, statement), expect);
        }
        Ok(faults)
    }
}

/// Reads who asks.
fn caller(text: &str) -> Result<Principal<'_>, Fault> {
    if let Some((arn, of)) = text.split_once(" of ") {
        return match kind(arn) {
            "assumed-role" => Ok(Principal::role_session(arn, of)),
            "federated-user" => Ok(Principal::federated_user(arn, Some(of))),
            _ => Err(format!("{arn} is no session")),
        };
    }
    match text.split_once(' ') {
        Some(("service", name)) => return Ok(Principal::service(name)),
        Some(("federated", name)) => return Ok(Principal::federated(name)),
        Some(_) => return Err(format!("nobody is `{text}`")),
        None => {}
    }
    match (text, kind(text)) {
        ("anonymous", _) => Ok(Principal::anonymous()),
        ("root", _) => Ok(Principal::root_user(ROOT)),
        (arn, "root") => Ok(Principal::root_user(arn)),
        (arn, "user") => Ok(Principal::user(arn)),
        (arn, "federated-user") => Ok(Principal::federated_user(arn, None)),
        _ => Err(format!("nobody is `{text}`")),
    }
}

/// What kind of thing an ARN names.
fn kind(arn: &str) -> &str {
    let resource = arn.splitn(6, ':').nth(5).unwrap_or_default();
    resource.split('/').next().unwrap_or_default()
}

fn described(decision: &Decision) -> String {
    let by = format!("{:?} by {:?}", decision.outcome, decision.layer);
    match &decision.statement {
        None => by,
        Some(statement) => match statement.sid() {
            None => format!("{by}, {}", name(statement)),
            Some(sid) => format!("{by}, {} ({sid})", name(statement)),
        },
    }
}

fn name(statement: &StatementRef) -> String {
    format!("{}[{}]", statement.source().id, statement.index())
}

/// What the trace tells of a statement: that it matched, or all that failed.
fn outcome(trace: &Trace, statement: &str) -> String {
    let mut traced = trace.statements().iter();
    let Some(traced) = traced.find(|traced| name(&traced.statement) == *statement) else {
        return "not asked".to_owned();
    };
    if traced.matched() {
        return "matched".to_owned();
    }
    let failed = traced.checks.iter().filter(|check| !check.matched);
    let failed: Vec<String> = failed.map(failure).collect();
    failed.join("; ")
}

fn failure(check: &TracedCheck) -> String {
    let mut failure = format!("{:?}", check.element);
    let Position { line, column, .. } = check.at;
    if let Some((operator, key)) = &check.condition {
        let _ = write!(failure, " {operator} {key}");
    }
    let _ = write!(failure, " failed at {line}:{column}");
    if check.element == Element::Condition {
        let seen = match check.seen.as_deref() {
            None => "nothing".to_owned(),
            Some([one]) => format!("{one:?}"),
            Some(several) => format!("{several:?}"),
        };
        let _ = write!(failure, ", seen {seen}");
    }
    failure
}
