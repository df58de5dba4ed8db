//! Plain bodies, bodies of nobody, and what heads say of bodies.

use iamd_ident::Secret;
use iamd_sigv4::{BodyError, BodyProof, PayloadHash, Streaming};

use crate::{
    body::{NOW, Upload, proof, receive, signer},
    request::{Request, SECRET, at},
};

const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

/// The proof of a plain body that is said to be this one and to have this length.
fn plain(payload: PayloadHash, length: Option<&str>) -> Result<BodyProof, BodyError> {
    let mut request = Request::new("PUT /bucket/key", &["Host:s3.example.com"], "");
    if let Some(length) = length {
        request.header("content-length", length);
    }
    let secret = Secret::new(SECRET.to_owned());
    let added = request.with_head(|head| signer(&secret).sign(head, payload, at(NOW)));
    for (name, value) in added.unwrap() {
        request.header(name, &value);
    }
    proof(&request, NOW)
}

#[test]
fn a_plain_body_has_its_hash_and_its_length() {
    let hash = PayloadHash::of(b"hello");
    let outcome = |payload, length, body: &[u8]| {
        let proof = plain(payload, length).unwrap();
        assert!(!proof.is_chunked());
        receive(proof, body.chunks(2)).map(|(decoded, _)| decoded)
    };
    let hello = Ok(b"hello".to_vec());
    assert_eq!(outcome(hash, Some("5"), b"hello"), hello);
    assert_eq!(outcome(hash, None, b"hello"), hello);
    assert_eq!(outcome(PayloadHash::Unsigned, Some("5"), b"hello"), hello);
    assert_eq!(outcome(PayloadHash::EMPTY, Some("0"), b""), Ok(Vec::new()));
    assert_eq!(outcome(PayloadHash::EMPTY, None, b""), Ok(Vec::new()));
    let wrong = |expected, provided| Err(BodyError::WrongLength { expected, provided });
    assert_eq!(outcome(hash, Some("5"), b"hell"), wrong(5, 4));
    assert_eq!(outcome(hash, Some("5"), b"hello!"), wrong(5, 6));
    let unsigned = outcome(PayloadHash::Unsigned, Some("5"), b"hello!");
    assert_eq!(unsigned, wrong(5, 6));
    let refused = outcome(hash, Some("5"), b"hellO").unwrap_err();
    assert_eq!(refused.code(), "XAmzContentSHA256Mismatch");
    let details = refused.details();
    assert_eq!(
        details[0],
        ("ClientComputedContentSHA256", HELLO.to_owned())
    );
    assert_eq!(details[1].0, "S3ComputedContentSHA256");
}

#[test]
fn a_length_is_a_number_and_stands_there_once() {
    let refused = |length| plain(PayloadHash::Unsigned, Some(length)).err();
    let header = "content-length";
    for length in ["", "-1", "+1", "1.0", "0x1", "99999999999999999999", "5, 5"] {
        assert_eq!(refused(length), Some(BodyError::InvalidLength { header }));
    }
    let mut twice = Upload::new(Streaming::Signed, 5).request;
    twice.header("content-length", "1");
    assert!(proof(&twice, NOW).is_ok());
    let anonymous =
        |request: &Request| request.with_head(|head| BodyProof::of_anonymous(head).err());
    twice.remove_header("x-amz-content-sha256");
    twice.remove_header("x-amz-trailer");
    twice.header("content-length", "1");
    assert_eq!(anonymous(&twice), Some(BodyError::InvalidLength { header }));
}

#[test]
fn chunks_need_a_decoded_length_and_trailers_that_may_be() {
    let chunked = |name: &str, value: Option<&str>| {
        let mut request = Upload::new(Streaming::UnsignedTrailer, 5).request;
        request.remove_header(name);
        if let Some(value) = value {
            request.header(name, value);
        }
        request.with_head(|head| BodyProof::of_anonymous(head).err())
    };
    assert_eq!(chunked("x", None), None);
    let missing = chunked("x-amz-decoded-content-length", None).unwrap();
    assert_eq!(missing.code(), "MissingContentLength");
    let nine = (0..9).map(|index| format!("x-{index}")).collect::<Vec<_>>();
    for trailers in [
        "x-amz-trailer-signature",
        "a,a",
        "a b",
        "a:b",
        "é",
        &nine.join(","),
    ] {
        let refused = chunked("x-amz-trailer", Some(trailers));
        assert_eq!(refused, Some(BodyError::UnsupportedTrailer), "{trailers}");
    }
    assert_eq!(chunked("x-amz-trailer", Some(" A , b,")), None);
}

#[test]
fn trailers_follow_chunks_alone() {
    let headers = ["Host:s3.example.com", "x-amz-trailer:x-amz-checksum-crc32c"];
    let request = Request::new("PUT /bucket/key", &headers, "");
    let refused = request.with_head(|head| BodyProof::of_anonymous(head).err());
    assert_eq!(refused, Some(BodyError::UnsupportedTrailer));
}

#[test]
fn nobody_may_send_chunks_but_none_that_are_signed() {
    let anonymous = |streaming| {
        let mut request = Upload::new(streaming, 5).request;
        request.remove_header("authorization");
        request.with_head(BodyProof::of_anonymous)
    };
    let body = b"5\r\nhello\r\n0\r\nx-amz-checksum-crc32c:sOO8/Q==\r\n\r\n";
    let proof = anonymous(Streaming::UnsignedTrailer).unwrap();
    assert_eq!(proof.declared_trailers(), ["x-amz-checksum-crc32c"]);
    assert!(receive(proof, [&body[..]]).is_ok());
    for streaming in [Streaming::Signed, Streaming::SignedTrailer] {
        let refused = anonymous(streaming).err();
        assert_eq!(refused, Some(BodyError::ChunksWithoutSeed));
    }
}
