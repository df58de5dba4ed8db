//! What was written is what is read: in one piece, in ranges, while others delete it.

use iamd_api::s3::{GetObject, GetObjectTagging, HeadObject, PutObjectTagging};
use iamd_ident::Tag;
use iamd_objects::{Error, Metadata, NewObject, Versioning};

use super::world::{World, data, object_key, read, run};

/// Sizes around the borders: nothing, small blobs, segments, batches.
const SIZES: [usize; 12] = [
    0,
    1,
    16 * 1024 - 1,
    16 * 1024,
    16 * 1024 + 1,
    64 * 1024 - 1,
    64 * 1024,
    64 * 1024 + 1,
    512 * 1024,
    512 * 1024 + 1,
    1024 * 1024 + 16 * 1024 + 1,
    3_000_000,
];

#[test]
fn objects_of_every_size_come_back() {
    run(async {
        let world = World::new().await;
        for (seed, size) in (0..).zip(SIZES) {
            let data = data(seed, size);
            let written = world.put("a", &data).await.unwrap();
            assert_eq!(written.bytes, size as u64);
            assert!(world.read("a", None).await.unwrap() == data, "{size}");
        }
        world.clean_up().await;
        assert_eq!(world.blobs.count(), 1, "the last one");
    });
}

#[test]
fn ranges_are_parts_of_the_whole() {
    run(async {
        let world = World::new().await;
        let segment = 64 * 1024;
        for size in [1_u64, 16 * 1024, segment, 3 * segment, 20 * segment + 5] {
            let data = data(size, usize::try_from(size).unwrap());
            world.put("a", &data).await.unwrap();
            let mut borders = vec![0, 1, segment - 1, segment, segment + 1, size - 1, size];
            borders.retain(|border| *border <= size);
            for start in &borders {
                for end in borders.iter().filter(|end| *end >= start) {
                    let reader = world.get("a", None).await.unwrap();
                    let found = read(reader, *start..*end).await.unwrap();
                    let (from, to) = (
                        usize::try_from(*start).unwrap(),
                        usize::try_from(*end).unwrap(),
                    );
                    assert!(found == data[from..to], "{start}..{end} of {size}");
                }
            }
            for wrong in [0..size + 1, size + 1..size + 1] {
                let reader = world.get("a", None).await.unwrap();
                assert!(matches!(
                    read(reader, wrong).await,
                    Err(Error::InvalidRange)
                ));
            }
        }
    });
}

#[test]
fn what_the_writer_said_comes_back() {
    run(async {
        let world = World::new().await;
        let metadata = Metadata {
            content_type: Some("text/plain".to_owned()),
            cache_control: Some("no-cache".to_owned()),
            user: [("color".to_owned(), "blue".to_owned())].into(),
            ..Metadata::default()
        };
        let tags = vec![tag("team", "a")];
        let new = NewObject {
            metadata: metadata.clone(),
            tags: tags.clone(),
            ..NewObject::default()
        };
        let written = world.put_new("a", b"data", new).await.unwrap();
        let permit = world.permit::<HeadObject>(Some("a")).await;
        let key = object_key("a");
        let reader = world.objects.get(permit, &key, None, None).await.unwrap();
        let info = reader.info();
        assert_eq!((&info.metadata, &info.tags), (&metadata, &tags));
        assert_eq!(
            (&info.etag, info.modified),
            (&written.etag, written.modified)
        );
        assert_eq!(info.etag.as_str(), "8d777f385d3dfec8815d20f7496026dc");
        assert!(info.is_latest && info.version.is_null() && info.part_count.is_none());
    });
}

fn tag(key: &str, value: &str) -> Tag {
    Tag {
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

#[test]
fn tags_change_and_nothing_else_does() {
    run(async {
        let world = World::new().await;
        let old = world
            .put_as(Versioning::Enabled, "a", b"old")
            .await
            .unwrap();
        let new = world
            .put_as(Versioning::Enabled, "a", b"new")
            .await
            .unwrap();
        let key = object_key("a");
        let set = async |version, tags| {
            let permit = world
                .permit_of::<PutObjectTagging>(Some("a"), version)
                .await;
            world
                .objects
                .set_tags(permit, &key, version, tags)
                .await
                .unwrap()
        };
        let tags = async |version| {
            let permit = world
                .permit_of::<GetObjectTagging>(Some("a"), version)
                .await;
            world.objects.tags(permit, &key, version).await.unwrap()
        };
        assert_eq!(
            set(Some(&old.version), vec![tag("k", "old")]).await,
            old.version
        );
        assert_eq!(set(None, vec![tag("k", "new")]).await, new.version);
        assert_eq!(tags(Some(&old.version)).await.1, [tag("k", "old")]);
        assert_eq!(
            tags(None).await,
            (new.version.clone(), vec![tag("k", "new")])
        );
        assert_eq!(world.read("a", Some(&old.version)).await.unwrap(), b"old");
        assert_eq!(
            world.get("a", None).await.unwrap().info().modified,
            new.modified
        );
    });
}

/// A policy may let in to what has one tag and keep out of what has another.
#[test]
fn what_has_other_tags_by_now_is_not_what_was_decided_on() {
    run(async {
        let world = World::new().await;
        world.put("a", b"public").await.unwrap();
        let key = object_key("a");
        let read = world.permit::<GetObject>(Some("a")).await;
        let list = world.permit::<GetObjectTagging>(Some("a")).await;
        let change = world.permit::<PutObjectTagging>(Some("a")).await;
        let same = world.permit::<GetObject>(Some("a")).await;
        world.put("a", b"public too").await.unwrap();
        assert!(world.objects.get(same, &key, None, None).await.is_ok());
        let secret = world.permit::<PutObjectTagging>(Some("a")).await;
        let tags = vec![tag("class", "secret")];
        let tagged = world.objects.set_tags(secret, &key, None, tags).await;
        tagged.unwrap();
        let objects = &world.objects;
        for refused in [
            objects.get(read, &key, None, None).await.err(),
            objects.tags(list, &key, None).await.err(),
            objects.set_tags(change, &key, None, Vec::new()).await.err(),
        ] {
            assert!(matches!(refused, Some(Error::Changed)), "{refused:?}");
        }
    });
}

#[test]
fn a_reader_is_not_disturbed_by_a_deletion() {
    run(async {
        let world = World::new().await;
        let data = data(1, 300_000);
        world.put("small", &data[..100]).await.unwrap();
        world.put("large", &data).await.unwrap();
        world
            .upload(
                Versioning::Unversioned,
                "parts",
                &[&data[..200_000], &data[200_000..]],
            )
            .await
            .unwrap();
        for (key, size) in [("small", 100), ("large", 300_000), ("parts", 300_000)] {
            let reader = world.get(key, None).await.unwrap();
            world.delete(key).await.unwrap();
            world.clean_up().await;
            let found = read(reader, 0..size as u64).await.unwrap();
            assert!(found == data[..size], "{key}");
        }
        world.clean_up().await;
        assert_eq!(world.blobs.count(), 0);
    });
}

/// An object that is written all the time is there all the time.
#[test]
fn an_object_that_is_replaced_is_never_missing() {
    run(async {
        let world = World::new().await;
        world.put("a", &data(0, 100_000)).await.unwrap();
        let tending = world.clone();
        let tending =
            tokio::spawn(async move { tending.objects.tend(&super::world::work()).await });
        let writing = world.clone();
        let writing = tokio::spawn(async move {
            for seed in 1..60 {
                writing.put("a", &data(seed, 100_000)).await.unwrap();
            }
        });
        while !writing.is_finished() {
            assert_eq!(world.read("a", None).await.unwrap().len(), 100_000);
        }
        writing.await.unwrap();
        tending.abort();
    });
}

/// What answers requests wants bodies that can be sent and shared.
#[test]
fn a_body_can_go_anywhere() {
    fn check<T: Send + Sync + Unpin + 'static>() {}
    check::<iamd_objects::ObjectBody>();
    check::<iamd_objects::Objects>();
    check::<Error>();
}
