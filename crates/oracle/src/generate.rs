//! Questions by chance, made so that policies and requests meet.
//!
//! A set of policies is made once and asked many times: with other callers, contexts and targets,
//! and with layers left out. Beside the free sets stand scenarios: templates for each row of the
//! table of one account and for each known edge case.

mod chance;
mod draft;
mod request;
mod scenario;
mod set;
mod words;

pub(crate) use chance::Chance;
use scenario::Scenario;
use set::Set;

/// A generated question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question's line
    pub line: String,
    /// The number of the scenario that it came from
    pub scenario: Option<usize>,
}

/// A source of questions.
#[derive(Debug)]
pub struct Generator {
    chance: Chance,
    scenarios: Vec<Scenario>,
    /// The numbers of the scenarios of the table, which has many cells
    rows: Vec<usize>,
    set: Option<Set>,
    left: usize,
}

impl Generator {
    /// The questions of one block of a run: what they are depends on the two numbers alone.
    pub fn new(seed: u64, block: u64) -> Self {
        let chance = Chance::new(seed, block);
        let scenarios = scenario::all();
        let numbered = scenarios.iter().enumerate();
        let rows = numbered.filter(|(_, scenario)| scenario.title.starts_with("row"));
        let rows = rows.map(|(number, _)| number).collect();
        Self {
            chance,
            scenarios,
            rows,
            set: None,
            left: 0,
        }
    }

    /// The titles of the scenarios, in order.
    pub fn scenarios() -> Vec<String> {
        scenario::all()
            .into_iter()
            .map(|scenario| scenario.title)
            .collect()
    }

    /// The next question.
    pub fn ask(&mut self) -> Asked {
        let scenario = match self.chance.below(100) {
            0..10 => self.chance.one(&self.rows).copied(),
            10..28 => Some(self.chance.below(self.scenarios.len())),
            _ => None,
        };
        if let Some(number) = scenario
            && let Some(line) = self.ask_scenario(number)
        {
            return Asked { line, scenario };
        }
        if self.left == 0 {
            self.set = Some(Set::draw(&mut self.chance));
            self.left = 24;
        }
        self.left -= 1;
        let line = match &self.set {
            Some(set) => set.question(&mut self.chance),
            None => String::new(),
        };
        Asked {
            line,
            scenario: None,
        }
    }

    /// A question of this scenario.
    pub fn ask_scenario(&mut self, number: usize) -> Option<String> {
        let scenario = self.scenarios.get(number)?;
        Some(scenario.question(&mut self.chance))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    #[test]
    fn a_seed_repeats_itself_and_every_line_is_json() {
        let mut one = Generator::new(7, 3);
        let mut other = Generator::new(7, 3);
        for _ in 0..3_000 {
            let asked = one.ask();
            assert_eq!(asked, other.ask());
            assert!(Json::parse(&asked.line).is_ok(), "{}", asked.line);
            assert!(!asked.line.contains('\n'));
        }
        assert_ne!(Generator::new(8, 3).ask(), Generator::new(7, 3).ask());
    }
}
