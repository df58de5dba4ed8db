//! Operations that need several decisions, and resources with policies of their own.

use futures::executor::block_on;
use iamd_api::{
    Action, Error, ErrorCode,
    s3::{CopyObject, DeleteObject, DeleteObjects, GetObject, ListBuckets, PutBucketPolicy},
};
use iamd_auth::{Call, Caller, Guard, Perform, Permit, Requirements, Target};
use parking_lot::Mutex;

use crate::doubles::{Events, MISSING, Ports, bob, caller, request, root_user};

/// A service that writes down what its permits are for.
struct Service {
    requirements: Requirements,
    seen: Mutex<Vec<String>>,
}

impl<O: Action> Perform<O> for Service {
    type Input = ();
    type Output = ();

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(self.requirements.clone())
    }

    async fn run(&self, mut permit: Permit<O>, _call: Call<'_>, _input: ()) -> Result<(), Error> {
        let mut seen = self.seen.lock();
        seen.push(format!("{permit:?} {:?}", permit.resource_id()));
        while let Some(source) = permit.further::<GetObject>() {
            seen.push(format!("{source:?}"));
        }
        for item in permit.items::<DeleteObject>() {
            seen.push(match item {
                Ok(permit) => format!("{permit:?}"),
                Err(error) => format!("{error}"),
            });
        }
        Ok(())
    }
}

fn perform<O: Action>(
    ports: Ports,
    caller: &Caller,
    on: Requirements,
) -> Result<Vec<String>, Error> {
    let service = Service {
        requirements: on,
        seen: Mutex::default(),
    };
    let guard = Guard::new(ports, Events::default());
    let request = request();
    let call = Call {
        caller,
        request: &request,
    };
    block_on(guard.perform::<O, _>(&service, call, ()))?;
    Ok(service.seen.into_inner())
}

fn object(key: &str) -> Target {
    Target::Object {
        bucket: "bucket".parse().unwrap(),
        key: key.parse().unwrap(),
        version: None,
    }
}

fn bucket() -> Target {
    Target::Bucket("bucket".parse().unwrap())
}

fn bob_calls() -> Caller {
    caller(bob())
}

const READ_A: &str = r#"{"Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion"],
    "Resource": "arn:aws:s3:::bucket/a"}"#;

/// SOURCE: S3 API Reference, "CopyObject": to read the source and to write the target.
#[test]
fn an_operation_with_two_resources_needs_a_permit_for_each() {
    let copy = || {
        Requirements::on(object("b")).also_permit::<GetObject>("s3:GetObjectVersion", object("a"))
    };
    let write =
        r#"{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bucket/b"}"#;
    let both = Ports::allowing(&format!("[{READ_A}, {write}]"));
    let seen = perform::<CopyObject>(both, &bob_calls(), copy()).unwrap();
    assert_eq!(
        seen,
        [
            "Permit(s3:PutObject on arn:aws:s3:::bucket/b of 123456789012) Some(\"id-of-bucket\")",
            "Permit(s3:GetObjectVersion on arn:aws:s3:::bucket/a of 123456789012)",
        ]
    );
    for (one, missing) in [(READ_A, "s3:PutObject"), (write, "s3:GetObjectVersion")] {
        let error = perform::<CopyObject>(Ports::allowing(one), &bob_calls(), copy()).unwrap_err();
        assert_eq!(error.code, ErrorCode::AccessDenied);
        let reason = format!("because no identity-based policy allows the {missing} action");
        assert!(error.message.ends_with(&reason), "{}", error.message);
    }
}

/// The version that conditions read is that of the object that is decided on, not of another one of
/// the same request.
#[test]
fn each_decision_reads_its_own_version() {
    let version = |key: &str, version: Option<&str>| Target::Object {
        bucket: "bucket".parse().unwrap(),
        key: key.parse().unwrap(),
        version: version.map(|id| id.parse().unwrap()),
    };
    let id = "a".repeat(32);
    let policy = format!(
        r#"[{{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}},
            {{"Effect": "Deny", "Action": ["s3:GetObjectVersion", "s3:DeleteObjectVersion"],
              "Resource": "*", "Condition": {{"StringEquals": {{"s3:VersionId": "{id}"}}}}}}]"#
    );
    let copy = |source: &str| {
        let source = version("a", Some(source));
        let on = Requirements::on(version("b", None));
        let on = on.also_permit::<GetObject>("s3:GetObjectVersion", source);
        perform::<CopyObject>(Ports::allowing(&policy), &bob_calls(), on).is_ok()
    };
    assert!(copy("null") && !copy(&id));
    let items = [Some("null"), Some(&*id)].map(|id| ("s3:DeleteObjectVersion", version("a", id)));
    let on = Requirements::on(bucket()).each::<DeleteObject>(items);
    let seen = perform::<DeleteObjects>(Ports::allowing(&policy), &bob_calls(), on).unwrap();
    assert!(seen[1].starts_with("Permit("), "{}", seen[1]);
    assert!(seen[2].starts_with("AccessDenied"), "{}", seen[2]);
}

/// SOURCE: S3 API Reference, "DeleteObjects": what may not be deleted is reported, the rest goes.
#[test]
fn items_are_decided_one_by_one() {
    let policy = r#"[{"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::bucket/kept"}]"#;
    let items = ["a", "kept", "b"].map(|key| ("s3:DeleteObject", object(key)));
    let on = Requirements::on(bucket()).each::<DeleteObject>(items);
    let seen = perform::<DeleteObjects>(Ports::allowing(policy), &bob_calls(), on).unwrap();
    assert_eq!(seen.len(), 4);
    assert_eq!(
        seen[1],
        "Permit(s3:DeleteObject on arn:aws:s3:::bucket/a of 123456789012)"
    );
    assert!(seen[2].starts_with("AccessDenied: "), "{}", seen[2]);
    assert!(seen[3].contains("bucket/b"), "{}", seen[3]);
}

/// SOURCE: S3 API Reference, "DeleteObjects": nothing has to be allowed on the bucket itself.
#[test]
fn items_may_be_all_that_is_decided() {
    let policy = r#"{"Effect": "Allow", "Action": "s3:DeleteObject",
        "Resource": "arn:aws:s3:::bucket/a"}"#;
    let items = || ["a", "b"].map(|key| ("s3:DeleteObject", object(key)));
    let on = || Requirements::on(bucket()).each::<DeleteObject>(items());
    let seen = |caller: &Caller, on| {
        let ports = Ports::allowing(policy);
        perform::<DeleteObjects>(ports, caller, on)
    };
    let whole = seen(&bob_calls(), on()).unwrap_err();
    assert_eq!(whole.code, ErrorCode::AccessDenied);
    let alone = seen(&bob_calls(), on().of_items_alone()).unwrap();
    assert_eq!(
        alone[1],
        "Permit(s3:DeleteObject on arn:aws:s3:::bucket/a of 123456789012)"
    );
    assert!(alone[2].starts_with("AccessDenied: "), "{}", alone[2]);
    let nobody = seen(&Caller::anonymous(), on().of_items_alone()).unwrap();
    assert_eq!(nobody[1..], ["AccessDenied: Access Denied"; 2]);
}

/// SOURCE: S3 API Reference, "CopyObject": whether the source is there is for who may list it.
#[test]
fn the_absence_of_another_resource_is_told_to_who_may_list_it() {
    let copy = |key| {
        let absence = ("s3:ListBucket", bucket());
        let source = object(key);
        let on = Requirements::on(object("b"));
        on.also_permit_seen::<GetObject>("s3:GetObject", source, absence)
    };
    let both =
        r#"{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}"#;
    let all = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#;
    let ask = |policy, key| {
        let ports = Ports::allowing(policy);
        perform::<CopyObject>(ports, &bob_calls(), copy(key))
    };
    ask(both, "there").unwrap();
    ask(all, MISSING).unwrap();
    let error = ask(both, MISSING).unwrap_err();
    assert!(error.message.contains("s3:ListBucket"), "{}", error.message);
}

#[test]
fn what_may_be_allowed_or_not_is_no_denial() {
    let service = Service {
        requirements: Requirements::on(object("a"))
            .perhaps::<DeleteObject>("s3:DeleteObject", object("a")),
        seen: Mutex::default(),
    };
    let guard = Guard::new(Ports::allowing(READ_A), Events::default());
    let request = request();
    let call = Call {
        caller: &bob_calls(),
        request: &request,
    };
    block_on(guard.perform::<GetObject, _>(&service, call, ())).unwrap();
    let seen = service.seen.into_inner();
    assert!(seen[1].starts_with("AccessDenied: "), "{}", seen[1]);
    assert!(guard.audit().denials.lock().is_empty());
}

/// SOURCE: S3 API Reference, "GetObject": 404 for who may list the bucket, else 403.
#[test]
fn absence_is_told_to_who_may_list() {
    let on = |key| Requirements::on(object(key)).absence_is_for("s3:ListBucket", bucket());
    let read = r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#;
    let list =
        r#"{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bucket"}"#;
    let both = format!("[{read}, {list}]");
    let code = |policy: &str, key| {
        let answer = perform::<GetObject>(Ports::allowing(policy), &bob_calls(), on(key));
        answer.err().map(|error| error.message)
    };
    assert_eq!(code(read, "there"), None);
    assert_eq!(code(&both, MISSING), None);
    let text = code(read, MISSING).unwrap();
    assert!(text.contains("s3:ListBucket"), "{text}");
    assert!(code(list, "there").unwrap().contains("s3:GetObject"));
}

#[test]
fn what_is_not_there_is_said_before_any_decision() {
    let on = Requirements::on(Target::Bucket(MISSING.parse().unwrap()));
    let error = perform::<GetObject>(Ports::default(), &Caller::anonymous(), on).unwrap_err();
    assert_eq!(error.code, ErrorCode::NoSuchBucket);
}

fn bucket_policy(principal: &str) -> Ports {
    let policy = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Principal": {principal},
            "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"}}}}"#
    );
    Ports {
        bucket_policy: Some(policy),
        ..Ports::default()
    }
}

#[test]
fn a_bucket_policy_lets_in_whom_it_names() {
    let bob = bob_calls();
    let nobody = Caller::anonymous();
    let of_user = r#"{"AWS": "arn:aws:iam::123456789012:user/bob"}"#;
    let canonical = iamd_ident::CanonicalUserId::of(bob.account().unwrap());
    let of_canonical = format!(r#"{{"CanonicalUser": "{canonical}"}}"#);
    for (principal, caller, is_let_in) in [
        (r#""*""#, &nobody, true),
        (r#""*""#, &bob, true),
        (of_user, &bob, true),
        (of_user, &nobody, false),
        // An account delegates to its own policies: bob has none.
        (r#"{"AWS": "123456789012"}"#, &bob, false),
        (&of_canonical, &bob, false),
    ] {
        let on = Requirements::on(object("a"));
        let answer = perform::<GetObject>(bucket_policy(principal), caller, on);
        assert_eq!(answer.is_ok(), is_let_in, "{principal} {caller:?}");
    }
}

/// SOURCE: S3 User Guide, "Blocking public access", RestrictPublicBuckets.
#[test]
fn a_restricted_bucket_lets_in_its_own_account_alone() {
    for (caller, is_let_in) in [(bob_calls(), true), (Caller::anonymous(), false)] {
        let ports = Ports {
            is_restricted: true,
            ..bucket_policy(r#""*""#)
        };
        let answer = perform::<GetObject>(ports, &caller, Requirements::on(object("a")));
        assert_eq!(answer.is_ok(), is_let_in, "{caller:?}");
    }
}

/// SOURCE: S3 API Reference, "PutBucketPolicy".
#[test]
fn no_policy_keeps_the_owners_root_user_from_the_policy() {
    let ports = |owner: Option<&str>| Ports {
        bucket_policy: Some(
            r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
                "Action": "s3:*", "Resource": ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"]}}"#
                .to_owned(),
        ),
        bucket_owner: owner.map(|id| id.parse().unwrap()),
        ..Ports::default()
    };
    let root = caller(root_user());
    let may = |caller: &Caller, ports: Ports, action: &'static str| {
        let on = Requirements::on(bucket()).acting_as(action);
        perform::<PutBucketPolicy>(ports, caller, on).is_ok()
    };
    for action in [
        "s3:GetBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
    ] {
        assert!(may(&root, ports(None), action), "{action}");
        assert!(!may(&bob_calls(), ports(None), action), "{action}");
        assert!(!may(&root, ports(Some("210987654321")), action), "{action}");
    }
    assert!(!may(&root, ports(None), "s3:ListBucket"));
}

/// SOURCE: S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors".
#[test]
fn strangers_are_told_no_reason() {
    let theirs = || Ports {
        bucket_owner: Some("210987654321".parse().unwrap()),
        ..Ports::default()
    };
    for (ports, caller) in [
        (Ports::default(), Caller::anonymous()),
        (theirs(), bob_calls()),
        (theirs(), Caller::anonymous()),
    ] {
        let error =
            perform::<GetObject>(ports, &caller, Requirements::on(object("a"))).unwrap_err();
        assert_eq!(error.message, "Access Denied");
    }
    let on = Requirements::on(object("a"));
    let error = perform::<GetObject>(Ports::default(), &bob_calls(), on).unwrap_err();
    assert!(
        error.message.starts_with("User: arn:aws:iam::"),
        "{}",
        error.message
    );
}

#[test]
fn conditions_read_what_the_operation_brings_and_what_the_object_has() {
    let policy = r#"[{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
            "Condition": {"StringEquals": {"s3:prefix": "home/"},
                          "NumericLessThanEquals": {"s3:max-keys": "10"}}},
        {"Effect": "Allow", "Action": "s3:PutObjectTagging", "Resource": "*",
            "Condition": {"StringEquals": {"s3:ExistingObjectTag/Key": "a",
                                           "s3:RequestObjectTag/Team": "red"}}}]"#;
    let list = |prefix: &str, keys| {
        let on = Requirements::on(Target::Any)
            .with_text("s3:prefix", prefix)
            .with_number("s3:max-keys", keys)
            .acting_as("s3:ListBucket");
        perform::<ListBuckets>(Ports::allowing(policy), &bob_calls(), on).is_ok()
    };
    assert!(list("home/", 10));
    assert!(!list("home", 10) && !list("home/", 11));
    let get = |key, team: &str| {
        let tag = iamd_ident::Tag {
            key: "Team".to_owned(),
            value: team.to_owned(),
        };
        let on = Requirements::on(object(key)).object_tags(vec![tag]);
        let on = on.acting_as("s3:PutObjectTagging");
        perform::<GetObject>(Ports::allowing(policy), &bob_calls(), on).is_ok()
    };
    assert!(get("a", "red"));
    assert!(!get("b", "red") && !get("a", "blue"));
}
