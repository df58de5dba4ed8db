//! What keeps people out of a page, as axe-core finds it.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{Browser, Environment};

/// Something on a page that keeps somebody out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule that it breaks.
    pub rule: String,
    /// `serious` or `critical`.
    pub impact: String,
    /// The elements, as selectors.
    pub places: Vec<String>,
}

/// The serious and critical faults of the page that the browser shows.
///
/// # Errors
/// The script is missing or does not run.
pub async fn serious_faults(browser: &Browser, environment: &Environment) -> Result<Vec<Fault>> {
    let script = fs::read_to_string(&environment.axe_core)
        .with_context(|| format!("{}", environment.axe_core.display()))?;
    browser.execute(&script, Vec::new()).await?;
    let run = "const done = arguments[arguments.length - 1]; \
               axe.run().then(r => done(r), e => done({error: String(e)}));";
    let found = browser.execute_async(run, Vec::new()).await?;
    let violations = found.get("violations").and_then(Value::as_array);
    let violations = violations.with_context(|| format!("axe-core did not run: {found}"))?;
    Ok(violations.iter().filter_map(serious).collect())
}

fn serious(violation: &Value) -> Option<Fault> {
    let text = |name: &str| Some(violation.get(name)?.as_str()?.to_owned());
    let impact = text("impact").filter(|impact| ["serious", "critical"].contains(&impact.as_str()));
    let nodes = violation.get("nodes").and_then(Value::as_array);
    let place = |node: &Value| node.get("target").map(Value::to_string);
    Some(Fault {
        rule: text("id")?,
        impact: impact?,
        places: nodes.into_iter().flatten().filter_map(place).collect(),
    })
}
