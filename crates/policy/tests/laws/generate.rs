//! Generators of statements, documents, layers and questions.

use iamd_policy::{
    ConditionBlock, ConditionKey, ConditionOperator, ConditionValue, Document, Effect, EffectWord,
    Located, Patterns, PrincipalElement, PrincipalKind, Principals, Span, Statement, Version,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::{
    words::{
        ACTION_PATTERNS, ACTIONS, CALLERS, Family, OPERATORS, OTHER, OWN, PRINCIPALS,
        RESOURCE_PATTERNS, RESOURCES,
    },
    world::{Key, Keys, Layers, Place, Question},
};

pub(crate) fn here<T>(value: T) -> Located<T> {
    Located {
        value,
        span: Span::default(),
    }
}

pub(crate) fn text(text: &str) -> Located<Box<str>> {
    here(text.into())
}

/// How often statements name principals.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Naming {
    Seldom,
    Mostly,
}

impl Place {
    fn naming(self) -> Naming {
        match self {
            Self::Resource | Self::Endpoint | Self::ResourceControl => Naming::Mostly,
            Self::Identity | Self::Boundary | Self::Session | Self::ServiceControl => {
                Naming::Seldom
            }
        }
    }
}

/// A statement of any shape.
pub(crate) fn statement(naming: Naming) -> impl Strategy<Value = Statement> {
    let word = prop_oneof![
        12 => Just(Effect::Allow.as_str()),
        7 => Just(Effect::Deny.as_str()),
        1 => select(&["deny", "aLLOW"][..]),
    ];
    let named = match naming {
        Naming::Seldom => 0.04,
        Naming::Mostly => 0.9,
    };
    (
        option::of("[a-zA-Z]{0,4}"),
        word,
        option::weighted(named, principal()),
        option::weighted(0.97, patterns(&ACTION_PATTERNS)),
        option::weighted(0.97, patterns(&RESOURCE_PATTERNS)),
        option::weighted(0.35, condition()),
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

/// A statement of an effect, written as it must be.
pub(crate) fn statement_that(effect: Effect, naming: Naming) -> impl Strategy<Value = Statement> {
    statement(naming).prop_map(move |mut statement| {
        statement.effect = here(EffectWord {
            effect,
            word: effect.as_str().into(),
        });
        statement
    })
}

/// A statement about everything and, if they may be named, everybody.
pub(crate) fn everything(effect: Effect, naming: Naming) -> Statement {
    let star = || {
        Some(here(Patterns {
            negated: false,
            values: vec![text("*")],
        }))
    };
    Statement {
        sid: None,
        effect: here(EffectWord {
            effect,
            word: effect.as_str().into(),
        }),
        principal: matches!(naming, Naming::Mostly).then(|| {
            here(PrincipalElement {
                negated: false,
                principals: Principals::Text("*".into()),
            })
        }),
        action: star(),
        resource: star(),
        condition: None,
    }
}

fn patterns(from: &'static [&'static str]) -> impl Strategy<Value = Located<Patterns>> {
    (any_of(0.15), vec(select(from), 0..4)).prop_map(|(negated, values)| {
        here(Patterns {
            negated,
            values: values.into_iter().map(text).collect(),
        })
    })
}

fn any_of(probability: f64) -> impl Strategy<Value = bool> {
    proptest::bool::weighted(probability)
}

fn principal() -> impl Strategy<Value = Located<PrincipalElement>> {
    let kind = |(name, value): (&str, &str)| PrincipalKind {
        name: text(name),
        values: vec![text(value), text("123")],
    };
    let by_kind = vec(select(&PRINCIPALS[..]), 0..4).prop_map(move |named| {
        let mut kinds: Vec<PrincipalKind> = Vec::new();
        for one in named {
            let same = kinds.iter_mut().find(|kind| *kind.name.value == *one.0);
            match same {
                Some(known) => known.values.push(text(one.1)),
                None => kinds.push(kind(one)),
            }
        }
        Principals::ByKind(kinds)
    });
    let principals = prop_oneof![
        6 => by_kind,
        3 => Just(Principals::Text("*".into())),
        1 => Just(Principals::Text("x".into())),
    ];
    (any_of(0.2), principals).prop_map(|(negated, principals)| {
        here(PrincipalElement {
            negated,
            principals,
        })
    })
}

/// A block of up to three operators with their keys.
pub(crate) fn condition() -> impl Strategy<Value = Located<ConditionBlock>> {
    vec(operator(), 0..3).prop_map(|mut operators| {
        // A name stands once in an object.
        operators.sort_by(|one, other| one.name.value.cmp(&other.name.value));
        operators.dedup_by(|one, other| one.name.value == other.name.value);
        here(ConditionBlock { operators })
    })
}

fn operator() -> impl Strategy<Value = ConditionOperator> {
    let qualifier = select(&["", "", "ForAllValues:", "ForAnyValue:"][..]);
    (
        select(&OPERATORS[..]),
        any::<bool>(),
        qualifier,
        any_of(0.3),
    )
        .prop_flat_map(
            |((positive, negation, family), negated, qualifier, if_exists)| {
                let base = negation.filter(|_| negated).unwrap_or(positive);
                let suffix = if if_exists && base != "Null" {
                    "IfExists"
                } else {
                    ""
                };
                let name = format!("{qualifier}{base}{suffix}");
                vec(key(family), 0..3).prop_map(move |mut keys| {
                    keys.sort_by(|one, other| one.name.value.cmp(&other.name.value));
                    keys.dedup_by(|one, other| one.name.value == other.name.value);
                    ConditionOperator {
                        name: text(&name),
                        keys,
                    }
                })
            },
        )
}

/// A key with values: mostly of the family that the operator compares.
fn key(family: Family) -> impl Strategy<Value = ConditionKey> {
    let families = prop_oneof![8 => Just(family), 1 => select(&Family::ALL[..])];
    families.prop_flat_map(|family| {
        vec(value(family), 0..4).prop_map(move |values| ConditionKey {
            name: text(family.key()),
            values: values.into_iter().map(here).collect(),
        })
    })
}

/// A value as text, or, if it can be one, as a number or a boolean of JSON.
pub(crate) fn value(family: Family) -> impl Strategy<Value = ConditionValue> {
    (select(family.of_policies()), any::<bool>()).prop_map(|(value, bare)| match value {
        "true" | "false" if bare => ConditionValue::Bool(value == "true"),
        "0" | "1" | "-1" | "1e5" | "1769817600" if bare => ConditionValue::Number(value.into()),
        _ => ConditionValue::Text(value.into()),
    })
}

/// A document of a version, of some statements.
pub(crate) fn document(version: Version, statements: Vec<Statement>) -> Document {
    Document {
        version: Some(here(version)),
        id: None,
        statements: statements.into_iter().map(here).collect(),
    }
}

/// A document in the version that has variables.
pub(crate) fn v2012(statements: Vec<Statement>) -> Document {
    document(Version::V2012, statements)
}

/// A document; every other one begins with a statement that allows everything.
fn any_document(naming: Naming) -> impl Strategy<Value = Document> {
    let version = prop_oneof![5 => Just(Version::V2012), 1 => Just(Version::V2008)];
    (version, any::<bool>(), vec(statement(naming), 1..4)).prop_map(
        move |(version, is_open, mut statements)| {
            if is_open {
                statements.insert(0, everything(Effect::Allow, naming));
            }
            document(version, statements)
        },
    )
}

fn documents(place: Place) -> impl Strategy<Value = Vec<Document>> {
    vec(any_document(place.naming()), 1..3)
}

/// Documents in any of the layers.
pub(crate) fn layers() -> impl Strategy<Value = Layers> {
    let levels = |place| vec(documents(place), 0..3);
    (
        option::weighted(0.9, documents(Place::Identity)),
        option::weighted(0.3, documents(Place::Boundary)),
        option::weighted(0.4, documents(Place::Session)),
        option::weighted(0.6, documents(Place::Resource)),
        option::weighted(0.2, documents(Place::Endpoint)),
        prop_oneof![2 => Just(Vec::new()), 1 => levels(Place::ServiceControl)],
        prop_oneof![2 => Just(Vec::new()), 1 => levels(Place::ResourceControl)],
        any_of(0.1),
    )
        .prop_map(
            |(identity, boundary, session, resource, endpoint, service, resources, management)| {
                Layers {
                    single: [identity, boundary, session, resource, endpoint],
                    service_control: service,
                    resource_control: resources,
                    in_management_account: management,
                }
            },
        )
}

/// A place with a statement that may stand there.
pub(crate) fn addition(effect: Effect) -> impl Strategy<Value = (Place, Statement)> {
    select(&Place::ALL[..])
        .prop_flat_map(move |place| (Just(place), statement_that(effect, place.naming())))
}

/// The statement about everything, for a place.
pub(crate) fn everything_in(place: Place, effect: Effect) -> Statement {
    everything(effect, place.naming())
}

/// Some questions.
pub(crate) fn questions() -> impl Strategy<Value = Vec<Question>> {
    vec(question(), 8)
}

fn question() -> impl Strategy<Value = Question> {
    let account = select(&[None, None, Some(OWN), Some(OTHER)][..]);
    (
        0..CALLERS.len(),
        select(&ACTIONS[..]),
        select(&RESOURCES[..]),
        account,
        keys(),
    )
        .prop_map(|(caller, action, resource, account, keys)| Question {
            caller,
            action,
            resource,
            account,
            keys,
        })
}

/// A context in which each key is missing, or has one value or any number of them.
pub(crate) fn keys() -> impl Strategy<Value = Keys> {
    let families = Family::ALL.map(|family| {
        let one = || select(family.of_requests());
        let key = prop_oneof![
            2 => Just(None),
            5 => one().prop_map(|value| Some(Key::one(value))),
            2 => vec(one(), 0..4).prop_map(|values| Some(Key::many(&values))),
        ];
        key.prop_map(move |value| value.map(|value| (family.key(), value)))
    });
    (families, option::of(Just(Key::one("Bob")))).prop_map(|(families, username)| {
        let username = username.map(|name| ("aws:username", name));
        Keys(families.into_iter().flatten().chain(username).collect())
    })
}
