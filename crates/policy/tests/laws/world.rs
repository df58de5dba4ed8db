//! Documents in layers, and questions that are put to them.

use std::sync::Arc;

use iamd_policy::{
    Context, Decision, Document, NoTrace, Outcome, Policies, PolicySet, PolicySource, Principal,
    Request, Scalar, SourceKind, Statement, Tracer, Value, decide,
};

use crate::{generate::v2012, words::CALLERS};

/// Where documents may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Identity,
    Boundary,
    Session,
    Resource,
    Endpoint,
    ServiceControl,
    ResourceControl,
}

impl Place {
    pub(crate) const ALL: [Self; 7] = [
        Self::Identity,
        Self::Boundary,
        Self::Session,
        Self::Resource,
        Self::Endpoint,
        Self::ServiceControl,
        Self::ResourceControl,
    ];
}

/// Documents by their places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layers {
    /// The first five places.
    pub(crate) single: [Option<Vec<Document>>; 5],
    pub(crate) service_control: Vec<Vec<Document>>,
    pub(crate) resource_control: Vec<Vec<Document>>,
    pub(crate) in_management_account: bool,
}

/// The same, compiled and indexed.
pub(crate) struct Sets {
    single: [Option<PolicySet>; 5],
    service_control: Vec<PolicySet>,
    resource_control: Vec<PolicySet>,
    in_management_account: bool,
}

/// What is asked, and by whom.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) caller: usize,
    pub(crate) action: &'static str,
    pub(crate) resource: &'static str,
    pub(crate) account: Option<&'static str>,
    pub(crate) keys: Keys,
}

/// A context.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys(pub(crate) Vec<(&'static str, Key)>);

/// The value of a key.
#[derive(Clone, Debug)]
pub(crate) enum Key {
    Text(&'static str),
    Typed(Scalar<'static>),
    Many(Vec<String>),
}

impl Key {
    /// One value, of the type that its text looks like.
    pub(crate) fn one(text: &'static str) -> Self {
        let scalar = match text {
            "true" | "false" => Scalar::Bool(text == "true"),
            _ => {
                let integer = text.parse().map(Scalar::Integer).ok();
                let time = || text.parse().map(Scalar::Time).ok();
                let address = || text.parse().map(Scalar::Address).ok();
                match integer.or_else(time).or_else(address) {
                    Some(scalar) => scalar,
                    None => return Self::Text(text),
                }
            }
        };
        Self::Typed(scalar)
    }

    pub(crate) fn many(texts: &[&str]) -> Self {
        Self::Many(texts.iter().map(|text| (*text).to_owned()).collect())
    }
}

impl Context for Keys {
    fn get(&self, key: &str) -> Option<Value<'_>> {
        let mut keys = self.0.iter();
        let (_, value) = keys.find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some(match value {
            Key::Text(text) => Value::from(*text),
            Key::Typed(scalar) => Value::One(*scalar),
            Key::Many(texts) => Value::Many(texts),
        })
    }
}

impl Layers {
    /// The documents of a place, made present if it is not.
    fn at(&mut self, place: Place) -> &mut Vec<Document> {
        let levels = match place {
            Place::ServiceControl => &mut self.service_control,
            Place::ResourceControl => &mut self.resource_control,
            _ => return self.single[place as usize].get_or_insert_default(),
        };
        if levels.is_empty() {
            levels.push(Vec::new());
        }
        &mut levels[0]
    }

    /// Whether something stands at a place.
    pub(crate) fn has(&self, place: Place) -> bool {
        match place {
            Place::ServiceControl => !self.service_control.is_empty(),
            Place::ResourceControl => !self.resource_control.is_empty(),
            _ => self.single[place as usize].is_some(),
        }
    }

    /// The same with one more policy at a place.
    pub(crate) fn with(&self, place: Place, statement: Statement) -> Self {
        let mut layers = self.clone();
        layers.at(place).push(v2012(vec![statement]));
        layers
    }

    /// The same with other documents in the place of those of each policy set.
    pub(crate) fn map(&self, mut change: impl FnMut(Vec<Document>) -> Vec<Document>) -> Self {
        let mut layers = self.clone();
        let single = layers.single.iter_mut().flatten();
        let levels = layers
            .service_control
            .iter_mut()
            .chain(&mut layers.resource_control);
        for documents in single.chain(levels) {
            *documents = change(std::mem::take(documents));
        }
        layers
    }

    /// The same with each statement changed.
    pub(crate) fn map_statements(&self, mut change: impl FnMut(&mut Statement)) -> Self {
        self.map(|mut documents| {
            for document in &mut documents {
                for statement in &mut document.statements {
                    change(&mut statement.value);
                }
            }
            documents
        })
    }

    pub(crate) fn sets(&self) -> Sets {
        let levels = |levels: &[Vec<Document>]| levels.iter().map(|level| set(level)).collect();
        Sets {
            single: [0, 1, 2, 3, 4].map(|place| self.single[place].as_deref().map(set)),
            service_control: levels(&self.service_control),
            resource_control: levels(&self.resource_control),
            in_management_account: self.in_management_account,
        }
    }

    /// The decisions on all questions.
    pub(crate) fn decide(&self, questions: &[Question]) -> Vec<Decision> {
        let sets = self.sets();
        questions
            .iter()
            .map(|question| question.put(&sets, &mut NoTrace))
            .collect()
    }

    pub(crate) fn outcomes(&self, questions: &[Question]) -> Vec<Outcome> {
        self.decide(questions)
            .into_iter()
            .map(|decision| decision.outcome)
            .collect()
    }
}

/// Policies under the numbers of their order.
pub(crate) fn set(documents: &[Document]) -> PolicySet {
    PolicySet::new((0_u32..).zip(documents).map(|(number, document)| {
        let source = PolicySource::new(number.to_string(), SourceKind::CustomerManaged);
        (source, Arc::new(document.compile()))
    }))
}

impl Question {
    pub(crate) fn caller(&self) -> Principal<'static> {
        CALLERS[self.caller]
    }

    pub(crate) fn put<T: Tracer>(&self, sets: &Sets, tracer: &mut T) -> Decision {
        self.put_as(self.action, sets, tracer)
    }

    /// The same question with the action written in another way.
    pub(crate) fn put_as<T: Tracer>(&self, action: &str, sets: &Sets, tracer: &mut T) -> Decision {
        let mut request = Request::new(action, self.resource, &self.keys);
        if let Some(account) = self.account {
            request = request.in_account(account);
        }
        decide(&request, &sets.policies(self.caller()), tracer)
    }
}

impl Sets {
    fn policies<'a>(&'a self, caller: Principal<'a>) -> Policies<'a> {
        let [identity, boundary, session, resource, endpoint] = &self.single;
        let mut policies = Policies::of(caller)
            .with_service_control(&self.service_control)
            .with_resource_control(&self.resource_control);
        policies = identity.iter().fold(policies, Policies::with_identity);
        policies = boundary.iter().fold(policies, Policies::with_boundary);
        policies = session.iter().fold(policies, Policies::with_session);
        policies = resource.iter().fold(policies, Policies::with_resource);
        policies = endpoint.iter().fold(policies, Policies::with_endpoint);
        if self.in_management_account {
            policies = policies.in_management_account();
        }
        policies
    }
}
