//! Nothing lies in the clear, and nothing that was changed is handed out.

use std::sync::Arc;

use iamd_api::s3::{GetObject, PutObject, UploadPart};
use iamd_objects::{
    Blobs as _, CustomerKey, Encryption, Error, LocalBlobs, NewObject, NewUpload, Protection,
    Staging, Versioning,
};
use iamd_store::{KeyRange, Txn};
use iamd_testkit::ManualClock;

use super::world::{
    World, as_listed, body, data, memory_store, new_upload, object_key, open, part_target, read,
    run, staging, work,
};

fn customer(byte: u8) -> CustomerKey {
    CustomerKey::new([byte; 32].into())
}

#[test]
fn an_object_of_a_customers_key_opens_with_that_key_alone() {
    run(async {
        let world = World::new().await;
        let (right, wrong) = (customer(1), customer(2));
        for size in [0, 10, 100_000] {
            let data = data(1, size);
            let permit = world.permit::<PutObject>(Some("a")).await;
            let staging = Staging {
                protection: Protection::Customer(&right),
                ..staging()
            };
            let staged = world
                .objects
                .stage(&permit, staging, body(&data))
                .await
                .unwrap();
            let key = object_key("a");
            let put = world
                .objects
                .put(permit, &key, staged, NewObject::default());
            assert_eq!(put.await.unwrap().encryption, Encryption::Customer);
            let get = async |customer| {
                let permit = world.permit::<GetObject>(Some("a")).await;
                world.objects.get(permit, &key, None, customer).await
            };
            let reader = get(Some(&right)).await.unwrap();
            assert!(read(reader, 0..size as u64).await.unwrap() == data);
            assert!(matches!(get(None).await, Err(Error::CustomerKeyMissing)));
            assert!(matches!(
                get(Some(&wrong)).await,
                Err(Error::CustomerKeyWrong)
            ));
        }
        world.put("b", b"1").await.unwrap();
        let permit = world.permit::<GetObject>(Some("b")).await;
        let needless = world
            .objects
            .get(permit, &object_key("b"), None, Some(&right))
            .await;
        assert!(matches!(needless, Err(Error::CustomerKeyNotNeeded)));
    });
}

#[test]
fn parts_need_the_key_that_their_upload_was_begun_with() {
    run(async {
        let world = World::new().await;
        let (right, wrong) = (customer(1), customer(2));
        let key = object_key("a");
        let new = NewUpload {
            protection: Protection::Customer(&right),
            ..new_upload()
        };
        let permit = world.permit(Some("a")).await;
        let upload = world
            .objects
            .create_upload(permit, &key, new)
            .await
            .unwrap();
        let put = async |number, customer, data: &[u8]| {
            let permit = world.permit::<UploadPart>(Some("a")).await;
            let mut target = part_target(&key, &upload.id, number);
            target.customer = customer;
            let staged = world
                .objects
                .stage_part(&permit, target, body(data))
                .await?;
            world.objects.put_part(permit, staged).await
        };
        let refused = put(1, None, b"1").await;
        assert!(matches!(refused, Err(Error::CustomerKeyMissing)));
        let refused = put(1, Some(&wrong), b"1").await;
        assert!(matches!(refused, Err(Error::CustomerKeyWrong)));
        let (one, two) = (data(1, 100_000), data(2, 50));
        let parts = [
            as_listed(&put(1, Some(&right), &one).await.unwrap()),
            as_listed(&put(2, Some(&right), &two).await.unwrap()),
        ];
        let completion = iamd_objects::Completion {
            parts: parts.into(),
            ..Default::default()
        };
        world.complete("a", &upload.id, &completion).await.unwrap();
        let permit = world.permit::<GetObject>(Some("a")).await;
        let reader = world
            .objects
            .get(permit, &key, None, Some(&right))
            .await
            .unwrap();
        let found = read(reader, 0..100_050).await.unwrap();
        assert!(found == [one, two].concat());
        assert!(world.get("a", None).await.is_err());
    });
}

/// A listing tells nothing of the bytes of which the caller holds the key.
#[test]
fn the_etag_of_a_customers_object_is_not_its_md5() {
    run(async {
        let world = World::new().await;
        let key = customer(1);
        let permit = world.permit::<PutObject>(Some("a")).await;
        let staging = Staging {
            protection: Protection::Customer(&key),
            ..staging()
        };
        let theirs = world
            .objects
            .stage(&permit, staging, body(b"data"))
            .await
            .unwrap();
        let ours = world.stage("a", b"data").await.unwrap();
        assert_eq!(theirs.md5(), ours.md5());
        assert_ne!(theirs.etag(), ours.etag());
    });
}

/// Neither the index nor the files hold what was written, or the customer's key.
#[test]
fn nothing_lies_in_the_clear() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let world = on_disk(folder.path()).await;
        let secret = b"a phrase that would be found".repeat(4);
        world.put("small", &secret).await.unwrap();
        world.put("large", &secret.repeat(1000)).await.unwrap();
        let records = world.store.scan(&KeyRange::all(), 1000).await.unwrap();
        let values = records.iter().map(|(_, stored)| stored.value.clone());
        let files = files(folder.path())
            .into_iter()
            .map(|path| std::fs::read(path).unwrap());
        for bytes in values.chain(files) {
            assert!(!bytes.windows(8).any(|window| window == &secret[..8]));
        }
    });
}

async fn on_disk(folder: &std::path::Path) -> World {
    let store = memory_store();
    let blobs = Arc::new(LocalBlobs::open(&folder.join("blobs")).unwrap());
    let clock = Arc::new(ManualClock::default());
    let objects = open(store.clone(), blobs, clock.clone(), 1).await.unwrap();
    let world = World {
        objects,
        store,
        clock,
        ..World::new().await
    };
    world.make_bucket(&world.bucket).await.unwrap();
    world
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Whatever is done to a file: an error, never other bytes.
#[test]
fn a_file_that_was_changed_is_an_error() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let world = on_disk(folder.path()).await;
        let data = data(1, 200_000);
        world.put("a", &data).await.unwrap();
        let [file] = &files(folder.path())[..] else {
            panic!("one file");
        };
        let whole = std::fs::read(file).unwrap();
        let places = [
            0,
            7,
            8,
            9,
            65_543,
            65_544,
            65_560,
            131_200,
            whole.len() - 17,
            whole.len() - 1,
        ];
        for place in places {
            let mut changed = whole.clone();
            changed[place] ^= 0x10;
            std::fs::write(file, &changed).unwrap();
            let found = world.read("a", None).await;
            assert!(found.is_err(), "a bit at {place}");
        }
        let segment = 65_552;
        let exchanged = [
            &whole[..8],
            &whole[8 + segment..8 + 2 * segment],
            &whole[8..8 + segment],
            &whole[8 + 2 * segment..],
        ];
        let (shorter, nothing) = (&whole[..whole.len() - 1], &whole[..0]);
        let cut = &whole[..8 + 3 * segment];
        for changed in [&exchanged.concat(), shorter, nothing, cut] {
            std::fs::write(file, changed).unwrap();
            assert!(world.read("a", None).await.is_err());
        }
        std::fs::remove_file(file).unwrap();
        assert!(matches!(
            world.read("a", None).await,
            Err(Error::Corrupt { .. })
        ));
        std::fs::write(file, &whole).unwrap();
        assert!(world.read("a", None).await.unwrap() == data);
    });
}

/// The bytes of one object under the name of another do not open.
#[test]
fn objects_that_were_exchanged_do_not_open() {
    run(async {
        let world = World::new().await;
        world.put("a", b"data of a").await.unwrap();
        world.put("b", b"data of b").await.unwrap();
        let all = world.store.scan(&KeyRange::all(), 100).await.unwrap();
        let small: Vec<_> = all
            .iter()
            .filter(|(key, _)| key.table() == "small")
            .collect();
        let [(one, bytes), (other, others)] = &small[..] else {
            panic!("two small blobs");
        };
        let exchange = Txn::new()
            .put(one.clone(), others.value.clone())
            .put(other.clone(), bytes.value.clone());
        world.store.commit(exchange).await.unwrap();
        assert!(world.read("a", None).await.is_err());
        assert!(world.read("b", None).await.is_err());
    });
}

#[test]
fn folders_of_former_starts_go_when_they_are_empty() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let world = on_disk(folder.path()).await;
        world.put("a", &data(1, 50_000)).await.unwrap();
        let blobs = Arc::new(LocalBlobs::open(&folder.path().join("blobs")).unwrap());
        let objects = open(world.store.clone(), blobs, world.clock.clone(), 2);
        let world = World {
            objects: objects.await.unwrap(),
            ..world
        };
        world
            .put_as(Versioning::Unversioned, "a", b"small")
            .await
            .unwrap();
        world.objects.clean_up(&work()).await.unwrap();
        let left: Vec<_> = std::fs::read_dir(folder.path().join("blobs"))
            .unwrap()
            .collect();
        assert!(left.is_empty(), "{left:?}");
        let blobs = LocalBlobs::open(&folder.path().join("blobs")).unwrap();
        assert!(blobs.drawer(iamd_objects::Epoch(1), 0).unwrap().is_empty());
    });
}
