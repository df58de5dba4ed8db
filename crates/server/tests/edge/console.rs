//! The console and the federation endpoint, from outside: which door leads where, and what headers
//! count.

mod limits;

use std::{fs, path::Path};

use iamd_ident::{Clock, Secret};
use iamd_server::system::SystemClock;
use iamd_sigv4::{PayloadHash, RequestHead, Signer};
use serde_json::Value;
use tempfile::TempDir;

use crate::binary::{Answer, Peer, Server, output, output_of, path};

const FORM: &str = "application/x-www-form-urlencoded";
const ACCOUNT: &str = "000000000000";
const PASSWORD: &str = "correct-Horse-7-battery";

/// A server in development mode, whose root user has a password, with its data directory.
fn server(options: &[&str]) -> (Server, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let at = ["--data-dir", path(dir.path())];
    let server = Server::start(&[&["--dev"], &at[..], options].concat());
    let set = ["account", "root-password", ACCOUNT, "--stdin"];
    let (code, _, stderr) = output_of(&[&set, &at[..]].concat(), PASSWORD);
    assert_eq!(code, Some(0), "{stderr}");
    (server, dir)
}

/// The value of a cookie that an answer sets, with its attributes.
#[track_caller]
fn cookie<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let set = answer.headers("set-cookie");
    let value = |set: &'a str| set.strip_prefix(name)?.strip_prefix('=');
    let value = set.into_iter().find_map(value);
    assert!(value.is_some(), "no {name}: {}", answer.text);
    value.unwrap()
}

/// Without the attributes.
fn value(cookie: &str) -> &str {
    cookie.split(';').next().unwrap()
}

/// The token of the forms of a page.
fn csrf(page: &Answer) -> &str {
    let (_, rest) = page.body().split_once("name=\"csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap()
}

/// Has the root user sign in as a browser does; `prefix` is that of cookies.
fn sign_in(console: Peer<'_>, headers: &[(&str, &str)], prefix: &str, password: &str) -> Answer {
    let page = console.get("/signin/root", headers);
    assert_eq!(page.status(), 200, "{}", page.text);
    let csrf = csrf(&page);
    let visit = format!("{prefix}iamd-visit");
    let visit = format!("{visit}={}", value(cookie(&page, &visit)));
    let form = format!("csrf={csrf}&account={ACCOUNT}&password={password}&next=");
    let sent = [
        headers,
        &[
            ("Cookie", visit.as_str()),
            ("Sec-Fetch-Site", "same-origin"),
        ],
    ]
    .concat();
    console.ask("POST", "/signin/root", &sent, Some((FORM, form.as_bytes())))
}

/// Signs a request as the root user of development mode.
fn signed(peer: Peer<'_>, service: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    signed_at(peer, "127.0.0.1", service, target, headers)
}

/// The same at a host name.
fn signed_at(
    peer: Peer<'_>,
    host: &str,
    service: &str,
    target: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let secret = Secret::new("test".to_owned());
    let signer = Signer {
        access_key_id: "test",
        secret: &secret,
        session_token: None,
        region: "us-west-2",
        service,
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let hosts = [("host", host.as_bytes())];
    let head = RequestHead {
        method: "GET",
        path,
        query,
        headers: &hosts,
    };
    let added = signer.sign(&head, PayloadHash::of(b""), SystemClock.now());
    let added = added.unwrap();
    let added = added.iter().map(|(name, value)| (*name, value.as_str()));
    let sent: Vec<(&str, &str)> = [("Host", host)]
        .into_iter()
        .chain(added)
        .chain(headers.iter().copied())
        .collect();
    peer.get(target, &sent)
}

/// The events with this name.
fn events(directory: &Path, name: &str) -> Vec<Value> {
    let audit = fs::read_to_string(directory.join("audit.jsonl")).unwrap();
    let events = audit
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    events
        .filter(|event: &Value| event["eventName"] == name)
        .collect()
}

#[test]
fn the_root_user_signs_in_and_is_written_down() {
    let (server, dir) = server(&[]);
    let refused = sign_in(server.console(), &[], "", "wrong-Horse-7-battery");
    assert!(refused.status() != 303 && refused.headers("location").is_empty());
    let begun = sign_in(server.console(), &[], "", PASSWORD);
    assert_eq!((begun.status(), begun.header("location")), (303, "/"));
    let set = cookie(&begun, "iamd-console");
    for attribute in ["; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(set.contains(attribute), "{set}");
    }
    assert!(!set.contains("Secure"), "{set}");
    let session = format!("iamd-console={}", value(set));
    let home = server.console().get("/", &[("Cookie", &session)]);
    assert_eq!(home.status(), 200, "{}", home.text);
    assert!(home.body().contains(ACCOUNT), "{}", home.text);
    assert_eq!(home.header("cache-control"), "no-store");
    assert!(!home.header("date").is_empty());

    let events = events(dir.path(), "ConsoleLogin");
    let told: Vec<_> = events
        .iter()
        .map(|event| {
            assert_eq!(event["eventSource"], "signin.amazonaws.com");
            assert_eq!(event["eventType"], "AwsConsoleSignIn");
            assert_eq!(event["userIdentity"]["type"], "Root");
            event["responseElements"]["ConsoleLogin"].as_str().unwrap()
        })
        .collect();
    assert_eq!(told, ["Failure", "Success"]);
    let audit = fs::read_to_string(dir.path().join("audit.jsonl")).unwrap();
    assert!(audit.contains("\"sessionCredentialFromConsole\":\"true\""));
    for secret in [PASSWORD, "wrong-Horse", value(set)] {
        assert!(!audit.contains(secret), "{secret}");
    }
}

#[test]
fn a_session_counts_on_the_consoles_listener_alone() {
    let (server, _dir) = server(&[
        "--domain=iamd.test",
        "--console-url=http://console.iamd.test",
    ]);
    let begun = sign_in(server.console(), &[], "", PASSWORD);
    let session = format!("iamd-console={}", value(cookie(&begun, "iamd-console")));
    let asked = [("Cookie", session.as_str())];
    // The services answer as to anybody else.
    for target in ["/", "/bucket", "/bucket/key", "/users"] {
        let answer = server.main().get(target, &asked);
        let other = server.main().get(target, &[]);
        assert_eq!(answer.status(), other.status(), "{}", answer.text);
        assert!(
            answer.header("content-type").contains("xml"),
            "{}",
            answer.text
        );
    }
    // The host name that the operator chose for it is the console, whatever the port.
    let named = [("Host", "console.iamd.test"), asked[0]];
    let home = server.main().get("/", &named);
    assert!(
        home.status() == 200 && home.body().contains(ACCOUNT),
        "{}",
        home.text
    );
    // The console's listener has nothing of S3.
    let missing = server.console().get("/bucket/key", &asked);
    assert_eq!(missing.status(), 404);
    assert!(missing.header("content-type").starts_with("text/html"));
    let signed = signed(server.console(), "s3", "/", &[]);
    assert!(
        !signed.text.contains("ListAllMyBucketsResult"),
        "{}",
        signed.text
    );
}

/// The console may listen where only some can reach it.
#[test]
fn no_page_is_on_the_services_listener_unless_that_is_asked_for() {
    let (server, _dir) = server(&["--domain", "iamd.test"]);
    let begun = sign_in(server.console(), &[], "", PASSWORD);
    let session = format!("iamd-console={}", value(cookie(&begun, "iamd-console")));
    let (_, port) = server.console_url.rsplit_once(':').unwrap();
    for host in [
        "console.iamd.test",
        "console.aws.amazon.com",
        "s3.console.aws.amazon.com",
    ] {
        let asked = [("Host", host), ("Cookie", session.as_str())];
        for target in [
            "/",
            "/signin",
            "/signin/root",
            "/users",
            "/assets/console.css",
        ] {
            let answer = server.main().get(target, &asked);
            assert_eq!(answer.status(), 302, "{host}{target}: {}", answer.text);
            let console = format!("http://iamd.test:{port}/");
            assert!(
                answer.header("location").starts_with(&console),
                "{}",
                answer.text
            );
        }
        let form = Some((FORM, &b"csrf=x&account=1&password=x"[..]));
        let answer = server.main().ask("POST", "/signin/root", &asked, form);
        assert_eq!(answer.status(), 307, "{}", answer.text);
    }
}

/// What somebody uploaded must never be a page of the console's origin.
#[test]
fn no_service_answers_at_the_consoles_names() {
    let (server, _dir) = server(&["--domain", "iamd.test"]);
    let asks = [
        ("s3", "/", "ListAllMyBucketsResult"),
        (
            "sts",
            "/?Action=GetCallerIdentity&Version=2011-06-15",
            "GetCallerIdentityResult",
        ),
        (
            "iam",
            "/?Action=ListUsers&Version=2010-05-08",
            "ListUsersResult",
        ),
    ];
    for (service, target, expect) in asks {
        let answer = signed(server.main(), service, target, &[]);
        assert!(answer.body().contains(expect), "{}", answer.text);
        for host in [
            "console.iamd.test",
            "CONSOLE.iamd.test.:4566",
            "signin.iamd.test",
            "console.aws.amazon.com",
            "us-west-2.signin.aws.amazon.com",
        ] {
            let answer = signed_at(server.main(), host, service, target, &[]);
            assert!(!answer.text.contains(expect), "{host}: {}", answer.text);
            assert!(!answer.header("content-security-policy").is_empty());
        }
    }
}

/// More than the server keeps of any body, both ways.
#[test]
fn files_go_through_as_they_come() {
    let (server, _dir) = server(&["--limits-body-bytes-max=65536"]);
    let console = server.console();
    let begun = sign_in(console, &[], "", PASSWORD);
    let session = format!("iamd-console={}", value(cookie(&begun, "iamd-console")));
    let asked = [
        ("Cookie", session.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    let form = |target: &str, page: &str, fields: &str| {
        let page = console.get(page, &asked);
        let form = format!("csrf={}&{fields}", csrf(&page));
        console.ask("POST", target, &asked, Some((FORM, form.as_bytes())))
    };
    let made = form("/new-bucket", "/new-bucket", "name=files&region=us-west-2");
    assert_eq!(made.status(), 303, "{}", made.text);

    let file = "0123456789abcde\n".repeat(1 << 18);
    let page = console.get("/buckets/files", &asked);
    let upload = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--x\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"large.txt\"\r\n\
         Content-Type: text/plain\r\n\r\n{file}\r\n--x--\r\n",
        csrf(&page)
    );
    let multipart = Some(("multipart/form-data; boundary=x", upload.as_bytes()));
    let stored = console.ask("POST", "/buckets/files/upload", &asked, multipart);
    assert!(stored.status() < 400, "{}", stored.text);
    let download = "/buckets/files/download?key=large.txt";
    let read = console.get(download, &asked);
    assert_eq!(read.status(), 200);
    assert_eq!(read.header("content-length"), file.len().to_string());
    assert!(read.body() == file);
    // Without the token, and from elsewhere, nothing is stored.
    let forged = upload.replace("name=\"csrf\"", "name=\"other\"");
    let forged = Some(("multipart/form-data; boundary=x", forged.as_bytes()));
    let refused = console.ask("POST", "/buckets/files/upload", &asked, forged);
    assert_eq!(refused.status(), 403, "{}", refused.text);
    let refused = console.ask("POST", "/buckets/files/upload", &asked[..1], multipart);
    assert_eq!(refused.status(), 403, "{}", refused.text);
}

#[test]
fn a_refusal_on_a_page_can_be_explained() {
    let (server, dir) = server(&[]);
    for action in [
        "CreateUser&UserName=low".to_owned(),
        format!("CreateLoginProfile&UserName=low&Password={PASSWORD}"),
    ] {
        let target = format!("/?Action={action}&Version=2010-05-08");
        let answer = signed(server.main(), "iam", &target, &[]);
        assert_eq!(answer.status(), 200, "{}", answer.text);
    }
    let page = server.console().get("/signin", &[]);
    let form = format!(
        "csrf={}&account={ACCOUNT}&user_name=low&password={PASSWORD}&next=",
        csrf(&page)
    );
    let visit = format!("iamd-visit={}", value(cookie(&page, "iamd-visit")));
    let sent = [
        ("Cookie", visit.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    let form = Some((FORM, form.as_bytes()));
    let begun = server.console().ask("POST", "/signin", &sent, form);
    let session = format!("iamd-console={}", value(cookie(&begun, "iamd-console")));
    let refused = server.console().get("/users", &[("Cookie", &session)]);
    let id = refused
        .body()
        .split_once("class=\"request-id\">")
        .unwrap()
        .1;
    let (id, _) = id.split_once('<').unwrap();
    let (code, told, stderr) = output(&["explain", id, "--data-dir", path(dir.path())]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(told.contains("iam:ListUsers"), "{told}");
}

#[test]
fn starting_over_ends_every_session() {
    let (server, _dir) = server(&[]);
    let begun = sign_in(server.console(), &[], "", PASSWORD);
    let session = format!("iamd-console={}", value(cookie(&begun, "iamd-console")));
    let dev = ("X-Iamd-Dev", "1");
    // Not even that is on the console's listener.
    let refused = server.console().ask("POST", "/_iamd/reset", &[dev], None);
    assert!(refused.status() >= 400, "{}", refused.text);
    let home = || server.console().get("/", &[("Cookie", session.as_str())]);
    assert_eq!(home().status(), 200);
    let reset = server.main().ask("POST", "/_iamd/reset", &[dev], None);
    assert_eq!(reset.status(), 200, "{}", reset.text);
    let after = home();
    assert!(after.status() == 303, "{}", after.text);
    assert!(after.header("location").starts_with("/signin"));
}

#[test]
fn the_federation_endpoint_wins_over_s3() {
    let (server, _dir) = server(&["--domain", "iamd.test"]);
    let token = "Action=getSigninToken&Session=%7B%7D";
    let login =
        "Action=login&Issuer=&Destination=https%3A%2F%2Fconsole.aws.amazon.com%2F&SigninToken=x";
    let main = server.main();
    for answer in [
        main.get(&format!("/federation?{token}"), &[]),
        main.ask("POST", "/federation", &[], Some((FORM, token.as_bytes()))),
        main.get(
            &format!("/federation?{token}"),
            &[("Host", "signin.iamd.test")],
        ),
        main.get(
            &format!("/federation?{token}"),
            &[("Host", "signin.aws.amazon.com")],
        ),
        server.console().get(&format!("/federation?{token}"), &[]),
    ] {
        assert_eq!(answer.status(), 400, "{}", answer.text);
        assert!(
            answer.header("content-type").contains("json"),
            "{}",
            answer.text
        );
        let _told: Value = serde_json::from_str(answer.body()).unwrap();
    }
    // The console takes the token, not the services.
    let (_, port) = server.console_url.rsplit_once(':').unwrap();
    let answer = main.get(&format!("/federation?{login}"), &[]);
    let expect = format!("http://iamd.test:{port}/federation?{login}");
    assert_eq!(answer.header("location"), expect, "{}", answer.text);
    let refused = server.console().get(&format!("/federation?{login}"), &[]);
    assert_eq!(refused.status(), 400, "{}", refused.text);
    // Who signs means S3, where no such bucket can be.
    let signed = signed(main, "s3", "/federation?Action=login", &[]);
    assert!(signed.body().contains("NoSuchBucket"), "{}", signed.text);
}

#[test]
fn a_login_leads_to_the_name_that_was_asked_for() {
    let anywhere = [
        "--console-listen=0.0.0.0:0",
        "--plain-http-anywhere",
        "--dev",
        "--dev-anywhere",
    ];
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(&[&anywhere[..], &["--data-dir", path(dir.path())]].concat());
    let (_, port) = server.console_url.rsplit_once(':').unwrap();
    let login = "/federation?Action=login&Destination=/&SigninToken=x";
    for (host, expect) in [
        ("127.0.0.1:4566", "http://127.0.0.1"),
        ("server.example:80", "http://server.example"),
        ("[::1]", "http://[::1]"),
        ("user@evil.example", "http://127.0.0.1"),
        ("evil.example/x?", "http://127.0.0.1"),
    ] {
        let answer = server.main().get(login, &[("Host", host)]);
        if answer.status() != 400 {
            let expect = format!("{expect}:{port}{login}");
            assert_eq!(answer.header("location"), expect, "{host}");
        }
    }
}

/// What a proxy says counts for every service, and nobody else's word does.
#[test]
fn a_trusted_proxy_tells_the_clients_address_and_scheme() {
    let forged = [
        ("X-Forwarded-For", "198.51.100.1, 203.0.113.9"),
        ("X-Forwarded-Proto", "https"),
        ("Forwarded", "for=198.51.100.2;proto=https"),
        ("X-Real-IP", "198.51.100.3"),
    ];
    for (options, client, is_secure) in [
        (
            &["--trusted-proxies=127.0.0.1,10.0.0.0/8"][..],
            "203.0.113.9",
            true,
        ),
        (&["--trusted-proxies=10.0.0.0/8"], "127.0.0.1", false),
        (&[], "127.0.0.1", false),
    ] {
        let (server, dir) = server(options);
        let prefix = if is_secure { "__Host-" } else { "" };
        let begun = sign_in(server.console(), &forged, prefix, PASSWORD);
        let set = cookie(&begun, &format!("{prefix}iamd-console"));
        assert_eq!(set.contains("; Secure"), is_secure, "{set}");
        let who = signed(
            server.main(),
            "sts",
            "/?Action=GetCallerIdentity&Version=2011-06-15",
            &forged,
        );
        assert_eq!(who.status(), 200, "{}", who.text);
        let buckets = signed(server.main(), "s3", "/", &forged);
        assert_eq!(buckets.status(), 200, "{}", buckets.text);
        for name in ["ConsoleLogin", "GetCallerIdentity", "ListBuckets"] {
            let events = events(dir.path(), name);
            assert!(!events.is_empty(), "{name}");
            for event in events {
                assert_eq!(event["sourceIPAddress"], client, "{options:?} {event}");
                assert_eq!(event.get("tlsDetails"), None);
            }
        }
    }
}

#[test]
fn the_urls_that_are_told_can_be_chosen() {
    let (server, dir) = server(&[
        "--endpoint-url=https://iam.example.com",
        "--console-url=https://console.example.com/",
    ]);
    let lines = fs::read_to_string(dir.path().join("root-credentials.env")).unwrap();
    assert!(
        lines.starts_with("export AWS_ENDPOINT_URL=https://iam.example.com\n"),
        "{lines}"
    );
    let login = "/federation?Action=login&Destination=/&SigninToken=x";
    let answer = server.main().get(login, &[("Host", "other.example")]);
    let expect = format!("https://console.example.com{login}");
    assert_eq!(answer.header("location"), expect, "{}", answer.text);
    assert!(server.console_url.starts_with("http://127.0.0.1:"));
}
