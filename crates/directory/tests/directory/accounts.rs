//! Accounts, which nobody makes but the program itself.

use iamd_auth::{Credentials, SystemReason, SystemWork};
use iamd_directory::{ChosenKey, EntityCounts, Error};
use iamd_ident::{AccountId, Secret};

use crate::world::{World, account, user_name};

fn work() -> SystemWork {
    SystemWork::new(SystemReason::Operator)
}

#[tokio::test]
async fn an_account_is_made_once_and_listed() {
    let world = World::new().await;
    let directory = &world.directory;
    let again = directory
        .create_account(&work(), account(), directory.fresh_key(account()))
        .await;
    assert!(
        matches!(again, Err(Error::AccountExists(id)) if id == account()),
        "{again:?}"
    );

    let other: AccountId = "000000000000".parse().unwrap();
    let taken = ChosenKey {
        id: world.root.clone(),
        secret: Secret::new("x".repeat(40)),
    };
    let made = directory.create_account(&work(), other, taken).await;
    assert!(matches!(made, Err(Error::AccessKeyExists(_))), "{made:?}");
    let missing = directory.account(&work(), other).await;
    assert!(
        matches!(missing, Err(Error::NoSuchAccount(_))),
        "nothing is half there"
    );

    let key = ChosenKey {
        id: "test".parse().unwrap(),
        secret: Secret::new("test".to_owned()),
    };
    let made = directory.create_account(&work(), other, key).await.unwrap();
    assert_eq!(directory.account(&work(), other).await.unwrap(), made);
    let listed = directory.list_accounts(&work()).await.unwrap();
    let ids: Vec<_> = listed
        .iter()
        .map(|account| account.id.to_string())
        .collect();
    assert_eq!(ids, ["000000000000", "123456789012"]);
    let credential = directory
        .credential(&"test".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(credential.secret.expose(), "test");
}

#[tokio::test]
async fn entities_are_counted() {
    let world = World::new().await;
    for name in ["bob", "eve"] {
        world.user(&user_name(name)).await;
    }
    world.policy("policy").await;
    assert_eq!(
        world
            .directory
            .count_entities(&work(), account())
            .await
            .unwrap(),
        EntityCounts {
            users: 2,
            policies: 1,
            ..EntityCounts::default()
        }
    );
}
