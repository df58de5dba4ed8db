//! Secrets lie sealed, each where it belongs.

use iamd_auth::Credentials;
use iamd_ident::AccessKeyId;
use iamd_store::{Key, Scope, Table, Txn};

use crate::world::{World, account, user_name};

/// Where the record of an access key lies.
fn place(id: &AccessKeyId) -> Key {
    let keys = Key::new(Scope::Account(account()), Table::new("access-keys"));
    keys.with(id.as_str()).unwrap()
}

#[tokio::test]
async fn no_secret_lies_open_in_the_store() {
    let world = World::new().await;
    let key = world.user(&user_name("bob")).await;
    for id in [&world.root, &key] {
        let credential = world.directory.credential(id).await.unwrap().unwrap();
        let secret = credential.secret.expose().as_bytes().to_vec();
        assert_eq!(secret.len(), 40);
        let record = world.store.get(&place(id)).await.unwrap().unwrap();
        assert!(
            !record
                .value
                .windows(secret.len())
                .any(|bytes| bytes == secret)
        );
    }
}

/// Whoever may write to the store but has not the master key cannot give a user another's secret.
#[tokio::test]
async fn a_sealed_secret_that_is_moved_opens_nothing() {
    let world = World::new().await;
    let (bob, eve) = (
        world.user(&user_name("bob")).await,
        world.user(&user_name("eve")).await,
    );
    let record = world.store.get(&place(&bob)).await.unwrap().unwrap();
    world
        .store
        .commit(Txn::new().put(place(&eve), record.value))
        .await
        .unwrap();
    assert!(world.directory.credential(&eve).await.is_err());
    assert!(world.directory.credential(&bob).await.unwrap().is_some());
}
