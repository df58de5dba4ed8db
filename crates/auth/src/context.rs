//! The condition keys of a request, computed when a policy reads them.

use iamd_ident::Tag;
use iamd_policy::{Context, Scalar, Value};

use crate::{Call, Requirements, Resource};

/// What policies may read about a request.
///
/// SOURCE: IAM User Guide, "AWS global condition context keys" and "Keys for AWS IAM".
pub(crate) struct RequestContext<'a> {
    call: Call<'a>,
    requirements: &'a Requirements,
    resource: &'a Resource,
    /// Made once, because a decision borrows them.
    tag_keys: Vec<String>,
    texts: Texts,
}

/// Values that are texts but are not kept as such.
struct Texts {
    principal_account: String,
    user_id: String,
    resource_account: String,
}

/// A fixed key with how its value is found.
type Row = (&'static str, for<'a> fn(&'a RequestContext<'_>) -> Option<Value<'a>>);

const KEYS: &[Row] = &[
    ("aws:currenttime", |context| Some(Value::One(Scalar::Time(context.call.request.received_at)))),
    ("aws:epochtime", |context| {
        let seconds = context.call.request.received_at.as_second();
        Some(Value::One(Scalar::Integer(seconds)))
    }),
    ("aws:securetransport", |context| Some(context.call.request.secure_transport.into())),
    ("aws:sourceip", |context| Some(Value::One(Scalar::Address(context.call.request.source_ip)))),
    ("aws:useragent", |context| context.call.request.user_agent.as_deref().map(Value::from)),
    ("aws:referer", |context| context.call.request.referer.as_deref().map(Value::from)),
    ("aws:requestedregion", |context| Some(context.call.request.region.as_str().into())),
    ("aws:viaawsservice", |_| Some(false.into())),
    ("aws:principalisawsservice", |_| Some(false.into())),
    ("aws:principalaccount", |context| Some(context.texts.principal_account.as_str().into())),
    ("aws:principalarn", |context| Some(context.call.caller.arn().as_str().into())),
    ("aws:principaltype", |context| {
        Some(if context.call.caller.is_root_user() { "Account" } else { "User" }.into())
    }),
    ("aws:userid", |context| Some(context.texts.user_id.as_str().into())),
    ("aws:username", |context| context.call.caller.user().map(|user| user.name.as_str().into())),
    ("aws:resourceaccount", |context| Some(context.texts.resource_account.as_str().into())),
    ("aws:tagkeys", |context| {
        let keys = &context.tag_keys;
        (!keys.is_empty()).then_some(Value::Many(keys))
    }),
    ("iam:policyarn", |context| context.requirements.policy_arn.as_deref().map(Value::from)),
    ("iam:permissionsboundary", |context| {
        context.requirements.permissions_boundary.as_deref().map(Value::from)
    }),
];

/// A family of keys that end with the key of a tag, and where those tags are.
type TagRow = (&'static str, for<'a> fn(&'a RequestContext<'_>) -> &'a [Tag]);

const TAG_KEYS: &[TagRow] = &[
    ("aws:requesttag/", |context| &context.requirements.request_tags),
    ("aws:resourcetag/", |context| &context.resource.tags),
    ("iam:resourcetag/", |context| &context.resource.tags),
    ("aws:principaltag/", |context| {
        context.call.caller.user().map_or(&[], |user| user.tags.as_slice())
    }),
];

impl<'a> RequestContext<'a> {
    pub(crate) fn new(
        call: Call<'a>,
        requirements: &'a Requirements,
        resource: &'a Resource,
    ) -> Self {
        let added = requirements.request_tags.iter().map(|tag| tag.key.clone());
        let removed = requirements.removed_tag_keys.iter().cloned();
        Self {
            call,
            requirements,
            resource,
            tag_keys: added.chain(removed).collect(),
            texts: Texts {
                principal_account: call.caller.account().to_string(),
                user_id: call.caller.user_id().into_owned(),
                resource_account: resource.account.to_string(),
            },
        }
    }
}

impl Context for RequestContext<'_> {
    fn get(&self, key: &str) -> Option<Value<'_>> {
        if let Some((_, value)) = KEYS.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)) {
            return value(self);
        }
        TAG_KEYS.iter().find_map(|(prefix, tags)| {
            let (start, tag_key) = key.split_at_checked(prefix.len())?;
            if !start.eq_ignore_ascii_case(prefix) {
                return None;
            }
            let tag = tags(self).iter().find(|tag| tag.has_key(tag_key))?;
            Some(tag.value.as_str().into())
        })
    }
}

#[cfg(test)]
mod tests;
