//! Signing certificates of users and of the root user.

use iamd_api::iam;
use iamd_ident::AccessKeyId;

use crate::{
    credential_files::{P256, RSA, RSA_ID, RSA_KEY},
    world::{OTHER_ACCOUNT, World, refused},
};

const SMALL: &str = include_str!("../../../certificate/tests/files/small.pem");
const EXPIRED: &str = include_str!("../../../certificate/tests/files/expired.pem");
const EARLY: &str = include_str!("../../../certificate/tests/files/early.pem");

const BOB: (&str, &str) = ("UserName", "bob");
const EVE: (&str, &str) = ("UserName", "eve");

async fn world() -> World {
    let world = World::new().await;
    world.powerless("bob").await;
    world.powerless("eve").await;
    world
}

async fn uploaded(world: &World, user: (&str, &str), body: &str) -> iam::SigningCertificate {
    let members = [user, ("CertificateBody", body)];
    let answer = world.ask::<iam::UploadSigningCertificate>(&world.root, &members);
    answer.await.unwrap().certificate
}

/// The ids and statuses of a list.
async fn listed(world: &World, key: &AccessKeyId, user: Option<&str>) -> Vec<(String, String)> {
    let members: Vec<_> = user.map(|name| ("UserName", name)).into_iter().collect();
    let answer = world
        .ask::<iam::ListSigningCertificates>(key, &members)
        .await;
    let shown = answer.unwrap().certificates.into_iter();
    shown
        .map(|found| (found.certificate_id, found.status.as_str().to_owned()))
        .collect()
}

#[tokio::test]
async fn a_certificate_is_uploaded_switched_and_deleted() {
    let world = world().await;
    let made = uploaded(&world, BOB, RSA).await;
    assert_eq!(made.certificate_id, RSA_ID);
    assert_eq!(made.user_name.as_deref(), Some("bob"));
    assert_eq!(
        (made.certificate_body.as_str(), made.status.as_str()),
        (RSA, "Active")
    );
    assert_eq!(
        made.upload_date.unwrap().to_string(),
        "2026-01-31T00:00:00Z"
    );
    let id = made.certificate_id.as_str();
    let status = |status| [BOB, ("CertificateId", id), ("Status", status)];
    for name in ["Inactive", "Active", "Inactive"] {
        world
            .perform("UpdateSigningCertificate", &status(name))
            .await;
        let restarted = world.restarted();
        let found = listed(&restarted, &world.root, Some("bob")).await;
        assert_eq!(found, [(id.to_owned(), name.to_owned())]);
    }
    let expired = status("Expired");
    let answer = world.ask_by_name(&world.root, "UpdateSigningCertificate", &expired);
    let text = "Operation does not support status Expired";
    refused(answer.await, "InvalidInput", text);
    world
        .perform("DeleteSigningCertificate", &[BOB, ("CertificateId", id)])
        .await;
    assert_eq!(listed(&world, &world.root, Some("bob")).await, []);
    // What was deleted is nobody's, and may be uploaded anew.
    assert_eq!(uploaded(&world, EVE, RSA).await.certificate_id, id);
}

#[tokio::test]
async fn the_caller_is_meant_where_nobody_is_named() {
    let world = world().await;
    let members = [("CertificateBody", RSA)];
    let answer = world.ask::<iam::UploadSigningCertificate>(&world.root, &members);
    let made = answer.await.unwrap().certificate;
    assert_eq!(made.user_name, None, "the root user has no name");
    let found = listed(&world.restarted(), &world.root, None).await;
    assert_eq!(found, [(made.certificate_id, "Active".to_owned())]);
    assert_eq!(listed(&world, &world.root, Some("bob")).await, []);
}

#[tokio::test]
async fn a_certificate_has_one_owner_in_its_account() {
    let world = world().await;
    let first = uploaded(&world, BOB, RSA).await;
    let members = [
        BOB,
        ("CertificateId", &first.certificate_id),
        ("Status", "Inactive"),
    ];
    world.perform("UpdateSigningCertificate", &members).await;
    world.clock.advance_seconds(60);
    // It is told as active, and stays what it is.
    let again = uploaded(&world, BOB, RSA).await;
    assert_eq!(again.status.as_str(), "Active");
    assert_eq!(
        (&again.certificate_id, again.upload_date),
        (&first.certificate_id, first.upload_date)
    );
    let found = listed(&world, &world.root, Some("bob")).await;
    assert_eq!(found, [(first.certificate_id, "Inactive".to_owned())]);
    let members = [EVE, ("CertificateBody", RSA)];
    let answer = world.ask_by_name(&world.root, "UploadSigningCertificate", &members);
    let text = "Duplicate certificate uploaded.";
    refused(answer.await, "DuplicateCertificate", text);
    // Another account is another account.
    let other = world.account(OTHER_ACCOUNT).await;
    let answer = world.ask::<iam::UploadSigningCertificate>(&other, &members[1..]);
    answer.await.unwrap();
}

#[tokio::test]
async fn a_user_has_two() {
    let world = world().await;
    for body in [SMALL, P256] {
        uploaded(&world, BOB, body).await;
    }
    let members = [BOB, ("CertificateBody", RSA)];
    let answer = world.ask_by_name(&world.root, "UploadSigningCertificate", &members);
    let text = "Cannot exceed quota for CertificatesPerUser: 2";
    refused(answer.await, "LimitExceeded", text);
    let answer = world.ask_by_name(&world.root, "DeleteUser", &[BOB]).await;
    refused(
        answer,
        "DeleteConflict",
        "Cannot delete entity, must delete access keys first.",
    );
    world
        .perform(
            "DeleteAccessKey",
            &[BOB, ("AccessKeyId", &key_of_bob(&world).await)],
        )
        .await;
    let answer = world.ask_by_name(&world.root, "DeleteUser", &[BOB]).await;
    let text = "Cannot delete entity, must delete certificates first.";
    refused(answer, "DeleteConflict", text);
    for (id, _) in listed(&world, &world.root, Some("bob")).await {
        world
            .perform("DeleteSigningCertificate", &[BOB, ("CertificateId", &id)])
            .await;
    }
    world.perform("DeleteUser", &[BOB]).await;
}

async fn key_of_bob(world: &World) -> String {
    let answer = world.ask::<iam::ListAccessKeys>(&world.root, &[BOB]).await;
    let key = answer.unwrap().access_key_metadata.remove(0);
    key.access_key_id.unwrap()
}

#[tokio::test]
async fn what_cannot_sign_is_refused() {
    let world = world().await;
    for body in ["invalid-certificate-body", EXPIRED, EARLY, &RSA.repeat(2)] {
        let members = [BOB, ("CertificateBody", body)];
        let answer = world.ask_by_name(&world.root, "UploadSigningCertificate", &members);
        let text = format!("Certificate {body} is malformed.");
        refused(answer.await, "MalformedCertificate", &text);
    }
    let members = [BOB, ("CertificateBody", RSA_KEY)];
    let answer = world.ask_by_name(&world.root, "UploadSigningCertificate", &members);
    refused(
        answer.await,
        "MalformedCertificate",
        "Certificate is malformed.",
    );
    let nobody = ("UserName", "nobody");
    let members = [nobody, ("CertificateBody", "x")];
    let answer = world.ask_by_name(&world.root, "UploadSigningCertificate", &members);
    let text = "The user with name nobody cannot be found.";
    refused(answer.await, "NoSuchEntity", text);
    let id = uploaded(&world, EVE, RSA).await.certificate_id;
    let missing = "NONEXISTENTCERTID12345678901";
    for id in [missing, &id] {
        let text = format!("The Certificate with id {id} cannot be found.");
        let members = [BOB, ("CertificateId", id), ("Status", "Inactive")];
        let answer = world.ask_by_name(&world.root, "UpdateSigningCertificate", &members);
        refused(answer.await, "NoSuchEntity", &text);
        let answer = world.ask_by_name(&world.root, "DeleteSigningCertificate", &members[..2]);
        refused(answer.await, "NoSuchEntity", &text);
    }
}

/// Of many who upload the same one at once, one gets it, and nobody gets three.
#[tokio::test]
async fn many_at_once_keep_to_the_rules() {
    let world = world().await;
    let (bob, eve) = (
        [BOB, ("CertificateBody", RSA)],
        [EVE, ("CertificateBody", RSA)],
    );
    let uploads = [&bob, &eve]
        .map(|members| world.ask::<iam::UploadSigningCertificate>(&world.root, members));
    let answers = futures::future::join_all(uploads).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let bodies = [RSA, SMALL, P256].map(|body| [EVE, ("CertificateBody", body)]);
    let uploads = bodies
        .iter()
        .map(|members| world.ask::<iam::UploadSigningCertificate>(&world.root, members));
    futures::future::join_all(uploads).await;
    assert_eq!(listed(&world, &world.root, Some("eve")).await.len(), 2);
}
