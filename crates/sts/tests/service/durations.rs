//! How long sessions last, and that they end.

use iamd_api::sts::{AssumeRole, GetCallerIdentity, GetFederationToken, GetSessionToken};
use iamd_auth::SessionKind;
use iamd_ident::Clock as _;

use crate::{
    documents::{allow, trust},
    world::{Key, Members, World, refused, user_arn},
};

const EXPIRED: (&str, &str) = (
    "ExpiredToken",
    "The security token included in the request is expired",
);

fn hours(world: &World, credentials: Option<&iamd_api::sts::Credentials>) -> i64 {
    let end = credentials.unwrap().expiration;
    (end.as_second() - world.clock.now().as_second()) / 3600
}

#[tokio::test]
async fn a_role_says_how_long_it_may_be_assumed() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
    let trust = trust(&user_arn("bob"), &["sts:AssumeRole"]);
    // Two hours, see `World::role`.
    let role = world
        .role(&world.root, "reader", &trust, &allow(&["iam:*"]))
        .await;
    for (seconds, expected) in [("3600", 1), ("7200", 2)] {
        let asked = [("DurationSeconds", seconds)];
        let assumed = world.assume(&bob, &role, &asked).await.unwrap();
        assert_eq!(hours(&world, assumed.credentials.as_ref()), expected);
    }
    refused(
        world
            .assume(&bob, &role, &[("DurationSeconds", "7201")])
            .await,
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
    for seconds in ["899", "43201"] {
        let members = [
            ("RoleArn", role.as_str()),
            ("RoleSessionName", "today"),
            ("DurationSeconds", seconds),
        ];
        let answer = world.sts::<AssumeRole>(&bob, &members).await;
        assert_eq!(answer.unwrap_err().code.as_str(), "ValidationError");
    }
}

/// SOURCE: IAM User Guide, "Switch from a user to an IAM role (console)".
#[tokio::test]
async fn users_switch_in_the_console_for_as_long_as_the_role_allows() {
    let world = World::new().await;
    let all = allow(&["sts:*"]);
    let bob = world.user(&world.root, "bob", &all).await;
    let trusted = trust(&user_arn("bob"), &["sts:AssumeRole"]);
    // Two hours, see `World::role`.
    let first = world.role(&world.root, "first", &trusted, &all).await;
    let switched = world.switch(&bob, SessionKind::Console, &first).await;
    assert_eq!(hours(&world, switched.unwrap().credentials.as_ref()), 2);

    // A role that is signed in makes a chain.
    let trusted = trust(&first, &["sts:AssumeRole"]);
    let second = world.role(&world.root, "second", &trusted, &all).await;
    let in_first = world.in_role(&bob, &first, &[]).await;
    let switched = world
        .switch(&in_first, SessionKind::AssumedRole, &second)
        .await;
    assert_eq!(hours(&world, switched.unwrap().credentials.as_ref()), 1);
    for kind in [
        SessionKind::ConsoleNewPassword,
        SessionKind::FederatedConsole,
    ] {
        let answer = world.switch(&bob, kind, &first).await;
        assert_eq!(answer.unwrap_err().code.as_str(), "AccessDenied");
    }
}

#[tokio::test]
async fn with_temporary_credentials_an_hour_is_all_there_is() {
    let world = World::new().await;
    let all = allow(&["sts:*"]);
    let bob = world.user(&world.root, "bob", &all).await;
    let trusting = |who: &str| trust(who, &["sts:AssumeRole"]);
    let first = trusting(&user_arn("bob"));
    let first = world.role(&world.root, "first", &first, &all).await;
    let second = trusting(&first);
    let second = world.role(&world.root, "second", &second, &all).await;
    let in_first = world.in_role(&bob, &first, &[]).await;
    let got = world.sts::<GetSessionToken>(&bob, &[]).await.unwrap();
    let in_session: Key = got.credentials.unwrap().into();
    for (key, role) in [(&in_first, &second), (&in_session, &first)] {
        refused(
            world
                .assume(key, role, &[("DurationSeconds", "3601")])
                .await,
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by \
             role chaining.",
        );
        let hour = [("DurationSeconds", "3600")];
        let assumed = world.assume(key, role, &hour).await.unwrap();
        assert_eq!(hours(&world, assumed.credentials.as_ref()), 1);
    }
}

#[tokio::test]
async fn sessions_of_users_last_half_a_day_and_the_root_users_an_hour() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    let long = [("DurationSeconds", "129600")];
    for (key, asked, expected) in [
        (&bob, Members::default(), 12),
        (&bob, &long, 36),
        (&world.root, &[], 1),
        (&world.root, &long, 1),
    ] {
        let got = world.sts::<GetSessionToken>(key, asked).await.unwrap();
        assert_eq!(hours(&world, got.credentials.as_ref()), expected);
        let mut members = asked.to_vec();
        members.push(("Name", "guest"));
        let got = world.sts::<GetFederationToken>(key, &members).await;
        assert_eq!(hours(&world, got.unwrap().credentials.as_ref()), expected);
    }
}

#[tokio::test]
async fn sessions_end_on_the_second() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["sts:*"])).await;
    let trust = trust(&user_arn("bob"), &["sts:AssumeRole"]);
    let role = world
        .role(&world.root, "reader", &trust, &allow(&["iam:*"]))
        .await;
    let asked = [("DurationSeconds", "900")];
    let in_role = world.in_role(&bob, &role, &asked).await;
    let got = world.sts::<GetSessionToken>(&bob, &asked).await.unwrap();
    let of_user: Key = got.credentials.unwrap().into();
    let named = [("DurationSeconds", "900"), ("Name", "guest")];
    let got = world.sts::<GetFederationToken>(&bob, &named).await.unwrap();
    let federated: Key = got.credentials.unwrap().into();
    world.clock.advance_seconds(899);
    for key in [&in_role, &of_user, &federated] {
        assert!(world.sts::<GetCallerIdentity>(key, &[]).await.is_ok());
    }
    world.clock.advance_seconds(1);
    for key in [&in_role, &of_user, &federated] {
        let answer = world.sts::<GetCallerIdentity>(key, &[]).await;
        refused(answer, EXPIRED.0, EXPIRED.1);
    }
    assert!(world.sts::<GetCallerIdentity>(&bob, &[]).await.is_ok());
}
