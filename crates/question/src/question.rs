//! A question that makes sense.

use std::borrow::Cow;

use iamd_ident::AccountId;
use iamd_policy::{Decision, Request, Tracer, decide};
use serde_json::value::RawValue;

use crate::{
    asker::Asker,
    documents::Layers,
    error::QuestionError,
    facts::Facts,
    object::Object,
    written::{WrittenQuestion, WrittenResource},
};

/// Who wants to do what to which resource, in which context and under which policies.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    id: Option<&'a RawValue>,
    asker: Asker<'a>,
    action: Cow<'a, str>,
    resource: WrittenResource<'a>,
    facts: Facts,
    layers: Layers,
    in_management_account: bool,
}

impl<'a> Question<'a> {
    /// Reads a line.
    pub(crate) fn read(line: &'a str) -> Result<Self, QuestionError> {
        let question = WrittenQuestion::read(line)?;
        let Object(request) = question.request;
        let Object(mut policies) = question.policies.unwrap_or_default();
        let issuer = once([
            ("issuer", question.issuer),
            ("request.issuer", request.issuer),
        ])?;
        let management = once([
            ("management", question.management),
            ("request.management", request.management),
            ("policies.management", policies.management),
        ])?;
        let endpoint = once([
            ("endpoint", question.endpoint),
            ("policies.endpoint", policies.endpoint.take()),
        ])?;
        let mut facts = request.context.unwrap_or_default();
        Ok(Self {
            id: question.id,
            asker: Asker::new(request.principal, issuer, &mut facts)?,
            action: action(request.action)?,
            resource: resource(request.resource)?,
            facts,
            layers: Layers::read(policies, endpoint)?,
            in_management_account: management.is_some_and(|(_, is_so)| is_so),
        })
    }

    /// Any value, as it is written.
    pub(crate) fn id(&self) -> Option<&'a RawValue> {
        self.id
    }

    /// Decides.
    pub(crate) fn decide<T: Tracer>(&self, tracer: &mut T) -> Decision {
        let mut request = Request::new(&self.action, &self.resource.arn, &self.facts);
        if let Some(account) = &self.resource.account {
            request = request.in_account(account);
        }
        let mut policies = self.layers.policies(self.asker.principal());
        if self.in_management_account {
            policies = policies.in_management_account();
        }
        decide(&request, &policies, tracer)
    }
}

/// The member, with its place, of those that may be written in several places and only in one.
fn once<T, const PLACES: usize>(
    members: [(&'static str, Option<T>); PLACES],
) -> Result<Option<(&'static str, T)>, QuestionError> {
    let mut given = members
        .into_iter()
        .filter_map(|(place, member)| Some((place, member?)));
    match (given.next(), given.next()) {
        (Some((first, _)), Some((second, _))) => Err(QuestionError::Twice { first, second }),
        (first, _) => Ok(first),
    }
}

fn action(action: Cow<'_, str>) -> Result<Cow<'_, str>, QuestionError> {
    match action.split_once(':') {
        Some((service, name)) if !service.is_empty() && !name.is_empty() => Ok(action),
        _ => Err(QuestionError::Action {
            action: action.into_owned(),
        }),
    }
}

fn resource(
    Object(resource): Object<WrittenResource<'_>>,
) -> Result<WrittenResource<'_>, QuestionError> {
    let arn = &resource.arn;
    let is_arn = arn.starts_with("arn:") && arn.splitn(6, ':').count() == 6;
    if !is_arn && arn != Request::NO_RESOURCE {
        return Err(QuestionError::Resource {
            arn: resource.arn.into_owned(),
        });
    }
    match resource.account {
        Some(account) if account.parse::<AccountId>().is_err() => Err(QuestionError::Account {
            account: account.into_owned(),
        }),
        _ => Ok(resource),
    }
}
