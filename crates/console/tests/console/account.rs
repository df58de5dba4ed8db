//! The account: its alias, its password policy and what is in it.

mod certificates;
mod providers;
mod report;

use iamd_api::{ErrorCode, iam};

use crate::world::{ACCOUNT, World, allow, document, statement};

pub(crate) const SAML_METADATA: &str = include_str!("../../../iam/tests/saml-metadata.xml");
pub(crate) const CERTIFICATE: &str = include_str!("../../../certificate/tests/files/rsa.pem");
pub(crate) const PRIVATE_KEY: &str = include_str!("../../../certificate/tests/files/rsa.key");
pub(crate) const SSH_KEY: &str = include_str!("../../../certificate/tests/files/rsa.pub");
pub(crate) const THUMBPRINT: &str = "9e99a48a9960b14926bb7f3b02e22da2b0ab7280";

#[tokio::test]
async fn the_account_gets_an_alias_and_loses_it() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/account").await;
    page.shows("Account");
    assert_eq!(page.one("#account-id").text(), ACCOUNT);
    assert_eq!(page.one("#account-alias").text(), "None");
    assert!(!page.has("#delete-alias"));
    let fields = [("account_alias", "Not an alias")];
    let wrong = browser.submit(&page, "/account/alias", &fields).await;
    assert!(wrong.has("#account_alias-error"));
    let fields = [("account_alias", "our-company")];
    let page = browser.submit(&page, "/account/alias", &fields).await;
    let flash = "The account now has the alias our-company.";
    assert_eq!(page.flash().as_deref(), Some(flash));
    assert_eq!(page.one("#account-alias").text(), "our-company");
    let url = page.one("#sign-in-url").text();
    assert_eq!(url, "https://console.example.com/signin/our-company");

    let path = "/account/alias/delete";
    let page = browser.submit(&page, path, &[]).await;
    page.shows("Remove the alias?");
    let page = browser.submit(&page, path, &[]).await;
    assert_eq!(page.one("#account-alias").text(), "None");
    let listed = world.ask::<iam::ListAccountAliases>(&[]).await.unwrap();
    assert!(listed.account_aliases.is_empty());
}

#[tokio::test]
async fn an_alias_of_another_account_is_not_to_be_had() {
    let world = World::new().await;
    world.user("low", &allow("iam:List*", "*")).await;
    let mut browser = world.browser_of("low").await;
    let page = browser.get("/account").await;
    page.refused("iam:GetAccountSummary");
    let fields = [("account_alias", "our-company")];
    let page = browser.submit(&page, "/account/alias", &fields).await;
    page.refused("iam:CreateAccountAlias");
}

#[tokio::test]
async fn the_account_tells_what_is_in_it() {
    let world = World::new().await;
    world.user("ana", &allow("s3:*", "*")).await;
    world.role("Viewer", &allow("s3:*", "*")).await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/account").await;
    let told = page.all("#summary li");
    let told: Vec<String> = told.iter().map(|one| one.text()).collect();
    assert!(told.contains(&"Users 1 of 5000".to_owned()), "{told:?}");
    assert!(told.contains(&"Roles 1 of 1000".to_owned()), "{told:?}");
    let root = page.one("#root-facts").text();
    for fact in ["MFA device No", "Password Yes", "Access keys Yes"] {
        assert!(root.contains(fact), "{root}");
    }
    let limits = page.one("#limit-facts").text();
    assert!(limits.contains("Access keys of a user 2"), "{limits}");
}

#[tokio::test]
async fn the_password_policy_is_set_and_deleted() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let path = "/account/password-policy";
    let page = browser.get(path).await;
    assert!(page.shows("Password policy").has("#no-policy"));
    assert_eq!(page.one("#length_min").attribute("value"), Some("8"));
    let fields = [("length_min", "5")];
    let wrong = browser.submit(&page, "password-policy-form", &fields).await;
    assert!(wrong.has("#length_min-error"));
    let fields = [
        ("length_min", "14"),
        ("require", "RequireNumbers"),
        ("require", "AllowUsersToChangePassword"),
        ("age_max_days", "90"),
        ("hard_expiry", "yes"),
    ];
    let page = browser.submit(&page, "password-policy-form", &fields).await;
    assert_eq!(
        page.flash().as_deref(),
        Some("The password policy was saved.")
    );
    let told = world.ask::<iam::GetAccountPasswordPolicy>(&[]).await;
    let policy = told.unwrap().password_policy;
    assert_eq!(policy.minimum_password_length, Some(14));
    assert_eq!(policy.require_numbers, Some(true));
    assert_eq!(policy.require_symbols, Some(false));
    assert_eq!(policy.allow_users_to_change_password, Some(true));
    assert_eq!(policy.max_password_age, Some(90));
    assert_eq!(policy.password_reuse_prevention, None);
    assert_eq!(policy.hard_expiry, Some(true));
    // What is there stands in the form, so that saving it again changes nothing.
    let page = browser.submit(&page, "password-policy-form", &[]).await;
    let told = world.ask::<iam::GetAccountPasswordPolicy>(&[]).await;
    let again = told.unwrap().password_policy;
    assert_eq!(format!("{again:?}"), format!("{policy:?}"));

    let page = browser
        .submit(&page, "/account/password-policy/delete", &[])
        .await;
    page.shows("Delete the password policy?");
    let page = browser
        .submit(&page, "/account/password-policy/delete", &[])
        .await;
    assert!(page.has("#no-policy"));
    let told = world.ask::<iam::GetAccountPasswordPolicy>(&[]).await;
    assert_eq!(told.unwrap_err().code, ErrorCode::NoSuchEntity);
}

#[tokio::test]
async fn whoever_may_not_see_the_password_policy_is_told_why() {
    let world = World::new().await;
    let policy = document(&[
        statement("Allow", "iam:*", "*"),
        statement("Deny", "iam:*AccountPasswordPolicy", "*"),
    ]);
    world.user("low", &policy).await;
    let mut browser = world.browser_of("low").await;
    let page = browser.get("/account/password-policy").await;
    page.refused("iam:GetAccountPasswordPolicy");
    let page = browser.submit(&page, "password-policy-form", &[]).await;
    let panel = page.refused("iam:UpdateAccountPasswordPolicy").text();
    assert!(panel.contains("Statement 2"), "{panel}");
}
