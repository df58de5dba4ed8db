//! Lists in pages: every list, by the same rules.

use std::collections::BTreeMap;

use iamd_api::iam;
use iamd_directory::AccountQuotas;

use self::lists::{LISTS, List, POLICY, free, world};
use crate::world::{World, refused};

mod lists;

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// The texts of all elements of this name.
pub(crate) fn texts(xml: &str, element: &str) -> Vec<String> {
    let (start, end) = (format!("<{element}>"), format!("</{element}>"));
    let pieces = xml
        .split(&start)
        .skip(1)
        .filter_map(|piece| piece.split_once(&end));
    pieces
        .map(|(text, _)| text.to_owned())
        .filter(|text| !text.contains('<'))
        .collect()
}

/// The items of a page and the marker of the next.
async fn page(
    world: &World,
    list: &List,
    items_max: &str,
    marker: Option<&str>,
) -> Result<(Vec<String>, Option<String>), iamd_api::Error> {
    let mut members = list.members.to_vec();
    members.push(("MaxItems", items_max));
    members.extend(marker.map(|marker| ("Marker", marker)));
    let xml = world
        .ask_by_name(&world.root, list.operation, &members)
        .await?;
    let items = texts(&xml, list.element);
    let marker = texts(&xml, "Marker").pop();
    let truncated = if marker.is_some() { "true" } else { "false" };
    assert_eq!(
        texts(&xml, "IsTruncated"),
        [truncated],
        "{}",
        list.operation
    );
    Ok((items, marker))
}

/// All items from a marker on, in pages of this size.
async fn rest(
    world: &World,
    list: &List,
    items_max: &str,
    mut marker: Option<String>,
) -> Vec<String> {
    let mut items = Vec::new();
    loop {
        let (shown, next) = page(world, list, items_max, marker.as_deref())
            .await
            .unwrap();
        assert!(
            shown.len() <= items_max.parse().unwrap(),
            "{}",
            list.operation
        );
        items.extend(shown);
        marker = next;
        if marker.is_none() {
            return items;
        }
    }
}

#[tokio::test]
async fn pages_of_any_size_show_each_item_once() {
    let world = world().await;
    for list in LISTS {
        let all = rest(&world, list, "1000", None).await;
        assert!(all.len() >= 2, "{}: {all:?}", list.operation);
        for items_max in ["1", "2", "3", "4", "5"] {
            assert_eq!(
                rest(&world, list, items_max, None).await,
                all,
                "{}",
                list.operation
            );
        }
    }
}

#[tokio::test]
async fn a_marker_that_the_list_did_not_give_is_refused() {
    let world = world().await;
    let mut markers = BTreeMap::new();
    for list in LISTS {
        let (_, marker) = page(&world, list, "1", None).await.unwrap();
        markers.insert(list.operation, marker.unwrap());
    }
    for list in LISTS {
        let foreign = markers
            .iter()
            .filter(|(operation, _)| **operation != list.operation);
        let foreign = foreign.map(|(_, marker)| marker.as_str());
        let own = &markers[list.operation];
        for marker in foreign.chain(["x", "%", "marker", "AAAA", "v1", &own[1..]]) {
            let answer = page(&world, list, "1", Some(marker)).await;
            refused(answer, "ValidationError", "Invalid Marker.");
        }
        page(&world, list, "1", Some(own)).await.unwrap();
    }
}

/// A marker of the account's policies or of AWS's is good only where those are shown.
#[tokio::test]
async fn a_marker_of_policies_belongs_to_its_scope() {
    let world = world().await;
    let ask = async |scope: &str, marker: Option<&str>| {
        let mut members = vec![("Scope", scope), ("MaxItems", "1")];
        members.extend(marker.map(|marker| ("Marker", marker)));
        let answer = world.ask::<iam::ListPolicies>(&world.root, &members).await;
        answer.map(|answer| answer.marker.unwrap())
    };
    let local = ask("Local", None).await.unwrap();
    let aws = ask("AWS", None).await.unwrap();
    assert_ne!(local, aws);
    refused(
        ask("AWS", Some(&local)).await,
        "ValidationError",
        "Invalid Marker.",
    );
    refused(
        ask("Local", Some(&aws)).await,
        "ValidationError",
        "Invalid Marker.",
    );
    refused(
        ask("AWS", Some("garbage")).await,
        "ValidationError",
        "Invalid Marker.",
    );
    ask("All", Some(&local)).await.unwrap();
    ask("All", Some(&aws)).await.unwrap();
}

#[tokio::test]
async fn items_that_go_between_pages_hide_no_others() {
    for list in LISTS {
        let world = world().await;
        free(&world, list.operation).await;
        let all = rest(&world, list, "1000", None).await;
        // bob has keys and policies and cannot go.
        let skipped = usize::from(list.operation == "ListUsers");
        let items_max = (skipped + 1).to_string();
        let (shown, marker) = page(&world, list, &items_max, None).await.unwrap();
        assert_eq!(shown, all[..=skipped], "{}", list.operation);
        let (operation, members, member) = list.removal;
        let members = [members, &[(member, shown[skipped].as_str())]].concat();
        world
            .ask_by_name(&world.root, operation, &members)
            .await
            .unwrap();
        let behind = rest(&world, list, "1", marker).await;
        assert_eq!(behind, all[skipped + 1..], "{}", list.operation);
    }
}

#[tokio::test]
async fn items_that_come_between_pages_are_shown_where_they_belong() {
    let world = World::new().await;
    let list = &LISTS[0];
    for name in ["b", "d", "f"] {
        world.powerless(name).await;
    }
    let (shown, marker) = page(&world, list, "2", None).await.unwrap();
    assert_eq!(shown, ["b", "d"]);
    for name in ["a", "c", "E", "g"] {
        world.powerless(name).await;
    }
    assert_eq!(rest(&world, list, "2", marker).await, ["E", "f", "g"]);
}

#[tokio::test]
async fn a_page_has_one_to_a_thousand_items() {
    let world = world().await;
    for list in LISTS {
        for wrong in ["0", "1001", "-1", "x", "99999999999"] {
            let answer = page(&world, list, wrong, None).await;
            assert!(answer.is_err(), "{} {wrong}", list.operation);
        }
        let members = [list.members, &[("Marker", "")]].concat();
        let answer = world
            .ask_by_name(&world.root, list.operation, &members)
            .await;
        assert_eq!(
            answer.unwrap_err().code.as_str(),
            "ValidationError",
            "{}",
            list.operation
        );
    }
}

/// A filter that hardly anything fits ends a page early rather than looking at everything at once.
#[tokio::test]
async fn what_fits_a_prefix_is_found_among_many() {
    const MANY: usize = 5_300;
    let world = World::with_quotas(AccountQuotas {
        users: MANY as u64,
        ..AccountQuotas::default()
    })
    .await;
    let arn = world.policy("policy").await;
    for number in 0..MANY {
        let name = format!("user-{number:05}");
        let rare = number % 2_600 == 1;
        let members = [
            ("UserName", name.as_str()),
            ("Path", if rare { "/rare/" } else { "/" }),
        ];
        world
            .ask::<iam::CreateUser>(&world.root, &members)
            .await
            .unwrap();
        if number < 300 {
            let members = [members[0], ("PolicyArn", arn.as_str())];
            world
                .ask::<iam::AttachUserPolicy>(&world.root, &members)
                .await
                .unwrap();
        }
    }
    let rare = List {
        members: &[("PathPrefix", "/rare/")],
        ..LISTS[0]
    };
    let expected = ["user-00001", "user-02601", "user-05201"];
    for items_max in ["1", "2", "3", "4", "1000"] {
        assert_eq!(
            rest(&world, &rare, items_max, None).await,
            expected,
            "{items_max}"
        );
    }
    assert_eq!(rest(&world, &LISTS[0], "1000", None).await.len(), MANY);
    let holders = rest(&world, &LISTS[8], "100", None).await;
    assert_eq!(holders.len(), 300);
    let rare = List {
        members: &[POLICY, ("PathPrefix", "/rare/")],
        ..LISTS[8]
    };
    assert_eq!(rest(&world, &rare, "1", None).await, ["user-00001"]);
}

#[tokio::test]
async fn pages_cross_from_the_accounts_policies_to_those_of_aws() {
    let world = world().await;
    let all = List {
        members: &[],
        ..LISTS[5]
    };
    let own = rest(&world, &LISTS[5], "1000", None).await;
    for items_max in [own.len() - 1, own.len(), own.len() + 1] {
        let items = rest(&world, &all, &items_max.to_string(), None).await;
        assert_eq!(items[..own.len()], own);
        assert!(items.len() > 1000 && items.contains(&READ_ONLY.to_owned()));
        let mut once = items.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), items.len());
    }
}
