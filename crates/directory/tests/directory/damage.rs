//! A record that cannot be read denies: it might be the one that forbids.

use iamd_api::iam;
use iamd_auth::{Call, Credentials, Perform, Permit, Policies, Requirements, Target};
use iamd_ident::AccessKeyId;
use iamd_store::{Key, KeyRange, Scope, Table, Txn};

use crate::world::{ALLOW_ALL, World, account, user_name};

const DENY_ALL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;

/// Does nothing for whoever is allowed to list users.
struct Idle;

impl Perform<iam::ListUsers> for Idle {
    type Input = ();
    type Output = ();

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, iamd_api::Error> {
        Ok(Requirements::on(Target::Users("/".to_owned())))
    }

    async fn run(
        &self,
        _permit: Permit<iam::ListUsers>,
        _call: Call<'_>,
        _input: (),
    ) -> Result<(), iamd_api::Error> {
        Ok(())
    }
}

async fn decision(world: &World, key: &AccessKeyId) -> &'static str {
    let answer = world.perform::<iam::ListUsers, _>(&Idle, key, ()).await;
    answer.map_or_else(|error| error.code.as_str(), |()| "allowed")
}

/// The keys of a table of the account.
async fn places(world: &World, table: &'static str) -> Vec<Key> {
    let range = KeyRange::under(&Key::new(Scope::Account(account()), Table::new(table)));
    let records = world.store.scan(&range, 100).await.unwrap();
    records.into_iter().map(|(key, _)| key).collect()
}

async fn attach(world: &World, arn: &iamd_ident::Arn) {
    let bob = user_name("bob");
    let act = |permit| world.directory.attach_user_policy(permit, &bob, arn);
    let target = Target::User(bob.clone());
    world
        .with_permit::<iam::AttachUserPolicy, _, _, _>(target, act)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_policy_that_is_lost_or_damaged_denies_everything() {
    for table in ["user-policies", "policies", "policy-versions"] {
        for damage in [None, Some(b"garbage".to_vec())] {
            let world = World::new().await;
            let bob = user_name("bob");
            let key = world.user(&bob).await;
            world.put(&bob, "allow", ALLOW_ALL).await;
            if table == "user-policies" {
                world.put(&bob, "deny", DENY_ALL).await;
                assert_eq!(decision(&world, &key).await, "AccessDenied");
            } else {
                attach(&world, &world.policy("policy").await).await;
                assert_eq!(decision(&world, &key).await, "allowed");
            }
            let place = places(&world, table).await.pop().unwrap();
            let txn = match &damage {
                Some(bytes) => Txn::new().put(place, bytes.clone()),
                None => Txn::new().delete(place),
            };
            world.store.commit(txn).await.unwrap();
            world.directory.forget_everything();
            assert_eq!(
                decision(&world, &key).await,
                "InternalFailure",
                "{table} {damage:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_group_or_boundary_that_is_lost_or_damaged_denies_everything() {
    for table in ["groups", "group-policies", "policies", "policy-versions"] {
        for damage in [None, Some(b"garbage".to_vec())] {
            let world = World::new().await;
            let bob = user_name("bob");
            let key = world.user(&bob).await;
            world.put(&bob, "allow", ALLOW_ALL).await;
            world.group("g").await;
            world.add(&bob, "g").await.unwrap();
            world.put_group("g", "inline", ALLOW_ALL).await;
            let limit = world.policy("limit").await;
            world.bound(&bob, Some(&limit)).await.unwrap();
            assert_eq!(decision(&world, &key).await, "allowed");
            // Known before, so that the credential itself is not what fails.
            let caller = world.caller(&key).await;
            let place = places(&world, table).await.pop().unwrap();
            let txn = match &damage {
                Some(bytes) => Txn::new().put(place, bytes.clone()),
                None => Txn::new().delete(place),
            };
            world.store.commit(txn).await.unwrap();
            world.directory.forget_everything();
            let policies = world.directory.policies(&caller).await;
            assert!(policies.is_err(), "{table} {damage:?}");
        }
    }
}

#[tokio::test]
async fn a_user_that_is_damaged_gets_nowhere() {
    let world = World::new().await;
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    world.put(&bob, "allow", ALLOW_ALL).await;
    let place = places(&world, "users").await.pop().unwrap();
    world
        .store
        .commit(Txn::new().put(place.clone(), b"garbage".to_vec()))
        .await
        .unwrap();
    assert!(world.directory.credential(&key).await.is_err());
    world.store.commit(Txn::new().delete(place)).await.unwrap();
    assert!(world.directory.credential(&key).await.unwrap().is_none());
}
