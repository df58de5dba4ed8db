//! The parameters of an operation as the audit keeps them.

use std::borrow::Cow;

use iamd_api::Form;
use serde_json::{Map, Value};

/// Parameters that hold a secret, in whatever operation.
///
/// SOURCE: the members that the service models mark as sensitive, and those that are good for
/// signing in or proving something for a while.
///
/// INVARIANT: a test compares the list with the models, as operations that are not performed yet are
/// written down as well.
const SECRETS: &[&str] = &[
    "AddPrivateKey",
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

/// What a private key has in its first and last line, whatever kind it is of.
///
/// SECURITY: people mistake one file for another, and send it as a certificate or a public key.
///
/// SOURCE: RFC 7468, sections 10 and 11, and the files of OpenSSL and OpenSSH.
const PRIVATE_KEY_MARK: &str = "PRIVATE KEY-----";

/// What stands for a secret. SOURCE: CloudTrail writes the same.
const HIDDEN: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// LIMIT: characters that the audit keeps of one parameter, and parameters that it keeps of one
/// request.
const VALUE_CHARS_MAX: usize = 10_000;
const PARAMETERS_MAX: usize = 1_000;

/// LIMIT: bytes that the audit keeps of all parameters of one request, as they stand in JSON.
/// Every caller has its requests written down, even denied ones, and must not fill the disk.
///
/// SOURCE: CloudTrail User Guide, "CloudTrail record contents": `requestParameters` has at most
/// 100 KB, what is beyond is cut off.
const BYTES_MAX: usize = 100_000;

/// The parameters as a JSON object, in CloudTrail's spelling, without secrets.
///
/// SECURITY: parameters of the signature are left out, which are good for replaying a request.
pub fn parameters_without_secrets(form: &Form) -> Value {
    let mut parameters = Map::new();
    let mut room = Room(BYTES_MAX);
    let members = form
        .members()
        .filter(|(name, _)| !matches!(*name, "Action" | "Version") && !is_of_signature(name));
    for (name, value) in members.take(PARAMETERS_MAX) {
        let shown = spelled(name);
        if room.cut(&shown) != shown {
            break;
        }
        let last = name
            .rsplit('.')
            .find(|part| part.parse::<u32>().is_err() && *part != "member");
        let value = if last.is_some_and(is_secret) || value.contains(PRIVATE_KEY_MARK) {
            HIDDEN.to_owned()
        } else {
            room.cut(&without_secret_keys(value))
        };
        parameters.insert(shown, Value::String(value));
    }
    Value::Object(parameters)
}

/// The length of a secret access key.
const SECRET_KEY_CHARS: usize = 40;

/// A text without what looks like a secret access key: forty letters, digits, `/` and `+` that stand
/// by themselves, some of each case and a digit among them.
///
/// SECURITY: people mistake the secret of a key for its id, and errors repeat what was asked for.
pub fn without_secret_keys(text: &str) -> Cow<'_, str> {
    let is_of_key = |character: char| character.is_ascii_alphanumeric() || "/+".contains(character);
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_of_key) {
        let (before, from) = rest.split_at(start);
        let length = from.find(|character| !is_of_key(character));
        let (word, after) = from.split_at(length.unwrap_or(from.len()));
        kept.push_str(before);
        kept.push_str(if is_like_secret_key(word) {
            HIDDEN
        } else {
            word
        });
        rest = after;
    }
    kept.push_str(rest);
    if kept == text {
        return Cow::Borrowed(text);
    }
    Cow::Owned(kept)
}

fn is_like_secret_key(word: &str) -> bool {
    word.len() == SECRET_KEY_CHARS
        && word.contains(|character: char| character.is_ascii_uppercase())
        && word.contains(|character: char| character.is_ascii_lowercase())
        && word.contains(|character: char| character.is_ascii_digit())
}

/// A session token is among them, which is good for every request of its session.
fn is_of_signature(name: &str) -> bool {
    const PREFIX: &str = "x-amz-";
    name.get(..PREFIX.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

/// Who mistypes the case of a name may have meant it.
fn is_secret(name: &str) -> bool {
    SECRETS
        .iter()
        .any(|secret| secret.eq_ignore_ascii_case(name))
}

/// How many bytes there is still room for.
struct Room(usize);

impl Room {
    /// As much of a text as there is room for, and as one parameter may have.
    fn cut(&mut self, text: &str) -> String {
        let fits = |character: &char| {
            let left = self.0.checked_sub(bytes_in_json(*character));
            self.0 = left.unwrap_or_default();
            left.is_some()
        };
        text.chars()
            .take(VALUE_CHARS_MAX)
            .take_while(fits)
            .collect()
    }
}

/// How many bytes a character takes up in a JSON text, at most.
fn bytes_in_json(character: char) -> usize {
    match character {
        '\0'..'\x20' => r"\u0000".len(),
        '"' | '\\' => 2,
        other => other.len_utf8(),
    }
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
    fn a_private_key_in_the_wrong_place_is_hidden() {
        for kind in ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "] {
            let key = format!("-----BEGIN {kind}PRIVATE KEY-----\nAAAA\n");
            let members = [("CertificateBody", key.as_str()), ("UserName", "Bob")];
            let shown = parameters_without_secrets(&Form::from_members(members).unwrap());
            assert_eq!(shown["certificateBody"], HIDDEN);
            assert_eq!(shown["userName"], "Bob");
        }
    }

    #[test]
    fn a_secret_key_in_the_place_of_its_id_is_hidden() {
        let key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        let members = [("AccessKeyId", key), ("UserName", "Bob")];
        let shown = parameters_without_secrets(&Form::from_members(members).unwrap());
        assert_eq!(shown["accessKeyId"], HIDDEN);
        let text = format!("The Access Key with id {key} cannot be found.");
        assert_eq!(
            without_secret_keys(&text),
            format!("The Access Key with id {HIDDEN} cannot be found.")
        );
        // A thumbprint, an id, a longer word, an ARN.
        for text in [
            "9e99a48a9960b14926bb7f3b02e22da2b0ab7280",
            "AIDAIOSFODNN7EXAMPLE",
            &format!("{key}x"),
            "arn:aws:iam::123456789012:user/division_abc/subdivision_xyz/Bob",
            "",
        ] {
            assert!(
                matches!(without_secret_keys(text), Cow::Borrowed(_)),
                "{text}"
            );
        }
    }

    #[test]
    fn secrets_and_signatures_are_left_out() {
        let form = Form::parse(
            b"Action=CreateLoginProfile&Version=2010-05-08&UserName=Bob&Password=hunter2\
              &Tags.member.1.Key=team&X-Amz-Signature=abc",
        );
        let shown = parameters_without_secrets(&form.unwrap()).to_string();
        assert_eq!(
            shown,
            r#"{"password":"HIDDEN_DUE_TO_SECURITY_REASONS","tags.1.key":"team","userName":"Bob"}"#
        );
    }

    #[test]
    fn passwords_are_left_out_wherever_they_stand() {
        let form = Form::parse(
            b"Action=ChangePassword&OldPassword=hunter2&NewPassword=hunter3&newPassword=hunter4\
              &Password.1=hunter5&Input.member.1.Password=hunter6",
        );
        let shown = parameters_without_secrets(&form.unwrap()).to_string();
        assert!(!shown.contains("hunter"), "{shown}");
    }

    #[test]
    fn codes_and_tokens_are_left_out_in_whatever_case() {
        let form = Form::parse(
            b"Action=AssumeRole&TokenCode=123456&tokencode=123456&SerialNumber=arn&ExternalId=e\
              &X-Amz-Security-Token=t&x-amz-security-token=t",
        );
        let shown = parameters_without_secrets(&form.unwrap()).to_string();
        assert!(!shown.contains("123456"), "{shown}");
        assert!(!shown.to_lowercase().contains("security-token"), "{shown}");
        assert!(shown.contains(r#""externalId":"e""#), "{shown}");
    }

    /// The names of the members of structures whose shape a model marks as sensitive.
    fn sensitive_members(model: &Value) -> Vec<&str> {
        let shapes = model["shapes"].as_object().unwrap();
        let is_sensitive = |shape: &Value| {
            let shape = shape.as_str().and_then(|name| shapes.get(name));
            shape.is_some_and(|shape| shape["sensitive"] == true)
        };
        let structures = shapes
            .values()
            .filter_map(|shape| shape["members"].as_object());
        let members = structures
            .flatten()
            .filter(|(_, shape)| is_sensitive(shape));
        members.map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn whatever_the_models_call_sensitive_is_hidden() {
        // What answers alone hold, no request brings.
        const OF_ANSWERS: [&str; 5] = [
            "Base32StringSeed",
            "QRCodePNG",
            "ServiceCredentialSecret",
            "ServicePassword",
            "SessionToken",
        ];
        for model in [
            include_str!("../../api/model/iam.json"),
            include_str!("../../api/model/sts.json"),
        ] {
            let model: Value = serde_json::from_str(model).unwrap();
            let members = sensitive_members(&model);
            assert!(!members.is_empty());
            for member in members {
                let known = SECRETS.contains(&member) || OF_ANSWERS.contains(&member);
                assert!(known, "{member} would be written down");
            }
        }
    }

    /// A validation text stands in the audit as well, and shows what no model and no patch calls
    /// sensitive.
    #[test]
    fn whatever_is_hidden_is_no_part_of_a_validation_text() {
        let patches = include_str!("../../api/model/patches.json");
        let patches: Value = serde_json::from_str(patches).unwrap();
        let patches = patches["shapes"].as_array().unwrap();
        let mut seen = 0;
        for (service, model) in [
            ("iam", include_str!("../../api/model/iam.json")),
            ("sts", include_str!("../../api/model/sts.json")),
        ] {
            let model: Value = serde_json::from_str(model).unwrap();
            let shapes = model["shapes"].as_object().unwrap();
            let structures = shapes
                .values()
                .filter_map(|shape| shape["members"].as_object());
            let members = structures.flatten();
            for (member, shape) in members.filter(|(member, _)| is_secret(member)) {
                let shape = shape.as_str().unwrap();
                let qualified = format!("{service}.{shape}");
                let is_patched = |patch: &Value| {
                    patch["shape"] == qualified.as_str() && patch["sensitive"] == true
                };
                let sensitive =
                    shapes[shape]["sensitive"] == true || patches.iter().any(is_patched);
                assert!(sensitive, "{member} would be shown");
                seen += 1;
            }
        }
        assert!(seen >= SECRETS.len());
    }

    #[test]
    fn what_a_caller_makes_up_takes_no_more_room_than_it_may() {
        for character in ["\u{1}", "\"", "\\", "x", "é", "😀"] {
            let value = character.repeat(VALUE_CHARS_MAX);
            let many: Vec<_> = (0..200)
                .map(|number| (format!("A{number}"), &value))
                .collect();
            let members = many
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let shown =
                parameters_without_secrets(&Form::from_members(members).unwrap()).to_string();
            let punctuation = 200 * r#""":"","#.len();
            let room = BYTES_MAX / 2..=BYTES_MAX + punctuation;
            assert!(
                room.contains(&shown.len()),
                "{character:?}: {}",
                shown.len()
            );
        }
    }

    #[test]
    fn policy_documents_of_a_usual_size_are_kept_whole() {
        let document = format!(r#"{{"Statement": "{}"}}"#, "x".repeat(6_144));
        let form = Form::from_members([("PolicyDocument", document.as_str())]).unwrap();
        assert_eq!(
            parameters_without_secrets(&form)["policyDocument"],
            document
        );
    }
}
