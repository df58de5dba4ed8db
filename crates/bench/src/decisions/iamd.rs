//! The questions, put to iamd.

use std::sync::Arc;

use anyhow::Result;
use iamd_policy::{
    Context, Document, NoTrace, Policies, PolicySet, PolicySource, Principal, Request, Scalar,
    SourceKind, Value, decide,
};

use super::{
    case::{ACCOUNT, Caller, Case, Fact, Question, ROLE, SESSION, USER},
    engine::Engine,
};

/// iamd with its policies compiled and merged. A decision builds the request, as the server does.
pub(crate) struct Iamd {
    caller: Caller,
    questions: Vec<Asked>,
    identity: PolicySet,
    resource: Option<PolicySet>,
    boundary: Option<PolicySet>,
    session: Option<PolicySet>,
}

struct Asked {
    action: String,
    resource: String,
    facts: Facts,
}

/// The facts of a request, each with its key.
struct Facts(Vec<(&'static str, Fact)>);

impl Context for Facts {
    fn get(&self, key: &str) -> Option<Value<'_>> {
        let (_, fact) = self
            .0
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some(match fact {
            Fact::Text(text) => text.as_str().into(),
            Fact::Bool(value) => (*value).into(),
            Fact::Address(address) => Value::One(Scalar::Address(*address)),
        })
    }
}

impl Engine for Iamd {
    const NAME: &'static str = "iamd";

    fn prepare(case: &Case) -> Result<Self> {
        let of = |text: &Option<String>, kind| text.as_ref().map(|text| set(&[text], kind));
        let policies = &case.policies;
        Ok(Self {
            caller: case.caller,
            questions: case.questions.iter().map(Asked::new).collect(),
            identity: set(&policies.identity, SourceKind::CustomerManaged)?,
            resource: of(&policies.resource, SourceKind::Resource).transpose()?,
            boundary: of(&policies.boundary, SourceKind::CustomerManaged).transpose()?,
            session: of(&policies.session, SourceKind::Session).transpose()?,
        })
    }

    fn is_allowed(&self, number: usize) -> bool {
        let principal = match self.caller {
            Caller::User => Principal::user(USER),
            Caller::Session => Principal::role_session(SESSION, ROLE),
        };
        let mut policies = Policies::of(principal).with_identity(&self.identity);
        if let Some(resource) = &self.resource {
            policies = policies.with_resource(resource);
        }
        if let Some(boundary) = &self.boundary {
            policies = policies.with_boundary(boundary);
        }
        if let Some(session) = &self.session {
            policies = policies.with_session(session);
        }
        let Some(asked) = self.questions.get(number % self.questions.len()) else {
            return false;
        };
        let request = Request::new(&asked.action, &asked.resource, &asked.facts);
        let request = request.in_account(ACCOUNT);
        decide(&request, &policies, &mut NoTrace).is_allowed()
    }
}

impl Asked {
    fn new(question: &Question) -> Self {
        Self {
            action: question.action.clone(),
            resource: question.resource.clone(),
            facts: Facts(question.facts.clone()),
        }
    }
}

/// From texts to policies that are ready to decide.
pub(crate) fn set(texts: &[impl AsRef<str>], kind: SourceKind) -> Result<PolicySet> {
    let mut compiled = Vec::new();
    for (number, text) in (0..).zip(texts) {
        let document = Document::parse(text.as_ref())?;
        let source = PolicySource::new(format!("policy-{number}"), kind);
        compiled.push((source, Arc::new(document.compile())));
    }
    Ok(PolicySet::new(compiled))
}
