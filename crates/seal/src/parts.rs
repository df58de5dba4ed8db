//! Several byte strings as one, without ambiguity.

/// The number of parts, then for each part its length and its bytes, handed to `sink` piece by piece.
///
/// INVARIANT: different lists of parts give different bytes, since each length says where the next
/// part begins.
pub(crate) fn feed(parts: &[&[u8]], mut sink: impl FnMut(&[u8])) {
    sink(&length(parts.len()));
    for part in parts {
        sink(&length(part.len()));
        sink(part);
    }
}

/// A length as eight bytes, the same on every machine.
fn length(length: usize) -> [u8; 8] {
    (length as u64).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_differ(one: &[&[u8]], other: &[&[u8]]) {
        assert_ne!(joined(one), joined(other));
    }

    fn joined(parts: &[&[u8]]) -> Vec<u8> {
        let mut bytes = Vec::new();
        feed(parts, |piece| bytes.extend_from_slice(piece));
        bytes
    }

    #[test]
    fn moving_a_border_changes_the_bytes() {
        check_differ(&[b"a", b"bc"], &[b"ab", b"c"]);
        check_differ(&[b"abc"], &[b"abc", b""]);
        check_differ(&[], &[b""]);
        check_differ(&[b"", b"a"], &[b"a", b""]);
    }
}
