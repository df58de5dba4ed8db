//! What is asked of the federation endpoint.

use std::fmt;

use iamd_ident::Secret;
use serde::Deserialize;

use super::destination::DestinationFault;

/// LIMIT: bytes of a form that is posted to the endpoint.
pub(crate) const FORM_BYTES_MAX: u64 = 64 * 1024;

/// LIMIT: parameters of a request that are looked at.
const PARAMETERS_MAX: usize = 64;

/// One request. Parameters that the endpoint does not know are passed over, as AWS passes over the
/// `SessionType` of its older examples.
///
/// SOURCE: IAM User Guide, "Enable custom identity broker access to the AWS console".
#[derive(Debug)]
pub(crate) enum FederationRequest {
    /// Temporary credentials want a sign-in token.
    GetSigninToken(TokenRequest),
    /// A browser brings a sign-in token.
    Login(LoginRequest),
    /// A browser wants its session to end, and to go on from there.
    ///
    /// SOURCE: programs that open consoles of several accounts one after the other send browsers
    /// here first.
    Logout {
        /// Where to go then: another sign-in, mostly.
        redirect_uri: Option<String>,
    },
}

/// The temporary credentials of whoever shall sign in.
#[derive(Debug)]
pub(crate) struct TokenRequest {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: Secret<String>,
    pub(crate) session_token: Secret<String>,
    /// How long the console session shall last, if that is said.
    pub(crate) session_duration_seconds: Option<u32>,
}

/// What a browser signs in with.
#[derive(Debug)]
pub(crate) struct LoginRequest {
    pub(crate) token: Secret<String>,
    pub(crate) destination: String,
    pub(crate) issuer: String,
}

/// Why a request is not understood. No text repeats a value: some are secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RequestFault {
    #[error("Action must be getSigninToken, login or logout.")]
    Action,
    #[error("The parameter {0} is missing.")]
    Missing(&'static str),
    #[error(
        "Session must be a JSON object with the texts sessionId, sessionKey and sessionToken, \
         encoded for URLs."
    )]
    Session,
    #[error("SessionDuration must be a number of seconds.")]
    SessionDuration,
    #[error("The request must be a GET or a POST, with at most {FORM_BYTES_MAX} bytes of form.")]
    Body,
    #[error(transparent)]
    Destination(#[from] DestinationFault),
}

/// What a request asks to be done, whatever else it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    GetSigninToken,
    Login,
    Logout,
}

impl Action {
    const ALL: [(&'static str, Self); 3] = [
        ("getSigninToken", Self::GetSigninToken),
        ("login", Self::Login),
        ("logout", Self::Logout),
    ];
}

/// The parameters of a request, of its query first, then of its form.
pub(crate) struct Parameters(Vec<(String, Secret<String>)>);

impl Parameters {
    pub(crate) fn of(query: &str, form: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes()).chain(form_urlencoded::parse(form));
        let owned = pairs.map(|(name, value)| (name.into_owned(), value.into_owned().into()));
        Self(owned.take(PARAMETERS_MAX).collect())
    }

    /// The first value that is not empty.
    fn value(&self, name: &'static str) -> Result<&Secret<String>, RequestFault> {
        let found = self
            .0
            .iter()
            .find(|(known, value)| known == name && !value.expose().is_empty());
        found
            .map(|(_, value)| value)
            .ok_or(RequestFault::Missing(name))
    }

    fn optional(&self, name: &'static str) -> Option<&str> {
        let value = self.value(name).ok()?;
        Some(value.expose().as_str())
    }

    /// What is to be done.
    ///
    /// # Errors
    /// It is nothing that the endpoint does.
    pub(crate) fn action(&self) -> Result<Action, RequestFault> {
        let name = self.optional("Action").ok_or(RequestFault::Action)?;
        let known = Action::ALL.iter().find(|(known, _)| *known == name);
        known.map(|(_, action)| *action).ok_or(RequestFault::Action)
    }

    /// The whole request.
    ///
    /// # Errors
    /// It is not understood.
    pub(crate) fn request(&self) -> Result<FederationRequest, RequestFault> {
        Ok(match self.action()? {
            Action::GetSigninToken => FederationRequest::GetSigninToken(self.token_request()?),
            Action::Login => FederationRequest::Login(LoginRequest {
                token: self.value("SigninToken")?.clone(),
                destination: self.value("Destination")?.expose().clone(),
                issuer: self.optional("Issuer").unwrap_or_default().to_owned(),
            }),
            Action::Logout => FederationRequest::Logout {
                redirect_uri: self.optional("redirect_uri").map(str::to_owned),
            },
        })
    }

    fn token_request(&self) -> Result<TokenRequest, RequestFault> {
        let session = self.value("Session")?.expose();
        // The error of the parser may hold a part of the text.
        let session: SessionText =
            serde_json::from_str(session).map_err(|_| RequestFault::Session)?;
        let duration = self.optional("SessionDuration");
        let duration = duration.map(str::parse).transpose();
        Ok(TokenRequest {
            access_key_id: session.access_key_id,
            secret_access_key: session.secret_access_key.into(),
            session_token: session.token.into(),
            session_duration_seconds: duration.map_err(|_| RequestFault::SessionDuration)?,
        })
    }
}

impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|(name, _)| name);
        f.debug_set().entries(names).finish()
    }
}

/// SOURCE: the same page of the IAM User Guide.
#[derive(Deserialize)]
struct SessionText {
    #[serde(rename = "sessionId")]
    access_key_id: String,
    #[serde(rename = "sessionKey")]
    secret_access_key: String,
    #[serde(rename = "sessionToken")]
    token: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESSION: &str =
        r#"{"sessionId": "ASIAEXAMPLE", "sessionKey": "a+b/c", "sessionToken": "t"}"#;

    fn encoded(pairs: &[(&str, &str)]) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(pairs).finish()
    }

    fn of(pairs: &[(&str, &str)]) -> Result<FederationRequest, RequestFault> {
        let in_query = Parameters::of(&encoded(pairs), b"").request();
        let in_form = Parameters::of("", encoded(pairs).as_bytes()).request();
        assert_eq!(format!("{in_query:?}"), format!("{in_form:?}"));
        in_query
    }

    #[track_caller]
    fn refused(pairs: &[(&str, &str)], expect: RequestFault) {
        assert_eq!(of(pairs).expect_err("it should be refused"), expect);
    }

    #[test]
    fn credentials_are_read_from_the_session() {
        let asked = of(&[
            ("Action", "getSigninToken"),
            ("SessionType", "json"),
            ("SessionDuration", "43200"),
            ("Session", SESSION),
        ]);
        let FederationRequest::GetSigninToken(asked) = asked.unwrap() else {
            panic!("another action");
        };
        assert_eq!(asked.access_key_id, "ASIAEXAMPLE");
        assert!(asked.secret_access_key.matches(b"a+b/c"));
        assert!(asked.session_token.matches(b"t"));
        assert_eq!(asked.session_duration_seconds, Some(43_200));
    }

    #[test]
    fn without_a_duration_none_is_asked_for() {
        for duration in [None, Some(("SessionDuration", ""))] {
            let mut pairs = vec![("Action", "getSigninToken"), ("Session", SESSION)];
            pairs.extend(duration);
            let FederationRequest::GetSigninToken(asked) = of(&pairs).unwrap() else {
                panic!("another action");
            };
            assert_eq!(asked.session_duration_seconds, None);
        }
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        use RequestFault as Fault;
        let token = ("Action", "getSigninToken");
        refused(&[], Fault::Action);
        refused(&[("Action", "GetSigninToken")], Fault::Action);
        refused(&[token], Fault::Missing("Session"));
        refused(&[("Action", "login")], Fault::Missing("SigninToken"));
        let pairs = [("Action", "login"), ("SigninToken", "t")];
        refused(&pairs, Fault::Missing("Destination"));
        for session in ["", "x", "[]", "{}", r#"{"sessionId": 1}"#] {
            let fault = match session {
                "" => Fault::Missing("Session"),
                _ => Fault::Session,
            };
            refused(&[token, ("Session", session)], fault);
        }
        for duration in ["x", "-1", "1.5", "1e3", "99999999999", "0x10"] {
            let pairs = [token, ("Session", SESSION), ("SessionDuration", duration)];
            refused(&pairs, Fault::SessionDuration);
        }
    }

    #[test]
    fn nothing_shows_a_secret() {
        let pairs = [("Action", "getSigninToken"), ("Session", SESSION)];
        let parameters = Parameters::of(&encoded(&pairs), b"");
        let shown = format!("{parameters:?} {:?}", parameters.request());
        assert!(!shown.contains("a+b/c"), "{shown}");
    }
}
