//! How uploads become objects: checksums of the whole, ten thousand parts, and races.

use futures::{StreamExt as _, stream};
use iamd_api::s3::{CreateMultipartUpload, UploadPart};
use iamd_objects::{
    Checksum, ChecksumAlgorithm, ChecksumType, Completion, Error, NewUpload, PartNumber, UploadId,
    Versioning,
};
use iamd_seal::ChecksumKey;
use iamd_store::{Settings, Store};

use super::{
    uploads::of,
    world::{World, as_listed, body, data, new_upload, object_key, part_target, read, run},
};

#[test]
fn checksums_of_parts_make_that_of_the_whole() {
    run(async {
        let world = World::new().await;
        let whole = data(1, 100);
        for (algorithm, kind, is_possible) in [
            (ChecksumAlgorithm::Crc64Nvme, ChecksumType::FullObject, true),
            (ChecksumAlgorithm::Crc32, ChecksumType::Composite, true),
            (ChecksumAlgorithm::Sha256, ChecksumType::Composite, true),
            (ChecksumAlgorithm::Sha1, ChecksumType::FullObject, false),
        ] {
            let upload = begin_with(&world, algorithm, kind).await;
            let one = world.put_part("a", &upload, 1, &whole[..60]).await.unwrap();
            let two = world.put_part("a", &upload, 2, &whole[60..]).await.unwrap();
            let parts = of(vec![as_listed(&one), as_listed(&two)]);
            let written = world.complete("a", &upload, &parts).await;
            if !is_possible {
                assert!(written.is_err());
                continue;
            }
            let checksum = written.unwrap().checksum.unwrap();
            let expected = whole_checksum(&world, algorithm, &whole).await;
            match kind {
                ChecksumType::FullObject => assert_eq!(checksum.checksum, expected),
                ChecksumType::Composite => assert!(checksum.to_string().ends_with("-2")),
            }
            let reader = world.get("a", None).await.unwrap();
            let part = reader
                .part(PartNumber::new(2).unwrap())
                .await
                .unwrap()
                .unwrap();
            assert_eq!(part.checksum, two.checksum);
        }
    });
}

async fn begin_with(world: &World, algorithm: ChecksumAlgorithm, kind: ChecksumType) -> UploadId {
    let new = NewUpload {
        checksum: Some((algorithm, kind)),
        ..new_upload()
    };
    let permit = world.permit::<CreateMultipartUpload>(Some("a")).await;
    let key = object_key("a");
    world
        .objects
        .create_upload(permit, &key, new)
        .await
        .unwrap()
        .id
}

async fn whole_checksum(world: &World, algorithm: ChecksumAlgorithm, data: &[u8]) -> Checksum {
    let permit = world.permit::<iamd_api::s3::PutObject>(Some("b")).await;
    let staging = iamd_objects::Staging {
        checksums: vec![algorithm],
        ..super::world::staging()
    };
    let staged = world.objects.stage(&permit, staging, body(data)).await;
    staged.unwrap().checksum(algorithm).unwrap().clone()
}

/// Ten thousand parts, each in a record of its own; the manifest does not fit in one.
#[test]
fn ten_thousand_parts_become_an_object() {
    run(async {
        let world = World::new().await;
        let upload = world.begin("a").await;
        let numbers = 1..=u32::from(PartNumber::MAX);
        let bytes_of = |number: u32| format!("{number:010}").into_bytes();
        let parts = stream::iter(numbers.clone()).map(|number| {
            let (world, upload) = (&world, &upload);
            async move {
                let data = bytes_of(number);
                as_listed(&world.put_part("a", upload, number, &data).await.unwrap())
            }
        });
        let parts: Vec<_> = parts.buffered(16).collect().await;
        let written = world.complete("a", &upload, &of(parts)).await.unwrap();
        assert_eq!(written.bytes, 100_000);
        let whole: Vec<u8> = numbers.flat_map(bytes_of).collect();
        assert!(world.read("a", None).await.unwrap() == whole);
        let reader = world.get("a", None).await.unwrap();
        assert_eq!(
            read(reader, 99_985..99_995).await.unwrap(),
            whole[99_985..99_995]
        );
        assert_eq!(world.records("manifests").await, 10);
        world.clean_up().await;
        assert!(world.read("a", None).await.unwrap() == whole);
        world.put("a", b"1").await.unwrap();
        world.clean_up().await;
        assert_eq!(world.records("small").await, 1);
        assert_eq!(world.records("manifests").await, 0);
    });
}

/// A part that comes while the upload is completed: either it comes too late, or what was listed
/// is no longer there. What is answered is what is so.
#[test]
fn a_part_that_comes_late_does_not_get_into_the_object() {
    run(async {
        // An engine whose commits take their time, so that each of the two can be in the other.
        let folder = tempfile::tempdir().unwrap();
        let world = World::over(embedded_store(folder.path())).await;
        let mut too_late = 0;
        for round in 0..80 {
            let key = format!("key-{round}");
            let upload = world.begin(&key).await;
            let first = world
                .put_part(&key, &upload, 1, &data(1, 20_000))
                .await
                .unwrap();
            let permit = world.permit::<UploadPart>(Some(&key)).await;
            let address = object_key(&key);
            let target = part_target(&address, &upload, 1);
            let staged = world
                .objects
                .stage_part(&permit, target, body(&data(2, 20_000)));
            let staged = staged.await.unwrap();
            let listed = of(vec![as_listed(&first)]);
            // Begun at this moment or that.
            let late = async {
                for _ in 0..round / 2 % 20 {
                    tokio::task::yield_now().await;
                }
                world.objects.put_part(permit, staged).await
            };
            let complete = world.complete(&key, &upload, &listed);
            let (completed, late) = if round % 2 == 0 {
                let (late, completed) = tokio::join!(late, complete);
                (completed, late)
            } else {
                tokio::join!(complete, late)
            };
            world.clean_up().await;
            match (completed, late) {
                (Ok(_), Err(Error::NoSuchUpload)) => {
                    too_late += 1;
                    assert!(world.read(&key, None).await.unwrap() == data(1, 20_000));
                }
                (Err(Error::InvalidPart { number: 1 }), Ok(late)) => {
                    let parts = of(vec![as_listed(&late)]);
                    world.complete(&key, &upload, &parts).await.unwrap();
                    assert!(world.read(&key, None).await.unwrap() == data(2, 20_000));
                }
                (completed, late) => panic!("{completed:?} and {late:?}"),
            }
        }
        assert!((1..80).contains(&too_late), "both happen: {too_late}");
        world.clean_up().await;
        assert_eq!(world.blobs.count(), 80);
    });
}

fn embedded_store(folder: &std::path::Path) -> Store {
    let checksum_key = ChecksumKey::from_bytes([7; 32].into());
    let settings = Settings::new(checksum_key, "2026-01-31T00:00:00Z".parse().unwrap());
    Store::open(&folder.join("objects.redb"), settings).unwrap()
}

/// Many who complete one upload at once: one object, one answer.
#[test]
fn an_upload_that_many_complete_becomes_one_object() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let world = World::over(embedded_store(folder.path())).await;
        let upload = world.begin("a").await;
        let part = world.put_part("a", &upload, 1, b"data").await.unwrap();
        let listed = Completion {
            versioning: Versioning::Enabled,
            ..of(vec![as_listed(&part)])
        };
        let complete = || world.complete("a", &upload, &listed);
        let answers = futures::future::join_all((0..8).map(|_| complete())).await;
        let mut answers = answers.into_iter().map(Result::unwrap);
        let first = answers.next().unwrap();
        assert!(answers.all(|answer| answer == first));
        world.clean_up().await;
        assert_eq!(
            (
                world.records("versions").await,
                world.records("small").await
            ),
            (0, 1)
        );
    });
}
