//! Which service a request is for.

use http::{Method, header, request::Parts};
use iamd_api::Service;
use iamd_s3_wire::Hosts;

use super::head::Headers;

/// The service that answers: that of the signature's scope, else that of the host's name, else the
/// one that has the operation, else S3. `None` for a service that this server does not have.
pub(super) fn service(head: &Parts, headers: &Headers<'_>, hosts: &Hosts) -> Option<Service> {
    if let Some(scope) = scoped(head, headers) {
        return named(&scope);
    }
    let host = headers.text("host").unwrap_or_default();
    let by_host = by_host(host, hosts);
    Some(by_host.or_else(|| by_action(head)).unwrap_or(Service::S3))
}

fn named(name: &str) -> Option<Service> {
    Service::ALL
        .into_iter()
        .find(|service| service.name() == name)
}

/// The service in the credential scope, `KEY/DATE/REGION/SERVICE/aws4_request`, as it is claimed:
/// the signature's verification proves it later.
fn scoped(head: &Parts, headers: &Headers<'_>) -> Option<String> {
    let of_header = headers.text("authorization").and_then(|authorization| {
        let (_, credential) = authorization.split_once("Credential=")?;
        credential.split([',', ' ']).next()
    });
    let of_query = parameters(head).find_map(|(name, value)| {
        name.eq_ignore_ascii_case("X-Amz-Credential")
            .then_some(value)
    });
    let credential = of_header
        .or(of_query)?
        .replace("%2F", "/")
        .replace("%2f", "/");
    // The key id cannot have a slash, but it may be missing or wrong: count from the end. A scope
    // without all of its parts names no service; what is wrong with it is for authentication to say.
    let mut parts = credential.rsplit('/').skip(1);
    let service = parts.next()?;
    parts.nth(2).map(|_key_id| service.to_owned())
}

/// The service that a host name names: `iam.DOMAIN`, `sts.DOMAIN`, `s3.DOMAIN`, or that of a bucket.
fn by_host(host: &str, hosts: &Hosts) -> Option<Service> {
    let mut labels = host.split(['.', ':']);
    let (first, second) = (labels.next()?, labels.next());
    match named(first) {
        // A bucket may be called like a service.
        Some(_) if second == Some(Service::S3.name()) => Some(Service::S3),
        Some(service) => Some(service),
        None => hosts.bucket(host).map(|_bucket| Service::S3),
    }
}

/// The query service that an unsigned request is for, if it is for one: these answer on the path
/// `/`, where S3 has nothing but the list of buckets, and on that of the sign-in.
fn by_action(head: &Parts) -> Option<Service> {
    let path = head.uri.path();
    let action = parameters(head).find_map(|(name, value)| (name == "Action").then_some(value));
    if path == FEDERATION && action.is_some() {
        return Some(Service::Sts);
    }
    if path != super::PATH {
        return None;
    }
    if let Some(action) = action {
        let has_it = |service: &Service| service.operation(action).is_some();
        return Service::QUERY
            .into_iter()
            .find(has_it)
            .or(Some(Service::Sts));
    }
    // The action stands in the body.
    let is_form = head
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    (head.method == Method::POST || is_form).then_some(Service::Sts)
}

/// Where signing in will be, so that no bucket is reached there.
const FEDERATION: &str = "/federation";

/// The parameters of the query, as they were sent.
fn parameters(head: &Parts) -> impl Iterator<Item = (&str, &str)> {
    let query = head.uri.query().unwrap_or_default();
    query
        .split('&')
        .filter_map(|parameter| parameter.split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_method(method: &str, uri: &str, headers: &[(&str, &str)], expect: Option<Service>) {
        let mut request = http::Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (head, ()) = request.body(()).unwrap().into_parts();
        let hosts = Hosts::new(Some("iamd.test"));
        assert_eq!(
            service(&head, &Headers::of(&head), &hosts),
            expect,
            "{method} {uri} {headers:?}"
        );
    }

    #[track_caller]
    fn check(uri: &str, headers: &[(&str, &str)], expect: Option<Service>) {
        check_method("GET", uri, headers, expect);
    }

    #[test]
    fn the_scope_of_the_signature_comes_first() {
        let scope = |service: &str| {
            format!("AWS4-HMAC-SHA256 Credential=AKIA/20260131/us-west-2/{service}/aws4_request, S")
        };
        check("/", &[("authorization", &scope("iam"))], Some(Service::Iam));
        check(
            "/b/k",
            &[("authorization", &scope("s3"))],
            Some(Service::S3),
        );
        check(
            "/?Action=GetUser",
            &[("authorization", &scope("s3"))],
            Some(Service::S3),
        );
        let headers = [
            ("authorization", scope("sts")),
            ("host", "iam.example.com".to_owned()),
        ];
        let headers = headers
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        check("/", &headers, Some(Service::Sts));
        check("/", &[("authorization", &scope("sqs"))], None);
        check(
            "/?X-Amz-Credential=AKIA%2F20260131%2Fx%2Fiam%2Faws4_request",
            &[],
            Some(Service::Iam),
        );
    }

    #[test]
    fn a_host_may_name_the_service() {
        for (host, expect) in [
            ("iam.iamd.test:4566", Service::Iam),
            ("sts.localhost", Service::Sts),
            ("s3.iamd.test", Service::S3),
            ("bucket.s3.iamd.test", Service::S3),
            ("iam.s3.iamd.test", Service::S3),
            ("bucket.localhost:4566", Service::S3),
        ] {
            check("/?Action=GetUser", &[("host", host)], Some(expect));
        }
    }

    #[test]
    fn unsigned_requests_are_known_by_their_action_or_are_for_s3() {
        let here = [("host", "127.0.0.1:4566")];
        let form = [(
            "content-type",
            "application/x-www-form-urlencoded; charset=utf-8",
        )];
        check(
            "/?Action=GetUser&Version=2010-05-08",
            &here,
            Some(Service::Iam),
        );
        check("/?Action=AssumeRole", &here, Some(Service::Sts));
        check("/?Action=Unknown", &here, Some(Service::Sts));
        check_method("POST", "/", &form, Some(Service::Sts));
        check("/federation?Action=login", &here, Some(Service::Sts));
        check("/federation", &here, Some(Service::S3));
        check("/", &here, Some(Service::S3));
        check("/bucket?Action=GetUser", &here, Some(Service::S3));
        check_method("POST", "/bucket", &form, Some(Service::S3));
        check_method("OPTIONS", "/bucket/key", &here, Some(Service::S3));
        // The second version of signatures has no scope; S3 says that it is refused.
        check(
            "/bucket/key",
            &[("authorization", "AWS key:signature")],
            Some(Service::S3),
        );
        let short = "AWS4-HMAC-SHA256 Credential=AKIA/20260131, S";
        check("/bucket", &[("authorization", short)], Some(Service::S3));
    }
}
