//! Small changes to an input, as text.

use iamd_testkit::SeededRandom;

/// What inputs are made of: words of the language, and what is a little off.
const WORDS: [&str; 96] = [
    "",
    "*",
    "?",
    "**",
    ":",
    "::",
    "/",
    "\\u0000",
    "é",
    "${",
    "${}",
    "${*}",
    "${?}",
    "${$}",
    "${aws:username}",
    "${aws:PrincipalTag/team, 'none'}",
    "${k:v}",
    "${aws:TagKeys}",
    "a",
    "A",
    "0",
    "1",
    "-1",
    "1e9",
    "1.50",
    "00012",
    "true",
    "false",
    "TRUE",
    "2026-01-31T00:00:00Z",
    "2026",
    "1769817600",
    "2026-01-31T00:00:00+23:59",
    "-292275054",
    "203.0.113.7",
    "203.0.113.0/24",
    "2001:db8::/32",
    "::1",
    "YQ==",
    "YQ",
    "2012-10-17",
    "2008-10-17",
    "Version",
    "Id",
    "Statement",
    "Sid",
    "Effect",
    "Allow",
    "Deny",
    "deny",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
    "AWS",
    "Service",
    "Federated",
    "CanonicalUser",
    "123456789012",
    "arn:aws:iam::123456789012:root",
    "arn:aws:iam::123456789012:user/Bob",
    "arn:aws:iam::123456789012:role/path/R",
    "arn:aws:sts::123456789012:assumed-role/R/s",
    "arn:aws:sts::123456789012:federated-user/f",
    "arn:aws:iam::210987654321:user/Eve",
    "ec2.amazonaws.com",
    "AIDAEXAMPLE",
    "s3:GetObject",
    "s3:*",
    "S3:getobject",
    "iam:Get*",
    "sts:AssumeRole",
    "sts:GetCallerIdentity",
    "kms:Decrypt",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/${aws:username}/*",
    "arn:*:*:*:*:*",
    "arn:aws:sns:*",
    "arn:aws",
    "arn:aws:kms:us-west-2:123456789012:key/1",
    "StringEquals",
    "StringNotLike",
    "StringLikeIfExists",
    "ForAllValues:StringEquals",
    "ForAnyValue:StringNotLike",
    "NumericLessThan",
    "DateGreaterThan",
    "Bool",
    "IpAddress",
    "ArnLike",
    "Null",
    "BinaryEquals",
];

/// Changes an input a little, into one of at most so many bytes.
pub fn mutate(data: &[u8], bytes_max: usize, chance: &SeededRandom) -> Vec<u8> {
    let mut data = data.to_vec();
    for _ in 0..=below(chance, 3) {
        change(&mut data, chance);
    }
    data.truncate(bytes_max);
    data
}

fn change(data: &mut Vec<u8>, chance: &SeededRandom) {
    match below(chance, 12) {
        // One quoted string in the place of another leaves a document a document.
        0..=2 => replace_string(data, word(chance).as_bytes(), chance),
        3 | 4 => {
            let strings = strings(data);
            let from = strings.get(below(chance, strings.len()));
            let copy = from.and_then(|range| data.get(range.clone()));
            let copy = copy.map(<[u8]>::to_vec).unwrap_or_default();
            replace_string(data, &copy, chance);
        }
        5 => insert_in_string(data, chance),
        6 => {
            let piece = piece(data, chance);
            data.drain(piece);
        }
        7 => {
            let piece = piece(data, chance);
            let copy = data
                .get(piece.clone())
                .unwrap_or_default()
                .repeat(1 + below(chance, 6));
            data.splice(piece.end..piece.end, copy);
        }
        8 => {
            let place = below(chance, data.len() + 1);
            data.splice(place..place, word(chance).bytes());
        }
        9 => {
            let place = below(chance, data.len());
            if let Some(byte) = data.get_mut(place) {
                *byte = u8::try_from(chance.next() & 0xff).unwrap_or_default();
            }
        }
        10 => exchange_lines(data, chance),
        _ => repeat_line(data, chance),
    }
}

fn word(chance: &SeededRandom) -> &'static str {
    WORDS.get(below(chance, WORDS.len())).unwrap_or(&"")
}

/// What stands between quotation marks.
fn strings(data: &[u8]) -> Vec<std::ops::Range<usize>> {
    let marks: Vec<usize> = (0..)
        .zip(data)
        .filter(|(_, byte)| **byte == b'"')
        .map(|(at, _)| at)
        .collect();
    marks
        .chunks_exact(2)
        .filter_map(|pair| match pair {
            [open, close] => Some(open + 1..*close),
            _ => None,
        })
        .collect()
}

fn replace_string(data: &mut Vec<u8>, by: &[u8], chance: &SeededRandom) {
    let strings = strings(data);
    if let Some(range) = strings.get(below(chance, strings.len())) {
        data.splice(range.clone(), by.iter().copied());
    }
}

fn insert_in_string(data: &mut Vec<u8>, chance: &SeededRandom) {
    let strings = strings(data);
    if let Some(range) = strings.get(below(chance, strings.len())) {
        let place = range.start + below(chance, range.len() + 1);
        data.splice(place..place, word(chance).bytes());
    }
}

fn piece(data: &[u8], chance: &SeededRandom) -> std::ops::Range<usize> {
    let start = below(chance, data.len() + 1);
    let length = below(chance, 1 + (data.len() - start).min(24));
    start..start + length
}

fn exchange_lines(data: &mut Vec<u8>, chance: &SeededRandom) {
    let mut lines: Vec<&[u8]> = data.split(|byte| *byte == b'\n').collect();
    let (one, other) = (below(chance, lines.len()), below(chance, lines.len()));
    lines.swap(one, other);
    *data = lines.join(&b'\n');
}

fn repeat_line(data: &mut Vec<u8>, chance: &SeededRandom) {
    let mut lines: Vec<&[u8]> = data.split(|byte| *byte == b'\n').collect();
    if let Some(line) = lines.get(below(chance, lines.len())).copied() {
        lines.insert(below(chance, lines.len()), line);
    }
    *data = lines.join(&b'\n');
}

/// A number below an end; 0 if that is 0.
fn below(chance: &SeededRandom, end: usize) -> usize {
    let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
    usize::try_from(chance.next() % end).unwrap_or_default()
}
