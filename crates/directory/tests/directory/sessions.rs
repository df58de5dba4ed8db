//! What lives of a session: whoever it hangs on, as they are today.

use iamd_auth::{Credentials, Principal, SessionOwner};
use iamd_ident::{AccountId, UniqueId};

use crate::{
    role_world::aws,
    world::{World, account, user_name},
};

impl World {
    async fn principal_of(&self, owner: SessionOwner) -> Option<Principal> {
        self.directory.session_principal(&owner).await.unwrap()
    }
}

fn federated(account: AccountId, issuer: Option<UniqueId>) -> SessionOwner {
    SessionOwner::FederatedUser {
        account,
        issuer,
        name: "fed".to_owned(),
    }
}

#[tokio::test]
async fn a_role_session_has_the_role_of_today() {
    let world = World::new().await;
    let role = world.role("R", &aws("123456789012")).await;
    for world in [&world, &world.restarted()] {
        let Some(Principal::RoleSession(session)) = world.role_session(&role, "s").await else {
            panic!("the role lives");
        };
        let arn = "arn:aws:sts::123456789012:assumed-role/R/s";
        assert_eq!(session.arn.as_str(), arn);
        assert_eq!(session.user_id, format!("{}:s", role.id));
        assert_eq!(
            (session.role.arn.clone(), session.role.id),
            (role.arn.clone(), role.id)
        );
    }
}

#[tokio::test]
async fn a_role_session_ends_with_its_role_and_is_not_the_namesakes() {
    let world = World::new().await;
    let role = world.role("R", &aws("123456789012")).await;
    assert!(world.role_session(&role, "s").await.is_some());
    world.delete_role("R").await.unwrap();
    assert!(world.role_session(&role, "s").await.is_none());
    let namesake = world.role("R", &aws("123456789012")).await;
    assert!(world.role_session(&role, "s").await.is_none());
    assert!(world.role_session(&namesake, "s").await.is_some());
    assert!(world.restarted().role_session(&role, "s").await.is_none());
}

#[tokio::test]
async fn sessions_of_a_user_end_with_the_user() {
    let world = World::new().await;
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    let id = world.caller(&key).await.user().unwrap().id;
    let own = SessionOwner::User(account(), id);
    let made = federated(account(), Some(id));
    match world.principal_of(own.clone()).await {
        Some(Principal::User(user)) => assert_eq!((user.id, &user.name), (id, &bob)),
        other => panic!("{other:?}"),
    }
    match world.principal_of(made.clone()).await {
        Some(Principal::FederatedUser(user)) => {
            let arn = "arn:aws:sts::123456789012:federated-user/fed";
            assert_eq!(user.arn.as_str(), arn);
            assert_eq!(user.user_id, "123456789012:fed");
            assert_eq!(
                user.issuer_arn.as_str(),
                "arn:aws:iam::123456789012:user/bob"
            );
            assert_eq!(user.issuer.as_ref().unwrap().id, id);
        }
        other => panic!("{other:?}"),
    }
    world.delete_user(&bob, &key).await;
    world.user(&bob).await;
    for owner in [own, made] {
        assert!(
            world.principal_of(owner).await.is_none(),
            "a namesake is somebody else"
        );
    }
}

#[tokio::test]
async fn sessions_of_a_root_user_need_its_account() {
    let world = World::new().await;
    let nobody: AccountId = "999999999999".parse().unwrap();
    match world.principal_of(SessionOwner::RootUser(account())).await {
        Some(Principal::RootUser(root)) => assert_eq!(root.account, account()),
        other => panic!("{other:?}"),
    }
    match world.principal_of(federated(account(), None)).await {
        Some(Principal::FederatedUser(user)) => {
            assert_eq!(user.issuer_arn.as_str(), "arn:aws:iam::123456789012:root");
            assert!(user.issuer.is_none());
        }
        other => panic!("{other:?}"),
    }
    assert!(
        world
            .principal_of(SessionOwner::RootUser(nobody))
            .await
            .is_none()
    );
    assert!(world.principal_of(federated(nobody, None)).await.is_none());
}
