//! Rotations of which a part fails.

use std::path::Path;

use iamd_testkit::DoubleDisk;

use super::*;
use crate::service::started;

async fn service() -> std::sync::Arc<Service> {
    let disk = std::sync::Arc::new(DoubleDisk::default());
    started::on(disk, Path::new("/data")).await
}

#[tokio::test]
async fn what_fails_for_one_purpose_keeps_no_other_from_going_on() {
    let service = service().await;
    let keys = &service.0.parts.keys;
    service.0.stores.directory.close().await.unwrap();
    let began = service
        .begin_rotation(&[KeyPurpose::Secrets, KeyPurpose::ObjectKeys])
        .await;
    let failed: Vec<KeyPurpose> = began
        .iter()
        .filter_map(|(purpose, became)| became.is_err().then_some(*purpose))
        .collect();
    assert_eq!(failed, [KeyPurpose::Secrets]);
    assert!(keys.has_old(KeyPurpose::ObjectKeys));

    let failed = service.go_on().await;
    let failed: Vec<KeyPurpose> = failed.into_iter().map(|(purpose, _)| purpose).collect();
    assert_eq!(failed, [KeyPurpose::Secrets]);
    assert!(!keys.has_old(KeyPurpose::ObjectKeys));
}

#[tokio::test]
async fn what_was_given_up_is_taken_up_by_another_rotation() {
    let service = service().await;
    let (keys, purpose) = (&service.0.parts.keys, KeyPurpose::ObjectKeys);
    service.begin_rotation(&[purpose]).await;
    service.0.rotations.give_up(purpose);
    assert!(service.go_on().await.is_empty());
    assert!(keys.has_old(purpose), "nobody goes on with it");

    service.begin_rotation(&[purpose]).await;
    assert!(service.go_on().await.is_empty());
    assert!(!keys.has_old(purpose));
}
