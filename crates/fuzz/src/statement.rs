//! Documents of one statement, made from parts and not from text.

use std::sync::Arc;

use iamd_policy::{
    ConditionBlock, ConditionKey, ConditionOperator, ConditionValue, Document, Effect, EffectWord,
    Located, NoTrace, Outcome, Patterns, Policies, PolicySet, PolicySource, Principal, Request,
    SourceKind, Span, Statement, Value, Version, decide,
};

/// The key that [`Denies::condition`] asks for.
pub(crate) const KEY: &str = "k:v";

/// A statement that denies.
pub(crate) struct Denies {
    version: Version,
    statement: Statement,
}

impl Denies {
    /// Everything, in a version of the language.
    pub(crate) fn everything(version: Version) -> Self {
        let statement = Statement {
            sid: None,
            effect: here(EffectWord {
                effect: Effect::Deny,
                word: Effect::Deny.as_str().into(),
            }),
            principal: None,
            action: Some(pattern("*")),
            resource: Some(pattern("*")),
            condition: None,
        };
        Self { version, statement }
    }

    /// Only actions of a pattern.
    pub(crate) fn action(mut self, text: &str) -> Self {
        self.statement.action = Some(pattern(text));
        self
    }

    /// Only resources of a pattern.
    pub(crate) fn resource(mut self, text: &str) -> Self {
        self.statement.resource = Some(pattern(text));
        self
    }

    /// Only if [`KEY`] compares with a value.
    pub(crate) fn condition(mut self, operator: &str, value: &str) -> Self {
        let key = ConditionKey {
            name: here(KEY.into()),
            values: vec![here(ConditionValue::Text(value.into()))],
        };
        self.statement.condition = Some(here(ConditionBlock {
            operators: vec![ConditionOperator {
                name: here(operator.into()),
                keys: vec![key],
            }],
        }));
        self
    }

    /// Whether it matches.
    pub(crate) fn matches(self, action: &str, resource: &str, value: Option<Value<'_>>) -> bool {
        let document = Document {
            version: Some(here(self.version)),
            id: None,
            statements: vec![here(self.statement)],
        };
        let source = PolicySource::new("policy", SourceKind::UserInline);
        let identity = PolicySet::new([(source, Arc::new(document.compile()))]);
        let caller = Principal::user("arn:aws:iam::123456789012:user/Bob");
        let policies = Policies::of(caller).with_identity(&identity);
        let context = value.map(|value| [(KEY, value)]);
        let context: &[(&str, Value<'_>)] = context.as_ref().map_or(&[], |keys| keys);
        let request = Request::new(action, resource, &context);
        decide(&request, &policies, &mut NoTrace).outcome == Outcome::ExplicitlyDenied
    }
}

fn pattern(text: &str) -> Located<Patterns> {
    here(Patterns {
        negated: false,
        values: vec![here(text.into())],
    })
}

fn here<T>(value: T) -> Located<T> {
    Located {
        value,
        span: Span::default(),
    }
}
