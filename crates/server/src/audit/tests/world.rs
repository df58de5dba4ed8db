//! A log on a disk that does as it is told.

use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
};

use iamd_seal::ChecksumKey;
use iamd_testkit::{DoubleDisk, Faults, ManualClock, SeededRandom};
use serde_json::{Value, json};

use crate::audit::{
    verify::{Fault, Finding, Question, Report, verify},
    *,
};

/// A folder for a log, and what opens it.
pub(super) struct World {
    pub(super) disk: DoubleDisk,
    pub(super) folder: PathBuf,
    pub(super) clock: Arc<ManualClock>,
    pub(super) keys: ChecksumKeys,
    pub(super) rotation: Rotation,
    /// Whether nothing was ever kept in the folder; `None`: as it looks.
    pub(super) is_fresh: Option<bool>,
}

pub(super) fn key(byte: u8) -> ChecksumKey {
    ChecksumKey::from_bytes([byte; 32].into())
}

impl World {
    pub(super) fn new() -> Self {
        let disk = DoubleDisk::default();
        disk.create_folder(Path::new("/data")).unwrap();
        disk.sync_folder(Path::new("/")).unwrap();
        Self::on(disk)
    }

    pub(super) fn on(disk: DoubleDisk) -> Self {
        Self {
            disk,
            folder: PathBuf::from("/data"),
            clock: Arc::new(ManualClock::at("2026-01-31T12:34:56Z")),
            keys: ChecksumKeys::new(key(1)),
            rotation: Rotation {
                bytes: u64::MAX,
                seconds: 0,
                keep_files: 0,
                keep_days: 0,
            },
            is_fresh: None,
        }
    }

    pub(super) fn parts(&self) -> AuditParts {
        let is_empty = self.files().is_empty();
        AuditParts {
            folder: self.folder.clone(),
            disk: Arc::new(self.disk.clone()),
            keys: self.keys.clone(),
            clock: Arc::clone(&self.clock) as _,
            random: Arc::new(SeededRandom::new(7)),
            rotation: self.rotation,
            is_fresh: self.is_fresh.unwrap_or(is_empty),
            chained_since: "2026-01-31T12:34:56Z".parse().unwrap(),
            region: "us-west-2".to_owned(),
        }
    }

    #[track_caller]
    pub(super) fn open(&self) -> AuditLog {
        AuditLog::open(self.parts()).unwrap()
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The names of the log's files, the head included.
    pub(super) fn files(&self) -> Vec<String> {
        let mut names = self.disk.names(&self.folder).unwrap_or_default();
        names.sort();
        names
    }

    /// The newest file.
    pub(super) fn text(&self) -> String {
        self.text_of(FILE_NAME)
    }

    pub(super) fn text_of(&self, name: &str) -> String {
        String::from_utf8(self.disk.contents(self.path(name))).unwrap()
    }

    /// Puts other contents into a file.
    pub(super) fn damage(&self, name: &str, contents: impl Into<Vec<u8>>) {
        self.disk.damage(self.path(name), contents.into());
    }

    /// From now on there is room for so many more bytes.
    pub(super) fn fill_up(&self, room: u64) {
        let files = self.disk.files_below(&self.folder);
        let bytes: usize = files
            .iter()
            .map(|path| self.disk.contents(path).len())
            .sum();
        self.disk.set_faults(Faults {
            disk_bytes_max: Some(bytes as u64 + room),
            ..Faults::default()
        });
    }

    pub(super) fn verified(&self, log: Option<&AuditLog>) -> (Report, Vec<Finding>) {
        self.verified_with(log, None)
    }

    pub(super) fn verified_with(
        &self,
        log: Option<&AuditLog>,
        wanted: Option<Link>,
    ) -> (Report, Vec<Finding>) {
        let question = Question {
            disk: &self.disk,
            folder: &self.folder,
            keys: &self.keys,
            open_until: log.map(AuditLog::written),
            wanted,
            asked_by: None,
        };
        let mut findings = Vec::new();
        let report = verify(&question, &mut |finding| findings.push(finding.clone()));
        (report.unwrap(), findings)
    }

    pub(super) fn faults(&self, log: Option<&AuditLog>) -> Vec<Fault> {
        let (_, findings) = self.verified(log);
        findings.iter().map(|finding| finding.fault).collect()
    }

    #[track_caller]
    pub(super) fn check_sound(&self, log: &AuditLog) {
        let (report, findings) = self.verified(Some(log));
        assert!(report.is_sound(), "{findings:?}");
        assert_eq!(report.last, Some(log.written()));
    }
}

pub(super) fn event(request_id: &str) -> AuditEvent<'_> {
    static PARAMETERS: LazyLock<Value> = LazyLock::new(|| json!({ "userName": "Bob" }));
    AuditEvent {
        user_identity: UserIdentity {
            r#type: "IAMUser",
            account_id: Some("123456789012"),
            ..UserIdentity::default()
        },
        event_time: "2026-01-31T12:34:56.789Z".parse().unwrap(),
        event_source: "iam.amazonaws.com",
        event_name: "CreateUser",
        aws_region: "us-east-1",
        source_ip_address: "127.0.0.1",
        user_agent: Some("a \"client\"\n"),
        error_code: None,
        error_message: None,
        request_parameters: Some(&PARAMETERS),
        response_elements: None,
        additional_event_data: None,
        request_id,
        event_id: "0f9d",
        read_only: false,
        event_type: "AwsApiCall",
        recipient_account_id: "123456789012",
        session_credential_from_console: None,
        tls_details: None,
    }
}

/// The request ids of a log whose lines all are JSON, without the log's own events.
#[track_caller]
pub(super) fn request_ids(text: &str) -> Vec<String> {
    assert!(text.is_empty() || text.ends_with('\n'));
    let events = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    events
        .filter(|event| event["eventSource"] != "iamd")
        .map(|event| event["requestID"].as_str().unwrap().to_owned())
        .collect()
}
