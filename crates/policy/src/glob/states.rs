//! Matching by all states at once.
//!
//! A pattern is a row of cells, each of which takes one byte; state `n` means that the cells before
//! cell `n` were taken. A `*` is no cell: it lets its state stay where it is. The states that are
//! possible are bits of words, and a byte of the text moves all of them in a few operations (the
//! "shift and" method), so the work does not depend on how often a part of the pattern could fit.

use smallvec::{SmallVec, smallvec};

use super::{Meter, Token, plain_text};
use crate::request::ScalarText;

/// A bit for each state, on the stack for patterns of fewer than 256 bytes.
type Bits = SmallVec<[u64; 4]>;

const WORD_BITS: usize = 64;

/// Whether the whole text fits.
pub(super) fn matches(
    tokens: &[Token],
    text: &str,
    values: &[ScalarText<'_>],
    meter: &mut impl Meter,
) -> bool {
    let cells: usize = tokens.iter().map(|token| width(token, values)).sum();
    // Each cell takes at least one byte.
    if cells > text.len() {
        return false;
    }
    let mut table = Table::new(cells / WORD_BITS + 1);
    table.fill(tokens, values);
    meter.step(cells + tokens.len() + table.takes.len());
    let mut states = table.empty();
    set(&mut states, 0);
    for byte in text.bytes() {
        table.advance(&mut states, byte);
        meter.step(table.words);
    }
    has(&states, cells)
}

/// How many cells a token has.
fn width(token: &Token, values: &[ScalarText<'_>]) -> usize {
    match token {
        Token::Run | Token::SegmentRun => 0,
        Token::One | Token::SegmentOne => 1,
        Token::Literal(_) | Token::Variable(_) => plain_text(token, values).map_or(0, str::len),
    }
}

/// What each state does with each byte.
struct Table {
    words: usize,
    /// The cells that take a byte as it is, for each byte.
    takes: SmallVec<[u64; 1024]>,
    /// The cells that take any character.
    takes_any: Bits,
    /// The cells that take any character but a colon.
    takes_no_colon: Bits,
    /// The states that stay at any byte.
    stays: Bits,
    /// The states that stay at any byte but a colon.
    stays_no_colon: Bits,
    /// The states behind a cell that takes any character: they stay at the rest of its bytes.
    stays_within_character: Bits,
}

impl Table {
    fn new(words: usize) -> Self {
        let bits = || smallvec![0; words];
        Self {
            words,
            takes: smallvec![0; words * 256],
            takes_any: bits(),
            takes_no_colon: bits(),
            stays: bits(),
            stays_no_colon: bits(),
            stays_within_character: bits(),
        }
    }

    fn empty(&self) -> Bits {
        smallvec![0; self.words]
    }

    fn fill(&mut self, tokens: &[Token], values: &[ScalarText<'_>]) {
        let mut cell = 0;
        for token in tokens {
            match token {
                Token::Run => set(&mut self.stays, cell),
                Token::SegmentRun => set(&mut self.stays_no_colon, cell),
                Token::One => {
                    set(&mut self.takes_any, cell);
                    set(&mut self.stays_within_character, cell + 1);
                }
                Token::SegmentOne => {
                    set(&mut self.takes_no_colon, cell);
                    set(&mut self.stays_within_character, cell + 1);
                }
                Token::Literal(_) | Token::Variable(_) => {
                    let text = plain_text(token, values).unwrap_or_default();
                    for (place, byte) in text.bytes().enumerate() {
                        let start = usize::from(byte) * self.words;
                        if let Some(row) = self.takes.get_mut(start..start + self.words) {
                            set(row, cell + place);
                        }
                    }
                }
            }
            cell += width(token, values);
        }
    }

    fn advance(&self, states: &mut [u64], byte: u8) {
        // The bytes of a character behind its first are 0b10xx_xxxx.
        let is_first = byte & 0b1100_0000 != 0b1000_0000;
        let any = mask(is_first);
        let no_colon = mask(is_first && byte != b':');
        let stay_no_colon = mask(byte != b':');
        let within = mask(!is_first);
        let start = usize::from(byte) * self.words;
        let takes = self.takes.get(start..).unwrap_or_default();
        let rows = states
            .iter_mut()
            .zip(takes)
            .zip(self.takes_any.iter().zip(&self.takes_no_colon))
            .zip(self.stays.iter().zip(&self.stays_no_colon))
            .zip(&self.stays_within_character);
        let mut carry = 0;
        for ((((state, takes), (takes_any, takes_no_colon)), (stays, stays_no_colon)), behind) in
            rows
        {
            let moved = *state & (takes | (takes_any & any) | (takes_no_colon & no_colon));
            let stayed = *state & (stays | (stays_no_colon & stay_no_colon) | (behind & within));
            *state = (moved << 1) | carry | stayed;
            carry = moved >> (WORD_BITS - 1);
        }
    }
}

fn mask(is_on: bool) -> u64 {
    if is_on { u64::MAX } else { 0 }
}

fn set(bits: &mut [u64], place: usize) {
    if let Some(word) = bits.get_mut(place / WORD_BITS) {
        *word |= 1 << (place % WORD_BITS);
    }
}

fn has(bits: &[u64], place: usize) -> bool {
    bits.get(place / WORD_BITS)
        .is_some_and(|word| word >> (place % WORD_BITS) & 1 == 1)
}
