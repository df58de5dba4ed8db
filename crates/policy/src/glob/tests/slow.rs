//! A search for slow patterns: it climbs towards ever more steps, and must not leave the bound that
//! the module's LIMIT states.

use iamd_testkit::SeededRandom;

use super::*;

/// A pattern in the notation of [`glob`], with a text and the value of its variable.
#[derive(Clone, Debug)]
struct Input {
    pattern: Vec<char>,
    text: Vec<char>,
    value: Vec<char>,
}

/// What a match cost, and what it may cost at most.
#[derive(Clone, Copy, Debug)]
struct Cost {
    steps: usize,
    most: usize,
    in_groups: bool,
}

const PATTERN_CHARACTERS: [char; 9] = ['a', 'b', ':', 'é', '*', '?', '+', '!', '$'];
const TEXT_CHARACTERS: [char; 4] = ['a', 'b', ':', 'é'];

impl Input {
    fn cost(&self) -> Cost {
        let string = |characters: &[char]| characters.iter().collect::<String>();
        let glob = glob(&string(&self.pattern));
        let (text, value) = (string(&self.text), string(&self.value));
        let values = [ScalarText::borrowed(&value)];
        let mut steps = Steps(0);
        glob.matches_metered(&text, &values, &mut steps);
        Cost {
            steps: steps.0,
            most: most(&glob, &text, &value),
            in_groups: glob.in_groups,
        }
    }

    /// One small change, as chance wills.
    fn change(&mut self, chance: &SeededRandom) {
        match below(chance, 5) {
            0 | 1 => change(&mut self.pattern, &PATTERN_CHARACTERS, 96, chance),
            2 | 3 => change(&mut self.text, &TEXT_CHARACTERS, 320, chance),
            _ => change(&mut self.value, &TEXT_CHARACTERS, 48, chance),
        }
    }

    /// The same, so many times as long.
    fn enlarged(&self, times: usize) -> Self {
        Self {
            pattern: self.pattern.repeat(times),
            text: self.text.repeat(times),
            value: self.value.clone(),
        }
    }
}

/// The bound: two steps for each byte of the pattern and of the text; with states, one for each byte
/// of the text and each 64 bytes of the pattern, of which no more count than the text has. A value that stands in many places counts as often as it fits the text.
fn most(glob: &Glob, text: &str, value: &str) -> usize {
    let bytes: usize = glob
        .tokens
        .iter()
        .map(|token| token_bytes(token, value))
        .sum();
    let tokens = glob.tokens.len();
    if glob.in_groups {
        return 2 * (bytes.min(text.len()) + tokens + text.len());
    }
    let words = bytes.min(text.len()) / 64 + 1;
    2 * tokens + bytes.min(text.len()) + words * (256 + text.len())
}

fn token_bytes(token: &Token, value: &str) -> usize {
    match token {
        Token::Literal(text) => text.len(),
        Token::Variable(_) => value.len(),
        Token::One | Token::SegmentOne => 1,
        Token::Run | Token::SegmentRun => 0,
    }
}

fn change(list: &mut Vec<char>, characters: &[char], most: usize, chance: &SeededRandom) {
    let place = below(chance, list.len() + 1);
    let length = below(chance, list.len() - place + 1).min(below(chance, 9));
    let piece = list[place..place + length].to_vec();
    match below(chance, 5) {
        0 => drop(list.drain(place..place + length)),
        1 => list.extend(piece),
        2 => drop(list.splice(place..place, piece.repeat(3))),
        3 if place < list.len() => list[place] = pick(characters, chance),
        _ => list.insert(place, pick(characters, chance)),
    }
    list.truncate(most);
}

fn pick(characters: &[char], chance: &SeededRandom) -> char {
    characters[below(chance, characters.len())]
}

fn below(chance: &SeededRandom, end: usize) -> usize {
    usize::try_from(chance.next() % end as u64).unwrap()
}

/// Climbs from nothing: what costs no less for its size is kept. Returns the best.
fn climb(seed: u64, changes: usize, counts: impl Fn(Cost) -> bool) -> (Input, Cost) {
    let chance = SeededRandom::new(seed);
    let mut best = Input {
        pattern: vec!['*', 'a'],
        text: vec!['a'],
        value: vec!['a'],
    };
    let mut best_score = 0;
    for _ in 0..changes {
        let mut next = best.clone();
        for _ in 0..=below(&chance, 3) {
            next.change(&chance);
        }
        let cost = next.cost();
        assert!(cost.steps <= cost.most, "{next:?}: {cost:?}");
        // What every match costs, however short, must not look like a high price.
        let size = next.pattern.len() + next.text.len() + 1024;
        let score = cost.steps * 1000 / size;
        if counts(cost) && score >= best_score {
            (best, best_score) = (next, score);
        }
    }
    let cost = best.cost();
    (best, cost)
}

const CLIMBS: u64 = 4;

/// What is slow in the small must not be slower than linear in the large.
#[test]
fn no_slow_pattern_is_found_that_goes_in_groups() {
    for seed in 0..CLIMBS {
        let (worst, small) = climb(seed, 40_000, |cost| cost.in_groups);
        let large = worst.enlarged(16).cost();
        assert!(large.steps <= large.most, "{worst:?}: {large:?}");
        let linear = 16 * (small.steps + 64);
        assert!(
            !large.in_groups || large.steps <= 2 * linear,
            "{worst:?}: {small:?}, then {large:?}"
        );
    }
}

#[test]
fn no_slow_pattern_is_found_that_goes_through_states() {
    for seed in 100..100 + CLIMBS {
        let (worst, _) = climb(seed, 5_000, |cost| !cost.in_groups);
        let large = worst.enlarged(16).cost();
        assert!(large.steps <= large.most, "{worst:?}: {large:?}");
    }
}
