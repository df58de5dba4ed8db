//! What a web identity token says of its caller.

use iamd_auth::Caller;
use iamd_ident::{AccountId, Tag};
use iamd_jwt::CLAIMS;
use serde_json::{Map, Value, json};

/// What a token is asked for with, and what is known of who asks.
pub(crate) struct Asked<'a> {
    /// The URL of the account's issuer.
    pub(crate) issuer: String,
    pub(crate) account: AccountId,
    pub(crate) audience: &'a [String],
    pub(crate) request_tags: &'a [Tag],
    /// In seconds since 1970, as all times of tokens.
    pub(crate) issued_at: i64,
    pub(crate) ends_at: i64,
    pub(crate) caller: &'a Caller,
    pub(crate) region: &'a str,
    /// What no other token has.
    pub(crate) id: String,
}

/// The claims of a token. What AWS says beyond the standard's claims stands in a claim of its own.
/// Of organizations and of services of AWS that run code there is nothing to say here.
///
/// SOURCE: IAM User Guide, "Understanding token claims"; a token of a role session that somebody
/// published: one audience is a text, several are a list; the subject of a session is its role, and
/// `principal_id` says the same; the end of the session is written as a date.
pub(crate) fn claims(asked: &Asked<'_>) -> Value {
    let subject = asked.caller.principal_arn();
    let subject = subject.map(ToString::to_string).unwrap_or_default();
    let audience = match asked.audience {
        [one] => json!(one),
        several => json!(several),
    };
    let own = own_claims(asked, &subject);
    json!({
        "iss": asked.issuer,
        "sub": subject,
        "aud": audience,
        "iat": asked.issued_at,
        "exp": asked.ends_at,
        "jti": asked.id,
        CLAIMS: own,
    })
}

fn own_claims(asked: &Asked<'_>, subject: &str) -> Value {
    let session = asked.caller.session();
    let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
    let optional = [
        (
            "original_session_exp",
            session.map(|session| json!(session.expires_at)),
        ),
        (
            "source_identity",
            session.and_then(|session| text(&session.source_identity)),
        ),
        (
            "federated_provider",
            session.and_then(|session| text(&session.federated_provider)),
        ),
        ("principal_tags", tags(&principal_tags(asked.caller))),
        ("request_tags", tags(asked.request_tags)),
    ];
    let mut own = Map::from_iter([
        ("aws_account".to_owned(), json!(asked.account.to_string())),
        ("principal_id".to_owned(), json!(subject)),
        ("source_region".to_owned(), json!(asked.region)),
    ]);
    let given = optional
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    own.extend(given);
    Value::Object(own)
}

/// The tags of the session, and those of the user or role that the session has not.
fn principal_tags(caller: &Caller) -> Vec<Tag> {
    let of_session = caller.session_tags();
    let is_other = |tag: &&Tag| !of_session.iter().any(|other| other.has_key(&tag.key));
    let of_entity = caller.entity_tags().iter().filter(is_other);
    of_session.iter().chain(of_entity).cloned().collect()
}

/// Tags as an object; none if there are none.
fn tags(tags: &[Tag]) -> Option<Value> {
    let members = tags
        .iter()
        .map(|tag| (tag.key.clone(), json!(tag.value)))
        .collect::<Map<_, _>>();
    (!members.is_empty()).then_some(Value::Object(members))
}
