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

#[derive(Debug, Default)]
struct Kept {
    by_id: HashMap<String, Denied>,
    /// From the oldest to the newest.
    ids: VecDeque<String>,
    bytes: usize,
}

/// What is kept of one denial.
#[derive(Debug)]
struct Denied {
    /// The explanation as JSON, which is compact and whose size is known.
    explanation: Box<[u8]>,
    /// The sealed message that the answer carries.
    message: Option<Box<str>>,
}

impl Denied {
    fn bytes(&self) -> usize {
        self.explanation.len() + self.message.as_deref().map_or(0, str::len)
    }
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

    /// Keeps an explanation and the sealed message that the answer is to carry, and drops the oldest
    /// for which there is no more room.
    pub fn keep(&self, explanation: &Explanation, message: Option<String>) {
        let denied = match serde_json::to_vec(explanation) {
            Ok(json) => Denied {
                explanation: json.into_boxed_slice(),
                message: message.map(String::into_boxed_str),
            },
            Err(error) => {
                tracing::error!(%error, "a denial cannot be explained later");
                return;
            }
        };
        let mut kept = self.kept.lock();
        kept.insert(explanation.request_id.clone(), denied);
        while kept.ids.len() > self.count_max || kept.bytes > self.bytes_max {
            kept.drop_oldest();
        }
    }

    /// The explanation of the denial of a request, if it is still kept.
    pub fn find(&self, request_id: &str) -> Option<Explanation> {
        let kept = self.kept.lock();
        let denied = kept.by_id.get(request_id)?;
        serde_json::from_slice(&denied.explanation).ok()
    }

    /// The sealed message about the denial of a request, if there is one.
    pub fn message(&self, request_id: &str) -> Option<String> {
        let kept = self.kept.lock();
        let message = kept.by_id.get(request_id)?.message.as_deref()?;
        Some(message.to_owned())
    }

    /// Drops everything.
    pub fn clear(&self) {
        *self.kept.lock() = Kept::default();
    }
}

impl Kept {
    fn insert(&mut self, id: String, denied: Denied) {
        self.bytes += denied.bytes();
        match self.by_id.insert(id.clone(), denied) {
            // Ids are drawn at random; one that comes twice keeps its place.
            Some(before) => self.bytes -= before.bytes(),
            None => self.ids.push_back(id),
        }
    }

    fn drop_oldest(&mut self) {
        let oldest = self.ids.pop_front();
        let denied = oldest.and_then(|id| self.by_id.remove(&id));
        self.bytes -= denied.map_or(0, |denied| denied.bytes());
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
            resource_exists: true,
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
        (0..100).for_each(|id| denials.keep(&denial(id), None));
        check(&denials, 70..100);
        denials.clear();
        check(&denials, 0..0);
    }

    #[test]
    fn their_bytes_are_limited_too() {
        let bytes = serde_json::to_vec(&denial(10)).unwrap().len();
        let denials = Denials::with_limits(100, bytes * 20);
        (10..100).for_each(|id| denials.keep(&denial(id), None));
        check(&denials, 80..100);
        let none = Denials::with_limits(100, bytes - 1);
        none.keep(&denial(10), None);
        check(&none, 0..0);
    }

    #[test]
    fn messages_are_kept_and_counted_with_their_denials() {
        let bytes = serde_json::to_vec(&denial(10)).unwrap().len();
        let denials = Denials::with_limits(100, bytes * 2 + 5);
        denials.keep(&denial(10), Some("sealed".to_owned()));
        denials.keep(&denial(11), None);
        assert_eq!(denials.message("10"), None, "the oldest went");
        denials.keep(&denial(12), Some("other".to_owned()));
        assert_eq!(denials.message("11"), None, "there was none");
        assert_eq!(denials.message("12").as_deref(), Some("other"));
        check(&denials, 11..13);
    }

    #[test]
    fn what_comes_twice_counts_once() {
        let bytes = serde_json::to_vec(&denial(10)).unwrap().len();
        let denials = Denials::with_limits(100, bytes * 2);
        (0..10).for_each(|_| denials.keep(&denial(10), None));
        denials.keep(&denial(11), None);
        check(&denials, 10..12);
    }
}
