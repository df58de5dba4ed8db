//! Chance that repeats itself.

/// A sequence of numbers that depends on its seed alone.
#[derive(Debug, Clone)]
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    /// The sequence of this seed; seeds of blocks of one run are told apart by their number.
    pub(crate) fn new(seed: u64, block: u64) -> Self {
        let mut chance = Self {
            state: seed ^ block.wrapping_mul(0xd134_2543_de82_ef95),
        };
        chance.next();
        chance
    }

    /// The next number.
    // SOURCE: SplitMix64, Steele, Lea and Flood, 2014.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below the end, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    /// True so many times of a hundred.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of some words; no word if there is none.
    pub(crate) fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let index = self.below(words.len());
        words.get(index).copied().unwrap_or_default()
    }

    /// One of some things; none if there is none.
    pub(crate) fn one<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        let index = self.below(things.len());
        things.get(index)
    }
}
