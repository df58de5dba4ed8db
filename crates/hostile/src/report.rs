//! What came of the forgeries.

use std::{collections::BTreeMap, fmt, time::Duration};

use crate::{forgery::Deed, wire::Answer};

/// What a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// The request parses, and its signature is not the one over it.
    Signature,
    /// It parses, and no such key or token is known.
    KeyOrToken,
    /// All is true, and no policy grants it.
    Policy,
    /// It is from another time.
    Clock,
    /// It is not written as it should be.
    Malformed,
}

/// The codes of refusals, and what each is about.
const REFUSALS: [(&str, Reason); 23] = [
    ("SignatureDoesNotMatch", Reason::Signature),
    ("XAmzContentSHA256Mismatch", Reason::Signature),
    ("InvalidClientTokenId", Reason::KeyOrToken),
    ("InvalidAccessKeyId", Reason::KeyOrToken),
    ("InvalidToken", Reason::KeyOrToken),
    ("ExpiredToken", Reason::KeyOrToken),
    ("AccessDenied", Reason::Policy),
    ("RequestTimeTooSkewed", Reason::Clock),
    ("RequestExpired", Reason::Clock),
    ("AuthorizationHeaderMalformed", Reason::Malformed),
    ("AuthorizationQueryParametersError", Reason::Malformed),
    ("IncompleteSignature", Reason::Malformed),
    ("IncompleteSignatureException", Reason::Malformed),
    ("InvalidSignatureException", Reason::Malformed),
    ("MissingAuthenticationToken", Reason::Malformed),
    ("MissingSecurityHeader", Reason::Malformed),
    ("InvalidRequest", Reason::Malformed),
    ("InvalidArgument", Reason::Malformed),
    ("MalformedQueryString", Reason::Malformed),
    ("MissingAuthenticationTokenException", Reason::Malformed),
    ("UnrecognizedClientException", Reason::KeyOrToken),
    ("InvalidURI", Reason::Malformed),
    // It is signed for a service that is none.
    ("NotImplemented", Reason::Malformed),
];

/// LIMIT: findings that are kept word for word.
const FINDINGS_MAX: usize = 20;

/// How many forgeries of each kind there were, what was said to them, and what should not have been.
#[derive(Debug, Default)]
pub struct Report {
    answers: BTreeMap<(Deed, String), u64>,
    reasons: BTreeMap<Reason, u64>,
    findings: Vec<String>,
    found: u64,
    pub(crate) took: Duration,
    /// What the server held in memory: when all began, at the end, at most.
    pub(crate) memory_bytes: (u64, u64, u64),
}

impl Report {
    /// Notes what the server said to a forgery.
    pub(crate) fn note(&mut self, deed: Deed, request: &[u8], answer: &Answer) {
        let code = answer.element("Code").unwrap_or("none").to_owned();
        let known = REFUSALS.iter().find(|(name, _)| *name == code);
        match known {
            Some((_, reason)) if answer.status >= 400 => {
                *self.reasons.entry(*reason).or_default() += 1;
            }
            // Refused before anybody asked what it wants.
            None if answer.status == 400 && code == "none" => {
                *self.reasons.entry(Reason::Malformed).or_default() += 1;
            }
            _ => {
                let request = String::from_utf8_lossy(request);
                self.find(format!("{deed:?} was answered {answer:?}\n{request}"));
            }
        }
        *self.answers.entry((deed, code)).or_default() += 1;
    }

    /// Notes what should not have been.
    pub(crate) fn find(&mut self, finding: String) {
        self.found += 1;
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        for (key, count) in other.answers {
            *self.answers.entry(key).or_default() += count;
        }
        for (reason, count) in other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
        let more = other.found - other.findings.len() as u64;
        for finding in other.findings {
            self.find(finding);
        }
        self.found += more;
    }

    /// How many requests were answered.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.answers.values().sum()
    }

    /// How many of them parsed, and failed only at signature, key, token or policy.
    #[must_use]
    pub fn parsed(&self) -> u64 {
        let parsed = |reason: &Reason| *reason != Reason::Malformed && *reason != Reason::Clock;
        let parsed = self.reasons.iter().filter(|(reason, _)| parsed(reason));
        parsed.map(|(_, count)| count).sum()
    }

    /// Whether every forgery was refused as it should be, and nothing else was amiss.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.found == 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((deed, code), count) in &self.answers {
            let deed = format!("{deed:?}");
            writeln!(f, "{deed:<18} {code:<36} {count:>9}")?;
        }
        writeln!(f)?;
        for (reason, count) in &self.reasons {
            let reason = format!("{reason:?}");
            writeln!(f, "refused for {reason:<42} {count:>9}")?;
        }
        for finding in &self.findings {
            writeln!(f, "\nFOUND: {finding}")?;
        }
        let mib = |bytes: u64| bytes >> 20;
        let (began, ended, peak) = self.memory_bytes;
        writeln!(
            f,
            "\n{} requests in {} s; {} parsed and failed at signature, key, token or policy; {} \
             found amiss; the server held {} MiB at first, {} at the end, {} at most",
            self.requests(),
            self.took.as_secs(),
            self.parsed(),
            self.found,
            mib(began),
            mib(ended),
            mib(peak),
        )
    }
}
