//! Which changes compile a user's policies anew: those that change them, and no other.

use std::sync::Arc;

use iamd_api::iam;
use iamd_auth::{Caller, Credentials, Policies, Target};
use iamd_directory::PolicyText;
use iamd_ident::{AccessKeyId, Arn, Tag, UserName};
use iamd_policy::PolicySet;

use crate::world::{ALLOW_ALL, World, user_name};

impl World {
    async fn set(&self, key: &AccessKeyId) -> Arc<PolicySet> {
        let credential = self.directory.credential(key).await.unwrap().unwrap();
        let caller = Caller::new(credential.principal, key.clone());
        let policies = self.directory.policies(&caller).await.unwrap();
        policies.identity.unwrap()
    }

    async fn attach(&self, name: &UserName, arn: &Arn) {
        let act = |permit| self.directory.attach_user_policy(permit, name, arn);
        self.with_permit::<iam::AttachUserPolicy, _, _, _>(Target::User(name.clone()), act)
            .await
            .unwrap();
    }

    async fn tag(&self, name: &UserName) {
        let tags = [Tag {
            key: "team".to_owned(),
            value: "blue".to_owned(),
        }];
        let act = |permit| self.directory.tag_user(permit, name, &tags);
        self.with_permit::<iam::TagUser, _, _, _>(Target::User(name.clone()), act)
            .await
            .unwrap();
    }

    async fn add_version(&self, arn: &Arn, set_as_default: bool) {
        let text = PolicyText::identity(ALLOW_ALL.to_owned()).unwrap();
        let act = |permit| {
            self.directory
                .create_policy_version(permit, arn, text.clone(), set_as_default)
        };
        self.with_permit::<iam::CreatePolicyVersion, _, _, _>(Target::Policy(arn.clone()), act)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn only_a_change_of_policies_compiles_them_anew() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    let [bob, eve] = ["bob", "eve"].map(user_name);
    let key = world.user(&bob).await;
    world.user(&eve).await;
    world.put(&bob, "inline", ALLOW_ALL).await;
    world.attach(&bob, &arn).await;
    let first = world.set(&key).await;

    world.tag(&bob).await;
    world.attach(&eve, &arn).await;
    world.add_version(&arn, false).await;
    assert!(Arc::ptr_eq(&first, &world.set(&key).await));

    world.add_version(&arn, true).await;
    let second = world.set(&key).await;
    assert!(!Arc::ptr_eq(&first, &second));

    world.put(&bob, "inline", ALLOW_ALL).await;
    let third = world.set(&key).await;
    assert!(!Arc::ptr_eq(&second, &third));

    world.put(&bob, "another", ALLOW_ALL).await;
    assert!(!Arc::ptr_eq(&third, &world.set(&key).await));
}

#[tokio::test]
async fn users_with_the_same_managed_policies_share_one_set() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    let [bob, eve] = ["bob", "eve"].map(user_name);
    let keys = [world.user(&bob).await, world.user(&eve).await];
    world.attach(&bob, &arn).await;
    world.attach(&eve, &arn).await;
    let [of_bob, of_eve] = [world.set(&keys[0]).await, world.set(&keys[1]).await];
    assert!(Arc::ptr_eq(&of_bob, &of_eve));

    world.put(&eve, "inline", ALLOW_ALL).await;
    assert!(!Arc::ptr_eq(&of_bob, &world.set(&keys[1]).await));
    assert!(Arc::ptr_eq(&of_bob, &world.set(&keys[0]).await));
}
