//! From a document back to JSON.

use std::fmt;

use super::{
    ConditionBlock, ConditionValue, Document, Located, Patterns, PrincipalElement, Principals,
    Statement,
};
use crate::json::Writer;

type Json<'a, 'f> = Writer<'a, fmt::Formatter<'f>>;

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Writer::new(f).object(|json| {
            if let Some(version) = &self.version {
                json.key("Version")?;
                json.string(version.value.as_str())?;
            }
            text(json, "Id", self.id.as_ref())?;
            json.key("Statement")?;
            json.array(|json| {
                self.statements
                    .iter()
                    .try_for_each(|each| statement(json, &each.value))
            })
        })
    }
}

fn statement(json: &mut Json<'_, '_>, statement: &Statement) -> fmt::Result {
    json.object(|json| {
        text(json, "Sid", statement.sid.as_ref())?;
        json.key("Effect")?;
        json.string(&statement.effect.value.word)?;
        if let Some(element) = &statement.principal {
            principal(json, &element.value)?;
        }
        if let Some(action) = &statement.action {
            patterns(json, ["Action", "NotAction"], &action.value)?;
        }
        if let Some(resource) = &statement.resource {
            patterns(json, ["Resource", "NotResource"], &resource.value)?;
        }
        if let Some(block) = &statement.condition {
            condition(json, &block.value)?;
        }
        Ok(())
    })
}

fn principal(json: &mut Json<'_, '_>, element: &PrincipalElement) -> fmt::Result {
    json.key(if element.negated {
        "NotPrincipal"
    } else {
        "Principal"
    })?;
    match &element.principals {
        Principals::Text(text) => json.string(text),
        Principals::ByKind(kinds) => json.object(|json| {
            kinds.iter().try_for_each(|kind| {
                json.key(&kind.name.value)?;
                texts(json, &kind.values)
            })
        }),
    }
}

fn patterns(json: &mut Json<'_, '_>, [plain, not]: [&str; 2], patterns: &Patterns) -> fmt::Result {
    json.key(if patterns.negated { not } else { plain })?;
    texts(json, &patterns.values)
}

fn condition(json: &mut Json<'_, '_>, block: &ConditionBlock) -> fmt::Result {
    json.key("Condition")?;
    json.object(|json| {
        block.operators.iter().try_for_each(|operator| {
            json.key(&operator.name.value)?;
            json.object(|json| {
                operator.keys.iter().try_for_each(|key| {
                    json.key(&key.name.value)?;
                    json.array(|json| {
                        key.values
                            .iter()
                            .try_for_each(|each| value(json, &each.value))
                    })
                })
            })
        })
    })
}

fn value(json: &mut Json<'_, '_>, value: &ConditionValue) -> fmt::Result {
    match value {
        ConditionValue::Text(text) => json.string(text),
        ConditionValue::Number(number) => json.raw(number),
        ConditionValue::Bool(true) => json.raw("true"),
        ConditionValue::Bool(false) => json.raw("false"),
    }
}

fn texts(json: &mut Json<'_, '_>, texts: &[Located<Box<str>>]) -> fmt::Result {
    json.array(|json| texts.iter().try_for_each(|text| json.string(&text.value)))
}

fn text(json: &mut Json<'_, '_>, key: &str, text: Option<&Located<Box<str>>>) -> fmt::Result {
    let Some(text) = text else { return Ok(()) };
    json.key(key)?;
    json.string(&text.value)
}
