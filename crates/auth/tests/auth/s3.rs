//! From requests to S3 to callers.

use futures::executor::block_on;
use iamd_api::{Error, ErrorCode};
use iamd_auth::{
    AuthenticationError, Authenticator, Principal, S3Authenticated, SignatureKind, Used,
};
use iamd_ident::{Secret, Timestamp};
use iamd_sigv4::{BodyError, PayloadHash, RequestHead, Signer, Streaming};

use crate::doubles::{KEY, Ports, SECRET};

const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

/// A request: who signs it how, and when it is seen.
struct Request<'a> {
    key: &'a str,
    secret: &'a str,
    session_token: Option<&'a str>,
    service: &'a str,
    is_presigned: bool,
    payload: PayloadHash,
    query: &'a str,
    now: &'a str,
}

impl Default for Request<'_> {
    fn default() -> Self {
        Self {
            key: KEY,
            secret: SECRET,
            session_token: None,
            service: "s3",
            is_presigned: false,
            payload: PayloadHash::of(b"hello"),
            query: "",
            now: "2026-01-31T00:00:01.5Z",
        }
    }
}

impl Request<'_> {
    fn authenticate(&self, ports: &Ports) -> Result<S3Authenticated, Error> {
        let secret = Secret::new(self.secret.to_owned());
        let signer = Signer {
            access_key_id: self.key,
            secret: &secret,
            session_token: self.session_token,
            region: "eu-west-1",
            service: self.service,
        };
        let signed_at = "2026-01-31T00:00:00Z".parse().unwrap();
        let sent: [(&str, &[u8]); 2] = [
            ("host", b"localhost"),
            ("x-amz-decoded-content-length", b"5"),
        ];
        let bare = RequestHead {
            method: "PUT",
            path: "/bucket/a//b",
            query: self.query,
            headers: &sent,
        };
        if self.is_presigned {
            let query = signer.presign(&bare, PayloadHash::Unsigned, signed_at, 60);
            let query = query.unwrap();
            return authenticate(
                ports,
                &RequestHead {
                    query: &query,
                    ..bare
                },
                self.now,
            );
        }
        let added = signer.sign(&bare, self.payload, signed_at).unwrap();
        let mut headers = sent.to_vec();
        headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
        let head = RequestHead {
            headers: &headers,
            ..bare
        };
        authenticate(ports, &head, self.now)
    }
}

fn authenticate(
    ports: &Ports,
    head: &RequestHead<'_>,
    now: &str,
) -> Result<S3Authenticated, Error> {
    let now: Timestamp = now.parse().unwrap();
    let answer = block_on(Authenticator::default().authenticate_s3(ports, head, now));
    answer.map_err(|error| error.answer_s3())
}

#[test]
fn a_good_signature_proves_who_calls_and_is_a_use_of_the_key() {
    for (is_presigned, kind, declared) in [
        (false, SignatureKind::Header, Some(HELLO.to_owned())),
        (true, SignatureKind::Query, None),
    ] {
        let ports = Ports::default();
        let request = Request {
            is_presigned,
            ..Request::default()
        };
        let authenticated = request.authenticate(&ports).unwrap();
        assert_eq!(authenticated.region.unwrap(), "eu-west-1");
        assert_eq!(
            authenticated.caller.shown(),
            "arn:aws:iam::123456789012:user/bob"
        );
        let facts = authenticated.signature.unwrap();
        assert_eq!((facts.kind, facts.age_milliseconds), (kind, 1500));
        assert_eq!(facts.content_sha256, declared);
        let uses = ports.uses.lock();
        let [(what, key_use)] = &uses[..] else {
            panic!("{uses:?}")
        };
        let key = Used::AccessKey(KEY.parse().unwrap());
        assert_eq!((what, key_use.service.as_str()), (&key, "s3"));
        assert_eq!(key_use.region, "eu-west-1");
    }
}

#[test]
fn the_body_that_was_signed_is_the_one_that_is_proved() {
    let outcome = |payload, pieces: &[&'static [u8]]| {
        let request = Request {
            payload,
            ..Request::default()
        };
        let mut body = request.authenticate(&Ports::default()).unwrap().body;
        for piece in pieces {
            let mut input = bytes::Bytes::from_static(piece);
            while body.decode(&mut input)?.is_some() {}
        }
        body.finish().map(|proven| proven.length)
    };
    let hash = PayloadHash::of(b"hello");
    assert_eq!(outcome(hash, &[b"hel", b"lo"]), Ok(5));
    let refused = outcome(hash, &[b"hel", b"la"]).unwrap_err();
    let answer = AuthenticationError::from(refused).answer_s3();
    assert_eq!(answer.code, ErrorCode::XAmzContentSHA256Mismatch);
    assert_eq!(answer.details.len(), 2);
    assert_eq!(outcome(PayloadHash::Unsigned, &[b"anything"]), Ok(8));
    let chunked = PayloadHash::Streaming(Streaming::UnsignedTrailer);
    assert_eq!(outcome(chunked, &[b"5\r\nhello\r", b"\n0\r\n\r\n"]), Ok(5));
    assert_eq!(
        outcome(chunked, &[b"5\r\nhello\r\n"]),
        Err(BodyError::Incomplete)
    );
}

#[test]
fn whoever_does_not_claim_to_be_anybody_is_nobody() {
    let ports = Ports::default();
    let headers: [(&str, &[u8]); 1] = [("host", b"localhost")];
    let head = RequestHead {
        method: "GET",
        path: "/bucket",
        query: "list-type=2",
        headers: &headers,
    };
    let authenticated = authenticate(&ports, &head, "2026-01-31T00:00:00Z").unwrap();
    assert!(matches!(
        authenticated.caller.principal(),
        Principal::Anonymous
    ));
    assert_eq!(
        (authenticated.region, authenticated.signature),
        (None, None)
    );
    assert!(ports.uses.lock().is_empty());
    let signed: [(&str, &[u8]); 1] = [(
        "x-amz-content-sha256",
        b"STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    )];
    let head = RequestHead {
        headers: &signed,
        ..head
    };
    let refused = authenticate(&ports, &head, "2026-01-31T00:00:00Z").unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvalidRequest);
}

#[track_caller]
fn check_refused(request: &Request<'_>, code: &str, text: &str) {
    let ports = Ports::default();
    let refusal = request.authenticate(&ports).unwrap_err();
    assert_eq!((refusal.code.as_str(), &*refusal.message), (code, text));
    assert!(ports.uses.lock().is_empty(), "{code}");
    let told = format!("{refusal:?}");
    assert!(
        !told.contains(SECRET) && !told.contains("token\""),
        "{told}"
    );
}

#[test]
fn a_key_that_is_unknown_or_not_the_right_one_proves_nothing() {
    let unknown = "The AWS Access Key Id you provided does not exist in our records.";
    for key in ["AKIAI44QH8DHBEXAMPLE", "short"] {
        let request = Request {
            key,
            ..Request::default()
        };
        check_refused(&request, "InvalidAccessKeyId", unknown);
    }
    let request = Request {
        session_token: Some("token"),
        ..Request::default()
    };
    let text = "The provided token is malformed or otherwise invalid.";
    check_refused(&request, "InvalidToken", text);
    let request = Request {
        secret: "wrong",
        ..Request::default()
    };
    let text = "The request signature we calculated does not match the signature you provided. \
        Check your key and signing method.";
    check_refused(&request, "SignatureDoesNotMatch", text);
}

#[test]
fn what_is_not_signed_for_here_and_now_proves_nothing() {
    let request = Request {
        query: "Signature=x",
        ..Request::default()
    };
    let text = "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, \
        Signature query string parameter or the Authorization header should be specified";
    check_refused(&request, "InvalidArgument", text);
    let request = Request {
        is_presigned: true,
        service: "sts",
        ..Request::default()
    };
    let text = "Error parsing the X-Amz-Credential parameter; incorrect service \"sts\". This \
        endpoint belongs to \"s3\".";
    check_refused(&request, "AuthorizationQueryParametersError", text);
    let request = Request {
        now: "2026-01-31T00:15:01Z",
        ..Request::default()
    };
    let text = "The difference between the request time and the current time is too large.";
    check_refused(&request, "RequestTimeTooSkewed", text);
    let request = Request {
        is_presigned: true,
        now: "2026-01-31T00:01:01Z",
        ..Request::default()
    };
    check_refused(&request, "AccessDenied", "Request has expired");
}

/// A request that is too old, or is none of S3's, is refused before a key is looked for.
#[test]
fn keys_that_cannot_be_read_let_nobody_in() {
    let ports = Ports {
        broken: "credentials",
        ..Ports::default()
    };
    let refusal = Request::default().authenticate(&ports).unwrap_err();
    assert_eq!(refusal.code, ErrorCode::InternalError);
    assert!(!refusal.message.contains("disk"), "{refusal}");
    let late = Request {
        now: "2026-01-31T01:00:00Z",
        ..Request::default()
    };
    let refusal = late.authenticate(&ports).unwrap_err();
    assert_eq!(refusal.code, ErrorCode::RequestTimeTooSkewed);
}

/// Each code that S3's authentication answers with is one of the table.
#[test]
fn every_code_is_known() {
    for code in [
        "AccessDenied",
        "AuthorizationHeaderMalformed",
        "AuthorizationQueryParametersError",
        "ExpiredToken",
        "IncompleteBody",
        "InternalError",
        "InvalidAccessKeyId",
        "InvalidArgument",
        "InvalidChunkSizeError",
        "InvalidPolicyDocument",
        "InvalidRequest",
        "InvalidToken",
        "InvalidURI",
        "MalformedTrailerError",
        "MissingContentLength",
        "RequestTimeTooSkewed",
        "SignatureDoesNotMatch",
        "XAmzContentSHA256Mismatch",
    ] {
        assert!(
            ErrorCode::ALL.iter().any(|known| known.as_str() == code),
            "{code}"
        );
    }
}
