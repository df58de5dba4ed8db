//! Lists of certificates, SSH keys and credentials of services: empty at first, and decided on as the
//! user that they are of.

use iamd_api::iam;

use crate::{
    documents::allow,
    world::{World, refused, user_arn},
};

const LISTS: [&str; 3] = [
    "ListSSHPublicKeys",
    "ListSigningCertificates",
    "ListServiceSpecificCredentials",
];

#[tokio::test]
async fn users_have_none_at_first() {
    let world = World::new().await;
    world.powerless("bob").await;
    for list in LISTS {
        for members in [&[("UserName", "bob")][..], &[]] {
            let xml = world.ask_by_name(&world.root, list, members).await.unwrap();
            assert!(xml.contains("<IsTruncated>false</IsTruncated>"), "{xml}");
            assert!(
                !xml.contains("<Marker>") && !xml.contains("<member>"),
                "{xml}"
            );
        }
        refused(
            world
                .ask_by_name(&world.root, list, &[("UserName", "eve")])
                .await,
            "NoSuchEntity",
            "The user with name eve cannot be found.",
        );
        let members = [("UserName", "bob"), ("Marker", "x")];
        let answer = world.ask_by_name(&world.root, list, &members).await;
        refused(answer, "ValidationError", "Invalid Marker.");
    }
}

#[tokio::test]
async fn they_are_decided_on_the_user() {
    let world = World::new().await;
    let bob = world
        .user("bob", &allow("iam:List*", &user_arn("bob")))
        .await;
    world.powerless("eve").await;
    for list in LISTS {
        for members in [&[("UserName", "bob")][..], &[]] {
            world.ask_by_name(&bob, list, members).await.unwrap();
        }
        for other in ["eve", "nobody"] {
            let text = format!(
                "User: {} is not authorized to perform: iam:{list} on resource: user {other} \
                 because no identity-based policy allows the iam:{list} action",
                user_arn("bob")
            );
            let answer = world.ask_by_name(&bob, list, &[("UserName", other)]).await;
            refused(answer, "AccessDenied", &text);
        }
    }
    let session = world.session(&bob, "role", &allow("*", "*")).await;
    for list in LISTS {
        refused(
            world.ask_by_name(&session, list, &[]).await,
            "ValidationError",
            "Must specify userName when calling with non-User credentials",
        );
    }
}

#[tokio::test]
async fn those_of_all_users_are_decided_on_all_users() {
    let world = World::new().await;
    let bob = world
        .user("bob", &allow("iam:List*", &user_arn("bob")))
        .await;
    let admin = world
        .user("admin", &allow("iam:List*", &user_arn("*")))
        .await;
    let all = &[("AllUsers", "true")];
    let answer = world.ask::<iam::ListServiceSpecificCredentials>(&admin, all);
    let found = answer.await.unwrap();
    assert!(found.service_specific_credentials.is_empty());
    let answer = world.ask::<iam::ListServiceSpecificCredentials>(&bob, all);
    assert_eq!(answer.await.unwrap_err().code.as_str(), "AccessDenied");
    let both = [all[0], ("UserName", "bob")];
    refused(
        world
            .ask_by_name(&admin, "ListServiceSpecificCredentials", &both)
            .await,
        "ValidationError",
        "UserName cannot be specified together with AllUsers.",
    );
}
