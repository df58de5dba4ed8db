//! What passwords have to be like.

use iamd_api::{Error, iam};
use iamd_ident::AccessKeyId;

use crate::{
    documents::allow,
    world::{ACCOUNT, Members, World, refused},
};

async fn get(world: &World) -> Result<iam::PasswordPolicy, Error> {
    let found = world.ask::<iam::GetAccountPasswordPolicy>(&world.root, &[]);
    found.await.map(|found| found.password_policy)
}

async fn update(world: &World, members: Members<'_>) {
    world.perform("UpdateAccountPasswordPolicy", members).await;
}

/// The members of all kinds, none with its default.
const ALL: [(&str, &str); 9] = [
    ("MinimumPasswordLength", "10"),
    ("RequireSymbols", "true"),
    ("RequireNumbers", "true"),
    ("RequireUppercaseCharacters", "true"),
    ("RequireLowercaseCharacters", "true"),
    ("AllowUsersToChangePassword", "true"),
    ("MaxPasswordAge", "60"),
    ("PasswordReusePrevention", "3"),
    ("HardExpiry", "true"),
];

/// SOURCE: recorded answers of GetAccountPasswordPolicy.
#[tokio::test]
async fn what_is_left_out_gets_its_default() {
    let world = World::new().await;
    let defaults = iam::PasswordPolicy {
        minimum_password_length: Some(6),
        require_symbols: Some(false),
        require_numbers: Some(false),
        require_uppercase_characters: Some(false),
        require_lowercase_characters: Some(false),
        allow_users_to_change_password: Some(false),
        expire_passwords: Some(false),
        max_password_age: None,
        password_reuse_prevention: None,
        hard_expiry: None,
    };
    let all = iam::PasswordPolicy {
        minimum_password_length: Some(10),
        require_symbols: Some(true),
        require_numbers: Some(true),
        require_uppercase_characters: Some(true),
        require_lowercase_characters: Some(true),
        allow_users_to_change_password: Some(true),
        expire_passwords: Some(true),
        max_password_age: Some(60),
        password_reuse_prevention: Some(3),
        hard_expiry: Some(true),
    };
    let one = iam::PasswordPolicy {
        hard_expiry: Some(false),
        ..defaults.clone()
    };
    // Also where something else was set before.
    for (members, expect) in [
        (&[][..], &defaults),
        (&ALL, &all),
        (&[("HardExpiry", "false")], &one),
        (&[], &defaults),
    ] {
        update(&world, members).await;
        let found = get(&world).await.unwrap();
        assert_eq!(format!("{found:?}"), format!("{expect:?}"));
    }
}

#[tokio::test]
async fn each_refusal_of_what_is_not_there_has_words_of_its_own() {
    let world = World::new().await;
    let delete = || world.ask::<iam::DeleteAccountPasswordPolicy>(&world.root, &[]);
    let missing = format!("The Password Policy with domain name {ACCOUNT} cannot be found.");
    refused(get(&world).await, "NoSuchEntity", &missing);
    let text = "The account policy with name PasswordPolicy cannot be found.";
    refused(delete().await, "NoSuchEntity", text);
    update(&world, &[]).await;
    delete().await.unwrap();
    refused(get(&world).await, "NoSuchEntity", &missing);
}

#[tokio::test]
async fn numbers_have_limits() {
    let world = World::new().await;
    let members = [
        ("MinimumPasswordLength", "129"),
        ("MaxPasswordAge", "0"),
        ("PasswordReusePrevention", "25"),
    ];
    let answer = world.ask::<iam::UpdateAccountPasswordPolicy>(&world.root, &members);
    let error = answer.await.unwrap_err();
    assert_eq!(error.code.as_str(), "ValidationError");
    assert!(error.message.starts_with("3 validation errors detected"));
    assert!(get(&world).await.is_err());
}

async fn set(world: &World, password: &str) -> Result<(), Error> {
    let members = [("UserName", "bob"), ("Password", password)];
    let set = world.ask::<iam::UpdateLoginProfile>(&world.root, &members);
    set.await
}

/// A world in which Bob has a password, and his key.
async fn world_of_bob(password: &str) -> (World, AccessKeyId) {
    let world = World::new().await;
    let bob = world.user("bob", &allow("iam:ChangePassword", "*")).await;
    let members = [("UserName", "bob"), ("Password", password)];
    world.perform("CreateLoginProfile", &members).await;
    (world, bob)
}

#[tokio::test]
async fn passwords_are_held_to_the_policy() {
    let (world, _) = world_of_bob("a pass-Word 1").await;
    let classes = &ALL[..5];
    update(&world, classes).await;
    for bad in [
        "Sh0rt-Pass",
        "no-upper-case-1",
        "NO-LOWER-CASE-1",
        "No-Number-at-all",
        "NoSymbolAtAll1",
    ] {
        // The first is as long as it has to be.
        let answer = set(&world, bad).await;
        if bad == "Sh0rt-Pass" {
            answer.unwrap();
            continue;
        }
        let error = answer.unwrap_err();
        assert_eq!(error.code.as_str(), "PasswordPolicyViolation", "{bad}");
        assert!(!error.message.contains(bad), "{error}");
    }
    let too_short = set(&world, "Sh0rt-Pas").await.unwrap_err();
    assert_eq!(too_short.code.as_str(), "PasswordPolicyViolation");

    // Passwords of before stay good, and new users are held to it as well.
    world.powerless("eve").await;
    let members = [("UserName", "eve"), ("Password", "short")];
    let answer = world.ask::<iam::CreateLoginProfile>(&world.root, &members);
    let error = answer.await.unwrap_err();
    assert_eq!(error.code.as_str(), "PasswordPolicyViolation");
    world.perform("DeleteAccountPasswordPolicy", &[]).await;
    set(&world, "NoSymbolAtAll1").await.unwrap();
}

#[tokio::test]
async fn passwords_of_before_are_not_used_again() {
    let (world, bob) = world_of_bob("pass-Word 0").await;
    update(&world, &[("PasswordReusePrevention", "2")]).await;
    let change = async |old: &str, new: &str| {
        let members = [("OldPassword", old), ("NewPassword", new)];
        world.ask::<iam::ChangePassword>(&bob, &members).await
    };
    change("pass-Word 0", "pass-Word 1").await.unwrap();
    refused(
        change("pass-Word 1", "pass-Word 0").await,
        "PasswordPolicyViolation",
        "Policy constraint violation with password reuse prevention during password change.",
    );
    change("pass-Word 1", "pass-Word 2").await.unwrap();
    change("pass-Word 2", "pass-Word 3").await.unwrap();
    change("pass-Word 3", "pass-Word 0").await.unwrap();
}
