//! Server certificates.

use iamd_api::iam;

use crate::{
    documents::{document, statement},
    world::{ACCOUNT, Members, World, refused},
};

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../certificate/tests/files/", $name))
    };
}

const NAME: (&str, &str) = ("ServerCertificateName", "Web");
const RSA: (&str, &str) = ("CertificateBody", file!("rsa.pem"));
const RSA_KEY: (&str, &str) = ("PrivateKey", file!("rsa.key"));
const LEAF: (&str, &str) = ("CertificateBody", file!("leaf.pem"));
const LEAF_KEY: (&str, &str) = ("PrivateKey", file!("leaf.key"));
const MIDDLE: &str = file!("middle.pem");
const ROOT: &str = file!("root.pem");

async fn uploaded(world: &World, members: Members<'_>) -> iam::UploadServerCertificateResponse {
    let answer = world.ask::<iam::UploadServerCertificate>(&world.root, members);
    answer.await.unwrap()
}

async fn told(world: &World, name: &str) -> iam::ServerCertificate {
    let members = [("ServerCertificateName", name)];
    let answer = world.ask::<iam::GetServerCertificate>(&world.root, &members);
    answer.await.unwrap().server_certificate
}

fn arn(path_and_name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:server-certificate/{path_and_name}")
}

#[tokio::test]
async fn a_certificate_is_uploaded_told_and_deleted() {
    let world = World::new().await;
    let chain = format!("{MIDDLE}{ROOT}\n");
    let members = [
        NAME,
        LEAF,
        LEAF_KEY,
        ("CertificateChain", chain.as_str()),
        ("Path", "/team/"),
        ("Tags.member.1.Key", "Team"),
        ("Tags.member.1.Value", "one"),
        ("Tags.member.2.Key", "team"),
        ("Tags.member.2.Value", "two"),
    ];
    let made = uploaded(&world, &members).await;
    assert_eq!(made.tags.len(), 2, "case tells keys apart");
    let metadata = made.server_certificate_metadata.unwrap();
    let id = metadata.server_certificate_id.as_str();
    assert!(id.starts_with("ASCA") && id.len() == 21);
    assert_eq!(
        (metadata.arn.as_str(), metadata.path.as_str()),
        (&*arn("team/Web"), "/team/")
    );
    assert_eq!(
        metadata.upload_date.unwrap().to_string(),
        "2026-01-31T00:00:00Z"
    );
    assert_eq!(
        metadata.expiration.unwrap().to_string(),
        "2120-01-01T00:00:00Z"
    );
    let world = world.restarted();
    let found = told(&world, "wEB").await;
    assert_eq!(found.certificate_body, LEAF.1.trim());
    assert_eq!(found.certificate_chain.as_deref(), Some(chain.trim()));
    assert_eq!(found.tags.len(), 2);
    assert_eq!(found.server_certificate_metadata.server_certificate_id, id);
    let xml = world
        .ask_by_name(&world.root, "GetServerCertificate", &[NAME])
        .await;
    assert!(!xml.unwrap().contains("PRIVATE KEY"));
    world.perform("DeleteServerCertificate", &[NAME]).await;
    let text = "The Server Certificate with name Web cannot be found.";
    for operation in ["GetServerCertificate", "DeleteServerCertificate"] {
        let answer = world.ask_by_name(&world.root, operation, &[NAME]).await;
        refused(answer, "NoSuchEntity", text);
    }
}

#[tokio::test]
async fn names_are_unique_in_any_case() {
    let world = World::new().await;
    uploaded(&world, &[NAME, RSA, RSA_KEY]).await;
    let loud = ("ServerCertificateName", "WEB");
    let members = [loud, RSA, RSA_KEY];
    let answer = world.ask_by_name(&world.root, "UploadServerCertificate", &members);
    let text = "The Server Certificate with name WEB already exists.";
    refused(answer.await, "EntityAlreadyExists", text);
    uploaded(&world, &[("ServerCertificateName", "other"), RSA, RSA_KEY]).await;
    let members = [NAME, ("NewServerCertificateName", "OTHER")];
    let answer = world.ask_by_name(&world.root, "UpdateServerCertificate", &members);
    let text = "The Server Certificate with name OTHER already exists.";
    refused(answer.await, "EntityAlreadyExists", text);
}

#[tokio::test]
async fn a_certificate_keeps_id_and_tags_under_another_name() {
    let world = World::new().await;
    let tag = [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
    let made = uploaded(&world, &[NAME, RSA, RSA_KEY, tag[0], tag[1]]).await;
    let id = made
        .server_certificate_metadata
        .unwrap()
        .server_certificate_id;
    for (members, name, expect) in [
        (
            &[NAME, ("NewServerCertificateName", "web2")][..],
            "web2",
            "web2",
        ),
        (
            &[("ServerCertificateName", "web2"), ("NewPath", "/a/")],
            "web2",
            "a/web2",
        ),
        // To change nothing is no fault, and changes nothing.
        (&[("ServerCertificateName", "web2")], "web2", "a/web2"),
    ] {
        world.perform("UpdateServerCertificate", members).await;
        let found = told(&world, name).await;
        assert_eq!(found.server_certificate_metadata.server_certificate_id, id);
        assert_eq!(found.server_certificate_metadata.arn, arn(expect));
        assert_eq!(found.tags.len(), 1);
        assert_eq!(found.certificate_body, RSA.1.trim());
    }
    let answer = world
        .ask_by_name(&world.root, "GetServerCertificate", &[NAME])
        .await;
    let text = "The Server Certificate with name Web cannot be found.";
    refused(answer, "NoSuchEntity", text);
}

#[tokio::test]
async fn what_does_not_fit_together_is_refused() {
    let world = World::new().await;
    let malformed = "Unable to parse certificate. Please ensure the certificate is in PEM format.";
    let mismatch = "The private key did not match the public key provided. Please verify the key \
                    material and try again.";
    let expired = "Certificate is no longer valid. The 'Not After' date restriction on the \
                   certificate has passed.";
    let early = "Certificate is not yet valid. The 'Not Before' date restriction on the \
                 certificate has not passed.";
    let key = "Unable to parse the private key. Please ensure that it is in PEM format and not \
               encrypted.";
    let p256_key = file!("p256.key");
    for (body, private_key, code, text) in [
        ("x", RSA_KEY.1, "MalformedCertificate", malformed),
        (
            &format!("{MIDDLE}{ROOT}"),
            RSA_KEY.1,
            "MalformedCertificate",
            malformed,
        ),
        (RSA.1, "x", "MalformedCertificate", key),
        (
            RSA.1,
            file!("rsa.encrypted.key"),
            "MalformedCertificate",
            key,
        ),
        (RSA.1, p256_key, "KeyPairMismatch", mismatch),
        (
            file!("expired.pem"),
            p256_key,
            "MalformedCertificate",
            expired,
        ),
        (file!("early.pem"), p256_key, "MalformedCertificate", early),
    ] {
        let members = [NAME, ("CertificateBody", body), ("PrivateKey", private_key)];
        let answer = world.ask_by_name(&world.root, "UploadServerCertificate", &members);
        refused(answer.await, code, text);
    }
}

#[tokio::test]
async fn a_chain_leads_from_the_certificate() {
    let world = World::new().await;
    let broken = |index: i32| {
        format!(
            "Unable to validate certificate chain. The certificate chain must start with the \
             immediate signing certificate, followed by any intermediaries in order. The index \
             within the chain of the invalid certificate is: {index}"
        )
    };
    let leaf = LEAF.1;
    for (chain, text) in [
        ("x".to_owned(), "Unknown".to_owned()),
        (format!("a chain\n{MIDDLE}"), "Unknown".to_owned()),
        (ROOT.to_owned(), broken(-1)),
        (format!("{leaf}{MIDDLE}"), broken(-1)),
        (format!("{MIDDLE}{leaf}"), broken(1)),
        (format!("{MIDDLE}{ROOT}{MIDDLE}"), broken(2)),
    ] {
        let members = [NAME, LEAF, LEAF_KEY, ("CertificateChain", chain.as_str())];
        let answer = world.ask_by_name(&world.root, "UploadServerCertificate", &members);
        refused(answer.await, "MalformedCertificate", &text);
    }
    let long = format!("{MIDDLE}{}", " ".repeat(512 * 1024));
    let members = [NAME, LEAF, LEAF_KEY, ("CertificateChain", long.as_str())];
    let answer = world.ask_by_name(&world.root, "UploadServerCertificate", &members);
    let text = "The certificate chain must not have more than 524288 bytes.";
    refused(answer.await, "InvalidInput", text);
    for (name, chain) in [
        ("none", None),
        ("one", Some(MIDDLE.to_owned())),
        ("again", Some(format!("{MIDDLE}{ROOT}{ROOT}"))),
    ] {
        let mut members = vec![("ServerCertificateName", name), LEAF, LEAF_KEY];
        members.extend(chain.as_deref().map(|chain| ("CertificateChain", chain)));
        uploaded(&world, &members).await;
    }
}

#[tokio::test]
async fn an_account_has_twenty() {
    let world = World::new().await;
    let names: Vec<_> = (0..25).map(|number| format!("web-{number:02}")).collect();
    let requests: Vec<_> = names
        .iter()
        .map(|name| [("ServerCertificateName", name.as_str()), RSA, RSA_KEY])
        .collect();
    let uploads = requests
        .iter()
        .map(|members| world.ask::<iam::UploadServerCertificate>(&world.root, members));
    let answers = futures::future::join_all(uploads).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 20);
    let text = "Cannot exceed quota for ServerCertificatesPerAccount: 20";
    for answer in answers.into_iter().filter(Result::is_err) {
        refused(answer, "LimitExceeded", text);
    }
    let answer = world
        .ask::<iam::ListServerCertificates>(&world.root, &[])
        .await;
    let listed = answer.unwrap().server_certificate_metadata_list;
    assert_eq!(listed.len(), 20);
    let members = [(
        "ServerCertificateName",
        listed[0].server_certificate_name.as_str(),
    )];
    world.perform("DeleteServerCertificate", &members).await;
    uploaded(&world, &[NAME, RSA, RSA_KEY]).await;
}

/// Tags decide, tagging while uploading is tagging, and both names of a renamed one count.
#[tokio::test]
async fn certificates_are_decided_on_by_name_and_tags() {
    let world = World::new().await;
    let tag = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a")];
    let mut of_team = statement("Allow", "iam:GetServerCertificate", "*");
    of_team["Condition"] = serde_json::json!({ "StringEquals": { "aws:ResourceTag/team": "a" } });
    let rights = [
        of_team,
        statement("Allow", "iam:UploadServerCertificate", &arn("*")),
        statement("Allow", "iam:UpdateServerCertificate", &arn("old*")),
    ];
    let bob = world.user("bob", &document(&rights)).await;
    let denied = |action: &str, shown: &str| {
        format!(
            "User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: iam:{action} on \
             resource: {shown} because no identity-based policy allows the iam:{action} action"
        )
    };
    let members = [NAME, RSA, RSA_KEY, tag[0], tag[1]];
    let answer = world
        .ask_by_name(&bob, "UploadServerCertificate", &members)
        .await;
    let text = denied("TagServerCertificate", &arn("Web"));
    refused(answer, "AccessDenied", &text);
    uploaded(&world, &members).await;
    let old = ("ServerCertificateName", "old");
    world
        .ask_by_name(&bob, "UploadServerCertificate", &[old, RSA, RSA_KEY])
        .await
        .unwrap();
    world
        .ask_by_name(&bob, "GetServerCertificate", &[NAME])
        .await
        .unwrap();
    let answer = world
        .ask_by_name(&bob, "GetServerCertificate", &[old])
        .await;
    let text = denied("GetServerCertificate", "server certificate old");
    refused(answer, "AccessDenied", &text);
    let answer = world.ask_by_name(&bob, "ListServerCertificates", &[]).await;
    refused(
        answer,
        "AccessDenied",
        &denied("ListServerCertificates", &arn("")),
    );
    let renamed = |name| [old, ("NewServerCertificateName", name)];
    let answer = world
        .ask_by_name(&bob, "UpdateServerCertificate", &renamed("new"))
        .await;
    refused(
        answer,
        "AccessDenied",
        &denied("UpdateServerCertificate", &arn("new")),
    );
    let answer = world
        .ask_by_name(&bob, "UpdateServerCertificate", &renamed("older"))
        .await;
    answer.unwrap();
}
