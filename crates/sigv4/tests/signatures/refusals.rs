//! Each way to be wrong: AWS's code, status and text.

use iamd_ident::Secret;
use iamd_sigv4::{MissingPart, PayloadHash, SignatureError, Signed, Signer};

use crate::request::{Request, SECRET, at};

const NOW: &str = "2026-01-31T12:00:00Z";
const MISMATCH: &str = "The request signature we calculated does not match the signature you \
    provided. Check your AWS Secret Access Key and signing method. Consult the service \
    documentation for details.";

/// A good request, signed in the header.
fn post() -> Request {
    let headers = [
        "Host:iam.amazonaws.com",
        "Content-Type:application/x-www-form-urlencoded",
    ];
    let mut request = Request::new("POST /", &headers, "Action=ListUsers&Version=2010-05-08");
    let secret = Secret::new(SECRET.to_owned());
    let payload = PayloadHash::of(&request.body);
    let added = request.with_head(|head| signer(&secret).sign(head, payload, at(NOW)).unwrap());
    for (name, value) in added {
        request.header(name, &value);
    }
    request
}

/// A good presigned request.
fn presigned() -> Request {
    let mut request = Request::new(
        "GET /?Action=ListUsers&Version=2010-05-08",
        &["Host:iam.amazonaws.com"],
        "",
    );
    let secret = Secret::new(SECRET.to_owned());
    request.query = request
        .with_head(|head| signer(&secret).presign(head, PayloadHash::EMPTY, at(NOW), 60))
        .unwrap();
    request
}

fn signer(secret: &Secret<String>) -> Signer<'_> {
    Signer {
        access_key_id: "AKIAIOSFODNN7EXAMPLE",
        secret,
        session_token: None,
        region: "eu-central-1",
        service: "iam",
    }
}

#[track_caller]
fn check(request: &Request, code: &str, status: u16, text: &str) {
    check_at(NOW, request, code, status, text);
}

#[track_caller]
fn check_at(now: &str, request: &Request, code: &str, status: u16, text: &str) {
    let error = request.verify(SECRET, at(now)).unwrap_err();
    assert_eq!((error.code(), error.status()), (code, status), "{error}");
    assert_eq!(error.to_string(), text);
}

/// The good request with `from` replaced by `to` in its `Authorization` header.
fn authorization(from: &str, to: &str) -> Request {
    let mut request = post();
    let place = request
        .headers
        .iter_mut()
        .find(|(name, _)| name == "authorization")
        .unwrap();
    let value = String::from_utf8(place.1.clone()).unwrap();
    assert!(value.contains(from), "{value}");
    place.1 = value.replacen(from, to, 1).into_bytes();
    request
}

/// The good presigned request with `from` replaced by `to` in its query.
fn query(from: &str, to: &str) -> Request {
    let mut request = presigned();
    assert!(request.query.contains(from), "{}", request.query);
    request.query = request.query.replacen(from, to, 1);
    request
}

/// The good request with another `Authorization` header.
fn authorized_by(value: &str) -> Request {
    let mut request = post();
    request.set_header("authorization", value);
    request
}

#[test]
fn the_good_requests_are_good() {
    assert_eq!(post().verify(SECRET, at(NOW)), Ok(()));
    assert_eq!(presigned().verify(SECRET, at(NOW)), Ok(()));
}

#[test]
fn without_a_signature_there_is_nothing_to_verify() {
    let mut request = post();
    request.remove_header("authorization");
    request.with_head(|head| assert!(Signed::parse(head).unwrap().is_none()));
    let text = "Request is missing Authentication Token";
    check(&request, "MissingAuthenticationToken", 403, text);
}

#[test]
fn what_the_caller_raises_has_its_text_too() {
    let table = [
        (
            SignatureError::InvalidToken,
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
        ),
        (
            SignatureError::ExpiredToken,
            "ExpiredToken",
            "The security token included in the request is expired",
        ),
        (
            SignatureError::wrong_service("iam"),
            "SignatureDoesNotMatch",
            "Credential should be scoped to correct service: 'iam'.",
        ),
    ];
    for (error, code, text) in table {
        assert_eq!((error.code(), error.status()), (code, 403));
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn missing_parts_are_told_all_at_once() {
    let mut request = authorized_by("AWS4-HMAC-SHA256");
    request.remove_header("x-amz-date");
    check(
        &request,
        "IncompleteSignature",
        400,
        "Authorization header requires 'Credential' parameter. Authorization header requires \
         'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. \
         Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. \
         (Hashed with SHA-256 and encoded with Base64) \
         Authorization=YI2YWea8FSxnksZL2ETHbs5elHm9HQufxTLK0W0ffV0=",
    );
    check(
        &authorized_by("AWS4-HMAC-SHA256 SignedHeaders=host"),
        "IncompleteSignature",
        400,
        "Authorization header requires 'Credential' parameter. Authorization header requires \
         'Signature' parameter. (Hashed with SHA-256 and encoded with Base64) \
         Authorization=T6TlTF0tP7OEirEb+CC+gAdhBAW19reUS2EXKW3XV6M=",
    );
    let mut request = presigned();
    request.query = "X-Amz-Algorithm=AWS4-HMAC-SHA256".to_owned();
    check(
        &request,
        "IncompleteSignature",
        400,
        "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters \
         must include 'X-Amz-Signature'. AWS query-string parameters must include \
         'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine \
         the query-string parameters.",
    );
    let missing = vec![MissingPart::Algorithm];
    let refused = query("X-Amz-Algorithm", "x-amz-algorithm").verify(SECRET, at(NOW));
    assert_eq!(refused, Err(SignatureError::IncompleteQuery { missing }));
}

#[test]
fn another_kind_of_authorization_is_none() {
    check(
        &authorized_by("Bearer eyJhbGciOiJIUzI1NiJ9"),
        "IncompleteSignature",
        400,
        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 \
         and encoded with Base64): 'XXi263ca/R7m0nWJL982GqbbjWIpu2ROtyb6EfSVwl4='.",
    );
    let mut request = post();
    request.remove_header("authorization");
    request.headers.push((
        "Authorization".to_owned(),
        b"AWS4-HMAC-SHA256 \xff=".to_vec(),
    ));
    let refused = request.verify(SECRET, at(NOW)).unwrap_err();
    assert_eq!(refused.code(), "IncompleteSignature");
}

#[test]
fn other_versions_are_refused() {
    let second = "The authorization mechanism you have provided is not supported. Please use \
        AWS4-HMAC-SHA256.";
    check(
        &authorized_by("AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg="),
        "IncompleteSignature",
        400,
        second,
    );
    let mut request = post();
    request.remove_header("authorization");
    request.query = "Action=ListUsers&AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&SignatureVersion=2\
        &SignatureMethod=HmacSHA256&Signature=x"
        .to_owned();
    check(&request, "IncompleteSignature", 400, second);

    let fourth_a = "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256' (only AWS4-HMAC-SHA256 \
        for now).";
    let asymmetric = authorization("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256");
    check(&asymmetric, "IncompleteSignature", 400, fourth_a);
    let asymmetric = query("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256");
    check(&asymmetric, "IncompleteSignature", 400, fourth_a);
}

#[test]
fn a_request_has_one_signature() {
    let mut request = post();
    request.query = presigned().query;
    check(
        &request,
        "SignatureDoesNotMatch",
        403,
        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
    let repeated = |name: &str| format!("The request must not contain '{name}' more than once.");
    for name in ["Authorization", "X-Amz-Date", "X-Amz-Security-Token"] {
        let mut request = post();
        request.header(name, "x");
        request.header(name, "x");
        check(&request, "IncompleteSignature", 400, &repeated(name));
    }
    let twice = authorization("Credential=", "Credential=x, Credential=");
    check(&twice, "IncompleteSignature", 400, &repeated("Credential"));
    let twice = query("X-Amz-Date", "X-Amz-Date=20260131T120000Z&X-Amz-Date");
    check(&twice, "IncompleteSignature", 400, &repeated("X-Amz-Date"));
}

#[test]
fn the_credential_has_five_parts_and_fits_the_request() {
    check(
        &authorization("/iam/aws4_request", "/iam"),
        "IncompleteSignature",
        400,
        "Credential must have exactly 5 slash-delimited elements, e.g. \
         keyid/date/region/service/term, got 'AKIAIOSFODNN7EXAMPLE/20260131/eu-central-1/iam'",
    );
    check(
        &authorization(
            "/20260131/eu-central-1/iam/aws4_request",
            "/20260130//iam/aws5_request",
        ),
        "SignatureDoesNotMatch",
        403,
        "Credential should be scoped to a valid region, not ''. Credential should be scoped with a \
         valid terminator: 'aws4_request', not 'aws5_request'. Date in Credential scope does not \
         match YYYYMMDD from ISO-8601 version of date from HTTP: '20260130' != '20260131', from \
         '20260131T120000Z'.",
    );
    for scope in [
        "/20260131/eu-central-1/iam/x/aws4_request",
        "/20260131/eu-central-1//aws4_request",
    ] {
        let refused = authorization("/20260131/eu-central-1/iam/aws4_request", scope);
        let refused = refused.verify(SECRET, at(NOW)).unwrap_err();
        assert_eq!(refused.code(), "IncompleteSignature");
    }
}

#[test]
fn a_date_is_needed_and_must_be_one() {
    let mut request = post();
    request.set_header("x-amz-date", "2026-01-31T12:00:00Z");
    check(
        &request,
        "IncompleteSignature",
        400,
        "Date must be in ISO-8601 'basic format'. Got '2026-01-31T12:00:00Z'. See \
         http://en.wikipedia.org/wiki/ISO_8601",
    );
    for expires in ["0", "604801", "-1", "+60", "", "60.0", "99999999999"] {
        let request = query("X-Amz-Expires=60", &format!("X-Amz-Expires={expires}"));
        let refused = request.verify(SECRET, at(NOW)).unwrap_err();
        assert_eq!(
            (refused.code(), refused.status()),
            ("IncompleteSignature", 400),
            "{refused}"
        );
    }
}

#[test]
fn clocks_may_differ_by_15_minutes() {
    for request in [post(), presigned()] {
        for now in ["2026-01-31T11:45:00Z", "2026-01-31T12:15:00Z"] {
            assert_eq!(request.verify(SECRET, at(now)), Ok(()));
        }
        check_at(
            "2026-01-31T12:15:00.5Z",
            &request,
            "SignatureDoesNotMatch",
            403,
            "Signature expired: 20260131T120000Z is now earlier than 20260131T120000Z \
             (20260131T121500Z - 15 min.)",
        );
        check_at(
            "2026-01-31T11:44:59Z",
            &request,
            "SignatureDoesNotMatch",
            403,
            "Signature not yet current: 20260131T120000Z is still later than 20260131T115959Z \
             (20260131T114459Z + 15 min.)",
        );
    }
}

#[test]
fn host_and_amz_headers_must_be_signed() {
    check(
        &authorization("content-type;host;", "content-type;"),
        "SignatureDoesNotMatch",
        403,
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
    let unsigned = "There were headers present in the request which were not signed";
    for mut request in [post(), presigned()] {
        request.header("X-Amz-Target", "x");
        check(&request, "AccessDenied", 403, unsigned);
    }
    check(
        &authorization(";x-amz-date", ""),
        "AccessDenied",
        403,
        unsigned,
    );
    let mut proxied = post();
    proxied.header(
        "X-Amzn-Trace-Id",
        "Root=1-67891233-abcdef012345678912345678",
    );
    proxied.header("X-Forwarded-For", "192.0.2.1");
    assert_eq!(proxied.verify(SECRET, at(NOW)), Ok(()));
}

#[test]
fn a_wrong_signature_matches_nothing() {
    let other = post().verify("another secret", at(NOW));
    assert_eq!(other, Err(SignatureError::Mismatch));
    let mut body = post();
    body.body = b"Action=DeleteUser&UserName=Bob&Version=2010-05-08".to_vec();
    check(&body, "SignatureDoesNotMatch", 403, MISMATCH);
    for longer in ["Signature=0", "Signature=A"] {
        let request = authorization("Signature=", longer);
        check(&request, "SignatureDoesNotMatch", 403, MISMATCH);
    }
}

/// SECURITY: only S3 lets a client leave its body unsigned.
#[test]
fn iam_takes_no_body_that_is_not_signed() {
    for declared in ["UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"] {
        let payload = PayloadHash::parse(declared.as_bytes()).unwrap();
        let mut request = Request::new("POST /", &["Host:iam.amazonaws.com"], "Action=ListUsers");
        request.header("x-amz-content-sha256", declared);
        let secret = Secret::new(SECRET.to_owned());
        let added = request.with_head(|head| signer(&secret).sign(head, payload, at(NOW)));
        for (name, value) in added.unwrap() {
            request.header(name, &value);
        }
        check(&request, "SignatureDoesNotMatch", 403, MISMATCH);
        request.with_head(|head| {
            let signed = Signed::parse(head).unwrap().unwrap();
            assert_eq!(signed.declared_payload(), None);
            let key = iamd_sigv4::SigningKey::derive(&secret, signed.scope());
            let refused = signed.verify(&key, payload, at(NOW));
            assert_eq!(refused, Err(SignatureError::Mismatch));
        });
    }
}

#[test]
fn there_is_a_limit_on_everything() {
    let mut many_headers = post();
    for index in 0..128 {
        many_headers.header(&format!("x-{index}"), "");
    }
    let refused = many_headers.verify(SECRET, at(NOW)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "The signed request has 132 headers, 128 are the most."
    );
    let long_list = authorization(
        "content-type;host;",
        &format!("content-type;host;{}", "a;".repeat(200)),
    );
    let refused = long_list.verify(SECRET, at(NOW)).unwrap_err();
    assert!(
        matches!(refused, SignatureError::TooMany { .. }),
        "{refused}"
    );
    let mut many_parameters = post();
    many_parameters.query = "a&".repeat(3000);
    let refused = many_parameters.verify(SECRET, at(NOW)).unwrap_err();
    assert!(
        matches!(refused, SignatureError::TooMany { .. }),
        "{refused}"
    );
    let long = authorization("eu-central-1", &"é/".repeat(5000));
    let refused = long.verify(SECRET, at(NOW)).unwrap_err();
    assert!(
        refused.to_string().len() < 1000,
        "what is told back is clipped"
    );
    let broken = query("Version=", "Version=%zz");
    check(
        &broken,
        "MalformedQueryString",
        404,
        "Illegal hex character in escape % pattern: %",
    );
}
