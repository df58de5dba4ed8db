//! What is decided on a role besides assuming it, and the tags of the role.

use super::*;
use crate::doubles::tag;

/// A role that may be tagged or named under conditions of their own.
const FOR_TAGS: &str = r#"[
    {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole",
     "Condition": {"StringEquals": {"sts:ExternalId": "Example987"}}},
    {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:TagSession",
     "Condition": {"StringEquals": {"aws:RequestTag/Project": "x"},
                   "ForAllValues:StringEquals": {"sts:TransitiveTagKeys": "Project"}}},
    {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:SetSourceIdentity",
     "Condition": {"StringLike": {"sts:SourceIdentity": "team-*"}}}]"#;

fn with_tags(external_id: Option<&str>, project: &str, keys: &[&str]) -> Requirements {
    Requirements::on(role(FOREIGN))
        .with_text_of("sts:externalid", external_id)
        .tags(vec![tag("Project", project)])
        .with_texts(
            "sts:transitivetagkeys",
            keys.iter().map(ToString::to_string).collect(),
        )
        .also("sts:TagSession", role(FOREIGN))
}

/// SOURCE: IAM User Guide, "Pass session tags in AWS STS": both the caller's policies and the trust
/// policy must allow `sts:TagSession`.
#[test]
fn tags_and_a_source_identity_are_decided_on_the_same_role() {
    let named = |identity: &str| {
        Requirements::on(role(FOREIGN))
            .with_text("sts:externalid", "Example987")
            .with_text("sts:sourceidentity", identity)
            .also("sts:SetSourceIdentity", role(FOREIGN))
    };
    let id = Some("Example987");
    let assume_alone = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}"#;
    for (on, identity, refused) in [
        (with_tags(id, "x", &["Project"]), ALLOW, None),
        (with_tags(id, "x", &[]), ALLOW, None),
        (with_tags(None, "x", &[]), ALLOW, Some("sts:AssumeRole")),
        (
            with_tags(Some("no"), "x", &[]),
            ALLOW,
            Some("sts:AssumeRole"),
        ),
        (with_tags(id, "y", &[]), ALLOW, Some("sts:TagSession")),
        (
            with_tags(id, "x", &["Other"]),
            ALLOW,
            Some("sts:TagSession"),
        ),
        (
            with_tags(id, "x", &[]),
            assume_alone,
            Some("sts:TagSession"),
        ),
        (named("team-a"), ALLOW, None),
        (named("other"), ALLOW, Some("sts:SetSourceIdentity")),
        (named("team-a"), assume_alone, Some("sts:SetSourceIdentity")),
    ] {
        let ports = Ports::allowing(identity).with_role(FOREIGN, FOR_TAGS);
        let refusal = assume(ports, &caller(bob()), on).err();
        let expected = refused.map(|action| {
            format!(
                "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: {action} \
                 on resource: {FOREIGN}"
            )
        });
        assert_eq!(refusal.map(|error| error.message), expected);
    }
}

/// An external id that one statement wants for both actions.
#[test]
fn one_statement_may_ask_the_same_of_the_role_and_of_its_tags() {
    let both = r#"[
        {"Effect": "Allow", "Principal": {"AWS": "123456789012"},
         "Action": ["sts:AssumeRole", "sts:TagSession"],
         "Condition": {"StringEquals": {"sts:ExternalId": "Example987"}}}]"#;
    let denied_without = r#"[
        {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:*"},
        {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:*",
         "Condition": {"StringNotEquals": {"sts:ExternalId": "Example987"}}}]"#;
    for trust in [both, denied_without] {
        for (external_id, allowed) in [
            (Some("Example987"), true),
            (Some("no"), false),
            (None, false),
        ] {
            let ports = Ports::allowing(ALLOW).with_role(FOREIGN, trust);
            let on = with_tags(external_id, "x", &[]);
            assert_eq!(
                assume(ports, &caller(bob()), on).is_ok(),
                allowed,
                "{trust}"
            );
        }
    }
}

/// SOURCE: IAM User Guide, "IAM and AWS STS condition context keys", iam:ResourceTag: works with
/// `sts:AssumeRole` as well.
#[test]
fn the_tags_of_the_role_are_there_for_both_sides() {
    for (kind, allowed) in [("role", true), ("other", false)] {
        for key in ["aws:ResourceTag/Kind", "iam:ResourceTag/kind"] {
            let condition = format!(r#""Condition": {{"StringEquals": {{"{key}": "{kind}"}}}}"#);
            let identity = format!(
                r#"{{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*", {condition}}}"#
            );
            let case = Case {
                role: FOREIGN,
                identity: &identity,
                ..Case::default()
            };
            assert_eq!(case.outcome().is_ok(), allowed, "{key}");
            let trust = trusts("Allow", BOB);
            let trust = trust.replace(r#""Action""#, &format!(r#"{condition}, "Action""#));
            let case = Case {
                trust,
                ..Case::default()
            };
            assert_eq!(case.outcome().is_ok(), allowed, "{key}");
        }
    }
}
