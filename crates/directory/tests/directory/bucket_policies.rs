//! Bucket policies: who is meant, what counts when, what is public.

use iamd_api::{ErrorCode, s3};
use iamd_auth::Caller;
use iamd_directory::{Error, NewRole, PublicAccessBlock, UserUpdate};
use iamd_ident::CanonicalUserId;
use iamd_store::{Key, Scope, Table, Txn};

use crate::{
    bucket_world::{OTHER, bucket, object},
    role_world::{aws, for_ec2, new_role},
    world::{World, account, user_name},
};

/// A statement that allows to read the bucket's objects.
fn allow(principal: &str) -> String {
    format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Principal": {principal},
            "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"}}}}"#
    )
}

const BOB: &str = r#"{"AWS": "arn:aws:iam::123456789012:user/bob"}"#;

impl World {
    async fn may_read(&self, caller: &Caller) -> bool {
        let target = object("bucket", "key");
        match self.decision::<s3::GetObject>(caller, target).await {
            None => true,
            Some(code) => {
                assert_eq!(code, ErrorCode::AccessDenied);
                false
            }
        }
    }

    async fn unblock(&self) {
        self.set_part::<s3::DeletePublicAccessBlock>("bucket", None)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_policy_counts_in_the_very_next_decision() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let bob = world.user(&user_name("bob")).await;
    let bob = world.caller(&bob).await;
    assert!(!world.may_read(&bob).await);
    world.put_policy("bucket", &allow(BOB)).await.unwrap();
    assert!(world.may_read(&bob).await);
    let deny = allow(BOB).replace("Allow", "Deny");
    world.put_policy("bucket", &deny).await.unwrap();
    assert!(!world.may_read(&bob).await);

    let act = |permit| world.directory.delete_bucket_policy(permit);
    for _ in 0..2 {
        let deleted = world.with_permit::<s3::DeleteBucketPolicy, _, _, _>(bucket("bucket"), act);
        deleted.await.unwrap();
        let missing = world.policy_of("bucket").await;
        assert!(matches!(missing, Err(Error::NoSuchBucketPolicy(_))));
    }
    assert!(!world.may_read(&bob).await);
}

#[tokio::test]
async fn a_policy_goes_with_its_bucket() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let bob = world.user(&user_name("bob")).await;
    let bob = world.caller(&bob).await;
    world.put_policy("bucket", &allow(BOB)).await.unwrap();
    world.delete("bucket").await;
    world.bucket("bucket").await;
    assert!(!world.may_read(&bob).await);
}

#[tokio::test]
async fn a_policy_is_given_back_as_it_came() {
    let world = World::new().await;
    world.bucket("bucket").await;
    world.user(&user_name("bob")).await;
    let text = allow(BOB);
    world.put_policy("bucket", &text).await.unwrap();
    assert_eq!(world.policy_of("bucket").await.unwrap(), text);
}

#[tokio::test]
async fn a_user_is_meant_under_whatever_name() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let (bob, robert) = (user_name("bob"), user_name("robert"));
    let key = world.user(&bob).await;
    world.put_policy("bucket", &allow(BOB)).await.unwrap();
    let rename = UserUpdate {
        name: Some(robert.clone()),
        path: Some("/team/".parse().unwrap()),
    };
    world.update(&bob, rename).await;
    assert!(world.may_read(&world.caller(&key).await).await);
    let text = world.policy_of("bucket").await.unwrap();
    assert_eq!(text, allow(BOB).replace("user/bob", "user/team/robert"));

    // Saved as it was read, it means the same.
    world.put_policy("bucket", &text).await.unwrap();
    assert!(world.may_read(&world.caller(&key).await).await);
    let namesake = world.user(&bob).await;
    assert!(!world.may_read(&world.caller(&namesake).await).await);
}

#[tokio::test]
async fn a_namesake_who_comes_later_is_not_meant() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let bob = user_name("bob");
    let first = world.user(&bob).await;
    let id = {
        let caller = world.caller(&first).await;
        caller.user().unwrap().id
    };
    let by_id = allow(&format!(r#"{{"AWS": "{id}"}}"#));
    world.put_policy("bucket", &by_id).await.unwrap();
    let text = world.policy_of("bucket").await.unwrap();
    assert_eq!(text, allow(BOB), "an id is shown as the ARN of who has it");

    world.delete_user(&bob, &first).await;
    let second = world.user(&bob).await;
    assert!(!world.may_read(&world.caller(&second).await).await);
    let text = world.policy_of("bucket").await.unwrap();
    assert_eq!(text, by_id, "who is gone is shown by the id");
    let again = world.put_policy("bucket", &text).await;
    assert!(matches!(again, Err(Error::PolicyDocument(_))), "{again:?}");
}

#[tokio::test]
async fn a_role_is_meant_with_all_its_sessions_until_it_is_gone() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let role = world.role("R", &aws("123456789012")).await;
    let named = allow(&aws(&role.arn));
    world.put_policy("bucket", &named).await.unwrap();
    let session = world.session_caller(&role, "one").await;
    assert!(world.may_read(&session).await);
    assert!(world.restarted().may_read(&session).await);
    assert_eq!(world.policy_of("bucket").await.unwrap(), named);

    world.delete_role("R").await.unwrap();
    let namesake = world.role("R", &aws("123456789012")).await;
    let session = world.session_caller(&namesake, "one").await;
    assert!(!world.may_read(&session).await);
    let text = world.policy_of("bucket").await.unwrap();
    assert_eq!(
        text,
        allow(&aws(role.id)),
        "what is gone is shown by the id"
    );
    let again = world.put_policy("bucket", &text).await;
    assert!(matches!(again, Err(Error::PolicyDocument(_))), "{again:?}");
    let by_id = allow(&aws(namesake.id));
    world.put_policy("bucket", &by_id).await.unwrap();
    assert!(world.may_read(&session).await);
    assert_eq!(world.policy_of("bucket").await.unwrap(), named);
}

#[tokio::test]
async fn a_session_of_a_role_is_meant_by_its_name() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let new = NewRole {
        path: "/team/".parse().unwrap(),
        ..new_role("R", for_ec2())
    };
    let role = world.create_role(new).await.unwrap();
    let named = allow(&aws("arn:aws:sts::123456789012:assumed-role/R/one"));
    world.put_policy("bucket", &named).await.unwrap();
    assert!(
        world
            .may_read(&world.session_caller(&role, "one").await)
            .await
    );
    assert!(
        !world
            .may_read(&world.session_caller(&role, "other").await)
            .await
    );
    assert_eq!(world.policy_of("bucket").await.unwrap(), named);
}

#[tokio::test]
async fn whoever_is_named_exists() {
    let world = World::new().await;
    let other = world.other_root().await;
    world.bucket("bucket").await;
    world.user(&user_name("bob")).await;
    world.role("R", &aws("123456789012")).await;
    let canonical = CanonicalUserId::of(other.account().unwrap()).to_string();
    let nobodys = CanonicalUserId::of("999999999999".parse().unwrap()).to_string();
    let right = [
        r#"{"AWS": "123456789012"}"#,
        r#"{"AWS": "arn:aws:iam::210987654321:root"}"#,
        r#"{"AWS": "arn:aws:sts::123456789012:federated-user/anybody"}"#,
        r#"{"AWS": ["arn:aws:iam::123456789012:user/bob", "210987654321"]}"#,
        r#"{"AWS": "arn:aws:iam::123456789012:role/R"}"#,
        r#"{"AWS": "arn:aws:sts::123456789012:assumed-role/R/session"}"#,
        r#"{"Service": "logging.s3.amazonaws.com"}"#,
        r#"{"Federated": "accounts.google.com"}"#,
        &format!(r#"{{"CanonicalUser": "{canonical}"}}"#),
    ];
    for principal in right {
        let saved = world.put_policy("bucket", &allow(principal)).await;
        assert!(saved.is_ok(), "{principal}: {saved:?}");
    }
    let wrong = [
        r#"{"AWS": "999999999999"}"#,
        r#"{"AWS": "arn:aws:iam::999999999999:root"}"#,
        r#"{"AWS": "arn:aws-cn:iam::123456789012:root"}"#,
        r#"{"AWS": "arn:aws:iam::123456789012:user/eve"}"#,
        r#"{"AWS": "arn:aws:iam::123456789012:user/Bob"}"#,
        r#"{"AWS": "arn:aws:iam::123456789012:user/team/bob"}"#,
        r#"{"AWS": "arn:aws:iam::210987654321:user/bob"}"#,
        r#"{"AWS": ["123456789012", "arn:aws:iam::123456789012:role/Missing"]}"#,
        r#"{"AWS": "arn:aws:iam::123456789012:role/r"}"#,
        r#"{"AWS": "arn:aws:sts::999999999999:assumed-role/R/session"}"#,
        r#"{"AWS": "AIDA0123456789ABCDEFG"}"#,
        r#"{"AWS": "AROA0123456789ABCDEFG"}"#,
        r#"{"Federated": "arn:aws:iam::123456789012:saml-provider/P"}"#,
        &format!(r#"{{"CanonicalUser": "{nobodys}"}}"#),
        &format!(r#"{{"CanonicalUser": "{}"}}"#, "0".repeat(64)),
    ];
    for principal in wrong {
        match world.put_policy("bucket", &allow(principal)).await {
            Err(Error::PolicyDocument(error)) => {
                assert_eq!(
                    error.to_string(),
                    "Invalid principal in policy",
                    "{principal}"
                );
            }
            other => panic!("{principal}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_text_that_is_no_policy_of_the_bucket_is_refused() {
    let world = World::new().await;
    world.bucket("bucket").await;
    let foreign = allow(r#"{"AWS": "123456789012"}"#).replace(":::bucket", ":::another");
    let long = allow(r#""*""#) + &" ".repeat(20 * 1024);
    for text in ["", "{}", &foreign, &long] {
        let refused = world.put_policy("bucket", text).await;
        assert!(matches!(refused, Err(Error::PolicyDocument(_))), "{text}");
    }
}

#[tokio::test]
async fn public_policies_are_refused_until_they_are_not_blocked() {
    let world = World::new().await;
    let other = world.other_root().await;
    world.bucket("bucket").await;
    let public = allow(r#""*""#);
    let blocked = world.put_policy("bucket", &public).await;
    assert!(matches!(blocked, Err(Error::PublicPolicy)), "{blocked:?}");
    let account = allow(&format!(r#"{{"AWS": "{OTHER}"}}"#));
    world.put_policy("bucket", &account).await.unwrap();
    let status = world.read("bucket").await.policy.unwrap();
    assert!(!status.is_public);
    assert!(world.may_read(&other).await);
    assert!(!world.may_read(&Caller::anonymous()).await);

    world.unblock().await;
    world.put_policy("bucket", &public).await.unwrap();
    assert!(world.read("bucket").await.policy.unwrap().is_public);
    assert!(world.may_read(&other).await);
    assert!(world.may_read(&Caller::anonymous()).await);
}

#[tokio::test]
async fn a_public_policy_that_is_restricted_lets_in_its_own_account_alone() {
    let world = World::new().await;
    let other = world.other_root().await;
    world.bucket("bucket").await;
    let bob = world.user(&user_name("bob")).await;
    let bob = world.caller(&bob).await;
    world.unblock().await;
    world.put_policy("bucket", &allow(r#""*""#)).await.unwrap();
    let restrict = PublicAccessBlock {
        restrict_public_buckets: true,
        ..PublicAccessBlock::default()
    };
    world
        .set_part::<s3::PutPublicAccessBlock>("bucket", Some(restrict))
        .await
        .unwrap();
    assert!(world.may_read(&bob).await);
    assert!(!world.may_read(&other).await);
    assert!(!world.may_read(&Caller::anonymous()).await);
}

#[tokio::test]
async fn the_owner_of_a_bucket_may_name_users_of_others() {
    let world = World::new().await;
    let other = world.other_root().await;
    world.bucket("bucket").await;
    let canonical = CanonicalUserId::of(other.account().unwrap());
    let named = allow(&format!(r#"{{"CanonicalUser": "{canonical}"}}"#));
    world.put_policy("bucket", &named).await.unwrap();
    assert!(world.may_read(&other).await);
    let own = CanonicalUserId::of(account());
    let named = allow(&format!(r#"{{"CanonicalUser": "{own}"}}"#));
    world.put_policy("bucket", &named).await.unwrap();
    assert!(!world.may_read(&other).await);
}

#[tokio::test]
async fn not_principal_spares_an_account_unless_one_of_its_own_is_named_beside_it() {
    let world = World::new().await;
    let other = world.other_root().await;
    world.bucket("bucket").await;
    let bob = world.user(&user_name("bob")).await;
    let bob = world.caller(&bob).await;
    let alice = world.user(&user_name("alice")).await;
    let alice = world.caller(&alice).await;
    world.role("R", &aws("123456789012")).await;
    world.user_of(&other, "eve").await;
    let user = |name| format!("arn:aws:iam::{}:user/{name}", account());
    let deny_all_but = |beside: &str| {
        format!(
            r#"{{"Version": "2012-10-17", "Statement": [
                {{"Effect": "Allow", "Principal": {{"AWS": ["{alice}", "{bob}"]}},
                    "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"}},
                {{"Effect": "Deny",
                    "NotPrincipal": {{"AWS": ["arn:aws:iam::123456789012:root", "{beside}"]}},
                    "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"}}]}}"#,
            alice = user("alice"),
            bob = user("bob"),
        )
    };
    let own_id = bob.user().unwrap().id.to_string();
    for (beside, spares_bob, spares_alice) in [
        ("arn:aws:iam::210987654321:user/eve", true, true),
        ("arn:aws:iam::210987654321:root", true, true),
        (&*user("bob"), true, false),
        (&*own_id, true, false),
        ("arn:aws:iam::123456789012:role/R", false, false),
    ] {
        let text = deny_all_but(beside);
        world.put_policy("bucket", &text).await.unwrap();
        assert_eq!(world.may_read(&bob).await, spares_bob, "{beside}");
        assert_eq!(world.may_read(&alice).await, spares_alice, "{beside}");
    }
}

#[tokio::test]
async fn a_policy_that_cannot_be_understood_any_more_denies() {
    let world = World::new().await;
    world.bucket("bucket").await;
    world
        .put_policy("bucket", &allow(r#"{"AWS": "123456789012"}"#))
        .await
        .unwrap();
    let place = Key::new(Scope::Global, Table::new("buckets"))
        .with("bucket")
        .unwrap();
    let record = world.store.get(&place).await.unwrap().unwrap().value;
    let at = record
        .windows(9)
        .position(|bytes| bytes == b"{\"Version")
        .unwrap();
    let mut damaged = record;
    damaged[at] = b'[';
    let txn = Txn::new().put(place, damaged);
    world.store.commit(txn).await.unwrap();
    let root = world.caller(&world.root).await;
    let answer = world
        .decision::<s3::GetObject>(&root, object("bucket", "key"))
        .await;
    assert_eq!(answer, Some(ErrorCode::InternalFailure));
}
