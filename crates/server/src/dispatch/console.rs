//! Requests for the console and the federation endpoint: bodies and answers as streams.

use axum::body::{Body, HttpBody as _};
use bytes::Bytes;
use futures::{FutureExt, StreamExt, stream};
use http::{HeaderValue, StatusCode, header};
use http_body_util::{BodyExt, BodyStream, StreamBody};
use iamd_console::Arrival;
use iamd_ident::random_uuid;

use super::{head::Headers, route::Route, tls_facts};
use crate::{
    config::{BaseUrl, Config, host_name},
    listen::{Answer, AnswerBody, Origin, Request},
    service::Service,
};

/// Answers a request for the console's pages, or for the federation endpoint.
pub(super) async fn answer(service: &Service, request: Request, route: Route) -> Answer {
    let arrival = arrival(service, &request, route);
    let Request { head, body, .. } = request;
    let request = http::Request::from_parts(head, Body::from_stream(body.into_stream()));
    let console = service.console();
    let answer = match route {
        Route::Federation => console.federation(request, arrival.clone()).await,
        _ => console.answer(request, arrival.clone()).await,
    };
    let answer = whole_or_stream(answer);
    service.shelve(answer, || {
        let request = http::Request::new(Body::empty());
        let status = StatusCode::SERVICE_UNAVAILABLE;
        console
            .refuse(request, &arrival, status)
            .map(AnswerBody::stream)
    })
}

/// The page for a browser, or rather its address, that asks too often.
pub(super) fn refused(service: &Service, request: Request, route: Route) -> Answer {
    let arrival = arrival(service, &request, route);
    let request = http::Request::from_parts(request.head, Body::empty());
    let status = StatusCode::TOO_MANY_REQUESTS;
    let page = service.console().refuse(request, &arrival, status);
    let mut answer = page.map(AnswerBody::stream);
    let seconds = HeaderValue::from_static("1");
    answer.headers_mut().insert(header::RETRY_AFTER, seconds);
    answer
}

fn arrival(service: &Service, request: &Request, route: Route) -> Arrival {
    let origin = request.origin;
    let host = Headers::of(&request.head).text("host").map(str::to_owned);
    Arrival {
        request_id: random_uuid(service.ids()),
        received_at: service.clock().now(),
        client_ip: origin.client_ip,
        is_secure: origin.is_secure,
        tls: tls_facts(origin),
        console_url: Whereabouts::of(service).console_url(route, origin, host.as_deref()),
    }
}

/// A page is at hand, in one piece; an object is not.
fn whole_or_stream(answer: http::Response<Body>) -> Answer {
    let (head, mut body) = answer.into_parts();
    let length = body.size_hint().exact();
    let Some(first) = body.frame().now_or_never() else {
        return Answer::from_parts(head, AnswerBody::stream(body));
    };
    let data = first
        .as_ref()
        .and_then(|frame| frame.as_ref().ok()?.data_ref());
    let body = match (data, length) {
        (None, Some(0)) => AnswerBody::from(Bytes::new()),
        (Some(data), Some(length)) if u64::try_from(data.len()) == Ok(length) => {
            AnswerBody::from(data.clone())
        }
        _ => {
            let rest = BodyStream::new(body);
            AnswerBody::stream(StreamBody::new(stream::iter(first).chain(rest)))
        }
    };
    Answer::from_parts(head, body)
}

/// Where the console is, as far as the server knows by itself.
#[derive(Clone, Copy)]
struct Whereabouts<'a> {
    config: &'a Config,
    /// The port of the console's listener.
    port: u16,
    /// Where it is if the request tells nothing.
    usual: &'a str,
    /// Whether the console listens on all addresses, so that it has no name of its own.
    is_everywhere: bool,
}

impl<'a> Whereabouts<'a> {
    fn of(service: &'a Service) -> Self {
        let parts = service.parts();
        Self {
            config: &parts.config,
            port: parts.console_address.port(),
            usual: &parts.console_url,
            is_everywhere: parts.console_address.ip().is_unspecified(),
        }
    }

    /// The console's origin for the client of this request. What the operator chose counts; else a
    /// page is where it was asked for, and from elsewhere the console is beside what was asked for
    /// unless it has an address.
    fn console_url(self, route: Route, origin: Origin, host: Option<&str>) -> String {
        if self.config.console_url.is_some() {
            return self.usual.to_owned();
        }
        let told = host.and_then(|host| match route {
            Route::Console => own(origin, host),
            _ if self.is_everywhere && self.config.domain.is_none() => self.beside(host),
            _ => None,
        });
        told.unwrap_or_else(|| self.usual.to_owned())
    }

    /// The console's listener under the name of this host.
    fn beside(self, host: &str) -> Option<String> {
        let name = host_name(host)?;
        let (scheme, _) = self.usual.split_once("://")?;
        Some(format!("{scheme}://{name}:{}", self.port))
    }
}

/// The origin that a page was asked from.
fn own(origin: Origin, host: &str) -> Option<String> {
    let scheme = if origin.is_secure { "https" } else { "http" };
    let url: BaseUrl = format!("{scheme}://{host}").parse().ok()?;
    Some(url.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::config::{Environment, Flags, load};

    const PLAIN: Origin = Origin {
        client_ip: std::net::IpAddr::V4(Ipv4Addr::LOCALHOST),
        is_secure: false,
        tls: None,
    };
    const SECURE: Origin = Origin {
        is_secure: true,
        ..PLAIN
    };

    #[track_caller]
    fn check(variables: &[(&str, &str)], route: Route, origin: Origin, host: &str, expect: &str) {
        let variables: Environment = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let config = load(&Flags::default(), &variables).unwrap().config;
        let addresses = config.addresses().unwrap();
        let usual = config.console_url(addresses);
        let whereabouts = Whereabouts {
            config: &config,
            port: addresses.console.port(),
            usual: &usual,
            is_everywhere: addresses.console.ip().is_unspecified(),
        };
        let told = whereabouts.console_url(route, origin, Some(host));
        assert_eq!(told, expect, "{variables:?} {route:?} {host}");
    }

    const EVERYWHERE: &[(&str, &str)] = &[
        ("IAMD_LISTEN", "0.0.0.0:4566"),
        ("IAMD_PLAIN_HTTP_ANYWHERE", "true"),
    ];

    #[test]
    fn a_login_leads_to_the_console_beside() {
        let check = |variables, host, expect| {
            check(variables, Route::Federation, PLAIN, host, expect);
        };
        check(&[], "127.0.0.1:4566", "http://127.0.0.1:4567");
        check(&[], "evil.example", "http://127.0.0.1:4567");
        check(EVERYWHERE, "10.0.0.5:4566", "http://10.0.0.5:4567");
        check(EVERYWHERE, "Server.Example", "http://server.example:4567");
        check(EVERYWHERE, "[fd00::1]:80", "http://[fd00::1]:4567");
        let domain = [EVERYWHERE, &[("IAMD_DOMAIN", "iam.example.com")]].concat();
        check(&domain, "10.0.0.5", "http://iam.example.com:4567");
        let chosen = [EVERYWHERE, &[("IAMD_CONSOLE_URL", "https://c.example")]].concat();
        check(&chosen, "10.0.0.5", "https://c.example");
    }

    #[test]
    fn an_odd_host_leads_nowhere_odd() {
        for host in [
            "",
            ":80",
            "a b",
            "a/b",
            "a@b",
            "user@10.0.0.5",
            "a?b",
            "a#b",
            "a\\b",
            "a\r\nLocation: http://evil.example",
            "a%0d%0ab",
            "<script>",
            "a..b",
            "[::1",
            "fe80::1",
        ] {
            check(
                EVERYWHERE,
                Route::Federation,
                PLAIN,
                host,
                "http://127.0.0.1:4567",
            );
            check(
                EVERYWHERE,
                Route::Console,
                PLAIN,
                host,
                "http://127.0.0.1:4567",
            );
        }
    }

    #[test]
    fn a_page_is_where_it_was_asked_for() {
        let route = Route::Console;
        check(&[], route, PLAIN, "localhost:4567", "http://localhost:4567");
        check(&[], route, SECURE, "c.example", "https://c.example");
        let chosen = [("IAMD_CONSOLE_URL", "https://c.example")];
        check(&chosen, route, PLAIN, "127.0.0.1:4567", "https://c.example");
    }
}
