//! The condition keys of a request, computed when a policy reads them.

use std::cell::OnceCell;

use iamd_api::{iam::RESOURCE_TYPES, s3};
use iamd_ident::Tag;
use iamd_policy::{Context, Scalar, Value};

use crate::{Call, Fact, Principal, Requirements, Resource, SignatureFacts, caller::ANONYMOUS};

mod region;

/// What policies may read about a request.
///
/// A key that is not here is absent: those of sessions and of multi-factor authentication for
/// long-term keys, those of organisations, networks and services that call for somebody.
///
/// SOURCE: IAM User Guide, "AWS global condition context keys" and "Keys for AWS IAM".
pub(crate) struct RequestContext<'a> {
    action: &'a str,
    call: Call<'a>,
    requirements: &'a Requirements,
    resource: &'a Resource,
    texts: Texts,
}

/// Values that the request and its caller hold in another form than conditions read. Each is made
/// when a condition reads it first.
#[derive(Default)]
struct Texts {
    principal_account: OnceCell<String>,
    resource_account: OnceCell<String>,
    tag_keys: OnceCell<Vec<String>>,
    object_tag_keys: OnceCell<Vec<String>>,
}

/// A fixed key with how its value is found.
type Row = (
    &'static str,
    for<'a> fn(&'a RequestContext<'_>) -> Option<Value<'a>>,
);

const KEYS: &[Row] = &[
    ("aws:currenttime", |context| {
        Some(Value::One(Scalar::Time(context.call.request.received_at)))
    }),
    ("aws:epochtime", |context| {
        let seconds = context.call.request.received_at.as_second();
        Some(Value::One(Scalar::Integer(seconds)))
    }),
    ("aws:securetransport", |context| {
        Some(context.call.request.secure_transport.into())
    }),
    ("aws:sourceip", |context| {
        Some(Value::One(Scalar::Address(context.call.request.source_ip)))
    }),
    ("aws:useragent", |context| {
        context.call.request.user_agent.as_deref().map(header)
    }),
    ("aws:referer", |context| {
        context.call.request.referer.as_deref().map(header)
    }),
    ("aws:requestedregion", |context| {
        Some(region::requested(context.action, context.call).into())
    }),
    ("aws:viaawsservice", |_| Some(false.into())),
    ("aws:principalisawsservice", |_| Some(false.into())),
    ("aws:principalaccount", |context| {
        context.principal_account().map(Value::from)
    }),
    ("aws:principalarn", |context| {
        context.call.caller.arn().map(|arn| arn.as_str().into())
    }),
    ("aws:principaltype", |context| {
        let kind = match context.call.caller.principal() {
            Principal::RootUser(_) => "Account",
            Principal::User(_) => "User",
            Principal::Anonymous => "Anonymous",
        };
        Some(kind.into())
    }),
    ("aws:userid", |context| {
        match context.call.caller.principal() {
            Principal::User(user) => Some(user.id.as_str().into()),
            Principal::RootUser(_) => context.principal_account().map(Value::from),
            Principal::Anonymous => Some(ANONYMOUS.into()),
        }
    }),
    ("aws:username", |context| {
        context
            .call
            .caller
            .user()
            .map(|user| user.name.as_str().into())
    }),
    ("aws:resourceaccount", |context| {
        Some(context.resource_account().into())
    }),
    // A request without tags does not have the key, so that `Null` can ask for tags.
    ("aws:tagkeys", |context| {
        let keys = context.texts.tag_keys.get_or_init(|| context.tag_keys());
        (!keys.is_empty()).then_some(Value::Many(keys))
    }),
    ("iam:policyarn", |context| {
        context.requirements.policy_arn.as_deref().map(Value::from)
    }),
    ("iam:permissionsboundary", |context| {
        context
            .requirements
            .permissions_boundary
            .as_deref()
            .map(Value::from)
    }),
    ("s3:authtype", |context| {
        context.signature().map(|facts| facts.kind.as_str().into())
    }),
    ("s3:signatureversion", |context| {
        context.signature().map(|_| SIGNATURE_VERSION.into())
    }),
    ("s3:signatureage", |context| {
        let age = context.signature()?.age_milliseconds;
        Some(Value::One(Scalar::Integer(i64::try_from(age).ok()?)))
    }),
    ("s3:x-amz-content-sha256", |context| {
        let hash = context.signature()?.content_sha256.as_deref();
        hash.map(Value::from)
    }),
    ("s3:tlsversion", |context| {
        let version = context.call.request.tls?.version;
        version.strip_prefix("TLSv").map(Value::from)
    }),
    // Of the very object that is decided on: of a copy's source, of each item of a list.
    ("s3:versionid", |context| {
        let version = context.resource.version.as_ref()?;
        Some(version.as_str().into())
    }),
    ("s3:resourceaccount", |context| {
        Some(context.resource_account().into())
    }),
    // As with `aws:TagKeys`.
    ("s3:requestobjecttagkeys", |context| {
        let keys = context.texts.object_tag_keys.get_or_init(|| {
            let tags = context.requirements.object_tags.iter();
            tags.map(|tag| tag.key.clone()).collect()
        });
        (!keys.is_empty()).then_some(Value::Many(keys))
    }),
];

/// SOURCE: S3 API Reference, "Amazon S3 Signature Version 4 authentication specific policy keys".
const SIGNATURE_VERSION: &str = "AWS4-HMAC-SHA256";

/// A family of keys that end with the key of a tag, and where those tags are.
type TagRow = (
    &'static str,
    for<'a> fn(&'a RequestContext<'_>) -> &'a [Tag],
);

const TAG_KEYS: &[TagRow] = &[
    ("aws:requesttag/", |context| {
        &context.requirements.request_tags
    }),
    ("aws:resourcetag/", |context| &context.resource.tags),
    ("iam:resourcetag/", |context| {
        if brings_iam_tags(&context.resource.arn) {
            &context.resource.tags
        } else {
            &[]
        }
    }),
    ("s3:existingobjecttag/", |context| {
        &context.resource.object_tags
    }),
    ("s3:requestobjecttag/", |context| {
        &context.requirements.object_tags
    }),
    ("aws:principaltag/", |context| {
        context
            .call
            .caller
            .user()
            .map_or(&[], |user| user.tags.as_slice())
    }),
];

impl<'a> RequestContext<'a> {
    /// The context of the decision on `action` and `resource`.
    pub(crate) fn new(
        action: &'a str,
        call: Call<'a>,
        requirements: &'a Requirements,
        resource: &'a Resource,
    ) -> Self {
        Self {
            action,
            call,
            requirements,
            resource,
            texts: Texts::default(),
        }
    }

    /// The account of the resource, as text.
    pub(crate) fn resource_account(&self) -> &str {
        let account = || self.resource.account.to_string();
        self.texts.resource_account.get_or_init(account)
    }

    fn principal_account(&self) -> Option<&str> {
        let account = self.call.caller.account()?;
        let text = || account.to_string();
        Some(self.texts.principal_account.get_or_init(text))
    }

    fn signature(&self) -> Option<&SignatureFacts> {
        self.call.request.signature.as_ref()
    }

    /// The value of a key that the operation brings itself.
    fn fact(&self, key: &str) -> Option<Value<'_>> {
        let facts = &self.requirements.facts;
        let (_, fact) = facts
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some(match fact {
            Fact::Text(text) => text.as_str().into(),
            Fact::Number(number) => Value::One(Scalar::Integer(*number)),
        })
    }

    fn tag_keys(&self) -> Vec<String> {
        let added = self
            .requirements
            .request_tags
            .iter()
            .map(|tag| tag.key.clone());
        added
            .chain(self.requirements.removed_tag_keys.iter().cloned())
            .collect()
    }
}

/// Whether an action has a key of S3's: the facts of a request are those of all its decisions, but
/// what is said of a copy's target is nothing to ask of its source.
///
/// SOURCE: service authorization reference of S3, condition keys of each action.
fn has_key(action: &str, key: &str) -> bool {
    let of_operations = s3::OPERATIONS
        .iter()
        .map(|row| (row.action, row.condition_keys));
    let of_others = s3::OTHER_ACTIONS
        .iter()
        .map(|row| (row.action, row.condition_keys));
    let mut rows = of_operations.chain(of_others);
    let known = rows.find(|(name, _)| *name == action);
    let mut keys = known.map_or(&[][..], |(_, keys)| keys).iter();
    keys.any(|known| match known.split_once('<') {
        Some((family, _)) => {
            let start = key.get(..family.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(family))
        }
        None => known.eq_ignore_ascii_case(key),
    })
}

impl Context for RequestContext<'_> {
    fn get(&self, key: &str) -> Option<Value<'_>> {
        let is_of_s3 = key
            .get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case("s3:"));
        if is_of_s3 && !has_key(self.action, key) {
            return None;
        }
        if let Some((_, value)) = KEYS.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)) {
            return value(self);
        }
        if let Some(value) = self.fact(key) {
            return Some(value);
        }
        TAG_KEYS.iter().find_map(|(prefix, tags)| {
            let (start, tag_key) = key.split_at_checked(prefix.len())?;
            if !start.eq_ignore_ascii_case(prefix) {
                return None;
            }
            tag_value(tags(self), tag_key)
        })
    }
}

/// The value of a tag, whose key is compared without regard to case, as all condition keys are.
///
/// SECURITY: the keys of a policy's tags may differ in nothing but case. Then the key that is
/// written as the condition writes it counts; if there is none, nobody can say which is meant.
fn tag_value<'a>(tags: &'a [Tag], key: &str) -> Option<Value<'a>> {
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

/// The value of a header that clients choose.
///
/// LIMIT: 1 KiB of it, so that no pattern is matched against a text that somebody made long to be
/// slow. SOURCE: CloudTrail's user agents are cut there too.
fn header(text: &str) -> Value<'_> {
    const BYTES_MAX: usize = 1024;
    let end = text.floor_char_boundary(BYTES_MAX);
    text.get(..end).unwrap_or_default().into()
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
mod tests;
