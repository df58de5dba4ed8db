//! SAML providers: their documents, their private keys, their lives.

use iamd_api::{Error, iam};

use crate::{
    documents::{SAML_METADATA, SAML_PRIVATE_KEY, document},
    world::{Members, World, refused, saml_provider_arn},
};

const NAME: (&str, &str) = ("Name", "Corporate.IdP-1_a");
const DOCUMENT: (&str, &str) = ("SAMLMetadataDocument", SAML_METADATA);
const KEY: (&str, &str) = ("AddPrivateKey", SAML_PRIVATE_KEY);

fn arn() -> String {
    saml_provider_arn(NAME.1)
}

async fn world() -> World {
    let world = World::new().await;
    world.perform("CreateSAMLProvider", &[NAME, DOCUMENT]).await;
    world
}

async fn get(world: &World) -> Result<iam::GetSAMLProviderResponse, Error> {
    let members = [("SAMLProviderArn", &*arn())];
    world
        .ask::<iam::GetSAMLProvider>(&world.root, &members)
        .await
}

async fn update(world: &World, members: Members<'_>) -> Result<String, Error> {
    let arn = arn();
    let members = [&[("SAMLProviderArn", &*arn)], members].concat();
    world.ask_as_root("UpdateSAMLProvider", &members).await
}

/// The ids of the provider's private keys.
async fn keys(world: &World) -> Vec<String> {
    let keys = get(world).await.unwrap().private_key_list.into_iter();
    keys.map(|key| key.key_id.unwrap()).collect()
}

fn is_id(id: &str) -> bool {
    let is_in = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    (22..=64).contains(&id.len()) && id.bytes().all(is_in)
}

#[tokio::test]
async fn a_provider_is_what_was_asked_for() {
    let world = World::new().await;
    let tag = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a")];
    let members = [NAME, DOCUMENT, tag[0], tag[1]];
    let made = world
        .ask::<iam::CreateSAMLProvider>(&world.root, &members)
        .await
        .unwrap();
    assert_eq!(made.saml_provider_arn, Some(arn()));
    assert_eq!(made.tags.len(), 1);
    world.clock.advance_seconds(1000);
    for world in [&world, &world.restarted()] {
        let found = get(world).await.unwrap();
        assert!(is_id(found.saml_provider_uuid.as_deref().unwrap()));
        assert_eq!(found.saml_metadata_document.unwrap(), SAML_METADATA);
        let created = found.create_date.unwrap();
        let years = (found.valid_until.unwrap() - created).get_seconds() / (365 * 86_400);
        assert_eq!(years, 100);
        assert_eq!(found.tags.len(), 1);
        let encryption = found.assertion_encryption_mode.unwrap();
        assert_eq!(encryption, iam::AssertionEncryptionModeType::Allowed);
        assert!(found.private_key_list.is_empty());
        let listed = world.ask::<iam::ListSAMLProviders>(&world.root, &[]).await;
        let listed = listed.unwrap().saml_provider_list;
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].arn, Some(arn()));
        assert_eq!(listed[0].create_date, Some(created));
        assert_eq!(listed[0].valid_until, found.valid_until);
    }
}

/// What has no tags is created without a list of them.
#[tokio::test]
async fn lists_without_items_are_written_as_aws_does() {
    let world = World::new().await;
    let made = world
        .ask_as_root("CreateSAMLProvider", &[NAME, DOCUMENT])
        .await
        .unwrap();
    assert!(!made.contains("Tags"), "{made}");
    let members = [("SAMLProviderArn", &*arn())];
    let found = world
        .ask_as_root("GetSAMLProvider", &members)
        .await
        .unwrap();
    assert!(found.contains("<Tags/>"), "{found}");
    assert!(found.contains("<PrivateKeyList/>"), "{found}");
}

#[tokio::test]
async fn a_name_is_given_once_and_an_arn_names_it_as_it_is_written() {
    let world = world().await;
    for name in ["Corporate.IdP-1_a", "CORPORATE.idp-1_A"] {
        let members = [("Name", name), DOCUMENT];
        let answer = world.ask_as_root("CreateSAMLProvider", &members).await;
        let text = format!("Provider with name {name} already exists.");
        refused(answer, "EntityAlreadyExists", &text);
    }
    let other = saml_provider_arn("CORPORATE.idp-1_A");
    let members = [("SAMLProviderArn", &*other)];
    let text = format!("Manifest not found for arn {other}");
    for operation in [
        "GetSAMLProvider",
        "UpdateSAMLProvider",
        "DeleteSAMLProvider",
    ] {
        let answer = world.ask_as_root(operation, &members).await;
        refused(answer, "NoSuchEntity", &text);
    }
}

#[tokio::test]
async fn what_does_not_exist_is_named() {
    let world = world().await;
    let others = [
        saml_provider_arn("none"),
        arn().replace("saml-provider/", "oidc-provider/"),
        arn().replace("saml-provider/", "saml-provider/a/"),
    ];
    let tag = [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "")];
    for other in &others {
        let named = ("SAMLProviderArn", other.as_str());
        let text = format!("Manifest not found for arn {other}");
        for (operation, more) in [
            ("GetSAMLProvider", &[][..]),
            ("UpdateSAMLProvider", &[DOCUMENT]),
            ("DeleteSAMLProvider", &[]),
            ("TagSAMLProvider", &tag),
            ("UntagSAMLProvider", &[("TagKeys.member.1", "k")]),
            ("ListSAMLProviderTags", &[]),
        ] {
            let members = [&[named], more].concat();
            let answer = world.ask_as_root(operation, &members).await;
            refused(answer, "NoSuchEntity", &text);
        }
    }
    let members = [("SAMLProviderArn", "no ARN, but long enough")];
    let answer = world.ask_as_root("GetSAMLProvider", &members).await;
    let text = "ARN no ARN, but long enough is not valid.";
    refused(answer, "ValidationError", text);
}

#[tokio::test]
async fn a_document_is_one_of_an_identity_provider() {
    let world = world().await;
    let text = "Could not parse metadata";
    for broken in [
        SAML_METADATA.replace("</md:EntityDescriptor>", ""),
        SAML_METADATA.replace("IDPSSODescriptor", "SPSSODescriptor"),
        SAML_METADATA.replace("MII", "AAA"),
        SAML_METADATA.replace("<md:NameIDFormat>", "&evil;<md:NameIDFormat>"),
        format!("<!DOCTYPE a>{SAML_METADATA}"),
        document(&[]).repeat(100),
    ] {
        let broken = ("SAMLMetadataDocument", broken.as_str());
        let members = [("Name", "another"), broken];
        let answer = world.ask_as_root("CreateSAMLProvider", &members).await;
        refused(answer, "InvalidInput", text);
        refused(update(&world, &[broken]).await, "InvalidInput", text);
    }
    let found = get(&world).await.unwrap();
    assert_eq!(found.saml_metadata_document.unwrap(), SAML_METADATA);
    let listed = world.ask::<iam::ListSAMLProviders>(&world.root, &[]).await;
    assert_eq!(listed.unwrap().saml_provider_list.len(), 1);
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let world = world().await;
    let before = get(&world).await.unwrap();
    world.clock.advance_seconds(1000);
    update(&world, &[]).await.unwrap();
    update(&world, &[("AssertionEncryptionMode", "Required")])
        .await
        .unwrap();
    let found = get(&world).await.unwrap();
    let mode = found.assertion_encryption_mode.unwrap();
    assert_eq!(mode, iam::AssertionEncryptionModeType::Required);
    assert_eq!(found.saml_metadata_document, before.saml_metadata_document);
    assert_eq!(found.valid_until, before.valid_until);

    let valid = r#"validUntil="2040-01-02T03:04:05Z" entityID="#;
    let other = SAML_METADATA.replace("entityID=", valid);
    update(&world, &[("SAMLMetadataDocument", &other)])
        .await
        .unwrap();
    let found = get(&world.restarted()).await.unwrap();
    assert_eq!(found.saml_metadata_document, Some(other));
    assert_eq!(
        found.valid_until,
        Some("2040-01-02T03:04:05Z".parse().unwrap())
    );
    assert_eq!(found.create_date, before.create_date);
    assert_eq!(found.saml_provider_uuid, before.saml_provider_uuid);
    let mode = found.assertion_encryption_mode.unwrap();
    assert_eq!(mode, iam::AssertionEncryptionModeType::Required);
}

#[tokio::test]
async fn private_keys_are_changed_one_by_one() {
    let world = world().await;
    update(&world, &[KEY]).await.unwrap();
    let first = keys(&world).await;
    world.clock.advance_seconds(10);
    update(&world, &[KEY]).await.unwrap();
    let both = keys(&world.restarted()).await;
    assert_eq!((both.len(), &both[..1]), (2, &first[..]));
    assert!(both.iter().all(|id| is_id(id)), "{both:?}");
    let text = "Cannot exceed quota for PrivateKeysPerSAMLProvider: 2";
    refused(update(&world, &[KEY]).await, "LimitExceeded", text);
    let remove = ("RemovePrivateKey", first[0].as_str());
    let text = "A private key is added and another one removed in separate requests.";
    refused(update(&world, &[KEY, remove]).await, "InvalidInput", text);
    update(&world, &[remove]).await.unwrap();
    assert_eq!(keys(&world).await, both[1..]);
    let text = format!("The private key with id {} cannot be found.", first[0]);
    refused(update(&world, &[remove]).await, "NoSuchEntity", &text);
    let text = "The private key is not valid: a private key is one PEM block.";
    let wrong = update(&world, &[("AddPrivateKey", "no key")]).await;
    refused(wrong, "InvalidInput", text);
}

#[tokio::test]
async fn a_provider_may_begin_with_a_private_key_that_nobody_is_shown() {
    let world = World::new().await;
    let required = ("AssertionEncryptionMode", "Required");
    let made = world
        .ask_as_root("CreateSAMLProvider", &[NAME, DOCUMENT, KEY, required])
        .await
        .unwrap();
    assert_eq!(keys(&world).await.len(), 1);
    let members = [("SAMLProviderArn", &*arn())];
    let found = world
        .ask_as_root("GetSAMLProvider", &members)
        .await
        .unwrap();
    let line = SAML_PRIVATE_KEY.lines().nth(1).unwrap();
    assert!(!made.contains(line) && !found.contains(line));
}

#[tokio::test]
async fn a_provider_goes_and_comes_again_as_another() {
    let world = world().await;
    update(&world, &[KEY]).await.unwrap();
    let before = get(&world).await.unwrap();
    let members = [("SAMLProviderArn", &*arn())];
    world.perform("DeleteSAMLProvider", &members).await;
    let text = format!("Manifest not found for arn {}", arn());
    refused(get(&world.restarted()).await, "NoSuchEntity", &text);
    let answer = world.ask_as_root("DeleteSAMLProvider", &members).await;
    refused(answer, "NoSuchEntity", &text);
    world.perform("CreateSAMLProvider", &[NAME, DOCUMENT]).await;
    let found = get(&world).await.unwrap();
    assert_ne!(found.saml_provider_uuid, before.saml_provider_uuid);
    assert!(found.private_key_list.is_empty());
}

/// What does not compress fills the room that there is.
#[tokio::test]
async fn a_document_may_be_large_but_not_without_end() {
    let world = World::new().await;
    let comment = |text: &str| format!("{SAML_METADATA}<!-- {text} -->");
    let long = comment(&"metadata ".repeat(200_000));
    world
        .perform(
            "CreateSAMLProvider",
            &[NAME, ("SAMLMetadataDocument", &long)],
        )
        .await;
    let found = get(&world.restarted()).await.unwrap();
    assert_eq!(found.saml_metadata_document, Some(long));
    let mut state = 1_u64;
    let chaos: String = std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        char::from(b'0' + u8::try_from(state >> 58).unwrap())
    })
    .take(2_000_000)
    .collect();
    let answer = update(&world, &[("SAMLMetadataDocument", &comment(&chaos))]).await;
    let text = "Cannot exceed quota for SAMLMetadataDocumentSize: 917504";
    refused(answer, "LimitExceeded", text);
}

/// Long ones are read and compressed beside the threads that serve.
#[tokio::test]
async fn a_long_document_is_a_document_like_any_other() {
    let world = world().await;
    let long = format!("{SAML_METADATA}<!-- {} -->", "a comment ".repeat(20_000));
    update(&world, &[("SAMLMetadataDocument", &long)])
        .await
        .unwrap();
    let found = get(&world.restarted()).await.unwrap();
    assert_eq!(found.saml_metadata_document.unwrap(), long);
    let broken = long.replacen("EntityDescriptor", "Entity", 1);
    refused(
        update(&world, &[("SAMLMetadataDocument", &broken)]).await,
        "InvalidInput",
        "Could not parse metadata",
    );
}
