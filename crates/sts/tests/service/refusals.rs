//! Altered tokens.

use iamd_api::sts::GetCallerIdentity;

use crate::{
    documents::{allow, trust},
    world::{Key, World, user_arn},
};

/// Every byte of a token counts.
#[tokio::test]
async fn no_altered_token_is_taken() {
    let world = World::new().await;
    let bob = world.user(&world.root, "bob", &allow(&["s3:*"])).await;
    let trust = trust(&user_arn("bob"), &["sts:AssumeRole"]);
    let role = world
        .role(&world.root, "reader", &trust, &allow(&["iam:*"]))
        .await;
    let key = world.in_role(&bob, &role, &[]).await;
    let token = key.token.clone().unwrap();
    let changed = (0..token.len()).map(|place| {
        let mut bytes = token.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        String::from_utf8(bytes).unwrap()
    });
    let cut = (0..token.len())
        .step_by(7)
        .map(|end| token[..end].to_owned());
    let longer = ["A", "AAAA", "="].map(|more| format!("{token}{more}"));
    for altered in changed.chain(cut).chain(longer) {
        let key = Key {
            token: Some(altered.clone()),
            ..key.clone()
        };
        let answer = world.sts::<GetCallerIdentity>(&key, &[]).await;
        let error = answer.expect_err(&altered);
        assert_eq!(error.code.as_str(), "InvalidClientTokenId", "{altered}");
    }
    assert!(world.sts::<GetCallerIdentity>(&key, &[]).await.is_ok());
}
