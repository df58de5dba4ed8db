//! Bodies in chunks: however one is cut into buffers, the same comes of it, and never more than was
//! said.
//!
//! The first line of an input says how the body is proved, how long it is said to be, and how long
//! the buffers are: `signed 8197 3`. The rest is the body. A `#` in it stands for 8,192 bytes, so that
//! bodies of several chunks stay readable.

use bytes::Bytes;
use iamd_ident::{Secret, Timestamp};
use iamd_sigv4::{
    BodyError, BodyProof, ChunkEncoder, ProvenBody, RequestHead, Signed, Signer, SigningKey,
    Streaming,
};

/// What a `#` stands for, and how many of them count.
const FILLING: [u8; 8192] = [b'a'; 8192];
const FILLINGS_MAX: usize = 4;

/// When everything is signed: 2026-01-31T12:00:00Z.
const SIGNED_AT: i64 = 1_769_860_800;

const TRAILER: &str = "x-amz-checksum-crc32c";

/// What an input says.
struct Input {
    streaming: Streaming,
    length: u64,
    buffer: usize,
    body: Vec<u8>,
}

pub(crate) fn run(data: &[u8]) {
    let Some(input) = Input::parse(data) else {
        return;
    };
    let Some(whole) = receive(&input, input.body.len().max(1)) else {
        return;
    };
    for buffer in [1, input.buffer] {
        assert_eq!(receive(&input, buffer).as_ref(), Some(&whole));
    }
    let Ok((decoded, proven)) = whole else {
        return;
    };
    assert_eq!(proven.length, input.length);
    assert_eq!(decoded.len() as u64, input.length);
    if input.streaming == Streaming::UnsignedTrailer {
        again(&input, &decoded, &proven);
    }
}

/// What was accepted is accepted when it is encoded anew.
fn again(input: &Input, decoded: &[u8], proven: &ProvenBody) {
    let mut encoder = ChunkEncoder::unsigned();
    let mut body: Vec<u8> = decoded
        .chunks(FILLING.len())
        .flat_map(|chunk| encoder.chunk(chunk))
        .collect();
    body.extend(encoder.finish(&proven.trailers));
    let anew = Input { body, ..*input };
    let expect = Ok((decoded.to_vec(), proven.clone()));
    assert_eq!(receive(&anew, input.buffer), Some(expect));
}

impl Input {
    fn parse(data: &[u8]) -> Option<Self> {
        let end = data.iter().position(|byte| *byte == b'\n')?;
        let (line, body) = data.split_at_checked(end)?;
        let mut words = str::from_utf8(line).ok()?.split(' ');
        let streaming = match words.next()? {
            "signed" => Streaming::Signed,
            "trailer" => Streaming::SignedTrailer,
            _ => Streaming::UnsignedTrailer,
        };
        let length = words.next()?.parse().ok()?;
        let buffer = words.next()?.parse::<usize>().ok()?.clamp(1, 16_384);
        let mut parts = body
            .get(1..)?
            .splitn(FILLINGS_MAX + 1, |byte| *byte == b'#');
        let mut body = parts.next()?.to_vec();
        for part in parts {
            body.extend_from_slice(&FILLING);
            body.extend_from_slice(part);
        }
        Some(Self {
            streaming,
            length,
            buffer,
            body,
        })
    }
}

type Received = Result<(Vec<u8>, ProvenBody), BodyError>;

/// What comes of the body in buffers of so many bytes.
fn receive(input: &Input, buffer: usize) -> Option<Received> {
    let mut proof = proof(input)?;
    let mut decoded = Vec::new();
    for piece in input.body.chunks(buffer) {
        let mut bytes = Bytes::copy_from_slice(piece);
        loop {
            match proof.decode(&mut bytes) {
                Ok(Some(piece)) => decoded.extend_from_slice(&piece),
                Ok(None) => break,
                Err(error) => {
                    assert_eq!(proof.finish(), Err(error.clone()), "an error stays");
                    return Some(Err(error));
                }
            }
        }
        assert!(bytes.is_empty(), "all of a buffer is used");
        assert!(
            decoded.len() as u64 <= input.length,
            "no more than was said"
        );
    }
    Some(proof.finish().map(|proven| (decoded, proven)))
}

/// The proof of a body that is as long as said, after a head that is signed.
fn proof(input: &Input) -> Option<BodyProof> {
    let secret = Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned());
    let signer = Signer {
        access_key_id: "AKIAIOSFODNN7EXAMPLE",
        secret: &secret,
        session_token: None,
        region: "eu-central-1",
        service: "s3",
    };
    let now = Timestamp::from_second(SIGNED_AT).ok()?;
    let length = input.length.to_string();
    let mut headers: Vec<(&str, &[u8])> = vec![
        ("host", b"s3.example.com"),
        ("x-amz-decoded-content-length", length.as_bytes()),
    ];
    if input.streaming != Streaming::Signed {
        headers.push(("x-amz-trailer", TRAILER.as_bytes()));
    }
    let unsigned = RequestHead {
        method: "PUT",
        path: "/bucket/key",
        query: "",
        headers: &headers,
    };
    let (added, _) = signer
        .sign_streaming(&unsigned, input.streaming, now)
        .ok()?;
    let mut headers = headers.clone();
    headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
    let head = RequestHead {
        headers: &headers,
        ..unsigned
    };
    let claim = Signed::parse_s3(&head).ok()??;
    let key = SigningKey::derive(&secret, claim.scope());
    claim.verify_s3(&key, now).ok()?.body().ok()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// The seeds reach the end of what decoding does, or they would be of little use.
    #[test]
    fn most_seeds_are_accepted() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/chunks");
        for seed in fs::read_dir(folder).unwrap() {
            let path = seed.unwrap().path();
            let input = Input::parse(&fs::read(&path).unwrap()).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let is_refused = name.ends_with("-small") || name.ends_with("-huge");
            let received = receive(&input, input.buffer).unwrap();
            assert_eq!(received.is_err(), is_refused, "{name}: {received:?}");
        }
    }
}
