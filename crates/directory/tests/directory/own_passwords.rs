//! Users who change their own passwords, and others who try.

use iamd_api::{ErrorCode, iam};
use iamd_auth::{PasswordState, Target};
use iamd_directory::{Error, PasswordFault, PasswordPolicy};

use crate::{
    password_world::{OTHER, PASSWORD, secret},
    world::{World, user_name},
};

#[tokio::test]
async fn who_knows_the_old_password_sets_a_new_one() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    world
        .create_login_profile(&bob, PASSWORD, true)
        .await
        .unwrap();
    assert_eq!(
        world.state(&bob, PASSWORD).await,
        Some(PasswordState::MustChange)
    );

    let wrong = world.change_password(&bob, "wrong", OTHER).await;
    assert!(matches!(wrong, Err(Error::WrongPassword)), "{wrong:?}");
    let weak = world.change_password(&bob, PASSWORD, "weak").await;
    assert!(
        matches!(
            weak,
            Err(Error::PasswordPolicyViolation(PasswordFault::Misses(_)))
        ),
        "{weak:?}"
    );
    // It does not get rid of having to change it by setting it again.
    let same = world.change_password(&bob, PASSWORD, PASSWORD).await;
    assert!(
        matches!(
            same,
            Err(Error::PasswordPolicyViolation(PasswordFault::Reused))
        ),
        "{same:?}"
    );
    assert_eq!(
        world.state(&bob, PASSWORD).await,
        Some(PasswordState::MustChange)
    );

    world.change_password(&bob, PASSWORD, OTHER).await.unwrap();
    for world in [&world, &world.restarted()] {
        assert_eq!(world.state(&bob, PASSWORD).await, None);
        assert_eq!(world.state(&bob, OTHER).await, Some(PasswordState::Good));
    }
    let profile = world.login_profile(&bob).await.unwrap();
    assert!(!profile.reset_required);
}

#[tokio::test]
async fn guesses_at_the_old_password_are_damped() {
    let world = World::new().await;
    let (bob, eve) = (user_name("bob"), user_name("eve"));
    for name in [&bob, &eve] {
        world.user(name).await;
        world.give_password(name, PASSWORD).await.unwrap();
    }
    for _ in 0..5 {
        let wrong = world.change_password(&bob, "wrong", OTHER).await;
        assert!(matches!(wrong, Err(Error::WrongPassword)));
    }
    // Not even the right one is looked at now.
    let damped = world.change_password(&bob, PASSWORD, OTHER).await;
    assert!(
        matches!(damped, Err(Error::TooManyGuesses { wait_seconds: 30 })),
        "{damped:?}"
    );
    world.change_password(&eve, PASSWORD, OTHER).await.unwrap();
    assert!(
        world.state(&bob, PASSWORD).await.is_some(),
        "signing in is counted elsewhere"
    );
    world.clock.advance_seconds(30);
    world.change_password(&bob, PASSWORD, OTHER).await.unwrap();
    // Whoever knew the password begins anew.
    for _ in 0..5 {
        let wrong = world.change_password(&bob, "wrong", PASSWORD).await;
        assert!(matches!(wrong, Err(Error::WrongPassword)));
    }
    // An administrator who sets another one helps at once.
    world
        .update_login_profile(&bob, Some(PASSWORD), None)
        .await
        .unwrap();
    world.change_password(&bob, PASSWORD, OTHER).await.unwrap();
}

#[tokio::test]
async fn the_last_passwords_are_not_taken_again() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    let password = |number: usize| format!("Password-{number}");
    world.give_password(&bob, &password(0)).await.unwrap();
    for number in 1..4 {
        let (old, new) = (password(number - 1), password(number));
        world.change_password(&bob, &old, &new).await.unwrap();
    }
    world
        .set_policy(PasswordPolicy {
            reuse_prevention: Some(3),
            ..PasswordPolicy::default()
        })
        .await;
    let reused = |done: Result<(), Error>| {
        matches!(
            done,
            Err(Error::PasswordPolicyViolation(PasswordFault::Reused))
        )
    };
    for number in 1..4 {
        let done = world
            .change_password(&bob, &password(3), &password(number))
            .await;
        assert!(reused(done), "{number}");
        let done = world
            .update_login_profile(&bob, Some(&password(number)), None)
            .await;
        assert!(reused(done), "{number}");
    }
    world
        .change_password(&bob, &password(3), &password(0))
        .await
        .unwrap();
    world
        .change_password(&bob, &password(0), &password(1))
        .await
        .unwrap();
    // With the password go those before it.
    world.delete_login_profile(&bob).await.unwrap();
    world.give_password(&bob, &password(1)).await.unwrap();
    let wrong = world
        .change_password(&bob, &password(1), &password(0))
        .await;
    assert!(wrong.is_ok(), "{wrong:?}");
}

#[tokio::test]
async fn twenty_four_passwords_are_remembered() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    let password = |number: usize| format!("Password-{number}");
    world.give_password(&bob, &password(0)).await.unwrap();
    for number in 1..=24 {
        let new = password(number);
        world
            .update_login_profile(&bob, Some(&new), None)
            .await
            .unwrap();
    }
    world
        .set_policy(PasswordPolicy {
            reuse_prevention: Some(24),
            ..PasswordPolicy::default()
        })
        .await;
    let oldest = world
        .change_password(&bob, &password(24), &password(1))
        .await;
    assert!(matches!(
        oldest,
        Err(Error::PasswordPolicyViolation(PasswordFault::Reused))
    ));
    world
        .change_password(&bob, &password(24), &password(0))
        .await
        .unwrap();
}

/// `AllowUsersToChangePassword` is as good as a policy of every user, at once and as long as it is
/// set; and a deny wins.
#[tokio::test]
async fn an_account_may_let_all_its_users_change_their_passwords() {
    let world = World::new().await;
    let (bob, eve) = (user_name("bob"), user_name("Eve"));
    let key = world.user(&bob).await;
    world.user(&eve).await;
    let change = async |target: Target| {
        let caller = world.caller(&key).await;
        let (old, new) = (secret("a"), secret("b"));
        let act = |permit| world.directory.change_password(permit, &bob, &old, &new);
        world
            .acting::<iam::ChangePassword, _, _, _>(&caller, target, act)
            .await
    };
    let see = async || {
        let caller = world.caller(&key).await;
        let act = |permit| world.directory.get_password_policy(permit);
        let asked =
            world.acting::<iam::GetAccountPasswordPolicy, _, _, _>(&caller, Target::Any, act);
        asked.await.map(|policy| policy.unwrap())
    };
    let own = || Target::User(bob.clone());
    let is_denied = |code| assert_eq!(code, Some(ErrorCode::AccessDenied));
    is_denied(change(own()).await.err().map(|error| error.code));

    let lenient = PasswordPolicy {
        users_may_change: true,
        ..PasswordPolicy::default()
    };
    world.set_policy(lenient.clone()).await;
    let allowed = change(own()).await.unwrap();
    assert!(
        matches!(allowed, Err(Error::NoSuchLoginProfile(_))),
        "{allowed:?}"
    );
    assert_eq!(see().await.unwrap(), lenient);
    assert!(change(Target::Caller).await.is_ok());
    is_denied(
        change(Target::User(eve.clone()))
            .await
            .err()
            .map(|error| error.code),
    );
    is_denied(
        change(Target::User(user_name("not-bob")))
            .await
            .err()
            .map(|error| error.code),
    );

    // Under another path it is still its own.
    let update = iamd_directory::UserUpdate {
        name: None,
        path: Some("/a/b/".parse().unwrap()),
    };
    world.update(&bob, update).await;
    assert!(change(own()).await.is_ok());

    world.set_policy(PasswordPolicy::default()).await;
    is_denied(change(own()).await.err().map(|error| error.code));
    world.set_policy(lenient).await;
    assert!(change(own()).await.is_ok());
    let deny = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:ChangePassword","Resource":"*"}}"#;
    world.put(&bob, "deny", deny).await;
    is_denied(change(own()).await.err().map(|error| error.code));
    assert!(see().await.is_ok());
    world.drop_policy().await.unwrap();
    is_denied(see().await.err().map(|error| error.code));
}
