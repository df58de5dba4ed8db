//! Laws that hold for every policy.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;

use iamd_policy::{
    Compiled, ConditionBlock, ConditionKey, ConditionOperator, ConditionValue, Decision, Document,
    Effect, EffectWord, Located, NoTrace, Outcome, Patterns, Policies, PolicySource, Principal,
    PrincipalElement, PrincipalKind, PrincipalPolicies, Principals, Request, SourceKind, Span,
    Statement, Trace, Value, Version, decide,
};
use proptest::{option, prelude::*, sample::select, strategy::Union};

/// Patterns and values that meet often.
const ACTION_PATTERNS: [&str; 12] = [
    "*",
    "iam:*",
    "iam:Get*",
    "iam:GetUser",
    "IAM:getuser",
    "iam:*User",
    "iam:?etUser",
    "i*:GetUser",
    "*:GetUser",
    "s3:GetObject",
    "s3:*Object",
    "iam:GetUser ",
];
const ACTIONS: [&str; 5] = [
    "iam:GetUser",
    "IAM:GETUSER",
    "iam:DeleteUser",
    "s3:GetObject",
    "ec2:RunInstances",
];
const RESOURCE_PATTERNS: [&str; 9] = [
    "*",
    "arn:aws:iam::1:user/*",
    "arn:aws:iam::1:user/Bob",
    "arn:aws:iam::*:user/${aws:username}",
    "arn:aws:iam::1:user/${aws:none, 'Bob'}",
    "arn:aws:iam::1:user/${aws:none}",
    "arn:aws:iam",
    "arn:aws:s3:::b*",
    "arn:*:s3:::b?k",
];
const RESOURCES: [&str; 5] = [
    "*",
    "arn:aws:iam::1:user/Bob",
    "arn:aws:iam::1:user/Eve",
    "arn:aws:s3:::b/k",
    "arn:aws:s3:::c",
];

fn here<T>(value: T) -> Located<T> {
    Located {
        value,
        span: Span::default(),
    }
}

fn text(text: &str) -> Located<Box<str>> {
    here(text.into())
}

fn patterns(from: &'static [&'static str]) -> impl Strategy<Value = Located<Patterns>> {
    (any::<bool>(), prop::collection::vec(select(from), 0..4)).prop_map(|(negated, values)| {
        here(Patterns {
            negated,
            values: values.into_iter().map(text).collect(),
        })
    })
}

fn condition() -> impl Strategy<Value = Located<ConditionBlock>> {
    let value = prop_oneof![
        any::<bool>().prop_map(ConditionValue::Bool),
        any::<i32>().prop_map(|number| ConditionValue::Number(number.to_string().into())),
        ".{0,4}".prop_map(|text| ConditionValue::Text(text.into())),
    ];
    let name = select(&["Bool", "StringLike", "unknown"][..]);
    (name, prop::collection::vec(value, 0..3), any::<bool>()).prop_map(|(name, values, empty)| {
        let values = values.into_iter().map(here).collect();
        let key = ConditionKey {
            name: text("aws:x"),
            values,
        };
        let keys = if empty { Vec::new() } else { vec![key] };
        here(ConditionBlock {
            operators: vec![ConditionOperator {
                name: text(name),
                keys,
            }],
        })
    })
}

fn principal() -> impl Strategy<Value = Located<PrincipalElement>> {
    let by_kind = || {
        let kind = PrincipalKind {
            name: text("AWS"),
            values: vec![text("1"), text("*")],
        };
        Principals::ByKind(vec![kind])
    };
    let principals = Union::new([Principals::Text("*".into()), by_kind()].map(Just));
    (any::<bool>(), principals).prop_map(|(negated, principals)| {
        here(PrincipalElement {
            negated,
            principals,
        })
    })
}

fn statement() -> impl Strategy<Value = Statement> {
    let word = select(
        &[
            "Allow", "Deny", "Allow", "Deny", "Allow", "Deny", "deny", "aLLOW",
        ][..],
    );
    (
        option::of(".{0,4}"),
        word,
        option::weighted(0.05, principal()),
        option::weighted(0.95, patterns(&ACTION_PATTERNS)),
        option::weighted(0.95, patterns(&RESOURCE_PATTERNS)),
        option::weighted(0.2, condition()),
    )
        .prop_map(|(sid, word, principal, action, resource, condition)| {
            let effect = if word.eq_ignore_ascii_case("allow") {
                Effect::Allow
            } else {
                Effect::Deny
            };
            Statement {
                sid: sid.as_deref().map(text),
                effect: here(EffectWord {
                    effect,
                    word: word.into(),
                }),
                principal,
                action,
                resource,
                condition,
            }
        })
}

fn document(statements: Vec<Statement>) -> Document {
    let statements = statements.into_iter().map(here).collect();
    Document {
        version: Some(here(Version::V2012)),
        id: None,
        statements,
    }
}

fn statements() -> impl Strategy<Value = Vec<Statement>> {
    prop::collection::vec(statement(), 1..8)
}

fn merged(documents: impl IntoIterator<Item = Vec<Statement>>) -> PrincipalPolicies {
    let compiled = |statements| -> Arc<Compiled> { Arc::new(document(statements).compile()) };
    PrincipalPolicies::new((0..).zip(documents).map(|(number, statements): (u32, _)| {
        (
            PolicySource::new(number.to_string(), SourceKind::UserInline),
            compiled(statements),
        )
    }))
}

const PRINCIPALS: [Principal; 2] = [Principal::User, Principal::RootUser];

/// Puts every question to some policies.
fn ask_all(
    policies: &PrincipalPolicies,
    mut each: impl FnMut(&Request<'_>, &Policies<'_>) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let context: &[(&str, Value<'_>)] = &[("aws:username", "Bob".into())];
    for principal in PRINCIPALS {
        let policies = Policies::of(principal).with_identity(policies);
        for action in ACTIONS {
            for resource in RESOURCES {
                each(&Request::new(action, resource, &context), &policies)?;
            }
        }
    }
    Ok(())
}

/// The answers to all questions, in a fixed order.
fn answers(documents: impl IntoIterator<Item = Vec<Statement>>) -> Vec<Decision> {
    let mut answers = Vec::new();
    let policies = merged(documents);
    let asked = ask_all(&policies, |request, policies| {
        answers.push(decide(request, policies, &mut NoTrace));
        Ok(())
    });
    asked.unwrap();
    answers
}

fn outcomes(documents: impl IntoIterator<Item = Vec<Statement>>) -> Vec<Outcome> {
    answers(documents)
        .into_iter()
        .map(|decision| decision.outcome)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// What single statements say decides what they say together: a deny wins over an allow, and
    /// the first statement that says what is decided is named.
    #[test]
    fn a_decision_is_made_of_its_statements(statements in statements()) {
        let together = answers([statements.clone()]);
        let alone: Vec<_> = statements.into_iter().map(|one| answers([vec![one]])).collect();
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

    #[test]
    fn adding_a_deny_never_allows(statements in statements(), added in statement()) {
        prop_assume!(added.effect.value.effect == Effect::Deny);
        let before = outcomes([statements.clone()]);
        let after = outcomes([statements, vec![added]]);
        for (before, after) in before.into_iter().zip(after) {
            prop_assert!(after == before || after == Outcome::ExplicitlyDenied);
        }
    }

    #[test]
    fn adding_an_allow_never_denies(statements in statements(), added in statement()) {
        prop_assume!(added.effect.value.effect == Effect::Allow);
        let before = outcomes([statements.clone()]);
        let after = outcomes([statements, vec![added]]);
        for (before, after) in before.into_iter().zip(after) {
            prop_assert!(after == before || after == Outcome::Allowed);
            prop_assert!(before != Outcome::ExplicitlyDenied || after == before);
        }
    }

    #[test]
    fn order_and_division_do_not_count(statements in statements(), at in 0_usize..8) {
        let expect = outcomes([statements.clone()]);
        let mut reversed = statements.clone();
        reversed.reverse();
        prop_assert_eq!(&outcomes([reversed]), &expect);
        let (one, other) = statements.split_at(at.min(statements.len()));
        prop_assert_eq!(&outcomes([other.to_vec(), one.to_vec()]), &expect);
        prop_assert_eq!(&outcomes([statements.clone(), statements]), &expect);
    }

    #[test]
    fn a_trace_changes_nothing(one in statements(), other in statements()) {
        let count = one.len() + other.len();
        ask_all(&merged([one, other]), |request, policies| {
            let mut trace = Trace::default();
            let traced = decide(request, policies, &mut trace);
            prop_assert_eq!(&traced, &decide(request, policies, &mut NoTrace));
            prop_assert_eq!(trace.statements().len(), count);
            let mut matched = trace.statements().iter().filter(|traced| traced.matched());
            let deciding = match traced.outcome {
                Outcome::ExplicitlyDenied => matched.find(|one| one.statement.effect() == Effect::Deny),
                _ => matched.next(),
            };
            if let Some(statement) = &traced.statement {
                prop_assert_eq!(deciding.map(|one| &one.statement), Some(statement));
            }
            Ok(())
        })?;
    }

    #[test]
    fn the_case_of_actions_does_not_count(statements in statements()) {
        ask_all(&merged([statements]), |request, policies| {
            let upper = request.action().to_uppercase();
            let other = Request::new(&upper, request.resource(), request.context());
            let other = decide(&other, policies, &mut NoTrace);
            prop_assert_eq!(decide(request, policies, &mut NoTrace), other);
            Ok(())
        })?;
    }

    #[test]
    fn what_is_printed_is_read_back(
        statements in statements(),
        version in option::of(select(&Version::ALL[..])),
        id in option::of(".{0,8}"),
    ) {
        let mut document = document(statements);
        document.version = version.map(here);
        document.id = id.as_deref().map(text);
        let printed = document.to_string();
        let read = Document::parse(&printed).unwrap();
        prop_assert_eq!(&read, &document, "{}", printed);
        prop_assert_eq!(read.to_string(), printed);
    }
}
