//! What browsers are told about pages of other origins.
//!
//! SOURCE: S3 User Guide, "Using cross-origin resource sharing (CORS)", "How does Amazon S3 evaluate
//! the CORS configuration on a bucket?"; texts as AWS answers.

use http::{
    HeaderMap, HeaderValue, Method,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS,
        ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS,
        ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD,
        ORIGIN, VARY,
    },
};
use iamd_api::{Error, ErrorCode};

use crate::CorsRule;

/// What a browser asks for: before the request, or with it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'q> {
    origin: &'q str,
    method: &'q str,
    /// As they were sent, with commas.
    headers: Option<&'q str>,
}

impl<'q> Question<'q> {
    /// None unless a page of another origin asks.
    ///
    /// A request that names a method counts as a preflight would, as AWS has it.
    pub(crate) fn of(method: &'q Method, headers: &'q HeaderMap) -> Option<Self> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        Some(Self {
            origin: text(ORIGIN)?,
            method: text(ACCESS_CONTROL_REQUEST_METHOD).unwrap_or(method.as_str()),
            headers: text(ACCESS_CONTROL_REQUEST_HEADERS).filter(|names| !names.is_empty()),
        })
    }

    /// What a preflight asks.
    ///
    /// # Errors
    /// It leaves something out.
    pub(crate) fn of_preflight(headers: &'q HeaderMap) -> Result<Self, Error> {
        let asked = Self::of(&Method::OPTIONS, headers).ok_or_else(|| {
            let text = "Insufficient information. Origin request header needed.";
            Error::new(ErrorCode::BadRequest, text)
        })?;
        if !headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
            let text = "Invalid Access-Control-Request-Method: null";
            return Err(Error::new(ErrorCode::BadRequest, text));
        }
        Ok(asked)
    }

    /// The answer to a preflight: the rules of the bucket decide, before anybody is known.
    ///
    /// # Errors
    /// There is no bucket, it has no rules, or none of them fits.
    pub(crate) fn preflight(&self, rules: Option<&[CorsRule]>) -> Result<HeaderMap, Error> {
        let refused = |text: &str, resource: &str| {
            let error = Error::new(ErrorCode::AccessForbidden, format!("CORSResponse: {text}"));
            Err(error
                .with("Method", self.method)
                .with("ResourceType", resource))
        };
        match rules {
            None => refused("Bucket not found", "BUCKET"),
            Some([]) => refused("CORS is not enabled for this bucket.", "BUCKET"),
            Some(rules) => match self.headers(rules) {
                Some(headers) => Ok(headers),
                None => refused(NOT_ALLOWED, "OBJECT"),
            },
        }
    }

    /// The headers that the first rule which fits gives an answer.
    pub(crate) fn headers(&self, rules: &[CorsRule]) -> Option<HeaderMap> {
        let rule = rules.iter().find(|rule| self.fits(rule))?;
        let anyone = rule.allowed_origins.iter().any(|origin| origin == "*");
        let mut headers = HeaderMap::new();
        let mut tell = |name, text: &str| {
            if let Ok(value) = HeaderValue::from_str(text) {
                headers.insert(name, value);
            }
        };
        tell(
            ACCESS_CONTROL_ALLOW_ORIGIN,
            if anyone { "*" } else { self.origin },
        );
        tell(
            ACCESS_CONTROL_ALLOW_METHODS,
            &rule.allowed_methods.join(", "),
        );
        if let Some(asked) = self.headers {
            let names: Vec<_> = asked
                .split(',')
                .map(|name| name.trim().to_lowercase())
                .collect();
            tell(ACCESS_CONTROL_ALLOW_HEADERS, &names.join(", "));
        }
        if !rule.expose_headers.is_empty() {
            tell(
                ACCESS_CONTROL_EXPOSE_HEADERS,
                &rule.expose_headers.join(", "),
            );
        }
        if let Some(seconds) = rule.max_age_seconds {
            tell(ACCESS_CONTROL_MAX_AGE, &seconds.to_string());
        }
        if !anyone {
            tell(ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
        tell(
            VARY,
            "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
        );
        Some(headers)
    }

    fn fits(&self, rule: &CorsRule) -> bool {
        let origin = |pattern: &String| matches(pattern, self.origin);
        let header = |name: &str| {
            let name = name.trim().to_lowercase();
            let mut patterns = rule.allowed_headers.iter();
            patterns.any(|pattern| matches(&pattern.to_lowercase(), &name))
        };
        rule.allowed_methods
            .iter()
            .any(|method| method == self.method)
            && rule.allowed_origins.iter().any(origin)
            && self
                .headers
                .is_none_or(|names| names.split(',').all(header))
    }
}

/// The typing error is AWS's.
const NOT_ALLOWED: &str = "This CORS request is not allowed. This is usually because the evalution \
    of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers \
    are not whitelisted by the resource's CORS spec.";

/// Whether a text fits a pattern with at most one `*`.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, end)) => text
            .strip_prefix(start)
            .is_some_and(|rest| rest.ends_with(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(ToString::to_string).collect()
    }

    fn rules() -> Vec<CorsRule> {
        vec![
            CorsRule {
                allowed_origins: texts(&["https://*.example.com", "https://one.test"]),
                allowed_methods: texts(&["GET", "PUT"]),
                allowed_headers: texts(&["X-Amz-*", "content-type"]),
                expose_headers: texts(&["ETag"]),
                max_age_seconds: Some(60),
            },
            CorsRule {
                allowed_origins: texts(&["*"]),
                allowed_methods: texts(&["GET"]),
                ..CorsRule::default()
            },
        ]
    }

    fn asking(headers: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = headers.iter().map(|(name, value)| {
            (
                http::HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        pairs.collect()
    }

    const ORIGIN: &str = "origin";
    const METHOD: &str = "access-control-request-method";
    const HEADERS: &str = "access-control-request-headers";

    /// The allowed origin of the answer, or the text of the refusal.
    #[track_caller]
    fn check(headers: &[(&'static str, &'static str)], expect: Result<&str, &str>) {
        let headers = asking(headers);
        let answered = Question::of_preflight(&headers)
            .and_then(|question| question.preflight(Some(&rules())));
        match (answered, expect) {
            (Ok(headers), Ok(origin)) => {
                assert_eq!(headers.get("access-control-allow-origin").unwrap(), origin);
            }
            (Err(error), Err(text)) => assert!(error.message.starts_with(text), "{error}"),
            (answered, _) => panic!("{answered:?}"),
        }
    }

    #[test]
    fn the_first_rule_that_fits_answers() {
        let refused = Err("CORSResponse: This CORS request is not allowed. ");
        check(
            &[(ORIGIN, "https://a.example.com"), (METHOD, "PUT")],
            Ok("https://a.example.com"),
        );
        check(
            &[(ORIGIN, "https://one.test"), (METHOD, "GET")],
            Ok("https://one.test"),
        );
        check(&[(ORIGIN, "https://other.test"), (METHOD, "GET")], Ok("*"));
        check(&[(ORIGIN, "https://other.test"), (METHOD, "PUT")], refused);
        check(&[(ORIGIN, "https://one.test"), (METHOD, "DELETE")], refused);
        check(
            &[
                (ORIGIN, "https://one.test"),
                (METHOD, "PUT"),
                (HEADERS, "X-AMZ-Date, Content-Type"),
            ],
            Ok("https://one.test"),
        );
        check(
            &[
                (ORIGIN, "https://one.test"),
                (METHOD, "GET"),
                (HEADERS, "x-amz-date,authorization"),
            ],
            refused,
        );
        check(&[(METHOD, "GET")], Err("Insufficient information. "));
        check(
            &[(ORIGIN, "https://one.test")],
            Err("Invalid Access-Control-"),
        );
    }

    #[test]
    fn an_answer_tells_what_its_rule_says() {
        let headers = asking(&[
            (ORIGIN, "https://one.test"),
            (METHOD, "PUT"),
            (HEADERS, "X-Amz-Date, Content-Type"),
        ]);
        let question = Question::of_preflight(&headers).unwrap();
        let told = question.preflight(Some(&rules())).unwrap();
        for (name, expect) in [
            ("access-control-allow-methods", "GET, PUT"),
            ("access-control-allow-headers", "x-amz-date, content-type"),
            ("access-control-expose-headers", "ETag"),
            ("access-control-max-age", "60"),
            ("access-control-allow-credentials", "true"),
        ] {
            assert_eq!(told.get(name).unwrap(), expect, "{name}");
        }
        let error = question.preflight(None).unwrap_err();
        assert_eq!(error.message, "CORSResponse: Bucket not found");
        let error = question.preflight(Some(&[])).unwrap_err();
        assert_eq!(
            error.message,
            "CORSResponse: CORS is not enabled for this bucket."
        );
    }

    #[test]
    fn a_request_of_the_page_itself_counts_with_its_own_method() {
        let headers = asking(&[(ORIGIN, "https://one.test")]);
        let question = Question::of(&Method::PUT, &headers).unwrap();
        assert!(question.headers(&rules()).is_some());
        let question = Question::of(&Method::DELETE, &headers).unwrap();
        assert!(question.headers(&rules()).is_none());
        assert!(Question::of(&Method::GET, &HeaderMap::new()).is_none());
    }
}
