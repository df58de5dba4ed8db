//! How often which layer decided what.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use iamd_policy::{Decision, Layer, Outcome};

const LAYERS: [Layer; 10] = [
    Layer::ServiceControl,
    Layer::ResourceControl,
    Layer::Resource,
    Layer::Trust,
    Layer::Identity,
    Layer::Boundary,
    Layer::Session,
    Layer::Endpoint,
    Layer::Root,
    Layer::Unconditional,
];

const OUTCOMES: [Outcome; 3] = [
    Outcome::Allowed,
    Outcome::ImplicitlyDenied,
    Outcome::ExplicitlyDenied,
];

/// The decisions of operations since the program started, by layer and outcome.
#[derive(Debug, Default)]
pub struct DecisionCounts([[AtomicU64; OUTCOMES.len()]; LAYERS.len()]);

impl DecisionCounts {
    /// Every layer and outcome with its number.
    pub fn iter(&self) -> impl Iterator<Item = (Layer, Outcome, u64)> {
        let layers = LAYERS.into_iter().zip(&self.0);
        layers.flat_map(|(layer, counts)| {
            let outcomes = OUTCOMES.into_iter().zip(counts);
            outcomes.map(move |(outcome, count)| (layer, outcome, count.load(Relaxed)))
        })
    }

    pub(crate) fn count(&self, decision: &Decision) {
        let counts = self.0.get(decision.layer as usize);
        let count = counts.and_then(|counts| counts.get(decision.outcome as usize));
        if let Some(count) = count {
            count.fetch_add(1, Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_layer_and_outcome_has_a_counter_of_its_own() {
        for layer in LAYERS {
            for outcome in OUTCOMES {
                let counts = DecisionCounts::default();
                counts.count(&Decision {
                    outcome,
                    layer,
                    statement: None,
                });
                let counted: Vec<_> = counts.iter().filter(|(_, _, count)| *count > 0).collect();
                assert_eq!(counted, [(layer, outcome, 1)]);
            }
        }
    }
}
