//! What a request is for: the console, signing in, or which service.

use http::{Method, header, request::Parts};
use iamd_api::Service;
use iamd_jwt::IssuerDocument;
use iamd_s3_wire::Hosts;

use super::{
    head::Headers,
    health::{self, Question},
};
use crate::{listen::Door, metrics::Answerer};

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    /// The console's pages.
    Console,
    /// The federation endpoint.
    Federation,
    /// What an issuer of web identities says of itself.
    Issuer,
    /// Metrics, on their own listener.
    Metrics,
    /// Whether the server is well.
    Health(Question),
    /// A service.
    Service(Service),
    /// A service that this server does not have.
    Unknown,
}

impl Route {
    /// Who answers, as far as numbers tell.
    pub(super) fn answerer(self) -> Answerer {
        match self {
            Self::Service(service) => service.into(),
            Self::Console | Self::Federation => Answerer::Console,
            Self::Issuer | Self::Metrics | Self::Health(_) | Self::Unknown => Answerer::Other,
        }
    }

    /// Whether rates bound how often it may be asked.
    pub(super) fn is_rated(self) -> bool {
        !matches!(self, Self::Metrics | Self::Health(_))
    }
}

/// The host names that name something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    /// Those of buckets.
    pub(super) buckets: &'a Hosts,
    /// The server's domain.
    pub(super) domain: Option<&'a str>,
    /// That of the console, if the operator chose one.
    pub(super) console: Option<&'a str>,
}

/// What a request is for: on the listeners of console and metrics these, whatever it says. On the services'
/// the console or signing in at their own host names; else what the signature is for, else what the
/// host's name is that of (but the documents of issuers are everywhere, as the server's own URL may have
/// the name of a service), else the federation endpoint on its path, else the service that has the
/// operation, else S3.
///
/// SECURITY: whatever a request shows, no service answers at the console's host names: an object that
/// somebody uploaded would be a page of the console's origin. And as the console may listen where
/// fewer people come, there are no pages of it here, unless the operator says that it is at that
/// name: the federation endpoint shows the way to where it is.
///
/// INVARIANT: there is no bucket with the name of the federation endpoint's path.
pub(super) fn route(door: Door, head: &Parts, headers: &Headers<'_>, names: Names<'_>) -> Route {
    match door {
        Door::Console => return Route::Console,
        Door::Metrics => return Route::Metrics,
        Door::Main => {}
    }
    let host = headers.text("host").unwrap_or_default();
    if let Some(route) = by_console_host(host, names) {
        return route;
    }
    // At the host name of a bucket it is an object's path.
    if let Some(question) = health::among_services(head.uri.path())
        && names.buckets.bucket(host).is_none()
    {
        return Route::Health(question);
    }
    if let Some(scope) = scoped(head, headers) {
        return named(&scope).map_or(Route::Unknown, Route::Service);
    }
    if is_of_issuer(head, host, names.buckets) {
        return Route::Issuer;
    }
    by_host(host, names.buckets)
        .map(Route::Service)
        .or_else(|| is_federation(head).then_some(Route::Federation))
        .or_else(|| by_action(head).map(Route::Service))
        .unwrap_or(Route::Service(Service::S3))
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

/// The service that a host name names: `iam.DOMAIN`, `sts.DOMAIN`, `s3.DOMAIN`, or a bucket.
fn by_host(host: &str, buckets: &Hosts) -> Option<Service> {
    let mut labels = host.split(['.', ':']);
    let (first, second) = (labels.next()?, labels.next());
    match named(first) {
        // A bucket may be called like a service.
        Some(_) if second == Some(Service::S3.name()) => Some(Service::S3),
        Some(service) => Some(service),
        None => buckets.bucket(host).map(|_bucket| Service::S3),
    }
}

/// AWS's domains of the console. Before them stands `console` or `signin`, and before that perhaps a
/// region or an account.
///
/// SOURCE: IAM User Guide, "Enable custom identity broker access to the AWS console": the sign-in
/// endpoints of regions and partitions.
const AWS: [&str; 3] = ["aws.amazon.com", "amazonaws-us-gov.com", "amazonaws.cn"];

const CONSOLE: &str = "console";
const SIGN_IN: &str = "signin";

/// What has host names of its own: `console.DOMAIN`, `signin.DOMAIN`, `ACCOUNT.signin.DOMAIN`, and
/// AWS's own names of both.
fn by_console_host(host: &str, names: Names<'_>) -> Option<Route> {
    let (name, _port) = host.split_once(':').unwrap_or((host, ""));
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_of = |name: &str, label: &str| name.eq_ignore_ascii_case(label);
    let is_one = |label: &str| {
        let (first, rest) = name.split_once('.')?;
        let is_bare = is_of(first, label);
        // After a region or an account, if there is one.
        let (first, rest) = if is_bare {
            (first, rest)
        } else {
            rest.split_once('.')?
        };
        let is_below = |domain: &str| is_of(rest, domain);
        let is_aws = AWS.into_iter().any(is_below);
        let is_own = names.domain.is_some_and(is_below) && (is_bare || label == SIGN_IN);
        (is_of(first, label) && (is_aws || is_own)).then_some(())
    };
    let is_chosen = names.console.is_some_and(|console| is_of(name, console));
    match (is_one(CONSOLE), is_one(SIGN_IN)) {
        (Some(()), _) if is_chosen => Some(Route::Console),
        (None, None) => None,
        _ => Some(Route::Federation),
    }
}

/// Whether an unsigned request is for a document of an issuer. At the host name of a bucket it is for an
/// object.
fn is_of_issuer(head: &Parts, host: &str, buckets: &Hosts) -> bool {
    buckets.bucket(host).is_none() && IssuerDocument::at(head.uri.path()).is_some()
}

/// Whether an unsigned request is for the federation endpoint: the action stands in the query or, in
/// a form, in the body. Browsers are signed out at another path as well, where a bucket may be.
fn is_federation(head: &Parts) -> bool {
    let action = parameters(head).find_map(|(name, value)| (name == "Action").then_some(value));
    match head.uri.path() {
        FEDERATION => action.is_some() || head.method == Method::POST && is_form(head),
        LOGOUT => action == Some("logout") && head.method == Method::GET,
        _ => false,
    }
}

fn is_form(head: &Parts) -> bool {
    head.headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

/// The query service that an unsigned request is for, if it is for one: these answer on the path
/// `/`, where S3 has nothing but the list of buckets.
fn by_action(head: &Parts) -> Option<Service> {
    if head.uri.path() != super::PATH {
        return None;
    }
    let action = parameters(head).find_map(|(name, value)| (name == "Action").then_some(value));
    if let Some(action) = action {
        let has_it = |service: &Service| service.operation(action).is_some();
        return Service::QUERY
            .into_iter()
            .find(has_it)
            .or(Some(Service::Sts));
    }
    // The action stands in the body.
    (head.method == Method::POST || is_form(head)).then_some(Service::Sts)
}

/// The path of the federation endpoint.
const FEDERATION: &str = "/federation";

/// The path at which programs sign browsers out.
///
/// SOURCE: programs that open AWS's console: `https://signin.aws.amazon.com/oauth?Action=logout`.
const LOGOUT: &str = "/oauth";

/// The parameters of the query, as they were sent.
fn parameters(head: &Parts) -> impl Iterator<Item = (&str, &str)> {
    let query = head.uri.query().unwrap_or_default();
    query
        .split('&')
        .filter_map(|parameter| parameter.split_once('='))
}

#[cfg(test)]
mod tests;
