//! What does not count: order, division, repetition, case, types.

use iamd_policy::{Decision, Document, Located, NoTrace, Patterns, Scalar};
use proptest::prelude::*;

use crate::{
    generate::{document, here, layers, questions, text},
    world::{Key, Question},
};

/// Decisions without their statements, which are named by where they stand.
fn layer_and_outcome(decisions: Vec<Decision>) -> Vec<(iamd_policy::Layer, iamd_policy::Outcome)> {
    decisions
        .into_iter()
        .map(|decision| (decision.layer, decision.outcome))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The order of policies, of levels and of statements does not count.
    #[test]
    fn order_does_not_count(layers in layers(), questions in questions()) {
        let mut turned = layers.map(|mut documents| {
            documents.reverse();
            for document in &mut documents {
                document.statements.reverse();
            }
            documents
        });
        turned.service_control.reverse();
        turned.resource_control.reverse();
        prop_assert_eq!(
            layer_and_outcome(turned.decide(&questions)),
            layer_and_outcome(layers.decide(&questions))
        );
    }

    /// Whether statements stand in one document or in several does not count.
    #[test]
    fn division_does_not_count(layers in layers(), questions in questions()) {
        let split = layers.map(|documents| documents.iter().flat_map(one_by_one).collect());
        prop_assert_eq!(
            layer_and_outcome(split.decide(&questions)),
            layer_and_outcome(layers.decide(&questions))
        );
    }

    /// What stands twice says no more than once: not even another statement is named.
    #[test]
    fn repetition_does_not_count(layers in layers(), questions in questions()) {
        let mut twice = layers.map(|documents| {
            let again = documents.clone();
            let all = documents.into_iter().chain(again);
            all.map(|mut document| {
                document.statements.extend(document.statements.clone());
                document
            })
            .collect()
        });
        twice.service_control.extend(twice.service_control.clone());
        twice.resource_control.extend(twice.resource_control.clone());
        prop_assert_eq!(twice.decide(&questions), layers.decide(&questions));
    }

    /// A pattern or a value more that stands there already says nothing.
    #[test]
    fn repeated_patterns_do_not_count(layers in layers(), questions in questions()) {
        let twice = layers.map_statements(|statement| {
            let elements = [&mut statement.action, &mut statement.resource];
            for Located { value: Patterns { values, .. }, .. } in elements.into_iter().flatten() {
                values.extend(values.clone());
            }
            let operators = statement.condition.iter_mut().flat_map(|block| &mut block.value.operators);
            for key in operators.flat_map(|operator| &mut operator.keys) {
                key.values.extend(key.values.clone());
            }
        });
        prop_assert_eq!(twice.decide(&questions), layers.decide(&questions));
    }

    /// The case of actions does not count, neither in requests nor in policies.
    #[test]
    fn the_case_of_actions_does_not_count(layers in layers(), questions in questions()) {
        let upper = layers.map_statements(|statement| {
            for pattern in statement.action.iter_mut().flat_map(|action| &mut action.value.values) {
                *pattern = text(&pattern.value.to_ascii_uppercase());
            }
        });
        let (plain, upper) = (layers.sets(), upper.sets());
        for question in &questions {
            let expect = question.put(&plain, &mut NoTrace);
            let action = question.action.to_ascii_uppercase();
            prop_assert_eq!(&question.put_as(&action, &plain, &mut NoTrace), &expect);
            prop_assert_eq!(&question.put(&upper, &mut NoTrace), &expect);
        }
    }

    /// The case of condition keys does not count, in conditions and in variables.
    #[test]
    fn the_case_of_keys_does_not_count(layers in layers(), questions in questions()) {
        let upper = layers.map_statements(|statement| {
            for pattern in statement.resource.iter_mut().flat_map(|it| &mut it.value.values) {
                *pattern = text(&pattern.value.replace("${aws:username", "${AWS:UserName"));
            }
            let operators = statement.condition.iter_mut().flat_map(|block| &mut block.value.operators);
            for key in operators.flat_map(|operator| &mut operator.keys) {
                key.name = text(&key.name.value.to_ascii_uppercase());
            }
        });
        prop_assert_eq!(upper.decide(&questions), layers.decide(&questions));
    }

    /// A value of a type decides as its text does. Exception: a number of four digits under an
    /// operator of dates, where the text is a year; the generators make none.
    #[test]
    fn types_of_values_do_not_count(layers in layers(), questions in questions()) {
        let as_text = |question: &Question| {
            let mut question = question.clone();
            for (_, key) in &mut question.keys.0 {
                if let Key::Typed(scalar) = key {
                    let text: &'static str = scalar_text(*scalar);
                    *key = Key::Text(text);
                }
            }
            question
        };
        let texts: Vec<Question> = questions.iter().map(as_text).collect();
        prop_assert_eq!(layers.decide(&texts), layers.decide(&questions));
    }

    /// An element that is written as a list of one is as without the list; and a document that is
    /// printed and read decides as before.
    #[test]
    fn printing_does_not_count(layers in layers(), questions in questions()) {
        let read = layers.map(|documents| {
            let read = |document: &Document| Document::parse(&document.to_string()).unwrap();
            documents.iter().map(read).collect()
        });
        prop_assert_eq!(read.decide(&questions), layers.decide(&questions));
    }
}

fn one_by_one(whole: &Document) -> Vec<Document> {
    let version = whole.version.as_ref().unwrap().value;
    let statements = whole.statements.iter();
    statements
        .map(|statement| document(version, vec![here(statement.value.clone()).value]))
        .collect()
}

/// The few values that there are, as texts that live for ever.
fn scalar_text(scalar: Scalar<'_>) -> &'static str {
    let text = scalar.text();
    let mut texts = crate::words::Family::ALL
        .into_iter()
        .flat_map(crate::words::Family::of_requests);
    texts.find(|known| **known == text.as_str()).unwrap()
}
