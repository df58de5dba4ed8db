//! Whatever somebody does to the files without the key is found and named.

use super::world::{World, event, key};
use crate::audit::{
    verify::{Fault, Finding},
    *,
};

/// A closed log of three files and the newest, of some 12 events.
async fn world() -> World {
    let mut world = World::new();
    world.rotation.bytes = 2000;
    let log = world.open();
    for id in 0..12 {
        log.record(&event(&format!("r-{id}"))).await.unwrap();
        log.sync().await;
    }
    log.close().await.unwrap();
    assert!(world.verified(None).0.is_sound());
    world
}

/// What is found after the lines of a file were changed.
async fn after(name: &str, change: impl FnOnce(&mut Vec<String>)) -> (World, Vec<Finding>) {
    let world = world().await;
    let name = real_name(&world, name);
    let mut lines: Vec<String> = world.text_of(&name).lines().map(str::to_owned).collect();
    change(&mut lines);
    world.damage(&name, lines.join("\n") + "\n");
    let (_, findings) = world.verified(None);
    (world, findings)
}

/// `first` is the oldest file, `second` the next one.
fn real_name(world: &World, name: &str) -> String {
    let mut rotated = world
        .files()
        .into_iter()
        .filter(|name| name.starts_with("audit.jsonl."));
    match name {
        "first" => rotated.next().unwrap(),
        "second" => rotated.nth(1).unwrap(),
        name => name.to_owned(),
    }
}

#[track_caller]
fn check(findings: &[Finding], expect: &[(Fault, Option<u64>)]) {
    let found: Vec<_> = findings
        .iter()
        .map(|found| (found.fault, found.sequence))
        .collect();
    assert_eq!(found, expect, "{findings:#?}");
}

#[tokio::test]
async fn a_removed_event_is_named() {
    let (_, findings) = after("second", |lines| drop(lines.remove(1))).await;
    let [finding] = findings.as_slice() else {
        panic!("{findings:?}")
    };
    assert_eq!(finding.fault, Fault::Removed);
    assert!(finding.text.contains("before line 2"), "{finding}");
}

#[tokio::test]
async fn a_changed_event_is_named_with_its_line_and_id() {
    let (_, findings) = after("first", |lines| lines[1] = lines[1].replace("Bob", "Eve")).await;
    check(&findings, &[(Fault::Changed, Some(2))]);
    assert_eq!(
        (findings[0].line, findings[0].event_id.as_deref()),
        (Some(2), Some("0f9d"))
    );
    assert!(
        findings[0]
            .to_string()
            .contains(" line 2, event 2 (id 0f9d): "),
        "{}",
        findings[0]
    );
}

#[tokio::test]
async fn an_event_with_another_value_is_changed_and_no_other_is_blamed() {
    let (_, findings) = after("first", |lines| {
        let cut = lines[1].len() - 4;
        let other = if lines[1].ends_with("0\"}}") {
            '1'
        } else {
            '0'
        };
        lines[1].truncate(cut);
        lines[1].push(other);
        lines[1].push_str("\"}}");
    })
    .await;
    check(&findings, &[(Fault::Changed, Some(2))]);
}

#[tokio::test]
async fn events_in_another_order_are_named() {
    let (_, findings) = after("first", |lines| lines.swap(1, 2)).await;
    check(&findings, &[(Fault::Reordered, Some(2))]);
}

#[tokio::test]
async fn an_inserted_line_is_named() {
    let (_, findings) = after("first", |lines| {
        lines.insert(1, "{\"eventID\":\"x\"}".into());
    })
    .await;
    check(&findings, &[(Fault::Inserted, None)]);
    assert_eq!(findings[0].line, Some(2));
}

#[tokio::test]
async fn a_duplicated_event_is_named() {
    let (_, findings) = after("first", |lines| lines.insert(2, lines[0].clone())).await;
    check(&findings, &[(Fault::Duplicated, Some(1))]);
}

#[tokio::test]
async fn an_event_chained_without_the_key_is_changed() {
    let (_, findings) = after("first", |lines| {
        let keys = ChainKeys::new(&ChecksumKeys::new(key(9)));
        let chained = chain::Chained::read(lines[1].as_bytes()).unwrap();
        let (before, mut forged) = (chained.before(), Vec::new());
        keys.seal(b"{\"eventID\":\"forged\"", before, &mut forged);
        lines[1] = String::from_utf8(forged).unwrap().trim_end().to_owned();
    })
    .await;
    check(&findings, &[(Fault::UnknownKey, Some(2))]);
}

#[tokio::test]
async fn a_missing_file_is_named() {
    for which in ["first", "second"] {
        let world = world().await;
        let name = real_name(&world, which);
        world.disk.remove_file(&world.path(&name)).unwrap();
        let (_, findings) = world.verified(None);
        let [finding] = findings.as_slice() else {
            panic!("{findings:?}")
        };
        assert_eq!((finding.fault, &finding.file), (Fault::MissingFile, &name));
    }
}

#[tokio::test]
async fn a_cut_tail_is_named() {
    let world = world().await;
    let last = world.verified(None).0.last.unwrap().sequence;
    let mut text = world.text();
    text.truncate(text.trim_end().rfind('\n').map_or(0, |newline| newline + 1));
    world.damage(FILE_NAME, text);
    let (_, findings) = world.verified(None);
    check(&findings, &[(Fault::CutTail, Some(last))]);
    // A start does not make it good.
    let log = world.open();
    let faults = world.faults(Some(&log));
    assert!(faults.contains(&Fault::FoundDamaged), "{faults:?}");
    let is_gone = |fault: &Fault| matches!(fault, Fault::Removed | Fault::MissingFile);
    assert!(faults.iter().any(is_gone), "{faults:?}");
}

#[tokio::test]
async fn a_torn_tail_of_a_closed_log_is_a_fault() {
    let world = world().await;
    let text = world.text();
    world.damage(FILE_NAME, &text.as_bytes()[..text.len() - 5]);
    let faults = world.faults(None);
    assert!(faults.contains(&Fault::CutTail), "{faults:?}");
}

#[tokio::test]
async fn a_missing_newest_file_is_a_cut() {
    let world = world().await;
    world.disk.remove_file(&world.path(FILE_NAME)).unwrap();
    assert_eq!(world.faults(None), [Fault::CutTail]);
}

#[tokio::test]
async fn a_head_that_is_gone_or_changed_is_a_fault() {
    let world = world().await;
    let head = world.disk.contents(world.path(HEAD_NAME));
    world.damage(HEAD_NAME, vec![b'x'; head.len()]);
    assert_eq!(world.faults(None), [Fault::Head]);
    world.disk.remove_file(&world.path(HEAD_NAME)).unwrap();
    assert_eq!(world.faults(None), [Fault::Head]);
    // A start says so in the log for good.
    let log = world.open();
    assert_eq!(world.faults(Some(&log)), [Fault::FoundDamaged]);
}

/// The slot that is left is older, and says that events may follow.
#[tokio::test]
async fn a_log_that_is_cut_behind_a_changed_head_is_a_fault_for_good() {
    let world = world().await;
    let whole = world.disk.contents(world.path(HEAD_NAME));
    for place in [100, 1124] {
        let mut head = whole.clone();
        head[place] ^= 1;
        world.damage(HEAD_NAME, head);
        assert_eq!(world.faults(None)[0], Fault::Head, "{place}");
    }
    let text = world.text();
    let kept = text.trim_end().rsplit_once('\n');
    let kept = kept.map_or(String::new(), |(kept, _)| format!("{kept}\n"));
    world.damage(FILE_NAME, kept);
    assert!(world.faults(None).contains(&Fault::Head));
    let log = world.open();
    log.record(&event("after")).await.unwrap();
    log.close().await.unwrap();
    drop(log);
    assert!(world.faults(None).contains(&Fault::FoundDamaged));
}

#[tokio::test]
async fn an_older_head_is_a_fault_once_the_log_was_closed() {
    let world = World::new();
    let log = world.open();
    log.close().await.unwrap();
    let older = world.disk.contents(world.path(HEAD_NAME));
    drop(log);
    let log = world.open();
    log.record(&event("r-1")).await.unwrap();
    log.close().await.unwrap();
    world.damage(HEAD_NAME, older);
    assert_eq!(world.faults(None), [Fault::Head]);
}

#[tokio::test]
async fn another_history_is_a_fault() {
    // Two servers from the same backup, with the same key.
    let (one, other) = (World::new(), World::new());
    for (world, id) in [(&one, "a"), (&other, "b")] {
        let log = world.open();
        for _ in 0..3 {
            log.record(&event(id)).await.unwrap();
        }
        log.close().await.unwrap();
    }
    let mut lines: Vec<String> = one.text().lines().map(str::to_owned).collect();
    lines[2] = other.text().lines().nth(2).unwrap().to_owned();
    one.damage(FILE_NAME, lines.join("\n") + "\n");
    let faults = one.faults(None);
    assert!(faults.contains(&Fault::Foreign), "{faults:?}");
    // The whole of it, with its head, is found out by whoever wrote down an event.
    let wanted = one.verified(None).0.last;
    other.check_sound(&other.open());
    let (_, findings) = other.verified_with(None, wanted);
    assert!(
        findings
            .iter()
            .any(|finding| finding.fault == Fault::Wanted),
        "{findings:?}"
    );
}

#[tokio::test]
async fn a_log_put_back_is_found_out_by_who_wrote_down_an_event() {
    let world = World::new();
    let log = world.open();
    log.close().await.unwrap();
    let older = world.disk.after_kill();
    drop(log);
    let log = world.open();
    log.record(&event("r-1")).await.unwrap();
    let wanted = log.written();
    log.close().await.unwrap();
    let older = World::on(older);
    assert!(older.verified(None).0.is_sound());
    let (_, findings) = older.verified_with(None, Some(wanted));
    check(&findings, &[(Fault::Wanted, Some(wanted.sequence))]);
    assert!(world.verified_with(None, Some(wanted)).0.is_sound());
}

#[tokio::test]
async fn a_log_that_is_gone_with_its_head_is_told_by_the_next_start() {
    let world = world().await;
    for name in world.files() {
        world.disk.remove_file(&world.path(&name)).unwrap();
    }
    assert_eq!(world.faults(None), []);
    let store = world.path(crate::data_dir::DIRECTORY_FILE);
    world.disk.create_new(&store).unwrap();
    assert_eq!(world.faults(None), [Fault::Head]);
    let log = world.open();
    assert_eq!(world.faults(Some(&log)), [Fault::FoundDamaged]);
}

#[tokio::test]
async fn a_file_that_is_none_of_the_logs_is_named() {
    let world = world().await;
    let path = world.path("audit.jsonl.000000000001.gz");
    world
        .disk
        .create_new(&path)
        .unwrap()
        .write(0, b"\x1f\x8b")
        .unwrap();
    let (_, findings) = world.verified(None);
    assert_eq!(findings[0].fault, Fault::ForeignFile);
    assert_eq!(findings[0].file, "audit.jsonl.000000000001.gz");
}

#[tokio::test]
async fn every_flipped_byte_is_found() {
    let world = world().await;
    for name in world.files() {
        let whole = world.disk.contents(world.path(&name));
        for place in (0..whole.len()).step_by(37) {
            let mut flipped = whole.clone();
            flipped[place] ^= 0x10;
            world.damage(&name, flipped);
            assert!(!world.verified(None).0.is_sound(), "{name} at {place}");
        }
        for length in (0..whole.len()).step_by(91) {
            world.damage(&name, whole[..length].to_vec());
            assert!(!world.verified(None).0.is_sound(), "{name} cut to {length}");
        }
        world.damage(&name, whole);
    }
}

#[tokio::test]
async fn no_damage_keeps_the_server_from_starting() {
    for name in world().await.files() {
        let whole = world().await.disk.contents(world().await.path(&name));
        for place in (0..whole.len()).step_by(211) {
            let world = world().await;
            let mut damaged = whole.clone();
            if place % 2 == 0 {
                damaged[place] ^= 0x10;
            } else {
                damaged.truncate(place);
            }
            world.damage(&name, damaged);
            let log = world.open();
            log.record(&event("after")).await.unwrap();
            log.close().await.unwrap();
            drop(log);
            let before = world.faults(None);
            assert!(!before.is_empty(), "{name} at {place}");
            let log = world.open();
            assert_eq!(world.faults(Some(&log)), before, "{name} at {place}");
        }
    }
}

#[tokio::test]
async fn what_older_programs_wrote_is_put_aside_and_vouched_for() {
    let world = World::new();
    let old = "{\"requestID\":\"old-1\"}\n{\"requestID\":\"old-2\"}\n";
    for (name, text) in [
        (FILE_NAME, old),
        ("audit.jsonl.1", "{\"requestID\":\"old-0\"}\n"),
    ] {
        let file = world.disk.create_new(&world.path(name)).unwrap();
        file.write(0, text.as_bytes()).unwrap();
        file.sync().unwrap();
    }
    let log = world.open();
    log.record(&event("r-1")).await.unwrap();
    log.close().await.unwrap();
    assert_eq!(world.text_of(UNCHAINED_NAME), old);
    let (report, findings) = world.verified(None);
    assert!(report.is_sound(), "{findings:?}");
    assert_eq!((report.unchained_events, report.events), (3, 2));
    world.damage(UNCHAINED_NAME, old.replace("old-2", "new-2"));
    assert_eq!(world.faults(None), [Fault::ForeignFile]);
    world.disk.remove_file(&world.path(UNCHAINED_NAME)).unwrap();
    assert_eq!(world.faults(None), [Fault::MissingFile]);
}

#[tokio::test]
async fn a_log_without_a_chain_is_not_vouched_for_once_chaining_began() {
    let forged = "{\"requestID\":\"forged\"}\n";
    for name in [FILE_NAME, UNCHAINED_NAME] {
        let world = world().await;
        for name in world.files() {
            world.disk.remove_file(&world.path(&name)).unwrap();
        }
        let file = world.disk.create_new(&world.path(name)).unwrap();
        file.write(0, forged.as_bytes()).unwrap();
        world.clock.advance_seconds(7200);
        let log = world.open();
        log.close().await.unwrap();
        let (report, findings) = world.verified(None);
        let faults: Vec<_> = findings.iter().map(|finding| finding.fault).collect();
        assert!(faults.contains(&Fault::FoundDamaged), "{faults:?}");
        assert!(faults.contains(&Fault::ForeignFile), "{faults:?}");
        assert_eq!(report.unchained_events, 0);
    }
}
