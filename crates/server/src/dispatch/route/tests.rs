//! What is for whom.

use Route::{Console, Federation, Issuer, Unknown};

use super::*;

const IAM: Route = Route::Service(Service::Iam);
const STS: Route = Route::Service(Service::Sts);
const S3: Route = Route::Service(Service::S3);

const FORM: (&str, &str) = (
    "content-type",
    "application/x-www-form-urlencoded; charset=utf-8",
);
const HERE: (&str, &str) = ("host", "127.0.0.1:4566");

fn routed(door: Door, method: &str, uri: &str, headers: &[(&str, &str)]) -> Route {
    let mut request = http::Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (head, ()) = request.body(()).unwrap().into_parts();
    let names = Names {
        buckets: &Hosts::new(Some("iamd.test")),
        domain: Some("iamd.test"),
        console: Some("console.iamd.test"),
    };
    route(door, &head, &Headers::of(&head), names)
}

#[track_caller]
fn check_method(method: &str, uri: &str, headers: &[(&str, &str)], expect: Route) {
    let told = routed(Door::Main, method, uri, headers);
    assert_eq!(told, expect, "{method} {uri} {headers:?}");
}

#[track_caller]
fn check(uri: &str, headers: &[(&str, &str)], expect: Route) {
    check_method("GET", uri, headers, expect);
}

fn scope(service: &str) -> String {
    format!("AWS4-HMAC-SHA256 Credential=AKIA/20260131/us-west-2/{service}/aws4_request, S")
}

#[test]
fn the_scope_of_the_signature_comes_first() {
    check("/", &[("authorization", &scope("iam"))], IAM);
    check("/b/k", &[("authorization", &scope("s3"))], S3);
    let s3 = scope("s3");
    check("/?Action=GetUser", &[("authorization", &s3)], S3);
    check("/federation?Action=login", &[("authorization", &s3)], S3);
    let sts = [
        ("authorization", scope("sts")),
        ("host", "iam.example.com".into()),
    ];
    let sts = sts.each_ref().map(|(name, value)| (*name, value.as_str()));
    check("/", &sts, STS);
    check("/", &[("authorization", &scope("sqs"))], Unknown);
    check(
        "/?X-Amz-Credential=AKIA%2F20260131%2Fx%2Fiam%2Faws4_request",
        &[],
        IAM,
    );
}

/// The server's own URL may have the name of a service, but a bucket's host is the bucket's.
#[test]
fn documents_of_issuers_are_wherever_the_server_is() {
    let keys = "/_iamd/issuers/1-2/.well-known/jwks.json";
    for host in [
        "127.0.0.1:4566",
        "iamd.test",
        "iam.iamd.test",
        "example.com",
    ] {
        check(keys, &[("host", host)], Issuer);
    }
    check(keys, &[("host", "bucket.s3.iamd.test")], S3);
    check(keys, &[("authorization", &scope("s3"))], S3);
    check("/_iamd/issuers/1-2", &[HERE], S3);
    let configuration = "/_iamd/issuers/1-2/.well-known/openid-configuration?x=y";
    check_method("HEAD", configuration, &[HERE], Issuer);
    let routed = routed(Door::Console, "GET", keys, &[HERE]);
    assert_eq!(routed, Console);
}

#[test]
fn a_host_may_name_the_service() {
    for (host, expect) in [
        ("iam.iamd.test:4566", IAM),
        ("sts.localhost", STS),
        ("s3.iamd.test", S3),
        ("bucket.s3.iamd.test", S3),
        ("iam.s3.iamd.test", S3),
        ("console.s3.iamd.test", S3),
        ("signin.s3.iamd.test", S3),
        ("bucket.localhost:4566", S3),
        ("console.localhost:4566", S3),
    ] {
        check("/?Action=GetUser", &[("host", host)], expect);
    }
    // There it is an object.
    let bucket = [("host", "bucket.s3.iamd.test")];
    check("/federation?Action=login", &bucket, S3);
}

#[test]
fn console_and_sign_in_have_hosts_of_their_own() {
    for (host, expect) in [
        ("console.iamd.test", Console),
        ("Console.IAMD.test:4566", Console),
        ("console.iamd.test.", Console),
        // The operator says that the console is at the first name: there is the way to it.
        ("console.aws.amazon.com", Federation),
        ("us-west-2.console.aws.amazon.com:443", Federation),
        ("s3.console.aws.amazon.com", Federation),
        ("console.amazonaws.cn", Federation),
        ("signin.iamd.test", Federation),
        ("acme.signin.iamd.test", Federation),
        ("Console.signin.iamd.test:4566", Federation),
        ("123456789012.signin.aws.amazon.com", Federation),
        ("signin.aws.amazon.com", Federation),
        ("us-west-2.signin.aws.amazon.com", Federation),
        ("signin.amazonaws-us-gov.com", Federation),
    ] {
        for uri in [
            "/",
            "/federation?Action=login",
            "/bucket/key",
            "/?Action=GetUser",
            "/bucket/key?X-Amz-Credential=AKIA%2F20260131%2Fx%2Fs3%2Faws4_request",
        ] {
            check(uri, &[("host", host)], expect);
            // No signature leads elsewhere: a service would answer on the console's origin.
            for service in ["iam", "sts", "s3", "sqs"] {
                let scope = scope(service);
                check(uri, &[("host", host), ("authorization", &scope)], expect);
            }
        }
    }
    for host in [
        "console.other.test",
        "a.console.iamd.test",
        "a.b.signin.iamd.test",
        "acme.signin.other.test",
        "console",
        "console.",
        ".console.aws.amazon.com.example",
        "a.b.console.aws.amazon.com",
        "xconsole.aws.amazon.com",
        "aws.amazon.com",
        "iamd.test",
    ] {
        check("/bucket/key", &[("host", host)], S3);
    }
}

#[test]
fn signing_in_wins_over_s3() {
    check("/federation?Action=login", &[HERE], Federation);
    check("/federation?x=y&Action=getSigninToken", &[HERE], Federation);
    check_method("POST", "/federation", &[HERE, FORM], Federation);
    check_method("POST", "/federation?Action=login", &[HERE], Federation);
    // A bucket of that name cannot be made; that there is none is for S3 to say.
    check("/federation", &[HERE], S3);
    check("/federation/?Action=login", &[HERE], S3);
    check("/federation/key?Action=login", &[HERE], S3);
    check("/federations?Action=login", &[HERE], S3);
    check_method("PUT", "/federation", &[HERE], S3);
    check("/oauth?Action=logout&redirect_uri=x", &[HERE], Federation);
    // There may be a bucket of this name.
    check("/oauth", &[HERE], S3);
    check("/oauth?Action=login", &[HERE], S3);
    check("/oauth/key?Action=logout", &[HERE], S3);
    check_method("PUT", "/oauth?Action=logout", &[HERE], S3);
    let multipart = ("content-type", "multipart/form-data; boundary=x");
    check_method("POST", "/federation", &[HERE, multipart], S3);
}

#[test]
fn the_consoles_listener_has_the_console_alone() {
    let headers = [
        ("authorization", scope("s3")),
        ("host", "iam.iamd.test".into()),
    ];
    let headers = headers
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    for uri in [
        "/",
        "/bucket/key",
        "/federation?Action=login",
        "/?Action=GetUser",
    ] {
        assert_eq!(routed(Door::Console, "GET", uri, &headers), Console);
        assert_eq!(routed(Door::Console, "POST", uri, &[FORM]), Console);
    }
}

#[test]
fn unsigned_requests_are_known_by_their_action_or_are_for_s3() {
    check("/?Action=GetUser&Version=2010-05-08", &[HERE], IAM);
    check("/?Action=AssumeRole", &[HERE], STS);
    check("/?Action=Unknown", &[HERE], STS);
    check_method("POST", "/", &[FORM], STS);
    check("/", &[HERE], S3);
    check("/bucket?Action=GetUser", &[HERE], S3);
    check_method("POST", "/bucket", &[FORM], S3);
    check_method("OPTIONS", "/bucket/key", &[HERE], S3);
    // The second version of signatures has no scope; S3 says that it is refused.
    check("/bucket/key", &[("authorization", "AWS key:signature")], S3);
    let short = "AWS4-HMAC-SHA256 Credential=AKIA/20260131, S";
    check("/bucket", &[("authorization", short)], S3);
}
