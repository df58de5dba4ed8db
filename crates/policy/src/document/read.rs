//! From JSON to a document: names and types, nothing of what they mean.

use super::{
    ConditionBlock, ConditionKey, ConditionOperator, ConditionValue, Document, DocumentError,
    Effect, EffectWord, Located, Patterns, PrincipalElement, PrincipalKind, Principals, Statement,
    Version,
};
use crate::json::{Kind, Member, Node};

type Result<T> = std::result::Result<T, DocumentError>;
type Text = Located<Box<str>>;

pub(super) fn document(root: &Node) -> Result<Document> {
    let mut version = None;
    let mut id = None;
    let mut statements = None;
    for Member {
        key,
        key_span,
        value,
    } in members(root)?
    {
        match &**key {
            "Version" => version = Some(self::version(value)?),
            "Id" => id = Some(text(value)?),
            "Statement" => statements = Some(one_or_more(value, statement)?),
            _ => return Err(DocumentError::syntax("an unknown element", key_span.start)),
        }
    }
    let statements = statements.unwrap_or_default();
    if statements.is_empty() {
        return Err(fault("a policy needs a statement", root));
    }
    Ok(Document {
        version,
        id,
        statements,
    })
}

fn version(node: &Node) -> Result<Located<Version>> {
    let Text { value, span } = text(node)?;
    let known = Version::ALL
        .into_iter()
        .find(|version| version.as_str() == &*value);
    let value = known.ok_or_else(|| fault("an unknown version", node))?;
    Ok(Located { value, span })
}

fn statement(node: &Node) -> Result<Located<Statement>> {
    let mut sid = None;
    let mut effect = None;
    let (mut principal, mut action, mut resource, mut condition) = (None, None, None, None);
    for Member {
        key,
        key_span,
        value,
    } in members(node)?
    {
        let first = match &**key {
            "Sid" => sid.replace(text(value)?).is_none(),
            "Effect" => effect.replace(self::effect(value)?).is_none(),
            "Principal" => principal.replace(self::principal(value, false)?).is_none(),
            "NotPrincipal" => principal.replace(self::principal(value, true)?).is_none(),
            "Action" => action.replace(patterns(value, false)?).is_none(),
            "NotAction" => action.replace(patterns(value, true)?).is_none(),
            "Resource" => resource.replace(patterns(value, false)?).is_none(),
            "NotResource" => resource.replace(patterns(value, true)?).is_none(),
            "Condition" => condition.replace(self::condition(value)?).is_none(),
            _ => return Err(DocumentError::syntax("an unknown element", key_span.start)),
        };
        if !first {
            let reason = "an element and its complement in one statement";
            return Err(DocumentError::syntax(reason, key_span.start));
        }
    }
    let effect = effect.ok_or_else(|| fault("a statement needs an effect", node))?;
    let value = Statement {
        sid,
        effect,
        principal,
        action,
        resource,
        condition,
    };
    Ok(Located {
        value,
        span: node.span,
    })
}

fn effect(node: &Node) -> Result<Located<EffectWord>> {
    let Text { value: word, span } = text(node)?;
    let meant = Effect::ALL
        .into_iter()
        .find(|effect| effect.as_str().eq_ignore_ascii_case(&word));
    let effect = meant.ok_or_else(|| fault("an unknown effect", node))?;
    Ok(Located {
        value: EffectWord { effect, word },
        span,
    })
}

fn principal(node: &Node, negated: bool) -> Result<Located<PrincipalElement>> {
    let principals = match &node.kind {
        Kind::String(text) => Principals::Text(text.clone()),
        Kind::Object(kinds) => {
            Principals::ByKind(kinds.iter().map(principal_kind).collect::<Result<_>>()?)
        }
        _ => return Err(fault("a principal is a text or an object", node)),
    };
    Ok(Located {
        value: PrincipalElement {
            negated,
            principals,
        },
        span: node.span,
    })
}

fn principal_kind(member: &Member) -> Result<PrincipalKind> {
    let name = Located {
        value: member.key.clone(),
        span: member.key_span,
    };
    let values = one_or_more(&member.value, text)?;
    Ok(PrincipalKind { name, values })
}

fn patterns(node: &Node, negated: bool) -> Result<Located<Patterns>> {
    let values = one_or_more(node, text)?;
    Ok(Located {
        value: Patterns { negated, values },
        span: node.span,
    })
}

fn condition(node: &Node) -> Result<Located<ConditionBlock>> {
    let operators = members(node)?.iter().map(operator).collect::<Result<_>>()?;
    Ok(Located {
        value: ConditionBlock { operators },
        span: node.span,
    })
}

fn operator(member: &Member) -> Result<ConditionOperator> {
    let keys = members(&member.value)?
        .iter()
        .map(|key| {
            let name = Located {
                value: key.key.clone(),
                span: key.key_span,
            };
            Ok(ConditionKey {
                name,
                values: one_or_more(&key.value, condition_value)?,
            })
        })
        .collect::<Result<_>>()?;
    let name = Located {
        value: member.key.clone(),
        span: member.key_span,
    };
    Ok(ConditionOperator { name, keys })
}

fn condition_value(node: &Node) -> Result<Located<ConditionValue>> {
    let value = match &node.kind {
        Kind::String(text) => ConditionValue::Text(text.clone()),
        Kind::Number(number) => ConditionValue::Number(number.clone()),
        Kind::Bool(value) => ConditionValue::Bool(*value),
        Kind::Null | Kind::Array(_) | Kind::Object(_) => {
            return Err(fault("a value is a text, a number or a boolean", node));
        }
    };
    Ok(Located {
        value,
        span: node.span,
    })
}

/// A value or a list of values.
fn one_or_more<T>(node: &Node, read: impl Fn(&Node) -> Result<T>) -> Result<Vec<T>> {
    match &node.kind {
        Kind::Array(items) => items.iter().map(read).collect(),
        _ => Ok(vec![read(node)?]),
    }
}

fn members(node: &Node) -> Result<&[Member]> {
    match &node.kind {
        Kind::Object(members) => Ok(members),
        _ => Err(fault("an object is expected", node)),
    }
}

fn text(node: &Node) -> Result<Text> {
    match &node.kind {
        Kind::String(text) => Ok(Located {
            value: text.clone(),
            span: node.span,
        }),
        _ => Err(fault("a text is expected", node)),
    }
}

fn fault(reason: &'static str, node: &Node) -> DocumentError {
    DocumentError::syntax(reason, node.span.start)
}
