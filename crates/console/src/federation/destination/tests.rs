use super::*;

fn own() -> OwnOrigins {
    let origin = |address| Origin::of(address).unwrap();
    OwnOrigins::new(
        vec![
            origin("http://127.0.0.1:4567"),
            origin("https://console.example.org"),
        ],
        vec![origin("http://127.0.0.1:4566")],
    )
}

#[track_caller]
fn check(text: &str, expect: Result<&str, DestinationFault>) {
    let found = Destination::named(text, &own());
    assert_eq!(
        found.as_ref().map(Destination::as_str),
        expect.as_ref().copied(),
        "{text}"
    );
}

#[test]
fn own_pages_are_named_by_path_or_address() {
    check("/", Ok("/"));
    check("/users", Ok("/users"));
    check("/buckets/b?prefix=a%2Fb&x", Ok("/buckets/b?prefix=a%2Fb&x"));
    check("/users#top", Ok("/users"));
    check(
        "/buckets/b?prefix=\u{fc} ",
        Ok("/buckets/b?prefix=%C3%BC%20"),
    );
    check("/?next=//evil.example", Ok("/?next=//evil.example"));
    check("http://127.0.0.1:4567", Ok("/"));
    check("http://127.0.0.1:4567/", Ok("/"));
    check("HTTP://127.0.0.1:4567/roles", Ok("/roles"));
    check("http://127.0.0.1:4567?a=b", Ok("/?a=b"));
    check(
        "https://console.example.org/users/a%20b",
        Ok("/users/a%20b"),
    );
    check("https://console.example.org:443/users", Ok("/users"));
}

#[test]
fn pages_of_aws_lead_to_the_same_pages_here() {
    for (page, expect) in [
        ("", "/"),
        ("/", "/"),
        ("/console/home?region=us-east-1", "/"),
        ("/ec2/v2/home", "/"),
        ("/iam", "/"),
        ("/iam/home", "/"),
        ("/iam/home#/users", "/users"),
        ("/iam/home?region=us-east-1#/users", "/users"),
        ("/iam/home#users", "/users"),
        ("/iamv2/home#/users", "/"),
        (
            "/iam/home#/users/details/Bob?section=permissions",
            "/users/Bob",
        ),
        ("/iam/home#/users/details/B@ob+1/keys", "/users/B%40ob%2B1"),
        ("/iam/home#/users/Bob", "/users/Bob"),
        ("/iam/home#/users/create", "/users"),
        ("/iam/home#/users/details/..", "/users"),
        ("/iam/home#/users/%2e%2e", "/users"),
        ("/iam/home#/roles/details/Admin", "/roles/Admin"),
        ("/iam/home#/policies", "/policies"),
        (
            "/iam/home#/policies/details/arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnly?section=x",
            "/policies/view?arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnly",
        ),
        (
            "/iam/home#/policies/arn:aws:iam::123456789012:policy/a/b$jsonEditor",
            "/policies/view?arn=arn%3Aaws%3Aiam%3A%3A123456789012%3Apolicy%2Fa%2Fb",
        ),
        ("/iam/home#/policies/details/none", "/policies"),
        ("/iam/home#/security_credentials", "/security"),
        ("/iam/home#security_credential", "/security"),
        ("/s3", "/buckets"),
        ("/s3/home?region=us-east-1", "/buckets"),
        ("/s3/buckets", "/buckets"),
        ("/s3/buckets/b", "/buckets/b"),
        (
            "/s3/buckets/b?prefix=a/b/&region=x",
            "/buckets/b?prefix=a%2Fb%2F",
        ),
        ("/s3/buckets/b/a/b/", "/buckets/b?prefix=a%2Fb%2F"),
        ("/s3/object/b?prefix=a/key", "/buckets/b?prefix=a%2F"),
        ("/s3/object/b?prefix=key", "/buckets/b"),
        ("/s3/bucket/create", "/new-bucket"),
    ] {
        check(&format!("https://console.aws.amazon.com{page}"), Ok(expect));
    }
}

#[test]
fn every_host_of_awss_console_is_known() {
    for (host, expect) in [
        ("console.aws.amazon.com", "/buckets"),
        ("us-west-2.console.aws.amazon.com", "/buckets"),
        ("s3.console.aws.amazon.com", "/buckets"),
        ("CONSOLE.aws.amazon.com", "/buckets"),
        ("console.amazonaws-us-gov.com", "/buckets"),
        ("us-gov-west-1.console.amazonaws-us-gov.com", "/buckets"),
        ("console.amazonaws.cn", "/buckets"),
        ("cn-north-1.console.amazonaws.cn:443", "/buckets"),
    ] {
        check(&format!("https://{host}/s3/home"), Ok(expect));
    }
}

#[test]
fn the_place_to_sign_in_is_this_servers() {
    let switch = "account=prod&roleName=Admin&displayName=a%20b";
    for (address, expect) in [
        ("https://signin.aws.amazon.com/", "/".to_owned()),
        (
            "https://prod.signin.aws.amazon.com/console",
            "/signin/prod".to_owned(),
        ),
        (
            "https://root.signin.aws.amazon.com/console",
            "/signin?account=root".to_owned(),
        ),
        (
            &format!("https://signin.aws.amazon.com/switchrole?x=y&{switch}"),
            format!("/switch-role?{switch}"),
        ),
        (
            "https://us-east-1.signin.aws.amazon.com/federation?Action=login&Destination=%2F",
            "/federation?Action=login&Destination=%2F".to_owned(),
        ),
        (
            "http://127.0.0.1:4566/federation?Action=login",
            "/federation?Action=login".to_owned(),
        ),
        ("http://127.0.0.1:4566/bucket/page.html", "/".to_owned()),
    ] {
        check(address, Ok(&expect));
    }
}

#[test]
fn nothing_leads_to_another_host() {
    for address in [
        "https://evil.example/",
        "https://console.aws.amazon.com.evil.example/",
        "https://evilconsole.aws.amazon.com/",
        "https://a.b.console.aws.amazon.com/",
        "https://.console.aws.amazon.com/",
        "https://console.aws.amazon.co/",
        "https://aws.amazon.com/",
        "https://docs.aws.amazon.com/",
        "https://s3.aws.amazon.com/",
        "https://console.amazonaws.com/",
        "https://console.aws.amazon.com:8443/",
        "http://console.aws.amazon.com/",
        "http://127.0.0.1/",
        "http://127.0.0.1:4568/",
        "https://127.0.0.1:4567/",
        "http://console.example.org/",
        "//evil.example",
        "//evil.example/users",
        "///evil.example",
        "/users//evil.example",
        "/.//evil.example/",
    ] {
        check(address, Err(DestinationFault::Foreign));
    }
}

#[test]
fn what_could_be_read_in_two_ways_is_refused() {
    for address in [
        "",
        "users",
        "evil.example",
        "?a",
        "#/users",
        ".",
        " /users",
        "/\\evil.example",
        "/\t/evil.example",
        "/users\r\nSet-Cookie: a=b",
        "/users\0",
        "/users\u{85}",
        "\\\\evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https:\\\\evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt://console.aws.amazon.com/%0aalert(1)",
        "data:text/html,x",
        "ftp://console.aws.amazon.com/",
        "https://user@console.aws.amazon.com/",
        "https://console.aws.amazon.com@evil.example/",
        "https://console.aws.amazon.com\\@evil.example/",
        "https://evil.example\\console.aws.amazon.com/",
        "https://console.aws.amazon.com./",
        "https://console.aws.amazon.com%2f.evil.example/",
        "https://console\u{3002}aws.amazon.com/",
        "https://c\u{43e}nsole.aws.amazon.com/",
        "https://console.aws.amazon.com\u{ff0f}@evil.example/",
        "https://",
        "https:///users",
    ] {
        check(address, Err(DestinationFault::Unreadable));
    }
    check(
        &format!("/{}", "a".repeat(DESTINATION_BYTES_MAX)),
        Err(DestinationFault::Unreadable),
    );
}

#[test]
fn a_destination_begins_with_one_slash_and_is_plain() {
    for address in [
        "/\u{202e}gpj",
        "/?a={}|^`\"<>",
        "https://console.aws.amazon.com/iam/home#/users/details/%2F%2Fevil.example",
        "https://console.aws.amazon.com/s3/buckets/%2F%2Fevil.example",
        "https://console.aws.amazon.com/s3/buckets/%5Cevil%0D%0Aa?prefix=%0D%0A/",
        "https://%2F.signin.aws.amazon.com/console",
    ] {
        let Ok(destination) = Destination::named(address, &own()) else {
            continue;
        };
        let text = destination.as_str();
        assert!(text.starts_with('/') && !text.starts_with("//"), "{text}");
        assert!(
            text.bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b'\\'),
            "{text}"
        );
    }
}

#[test]
fn the_host_names_the_account() {
    let check = |host: Option<&str>, target, expect: &str| {
        let page = Destination::of_signing_in(target, host, Some("example.org"));
        assert_eq!(page.as_str(), expect, "{host:?} {target}");
    };
    for host in [
        "acme.signin.example.org",
        "ACME.signin.Example.org:4566",
        "acme.signin.aws.amazon.com",
        "acme.signin.amazonaws.cn:443",
    ] {
        for target in [
            "/",
            "/console",
            "/console/",
            "/console?region=us-west-2",
            "/console/iam",
        ] {
            check(Some(host), target, "/signin/acme");
        }
        check(Some(host), "/elsewhere", "/");
        check(
            Some(host),
            "/switchrole?account=a",
            "/switch-role?account=a",
        );
    }
    let id = "123456789012.signin.example.org";
    check(Some(id), "/console", "/signin/123456789012");
    for host in [
        "signin.example.org",
        "signin.aws.amazon.com",
        "us-west-2.signin.aws.amazon.com",
        "us-gov-east-1.signin.amazonaws-us-gov.com",
        "a.b.signin.example.org",
        "acme.signin.example.org.",
        "acme.signin.example.com",
        "acme.console.example.org",
        "a/b.signin.example.org",
        "",
    ] {
        check(Some(host), "/console", "/");
    }
    check(None, "/console", "/");
}
