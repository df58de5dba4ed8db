//! Aliases of accounts: one each, unique on the server.

use std::sync::Arc;

use iamd_api::iam;
use iamd_auth::{Caller, Credentials, Passwords, SystemReason, SystemWork, Target};
use iamd_directory::Error;
use iamd_ident::{AccountAlias, AccountId};

use crate::{
    password_world::operator,
    world::{World, account},
};

fn alias(text: &str) -> AccountAlias {
    text.parse().unwrap()
}

impl World {
    /// Another account, and its root user.
    async fn neighbour(&self, id: &str) -> (AccountId, Caller) {
        let id: AccountId = id.parse().unwrap();
        let key = self.directory.fresh_key(id);
        let key_id = key.id.clone();
        let work = SystemWork::new(SystemReason::Operator);
        self.directory.create_account(&work, id, key).await.unwrap();
        let credential = self.directory.credential(&key_id).await.unwrap().unwrap();
        (id, Caller::new(credential.principal, key_id))
    }

    async fn create_alias(&self, caller: &Caller, text: &str) -> Result<(), Error> {
        let alias = alias(text);
        let act = |permit| self.directory.create_account_alias(permit, &alias);
        self.acting::<iam::CreateAccountAlias, _, _, _>(caller, Target::Any, act)
            .await
            .unwrap()
    }

    async fn delete_alias(&self, caller: &Caller, text: &str) -> Result<(), Error> {
        let alias = alias(text);
        let act = |permit| self.directory.delete_account_alias(permit, &alias);
        self.acting::<iam::DeleteAccountAlias, _, _, _>(caller, Target::Any, act)
            .await
            .unwrap()
    }

    async fn aliases(&self, caller: &Caller) -> Vec<AccountAlias> {
        let act = |permit| self.directory.list_account_aliases(permit, None);
        self.acting::<iam::ListAccountAliases, _, _, _>(caller, Target::Any, act)
            .await
            .unwrap()
            .unwrap()
    }

    async fn account_called(&self, typed: &str) -> Option<AccountId> {
        Passwords::account(&self.directory, typed).await.unwrap()
    }
}

#[tokio::test]
async fn an_account_has_one_alias_and_a_new_one_takes_its_place() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    assert_eq!(world.aliases(&root).await, []);
    world.create_alias(&root, "example-corp").await.unwrap();
    world.create_alias(&root, "example").await.unwrap();
    assert_eq!(world.aliases(&root).await, [alias("example")]);
    for world in [&world, &world.restarted()] {
        assert_eq!(world.account_called("example").await, Some(account()));
        assert_eq!(world.account_called("example-corp").await, None);
        assert_eq!(world.account_called("Example").await, Some(account()));
        assert_eq!(world.account_called("123456789012").await, Some(account()));
        for nobody in ["", "000000000001", "12345678901", "x\0y", " example"] {
            assert_eq!(world.account_called(nobody).await, None, "{nobody:?}");
        }
        let seen = world.directory.account(&operator(), account()).await;
        assert_eq!(seen.unwrap().alias, Some(alias("example")));
    }
}

#[tokio::test]
async fn an_alias_that_is_taken_is_refused_also_to_who_has_it() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    let (other, neighbour) = world.neighbour("111122223333").await;
    world.create_alias(&root, "example").await.unwrap();
    for caller in [&root, &neighbour] {
        let taken = world.create_alias(caller, "example").await;
        assert!(
            matches!(&taken, Err(Error::AccountAliasExists(name)) if *name == alias("example")),
            "{taken:?}"
        );
    }
    // What was given up is free.
    world.create_alias(&root, "example-2").await.unwrap();
    world.create_alias(&neighbour, "example").await.unwrap();
    assert_eq!(world.account_called("example").await, Some(other));
    assert_eq!(world.account_called("example-2").await, Some(account()));
}

#[tokio::test]
async fn only_the_alias_that_is_there_is_deleted() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    let (_, neighbour) = world.neighbour("111122223333").await;
    world.create_alias(&root, "example").await.unwrap();
    for (caller, wrong) in [(&root, "example-2"), (&neighbour, "example")] {
        let deleted = world.delete_alias(caller, wrong).await;
        assert!(
            matches!(deleted, Err(Error::NoSuchAccountAlias(_))),
            "{deleted:?}"
        );
    }
    world.delete_alias(&root, "example").await.unwrap();
    assert_eq!(world.aliases(&root).await, []);
    assert_eq!(world.account_called("example").await, None);
    let again = world.delete_alias(&root, "example").await;
    assert!(matches!(again, Err(Error::NoSuchAccountAlias(_))));
    world.create_alias(&neighbour, "example").await.unwrap();
}

/// Many accounts want one alias at the same time, and each wants others as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_want_an_alias_one_gets_it() {
    const ACCOUNTS: usize = 16;
    let world = Arc::new(World::new().await);
    let mut tasks = Vec::new();
    for number in 0..ACCOUNTS {
        let (id, caller) = world.neighbour(&format!("{:012}", number + 1)).await;
        let world = Arc::clone(&world);
        tasks.push(tokio::spawn(async move {
            world
                .create_alias(&caller, &format!("own-{number}"))
                .await
                .unwrap();
            let got = world.create_alias(&caller, "wanted").await;
            (id, caller, got.is_ok())
        }));
    }
    let mut winners = Vec::new();
    for (number, task) in tasks.into_iter().enumerate() {
        let (id, caller, has_got) = task.await.unwrap();
        let own = alias(&format!("own-{number}"));
        let expect = if has_got {
            alias("wanted")
        } else {
            own.clone()
        };
        assert_eq!(world.aliases(&caller).await, [expect]);
        let own = world.account_called(own.as_str()).await;
        assert_eq!(own, (!has_got).then_some(id));
        winners.extend(has_got.then_some(id));
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(world.account_called("wanted").await, winners.pop());
}
