//! Uploads in parts.

use iamd_api::s3::{AbortMultipartUpload, ListParts};
use iamd_objects::{
    CompletedPart, Completion, Error, PartNumber, PartPage, Versioning, WriteCondition,
};

use super::world::{PART_BYTES_MIN, World, as_listed, data, object_key, read, run};

/// The completion with these parts.
pub(crate) fn of(parts: Vec<CompletedPart>) -> Completion {
    Completion {
        parts,
        ..Completion::default()
    }
}

#[test]
fn parts_become_an_object() {
    run(async {
        let world = World::new().await;
        let pieces = [data(1, 100_000), data(2, 20), data(3, 70_000), data(4, 3)];
        let upload = world.begin("a").await;
        let mut listed = Vec::new();
        // In any order, with gaps between the numbers.
        for index in [2, 0, 3, 1] {
            let number = u32::try_from(index).unwrap() * 10 + 1;
            let part = world
                .put_part("a", &upload, number, &pieces[index])
                .await
                .unwrap();
            listed.push(as_listed(&part));
        }
        listed.sort_by_key(|part| part.number);
        let written = world
            .complete("a", &upload, &of(listed.clone()))
            .await
            .unwrap();
        let whole = pieces.concat();
        assert_eq!(written.bytes, whole.len() as u64);
        assert!(written.etag.as_str().ends_with("-4"));
        assert!(world.read("a", None).await.unwrap() == whole);

        let again = world.complete("a", &upload, &of(listed)).await.unwrap();
        assert_eq!(again, written, "who asks again gets the same answer");
        check_ranges(&world, &whole).await;
        check_parts(&world, &pieces).await;
        world.clean_up().await;
        assert!(world.read("a", None).await.unwrap() == whole);
        assert_eq!(
            (world.records("parts").await, world.records("uploads").await),
            (0, 0)
        );
        world.delete("a").await.unwrap();
        world.clean_up().await;
        check_nothing_left(&world).await;
    });
}

async fn check_ranges(world: &World, whole: &[u8]) {
    let end = whole.len();
    for range in [
        0..1,
        99_999..100_001,
        99_990..100_030,
        100_021..100_023,
        5..end - 1,
        end - 1..end,
    ] {
        let reader = world.get("a", None).await.unwrap();
        let found = read(reader, range.start as u64..range.end as u64)
            .await
            .unwrap();
        assert!(found == whole[range.clone()], "{range:?}");
    }
}

async fn check_parts(world: &World, pieces: &[Vec<u8>]) {
    let reader = world.get("a", None).await.unwrap();
    assert_eq!(reader.info().part_count, Some(4));
    let part = reader
        .part(PartNumber::new(21).unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((part.offset, part.bytes), (100_020, 70_000));
    assert_eq!(
        reader.part(PartNumber::new(2).unwrap()).await.unwrap(),
        None
    );
    let page = reader.parts(1, 2).await.unwrap();
    let sizes: Vec<_> = page.parts.iter().map(|part| part.bytes).collect();
    assert_eq!((sizes, page.next), (vec![20, 70_000], Some(21)));
    let found = read(reader, part.offset..part.offset + part.bytes)
        .await
        .unwrap();
    assert!(found == pieces[2]);
}

async fn check_nothing_left(world: &World) {
    for table in [
        "current",
        "versions",
        "small",
        "blobs",
        "uploads",
        "parts",
        "manifests",
        "trash",
    ] {
        assert_eq!(world.records(table).await, 0, "{table}");
    }
    assert_eq!(world.blobs.count(), 0);
}

#[test]
fn what_is_not_as_listed_is_refused_and_the_upload_stays() {
    run(async {
        let world = World::new().await;
        let upload = world.begin("a").await;
        let one = as_listed(
            &world
                .put_part("a", &upload, 1, b"0123456789")
                .await
                .unwrap(),
        );
        let two = as_listed(&world.put_part("a", &upload, 2, b"012").await.unwrap());
        let three = as_listed(&world.put_part("a", &upload, 3, b"3").await.unwrap());
        let refused = async |completion: Completion| {
            world.complete("a", &upload, &completion).await.unwrap_err()
        };
        assert!(matches!(refused(of(vec![])).await, Error::InvalidPartList));
        let order = of(vec![two.clone(), one.clone()]);
        assert!(matches!(refused(order).await, Error::InvalidPartOrder));
        let twice = of(vec![one.clone(), one.clone()]);
        assert!(matches!(refused(twice).await, Error::InvalidPartOrder));
        let missing = CompletedPart {
            number: 4,
            ..one.clone()
        };
        let missing = of(vec![one.clone(), missing]);
        assert!(matches!(
            refused(missing).await,
            Error::InvalidPart { number: 4 }
        ));
        let other = CompletedPart {
            etag: three.etag.clone(),
            ..one.clone()
        };
        assert!(matches!(
            refused(of(vec![other])).await,
            Error::InvalidPart { number: 1 }
        ));
        let small = of(vec![one.clone(), two.clone(), three]);
        let small = refused(small).await;
        assert!(matches!(
            small,
            Error::PartTooSmall {
                number: 2,
                bytes: 3,
                bytes_min: PART_BYTES_MIN,
                ..
            }
        ));
        let size = Completion {
            bytes: Some(12),
            ..of(vec![one.clone(), two.clone()])
        };
        assert!(matches!(
            refused(size).await,
            Error::SizeMismatch { bytes: 13 }
        ));
        let condition = Completion {
            condition: Some(WriteCondition::Exists),
            ..of(vec![one.clone(), two.clone()])
        };
        assert!(matches!(refused(condition).await, Error::NoSuchKey));
        assert_eq!(world.records("manifests").await, 0);

        // The third part was uploaded and is not listed: it goes.
        world
            .complete("a", &upload, &of(vec![one, two]))
            .await
            .unwrap();
        assert_eq!(world.read("a", None).await.unwrap(), b"0123456789012");
        world.clean_up().await;
        assert_eq!(world.records("small").await, 2);
    });
}

#[test]
fn a_part_takes_the_place_of_the_one_with_its_number() {
    run(async {
        let world = World::new().await;
        let upload = world.begin("a").await;
        let old = world
            .put_part("a", &upload, 1, &data(1, 50_000))
            .await
            .unwrap();
        let new = world.put_part("a", &upload, 1, b"new").await.unwrap();
        let stale = world
            .complete("a", &upload, &of(vec![as_listed(&old)]))
            .await;
        assert!(matches!(stale, Err(Error::InvalidPart { number: 1 })));
        world
            .complete("a", &upload, &of(vec![as_listed(&new)]))
            .await
            .unwrap();
        world.clean_up().await;
        assert_eq!(world.read("a", None).await.unwrap(), b"new");
        assert_eq!(world.blobs.count(), 0);
    });
}

#[test]
fn an_upload_that_is_given_up_leaves_nothing() {
    run(async {
        let world = World::new().await;
        let upload = world.begin("a").await;
        for number in 1..=70 {
            let size = if number % 2 == 0 { 10 } else { 20_000 };
            world
                .put_part("a", &upload, number, &data(1, size))
                .await
                .unwrap();
        }
        let permit = world.permit::<AbortMultipartUpload>(Some("a")).await;
        let key = object_key("a");
        world
            .objects
            .abort_upload(permit, &key, &upload)
            .await
            .unwrap();
        let late = world.put_part("a", &upload, 1, b"1").await;
        assert!(matches!(late, Err(Error::NoSuchUpload)));
        let permit = world.permit::<AbortMultipartUpload>(Some("a")).await;
        let again = world.objects.abort_upload(permit, &key, &upload).await;
        assert!(matches!(again, Err(Error::NoSuchUpload)));
        world.clean_up().await;
        check_nothing_left(&world).await;
    });
}

#[test]
fn parts_are_listed_in_pages() {
    run(async {
        let world = World::new().await;
        let upload = world.begin("a").await;
        for number in [3, 1, 10_000, 7] {
            world.put_part("a", &upload, number, b"1").await.unwrap();
        }
        let list = async |after, max| {
            let permit = world.permit::<ListParts>(Some("a")).await;
            let page = PartPage { after, max };
            let key = object_key("a");
            world
                .objects
                .list_parts(permit, &key, &upload, page)
                .await
                .unwrap()
        };
        let numbers = |listing: &iamd_objects::PartListing| -> Vec<_> {
            listing.parts.iter().map(|part| part.number).collect()
        };
        let first = list(0, 3).await;
        assert_eq!((numbers(&first), first.next), (vec![1, 3, 7], Some(7)));
        let rest = list(7, 3).await;
        assert_eq!((numbers(&rest), rest.next), (vec![10_000], None));
        assert_eq!(numbers(&list(0, 0).await), [0_u16; 0]);
    });
}

#[test]
fn an_upload_becomes_a_version_where_there_are_versions() {
    run(async {
        let world = World::new().await;
        let one = world
            .upload(Versioning::Enabled, "a", &[b"1"])
            .await
            .unwrap();
        let two = world
            .upload(Versioning::Enabled, "a", &[b"2"])
            .await
            .unwrap();
        assert_ne!(one.version, two.version);
        assert_eq!(world.read("a", Some(&one.version)).await.unwrap(), b"1");
        assert_eq!(world.read("a", None).await.unwrap(), b"2");
    });
}
