//! Trust policies: who is meant, what is shown, what may be saved, what counts when.

use iamd_api::{ErrorCode, iam, sts};
use iamd_auth::{Principal, Target};
use iamd_directory::{Error, UserUpdate};
use iamd_ident::Arn;
use iamd_store::{Key, Scope, Table, Txn};

use crate::{
    bucket_world::OTHER,
    provider_world::{new_saml, oidc_arn, saml_arn},
    role_world::{aws, for_ec2, new_role, role_arn, role_name, trust},
    world::{ALLOW_ALL, World, user_name},
};

const BOB: &str = "arn:aws:iam::123456789012:user/bob";

#[tokio::test]
async fn a_trust_policy_counts_in_the_very_next_decision() {
    let world = World::new().await;
    let bob = world.user_caller(&user_name("bob")).await;
    world.create_role(new_role("R", for_ec2())).await.unwrap();
    let arn = role_arn("R");
    assert!(!world.may_assume(&bob, &arn).await);
    world.put_trust("R", &trust(&aws(BOB))).await.unwrap();
    assert!(world.may_assume(&bob, &arn).await);
    assert!(world.restarted().may_assume(&bob, &arn).await);
    world.put_trust("R", &for_ec2()).await.unwrap();
    assert!(!world.may_assume(&bob, &arn).await);
}

#[tokio::test]
async fn an_account_that_is_trusted_lets_in_whom_its_own_policies_let() {
    let world = World::new().await;
    let bob = world.user_caller(&user_name("bob")).await;
    world.role("R", &aws("123456789012")).await;
    assert!(!world.may_assume(&bob, &role_arn("R")).await);
    world.put(&user_name("bob"), "inline", ALLOW_ALL).await;
    assert!(world.may_assume(&bob, &role_arn("R")).await);
}

#[tokio::test]
async fn a_text_is_given_back_as_it_came() {
    let world = World::new().await;
    world.user(&user_name("bob")).await;
    let text = trust(&aws(BOB)).replace(
        "\"Action\"",
        "\"Condition\": {\"Bool\": {\"aws:MultiFactorAuthPresent\": true}},\n\t\"Action\"",
    );
    world
        .create_role(new_role("R", text.clone()))
        .await
        .unwrap();
    assert_eq!(world.get_role("R").await.unwrap().trust_policy, text);
    assert_eq!(
        world.restarted().get_role("R").await.unwrap().trust_policy,
        text
    );
}

#[tokio::test]
async fn a_user_is_meant_under_whatever_name() {
    let world = World::new().await;
    let (bob, robert) = (user_name("bob"), user_name("robert"));
    let key = world.user(&bob).await;
    world.role("R", &aws(BOB)).await;
    let rename = UserUpdate {
        name: Some(robert.clone()),
        path: Some("/team/".parse().unwrap()),
    };
    world.update(&bob, rename).await;
    let arn = role_arn("R");
    assert!(world.may_assume(&world.caller(&key).await, &arn).await);
    let shown = world.get_role("R").await.unwrap().trust_policy;
    assert_eq!(shown, trust(&aws(BOB.replace("bob", "team/robert"))));
    let namesake = world.user_caller(&bob).await;
    assert!(!world.may_assume(&namesake, &arn).await);

    world.delete_user(&robert, &key).await;
    let shown = world.restarted().get_role("R").await.unwrap().trust_policy;
    assert!(shown.contains(r#"{"AWS": "AIDA"#), "{shown}");
    let again = world.put_trust("R", &shown).await;
    assert!(matches!(again, Err(Error::PolicyDocument(_))), "{again:?}");
}

#[tokio::test]
async fn a_role_that_comes_later_under_the_same_name_is_not_meant() {
    let world = World::new().await;
    let first = world.role("First", &aws("123456789012")).await;
    world.role("Second", &aws(role_arn("First"))).await;
    let shown = world.get_role("Second").await.unwrap().trust_policy;
    assert_eq!(shown, trust(&aws(role_arn("First"))));
    let session = world.session_caller(&first, "s").await;
    assert!(world.may_assume(&session, &role_arn("Second")).await);

    world.delete_role("First").await.unwrap();
    let shown = world.get_role("Second").await.unwrap().trust_policy;
    assert_eq!(shown, trust(&aws(first.id)));
    let namesake = world.role("First", &aws("123456789012")).await;
    let session = world.session_caller(&namesake, "s").await;
    assert!(!world.may_assume(&session, &role_arn("Second")).await);
    let shown = world
        .restarted()
        .get_role("Second")
        .await
        .unwrap()
        .trust_policy;
    assert_eq!(shown, trust(&aws(first.id)));
}

#[tokio::test]
async fn whoever_is_named_exists() {
    let world = World::new().await;
    // Providers of another account are nobody, whether there are any or not.
    let other = world.other_root().await;
    let new = new_saml("Corporate");
    let act = |permit| world.directory.create_saml_provider(permit, new.clone());
    let target = Target::NewSamlProvider(new.name.clone());
    let made = world.acting::<iam::CreateSAMLProvider, _, _, _>(&other, target, act);
    made.await.unwrap().unwrap();
    world.user(&user_name("bob")).await;
    world.role("R", &aws("123456789012")).await;
    world.create_saml("Corporate").await.unwrap();
    world.create_oidc("token.example.com/a").await.unwrap();
    let federated = |arn: &dyn std::fmt::Display| format!(r#"{{"Federated": "{arn}"}}"#);
    let right = [
        federated(&saml_arn("Corporate")),
        federated(&oidc_arn("token.example.com/a")),
        aws("*"),
        aws(OTHER),
        aws(format_args!("arn:aws:iam::{OTHER}:root")),
        aws(role_arn("R")),
        aws("arn:aws:sts::123456789012:assumed-role/R/session"),
        aws("arn:aws:sts::123456789012:federated-user/anybody"),
        r#"{"Federated": "accounts.google.com"}"#.to_owned(),
    ];
    for principal in right {
        let saved = world.put_trust("R", &trust(&principal)).await;
        assert!(saved.is_ok(), "{principal}: {saved:?}");
    }
    let wrong = [
        ("AWS", "999999999999"),
        ("AWS", "arn:aws:iam::123456789012:user/Bob"),
        ("AWS", "arn:aws:iam::123456789012:user/team/bob"),
        ("AWS", "arn:aws:iam::123456789012:role/r"),
        ("AWS", "arn:aws:iam::210987654321:role/R"),
        ("AWS", "arn:aws:sts::999999999999:assumed-role/R/session"),
        ("AWS", "AROA0123456789ABCDEFG"),
        ("Federated", "arn:aws:iam::123456789012:saml-provider/P"),
        (
            "Federated",
            "arn:aws:iam::123456789012:saml-provider/corporate",
        ),
        (
            "Federated",
            "arn:aws:iam::210987654321:saml-provider/Corporate",
        ),
        (
            "Federated",
            "arn:aws:iam::123456789012:oidc-provider/token.example.com",
        ),
        (
            "Federated",
            "arn:aws:iam::123456789012:oidc-provider/idp.example.com",
        ),
    ];
    for (kind, name) in wrong {
        let text = trust(&format!(r#"{{"{kind}": "{name}"}}"#));
        match world.put_trust("R", &text).await {
            Err(Error::PolicyDocument(error)) => assert_eq!(
                error.to_string(),
                format!(
                    r#"Invalid principal in policy: "{}":"{name}""#,
                    kind.to_uppercase()
                )
            ),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_trust_policy_is_short_without_its_white_space() {
    let world = World::new().await;
    let spacious = for_ec2() + &" ".repeat(4_096);
    world.create_role(new_role("R", spacious)).await.unwrap();
    let padded = for_ec2() + &" ".repeat(20 * 1024);
    let sid = "x".repeat(2_048);
    let long = for_ec2().replace("\"Effect\"", &format!("\"Sid\": \"{sid}\", \"Effect\""));
    for text in [padded, long] {
        match world.put_trust("R", &text).await {
            Err(Error::PolicyDocument(error)) => {
                assert_eq!(error.code().as_str(), "LimitExceeded");
                let text = "Cannot exceed quota for ACLSizePerRole: 2048";
                assert_eq!(error.to_string(), text);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_role_that_is_not_there_denies_like_one_that_does_not_trust() {
    let world = World::new().await;
    world.other_root().await;
    let bob = world.user_caller(&user_name("bob")).await;
    world.put(&user_name("bob"), "inline", ALLOW_ALL).await;
    world.role("R", &aws("123456789012")).await;
    world
        .create_role(new_role("Closed", for_ec2()))
        .await
        .unwrap();
    let denied: [Arn; 6] = [
        role_arn("Closed"),
        role_arn("Missing"),
        role_arn("r"),
        role_arn("path/R"),
        format!("arn:aws:iam::{OTHER}:role/R").parse().unwrap(),
        "arn:aws-cn:iam::123456789012:role/R".parse().unwrap(),
    ];
    for arn in denied {
        assert!(!world.may_assume(&bob, &arn).await, "{arn}");
    }
    assert!(world.may_assume(&bob, &role_arn("R")).await);
}

#[tokio::test]
async fn a_permit_is_for_the_role_that_was_decided_on() {
    let world = World::new().await;
    let bob = world.user_caller(&user_name("bob")).await;
    let role = world.role("R", &aws(BOB)).await;
    let target = || Target::AssumedRole(role.arn.clone());
    let act = |permit| async {
        let permit = permit;
        world.directory.assumable_role(&permit).await
    };
    let assumed = world
        .acting::<sts::AssumeRole, _, _, _>(&bob, target(), act)
        .await;
    let assumed = assumed.unwrap().unwrap();
    assert_eq!((assumed.id, &assumed.arn), (role.id, &role.arn));
    assert_eq!(assumed.max_session_seconds, 3_600);

    // Between the decision and the act the role is made anew.
    let act = |permit| async {
        let permit = permit;
        world.delete_role("R").await?;
        world.role("R", &aws(BOB)).await;
        world.directory.assumable_role(&permit).await
    };
    let assumed = world
        .acting::<sts::AssumeRole, _, _, _>(&bob, target(), act)
        .await;
    let assumed = assumed.unwrap();
    assert!(matches!(assumed, Err(Error::NoSuchRole(_))), "{assumed:?}");
}

#[tokio::test]
async fn a_trust_policy_that_cannot_be_understood_any_more_denies() {
    let world = World::new().await;
    let bob = world.user_caller(&user_name("bob")).await;
    let role = world.role("R", &aws(BOB)).await;
    let place = Key::new(
        Scope::Account("123456789012".parse().unwrap()),
        Table::new("roles"),
    )
    .with(role.id.as_str())
    .unwrap();
    let mut record = world.store.get(&place).await.unwrap().unwrap().value;
    let at = record.windows(9).position(|bytes| bytes == b"{\"Version");
    record[at.unwrap()] = b'[';
    world
        .store
        .commit(Txn::new().put(place, record))
        .await
        .unwrap();
    let target = Target::AssumedRole(role.arn.clone());
    let answer = world.decision::<sts::AssumeRole>(&bob, target).await;
    assert_eq!(answer, Some(ErrorCode::InternalFailure));
    let session = world.role_session(&role, "session").await;
    assert!(
        matches!(session, Some(Principal::RoleSession(_))),
        "who has assumed it goes on"
    );
    assert_eq!(role_name("R"), role.name);
}
