//! Events of signing in, in the form of CloudTrail.
//!
//! SOURCE: CloudTrail User Guide, "AWS Management Console sign-in events".

use iamd_auth::{Caller, Principal, SignInEvent, SignInKind, SignInSubject};
use iamd_ident::{AccountId, Arn};
use serde_json::{Value, json};

use crate::{
    audit::{AuditEvent, SignInDetails, TlsDetails, UserIdentity, YesNo, client_name},
    service::identity::identity,
};

/// What stands where a name that nobody has would stand.
const HIDDEN: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// Texts that an event refers to.
pub(super) struct Texts {
    account: String,
    user_id: String,
    source_ip: String,
    event_id: String,
}

impl Texts {
    pub(super) fn of(event: &SignInEvent<'_>, event_id: String) -> Self {
        let account = account(&event.who);
        Self {
            account: account.map_or_else(String::new, |account| account.to_string()),
            user_id: user_id(&event.who),
            source_ip: event.request.source_ip.to_string(),
            event_id,
        }
    }
}

fn account(who: &SignInSubject<'_>) -> Option<AccountId> {
    match who {
        SignInSubject::Proved(caller) => caller.account(),
        SignInSubject::Claimed(principal) => match principal {
            Principal::RootUser(root) => Some(root.account),
            Principal::User(user) => Some(user.account),
            Principal::RoleSession(session) => Some(session.role.account),
            Principal::FederatedUser(user) => Some(user.account),
            Principal::Anonymous => None,
        },
        SignInSubject::Unknown { account } => *account,
    }
}

fn user_id(who: &SignInSubject<'_>) -> String {
    match who {
        SignInSubject::Proved(caller) => caller.user_id().into_owned(),
        SignInSubject::Claimed(Principal::RootUser(root)) => root.account.to_string(),
        SignInSubject::Claimed(Principal::User(user)) => user.id.as_str().to_owned(),
        SignInSubject::Claimed(_) | SignInSubject::Unknown { .. } => String::new(),
    }
}

/// The event as the log takes it.
pub(super) fn record<'a>(event: &'a SignInEvent<'a>, texts: &'a Texts) -> AuditEvent<'a> {
    let request = event.request;
    AuditEvent {
        user_identity: who(&event.who, texts),
        event_time: request.received_at,
        event_source: "signin.amazonaws.com",
        event_name: event.kind.as_str(),
        aws_region: &request.region,
        source_ip_address: &texts.source_ip,
        user_agent: request.user_agent.as_deref().map(client_name),
        error_code: None,
        error_message: event.failure.map(iamd_auth::SignInFailure::as_str),
        request_parameters: None,
        response_elements: Some(outcome(event)),
        additional_event_data: details(event).map(Into::into),
        request_id: &request.request_id,
        event_id: &texts.event_id,
        read_only: false,
        event_type: "AwsConsoleSignIn",
        recipient_account_id: &texts.account,
        session_credential_from_console: None,
        tls_details: TlsDetails::of(request),
    }
}

fn outcome(event: &SignInEvent<'_>) -> Value {
    let outcome = match event.failure {
        None => "Success",
        Some(_) => "Failure",
    };
    json!({ event.kind.as_str(): outcome })
}

/// What CloudTrail tells besides, for each kind of event; of signing out nothing.
fn details<'a>(event: &SignInEvent<'a>) -> Option<SignInDetails<'a>> {
    Some(match event.kind {
        SignInKind::ConsoleLogin | SignInKind::GetSigninToken => SignInDetails {
            mobile_version: Some(YesNo(false)),
            mfa_used: Some(YesNo(event.mfa_device.is_some())),
            mfa_identifier: event.mfa_device,
            ..SignInDetails::default()
        },
        SignInKind::CheckMfa => SignInDetails {
            mfa_identifier: event.mfa_device,
            mfa_type: Some("Virtual MFA"),
            ..SignInDetails::default()
        },
        SignInKind::SwitchRole | SignInKind::ExitRole => SignInDetails {
            switch_from: event.switched_from.and_then(Caller::arn).map(Arn::as_str),
            ..SignInDetails::default()
        },
        SignInKind::Logout => return None,
    })
}

fn who<'a>(who: &SignInSubject<'a>, texts: &'a Texts) -> UserIdentity<'a> {
    // Nothing but a name was told, so neither an ARN nor a key is.
    let claimed = UserIdentity {
        r#type: "IAMUser",
        account_id: Some(texts.account.as_str()).filter(|account| !account.is_empty()),
        access_key_id: Some(""),
        ..UserIdentity::default()
    };
    match *who {
        SignInSubject::Proved(caller) => identity(caller, &texts.account, &texts.user_id),
        SignInSubject::Claimed(Principal::RootUser(_)) => UserIdentity {
            r#type: "Root",
            principal_id: Some(&texts.user_id),
            ..claimed
        },
        SignInSubject::Claimed(Principal::User(user)) => UserIdentity {
            principal_id: Some(&texts.user_id),
            user_name: Some(user.name.as_str()),
            ..claimed
        },
        SignInSubject::Claimed(_) | SignInSubject::Unknown { .. } => UserIdentity {
            user_name: Some(HIDDEN),
            ..claimed
        },
    }
}

#[cfg(test)]
mod tests;
