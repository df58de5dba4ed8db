//! Requests as the SDK sends them, and answers as it reads them.

use std::collections::BTreeMap;

use aws_sdk_s3::primitives::SdkBody;
use http::Method;

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    /// IAM and STS.
    Identity,
    /// S3.
    Storage,
    /// The federation endpoint.
    Federation,
}

/// A request.
pub(super) struct Request {
    pub(super) service: Service,
    /// The action, such as `CreateUser` or `PutObject`.
    pub(super) action: String,
    /// The key with which it is signed.
    pub(super) key_id: String,
    /// The members of the form; of S3's the bucket and the key; of the federation endpoint's the
    /// query.
    members: BTreeMap<String, String>,
    /// The body, in UTF-8.
    pub(super) body: String,
}

impl Request {
    pub(super) fn read(request: &http::Request<SdkBody>) -> Self {
        let (service, key_id) = signer(request);
        let body = request.body().bytes().unwrap().to_vec();
        let body = String::from_utf8(body).unwrap();
        let members = match service {
            Service::Identity => members(&body),
            Service::Storage => place(request.uri().path()),
            Service::Federation => federation_members(request),
        };
        let action = match service {
            Service::Identity | Service::Federation => members["Action"].clone(),
            Service::Storage => storage_action(request, &members).to_owned(),
        };
        Self {
            service,
            action,
            key_id,
            members,
            body,
        }
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.members.get(name).map_or("", String::as_str)
    }

    pub(super) fn success(&self, result: String) -> Answer {
        let action = &self.action;
        let body = match self.service {
            Service::Identity => format!(
                "<{action}Response><{action}Result>{result}</{action}Result></{action}Response>"
            ),
            Service::Storage | Service::Federation => result,
        };
        Answer { status: 200, body }
    }

    pub(super) fn refusal(&self, code: &str) -> Answer {
        let error = format!("<Error><Code>{code}</Code><Message>No.</Message></Error>");
        let body = match self.service {
            Service::Identity => format!("<ErrorResponse>{error}</ErrorResponse>"),
            Service::Storage => error,
            Service::Federation => format!(r#"{{"error":"{code}","message":"No."}}"#),
        };
        Answer { status: 403, body }
    }
}

/// What is called, and with which key. Nothing signs a request to the federation endpoint.
fn signer(request: &http::Request<SdkBody>) -> (Service, String) {
    let Some(authorization) = request.headers().get("authorization") else {
        return (Service::Federation, String::new());
    };
    let mut scope = authorization.to_str().unwrap().split(['=', '/', ',']);
    let key_id = scope.nth(1).unwrap().to_owned();
    let service = match scope.nth(2).unwrap() {
        "s3" => Service::Storage,
        _ => Service::Identity,
    };
    (service, key_id)
}

/// The members of a query, and host and path as `Place`.
fn federation_members(request: &http::Request<SdkBody>) -> BTreeMap<String, String> {
    assert_eq!(request.method(), Method::GET);
    let uri = request.uri();
    let mut members = members(uri.query().unwrap());
    let place = format!("{}{}", uri.host().unwrap(), uri.path());
    members.insert("Place".to_owned(), place);
    members
}

/// The members of a form.
fn members(form: &str) -> BTreeMap<String, String> {
    let decode = |text: &str| {
        percent_encoding::percent_decode_str(text)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    form.split('&')
        .filter_map(|it| it.split_once('='))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// The bucket and the key that a path names.
fn place(path: &str) -> BTreeMap<String, String> {
    let mut segments = path.splitn(3, '/').skip(1);
    let bucket = segments.next().unwrap_or_default().to_owned();
    let key = segments.next().unwrap_or_default().to_owned();
    BTreeMap::from([("Bucket".to_owned(), bucket), ("Key".to_owned(), key)])
}

fn storage_action(
    request: &http::Request<SdkBody>,
    place: &BTreeMap<String, String>,
) -> &'static str {
    match (request.method(), place["Key"].is_empty()) {
        (&Method::GET, true) if place["Bucket"].is_empty() => "ListBuckets",
        (&Method::PUT, true) => "CreateBucket",
        (&Method::GET, true) => "ListObjectsV2",
        (&Method::POST, true) => "DeleteObjects",
        (&Method::DELETE, true) => "DeleteBucket",
        (&Method::PUT, false) => "PutObject",
        (&Method::GET, false) => "GetObject",
        (&Method::DELETE, false) => "DeleteObject",
        _ => "Nonsense",
    }
}

/// An answer.
pub(super) struct Answer {
    status: u16,
    body: String,
}

impl Answer {
    /// What stands between client and service answers with something that is not of the service.
    pub(super) fn nonsense() -> Self {
        Self {
            status: 418,
            body: String::new(),
        }
    }

    pub(super) fn of_status(status: u16, body: &str) -> Self {
        let body = body.to_owned();
        Self { status, body }
    }

    pub(super) fn into_http(self) -> http::Response<String> {
        http::Response::builder()
            .status(self.status)
            .header("x-amzn-requestid", "4-2")
            .body(self.body)
            .unwrap()
    }
}

pub(super) fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>")
}
