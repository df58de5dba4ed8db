//! A decision is made of what single statements say.

use iamd_policy::{Decision, Effect, Outcome, Statement};
use proptest::{collection::vec, prelude::*};

use crate::{
    generate::{Naming, layers, questions, statement, v2012},
    world::{Layers, Question},
};

fn identity(statements: Vec<Statement>) -> Layers {
    let mut layers = Layers::default();
    layers.single[0] = Some(vec![v2012(statements)]);
    layers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// In identity policies alone, what single statements say decides what they say together: a deny
    /// wins over an allow, and the first statement that says what is decided is named.
    #[test]
    fn a_decision_is_made_of_its_statements(
        statements in vec(statement(Naming::Seldom), 1..8),
        questions in questions(),
    ) {
        let alone: Vec<Vec<Decision>> = statements
            .iter()
            .map(|one| identity(vec![one.clone()]).decide(&questions))
            .collect();
        let together = identity(statements).decide(&questions);
        for (number, decision) in together.iter().enumerate() {
            let says = |outcome| {
                (0_u32..).zip(&alone).find(|(_, answers)| {
                    answers[number].outcome == outcome && answers[number].statement.is_some()
                })
            };
            let deciding = says(Outcome::ExplicitlyDenied).or_else(|| says(Outcome::Allowed));
            let named = decision.statement.as_ref().map(iamd_policy::StatementRef::index);
            prop_assert_eq!(named, deciding.map(|(index, _)| index));
            if let Some((_, answers)) = deciding {
                prop_assert_eq!(decision.outcome, answers[number].outcome);
            }
        }
    }

    /// A Deny in one layer and an Allow in another do not meet: what denies does so alone, with all
    /// that allows taken away.
    #[test]
    fn what_denies_denies_alone(layers in layers(), questions in questions()) {
        let denies = layers.map(|mut documents| {
            for document in &mut documents {
                let statements = &mut document.statements;
                statements.retain(|statement| statement.value.effect.value.effect == Effect::Deny);
            }
            documents
        });
        let explicit = |layers: &Layers, questions: &[Question]| -> Vec<bool> {
            let outcomes = layers.outcomes(questions).into_iter();
            outcomes.map(|outcome| outcome == Outcome::ExplicitlyDenied).collect()
        };
        prop_assert_eq!(explicit(&denies, &questions), explicit(&layers, &questions));
    }
}
