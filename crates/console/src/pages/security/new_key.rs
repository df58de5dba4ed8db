//! A new access key, whose secret is shown once.

use askama::Template;
use axum::{body::Body, response::Response};
use http::{HeaderValue, StatusCode, header};
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::{AccessKeyId, Secret};

use super::{HOME, keys, own::Own};
use crate::{
    answer::{self, Answer},
    form::{Post, Sender as _},
    page::{Page, Section},
    pages::key_lines::KeyLines,
    text::SecurityTexts,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/security/new_key.html")]
struct NewKeyPage<'k> {
    page: Page,
    t: &'static SecurityTexts,
    key_id: &'k str,
    secret: &'k str,
    environment: &'k str,
    profile: &'k str,
    home: &'static str,
}

/// Makes a key. Its secret is in this very answer, and nowhere else.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    Post { by: visit, .. }: Post<Visit<P, A>>,
) -> Answer {
    Own::required(&visit)?;
    let made = match visit.ask::<iam::CreateAccessKey>(&[]).await {
        Ok(made) => made.access_key,
        Err(error) => return keys::refused(&visit, &error).await,
    };
    let lines = KeyLines::of(&visit, &made);
    let t = &visit.texts().security;
    let page = visit.page(t.new_key).at(Section::Security);
    visit.show(&NewKeyPage {
        page: page.below(t.title, HOME),
        t,
        key_id: lines.id,
        secret: lines.secret,
        environment: lines.environment().expose(),
        profile: lines.profile().expose(),
        home: HOME,
    })
}

/// The key as a file. The server has no secret to give, so the page sends back what it shows.
pub(super) async fn download<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let (id, secret) = (fields.text("key"), fields.secret("secret"));
    let Some(csv) = csv(id, &secret) else {
        return Err(visit.refuse(StatusCode::BAD_REQUEST));
    };
    let mut response = Response::new(Body::from(csv.expose().clone()));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    let name = HeaderValue::from_str(&format!("attachment; filename=\"accessKeys-{id}.csv\""));
    if let Ok(name) = name {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(answer::composed(response))
}

/// SOURCE: the file that AWS's console offers has these two columns.
///
/// SECURITY: what could be no key is refused, so that a file never holds what somebody made up.
fn csv(id: &str, secret: &Secret<String>) -> Option<Secret<String>> {
    const SECRET_BYTES: usize = 40;

    let _: AccessKeyId = id.parse().ok()?;
    let text = secret.expose();
    let is_secret = text.len() == SECRET_BYTES
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte));
    is_secret.then(|| {
        Secret::new(format!(
            "Access key ID,Secret access key\r\n{id},{text}\r\n"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "AKIAIOSFODNN7EXAMPLE";
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    #[test]
    fn files_hold_keys_alone() {
        let secret = |text: &str| Secret::new(text.to_owned());
        let csv_of = |id: &str, text: &str| csv(id, &secret(text));
        let file = csv_of(ID, SECRET).unwrap();
        let expect = format!("Access key ID,Secret access key\r\n{ID},{SECRET}\r\n");
        assert_eq!(file.expose(), &expect);
        for (id, text) in [
            ("", SECRET),
            (ID, ""),
            (ID, "=cmd|' /C calc'!A0"),
            ("a\r\nb", SECRET),
            ("=1+1", SECRET),
        ] {
            assert!(csv_of(id, text).is_none(), "{id} {text}");
        }
    }
}
