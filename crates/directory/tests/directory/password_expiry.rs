//! Passwords that grow too old.

use iamd_auth::PasswordState;
use iamd_directory::PasswordPolicy;

use crate::{
    password_world::{OTHER, PASSWORD},
    world::{World, user_name},
};

const DAY_SECONDS: i64 = 24 * 60 * 60;

fn aging(hard_expiry: Option<bool>) -> PasswordPolicy {
    PasswordPolicy {
        age_max_days: Some(90),
        hard_expiry,
        ..PasswordPolicy::default()
    }
}

#[tokio::test]
async fn a_password_that_is_too_old_must_be_changed() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    world.give_password(&bob, PASSWORD).await.unwrap();
    world.clock.advance_seconds(90 * DAY_SECONDS - 1);
    world.set_policy(aging(None)).await;
    assert_eq!(world.state(&bob, PASSWORD).await, Some(PasswordState::Good));
    world.clock.advance_seconds(1);
    assert_eq!(
        world.state(&bob, PASSWORD).await,
        Some(PasswordState::MustChange)
    );
    world.change_password(&bob, PASSWORD, OTHER).await.unwrap();
    assert_eq!(world.state(&bob, OTHER).await, Some(PasswordState::Good));
    world.clock.advance_seconds(90 * DAY_SECONDS);
    assert_eq!(
        world.state(&bob, OTHER).await,
        Some(PasswordState::MustChange)
    );
    world.drop_policy().await.unwrap();
    assert_eq!(world.state(&bob, OTHER).await, Some(PasswordState::Good));
}

/// It opens nothing; but whoever has a key may still change it with that.
///
/// SOURCE: IAM API Reference, data type `PasswordPolicy`, `HardExpiry`.
#[tokio::test]
async fn a_password_that_expires_hard_opens_nothing() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    world.give_password(&bob, PASSWORD).await.unwrap();
    world.set_policy(aging(Some(true))).await;
    world.clock.advance_seconds(90 * DAY_SECONDS);
    assert_eq!(
        world.state(&bob, PASSWORD).await,
        Some(PasswordState::Expired)
    );
    assert_eq!(world.state(&bob, OTHER).await, None);
    world
        .update_login_profile(&bob, None, Some(true))
        .await
        .unwrap();
    assert_eq!(
        world.state(&bob, PASSWORD).await,
        Some(PasswordState::Expired)
    );
    world
        .update_login_profile(&bob, Some(OTHER), None)
        .await
        .unwrap();
    assert_eq!(
        world.state(&bob, OTHER).await,
        Some(PasswordState::MustChange)
    );
    world.clock.advance_seconds(90 * DAY_SECONDS);
    world.change_password(&bob, OTHER, PASSWORD).await.unwrap();
    assert_eq!(world.state(&bob, PASSWORD).await, Some(PasswordState::Good));
}

#[tokio::test]
async fn the_root_user_s_password_does_not_grow_old() {
    let world = World::new().await;
    world.set_root_password(PASSWORD).await.unwrap();
    world.set_policy(aging(Some(true))).await;
    world.clock.advance_seconds(900 * DAY_SECONDS);
    world.sign_in(None, PASSWORD).await.unwrap();
}
