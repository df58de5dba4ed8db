//! The policies of a section, each in its layer.

use std::sync::Arc;

use iamd_policy::{
    Compiled, Document, DocumentKind, Policies, PolicySet, PolicySource, SourceKind,
};

use crate::{Fault, Line};

/// The policies of a section.
#[derive(Debug, Default)]
pub(crate) struct Section {
    policies: Vec<Policy>,
}

#[derive(Debug)]
struct Policy {
    place: Place,
    source: PolicySource,
    compiled: Arc<Compiled>,
}

/// Where a policy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Identity,
    Boundary,
    Session,
    Resource,
    Endpoint,
    /// On a level, of which the first is 1.
    ServiceControl(usize),
    /// On a level, of which the first is 1.
    ResourceControl(usize),
}

/// The policies of a section as a decision needs them.
pub(crate) struct Layers {
    identity: Option<PolicySet>,
    boundary: Option<PolicySet>,
    session: Option<PolicySet>,
    resource: Option<PolicySet>,
    endpoint: Option<PolicySet>,
    service_control: Vec<PolicySet>,
    resource_control: Vec<PolicySet>,
}

impl Section {
    /// Adds the policy of a block, whose first line says its name and place.
    pub(crate) fn add(
        &mut self,
        name: &str,
        place: &[&str],
        block: &[Line<'_>],
    ) -> Result<(), Fault> {
        if self.names(name) {
            return Err(format!("there is a {name} already"));
        }
        let text: Vec<&str> = block.iter().map(|(_, line)| *line).collect();
        let text = text.join("\n");
        let (is_new, place) = match place {
            [place @ .., "stored"] => (false, place),
            _ => (true, place),
        };
        let (place, kind, saved_as) = read(place)?;
        let document = Document::parse(&text).map_err(|error| format!("{error:?}"))?;
        if let Some(saved_as) = saved_as {
            let check = Document::check(&text, saved_as);
            if check.is_ok() != is_new {
                return Err(format!("to save it answers {:?}", check.err()));
            }
        }
        self.policies.push(Policy {
            place,
            source: PolicySource::new(name, kind),
            compiled: Arc::new(document.compile()),
        });
        Ok(())
    }

    /// Whether it has a policy of a name.
    pub(crate) fn names(&self, name: &str) -> bool {
        let mut policies = self.policies.iter();
        policies.any(|policy| &*policy.source.id == name)
    }

    /// Its policies but for some, layer by layer.
    pub(crate) fn layers(&self, without: &[&str]) -> Layers {
        let kept = |place: Place| {
            let policies = self
                .policies
                .iter()
                .filter(move |policy| policy.place == place);
            policies.filter(|policy| !without.contains(&&*policy.source.id))
        };
        let set = |place: Place| {
            let parts = |policy: &Policy| (policy.source.clone(), Arc::clone(&policy.compiled));
            PolicySet::new(kept(place).map(parts))
        };
        let layer = |place: Place| kept(place).next().map(|_| set(place));
        // A level stays there without its policies.
        let levels = |level: fn(usize) -> Place| {
            let last = (1..=9).rfind(|number| {
                let mut policies = self.policies.iter();
                policies.any(|policy| policy.place == level(*number))
            });
            (1..=last.unwrap_or(0))
                .map(|number| set(level(number)))
                .collect()
        };
        Layers {
            identity: layer(Place::Identity),
            boundary: layer(Place::Boundary),
            session: layer(Place::Session),
            resource: layer(Place::Resource),
            endpoint: layer(Place::Endpoint),
            service_control: levels(Place::ServiceControl),
            resource_control: levels(Place::ResourceControl),
        }
    }
}

impl Layers {
    /// Adds them to what else is known of a caller.
    pub(crate) fn add_to<'a>(&'a self, caller: Policies<'a>) -> Policies<'a> {
        let mut policies = caller
            .with_service_control(&self.service_control)
            .with_resource_control(&self.resource_control);
        if let Some(identity) = &self.identity {
            policies = policies.with_identity(identity);
        }
        if let Some(boundary) = &self.boundary {
            policies = policies.with_boundary(boundary);
        }
        if let Some(session) = &self.session {
            policies = policies.with_session(session);
        }
        if let Some(resource) = &self.resource {
            policies = policies.with_resource(resource);
        }
        if let Some(endpoint) = &self.endpoint {
            policies = policies.with_endpoint(endpoint);
        }
        policies
    }
}

/// Where a policy stands, what it is, and what it is checked as when it is saved.
type Read<'t> = (Place, SourceKind, Option<DocumentKind<'t>>);

fn read<'t>(words: &[&'t str]) -> Result<Read<'t>, Fault> {
    let identity = Some(DocumentKind::Identity);
    let level = |number: &str| match number.parse() {
        Ok(level @ 1..=9) => Ok(level),
        _ => Err("a level is a number from 1 to 9"),
    };
    Ok(match words {
        [] => (Place::Identity, SourceKind::UserInline, identity),
        ["boundary"] => (Place::Boundary, SourceKind::CustomerManaged, identity),
        ["session"] => (Place::Session, SourceKind::Session, identity),
        ["resource"] => (Place::Resource, SourceKind::Resource, None),
        ["bucket", name] => {
            let bucket = DocumentKind::Bucket { name };
            (Place::Resource, SourceKind::Resource, Some(bucket))
        }
        ["trust"] => (
            Place::Resource,
            SourceKind::Trust,
            Some(DocumentKind::Trust),
        ),
        ["endpoint"] => (Place::Endpoint, SourceKind::Endpoint, None),
        ["scp", number] => {
            let place = Place::ServiceControl(level(number)?);
            (place, SourceKind::ServiceControl, None)
        }
        ["rcp", number] => {
            let place = Place::ResourceControl(level(number)?);
            (place, SourceKind::ResourceControl, None)
        }
        _ => return Err(format!("there is no layer `{}`", words.join(" "))),
    })
}
