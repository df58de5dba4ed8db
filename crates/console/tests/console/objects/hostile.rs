//! Keys that anybody may have made.

use http::StatusCode;

use super::{BUCKET, in_bucket, link, listed, put};
use crate::{browser::Browser, page::Page, world::World};

/// What pages show of a key that HTML cannot hold as it is.
const HELD: &[(&str, &str)] = &[
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("\"onload='x'`&amp;&lt;", "\"onload='x'`&amp;&lt;"),
    ("../../etc/passwd", "../../etc/passwd"),
    ("./.", "./."),
    ("..", ".."),
    ("a%2Fb%00%", "a%2Fb%00%"),
    ("  two  spaces ", "  two  spaces "),
    ("\u{202e}gpj.exe\u{200f}", "\u{202e}gpj.exe\u{200f}"),
    ("a//b", "a//b"),
    ("/", "/"),
    ("//", "//"),
    ("folder/", "folder/"),
    (
        "line\nbreak\r\n\ttab\0nil",
        "line\u{240a}break\u{240d}\u{240a}\u{2409}tab\u{2400}nil",
    ),
    ("a?b#c&d=e+f;g:h@i", "a?b#c&d=e+f;g:h@i"),
    ("日本語/é\u{301}", "日本語/é\u{301}"),
    ("{{ 7*7 }}${7*7}", "{{ 7*7 }}${7*7}"),
];

/// Opens folder after folder until the object is listed, and gives its page.
async fn find(browser: &mut Browser, key: &str, shown: &str) -> Page {
    let mut page = browser.get(&format!("/buckets/{BUCKET}")).await;
    let mut rest = shown;
    while let Some((folder, behind)) = rest.split_once('/') {
        let name = if folder.is_empty() {
            "(no name)"
        } else {
            folder
        };
        let next = link(&page, &format!("{name}/"));
        page = browser.get(&next).await;
        rest = behind;
    }
    let name = if rest.is_empty() {
        "(this folder itself)"
    } else {
        rest
    };
    let found = link(&page, name);
    let page = browser.get(&found).await;
    assert_eq!(page.status, StatusCode::OK, "{key:?}: {}", page.text());
    page
}

#[tokio::test]
async fn every_key_is_a_text_and_every_link_leads_to_it() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let long = "\u{1f980}".repeat(256);
    let keys = HELD.iter().copied().chain([(long.as_str(), long.as_str())]);
    let keys: Vec<(&str, &str)> = keys.collect();
    for (key, _) in &keys {
        put(&world, key, "text/plain", key).await;
    }
    for (key, shown) in &keys {
        let page = find(&mut browser, key, shown).await;
        assert_eq!(page.one("#object-key").raw_text(), *shown);
        let file = browser
            .get(page.one("#download").attribute("href").unwrap())
            .await;
        assert_eq!(file.body, key.as_bytes(), "{key:?}");
        let disposition = file.headers["content-disposition"].to_str().unwrap();
        assert!(
            disposition.starts_with("attachment; filename=\""),
            "{disposition}"
        );
        assert!(!disposition.contains(['<', '/', '\\']), "{disposition}");
        let asked = browser.submit(&page, "delete-form", &[]).await;
        assert_eq!(asked.one("#chosen code").raw_text(), *shown);
        let page = browser.submit(&asked, "delete-form", &[]).await;
        assert!(page.flash().unwrap().ends_with("was deleted."));
    }
    let page = browser.get(&format!("/buckets/{BUCKET}")).await;
    assert_eq!(listed(&page), []);
}

#[tokio::test]
async fn all_are_deleted_together() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    for (key, _) in HELD {
        put(&world, key, "text/plain", key).await;
    }
    let mut folders = vec![format!("/buckets/{BUCKET}")];
    while let Some(folder) = folders.pop() {
        let page = browser.get(&folder).await;
        let rows = page.all("#objects tr.folder a");
        folders.extend(
            rows.iter()
                .map(|link| link.attribute("href").unwrap().to_owned()),
        );
        let boxes = page.all("#objects input[type=checkbox]");
        let all: Vec<_> = boxes
            .iter()
            .map(|pick| ("object", pick.attribute("value").unwrap()))
            .collect();
        if all.is_empty() {
            continue;
        }
        let asked = browser.submit(&page, "objects-form", &all).await;
        let page = browser.submit(&asked, "delete-form", &[]).await;
        assert!(page.flash().unwrap().contains("deleted"), "{folder}");
    }
    assert_eq!(
        listed(&browser.get(&format!("/buckets/{BUCKET}")).await),
        []
    );
}

#[tokio::test]
async fn refusals_hold_every_key() {
    let world = World::new().await;
    in_bucket(&world).await;
    world.user("bob", &crate::world::allow("iam:*", "*")).await;
    let mut browser = world.browser_of("bob").await;
    for (key, _) in HELD {
        let query = crate::browser::encoded(&[("key".to_owned(), (*key).to_owned())]);
        for page in ["object", "download"] {
            let page = browser
                .get(&format!("/buckets/{BUCKET}/{page}?{query}"))
                .await;
            page.refused("AccessDenied");
        }
    }
    let nonsense = ["key=", "key=a&version=x", "version=null", ""];
    for query in nonsense {
        let page = browser
            .get(&format!("/buckets/{BUCKET}/object?{query}"))
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{query}");
    }
}
