//! OpenID Connect providers: their URLs, their clients, their thumbprints.

use iamd_api::{Error, iam};

use crate::world::{Members, World, oidc_provider_arn, refused};

const LOCAL: &str = "token.example.com/id/AbC";
const URL: (&str, &str) = ("Url", "https://token.example.com/id/AbC");
const THUMBPRINT: &str = "6938FD4D98BAB03FAADB97B34396831E3780AEA1";

fn arn() -> String {
    oidc_provider_arn(LOCAL)
}

async fn world() -> World {
    let world = World::new().await;
    world.perform("CreateOpenIDConnectProvider", &[URL]).await;
    world
}

async fn get(world: &World) -> Result<iam::GetOpenIDConnectProviderResponse, Error> {
    let members = [("OpenIDConnectProviderArn", &*arn())];
    world
        .ask::<iam::GetOpenIDConnectProvider>(&world.root, &members)
        .await
}

async fn ask(world: &World, operation: &str, members: Members<'_>) -> Result<String, Error> {
    let arn = arn();
    let members = [&[("OpenIDConnectProviderArn", &*arn)], members].concat();
    world.ask_as_root(operation, &members).await
}

/// Members of a list.
fn list(name: &str, values: impl IntoIterator<Item = String>) -> Vec<(String, String)> {
    (1..)
        .zip(values)
        .map(|(at, value)| (format!("{name}.member.{at}"), value))
        .collect()
}

fn borrowed(members: &[(String, String)]) -> Vec<(&str, &str)> {
    let members = members.iter();
    members
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

#[tokio::test]
async fn a_provider_is_what_was_asked_for() {
    let world = World::new().await;
    let members = [
        URL,
        ("ClientIDList.member.1", "my-client"),
        ("ClientIDList.member.2", "my-client"),
        ("ThumbprintList.member.1", THUMBPRINT),
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "a"),
    ];
    let made = world
        .ask::<iam::CreateOpenIDConnectProvider>(&world.root, &members)
        .await
        .unwrap();
    assert_eq!(made.open_id_connect_provider_arn, Some(arn()));
    assert_eq!(made.tags.len(), 1);
    for world in [&world, &world.restarted()] {
        let found = get(world).await.unwrap();
        assert_eq!(found.url.as_deref(), Some(LOCAL));
        assert_eq!(found.client_id_list, ["my-client"]);
        assert_eq!(found.thumbprint_list, [THUMBPRINT.to_lowercase()]);
        assert_eq!(found.create_date, Some(world.request(&[]).received_at));
        assert_eq!(found.tags.len(), 1);
    }
    let answer = world
        .ask_as_root("CreateOpenIDConnectProvider", &[URL])
        .await;
    let text = "Provider with url https://token.example.com/id/AbC already exists.";
    refused(answer, "EntityAlreadyExists", text);
}

/// The host is not asked for its certificate: a list that nobody filled stays empty.
#[tokio::test]
async fn a_provider_without_thumbprints_has_none() {
    let world = World::new().await;
    let made = world
        .ask_as_root("CreateOpenIDConnectProvider", &[URL])
        .await;
    assert!(!made.unwrap().contains("Tags"));
    let found = ask(&world, "GetOpenIDConnectProvider", &[]).await.unwrap();
    for empty in ["<ClientIDList/>", "<ThumbprintList/>", "<Tags/>"] {
        assert!(found.contains(empty), "{empty} {found}");
    }
}

#[tokio::test]
async fn a_url_is_a_host_and_perhaps_a_path() {
    let world = World::new().await;
    let no_url = ("ValidationError", "Invalid Open ID Connect Provider URL");
    let https = (
        "InvalidInput",
        "Invalid Open ID Connect Provider URL. The URL must begin with https://.",
    );
    let other = ("InvalidInput", "Invalid Open ID Connect Provider URL.");
    for (url, (code, text)) in [
        ("example.org", no_url),
        ("https://", no_url),
        ("http://example.org", https),
        ("https://example.org:8443", other),
        ("https://example.org?a=b", other),
        ("https://example.org/#a", other),
        ("https://me@example.org", other),
        ("https://exa_mple.org", other),
    ] {
        let answer = world
            .ask_as_root("CreateOpenIDConnectProvider", &[("Url", url)])
            .await;
        refused(answer, code, text);
    }
    // A slash at the end is part of the issuer, and so of the provider; and so is case.
    for local in [
        "example.org/a",
        "example.org",
        "example.org/",
        "Example.org",
    ] {
        let url = format!("https://{local}");
        world
            .perform("CreateOpenIDConnectProvider", &[("Url", &url)])
            .await;
    }
    let listed = world
        .ask::<iam::ListOpenIDConnectProviders>(&world.root, &[])
        .await;
    let listed = listed.unwrap().open_id_connect_provider_list.into_iter();
    let listed: Vec<_> = listed.map(|provider| provider.arn.unwrap()).collect();
    let expected = [
        "Example.org",
        "example.org",
        "example.org/",
        "example.org/a",
    ];
    assert_eq!(listed, expected.map(oidc_provider_arn));
}

#[tokio::test]
async fn client_ids_come_and_go_whether_they_are_there_or_not() {
    let world = world().await;
    let (add, remove) = (
        "AddClientIDToOpenIDConnectProvider",
        "RemoveClientIDFromOpenIDConnectProvider",
    );
    for (operation, id, expected) in [
        (add, "a", &["a"][..]),
        (add, "b", &["a", "b"]),
        (add, "a", &["a", "b"]),
        (add, "A", &["a", "b", "A"]),
        (remove, "b", &["a", "A"]),
        (remove, "b", &["a", "A"]),
    ] {
        ask(&world, operation, &[("ClientID", id)]).await.unwrap();
        let found = get(&world.restarted()).await.unwrap();
        assert_eq!(found.client_id_list, expected);
    }
}

#[tokio::test]
async fn there_are_a_hundred_client_ids_at_most() {
    let world = World::new().await;
    let text = "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100";
    let ids = list("ClientIDList", (0..101).map(|number| number.to_string()));
    let members = [&[URL], &*borrowed(&ids)].concat();
    let answer = world
        .ask_as_root("CreateOpenIDConnectProvider", &members)
        .await;
    refused(answer, "LimitExceeded", text);
    world
        .perform("CreateOpenIDConnectProvider", &members[..101])
        .await;
    let operation = "AddClientIDToOpenIDConnectProvider";
    let answer = ask(&world, operation, &[("ClientID", "one more")]).await;
    refused(answer, "LimitExceeded", text);
    ask(&world, operation, &[("ClientID", "7")]).await.unwrap();
    assert_eq!(get(&world).await.unwrap().client_id_list.len(), 100);
}

#[tokio::test]
async fn thumbprints_are_replaced_all_at_once() {
    let world = world().await;
    let operation = "UpdateOpenIDConnectProviderThumbprint";
    let of = |letters: &str| {
        let texts = letters.chars().map(|letter| letter.to_string().repeat(40));
        list("ThumbprintList", texts)
    };
    for letters in ["ab", "c", "edcba"] {
        ask(&world, operation, &borrowed(&of(letters)))
            .await
            .unwrap();
        let found = get(&world.restarted()).await.unwrap();
        let expected = letters.chars().map(|letter| letter.to_string().repeat(40));
        assert_eq!(found.thumbprint_list, expected.collect::<Vec<_>>());
    }
    let text = "Thumbprint list must contain fewer than 5 entries.";
    let six = of("abcdef");
    refused(
        ask(&world, operation, &borrowed(&six)).await,
        "InvalidInput",
        text,
    );
    let members = [&[("Url", "https://example.org")], &*borrowed(&six)].concat();
    let answer = world
        .ask_as_root("CreateOpenIDConnectProvider", &members)
        .await;
    refused(answer, "InvalidInput", text);
    let text = "Thumbprint list must contain at least one entry.";
    let none = ask(&world, operation, &[("ThumbprintList", "")]).await;
    refused(none, "InvalidInput", text);
    assert_eq!(get(&world).await.unwrap().thumbprint_list.len(), 5);
    let short = ask(&world, operation, &[("ThumbprintList.member.1", "abc")]).await;
    assert_eq!(short.unwrap_err().code.as_str(), "ValidationError");
}

#[tokio::test]
async fn what_does_not_exist_is_named() {
    let world = world().await;
    let thumbprint = ("ThumbprintList.member.1", THUMBPRINT);
    let tag = [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "")];
    for other in [
        oidc_provider_arn("none.example.com"),
        oidc_provider_arn("token.example.com/id/abc"),
        arn().replace("oidc-provider/", "saml-provider/"),
    ] {
        let named = ("OpenIDConnectProviderArn", other.as_str());
        let text = format!("OpenIDConnect Provider not found for arn {other}");
        for (operation, more) in [
            ("GetOpenIDConnectProvider", &[][..]),
            ("AddClientIDToOpenIDConnectProvider", &[("ClientID", "a")]),
            (
                "RemoveClientIDFromOpenIDConnectProvider",
                &[("ClientID", "a")],
            ),
            ("UpdateOpenIDConnectProviderThumbprint", &[thumbprint]),
            ("TagOpenIDConnectProvider", &tag),
            ("UntagOpenIDConnectProvider", &[("TagKeys.member.1", "k")]),
            ("ListOpenIDConnectProviderTags", &[]),
        ] {
            let members = [&[named], more].concat();
            let answer = world.ask_as_root(operation, &members).await;
            refused(answer, "NoSuchEntity", &text);
        }
        let answer = world
            .ask_as_root("DeleteOpenIDConnectProvider", &[named])
            .await;
        let text = format!("OpenId connect Provider {other} cannot be found.");
        refused(answer, "NoSuchEntity", &text);
    }
}

#[tokio::test]
async fn a_provider_is_deleted_once() {
    let world = world().await;
    ask(&world, "DeleteOpenIDConnectProvider", &[])
        .await
        .unwrap();
    let text = format!("OpenIDConnect Provider not found for arn {}", arn());
    refused(get(&world.restarted()).await, "NoSuchEntity", &text);
    let text = format!("OpenId connect Provider {} cannot be found.", arn());
    let again = ask(&world, "DeleteOpenIDConnectProvider", &[]).await;
    refused(again, "NoSuchEntity", &text);
    world.perform("CreateOpenIDConnectProvider", &[URL]).await;
}
