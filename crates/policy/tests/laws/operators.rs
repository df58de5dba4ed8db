//! How the condition operators belong together.

use iamd_policy::{
    ConditionBlock, ConditionKey, ConditionOperator, ConditionValue, Effect, Outcome, Value,
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    generate::{Naming, everything, here, text, v2012, value},
    words::{Family, OPERATORS},
    world::{Key, Keys, Layers, Question},
};

/// Whether one key under one operator holds.
fn holds(operator: &str, values: &[ConditionValue], key: Option<&Key>) -> bool {
    outcome(Effect::Deny, operator, values, key) == Outcome::ExplicitlyDenied
}

/// What comes of a statement with one key under one operator.
fn outcome(
    effect: Effect,
    operator: &str,
    values: &[ConditionValue],
    key: Option<&Key>,
) -> Outcome {
    const KEY: &str = "k:v";
    let mut statement = everything(effect, Naming::Seldom);
    statement.condition = Some(here(ConditionBlock {
        operators: vec![ConditionOperator {
            name: text(operator),
            keys: vec![ConditionKey {
                name: text(KEY),
                values: values.iter().cloned().map(here).collect(),
            }],
        }],
    }));
    let mut layers = Layers::default();
    layers.single[0] = Some(vec![v2012(vec![statement])]);
    let question = Question {
        caller: 0,
        action: "s3:GetObject",
        resource: "arn:aws:s3:::b/Bob/k",
        account: None,
        keys: Keys(key.cloned().map(|key| (KEY, key)).into_iter().collect()),
    };
    layers.outcomes(&[question])[0]
}

fn family() -> impl Strategy<Value = Family> {
    select(&Family::ALL[..])
}

fn values() -> impl Strategy<Value = Vec<ConditionValue>> {
    family().prop_flat_map(|family| vec(value(family), 0..4))
}

fn one() -> impl Strategy<Value = Key> {
    family().prop_flat_map(|family| select(family.of_requests()).prop_map(Key::one))
}

fn many() -> impl Strategy<Value = Key> {
    family().prop_flat_map(|family| {
        vec(select(family.of_requests()), 0..4).prop_map(|values| Key::many(&values))
    })
}

/// A key in any state.
fn key() -> impl Strategy<Value = Option<Key>> {
    prop_oneof![1 => Just(None), 3 => one().prop_map(Some), 3 => many().prop_map(Some)]
}

/// The operators that are negations, with what they negate.
fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    OPERATORS
        .iter()
        .filter_map(|(positive, negation, _)| Some((*positive, (*negation)?)))
}

/// The operators that compare, negations included.
fn comparing() -> impl Iterator<Item = &'static str> {
    let known = OPERATORS
        .iter()
        .filter(|(name, ..)| !["Null", "Unknown"].contains(name));
    known.flat_map(|(positive, negation, _)| [Some(*positive), *negation].into_iter().flatten())
}

/// The table has all 27 operators.
#[test]
fn every_operator_is_among_them() {
    assert_eq!(comparing().count() + 1, 27);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// With one value, a negated operator says the opposite. It also does for a missing key.
    /// Exception: a key with several values, of which neither says yes.
    #[test]
    fn a_negation_is_the_opposite(values in values(), key in one()) {
        for (positive, negation) in pairs() {
            for key in [None, Some(&key)] {
                let said = holds(positive, &values, key);
                prop_assert_eq!(holds(negation, &values, key), !said, "{}", positive);
            }
        }
    }

    /// Without a qualifier, several values never hold.
    #[test]
    fn several_values_need_a_qualifier(values in values(), key in many()) {
        for operator in comparing() {
            prop_assert!(!holds(operator, &values, Some(&key)), "{operator}");
            let if_exists = format!("{operator}IfExists");
            prop_assert!(!holds(&if_exists, &values, Some(&key)), "{if_exists}");
        }
    }

    /// All values do what some value does not fail to do: under `ForAllValues` an operator holds
    /// just when its negation does not under `ForAnyValue`, also for a missing key and for none.
    #[test]
    fn for_all_and_for_any_are_duals(values in values(), key in key()) {
        for (positive, negation) in pairs() {
            for (one, other) in [(positive, negation), (negation, positive)] {
                let all = holds(&format!("ForAllValues:{one}"), &values, key.as_ref());
                let any = holds(&format!("ForAnyValue:{other}"), &values, key.as_ref());
                prop_assert_eq!(all, !any, "{} of {:?}", one, key);
            }
        }
    }

    /// `IfExists` holds for a missing key, and else adds nothing; beside a qualifier it never adds
    /// anything.
    #[test]
    fn if_exists_counts_for_a_missing_key_alone(values in values(), key in key()) {
        for operator in comparing() {
            let if_exists = format!("{operator}IfExists");
            let expect = key.is_none() || holds(operator, &values, key.as_ref());
            prop_assert_eq!(holds(&if_exists, &values, key.as_ref()), expect, "{}", if_exists);
            for qualifier in ["ForAllValues:", "ForAnyValue:"] {
                let expect = holds(&format!("{qualifier}{operator}"), &values, key.as_ref());
                let seen = holds(&format!("{qualifier}{if_exists}"), &values, key.as_ref());
                prop_assert_eq!(seen, expect, "{}{}", qualifier, if_exists);
            }
        }
    }

    /// A set of one is as the one.
    #[test]
    fn a_set_of_one_is_as_one(values in values(), family in family(), at in any::<prop::sample::Index>()) {
        let texts = family.of_requests();
        let text = texts[at.index(texts.len())];
        let (one, set) = (Key::Text(text), Key::many(&[text]));
        for operator in comparing() {
            let expect = holds(operator, &values, Some(&one));
            for qualifier in ["ForAllValues:", "ForAnyValue:"] {
                let name = format!("{qualifier}{operator}");
                prop_assert_eq!(holds(&name, &values, Some(&one)), expect, "{}", name);
                prop_assert_eq!(holds(&name, &values, Some(&set)), expect, "{}", name);
            }
        }
    }

    /// A value more in the policy can only make a positive operator hold, and a negated one not.
    #[test]
    fn a_value_more_widens_an_operator(values in values(), more in values(), key in key()) {
        let all: Vec<ConditionValue> = values.iter().chain(&more).cloned().collect();
        let negations: Vec<&str> = pairs().map(|(_, negation)| negation).collect();
        for operator in comparing() {
            let before = holds(operator, &values, key.as_ref());
            let after = holds(operator, &all, key.as_ref());
            let narrower = if negations.contains(&operator) { after } else { before };
            let wider = if negations.contains(&operator) { before } else { after };
            prop_assert!(wider || !narrower, "{operator}");
        }
    }

    /// `Null` asks for a missing key or for one that is there, and for nothing else.
    #[test]
    fn a_key_is_missing_or_there(key in key()) {
        let null = |word: &str| holds("Null", &[ConditionValue::Text(word.into())], key.as_ref());
        prop_assert_eq!(null("true"), key.is_none());
        prop_assert_eq!(null("false"), key.is_some());
        prop_assert!(!null("x"));
    }

    /// A variable stands for one value: where the key has several, be they none or one, the pattern
    /// matches nothing, with a default or without.
    #[test]
    fn a_variable_has_one_value(key in many()) {
        for variable in ["${k:v}", "${k:v, 'a'}"] {
            let value = [ConditionValue::Text(format!("{variable}*").into())];
            let set = |operator: &str| holds(&format!("ForAnyValue:{operator}"), &value, Some(&key));
            prop_assert!(!set("StringLike") && !set("StringEqualsIgnoreCase"), "{}", variable);
        }
    }

    /// Nothing that an unknown operator says lets an Allow match, and whatever it says a Deny does.
    #[test]
    fn an_unknown_operator_fails_closed(values in values(), key in key()) {
        for name in ["Unknown", "stringEquals", "ForAnyValue::StringEquals", "NullIfExists", ""] {
            let [denied, allowed] =
                [Effect::Deny, Effect::Allow].map(|effect| outcome(effect, name, &values, key.as_ref()));
            prop_assert_eq!(denied, Outcome::ExplicitlyDenied, "{}", name);
            prop_assert_eq!(allowed, Outcome::ImplicitlyDenied, "{}", name);
        }
    }
}

/// The types that this file's keys have.
#[test]
fn one_value_has_its_type() {
    let of = |text| match Key::one(text) {
        Key::Typed(scalar) => Value::One(scalar),
        Key::Text(text) => Value::from(text),
        Key::Many(_) => Value::Many(&[]),
    };
    assert_ne!(of("1"), Value::from("1"));
    assert_ne!(of("true"), Value::from("true"));
    assert_ne!(of("2001:db8::1"), Value::from("2001:db8::1"));
    assert_ne!(
        of("2026-01-31T00:00:00Z"),
        Value::from("2026-01-31T00:00:00Z")
    );
    assert_eq!(of("1.0"), Value::from("1.0"));
}
