//! Many who want the same role or instance profile at the same time.

use std::sync::Arc;

use iamd_directory::Error;

use crate::{
    role_world::{for_ec2, new_role},
    world::World,
};

const MANY: usize = 16;

/// What becomes of something that many do at once.
pub(crate) async fn all_at_once<F, Done, T>(world: &Arc<World>, act: F) -> Vec<T>
where
    F: Fn(Arc<World>, usize) -> Done,
    Done: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let tasks: Vec<_> = (0..MANY)
        .map(|number| tokio::spawn(act(Arc::clone(world), number)))
        .collect();
    let mut outcomes = Vec::with_capacity(MANY);
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_make_the_same_role_one_succeeds() {
    let world = Arc::new(World::new().await);
    let create = |world: Arc<World>, _| async move {
        world.create_role(new_role("reader", for_ec2())).await
    };
    let (mut made, mut refused) = (Vec::new(), Vec::new());
    for outcome in all_at_once(&world, create).await {
        match outcome {
            Ok(role) => made.push(role),
            Err(error) => refused.push(error),
        }
    }
    assert_eq!(made, [world.get_role("reader").await.unwrap()]);
    let is_taken = |error: &Error| matches!(error, Error::RoleExists(_));
    assert!(refused.iter().all(is_taken), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_roles_one_gets_into_an_instance_profile() {
    let world = Arc::new(World::new().await);
    world.create_profile("Web").await.unwrap();
    for number in 0..MANY {
        let new = new_role(&format!("role-{number}"), for_ec2());
        world.create_role(new).await.unwrap();
    }
    let put = |world: Arc<World>, number| async move {
        world.put_in("Web", &format!("role-{number}")).await
    };
    let outcomes = all_at_once(&world, put).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let role = world.get_profile("Web").await.unwrap().role.unwrap();
    for number in 0..MANY {
        let name = format!("role-{number}");
        let is_in = !world.profiles_of(&name).await.is_empty();
        assert_eq!(is_in, name == role.name.as_str(), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_role_that_goes_leaves_no_instance_profile_behind_that_names_it() {
    let world = Arc::new(World::new().await);
    for number in 0..MANY {
        let name = format!("both-{number}");
        world.create_role(new_role(&name, for_ec2())).await.unwrap();
        world.create_profile(&name).await.unwrap();
    }
    let race = |world: Arc<World>, number| async move {
        let name = format!("both-{number}");
        let (put, deleted) = tokio::join!(world.put_in(&name, &name), world.delete_role(&name));
        let profile = world.get_profile(&name).await.unwrap();
        (put.is_ok(), deleted.is_ok(), profile.role.is_some())
    };
    for (put, deleted, is_held) in all_at_once(&world, race).await {
        assert_ne!(put, deleted, "one of them comes first");
        assert_eq!(put, is_held);
    }
}
