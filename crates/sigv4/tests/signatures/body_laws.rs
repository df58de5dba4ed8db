//! The laws of chunked bodies, on generated and on hostile input.

use iamd_sigv4::{BodyProof, Streaming};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::body::{Upload, receive};

fn streaming() -> impl Strategy<Value = Streaming> {
    select(vec![
        Streaming::Signed,
        Streaming::SignedTrailer,
        Streaming::UnsignedTrailer,
    ])
}

/// `bytes` in pieces that end at these places.
fn split<'b>(bytes: &'b [u8], ends: &[usize]) -> Vec<&'b [u8]> {
    let mut ends: Vec<_> = ends.iter().map(|end| end % (bytes.len() + 1)).collect();
    ends.sort_unstable();
    ends.push(bytes.len());
    let mut start = 0;
    let pieces = ends.into_iter().map(|end| {
        let piece = &bytes[start..end];
        start = end;
        piece
    });
    pieces.collect()
}

/// A proof that accepts `length` bytes, the same each time it is asked for.
fn proof(streaming: Streaming, length: usize) -> BodyProof {
    Upload::new(streaming, length).proof()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However a body is cut into buffers, what comes of it is the same.
    #[test]
    fn the_cuts_mean_nothing(
        streaming in streaming(),
        length in 0..30_000_usize,
        size in 8192..20_000_usize,
        change in any::<prop::sample::Index>(),
        to in any::<u8>(),
        ends in vec(any::<usize>(), 0..40),
    ) {
        let body: Vec<u8> = (0..length).map(|index| index.to_le_bytes()[0]).collect();
        let mut encoded = Upload::new(streaming, length).encode(&body, size);
        let whole = receive(proof(streaming, length), [&*encoded]);
        prop_assert_eq!(&whole.as_ref().unwrap().0, &body);
        prop_assert_eq!(&receive(proof(streaming, length), split(&encoded, &ends)), &whole);

        let index = change.index(encoded.len());
        encoded[index] = to;
        let whole = receive(proof(streaming, length), [&*encoded]);
        prop_assert_eq!(&receive(proof(streaming, length), split(&encoded, &ends)), &whole);
        prop_assert_eq!(&receive(proof(streaming, length), encoded.chunks(1)), &whole);
    }

    #[test]
    fn hostile_bodies_never_panic(
        streaming in streaming(),
        length in 0..20_usize,
        pieces in vec(prop_oneof![
            select(vec![
                "0", "1", "5", "a", "\r\n", "\n", "\r", ";", "chunk-signature=", "hello",
                "x-amz-checksum-crc32c:", "sOO8/Q==", "x-amz-trailer-signature:", "ffffffffffffffff",
                "0000000000000000000000000000000000000000000000000000000000000000",
            ]).prop_map(|piece| piece.as_bytes().to_vec()),
            vec(any::<u8>(), 0..20),
        ], 0..20),
        ends in vec(any::<usize>(), 0..10),
    ) {
        let encoded = pieces.concat();
        let whole = receive(proof(streaming, length), [&*encoded]);
        let in_parts = receive(proof(streaming, length), split(&encoded, &ends));
        prop_assert_eq!(whole, in_parts);
    }
}
