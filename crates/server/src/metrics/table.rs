//! Every family of numbers, in the order of the page.

/// What a family's numbers mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only grows, until the program ends.
    Counter,
    /// It goes up and down.
    Gauge,
    /// How many of something took how long.
    Histogram,
}

impl Kind {
    /// The word of the text format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// Numbers of one name, which differ by their labels.
#[derive(Debug)]
pub struct Family {
    /// Such as `iamd_requests_total`.
    pub name: &'static str,
    /// What the numbers mean.
    pub kind: Kind,
    /// The names of the labels.
    pub labels: &'static [&'static str],
    /// What is counted, in one sentence.
    pub about: &'static str,
}

/// Makes a constant of each family, and the table of all.
macro_rules! families {
    ($($constant:ident $kind:ident $name:literal [$($label:literal),*] $about:literal;)*) => {
        $(
            #[doc = $about]
            pub const $constant: Family = Family {
                name: $name,
                kind: Kind::$kind,
                labels: &[$($label),*],
                about: $about,
            };
        )*

        /// Every family, in the order of the page.
        pub const TABLE: &[Family] = &[$($constant),*];
    };
}

families! {
    BUILD_INFO Gauge "iamd_build_info" ["version"]
        "Always 1; the label says which version runs.";
    READY Gauge "iamd_ready" []
        "Whether requests can be answered and changes made: 1 or 0.";
    START_TIME Gauge "iamd_start_time_seconds" []
        "When the program started, in seconds of Unix time.";
    REQUESTS Counter "iamd_requests_total" ["service", "operation", "outcome"]
        "Operations that a known caller, or an anonymous one of S3, asked for: done, denied, refused for \
         another reason, or failed.";
    REQUEST_SECONDS Histogram "iamd_request_seconds" ["service"]
        "How long requests took, from their head to the head of the answer.";
    ANSWERS Counter "iamd_answers_total" ["service", "status"]
        "Answers by the class of their HTTP status.";
    REFUSALS Counter "iamd_refusals_total" ["reason"]
        "Requests that were turned away, each counted once.";
    TOKEN_REFUSALS Counter "iamd_token_refusals_total" ["reason"]
        "Session tokens that were turned away; the answers do not tell these reasons.";
    DECISIONS Counter "iamd_decisions_total" ["layer", "outcome"]
        "Decisions of policies, by the layer that decided.";
    SIGN_INS Counter "iamd_sign_ins_total" ["event", "outcome"]
        "Events of signing in to the console.";
    COMMITS Counter "iamd_commits_total" ["store"]
        "Durable commits, each of a group of transactions.";
    COMMIT_SECONDS Counter "iamd_commit_seconds_total" ["store"]
        "The time that durable commits took, all together.";
    TRANSACTIONS Counter "iamd_transactions_total" ["store"]
        "Transactions that were performed.";
    CONFLICTS Counter "iamd_conflicts_total" ["store"]
        "Transactions that were refused because what they read had changed.";
    SYNCS Counter "iamd_syncs_total" ["store"]
        "Times that the disk was asked to make writes of a store durable.";
    QUEUE Gauge "iamd_queue_transactions" ["store"]
        "Transactions that wait for the writer of a store.";
    CACHE_HITS Counter "iamd_cache_hits_total" ["cache"]
        "Look-ups that a cache answered.";
    CACHE_MISSES Counter "iamd_cache_misses_total" ["cache"]
        "Look-ups that a cache did not answer.";
    AUDIT_EVENTS Counter "iamd_audit_events_total" []
        "Events that were written to the audit log.";
    AUDIT_WRITES Counter "iamd_audit_writes_total" []
        "Writes to the audit log, each of one or more events.";
    AUDIT_FAILED_WRITES Counter "iamd_audit_failed_writes_total" []
        "Writes to the audit log that failed.";
    AUDIT_WAITED_EVENTS Counter "iamd_audit_waited_events_total" []
        "Events that had to wait for room in the queue, and their requests with them.";
    AUDIT_REFUSED_EVENTS Counter "iamd_audit_refused_events_total" []
        "Events that were refused with their requests, as the disk took nothing.";
    AUDIT_UNPROVED Counter "iamd_audit_unproved_total" ["written"]
        "Failed authentications that the audit log has an event of, and those that were too many for that.";
    AUDIT_WAITING_BYTES Gauge "iamd_audit_waiting_bytes" []
        "What waits for the next write to the audit log.";
    AUDIT_ROTATIONS Counter "iamd_audit_rotations_total" []
        "Files of the audit log that were begun because one was full or old.";
    AUDIT_SYNCS Counter "iamd_audit_syncs_total" []
        "Times that the disk was asked to make the audit log durable.";
    AUDIT_LOST_EVENTS Counter "iamd_audit_lost_events_total" []
        "Events that are in no log, which is a fault of the program.";
    AUDIT_SOUND Gauge "iamd_audit_sound" []
        "Whether events can be written, and so changes made: 1 or 0.";
    CONNECTIONS Gauge "iamd_connections" ["listener"]
        "Open connections.";
    CONNECTIONS_TOTAL Counter "iamd_connections_total" ["listener"]
        "Connections that were accepted.";
    CONNECTIONS_CUT Counter "iamd_connections_cut_total" ["reason"]
        "Connections that the server ended by itself.";
    REQUESTS_IN_WORK Gauge "iamd_requests_in_work" []
        "Requests that have a place among those in work.";
    RECEIVED_BYTES Counter "iamd_received_bytes_total" []
        "Bytes that came in, without what TLS adds.";
    SENT_BYTES Counter "iamd_sent_bytes_total" []
        "Bytes that went out, without what TLS adds.";
    BODIES_BYTES Gauge "iamd_bodies_held_bytes" []
        "What bodies of requests take up in memory, the smallest not counted.";
    ANSWERS_BYTES Gauge "iamd_answers_held_bytes" []
        "What large answers that wait for their readers take up in memory.";
    RESIDENT_MEMORY Gauge "iamd_process_resident_memory_bytes" []
        "What the program takes up in memory.";
    OPEN_FILES Gauge "iamd_process_open_fds" []
        "Open file descriptors.";
    OPEN_FILES_MAX Gauge "iamd_process_max_fds" []
        "How many file descriptors the system allows.";
    CPU_SECONDS Counter "iamd_process_cpu_seconds_total" []
        "Processor time that the program used.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn families_are_named_as_prometheus_wants_it() {
        let mut names = BTreeSet::new();
        for family in TABLE {
            let Family { name, kind, .. } = family;
            assert!(names.insert(name), "{name} stands twice");
            assert!(name.starts_with("iamd_"), "{name}");
            assert_eq!(name.ends_with("_total"), *kind == Kind::Counter, "{name}");
            assert!(family.about.ends_with('.'), "{name}");
        }
    }

    /// A row of the documentation: `` | `NAME` | kind | labels | about | ``.
    #[test]
    fn the_documentation_has_every_family() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/metrics.md");
        let page = std::fs::read_to_string(page).unwrap();
        let documented: Vec<&str> = page
            .lines()
            .filter(|line| line.starts_with("| `iamd_"))
            .collect();
        let rows: Vec<String> = TABLE.iter().map(row).collect();
        assert_eq!(documented, rows, "docs/metrics.md is not the table");
    }

    fn row(family: &Family) -> String {
        let labels: Vec<String> = family
            .labels
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let (name, kind) = (family.name, family.kind.as_str());
        format!(
            "| `{name}` | {kind} | {} | {} |",
            labels.join(", "),
            family.about
        )
    }
}
