//! Credentials, as answers have them.

use iamd_api::sts::Credentials;
use iamd_auth::Issued;
use serde_json::{Value, json};

/// The credentials for whoever asked: the one place where the secret and the token leave.
pub(crate) fn credentials(issued: &Issued) -> Credentials {
    Credentials {
        access_key_id: issued.access_key.to_string(),
        secret_access_key: issued.secret.clone(),
        session_token: issued.token.clone(),
        expiration: issued.expires_at,
    }
}

/// What the audit is told of credentials: whose they are, without what they prove it by.
///
/// SOURCE: CloudTrail's events of STS, whose `responseElements` have these members.
pub(crate) fn told(
    credentials: Option<&Credentials>,
    subject: Option<(&str, Value)>,
) -> Option<Value> {
    let credentials = credentials?;
    let mut told = json!({
        "credentials": {
            "accessKeyId": credentials.access_key_id,
            "expiration": credentials.expiration,
        },
    });
    if let (Some(told), Some((name, subject))) = (told.as_object_mut(), subject) {
        told.insert(name.to_owned(), subject);
    }
    Some(told)
}

/// `MinimumSessionTokenSize`: how many bytes the token is to have at least, for who wants to see
/// whether all that handles tokens takes long ones. The codec bounds it.
pub(crate) fn token_bytes_min(asked: Option<i32>) -> usize {
    asked
        .and_then(|bytes| usize::try_from(bytes).ok())
        .unwrap_or_default()
}

/// `SessionTokenSize`: how many bytes the token has.
pub(crate) fn token_bytes(issued: &Issued) -> Option<i32> {
    i32::try_from(issued.token_characters()).ok()
}

/// `SessionTokenUtilization`: how much of what it may have the token has, in percent.
///
/// SOURCE: AWS What's New, September 2026, "AWS STS simplifies session token size limits".
pub(crate) fn token_percent(issued: &Issued) -> Option<i32> {
    i32::try_from(issued.token_percent()).ok()
}
