//! Server certificates.

use iamd_api::{ErrorCode, iam};

use super::{CERTIFICATE, PRIVATE_KEY};
use crate::world::World;

#[tokio::test]
async fn a_certificate_is_uploaded_renamed_and_deleted() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/account/certificates").await;
    assert!(page.shows("Server certificates").has(".empty"));
    let path = "/account/new-certificate";
    let form = browser.get(path).await;
    let fields = [
        ("certificate_name", "site"),
        ("body", "nothing"),
        ("private_key", PRIVATE_KEY),
    ];
    let wrong = browser.submit(&form, path, &fields).await;
    assert!(wrong.has(".panel.refused"));
    assert!(
        !String::from_utf8(wrong.body.clone())
            .unwrap()
            .contains("PRIVATE KEY")
    );
    let key = format!("@site.key:{PRIVATE_KEY}");
    let fields = [
        ("certificate_name", "site"),
        ("path", "/web/"),
        ("body", CERTIFICATE),
        ("private_key_file", key.as_str()),
    ];
    let page = browser.submit(&form, path, &fields).await;
    page.shows("site");
    assert_eq!(page.address, "/account/certificates/site");
    assert!(page.text().contains("BEGIN CERTIFICATE"));
    assert!(!page.text().contains("PRIVATE KEY"));

    let fields = [("new_name", ".."), ("new_path", "/")];
    let page = browser.submit(&page, "rename-form", &fields).await;
    assert_eq!(page.address, "/account/certificates/~..");
    let fields = [("tag_key", "team"), ("tag_value", "a")];
    let page = browser
        .submit(&page, "/account/certificates/~../tags/add", &fields)
        .await;
    assert_eq!(page.one("#tag-1").text(), "team");
    let page = browser
        .submit(&page, "/account/certificates/~../tags/remove", &[])
        .await;
    assert!(!page.has("#tag-1"));
    let list = browser.get("/account/certificates?q=.").await;
    assert_eq!(list.one("#certificates tbody th a").text(), "..");

    let action = "/account/certificates/~../delete";
    let page = browser.submit(&page, action, &[]).await;
    page.shows("Delete the server certificate?");
    let page = browser.submit(&page, action, &[]).await;
    page.shows("Server certificates");
    let members = [("ServerCertificateName", "..")];
    let told = world.ask::<iam::GetServerCertificate>(&members).await;
    assert_eq!(told.unwrap_err().code, ErrorCode::NoSuchEntity);
}
