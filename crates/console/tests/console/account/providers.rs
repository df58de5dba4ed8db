//! Identity providers.

use http::StatusCode;
use iamd_api::{ErrorCode, iam};

use super::{PRIVATE_KEY, SAML_METADATA, THUMBPRINT};
use crate::world::{ACCOUNT, World, allow};

fn view(thing: &str) -> String {
    let arn = format!("arn:aws:iam::{ACCOUNT}:{thing}");
    let arn = arn.replace(':', "%3A").replace('/', "%2F");
    format!("/account/providers/view?arn={arn}")
}

#[tokio::test]
async fn a_saml_provider_is_made_changed_and_deleted() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/account/providers").await;
    assert_eq!(page.shows("Identity providers").all(".empty").len(), 2);
    let form = browser.get("/account/new-saml-provider").await;
    let fields = [("provider_name", "corporate"), ("metadata", "<no/>")];
    let wrong = browser
        .submit(&form, "/account/new-saml-provider", &fields)
        .await;
    assert!(wrong.has(".panel.refused") || wrong.has("#metadata-error"));
    assert_eq!(
        wrong.one("#provider_name").attribute("value"),
        Some("corporate")
    );
    let file = format!("@metadata.xml:{SAML_METADATA}");
    let fields = [
        ("provider_name", "corporate"),
        ("metadata_file", file.as_str()),
        ("tag_key_1", "team"),
        ("tag_value_1", "a"),
    ];
    let page = browser
        .submit(&form, "/account/new-saml-provider", &fields)
        .await;
    page.shows("corporate");
    assert_eq!(page.address, view("saml-provider/corporate"));
    assert!(page.text().contains("EntityDescriptor"));
    assert_eq!(page.one("#tag-1").text(), "team");

    let link = page
        .one("#download-metadata")
        .attribute("href")
        .unwrap()
        .to_owned();
    let file = browser.get(&link).await;
    assert_eq!(file.headers["content-type"], "application/octet-stream");
    assert_eq!(file.body, SAML_METADATA.as_bytes());

    let fields = [("private_key", PRIVATE_KEY)];
    let page = browser.submit(&page, "key-form", &fields).await;
    assert_eq!(page.all("#private-keys tbody tr").len(), 1);
    assert!(!page.text().contains("PRIVATE KEY"));
    let page = browser
        .submit(&page, "encryption-form", &[("mode", "Required")])
        .await;
    assert!(page.has("input[name=mode][value=Required][checked]"));
    let page = browser
        .submit(&page, "replace-form", &[("metadata", "not xml")])
        .await;
    assert!(page.has(".panel.refused") || page.has("#metadata-error"));
    let page = browser
        .submit(&page, "replace-form", &[("metadata", SAML_METADATA)])
        .await;
    let flash = "The metadata of corporate was replaced.";
    assert_eq!(page.flash().as_deref(), Some(flash));

    let delete = page.one("#delete-provider");
    assert_eq!(delete.text(), "Delete provider");
    let action = view("saml-provider/corporate").replace("view", "delete");
    let page = browser.submit(&page, &action, &[]).await;
    page.shows("Delete the identity provider?");
    let page = browser.submit(&page, &action, &[]).await;
    page.shows("Identity providers");
    let listed = world.ask::<iam::ListSAMLProviders>(&[]).await.unwrap();
    assert!(listed.saml_provider_list.is_empty());
}

#[tokio::test]
async fn an_openid_connect_provider_is_made_changed_and_deleted() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let form = browser.get("/account/new-oidc-provider").await;
    let fields = [
        ("url", "https://login.example.com/a"),
        ("client_ids", "one\ntwo\n"),
        ("thumbprints", THUMBPRINT),
    ];
    let page = browser
        .submit(&form, "/account/new-oidc-provider", &fields)
        .await;
    page.shows("login.example.com/a");
    assert_eq!(page.address, view("oidc-provider/login.example.com/a"));
    assert_eq!(page.all("#clients tbody tr").len(), 2);
    assert_eq!(page.one("#thumbprints").text(), THUMBPRINT);
    let page = browser
        .submit(&page, "client-form", &[("client_id", "three")])
        .await;
    assert_eq!(page.all("#clients tbody tr").len(), 3);
    let page = browser
        .submit(&page, "thumbprints-form", &[("thumbprints", "short")])
        .await;
    assert!(page.has("#thumbprints-error") || page.has(".panel.refused"));
    let other = "a".repeat(40);
    let lines = format!("{THUMBPRINT}\n{other}");
    let page = browser
        .submit(&page, "thumbprints-form", &[("thumbprints", &lines)])
        .await;
    let told = page.one("#thumbprints").text();
    assert!(told.contains(THUMBPRINT) && told.contains(&other), "{told}");
    let fields = [("tag_key", "team"), ("tag_value", "a")];
    let add = page.address.replace("/view", "/tags/add");
    let page = browser.submit(&page, &add, &fields).await;
    assert_eq!(page.one("#tag-1").text(), "team");

    let action = view("oidc-provider/login.example.com/a").replace("view", "delete");
    let page = browser.submit(&page, &action, &[]).await;
    let page = browser.submit(&page, &action, &[]).await;
    page.shows("Identity providers");
    let arn = format!("arn:aws:iam::{ACCOUNT}:oidc-provider/login.example.com/a");
    let members = [("OpenIDConnectProviderArn", arn.as_str())];
    let told = world.ask::<iam::GetOpenIDConnectProvider>(&members).await;
    assert_eq!(told.unwrap_err().code, ErrorCode::NoSuchEntity);
}

#[tokio::test]
async fn whoever_may_not_see_providers_is_told_why() {
    let world = World::new().await;
    world.user("low", &allow("iam:GetUser", "*")).await;
    let mut browser = world.browser_of("low").await;
    let page = browser.get("/account/providers").await;
    page.refused("iam:ListSAMLProviders");
    page.refused("iam:ListOpenIDConnectProviders");
    let page = browser.get(&view("saml-provider/corporate")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let form = browser.get("/account/new-saml-provider").await;
    let fields = [("provider_name", "corporate"), ("metadata", SAML_METADATA)];
    let page = browser
        .submit(&form, "/account/new-saml-provider", &fields)
        .await;
    page.refused("iam:CreateSAMLProvider");
}
