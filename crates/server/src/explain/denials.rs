//! The last denials, in memory.

use std::collections::{HashMap, VecDeque};

use parking_lot::Mutex;

use super::Explanation;

/// LIMIT: how many denials are kept.
const COUNT_MAX: usize = 10_000;
/// LIMIT: how many bytes they may have together.
const BYTES_MAX: usize = 64 << 20;

/// The last denials, by request id. The oldest go first.
#[derive(Debug)]
pub struct Denials {
    count_max: usize,
    bytes_max: usize,
    kept: Mutex<Kept>,
}

/// Explanations as JSON, which is compact and whose size is known.
#[derive(Debug, Default)]
struct Kept {
    by_id: HashMap<String, Box<[u8]>>,
    /// From the oldest to the newest.
    ids: VecDeque<String>,
    bytes: usize,
}

impl Default for Denials {
    fn default() -> Self {
        Self::with_limits(COUNT_MAX, BYTES_MAX)
    }
}

impl Denials {
    /// Keeps at most so many, of at most so many bytes together.
    pub fn with_limits(count_max: usize, bytes_max: usize) -> Self {
        Self {
            count_max,
            bytes_max,
            kept: Mutex::default(),
        }
    }

    /// Keeps an explanation, and drops the oldest for which there is no more room.
    pub fn keep(&self, explanation: &Explanation) {
        let json = match serde_json::to_vec(explanation) {
            Ok(json) => json.into_boxed_slice(),
            Err(error) => {
                tracing::error!(%error, "a denial cannot be explained later");
                return;
            }
        };
        let mut kept = self.kept.lock();
        kept.insert(explanation.request_id.clone(), json);
        while kept.ids.len() > self.count_max || kept.bytes > self.bytes_max {
            kept.drop_oldest();
        }
    }

    /// The explanation of the denial of a request, if it is still kept.
    pub fn find(&self, request_id: &str) -> Option<Explanation> {
        let kept = self.kept.lock();
        let json = kept.by_id.get(request_id)?;
        serde_json::from_slice(json).ok()
    }

    /// Drops everything.
    pub fn clear(&self) {
        *self.kept.lock() = Kept::default();
    }
}

impl Kept {
    fn insert(&mut self, id: String, json: Box<[u8]>) {
        self.bytes += json.len();
        match self.by_id.insert(id.clone(), json) {
            // Ids are drawn at random; one that comes twice keeps its place.
            Some(before) => self.bytes -= before.len(),
            None => self.ids.push_back(id),
        }
    }

    fn drop_oldest(&mut self) {
        let oldest = self.ids.pop_front();
        let json = oldest.and_then(|id| self.by_id.remove(&id));
        self.bytes -= json.map_or(0, |json| json.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::Cut;

    fn denial(id: usize) -> Explanation {
        Explanation {
            request_id: id.to_string(),
            at: "2026-01-31T00:00:00Z".parse().unwrap(),
            source_ip: [127, 0, 0, 1].into(),
            caller: "arn:aws:iam::123456789012:user/bob".to_owned(),
            operation: "iam:GetUser".to_owned(),
            action: "iam:GetUser".to_owned(),
            resource: "*".to_owned(),
            decision: "ImplicitlyDenied".to_owned(),
            layer: "identity".to_owned(),
            trace: Vec::new(),
            cut: Cut::default(),
        }
    }

    #[track_caller]
    fn check(denials: &Denials, kept: std::ops::Range<usize>) {
        for id in 0..100 {
            let found = denials.find(&id.to_string());
            assert_eq!(found, kept.contains(&id).then(|| denial(id)), "{id}");
        }
    }

    #[test]
    fn the_oldest_go_first() {
        let denials = Denials::with_limits(30, usize::MAX);
        (0..100).for_each(|id| denials.keep(&denial(id)));
        check(&denials, 70..100);
        denials.clear();
        check(&denials, 0..0);
    }

    #[test]
    fn their_bytes_are_limited_too() {
        let bytes = serde_json::to_vec(&denial(10)).unwrap().len();
        let denials = Denials::with_limits(100, bytes * 20);
        (10..100).for_each(|id| denials.keep(&denial(id)));
        check(&denials, 80..100);
        let none = Denials::with_limits(100, bytes - 1);
        none.keep(&denial(10));
        check(&none, 0..0);
    }

    #[test]
    fn what_comes_twice_counts_once() {
        let bytes = serde_json::to_vec(&denial(10)).unwrap().len();
        let denials = Denials::with_limits(100, bytes * 2);
        (0..10).for_each(|_| denials.keep(&denial(10)));
        denials.keep(&denial(11));
        check(&denials, 10..12);
    }
}
