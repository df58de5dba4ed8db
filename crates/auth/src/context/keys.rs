//! Condition keys of a fixed name.

use iamd_policy::{Scalar, Value};

use super::{RequestContext, region};
use crate::{Principal, caller::ANONYMOUS};

/// A fixed key with how its value is found.
type Row = (
    &'static str,
    for<'a> fn(&'a RequestContext<'_>) -> Option<Value<'a>>,
);

pub(super) const KEYS: &[Row] = &[
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
        let arn = context.call.caller.principal_arn()?;
        Some(arn.as_str().into())
    }),
    ("aws:principaltype", |context| {
        let kind = match context.call.caller.principal() {
            Principal::RootUser(_) => "Account",
            Principal::User(_) => "User",
            Principal::RoleSession(_) => "AssumedRole",
            Principal::FederatedUser(_) => "FederatedUser",
            Principal::Anonymous => "Anonymous",
        };
        Some(kind.into())
    }),
    ("aws:userid", |context| {
        match context.call.caller.principal() {
            Principal::User(user) => Some(user.id.as_str().into()),
            Principal::RoleSession(session) => Some(session.user_id.as_str().into()),
            Principal::FederatedUser(user) => Some(user.user_id.as_str().into()),
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
    ("aws:multifactorauthpresent", |context| {
        context.mfa_present().map(Value::from)
    }),
    ("aws:multifactorauthage", |context| {
        let seconds = context.mfa_age_seconds()?;
        Some(Value::One(Scalar::Integer(seconds)))
    }),
    ("aws:tokenissuetime", |context| {
        let session = context.call.caller.session()?;
        Some(Value::One(Scalar::Time(session.issued_at)))
    }),
    ("aws:sourceidentity", |context| {
        let session = context.call.caller.session()?;
        session.source_identity.as_deref().map(Value::from)
    }),
    ("aws:federatedprovider", |context| {
        let session = context.call.caller.session()?;
        session.federated_provider.as_deref().map(Value::from)
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
        context.permissions_boundary().map(Value::from)
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

/// The value of a header that clients choose.
///
/// LIMIT: 1 KiB of it, so that no pattern is matched against a text that somebody made long to be
/// slow. SOURCE: CloudTrail's user agents are cut there too.
pub(super) fn header(text: &str) -> Value<'_> {
    const BYTES_MAX: usize = 1024;
    let end = text.floor_char_boundary(BYTES_MAX);
    text.get(..end).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_cut_between_characters() {
        #[track_caller]
        fn check(text: &str, bytes: usize) {
            let Value::One(Scalar::Text(cut)) = header(text) else {
                panic!("a header is a text");
            };
            assert_eq!(cut.len(), bytes);
        }
        check("curl/8", 6);
        check(&"a".repeat(5000), 1024);
        check(&format!("a{}", "é".repeat(5000)), 1023);
    }
}
