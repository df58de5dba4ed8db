//! A hundred thousand tokens that somebody altered, and none that opens.

use std::collections::BTreeMap;

use super::*;
use crate::TokenRefusals;

const ALTERED: usize = 100_000;

/// What a forger has: two good tokens of this deployment, one of another one, and chance.
struct Forger {
    good: [Vec<u8>; 2],
    foreign: Vec<u8>,
    random: SeededRandom,
}

/// Each gives a text that is none of the good ones.
const ALTERATIONS: [fn(&Forger) -> String; 8] = [
    Forger::flips_bits,
    Forger::cuts_the_bytes,
    Forger::swaps_pieces,
    Forger::seals_with_a_key_of_its_own,
    Forger::writes_another_version,
    Forger::brings_another_deployments,
    Forger::changes_the_text,
    Forger::cuts_the_text,
];

impl Forger {
    fn below(&self, limit: usize) -> usize {
        usize::try_from(self.random.next() % (limit as u64)).unwrap()
    }

    fn any(&self) -> Vec<u8> {
        self.good[self.below(2)].clone()
    }

    fn flips_bits(&self) -> String {
        let mut bytes = self.any();
        // An odd number of flips changes something, wherever they hit.
        for _ in 0..=2 * self.below(3) {
            let place = self.below(bytes.len());
            bytes[place] ^= 1 << self.below(8);
        }
        text(&bytes)
    }

    fn cuts_the_bytes(&self) -> String {
        let mut bytes = self.any();
        bytes.truncate(self.below(bytes.len()));
        text(&bytes)
    }

    /// The head of one token with the rest of the other, their nonces or their tags swapped.
    fn swaps_pieces(&self) -> String {
        let [one, other] = &self.good;
        let mut bytes = one.clone();
        let range = match self.below(3) {
            0 => 10..22,
            1 => bytes.len() - 16..bytes.len(),
            _ => {
                let start = 10 + self.below(bytes.len() - 10);
                start..start + 1 + self.below(bytes.len() - start)
            }
        };
        bytes[range.clone()].copy_from_slice(&other[range]);
        if bytes == *one || bytes == *other {
            bytes[30] ^= 1;
        }
        text(&bytes)
    }

    /// With the id of the right key on it.
    fn seals_with_a_key_of_its_own(&self) -> String {
        let own = ring(9);
        let record = record::encode(&token(), 0).unwrap();
        let mut bytes = vec![VERSION];
        bytes.extend(
            own.seal(record.expose(), &[PURPOSE, &[VERSION]], &self.random)
                .unwrap(),
        );
        bytes[2..10].copy_from_slice(&self.good[0][2..10]);
        text(&bytes)
    }

    fn writes_another_version(&self) -> String {
        let mut bytes = self.any();
        let byte = self.below(2);
        bytes[byte] = bytes[byte].wrapping_add(1 + u8::try_from(self.below(255)).unwrap());
        text(&bytes)
    }

    fn brings_another_deployments(&self) -> String {
        let mut bytes = self.foreign.clone();
        let place = 10 + self.below(bytes.len() - 10);
        bytes[place] ^= u8::try_from(self.below(256)).unwrap();
        text(&bytes)
    }

    /// The same bytes in Base64 for URLs, or a letter that Base64 does not have.
    fn changes_the_text(&self) -> String {
        let mut text = text(&self.any()).into_bytes();
        let place = self.below(text.len());
        text[place] = b"-_ %&\n~\0"[self.below(8)];
        String::from_utf8(text).unwrap()
    }

    fn cuts_the_text(&self) -> String {
        let mut text = text(&self.any());
        if self.below(2) == 0 {
            return text.repeat(2 + TOKEN_CHARACTERS_MAX / text.len());
        }
        text.truncate(self.below(text.len()));
        text
    }
}

fn text(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

#[test]
fn a_hundred_thousand_altered_tokens_are_refused_and_counted_by_reason() {
    let (ring, random) = (ring(1), SeededRandom::new(7));
    let sealed = |ring: &SealingKeys, token: &Token| {
        let text = token.seal(ring, &random).unwrap();
        BASE64_STANDARD.decode(text.expose()).unwrap()
    };
    let forger = Forger {
        good: [sealed(&ring, &token()), sealed(&ring, &token())],
        foreign: sealed(&super::ring(2), &token()),
        random: SeededRandom::new(8),
    };
    let refusals = TokenRefusals::default();
    for round in 0..ALTERED {
        let altered = ALTERATIONS[round % ALTERATIONS.len()](&forger);
        match Token::open(&ring, &altered) {
            Ok(_) => panic!("round {round} opens: {altered}"),
            Err(fault) => refusals.count(fault),
        }
    }
    assert_eq!(refusals.total(), ALTERED as u64);
    let by_reason: BTreeMap<String, u64> = refusals
        .iter()
        .map(|(fault, number)| (format!("{fault:?}"), number))
        .collect();
    // At least half get past Base64 and the length.
    let shapeless = refusals.of(TokenFault::NotBase64) + refusals.of(TokenFault::WrongLength);
    assert!(2 * shapeless <= ALTERED as u64, "{by_reason:?}");
    for fault in [
        TokenFault::WrongLength,
        TokenFault::NotBase64,
        TokenFault::UnknownVersion,
        TokenFault::UnknownKey,
        TokenFault::Forged,
    ] {
        assert!(refusals.of(fault) > 1000, "{by_reason:?}");
    }
    // Nothing that was altered is ever read.
    assert_eq!(refusals.of(TokenFault::Unreadable), 0);
}
