//! Commands of which a part fails, or that the audit log cannot take.

use std::{fs, path::Path, sync::Arc};

use iamd_disk::LocalDisk;
use iamd_testkit::{DoubleDisk, Faults};

use super::*;
use crate::{
    control::{
        AccountAnswer, AccountCommand, KeyKind, KeysAnswer, KeysCommand, PeerEnd, Sent,
        TransferCommand,
    },
    service::started,
    verify::Depth,
};

/// Has a command carried out, and returns what was warned of as well.
async fn perform(service: &Service, command: Command) -> (Result<Answer, Refusal>, Vec<String>) {
    let (peer, PeerEnd { mut sent, given }) = Peer::pair();
    drop(given);
    let listening = async {
        let mut warnings = Vec::new();
        while let Some(sent) = sent.recv().await {
            if let Sent::Warning(said) = sent {
                warnings.push(said);
            }
        }
        warnings
    };
    tokio::join!(service.perform(command, peer), listening)
}

fn rotate_all() -> Command {
    Command::Keys(KeysCommand::Rotate {
        kind: KeyKind::All,
        new_master_key: None,
        end_sessions: true,
    })
}

fn create_account() -> Command {
    Command::Account(AccountCommand::Create { account_id: None })
}

fn export(account_id: AccountId, secrets: bool) -> Command {
    Command::Transfer(TransferCommand::Export {
        account_id,
        secrets,
    })
}

#[tokio::test]
async fn a_rotation_goes_on_with_all_that_can_be_replaced() {
    let disk = DoubleDisk::default();
    let service = started::on(Arc::new(disk.clone()), Path::new("/data")).await;
    let keys = &service.0.parts.keys;
    let ids = || -> Vec<String> {
        let current = keys.shown().into_iter().filter(|key| key.is_current);
        current.map(|key| key.id.to_string()).collect()
    };
    let (before, master) = (ids(), keys.masters());
    service.0.stores.directory.close().await.unwrap();
    let (refused, _) = perform(&service, rotate_all()).await;

    let Refusal(said) = refused.unwrap_err();
    for failed in ["; secrets: ", "; records: ", "; tokens: "] {
        assert!(said.contains(failed), "{said}");
    }
    let (_, done) = said.split_once("; done: ").unwrap();
    assert_eq!(done, "audit, object-keys, object-records, backups, master");
    assert!(before.iter().all(|id| !ids().contains(id)));
    assert_ne!(keys.masters(), master);
    // The event of the rotation is chained under the new key.
    let audit = keys
        .checksum_keys(iamd_seal::KeyPurpose::Audit)
        .current()
        .id();
    let log = String::from_utf8(disk.contents("/data/audit.jsonl")).unwrap();
    let last = log.lines().last().unwrap();
    assert!(last.contains("RotateKeys") && last.contains(&format!("\"key\":\"{audit}\"")));
}

#[tokio::test]
async fn what_was_done_is_told_though_its_event_is_not_in_the_log() {
    let disk = DoubleDisk::default();
    let service = started::on(Arc::new(disk.clone()), Path::new("/data")).await;
    let audit_bytes = disk.contents("/data/audit.jsonl").len();
    disk.set_faults(Faults {
        disk_bytes_max: Some(disk.bytes()),
        ..Faults::default()
    });
    let (created, warnings) = perform(&service, create_account()).await;
    let Ok(Answer::Account(AccountAnswer::AccountCreated { account, .. })) = created else {
        panic!("{created:?}");
    };
    let account = account.account_id;
    let [warning] = warnings.as_slice() else {
        panic!("{warnings:?}");
    };
    assert!(warning.contains("once it can be"), "{warning}");
    assert_eq!(disk.contents("/data/audit.jsonl").len(), audit_bytes);

    // Now that this is known, nothing is changed and no secret given; what looks goes on.
    for command in [create_account(), rotate_all(), export(account, true)] {
        let (refused, _) = perform(&service, command).await;
        let Refusal(said) = refused.unwrap_err();
        assert_eq!(said, "the audit log cannot be written");
    }
    for command in [
        Command::Account(AccountCommand::List),
        Command::Keys(KeysCommand::List),
        export(account, false),
    ] {
        let (answer, warnings) = perform(&service, command).await;
        assert!(answer.is_ok(), "{answer:?}");
        assert_eq!(warnings.len(), 1, "{warnings:?}");
    }

    disk.set_faults(Faults::default());
    service.0.parts.audit.sync().await;
    let (listed, warnings) = perform(&service, Command::Keys(KeysCommand::List)).await;
    assert!(matches!(listed, Ok(Answer::Keys(KeysAnswer::Keys { .. }))));
    assert!(warnings.is_empty(), "{warnings:?}");
    let log = String::from_utf8(disk.contents("/data/audit.jsonl")).unwrap();
    assert_eq!(log.matches("\"CreateAccount\"").count(), 1);
}

#[tokio::test]
async fn the_keyring_is_looked_at_while_nobody_changes_it() {
    let folder = tempfile::tempdir().unwrap();
    let service = started::on(Arc::new(LocalDisk), folder.path()).await;
    let copy = folder.path().join("keyring.copy");
    let whole = fs::read(&copy).unwrap();
    // As in the middle of a change.
    let held = service.0.parts.keys.hold().await;
    fs::write(&copy, b"").unwrap();
    let looking = tokio::spawn({
        let service = Service(Arc::clone(&service.0));
        async move { service.verify(Depth::Records, &mut |_| {}).await }
    });
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    fs::write(&copy, whole).unwrap();
    drop(held);
    let report = looking.await.unwrap();
    assert!(report.found.is_empty(), "{:?}", report.found);
}
