//! Every page, light and dark, wide and narrow: nothing keeps anybody out, nothing sticks out.
//!
//! With `IAMD_SCREENSHOTS=docs/screenshots` it writes the pictures of the documentation.

use iamd_browser::{ColorScheme, RootKey};

use crate::world::World;

const ROOT_PASSWORD: &str = "Correct-horse-battery-9";

/// The pages, each with the name of its picture if it has one.
const PAGES: &[(&str, Option<&str>)] = &[
    ("/", Some("home")),
    ("/security", Some("security")),
    ("/users", Some("users")),
    ("/new-user", Some("new-user")),
    ("/users/amara", None),
    ("/users/amara/permissions", Some("user-permissions")),
    ("/users/amara/permissions/attach", None),
    ("/users/amara/permissions/inline", None),
    ("/users/amara/permissions/boundary", None),
    ("/users/amara/groups", None),
    ("/users/amara/security", Some("user-security")),
    ("/users/amara/credentials", Some("user-credentials")),
    ("/users/amara/tags", None),
    ("/users/amara/access", None),
    ("/users/amara/delete", None),
    ("/users/nobody", None),
    ("/groups", None),
    ("/new-group", None),
    ("/groups/analysts", None),
    ("/groups/analysts/permissions", None),
    ("/groups/analysts/access", None),
    ("/groups/analysts/delete", None),
    ("/policies", Some("policies")),
    ("/new-policy", Some("new-policy")),
    (
        "/policies/view?arn=arn:aws:iam::000000000000:policy/ReportReader",
        Some("policy"),
    ),
    (
        "/policies/versions?arn=arn:aws:iam::000000000000:policy/ReportReader",
        None,
    ),
    (
        "/policies/entities?arn=arn:aws:iam::000000000000:policy/ReportReader",
        None,
    ),
    (
        "/policies/access?arn=arn:aws:iam::000000000000:policy/ReportReader",
        None,
    ),
    (
        "/policies/tags?arn=arn:aws:iam::000000000000:policy/ReportReader",
        None,
    ),
    (
        "/policies/edit?arn=arn:aws:iam::000000000000:policy/ReportReader",
        None,
    ),
    (
        "/policies/delete?arn=arn:aws:iam::000000000000:policy/ReportReader",
        None,
    ),
    (
        "/policies/view?arn=arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        None,
    ),
    ("/roles", Some("roles")),
    ("/new-role", None),
    ("/roles/reporting", Some("role")),
    ("/roles/reporting/permissions", None),
    ("/roles/reporting/trust", None),
    ("/roles/reporting/tags", None),
    ("/roles/reporting/access", None),
    ("/roles/reporting/delete", None),
    ("/buckets", Some("buckets")),
    ("/new-bucket", None),
    ("/buckets/quarterly-reports", Some("objects")),
    ("/buckets/quarterly-reports?prefix=2026/", None),
    (
        "/buckets/quarterly-reports/object?key=readme.txt",
        Some("object"),
    ),
    ("/buckets/quarterly-reports/properties", None),
    ("/buckets/quarterly-reports/policy", None),
    ("/buckets/quarterly-reports/delete", None),
    ("/account", Some("account")),
    ("/account/password-policy", Some("password-policy")),
    ("/account/credential-report", Some("credential-report")),
    ("/account/credential-report?q=nobody-is-called-so", None),
    ("/account/providers", Some("providers")),
    ("/account/new-saml-provider", None),
    ("/account/new-oidc-provider", None),
    (
        "/account/providers/view?arn=arn:aws:iam::000000000000:saml-provider/northwind",
        Some("saml-provider"),
    ),
    (
        "/account/providers/view?arn=arn:aws:iam::000000000000:oidc-provider/login.northwind.example",
        Some("oidc-provider"),
    ),
    ("/account/certificates", Some("certificates")),
    ("/account/new-certificate", None),
    ("/account/certificates/www.northwind.example", None),
    ("/switch-role", None),
    ("/nothing-here", None),
];

/// Those that somebody sees who is not signed in.
const OUTSIDE: &[(&str, Option<&str>)] = &[
    ("/signin", Some("sign-in")),
    ("/signin/root", None),
    (
        "/federation?Action=login&Destination=https://elsewhere.example&SigninToken=x",
        None,
    ),
];

const WIDTHS: [(u32, u32); 2] = [(1280, 900), (360, 740)];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_keeps_anybody_out_of_a_page() {
    let world = World::new().await;
    furnish(&world).await;
    look_at(&world, OUTSIDE).await;
    world.sign_root_in(ROOT_PASSWORD).await;
    look_at(&world, PAGES).await;
    let access = look_up_access(&world).await;
    look_at(&world, &[(&access, Some("user-access"))]).await;
    look_at(&world, &[(&format!("{access}&service=s3"), None)]).await;
}

/// Has the services looked up that a user has used: the address where they are.
async fn look_up_access(world: &World) -> String {
    let account = RootKey::ACCOUNT;
    let job = world.root.iam.generate_service_last_accessed_details();
    let job = job.arn(format!("arn:aws:iam::{account}:user/amara"));
    let job = job.granularity("ACTION_LEVEL".into());
    let job = job.send().await.unwrap().job_id.unwrap();
    format!("/users/amara/access?job={job}")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_do_nothing_is_told_why_on_pages_that_keep_nobody_out() {
    let world = World::new().await;
    furnish(&world).await;
    let password = "Something-to-begin-with-1";
    let profile = world.root.iam.create_login_profile().user_name("guest");
    profile.password(password).send().await.unwrap();
    world.enter("guest", password).await;
    world.browser.see("#arn").await.unwrap();
    for (path, refused) in [
        ("/", Some("refused-home")),
        ("/users", Some("refused")),
        ("/policies", None),
        ("/roles", None),
        ("/buckets", None),
        ("/account", None),
        ("/account/providers", None),
        ("/users/guest/credentials", None),
        ("/security", None),
    ] {
        look_at(&world, &[(path, refused)]).await;
        world.browser.see(".refused, .why").await.unwrap();
    }
}

async fn look_at(world: &World, pages: &[(&str, Option<&str>)]) {
    for (path, picture) in pages {
        for (width, height) in WIDTHS {
            world.browser.resize(width, height).await.unwrap();
            for scheme in ColorScheme::ALL {
                world.browser.prefer(scheme).await.unwrap();
                world.open(path).await;
                world.browser.see("h1").await.unwrap();
                world
                    .assert_reachable(&format!("{path} {width} {scheme:?}"))
                    .await;
                nothing_sticks_out(world, path, width).await;
                if let Some(picture) = picture {
                    let size = if width < 800 { "phone-" } else { "" };
                    keep(world, &format!("{picture}-{size}{}", scheme.name())).await;
                }
            }
        }
    }
}

async fn nothing_sticks_out(world: &World, path: &str, width: u32) {
    let script = "const wide = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= wide) return [];
        return [...document.querySelectorAll('main *, header *, nav *')]
            .filter(e => e.getBoundingClientRect().right > wide + 1)
            .map(e => e.outerHTML.slice(0, 120)).slice(0, 5).concat(['…']);";
    let found = world.browser.execute(script, Vec::new()).await.unwrap();
    assert_eq!(found, serde_json::json!([]), "{path} on {width}");
}

/// Writes a picture, if pictures are wanted; of phones only a few.
async fn keep(world: &World, name: &str) {
    const OF_PHONES: &[&str] = &["home-phone-light", "users-phone-dark"];
    let Some(folder) = &world.environment.screenshots else {
        return;
    };
    if name.contains("-phone-") && !OF_PHONES.contains(&name) {
        return;
    }
    let picture = world.browser.screenshot().await.unwrap();
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}

const DOCUMENT: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "ReadReports",
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:ListBucket"],
            "Resource": ["arn:aws:s3:::quarterly-reports", "arn:aws:s3:::quarterly-reports/*"],
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
        }
    ]
}"#;

/// An account as a small company has it.
async fn furnish(world: &World) {
    let iam = &world.root.iam;
    iam.create_account_alias()
        .account_alias("northwind")
        .send()
        .await
        .unwrap();
    let policy = iam
        .create_policy()
        .policy_name("ReportReader")
        .policy_document(DOCUMENT);
    let policy = policy
        .description("Reads the quarterly reports")
        .send()
        .await
        .unwrap();
    let arn = policy.policy.unwrap().arn.unwrap();
    iam.create_group()
        .group_name("analysts")
        .send()
        .await
        .unwrap();
    for name in ["amara", "bjorn", "chiara", "guest", "li.wei"] {
        iam.create_user().user_name(name).send().await.unwrap();
    }
    let attach = iam.attach_user_policy().user_name("amara").policy_arn(&arn);
    attach.send().await.unwrap();
    let add = iam
        .add_user_to_group()
        .user_name("amara")
        .group_name("analysts");
    add.send().await.unwrap();
    let tag = aws_sdk_iam::types::Tag::builder()
        .key("team")
        .value("finance");
    let tag = iam.tag_user().user_name("amara").tags(tag.build().unwrap());
    tag.send().await.unwrap();
    let profile = iam.create_login_profile().user_name("amara");
    profile
        .password("Something-to-begin-with-1")
        .send()
        .await
        .unwrap();
    iam.create_access_key()
        .user_name("amara")
        .send()
        .await
        .unwrap();
    furnish_roles(world, &arn).await;
    furnish_buckets(world).await;
    furnish_account(world).await;
}

async fn furnish_roles(world: &World, policy_arn: &str) {
    let iam = &world.root.iam;
    let trust = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {{"AWS": "arn:aws:iam::{}:user/amara"}}}}]}}"#,
        RootKey::ACCOUNT
    );
    let role = iam
        .create_role()
        .role_name("reporting")
        .assume_role_policy_document(trust);
    role.description("Writes the quarterly reports")
        .send()
        .await
        .unwrap();
    let attach = iam
        .attach_role_policy()
        .role_name("reporting")
        .policy_arn(policy_arn);
    attach.send().await.unwrap();
}

const SAML_METADATA: &str = include_str!("../../../iam/tests/saml-metadata.xml");
const CERTIFICATE: &str = include_str!("../../../certificate/tests/files/rsa.pem");
const PRIVATE_KEY: &str = include_str!("../../../certificate/tests/files/rsa.key");
const SSH_KEY: &str = include_str!("../../../certificate/tests/files/rsa.pub");

/// Whom the account trusts, its certificates and its report.
async fn furnish_account(world: &World) {
    let iam = &world.root.iam;
    let provider = iam.create_saml_provider().name("northwind");
    let provider = provider.saml_metadata_document(SAML_METADATA);
    provider.send().await.unwrap();
    let provider = iam
        .create_open_id_connect_provider()
        .url("https://login.northwind.example")
        .client_id_list("console")
        .client_id_list("build-server");
    provider.send().await.unwrap();
    let certificate = iam
        .upload_server_certificate()
        .server_certificate_name("www.northwind.example")
        .certificate_body(CERTIFICATE)
        .private_key(PRIVATE_KEY);
    certificate.send().await.unwrap();
    let key = iam.upload_ssh_public_key().user_name("amara");
    key.ssh_public_key_body(SSH_KEY).send().await.unwrap();
    let certificate = iam.upload_signing_certificate().user_name("amara");
    let certificate = certificate.certificate_body(CERTIFICATE);
    certificate.send().await.unwrap();
    let credential = iam.create_service_specific_credential().user_name("amara");
    let credential = credential.service_name("codecommit.amazonaws.com");
    credential.send().await.unwrap();
    // The last, so that all of it is in the report.
    iam.generate_credential_report().send().await.unwrap();
}

async fn furnish_buckets(world: &World) {
    let s3 = &world.root.s3;
    for bucket in ["quarterly-reports", "invoices", "archive-2025"] {
        s3.create_bucket().bucket(bucket).send().await.unwrap();
    }
    for key in [
        "readme.txt",
        "2026/first-quarter.csv",
        "2026/second-quarter.csv",
        "summary.pdf",
    ] {
        let put = s3.put_object().bucket("quarterly-reports").key(key);
        put.body(vec![b'x'; 1234].into()).send().await.unwrap();
    }
}
