//! Callers, as CloudTrail shows them.
//!
//! SOURCE: CloudTrail User Guide, "CloudTrail userIdentity element".

use iamd_auth::{Caller, FederatedUserFacts, Principal, RoleFacts, Session};
use iamd_ident::{AccessKeyId, Arn};

use crate::audit::{SessionAttributes, SessionContext, SessionIssuer, TruthText, UserIdentity};

/// Who called. `account` is the caller's account and `user_id` its id, as texts.
pub(super) fn identity<'a>(
    caller: &'a Caller,
    account: &'a str,
    user_id: &'a str,
) -> UserIdentity<'a> {
    UserIdentity {
        r#type: match caller.principal() {
            Principal::RootUser(_) => "Root",
            Principal::User(_) => "IAMUser",
            Principal::RoleSession(_) => "AssumedRole",
            Principal::FederatedUser(_) => "FederatedUser",
            Principal::Anonymous => "AWSAccount",
        },
        principal_id: Some(user_id),
        arn: caller.arn().map(Arn::as_str),
        account_id: Some(account),
        access_key_id: caller.access_key().map(AccessKeyId::as_str),
        user_name: caller.user().map(|user| user.name.as_str()),
        session_context: caller
            .session()
            .map(|session| context(caller, session, account)),
    }
}

fn context<'a>(caller: &'a Caller, session: &'a Session, account: &'a str) -> SessionContext<'a> {
    SessionContext {
        session_issuer: match caller.principal() {
            Principal::RoleSession(of) => Some(role(&of.role, account)),
            Principal::FederatedUser(user) => Some(issuer(user, account)),
            Principal::RootUser(_) | Principal::User(_) | Principal::Anonymous => None,
        },
        attributes: SessionAttributes {
            creation_date: session.issued_at,
            mfa_authenticated: TruthText(session.mfa_at.is_some()),
        },
        source_identity: session.source_identity.as_deref(),
    }
}

fn role<'a>(role: &'a RoleFacts, account: &'a str) -> SessionIssuer<'a> {
    SessionIssuer {
        r#type: "Role",
        principal_id: role.id.as_str(),
        arn: role.arn.as_str(),
        account_id: account,
        user_name: Some(role.name.as_str()),
    }
}

/// Whoever made the session of a federated user.
fn issuer<'a>(federated: &'a FederatedUserFacts, account: &'a str) -> SessionIssuer<'a> {
    let user = federated.issuer.as_deref();
    SessionIssuer {
        r#type: if user.is_some() { "IAMUser" } else { "Root" },
        principal_id: user.map_or(account, |user| user.id.as_str()),
        arn: federated.issuer_arn.as_str(),
        account_id: account,
        user_name: user.map(|user| user.name.as_str()),
    }
}

#[cfg(test)]
mod tests;
