//! Members of inputs, as types of the house.
//!
//! The codec has checked patterns and lengths already; what is checked here is what they do not
//! say, and a value that slips through is refused all the same.

use iamd_api::{Error, ErrorCode, iam as shapes};
use iamd_auth::{Call, Requirements, Target};
use iamd_directory::{AccessKeyStatus, KeyHolder, PageRequest, PolicyText, PolicyUsage};
use iamd_ident::{AccessKeyId, Arn, Path, Tag};
use iamd_policy::SizeQuota;
use iamd_provider::{InvalidThumbprints, Thumbprints};

use crate::error::malformed;

/// How many items a page has if nobody says.
/// SOURCE: IAM API Reference, parameter `MaxItems`.
const ITEMS_DEFAULT: usize = 100;

/// A name of any kind.
pub(crate) fn name<N: TryFrom<String>>(text: &str) -> Result<N, Error>
where
    N::Error: std::fmt::Display,
{
    N::try_from(text.to_owned())
        .map_err(|error| Error::new(ErrorCode::ValidationError, error.to_string()))
}

/// A name of any kind, if there is one.
pub(crate) fn optional_name<N: TryFrom<String>>(text: Option<&str>) -> Result<Option<N>, Error>
where
    N::Error: std::fmt::Display,
{
    text.map(name).transpose()
}

/// The path, `/` if nobody says.
pub(crate) fn path(text: Option<&str>) -> Result<Path, Error> {
    text.map_or(Ok(Path::root()), name)
}

/// What paths are to begin with, `/` if nobody says.
pub(crate) fn path_prefix(text: Option<&str>) -> &str {
    text.unwrap_or("/")
}

/// The ARN of a policy.
///
/// SOURCE: recorded answers of AttachUserPolicy: `ARN x is not valid.`
pub(crate) fn policy_arn(text: &str) -> Result<Arn, Error> {
    let invalid = || {
        Error::new(
            ErrorCode::ValidationError,
            format!("ARN {text} is not valid."),
        )
    };
    text.parse().map_err(|_| invalid())
}

/// The ARN of a policy that is to be a permissions boundary.
///
/// SOURCE: recorded answers of CreateRole and PutRolePermissionsBoundary to an ARN that is no
/// policy's: `ARN x is not valid.`, with another code than that of AttachRolePolicy.
pub(crate) fn boundary_arn(text: &str) -> Result<Arn, Error> {
    let arn = text.parse::<Arn>().ok();
    let arn = arn.filter(|arn| arn.service() == "iam" && arn.resource().starts_with("policy/"));
    arn.ok_or_else(|| {
        let text = format!("ARN {text} is not valid.");
        Error::new(ErrorCode::InvalidInput, text)
    })
}

/// The ARN of a permissions boundary, if there is one.
pub(crate) fn optional_boundary(text: Option<&str>) -> Result<Option<Arn>, Error> {
    text.map(boundary_arn).transpose()
}

/// What a managed policy is to be used as.
pub(crate) fn policy_usage(usage: shapes::PolicyUsageType) -> PolicyUsage {
    match usage {
        shapes::PolicyUsageType::PermissionsPolicy => PolicyUsage::PermissionsPolicy,
        shapes::PolicyUsageType::PermissionsBoundary => PolicyUsage::PermissionsBoundary,
    }
}

/// How long sessions of a role may be, if somebody says.
pub(crate) fn session_seconds(seconds: Option<i32>) -> Option<u32> {
    seconds.and_then(|seconds| u32::try_from(seconds).ok())
}

/// Leave for the operation's own action on a user, by name.
pub(crate) fn on_user(user_name: &str) -> Result<Requirements, Error> {
    Ok(Requirements::on(Target::User(name(user_name)?)))
}

/// Leave for the operation's own action on a group, by name.
pub(crate) fn on_group(group_name: &str) -> Result<Requirements, Error> {
    Ok(Requirements::on(Target::Group(name(group_name)?)))
}

/// Leave for the operation's own action on a role, by name.
pub(crate) fn on_role(role_name: &str) -> Result<Requirements, Error> {
    Ok(Requirements::on(Target::Role(name(role_name)?)))
}

/// Leave for the operation's own action on an instance profile, by name.
pub(crate) fn on_instance_profile(profile_name: &str) -> Result<Requirements, Error> {
    Ok(Requirements::on(Target::InstanceProfile(name(
        profile_name,
    )?)))
}

/// Leave for the operation's own action on a server certificate, by name.
pub(crate) fn on_server_certificate(certificate_name: &str) -> Result<Requirements, Error> {
    Ok(Requirements::on(Target::ServerCertificate(name(
        certificate_name,
    )?)))
}

/// Leave for the operation's own action on a managed policy, by ARN.
pub(crate) fn on_policy(arn: &str) -> Result<Requirements, Error> {
    Ok(Requirements::on(Target::Policy(policy_arn(arn)?)))
}

/// The ARN of an identity provider. What AWS says of a text that is none nobody recorded; of policies it
/// says this.
pub(crate) fn provider_arn(text: &str) -> Result<Arn, Error> {
    policy_arn(text)
}

/// Leave for the operation's own action on a SAML provider, by ARN.
pub(crate) fn on_saml_provider(arn: &str) -> Result<Requirements, Error> {
    Ok(Requirements::on(Target::SamlProvider(provider_arn(arn)?)))
}

/// Leave for the operation's own action on an OpenID Connect provider, by ARN.
pub(crate) fn on_oidc_provider(arn: &str) -> Result<Requirements, Error> {
    Ok(Requirements::on(Target::OidcProvider(provider_arn(arn)?)))
}

/// The thumbprints of an OpenID Connect provider.
///
/// SOURCE: recorded answers of CreateOpenIDConnectProvider to six of them. The codec has checked
/// their lengths.
pub(crate) fn thumbprints(texts: Vec<String>) -> Result<Thumbprints, Error> {
    let text = |error| match error {
        InvalidThumbprints::TooMany => "Thumbprint list must contain fewer than 5 entries.",
        InvalidThumbprints::Length => "Thumbprint must be exactly 40 characters.",
    };
    Thumbprints::try_from(texts).map_err(|error| Error::new(ErrorCode::InvalidInput, text(error)))
}

/// Tags of a user or role, no two with the same key in whatever case.
///
/// SOURCE: recorded answers of TagUser, TagRole and CreateRole to keys that differ in case alone.
pub(crate) fn caseless_tags(tags: &[shapes::Tag]) -> Result<Vec<Tag>, Error> {
    let text = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
    unique_tags(tags, text, Tag::has_key)
}

/// Tags of anything else, no two with the very same key.
///
/// SOURCE: recorded answers of CreatePolicy and TagPolicy: keys that differ in case alone are two.
/// IAM User Guide, "Tags for IAM resources": so it is with all but users and roles.
pub(crate) fn exact_tags(tags: &[shapes::Tag]) -> Result<Vec<Tag>, Error> {
    unique_tags(tags, "Duplicate tag keys found.", |tag, key| tag.key == key)
}

/// The same, at least one.
///
/// SOURCE: recorded answers of TagServerCertificate and UntagServerCertificate to empty lists. Nobody
/// recorded those of other operations.
pub(crate) fn some_exact_tags(tags: &[shapes::Tag]) -> Result<Vec<Tag>, Error> {
    if tags.is_empty() {
        let text = "The provided tag map must not be null/empty.";
        return Err(Error::new(ErrorCode::InvalidInput, text));
    }
    exact_tags(tags)
}

/// Checks that a list of keys of tags has some.
pub(crate) fn some_tag_keys(keys: &[String]) -> Result<(), Error> {
    if keys.is_empty() {
        let text = "The provided tag keys must not be null/empty.";
        return Err(Error::new(ErrorCode::InvalidInput, text));
    }
    Ok(())
}

/// SOURCE: IAM User Guide, "Tags for IAM resources": keys and values must not begin with `aws:`, in
/// whatever case. The text is that of AWS's common tagging library, observed of other services.
const SYSTEM_TAG: &str = "Caller is an end user and not allowed to mutate system tags";

fn is_reserved(text: &str) -> bool {
    text.get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("aws:"))
}

fn unique_tags(
    tags: &[shapes::Tag],
    refusal: &str,
    has_key: fn(&Tag, &str) -> bool,
) -> Result<Vec<Tag>, Error> {
    let mut unique: Vec<Tag> = Vec::with_capacity(tags.len());
    for tag in tags {
        if [&tag.key, &tag.value]
            .into_iter()
            .any(|text| is_reserved(text))
        {
            return Err(Error::new(ErrorCode::InvalidInput, SYSTEM_TAG));
        }
        if unique.iter().any(|known| has_key(known, &tag.key)) {
            return Err(Error::new(ErrorCode::InvalidInput, refusal));
        }
        unique.push(Tag {
            key: tag.key.clone(),
            value: tag.value.clone(),
        });
    }
    Ok(unique)
}

/// Which page of a list is wanted.
pub(crate) fn page(marker: Option<&String>, items_max: Option<i32>) -> PageRequest {
    let items_max = items_max.and_then(|items| usize::try_from(items).ok());
    PageRequest {
        marker: marker.cloned(),
        items_max: items_max.unwrap_or(ITEMS_DEFAULT).max(1),
    }
}

/// A policy document for an inline policy.
pub(crate) fn document(text: &str) -> Result<PolicyText, Error> {
    PolicyText::identity(text.to_owned()).map_err(|error| malformed(&error))
}

/// A policy document for a version of a managed policy, whose size has a quota of its own.
pub(crate) fn managed_document(text: &str) -> Result<PolicyText, Error> {
    let document = document(text)?;
    SizeQuota::ManagedPolicy
        .check(document.size(), "")
        .map_err(|error| malformed(&error))?;
    Ok(document)
}

/// Who is meant: the named user, or the caller.
///
/// SOURCE: IAM API Reference, `CreateAccessKey`: without a name, the user is determined from the
/// access key that signs the request, which works for the root user as well. Recorded answers to
/// sessions of roles, which are no users.
pub(crate) fn key_holder(call: Call<'_>, user_name: Option<&str>) -> Result<KeyHolder, Error> {
    match (optional_name(user_name)?, call.caller.user()) {
        (Some(name), _) => Ok(KeyHolder::User(name)),
        (None, Some(user)) => Ok(KeyHolder::User(user.name.clone())),
        (None, None) if call.caller.is_root_user() => Ok(KeyHolder::RootUser),
        (None, None) => Err(name_needed()),
    }
}

/// What whoever is no user is told, where a name may be left out by users alone.
pub(crate) fn name_needed() -> Error {
    let text = "Must specify userName when calling with non-User credentials";
    Error::new(ErrorCode::ValidationError, text)
}

/// Leave for the operation's own action on the named user, or on the caller.
pub(crate) fn on_key_holder(
    call: Call<'_>,
    user_name: Option<&str>,
) -> Result<Requirements, Error> {
    let target = match key_holder(call, user_name)? {
        KeyHolder::User(name) => Target::User(name),
        KeyHolder::RootUser => Target::Caller,
    };
    Ok(Requirements::on(target))
}

/// The id of an access key.
pub(crate) fn access_key_id(text: &str) -> Result<AccessKeyId, Error> {
    name(text)
}

/// A status that keys come to have and nobody can give them.
///
/// SOURCE: IAM API Reference, `UpdateAccessKey`: the status is `Active` or `Inactive`.
pub(crate) fn expired_status() -> Error {
    let text = "1 validation error detected: Value at 'status' failed to satisfy \
                constraint: Member must satisfy enum value set: [Active, Inactive]";
    Error::new(ErrorCode::ValidationError, text)
}

/// The status that a certificate, an SSH public key or a credential of a service is to get.
///
/// SOURCE: recorded answers of UpdateSigningCertificate, UpdateSSHPublicKey and
/// UpdateServiceSpecificCredential to `Expired`.
pub(crate) fn credential_status(status: shapes::StatusType) -> Result<AccessKeyStatus, Error> {
    match status {
        shapes::StatusType::Active => Ok(AccessKeyStatus::Active),
        shapes::StatusType::Inactive => Ok(AccessKeyStatus::Inactive),
        shapes::StatusType::Expired => {
            let text = "Operation does not support status Expired";
            Err(Error::new(ErrorCode::InvalidInput, text))
        }
    }
}
