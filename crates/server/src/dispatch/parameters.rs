//! The parameters of an operation as the audit keeps them.

use iamd_api::Form;
use serde_json::{Map, Value};

/// Parameters that hold a secret, in whatever operation.
///
/// SOURCE: the members that the service models mark as sensitive, and those that are good for
/// signing in or proving something for a while.
const SECRETS: &[&str] = &[
    "AuthenticationCode1",
    "AuthenticationCode2",
    "NewPassword",
    "OldPassword",
    "Password",
    "PrivateKey",
    "SAMLAssertion",
    "SecretAccessKey",
    "TokenCode",
    "TradeInToken",
    "WebIdentityToken",
];

/// What stands for a secret. SOURCE: CloudTrail writes the same.
const HIDDEN: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// LIMIT: characters that the audit keeps of one parameter, and parameters that it keeps of one
/// request.
const VALUE_CHARS_MAX: usize = 10_000;
const PARAMETERS_MAX: usize = 1_000;

/// The parameters as a JSON object, in CloudTrail's spelling, without secrets.
///
/// SECURITY: parameters of the signature are left out, which are good for replaying a request.
pub(super) fn without_secrets(form: &Form) -> Value {
    let mut parameters = Map::new();
    let members = form.members().filter(|(name, _)| {
        !matches!(*name, "Action" | "Version") && !name.starts_with("X-Amz-")
    });
    for (name, value) in members.take(PARAMETERS_MAX) {
        let last = name.rsplit('.').find(|part| part.parse::<u32>().is_err() && *part != "member");
        let value = if last.is_some_and(|last| SECRETS.contains(&last)) {
            HIDDEN.to_owned()
        } else {
            value.chars().take(VALUE_CHARS_MAX).collect()
        };
        parameters.insert(spelled(name), Value::String(value));
    }
    Value::Object(parameters)
}

/// `Tags.member.1.Key` as `tags.1.key`.
fn spelled(name: &str) -> String {
    let parts = name.split('.').filter(|part| *part != "member");
    let lower = parts.map(|part| {
        let mut characters = part.chars();
        let first = characters.next().map(|first| first.to_ascii_lowercase());
        first.into_iter().chain(characters).collect::<String>()
    });
    lower.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_signatures_are_left_out() {
        let form = Form::parse(
            b"Action=CreateLoginProfile&Version=2010-05-08&UserName=Bob&Password=hunter2\
              &Tags.member.1.Key=team&X-Amz-Signature=abc",
        );
        let shown = without_secrets(&form.unwrap()).to_string();
        assert_eq!(
            shown,
            r#"{"password":"HIDDEN_DUE_TO_SECURITY_REASONS","tags.1.key":"team","userName":"Bob"}"#
        );
    }
}
