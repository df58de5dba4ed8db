//! From forms that browsers send to callers, and what policies of forms allow.

use base64::{Engine, prelude::BASE64_STANDARD};
use futures::executor::block_on;
use iamd_api::Error;
use iamd_auth::{Authenticator, Form, FormAuthenticated, LengthRange, Principal, SignatureKind};
use iamd_ident::Secret;
use iamd_sigv4::{FormFields, Signer};
use serde_json::{Value, json};

use crate::doubles::{KEY, Ports, SECRET};

const BUCKET: &str = "photos";

/// The conditions that cover the fields of a signature, and the bucket.
fn usual() -> Vec<Value> {
    vec![
        json!({"bucket": BUCKET}),
        json!(["starts-with", "$x-amz-credential", ""]),
        json!(["starts-with", "$x-amz-date", ""]),
        json!({"x-amz-algorithm": "AWS4-HMAC-SHA256"}),
    ]
}

/// What comes of a form with these fields, and a policy of the usual conditions and these.
fn send(fields: &[(&str, &str)], conditions: &[Value]) -> Result<FormAuthenticated, Error> {
    let conditions = [usual(), conditions.to_vec()].concat();
    let policy = json!({"expiration": "2026-01-31T01:00:00.000Z", "conditions": conditions});
    send_policy(fields, &policy.to_string())
}

fn send_policy(fields: &[(&str, &str)], policy: &str) -> Result<FormAuthenticated, Error> {
    send_text(&Ports::default(), fields, &BASE64_STANDARD.encode(policy))
}

fn send_text(
    ports: &Ports,
    fields: &[(&str, &str)],
    policy: &str,
) -> Result<FormAuthenticated, Error> {
    let secret = Secret::new(SECRET.to_owned());
    let signer = Signer {
        access_key_id: KEY,
        secret: &secret,
        session_token: None,
        region: "eu-west-1",
        service: "s3",
    };
    let added = signer.sign_form(policy, "2026-01-31T00:00:00Z".parse().unwrap());
    let mut all = fields.to_vec();
    all.extend(added.iter().map(|(name, value)| (*name, value.as_str())));
    all.push(("policy", policy));
    receive(ports, &all)
}

fn receive(ports: &Ports, fields: &[(&str, &str)]) -> Result<FormAuthenticated, Error> {
    receive_at(ports, fields, "2026-01-31T00:30:00Z")
}

fn receive_at(
    ports: &Ports,
    fields: &[(&str, &str)],
    now: &str,
) -> Result<FormAuthenticated, Error> {
    let form = Form {
        bucket: BUCKET,
        fields: FormFields::new(fields),
    };
    let now = now.parse().unwrap();
    let answer = block_on(Authenticator::default().authenticate_form(ports, &form, now));
    answer.map_err(|error| error.answer_s3())
}

#[track_caller]
fn check(outcome: Result<FormAuthenticated, Error>, code: &str, text: &str) {
    let error = outcome.unwrap_err();
    assert_eq!((error.code.as_str(), &*error.message), (code, text));
}

#[test]
fn a_signed_form_proves_who_calls_and_is_a_use_of_the_key() {
    let ports = Ports::default();
    let conditions = [usual(), vec![json!(["starts-with", "$key", "bob/"])]].concat();
    let policy = json!({"expiration": "2026-01-31T01:00:00Z", "conditions": conditions});
    let policy = BASE64_STANDARD.encode(policy.to_string());
    let authenticated = send_text(&ports, &[("key", "bob/a")], &policy).unwrap();
    assert_eq!(
        authenticated.caller.shown(),
        "arn:aws:iam::123456789012:user/bob"
    );
    assert_eq!(authenticated.region.unwrap(), "eu-west-1");
    assert_eq!(authenticated.length, LengthRange::ANY);
    let facts = authenticated.signature.unwrap();
    assert_eq!(
        (facts.kind, facts.age_milliseconds),
        (SignatureKind::Form, 1_800_000)
    );
    assert_eq!(ports.uses.lock()[0].1.service, "s3");
}

/// SOURCE: made with `generate_presigned_post` of boto3 (botocore 1.43.11).
#[test]
fn a_form_that_boto3_made_is_accepted() {
    let policy = "eyJleHBpcmF0aW9uIjogIjIwMjYtMDEtMzFUMTM6MDA6MDBaIiwgImNvbmRpdGlvbnMiOiBbeyJhY2wi\
        OiAicHJpdmF0ZSJ9LCBbImNvbnRlbnQtbGVuZ3RoLXJhbmdlIiwgMSwgMTAwXSwgeyJidWNrZXQiOiAicGhvdG9zIn\
        0sIFsic3RhcnRzLXdpdGgiLCAiJGtleSIsICJib2IvIl0sIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1T\
        SEEyNTYifSwgeyJ4LWFtei1jcmVkZW50aWFsIjogIkFLSUFJT1NGT0ROTjdFWEFNUExFLzIwMjYwMTMxL2V1LXdlc3\
        QtMS9zMy9hd3M0X3JlcXVlc3QifSwgeyJ4LWFtei1kYXRlIjogIjIwMjYwMTMxVDEyMDAwMFoifV19";
    let fields = [
        ("acl", "private"),
        ("key", "bob/photo.png"),
        ("x-amz-algorithm", "AWS4-HMAC-SHA256"),
        (
            "x-amz-credential",
            "AKIAIOSFODNN7EXAMPLE/20260131/eu-west-1/s3/aws4_request",
        ),
        ("x-amz-date", "20260131T120000Z"),
        ("policy", policy),
        (
            "x-amz-signature",
            "783dec57b2978d9af4a6ecdd7c866e55b60b66859e2063db28f61e24936175c7",
        ),
    ];
    let authenticated = receive_at(&Ports::default(), &fields, "2026-01-31T12:30:00Z").unwrap();
    assert_eq!(authenticated.length, LengthRange { min: 1, max: 100 });
    let late = receive_at(&Ports::default(), &fields, "2026-01-31T13:00:00Z");
    check(
        late,
        "AccessDenied",
        "Invalid according to Policy: Policy expired.",
    );
}

#[test]
fn a_form_without_a_signature_is_nobodys() {
    let ports = Ports::default();
    let authenticated = receive(&ports, &[("key", "a")]).unwrap();
    assert!(matches!(
        authenticated.caller.principal(),
        Principal::Anonymous
    ));
    let refused = receive(&ports, &[("key", "a"), ("policy", "e30=")]);
    assert_eq!(refused.unwrap_err().code.as_str(), "InvalidArgument");
    assert!(ports.uses.lock().is_empty());
}

#[test]
fn a_form_says_what_its_policy_wants() {
    let key = json!(["starts-with", "$key", "bob/"]);
    assert!(send(&[("key", "bob/")], std::slice::from_ref(&key)).is_ok());
    for (fields, condition, told) in [
        (
            &[("key", "eve/a")][..],
            key.clone(),
            r#"["starts-with", "$key", "bob/"]"#,
        ),
        (
            &[("key", "bob/a"), ("KEY", "eve/a")],
            key.clone(),
            r#"["starts-with", "$key", "bob/"]"#,
        ),
        (&[], key, r#"["starts-with", "$key", "bob/"]"#),
        (
            &[("acl", "private ")],
            json!(["eq", "$acl", "private"]),
            r#"["eq", "$acl", "private"]"#,
        ),
        (
            &[("acl", "private")],
            json!({"Acl": "Private"}),
            r#"["eq", "$Acl", "Private"]"#,
        ),
        (
            &[],
            json!(["starts-with", "$filename", ""]),
            r#"["starts-with", "$filename", ""]"#,
        ),
        (
            &[("content-type", "image/png, text/html")],
            json!(["starts-with", "$Content-Type", "image/"]),
            r#"["starts-with", "$Content-Type", "image/"]"#,
        ),
        (
            &[("bucket", "other")],
            json!({"x-amz-algorithm": "AWS4-HMAC-SHA256"}),
            r#"["eq", "$bucket", "photos"]"#,
        ),
        (
            &[],
            json!({"bucket": "ph\"oto"}),
            r#"["eq", "$bucket", "ph\"oto"]"#,
        ),
    ] {
        let text = format!("Invalid according to Policy: Policy Condition failed: {told}");
        check(send(fields, &[condition]), "AccessDenied", &text);
    }
    let case = json!(["StArTs-WiTh", "$KeY", "bob/"]);
    assert!(send(&[("kEy", "bob/a")], &[case]).is_ok());
    let types = json!(["starts-with", "$Content-Type", "image/"]);
    let fields = [("Content-Type", "image/png,image/gif")];
    assert!(send(&fields, &[types]).is_ok());
}

#[test]
fn whatever_a_form_says_was_foreseen() {
    let extra = "Invalid according to Policy: Extra input fields: ";
    let fields = [("key", "a"), ("x-amz-meta-a", "b"), ("x-ignore-c", "d")];
    let text = format!("{extra}key, x-amz-meta-a");
    check(send(&fields, &[]), "AccessDenied", &text);
    let without_bucket = json!({
        "expiration": "2026-01-31T01:00:00Z",
        "conditions": usual()[1..],
    });
    check(
        send_policy(&[], &without_bucket.to_string()),
        "AccessDenied",
        &format!("{extra}bucket"),
    );
    let length = json!(["content-length-range", 0, 1]);
    let text = format!("{extra}content-length-range");
    let fields = [("content-length-range", "a")];
    check(send(&fields, &[length]), "AccessDenied", &text);
}

#[test]
fn a_policy_is_good_until_it_expires() {
    let policy = json!({"expiration": "2026-01-31T00:30:00Z", "conditions": usual()});
    check(
        send_policy(&[], &policy.to_string()),
        "AccessDenied",
        "Invalid according to Policy: Policy expired.",
    );
}

#[test]
fn a_policy_says_how_long_the_file_may_be() {
    let ranges = [
        json!(["content-length-range", 2, 10]),
        json!(["Content-Length-Range", "1", "9"]),
    ];
    let length = send(&[], &ranges).unwrap().length;
    assert_eq!((length.min, length.max), (2, 9));
    assert!(length.check(2).is_ok() && length.check(9).is_ok());
    assert!(length.check_so_far(0).is_ok());
    let long = length.check_so_far(10).unwrap_err();
    assert_eq!(long.code.as_str(), "EntityTooLarge");
    assert_eq!(length.check(10).unwrap_err(), long);
    let short = length.check(1).unwrap_err();
    assert_eq!(short.code.as_str(), "EntityTooSmall");
    assert_eq!(short.details[1], ("MinSizeAllowed", "2".to_owned()));
}

#[test]
fn what_is_no_policy_is_refused() {
    let ended = r#""expiration": "2026-01-31T01:00:00Z""#;
    for (policy, text) in [
        ("x".to_owned(), "Invalid JSON."),
        ("[]".to_owned(), "Invalid JSON."),
        ("{}".to_owned(), "Policy missing expiration."),
        (
            r#"{"EXPIRATION": "2026-01-31T01:00:00Z", "conditions": []}"#.to_owned(),
            "Policy missing expiration.",
        ),
        (
            r#"{"expiration": "2026-01-31 01:00:00Z"}"#.to_owned(),
            "Invalid 'expiration' value: '2026-01-31 01:00:00Z'",
        ),
        (
            r#"{"expiration": 1}"#.to_owned(),
            "Invalid 'expiration' value: '1'",
        ),
        (format!("{{{ended}}}"), "Policy missing conditions."),
        (
            format!("{{{ended}, \"conditions\": {{}}}}"),
            "Invalid 'conditions' value: must be a List.",
        ),
        (
            format!("{{{ended}, \"conditions\": [], \"x\": 1}}"),
            "Unexpected: 'x'",
        ),
    ] {
        let text = format!("Invalid Policy: {text}");
        check(send_policy(&[], &policy), "InvalidPolicyDocument", &text);
    }
    let ports = Ports::default();
    let text = "Invalid Policy: invalid Base64 encoding.";
    check(send_text(&ports, &[], "?"), "InvalidPolicyDocument", text);
    let large = send_text(&ports, &[], &"e".repeat(20_481)).unwrap_err();
    assert_eq!(large.code.as_str(), "InvalidPolicyDocument");
}

#[test]
fn what_is_no_condition_is_refused() {
    let one =
        "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.";
    let condition = "Invalid condition test: must be a List or Object.";
    for (value, text) in [
        (json!({}), one),
        (json!({"a": "b", "c": "d"}), one),
        (
            json!({"a": 1}),
            "Invalid Simple-Condition: value must be a string.",
        ),
        (json!("a"), condition),
        (json!(null), condition),
        (
            json!([]),
            "Invalid Condition: missing operation identifier.",
        ),
        (
            json!([1, "$a", "b"]),
            "Invalid Condition: missing operation identifier.",
        ),
        (
            json!(["ends-with", "$a", "b"]),
            "Invalid Condition: unknown operation 'ends-with'.",
        ),
        (
            json!(["eq", "$a"]),
            "Invalid eq: wrong number of arguments.",
        ),
        (
            json!(["content-length-range", 0, 1, 2]),
            "Invalid content-length-range: wrong number of arguments.",
        ),
        (
            json!(["content-length-range", -1, 0]),
            "Invalid content-length-range: invalid argument.",
        ),
        (json!(["eq", "a", "b"]), "Invalid eq: invalid argument."),
        (
            json!(["starts-with", "$a", 1]),
            "Invalid starts-with: invalid argument.",
        ),
    ] {
        let text = format!("Invalid Policy: {text}");
        check(send(&[], &[value]), "InvalidPolicyDocument", &text);
    }
    let many = vec![json!({"bucket": BUCKET}); 300];
    assert_eq!(
        send(&[], &many).unwrap_err().code.as_str(),
        "InvalidPolicyDocument"
    );
}
