//! Many who write about the same identity provider at the same time.

use std::sync::Arc;

use iamd_api::iam;
use iamd_auth::Target;
use iamd_directory::{Error, Quota, SamlKeyChange, SamlProviderUpdate};

use crate::{
    provider_world::{oidc_arn, private_key, saml_arn},
    role_storms::all_at_once,
    world::World,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_make_the_same_provider_one_succeeds() {
    let world = Arc::new(World::new().await);
    let saml = |world: Arc<World>, _| async move { world.create_saml("corporate").await };
    let outcomes = all_at_once(&world, saml).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let is_taken = |error: &Error| matches!(error, Error::SamlProviderExists(_));
    assert!(
        outcomes
            .iter()
            .filter_map(|outcome| outcome.as_ref().err())
            .all(is_taken)
    );
    let oidc = |world: Arc<World>, _| async move { world.create_oidc("example.com").await };
    let outcomes = all_at_once(&world, oidc).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let is_taken = |error: &Error| matches!(error, Error::OidcProviderExists(_));
    assert!(
        outcomes
            .iter()
            .filter_map(|outcome| outcome.as_ref().err())
            .all(is_taken)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_more_than_two_private_keys_come_of_many() {
    let world = Arc::new(World::new().await);
    world.create_saml("corporate").await.unwrap();
    let add = |world: Arc<World>, _| async move {
        let arn = saml_arn("corporate");
        let update = SamlProviderUpdate {
            private_keys: Some(SamlKeyChange::Add(private_key())),
            ..SamlProviderUpdate::default()
        };
        let act = |permit| {
            world
                .directory
                .update_saml_provider(permit, &arn, update.clone())
        };
        let target = Target::SamlProvider(arn.clone());
        world
            .with_permit::<iam::UpdateSAMLProvider, _, _, _>(target, act)
            .await
    };
    let outcomes = all_at_once(&world, add).await;
    let is_full = |error: &Error| matches!(error, Error::Quota(Quota::PrivateKeysPerSamlProvider));
    let refusals: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
    assert!(refusals.iter().all(is_full), "{refusals:?}");
    let provider = world.restarted().get_saml("corporate").await.unwrap();
    assert_eq!(provider.private_keys.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_client_ids_none_is_lost() {
    let world = Arc::new(World::new().await);
    world.create_oidc("example.com").await.unwrap();
    let add = |world: Arc<World>, number: usize| async move {
        let (arn, id) = (oidc_arn("example.com"), number.to_string());
        let act = |permit| world.directory.add_client_id(permit, &arn, &id);
        let target = Target::OidcProvider(arn.clone());
        world
            .with_permit::<iam::AddClientIDToOpenIDConnectProvider, _, _, _>(target, act)
            .await
    };
    let outcomes = all_at_once(&world, add).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let provider = world.restarted().get_oidc("example.com").await.unwrap();
    assert_eq!(provider.client_ids.into_texts().len(), outcomes.len());
}
