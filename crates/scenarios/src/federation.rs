//! The federation endpoint: temporary credentials become a sign-in token, and a sign-in token a URL
//! that opens the console.
//!
//! # The program `federated-url`, step by step
//!
//! AWS's page is "Construct a URL with AWS STS for federated users". Its functions are `setup`,
//! `construct_federated_url` and `teardown`, and so they are in the program; the calls they make are
//! these.
//!
//! | step of AWS's page | function | operation |
//! |---|---|---|
//! | find the current user | [`crate::users::current_user`] | `GetUser` |
//! | make a role that trusts the user | [`crate::roles::create_role`] | `CreateRole` |
//! | attach AWS's policy to read S3 | [`crate::roles::attach_policy`] | `AttachRolePolicy` |
//! | assume the role, once it is known | [`crate::roles::assume_role`] | `AssumeRole` |
//! | exchange the credentials for a sign-in token | [`get_signin_token`] | `getSigninToken` of the federation endpoint |
//! | make the URL of the token | [`login_url`] | none: `login` of the federation endpoint is for the browser |
//! | detach the policy, delete the role | [`crate::roles::detach_policy`], [`crate::roles::delete_role`] | `DetachRolePolicy`, `DeleteRole` |
//!
//! The session in the console ends with the role, so the program keeps the role until Enter; with
//! `--yes` only if `--wait` says so. The root user can assume no role: an administrator stands in.
//!
//! ```
//! use iamd_scenarios::SigninEndpoint;
//!
//! let endpoint = SigninEndpoint::beside("http://127.0.0.1:4566")?;
//! assert_eq!(endpoint.to_string(), "http://127.0.0.1:4566/federation");
//! # Ok::<(), iamd_scenarios::federation::InvalidAddress>(())
//! ```

mod browser;
mod endpoint;
pub(crate) mod program;

use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_iam::{config::retry::RetryConfig, error::SdkError};
use aws_sdk_sts::types::Credentials;
use aws_smithy_runtime::client::{
    orchestrator::operation::Operation,
    retries::classifiers::{HttpStatusCodeClassifier, TransientErrorClassifier},
};
use aws_smithy_runtime_api::client::{
    orchestrator::{HttpRequest, HttpResponse, OrchestratorError, SensitiveOutput},
    runtime_plugin::StaticRuntimePlugin,
};
use aws_smithy_types::config_bag::Layer;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

pub use browser::Browser;
pub use endpoint::{InvalidAddress, SigninEndpoint, web_address};

use crate::{Attempt, Failure, Problem};

/// A sign-in token: for a quarter of an hour, whoever has it may sign in with it.
///
/// SECURITY: it is shown as a part of the URL alone.
pub struct SigninToken(String);

/// What a URL that signs in says besides the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Login<'a> {
    /// Who made the URL: where people go for another one.
    pub issuer: &'a str,
    /// The page of the console that the URL leads to.
    pub destination: &'a str,
}

/// Exchanges the credentials of a session for a sign-in token. The console session that comes of it
/// lasts `session_seconds`, however soon the credentials expire.
///
/// The request goes through the HTTP client of the configuration, and is not signed: the credentials
/// themselves are its parameters.
///
/// # Errors
/// The endpoint refused, or its answer holds no token.
pub async fn get_signin_token(
    configuration: &SdkConfig,
    endpoint: &SigninEndpoint,
    session: &Credentials,
    session_seconds: u32,
) -> Result<SigninToken, Failure> {
    let Credentials {
        access_key_id,
        secret_access_key,
        session_token,
        ..
    } = session;
    let session = json!({
        "sessionId": access_key_id,
        "sessionKey": secret_access_key,
        "sessionToken": session_token,
    });
    let query = query(&[
        ("Action", "getSigninToken"),
        ("SessionDuration", &session_seconds.to_string()),
        ("Session", &session.to_string()),
    ]);
    let asked = Asked(format!("{}?{query}", endpoint.path()));
    let answer = operation(configuration, endpoint).invoke(asked).await;
    let Answer(token) = answer.map_err(|error| Failure::Call {
        attempt: Box::new(Attempt::SigninToken(endpoint.to_string())),
        problem: problem(&error),
    })?;
    tracing::info!(%endpoint, key_id = access_key_id, session_seconds, "got a sign-in token");
    Ok(SigninToken(token))
}

/// The URL that signs a browser in and leads to a page of the console.
///
/// SECURITY: it holds the token.
pub fn login_url(endpoint: &SigninEndpoint, token: &SigninToken, login: Login<'_>) -> String {
    let query = query(&[
        ("Action", "login"),
        ("Issuer", login.issuer),
        ("Destination", login.destination),
        ("SigninToken", &token.0),
    ]);
    format!("{endpoint}?{query}")
}

/// What stays as it is in a query.
///
/// SOURCE: RFC 3986, section 2.3, "Unreserved Characters".
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn query(parameters: &[(&str, &str)]) -> String {
    let pairs = parameters
        .iter()
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, ESCAPED)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A path with its query.
struct Asked(String);

/// The token of an answer.
struct Answer(String);

/// The SDK wants to be able to show what goes in and out.
macro_rules! hidden {
    ($($secret:ident)*) => {
        $(impl std::fmt::Debug for $secret {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($secret), "(…)"))
            }
        })*
    };
}

hidden!(Asked Answer SigninToken);

/// What is wrong with an answer.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum SigninFault {
    /// The endpoint said no.
    #[error("HTTP status {status}")]
    Refused { status: u16, said: String },
    /// Something else than the endpoint answered.
    #[error("it is no JSON")]
    NoJson,
    #[error("it has no SigninToken")]
    NoToken,
}

/// The request as an operation of the SDK, with the HTTP client, the times and the retries of the
/// other calls.
fn operation(
    configuration: &SdkConfig,
    endpoint: &SigninEndpoint,
) -> Operation<Asked, Answer, SigninFault> {
    let mut hidden = Layer::new("hidden");
    hidden.store_put(SensitiveOutput);
    let retries = configuration.retry_config().cloned();
    let mut builder = Operation::builder()
        .service_name("federation")
        .operation_name("getSigninToken")
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint.origin())
        .no_auth()
        .standard_retry(&retries.unwrap_or_else(RetryConfig::standard))
        .retry_classifier(HttpStatusCodeClassifier::default())
        .retry_classifier(TransientErrorClassifier::<SigninFault>::new())
        .runtime_plugin(StaticRuntimePlugin::new().with_config(hidden.freeze()));
    if let Some(client) = configuration.http_client() {
        builder = builder.http_client(client);
    }
    if let Some(sleep) = configuration.sleep_impl() {
        builder = builder.sleep_impl(sleep);
    }
    if let Some(timeouts) = configuration.timeout_config() {
        builder = builder.timeout_config(timeouts.clone());
    }
    builder
        .serializer(|asked: Asked| {
            let mut request = HttpRequest::get(asked.0)?;
            request.headers_mut().insert("accept", "application/json");
            Ok(request)
        })
        .deserializer(|answer: &HttpResponse| {
            let body = answer.body().bytes().unwrap_or_default();
            let token = token_in(answer.status().as_u16(), body);
            token.map(Answer).map_err(OrchestratorError::operation)
        })
        .build()
}

/// The token in an answer.
fn token_in(status: u16, body: &[u8]) -> Result<String, SigninFault> {
    let body = serde_json::from_slice::<Value>(body).ok();
    if status != 200 {
        return Err(SigninFault::Refused {
            status,
            said: body.as_ref().and_then(reason_in).unwrap_or_default(),
        });
    }
    let token = body.ok_or(SigninFault::NoJson)?;
    let token = token.get("SigninToken").and_then(Value::as_str);
    token.map(str::to_owned).ok_or(SigninFault::NoToken)
}

/// LIMIT: characters of an endpoint's reason that are shown.
const REASON_CHARS_MAX: usize = 300;

/// Why the endpoint says no, if it says so: whatever text is the first in its answer under a name of
/// an error's text.
///
/// SECURITY: nothing in it moves the cursor of the terminal.
fn reason_in(body: &Value) -> Option<String> {
    let names = ["message", "Message", "error_description", "error"];
    let said = names
        .iter()
        .find_map(|name| body.get(name).and_then(Value::as_str))?;
    let shown = said.chars().filter(|it| !it.is_control());
    Some(shown.take(REASON_CHARS_MAX).collect())
}

fn problem(error: &SdkError<SigninFault>) -> Problem {
    match error {
        SdkError::ServiceError(answer) => match answer.err() {
            SigninFault::Refused { said, .. } => Problem::Refused {
                code: answer.err().to_string(),
                message: Some(said.clone()).filter(|said| !said.is_empty()),
                request_id: None,
            },
            SigninFault::NoJson => Problem::NoJson,
            SigninFault::NoToken => Problem::Lacks {
                member: "SigninToken",
            },
        },
        error => Problem::without_answer(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint() -> SigninEndpoint {
        "https://signin.example/federation".parse().unwrap()
    }

    #[test]
    fn a_url_holds_what_it_needs_escaped() {
        let token = SigninToken("a+b/c=".to_owned());
        let login = Login {
            issuer: "https://example.org/a b",
            destination: "https://console.example/#/ü",
        };
        let expect = "https://signin.example/federation?Action=login\
                      &Issuer=https%3A%2F%2Fexample.org%2Fa%20b\
                      &Destination=https%3A%2F%2Fconsole.example%2F%23%2F%C3%BC\
                      &SigninToken=a%2Bb%2Fc%3D";
        assert_eq!(login_url(&endpoint(), &token, login), expect);
    }

    #[test]
    fn a_token_is_the_member_of_this_name() {
        let body = br#"{"SigninToken":"t"}"#;
        assert_eq!(token_in(200, body), Ok("t".to_owned()));
        for (body, fault) in [
            ("<html>", SigninFault::NoJson),
            ("", SigninFault::NoJson),
            (r#"{"Token":"t"}"#, SigninFault::NoToken),
            (r#"{"SigninToken":1}"#, SigninFault::NoToken),
            ("[]", SigninFault::NoToken),
        ] {
            assert_eq!(token_in(200, body.as_bytes()), Err(fault), "{body}");
        }
    }

    #[test]
    fn a_refusal_is_told_with_its_reason_if_it_has_one() {
        let long = format!(r#"{{"message":"{}"}}"#, "x".repeat(1000));
        for (body, expect) in [
            (r#"{"message":"No.\u001b[2J"}"#, "No.[2J".to_owned()),
            (r#"{"error":"No."}"#, "No.".to_owned()),
            ("<html>No.</html>", String::new()),
            (long.as_str(), "x".repeat(REASON_CHARS_MAX)),
        ] {
            let refused = SigninFault::Refused {
                status: 400,
                said: expect,
            };
            // A token that comes with a refusal does not count.
            assert_eq!(token_in(400, body.as_bytes()), Err(refused), "{body}");
        }
    }

    #[test]
    fn tokens_are_not_shown() {
        assert_eq!(format!("{:?}", SigninToken("t".into())), "SigninToken(…)");
    }
}
