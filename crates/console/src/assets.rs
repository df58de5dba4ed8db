//! The files that pages need: the style and the picture of the address bar. Their names hold a
//! checksum of what is in them, so that browsers keep them for ever.

use std::sync::LazyLock;

use axum::{body::Body, extract::Path, response::Response};
use http::{HeaderValue, StatusCode, header};
use iamd_auth::{Audit, ConsolePorts};
use iamd_seal::ChecksumKey;

use crate::{
    answer::{composed, empty},
    routes::Routes,
};

/// The address of the style.
pub(crate) fn style() -> &'static str {
    &STYLE.link
}

/// The address of the logo.
pub(crate) fn logo() -> &'static str {
    &LOGO.link
}

pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new().get("/assets/{name}", asset)
}

struct Asset {
    kind: &'static str,
    content: &'static str,
    link: String,
}

/// The style, in the order in which its parts stand in it.
const STYLES: &str = concat!(
    include_str!("../assets/base.css"),
    include_str!("../assets/frame.css"),
    include_str!("../assets/parts.css"),
    include_str!("../assets/forms.css"),
    include_str!("../assets/home.css"),
    include_str!("../assets/iam.css"),
    include_str!("../assets/objects.css"),
    include_str!("../assets/account.css"),
    include_str!("../assets/sign-in.css"),
);

static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("console", "css", "text/css; charset=utf-8", STYLES));

static LOGO: LazyLock<Asset> = LazyLock::new(|| {
    let content = include_str!("../assets/logo.svg");
    Asset::new("logo", "svg", "image/svg+xml", content)
});

impl Asset {
    fn new(name: &str, extension: &str, kind: &'static str, content: &'static str) -> Self {
        // Not a secret: it only has to differ where the content does.
        let key = ChecksumKey::from_bytes([0; ChecksumKey::BYTES].into());
        let sum = key.checksum(&[content.as_bytes()]);
        let sum = u128::from_be_bytes(*sum.as_bytes());
        Self {
            kind,
            content,
            link: format!("/assets/{name}-{sum:032x}.{extension}"),
        }
    }
}

async fn asset(Path(name): Path<String>) -> Response {
    let wanted = format!("/assets/{name}");
    let mut assets = [&*STYLE, &*LOGO].into_iter();
    let Some(asset) = assets.find(|asset| asset.link == wanted) else {
        return empty(StatusCode::NOT_FOUND);
    };
    let mut response = Response::new(Body::from(asset.content));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    let cache = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, cache);
    composed(response)
}
