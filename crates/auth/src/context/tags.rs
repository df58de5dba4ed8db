//! Condition keys that end with the key of a tag.

use iamd_api::iam::RESOURCE_TYPES;
use iamd_ident::Tag;
use iamd_policy::Value;

use super::RequestContext;

/// A family of keys, and where its tags are: the first list that has the tag counts.
type Row = (
    &'static str,
    for<'a> fn(&'a RequestContext<'_>) -> [&'a [Tag]; 2],
);

pub(super) const TAG_KEYS: &[Row] = &[
    ("aws:requesttag/", |context| {
        [&context.requirements.request_tags, &[]]
    }),
    ("aws:resourcetag/", |context| [&context.resource.tags, &[]]),
    ("iam:resourcetag/", |context| {
        if brings_iam_tags(&context.resource.arn) {
            [&context.resource.tags, &[]]
        } else {
            [&[], &[]]
        }
    }),
    ("s3:existingobjecttag/", |context| {
        [&context.resource.object_tags, &[]]
    }),
    ("s3:requestobjecttag/", |context| {
        [&context.requirements.object_tags, &[]]
    }),
    ("aws:principaltag/", |context| {
        let caller = context.call.caller;
        [caller.session_tags(), caller.entity_tags()]
    }),
];

/// The value of a tag, whose key is compared without regard to case, as all condition keys are.
///
/// SECURITY: the keys of a policy's tags may differ in nothing but case. Then the key that is
/// written as the condition writes it counts; if there is none, nobody can say which is meant.
pub(super) fn tag_value<'a>(tags: &'a [Tag], key: &str) -> Option<Value<'a>> {
    if let Some(tag) = tags.iter().find(|tag| tag.key == key) {
        return Some(tag.value.as_str().into());
    }
    let mut alike = tags.iter().filter(|tag| tag.has_key(key));
    let tag = alike.next()?;
    Some(match alike.next() {
        None => tag.value.as_str().into(),
        Some(_) => Value::Ambiguous,
    })
}

/// Whether the tags of a resource are keys of IAM's own as well: those of users and roles are,
/// those of policies are not.
///
/// SOURCE: service authorization reference of IAM, "Resource types".
fn brings_iam_tags(arn: &str) -> bool {
    RESOURCE_TYPES.iter().any(|resource_type| {
        kind(resource_type.arn) == kind(arn)
            && resource_type
                .condition_keys
                .contains(&"iam:ResourceTag/${TagKey}")
    })
}

/// The word that begins the sixth segment of an ARN, such as `user`.
fn kind(arn: &str) -> Option<&str> {
    arn.splitn(6, ':').nth(5)?.split('/').next()
}

#[cfg(test)]
mod tests {
    use iamd_policy::Scalar;

    use super::*;

    fn tag(key: &str, value: &str) -> Tag {
        Tag {
            key: key.to_owned(),
            value: value.to_owned(),
        }
    }

    /// The keys of a policy's tags may differ in their case alone.
    #[test]
    fn tags_that_differ_in_case_do_not_hide_each_other() {
        #[track_caller]
        fn check(tags: &[Tag], key: &str, expected: Option<Value<'_>>) {
            assert_eq!(tag_value(tags, key), expected, "{key}");
        }
        let text = |text| Some(Value::One(Scalar::Text(text)));
        let one = [tag("team", "evil")];
        check(&one, "team", text("evil"));
        check(&one, "TEAM", text("evil"));
        check(&one, "other", None);
        for two in [
            [tag("TEAM", "ok"), tag("team", "evil")],
            [tag("team", "evil"), tag("TEAM", "ok")],
        ] {
            check(&two, "team", text("evil"));
            check(&two, "TEAM", text("ok"));
            check(&two, "Team", Some(Value::Ambiguous));
        }
    }
}
