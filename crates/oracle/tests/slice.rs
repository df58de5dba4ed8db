//! A seeded slice of the comparison: the engine agrees, the questions reach all that they must,
//! and each planted fault is found.

use iamd_oracle::{End, Engine, Fault, Plan, Shows, compare, comparison_report, hunt};

/// The real engine.
struct Real;

impl Engine for Real {
    fn answer(&self, question: &str) -> String {
        iamd_question::answer_line(question)
    }

    fn inline_fits(&self, documents: &[String], characters_max: usize) -> Option<bool> {
        let sum: usize = documents
            .iter()
            .map(|document| iamd_policy::counted_bytes(document))
            .sum();
        Some(sum <= characters_max)
    }
}

#[test]
fn the_engine_agrees_and_everything_is_reached() {
    let plan = Plan {
        decisions: 50_000,
        seed: 1,
        threads: 2,
        shown_max: 5,
    };
    let comparison = compare(&Real, plan);
    assert_eq!(
        comparison.disagreements,
        0,
        "{}",
        comparison_report(&comparison, plan.seed)
    );
    assert_eq!(comparison.seen.missing(), Vec::<String>::new());
}

#[test]
fn every_planted_fault_is_found() {
    let missed: Vec<Fault> = hunt(&Real, 1, 50_000)
        .into_iter()
        .filter(|hunted| !matches!(hunted.end, End::Found { .. }))
        .map(|hunted| hunted.fault)
        .collect();
    assert_eq!(missed, []);
}

#[test]
fn without_an_engine_that_says_sizes_nothing_is_claimed_about_them() {
    let engine = |question: &str| iamd_question::answer_line(question);
    for hunted in hunt(&engine, 1, 1) {
        let is_size = hunted.fault.shows() == Shows::Size;
        assert_eq!(hunted.end == End::NotAsked, is_size, "{hunted:?}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let plan = |threads| Plan {
        decisions: 6_000,
        seed: 2,
        threads,
        shown_max: 1,
    };
    assert_eq!(compare(&Real, plan(1)).seen, compare(&Real, plan(3)).seen);
}
