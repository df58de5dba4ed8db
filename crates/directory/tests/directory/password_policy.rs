//! What an account asks of its users' passwords.

use iamd_directory::{Error, PasswordFault, PasswordNeed, PasswordPolicy};

use crate::{
    password_world::{OTHER, PASSWORD, operator, secret},
    world::{World, account, user_name},
};

fn strict() -> PasswordPolicy {
    PasswordPolicy {
        length_min: 20,
        requires_symbols: true,
        requires_numbers: true,
        requires_uppercase: true,
        requires_lowercase: true,
        users_may_change: true,
        age_max_days: Some(90),
        reuse_prevention: Some(24),
        hard_expiry: Some(false),
    }
}

#[tokio::test]
async fn a_policy_is_set_as_a_whole_and_taken_away() {
    let world = World::new().await;
    let missing = |error| matches!(error, Some(Error::NoSuchPasswordPolicy(id)) if id == account());
    assert!(missing(world.policy_of_passwords().await.err()));
    assert!(missing(world.drop_policy().await.err()));
    for policy in [strict(), PasswordPolicy::default()] {
        world.set_policy(policy.clone()).await;
        for world in [&world, &world.restarted()] {
            assert_eq!(world.policy_of_passwords().await.unwrap(), policy);
        }
    }
    world.drop_policy().await.unwrap();
    assert!(missing(world.policy_of_passwords().await.err()));
}

#[tokio::test]
async fn new_passwords_are_held_to_the_policy_of_the_moment() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    // AWS's own, before anybody has said anything.
    let simple = world.give_password(&bob, "password").await;
    assert!(
        matches!(
            simple,
            Err(Error::PasswordPolicyViolation(PasswordFault::TooSimple {
                classes: 2,
                ..
            }))
        ),
        "{simple:?}"
    );
    world.set_policy(PasswordPolicy::default()).await;
    world.give_password(&bob, "password").await.unwrap();

    world.set_policy(strict()).await;
    assert!(
        world.state(&bob, "password").await.is_some(),
        "old ones stay good"
    );
    let refused = |done: Result<(), Error>| {
        let needs = [PasswordNeed::Length(20)];
        matches!(
            done,
            Err(Error::PasswordPolicyViolation(PasswordFault::Misses(missing))) if missing == needs
        )
    };
    let short = "Too-Short-1";
    assert!(refused(
        world.change_password(&bob, "password", short).await
    ));
    assert!(refused(
        world.update_login_profile(&bob, Some(short), None).await
    ));
    let long = "Long-Enough-For-All-1";
    world.change_password(&bob, "password", long).await.unwrap();

    let latin = format!("{long}é");
    world.change_password(&bob, long, &latin).await.unwrap();
    assert!(world.state(&bob, &latin).await.is_some());
    for unfit in [format!("{long}€"), long.repeat(7)] {
        let done = world.update_login_profile(&bob, Some(&unfit), None).await;
        assert!(matches!(
            done,
            Err(Error::PasswordPolicyViolation(PasswordFault::NotTypable))
        ));
    }
}

#[tokio::test]
async fn the_root_user_is_held_to_aws_s_policy_alone() {
    let world = World::new().await;
    world.set_policy(strict()).await;
    let weak = world.set_root_password("password").await;
    assert!(matches!(weak, Err(Error::PasswordPolicyViolation(_))));
    for password in [PASSWORD, OTHER, OTHER] {
        world.set_root_password(password).await.unwrap();
    }
    let (work, password) = (operator(), secret(PASSWORD));
    let other = "000000000001".parse().unwrap();
    let missing = world
        .directory
        .set_root_password(&work, other, &password)
        .await;
    assert!(matches!(missing, Err(Error::NoSuchAccount(id)) if id == other));
}
