//! Names that nothing has yet.

/// The names of what one run makes. They end in the run's own random number, so that runs side by
/// side do not meet, nor what an earlier one left behind, nor the buckets of everybody else, whose
/// names are in one room with ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Names(u64);

impl Names {
    /// The names of a run with this random number.
    pub fn new(chance: u64) -> Self {
        Self(chance)
    }

    /// The names of another run, whose number is so much higher.
    pub(crate) fn of_run(self, number: u64) -> Self {
        Self(self.0.wrapping_add(number))
    }

    /// A name for `what`. If `what` is lower-case letters and hyphens, at most 31 of them, it is good
    /// for users, policies and buckets alike: a bucket's name has at most 63 characters.
    pub fn of(&self, what: &str) -> String {
        format!("iamd-scenarios-{what}-{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_who_made_it_and_what_for() {
        let names = Names::new(0xBEEF);
        assert_eq!(names.of("bucket"), "iamd-scenarios-bucket-000000000000beef");
    }
}
