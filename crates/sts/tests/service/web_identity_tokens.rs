//! GetWebIdentityToken: what tokens say, and who gets which.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use iamd_api::{
    Error,
    iam::{EnableOutboundWebIdentityFederation, TagUser},
    sts::{GetWebIdentityToken, GetWebIdentityTokenResponse},
};
use iamd_ident::Clock;
use iamd_jwt::CLAIMS;
use serde_json::{Value, json};

use crate::{
    documents::{allow, document, trust},
    world::{ACCOUNT, Key, Members, World, denied, refused, root_arn, user_arn},
};

const ASK: [(&str, &str); 2] = [
    ("Audience.member.1", "https://example.com"),
    ("SigningAlgorithm", "ES384"),
];
const MAY: &[&str] = &["sts:GetWebIdentityToken", "sts:TagGetWebIdentityToken"];

async fn ask(
    world: &World,
    key: &Key,
    more: Members<'_>,
) -> Result<GetWebIdentityTokenResponse, Error> {
    let members = [&ASK, more].concat();
    world.sts::<GetWebIdentityToken>(key, &members).await
}

/// The claims of the token that comes, without looking at its signature.
async fn claims(world: &World, key: &Key, more: Members<'_>) -> Value {
    let answer = ask(world, key, more).await.unwrap();
    let token = answer.web_identity_token.unwrap();
    let claims = token.expose().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

/// A world whose account issues tokens, and the URL of the issuer.
async fn issuing() -> (World, String) {
    let world = World::new().await;
    let enabled = world.iam::<EnableOutboundWebIdentityFederation>(&world.root, &[]);
    let issuer = enabled.await.unwrap().issuer_identifier.unwrap();
    (world, issuer)
}

#[tokio::test]
async fn a_token_tells_who_the_user_is() {
    let (world, issuer) = issuing().await;
    let bob = world.user(&world.root, "bob", &allow(MAY)).await;
    let tag = [
        ("UserName", "bob"),
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "red"),
    ];
    world.iam::<TagUser>(&world.root, &tag).await.unwrap();
    let now = world.clock.now().as_second();
    let tags = [("Tags.member.1.Key", "job"), ("Tags.member.1.Value", "42")];
    let mut told = claims(&world, &bob, &tags).await;
    let id = told["jti"].take();
    assert_eq!(id.as_str().unwrap().len(), 36);
    let expect = json!({
        "iss": issuer,
        "sub": user_arn("bob"),
        "aud": "https://example.com",
        "iat": now,
        "exp": now + 300,
        "jti": null,
        CLAIMS: {
            "aws_account": ACCOUNT,
            "principal_id": user_arn("bob"),
            "source_region": "us-west-2",
            "principal_tags": {"team": "red"},
            "request_tags": {"job": "42"},
        },
    });
    assert_eq!(told, expect);
    let again = claims(&world, &bob, &[]).await;
    assert_ne!(again["jti"], id);
    let several = [("Audience.member.2", "other"), ("DurationSeconds", "60")];
    let told = claims(&world, &bob, &several).await;
    assert_eq!(told["aud"], json!(["https://example.com", "other"]));
    assert_eq!(told["exp"], now + 60);
}

/// The subject is the role, not the session; its tags are those of both.
#[tokio::test]
async fn a_token_of_a_session_tells_of_the_role_and_of_the_session() {
    let (world, _) = issuing().await;
    let assume = &["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
    let bob = world.user(&world.root, "bob", &allow(assume)).await;
    let trusting = trust(&root_arn(ACCOUNT), assume);
    let role = world
        .role(&world.root, "worker", &trusting, &allow(MAY))
        .await;
    let session = world
        .in_role(
            &bob,
            &role,
            &[
                ("Tags.member.1.Key", "job"),
                ("Tags.member.1.Value", "7"),
                ("SourceIdentity", "Bob"),
            ],
        )
        .await;
    let told = claims(&world, &session, &[]).await;
    assert_eq!(told["sub"], role);
    let own = &told[CLAIMS];
    assert_eq!(own["principal_id"], role);
    assert_eq!(own["principal_tags"], json!({"job": "7"}));
    assert_eq!(own["source_identity"], "Bob");
    assert_eq!(own["original_session_exp"], "2026-01-31T01:00:00Z");
    assert_eq!(own.get("request_tags"), None);
}

#[tokio::test]
async fn a_token_never_outlives_its_session() {
    let (world, _) = issuing().await;
    let bob = world
        .user(&world.root, "bob", &allow(&["sts:AssumeRole"]))
        .await;
    let trusting = trust(&root_arn(ACCOUNT), &["sts:AssumeRole"]);
    let role = world
        .role(&world.root, "worker", &trusting, &allow(MAY))
        .await;
    let session = world.in_role(&bob, &role, &[]).await;
    world.clock.advance_seconds(1800);
    assert!(
        ask(&world, &session, &[("DurationSeconds", "1800")])
            .await
            .is_ok()
    );
    let text = "The requested token duration would extend the session beyond its original \
                expiration time.";
    let code = "SessionDurationEscalationException";
    let longer = ask(&world, &session, &[("DurationSeconds", "1801")]).await;
    refused(longer, code, text);
    world.clock.advance_seconds(1501);
    refused(ask(&world, &session, &[]).await, code, text);
}

#[tokio::test]
async fn policies_say_for_whom_for_how_long_and_how() {
    let (world, _) = issuing().await;
    let narrow = document(&json!({
        "Effect": "Allow",
        "Action": "sts:GetWebIdentityToken",
        "Resource": "*",
        "Condition": {
            "ForAllValues:StringEquals": {"sts:IdentityTokenAudience": "https://example.com"},
            "NumericLessThanEquals": {"sts:DurationSeconds": 300},
            "StringEquals": {"sts:SigningAlgorithm": "ES384"},
        },
    }));
    let bob = world.user(&world.root, "bob", &narrow).await;
    assert!(ask(&world, &bob, &[]).await.is_ok());
    let action = "sts:GetWebIdentityToken";
    for more in [("DurationSeconds", "301"), ("Audience.member.2", "other")] {
        denied(ask(&world, &bob, &[more]).await, action);
    }
    let members = [ASK[0], ("SigningAlgorithm", "RS256")];
    denied(
        world.sts::<GetWebIdentityToken>(&bob, &members).await,
        action,
    );
    let tags = [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
    denied(ask(&world, &bob, &tags).await, "sts:TagGetWebIdentityToken");
}

#[tokio::test]
async fn nothing_is_signed_before_the_feature_is_enabled() {
    let world = World::new().await;
    refused(
        ask(&world, &world.root, &[]).await,
        "OutboundWebIdentityFederationDisabledException",
        "The outbound web identity federation feature is not enabled for this account.",
    );
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused() {
    let (world, _) = issuing().await;
    let members = [ASK[0], ("SigningAlgorithm", "HS256")];
    let answer = world
        .sts::<GetWebIdentityToken>(&world.root, &members)
        .await;
    refused(
        answer,
        "ValidationError",
        "1 validation error detected: Value 'HS256' at 'signingAlgorithm' failed to satisfy \
         constraint: Member must satisfy enum value set: [RS256, ES384]",
    );
    for more in [("DurationSeconds", "59"), ("DurationSeconds", "3601")] {
        let answer = ask(&world, &world.root, &[more]).await;
        assert_eq!(answer.unwrap_err().code.as_str(), "ValidationError");
    }
    let twice = [
        ("Tags.member.1.Key", "k"),
        ("Tags.member.1.Value", ""),
        ("Tags.member.2.Key", "K"),
        ("Tags.member.2.Value", ""),
    ];
    let answer = ask(&world, &world.root, &twice).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "InvalidParameterValue");
}

/// As long as the longest that STS itself takes.
#[tokio::test]
async fn a_token_that_is_too_long_is_refused() {
    let (world, _) = issuing().await;
    let tags = |count: usize| {
        let key = |number| format!("Tags.member.{number}.Key");
        let value = |number| format!("Tags.member.{number}.Value");
        (1..=count)
            .flat_map(|number| {
                [
                    (key(number), format!("{number:0>128}")),
                    (value(number), "v".repeat(256)),
                ]
            })
            .collect::<Vec<_>>()
    };
    for (count, fits) in [(30, true), (50, false)] {
        let tags = tags(count);
        let tags: Vec<(&str, &str)> = tags
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = ask(&world, &world.root, &tags).await;
        if fits {
            assert!(answer.is_ok());
        } else {
            refused(
                answer,
                "JWTPayloadSizeExceededException",
                "The requested token payload size exceeds the maximum allowed size.",
            );
        }
    }
}
