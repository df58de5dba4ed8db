//! Which service a request is for.

use http::request::Parts;
use iamd_api::Service;

use super::head::Headers;

/// The service that answers: that of the signature's scope, else that of the host's name, else the
/// one that has the operation. `None` for a service that this server does not have.
pub(super) fn service(head: &Parts, headers: &Headers<'_>) -> Option<Service> {
    if let Some(scope) = scoped(head, headers) {
        return named(&scope);
    }
    let by_host = headers
        .text("host")
        .and_then(|host| named(host.split('.').next()?));
    by_host.or_else(|| by_action(head)).or(Some(Service::Sts))
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
    let of_query = head
        .uri
        .query()
        .into_iter()
        .flat_map(|query| query.split('&'))
        .find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
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

/// The service that has the operation of an unsigned request. Only its query is looked at.
fn by_action(head: &Parts) -> Option<Service> {
    let query = head.uri.query()?;
    let action = query
        .split('&')
        .find_map(|parameter| parameter.strip_prefix("Action="))?;
    Service::ALL
        .into_iter()
        .find(|service| service.operation(action).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(uri: &str, headers: &[(&str, &str)], expect: Option<Service>) {
        let mut request = http::Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (head, ()) = request.body(()).unwrap().into_parts();
        assert_eq!(service(&head, &Headers::of(&head)), expect);
    }

    #[test]
    fn the_scope_of_the_signature_comes_first() {
        let scope = |service: &str| {
            format!("AWS4-HMAC-SHA256 Credential=AKIA/20260131/us-west-2/{service}/aws4_request, S")
        };
        check("/", &[("authorization", &scope("iam"))], Some(Service::Iam));
        let headers = [
            ("authorization", scope("sts")),
            ("host", "iam.example.com".to_owned()),
        ];
        let headers = headers
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        check("/", &headers, Some(Service::Sts));
        check("/", &[("authorization", &scope("sqs"))], None);
        let short = "AWS4-HMAC-SHA256 Credential=AKIA/20260131, S";
        check("/", &[("authorization", short)], Some(Service::Sts));
        check(
            "/?X-Amz-Credential=AKIA%2F20260131%2Fx%2Fiam%2Faws4_request",
            &[],
            Some(Service::Iam),
        );
    }

    #[test]
    fn unsigned_requests_are_known_by_host_or_action() {
        check("/", &[("host", "iam.iamd.test:4566")], Some(Service::Iam));
        check(
            "/?Action=GetUser&Version=2010-05-08",
            &[],
            Some(Service::Iam),
        );
        check(
            "/?Action=AssumeRole",
            &[("host", "127.0.0.1")],
            Some(Service::Sts),
        );
        check("/", &[("host", "127.0.0.1")], Some(Service::Sts));
    }
}
