//! Every address, for everybody: a sound page, whatever is in the account and whatever may be seen.
//! What a page must be to be sound is in `sound.rs`.

use std::collections::BTreeSet;

use http::{Method, StatusCode};
use iamd_api::iam;

use crate::{
    account,
    browser::Browser,
    page::Page,
    world::{ACCOUNT, World, allow},
};

/// What somebody might call things where AWS lets them: marks of HTML, quotes, a mark that turns the
/// direction, as long as tags can be.
const HOSTILE: &str = "<script>alert(1)</script>\"'><b>&amp;\u{202e}gpj";
/// The same in the alphabets of names and descriptions.
const NAME: &str = "a+b=c,d.e@f-g_h";

/// Things of every kind, as hostile as AWS lets them be.
async fn fill(world: &World) {
    world
        .user(
            NAME,
            &allow("iam:Get*", "arn:aws:iam::*:user/<script>alert(1)</script>"),
        )
        .await;
    world
        .role(NAME, &allow("s3:*", "arn:aws:s3:::\"onload=x\""))
        .await;
    let policy = format!("arn:aws:iam::{ACCOUNT}:policy/{NAME}");
    let document = allow("s3:Get*", "arn:aws:s3:::<b>/*");
    let members = [
        ("PolicyName", NAME),
        ("Description", "</textarea><script>alert(1)</script>"),
        ("PolicyDocument", &document),
    ];
    world.ask::<iam::CreatePolicy>(&members).await.unwrap();
    let tag = [
        ("Tags.member.1.Key", "+-=._:/@"),
        ("Tags.member.1.Value", "\u{5d0}\u{5d1}"),
    ];
    let named = |name: &'static str, value| [&[(name, value)][..], &tag].concat();
    world
        .ask::<iam::TagUser>(&named("UserName", NAME))
        .await
        .unwrap();
    world
        .ask::<iam::TagRole>(&named("RoleName", NAME))
        .await
        .unwrap();
    world
        .ask::<iam::TagPolicy>(&named("PolicyArn", &policy))
        .await
        .unwrap();
    for owner in ["UserName", "RoleName"] {
        let members = [(owner, NAME), ("PolicyArn", policy.as_str())];
        if owner == "UserName" {
            world.ask::<iam::AttachUserPolicy>(&members).await.unwrap();
        } else {
            world.ask::<iam::AttachRolePolicy>(&members).await.unwrap();
        }
    }
    world
        .ask::<iam::CreateGroup>(&[("GroupName", NAME)])
        .await
        .unwrap();
    world
        .ask::<iam::CreateAccessKey>(&[("UserName", NAME)])
        .await
        .unwrap();
    world
        .ask::<iam::CreateAccountAlias>(&[("AccountAlias", "our-company")])
        .await
        .unwrap();
    fill_account(world).await;
    let mut root = world.root_browser().await;
    let page = root.get("/new-bucket").await;
    root.submit(&page, "/new-bucket", &[("name", BUCKET)]).await;
    let folder = format!("/buckets/{BUCKET}/folder");
    let page = root.get(&format!("/buckets/{BUCKET}")).await;
    root.submit(&page, &folder, &[("folder_name", HOSTILE)])
        .await;
    world.audit.take();
}

/// Whom the account trusts, certificates, and what else a user can have.
async fn fill_account(world: &World) {
    let saml = [
        ("Name", "corporate"),
        ("SAMLMetadataDocument", account::SAML_METADATA),
    ];
    world.ask::<iam::CreateSAMLProvider>(&saml).await.unwrap();
    let oidc = [
        ("Url", "https://login.example.com/a"),
        ("ClientIDList.member.1", HOSTILE),
        ("ThumbprintList.member.1", account::THUMBPRINT),
    ];
    world
        .ask::<iam::CreateOpenIDConnectProvider>(&oidc)
        .await
        .unwrap();
    let certificate = [
        ("ServerCertificateName", NAME),
        ("CertificateBody", account::CERTIFICATE),
        ("PrivateKey", account::PRIVATE_KEY),
    ];
    world
        .ask::<iam::UploadServerCertificate>(&certificate)
        .await
        .unwrap();
    let key = [("UserName", NAME), ("SSHPublicKeyBody", account::SSH_KEY)];
    world.ask::<iam::UploadSSHPublicKey>(&key).await.unwrap();
    let certificate = [
        ("UserName", NAME),
        ("CertificateBody", account::CERTIFICATE),
    ];
    world
        .ask::<iam::UploadSigningCertificate>(&certificate)
        .await
        .unwrap();
    let credential = [
        ("UserName", NAME),
        ("ServiceName", "codecommit.amazonaws.com"),
    ];
    world
        .ask::<iam::CreateServiceSpecificCredential>(&credential)
        .await
        .unwrap();
}

const BUCKET: &str = "the-bucket";

/// All addresses to look at, with things that there are, and with things that there are not.
fn addresses(world: &World) -> Vec<String> {
    let routes = world.console.routes().iter();
    let pages = routes.filter(|route| route.method == Method::GET);
    let pages = pages.filter(|route| !route.path.starts_with("/assets/"));
    pages
        .flat_map(|route| [there(route.path), not_there(route.path)])
        .collect()
}

fn there(path: &str) -> String {
    let segments = path.split('/').map(|segment| match segment {
        "{bucket}" => BUCKET,
        "{account}" => "our-company",
        text if text.starts_with('{') => "a%2Bb%3Dc%2Cd.e%40f-g_h",
        text => text,
    });
    let path = segments.collect::<Vec<_>>().join("/");
    let thing = match path.rsplit('/').next() {
        _ if !path.starts_with("/account/providers/") => format!("policy/{NAME}"),
        Some("metadata") => "saml-provider/corporate".to_owned(),
        _ => "oidc-provider/login.example.com/a".to_owned(),
    };
    let arn = format!("arn:aws:iam::{ACCOUNT}:{thing}").replace('+', "%2B");
    format!("{path}?arn={arn}&policy=rights&version=v1&q=a&key=x&serial=y&next=/users&role_name=r")
}

fn not_there(path: &str) -> String {
    let segments = path.split('/').map(|segment| {
        if segment.starts_with('{') {
            "there-is-none"
        } else {
            segment
        }
    });
    let path = segments.collect::<Vec<_>>().join("/");
    let hostile = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22'%3E%3Cb%3E%00%0d%0aSet-Cookie:%20a=b";
    let names = [
        "arn", "policy", "version", "q", "key", "serial", "next", "marker", "prefix", "scope",
    ];
    let query: Vec<String> = names
        .iter()
        .map(|name| format!("{name}={hostile}"))
        .collect();
    format!("{path}?{}", query.join("&"))
}

/// Looks at every address. What comes is an answer of the console, and never a failure.
async fn sweep(world: &World, browser: &mut Browser) -> Vec<Page> {
    let mut pages = Vec::new();
    for address in addresses(world) {
        let cookies = browser.cookies.clone();
        let page = browser.look(&address).await;
        browser.cookies = cookies;
        assert!(
            !page.status.is_server_error(),
            "{} at {address}",
            page.status
        );
        for cookie in page.headers.get_all("set-cookie") {
            assert!(!cookie.to_str().unwrap().contains("a=b"), "{address}");
        }
        assert!(!page.has("main script") && !page.has("main b"), "{address}");
        if let Some(location) = page.headers.get("location") {
            let location = location.to_str().unwrap();
            assert!(
                location.starts_with('/') && !location.starts_with("//"),
                "{location}"
            );
        }
        pages.push(page);
    }
    pages
}

/// How many of the pages are there.
fn shown(pages: &[Page]) -> usize {
    pages
        .iter()
        .filter(|page| page.status == StatusCode::OK)
        .count()
}

#[tokio::test]
async fn the_root_user_sees_every_page() {
    let world = World::new().await;
    fill(&world).await;
    let mut browser = world.root_browser().await;
    let pages = sweep(&world, &mut browser).await;
    // Half of the addresses name what there is not.
    assert!(
        shown(&pages) * 5 > pages.len() * 2,
        "{} of {}",
        shown(&pages),
        pages.len()
    );
}

/// Pages that tell nothing of the account: the way to all others, forms that are still empty, and questions that repeat what
/// the address says.
const NEED_NO_RIGHT: [&str; 18] = [
    "/",
    "/account/new-certificate",
    "/account/new-oidc-provider",
    "/account/new-saml-provider",
    "/buckets/the-bucket/delete",
    "/buckets/the-bucket/policy/delete",
    "/buckets/there-is-none/delete",
    "/buckets/there-is-none/policy/delete",
    "/new-bucket",
    "/new-group",
    "/new-policy",
    "/new-role",
    "/security/keys/delete",
    "/security/mfa/deactivate",
    "/security/mfa/delete",
    "/security/mfa/enable",
    "/security/mfa/resync",
    "/switch-role",
];

#[tokio::test]
async fn who_may_do_nothing_sees_why_on_every_page() {
    let world = World::new().await;
    fill(&world).await;
    world.user("eve", &allow("iam:GetNothing", "*")).await;
    let mut browser = world.browser_of("eve").await;
    let pages = sweep(&world, &mut browser).await;
    let open = pages
        .iter()
        .filter(|page| page.status == StatusCode::OK && !page.has(".refused"))
        .filter_map(|page| page.address.split('?').next());
    let open: BTreeSet<&str> = open.collect();
    assert_eq!(open, BTreeSet::from(NEED_NO_RIGHT));
}

#[tokio::test]
async fn whoever_is_in_a_role_sees_sound_pages() {
    let world = World::new().await;
    fill(&world).await;
    world.role("Viewer", &allow("s3:*", "*")).await;
    let mut browser = world.browser_in_role("Viewer").await;
    sweep(&world, &mut browser).await;
}

#[tokio::test]
async fn who_is_not_signed_in_sees_how_to_sign_in() {
    let world = World::new().await;
    fill(&world).await;
    let mut browser = world.browser();
    for page in sweep(&world, &mut browser).await {
        let is_sign_in = page.address.starts_with("/signin");
        let is_refused = page.status != StatusCode::OK || is_sign_in;
        assert!(is_refused, "{}", page.address);
    }
}
