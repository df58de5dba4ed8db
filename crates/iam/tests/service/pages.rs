//! Lists in pages: every list, by the same rules.

use std::collections::BTreeMap;

use iamd_api::iam;

use crate::{
    documents::allow,
    world::{Members, World, policy_arn, refused},
};

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// A list that can be asked for page by page.
struct List {
    operation: &'static str,
    members: Members<'static>,
    /// The element of the answer that tells an item apart.
    element: &'static str,
    /// How an item is taken off the list: the operation, its members, and the one for the item.
    removal: (&'static str, Members<'static>, &'static str),
}

const BOB: (&str, &str) = ("UserName", "bob");
const POLICY: (&str, &str) = ("PolicyArn", "arn:aws:iam::123456789012:policy/policy");

const LISTS: &[List] = &[
    List {
        operation: "ListUsers",
        members: &[],
        element: "UserName",
        removal: ("DeleteUser", &[], "UserName"),
    },
    List {
        operation: "ListAccessKeys",
        members: &[BOB],
        element: "AccessKeyId",
        removal: ("DeleteAccessKey", &[BOB], "AccessKeyId"),
    },
    List {
        operation: "ListUserPolicies",
        members: &[BOB],
        element: "member",
        removal: ("DeleteUserPolicy", &[BOB], "PolicyName"),
    },
    List {
        operation: "ListAttachedUserPolicies",
        members: &[BOB],
        element: "PolicyArn",
        removal: ("DetachUserPolicy", &[BOB], "PolicyArn"),
    },
    List {
        operation: "ListUserTags",
        members: &[BOB],
        element: "Key",
        removal: ("UntagUser", &[BOB], "TagKeys.member.1"),
    },
    List {
        operation: "ListPolicies",
        members: &[("Scope", "Local")],
        element: "Arn",
        removal: ("DeletePolicy", &[], "PolicyArn"),
    },
    List {
        operation: "ListPolicyVersions",
        members: &[POLICY],
        element: "VersionId",
        removal: ("DeletePolicyVersion", &[POLICY], "VersionId"),
    },
    List {
        operation: "ListPolicyTags",
        members: &[POLICY],
        element: "Key",
        removal: ("UntagPolicy", &[POLICY], "TagKeys.member.1"),
    },
    List {
        operation: "ListEntitiesForPolicy",
        members: &[POLICY],
        element: "UserName",
        removal: ("DetachUserPolicy", &[POLICY], "UserName"),
    },
];

/// A world in which each list has at least two items, most have four.
async fn world() -> World {
    let world = World::new().await;
    let root = &world.root;
    let document = allow("iam:GetUser", "*");
    let arn = world.policy("policy").await;
    let tags = [
        ("Tags.member.1.Key", "a"),
        ("Tags.member.1.Value", ""),
        ("Tags.member.2.Key", "B"),
        ("Tags.member.2.Value", ""),
        ("Tags.member.3.Key", "c"),
        ("Tags.member.3.Value", ""),
    ];
    for name in ["bob", "Eve", "zoe", "Max"] {
        world
            .ask::<iam::CreateUser>(root, &[("UserName", name)])
            .await
            .unwrap();
        let members = [("UserName", name), ("PolicyArn", arn.as_str())];
        world
            .ask::<iam::AttachUserPolicy>(root, &members)
            .await
            .unwrap();
    }
    for _ in 0..2 {
        world.key(root, "bob").await;
        world.clock.advance_seconds(1);
    }
    for name in ["a", "B", "c", "d-e"] {
        let inline = [BOB, ("PolicyName", name), ("PolicyDocument", &document)];
        world
            .ask::<iam::PutUserPolicy>(root, &inline)
            .await
            .unwrap();
        world.policy(name).await;
        let version = [
            POLICY,
            ("PolicyDocument", &document),
            ("SetAsDefault", "true"),
        ];
        world
            .ask::<iam::CreatePolicyVersion>(root, &version)
            .await
            .unwrap();
        let attachment = [BOB, ("PolicyArn", &policy_arn(name))];
        world
            .ask::<iam::AttachUserPolicy>(root, &attachment)
            .await
            .unwrap();
    }
    world
        .ask::<iam::TagUser>(root, &[&[BOB][..], &tags].concat())
        .await
        .unwrap();
    world
        .ask::<iam::TagPolicy>(root, &[&[POLICY][..], &tags].concat())
        .await
        .unwrap();
    world
}

/// The texts of all elements of this name.
fn texts(xml: &str, element: &str) -> Vec<String> {
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
        // So that users, policies and versions can go.
        for name in ["bob", "Eve", "zoe", "Max"] {
            if matches!(list.operation, "ListUsers" | "ListPolicies") {
                let members = [("UserName", name), POLICY];
                world
                    .ask::<iam::DetachUserPolicy>(&world.root, &members)
                    .await
                    .unwrap();
            }
        }
        if list.operation == "ListPolicies" {
            for name in ["a", "B", "c", "d-e"] {
                let members = [BOB, ("PolicyArn", &policy_arn(name))];
                world
                    .ask::<iam::DetachUserPolicy>(&world.root, &members)
                    .await
                    .unwrap();
            }
        }
        if list.operation == "ListPolicyVersions" {
            let members = [POLICY, ("VersionId", "v1")];
            world
                .ask::<iam::SetDefaultPolicyVersion>(&world.root, &members)
                .await
                .unwrap();
        }
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
    let world = World::new().await;
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
