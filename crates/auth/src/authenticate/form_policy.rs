//! The policy of a form: until when it is good, and what its fields may say.

use base64::{Engine, prelude::BASE64_STANDARD};
use iamd_api::Error;
use iamd_ident::Timestamp;
use serde_json::Value;

use super::{
    form::{Form, LengthRange},
    named,
};

pub use self::error::FormPolicyError;

mod error;

/// A policy that was read.
///
/// SOURCE: S3 API reference, "Creating a POST Policy"; the texts of errors as observed.
#[derive(Debug)]
pub(super) struct FormPolicy {
    expiration: Timestamp,
    conditions: Vec<Condition>,
}

#[derive(Debug)]
enum Condition {
    Field(FieldCondition),
    Length(LengthRange),
}

/// What a field must be.
#[derive(Debug)]
struct FieldCondition {
    test: Test,
    /// As the policy writes it, without the `$`.
    field: String,
    value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    Eq,
    StartsWith,
}

/// LIMIT: bytes of a policy. S3 takes 20 KB of fields before the file altogether.
const BYTES_MAX: usize = 20_480;

/// LIMIT: how many conditions a policy has; each is tried once.
const CONDITIONS_MAX: usize = 256;

/// The field that a form has without having it: where it was sent.
const BUCKET: &str = "bucket";

/// The fields that need no condition, beside those that begin with [`IGNORED`].
const FREE: [&str; 3] = ["x-amz-signature", "policy", "file"];
const IGNORED: &str = "x-ignore-";

const EQ: &str = "eq";
const STARTS_WITH: &str = "starts-with";
const CONTENT_LENGTH_RANGE: &str = "content-length-range";

impl FormPolicy {
    /// Reads a policy as the form holds it: JSON in Base64.
    pub(super) fn parse(text: &str) -> Result<Self, FormPolicyError> {
        if text.len() > BYTES_MAX {
            return Err(FormPolicyError::TooLarge);
        }
        let digits: Vec<u8> = text
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect();
        let json = BASE64_STANDARD.decode(digits);
        let json = json.map_err(|_| FormPolicyError::NotBase64)?;
        let Ok(Value::Object(members)) = serde_json::from_slice(&json) else {
            return Err(FormPolicyError::NotJson);
        };
        let expiration = match members.get("expiration") {
            None => return Err(FormPolicyError::MissingExpiration),
            Some(value) => expiration(value)?,
        };
        let conditions = match members.get("conditions") {
            None => return Err(FormPolicyError::MissingConditions),
            Some(Value::Array(conditions)) => conditions,
            Some(_) => return Err(FormPolicyError::ConditionsNotList),
        };
        if conditions.len() > CONDITIONS_MAX {
            return Err(FormPolicyError::TooLarge);
        }
        let unknown = |name: &&String| !matches!(name.as_str(), "expiration" | "conditions");
        if let Some(name) = members.keys().find(unknown) {
            return Err(FormPolicyError::UnknownMember { name: name.clone() });
        }
        let conditions = conditions.iter().map(Condition::parse);
        Ok(Self {
            expiration,
            conditions: conditions.collect::<Result<_, _>>()?,
        })
    }

    /// Whether the form may be used at `now` and says what it may; tells how long its file may be.
    pub(super) fn check(
        &self,
        form: &Form<'_>,
        now: Timestamp,
    ) -> Result<LengthRange, FormPolicyError> {
        if now >= self.expiration {
            return Err(FormPolicyError::Expired);
        }
        let mut length = LengthRange::ANY;
        for condition in &self.conditions {
            match condition {
                Condition::Field(condition) => condition.check(form)?,
                Condition::Length(range) => {
                    length.min = length.min.max(range.min);
                    length.max = length.max.min(range.max);
                }
            }
        }
        self.check_extra_fields(form)?;
        Ok(length)
    }

    /// INVARIANT: whatever the form says was foreseen by whoever signed the policy, the bucket
    /// included.
    fn check_extra_fields(&self, form: &Form<'_>) -> Result<(), FormPolicyError> {
        let names = form.fields.iter().map(|(name, _)| name).chain([BUCKET]);
        let extra: Vec<_> = names
            .filter(|name| !is_free(name) && !self.foresees(name))
            .collect();
        if extra.is_empty() {
            return Ok(());
        }
        Err(FormPolicyError::ExtraFields {
            names: extra.join(", "),
        })
    }

    fn foresees(&self, name: &str) -> bool {
        self.conditions.iter().any(|condition| match condition {
            Condition::Field(condition) => condition.field.eq_ignore_ascii_case(name),
            Condition::Length(_) => false,
        })
    }
}

impl Condition {
    fn parse(value: &Value) -> Result<Self, FormPolicyError> {
        match value {
            Value::Array(elements) => Self::parse_list(elements),
            Value::Object(members) => {
                let mut members = members.iter();
                let (Some((field, value)), None) = (members.next(), members.next()) else {
                    return Err(FormPolicyError::NotOneProperty);
                };
                let value = value.as_str().ok_or(FormPolicyError::ValueNotString)?;
                Ok(Self::Field(FieldCondition {
                    test: Test::Eq,
                    field: field.clone(),
                    value: value.to_owned(),
                }))
            }
            _ => Err(FormPolicyError::NotCondition),
        }
    }

    fn parse_list(elements: &[Value]) -> Result<Self, FormPolicyError> {
        let operator = elements.first().and_then(Value::as_str);
        let operator = operator.ok_or(FormPolicyError::MissingOperation)?;
        let operation = operator.to_ascii_lowercase();
        let test = match operation.as_str() {
            EQ => Some(Test::Eq),
            STARTS_WITH => Some(Test::StartsWith),
            CONTENT_LENGTH_RANGE => None,
            _ => {
                let operation = operator.to_owned();
                return Err(FormPolicyError::UnknownOperation { operation });
            }
        };
        let [_, first, second] = elements else {
            return Err(FormPolicyError::WrongArguments { operation });
        };
        let malformed = || FormPolicyError::MalformedArguments {
            operation: operation.clone(),
        };
        let Some(test) = test else {
            let (min, max) = (number(first), number(second));
            let (min, max) = (min.ok_or_else(malformed)?, max.ok_or_else(malformed)?);
            return Ok(Self::Length(LengthRange { min, max }));
        };
        let field = first.as_str().and_then(|field| field.strip_prefix('$'));
        Ok(Self::Field(FieldCondition {
            test,
            field: field.ok_or_else(malformed)?.to_owned(),
            value: second.as_str().ok_or_else(malformed)?.to_owned(),
        }))
    }
}

impl FieldCondition {
    /// A field that stands there several times must be right each time; one that does not stand
    /// there is not right, whatever is wanted of it.
    fn check(&self, form: &Form<'_>) -> Result<(), FormPolicyError> {
        let is_bucket = self.field.eq_ignore_ascii_case(BUCKET);
        let implied = is_bucket.then_some(form.bucket);
        let mut values = form.fields.values(&self.field).chain(implied).peekable();
        if values.peek().is_some() && values.all(|value| self.is_met(value)) {
            return Ok(());
        }
        Err(FormPolicyError::ConditionFailed {
            condition: self.text(),
        })
    }

    fn is_met(&self, value: &str) -> bool {
        match self.test {
            Test::Eq => value == self.value,
            // SOURCE: "Creating a POST Policy": a list of content types is tried one by one.
            Test::StartsWith if self.field.eq_ignore_ascii_case("content-type") => value
                .split(',')
                .all(|part| part.trim().starts_with(&self.value)),
            Test::StartsWith => value.starts_with(&self.value),
        }
    }

    /// The condition as S3 tells it: `["eq", "$key", "x"]`.
    fn text(&self) -> String {
        let test = match self.test {
            Test::Eq => EQ,
            Test::StartsWith => STARTS_WITH,
        };
        let quoted = |text: &str| Value::from(text).to_string();
        let field = quoted(&format!("${}", self.field));
        format!("[{}, {field}, {}]", quoted(test), quoted(&self.value))
    }
}

impl FormPolicyError {
    /// The error for the client.
    pub(super) fn answer(&self) -> Error {
        named(self.code(), self.to_string())
    }
}

fn is_free(name: &str) -> bool {
    let start = name.as_bytes().get(..IGNORED.len());
    let is_ignored = start.is_some_and(|start| start.eq_ignore_ascii_case(IGNORED.as_bytes()));
    is_ignored || FREE.iter().any(|free| name.eq_ignore_ascii_case(free))
}

/// A moment as the policy writes it, in UTC: `2026-01-31T12:00:00.000Z`.
fn expiration(value: &Value) -> Result<Timestamp, FormPolicyError> {
    let text = value.as_str().unwrap_or_default();
    let at = text.parse().ok();
    let at = at.filter(|_| text.ends_with('Z') && text.contains('T'));
    at.ok_or_else(|| FormPolicyError::InvalidExpiration {
        expiration: value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned),
    })
}

/// A length, as a number or as its digits.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
