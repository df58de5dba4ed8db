//! Versions, delete markers and the version that is called `null`.

use iamd_ident::{Clock as _, VersionId};
use iamd_objects::{
    Error, Expiry, ExpiryKind, VersionListRequest,
    Versioning::{Enabled, Suspended, Unversioned},
};

use super::world::{World, object_key, run, work};

/// The versions of a bucket: key, data or `-` for a delete marker, in the order of the listing.
async fn shown(world: &World) -> Vec<String> {
    let request = VersionListRequest {
        max: 1000,
        ..VersionListRequest::default()
    };
    let mut shown = Vec::new();
    for version in world.list_versions(&request).await.versions {
        let (key, id) = (version.object.key.as_str(), &version.object.version);
        let data = if version.is_delete_marker {
            "-".to_owned()
        } else {
            String::from_utf8(world.read(key, Some(id)).await.unwrap()).unwrap()
        };
        let null = if id.is_null() { " null" } else { "" };
        let latest = if version.is_latest { " latest" } else { "" };
        shown.push(format!("{key} {data}{null}{latest}"));
    }
    shown
}

#[test]
fn each_write_is_a_version_where_there_are_versions() {
    run(async {
        let world = World::new().await;
        world.put("a", b"0").await.unwrap();
        let one = world.put_as(Enabled, "a", b"1").await.unwrap();
        world.put_as(Enabled, "a", b"2").await.unwrap();
        assert_eq!(shown(&world).await, ["a 2 latest", "a 1", "a 0 null"]);

        world.put_as(Suspended, "a", b"3").await.unwrap();
        assert_eq!(shown(&world).await, ["a 3 null latest", "a 2", "a 1"]);
        world.put_as(Enabled, "a", b"4").await.unwrap();
        world.put_as(Suspended, "a", b"5").await.unwrap();
        assert_eq!(
            shown(&world).await,
            ["a 5 null latest", "a 4", "a 2", "a 1"]
        );

        let gone = world
            .delete_as(Enabled, "a", Some(one.version.clone()))
            .await
            .unwrap();
        assert_eq!(gone.version, Some(one.version));
        assert!(!gone.delete_marker);
        assert_eq!(shown(&world).await, ["a 5 null latest", "a 4", "a 2"]);
    });
}

#[test]
fn a_delete_marker_hides_and_can_be_taken_away() {
    run(async {
        let world = World::new().await;
        world.put_as(Enabled, "a", b"1").await.unwrap();
        let marker = world.delete_as(Enabled, "a", None).await.unwrap();
        assert!(marker.delete_marker);
        assert_eq!(shown(&world).await, ["a - latest", "a 1"]);
        let hidden = world.read("a", None).await;
        assert!(matches!(
            hidden,
            Err(Error::DeleteMarker {
                is_named: false,
                ..
            })
        ));
        let named = world.read("a", marker.version.as_ref()).await;
        assert!(matches!(
            named,
            Err(Error::DeleteMarker { is_named: true, .. })
        ));

        let taken = world
            .delete_as(Enabled, "a", marker.version.clone())
            .await
            .unwrap();
        assert_eq!(taken, marker);
        assert_eq!(shown(&world).await, ["a 1 latest"]);

        // In a suspended bucket the marker takes the place of the version called null.
        world.put_as(Suspended, "a", b"2").await.unwrap();
        let null = world.delete_as(Suspended, "a", None).await.unwrap();
        assert_eq!(null.version, Some(VersionId::null()));
        assert_eq!(shown(&world).await, ["a - null latest", "a 1"]);
        world
            .delete_as(Suspended, "a", Some(VersionId::null()))
            .await
            .unwrap();
        assert_eq!(shown(&world).await, ["a 1 latest"]);
    });
}

#[test]
fn versions_stay_in_order_when_the_clock_goes_back() {
    run(async {
        let world = World::new().await;
        let later = world.put_as(Enabled, "a", b"1").await.unwrap();
        world.clock.advance_seconds(-3600);
        let earlier = world.put_as(Enabled, "a", b"2").await.unwrap();
        assert!(earlier.modified < later.modified);
        world.delete_as(Enabled, "a", None).await.unwrap();
        assert_eq!(shown(&world).await, ["a - latest", "a 2", "a 1"]);
    });
}

#[test]
fn what_is_not_there_is_deleted_without_error() {
    run(async {
        let world = World::new().await;
        assert_eq!(world.delete("a").await.unwrap().version, None);
        let id: VersionId = "f".repeat(32).parse().unwrap();
        let deleted = world
            .delete_as(Enabled, "a", Some(id.clone()))
            .await
            .unwrap();
        assert_eq!(
            (deleted.version.as_ref(), deleted.delete_marker),
            (Some(&id), false)
        );
        assert!(matches!(
            world.read("a", Some(&id)).await,
            Err(Error::NoSuchVersion)
        ));
        assert_eq!(world.records("current").await, 0);
        world.delete_as(Enabled, "a", None).await.unwrap();
        assert_eq!(shown(&world).await, ["a - latest"]);
    });
}

#[test]
fn the_place_of_the_null_version_is_no_name_for_it() {
    run(async {
        let world = World::new().await;
        world.put("a", b"1").await.unwrap();
        let keys = world
            .store
            .scan(&iamd_store::KeyRange::all(), 100)
            .await
            .unwrap();
        world.put_as(Enabled, "a", b"2").await.unwrap();
        let moved = world
            .store
            .scan(&iamd_store::KeyRange::all(), 100)
            .await
            .unwrap();
        assert_ne!(keys.len(), moved.len());
        let place = moved
            .iter()
            .find(|(key, _)| key.table() == "versions")
            .unwrap();
        let id: VersionId = place.0.name().unwrap().parse().unwrap();
        assert!(matches!(
            world.read("a", Some(&id)).await,
            Err(Error::NoSuchVersion)
        ));
        let null = world.read("a", Some(&VersionId::null())).await.unwrap();
        assert_eq!(null, b"1");
    });
}

#[test]
fn what_has_had_its_time_goes_if_it_is_still_what_it_was() {
    run(async {
        let world = World::new().await;
        let begin = world.clock.now();
        let one = world.put_as(Enabled, "a", b"1").await.unwrap().version;
        let two = world.put_as(Enabled, "a", b"2").await.unwrap().version;
        let expire = async |version: &VersionId, kind| {
            let expiry = Expiry {
                version: version.clone(),
                modified: begin,
                kind,
            };
            let key = object_key("a");
            let (work, bucket) = (work(), &world.bucket);
            world
                .objects
                .expire(&work, bucket, &key, &expiry)
                .await
                .unwrap()
        };
        assert!(!expire(&one, ExpiryKind::Newest(Enabled)).await);
        assert!(!expire(&two, ExpiryKind::Older).await);
        assert!(!expire(&two, ExpiryKind::LoneMarker).await);
        assert!(expire(&two, ExpiryKind::Newest(Enabled)).await);
        assert_eq!(shown(&world).await, ["a - latest", "a 2", "a 1"]);
        assert!(expire(&one, ExpiryKind::Older).await && expire(&two, ExpiryKind::Older).await);
        let key = object_key("a");
        let facts = world
            .objects
            .facts(&work(), &world.bucket, &key, None)
            .await;
        let marker = facts.unwrap().unwrap();
        assert!(marker.is_delete_marker);
        assert!(expire(&marker.version, ExpiryKind::LoneMarker).await);
        assert_eq!(shown(&world).await, [""; 0]);
        assert!(!expire(&marker.version, ExpiryKind::LoneMarker).await);
        world.put("a", b"3").await.unwrap();
        assert!(expire(&VersionId::null(), ExpiryKind::Newest(Unversioned)).await);
        assert_eq!(world.records("current").await, 0);
        // What is called `null` now is another version than the one that has had its time.
        world.clock.advance_seconds(1);
        world.put("a", b"4").await.unwrap();
        assert!(!expire(&VersionId::null(), ExpiryKind::Newest(Unversioned)).await);
    });
}
