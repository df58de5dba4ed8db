//! What the service tells of itself: numbers, and whether it is ready.

use std::collections::BTreeMap;

use iamd_directory::CacheUses;
use iamd_policy::Outcome;
use iamd_store::Stats;

use super::Service;
use crate::metrics::{Page, process, table};

impl Service {
    /// All numbers.
    pub(crate) async fn gather(&self) -> Page {
        let mut page = Page::default();
        let version = [env!("CARGO_PKG_VERSION")];
        page.number(&table::BUILD_INFO, &version, 1);
        let is_ready = self.unready().await.is_empty();
        page.number(&table::READY, &[], is_ready.into());
        let started_at = u64::try_from(self.0.started_at.as_second()).unwrap_or(0);
        page.number(&table::START_TIME, &[], started_at);
        self.0.performed.tell(&mut page);
        self.tell_refusals(&mut page);
        self.tell_decisions(&mut page);
        for (store, stats) in self.0.stores.stats() {
            tell_store(&mut page, store, stats);
        }
        for (cache, CacheUses { hits, misses }) in self.0.directory.cache_uses() {
            page.number(&table::CACHE_HITS, &[cache], hits);
            page.number(&table::CACHE_MISSES, &[cache], misses);
        }
        self.tell_audit(&mut page);
        self.0.parts.terms.tell(&mut page);
        process::tell(&mut page);
        page
    }

    /// Why requests cannot be answered, or changes not made; nothing if all is well.
    pub(crate) async fn unready(&self) -> Vec<String> {
        let mut reasons = self.0.stores.unready().await;
        if let Err(error) = self.0.parts.audit.check() {
            reasons.push(error.to_string());
        }
        if self.begin_work().is_none() {
            reasons.push("the server is stopping".to_owned());
        }
        reasons
    }

    fn tell_refusals(&self, page: &mut Page) {
        let mut refusals = BTreeMap::<&str, u64>::new();
        let unproved = self.0.authenticator.unproved().iter();
        let unproved = unproved.map(|(reason, count)| (reason.as_str(), count));
        let told = self.0.performed.refusals().chain(self.0.rates.refused());
        for (reason, count) in told.chain(unproved) {
            *refusals.entry(reason).or_default() += count;
        }
        for (reason, count) in refusals {
            page.number(&table::REFUSALS, &[reason], count);
        }
        for (fault, count) in self.0.authenticator.token_refusals().iter() {
            page.number(&table::TOKEN_REFUSALS, &[fault.label()], count);
        }
    }

    fn tell_decisions(&self, page: &mut Page) {
        for (layer, outcome, count) in self.0.guard.decisions().iter() {
            let outcome = match outcome {
                Outcome::Allowed => "allowed",
                Outcome::ImplicitlyDenied => "implicitly_denied",
                Outcome::ExplicitlyDenied => "explicitly_denied",
            };
            page.number(&table::DECISIONS, &[layer.as_str(), outcome], count);
        }
    }

    fn tell_audit(&self, page: &mut Page) {
        let audit = &self.0.parts.audit;
        let counts = audit.counts();
        page.number(&table::AUDIT_SOUND, &[], audit.check().is_ok().into());
        page.number(&table::AUDIT_EVENTS, &[], counts.events);
        page.number(&table::AUDIT_WRITES, &[], counts.writes);
        page.number(&table::AUDIT_FAILED_WRITES, &[], counts.failed_writes);
        page.number(&table::AUDIT_WAITED_EVENTS, &[], counts.waited_events);
        page.number(&table::AUDIT_REFUSED_EVENTS, &[], counts.refused_events);
        let unproved = self.0.guard.audit().unproved_counts();
        page.number(&table::AUDIT_UNPROVED, &["yes"], unproved.written);
        page.number(&table::AUDIT_UNPROVED, &["no"], unproved.unwritten);
        page.number(&table::AUDIT_WAITING_BYTES, &[], counts.waiting_bytes);
        page.number(&table::AUDIT_ROTATIONS, &[], counts.rotations);
        page.number(&table::AUDIT_SYNCS, &[], counts.syncs);
        page.number(&table::AUDIT_LOST_EVENTS, &[], counts.lost_events);
    }
}

fn tell_store(page: &mut Page, store: &str, stats: Stats) {
    let labels = [store];
    page.number(&table::COMMITS, &labels, stats.commits);
    page.number(&table::TRANSACTIONS, &labels, stats.transactions);
    page.number(&table::CONFLICTS, &labels, stats.conflicts);
    page.number(&table::SYNCS, &labels, stats.syncs);
    page.number(&table::QUEUE, &labels, stats.waiting);
    let time = std::time::Duration::from_nanos(stats.commit_nanoseconds);
    page.fraction(&table::COMMIT_SECONDS, &labels, time.as_secs_f64());
}
