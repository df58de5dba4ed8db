//! Values that the operations of IAM would refuse, and so does an import. How many there may be of
//! something is another matter: quotas are not asked.

use iamd_ident::{Tag, Timestamp};

use super::{ImportError, PortablePlace, planner::At};
use crate::{
    PasswordPolicy, Portable, PortableBucket, PortableKey, PortableList, PortablePolicy,
    last_use::kept_region,
    tags::{
        self, HasKey, OF_INSTANCE_PROFILES, OF_POLICIES, OF_PROVIDERS, OF_ROLES,
        OF_SERVER_CERTIFICATES, OF_USERS,
    },
};

/// LIMIT: characters of the secret of an access key; AWS's have 40.
const SECRET_CHARACTERS: std::ops::RangeInclusive<usize> = 16..=128;

/// LIMIT: characters of a tag. SOURCE: IAM API Reference, `Tag`.
const TAG_KEY_CHARACTERS: std::ops::RangeInclusive<usize> = 1..=128;
const TAG_VALUE_CHARACTERS: std::ops::RangeInclusive<usize> = 0..=256;

/// LIMIT: tags of one thing, which are compared with each other. Quotas are 50.
const TAGS_MAX: usize = 1_000;

/// SOURCE: IAM API Reference, `CreateRole`, `MaxSessionDuration`.
const SESSION_SECONDS: std::ops::RangeInclusive<u32> = 3_600..=43_200;

/// SOURCE: IAM API Reference, `UpdateAccountPasswordPolicy`.
const PASSWORD_LENGTH: std::ops::RangeInclusive<u32> = 6..=128;
const PASSWORD_AGE_DAYS: std::ops::RangeInclusive<u32> = 1..=1_095;
const PASSWORDS_REMEMBERED: std::ops::RangeInclusive<u32> = 1..=24;

/// How far the clock of the server may be ahead where the account comes from.
const AHEAD_SECONDS: i64 = 86_400;

/// Checks everything that is told, by itself.
///
/// # Errors
/// The first value that cannot be.
pub(super) fn check(portable: &Portable, now: Timestamp) -> Result<(), ImportError> {
    account(portable, now)?;
    for (index, policy) in portable.policies.iter().enumerate() {
        managed_policy(at(PortableList::Policies, index), policy, now)?;
    }
    for (index, group) in portable.groups.iter().enumerate() {
        is_past(at(PortableList::Groups, index), group.created, now)?;
    }
    for (index, role) in portable.roles.iter().enumerate() {
        let at = at(PortableList::Roles, index);
        is_past(at, role.created, now)?;
        within(role.max_session_seconds, &SESSION_SECONDS, |what| {
            at.fault("max_session_seconds", what)
        })?;
        tags_of(at, &role.tags, OF_ROLES)?;
    }
    for (index, profile) in portable.instance_profiles.iter().enumerate() {
        let at = at(PortableList::InstanceProfiles, index);
        is_past(at, profile.created, now)?;
        tags_of(at, &profile.tags, OF_INSTANCE_PROFILES)?;
    }
    for (index, user) in portable.users.iter().enumerate() {
        let at = at(PortableList::Users, index);
        is_past(at, user.created, now)?;
        tags_of(at, &user.tags, OF_USERS)?;
        access_keys(at, &user.access_keys, now)?;
    }
    for (index, bucket) in portable.buckets.iter().enumerate() {
        one_bucket(at(PortableList::Buckets, index), bucket, now)?;
    }
    others(portable)
}

/// What has nothing but tags that could be wrong.
fn others(portable: &Portable) -> Result<(), ImportError> {
    for (index, device) in portable.mfa_devices.iter().enumerate() {
        tags_of(at(PortableList::MfaDevices, index), &device.tags, OF_USERS)?;
    }
    for (index, provider) in portable.saml_providers.iter().enumerate() {
        let at = at(PortableList::SamlProviders, index);
        tags_of(at, &provider.tags, OF_PROVIDERS)?;
    }
    for (index, provider) in portable.oidc_providers.iter().enumerate() {
        let at = at(PortableList::OidcProviders, index);
        tags_of(at, &provider.tags, OF_PROVIDERS)?;
    }
    for (index, certificate) in portable.server_certificates.iter().enumerate() {
        let at = at(PortableList::ServerCertificates, index);
        tags_of(at, &certificate.tags, OF_SERVER_CERTIFICATES)?;
    }
    Ok(())
}

fn account(portable: &Portable, now: Timestamp) -> Result<(), ImportError> {
    let of_account = |member: &str, what: String| ImportError::Fault {
        place: PortablePlace {
            list: None,
            index: 0,
            member: format!("account.{member}"),
        },
        what,
    };
    if is_to_come(portable.account.created, now) {
        return Err(of_account("created", TO_COME.to_owned()));
    }
    if let Some(policy) = &portable.account.password_policy {
        password_policy(policy)
            .map_err(|(member, what)| of_account(&format!("password_policy.{member}"), what))?;
    }
    let Some(root) = &portable.root_user else {
        return Ok(());
    };
    is_past(At::root(), root.created, now)?;
    access_keys(At::root(), &root.access_keys, now)
}

fn password_policy(policy: &PasswordPolicy) -> Result<(), (&'static str, String)> {
    let optional = |member, value: Option<u32>, range| match value {
        Some(value) => within(value, range, |what| (member, what)),
        None => Ok(()),
    };
    within(policy.length_min, &PASSWORD_LENGTH, |what| {
        ("length_min", what)
    })?;
    optional("age_max_days", policy.age_max_days, &PASSWORD_AGE_DAYS)?;
    optional(
        "reuse_prevention",
        policy.reuse_prevention,
        &PASSWORDS_REMEMBERED,
    )
}

/// SECURITY: with an empty secret anybody signs.
fn access_keys(at: At<'_>, keys: &[PortableKey], now: Timestamp) -> Result<(), ImportError> {
    for (place, key) in keys.iter().enumerate() {
        if is_to_come(key.created, now) {
            return Err(at.fault(format!("access_keys[{place}].created"), TO_COME));
        }
        let Some(secret) = &key.secret else {
            continue;
        };
        let secret = secret.expose();
        let is_good = SECRET_CHARACTERS.contains(&secret.len())
            && secret.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_good {
            let (least, most) = (SECRET_CHARACTERS.start(), SECRET_CHARACTERS.end());
            let what = format!("a secret has {least} to {most} characters of ASCII, and no spaces");
            return Err(at.fault(format!("access_keys[{place}].secret"), what));
        }
    }
    Ok(())
}

fn managed_policy(at: At<'_>, policy: &PortablePolicy, now: Timestamp) -> Result<(), ImportError> {
    is_past(at, policy.created, now)?;
    for (place, version) in policy.versions.iter().enumerate() {
        if version.number.number() == 0 {
            let member = format!("versions[{place}].number");
            return Err(at.fault(member, "versions are counted from 1"));
        }
    }
    tags_of(at, &policy.tags, OF_POLICIES)
}

fn one_bucket(at: At<'_>, bucket: &PortableBucket, now: Timestamp) -> Result<(), ImportError> {
    is_past(at, bucket.created, now)?;
    if bucket.region.is_empty() || kept_region(&bucket.region) != bucket.region {
        let what = "a region has up to 64 letters, digits and hyphens";
        return Err(at.fault("region", what));
    }
    tags_in(at, "settings.tags", &bucket.settings.tags, |tag, key| {
        tag.key == key
    })
}

fn tags_of(at: At<'_>, tags: &[Tag], has_key: HasKey) -> Result<(), ImportError> {
    tags_in(at, "tags", tags, has_key)
}

fn tags_in(at: At<'_>, member: &str, tags: &[Tag], has_key: HasKey) -> Result<(), ImportError> {
    let fault = |place: usize, of_tag: &str, what: String| {
        Err(at.fault(format!("{member}[{place}].{of_tag}"), what))
    };
    if tags.len() > TAGS_MAX {
        return Err(at.fault(member, format!("there are more than {TAGS_MAX}")));
    }
    for (place, tag) in tags.iter().enumerate() {
        let parts = [
            ("key", &tag.key, &TAG_KEY_CHARACTERS),
            ("value", &tag.value, &TAG_VALUE_CHARACTERS),
        ];
        for (of_tag, text, range) in parts {
            if !range.contains(&text.chars().count()) {
                let what = format!("it has {} to {} characters", range.start(), range.end());
                return fault(place, of_tag, what);
            }
            if !text.chars().all(tags::is_permitted) {
                let what = "it has letters, digits, spaces and _ . : / = + - @ alone";
                return fault(place, of_tag, what.to_owned());
            }
        }
    }
    match tags::namesake(tags, has_key) {
        Some(place) => fault(
            place,
            "key",
            "there is a tag of this key already".to_owned(),
        ),
        None => Ok(()),
    }
}

const TO_COME: &str = "this is yet to come";

fn is_to_come(moment: Timestamp, now: Timestamp) -> bool {
    moment.as_second() > now.as_second().saturating_add(AHEAD_SECONDS)
}

/// That something was made before now.
fn is_past(at: At<'_>, created: Timestamp, now: Timestamp) -> Result<(), ImportError> {
    if is_to_come(created, now) {
        Err(at.fault("created", TO_COME))
    } else {
        Ok(())
    }
}

fn within<E>(
    value: u32,
    range: &std::ops::RangeInclusive<u32>,
    fault: impl FnOnce(String) -> E,
) -> Result<(), E> {
    if range.contains(&value) {
        Ok(())
    } else {
        let what = format!("{value} is not from {} to {}", range.start(), range.end());
        Err(fault(what))
    }
}

fn at(list: PortableList, index: usize) -> At<'static> {
    At::new(list, index, &"")
}
