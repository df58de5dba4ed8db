//! Heads of requests to S3 that must be refused, with S3's words.

use iamd_ident::Secret;
use iamd_sigv4::{PayloadHash, S3Fault, SignaturePlace, Signed, SigningKeyCache};

use crate::{
    body::{NOW, signer},
    request::{Request, SECRET, at},
};

const UNSUPPORTED: &str = "The authorization mechanism you have provided is not supported. Please \
    use AWS4-HMAC-SHA256.";
const ONE_MECHANISM: &str = "Only one auth mechanism allowed; only the X-Amz-Algorithm query \
    parameter, Signature query string parameter or the Authorization header should be specified";
const THREE: &str = "The authorization header is malformed; the authorization header requires \
    three components: Credential, SignedHeaders, and Signature.";
const SIX: &str = "Query-string authentication version 4 requires the X-Amz-Algorithm, \
    X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires \
    parameters.";

/// A good request, signed in the header.
fn get() -> Request {
    let mut request = Request::new("GET /bucket/a//b", &["Host:s3.example.com"], "");
    let secret = Secret::new(SECRET.to_owned());
    let added = request.with_head(|head| signer(&secret).sign(head, PayloadHash::EMPTY, at(NOW)));
    for (name, value) in added.unwrap() {
        request.header(name, &value);
    }
    request
}

/// A good presigned request.
fn presigned() -> Request {
    let mut request = Request::new(
        "GET /bucket/key?versionId=null",
        &["Host:s3.example.com"],
        "",
    );
    let secret = Secret::new(SECRET.to_owned());
    request.query = request
        .with_head(|head| signer(&secret).presign(head, PayloadHash::Unsigned, at(NOW), 60))
        .unwrap();
    request
}

/// Whether S3 accepts the request's head at `now`; `None` if it does not claim to be signed.
fn verify(request: &Request, now: &str) -> Result<Option<()>, S3Fault> {
    let secret = Secret::new(SECRET.to_owned());
    request.with_head(|head| {
        let names = head.headers.iter().map(|(name, _)| *name);
        let in_header = names.filter(|name| name.eq_ignore_ascii_case("authorization"));
        let place = match in_header.count() {
            0 => SignaturePlace::Query,
            _ => SignaturePlace::Header,
        };
        let signed = Signed::parse_s3(head).map_err(|error| error.s3_fault(place, None))?;
        let Some(signed) = signed else {
            return Ok(None);
        };
        let cache = SigningKeyCache::new(8);
        let proven = cache.verify_s3(&signed, &secret, at(now));
        let proven = proven.map_err(|error| error.s3_fault(place, Some(signed.access_key_id())))?;
        assert_eq!(Some(proven.payload()), signed.declared_payload());
        Ok(Some(()))
    })
}

#[track_caller]
fn check(request: &Request, code: &str, text: &str) -> S3Fault {
    let fault = verify(request, NOW).unwrap_err();
    assert_eq!((fault.code, fault.message.as_str()), (code, text));
    fault
}

/// The good request with `from` replaced by `to` in its `Authorization` header.
fn authorization(from: &str, to: &str) -> Request {
    let mut request = get();
    let mut headers = request.headers.iter_mut();
    let (_, value) = headers.find(|(name, _)| name == "authorization").unwrap();
    let text = String::from_utf8(value.clone()).unwrap();
    assert!(text.contains(from), "{text}");
    *value = text.replacen(from, to, 1).into_bytes();
    request
}

/// The good presigned request with `from` replaced by `to` in its query.
fn query(from: &str, to: &str) -> Request {
    let mut request = presigned();
    assert!(request.query.contains(from), "{}", request.query);
    request.query = request.query.replacen(from, to, 1);
    request
}

fn with_header(mut request: Request, name: &str, value: &str) -> Request {
    request.set_header(name, value);
    request
}

#[test]
fn good_requests_are_good_and_unsigned_ones_are_nobodys() {
    assert_eq!(verify(&get(), NOW), Ok(Some(())));
    assert_eq!(verify(&presigned(), NOW), Ok(Some(())));
    let unsigned = Request::new("GET /bucket?list-type=2", &["Host:s3.example.com"], "");
    assert_eq!(verify(&unsigned, NOW), Ok(None));
}

#[test]
fn a_signed_header_says_what_the_body_is() {
    let mut request = get();
    request.remove_header("x-amz-content-sha256");
    let text = "Missing required header for this request: x-amz-content-sha256";
    check(&request, "InvalidRequest", text);
    let text = "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, \
        STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, \
        STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER \
        or a valid sha256 value.";
    for request in [get(), presigned()] {
        let fault = check(
            &with_header(request, "x-amz-content-sha256", "unsigned-payload"),
            "InvalidArgument",
            text,
        );
        let value = ("ArgumentValue", "unsigned-payload".to_owned());
        assert_eq!(fault.details[1], value);
    }
    // Another body than the one that was signed, and one that was signed but is not listed.
    let other = with_header(get(), "x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    assert_eq!(
        verify(&other, NOW).unwrap_err().code,
        "SignatureDoesNotMatch"
    );
    let declared = with_header(presigned(), "x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    assert_eq!(verify(&declared, NOW), Ok(Some(())));
}

#[test]
fn one_signature_of_the_fourth_version_is_enough() {
    let mut second = Request::new("GET /bucket", &["Host:s3.example.com"], "");
    second.header(
        "authorization",
        "AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=",
    );
    check(&second, "InvalidRequest", UNSUPPORTED);
    let asymmetric = authorization("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256");
    check(&asymmetric, "InvalidRequest", UNSUPPORTED);
    let mut second = Request::new("GET /bucket", &["Host:s3.example.com"], "");
    for query in [
        "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1&Signature=x",
        "Signature=x",
        "%53ignature=x",
    ] {
        query.clone_into(&mut second.query);
        check(&second, "InvalidRequest", UNSUPPORTED);
    }
    for scheme in ["Bearer", "Basic", "AWS4-HMAC-SHA512", ""] {
        let request = authorization("AWS4-HMAC-SHA256", scheme);
        let fault = check(
            &request,
            "InvalidArgument",
            "Unsupported Authorization Type",
        );
        // Whatever it is, it may be a secret.
        assert_eq!(
            fault.details,
            [("ArgumentName", "Authorization".to_owned())]
        );
    }
}

#[test]
fn two_signatures_are_one_too_many() {
    for added in [
        "X-Amz-Algorithm=AWS4-HMAC-SHA256",
        "X-Amz-Credential=x",
        "X-Amz-Signature=x",
        "X-Amz-Security-Token=x",
        "X-Amz-Date=20260131T120000Z",
        "X-Amz-Expires=60",
        "X-Amz-SignedHeaders=host",
        "X%2DAmz-Signature=x",
        "Signature=x",
        "AWSAccessKeyId=x",
    ] {
        let mut request = get();
        request.query = format!("prefix=a&{added}");
        check(&request, "InvalidArgument", ONE_MECHANISM);
    }
    let bearer = with_header(presigned(), "authorization", "Bearer x");
    check(&bearer, "InvalidArgument", ONE_MECHANISM);
    let both = query("versionId=null", "Signature=x");
    check(&both, "InvalidArgument", ONE_MECHANISM);
}

#[test]
fn parts_of_a_signature_alone_are_refused() {
    for from in [
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Signature=",
        "X-Amz-SignedHeaders",
        "X-Amz-Date",
        "X-Amz-Expires",
    ] {
        check(&query(from, "x"), "AuthorizationQueryParametersError", SIX);
    }
    let token = Request::new(
        "GET /b?X-Amz-Security-Token=x",
        &["Host:s3.example.com"],
        "",
    );
    check(&token, "AuthorizationQueryParametersError", SIX);
    for from in ["Credential=", "SignedHeaders=", ", Signature="] {
        let request = authorization(from, "X=");
        check(&request, "AuthorizationHeaderMalformed", THREE);
    }
    check(
        &authorization("Credential=", "Credential"),
        "AuthorizationHeaderMalformed",
        THREE,
    );
    let repeated = query("X-Amz-Date=", "X-Amz-Date=20260131T120000Z&X-Amz-Date=");
    assert_eq!(verify(&repeated, NOW).unwrap_err().code, "InvalidRequest");
}

#[test]
fn a_date_is_needed_and_must_be_one() {
    let no_date = "AWS authentication requires a valid Date or x-amz-date header";
    let mut request = get();
    request.remove_header("x-amz-date");
    check(&request, "AccessDenied", no_date);
    let malformed = with_header(get(), "x-amz-date", "2026-01-31T12:00:00Z");
    check(&malformed, "AccessDenied", no_date);
    check(
        &query("X-Amz-Date=2026", "X-Amz-Date=226"),
        "AuthorizationQueryParametersError",
        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
    );
}

#[test]
fn a_url_is_good_for_a_week_at_most() {
    let week = "X-Amz-Expires must be less than a week (in seconds); that is, the given \
        X-Amz-Expires must be less than 604800 seconds";
    for (expires, text) in [
        ("604801", week),
        ("99999999999999999999", week),
        ("-1", "X-Amz-Expires must be non-negative"),
        ("0", "X-Amz-Expires must be non-negative"),
        ("", "X-Amz-Expires should be a number"),
        ("-", "X-Amz-Expires should be a number"),
        ("60.0", "X-Amz-Expires should be a number"),
    ] {
        let request = query("X-Amz-Expires=60", &format!("X-Amz-Expires={expires}"));
        check(&request, "AuthorizationQueryParametersError", text);
    }
    assert_eq!(verify(&presigned(), "2026-01-31T12:01:00Z"), Ok(Some(())));
    let fault = verify(&presigned(), "2026-01-31T12:01:01Z").unwrap_err();
    assert_eq!(
        (fault.code, fault.message.as_str()),
        ("AccessDenied", "Request has expired")
    );
    let details = [
        ("X-Amz-Expires", "60".to_owned()),
        ("Expires", "2026-01-31T12:01:00Z".to_owned()),
        ("ServerTime", "2026-01-31T12:01:01Z".to_owned()),
    ];
    assert_eq!(fault.details, details);
    let fault = verify(&presigned(), "2026-01-31T11:44:00Z").unwrap_err();
    assert_eq!(fault.message, "Request is not yet valid");
}

#[test]
fn clocks_may_differ_by_15_minutes() {
    for now in ["2026-01-31T11:44:59Z", "2026-01-31T12:15:01Z"] {
        let fault = verify(&get(), now).unwrap_err();
        assert_eq!(fault.code, "RequestTimeTooSkewed");
        assert_eq!(
            fault.message,
            "The difference between the request time and the current time is too large."
        );
        let details = [
            ("RequestTime", "20260131T120000Z".to_owned()),
            ("ServerTime", now.to_owned()),
            ("MaxAllowedSkewMilliseconds", "900000".to_owned()),
        ];
        assert_eq!(fault.details, details);
    }
}

#[test]
fn the_scope_is_of_s3_and_of_the_day() {
    let code = "AuthorizationHeaderMalformed";
    let start = "The authorization header is malformed; ";
    for (from, to, text) in [
        (
            "/s3/",
            "/iam/",
            "incorrect service \"iam\". This endpoint belongs to \"s3\".",
        ),
        (
            "aws4_request",
            "aws5_request",
            "incorrect terminal \"aws5_request\". This endpoint uses \"aws4_request\".",
        ),
        (
            "eu-central-1/",
            "/",
            "a non-empty region must be provided in the credential.",
        ),
        (
            "20260131/",
            "20260130/",
            "Invalid credential date. Date is not the same as X-Amz-Date.",
        ),
        (
            "eu-central-1/",
            "",
            "the Credential is mal-formed; expecting \
             \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
        ),
    ] {
        check(&authorization(from, to), code, &format!("{start}{text}"));
    }
    let code = "AuthorizationQueryParametersError";
    check(
        &query("%2Fs3%2F", "%2Fsts%2F"),
        code,
        "Error parsing the X-Amz-Credential parameter; incorrect service \"sts\". This endpoint \
         belongs to \"s3\".",
    );
    check(
        &query("20260131%2F", "20260130%2F"),
        code,
        "Invalid credential date \"20260130\". This date is not the same as X-Amz-Date: \
         \"20260131\".",
    );
}

#[test]
fn what_means_something_must_be_signed() {
    let text = "There were headers present in the request which were not signed";
    for request in [get(), presigned()] {
        for name in ["x-amz-acl", "X-Amz-Meta-A", "content-md5"] {
            let fault = check(
                &with_header(request.clone(), name, "x"),
                "AccessDenied",
                text,
            );
            let details = [("HeadersNotSigned", name.to_lowercase())];
            assert_eq!(fault.details, details);
        }
        let free = with_header(request, "x-forwarded-for", "192.0.2.1");
        assert_eq!(verify(&free, NOW), Ok(Some(())));
    }
    // What is said of the body is signed whether it is listed or not.
    let unlisted = authorization("x-amz-content-sha256;", "");
    assert_eq!(
        verify(&unlisted, NOW).unwrap_err().code,
        "SignatureDoesNotMatch"
    );
}

#[test]
fn a_path_is_signed_as_it_is() {
    for path in [
        "/bucket/a/b",
        "/bucket/a///b",
        "/bucket/./a//b",
        "/bucket/a//b/",
    ] {
        let mut request = get();
        path.clone_into(&mut request.path);
        let fault = check(
            &request,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check \
             your key and signing method.",
        );
        let details = [("AWSAccessKeyId", "AKIAIOSFODNN7EXAMPLE".to_owned())];
        assert_eq!(fault.details, details);
    }
    let mut escaped = get();
    "/bucket/%61//b".clone_into(&mut escaped.path);
    assert_eq!(verify(&escaped, NOW), Ok(Some(())));
    "/bucket/%6".clone_into(&mut escaped.path);
    check(&escaped, "InvalidURI", "Couldn't parse the specified URI.");
}
