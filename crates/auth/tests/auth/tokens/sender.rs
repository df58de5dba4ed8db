//! Who signs requests with temporary credentials, or seems to.

use base64::{Engine, prelude::BASE64_STANDARD};
use futures::executor::block_on;
use iamd_api::{Error, Service};
use iamd_auth::{Authenticator, Caller, Evidence, Form};
use iamd_ident::{Secret, Timestamp};
use iamd_sigv4::{FormFields, PayloadHash, RequestHead, Signer};
use serde_json::json;

use crate::doubles::Ports;

/// The temporary key, and its secret.
pub(super) const SESSION_KEY: &str = "ASIAIOSFODNN7EXAMPLE";
pub(super) const SESSION_SECRET: &str = "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY";

/// When every request is signed, as it says.
pub(super) const SIGNED_AT: &str = "2026-01-31T00:00:00Z";

/// Where a request is signed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    Query,
    Header,
    Presigned,
    Form,
}

pub(super) const WAYS: [Way; 4] = [Way::Query, Way::Header, Way::Presigned, Way::Form];

/// Who sends what, and when it arrives.
#[derive(Clone, Copy)]
pub(super) struct Sender<'a> {
    pub(super) key: &'a str,
    pub(super) secret: &'a str,
    pub(super) token: Option<&'a str>,
    pub(super) now: &'a str,
}

/// Who has a token and what belongs to it.
pub(super) fn sender(token: &str) -> Sender<'_> {
    Sender {
        key: SESSION_KEY,
        secret: SESSION_SECRET,
        token: Some(token),
        now: SIGNED_AT,
    }
}

impl Sender<'_> {
    /// Who sent it, or what the client is told.
    pub(super) fn send(
        &self,
        way: Way,
        by: &Authenticator,
        ports: &Ports,
    ) -> Result<Caller, Error> {
        let secret = Secret::new(self.secret.to_owned());
        let service = match way {
            Way::Query => "iam",
            Way::Header | Way::Presigned | Way::Form => "s3",
        };
        let signer = Signer {
            access_key_id: self.key,
            secret: &secret,
            session_token: self.token,
            region: "eu-west-1",
            service,
        };
        let now: Timestamp = self.now.parse().unwrap();
        match way {
            Way::Query => send_query(&signer, by, ports, now),
            Way::Header => send_header(&signer, by, ports, now),
            Way::Presigned => send_presigned(&signer, by, ports, now),
            Way::Form => send_form(&signer, by, ports, now),
        }
    }
}

const BODY: &[u8] = b"Action=GetUser&Version=2010-05-08";
const HOST: [(&str, &[u8]); 1] = [("host", b"localhost")];
const BARE: RequestHead<'_> = RequestHead {
    method: "POST",
    path: "/",
    query: "",
    headers: &HOST,
};

fn signed_at() -> Timestamp {
    SIGNED_AT.parse().unwrap()
}

fn send_query(
    signer: &Signer<'_>,
    by: &Authenticator,
    ports: &Ports,
    now: Timestamp,
) -> Result<Caller, Error> {
    let added = signer.sign(&BARE, PayloadHash::of(BODY), signed_at());
    let added = added.unwrap();
    let mut headers = HOST.to_vec();
    headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
    let head = RequestHead {
        headers: &headers,
        ..BARE
    };
    let evidence = Evidence {
        head: &head,
        body: BODY,
        service: Service::Iam,
        now,
    };
    let answer = block_on(by.authenticate(ports, &evidence));
    let answer = answer.map_err(|error| error.answer());
    answer.map(|authenticated| authenticated.caller)
}

fn send_header(
    signer: &Signer<'_>,
    by: &Authenticator,
    ports: &Ports,
    now: Timestamp,
) -> Result<Caller, Error> {
    let added = signer.sign(&BARE, PayloadHash::of(b""), signed_at());
    let added = added.unwrap();
    let mut headers = HOST.to_vec();
    headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
    let head = RequestHead {
        headers: &headers,
        ..BARE
    };
    receive_s3(&head, by, ports, now)
}

fn send_presigned(
    signer: &Signer<'_>,
    by: &Authenticator,
    ports: &Ports,
    now: Timestamp,
) -> Result<Caller, Error> {
    let query = signer.presign(&BARE, PayloadHash::Unsigned, signed_at(), 7200);
    let query = query.unwrap();
    let head = RequestHead {
        query: &query,
        ..BARE
    };
    receive_s3(&head, by, ports, now)
}

fn receive_s3(
    head: &RequestHead<'_>,
    by: &Authenticator,
    ports: &Ports,
    now: Timestamp,
) -> Result<Caller, Error> {
    let answer = block_on(by.authenticate_s3(ports, head, now));
    let answer = answer.map_err(|error| error.answer_s3());
    answer.map(|authenticated| authenticated.caller)
}

fn send_form(
    signer: &Signer<'_>,
    by: &Authenticator,
    ports: &Ports,
    now: Timestamp,
) -> Result<Caller, Error> {
    let names = [
        "bucket",
        "x-amz-credential",
        "x-amz-date",
        "x-amz-algorithm",
    ];
    let of_session = signer.session_token.map(|_| "x-amz-security-token");
    let conditions: Vec<_> = names
        .into_iter()
        .chain(of_session)
        .map(|name| json!(["starts-with", format!("${name}"), ""]))
        .collect();
    let policy = json!({"expiration": "2026-02-01T00:00:00Z", "conditions": conditions});
    let policy = BASE64_STANDARD.encode(policy.to_string());
    let added = signer.sign_form(&policy, signed_at());
    let added = added.iter().map(|(name, value)| (*name, value.as_str()));
    let fields: Vec<_> = added.chain([("policy", policy.as_str())]).collect();
    let form = Form {
        bucket: "photos",
        fields: FormFields::new(&fields),
    };
    let answer = block_on(by.authenticate_form(ports, &form, now));
    let answer = answer.map_err(|error| error.answer_s3());
    answer.map(|authenticated| authenticated.caller)
}
