//! What policies read of sessions, of MFA, and of requests for sessions.

use iamd_ident::{RoleName, Timestamp};

use super::*;
use crate::{FederatedUserFacts, RoleFacts, RoleSessionFacts, Session};

const TRUST: &str = "arn:aws:iam::210987654321:role/ops/Reader";

fn session(kind: SessionKind) -> Session {
    Session {
        kind,
        issued_at: "2026-01-30T23:50:00Z".parse().unwrap(),
        expires_at: "2026-01-31T00:50:00Z".parse().unwrap(),
        mfa_at: None,
        tags: Vec::new(),
        transitive_tag_keys: Vec::new(),
        source_identity: None,
        federated_provider: None,
        policy: None,
        policy_arns: Vec::new(),
    }
}

fn in_session(principal: &Principal, session: Session) -> Caller {
    Caller::in_session(principal.clone(), key(), Arc::new(session))
}

fn in_console(principal: &Principal, session: Session) -> Caller {
    Caller::in_console(principal.clone(), Arc::new(session))
}

/// The session `s` of the role `/ops/Reader`.
fn reader() -> Principal {
    let name: RoleName = "Reader".parse().unwrap();
    let path: Path = "/ops/".parse().unwrap();
    let account = account(123_456_789_012);
    let role = RoleFacts {
        account,
        id: "AROAQ2UWEXAMPLEQ2UWEX".parse().unwrap(),
        arn: Arn::iam_entity(Partition::Aws, account, "role", &path, &name),
        name,
        path,
        tags: vec![tag("Team", "of the role"), tag("Cost", "1")],
    };
    Principal::RoleSession(Arc::new(RoleSessionFacts {
        role: Arc::new(role),
        name: "s".to_owned(),
        arn: "arn:aws:sts::123456789012:assumed-role/Reader/s"
            .parse()
            .unwrap(),
        user_id: "AROAQ2UWEXAMPLEQ2UWEX:s".to_owned(),
    }))
}

/// The federated user `f`, made by bob.
fn federated() -> Principal {
    let bob = Arc::clone(bob().user().unwrap());
    Principal::FederatedUser(Arc::new(FederatedUserFacts {
        account: account(123_456_789_012),
        name: "f".to_owned(),
        arn: "arn:aws:sts::123456789012:federated-user/f"
            .parse()
            .unwrap(),
        user_id: "123456789012:f".to_owned(),
        issuer_arn: bob.arn.clone(),
        issuer: Some(bob),
    }))
}

#[track_caller]
fn check_all(caller: &Caller, expected: &[(&str, Option<&str>)]) {
    for (key, expected) in expected {
        check(caller, &full(), key, *expected);
    }
}

/// SOURCE: IAM User Guide, "IAM JSON policy elements: Variables", table of principal key values.
#[test]
fn sessions_are_named_as_the_table_says() {
    check_all(
        &in_session(&reader(), session(SessionKind::AssumedRole)),
        &[
            (
                "aws:PrincipalArn",
                Some("arn:aws:iam::123456789012:role/ops/Reader"),
            ),
            ("aws:PrincipalType", Some("AssumedRole")),
            ("aws:PrincipalAccount", Some("123456789012")),
            ("aws:userid", Some("AROAQ2UWEXAMPLEQ2UWEX:s")),
            ("aws:username", None),
        ],
    );
    check_all(
        &in_session(&federated(), session(SessionKind::FederationToken)),
        &[
            (
                "aws:PrincipalArn",
                Some("arn:aws:sts::123456789012:federated-user/f"),
            ),
            ("aws:PrincipalType", Some("FederatedUser")),
            ("aws:PrincipalAccount", Some("123456789012")),
            ("aws:userid", Some("123456789012:f")),
            ("aws:username", None),
        ],
    );
    check_all(
        &in_session(bob().principal(), session(SessionKind::SessionToken)),
        &[
            (
                "aws:PrincipalArn",
                Some("arn:aws:iam::123456789012:user/team/bob"),
            ),
            ("aws:PrincipalType", Some("User")),
            ("aws:userid", Some("AIDAQ2UWEXAMPLEQ2UWEX")),
            ("aws:username", Some("bob")),
        ],
    );
    check_all(
        &in_session(root().principal(), session(SessionKind::SessionToken)),
        &[
            ("aws:PrincipalArn", Some("arn:aws:iam::123456789012:root")),
            ("aws:PrincipalType", Some("Account")),
            ("aws:userid", Some("123456789012")),
            ("aws:username", None),
        ],
    );
}

/// Every key that sessions alone have, with its value in one that has all.
pub(super) const VALUES: &[(&str, &str)] = &[
    ("aws:TokenIssueTime", "2026-01-30T23:50:00Z"),
    ("aws:SourceIdentity", "eve"),
    ("aws:FederatedProvider", "cognito-identity.amazonaws.com"),
    ("aws:MultiFactorAuthPresent", "true"),
    ("aws:MultiFactorAuthAge", "601"),
];

#[test]
fn sessions_have_what_was_agreed_on() {
    let session = session(SessionKind::SessionToken);
    let agreed = Session {
        mfa_at: Some(session.issued_at),
        source_identity: Some("eve".to_owned()),
        federated_provider: Some("cognito-identity.amazonaws.com".to_owned()),
        ..session.clone()
    };
    for (key, value) in VALUES {
        let caller = in_session(bob().principal(), agreed.clone());
        check(&caller, &full(), key, Some(value));
    }
    check_all(
        &in_session(&reader(), session),
        &[
            ("aws:TokenIssueTime", Some("2026-01-30T23:50:00Z")),
            ("aws:SourceIdentity", None),
            ("aws:FederatedProvider", None),
        ],
    );
}

/// SOURCE: IAM User Guide, "AWS global condition context keys", aws:MultiFactorAuthPresent and
/// aws:MultiFactorAuthAge.
#[test]
fn only_sessions_of_users_hold_their_mfa() {
    let ten_minutes_ago: Timestamp = "2026-01-30T23:50:00Z".parse().unwrap();
    let with_mfa = |kind| Session {
        mfa_at: Some(ten_minutes_ago),
        ..session(kind)
    };
    let user = bob().principal().clone();
    let (present, age) = ("aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge");
    for (caller, expected) in [
        (bob(), [None, None]),
        (root(), [None, None]),
        (Caller::anonymous(), [None, None]),
        (
            in_session(&user, with_mfa(SessionKind::SessionToken)),
            [Some("true"), Some("601")],
        ),
        (
            in_session(&user, session(SessionKind::SessionToken)),
            [Some("false"), None],
        ),
        (
            in_session(&reader(), with_mfa(SessionKind::AssumedRole)),
            [Some("false"), None],
        ),
        (
            in_console(&user, with_mfa(SessionKind::Console)),
            [Some("true"), Some("601")],
        ),
        (
            in_console(&user, session(SessionKind::Console)),
            [Some("false"), None],
        ),
        (
            in_console(root().principal(), session(SessionKind::Console)),
            [Some("false"), None],
        ),
        (
            in_console(&user, session(SessionKind::ConsoleNewPassword)),
            [Some("false"), None],
        ),
        (
            in_console(&reader(), with_mfa(SessionKind::AssumedRole)),
            [Some("false"), None],
        ),
        (
            in_console(&federated(), with_mfa(SessionKind::FederatedConsole)),
            [Some("false"), None],
        ),
        (
            in_session(&federated(), with_mfa(SessionKind::FederationToken)),
            [Some("false"), None],
        ),
    ] {
        check_all(&caller, &[(present, expected[0]), (age, expected[1])]);
    }
}

/// In the console as elsewhere: the keys of a session are there, those of a signature are not.
#[test]
fn console_sessions_have_the_keys_of_sessions() {
    let user = bob().principal().clone();
    for (principal, kind) in [
        (&user, SessionKind::Console),
        (&user, SessionKind::ConsoleNewPassword),
        (&reader(), SessionKind::AssumedRole),
        (&federated(), SessionKind::FederatedConsole),
    ] {
        let caller = in_console(principal, session(kind));
        check_all(
            &caller,
            &[
                ("aws:TokenIssueTime", Some("2026-01-30T23:50:00Z")),
                ("aws:MultiFactorAuthPresent", Some("false")),
                ("aws:MultiFactorAuthAge", None),
            ],
        );
    }
}

#[test]
fn a_code_in_the_very_request_counts_for_every_kind_of_credentials() {
    let (request, requirements, resource) = (request(), full(), resource());
    let user = bob().principal().clone();
    for caller in [bob(), in_session(&user, session(SessionKind::SessionToken))] {
        let call = Call {
            caller: &caller,
            request: &request,
        };
        let context = RequestContext::new(ACTION, call, &requirements, &resource);
        let context = context.showing_mfa(true);
        let value = |key| context.get(key).map(text);
        assert_eq!(value("aws:MultiFactorAuthPresent").as_deref(), Some("true"));
        assert_eq!(value("aws:MultiFactorAuthAge").as_deref(), Some("0"));
    }
}

/// SOURCE: IAM User Guide, "Pass session tags in AWS STS": a session tag comes before the tag of
/// the role or user with the same key, whatever its case.
#[test]
fn session_tags_come_before_those_of_the_role_or_user() {
    let tagged = |kind| Session {
        tags: vec![tag("team", "of the session"), tag("Empty", "")],
        ..session(kind)
    };
    for (caller, of_entity) in [
        (
            in_session(&reader(), tagged(SessionKind::AssumedRole)),
            ("aws:PrincipalTag/cost", "1"),
        ),
        (
            in_session(&federated(), tagged(SessionKind::FederationToken)),
            ("aws:PrincipalTag/empty", ""),
        ),
    ] {
        check_all(
            &caller,
            &[
                ("aws:PrincipalTag/team", Some("of the session")),
                ("aws:PrincipalTag/Team", Some("of the session")),
                (of_entity.0, Some(of_entity.1)),
                ("aws:PrincipalTag/other", None),
            ],
        );
    }
    check_all(
        &in_session(&reader(), session(SessionKind::AssumedRole)),
        &[("aws:PrincipalTag/team", Some("of the role"))],
    );
}

/// A request for a session that brings everything.
fn for_session() -> Requirements {
    Requirements::on(Target::AssumedRole(TRUST.parse().unwrap()))
        .tags(vec![tag("Project", "x")])
        .with_text("sts:externalid", "an id")
        .with_text("sts:rolesessionname", "s")
        .with_text("sts:sourceidentity", "eve")
        .with_texts("sts:transitivetagkeys", vec!["Project".to_owned()])
        .with_number("sts:durationseconds", 900)
}

#[track_caller]
fn check_on_role(action: &str, key: &str, expected: Option<&str>) {
    let (bob, request, requirements) = (bob(), request(), for_session());
    let role = Resource::named(TRUST.to_owned(), account(210_987_654_321));
    let role = role.tagged(vec![tag("Owner", "eve")]);
    let call = Call {
        caller: &bob,
        request: &request,
    };
    let context = RequestContext::new(action, call, &requirements, &role);
    assert_eq!(
        context.get(key).map(text).as_deref(),
        expected,
        "{action} {key}"
    );
}

/// One request to STS has one set of keys, for whatever it is decided on.
#[test]
fn all_decisions_on_a_role_read_the_keys_of_assuming_it() {
    for action in ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] {
        for (key, value) in [
            ("sts:ExternalId", Some("an id")),
            ("sts:RoleSessionName", Some("s")),
            ("sts:SourceIdentity", Some("eve")),
            ("sts:TransitiveTagKeys", Some("Project")),
            ("aws:RequestTag/project", Some("x")),
            ("aws:TagKeys", Some("Project")),
            ("iam:ResourceTag/Owner", Some("eve")),
            ("aws:ResourceTag/owner", Some("eve")),
            ("aws:ResourceAccount", Some("210987654321")),
            ("sts:DurationSeconds", None),
        ] {
            check_on_role(action, key, value);
        }
    }
}

#[test]
fn no_transitive_keys_are_no_key() {
    let none = Requirements::on(Target::Any).with_texts("sts:transitivetagkeys", Vec::new());
    let (bob, request, resource) = (bob(), request(), resource());
    let call = Call {
        caller: &bob,
        request: &request,
    };
    let context = RequestContext::new("sts:TagSession", call, &none, &resource);
    assert_eq!(context.get("sts:TransitiveTagKeys"), None);
}

/// SOURCE: IAM User Guide, "IAM and AWS STS condition context keys", iam:PermissionsBoundary, and
/// the service authorization reference of IAM.
#[test]
fn a_boundary_is_the_requests_or_else_that_of_what_it_acts_on() {
    let set = Requirements::on(Target::Any).permissions_boundary(Some("new"));
    let other = Requirements::on(Target::Any);
    let (bob, request) = (bob(), request());
    let call = Call {
        caller: &bob,
        request: &request,
    };
    for (action, requirements, boundary, expected) in [
        (
            "iam:PutUserPermissionsBoundary",
            &set,
            Some("old"),
            Some("new"),
        ),
        ("iam:AttachUserPolicy", &other, Some("old"), Some("old")),
        ("iam:DeleteRole", &other, Some("old"), Some("old")),
        ("iam:AttachUserPolicy", &other, None, None),
        ("iam:DeleteUser", &other, Some("old"), None),
        ("iam:TagUser", &set, Some("old"), None),
    ] {
        let mut resource = resource();
        resource.permissions_boundary = boundary.map(str::to_owned);
        let context = RequestContext::new(action, call, requirements, &resource);
        let seen = context.get("iam:PermissionsBoundary").map(text);
        assert_eq!(seen.as_deref(), expected, "{action}");
    }
}
