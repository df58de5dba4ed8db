//! Temporary credentials under the policies of their principal, its boundary and their own.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures::executor::block_on;
use iamd_api::{
    Action, Error, ErrorCode, iam,
    s3::GetObject,
    sts::{GetCallerIdentity, GetFederationToken, GetSessionToken},
};
use iamd_auth::{Call, Caller, Guard, Perform, Permit, Requirements, Session, SessionKind, Target};

use crate::doubles::{
    Events, Ports, bob, bob_in_session, caller, federated, in_session, other_account, policy,
    reader, request, root_user, session, tag, temporary,
};

const ALLOW: &str = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#;
const DENY: &str = r#"{"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}"#;
const OTHER: &str = r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#;

/// Why nothing allows it.
const NO_IDENTITY: &str = "because no identity-based policy allows the s3:GetObject action";
const NO_BOUNDARY: &str = "because no permissions boundary allows the s3:GetObject action";
const NO_SESSION: &str = "because no session policy allows the s3:GetObject action";
const BOUNDARY_DENIES: &str = "with an explicit deny in a permissions boundary";
const SESSION_DENIES: &str = "with an explicit deny in a session policy";

/// A service that counts how often it ran.
struct Service(Requirements, AtomicUsize);

impl<O: Action> Perform<O> for Service {
    type Input = ();
    type Output = ();

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(self.0.clone())
    }

    async fn run(&self, _permit: Permit<O>, _call: Call<'_>, _input: ()) -> Result<(), Error> {
        self.1.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// Performs an operation; the error, if there is one, means that it did not run.
fn perform<O: Action>(ports: Ports, caller: &Caller, on: Target) -> Result<(), Error> {
    let service = Service(Requirements::on(on), AtomicUsize::new(0));
    let guard = Guard::new(ports, Events::default());
    let request = request();
    let call = Call {
        caller,
        request: &request,
    };
    let answer = block_on(guard.perform::<O, _>(&service, call, ()));
    let ran = service.1.load(Ordering::SeqCst);
    assert_eq!(ran, usize::from(answer.is_ok()));
    assert_eq!(
        guard.audit().written.lock().len(),
        1,
        "one event for each call"
    );
    answer
}

fn object() -> Target {
    Target::Object {
        bucket: "bucket".parse().unwrap(),
        key: "key".parse().unwrap(),
        version: None,
    }
}

/// Policies of every layer; the caller reads an object of its own account.
#[derive(Default)]
struct Layers<'a> {
    identity: Option<&'a str>,
    boundary: Option<&'a str>,
    session: Option<&'a str>,
    bucket: Option<&'a str>,
}

impl Layers<'_> {
    fn ports(&self) -> Ports {
        // A bucket's policy is written for a principal: that of its text.
        let bucket = self.bucket.map(|principal| {
            policy(&format!(
                r#"{{"Effect": "Allow", "Principal": {principal}, "Action": "s3:*",
                     "Resource": "*"}}"#
            ))
        });
        Ports {
            policy: self.identity.map(policy),
            boundary: self.boundary.map(policy),
            session: self.session.map(policy),
            bucket_policy: bucket,
            ..Ports::default()
        }
    }

    #[track_caller]
    fn check(&self, caller: &Caller, refusal: Option<&str>) {
        let error = perform::<GetObject>(self.ports(), caller, object()).err();
        let text = error.map(|error| error.message).unwrap_or_default();
        assert!(text.ends_with(refusal.unwrap_or_default()), "{text}");
        assert_eq!(text.is_empty(), refusal.is_none(), "{text}");
    }
}

/// SOURCE: IAM User Guide, "Session policies" and "Permissions boundaries for IAM entities".
#[test]
fn every_limit_must_allow_and_none_grants() {
    let reader = temporary(reader());
    for (identity, boundary, session, refusal) in [
        (Some(ALLOW), None, None, None),
        (Some(ALLOW), Some(ALLOW), Some(ALLOW), None),
        (None, Some(ALLOW), Some(ALLOW), Some(NO_IDENTITY)),
        (Some(ALLOW), Some(OTHER), None, Some(NO_BOUNDARY)),
        (Some(ALLOW), None, Some(OTHER), Some(NO_SESSION)),
        (Some(ALLOW), Some(OTHER), Some(OTHER), Some(NO_BOUNDARY)),
        (Some(ALLOW), Some(DENY), Some(ALLOW), Some(BOUNDARY_DENIES)),
        (Some(ALLOW), Some(ALLOW), Some(DENY), Some(SESSION_DENIES)),
    ] {
        let layers = Layers {
            identity,
            boundary,
            session,
            bucket: None,
        };
        layers.check(&reader, refusal);
    }
    for (boundary, refusal) in [(ALLOW, None), (OTHER, Some(NO_BOUNDARY))] {
        let layers = Layers {
            identity: Some(ALLOW),
            boundary: Some(boundary),
            ..Layers::default()
        };
        layers.check(&caller(bob()), refusal);
        layers.check(&bob_in_session(false), refusal);
    }
}

/// SOURCE: IAM User Guide, "Policy evaluation logic", table of resource-based policies and implicit
/// denies in other policy types.
#[test]
fn the_name_in_a_buckets_policy_decides_what_still_limits() {
    const ROLE: &str = r#"{"AWS": "arn:aws:iam::123456789012:role/ops/Reader"}"#;
    const SESSION: &str = r#"{"AWS": "arn:aws:sts::123456789012:assumed-role/Reader/s"}"#;
    const FEDERATED: &str = r#"{"AWS": "arn:aws:sts::123456789012:federated-user/f"}"#;
    const USER: &str = r#"{"AWS": "arn:aws:iam::123456789012:user/bob"}"#;
    const USER_BY_ID: &str = r#"{"AWS": "AIDAQ2UWEXAMPLEQ2UWEX"}"#;
    let (role, fed) = (temporary(reader()), temporary(federated(true)));
    for (caller, bucket, boundary, session, refusal) in [
        (&role, ROLE, None, None, None),
        (&role, ROLE, Some(OTHER), None, Some(NO_BOUNDARY)),
        (&role, ROLE, None, Some(OTHER), Some(NO_SESSION)),
        (&role, SESSION, Some(OTHER), Some(OTHER), None),
        (&role, r#""*""#, Some(OTHER), Some(OTHER), None),
        (&fed, FEDERATED, Some(OTHER), None, None),
        (&fed, USER, None, None, Some(NO_SESSION)),
        (&fed, USER, None, Some(ALLOW), None),
        (&fed, USER_BY_ID, None, Some(ALLOW), None),
        (&fed, USER, Some(OTHER), Some(ALLOW), Some(NO_BOUNDARY)),
        (&role, SESSION, None, Some(DENY), Some(SESSION_DENIES)),
        (&fed, FEDERATED, Some(DENY), None, Some(BOUNDARY_DENIES)),
    ] {
        let layers = Layers {
            identity: None,
            boundary,
            session,
            bucket: Some(bucket),
        };
        layers.check(caller, refusal);
    }
}

/// SOURCE: IAM User Guide, "AWS JSON policy elements: NotPrincipal" and "Permissions boundaries for
/// IAM entities": a Deny with `NotPrincipal` always denies whoever has a boundary.
#[test]
fn not_principal_spares_a_session_by_any_of_its_names_unless_it_has_a_boundary() {
    let denies = Some("with an explicit deny in a resource-based policy");
    let reader = temporary(reader());
    for (spared, boundary, refusal) in [
        ("arn:aws:iam::123456789012:role/ops/Reader", None, None),
        (
            "arn:aws:sts::123456789012:assumed-role/Reader/s",
            None,
            None,
        ),
        ("arn:aws:iam::123456789012:role/Reader", None, denies),
        (
            "arn:aws:sts::123456789012:assumed-role/Reader/t",
            None,
            denies,
        ),
        (
            "arn:aws:iam::123456789012:role/ops/Reader",
            Some(ALLOW),
            denies,
        ),
    ] {
        let deny = format!(
            r#"{{"Effect": "Deny", "NotPrincipal": {{"AWS": "{spared}"}}, "Action": "s3:*",
                "Resource": "*"}}"#
        );
        let ports = Ports {
            boundary: boundary.map(policy),
            bucket_policy: Some(policy(&deny)),
            ..Ports::allowing(ALLOW)
        };
        let error = perform::<GetObject>(ports, &reader, object()).err();
        let text = error.map(|error| error.message).unwrap_or_default();
        assert!(
            text.ends_with(refusal.unwrap_or_default()),
            "{spared}: {text}"
        );
        assert_eq!(text.is_empty(), refusal.is_none(), "{spared}: {text}");
    }
}

/// SOURCE: STS API Reference, "GetFederationToken": the permissions are what the session policies
/// and the user's have in common; without session policies there are none.
#[test]
fn a_federated_user_has_what_its_session_policy_and_its_user_share() {
    let by_bob = temporary(federated(true));
    for (identity, session, refusal) in [
        (Some(ALLOW), None, Some(NO_SESSION)),
        (Some(ALLOW), Some(ALLOW), None),
        (Some(OTHER), Some(ALLOW), Some(NO_IDENTITY)),
        (Some(ALLOW), Some(OTHER), Some(NO_SESSION)),
        (Some(ALLOW), Some(DENY), Some(SESSION_DENIES)),
    ] {
        let layers = Layers {
            identity,
            session,
            ..Layers::default()
        };
        layers.check(&by_bob, refusal);
    }
    let by_root = temporary(federated(false));
    for (session, refusal) in [(None, Some(NO_SESSION)), (Some(ALLOW), None)] {
        let layers = Layers {
            session,
            ..Layers::default()
        };
        layers.check(&by_root, refusal);
    }
}

/// SOURCE: IAM User Guide, "Cross-account policy evaluation logic": the short cut of one account
/// does not exist, so the limits of a session count whatever the other account's policy names.
#[test]
fn across_accounts_no_name_spares_a_session_its_limits() {
    let session = r#"{"AWS": "arn:aws:sts::123456789012:assumed-role/Reader/s"}"#;
    for (identity, boundary, passed, allowed) in [
        (Some(ALLOW), None, None, true),
        (Some(ALLOW), Some(ALLOW), Some(ALLOW), true),
        (None, None, None, false),
        (Some(ALLOW), Some(OTHER), None, false),
        (Some(ALLOW), None, Some(OTHER), false),
    ] {
        let layers = Layers {
            identity,
            boundary,
            session: passed,
            bucket: Some(session),
        };
        let ports = Ports {
            bucket_owner: Some(other_account()),
            ..layers.ports()
        };
        let answer = perform::<GetObject>(ports, &temporary(reader()), object());
        assert_eq!(answer.is_ok(), allowed);
    }
}

/// SOURCE: IAM User Guide, "Revoke IAM role temporary security credentials": a deny of what was
/// issued before a time.
#[test]
fn older_sessions_can_be_revoked() {
    let revoked = |since: &str| {
        format!(
            r#"[{ALLOW}, {{"Effect": "Deny", "Action": "*", "Resource": "*",
                "Condition": {{"DateLessThan": {{"aws:TokenIssueTime": "{since}"}}}}}}]"#
        )
    };
    let reader = temporary(reader());
    for (since, refusal) in [
        ("2026-01-30T23:00:00Z", None),
        ("2026-01-30T23:00:01Z", Some("in an identity-based policy")),
    ] {
        let identity = revoked(since);
        let layers = Layers {
            identity: Some(&identity),
            ..Layers::default()
        };
        layers.check(&reader, refusal);
        layers.check(&caller(bob()), None);
    }
}

/// SOURCE: IAM User Guide, "Pass session tags in AWS STS".
#[test]
fn session_tags_decide_before_the_tags_of_the_role() {
    let identity = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalTag/team": "a"}}}"#;
    let layers = Layers {
        identity: Some(identity),
        ..Layers::default()
    };
    for (tags, refusal) in [
        (vec![tag("Team", "a")], None),
        (vec![tag("team", "a")], None),
        (vec![tag("team", "b")], Some(NO_IDENTITY)),
        (vec![], Some(NO_IDENTITY)),
    ] {
        let session = Session {
            tags,
            ..session(SessionKind::AssumedRole)
        };
        layers.check(&in_session(reader(), session), refusal);
    }
}

#[track_caller]
fn check_call<O: Action>(caller: &Caller, refusal: Option<(ErrorCode, &str)>) {
    let everything = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;
    let ports = Ports {
        session: Some(policy(everything)),
        ..Ports::allowing(everything)
    };
    let error = perform::<O>(ports, caller, Target::Any).err();
    let error = error
        .as_ref()
        .map(|error| (error.code, error.message.as_str()));
    assert_eq!(error, refusal, "{}", O::ROW.action);
}

/// SOURCE: IAM User Guide, "Compare AWS STS credentials".
#[test]
fn what_credentials_may_never_call_is_refused_whatever_policies_say() {
    let unknown = "The security token included in the request is invalid";
    let unknown = Some((ErrorCode::InvalidClientTokenId, unknown));
    let session_token = "Cannot call GetSessionToken with session credentials";
    let session_token = Some((ErrorCode::AccessDenied, session_token));
    let federation_token = "Cannot call GetFederationToken with session credentials";
    let federation_token = Some((ErrorCode::AccessDenied, federation_token));
    for (caller, of_iam) in [
        (bob_in_session(false), unknown),
        (bob_in_session(true), None),
        (temporary(root_user()), unknown),
        (temporary(federated(true)), unknown),
        (temporary(reader()), None),
    ] {
        check_call::<iam::ListUsers>(&caller, of_iam);
        check_call::<GetSessionToken>(&caller, session_token);
        check_call::<GetFederationToken>(&caller, federation_token);
        check_call::<GetCallerIdentity>(&caller, None);
    }
    for caller in [caller(bob()), caller(root_user())] {
        check_call::<iam::ListUsers>(&caller, None);
        check_call::<GetSessionToken>(&caller, None);
        check_call::<GetFederationToken>(&caller, None);
    }
}

#[test]
fn a_session_is_told_who_it_is_even_if_all_is_denied() {
    let nothing = r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#;
    for caller in [
        temporary(reader()),
        temporary(federated(true)),
        bob_in_session(false),
        temporary(root_user()),
    ] {
        let ports = Ports {
            boundary: Some(policy(nothing)),
            session: Some(policy(nothing)),
            ..Ports::allowing(nothing)
        };
        perform::<GetCallerIdentity>(ports, &caller, Target::Any).unwrap();
    }
}

/// SOURCE: IAM User Guide, "Permissions boundaries for IAM entities": an administrator may be
/// allowed to grant only what a boundary holds.
#[test]
fn who_may_only_act_on_users_with_a_boundary_cannot_act_on_others() {
    let delegated = r#"{"Effect": "Allow", "Action": "iam:AttachUserPolicy", "Resource": "*",
        "Condition": {"StringEquals": {"iam:PermissionsBoundary": "the-boundary"}}}"#;
    for (boundary, allowed) in [
        (Some("the-boundary"), true),
        (Some("x"), false),
        (None, false),
    ] {
        let ports = Ports {
            boundary_of_target: boundary.map(str::to_owned),
            ..Ports::allowing(delegated)
        };
        let eve = Target::User("eve".parse().unwrap());
        let answer = perform::<iam::AttachUserPolicy>(ports, &caller(bob()), eve);
        assert_eq!(answer.is_ok(), allowed, "{boundary:?}");
    }
}
