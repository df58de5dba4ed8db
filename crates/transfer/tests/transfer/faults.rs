//! What contradicts itself is refused, with its place, and changes nothing.

use iamd_ident::Partition;
use iamd_transfer::{Incoming, Target};

use crate::world::{FIRST_PAGE, LAST_PAGE, World, pages};

const FULL: &str = include_str!("accounts/full.json");

/// The error of an import of the pages with a text in the place of another.
#[track_caller]
fn check(old: &str, new: &str, expect: &str) {
    let changed = pages().replacen(old, new, 1);
    assert_ne!(changed, pages(), "{old} is not there");
    let world = World::new(1);
    let before = world.keys();
    let target = Target {
        partition: Partition::Aws,
        account: None,
    };
    let error = match Incoming::read(changed.as_bytes(), &target) {
        Err(error) => error.to_string(),
        Ok(_) => world.import(&changed).unwrap_err().to_string(),
    };
    assert_eq!(error, expect);
    assert_eq!(world.keys(), before);
}

#[test]
fn places_are_those_of_the_page() {
    check(
        r#""GroupList": ["Auditors", "developers"]"#,
        r#""GroupList": ["Auditors", "Nobody"]"#,
        "page 1: UserDetailList[0].GroupList[1]: there is no group Nobody",
    );
    check(
        r#""PolicyArn": "arn:aws:iam::aws:policy/SecurityAudit""#,
        r#""PolicyArn": "arn:aws:iam::aws:policy/SecurityAudits""#,
        "page 2: GroupDetailList[0].AttachedManagedPolicies[0]: there is no policy \
         arn:aws:iam::aws:policy/SecurityAudits",
    );
    check(
        r#""DefaultVersionId": "v7""#,
        r#""DefaultVersionId": "v8""#,
        "page 2: Policies[0].DefaultVersionId: there is no version v8",
    );
    check(
        "AIDAQ2UWBOBEXAMPLE002",
        "AIDAQ2UWANNEXAMPLE001",
        "page 1: UserDetailList[1].UserId: AIDAQ2UWANNEXAMPLE001 is there twice",
    );
    check(
        "AIDAQ2UWBOBEXAMPLE002",
        "AROAQ2UWANNEXAMPLE001",
        "page 1: UserDetailList[1].UserId: AROAQ2UWANNEXAMPLE001 does not begin with AIDA",
    );
    check(
        r#""InstanceProfileId": "AIPAQ2UWWEBEXAMPLE006""#,
        r#""InstanceProfileId": "AROAQ2UWWEBEXAMPLE005""#,
        "page 1: RoleDetailList[2].InstanceProfileList[0].InstanceProfileId: AROAQ2UWWEBEXAMPLE005 \
         does not begin with AIPA",
    );
}

#[test]
fn what_is_not_what_it_should_be_is_refused() {
    check(
        r#""AssumeRolePolicyDocument": "%7B"#,
        r#""AssumeRolePolicyDocument": "x%7B"#,
        "page 1: RoleDetailList[1].AssumeRolePolicyDocument: this is no policy document",
    );
    check(
        "arn:aws:iam::111122223333:group/Auditors",
        "arn:aws:iam::999922223333:group/Auditors",
        "page 2: GroupDetailList[0].Arn: this is of account 999922223333, and what is before it of \
         account 111122223333",
    );
    check(
        r#""Arn": "arn:aws:iam::111122223333:user/ann""#,
        r#""Arn": "arn:aws:iam::111122223333:user/bob""#,
        "page 1: UserDetailList[0].Arn: arn:aws:iam::111122223333:user/bob is another one's, by its name \
         and path it is user/ann",
    );
    check(
        r#""IsTruncated": false"#,
        r#""IsTruncated": true"#,
        "the account is not whole: every page says that there is more (IsTruncated)",
    );
}

#[test]
fn values_of_wrong_kinds_are_told_with_place_and_line() {
    let target = Target {
        partition: Partition::Aws,
        account: None,
    };
    let wrong = LAST_PAGE.replace("1551427200.0", "\"soon\"");
    let error = Incoming::read(format!("{FIRST_PAGE}{wrong}").as_bytes(), &target).unwrap_err();
    let expect =
        "page 2: GroupDetailList[0].CreateDate: this is no moment in time at line 9 column";
    assert!(error.to_string().starts_with(expect), "{error}");
}

/// The error of an import of an account with everything, in which a value is another.
#[track_caller]
fn check_full(pointer: &str, value: &str, expect: &str) {
    let mut document: serde_json::Value = serde_json::from_str(FULL).unwrap();
    *document.pointer_mut(pointer).unwrap() = value.into();
    let world = World::new(1);
    let error = world.import(&document.to_string()).unwrap_err();
    assert_eq!(error.to_string(), expect);
    assert_eq!(world.keys(), []);
}

#[test]
fn credentials_must_be_what_they_say_that_they_are() {
    check_full(
        "/users/0/signing_certificates/0/id",
        "TA7SIGNINGEXAMPLE11",
        "users[0].signing_certificates[0]: this is no certificate, or not the one of this id",
    );
    check_full(
        "/users/0/ssh_public_keys/0/key",
        "ssh-rsa x",
        "users[0].ssh_public_keys[0]: this is no SSH public key",
    );
    check_full(
        "/users/0/password/hash",
        "secret",
        "users[0].password.hash: a password cannot be hashed: password hash string missing field",
    );
    check_full(
        "/mfa_devices/0/seed",
        "%",
        "mfa_devices[0].seed: this is not Base64",
    );
    check_full(
        "/mfa_devices/0/enabled/owner/user",
        "nobody",
        "mfa_devices[0].enabled.owner: there is no user nobody",
    );
    check_full(
        "/server_certificates/0/private_key",
        "x",
        "server_certificates[0].private_key: the certificate and its private key do not belong \
         together",
    );
    check_full(
        "/account/web_identity_issuer/keys/0/secret",
        "AAAA",
        "account.web_identity_issuer.keys[0]: the secret is not that of what is published",
    );
    check_full(
        "/roles/1/path",
        "/aws-service-role/x/",
        "roles[1].service: a role under /aws-service-role/ is linked to a service, and no other is",
    );
}
