//! Session policies: a session may do what its role may, and no more than they say.

use iamd_api::iam;
use iamd_testkit::SeededRandom;

use crate::{
    documents::{allow, trust},
    world::{OTHER_ACCOUNT, World, denied, refused, user_arn},
};

const ASSUME: &[&str] = &["sts:AssumeRole"];

/// Bob, and a role that he may assume and that may do all of IAM.
async fn world() -> (World, crate::world::Key, String) {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
    let trust = trust(&user_arn("bob"), ASSUME);
    let role = world
        .role(&world.root, "admin", &trust, &allow(&["iam:*"]))
        .await;
    (world, bob, role)
}

#[tokio::test]
async fn a_policy_narrows_what_the_role_may_and_widens_nothing() {
    let (world, bob, role) = world().await;
    let narrow = allow(&["iam:GetUser", "sts:*"]);
    let assumed = world.assume(&bob, &role, &[("Policy", &narrow)]).await;
    let assumed = assumed.unwrap();
    assert!(assumed.packed_policy_size.is_some_and(|size| size > 0));
    let session = assumed.credentials.unwrap().into();
    assert!(world.may_look(&session).await);
    let answer = world.iam::<iam::ListUsers>(&session, &[]).await;
    denied(answer, "iam:ListUsers");
    denied(world.assume(&session, &role, &[]).await, "sts:AssumeRole");
}

#[tokio::test]
async fn managed_policies_narrow_as_well_and_together_they_add_up() {
    let (world, bob, role) = world().await;
    let look = world
        .policy(&world.root, "look", &allow(&["iam:GetUser"]))
        .await;
    let managed = [("PolicyArns.member.1.arn", look.as_str())];
    let session = world.in_role(&bob, &role, &managed).await;
    assert!(world.may_look(&session).await);
    let answer = world.iam::<iam::ListUsers>(&session, &[]).await;
    denied(answer, "iam:ListUsers");

    let list = allow(&["iam:ListUsers"]);
    let both = [managed[0], ("Policy", list.as_str())];
    let session = world.in_role(&bob, &role, &both).await;
    assert!(world.may_look(&session).await);
    assert!(world.iam::<iam::ListUsers>(&session, &[]).await.is_ok());

    let of_aws = [(
        "PolicyArns.member.1.arn",
        "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    )];
    let session = world.in_role(&bob, &role, &of_aws).await;
    assert!(!world.may_look(&session).await);
}

#[tokio::test]
async fn managed_policies_must_be_there_and_of_the_roles_account() {
    let (world, bob, role) = world().await;
    let other = world.account(OTHER_ACCOUNT).await;
    let foreign = world.policy(&other, "look", &allow(&["iam:*"])).await;
    for arn in [
        foreign.as_str(),
        "arn:aws:iam::123456789012:policy/nothing",
        "arn:aws:iam::aws:policy/Nothing",
    ] {
        let text = format!("Policy {arn} does not exist or is not attachable.");
        let managed = [("PolicyArns.member.1.arn", arn)];
        let answer = world.assume(&bob, &role, &managed).await;
        refused(answer, "ValidationError", &text);
    }
}

#[tokio::test]
async fn malformed_and_large_policies_are_refused() {
    let (world, bob, role) = world().await;
    let answer = world.assume(&bob, &role, &[("Policy", "{}")]).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "MalformedPolicyDocument");
    let padded = format!("{}{}", allow(&["iam:*"]), " ".repeat(2048));
    let answer = world.assume(&bob, &role, &[("Policy", &padded)]).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "ValidationError");
}

/// SOURCE: AWS What's New, September 2026, "AWS STS simplifies session token size limits".
#[tokio::test]
async fn what_a_token_has_no_room_for_is_refused() {
    let (world, bob, role) = world().await;
    let arns: Vec<String> = (0..10).map(|number| format!("look-{number}")).collect();
    let mut given = Vec::new();
    for (number, name) in arns.iter().enumerate() {
        let arn = world.policy(&world.root, name, &allow(&["iam:*"])).await;
        given.push((format!("PolicyArns.member.{}.arn", number + 1), arn));
    }
    // What chance makes cannot be compressed.
    let random = SeededRandom::new(9);
    for number in 1..=50 {
        let chance = (0..8).map(|_| format!("{:016x}", random.next()));
        let chance = chance.collect::<Vec<_>>().concat();
        given.push((format!("Tags.member.{number}.Key"), chance.clone()));
        given.push((format!("Tags.member.{number}.Value"), chance.repeat(2)));
    }
    let members: Vec<(&str, &str)> = given
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = world.assume(&bob, &role, &members).await;
    denied(answer, "sts:TagSession");

    let tagging = trust(&user_arn("bob"), &["sts:AssumeRole", "sts:TagSession"]);
    let open = world
        .role(&world.root, "open", &tagging, &allow(&["iam:*"]))
        .await;
    let answer = world.assume(&bob, &open, &members).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "PackedPolicyTooLarge");
    assert!(world.assume(&bob, &open, &members[..10]).await.is_ok());
}

#[tokio::test]
async fn a_token_is_as_long_as_is_asked_for() {
    let (world, bob, role) = world().await;
    for bytes in ["4096", "1000", "0"] {
        let asked = [("MinimumSessionTokenSize", bytes)];
        let assumed = world.assume(&bob, &role, &asked).await.unwrap();
        let size = assumed.session_token_size.unwrap();
        assert!(size >= bytes.parse().unwrap() && size <= 4096, "{size}");
        let session = assumed.credentials.unwrap().into();
        assert!(world.may_look(&session).await);
    }
}
