//! How long it takes to verify a typical request: an IAM call by POST, and a presigned STS call.
//!
//! Prints nanoseconds per verification, parsing and the hash of the body included.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints and may fail"
)]

use std::{hint::black_box, time::Instant};

use iamd_ident::{Secret, Timestamp};
use iamd_sigv4::{PayloadHash, RequestHead, Signed, Signer, SigningKey, SigningKeyCache};

const BODY: &[u8] = b"Action=CreateUser&UserName=Bob&Path=%2Fdivision_abc%2F&Version=2010-05-08";
const ROUNDS: u32 = 100_000;

fn main() {
    let secret = Secret::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned());
    let signer = Signer {
        access_key_id: "AKIAIOSFODNN7EXAMPLE",
        secret: &secret,
        session_token: None,
        region: "eu-central-1",
        service: "iam",
    };
    let now: Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
    let sent: [(&str, &[u8]); 7] = [
        ("host", b"iam.example.com:4566"),
        ("accept-encoding", b"identity"),
        (
            "content-type",
            b"application/x-www-form-urlencoded; charset=utf-8",
        ),
        ("content-length", b"73"),
        (
            "user-agent",
            b"Boto3/1.40.0 md/Botocore#1.40.0 ua/2.1 os/linux#6.1 md/arch#x86_64",
        ),
        (
            "amz-sdk-invocation-id",
            b"0f0e0d0c-0b0a-0908-0706-050403020100",
        ),
        ("amz-sdk-request", b"attempt=1"),
    ];
    let unsigned = RequestHead {
        method: "POST",
        path: "/",
        query: "",
        headers: &sent,
    };
    let added = signer.sign(&unsigned, PayloadHash::of(BODY), now).unwrap();
    let mut headers = sent.to_vec();
    headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
    let post = RequestHead {
        headers: &headers,
        ..unsigned
    };

    let (host, query) = (&sent[..1], "Action=GetCallerIdentity&Version=2011-06-15");
    let get = RequestHead {
        method: "GET",
        path: "/",
        query,
        headers: host,
    };
    let query = signer.presign(&get, PayloadHash::EMPTY, now, 60).unwrap();
    let get = RequestHead {
        query: &query,
        ..get
    };

    let cache = SigningKeyCache::new(4096);
    let verify = |head: &RequestHead<'_>, body: &[u8]| {
        let parsed = Signed::parse(head).unwrap().unwrap();
        cache
            .verify(&parsed, &secret, PayloadHash::of(body), now)
            .unwrap();
    };
    measure("POST, cached key", || {
        verify(black_box(&post), black_box(BODY));
    });
    measure("presigned GET, cached key", || verify(black_box(&get), b""));
    measure("POST, parsing alone", || {
        black_box(Signed::parse(black_box(&post)).unwrap().unwrap());
    });
    measure("deriving a key", || {
        let parsed = Signed::parse(&post).unwrap().unwrap();
        black_box(SigningKey::derive(black_box(&secret), parsed.scope()));
    });
}

fn measure(name: &str, mut run: impl FnMut()) {
    for _ in 0..ROUNDS / 10 {
        run();
    }
    let start = Instant::now();
    for _ in 0..ROUNDS {
        run();
    }
    println!(
        "{name}: {} ns",
        start.elapsed().as_nanos() / u128::from(ROUNDS)
    );
}
