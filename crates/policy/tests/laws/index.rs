//! The index finds what a look at every statement finds.

use iamd_policy::{
    Decision, Document, Effect, Layer, NoTrace, Outcome, Patterns, Statement, Trace,
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    generate::{Naming, condition, everything, here, layers, questions, text, v2012},
    words::{ACTIONS, RESOURCES},
    world::{Keys, Layers, Question},
};

/// What a tracer tells, compared with the decision without one.
fn compare(layers: &Layers, questions: &[Question]) -> Result<(), TestCaseError> {
    let sets = layers.sets();
    for question in questions {
        let mut trace = Trace::default();
        let traced = question.put(&sets, &mut trace);
        prop_assert_eq!(
            &traced,
            &question.put(&sets, &mut NoTrace),
            "{:?}",
            question
        );
        deciding_is_first(&traced, &trace)?;
    }
    Ok(())
}

/// The statement that is named is in its layer the first that matches and has the effect; of those
/// that deny, no layer before it has one. Exception: an Allow of a resource's policy, where one that
/// names the caller more closely may stand behind one that names its account.
fn deciding_is_first(decision: &Decision, trace: &Trace) -> Result<(), TestCaseError> {
    let effect = match decision.outcome {
        Outcome::ExplicitlyDenied => Effect::Deny,
        Outcome::Allowed | Outcome::ImplicitlyDenied => Effect::Allow,
    };
    let matched = |layer: Option<Layer>| {
        trace.statements().iter().filter(move |traced| {
            let is_layer = layer.is_none_or(|layer| traced.layer == layer);
            is_layer && traced.matched() && traced.statement.effect() == effect
        })
    };
    let first = matched(Some(decision.layer))
        .map(|traced| &traced.statement)
        .next();
    match decision.outcome {
        Outcome::ExplicitlyDenied => {
            prop_assert_eq!(decision.statement.as_ref(), first);
            let anywhere = matched(None).next().map(|traced| &traced.statement);
            prop_assert_eq!(decision.statement.as_ref(), anywhere);
        }
        Outcome::Allowed if matches!(decision.layer, Layer::Resource | Layer::Trust) => {
            let named = decision.statement.as_ref();
            prop_assert!(
                matched(Some(decision.layer)).any(|traced| Some(&traced.statement) == named)
            );
        }
        Outcome::Allowed if matches!(decision.layer, Layer::Root | Layer::Unconditional) => {
            prop_assert_eq!(&decision.statement, &None);
        }
        Outcome::Allowed => prop_assert_eq!(decision.statement.as_ref(), first),
        Outcome::ImplicitlyDenied => prop_assert_eq!(&decision.statement, &None),
    }
    Ok(())
}

/// Patterns that begin with each other.
fn nested(whole: &'static [&'static str]) -> impl Strategy<Value = Box<str>> {
    (
        select(whole),
        any::<prop::sample::Index>(),
        select(&["", "*", "?", "*?", "*k"][..]),
    )
        .prop_map(|(whole, at, end)| {
            let length = at.index(whole.len() + 1);
            let start: String = whole.chars().take(length).collect();
            format!("{start}{end}").into()
        })
}

fn crowded_statement() -> impl Strategy<Value = Statement> {
    let effect = select(&[Effect::Allow, Effect::Allow, Effect::Deny][..]);
    let patterns = |from| vec(nested(from), 1..5);
    let condition = proptest::option::weighted(0.2, condition());
    (effect, patterns(&ACTIONS), patterns(&RESOURCES), condition).prop_map(
        |(effect, actions, resources, condition)| {
            let patterns = |values: Vec<Box<str>>| {
                let values = values.iter().map(|value| text(value)).collect();
                Some(here(Patterns {
                    negated: false,
                    values,
                }))
            };
            Statement {
                action: patterns(actions),
                resource: patterns(resources),
                condition,
                ..everything(effect, Naming::Seldom)
            }
        },
    )
}

/// A crowd of statements in two documents.
fn crowd() -> impl Strategy<Value = Vec<Document>> {
    vec(crowded_statement(), 2..60).prop_map(|mut statements| {
        let behind = statements.split_off(statements.len() / 2);
        vec![v2012(statements), v2012(behind)]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A decision is the same with and without a trace, which looks at every statement: the layer
    /// and the statement that it names, too.
    #[test]
    fn a_trace_changes_nothing(layers in layers(), questions in questions()) {
        compare(&layers, &questions)?;
    }

    /// So it is for crowds of patterns that begin with each other.
    #[test]
    fn the_index_finds_what_a_look_at_all_finds(crowd in crowd(), username in any::<bool>()) {
        let mut layers = Layers::default();
        layers.single[0] = Some(crowd);
        let mut keys = Keys::default();
        if username {
            keys.0.push(("aws:username", crate::world::Key::one("Bob")));
        }
        let questions: Vec<Question> = ACTIONS
            .into_iter()
            .flat_map(|action| RESOURCES.map(|resource| (action, resource)))
            .map(|(action, resource)| Question {
                caller: 0,
                action,
                resource,
                account: Some(crate::words::OWN),
                keys: keys.clone(),
            })
            .collect();
        compare(&layers, &questions)?;
    }

    /// A trace has each statement of the layers that were asked once, and of each as many checks as
    /// it took to know.
    #[test]
    fn a_trace_tells_every_statement(layers in layers(), questions in questions()) {
        let sets = layers.sets();
        for question in questions.iter().filter(|question| question.caller == 0) {
            let mut trace = Trace::default();
            let decision = question.put(&sets, &mut trace);
            if decision.layer == Layer::Unconditional {
                prop_assert!(trace.statements().is_empty());
                continue;
            }
            let single = layers.single.iter().flatten().flatten();
            let mut expect = single.map(|document| document.statements.len()).sum::<usize>();
            let told = trace.statements().iter().filter(|traced| {
                !matches!(traced.layer, Layer::ServiceControl | Layer::ResourceControl)
            });
            expect -= told.clone().count();
            prop_assert_eq!(expect, 0);
            for traced in told {
                prop_assert!(!traced.checks.is_empty());
            }
        }
    }
}
