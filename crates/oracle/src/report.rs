//! What a run found, as Markdown.

use std::fmt::Write as _;

use crate::{
    answer::Decision,
    caller::CallerKind,
    compare::Comparison,
    condition::{Name, Operator, Presence, Qualifier, Test},
    fault::Shows,
    generate::Generator,
    hunt::{End, Hunted},
    layer::Layer,
    seen::{Cell, Says, Seen},
};

/// Writing to a string cannot fail.
macro_rules! line {
    ($text:expr, $($argument:tt)*) => {
        { let _ = writeln!($text, $($argument)*); }
    };
}

/// The report of a comparison: agreement, disagreements, and what was reached.
pub fn comparison_report(comparison: &Comparison, seed: u64) -> String {
    let mut text = String::new();
    let reached = &comparison.seen;
    line!(text, "## Agreement\n");
    line!(
        text,
        "{} decisions, seed {seed}: {} disagreements.",
        comparison.decisions,
        comparison.disagreements
    );
    for (number, (shown, count)) in comparison.shown.iter().enumerate() {
        line!(text, "\n### Disagreement {}, {count} alike\n", number + 1);
        line!(
            text,
            "Engine: `{}`\n\nOracle: `{}`\n",
            shown.engine,
            shown.ours
        );
        line!(
            text,
            "```json\n{}\n```\n\nAs asked:\n\n```json\n{}\n```",
            shown.minimal,
            shown.question
        );
    }
    let missing = reached.missing();
    line!(text, "\n## Reached\n");
    if missing.is_empty() {
        line!(text, "Everything that had to be reached was reached.");
    } else {
        line!(text, "NOT reached:\n\n- {}", missing.join("\n- "));
    }
    operators(&mut text, reached);
    callers(&mut text, reached);
    layers(&mut text, reached);
    rows(&mut text, reached);
    scenarios(&mut text, reached);
    text
}

/// The report of the hunt for the planted faults.
pub fn hunt_report(hunted: &[Hunted]) -> String {
    let mut text = String::new();
    let found = hunted
        .iter()
        .filter(|it| matches!(it.end, End::Found { .. }))
        .count();
    line!(
        text,
        "## Planted faults\n\n{found} of {} found.\n",
        hunted.len()
    );
    line!(
        text,
        "| edge case | fault | what it does | found at question |\n|---|---|---|---|"
    );
    for Hunted { fault, end } in hunted {
        let edge = fault
            .edge()
            .map_or_else(|| "of choice".to_owned(), |edge| edge.to_string());
        let end = match end {
            End::Found { at, .. } => at.to_string(),
            End::Missed => "**missed**".to_owned(),
            End::NotAsked => "the engine does not say".to_owned(),
        };
        line!(
            text,
            "| {edge} | {} |{} | {end} |",
            fault.name(),
            fault.what()
        );
    }
    line!(text, "\nThe smallest question that shows each:\n");
    for Hunted { fault, end } in hunted {
        if let (End::Found { question, .. }, Shows::Decision) = (end, fault.shows()) {
            line!(text, "- {}: `{question}`", fault.name());
        }
    }
    text
}

fn operators(text: &mut String, seen: &Seen) {
    line!(
        text,
        "\n### Operators\n\nTimes that a test held / did not hold.\n"
    );
    let heads = Qualifier::ALL
        .iter()
        .map(|it| format!("{0}… | {0}…IfExists |", it.prefix()));
    line!(text, "| operator | {}", heads.collect::<Vec<_>>().join(" "));
    line!(text, "|---|---|---|---|---|---|---|");
    for &operator in Operator::ALL {
        let _ = write!(text, "| {} |", operator.name());
        for &qualifier in Qualifier::ALL {
            for if_exists in [false, true] {
                let name = Name {
                    operator,
                    qualifier,
                    if_exists,
                };
                if Name::all().contains(&name) {
                    let _ = write!(
                        text,
                        " {} / {} |",
                        seen.of_test(name, true),
                        seen.of_test(name, false)
                    );
                } else {
                    let _ = write!(text, " – |");
                }
            }
        }
        line!(text, "");
    }
    line!(
        text,
        "\n| the request's value | held | did not hold |\n|---|---|---|"
    );
    for &presence in Presence::ALL {
        let of = |held| -> u64 {
            Name::all()
                .iter()
                .map(|&name| {
                    seen.of(Cell::Test(Test {
                        name,
                        presence,
                        held,
                    }))
                })
                .sum()
        };
        line!(text, "| {presence:?} | {} | {} |", of(true), of(false));
    }
}

fn callers(text: &mut String, seen: &Seen) {
    line!(text, "\n### Callers\n");
    line!(
        text,
        "| caller | allowed | implicitly denied | explicitly denied | needed no permission |"
    );
    line!(text, "|---|---|---|---|---|");
    for &kind in CallerKind::ALL {
        let _ = write!(text, "| {kind:?} |");
        for &decision in Decision::ALL {
            let _ = write!(text, " {} |", seen.of(Cell::Caller(kind, decision)));
        }
        line!(text, " {} |", seen.of(Cell::Exempt(kind)));
    }
    line!(text, "\n{} questions were refused.", seen.of(Cell::Error));
}

fn layers(text: &mut String, seen: &Seen) {
    line!(
        text,
        "\n### Layers\n\nWhat each said, and what it decided.\n"
    );
    line!(
        text,
        "| layer | deny | allow | nothing | allowed | implicitly denied | explicitly denied |"
    );
    line!(text, "|---|---|---|---|---|---|---|");
    for &layer in Layer::ALL {
        let _ = write!(text, "| {} |", layer.name());
        for says in [Says::Deny, Says::Allow, Says::Nothing] {
            let _ = write!(text, " {} |", seen.of(Cell::Layer(layer, says)));
        }
        for &decision in Decision::ALL {
            let _ = write!(text, " {} |", seen.of(Cell::Decided(layer, decision)));
        }
        line!(text, "");
    }
}

fn rows(text: &mut String, seen: &Seen) {
    line!(
        text,
        "\n### Rows\n\nThe resource's policy grants, and at most one other layer is silent.\n"
    );
    line!(
        text,
        "| policy | accounts | names | silent | decision | times |\n|---|---|---|---|---|---|"
    );
    for (cell, count) in seen.counts() {
        if let Cell::Row {
            kind,
            same,
            naming,
            silence,
            decision,
        } = cell
        {
            let accounts = if same { "one" } else { "two" };
            let decision = decision.name();
            line!(
                text,
                "| {kind:?} | {accounts} | {naming:?} | {silence:?} | {decision} | {count} |"
            );
        }
    }
}

fn scenarios(text: &mut String, seen: &Seen) {
    line!(text, "\n### Scenarios\n");
    line!(
        text,
        "| scenario | allowed | implicitly denied | explicitly denied | refused |\n|---|---|---|---|---|"
    );
    for (number, title) in Generator::scenarios().into_iter().enumerate() {
        let _ = write!(text, "| {title} |");
        for &decision in Decision::ALL {
            let _ = write!(text, " {} |", seen.of(Cell::Scenario(number, decision)));
        }
        line!(text, " {} |", seen.of(Cell::ScenarioError(number)));
    }
}
