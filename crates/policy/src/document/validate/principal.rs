//! `Principal` and `NotPrincipal` of trust policies and bucket policies.

use iamd_ident::{AccountId, Arn, IdKind, Partition, Path, UniqueId, UserName};

use super::{Document, Result, refuse, statements};
use crate::document::{
    Effect, Located, PrincipalElement, PrincipalKind, Principals, ResourcePolicyFault,
};

/// Whether a name has the form of a principal of some kind.
pub(super) type Form = fn(&str) -> bool;

/// The kinds of principals that may assume roles.
pub(super) const TRUST_KINDS: [(&str, Form); 3] = [
    ("AWS", is_aws),
    ("Federated", is_federated),
    ("Service", is_service),
];

/// The kinds of principals that may have access to buckets.
pub(super) const BUCKET_KINDS: [(&str, Form); 4] = [
    ("AWS", is_aws),
    ("CanonicalUser", is_canonical_user),
    ("Federated", is_federated),
    ("Service", is_service),
];

/// The identity providers that need no provider in an account.
///
/// SOURCE: IAM User Guide, "AWS JSON policy elements: Principal", OIDC federated principals.
const FEDERATED_HOSTS: [&str; 4] = [
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

/// Every statement names somebody, and none allows whoever is not named.
///
/// SOURCE: recorded and reported answers of `CreateRole` and `PutBucketPolicy`, the same for both.
pub(super) fn required(document: &Document) -> Result {
    let field = "Principal";
    for statement in &document.statements {
        let Some(element) = &statement.value.principal else {
            let fault = ResourcePolicyFault::MissingField { field };
            return refuse(fault, statement.span.start);
        };
        let is_empty = match &element.value.principals {
            Principals::Text(text) => text.is_empty(),
            Principals::ByKind(kinds) => kinds.is_empty(),
        };
        if is_empty {
            return refuse(ResourcePolicyFault::EmptyPrincipal, element.span.start);
        }
        if element.value.negated && statement.value.effect.value.effect == Effect::Allow {
            return refuse(ResourcePolicyFault::AllowNotPrincipal, element.span.start);
        }
    }
    Ok(())
}

/// The elements that name principals.
pub(super) fn elements(document: &Document) -> impl Iterator<Item = &Located<PrincipalElement>> {
    statements(document).filter_map(|statement| statement.principal.as_ref())
}

/// The kinds of all elements.
pub(super) fn kinds(document: &Document) -> impl Iterator<Item = &PrincipalKind> {
    elements(document).flat_map(|element| match &element.value.principals {
        Principals::Text(_) => &[],
        Principals::ByKind(kinds) => kinds.as_slice(),
    })
}

/// The first kind without a principal.
pub(super) fn empty_kind(document: &Document) -> Option<&PrincipalKind> {
    kinds(document).find(|kind| kind.values.is_empty())
}

/// The form of the principals of a kind; `None` if the kind is not among those.
pub(super) fn form(kind: &str, kinds: &[(&str, Form)]) -> Option<Form> {
    let (_, form) = kinds.iter().find(|(name, _)| *name == kind)?;
    Some(*form)
}

/// SOURCE: IAM User Guide, "AWS JSON policy elements: Principal": everybody, an account by its id or
/// as its root user, a user, a role, a session of a role, a federated user's session. A wildcard is
/// the whole name or none of it, and groups are no principals. A unique id is what AWS shows for a
/// user or role that was deleted; whether it lives is looked up later.
fn is_aws(name: &str) -> bool {
    name == "*" || name.parse::<AccountId>().is_ok() || is_entity_id(name) || is_entity_arn(name)
}

fn is_entity_id(name: &str) -> bool {
    let kind = name.parse().ok().and_then(UniqueId::kind);
    matches!(kind, Some(IdKind::User | IdKind::Role))
}

fn is_entity_arn(name: &str) -> bool {
    let Some(arn) = of_an_account(name) else {
        return false;
    };
    match (arn.service(), arn.resource().split_once('/')) {
        ("iam", None) => arn.resource() == "root",
        ("iam", Some(("user" | "role", rest))) => is_path_and_name(rest),
        ("sts", Some(("assumed-role", rest))) => rest
            .split_once('/')
            .is_some_and(|(role, session)| is_name(role) && is_name(session)),
        ("sts", Some(("federated-user", rest))) => is_name(rest),
        _ => false,
    }
}

/// SOURCE: IAM User Guide, as above, OIDC and SAML federated principals. There is no wildcard.
fn is_federated(name: &str) -> bool {
    if FEDERATED_HOSTS.contains(&name) {
        return true;
    }
    let Some(arn) = of_an_account(name) else {
        return false;
    };
    match (arn.service(), arn.resource().split_once('/')) {
        ("iam", Some(("saml-provider", name))) => is_name(name),
        ("iam", Some(("oidc-provider", url))) => !url.is_empty() && !url.contains(['*', '?', ' ']),
        _ => false,
    }
}

/// The name of a service of AWS, whether or not there is such a service.
///
/// SOURCE: IAM User Guide, as above, AWS service principals; reported answers of `CreateRole`, which
/// refuses `lambda.amazon.com`.
fn is_service(name: &str) -> bool {
    const DOMAINS: [&str; 2] = [".amazonaws.com", ".amazonaws.com.cn"];
    let label = |label: &str| {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty() && label.bytes().all(fits)
    };
    let mut own = DOMAINS
        .iter()
        .filter_map(|domain| name.strip_suffix(domain));
    own.any(|own| own.split('.').all(label))
}

/// SOURCE: Amazon S3 User Guide, "Finding the canonical user ID": 64 hexadecimal digits.
fn is_canonical_user(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    name.len() == 64 && name.bytes().all(fits)
}

/// The ARN of something global in an account.
fn of_an_account(name: &str) -> Option<Arn> {
    let arn: Arn = name.parse().ok()?;
    let is_known = arn.partition().parse::<Partition>().is_ok();
    (is_known && arn.region().is_empty() && arn.account_id().is_some()).then_some(arn)
}

fn is_path_and_name(text: &str) -> bool {
    match text.rsplit_once('/') {
        None => is_name(text),
        Some((path, name)) => format!("/{path}/").parse::<Path>().is_ok() && is_name(name),
    }
}

/// Names of users, roles, sessions and providers have the same characters.
fn is_name(text: &str) -> bool {
    text.parse::<UserName>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: Form, right: &[&str], wrong: &[&str]) {
        for name in right {
            assert!(form(name), "{name}");
        }
        for name in wrong {
            assert!(!form(name), "{name}");
        }
    }

    #[test]
    fn aws_principals_are_accounts_and_entities() {
        check(
            is_aws,
            &[
                "*",
                "123456789012",
                "AIDA0123456789ABCDEFG",
                "AROA0123456789ABCDEFG",
                "arn:aws:iam::123456789012:root",
                "arn:aws-cn:iam::123456789012:user/Bob",
                "arn:aws:iam::123456789012:role/division/team/R",
                "arn:aws:sts::123456789012:assumed-role/R/session@x",
                "arn:aws:sts::123456789012:federated-user/Bob",
            ],
            &[
                "",
                "**",
                "Bob",
                "12345678901",
                "AGPA0123456789ABCDEFG",
                "AIDA0123456789",
                "arn:aws:iam::123456789012:*",
                "arn:aws:iam::123456789012:user/*",
                "arn:aws:iam::123456789012:user/B?b",
                "arn:aws:iam::123456789012:user/",
                "arn:aws:iam::123456789012:user",
                "arn:aws:iam::123456789012:root/x",
                "arn:aws:iam::123456789012:group/G",
                "arn:aws:iam::12345678901:root",
                "arn:aws:iam::*:root",
                "arn:aws:iam:us-east-1:123456789012:root",
                "arn:mars:iam::123456789012:root",
                "arn:aws:sts::123456789012:root",
                "arn:aws:sts::123456789012:assumed-role/R",
                "arn:aws:sts::123456789012:assumed-role/R/*",
                "arn:aws:sts::123456789012:assumed-role/path/R/s",
            ],
        );
    }

    #[test]
    fn federated_principals_are_providers() {
        check(
            is_federated,
            &[
                "accounts.google.com",
                "arn:aws:iam::123456789012:saml-provider/Example",
                "arn:aws:iam::123456789012:oidc-provider/idp.example.com/path",
            ],
            &[
                "",
                "*",
                "idp.example.com",
                "arn:aws:iam::123456789012:role/R",
                "arn:aws:iam::123456789012:saml-provider/*",
                "arn:aws:iam::123456789012:oidc-provider/*",
                "arn:aws:iam::123456789012:oidc-provider/",
                "arn:aws:sts::123456789012:saml-provider/Example",
            ],
        );
    }

    #[test]
    fn service_principals_are_hosts_of_aws() {
        check(
            is_service,
            &[
                "ec2.amazonaws.com",
                "ec2.amazonaws.com.cn",
                "s3.us-west-2.amazonaws.com",
                "member.org.stacksets.cloudformation.amazonaws.com",
            ],
            &[
                "",
                "*",
                "*.amazonaws.com",
                ".amazonaws.com",
                "a..amazonaws.com",
                "EC2.amazonaws.com",
                "lambda.amazon.com",
                "ec2.amazonaws.com.example.com",
            ],
        );
    }

    #[test]
    fn canonical_users_are_numbers() {
        let right = "0123456789abcdef".repeat(4);
        let upper = right.to_ascii_uppercase();
        check(is_canonical_user, &[&right], &["", "*", "0", &upper]);
    }
}
