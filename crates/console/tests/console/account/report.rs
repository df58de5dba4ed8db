//! The credential report.

use http::StatusCode;
use iamd_api::{ErrorCode, iam};
use iamd_auth::{SystemReason, SystemWork};

use crate::{
    browser::Browser,
    page::Page,
    world::{ACCOUNT, World, allow},
};

const REPORT: &str = "/account/credential-report";

/// The page with the report, once that is there.
async fn generated(world: &World, browser: &mut Browser) -> Page {
    let page = browser.get(REPORT).await;
    let page = browser
        .submit(&page, "/account/credential-report/generate", &[])
        .await;
    assert!(page.has("#look-again"));
    let work = SystemWork::new(SystemReason::Report);
    let made = world.directory.make_credential_reports(&work).await;
    made.unwrap();
    browser.get(REPORT).await
}

fn users(page: &Page) -> Vec<String> {
    let rows = page.all("#report tbody th");
    rows.iter()
        .map(|row| row.text().split_whitespace().next().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_report_is_generated_shown_and_downloaded() {
    let world = World::new().await;
    world.user("ana", &allow("s3:*", "*")).await;
    world
        .ask::<iam::CreateAccessKey>(&[("UserName", "ana")])
        .await
        .unwrap();
    let mut browser = world.root_browser().await;
    let page = browser.get(REPORT).await;
    assert!(page.shows("Credential report").has(".empty"));
    assert!(!page.has("#download-report"));
    let page = generated(&world, &mut browser).await;
    assert_eq!(users(&page), ["Root", "ana"]);
    let rows = page.all("#report tbody tr");
    let cells = rows[1].all("td");
    let key = cells
        .iter()
        .find(|cell| cell.attribute("data-label") == Some("Key 1"));
    assert_eq!(key.unwrap().text(), "Yes");
    for cell in page.all("#report td") {
        assert_ne!(cell.attribute("data-label"), Some(""), "{}", cell.text());
    }
    assert_eq!(page.all("#report thead th").len(), 21);
    let file = browser.get("/account/credential-report/download").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    let disposition = file.headers["content-disposition"].to_str().unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"credential-report-2026"),
        "{disposition}"
    );
    let told = world.ask::<iam::GetCredentialReport>(&[]).await.unwrap();
    assert_eq!(Some(file.body), told.content);
}

#[tokio::test]
async fn a_large_report_comes_in_pages_and_is_searched() {
    let world = World::new().await;
    for number in 0..120 {
        let name = format!("user-{number:03}");
        world
            .ask::<iam::CreateUser>(&[("UserName", &name)])
            .await
            .unwrap();
    }
    let mut browser = world.root_browser().await;
    let page = generated(&world, &mut browser).await;
    let mut seen = users(&page);
    assert_eq!(seen.len(), 50);
    let mut next = page.one("#next-page").attribute("href").unwrap().to_owned();
    for rows in [50, 21] {
        let page = browser.get(&next).await;
        assert_eq!(users(&page).len(), rows);
        seen.extend(users(&page));
        let link = page.all("#next-page");
        let link = link.first().and_then(|link| link.attribute("href"));
        next = link.unwrap_or_default().to_owned();
    }
    assert_eq!(next, "");
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 121);
    let page = browser.get(&format!("{REPORT}?q=USER-01")).await;
    assert_eq!(users(&page).len(), 10);
    let page = browser.get(&format!("{REPORT}?q=nobody")).await;
    assert!(page.has("#clear-search"));
}

#[tokio::test]
async fn whoever_may_not_have_a_report_is_told_why() {
    let world = World::new().await;
    let root = format!("arn:aws:iam::{ACCOUNT}:root");
    world.user("low", &allow("iam:GetUser", &root)).await;
    let mut browser = world.browser_of("low").await;
    let page = browser.get(REPORT).await;
    page.refused("iam:GetCredentialReport");
    let page = browser
        .submit(&page, "/account/credential-report/generate", &[])
        .await;
    page.refused("iam:GenerateCredentialReport");
    let page = browser.get("/account/credential-report/download").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    page.refused("iam:GetCredentialReport");
    let told = world.ask::<iam::GetCredentialReport>(&[]).await;
    assert_eq!(told.unwrap_err().code, ErrorCode::ReportNotPresent);
}
