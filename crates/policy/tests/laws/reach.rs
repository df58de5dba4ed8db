//! The generators reach what the laws are about.

use std::collections::BTreeSet;

use iamd_policy::{
    Layer::{
        self, Boundary, Endpoint, Identity, Resource, ResourceControl, Root, ServiceControl,
        Session, Trust, Unconditional,
    },
    Outcome,
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::{
    generate::{layers, questions},
    words::CALLERS,
};

/// Every layer denies, fails to allow and allows, and every caller is allowed something and denied
/// something; from the same chance in each run.
#[test]
fn every_layer_and_outcome_is_reached() {
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), chance);
    let mut seen = BTreeSet::new();
    let mut callers = BTreeSet::new();
    for _ in 0..600 {
        let (layers, questions) = (layers(), questions())
            .new_tree(&mut runner)
            .unwrap()
            .current();
        for (question, decision) in questions.iter().zip(layers.decide(&questions)) {
            seen.insert((decision.outcome as u8, decision.layer));
            callers.insert((question.caller, decision.is_allowed()));
        }
    }
    let allowing = [Resource, Trust, Identity, Root, Unconditional];
    let missing = [
        ServiceControl,
        Resource,
        Trust,
        Identity,
        Boundary,
        Session,
        Endpoint,
    ];
    let denying = [
        ServiceControl,
        ResourceControl,
        Resource,
        Trust,
        Identity,
        Boundary,
        Session,
        Endpoint,
    ];
    let expect: BTreeSet<(u8, Layer)> = [
        (Outcome::Allowed, &allowing[..]),
        (Outcome::ImplicitlyDenied, &missing),
        (Outcome::ExplicitlyDenied, &denying),
    ]
    .into_iter()
    .flat_map(|(outcome, layers)| layers.iter().map(move |layer| (outcome as u8, *layer)))
    .collect();
    assert_eq!(seen, expect);
    assert_eq!(callers.len(), 2 * CALLERS.len());
}
