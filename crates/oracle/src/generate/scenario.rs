//! Scenarios: templates of questions.
//!
//! `scenarios.txt` holds them. A template's `«one|other»` becomes one of its alternatives, which
//! may nest; `@name` becomes the text that a line `@name = …` gives it.

use super::chance::Chance;

const TEXT: &str = include_str!("../../scenarios.txt");

/// A template of a question.
#[derive(Debug, Clone)]
pub(super) struct Scenario {
    pub(super) title: String,
    lines: Vec<(String, String)>,
}

/// All scenarios, in order.
pub(super) fn all() -> Vec<Scenario> {
    let mut names: Vec<(String, String)> = Vec::new();
    let mut scenarios: Vec<Scenario> = Vec::new();
    for line in TEXT.lines() {
        if line.starts_with("//") {
            continue;
        }
        if let Some(title) = line.strip_prefix("# ") {
            scenarios.push(Scenario {
                title: title.to_owned(),
                lines: Vec::new(),
            });
        } else if let Some((name, value)) =
            line.strip_prefix('@').and_then(|it| it.split_once(" = "))
        {
            names.push((format!("@{name}"), filled(value, &names)));
            // The longest name first: one may begin like another.
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        } else if let (Some((field, value)), Some(scenario)) =
            (line.split_once(' '), scenarios.last_mut())
        {
            scenario
                .lines
                .push((field.to_owned(), filled(value.trim(), &names)));
        }
    }
    scenarios
}

fn filled(text: &str, names: &[(String, String)]) -> String {
    names.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(name, value)
    })
}

impl Scenario {
    /// A question from the template.
    pub(super) fn question(&self, chance: &mut Chance) -> String {
        let mut of = |field: &str| {
            let (_, template) = self.lines.iter().find(|(name, _)| name == field)?;
            let text = choose(template, chance);
            (!text.is_empty()).then_some(text)
        };
        let mut request = Vec::new();
        for field in ["principal", "issuer", "action", "management"] {
            // Only the session of a federated user has an issuer.
            let is_spare = field == "issuer"
                && !request
                    .iter()
                    .any(|member: &String| member.contains(":federated-user/"));
            if let Some(value) = of(field)
                && !is_spare
            {
                request.push(format!(r#""{field}":{value}"#));
            }
        }
        let mut resource = Vec::new();
        if let Some(target) = of("target")
            && let Some((action, arn)) = target.split_once(',')
        {
            request.push(action.to_owned());
            resource.push(arn.to_owned());
        }
        resource.extend(of("arn").map(|value| format!(r#""arn":{value}"#)));
        resource.extend(of("account").map(|value| format!(r#""account":{value}"#)));
        if !resource.is_empty() {
            request.push(format!(r#""resource":{{{}}}"#, resource.join(",")));
        }
        let context = of("context").unwrap_or_default();
        request.push(format!(
            r#""context":{{{}}}"#,
            context.trim_matches([',', ' '])
        ));
        let mut policies = Vec::new();
        for field in [
            "identity", "resource", "boundary", "session", "scp", "rcp", "endpoint",
        ] {
            policies.extend(of(field).map(|value| format!(r#""{field}":{value}"#)));
        }
        let (request, policies) = (request.join(","), policies.join(","));
        format!(r#"{{"id":1,"request":{{{request}}},"policies":{{{policies}}}}}"#)
    }
}

/// Replaces every choice by one of its alternatives.
fn choose(template: &str, chance: &mut Chance) -> String {
    let mut text = template.to_owned();
    // The innermost choice is the last one that opens.
    while let Some((before, rest)) = text.rsplit_once('«') {
        let Some((choice, after)) = rest.split_once('»') else {
            break;
        };
        let alternatives: Vec<&str> = choice.split('|').collect();
        text = format!("{before}{}{after}", chance.word(&alternatives));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_nest() {
        let mut chance = Chance::new(1, 1);
        for _ in 0..50 {
            let text = choose("«a|b«1|2»»c«|d»", &mut chance);
            assert!(
                ["ac", "acd", "b1c", "b1cd", "b2c", "b2cd"].contains(&text.as_str()),
                "{text}"
            );
        }
    }

    #[test]
    fn every_edge_case_has_a_scenario() {
        let scenarios = all();
        for edge in (1..=28).filter(|edge| ![20, 27, 28].contains(edge)) {
            let start = format!("edge {edge}:");
            assert!(
                scenarios
                    .iter()
                    .any(|scenario| scenario.title.starts_with(&start)),
                "{edge}"
            );
        }
    }
}
