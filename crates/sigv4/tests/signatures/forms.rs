//! Forms that browsers upload objects with.

use iamd_ident::Secret;
use iamd_sigv4::{FormFields, S3Fault, SignaturePlace, SignedForm, SigningKeyCache};

use crate::{
    body::{NOW, signer},
    request::{SECRET, at},
};

/// SOURCE: S3 API reference, "Example: Browser-Based Upload using HTTP POST": policy and signature.
const EXAMPLE: &str = "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";

type Fields = Vec<(&'static str, String)>;

fn verify(fields: &Fields, now: &str) -> Result<Option<()>, S3Fault> {
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    let place = SignaturePlace::Form;
    let form = SignedForm::parse(&FormFields::new(&pairs));
    let Some(form) = form.map_err(|error| error.s3_fault(place, None))? else {
        return Ok(None);
    };
    let (secret, cache) = (Secret::new(SECRET.to_owned()), SigningKeyCache::new(8));
    let verified = cache.verify_form(&form, &secret, at(now));
    verified.map_err(|error| error.s3_fault(place, Some(form.access_key_id())))?;
    assert_eq!(cache.len(), 1);
    Ok(Some(()))
}

/// A good form.
fn good() -> Fields {
    let policy = "eyJjb25kaXRpb25zIjogW119";
    let secret = Secret::new(SECRET.to_owned());
    let mut fields = vec![("key", "a".to_owned()), ("policy", policy.to_owned())];
    fields.extend(signer(&secret).sign_form(policy, at(NOW)));
    fields
}

fn with(name: &'static str, value: &str) -> Fields {
    let mut fields = good();
    fields.retain(|(field, _)| *field != name);
    fields.push((name, value.to_owned()));
    fields
}

#[track_caller]
fn check(fields: &Fields, code: &str, text: &str) {
    let fault = verify(fields, NOW).unwrap_err();
    assert_eq!((fault.code, fault.message.as_str()), (code, text));
}

#[test]
fn the_example_of_the_s3_reference_is_accepted() {
    let credential = "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request";
    let mut fields: Fields = vec![
        ("key", "user/user1/photo.png".to_owned()),
        ("X-Amz-Credential", credential.to_owned()),
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256".to_owned()),
        ("X-Amz-Date", "20151229T000000Z".to_owned()),
        ("Policy", EXAMPLE.to_owned()),
    ];
    let signature = "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e";
    fields.push(("X-Amz-Signature", signature.to_owned()));
    assert_eq!(verify(&fields, "2015-12-30T00:00:00Z"), Ok(Some(())));
}

#[test]
fn a_form_without_a_signature_is_nobodys() {
    assert_eq!(verify(&good(), NOW), Ok(Some(())));
    assert_eq!(verify(&vec![("key", "a".to_owned())], NOW), Ok(None));
}

#[test]
fn a_signature_is_whole() {
    for name in [
        "policy",
        "x-amz-algorithm",
        "x-amz-credential",
        "x-amz-date",
        "x-amz-signature",
    ] {
        let mut fields = good();
        fields.retain(|(field, _)| *field != name);
        let text = format!(
            "Bucket POST must contain a field named '{name}'.  If it is specified, please check \
             the order of the fields."
        );
        check(&fields, "InvalidArgument", &text);
        let mut twice = good();
        twice.push((name, "x".to_owned()));
        assert_eq!(verify(&twice, NOW).unwrap_err().code, "InvalidRequest");
    }
    let token = vec![("x-amz-security-token", "x".to_owned())];
    assert_eq!(verify(&token, NOW).unwrap_err().code, "InvalidArgument");
    for name in ["AWSAccessKeyId", "signature"] {
        let mut second = good();
        second.push((name, "x".to_owned()));
        assert_eq!(verify(&second, NOW).unwrap_err().code, "InvalidRequest");
    }
}

#[test]
fn what_is_wrong_with_a_signature_is_told() {
    check(
        &with("x-amz-credential", "a/20260131/r/iam/aws4_request"),
        "InvalidArgument",
        "incorrect service \"iam\". This endpoint belongs to \"s3\".",
    );
    check(
        &with("x-amz-credential", "a/20260131"),
        "InvalidArgument",
        "the Credential is mal-formed; expecting \
         \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
    );
    for (name, value) in [
        ("x-amz-date", "2026-01-31"),
        ("x-amz-date", "20260130T120000Z"),
    ] {
        let refused = verify(&with(name, value), NOW).unwrap_err();
        assert_eq!(refused.code, "InvalidArgument");
    }
    let algorithm = with("x-amz-algorithm", "AWS4-ECDSA-P256-SHA256");
    assert_eq!(verify(&algorithm, NOW).unwrap_err().code, "InvalidRequest");
    for (name, value) in [
        ("policy", "eyJjb25kaXRpb25zIjogW119IA"),
        ("x-amz-signature", "x"),
        ("x-amz-signature", &"0".repeat(64)),
        (
            "x-amz-credential",
            "AKIA/20260131/eu-west-1/s3/aws4_request",
        ),
    ] {
        check(
            &with(name, value),
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check \
             your key and signing method.",
        );
    }
    let old = verify(&good(), "2026-02-07T12:00:01Z").unwrap_err();
    assert_eq!(
        (old.code, old.message.as_str()),
        (
            "AccessDenied",
            "Invalid according to Policy: Policy expired."
        )
    );
    assert_eq!(verify(&good(), "2026-02-07T12:00:00Z"), Ok(Some(())));
}

#[test]
fn nothing_secret_is_shown() {
    let fields = good();
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    let fields = FormFields::new(&pairs);
    let form = SignedForm::parse(&fields).unwrap().unwrap();
    let shown = format!("{fields:?} {form:?}");
    let signature = pairs.last().unwrap().1;
    assert!(!shown.contains(signature), "{shown}");
}
