//! From a signature to a caller.

use futures::executor::block_on;
use iamd_api::Service;
use iamd_auth::{Authenticated, Authenticator, Evidence, Used};
use iamd_ident::{Secret, Timestamp};
use iamd_sigv4::{PayloadHash, RequestHead, Signer};

use crate::doubles::{KEY, Ports, SECRET};

const BODY: &[u8] = b"Action=GetUser&Version=2010-05-08";

/// A request: who signs it for what, and how it is seen.
struct Request<'a> {
    key: &'a str,
    secret: &'a str,
    session_token: Option<&'a str>,
    service: &'a str,
    body: &'a [u8],
    signed: bool,
    seconds_later: i64,
}

impl Default for Request<'_> {
    fn default() -> Self {
        Self {
            key: KEY,
            secret: SECRET,
            session_token: None,
            service: "iam",
            body: BODY,
            signed: true,
            seconds_later: 0,
        }
    }
}

impl Request<'_> {
    /// Who sent it, or the code and the text for the client.
    fn authenticate(&self, ports: &Ports) -> Result<Authenticated, (&'static str, String)> {
        let now: Timestamp = "2026-01-31T00:00:00Z".parse().unwrap();
        let secret = Secret::new(self.secret.to_owned());
        let signer = Signer {
            access_key_id: self.key,
            secret: &secret,
            session_token: self.session_token,
            region: "eu-west-1",
            service: self.service,
        };
        let host: [(&str, &[u8]); 1] = [("host", b"localhost")];
        let bare = RequestHead {
            method: "POST",
            path: "/",
            query: "",
            headers: &host,
        };
        let added = signer.sign(&bare, PayloadHash::of(BODY), now).unwrap();
        let mut headers = host.to_vec();
        if self.signed {
            headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
        }
        let head = RequestHead {
            headers: &headers,
            ..bare
        };
        let later = now.checked_add(jiff_seconds(self.seconds_later)).unwrap();
        let evidence = Evidence {
            head: &head,
            body: self.body,
            service: Service::Iam,
            now: later,
        };
        let answer = block_on(Authenticator::default().authenticate(ports, &evidence));
        answer.map_err(|error| {
            let answer = error.answer();
            (answer.code.as_str(), answer.message)
        })
    }
}

fn jiff_seconds(seconds: i64) -> std::time::Duration {
    std::time::Duration::from_secs(seconds.unsigned_abs())
}

#[test]
fn a_good_signature_proves_who_calls_and_is_a_use_of_the_key() {
    let ports = Ports::default();
    let authenticated = Request::default().authenticate(&ports).unwrap();
    assert_eq!(authenticated.region, "eu-west-1");
    assert_eq!(
        authenticated.caller.shown(),
        "arn:aws:iam::123456789012:user/bob"
    );
    assert_eq!(authenticated.caller.access_key().unwrap().as_str(), KEY);
    let uses = ports.uses.lock();
    let [(what, key_use)] = &uses[..] else {
        panic!("{uses:?}")
    };
    let key = Used::AccessKey(KEY.parse().unwrap());
    assert_eq!((what, key_use.service.as_str()), (&key, "iam"));
    assert_eq!(
        (key_use.region.as_str(), key_use.at.as_second()),
        ("eu-west-1", 1_769_817_600)
    );
}

#[test]
fn whoever_proves_nothing_is_refused_and_uses_no_key() {
    const INVALID: &str = "The security token included in the request is invalid.";
    let good = Request::default;
    for (request, code, text) in [
        (
            Request {
                signed: false,
                ..good()
            },
            "MissingAuthenticationToken",
            "Request is missing Authentication Token",
        ),
        (
            Request {
                key: "AKIAI44QH8DHBEXAMPLE",
                ..good()
            },
            "InvalidClientTokenId",
            INVALID,
        ),
        (
            Request {
                key: "short",
                ..good()
            },
            "InvalidClientTokenId",
            INVALID,
        ),
        (
            Request {
                session_token: Some("token"),
                ..good()
            },
            "InvalidClientTokenId",
            INVALID,
        ),
        (
            Request {
                secret: "wrong",
                ..good()
            },
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check \
             your AWS Secret Access Key and signing method. Consult the service documentation for \
             details.",
        ),
        (
            Request {
                body: b"Action=DeleteUser&Version=2010-05-08",
                ..good()
            },
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check \
             your AWS Secret Access Key and signing method. Consult the service documentation for \
             details.",
        ),
        (
            Request {
                service: "sts",
                ..good()
            },
            "SignatureDoesNotMatch",
            "Credential should be scoped to correct service: 'iam'.",
        ),
    ] {
        let ports = Ports::default();
        let refusal = request.authenticate(&ports).unwrap_err();
        assert_eq!(refusal, (code, text.to_owned()));
        assert!(ports.uses.lock().is_empty(), "{code}");
    }
}

#[test]
fn a_signature_grows_old() {
    let ports = Ports::default();
    assert!(
        Request {
            seconds_later: 899,
            ..Request::default()
        }
        .authenticate(&ports)
        .is_ok()
    );
    let late = Request {
        seconds_later: 901,
        ..Request::default()
    }
    .authenticate(&ports);
    assert_eq!(late.unwrap_err().0, "SignatureDoesNotMatch");
}

#[test]
fn keys_that_cannot_be_read_let_nobody_in() {
    let ports = Ports {
        broken: "credentials",
        ..Ports::default()
    };
    let (code, text) = Request::default().authenticate(&ports).unwrap_err();
    assert_eq!(code, "InternalFailure");
    assert!(!text.contains("disk"), "{text}");
}
