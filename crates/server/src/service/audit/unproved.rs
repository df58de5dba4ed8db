//! Events of requests that nobody is known to have sent: few of those that there may be.

use std::{
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

use iamd_auth::{Network, UnprovedEvent};

use crate::{
    audit::{AuditEvent, TlsDetails, UnprovedDetails, UserIdentity, client_name},
    rates::buckets::{Buckets, Rate},
};

/// LIMIT: events a second, and at once, of one address (see [`Network`]).
const OF_AN_ADDRESS: (u64, u64) = (1, 20);

/// LIMIT: the same of all together: some 100 MB a day at most.
const OF_ALL: (u64, u64) = (2, 200);

/// How many failed authentications have an event.
///
/// SECURITY: anybody can have as many of them as the network carries. They must not fill the disk,
/// nor hide what else is in the log.
pub(super) struct UnprovedRate {
    began: Instant,
    hasher: RandomState,
    addresses: Buckets,
    all: Buckets,
    written: AtomicU64,
    unwritten: AtomicU64,
    /// Those since the last one that was written.
    unwritten_since: AtomicU64,
}

/// How many failed authentications there were since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct UnprovedCounts {
    /// Those that have an event.
    pub(crate) written: u64,
    /// Those that have none, as there were too many.
    pub(crate) unwritten: u64,
}

impl UnprovedRate {
    pub(super) fn new() -> Self {
        let buckets = |(per_second, burst)| Buckets::new(Rate::new(per_second, burst));
        Self {
            began: Instant::now(),
            hasher: RandomState::new(),
            addresses: buckets(OF_AN_ADDRESS),
            all: buckets(OF_ALL),
            written: AtomicU64::new(0),
            unwritten: AtomicU64::new(0),
            unwritten_since: AtomicU64::new(0),
        }
    }

    /// Whether one of this address is to be written now; if so, how many were not before it.
    pub(super) fn take(&self, address: IpAddr) -> Option<u64> {
        let now = u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX);
        let address = self.hasher.hash_one(Network::of(address));
        // In this order: an address that has had its share takes nothing of what others have.
        if self.addresses.take(address, now) && self.all.take(0, now) {
            self.written.fetch_add(1, Relaxed);
            return Some(self.unwritten_since.swap(0, Relaxed));
        }
        self.unwritten.fetch_add(1, Relaxed);
        self.unwritten_since.fetch_add(1, Relaxed);
        None
    }

    pub(super) fn counts(&self) -> UnprovedCounts {
        UnprovedCounts {
            written: self.written.load(Relaxed),
            unwritten: self.unwritten.load(Relaxed),
        }
    }
}

/// Texts that an event refers to.
pub(super) struct Texts {
    source: String,
    source_ip: String,
    event_id: String,
}

impl Texts {
    pub(super) fn of(event: &UnprovedEvent<'_>, event_id: String) -> Self {
        Self {
            source: format!("{}.amazonaws.com", event.service.name()),
            source_ip: event.request.source_ip.to_string(),
            event_id,
        }
    }
}

/// The event as the log takes it. Of the error only the code is told: its text may hold what the
/// request holds.
pub(super) fn record<'a>(
    event: &'a UnprovedEvent<'a>,
    texts: &'a Texts,
    unwritten_before: u64,
) -> AuditEvent<'a> {
    let request = event.request;
    AuditEvent {
        user_identity: UserIdentity {
            r#type: "Unknown",
            access_key_id: event.access_key_id,
            ..UserIdentity::default()
        },
        event_time: request.received_at,
        event_source: &texts.source,
        event_name: "Authenticate",
        aws_region: "",
        source_ip_address: &texts.source_ip,
        user_agent: request.user_agent.as_deref().map(client_name),
        error_code: Some(event.error.code.as_str()),
        error_message: None,
        request_parameters: None,
        response_elements: None,
        additional_event_data: Some(UnprovedDetails { unwritten_before }.into()),
        request_id: &request.request_id,
        event_id: &texts.event_id,
        read_only: true,
        event_type: "AwsServiceEvent",
        recipient_account_id: "",
        session_credential_from_console: None,
        tls_details: TlsDetails::of(request),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_share_and_leaves_others_theirs() {
        let rate = UnprovedRate::new();
        let [one, other]: [IpAddr; 2] = [[127, 0, 0, 1].into(), [127, 0, 0, 2].into()];
        let written = (0..500).filter(|_| rate.take(one).is_some()).count();
        assert!((20..25).contains(&written), "{written}");
        let before = rate.take(other).unwrap();
        let counts = rate.counts();
        assert_eq!(before, counts.unwritten);
        assert_eq!(counts.written + counts.unwritten, 501);
        assert_eq!(rate.take(other), Some(0));
    }

    #[test]
    fn all_addresses_together_have_a_share() {
        let rate = UnprovedRate::new();
        let addresses = (0..2000_u32).map(|number| IpAddr::from(number.to_be_bytes()));
        let written = addresses
            .filter(|address| rate.take(*address).is_some())
            .count();
        assert!((200..210).contains(&written), "{written}");
    }
}
