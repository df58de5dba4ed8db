//! Files are rotated, kept and deleted, and the chain goes through all of them.

use iamd_testkit::Faults;

use super::world::{World, event, key, request_ids};
use crate::audit::{
    files::{first_event, list},
    verify::{Fault, Question, verify},
    writing::Trouble,
    *,
};

async fn record(log: &AuditLog, ids: std::ops::Range<usize>) {
    for id in ids {
        log.record(&event(&format!("r-{id}"))).await.unwrap();
        log.sync().await;
    }
}

/// A world whose files are full after some two events.
fn small() -> World {
    World {
        rotation: Rotation {
            bytes: 1200,
            seconds: 0,
            keep_files: 0,
            keep_days: 0,
        },
        ..World::new()
    }
}

fn all_ids(world: &World) -> Vec<String> {
    let names = world
        .files()
        .into_iter()
        .filter(|name| name.starts_with(FILE_NAME));
    // The newest has the shortest name, and comes first.
    let mut names: Vec<String> = names.collect();
    names.rotate_left(1);
    names
        .iter()
        .flat_map(|name| request_ids(&world.text_of(name)))
        .collect()
}

#[tokio::test]
async fn full_files_are_rotated_away_and_nothing_is_lost() {
    let world = small();
    let log = world.open();
    record(&log, 0..20).await;
    let expect: Vec<String> = (0..20).map(|id| format!("r-{id}")).collect();
    assert_eq!(all_ids(&world), expect);
    assert!(log.counts().rotations >= 5, "{:?}", log.counts());
    assert!(world.files().contains(&rotated_name(1)));
    assert!(!world.files().contains(&NEXT_NAME.to_owned()));
    world.check_sound(&log);
    log.close().await.unwrap();
    drop(log);
    let log = world.open();
    record(&log, 20..25).await;
    assert_eq!(all_ids(&world).len(), 25);
    world.check_sound(&log);
}

#[tokio::test]
async fn old_files_are_rotated_away_even_if_little_happens() {
    let mut world = World::new();
    world.rotation.seconds = 60;
    let log = world.open();
    record(&log, 0..1).await;
    world.clock.advance_seconds(59);
    log.sync().await;
    assert_eq!(log.counts().rotations, 0);
    world.clock.advance_seconds(2);
    log.sync().await;
    assert_eq!(log.counts().rotations, 1);
    // There is nothing to rotate in an empty file.
    world.clock.advance_seconds(120);
    log.sync().await;
    assert_eq!(log.counts().rotations, 1);
    record(&log, 1..2).await;
    world.check_sound(&log);
    log.close().await.unwrap();
    drop(log);
    // The age of a file is known after a start, too.
    world.clock.advance_seconds(-7200);
    let log = world.open();
    log.sync().await;
    world.check_sound(&log);
}

/// Each operation of a rotation fails once: it is done later, and the newest file stays the newest.
#[tokio::test]
async fn a_rotation_gets_over_each_fault_that_passes() {
    let mut told = 0;
    for at in 1.. {
        let world = small();
        let log = world.open();
        log.record(&event("r-0")).await.unwrap();
        log.record(&event("r-1")).await.unwrap();
        world.disk.set_faults(Faults {
            fails_once_at: Some(at),
            ..Faults::default()
        });
        log.sync().await;
        let operations = world.disk.operations();
        world.disk.set_faults(Faults::default());
        log.sync().await;
        // What failed in a sync of the file itself may be lost, and is never believed again.
        if log.0.trouble.is(Trouble::UNSYNCED) {
            told += 1;
        } else {
            record(&log, 2..5).await;
            assert_eq!(all_ids(&world), ["r-0", "r-1", "r-2", "r-3", "r-4"], "{at}");
            assert!(world.files().contains(&FILE_NAME.to_owned()), "{at}");
            assert!(!world.files().contains(&NEXT_NAME.to_owned()), "{at}");
            log.check().unwrap();
        }
        world.check_sound(&log);
        if operations < at {
            break;
        }
    }
    // The full file is synced twice, the new one once.
    assert_eq!(told, 3);
}

#[tokio::test]
async fn files_are_deleted_by_number_and_their_absence_is_no_fault() {
    let mut world = small();
    world.rotation.keep_files = 2;
    let log = world.open();
    record(&log, 0..20).await;
    let rotated = |name: &String| name.starts_with("audit.jsonl.");
    assert_eq!(world.files().iter().filter(|name| rotated(name)).count(), 2);
    assert!(log.counts().deleted_files > 0);
    world.check_sound(&log);
    let (report, _) = world.verified(Some(&log));
    assert!(
        report
            .notes
            .iter()
            .any(|note| note.contains("were deleted because"))
    );
    // Which does not hide that more is gone.
    let oldest = world.files().into_iter().find(rotated).unwrap();
    world.disk.remove_file(&world.path(&oldest)).unwrap();
    assert_eq!(world.faults(Some(&log)), [Fault::MissingFile]);
}

#[tokio::test]
async fn files_are_deleted_by_age() {
    let mut world = small();
    world.rotation.keep_days = 3;
    let log = world.open();
    // The events themselves are of one moment.
    record(&log, 0..6).await;
    let before = world.files().len();
    world.clock.advance_seconds(2 * 86_400);
    record(&log, 6..7).await;
    assert!(world.files().len() >= before);
    world.clock.advance_seconds(2 * 86_400);
    record(&log, 7..12).await;
    assert!(log.counts().deleted_files > 0);
    world.check_sound(&log);
}

#[tokio::test]
async fn a_file_that_was_listed_is_found_under_its_next_names() {
    let world = small();
    let log = world.open();
    record(&log, 0..5).await;
    let listed = list(&world.disk, &world.folder).unwrap();
    record(&log, 5..10).await;
    for file in listed.iter().filter(|file| !file.was_empty) {
        let opened = file.open(&world.disk, &world.folder).unwrap().unwrap();
        assert_eq!(first_event(&opened).unwrap(), file.first, "{}", file.name);
    }
    let oldest = world.path(&rotated_name(1));
    world.disk.remove_file(&oldest).unwrap();
    let gone = listed[0].open(&world.disk, &world.folder).unwrap();
    assert!(gone.is_none());
}

#[tokio::test]
async fn files_may_be_deleted_in_time_while_the_log_is_read() {
    let mut world = small();
    world.rotation.keep_days = 3;
    let log = world.open();
    record(&log, 0..9).await;
    // Something is told while the first of them is read.
    let first = rotated_name(1);
    let text = world.text_of(&first);
    world.damage(&first, format!("{text}inserted\n"));
    let question = Question {
        disk: &world.disk,
        folder: &world.folder,
        keys: &world.keys,
        open_until: Some(log.written()),
        wanted: None,
        asked_by: None,
    };
    let mut faults = Vec::new();
    let report = verify(&question, &mut |finding| {
        faults.push(finding.fault);
        world.clock.advance_seconds(10 * 86_400);
        log.0.tend(HeadState::Open);
    });
    assert_eq!(faults, [Fault::Inserted]);
    assert!(log.counts().deleted_files > 1);
    assert_eq!(report.unwrap().files, 2);
}

#[tokio::test]
async fn a_key_can_be_rotated_while_events_are_written() {
    let mut world = small();
    let log = world.open();
    record(&log, 0..5).await;
    world.keys = ChecksumKeys::with_old(key(2), vec![key(1)]);
    log.use_keys(&world.keys);
    record(&log, 5..10).await;
    world.check_sound(&log);
    log.close().await.unwrap();
    drop(log);
    let log = world.open();
    record(&log, 10..12).await;
    world.check_sound(&log);
    // Without the former key, what it chained cannot be told from anything.
    world.keys = ChecksumKeys::new(key(2));
    assert!(world.faults(Some(&log)).contains(&Fault::UnknownKey));
}

#[tokio::test]
async fn a_restored_log_goes_on_behind_the_backup() {
    let from = World::new();
    let log = from.open();
    record(&log, 0..5).await;
    let last = log.written();
    let to = World::new();
    begin_restored(&to.disk, &to.folder, &to.keys, last, to.clock.now()).unwrap();
    let log = to.open();
    record(&log, 5..6).await;
    let (report, findings) = to.verified(Some(&log));
    assert!(report.is_sound(), "{findings:?}");
    assert_eq!(report.first, Some(last.sequence + 1));
    assert!(
        report
            .notes
            .iter()
            .any(|note| note.contains("a backup was restored"))
    );
    // The same, started again.
    log.close().await.unwrap();
    drop(log);
    to.check_sound(&to.open());
}
