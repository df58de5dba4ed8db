//! Tables of conditions on one key, each with the values that it holds for.

use std::sync::Arc;

use iamd_policy::{
    Document, DocumentKind, Outcome, Policies, PolicySet, PolicySource, Principal, SourceKind,
};

use crate::{Fault, Line, ask::Question, value::Given};

/// A table: conditions down, values of the key across.
pub(crate) struct Table<'t> {
    key: &'t str,
    /// The other keys.
    context: Vec<(&'t str, Given<'t>)>,
    /// As written, and read; `None` if the key is absent.
    values: Vec<(&'t str, Option<Given<'t>>)>,
    rows: Vec<Row<'t>>,
}

struct Row<'t> {
    number: usize,
    operator: &'t str,
    /// The policy's value or values, in JSON.
    compared: &'t str,
    cells: Vec<bool>,
}

impl<'t> Table<'t> {
    /// Reads lines `with KEY = VALUE`, a line of values, and a line for each condition.
    pub(crate) fn read(key: &'t str, lines: &[Line<'t>]) -> Result<Self, Fault> {
        let mut context = Vec::new();
        let mut lines = lines.iter();
        let values = loop {
            let (_, line) = lines.next().ok_or("a table has a line of values")?;
            let Some(with) = line.strip_prefix("with ") else {
                break values(line)?;
            };
            let (key, value) = with
                .split_once(" = ")
                .ok_or("`with` has a key and a value")?;
            context.push((key, Given::read(value)?));
        };
        let rows = lines
            .map(|line| row(*line, values.len()))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            key,
            context,
            values,
            rows,
        })
    }

    pub(crate) fn cell_count(&self) -> usize {
        self.values.len() * self.rows.len()
    }

    /// The cells that are not as written, with their lines.
    pub(crate) fn faults(&self) -> Vec<(usize, Fault)> {
        let mut faults = Vec::new();
        for row in &self.rows {
            for ((written, value), expect) in self.values.iter().zip(&row.cells) {
                let mut context = self.context.clone();
                context.extend(value.clone().map(|value| (self.key, value)));
                let fault = match self.holds(row, &context) {
                    Ok(holds) if holds == *expect => continue,
                    Ok(true) => "holds".to_owned(),
                    Ok(false) => "does not hold".to_owned(),
                    Err(fault) => fault,
                };
                let Row {
                    number,
                    operator,
                    compared,
                    ..
                } = row;
                let fault = format!("{operator} {compared} for {written}: {fault}");
                faults.push((*number, fault));
            }
        }
        faults
    }

    /// Whether a condition holds, which must show in an Allow and in a Deny.
    fn holds(&self, row: &Row<'t>, context: &[(&str, Given<'_>)]) -> Result<bool, Fault> {
        let question = Question {
            action: "a:b",
            resource: "*",
            account: None,
            context,
        };
        let decide = |effects: &[&str]| {
            let policies = effects.iter().map(|effect| self.policy(row, effect));
            let set = PolicySet::new(policies.collect::<Result<Vec<_>, _>>()?);
            let bob = Principal::user("arn:aws:iam::123456789012:user/Bob");
            let (decision, _) = question.decide(&Policies::of(bob).with_identity(&set))?;
            Ok::<_, Fault>(decision.outcome)
        };
        match (decide(&["Allow"])?, decide(&["Allow", "Deny"])?) {
            (Outcome::Allowed, Outcome::ExplicitlyDenied) => Ok(true),
            (Outcome::ImplicitlyDenied, Outcome::ImplicitlyDenied) => Ok(false),
            (allow, deny) => Err(format!("{allow:?} by the Allow, {deny:?} with the Deny")),
        }
    }

    fn policy(
        &self,
        row: &Row<'t>,
        effect: &str,
    ) -> Result<(PolicySource, Arc<iamd_policy::Compiled>), Fault> {
        let Row {
            operator, compared, ..
        } = row;
        let key = self.key;
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "{effect}", "Action": "*",
                "Resource": "*", "Condition": {{"{operator}": {{"{key}": {compared}}}}}}}}}"#
        );
        let document = Document::check(&text, DocumentKind::Identity);
        let document = document.map_err(|error| format!("to save it answers {error:?}"))?;
        let source = PolicySource::new(effect, SourceKind::UserInline);
        Ok((source, Arc::new(document.compile())))
    }
}

fn values<'t>(line: &'t str) -> Result<Vec<(&'t str, Option<Given<'t>>)>, Fault> {
    let mut columns = line.split('|').map(str::trim);
    if columns.next() != Some("") {
        return Err("the values stand behind the first bar".to_owned());
    }
    let value = |written: &'t str| match written {
        "absent" => Ok((written, None)),
        _ => Ok((written, Some(Given::read(written)?))),
    };
    columns.map(value).collect()
}

fn row((number, line): Line<'_>, columns: usize) -> Result<Row<'_>, Fault> {
    let mut parts = line.split('|').map(str::trim);
    let condition = parts.next().unwrap_or_default();
    let condition = condition.split_once(' ');
    let (operator, compared) = condition.ok_or("a row has an operator and a value")?;
    let cell = |cell| match cell {
        "yes" => Ok(true),
        "-" => Ok(false),
        _ => Err(format!("line {number}: a cell is `yes` or `-`")),
    };
    let cells: Vec<bool> = parts.map(cell).collect::<Result<_, _>>()?;
    if cells.len() != columns {
        return Err(format!("line {number}: the row has {} cells", cells.len()));
    }
    Ok(Row {
        number,
        operator,
        compared: compared.trim_start(),
        cells,
    })
}
