//! SSH public keys of users.

use iamd_api::iam;

use crate::{
    credential_files::{SSH, ssh_public_key},
    world::{World, refused},
};

const PEM: &str = include_str!("../../../certificate/tests/files/rsa.public.pem");
const SMALL: &str = include_str!("../../../certificate/tests/files/small.pub");
const CERTIFICATE: &str = include_str!("../../../certificate/tests/files/rsa.pem");
const FINGERPRINT: &str = "ec:e6:88:ab:0b:1d:81:22:b0:23:73:32:9a:14:27:fc";

const BOB: (&str, &str) = ("UserName", "bob");
const EVE: (&str, &str) = ("UserName", "eve");

async fn world() -> World {
    let world = World::new().await;
    for user in [BOB, EVE] {
        world.perform("CreateUser", &[user]).await;
    }
    world
}

async fn uploaded(world: &World, user: (&str, &str), body: &str) -> iam::SSHPublicKey {
    let members = [user, ("SSHPublicKeyBody", body)];
    let answer = world.ask::<iam::UploadSSHPublicKey>(&world.root, &members);
    answer.await.unwrap().ssh_public_key.unwrap()
}

async fn told(world: &World, id: &str, encoding: &str) -> iam::SSHPublicKey {
    let members = [BOB, ("SSHPublicKeyId", id), ("Encoding", encoding)];
    let answer = world.ask::<iam::GetSSHPublicKey>(&world.root, &members);
    answer.await.unwrap().ssh_public_key.unwrap()
}

#[tokio::test]
async fn a_key_is_told_in_both_encodings() {
    let world = world().await;
    let bare = SSH.trim().strip_suffix(" somebody@example").unwrap();
    for (user, body) in [(BOB, SSH.trim()), (EVE, PEM)] {
        let made = uploaded(&world, user, body).await;
        assert!(made.ssh_public_key_id.starts_with("APKA") && made.ssh_public_key_id.len() == 20);
        assert_eq!(
            (made.fingerprint.as_str(), made.status.as_str()),
            (FINGERPRINT, "Active")
        );
        assert_eq!(made.ssh_public_key_body, body, "as it came");
        assert_eq!(
            (made.user_name.as_str(), made.upload_date.is_some()),
            (user.1, true)
        );
        if user == BOB {
            let world = world.restarted();
            let id = &made.ssh_public_key_id;
            assert_eq!(told(&world, id, "SSH").await.ssh_public_key_body, bare);
            assert_eq!(told(&world, id, "PEM").await.ssh_public_key_body, PEM);
        }
    }
}

#[tokio::test]
async fn a_key_is_switched_and_deleted() {
    let world = world().await;
    let id = uploaded(&world, BOB, SSH).await.ssh_public_key_id;
    let of_key = [BOB, ("SSHPublicKeyId", id.as_str())];
    let status = |status| [of_key[0], of_key[1], ("Status", status)];
    world
        .perform("UpdateSSHPublicKey", &status("Inactive"))
        .await;
    assert_eq!(told(&world, &id, "SSH").await.status.as_str(), "Inactive");
    let answer = world
        .ask::<iam::ListSSHPublicKeys>(&world.root, &[BOB])
        .await;
    let listed = answer.unwrap().ssh_public_keys;
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (
            listed[0].ssh_public_key_id.as_str(),
            listed[0].status.as_str()
        ),
        (id.as_str(), "Inactive")
    );
    let expired = status("Expired");
    let answer = world.ask_by_name(&world.root, "UpdateSSHPublicKey", &expired);
    let text = "Operation does not support status Expired";
    refused(answer.await, "InvalidInput", text);
    let answer = world.ask_by_name(&world.root, "DeleteUser", &[BOB]).await;
    let text = "Cannot delete entity, must remove referenced objects first.";
    refused(answer, "DeleteConflict", text);
    world.perform("DeleteSSHPublicKey", &of_key).await;
    let answer = world
        .ask::<iam::ListSSHPublicKeys>(&world.root, &[BOB])
        .await;
    assert!(answer.unwrap().ssh_public_keys.is_empty());
    world.perform("DeleteUser", &[BOB]).await;
}

#[tokio::test]
async fn a_key_of_somebody_else_is_not_told() {
    let world = world().await;
    let id = uploaded(&world, EVE, SSH).await.ssh_public_key_id;
    let missing = "APKAXXXXXXXXXXXXXXXXX";
    for (id, text) in [
        (id.as_str(), format!("User has no Public Key with id {id}.")),
        (
            missing,
            format!("The Public Key with id {missing} cannot be found."),
        ),
    ] {
        let id = ("SSHPublicKeyId", id);
        for (operation, besides) in [
            ("GetSSHPublicKey", Some(("Encoding", "SSH"))),
            ("UpdateSSHPublicKey", Some(("Status", "Active"))),
            ("DeleteSSHPublicKey", None),
        ] {
            let members: Vec<_> = [BOB, id].into_iter().chain(besides).collect();
            let answer = world.ask_by_name(&world.root, operation, &members).await;
            refused(answer, "NoSuchEntity", &text);
        }
    }
}

#[tokio::test]
async fn a_user_has_five_and_each_once() {
    let world = world().await;
    uploaded(&world, BOB, SSH).await;
    let members = [BOB, ("SSHPublicKeyBody", PEM)];
    let answer = world.ask_by_name(&world.root, "UploadSSHPublicKey", &members);
    let text = "Duplicate SSH public key uploaded.";
    refused(answer.await, "DuplicateSSHPublicKey", text);
    for modulus in 0..4_u8 {
        uploaded(&world, BOB, &ssh_public_key(modulus)).await;
    }
    let another = ssh_public_key(4);
    let members = [BOB, ("SSHPublicKeyBody", another.as_str())];
    let answer = world.ask_by_name(&world.root, "UploadSSHPublicKey", &members);
    let text = "Cannot exceed quota for SSHPublicKeysPerUser: 5";
    refused(answer.await, "LimitExceeded", text);
}

#[tokio::test]
async fn what_is_no_key_is_refused() {
    let world = world().await;
    let unknown = (
        "UnrecognizedPublicKeyEncoding",
        "Invalid public key uploaded.",
    );
    let invalid = ("InvalidPublicKey", "Invalid body for public key");
    for (body, (code, text)) in [
        ("not a key", unknown),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==", unknown),
        (CERTIFICATE, unknown),
        (SMALL, invalid),
        ("ssh-rsa AAAA", invalid),
        (
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            invalid,
        ),
    ] {
        let members = [BOB, ("SSHPublicKeyBody", body)];
        let answer = world
            .ask_by_name(&world.root, "UploadSSHPublicKey", &members)
            .await;
        refused(answer, code, text);
    }
}
