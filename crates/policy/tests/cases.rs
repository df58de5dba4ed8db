//! Runs the literate cases of `tests/cases/*.md`; `README.md` there says how they are written.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use iamd_policy::{
    Compiled, Decision, Document, DocumentKind, NoTrace, Policies, PolicySource, Position,
    Principal, PrincipalPolicies, Request, Scalar, SourceKind, StatementRef, Trace, TracedCheck,
    Value, decide, denial_text,
};

#[test]
fn every_case_is_decided_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let (mut decided, mut faults) = (0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.ends_with("README.md") {
            decided += run_file(&path, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(decided >= 50, "only {decided} cases were found");
}

/// Runs the cases of a file and counts them.
fn run_file(path: &Path, faults: &mut Vec<String>) -> usize {
    let text = fs::read_to_string(path).unwrap();
    let file = path.file_name().unwrap().display().to_string();
    let mut policies: Vec<(PolicySource, Arc<Compiled>)> = Vec::new();
    let mut decided = 0;
    let mut lines = (1..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        if line.starts_with("## ") {
            policies.clear();
        }
        let Some(fence) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<(usize, &str)> = lines
            .by_ref()
            .take_while(|(_, line)| *line != "```")
            .collect();
        let place = format!("{file}:{number}");
        let text = || {
            block
                .iter()
                .map(|(_, line)| *line)
                .collect::<Vec<_>>()
                .join("\n")
        };
        match fence.split_whitespace().collect::<Vec<_>>()[..] {
            ["json", name] => policies.push(policy(name, &text(), true, &place)),
            ["json", name, "stored"] => policies.push(policy(name, &text(), false, &place)),
            ["case"] => {
                for case in block.split(|(_, line)| line.is_empty()) {
                    let place = format!("{file}:{}", case.first().expect(&place).0);
                    let lines: Vec<&str> = case.iter().map(|(_, line)| *line).collect();
                    let found = Case::read(&lines, &place).faults(&policies, &place);
                    faults.extend(found.into_iter().map(|fault| format!("{place}: {fault}")));
                    decided += 1;
                }
            }
            _ => panic!("{place}: a block is `json NAME`, `json NAME stored` or `case`"),
        }
    }
    decided
}

fn policy(name: &str, text: &str, is_new: bool, place: &str) -> (PolicySource, Arc<Compiled>) {
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{place}: {error}"));
    let valid = document.validate(DocumentKind::Identity);
    assert_eq!(valid.is_ok(), is_new, "{place}: {valid:?}");
    (
        PolicySource::new(name, SourceKind::UserInline),
        Arc::new(document.compile()),
    )
}

/// A question and its answer.
struct Case<'a> {
    principal: Principal,
    action: &'a str,
    resource: &'a str,
    context: Vec<(&'a str, Scalar<'a>)>,
    /// `OUTCOME by LAYER`, and the statement if one decided.
    decision: &'a str,
    /// How the text of the denial ends.
    text: Option<&'a str>,
    /// What became of statements, by `POLICY[INDEX]`.
    statements: BTreeMap<&'a str, &'a str>,
}

impl<'a> Case<'a> {
    fn read(lines: &[&'a str], place: &str) -> Self {
        let (question, lines) = lines.split_first().expect(place);
        let (action, resource) = question.split_once(" on ").expect(place);
        let mut case = Self {
            principal: Principal::User,
            action,
            resource,
            context: Vec::new(),
            decision: "",
            text: None,
            statements: BTreeMap::new(),
        };
        for line in lines {
            if *line == "as root" {
                case.principal = Principal::RootUser;
            } else if let Some(key) = line.strip_prefix("with ") {
                let (key, value) = key.split_once(" = ").expect(place);
                case.context.push((key, scalar(value)));
            } else if let Some(decision) = line.strip_prefix("=> ") {
                case.decision = decision;
            } else if let Some(text) = line.strip_prefix("text ") {
                case.text = Some(text);
            } else {
                let (statement, outcome) = line.split_once(": ").expect(place);
                case.statements.insert(statement, outcome);
            }
        }
        case
    }

    /// What is not as written.
    fn faults(&self, policies: &[(PolicySource, Arc<Compiled>)], place: &str) -> Vec<String> {
        let identity = PrincipalPolicies::new(policies.iter().cloned());
        let policies = Policies::of(self.principal).with_identity(&identity);
        let context: Vec<_> = self
            .context
            .iter()
            .map(|(key, scalar)| (*key, Value::One(*scalar)))
            .collect();
        let context = &*context;
        let request = Request::new(self.action, self.resource, &context);

        let mut trace = Trace::default();
        let decision = decide(&request, &policies, &mut trace);
        assert_eq!(
            decide(&request, &policies, &mut NoTrace),
            decision,
            "{place}"
        );

        let mut faults = Vec::new();
        let mut compare = |seen: String, expect: &str| {
            if seen != expect {
                faults.push(format!("`{seen}` instead of `{expect}`"));
            }
        };
        compare(described(&decision), self.decision);
        if let Some(ending) = self.text {
            let caller = "arn:aws:iam::123456789012:user/Bob";
            let text = denial_text(caller, self.action, self.resource, &decision);
            let start = text.len().saturating_sub(ending.len());
            compare(text.get(start..).expect(place).to_owned(), ending);
        }
        for (statement, expect) in &self.statements {
            let mut traced = trace.statements().iter();
            let traced = traced.find(|traced| name(&traced.statement) == *statement);
            let last = traced.and_then(|traced| traced.checks.last()).expect(place);
            compare(outcome(last), expect);
        }
        faults
    }
}

fn outcome(last: &TracedCheck) -> String {
    if last.matched {
        return "matched".to_owned();
    }
    let Position { line, column, .. } = last.at;
    format!("{:?} failed at {line}:{column}", last.element)
}

fn scalar(text: &str) -> Scalar<'_> {
    match text {
        "true" => Scalar::Bool(true),
        "false" => Scalar::Bool(false),
        _ => Scalar::Text(text),
    }
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
