//! The last use of roles.

use iamd_auth::{Credentials, KeyUse, SystemReason, SystemWork, Used};
use iamd_directory::Role;
use iamd_ident::Clock;

use crate::{
    role_world::aws,
    world::{World, account},
};

impl World {
    fn use_role(&self, role: &Role, region: &str) -> KeyUse {
        let key_use = KeyUse {
            at: self.clock.now(),
            region: region.to_owned(),
            service: "s3".to_owned(),
        };
        let used = Used::Role(account(), role.id);
        self.directory.record_use(used, key_use.clone());
        key_use
    }

    async fn flush(&self) {
        let work = SystemWork::new(SystemReason::LastUse);
        self.directory.flush_last_use(&work).await.unwrap();
    }

    async fn last_use_of(&self, name: &str) -> Option<KeyUse> {
        self.get_role(name).await.unwrap().last_used
    }
}

#[tokio::test]
async fn a_use_is_seen_at_once_and_kept_when_it_was_written_down() {
    let world = World::new().await;
    let role = world.role("R", &aws("123456789012")).await;
    assert_eq!(world.last_use_of("R").await, None);
    let first = world.use_role(&role, "us-west-2");
    assert_eq!(world.last_use_of("R").await, Some(first.clone()));
    assert_eq!(
        world.restarted().last_use_of("R").await,
        None,
        "not written yet"
    );
    world.flush().await;
    assert_eq!(world.restarted().last_use_of("R").await, Some(first));
    world.clock.advance_seconds(1);
    let second = world.use_role(&role, "eu-west-1");
    assert_eq!(world.last_use_of("R").await, Some(second.clone()));
    world.flush().await;
    assert_eq!(world.restarted().last_use_of("R").await, Some(second));
}

#[tokio::test]
async fn a_use_is_told_for_four_hundred_days() {
    const DAY: i64 = 24 * 60 * 60;
    let world = World::new().await;
    let role = world.role("R", &aws("123456789012")).await;
    let used = world.use_role(&role, "us-west-2");
    world.flush().await;
    world.clock.advance_seconds(400 * DAY);
    assert_eq!(world.last_use_of("R").await, Some(used));
    world.clock.advance_seconds(1);
    assert_eq!(world.last_use_of("R").await, None);
}

#[tokio::test]
async fn a_role_that_is_gone_has_no_last_use_nor_has_its_namesake() {
    let world = World::new().await;
    let role = world.role("R", &aws("123456789012")).await;
    world.use_role(&role, "us-west-2");
    world.flush().await;
    world.use_role(&role, "us-west-2");
    world.delete_role("R").await.unwrap();
    world.flush().await;
    world.role("R", &aws("123456789012")).await;
    assert_eq!(world.last_use_of("R").await, None);
    assert_eq!(world.restarted().last_use_of("R").await, None);
}
