//! A question as lines of text: what is asked, by whom, and the policies.
//!
//! ```text
//! principal user arn:aws:iam::123456789012:user/Bob
//! action s3:GetObject
//! resource arn:aws:s3:::b/k
//! context aws:username text Bob
//! identity {"Version": "2012-10-17", "Statement": …}
//! ```
//!
//! A line that is not understood says nothing. Of `identity`, `boundary`, `session`, `resource-policy`
//! and `endpoint` several lines are several policies; of `scp` and `rcp` each line is a level.

use std::sync::Arc;

use iamd_policy::{
    Compiled, Context, Document, Policies, PolicySet, PolicySource, Principal, Request, Scalar,
    SourceKind, Value,
};

/// A question, read.
#[derive(Default)]
pub(crate) struct Question {
    kind: String,
    name: String,
    stands_for: Option<String>,
    id: Option<String>,
    canonical_user: Option<String>,
    action: String,
    resource: String,
    account: Option<String>,
    in_management_account: bool,
    keys: Keys,
    layers: Layers,
}

/// The context.
#[derive(Default)]
struct Keys(Vec<(String, Key)>);

enum Key {
    Text(String),
    Typed(Scalar<'static>),
    Many(Vec<String>),
}

/// The documents, layer by layer.
#[derive(Clone, Default)]
pub(crate) struct Layers {
    pub(crate) identity: Vec<Arc<Compiled>>,
    pub(crate) boundary: Vec<Arc<Compiled>>,
    pub(crate) session: Vec<Arc<Compiled>>,
    pub(crate) resource: Vec<Arc<Compiled>>,
    pub(crate) endpoint: Vec<Arc<Compiled>>,
    pub(crate) service_control: Vec<Arc<Compiled>>,
    pub(crate) resource_control: Vec<Arc<Compiled>>,
}

/// The policies, layer by layer, ready to decide.
pub(crate) struct Sets {
    /// Identity, boundary, session, resource, endpoint.
    single: [Option<PolicySet>; 5],
    service_control: Vec<PolicySet>,
    resource_control: Vec<PolicySet>,
}

impl Question {
    pub(crate) fn read(text: &str) -> Self {
        let mut question = Self::default();
        for line in text.split('\n') {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            question.line(word, rest);
        }
        question
    }

    fn line(&mut self, word: &str, rest: &str) {
        match word {
            "principal" => {
                let mut words = rest.split(' ');
                words.next().unwrap_or_default().clone_into(&mut self.kind);
                words.next().unwrap_or_default().clone_into(&mut self.name);
                self.stands_for = words.next().map(str::to_owned);
            }
            "id" => self.id = Some(rest.to_owned()),
            "canonical-user" => self.canonical_user = Some(rest.to_owned()),
            "action" => rest.clone_into(&mut self.action),
            "resource" => rest.clone_into(&mut self.resource),
            "account" => self.account = Some(rest.to_owned()),
            "management" => self.in_management_account = true,
            "context" => self.keys.line(rest),
            _ => {
                if let (Some(layer), Ok(document)) =
                    (self.layers.named(word), Document::parse(rest))
                {
                    layer.push(Arc::new(document.compile()));
                }
            }
        }
    }

    pub(crate) fn layers(&self) -> &Layers {
        &self.layers
    }

    pub(crate) fn request(&self) -> Request<'_> {
        let request = Request::new(&self.action, &self.resource, &self.keys);
        match &self.account {
            Some(account) => request.in_account(account),
            None => request,
        }
    }

    /// The policies of some layers as they bear on the caller.
    pub(crate) fn policies<'a>(&'a self, sets: &'a Sets) -> Policies<'a> {
        let [identity, boundary, session, resource, endpoint] = &sets.single;
        let mut policies = Policies::of(self.principal())
            .with_service_control(&sets.service_control)
            .with_resource_control(&sets.resource_control);
        if let Some(set) = identity {
            policies = policies.with_identity(set);
        }
        if let Some(set) = boundary {
            policies = policies.with_boundary(set);
        }
        if let Some(set) = session {
            policies = policies.with_session(set);
        }
        if let Some(set) = resource {
            policies = policies.with_resource(set);
        }
        if let Some(set) = endpoint {
            policies = policies.with_endpoint(set);
        }
        if self.in_management_account {
            policies = policies.in_management_account();
        }
        policies
    }

    fn principal(&self) -> Principal<'_> {
        let name = &*self.name;
        let stands_for = self.stands_for.as_deref();
        let mut principal = match &*self.kind {
            "root" => Principal::root_user(name),
            "user" => Principal::user(name),
            "role" => Principal::role_session(name, stands_for.unwrap_or_default()),
            "federated-user" => Principal::federated_user(name, stands_for),
            "service" => Principal::service(name),
            "federated" => Principal::federated(name),
            _ => Principal::anonymous(),
        };
        if let Some(id) = &self.id {
            principal = principal.with_id(id);
        }
        if let Some(id) = &self.canonical_user {
            principal = principal.with_canonical_user(id);
        }
        principal
    }
}

impl Keys {
    /// `KEY TYPE VALUE`; several values have `|` between them.
    fn line(&mut self, line: &str) {
        let mut words = line.splitn(3, ' ');
        let mut word = || words.next().unwrap_or_default();
        let (key, of_type, value) = (word(), word(), word());
        let typed = match of_type {
            "bool" => value.parse().ok().map(Scalar::Bool),
            "integer" => value.parse().ok().map(Scalar::Integer),
            "time" => value.parse().ok().map(Scalar::Time),
            "address" => value.parse().ok().map(Scalar::Address),
            _ => None,
        };
        let value = match typed {
            Some(scalar) => Key::Typed(scalar),
            None if of_type == "none" => Key::Many(Vec::new()),
            None if of_type == "many" => Key::Many(value.split('|').map(str::to_owned).collect()),
            None => Key::Text(value.to_owned()),
        };
        self.0.push((key.to_owned(), value));
    }
}

impl Context for Keys {
    fn get(&self, key: &str) -> Option<Value<'_>> {
        let mut keys = self.0.iter();
        let (_, value) = keys.find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some(match value {
            Key::Text(text) => Value::from(&**text),
            Key::Typed(scalar) => Value::One(*scalar),
            Key::Many(texts) => Value::Many(texts),
        })
    }
}

impl Layers {
    /// Every layer.
    pub(crate) fn all(&mut self) -> [&mut Vec<Arc<Compiled>>; 7] {
        [
            &mut self.identity,
            &mut self.boundary,
            &mut self.session,
            &mut self.resource,
            &mut self.endpoint,
            &mut self.service_control,
            &mut self.resource_control,
        ]
    }

    pub(crate) fn sets(&self) -> Sets {
        let set = |documents: &[Arc<Compiled>]| {
            PolicySet::new((0_u32..).zip(documents).map(|(number, document)| {
                let source = PolicySource::new(number.to_string(), SourceKind::CustomerManaged);
                (source, Arc::clone(document))
            }))
        };
        let some = |documents: &[Arc<Compiled>]| (!documents.is_empty()).then(|| set(documents));
        let levels = |documents: &[Arc<Compiled>]| documents.chunks(1).map(set).collect();
        Sets {
            single: [
                some(&self.identity),
                some(&self.boundary),
                some(&self.session),
                some(&self.resource),
                some(&self.endpoint),
            ],
            service_control: levels(&self.service_control),
            resource_control: levels(&self.resource_control),
        }
    }

    fn named(&mut self, word: &str) -> Option<&mut Vec<Arc<Compiled>>> {
        Some(match word {
            "identity" => &mut self.identity,
            "boundary" => &mut self.boundary,
            "session" => &mut self.session,
            "resource-policy" => &mut self.resource,
            "endpoint" => &mut self.endpoint,
            "scp" => &mut self.service_control,
            "rcp" => &mut self.resource_control,
            _ => return None,
        })
    }
}
