//! Service-specific credentials of users.

use iamd_api::iam;

use crate::{
    documents::{document, statement},
    world::{ACCOUNT, Members, World, refused, user_arn},
};

const BOB: (&str, &str) = ("UserName", "bob");
const EVE: (&str, &str) = ("UserName", "eve");
const COMMIT: (&str, &str) = ("ServiceName", "codecommit.amazonaws.com");
const BEDROCK: (&str, &str) = ("ServiceName", "bedrock.amazonaws.com");

async fn world() -> World {
    let world = World::new().await;
    for user in [BOB, EVE] {
        world.perform("CreateUser", &[user]).await;
    }
    world
}

async fn made(world: &World, members: Members<'_>) -> iam::ServiceSpecificCredential {
    let answer = world.ask::<iam::CreateServiceSpecificCredential>(&world.root, members);
    answer.await.unwrap().service_specific_credential.unwrap()
}

async fn listed(
    world: &World,
    members: Members<'_>,
) -> Vec<iam::ServiceSpecificCredentialMetadata> {
    let answer = world.ask::<iam::ListServiceSpecificCredentials>(&world.root, members);
    answer.await.unwrap().service_specific_credentials
}

#[tokio::test]
async fn a_credential_tells_its_secret_once() {
    let world = world().await;
    let upper = ("ServiceName", "CODECOMMIT.amazonaws.com");
    let first = made(&world, &[BOB, upper]).await;
    let id = first.service_specific_credential_id.as_str();
    assert!(id.starts_with("ACCA") && id.len() == 21);
    assert_eq!(first.service_name, "codecommit.amazonaws.com");
    let login = format!("bob-at-{ACCOUNT}");
    assert_eq!(first.service_user_name.as_deref(), Some(login.as_str()));
    let password = first.service_password.unwrap();
    assert_eq!(password.expose().len(), 60);
    assert!(first.service_credential_alias.is_none() && first.service_credential_secret.is_none());
    assert_eq!(
        (first.status.as_str(), first.expiration_date),
        ("Active", None)
    );
    let second = made(&world, &[BOB, COMMIT]).await;
    let login = format!("bob+1-at-{ACCOUNT}");
    assert_eq!(second.service_user_name.as_deref(), Some(login.as_str()));
    let answer = world.ask_by_name(
        &world.root,
        "CreateServiceSpecificCredential",
        &[BOB, COMMIT],
    );
    let text = "Cannot exceed quota for ContextSpecificCredentialsPerUserPerContext: 2";
    refused(answer.await, "LimitExceeded", text);
    let restarted = world.restarted();
    let answer = restarted.ask_by_name(&world.root, "ListServiceSpecificCredentials", &[BOB]);
    let xml = answer.await.unwrap();
    assert!(
        xml.contains(id) && !xml.contains(password.expose()),
        "{xml}"
    );
}

#[tokio::test]
async fn an_api_key_may_expire() {
    let world = world().await;
    let key = made(&world, &[BOB, BEDROCK, ("CredentialAgeDays", "1")]).await;
    let alias = format!("bob-at-{ACCOUNT}");
    assert_eq!(
        key.service_credential_alias.as_deref(),
        Some(alias.as_str())
    );
    assert!(
        key.service_credential_secret
            .unwrap()
            .expose()
            .starts_with("ABSK")
    );
    assert!(key.service_user_name.is_none() && key.service_password.is_none());
    assert_eq!(
        key.expiration_date.unwrap().to_string(),
        "2026-02-01T00:00:00Z"
    );
    world.clock.advance_seconds(24 * 60 * 60 - 1);
    assert_eq!(listed(&world, &[BOB]).await[0].status.as_str(), "Active");
    world.clock.advance_seconds(1);
    assert_eq!(listed(&world, &[BOB]).await[0].status.as_str(), "Expired");
    // Nobody brings it back.
    let id = (
        "ServiceSpecificCredentialId",
        key.service_specific_credential_id.as_str(),
    );
    let members = [BOB, id, ("Status", "Active")];
    world
        .perform("UpdateServiceSpecificCredential", &members)
        .await;
    assert_eq!(listed(&world, &[BOB]).await[0].status.as_str(), "Expired");
}

#[tokio::test]
async fn a_credential_is_switched_reset_and_deleted() {
    let world = world().await;
    let first = made(&world, &[BOB, COMMIT]).await;
    let id = (
        "ServiceSpecificCredentialId",
        first.service_specific_credential_id.as_str(),
    );
    let members = [BOB, id, ("Status", "Inactive")];
    world
        .perform("UpdateServiceSpecificCredential", &members)
        .await;
    world.clock.advance_seconds(5);
    let answer = world.ask::<iam::ResetServiceSpecificCredential>(&world.root, &members[..2]);
    let reset = answer.await.unwrap().service_specific_credential.unwrap();
    assert_eq!(reset.status.as_str(), "Inactive");
    assert_eq!(reset.create_date, first.create_date);
    assert_eq!(reset.service_user_name, first.service_user_name);
    let passwords = [first.service_password, reset.service_password].map(Option::unwrap);
    assert!(!passwords[0].matches(passwords[1].expose().as_bytes()));
    let expired = [BOB, id, ("Status", "Expired")];
    let answer = world.ask_by_name(&world.root, "UpdateServiceSpecificCredential", &expired);
    let text = "Operation does not support status Expired";
    refused(answer.await, "InvalidInput", text);
    let answer = world.ask_by_name(&world.root, "DeleteUser", &[BOB]).await;
    let text = "Cannot delete entity, must remove referenced objects first.";
    refused(answer, "DeleteConflict", text);
    world
        .perform("DeleteServiceSpecificCredential", &members[..2])
        .await;
    assert!(listed(&world, &[BOB]).await.is_empty());
    // Its name is free again.
    let login = made(&world, &[BOB, COMMIT]).await.service_user_name;
    assert_eq!(login, first.service_user_name);
}

#[tokio::test]
async fn credentials_stay_with_their_user() {
    let world = world().await;
    let first = made(&world, &[BOB, COMMIT]).await;
    let id = first.service_specific_credential_id.as_str();
    let members = [BOB, ("NewUserName", "robert")];
    world.perform("UpdateUser", &members).await;
    let found = listed(&world, &[("UserName", "robert")]).await;
    assert_eq!(found[0].user_name, "robert");
    assert_eq!(found[0].service_user_name, first.service_user_name);
    // A namesake gets another name, and none of the rights.
    world.perform("CreateUser", &[BOB]).await;
    let login = made(&world, &[BOB, COMMIT]).await.service_user_name;
    assert_eq!(login, Some(format!("bob+1-at-{ACCOUNT}")));
    let missing = "ACCAAAAAAAAAAAAAAAAAA";
    for (id, code, text) in [
        (
            id,
            "ValidationError",
            format!("User bob does not have a service specific credential with id {id}"),
        ),
        (
            missing,
            "NoSuchEntity",
            format!("No such credential {missing} exists"),
        ),
    ] {
        let members = [
            BOB,
            ("ServiceSpecificCredentialId", id),
            ("Status", "Active"),
        ];
        for (operation, members) in [
            ("UpdateServiceSpecificCredential", &members[..]),
            ("ResetServiceSpecificCredential", &members[..2]),
            ("DeleteServiceSpecificCredential", &members[..2]),
        ] {
            let answer = world.ask_by_name(&world.root, operation, members).await;
            refused(answer, code, &text);
        }
        let members = [("ServiceSpecificCredentialId", id)];
        let answer = world.ask_by_name(&world.root, "DeleteServiceSpecificCredential", &members);
        // The root user has none.
        let text = format!("No such credential {id} exists");
        refused(answer.await, "NoSuchEntity", &text);
    }
}

#[tokio::test]
async fn services_are_told_apart() {
    let world = world().await;
    let first = made(&world, &[BOB, COMMIT]).await;
    let second = made(&world, &[BOB, BEDROCK]).await;
    let third = made(&world, &[EVE, COMMIT]).await;
    let ids = |found: Vec<iam::ServiceSpecificCredentialMetadata>| -> Vec<String> {
        let mut ids: Vec<_> = found
            .into_iter()
            .map(|credential| credential.service_specific_credential_id)
            .collect();
        ids.sort();
        ids
    };
    let of = |made: &[&iam::ServiceSpecificCredential]| -> Vec<String> {
        let mut ids: Vec<_> = made
            .iter()
            .map(|credential| credential.service_specific_credential_id.clone())
            .collect();
        ids.sort();
        ids
    };
    let all = ("AllUsers", "true");
    for (members, expect) in [
        (&[BOB][..], of(&[&first, &second])),
        (&[BOB, ("ServiceName", "")], of(&[&first, &second])),
        (&[BOB, COMMIT], of(&[&first])),
        (&[BOB, ("ServiceName", "cassandra.amazonaws.com")], of(&[])),
        (&[all], of(&[&first, &second, &third])),
        (&[all, COMMIT], of(&[&first, &third])),
        (&[], of(&[])),
    ] {
        assert_eq!(ids(listed(&world, members).await), expect, "{members:?}");
    }
    let other = "No such service sqs.amazonaws.com is supported for Service Specific Credentials";
    for (service, code, text) in [
        ("sqs.amazonaws.com", "NoSuchEntity", other),
        (
            "a_b",
            "ValidationError",
            "ServiceName must match [a-zA-Z0-9.-]*",
        ),
    ] {
        let members = [BOB, ("ServiceName", service)];
        for operation in [
            "CreateServiceSpecificCredential",
            "ListServiceSpecificCredentials",
        ] {
            let answer = world.ask_by_name(&world.root, operation, &members).await;
            refused(answer, code, text);
        }
    }
}

#[tokio::test]
async fn pages_of_all_users_follow_each_other() {
    let world = world().await;
    for user in [BOB, EVE] {
        made(&world, &[user, COMMIT]).await;
        made(&world, &[user, BEDROCK]).await;
    }
    let mut found = Vec::new();
    let mut marker = None;
    loop {
        let mut members = vec![("AllUsers", "true"), ("MaxItems", "3")];
        members.extend(marker.as_deref().map(|marker| ("Marker", marker)));
        let answer = world.ask::<iam::ListServiceSpecificCredentials>(&world.root, &members);
        let page = answer.await.unwrap();
        found.extend(page.service_specific_credentials);
        if page.is_truncated == Some(false) {
            break;
        }
        marker = page.marker;
    }
    assert_eq!(found.len(), 4);
}

/// Conditions see the service that a request names, and that of the credential that it acts on.
#[tokio::test]
async fn decisions_know_the_service() {
    let world = world().await;
    let mut rights = statement("Allow", "iam:*ServiceSpecificCredential", &user_arn("bob"));
    rights["Condition"] = serde_json::json!({
        "StringEquals": { "iam:ServiceSpecificCredentialServiceName": COMMIT.1 },
        "NumericLessThanEqualsIfExists": { "iam:ServiceSpecificCredentialAgeDays": 30 },
    });
    let admin = world.user("admin", &document(&[rights])).await;
    let upper = ("ServiceName", "CodeCommit.AmazonAWS.com");
    let members = [BOB, upper];
    let answer = world.ask::<iam::CreateServiceSpecificCredential>(&admin, &members);
    let own = answer.await.unwrap().service_specific_credential.unwrap();
    let other = made(&world, &[BOB, BEDROCK]).await;
    for members in [
        &[BOB, BEDROCK][..],
        &[BOB, COMMIT, ("CredentialAgeDays", "31")],
        &[EVE, COMMIT],
    ] {
        let operation = "CreateServiceSpecificCredential";
        let answer = world.ask_by_name(&admin, operation, members).await;
        assert_eq!(
            answer.unwrap_err().code.as_str(),
            "AccessDenied",
            "{members:?}"
        );
    }
    for (id, is_allowed) in [
        (&other.service_specific_credential_id, false),
        (&own.service_specific_credential_id, true),
    ] {
        let members = [
            BOB,
            ("ServiceSpecificCredentialId", id),
            ("Status", "Inactive"),
        ];
        for (operation, members) in [
            ("UpdateServiceSpecificCredential", &members[..]),
            ("ResetServiceSpecificCredential", &members[..2]),
            ("DeleteServiceSpecificCredential", &members[..2]),
        ] {
            let answer = world.ask_by_name(&admin, operation, members).await;
            assert_eq!(answer.is_ok(), is_allowed, "{operation}");
        }
    }
}
