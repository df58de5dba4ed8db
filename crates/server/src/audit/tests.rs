//! Lines are whole and chained, shared writes are few, and a disk that fails is noticed and outlived.

mod crashes;
mod damage;
mod follow;
mod load;
mod rotation;
mod world;

use serde_json::{Value, json};

use self::world::{World, event, request_ids};
use super::*;
use iamd_testkit::Faults;

#[tokio::test]
async fn an_event_is_a_line_in_the_form_of_cloudtrail() {
    let world = World::new();
    let log = world.open();
    log.record(&event("r-1")).await.unwrap();
    let text = world.text();
    let mut written: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    let chain = written.as_object_mut().unwrap().remove("chain").unwrap();
    assert_eq!(chain["sequence"], 2);
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
}

#[tokio::test]
async fn a_start_says_how_it_found_the_log() {
    let world = World::new();
    let log = world.open();
    log.record(&event("r-1")).await.unwrap();
    log.close().await.unwrap();
    drop(log);
    let log = world.open();
    log.record(&event("r-2")).await.unwrap();
    let text = world.text();
    let told: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|event| event["eventName"] == "OpenAuditLog")
        .map(|mut event| event["additionalEventData"]["auditLog"].take())
        .collect();
    let expect = [
        json!({ "left": "new", "found": 0 }),
        json!({ "left": "closed", "known": 2, "found": 2 }),
    ];
    assert_eq!(told, expect);
    assert_eq!(request_ids(&text), ["r-1", "r-2"]);
}

#[test]
fn a_long_name_of_a_client_is_cut() {
    let name = format!("x{}", "é".repeat(50_000));
    assert_eq!(client_name(&name).len(), 1023);
    assert_eq!(client_name("aws-cli/2"), "aws-cli/2");
}

#[tokio::test]
async fn a_full_disk_is_noticed_and_outlived() {
    let world = World::new();
    let log = world.open();
    log.record(&event("r-1")).await.unwrap();
    // Half of the next line finds room: it is taken back.
    world.fill_up(100);
    log.record(&event("r-2")).await.unwrap_err();
    log.check().unwrap_err();
    log.record(&event("r-3")).await.unwrap_err();
    log.sync().await;
    log.check().unwrap_err();
    assert_eq!(request_ids(&world.text()), ["r-1"]);
    assert!(log.counts().failed_writes >= 2);
    assert!(log.counts().waiting_bytes > 0);

    world.disk.set_faults(Faults::default());
    log.sync().await;
    log.check().unwrap();
    assert_eq!(request_ids(&world.text()), ["r-1", "r-2", "r-3"]);
    world.check_sound(&log);
}

#[tokio::test]
async fn a_read_only_disk_is_noticed_and_outlived() {
    let world = World::new();
    let log = world.open();
    world.disk.set_faults(Faults {
        is_read_only: true,
        ..Faults::default()
    });
    log.record(&event("r-1")).await.unwrap_err();
    log.check().unwrap_err();
    world.disk.set_faults(Faults::default());
    log.sync().await;
    log.check().unwrap();
    assert_eq!(request_ids(&world.text()), ["r-1"]);
    world.check_sound(&log);
}

#[tokio::test]
async fn what_waits_for_the_disk_has_a_limit_but_changes_are_kept() {
    let world = World::new();
    let log = world.open();
    world.fill_up(1);
    let large_id = "r".repeat(3 << 20);
    let refused = AuditEvent {
        error_code: Some("AccessDenied"),
        ..event(&large_id)
    };
    log.record(&refused).await.unwrap_err();
    assert_eq!(log.counts().refused_events, 0);
    log.record(&refused).await.unwrap_err();
    assert_eq!(log.counts().refused_events, 1);
    for id in ["r-1", "r-2"] {
        log.record(&event(id)).await.unwrap_err();
    }
    assert_eq!(log.counts().refused_events, 1);
    world.disk.set_faults(Faults::default());
    log.sync().await;
    assert_eq!(request_ids(&world.text())[1..], ["r-1", "r-2"]);
    world.check_sound(&log);
}

#[tokio::test]
async fn a_failed_sync_is_never_forgotten() {
    let world = World::new();
    let log = world.open();
    log.record(&event("r-1")).await.unwrap();
    world.disk.set_faults(Faults {
        fails_sync_of: Some(|path| path.ends_with(FILE_NAME)),
        ..Faults::default()
    });
    log.sync().await;
    log.check().unwrap_err();
    world.disk.set_faults(Faults::default());
    log.record(&event("r-2")).await.unwrap();
    log.sync().await;
    log.check().unwrap_err();
    drop(log);
    let log = world.open();
    log.check().unwrap();
    assert_eq!(request_ids(&world.text()), ["r-1", "r-2"]);
}

#[tokio::test]
async fn only_what_is_new_is_synced() {
    let world = World::new();
    let log = world.open();
    let before = log.counts().syncs;
    log.sync().await;
    assert_eq!(log.counts().syncs, before);
    log.record(&event("r-1")).await.unwrap();
    log.sync().await;
    log.sync().await;
    assert_eq!(log.counts().syncs, before + 1);
}

#[tokio::test]
async fn a_log_that_was_removed_takes_no_more_events() {
    let world = World::new();
    let log = world.open();
    log.record(&event("r-1")).await.unwrap();
    log.sync().await;
    log.check().unwrap();
    world.disk.remove_file(&world.path(FILE_NAME)).unwrap();
    // Nothing new is written: it is noticed all the same.
    log.sync().await;
    log.check().unwrap_err();
    log.record(&event("r-2")).await.unwrap_err();
    drop(log);
    let log = world.open();
    log.check().unwrap();
    let faults = world.faults(Some(&log));
    assert!(faults.contains(&verify::Fault::FoundDamaged), "{faults:?}");
    assert!(faults.contains(&verify::Fault::MissingFile), "{faults:?}");
}

#[tokio::test]
async fn a_log_that_comes_back_is_gone_on_with() {
    let world = World::new();
    let log = world.open();
    log.record(&event("r-1")).await.unwrap();
    let (there, away) = (world.path(FILE_NAME), world.path("elsewhere"));
    world.disk.rename(&there, &away).unwrap();
    log.record(&event("r-2")).await.unwrap();
    log.sync().await;
    log.check().unwrap_err();
    log.record(&event("r-3")).await.unwrap_err();
    world.disk.rename(&away, &there).unwrap();
    log.sync().await;
    log.sync().await;
    log.check().unwrap();
    assert_eq!(request_ids(&world.text()), ["r-1", "r-2", "r-3"]);
    world.check_sound(&log);
}

#[tokio::test]
async fn a_closed_log_takes_nothing() {
    let world = World::new();
    let log = world.open();
    log.close().await.unwrap();
    log.record(&event("r-1")).await.unwrap_err();
    assert_eq!(request_ids(&world.text()), [""; 0]);
}

#[tokio::test]
async fn a_log_that_cannot_be_opened_is_told_in_words() {
    let world = World::new();
    world.disk.remove_folder(&world.folder).unwrap();
    let error = AuditLog::open(world.parts()).unwrap_err();
    let expect = "cannot open the audit log in /data: it is not there";
    assert_eq!(error.to_string(), expect);
}
