//! What people name and upload does nothing in the browser of somebody who is signed in.

use std::time::Duration;

use aws_sdk_s3::presigning::PresigningConfig;
use fantoccini::Locator;
use serde_json::Value;

use crate::world::World;

const ROOT_PASSWORD: &str = "Correct-horse-battery-9";

/// A page that tries to read the console and to make a user, and tells in its title how far it came.
fn page(console: &str) -> String {
    format!(
        "<!doctype html><title>began</title><body>
<form id=f method=post action='{console}/new-user'><input name=user_name value=mallory></form>
<script>
document.title = 'ran';
fetch('{console}/security', {{credentials: 'include'}})
  .then(r => r.text()).then(t => {{ document.title = 'read ' + t.length; }})
  .catch(() => {{ document.title = 'not read'; }})
  .finally(() => {{ document.cookie = 'iamd-console=stolen'; document.getElementById('f').submit(); }});
</script>"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn an_uploaded_page_reads_and_changes_nothing() {
    let world = World::new().await;
    world.sign_root_in(ROOT_PASSWORD).await;
    let s3 = &world.root.s3;
    s3.create_bucket().bucket("uploads").send().await.unwrap();
    let put = s3.put_object().bucket("uploads").key("page.html");
    let put = put.content_type("text/html");
    let body = page(&world.server.console_url).into_bytes();
    put.body(body.into()).send().await.unwrap();
    let for_a_while = PresigningConfig::expires_in(Duration::from_mins(10)).unwrap();
    let get = s3.get_object().bucket("uploads").key("page.html");
    let url = get.presigned(for_a_while).await.unwrap().uri().to_owned();

    // Where nothing keeps it from that, its script runs.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    std::fs::write(&file, page("https://127.0.0.1:1")).unwrap();
    let file = format!("file://{}", file.display());
    world.browser.goto(&file).await.unwrap();
    assert_ne!(world.browser.title().await.unwrap(), "began");

    // From the services' own origin it is a page that may do nothing.
    world.browser.goto(&url).await.unwrap();
    assert_eq!(world.browser.title().await.unwrap(), "began");
    changed_nothing(&world).await;

    // The console's own is no page: the browser saves it, and stays where it is.
    world.open("/").await;
    let download = "/buckets/uploads/download?key=page.html";
    let download = format!("{}{download}", world.server.console_url);
    let _saved = world.browser.goto(&download).await;
    assert!(world.browser.title().await.unwrap().contains("iamd"));
    changed_nothing(&world).await;
}

async fn changed_nothing(world: &World) {
    let users = world.root.iam.list_users().send().await.unwrap();
    assert_eq!(users.users().len(), 0);
}

/// What the field `csrf` of every form says is taken out, and each form is sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_its_token_is_refused() {
    let world = World::new().await;
    let browser = &world.browser;
    world.open("/signin").await;
    refused(&world, "#sign-in").await;
    world.sign_root_in(ROOT_PASSWORD).await;
    for (path, form) in [
        ("/new-user", "form[action='/new-user']"),
        ("/new-policy", "form[action='/new-policy']"),
        ("/new-role", "form[action='/new-role']"),
        ("/new-bucket", "#new-bucket-form"),
        ("/security", "#new-device-form"),
        ("/security", "#create-key-form"),
        ("/security", "form[action='/signout']"),
    ] {
        world.open(path).await;
        refused(&world, form).await;
    }
    world.open("/").await;
    browser.see("#arn").await.unwrap();
    let keys = world.root.iam.list_access_keys().send().await.unwrap();
    assert_eq!(keys.access_key_metadata().len(), 1);
}

async fn refused(world: &World, form: &str) {
    let send = "const form = document.querySelector(arguments[0]);
        form.querySelectorAll('input').forEach(i => { i.required = false; });
        form.querySelector('[name=csrf]').remove();
        form.noValidate = true;
        // A button may be called `submit`.
        HTMLFormElement.prototype.submit.call(form);";
    world.browser.see(form).await.unwrap();
    let form = Value::String(form.to_owned());
    world.browser.execute(send, vec![form]).await.unwrap();
    world.browser.see("#way-on").await.unwrap();
    world.assert_text("This form was not accepted").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_are_text() {
    let world = World::new().await;
    world.sign_root_in(ROOT_PASSWORD).await;
    let key = "<script>document.title='run'</script>\"'\u{202e}gpj.exe/".to_owned();
    let tag = "<img src=x onerror=document.title='run'>\u{202e}";
    let user = "a".repeat(64);
    let iam = &world.root.iam;
    let path = format!("/{}/", "b".repeat(128));
    let create = iam.create_user().user_name(&user).path(&path);
    let tag = aws_sdk_iam::types::Tag::builder().key("note").value(tag);
    let create = create.tags(tag.build().unwrap());
    // Tags may not hold `<`: the service says so, and names neither.
    let user_error = create.send().await.is_err();
    if user_error {
        let create = iam.create_user().user_name(&user).path(&path);
        create.send().await.unwrap();
    }
    let s3 = &world.root.s3;
    s3.create_bucket().bucket("odd").send().await.unwrap();
    for key in [key.clone(), format!("{key}{}", "x".repeat(128))] {
        let put = s3
            .put_object()
            .bucket("odd")
            .key(key)
            .body(Vec::new().into());
        put.send().await.unwrap();
    }
    for path in [
        "/users".to_owned(),
        format!("/users/{user}"),
        "/buckets/odd".to_owned(),
    ] {
        world.open(&path).await;
        assert_ne!(world.browser.title().await.unwrap(), "run");
        assert!(
            world
                .browser
                .find(Locator::Css("main script, main img[src=x]"))
                .await
                .is_err()
        );
        world.assert_reachable(&path).await;
    }
    world.open("/buckets/odd").await;
    world.assert_text("<script>").await;
}
