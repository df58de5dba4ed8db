//! The checks of bucket policies.

use iamd_ident::Partition;

use super::{
    Document, Result, Text, condition, each, exact_effects, principal, refuse, repeated_sid, s3,
    statements, values,
};
use crate::{
    document::{
        ConditionKey, Located, Patterns, Principals, ResourcePolicyFault, Statement,
        validate::s3::Covers,
    },
    network::Network,
    operator::{Operator, Test},
    position::Position,
};

/// LIMIT: bytes of a bucket policy, white space included.
///
/// SOURCE: Amazon S3 User Guide, "Bucket policies": 20 KB. That the message comes with the code
/// MalformedPolicy is not recorded.
const BYTES_MAX: usize = 20 * 1024;

/// A document that is to be the policy of a bucket.
struct BucketPolicy<'a> {
    document: &'a Document,
    bucket: &'a str,
}

/// SOURCE: the messages are those of recorded and reported answers. Of their order it is known that
/// conditions that do not apply to actions are reported before actions that do not apply to
/// resources. Principals come last, because whether they exist is looked up after all of this.
const CHECKS: [fn(&BucketPolicy<'_>) -> Result; 13] = [
    effects,
    principals_present,
    actions_present,
    resources_present,
    unique_sids,
    known_actions,
    form_of_resources,
    known_operators,
    form_of_condition_keys,
    addresses,
    conditions_apply,
    actions_apply,
    form_of_principals,
];

/// Checks a bucket policy before it is read.
///
/// SOURCE: recorded answers: the brace must be the very first byte.
pub(super) fn text(text: &str) -> Result {
    if text.len() > BYTES_MAX {
        return refuse(ResourcePolicyFault::BucketSize, Position::START);
    }
    if !text.starts_with('{') {
        return refuse(ResourcePolicyFault::BucketFirstByte, Position::START);
    }
    Ok(())
}

pub(super) fn check(document: &Document, bucket: &str) -> Result {
    let policy = BucketPolicy { document, bucket };
    CHECKS.iter().try_for_each(|check| check(&policy))
}

fn effects(policy: &BucketPolicy<'_>) -> Result {
    exact_effects(policy.document)
}

fn principals_present(policy: &BucketPolicy<'_>) -> Result {
    principal::required(policy.document)
}

/// An empty list is not missing, but no action.
fn actions_present(policy: &BucketPolicy<'_>) -> Result {
    let fault = ResourcePolicyFault::BucketAction;
    element_present(
        policy,
        "Action",
        |statement| statement.action.as_ref(),
        &fault,
    )
}

/// An empty list is not missing, but no resource.
fn resources_present(policy: &BucketPolicy<'_>) -> Result {
    let fault = ResourcePolicyFault::BucketResource;
    element_present(
        policy,
        "Resource",
        |statement| statement.resource.as_ref(),
        &fault,
    )
}

fn element_present(
    policy: &BucketPolicy<'_>,
    field: &'static str,
    element: impl Fn(&Statement) -> Option<&Located<Patterns>>,
    empty: &ResourcePolicyFault,
) -> Result {
    for statement in &policy.document.statements {
        match element(&statement.value) {
            None => {
                let fault = ResourcePolicyFault::MissingField { field };
                return refuse(fault, statement.span.start);
            }
            Some(patterns) if patterns.value.values.is_empty() => {
                return refuse(empty.clone(), patterns.span.start);
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// A `Sid` may have any characters.
///
/// SOURCE: Amazon S3 User Guide, "Examples of Amazon S3 bucket policies": there are some with
/// spaces and full stops.
fn unique_sids(policy: &BucketPolicy<'_>) -> Result {
    match repeated_sid(policy.document) {
        None => Ok(()),
        Some(sid) => refuse(ResourcePolicyFault::SidTwice, sid.span.start),
    }
}

/// An action is one of S3 that the policy of a bucket can grant.
fn known_actions(policy: &BucketPolicy<'_>) -> Result {
    each(
        policy.document,
        |statement| statement.action.as_ref(),
        |action| {
            let vendor = action.split_once(':').map(|(vendor, _)| vendor);
            let is_of_s3 = vendor.is_some_and(|vendor| vendor.eq_ignore_ascii_case("s3"));
            if action == "*" || (is_of_s3 && s3::can_be_granted(action)) {
                Ok(())
            } else {
                Err(ResourcePolicyFault::BucketAction)
            }
        },
    )
}

fn form_of_resources(policy: &BucketPolicy<'_>) -> Result {
    each(
        policy.document,
        |statement| statement.resource.as_ref(),
        |resource| match covers(resource, policy.bucket) {
            Some(_) => Ok(()),
            None => Err(ResourcePolicyFault::BucketResource),
        },
    )
}

fn known_operators(policy: &BucketPolicy<'_>) -> Result {
    match condition::unknown_operator(policy.document) {
        None => Ok(()),
        Some(Text { value, span }) => {
            let operator = value.clone();
            refuse(ResourcePolicyFault::BucketOperator { operator }, span.start)
        }
    }
}

/// A key has a service. Whether the service has such a key is not checked.
fn form_of_condition_keys(policy: &BucketPolicy<'_>) -> Result {
    let has_form = |key: &&ConditionKey| match key.name.value.split_once(':') {
        Some((service, name)) => !service.is_empty() && !name.is_empty(),
        None => false,
    };
    let mut keys = statements(policy.document).flat_map(condition::keys);
    match keys.find(|key| !has_form(key)) {
        None => Ok(()),
        Some(key) => refuse(ResourcePolicyFault::BucketConditionKey, key.name.span.start),
    }
}

/// SOURCE: reported answers: the key decides, not the operator. That `Null` is left out, whose
/// value is no address, is our reading.
fn addresses(policy: &BucketPolicy<'_>) -> Result {
    let operators = statements(policy.document).flat_map(condition::operators);
    let compared = operators.filter(|operator| {
        let parsed = Operator::parse(&operator.name.value);
        parsed.is_some_and(|operator| operator.test != Test::Null)
    });
    let wrong = compared
        .flat_map(|operator| &operator.keys)
        .filter(|key| key.name.value.eq_ignore_ascii_case("aws:SourceIp"))
        .flat_map(|key| &key.values)
        .find(|value| Network::parse(value.value.text()).is_none());
    match wrong {
        None => Ok(()),
        Some(value) => refuse(ResourcePolicyFault::BucketAddress, value.span.start),
    }
}

/// SOURCE: reported answers: every action that is written out must have the key; patterns of
/// actions are passed over.
fn conditions_apply(policy: &BucketPolicy<'_>) -> Result {
    for statement in statements(policy.document) {
        for key in condition::keys(statement) {
            let mut actions = listed(statement.action.as_ref());
            if !actions.all(|action| s3::has_condition_key(&action.value, &key.name.value)) {
                return refuse(ResourcePolicyFault::BucketCondition, key.name.span.start);
            }
        }
    }
    Ok(())
}

fn actions_apply(policy: &BucketPolicy<'_>) -> Result {
    for statement in statements(policy.document) {
        if statement
            .resource
            .as_ref()
            .is_some_and(|resource| resource.value.negated)
        {
            continue;
        }
        let resources = values(statement.resource.as_ref());
        let covered = resources
            .filter_map(|resource| covers(&resource.value, policy.bucket))
            .fold(Covers::default(), Covers::or);
        let mut actions = listed(statement.action.as_ref());
        if let Some(action) = actions.find(|action| !s3::applies(&action.value, covered)) {
            return refuse(ResourcePolicyFault::BucketActionResource, action.span.start);
        }
    }
    Ok(())
}

fn form_of_principals(policy: &BucketPolicy<'_>) -> Result {
    for element in principal::elements(policy.document) {
        if matches!(&element.value.principals, Principals::Text(text) if &**text != "*") {
            return refuse(ResourcePolicyFault::BucketPrincipal, element.span.start);
        }
    }
    for kind in principal::kinds(policy.document) {
        let form = principal::form(&kind.name.value, &principal::BUCKET_KINDS);
        let Some(has_form) = form.filter(|_| !kind.values.is_empty()) else {
            return refuse(ResourcePolicyFault::BucketPrincipal, kind.name.span.start);
        };
        if let Some(name) = kind.values.iter().find(|name| !has_form(&name.value)) {
            return refuse(ResourcePolicyFault::BucketPrincipal, name.span.start);
        }
    }
    Ok(())
}

/// The values of an element that is not a complement.
fn listed(element: Option<&Located<Patterns>>) -> impl Iterator<Item = &Text> {
    values(element.filter(|patterns| !patterns.value.negated))
}

/// What of a bucket a resource covers; `None` if it is not of the bucket.
///
/// SOURCE: reported answers: a resource is an ARN that begins with that of the bucket; `*` alone is
/// none. That a name that goes on is refused, as that of another bucket, is our reading.
fn covers(resource: &str, bucket: &str) -> Option<Covers> {
    let (partition, rest) = resource.strip_prefix("arn:")?.split_once(':')?;
    let _known: Partition = partition.parse().ok()?;
    let rest = rest.strip_prefix("s3:::")?.strip_prefix(bucket)?;
    let (bucket, objects) = match rest.bytes().next() {
        None => (true, false),
        Some(b'*') => (!rest.contains('/'), true),
        Some(b'/' | b'?') => (false, true),
        Some(_) => return None,
    };
    Some(Covers { bucket, objects })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_are_those_of_the_bucket() {
        let check = |resource: &str, expect: Option<(bool, bool)>| {
            let seen = covers(&format!("arn:aws:s3:::{resource}"), "b");
            let seen = seen.map(|covers| (covers.bucket, covers.objects));
            assert_eq!(seen, expect, "{resource}");
        };
        check("b", Some((true, false)));
        check("b/", Some((false, true)));
        check("b/*", Some((false, true)));
        check("b*", Some((true, true)));
        check("b*/x", Some((false, true)));
        check("b?x", Some((false, true)));
        check("", None);
        check("*", None);
        check("/b", None);
        check("bc", None);
        check("B", None);
    }

    #[test]
    fn other_arns_are_not_of_the_bucket() {
        for resource in [
            "",
            "*",
            "b",
            "arn:aws:s3",
            "arn:mars:s3:::b",
            "arn:aws:s3:us-east-1::b",
        ] {
            assert_eq!(covers(resource, "b"), None, "{resource}");
        }
        assert!(covers("arn:aws-cn:s3:::b", "b").is_some());
    }
}
