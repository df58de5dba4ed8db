//! Bodies in chunks: the published examples, and what must be refused.

use bytes::Bytes;
use iamd_sigv4::{BodyError, BodyProof, Streaming};

use crate::{
    body::{TRAILER, Upload, proof, receive},
    request::Request,
};

const SIGNED: Streaming = Streaming::Signed;
const SIGNED_TRAILER: Streaming = Streaming::SignedTrailer;
const UNSIGNED_TRAILER: Streaming = Streaming::UnsignedTrailer;
const ALL: [Streaming; 3] = [SIGNED, SIGNED_TRAILER, UNSIGNED_TRAILER];

/// The upload of the S3 reference, whose head has these further headers and this signature.
fn example(headers: &[&str], list: &str, seed: &str) -> BodyProof {
    let mut request = Request::new(
        "PUT /examplebucket/chunkObject.txt",
        &[
            "Host:s3.amazonaws.com",
            "x-amz-date:20130524T000000Z",
            "x-amz-storage-class:REDUCED_REDUNDANCY",
            "Content-Encoding:aws-chunked",
            "x-amz-decoded-content-length:66560",
            "Content-Length:66824",
        ],
        "",
    );
    for header in headers {
        let (name, value) = header.split_once(':').unwrap();
        request.header(name, value);
    }
    request.header(
        "Authorization",
        &format!(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,\
             SignedHeaders={list},Signature={seed}"
        ),
    );
    proof(&request, "2013-05-24T00:00:00Z").unwrap()
}

fn example_body(signatures: [&str; 3], end: &str) -> Vec<u8> {
    let [first, second, last] = signatures;
    [
        format!("10000;chunk-signature={first}\r\n").as_bytes(),
        &vec![b'a'; 65_536],
        format!("\r\n400;chunk-signature={second}\r\n").as_bytes(),
        &[b'a'; 1024],
        format!("\r\n0;chunk-signature={last}\r\n{end}").as_bytes(),
    ]
    .concat()
}

/// SOURCE: S3 API reference, "Transferring Payload in Multiple Chunks": the signatures.
#[test]
fn the_signed_example_of_the_s3_reference_is_accepted() {
    let signatures = [
        "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
        "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
        "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ];
    let proof = || {
        example(
            &["x-amz-content-sha256:STREAMING-AWS4-HMAC-SHA256-PAYLOAD"],
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;\
             x-amz-decoded-content-length;x-amz-storage-class",
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
        )
    };
    for end in ["\r\n", ""] {
        let body = example_body(signatures, end);
        let (decoded, proven) = receive(proof(), [&*body]).unwrap();
        assert_eq!(decoded, vec![b'a'; 66_560]);
        assert_eq!(proven.trailers, []);
    }
}

/// SOURCE: S3 API reference, "Including Trailing Headers": the signatures.
#[test]
fn the_example_with_trailers_of_the_s3_reference_is_accepted() {
    let signatures = [
        "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
        "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
        "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
    ];
    let trailer = "x-amz-checksum-crc32c:sOO8/Q==";
    let signature = "x-amz-trailer-signature:\
        d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
    let proof = || {
        example(
            &[
                "x-amz-content-sha256:STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                "x-amz-trailer:x-amz-checksum-crc32c",
            ],
            "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;\
             x-amz-storage-class;x-amz-trailer",
            "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
        )
    };
    // Each way in which clients end these lines.
    for end in [
        format!("{trailer}\r\n{signature}\r\n\r\n"),
        format!("{trailer}\r\n{signature}\r\n"),
        format!("{trailer}\n\r\n{signature}\r\n\r\n"),
        format!("\r\n{trailer}\r\n{signature}\r\n"),
        format!("{trailer}\n{signature}"),
    ] {
        let body = example_body(signatures, &end);
        let (decoded, proven) = receive(proof(), [&*body]).unwrap();
        assert_eq!(decoded, vec![b'a'; 66_560]);
        let expect = (TRAILER.to_owned(), "sOO8/Q==".to_owned());
        assert_eq!(proven.trailers, [expect]);
    }
    let other = trailer.replace("sOO8", "sOO9");
    let body = example_body(signatures, &format!("{other}\r\n{signature}\r\n\r\n"));
    let refused = receive(proof(), [&*body]);
    assert_eq!(refused, Err(BodyError::WrongSignature));
}

/// SOURCE: made with `put_object` of boto3 (botocore 1.43.11) over TLS.
#[test]
fn a_body_that_boto3_sent_is_accepted() {
    let mut request = Request::new(
        "PUT /a%20b",
        &[
            "Host:photos.s3.eu-west-1.amazonaws.com",
            "Content-Encoding:aws-chunked",
            "Transfer-Encoding:chunked",
            "X-Amz-Trailer:x-amz-checksum-crc32",
            "X-Amz-Decoded-Content-Length:5",
            "x-amz-sdk-checksum-algorithm:CRC32",
            "X-Amz-Date:20260131T120000Z",
            "X-Amz-Content-SHA256:STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        ],
        "",
    );
    request.header(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260131/eu-west-1/s3/aws4_request, \
         SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;\
         x-amz-decoded-content-length;x-amz-sdk-checksum-algorithm;x-amz-trailer, \
         Signature=837b5df4648f5e00f1fda2e01eeec6f5bff7b3ce5f27fe7f28a3d8bc5f146b9b",
    );
    let body = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
    let proof = proof(&request, "2026-01-31T12:00:00Z").unwrap();
    let (decoded, proven) = receive(proof, [body.as_bytes()]).unwrap();
    assert_eq!(decoded, b"hello");
    let expect = ("x-amz-checksum-crc32".to_owned(), "NhCmhg==".to_owned());
    assert_eq!(proven.trailers, [expect]);
}

#[test]
fn what_is_encoded_is_decoded() {
    for streaming in ALL {
        for length in [0_usize, 1, 8191, 8192, 8193, 20_000] {
            let body: Vec<u8> = (0..length).map(|index| index.to_le_bytes()[0]).collect();
            let upload = Upload::new(streaming, body.len());
            let proof = upload.proof();
            assert!(proof.is_chunked());
            assert_eq!(proof.decoded_length(), Some(body.len() as u64));
            let encoded = upload.encode(&body, 8192);
            let (decoded, proven) = receive(proof, [&*encoded]).unwrap();
            assert_eq!(decoded, body);
            let trailers = usize::from(streaming != SIGNED);
            assert_eq!(proven.trailers.len(), trailers);
        }
    }
}

/// How a body of 20,000 bytes in three chunks is received after a change.
fn changed(streaming: Streaming, change: impl FnOnce(&mut Vec<u8>)) -> Option<BodyError> {
    let upload = Upload::new(streaming, 20_000);
    let proof = upload.proof();
    let mut encoded = upload.encode(&vec![b'a'; 20_000], 8192);
    change(&mut encoded);
    receive(proof, [&*encoded]).err()
}

#[test]
fn one_changed_byte_of_what_is_signed_is_refused() {
    for streaming in [SIGNED, SIGNED_TRAILER] {
        let upload = Upload::new(streaming, 20_000);
        let whole = upload.encode(&vec![b'a'; 20_000], 8192);
        // In the chunks, in their lines, in what follows: some of the data, all of the rest.
        let is_data = |index: usize| whole[index] == b'a' && !index.is_multiple_of(97);
        // Blanks around a trailer mean nothing.
        let trailers = whole.len() - whole.rsplit(|byte| *byte == b';').next().unwrap().len();
        let is_blank = |index: usize| index > trailers + 85 && whole[index] == b'\r';
        for index in (0..whole.len()).filter(|index| !is_data(*index) && !is_blank(*index)) {
            let refused = changed(streaming, |encoded| encoded[index] ^= 0x04);
            assert!(refused.is_some(), "{streaming:?} at {index}");
        }
        let data = 85 + 10;
        assert_eq!(whole[data], b'a');
        let refused = changed(streaming, |encoded| encoded[data] = b'b');
        assert_eq!(refused, Some(BodyError::WrongSignature));
    }
}

#[test]
fn a_body_that_ends_early_is_refused_wherever_it_ends() {
    for streaming in ALL {
        let upload = Upload::new(streaming, 20_000);
        let encoded = upload.encode(&vec![b'a'; 20_000], 8192);
        // What only closes the last line may be missing.
        let text = encoded.iter().rev();
        let text = text.skip_while(|byte| byte.is_ascii_whitespace()).count();
        let lengths =
            (0..text).filter(|length| encoded[*length] != b'a' || length.is_multiple_of(1009));
        for length in lengths {
            let refused = changed(streaming, |encoded| encoded.truncate(length));
            assert!(refused.is_some(), "{streaming:?} with {length} bytes");
        }
    }
    let refused = changed(SIGNED, |encoded| encoded.truncate(10_000));
    assert_eq!(refused, Some(BodyError::Incomplete));
}

#[test]
fn chunks_keep_their_order_and_none_is_left_out() {
    // Three chunks with a line of 85 bytes before and CRLF after, but the last, which is smaller.
    let chunk = "2000;chunk-signature=".len() + 64 + 2 + 8192 + 2;
    let swapped = changed(SIGNED, |encoded| encoded[..2 * chunk].rotate_left(chunk));
    assert_eq!(swapped, Some(BodyError::WrongSignature));
    let without = changed(SIGNED, |encoded| drop(encoded.drain(..chunk)));
    assert_eq!(without, Some(BodyError::WrongSignature));
    let twice = changed(SIGNED, |encoded| {
        let first = encoded[..chunk].to_vec();
        encoded.splice(..0, first);
    });
    assert_eq!(twice, Some(BodyError::WrongSignature));
}

/// The unsigned body `encoded`, said to have `length` bytes and the trailer.
fn unsigned(length: usize, encoded: &str) -> Option<BodyError> {
    let proof = Upload::new(UNSIGNED_TRAILER, length).proof();
    receive(proof, [encoded.as_bytes()]).err()
}

#[test]
fn the_sum_of_the_chunks_is_the_length_that_was_said() {
    let end = "0\r\nx-amz-checksum-crc32c:sOO8/Q==\r\n\r\n";
    assert_eq!(unsigned(5, &format!("5\r\nhello\r\n{end}")), None);
    let wrong = |expected, provided| Some(BodyError::WrongLength { expected, provided });
    assert_eq!(unsigned(6, &format!("5\r\nhello\r\n{end}")), wrong(6, 5));
    assert_eq!(unsigned(4, &format!("5\r\nhello\r\n{end}")), wrong(4, 5));
    assert_eq!(unsigned(0, &format!("5\r\nhello\r\n{end}")), wrong(0, 5));
    let huge = unsigned(5, &format!("ffffffffffffffff\r\nhello\r\n{end}"));
    assert_eq!(huge, wrong(5, u64::MAX));
}

#[test]
fn only_the_last_chunk_may_be_small() {
    let end = "0\r\nx-amz-checksum-crc32c:sOO8/Q==\r\n\r\n";
    let (chunk, size) = (2, 3);
    let refused = unsigned(5, &format!("3\r\nhel\r\n2\r\nlo\r\n{end}"));
    assert_eq!(refused, Some(BodyError::ChunkTooSmall { chunk, size }));
    let refused = refused.unwrap();
    assert_eq!(refused.code(), "InvalidChunkSizeError");
    let details = [("Chunk", "2".to_owned()), ("BadChunkSize", "3".to_owned())];
    assert_eq!(refused.details(), details);
}

#[test]
fn what_is_no_chunk_is_refused() {
    for encoded in [
        "5\nhello\r\n",
        "5\r\nhello\n",
        "5\r\nhelloX\r\n",
        "5\r\nhello\rX",
        "\r\n",
        "x\r\n",
        "5;chunk-signature=\r\n",
        "5 \r\nhello\r\n",
    ] {
        let refused = unsigned(5, encoded);
        assert_eq!(refused, Some(BodyError::Incomplete), "{encoded:?}");
    }
    let long = format!("{}5\r\nhello\r\n", "0".repeat(600));
    assert_eq!(unsigned(5, &long), Some(BodyError::Incomplete));
    // A signature where none is expected, and none where one is.
    let signed = format!("5;chunk-signature={}\r\nhello\r\n", "0".repeat(64));
    assert_eq!(unsigned(5, &signed), Some(BodyError::Incomplete));
    let refused = receive(Upload::new(SIGNED, 5).proof(), [&b"5\r\nhello\r\n"[..]]);
    assert_eq!(refused, Err(BodyError::Incomplete));
}

#[test]
fn trailers_are_exactly_those_that_were_declared() {
    let good = "x-amz-checksum-crc32c:sOO8/Q==\r\n";
    let ended = |end: &str| unsigned(5, &format!("5\r\nhello\r\n0\r\n{end}"));
    for end in [
        format!("{good}\r\n"),
        good.to_owned(),
        format!("{}\n\r\n\r\n", good.trim_end()),
        "X-Amz-Checksum-CRC32C :".replace(' ', "") + " sOO8/Q== \r\n\r\n",
    ] {
        assert_eq!(ended(&end), None, "{end:?}");
    }
    for end in [
        String::new(),
        "\r\n".to_owned(),
        good.trim_end().to_owned(),
        format!("{good}{good}\r\n"),
        format!("{good}x-amz-checksum-crc32:sOO8/Q==\r\n\r\n"),
        "x-amz-checksum-crc32:sOO8/Q==\r\n\r\n".to_owned(),
        format!("{good}x-amz-trailer-signature:{}\r\n", "0".repeat(64)),
        format!("{good}garbage\r\n"),
        format!("{good}0\r\n\r\n"),
        "x-amz-checksum-crc32c:\x00\r\n\r\n".to_owned(),
        format!("x-amz-checksum-crc32c:{}\r\n\r\n", "x".repeat(600)),
        format!("{good}{}", "\r\n".repeat(4096)),
    ] {
        assert_eq!(ended(&end), Some(BodyError::MalformedTrailer), "{end:?}");
    }
}

#[test]
fn signed_trailers_need_their_signature() {
    let line = b"x-amz-trailer-signature";
    let at = |encoded: &[u8]| {
        let mut windows = encoded.windows(line.len());
        windows.position(|window| window == line).unwrap()
    };
    let without = changed(SIGNED_TRAILER, |encoded| encoded.truncate(at(encoded)));
    assert_eq!(without, Some(BodyError::MalformedTrailer));
    let wrong = changed(SIGNED_TRAILER, |encoded| {
        let digit = at(encoded) + line.len() + 1;
        encoded[digit] = if encoded[digit] == b'0' { b'1' } else { b'0' };
    });
    assert_eq!(wrong, Some(BodyError::WrongSignature));
    let after = changed(SIGNED_TRAILER, |encoded| {
        encoded.extend(b"x-amz-checksum-crc32c:sOO8/Q==\r\n");
    });
    assert_eq!(after, Some(BodyError::MalformedTrailer));
    // Bytes after the end of a body without trailers.
    let after = changed(SIGNED, |encoded| encoded.extend(b"x\r\n"));
    assert_eq!(after, Some(BodyError::MalformedTrailer));
}

#[test]
fn an_error_stays() {
    let mut proof = Upload::new(UNSIGNED_TRAILER, 5).proof();
    let mut input = Bytes::from_static(b"x\r\n5\r\nhello\r\n0\r\n\r\n");
    let refused = proof.decode(&mut input);
    assert_eq!(refused, Err(BodyError::Incomplete));
    assert_eq!(proof.decode(&mut input), Err(BodyError::Incomplete));
    assert_eq!(proof.decode(&mut Bytes::new()), Err(BodyError::Incomplete));
    assert_eq!(proof.finish(), Err(BodyError::Incomplete));
}

#[test]
fn nothing_secret_is_shown() {
    let upload = Upload::new(SIGNED_TRAILER, 5);
    let shown = format!("{:?} {:?}", upload.proof(), upload.encoder);
    assert_eq!(
        shown,
        "BodyProof { is_chunked: true, decoded_length: Some(5), failed: None, .. } \
         ChunkEncoder { is_signed: true, .. }"
    );
}
