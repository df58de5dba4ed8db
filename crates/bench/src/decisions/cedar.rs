//! The questions, put to Cedar.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    str::FromStr,
};

use anyhow::Result;
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid,
    PolicySet, Request, RestrictedExpression,
};

use super::{
    case::{Caller, Case, Fact, Question, ROLE, SESSION, USER},
    engine::Engine,
};

mod translate;

/// Cedar with its policies and entities read, and its requests built.
pub(crate) struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    requests: Vec<Request>,
}

impl Engine for Cedar {
    const NAME: &'static str = "Cedar";

    fn prepare(case: &Case) -> Result<Self> {
        let translated = translate::case(case)?;
        let requests = case
            .questions
            .iter()
            .map(|question| request(case.caller, question));
        Ok(Self {
            authorizer: Authorizer::new(),
            policies: read(&translated.text)?,
            entities: entities(case, &translated.action_groups)?,
            requests: requests.collect::<Result<_>>()?,
        })
    }

    fn is_allowed(&self, number: usize) -> bool {
        let Some(request) = self.requests.get(number % self.requests.len()) else {
            return false;
        };
        let answer = self
            .authorizer
            .is_authorized(request, &self.policies, &self.entities);
        answer.decision() == Decision::Allow
    }
}

/// The policies of a case in Cedar's language.
pub(crate) fn text(case: &Case) -> Result<String> {
    Ok(translate::case(case)?.text)
}

/// From text to policies that are ready to decide.
pub(crate) fn read(text: &str) -> Result<PolicySet> {
    Ok(PolicySet::from_str(text)?)
}

fn request(caller: Caller, question: &Question) -> Result<Request> {
    let facts = question.facts.iter().map(|(key, fact)| {
        let value = match fact {
            Fact::Text(text) => RestrictedExpression::new_string(text.clone()),
            Fact::Bool(value) => RestrictedExpression::new_bool(*value),
            Fact::Address(address) => RestrictedExpression::new_ip(address.to_string()),
        };
        (translate::attribute(key), value)
    });
    Ok(Request::new(
        principal(caller)?,
        uid("Action", &question.action)?,
        uid("Resource", &question.resource)?,
        Context::from_pairs(facts)?,
        None,
    )?)
}

fn principal(caller: Caller) -> Result<EntityUid> {
    match caller {
        Caller::User => uid("User", USER),
        Caller::Session => uid("Session", SESSION),
    }
}

/// The caller, and every action and resource that is asked for: an action in the groups that
/// policies name by a pattern, a resource with its ARN.
fn entities(case: &Case, action_groups: &[String]) -> Result<Entities> {
    let mut entities = BTreeMap::new();
    let parents = match case.caller {
        Caller::User => HashSet::new(),
        Caller::Session => HashSet::from([uid("Role", ROLE)?]),
    };
    let caller = principal(case.caller)?;
    entities.insert(caller.clone(), Entity::new_no_attrs(caller, parents));
    for question in &case.questions {
        let action = uid("Action", &question.action)?;
        let groups = action_groups
            .iter()
            .filter(|pattern| translate::fits(pattern, &question.action))
            .map(|pattern| uid("Action", pattern));
        let groups = groups.collect::<Result<_>>()?;
        entities.insert(action.clone(), Entity::new_no_attrs(action, groups));
        let resource = uid("Resource", &question.resource)?;
        let arn = RestrictedExpression::new_string(question.resource.clone());
        let attributes = HashMap::from([("arn".to_owned(), arn)]);
        let entity = Entity::new(resource.clone(), attributes, HashSet::new())?;
        entities.insert(resource, entity);
    }
    Ok(Entities::from_entities(entities.into_values(), None)?)
}

fn uid(kind: &str, id: &str) -> Result<EntityUid> {
    Ok(EntityUid::from_type_name_and_id(
        EntityTypeName::from_str(kind)?,
        EntityId::new(id),
    ))
}
