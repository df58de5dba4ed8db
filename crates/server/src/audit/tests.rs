//! Lines are whole, shared writes are few, and a disk that fails is noticed and outlived.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    sync::{
        LazyLock,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
};

use serde_json::{Value, json};

use super::*;

/// A disk in memory that fails when it is told to.
#[derive(Debug, Clone, Default)]
struct Disk(Arc<DiskState>);

#[derive(Debug, Default)]
struct DiskState {
    content: Mutex<Vec<u8>>,
    /// Appends fail once this much is there; zero means never.
    full_at: AtomicU64,
    unsyncable: AtomicBool,
    /// No further handle can be made.
    out_of_handles: AtomicBool,
}

impl Disk {
    fn text(&self) -> String {
        String::from_utf8(self.0.content.lock().clone()).unwrap()
    }
}

impl Medium for Disk {
    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut content = self.0.content.lock();
        let room = match usize::try_from(self.0.full_at.load(SeqCst)).unwrap() {
            0 => bytes.len(),
            full_at => full_at.saturating_sub(content.len()).min(bytes.len()),
        };
        if room == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        content.extend_from_slice(&bytes[..room]);
        Ok(room)
    }

    fn take_back(&mut self, bytes: u64) -> io::Result<()> {
        let mut content = self.0.content.lock();
        let length = content.len() - usize::try_from(bytes).unwrap();
        content.truncate(length);
        Ok(())
    }

    fn syncer(&self) -> io::Result<Box<dyn Syncer>> {
        if self.0.out_of_handles.load(SeqCst) {
            return Err(io::ErrorKind::Other.into());
        }
        Ok(Box::new(self.clone()))
    }
}

impl Syncer for Disk {
    fn sync(&self) -> io::Result<()> {
        if self.0.unsyncable.load(SeqCst) {
            return Err(io::ErrorKind::Other.into());
        }
        Ok(())
    }
}

fn event(request_id: &str) -> AuditEvent<'_> {
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

/// The request ids of a log whose lines all are JSON.
#[track_caller]
fn request_ids(text: &str) -> Vec<String> {
    assert!(text.is_empty() || text.ends_with('\n'));
    let id = |line: &str| {
        let event: Value = serde_json::from_str(line).unwrap();
        event["requestID"].as_str().unwrap().to_owned()
    };
    text.lines().map(id).collect()
}

#[tokio::test]
async fn an_event_is_a_line_in_the_form_of_cloudtrail() {
    let disk = Disk::default();
    let log = AuditLog::on(Box::new(disk.clone()));
    log.record(&event("r-1")).await.unwrap();
    let written: Value = serde_json::from_str(&disk.text()).unwrap();
    let expect = json!({
        "eventVersion": "1.11",
        "userIdentity": { "type": "IAMUser", "accountId": "123456789012" },
        "eventTime": "2026-01-31T12:34:56Z",
        "eventSource": "iam.amazonaws.com",
        "eventName": "CreateUser",
        "awsRegion": "us-east-1",
        "sourceIPAddress": "127.0.0.1",
        "userAgent": "a \"client\"\n",
        "requestParameters": { "userName": "Bob" },
        "responseElements": null,
        "requestID": "r-1",
        "eventID": "0f9d",
        "readOnly": false,
        "eventType": "AwsApiCall",
        "recipientAccountId": "123456789012",
        "managementEvent": true,
        "eventCategory": "Management",
    });
    assert_eq!(written, expect);
    assert_eq!(disk.text().matches('\n').count(), 1);
}

#[test]
fn a_long_name_of_a_client_is_cut() {
    let name = format!("x{}", "é".repeat(50_000));
    assert_eq!(client_name(&name).len(), 1023);
    assert_eq!(client_name("aws-cli/2"), "aws-cli/2");
}

#[tokio::test]
async fn events_that_come_together_share_a_write() {
    let disk = Disk::default();
    let log = AuditLog::on(Box::new(disk.clone()));
    let record = |number: usize| {
        let log = log.clone();
        tokio::spawn(async move { log.record(&event(&format!("r-{number}"))).await })
    };
    let tasks: Vec<_> = (0..64).map(record).collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let ids = request_ids(&disk.text());
    assert_eq!(
        ids,
        (0..64)
            .map(|number| format!("r-{number}"))
            .collect::<Vec<_>>()
    );
    let counts = log.counts();
    assert_eq!((counts.events, counts.writes), (64, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_threads_lose_and_tear_nothing() {
    let disk = Disk::default();
    let log = AuditLog::on(Box::new(disk.clone()));
    let record = |number: usize| {
        let log = log.clone();
        tokio::spawn(async move {
            for round in 0..50 {
                log.record(&event(&format!("r-{number}-{round}")))
                    .await
                    .unwrap();
            }
        })
    };
    let tasks: Vec<_> = (0..20).map(record).collect();
    for task in tasks {
        task.await.unwrap();
    }
    let mut ids = request_ids(&disk.text());
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 1000);
    assert_eq!(log.counts().events, 1000);
}

#[tokio::test]
async fn a_cancelled_record_is_written_all_the_same() {
    let disk = Disk::default();
    let log = AuditLog::on(Box::new(disk.clone()));
    let mut record = Box::pin(log.record(&event("r-1")));
    assert!(futures_poll_once(record.as_mut()).await.is_none());
    assert_eq!(disk.text(), "");
    drop(record);
    assert_eq!(request_ids(&disk.text()), ["r-1"]);
}

/// The result of a future that is ready at its first poll.
async fn futures_poll_once<F: Future>(mut future: std::pin::Pin<&mut F>) -> Option<F::Output> {
    use std::task::Poll;
    std::future::poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}

#[tokio::test]
async fn a_full_disk_is_noticed_and_outlived() {
    let disk = Disk::default();
    let log = AuditLog::on(Box::new(disk.clone()));
    log.record(&event("r-1")).await.unwrap();
    // Half of the next line finds room: it is taken back.
    let length = u64::try_from(disk.text().len()).unwrap();
    disk.0.full_at.store(length + 100, SeqCst);
    log.record(&event("r-2")).await.unwrap_err();
    log.record(&event("r-3")).await.unwrap_err();
    log.check().unwrap_err();
    assert_eq!(request_ids(&disk.text()), ["r-1"]);
    assert_eq!(log.counts().failed_writes, 2);

    disk.0.full_at.store(0, SeqCst);
    log.sync().await;
    log.check().unwrap();
    assert_eq!(request_ids(&disk.text()), ["r-1", "r-2", "r-3"]);
    assert_eq!(log.counts().lost_events, 0);
}

#[tokio::test]
async fn what_waits_for_the_disk_has_a_limit() {
    let disk = Disk::default();
    let log = AuditLog::on(Box::new(disk.clone()));
    log.record(&event("r-1")).await.unwrap();
    disk.0.full_at.store(1, SeqCst);
    let large_id = "r".repeat(3 << 20);
    log.record(&event(&large_id)).await.unwrap_err();
    log.record(&event(&large_id)).await.unwrap_err();
    assert_eq!(log.counts().lost_events, 1);
}

#[tokio::test]
async fn a_failed_sync_is_never_forgotten() {
    let disk = Disk::default();
    let log = AuditLog::on(Box::new(disk.clone()));
    log.record(&event("r-1")).await.unwrap();
    disk.0.unsyncable.store(true, SeqCst);
    log.sync().await;
    log.check().unwrap_err();
    disk.0.unsyncable.store(false, SeqCst);
    log.record(&event("r-2")).await.unwrap();
    log.sync().await;
    log.check().unwrap_err();
}

#[tokio::test]
async fn only_what_is_new_is_synced() {
    let log = AuditLog::on(Box::new(Disk::default()));
    log.sync().await;
    assert_eq!(log.counts().syncs, 0);
    log.record(&event("r-1")).await.unwrap();
    log.sync().await;
    log.sync().await;
    assert_eq!(log.counts().syncs, 1);
}

#[tokio::test]
async fn a_torn_last_line_is_cut_off() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    let long = "x".repeat(10_000);
    for (found, kept) in [
        ("", ""),
        ("{}\n", "{}\n"),
        ("{}\n{\"a\":", "{}\n"),
        ("{\"a\":", ""),
        (&format!("{{}}\n{{\"{long}"), "{}\n"),
    ] {
        fs::write(&path, found).unwrap();
        AuditLog::open(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), kept);
    }
}

#[tokio::test]
async fn the_file_is_private_and_appended_to() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    for id in ["r-1", "r-2"] {
        let log = AuditLog::open(&path).unwrap();
        log.record(&event(id)).await.unwrap();
        log.sync().await;
    }
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_eq!(
        request_ids(&fs::read_to_string(&path).unwrap()),
        ["r-1", "r-2"]
    );
}

#[tokio::test]
async fn a_device_without_room_refuses_events() {
    let log = AuditLog::open(Path::new("/dev/full")).unwrap();
    log.record(&event("r-1")).await.unwrap_err();
    log.check().unwrap_err();
}

#[test]
fn a_log_that_cannot_be_opened_is_told_in_words() {
    let error = AuditLog::open(Path::new("/proc/nowhere/audit.jsonl")).unwrap_err();
    let expect = "cannot open the audit log /proc/nowhere/audit.jsonl: it is not there";
    assert_eq!(error.to_string(), expect);
}

#[tokio::test]
async fn a_log_that_is_open_needs_no_further_file_descriptor() {
    let disk = Disk::default();
    let log = AuditLog::on(Box::new(disk.clone()));
    disk.0.out_of_handles.store(true, SeqCst);
    log.record(&event("1")).await.unwrap();
    log.sync().await;
    log.check().unwrap();
    assert_eq!(log.counts().syncs, 1);
}

#[tokio::test]
async fn a_log_that_was_removed_takes_no_more_events() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    let log = AuditLog::open(&path).unwrap();
    log.record(&event("1")).await.unwrap();
    log.sync().await;
    log.check().unwrap();
    fs::rename(&path, dir.path().join("rotated")).unwrap();
    log.record(&event("2")).await.unwrap();
    log.sync().await;
    log.check().unwrap();
    fs::remove_file(dir.path().join("rotated")).unwrap();
    log.record(&event("3")).await.unwrap();
    log.sync().await;
    log.check().unwrap_err();
}
