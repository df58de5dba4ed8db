//! The laws of signing, on generated and on hostile input.

use iamd_ident::Secret;
use iamd_sigv4::{PayloadHash, Signed, SigningKeyCache};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    credentials::{Credentials, NOW},
    request::{Request, SECRET, at},
};

fn requests() -> impl Strategy<Value = Request> {
    let line = (
        select(vec!["GET", "POST", "PUT", "DELETE"]),
        "(/([a-zA-Z0-9._~!$'()*,;=:@+ü-]|%[0-9A-Fa-f]{2}){0,6}){1,4}",
        "(([a-zA-Z0-9._~+ü-]|%[0-9A-Fa-f]{2}){0,6}(=([a-z=+]|%[0-9A-F]{2}){0,6})?&?){0,5}",
    );
    let header = ("[a-wyzA-WYZ][a-zA-Z0-9-]{0,8}", vec(any::<u8>(), 0..12));
    (line, vec(header, 0..5), vec(any::<u8>(), 0..64)).prop_map(|(line, headers, body)| {
        let (method, path, query) = line;
        let mut request = Request {
            method: method.to_owned(),
            path,
            query,
            headers: vec![("Host".to_owned(), b"iam.example.com:4566".to_vec())],
            body,
        };
        let reserved = ["host", "date", "authorization", "connection", "expect"];
        let free = |name: &str| !reserved.contains(&name.to_ascii_lowercase().as_str());
        request
            .headers
            .extend(headers.into_iter().filter(|(name, _)| free(name)));
        request
    })
}

fn credentials() -> impl Strategy<Value = Credentials> {
    let region = select(vec!["us-east-1", "cn-north-1", "garage", "x"]).prop_map(str::to_owned);
    let token = proptest::option::of("[A-Za-z0-9+/]{1,40}={0,2}");
    let service = select(vec!["iam", "sts", "s3"]);
    ("[ -~]{1,80}", token, region, service).prop_map(|(secret, session_token, region, service)| {
        Credentials {
            secret,
            session_token,
            region,
            service,
        }
    })
}

proptest! {
    #[test]
    fn what_is_signed_verifies(mut request in requests(), credentials in credentials()) {
        credentials.sign(&mut request);
        prop_assert_eq!(request.verify(&credentials.secret, at(NOW)), Ok(()));
        let other = format!("{}x", credentials.secret);
        prop_assert!(request.verify(&other, at(NOW)).is_err());
    }

    #[test]
    fn what_is_presigned_verifies(mut request in requests(), credentials in credentials()) {
        credentials.presign(&mut request);
        prop_assert_eq!(request.verify(&credentials.secret, at(NOW)), Ok(()));
        let other = format!("{}x", credentials.secret);
        prop_assert!(request.verify(&other, at(NOW)).is_err());
    }

    /// Two queries that mean the same are signed alike, and no others.
    #[test]
    fn the_meaning_of_a_query_is_signed(one in "([ab+]|%[2-4][0-9b]){1,4}", other in "([ab+]|%[2-4][0-9b]){1,4}") {
        let mut request = Request::new("GET /", &["Host:x"], "");
        request.query = format!("a={one}");
        Credentials::plain().sign(&mut request);
        request.query = format!("a={other}");
        let accepted = request.verify(SECRET, at(NOW)).is_ok();
        prop_assert_eq!(accepted, meaning(&one) == meaning(&other));
    }

    #[test]
    fn hostile_input_never_panics(request in hostile()) {
        let _ = request.verify(SECRET, at(NOW));
        let cache = SigningKeyCache::new(8);
        request.with_head(|head| {
            if let Ok(Some(signed)) = Signed::parse(head) {
                let secret = Secret::new(SECRET.to_owned());
                let _ = cache.verify(&signed, &secret, PayloadHash::EMPTY, at(NOW));
                prop_assert!(cache.is_empty());
            }
            Ok(())
        })?;
    }
}

/// What a form decoder reads.
fn meaning(text: &str) -> Vec<u8> {
    let mut bytes = text.bytes();
    let mut meaning = Vec::new();
    while let Some(byte) = bytes.next() {
        meaning.push(match byte {
            b'%' => {
                let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
                u8::from_str_radix(str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            b'+' => b' ',
            _ => byte,
        });
    }
    meaning
}

/// Requests put together from pieces that mean something, and from anything.
fn hostile() -> impl Strategy<Value = Request> {
    let piece = prop_oneof![
        4 => select(vec![
            "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 ", "Credential=", "SignedHeaders=", "Signature=",
            "AKIAIOSFODNN7EXAMPLE/20260131/eu-central-1/iam/aws4_request", "20260131T120000Z",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Credential=AKIA/20260131/r/iam/aws4_request",
            "X-Amz-Signature=", "X-Amz-SignedHeaders=host", "X-Amz-Date=20260131T120000Z",
            "X-Amz-Expires=60", "AWSAccessKeyId=", "host", ";", ",", " ", "&", "=", "/", "%", "%2F",
            "..", "+", "Sat, 31 Jan 2026 12:00:00 GMT",
            "0000000000000000000000000000000000000000000000000000000000000000",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let text = || vec(piece.clone(), 0..8).prop_map(|pieces| pieces.concat());
    let name = select(vec![
        "Authorization",
        "X-Amz-Date",
        "Date",
        "Host",
        "X-Amz-Security-Token",
        "X-Amz-Content-Sha256",
        "",
        "x-amz-",
        ":authority",
    ]);
    let value = prop_oneof![text().prop_map(String::into_bytes), vec(any::<u8>(), 0..40)];
    let header = (name.prop_map(str::to_owned), value);
    (
        text(),
        text(),
        text(),
        vec(header, 0..6),
        vec(any::<u8>(), 0..16),
    )
        .prop_map(|(method, path, query, headers, body)| Request {
            method,
            path,
            query,
            headers,
            body,
        })
}

/// Each byte that is signed, changed in three ways.
#[test]
fn one_changed_byte_is_refused() {
    let mut request = Request::new(
        "POST /a/b%20c?Action=ListUsers&Version=2010-05-08&x=%20",
        &[
            "Host:iam.amazonaws.com",
            "Content-Type:application/x-www-form-urlencoded; charset=utf-8",
        ],
        "Action=CreateUser&UserName=Bob",
    );
    let credentials = Credentials {
        session_token: Some("IQoJb3JpZ2lu".to_owned()),
        ..Credentials::plain()
    };
    let mut presigned = request.clone();
    credentials.sign(&mut request);
    credentials.presign(&mut presigned);
    for good in [request, presigned] {
        assert_eq!(good.verify(SECRET, at(NOW)), Ok(()));
        let mut changes = 0;
        for part in 0..4 + good.headers.len() {
            for index in 0.. {
                let Some(()) = check_refused(&good, part, index) else {
                    break;
                };
                changes += 1;
            }
        }
        assert!(changes > 200, "{changes}");
    }
}

/// Changes the byte at `index` of a part of the request; `None` if there is no such byte.
#[track_caller]
fn check_refused(good: &Request, part: usize, index: usize) -> Option<()> {
    for mask in [0x01, 0x20, 0x80] {
        let mut request = good.clone();
        let mut text =
            [&good.method, &good.path, &good.query].map(|text| text.clone().into_bytes());
        let bytes = match part {
            0..3 => &mut text[part],
            3 => &mut request.body,
            _ => &mut request.headers[part - 4].1,
        };
        if mask == 0x20 && is_letter_of_escape(bytes, index) {
            continue;
        }
        *bytes.get_mut(index)? ^= mask;
        let [Ok(method), Ok(path), Ok(query)] = text.map(String::from_utf8) else {
            continue;
        };
        let changed = Request {
            method,
            path,
            query,
            ..request
        };
        let refused = changed.verify(SECRET, at(NOW));
        assert!(
            refused.is_err(),
            "part {part}, byte {index}, mask {mask}: {changed:?}"
        );
    }
    Some(())
}

/// `%2f` and `%2F` mean the same, and are signed alike.
fn is_letter_of_escape(bytes: &[u8], index: usize) -> bool {
    let escape = bytes[index.saturating_sub(2)..index].contains(&b'%');
    escape && bytes.get(index).is_some_and(u8::is_ascii_alphabetic)
}

/// What the signature does not cover may change; a second value of what it covers may not come.
#[test]
fn what_is_not_signed_may_change() {
    let mut request = Request::new("POST /", &["Host:iam.amazonaws.com", "User-Agent:a"], "");
    Credentials::plain().sign(&mut request);
    request.set_header("User-Agent", "b");
    request.header("Accept", "*/*");
    assert_eq!(request.verify(SECRET, at(NOW)), Ok(()));
    let mut doubled = request.clone();
    doubled.header("Host", "other.example.com");
    assert!(doubled.verify(SECRET, at(NOW)).is_err());
}
