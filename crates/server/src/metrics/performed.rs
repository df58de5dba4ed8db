//! What became of requests: counted where it is known.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use http::StatusCode;
use iamd_api::{Error, ErrorCode, OperationRow, Service};
use iamd_auth::SignInKind;

use super::{Histogram, Page, table};

/// What became of an operation.
const OUTCOMES: [&str; 4] = ["done", "denied", "refused", "failed"];

/// Who answered: a service, or one of the other doors.
const ANSWERERS: [&str; 5] = ["iam", "sts", "s3", "console", "other"];

/// The events of signing in.
const SIGN_INS: [SignInKind; 6] = [
    SignInKind::ConsoleLogin,
    SignInKind::CheckMfa,
    SignInKind::GetSigninToken,
    SignInKind::SwitchRole,
    SignInKind::ExitRole,
    SignInKind::Logout,
];

const SIGN_IN_OUTCOMES: [&str; 2] = ["success", "failure"];

/// The classes of HTTP's statuses.
const STATUSES: [&str; 4] = ["2xx", "3xx", "4xx", "5xx"];

/// Why a request was turned away after it was known who sent it, or without a look at that. What
/// authentication and rates turn away they count themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A decision of policies.
    Policy,
    /// The body is not what was signed.
    Payload,
    /// The request is wrong, or what it asks for is not there, or not allowed to anybody.
    Invalid,
    /// A failure of the server.
    Failed,
    /// Too much is in work.
    Overloaded,
    /// Large answers take up all the room that they may.
    NoRoom,
    /// The body is too large.
    TooLarge,
    /// The body came too slowly, or broke off.
    TooSlow,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Policy,
        Self::Payload,
        Self::Invalid,
        Self::Failed,
        Self::Overloaded,
        Self::NoRoom,
        Self::TooLarge,
        Self::TooSlow,
    ];

    /// The reason as labels write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Payload => "payload",
            Self::Invalid => "invalid",
            Self::Failed => "failed",
            Self::Overloaded => "overloaded",
            Self::NoRoom => "no_room",
            Self::TooLarge => "too_large",
            Self::TooSlow => "too_slow",
        }
    }

    /// That of an error which an operation was answered with.
    fn of(error: &Error, is_denied: bool) -> Self {
        use ErrorCode as Code;
        if is_denied {
            return Self::Policy;
        }
        match error.code {
            Code::AccessDenied => Self::Policy,
            Code::XAmzContentSHA256Mismatch | Code::BadDigest | Code::SignatureDoesNotMatch => {
                Self::Payload
            }
            Code::Throttling | Code::SlowDown => Self::Overloaded,
            Code::EntityTooLarge => Self::TooLarge,
            Code::RequestTimeout | Code::IncompleteBody => Self::TooSlow,
            code if code.status() >= 500 => Self::Failed,
            _ => Self::Invalid,
        }
    }
}

/// What became of the operations of one service, in the order of its table.
type Operations = Box<[[AtomicU64; OUTCOMES.len()]]>;

/// What became of requests.
#[derive(Debug)]
pub struct Performed {
    services: [Operations; Service::ALL.len()],
    seconds: [Histogram; ANSWERERS.len()],
    answers: [[AtomicU64; STATUSES.len()]; ANSWERERS.len()],
    refusals: [AtomicU64; Reason::ALL.len()],
    sign_ins: [[AtomicU64; SIGN_IN_OUTCOMES.len()]; SIGN_INS.len()],
}

impl Default for Performed {
    fn default() -> Self {
        let of = |service: Service| {
            service
                .operations()
                .iter()
                .map(|_| <_>::default())
                .collect()
        };
        Self {
            services: Service::ALL.map(of),
            seconds: <_>::default(),
            answers: <_>::default(),
            refusals: <_>::default(),
            sign_ins: <_>::default(),
        }
    }
}

impl Performed {
    /// Counts an operation that a caller asked for. `is_denied` says that policies refused it.
    pub fn operation(&self, row: &OperationRow, error: Option<&Error>, is_denied: bool) {
        let reason = error.map(|error| Reason::of(error, is_denied));
        let outcome = match reason {
            None => 0,
            Some(Reason::Policy) => 1,
            Some(Reason::Failed) => 3,
            Some(_) => 2,
        };
        let place = row
            .service
            .operations()
            .binary_search_by(|other| other.name.cmp(row.name));
        let counts = place
            .ok()
            .and_then(|place| self.services.get(row.service as usize)?.get(place));
        if let Some(count) = counts.and_then(|counts| counts.get(outcome)) {
            count.fetch_add(1, Relaxed);
        }
        if let Some(reason) = reason {
            self.refused(reason);
        }
    }

    /// Counts a request that was turned away and is counted nowhere else.
    pub fn refused(&self, reason: Reason) {
        if let Some(count) = self.refusals.get(reason as usize) {
            count.fetch_add(1, Relaxed);
        }
    }

    /// Counts an event of signing in.
    pub fn sign_in(&self, kind: SignInKind, is_success: bool) {
        let counts = self.sign_ins.get(kind as usize);
        if let Some(count) = counts.and_then(|counts| counts.get(usize::from(!is_success))) {
            count.fetch_add(1, Relaxed);
        }
    }

    /// Counts an answer, of the console or of what has no service if there is none.
    pub fn answered(&self, who: Answerer, status: StatusCode, took: Duration) {
        let who = who as usize;
        if let Some(histogram) = self.seconds.get(who) {
            histogram.note(took);
        }
        let class = usize::from(status.as_u16() / 100).saturating_sub(2);
        let counts = self.answers.get(who);
        if let Some(count) = counts.and_then(|counts| counts.get(class)) {
            count.fetch_add(1, Relaxed);
        }
    }

    /// Tells all of it.
    pub fn tell(&self, page: &mut Page) {
        for (service, operations) in Service::ALL.into_iter().zip(&self.services) {
            for (row, counts) in service.operations().iter().zip(operations) {
                for (outcome, count) in OUTCOMES.into_iter().zip(counts) {
                    let labels = [service.name(), row.name, outcome];
                    tell_some(page, &table::REQUESTS, &labels, count);
                }
            }
        }
        for (who, (histogram, statuses)) in ANSWERERS
            .into_iter()
            .zip(self.seconds.iter().zip(&self.answers))
        {
            page.histogram(&table::REQUEST_SECONDS, &[who], histogram);
            for (status, count) in STATUSES.into_iter().zip(statuses) {
                page.number(&table::ANSWERS, &[who, status], count.load(Relaxed));
            }
        }
        for (kind, counts) in SIGN_INS.into_iter().zip(&self.sign_ins) {
            for (outcome, count) in SIGN_IN_OUTCOMES.into_iter().zip(counts) {
                let labels = [kind.as_str(), outcome];
                page.number(&table::SIGN_INS, &labels, count.load(Relaxed));
            }
        }
    }

    /// How many requests were turned away, by reason.
    pub fn refusals(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let counts = self.refusals.iter().map(|count| count.load(Relaxed));
        Reason::ALL.into_iter().map(Reason::as_str).zip(counts)
    }
}

/// Tells a number that is not zero: there are hundreds of operations, and few are asked for.
fn tell_some(page: &mut Page, family: &table::Family, labels: &[&str], count: &AtomicU64) {
    match count.load(Relaxed) {
        0 => {}
        number => page.number(family, labels, number),
    }
}

/// Who answered a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answerer {
    /// IAM.
    Iam,
    /// STS.
    Sts,
    /// S3.
    S3,
    /// The console, or the federation endpoint.
    Console,
    /// Issuers of web identities, health, and services that are not there.
    Other,
}

impl From<Service> for Answerer {
    fn from(service: Service) -> Self {
        match service {
            Service::Iam => Self::Iam,
            Service::Sts => Self::Sts,
            Service::S3 => Self::S3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_counted_by_what_became_of_them() {
        let performed = Performed::default();
        let row = Service::Iam.operation("GetUser").unwrap();
        let denied = Error::new(ErrorCode::AccessDenied, "no");
        let missing = Error::new(ErrorCode::NoSuchEntity, "no");
        performed.operation(row, None, false);
        performed.operation(row, Some(&denied), true);
        performed.operation(row, Some(&missing), false);
        performed.answered(Answerer::S3, StatusCode::NOT_MODIFIED, Duration::ZERO);
        let mut page = Page::default();
        performed.tell(&mut page);
        let text = page.text();
        for line in [
            "iamd_requests_total{service=\"iam\",operation=\"GetUser\",outcome=\"done\"} 1",
            "iamd_requests_total{service=\"iam\",operation=\"GetUser\",outcome=\"denied\"} 1",
            "iamd_requests_total{service=\"iam\",operation=\"GetUser\",outcome=\"refused\"} 1",
            "iamd_answers_total{service=\"s3\",status=\"3xx\"} 1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}: {text}");
        }
        let refused: Vec<_> = performed
            .refusals()
            .filter(|(_, count)| *count > 0)
            .collect();
        assert_eq!(refused, [("policy", 1), ("invalid", 1)]);
    }

    #[test]
    fn every_reason_and_answerer_has_a_place_of_its_own() {
        for (place, reason) in Reason::ALL.into_iter().enumerate() {
            assert_eq!(reason as usize, place);
        }
        for service in Service::ALL {
            assert_eq!(ANSWERERS[Answerer::from(service) as usize], service.name());
            assert_eq!(Service::ALL[service as usize], service);
        }
        assert_eq!(ANSWERERS.len(), Answerer::Other as usize + 1);
        for (place, kind) in SIGN_INS.into_iter().enumerate() {
            assert_eq!(kind as usize, place);
        }
    }
}
