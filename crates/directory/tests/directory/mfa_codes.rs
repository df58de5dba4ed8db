//! Codes: each counts once, in its time, and who guesses is stopped.

use std::sync::Arc;

use iamd_auth::{MfaDevices, MfaFault, MfaStep, mfa::guesses::Guessed};
use iamd_directory::{CodePair, Error, KeyHolder};
use iamd_ident::{Clock, Secret};
use iamd_seal::Purpose;
use iamd_store::{Settings, Store};

use crate::{
    mfa_world::{Phone, holder},
    world::{World, master_key, user_name},
};

const WRONG: Err = Err(MfaFault::WrongCode);
type Err = Result<(), MfaFault>;

/// A code that no phone shows at the time of these tests.
fn wrong_code() -> Secret<String> {
    Secret::new("000000".to_owned())
}

#[tokio::test]
async fn a_code_counts_in_its_step_and_the_ones_beside_it() {
    for (steps, expected) in [
        (-2, WRONG),
        (-1, Ok(())),
        (0, Ok(())),
        (1, Ok(())),
        (2, WRONG),
    ] {
        let world = World::new().await;
        let phone = world.enabled(&KeyHolder::RootUser, "phone").await;
        world.clock.advance_seconds(60);
        let root = world.caller(&world.root).await;
        let shown = world
            .use_code(&root, &phone, &phone.code(&world, steps))
            .await;
        assert_eq!(shown, expected, "{steps}");
    }
}

#[tokio::test]
async fn a_device_is_enabled_with_two_codes_of_now() {
    for (first, second, is_right) in [
        (-1, 0, true),
        (0, 1, true),
        (-2, -1, true),
        (-3, -2, false),
        (1, 2, false),
        (0, 0, false),
        (1, 0, false),
        (-1, 1, false),
    ] {
        let world = World::new().await;
        let phone = Phone::new(&world, "phone").await;
        let codes = CodePair {
            first: phone.code(&world, first),
            second: phone.code(&world, second),
        };
        let enabled = world.enable(&KeyHolder::RootUser, &phone, &codes).await;
        let enabled = match enabled {
            Ok(()) => true,
            Err(Error::InvalidAuthenticationCode) => false,
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(enabled, is_right, "{first} {second}");
    }
}

#[tokio::test]
async fn a_code_counts_once_whatever_it_is_used_for() {
    let mut world = World::new().await;
    let root = world.caller(&world.root).await;
    let holder = KeyHolder::RootUser;
    let phone = Phone::new(&world, "phone").await;
    let codes = phone.codes(&world);
    world.enable(&holder, &phone, &codes).await.unwrap();
    for code in [&codes.first, &codes.second] {
        assert_eq!(world.use_code(&root, &phone, code).await, WRONG);
    }
    let next = phone.code(&world, 1);
    assert_eq!(world.use_code(&root, &phone, &next).await, Ok(()));
    assert_eq!(world.use_code(&root, &phone, &next).await, WRONG);

    // A restart forgets nothing, and neither does enabling the device anew.
    world = world.restarted();
    assert_eq!(world.use_code(&root, &phone, &next).await, WRONG);
    world
        .deactivate(&holder, &phone.serial_number)
        .await
        .unwrap();
    world.clock.advance_seconds(30);
    let used = CodePair {
        first: phone.code(&world, 0),
        second: phone.code(&world, 1),
    };
    for codes in [codes, used] {
        let enabled = world.enable(&holder, &phone, &codes).await;
        assert!(
            matches!(enabled, Err(Error::InvalidAuthenticationCode)),
            "{enabled:?}"
        );
    }
    world.clock.advance_seconds(60);
    world
        .enable(&holder, &phone, &phone.codes(&world))
        .await
        .unwrap();
    let synchronised = world.resync(&holder, &phone, &phone.codes(&world)).await;
    assert!(matches!(
        synchronised,
        Err(Error::InvalidAuthenticationCode)
    ));
}

#[tokio::test]
async fn earlier_codes_do_not_count_after_a_later_one() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    let phone = world.enabled(&KeyHolder::RootUser, "phone").await;
    world
        .use_code(&root, &phone, &phone.code(&world, 1))
        .await
        .unwrap();
    for steps in [-1, 0, 1] {
        let shown = world
            .use_code(&root, &phone, &phone.code(&world, steps))
            .await;
        assert_eq!(shown, WRONG, "{steps}");
    }
}

#[tokio::test]
async fn a_code_that_was_checked_is_not_used_up_if_the_device_is_gone() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    let phone = world.enabled(&KeyHolder::RootUser, "phone").await;
    let code = phone.code(&world, 0);
    let step = world.check_code(&root, &phone, &code).await.unwrap();
    world
        .deactivate(&KeyHolder::RootUser, &phone.serial_number)
        .await
        .unwrap();
    assert!(!world.directory.spend(&step).await.unwrap());
    world.delete_device(&phone.serial_number).await.unwrap();
    assert!(!world.directory.spend(&step).await.unwrap());
}

#[tokio::test]
async fn a_clock_that_is_off_is_put_up_with_once_it_is_known() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    let holder = KeyHolder::RootUser;
    let mut phone = world.enabled(&holder, "phone").await;
    for drift in [20, 21, 60] {
        phone.drift = drift;
        let shown = world.use_code(&root, &phone, &phone.code(&world, 2)).await;
        assert_eq!(shown, WRONG, "{drift}");
        world
            .resync(&holder, &phone, &phone.codes(&world))
            .await
            .unwrap();
        world.clock.advance_seconds(60);
        let world = world.restarted();
        let shown = world.use_code(&root, &phone, &phone.code(&world, 0)).await;
        assert_eq!(shown, Ok(()), "{drift}");
        world.clock.advance_seconds(60);
    }
    phone.drift = 61;
    let synchronised = world.resync(&holder, &phone, &phone.codes(&world)).await;
    assert!(matches!(
        synchronised,
        Err(Error::InvalidAuthenticationCode)
    ));
}

/// After five wrong codes a device waits, whichever operation they were shown to. None of them is
/// written down.
#[tokio::test]
async fn who_guesses_is_stopped() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    let holder = KeyHolder::RootUser;
    let phone = Phone::new(&world, "phone").await;
    let guess = CodePair {
        first: wrong_code(),
        second: wrong_code(),
    };
    let writes = world.store.stats().transactions;
    for _ in 0..5 {
        let enabled = world.enable(&holder, &phone, &guess).await;
        assert!(matches!(enabled, Err(Error::InvalidAuthenticationCode)));
    }
    let stopped = world.enable(&holder, &phone, &phone.codes(&world)).await;
    assert!(matches!(stopped, Err(Error::InvalidAuthenticationCode)));
    assert_eq!(world.store.stats().transactions, writes);
    world.clock.advance_seconds(30);
    world
        .enable(&holder, &phone, &phone.codes(&world))
        .await
        .unwrap();

    let writes = world.store.stats().transactions;
    for _ in 0..5 {
        assert_eq!(world.use_code(&root, &phone, &wrong_code()).await, WRONG);
    }
    let next = phone.code(&world, 1);
    assert_eq!(world.use_code(&root, &phone, &next).await, WRONG);
    let synchronised = world.resync(&holder, &phone, &guess).await;
    assert!(matches!(
        synchronised,
        Err(Error::InvalidAuthenticationCode)
    ));
    assert_eq!(world.store.stats().transactions, writes);
    world.clock.advance_seconds(30);
    assert_eq!(
        world.use_code(&root, &phone, &phone.code(&world, 1)).await,
        Ok(())
    );
}

/// Wrong codes count against who is to get the device. Who may enable devices for himself does not
/// make those of others wait, and a device that is made anew begins anew.
#[tokio::test]
async fn nobody_makes_the_device_of_another_wait() {
    let world = World::new().await;
    let (alice, mallory) = (user_name("alice"), user_name("mallory"));
    for name in [&alice, &mallory] {
        world.user(name).await;
    }
    let (alice, mallory) = (holder(&alice), holder(&mallory));
    let guess = CodePair {
        first: wrong_code(),
        second: wrong_code(),
    };
    let phone = Phone::new(&world, "alice").await;
    for _ in 0..20 {
        world.enable(&mallory, &phone, &guess).await.unwrap_err();
    }
    let stolen = world.enable(&mallory, &phone, &phone.codes(&world)).await;
    assert!(matches!(stolen, Err(Error::InvalidAuthenticationCode)));
    for _ in 0..5 {
        world.enable(&alice, &phone, &guess).await.unwrap_err();
    }
    world.delete_device(&phone.serial_number).await.unwrap();
    let phone = Phone::new(&world, "alice").await;
    for _ in 0..20 {
        world.enable(&mallory, &phone, &guess).await.unwrap_err();
    }
    world
        .enable(&alice, &phone, &phone.codes(&world))
        .await
        .unwrap();
}

/// A used code is neither a right guess nor a wrong one: it stops nobody, and helps nobody to go on.
#[tokio::test]
async fn a_used_code_is_no_guess() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    let phone = world.enabled(&KeyHolder::RootUser, "phone").await;
    let used = phone.code(&world, 0);
    world.use_code(&root, &phone, &used).await.unwrap();
    for _ in 0..20 {
        assert_eq!(world.use_code(&root, &phone, &used).await, WRONG);
    }
    for _ in 0..5 {
        assert_eq!(world.use_code(&root, &phone, &wrong_code()).await, WRONG);
        assert_eq!(world.use_code(&root, &phone, &used).await, WRONG);
    }
    let next = phone.code(&world, 1);
    assert_eq!(
        world.use_code(&root, &phone, &next).await,
        WRONG,
        "it waits"
    );
    world.clock.advance_seconds(30);
    assert_eq!(world.use_code(&root, &phone, &next).await, Ok(()));
}

#[tokio::test]
async fn a_right_code_that_is_kept_forgives_nothing() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    let phone = world.enabled(&KeyHolder::RootUser, "phone").await;
    let kept = phone.code(&world, 1);
    for _ in 0..20 {
        assert!(world.check_code(&root, &phone, &kept).await.is_ok());
    }
    for _ in 0..5 {
        assert!(world.check_code(&root, &phone, &kept).await.is_ok());
        assert_eq!(world.use_code(&root, &phone, &wrong_code()).await, WRONG);
    }
    let waits = world.check_code(&root, &phone, &kept).await;
    assert_eq!(waits.err(), Some(MfaFault::WrongCode), "it waits");
    world.clock.advance_seconds(30);
    let step = world.check_code(&root, &phone, &kept).await.unwrap();
    assert_eq!(world.use_code(&root, &phone, &wrong_code()).await, WRONG);
    assert!(world.directory.spend(&step).await.unwrap());
    assert!(!world.directory.spend(&step).await.unwrap());
    for _ in 0..5 {
        // Now they are forgotten.
        assert_eq!(world.use_code(&root, &phone, &wrong_code()).await, WRONG);
    }
    let next = phone.code(&world, 1);
    assert_eq!(world.use_code(&root, &phone, &next).await, WRONG);
    world.clock.advance_seconds(30);
    assert_eq!(world.use_code(&root, &phone, &next).await, Ok(()));
}

#[tokio::test]
async fn a_step_is_of_one_device_of_one_holder() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    let phone = world.enabled(&KeyHolder::RootUser, "phone").await;
    let code = phone.code(&world, 0);
    let step = world.check_code(&root, &phone, &code).await.unwrap();
    let of_another = |device| MfaStep {
        device,
        ..step.clone()
    };
    let namesake = of_another(Guessed {
        made: world.clock.now(),
        ..step.device.clone()
    });
    let of_bob = of_another(Guessed {
        holder: "AIDAAAAAAAAAAAAAAAAA2".parse().ok(),
        ..step.device.clone()
    });
    assert!(!world.directory.spend(&namesake).await.unwrap());
    assert!(!world.directory.spend(&of_bob).await.unwrap());
    assert!(world.directory.spend(&step).await.unwrap());
}

#[tokio::test]
async fn a_clock_that_is_a_step_off_is_right() {
    let world = World::new().await;
    let root = world.caller(&world.root).await;
    let holder = KeyHolder::RootUser;
    let phone = world.enabled(&holder, "phone").await;
    let codes = CodePair {
        first: phone.code(&world, 0),
        second: phone.code(&world, 1),
    };
    world.resync(&holder, &phone, &codes).await.unwrap();
    world.clock.advance_seconds(90);
    let shown = world.use_code(&root, &phone, &phone.code(&world, -1)).await;
    assert_eq!(shown, Ok(()));
}

/// A store on a disk, which makes groups of transactions durable.
fn on_disk(folder: &tempfile::TempDir) -> Store {
    let checksums = master_key().checksum_key(Purpose::new("records"));
    let mut settings = Settings::new(checksums, "2026-01-31T00:00:00Z".parse().unwrap());
    settings.cache_bytes = 1024 * 1024;
    Store::open(&folder.path().join("directory.redb"), settings).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_show_one_code_at_once_one_gets_through() {
    let folder = tempfile::tempdir().unwrap();
    let world = Arc::new(World::over(on_disk(&folder)).await);
    let phone = Arc::new(world.enabled(&KeyHolder::RootUser, "phone").await);
    for _ in 0..4 {
        let tries: Vec<_> = (0..64)
            .map(|_| {
                let (world, phone) = (Arc::clone(&world), Arc::clone(&phone));
                tokio::spawn(async move {
                    let root = world.caller(&world.root).await;
                    let code = phone.code(&world, 0);
                    world.use_code(&root, &phone, &code).await
                })
            })
            .collect();
        let mut through = 0;
        for answer in tries {
            through += usize::from(answer.await.unwrap().is_ok());
        }
        assert_eq!(through, 1);
        world.clock.advance_seconds(30);
    }
    world.store.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_enable_one_device_at_once_one_gets_it() {
    let folder = tempfile::tempdir().unwrap();
    let world = Arc::new(World::over(on_disk(&folder)).await);
    let phone = Arc::new(Phone::new(&world, "phone").await);
    for number in 0..16 {
        world.user(&user_name(&format!("user-{number}"))).await;
    }
    let tries: Vec<_> = (0..64)
        .map(|number| {
            let (world, phone) = (Arc::clone(&world), Arc::clone(&phone));
            tokio::spawn(async move {
                let user = holder(&user_name(&format!("user-{}", number % 16)));
                let codes = phone.codes(&world);
                world.enable(&user, &phone, &codes).await
            })
        })
        .collect();
    let mut enabled = 0;
    for answer in tries {
        enabled += usize::from(answer.await.unwrap().is_ok());
    }
    assert_eq!(enabled, 1);
    let mut devices = 0;
    for number in 0..16 {
        let user = holder(&user_name(&format!("user-{number}")));
        devices += world.devices(&user).await.len();
    }
    assert_eq!(devices, 1);
    world.store.close().await.unwrap();
}
