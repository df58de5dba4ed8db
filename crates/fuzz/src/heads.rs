//! What claims to be signed: headers and queries, as strangers write them.
//!
//! An input is the head of a request: a line with method and target, then a header a line. Where the
//! first line begins with `sign ` or `presign `, the head is signed first and must then be taken; what
//! an input says of its own signature must never be.

use http::HeaderName;
use iamd_ident::{Secret, Timestamp};
use iamd_sigv4::{PayloadHash, RequestHead, SignatureError, Signed, Signer, SigningKey};

/// When everything is signed: 2026-01-31T12:00:00Z.
const SIGNED_AT: i64 = 1_769_860_800;

/// LIMIT: headers of an input; more would be refused for their number alone.
const HEADERS_MAX: usize = 64;

/// Who signs in an input.
#[derive(Clone, Copy, PartialEq)]
enum Signing {
    Nobody,
    Header,
    Query,
}

pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.lines();
    let Some(first) = lines.next() else { return };
    let (signing, first) = match first.split_once(' ') {
        Some(("sign", rest)) => (Signing::Header, rest),
        Some(("presign", rest)) => (Signing::Query, rest),
        _ => (Signing::Nobody, first),
    };
    let Some((method, target)) = first.split_once(' ') else {
        return;
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers: Vec<(&str, &[u8])> = lines
        .take(HEADERS_MAX)
        .filter_map(|line| line.split_once(':'))
        // Other names do not come through HTTP.
        .filter(|(name, _)| HeaderName::from_bytes(name.as_bytes()).is_ok())
        .map(|(name, value)| (name, value.trim().as_bytes()))
        .collect();
    let head = RequestHead {
        method,
        path,
        query,
        headers: &headers,
    };
    for service in ["iam", "s3"] {
        match signing {
            Signing::Nobody => assert_refused(&head),
            Signing::Header => assert_taken_by_header(&head, service),
            Signing::Query => assert_taken_by_query(&head, service),
        }
    }
}

fn secret() -> Secret<String> {
    Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned())
}

fn now() -> Timestamp {
    Timestamp::from_second(SIGNED_AT).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn signer<'s>(secret: &'s Secret<String>, service: &'s str) -> Signer<'s> {
    Signer {
        access_key_id: "AKIAIOSFODNN7EXAMPLE",
        secret,
        session_token: None,
        region: "eu-central-1",
        service,
    }
}

/// Nobody who has not the secret makes a signature that counts, and no head makes anything panic.
fn assert_refused(head: &RequestHead<'_>) {
    for parse in [Signed::parse, Signed::parse_s3] {
        match parse(head) {
            Ok(None) => {}
            Ok(Some(signed)) => {
                let key = SigningKey::derive(&secret(), signed.scope());
                let payload = PayloadHash::of(b"");
                // The clock stands where the request wants it: only the signature is left to refuse.
                for at in [now(), signed.signed_at()] {
                    assert!(
                        signed.verify(&key, payload, at).is_err(),
                        "a signature out of nothing: {signed:?}"
                    );
                }
                assert!(signed.verify_s3(&key, now()).is_err());
            }
            Err(error) => {
                assert!(!error.to_string().is_empty(), "a fault has words");
                assert!(error.to_string().len() < 20_000, "and not too many");
            }
        }
    }
}

/// What the signer signs, the verifier takes, unless the head breaks a rule that the signer does not
/// look at; another secret's signature it never takes.
fn assert_taken_by_header(head: &RequestHead<'_>, service: &str) {
    let secret = secret();
    let payload = PayloadHash::of(b"body");
    let Ok(added) = signer(&secret, service).sign(head, payload, now()) else {
        return;
    };
    let mut headers = head.headers.to_vec();
    headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
    let signed = RequestHead {
        headers: &headers,
        ..*head
    };
    assert_verifies(&signed, service, payload);
}

fn assert_taken_by_query(head: &RequestHead<'_>, service: &str) {
    let secret = secret();
    let payload = if service == "s3" {
        PayloadHash::Unsigned
    } else {
        PayloadHash::of(b"body")
    };
    let Ok(query) = signer(&secret, service).presign(head, payload, now(), 900) else {
        return;
    };
    let signed = RequestHead {
        query: &query,
        ..*head
    };
    assert_verifies(&signed, service, payload);
}

/// INVARIANT: signer and verifier read a head alike, whatever is in it: there may be a rule that the
/// head breaks, but the signature itself is never the reason.
fn assert_verifies(head: &RequestHead<'_>, service: &str, payload: PayloadHash) {
    let is_s3 = service == "s3";
    let parse = if is_s3 {
        Signed::parse_s3
    } else {
        Signed::parse
    };
    let Ok(Some(signed)) = parse(head) else {
        return;
    };
    let is_hash = |(name, _): &(&str, &[u8])| name.eq_ignore_ascii_case("x-amz-content-sha256");
    let declared = head.headers.iter().copied().filter(is_hash).count();
    if signed.scope().service != service
        || signed.signed_at() != now()
        || declared > usize::from(is_s3)
    {
        // The input brought a date, a credential or a hash of its own.
        return;
    }
    let verify = |secret: &Secret<String>| {
        let key = SigningKey::derive(secret, signed.scope());
        if is_s3 {
            signed.verify_s3(&key, now()).map(|_| ())
        } else {
            signed.verify(&key, payload, now())
        }
    };
    let foreign = verify(&Secret::new("another".to_owned()));
    assert!(foreign.is_err(), "another key's signature");
    let own = verify(&secret());
    assert_ne!(own, Err(SignatureError::Mismatch), "{head:?}");
}
