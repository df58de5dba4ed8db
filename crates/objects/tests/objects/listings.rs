//! Listings: prefixes, delimiters, pages, limits.

use iamd_api::s3::ListMultipartUploads;
use iamd_objects::{ListRequest, ObjectListing, UploadListRequest, VersionListRequest, Versioning};

use super::world::{World, run};

fn keys(listing: &ObjectListing) -> Vec<&str> {
    listing
        .objects
        .iter()
        .map(|object| object.key.as_str())
        .collect()
}

fn request(prefix: &str, delimiter: &str, after: &str, max: usize) -> ListRequest {
    ListRequest {
        prefix: prefix.to_owned(),
        delimiter: (!delimiter.is_empty()).then(|| delimiter.to_owned()),
        after: (!after.is_empty()).then(|| after.to_owned()),
        max,
    }
}

async fn world_with(keys: &[&str]) -> World {
    let world = World::new().await;
    for key in keys {
        world.put(key, b"1").await.unwrap();
    }
    world
}

const KEYS: [&str; 8] = ["a", "a/", "a/b", "a/b/c", "a0", "b/x", "b/y", "c"];

#[test]
fn prefixes_and_delimiters_cut_as_they_should() {
    run(async {
        let world = world_with(&KEYS).await;
        let check = async |prefix, delimiter, objects: &[&str], prefixes: &[&str]| {
            let page = world.list(&request(prefix, delimiter, "", 1000)).await;
            assert_eq!(keys(&page), objects, "{prefix:?} {delimiter:?}");
            assert_eq!(page.common_prefixes, prefixes, "{prefix:?} {delimiter:?}");
            assert_eq!(page.next, None);
        };
        check("", "", &KEYS, &[]).await;
        check("", "/", &["a", "a0", "c"], &["a/", "b/"]).await;
        check("a", "/", &["a", "a0"], &["a/"]).await;
        check("a/", "/", &["a/", "a/b"], &["a/b/"]).await;
        check("a/b", "", &["a/b", "a/b/c"], &[]).await;
        check("a/b", "/", &["a/b"], &["a/b/"]).await;
        check("b/x", "/", &["b/x"], &[]).await;
        check("zz", "/", &[], &[]).await;
        check("", "b", &["a", "a/", "a0", "c"], &["a/b", "b"]).await;
        check(&"x".repeat(2000), "/", &[], &[]).await;
    });
}

/// A page as short as one goes on where the one before ended, whatever stands there.
#[test]
fn pages_of_every_size_make_the_same_listing() {
    run(async {
        let world = world_with(&KEYS).await;
        for (prefix, delimiter) in [("", ""), ("", "/"), ("a", "/"), ("a/", "/"), ("b/x", "")] {
            let whole = world.list(&request(prefix, delimiter, "", 1000)).await;
            for max in 1..=9 {
                let mut after = String::new();
                let (mut objects, mut prefixes) = (Vec::new(), Vec::new());
                loop {
                    let page = world.list(&request(prefix, delimiter, &after, max)).await;
                    assert!(page.objects.len() + page.common_prefixes.len() <= max);
                    objects.extend(page.objects);
                    prefixes.extend(page.common_prefixes);
                    match page.next {
                        Some(next) => after = next,
                        None => break,
                    }
                }
                assert_eq!(objects, whole.objects, "{prefix:?} {delimiter:?} {max}");
                assert_eq!(prefixes, whole.common_prefixes);
            }
        }
        let none = world.list(&request("", "", "", 0)).await;
        assert!(none.objects.is_empty() && none.next.is_none());
    });
}

#[test]
fn a_listing_begins_behind_any_text() {
    run(async {
        let world = world_with(&KEYS).await;
        let check = async |delimiter, after, objects: &[&str], prefixes: &[&str]| {
            let page = world.list(&request("", delimiter, after, 1000)).await;
            assert_eq!(keys(&page), objects, "{after:?}");
            assert_eq!(page.common_prefixes, prefixes, "{after:?}");
        };
        check("", "a/b", &["a/b/c", "a0", "b/x", "b/y", "c"], &[]).await;
        check("", "a/a", &["a/b", "a/b/c", "a0", "b/x", "b/y", "c"], &[]).await;
        let long = "b".repeat(3000);
        check("", &long, &["c"], &[]).await;
        check("", "zz", &[], &[]).await;
        // A common prefix that was shown is not shown again; a key below it brings it back.
        check("/", "a/", &["a0", "c"], &["b/"]).await;
        check("/", "a/b", &["a0", "c"], &["a/", "b/"]).await;
    });
}

/// The page after a common prefix does not read all that it stands for.
#[test]
fn many_keys_are_listed_with_little_work() {
    run(async {
        let world = World::new().await;
        for folder in 0..20 {
            for file in 0..60 {
                let key = format!("{folder:02}/{file:03}");
                world.put(&key, b"").await.unwrap();
            }
        }
        let page = world.list(&request("", "/", "", 1000)).await;
        assert_eq!(page.common_prefixes.len(), 20);
        let page = world.list(&request("", "", "", 5000)).await;
        assert_eq!(page.objects.len(), 1000, "never more than that");
        let rest = world
            .list(&request("", "", &page.next.unwrap(), 5000))
            .await;
        assert_eq!((rest.objects.len(), rest.next), (200, None));
    });
}

#[test]
fn delete_markers_are_passed_over() {
    run(async {
        let world = world_with(&["a", "c/1", "c/2", "d"]).await;
        for key in ["b", "c/1", "c/2", "d", "e"] {
            world
                .delete_as(Versioning::Enabled, key, None)
                .await
                .unwrap();
        }
        let page = world.list(&request("", "/", "", 1)).await;
        assert_eq!(keys(&page), ["a"]);
        assert_eq!(
            page.next, None,
            "nothing that could be seen comes behind it"
        );
        let versions = VersionListRequest {
            delimiter: Some("/".to_owned()),
            max: 1000,
            ..VersionListRequest::default()
        };
        let versions = world.list_versions(&versions).await;
        assert_eq!(versions.common_prefixes, ["c/"]);
        let shown: Vec<_> = versions
            .versions
            .iter()
            .map(|version| (version.object.key.as_str(), version.is_delete_marker))
            .collect();
        let expected = [
            ("a", false),
            ("b", true),
            ("d", true),
            ("d", false),
            ("e", true),
        ];
        assert_eq!(shown, expected);
    });
}

#[test]
fn pages_of_versions_make_the_same_listing() {
    run(async {
        let world = world_with(&["a", "b/1", "b/2", "c"]).await;
        for key in ["a", "b/2", "c"] {
            for _ in 0..3 {
                world.put_as(Versioning::Enabled, key, b"2").await.unwrap();
            }
            world
                .delete_as(Versioning::Enabled, key, None)
                .await
                .unwrap();
        }
        world
            .put_as(Versioning::Suspended, "a", b"3")
            .await
            .unwrap();
        for delimiter in [None, Some("/".to_owned())] {
            let request = VersionListRequest {
                delimiter,
                max: 1000,
                ..VersionListRequest::default()
            };
            let whole = world.list_versions(&request).await;
            for max in 1..=8 {
                let mut request = VersionListRequest {
                    max,
                    ..request.clone()
                };
                let (mut versions, mut prefixes) = (Vec::new(), Vec::new());
                loop {
                    let page = world.list_versions(&request).await;
                    assert!(page.versions.len() + page.common_prefixes.len() <= max);
                    versions.extend(page.versions);
                    prefixes.extend(page.common_prefixes);
                    request.after = page.next;
                    if request.after.is_none() {
                        break;
                    }
                }
                assert_eq!(versions, whole.versions, "{max}");
                assert_eq!(prefixes, whole.common_prefixes);
            }
        }
    });
}

#[test]
fn uploads_are_listed_by_key_and_age() {
    run(async {
        let world = World::new().await;
        let mut begun = Vec::new();
        for key in ["a", "b/1", "a", "c", "b/2", "a"] {
            world.clock.advance_seconds(1);
            begun.push((key.to_owned(), world.begin(key).await));
        }
        begun.sort_by(|(one, _), (other, _)| one.cmp(other));
        let list = async |request: &UploadListRequest| {
            let permit = world.permit::<ListMultipartUploads>(None).await;
            world.objects.list_uploads(permit, request).await.unwrap()
        };
        for max in 1..=7 {
            let mut request = UploadListRequest {
                max,
                ..UploadListRequest::default()
            };
            let mut found = Vec::new();
            loop {
                let page = list(&request).await;
                found.extend(
                    page.uploads
                        .into_iter()
                        .map(|upload| (upload.key.to_string(), upload.id)),
                );
                request.after = page.next;
                if request.after.is_none() {
                    break;
                }
            }
            assert_eq!(found, begun, "{max}");
        }
        let rolled = UploadListRequest {
            prefix: "b".to_owned(),
            delimiter: Some("/".to_owned()),
            after: None,
            max: 10,
        };
        assert_eq!(list(&rolled).await.common_prefixes, ["b/"]);
        let exact = UploadListRequest {
            prefix: "a".to_owned(),
            max: 10,
            ..UploadListRequest::default()
        };
        assert_eq!(
            list(&exact).await.uploads.len(),
            3,
            "a key that is the prefix itself"
        );
    });
}

/// LIMIT: a page looks at no more than ten thousand records; the next goes on there.
#[test]
fn a_page_ends_after_so_many_delete_markers() {
    run(async {
        let world = World::new().await;
        for number in 0..10_020 {
            let key = format!("marker-{number:05}");
            world
                .delete_as(Versioning::Enabled, &key, None)
                .await
                .unwrap();
        }
        world.put("z", b"1").await.unwrap();
        let page = world.list(&request("", "", "", 10)).await;
        assert_eq!(keys(&page), [""; 0]);
        assert_eq!(page.next.as_deref(), Some("marker-09999"));
        let page = world.list(&request("", "", &page.next.unwrap(), 10)).await;
        assert_eq!((keys(&page), page.next.as_deref()), (vec!["z"], None));
    });
}
