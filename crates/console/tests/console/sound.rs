//! What holds for every page, whatever it shows.

use std::collections::BTreeSet;

use http::HeaderMap;

use crate::document::Element;

/// Checks what holds for every page: it is well-formed, has one heading, its language and landmarks,
/// unique ids, a label for every field and a token in every form, and nothing that could run.
#[track_caller]
pub(crate) fn check(address: &str, root: &Element, errors: &[String]) {
    assert_eq!(errors, [] as [String; 0], "{address} is not well-formed");
    let mut findings = Vec::new();
    findings.extend(structure(root));
    findings.extend(ids(root));
    findings.extend(fields(root));
    findings.extend(forms(root));
    findings.extend(nothing_runs(root));
    assert_eq!(findings, [] as [String; 0], "on {address}");
}

/// Checks the headers of every answer.
#[track_caller]
pub(crate) fn check_headers(headers: &HeaderMap) {
    let text = |name: &str| {
        let value = headers
            .get(name)
            .unwrap_or_else(|| panic!("no header {name}"));
        value.to_str().unwrap()
    };
    let policy = text("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(!policy.contains("script-src"), "{policy}");
    assert_eq!(text("x-content-type-options"), "nosniff");
    assert_eq!(text("referrer-policy"), "same-origin");
    assert_eq!(text("cross-origin-opener-policy"), "same-origin");
    assert_eq!(text("cross-origin-resource-policy"), "same-origin");
    let cache = text("cache-control");
    assert!(
        cache == "no-store" || cache.contains("immutable"),
        "{cache}"
    );
}

fn structure(root: &Element) -> Vec<String> {
    let mut findings = Vec::new();
    let mut once = |selector: &str| {
        let count = root.all(selector).len();
        if count != 1 {
            findings.push(format!("{count} of `{selector}`"));
        }
    };
    once("html[lang]");
    once("title");
    once("main#content");
    once("main h1");
    once("h1");
    let levels = root.within().into_iter().filter_map(|element| {
        let level = element.name.strip_prefix('h')?;
        level.parse::<u32>().ok()
    });
    let levels: Vec<u32> = levels.collect();
    for pair in levels.windows(2) {
        if pair[1] > pair[0] + 1 {
            findings.push(format!("a heading {} after a heading {}", pair[1], pair[0]));
        }
    }
    for cell in root.all("th") {
        if cell.attribute("scope").is_none() {
            findings.push(format!("`th` without a scope: {}", cell.text()));
        }
    }
    for image in root.all("img") {
        if image.attribute("alt").is_none() {
            findings.push("a picture without `alt`".to_owned());
        }
    }
    for link in root.all("a") {
        let label = link.attribute("aria-label").unwrap_or_default();
        if link.text().is_empty() && label.is_empty() {
            findings.push(format!("a link without a text: {link:?}"));
        }
    }
    findings
}

/// Attributes that name ids.
const REFERENCES: [&str; 4] = [
    "for",
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
];

fn ids(root: &Element) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut findings = Vec::new();
    let all = root.within();
    for id in all.iter().filter_map(|element| element.attribute("id")) {
        if !known.insert(id) {
            findings.push(format!("the id `{id}` twice"));
        }
        if id.is_empty() || id.contains(char::is_whitespace) {
            findings.push(format!("the id `{id}`"));
        }
    }
    for element in &all {
        for name in REFERENCES {
            let value = element.attribute(name).unwrap_or_default();
            for id in value.split_whitespace().filter(|id| !known.contains(id)) {
                findings.push(format!("`{name}` names `{id}`, which is not there"));
            }
        }
        if let Some(id) = element
            .attribute("href")
            .and_then(|link| link.strip_prefix('#'))
            && !known.contains(id)
        {
            findings.push(format!("a link leads to `#{id}`, which is not there"));
        }
    }
    findings
}

fn fields(root: &Element) -> Vec<String> {
    let labels: Vec<&str> = root
        .all("label")
        .iter()
        .filter_map(|label| label.attribute("for"))
        .collect();
    let is_field = |element: &&Element| match element.name.as_str() {
        "select" | "textarea" => true,
        "input" => !matches!(element.attribute("type"), Some("hidden" | "submit")),
        _ => false,
    };
    let fields = root.within().into_iter().filter(is_field);
    let unnamed = fields.filter(|field| {
        let has_label = field.attribute("id").is_some_and(|id| labels.contains(&id));
        !has_label
            && field.attribute("aria-label").is_none()
            && field.attribute("aria-labelledby").is_none()
    });
    let unnamed = unnamed.map(|field| format!("a field without a label: {field:?}"));
    let nameless = root
        .all("button")
        .into_iter()
        .filter(|button| button.text().is_empty() && button.attribute("aria-label").is_none());
    unnamed
        .chain(nameless.map(|button| format!("a button without a text: {button:?}")))
        .collect()
}

fn forms(root: &Element) -> Vec<String> {
    let mut findings = Vec::new();
    for form in root.all("form") {
        let action = form.attribute("action").unwrap_or_default();
        if !action.starts_with('/') || action.starts_with("//") {
            findings.push(format!("a form is sent to `{action}`"));
        }
        let inputs = form.all("input");
        let first = inputs.first().and_then(|input| input.attribute("name"));
        let is_post = form.attribute("method") == Some("post");
        if is_post && first != Some("csrf") {
            findings.push(format!(
                "the form for `{action}` does not begin with its token"
            ));
        }
        if !is_post && !form.all("input[name=csrf]").is_empty() {
            findings.push(format!(
                "the form for `{action}` has its token in the address"
            ));
        }
    }
    findings
}

fn nothing_runs(root: &Element) -> Vec<String> {
    const NEVER: [&str; 7] = [
        "script", "iframe", "object", "embed", "base", "style", "frame",
    ];
    let mut findings = Vec::new();
    for element in root.within() {
        if NEVER.contains(&element.name.as_str()) {
            findings.push(format!("an element `{}`", element.name));
        }
        for (name, value) in &element.attributes {
            let is_link = ["href", "src", "action", "formaction"].contains(&name.as_str());
            let runs = name.starts_with("on") || name == "style";
            let leads_to_script =
                is_link && value.trim().to_ascii_lowercase().starts_with("javascript:");
            if runs || leads_to_script {
                findings.push(format!("`{name}=\"{value}\"` on `{}`", element.name));
            }
        }
    }
    findings
}
