//! Managed policies: the list, the editor, and all parts of a policy's page.

use iamd_api::iam;

use crate::world::{ACCOUNT, World, allow, document, statement};

const HOSTILE: &str = "</textarea><script>alert(1)</script>\" onload='x' \u{202e}gnp";

async fn made(world: &World, name: &str) -> String {
    let document = allow("s3:GetObject", "*");
    let members = [("PolicyName", name), ("PolicyDocument", &document)];
    let made = world.ask::<iam::CreatePolicy>(&members).await.unwrap();
    made.policy.unwrap().arn.unwrap()
}

fn at(path: &str, arn: &str) -> String {
    let arn = arn.replace(':', "%3A").replace('/', "%2F");
    format!("/policies/{path}?arn={arn}")
}

#[tokio::test]
async fn policies_are_listed_by_whose_they_are_and_searched() {
    let world = World::new().await;
    let arn = made(&world, "Own").await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/policies?scope=local").await;
    page.shows("Policies");
    assert_eq!(page.one("#policies tbody th a").text(), "Own");
    let link = page
        .one("#policies tbody th a")
        .attribute("href")
        .unwrap()
        .to_owned();
    assert_eq!(link, at("view", &arn));

    let page = browser.get("/policies?scope=aws").await;
    assert_eq!(page.all("#policies tbody tr").len(), 50);
    let next = page.one("#next-page").attribute("href").unwrap().to_owned();
    assert!(next.starts_with("/policies?scope=aws&marker="), "{next}");
    assert_eq!(browser.get(&next).await.all("#policies tbody tr").len(), 50);

    let page = browser
        .get("/policies?q=administratoraccess&scope=all")
        .await;
    assert!(page.text().contains("AdministratorAccess"));
    let page = browser.get("/policies?scope=all&attached=yes").await;
    assert!(page.has(".empty"));
    let page = browser.get("/policies?scope=nonsense").await;
    assert_eq!(page.status, 400);
}

#[tokio::test]
async fn the_editor_says_what_is_wrong_and_where() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let form = browser.get("/new-policy").await;
    let broken = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{\"Effect\": \"Allow\" \"Action\": \"s3:*\"}]\n}";
    for button in ["check", "save", "format"] {
        let page = browser
            .submit(
                &form,
                "/new-policy",
                &[("policy_name", "P"), ("document", broken), ("do", button)],
            )
            .await;
        let error = page.one("#document-error").text();
        assert!(error.starts_with("Syntax errors in policy."), "{error}");
        assert!(error.contains("Line 3, column 36"), "{error}");
        assert!(
            error.contains("a comma or the end of the list is expected"),
            "{error}"
        );
        let lines = page.all("#document-error .doc-line");
        assert_eq!(lines.len(), 4);
        let caret = lines[3].raw_text();
        let at = caret.find('^').unwrap();
        assert_eq!(lines[2].raw_text().chars().nth(at), Some('"'));
        assert_eq!(page.one("#document").raw_text(), broken);
        assert_eq!(page.one("#policy_name").attribute("value"), Some("P"));
    }
    assert_eq!(world.audit.names(), [] as [&str; 0]);
}

#[tokio::test]
async fn a_document_is_laid_out_checked_and_saved() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let form = browser.get("/new-policy").await;
    let written = allow("s3:GetObject", "*");
    let fields = [
        ("policy_name", "P"),
        ("document", &written),
        ("do", "format"),
    ];
    let page = browser.submit(&form, "/new-policy", &fields).await;
    assert!(page.has("#document-fine"));
    let laid_out = page.one("#document").raw_text();
    assert!(laid_out.lines().count() > 8, "{laid_out}");
    let fields = [
        ("description", "what it is for"),
        ("tag_key_1", "a"),
        ("do", "save"),
    ];
    let page = browser.submit(&page, "/new-policy", &fields).await;
    page.shows("P");
    assert_eq!(page.flash().as_deref(), Some("The policy P was created."));
    assert_eq!(
        page.one("#arn").text(),
        format!("arn:aws:iam::{ACCOUNT}:policy/P")
    );
    assert_eq!(
        page.all(".listing .doc-line").len(),
        laid_out.lines().count()
    );
    let numbers = page.all(".listing .doc-line");
    assert_eq!(numbers[1].attribute("data-line"), Some("2"));
    assert_eq!(page.one("#version").text(), "v1");

    let form = browser.get("/new-policy").await;
    let fields = [("policy_name", "P"), ("document", &written), ("do", "save")];
    let page = browser.submit(&form, "/new-policy", &fields).await;
    page.refused("EntityAlreadyExists");
    assert_eq!(page.one("#document").raw_text(), written);
}

#[tokio::test]
async fn versions_are_saved_put_in_force_and_deleted() {
    let world = World::new().await;
    let arn = made(&world, "P").await;
    let mut browser = world.root_browser().await;
    let edit = browser.get(&at("edit", &arn)).await;
    let document = allow("s3:PutObject", "*");
    let fields = [("document", document.as_str()), ("do", "save")];
    let page = browser.submit(&edit, &at("edit", &arn), &fields).await;
    page.shows("P");
    assert_eq!(page.flash().as_deref(), Some("The version v2 was saved."));
    assert!(page.has("#default-v1") && !page.has("#default-v2"));
    let page = browser
        .submit(&page, &at("versions/default", &arn), &[])
        .await;
    assert!(page.has("#default-v2") && !page.has("#default-v1"));
    let asked = browser
        .submit(&page, &at("versions/delete", &arn), &[])
        .await;
    asked.shows("Delete the version?");
    let page = browser
        .submit(&asked, &at("versions/delete", &arn), &[])
        .await;
    assert_eq!(page.flash().as_deref(), Some("The version v2 was deleted."));
    assert!(!page.has("#version-v2"));
}

#[tokio::test]
async fn a_policy_is_attached_and_detached_on_its_page() {
    let world = World::new().await;
    let arn = made(&world, "P").await;
    world.user("bob", &allow("s3:*", "*")).await;
    world
        .ask::<iam::CreateGroup>(&[("GroupName", "staff")])
        .await
        .unwrap();
    let mut browser = world.root_browser().await;
    let page = browser.get(&at("entities", &arn)).await;
    for (kind, name) in [("users", "bob"), ("groups", "staff")] {
        let fields = [("kind", kind), ("name", name)];
        let page = browser
            .submit(&page, &at("entities/attach", &arn), &fields)
            .await;
        assert!(page.text().contains(name));
    }
    let page = browser
        .submit(&page, &at("entities/attach", &arn), &[("name", "eve")])
        .await;
    page.refused("NoSuchEntity");
    assert_eq!(page.one("#name").attribute("value"), Some("eve"));
    assert_eq!(page.all("#entities tbody tr").len(), 2);

    let delete = browser.get(&at("delete", &arn)).await;
    assert_eq!(delete.all(".removals li").len(), 2);
    let page = browser
        .submit(&delete, &at("delete", &arn), &[("with_all", "yes")])
        .await;
    page.shows("Policies");
    assert_eq!(page.flash().as_deref(), Some("The policy P was deleted."));
}

#[tokio::test]
async fn nobody_loses_a_boundary_with_its_policy() {
    let world = World::new().await;
    let arn = made(&world, "Bounds").await;
    world.user("bob", &allow("s3:*", "*")).await;
    let members = [("UserName", "bob"), ("PermissionsBoundary", arn.as_str())];
    world
        .ask::<iam::PutUserPermissionsBoundary>(&members)
        .await
        .unwrap();
    let mut browser = world.root_browser().await;
    let page = browser.get(&at("delete", &arn)).await;
    assert!(page.text().contains("permissions boundary of these"));
    let page = browser
        .submit(&page, &at("delete", &arn), &[("with_all", "yes")])
        .await;
    page.refused("DeleteConflict");
    let user = world
        .ask::<iam::GetUser>(&[("UserName", "bob")])
        .await
        .unwrap()
        .user;
    assert!(user.permissions_boundary.is_some());
    let page = browser.get(&at("entities", &arn)).await;
    assert_eq!(page.one("#bounded").text(), "User bob");
}

#[tokio::test]
async fn policies_of_aws_can_only_be_looked_at() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    let page = browser.get(&at("view", arn)).await;
    page.shows("AdministratorAccess");
    assert!(!page.has("#edit-policy") && !page.has("#delete-policy"));
    assert_eq!(page.all(".tabs li").len(), 4);
    let page = browser.get(&at("delete", arn)).await;
    let page = browser.submit(&page, &at("delete", arn), &[]).await;
    page.refused("AccessDenied");
    assert_eq!(browser.get("/policies/view").await.status, 400);
}

#[tokio::test]
async fn hostile_texts_are_shown_as_text() {
    let world = World::new().await;
    let document = document(&[statement(
        "Allow",
        "s3:GetObject",
        "arn:aws:s3:::b/</pre><script>x</script>",
    )]);
    let name = "n".repeat(128);
    let members = [
        ("PolicyName", name.as_str()),
        ("PolicyDocument", &document),
        ("Description", HOSTILE),
        ("Tags.member.1.Key", "\u{2028}tag"),
        ("Tags.member.1.Value", "a=b/c@d"),
    ];
    let made = world.ask::<iam::CreatePolicy>(&members).await;
    let arn = made.unwrap().policy.unwrap().arn.unwrap();
    let mut browser = world.root_browser().await;
    let page = browser.get(&at("view", &arn)).await;
    page.shows(&name);
    assert!(page.text().contains("<script>alert(1)</script>"));
    assert!(
        page.one(".listing")
            .text()
            .contains("</pre><script>x</script>")
    );
    for part in ["edit", "versions", "entities", "tags", "delete"] {
        let page = browser.get(&at(part, &arn)).await;
        assert_eq!(page.status, 200, "{part}");
    }
    let form = browser.get("/new-policy").await;
    let fields = [
        ("policy_name", HOSTILE),
        ("document", HOSTILE),
        ("description", HOSTILE),
        ("do", "save"),
    ];
    let page = browser.submit(&form, "/new-policy", &fields).await;
    assert_eq!(page.one("#document").raw_text(), HOSTILE);
    assert_eq!(page.one("#policy_name").attribute("value"), Some(HOSTILE));
    let page = browser.get("/policies?q=%22%3E%3Cscript%3E").await;
    assert_eq!(page.one("#q").attribute("value"), Some("\"><script>"));
}

#[tokio::test]
async fn tags_of_a_policy_are_set_and_removed() {
    let world = World::new().await;
    let arn = made(&world, "P").await;
    let mut browser = world.root_browser().await;
    let page = browser.get(&at("tags", &arn)).await;
    let fields = [("tag_key", "team"), ("tag_value", "blue")];
    let page = browser.submit(&page, &at("tags/add", &arn), &fields).await;
    assert_eq!(page.one("#tag-1").text(), "team");
    let page = browser.submit(&page, &at("tags/remove", &arn), &[]).await;
    assert!(!page.has("#tag-1"));
}
