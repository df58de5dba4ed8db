//! The policies of a question, layer by layer.

use std::{borrow::Cow, sync::Arc};

use iamd_policy::{Document, Policies, PolicySet, PolicySource, Principal, SourceKind};
use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;

use crate::{error::QuestionError, written::WrittenPolicies};

/// Documents as they are written: a list, or one alone.
///
/// Their text is kept, for a document must be read as its own reader reads it: with the places of
/// its elements, and without a second value for a key.
#[derive(Debug)]
pub(crate) enum WrittenDocuments<'a> {
    One(&'a RawValue),
    Many(Vec<&'a RawValue>),
}

impl<'de: 'a, 'a> Deserialize<'de> for WrittenDocuments<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = <&RawValue>::deserialize(deserializer)?;
        if !written.get().starts_with('[') {
            return Ok(Self::One(written));
        }
        let documents = serde_json::from_str(written.get());
        documents.map(Self::Many).map_err(de::Error::custom)
    }
}

/// The policies of all layers, ready to decide.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    identity: Option<PolicySet>,
    resource: Option<PolicySet>,
    boundary: Option<PolicySet>,
    session: Option<PolicySet>,
    endpoint: Option<PolicySet>,
    service_control: Vec<PolicySet>,
    resource_control: Vec<PolicySet>,
}

impl Layers {
    /// Reads all documents. `endpoint` comes with the place where it stands.
    pub(crate) fn read(
        policies: WrittenPolicies<'_>,
        endpoint: Option<(&'static str, WrittenDocuments<'_>)>,
    ) -> Result<Self, QuestionError> {
        if let Some(WrittenDocuments::Many(documents)) = &policies.resource
            && documents.len() > 1
        {
            let place = "policies.resource";
            return Err(QuestionError::ResourcePolicies { place });
        }
        let layer = |place, written: Option<WrittenDocuments<'_>>, kind| {
            let written = written.map(|written| (place, written));
            layer(written, kind)
        };
        let attached = SourceKind::CustomerManaged;
        Ok(Self {
            identity: layer("policies.identity", policies.identity, attached)?,
            resource: layer("policies.resource", policies.resource, SourceKind::Resource)?,
            boundary: layer("policies.boundary", policies.boundary, attached)?,
            session: layer("policies.session", policies.session, SourceKind::Session)?,
            endpoint: self::layer(endpoint, SourceKind::Endpoint)?,
            service_control: levels("policies.scp", policies.scp, SourceKind::ServiceControl)?,
            resource_control: levels("policies.rcp", policies.rcp, SourceKind::ResourceControl)?,
        })
    }

    /// The policies that take part in a decision about a request of `principal`.
    pub(crate) fn policies<'a>(&'a self, principal: Principal<'a>) -> Policies<'a> {
        /// Adds a layer that is present.
        type With<'a> = fn(Policies<'a>, &'a PolicySet) -> Policies<'a>;
        let layers: [(&Option<PolicySet>, With<'a>); 5] = [
            (&self.identity, Policies::with_identity),
            (&self.resource, Policies::with_resource),
            (&self.boundary, Policies::with_boundary),
            (&self.session, Policies::with_session),
            (&self.endpoint, Policies::with_endpoint),
        ];
        let policies = Policies::of(principal)
            .with_service_control(&self.service_control)
            .with_resource_control(&self.resource_control);
        layers
            .into_iter()
            .filter_map(|(layer, with)| Some((layer.as_ref()?, with)))
            .fold(policies, |policies, (layer, with)| with(policies, layer))
    }
}

/// One layer; an empty list is as good as none.
fn layer(
    written: Option<(&'static str, WrittenDocuments<'_>)>,
    kind: SourceKind,
) -> Result<Option<PolicySet>, QuestionError> {
    match written {
        None => Ok(None),
        Some((place, WrittenDocuments::One(document))) => {
            policy_set([(place.to_owned(), document)], 0, kind).map(Some)
        }
        Some((_, WrittenDocuments::Many(documents))) if documents.is_empty() => Ok(None),
        Some((place, WrittenDocuments::Many(documents))) => {
            policy_set(numbered(place, documents), 0, kind).map(Some)
        }
    }
}

/// The levels of control policies. A level without policies is present and allows nothing.
fn levels(
    place: &'static str,
    written: Option<&RawValue>,
    kind: SourceKind,
) -> Result<Vec<PolicySet>, QuestionError> {
    let Some(written) = written else {
        return Ok(Vec::new());
    };
    let Ok(written) = serde_json::from_str::<Vec<&RawValue>>(written.get()) else {
        return Err(QuestionError::Levels { place });
    };
    let mut first = 0;
    let mut levels = Vec::new();
    for (level, written) in written.into_iter().enumerate() {
        let place = format!("{place}[{level}]");
        let Ok(documents) = serde_json::from_str::<Vec<&RawValue>>(written.get()) else {
            return Err(QuestionError::Level { place });
        };
        let next = first + documents.len();
        levels.push(policy_set(numbered(&place, documents), first, kind)?);
        first = next;
    }
    Ok(levels)
}

/// The documents of a list, each with its place.
fn numbered<'a>(
    place: &str,
    documents: Vec<&'a RawValue>,
) -> impl Iterator<Item = (String, &'a RawValue)> {
    documents
        .into_iter()
        .enumerate()
        .map(move |(index, document)| (format!("{place}[{index}]"), document))
}

/// Documents that count as one layer or level. Each is known by its number, which begins with
/// `first`.
fn policy_set<'a>(
    documents: impl IntoIterator<Item = (String, &'a RawValue)>,
    first: usize,
    kind: SourceKind,
) -> Result<PolicySet, QuestionError> {
    let mut policies = Vec::new();
    for ((place, written), index) in documents.into_iter().zip(first..) {
        let source = PolicySource::new(index.to_string(), kind);
        let document = document(place, written)?;
        policies.push((source, Arc::new(document.compile())));
    }
    Ok(PolicySet::new(policies))
}

/// Reads a document that stands in the question as itself, or as a text that holds it.
fn document(place: String, written: &RawValue) -> Result<Document, QuestionError> {
    let text: Cow<'_, str> = if written.get().starts_with('"') {
        match serde_json::from_str::<String>(written.get()) {
            Ok(text) => text.into(),
            Err(error) => return Err(QuestionError::DocumentText { place, error }),
        }
    } else {
        written.get().into()
    };
    Document::parse(&text).map_err(|error| QuestionError::document(place, error))
}
