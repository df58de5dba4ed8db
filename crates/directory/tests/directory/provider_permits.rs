//! A permit for one identity provider is not good for another, be it its own namesake.

use iamd_api::iam;
use iamd_auth::Target;
use iamd_directory::{PageRequest, SamlProviderUpdate};
use iamd_ident::Tag;
use iamd_provider::Thumbprints;
use iamd_store::{Key, Scope, Table};

use crate::{
    permits::{mismatch, refused},
    provider_world::{PRIVATE_KEY, new_oidc, new_saml, oidc_arn, saml_arn},
    world::{World, account},
};

const PAGE: PageRequest = PageRequest {
    marker: None,
    items_max: 10,
};

fn tags() -> [Tag; 1] {
    [Tag {
        key: "key".into(),
        value: "value".into(),
    }]
}

#[tokio::test]
async fn the_permit_for_a_saml_provider_is_not_good_for_another() {
    let world = World::new().await;
    for name in ["Mine", "Other"] {
        world.create_saml(name).await.unwrap();
    }
    let (directory, other, tags) = (&world.directory, &saml_arn("Other"), &tags());
    let keys = &["key".to_owned()];
    let update = SamlProviderUpdate::default;
    refused! { world, Target::SamlProvider(saml_arn("Mine")),
        CreateSAMLProvider: |permit| directory.create_saml_provider(permit, new_saml("New"));
        GetSAMLProvider: |permit| directory.get_saml_provider(permit, other);
        ListSAMLProviders: |permit| directory.list_saml_providers(permit);
        UpdateSAMLProvider: |permit| directory.update_saml_provider(permit, other, update());
        DeleteSAMLProvider: |permit| directory.delete_saml_provider(permit, other);
        TagSAMLProvider: |permit| directory.tag_saml_provider(permit, other, tags);
        UntagSAMLProvider: |permit| directory.untag_saml_provider(permit, other, keys);
        ListSAMLProviderTags:
            |permit| directory.list_saml_provider_tags(permit, other, &PAGE);
    }
}

#[tokio::test]
async fn the_permit_for_an_oidc_provider_is_not_good_for_another() {
    let world = World::new().await;
    for local in ["mine.com", "other.com"] {
        world.create_oidc(local).await.unwrap();
    }
    let (directory, other, tags) = (&world.directory, &oidc_arn("other.com"), &tags());
    let keys = &["key".to_owned()];
    let thumbprints = &Thumbprints::default();
    refused! { world, Target::OidcProvider(oidc_arn("mine.com")),
        CreateOpenIDConnectProvider:
            |permit| directory.create_oidc_provider(permit, new_oidc("new.com"));
        GetOpenIDConnectProvider: |permit| directory.get_oidc_provider(permit, other);
        ListOpenIDConnectProviders: |permit| directory.list_oidc_providers(permit);
        AddClientIDToOpenIDConnectProvider: |permit| directory.add_client_id(permit, other, "a");
        RemoveClientIDFromOpenIDConnectProvider:
            |permit| directory.remove_client_id(permit, other, "a");
        UpdateOpenIDConnectProviderThumbprint:
            |permit| directory.update_thumbprints(permit, other, thumbprints);
        DeleteOpenIDConnectProvider: |permit| directory.delete_oidc_provider(permit, other);
        TagOpenIDConnectProvider: |permit| directory.tag_oidc_provider(permit, other, tags);
        UntagOpenIDConnectProvider: |permit| directory.untag_oidc_provider(permit, other, keys);
        ListOpenIDConnectProviderTags:
            |permit| directory.list_oidc_provider_tags(permit, other, &PAGE);
    }
}

/// The tags on which the decision may rest are those of the provider that was there then.
#[tokio::test]
async fn the_permit_for_a_provider_is_not_good_for_what_comes_after_it() {
    let world = &World::new().await;
    world.create_saml("corporate").await.unwrap();
    let arn = &saml_arn("corporate");
    let act = |permit| async move {
        world.delete_saml("corporate").await?;
        world.create_saml("corporate").await?;
        world.directory.delete_saml_provider(permit, arn).await
    };
    let target = Target::SamlProvider(arn.clone());
    mismatch(
        world
            .with_permit::<iam::DeleteSAMLProvider, _, _, _>(target, act)
            .await,
    );
    world.get_saml("corporate").await.unwrap();

    world.create_oidc("example.com").await.unwrap();
    let arn = &oidc_arn("example.com");
    let act = |permit| async move {
        world.delete_oidc("example.com").await?;
        world.create_oidc("example.com").await?;
        world.directory.delete_oidc_provider(permit, arn).await
    };
    let target = Target::OidcProvider(arn.clone());
    mismatch(
        world
            .with_permit::<iam::DeleteOpenIDConnectProvider, _, _, _>(target, act)
            .await,
    );
    world.get_oidc("example.com").await.unwrap();
}

#[tokio::test]
async fn private_keys_lie_sealed() {
    let world = World::new().await;
    world.create_saml("corporate").await.unwrap();
    let providers = Key::new(Scope::Account(account()), Table::new("saml-providers"));
    let place = providers.with("corporate").unwrap();
    let record = world.store.get(&place).await.unwrap().unwrap();
    let line = PRIVATE_KEY.lines().nth(1).unwrap().as_bytes();
    let is_there = record.value.windows(line.len()).any(|bytes| bytes == line);
    assert!(!is_there);
}
