//! Requests that were turned away before policies were asked, or whatever they say.

use iamd_auth::{MfaFault, UnfitCredentials};

use super::Event;
use crate::explain::text::shown;

/// Why, if it is known.
pub(super) fn reason(event: &Event<'_>) -> Option<String> {
    unproved_reason(event)
        .or_else(|| mfa_reason(event).map(str::to_owned))
        .or_else(|| credentials_reason(event))
}

/// Nobody is known to have sent it.
fn unproved_reason(event: &Event<'_>) -> Option<String> {
    const WHY: [(&str, &str); 5] = [
        (
            "SignatureDoesNotMatch",
            "the signature was not made with the secret of this access key",
        ),
        (
            "InvalidClientTokenId",
            "there is no such access key, it is not active, or its session token is not good",
        ),
        (
            "InvalidAccessKeyId",
            "there is no such access key, or it is not active",
        ),
        ("RequestTimeTooSkewed", "the clock of the client is wrong"),
        ("ExpiredToken", "the session is over"),
    ];
    if event.text("/eventName") != "Authenticate" || event.text("/eventType") != "AwsServiceEvent" {
        return None;
    }
    let code = event.text("/errorCode");
    let why = WHY.into_iter().find(|(known, _)| *known == code);
    let why = why.map_or("its signature proves nothing", |(_, why)| why);
    Some(format!("nobody is known to have sent the request: {why}"))
}

/// What the operator may look for. The caller is told AWS's texts.
const MFA_REASONS: [(MfaFault, &str); 3] = [
    (
        MfaFault::Incomplete,
        "the request shows an MFA device without a code, or a code without a device",
    ),
    (
        MfaFault::UnknownDevice,
        "the MFA device is not one that is enabled for the caller",
    ),
    (
        MfaFault::WrongCode,
        "the MFA code was not accepted: it is wrong (do the clocks of device and server agree?), \
         it was used before, or the device waits after wrong codes; a fresh code, some time later, \
         tells them apart",
    ),
];

fn mfa_reason(event: &Event<'_>) -> Option<&'static str> {
    let mut reasons = MFA_REASONS.iter();
    let (_, reason) = reasons.find(|(fault, _)| {
        let answer = fault.answer();
        event.is_answered(answer.code.as_str(), &answer.message)
    })?;
    Some(reason)
}

/// Credentials that may never call the operation.
fn credentials_reason(event: &Event<'_>) -> Option<String> {
    let operation = event.text("/eventName");
    let faults = [
        UnfitCredentials::Unknown,
        UnfitCredentials::InSession { operation },
        UnfitCredentials::RootUser,
    ];
    let fault = faults.into_iter().find(|fault| {
        let answer = fault.answer();
        event.is_answered(answer.code.as_str(), &answer.message)
    })?;
    let action = event.action();
    let action = shown(&action);
    if fault == UnfitCredentials::RootUser {
        return Some(format!(
            "a root user may never call {action}, whatever policies say; a user or a role may"
        ));
    }
    let (credentials, rule) = rule_of(event)?;
    Some(format!(
        "{credentials} may never call {action}, whatever policies say: {rule}"
    ))
}

/// What kind of credentials a session has, and what these may call.
fn rule_of(event: &Event<'_>) -> Option<(&'static str, &'static str)> {
    const OF_ROLE: (&str, &str) = (
        "credentials of a role",
        "of STS they may call all but GetSessionToken and GetFederationToken",
    );
    const OF_FEDERATED_USER: (&str, &str) = (
        "credentials of GetFederationToken",
        "they may call nothing of IAM, and of STS GetCallerIdentity alone",
    );
    const RULE_OF_SESSION_TOKEN: &str = "they may call IAM only if an MFA code was shown when they \
        were made, and of STS AssumeRole and GetCallerIdentity alone";
    const OF_SESSION_TOKEN: (&str, &str) =
        ("credentials of GetSessionToken", RULE_OF_SESSION_TOKEN);
    const WITHOUT_MFA: (&str, &str) = (
        "credentials of GetSessionToken without MFA",
        RULE_OF_SESSION_TOKEN,
    );
    let has_mfa = event.text("/userIdentity/sessionContext/attributes/mfaAuthenticated");
    match event.text("/userIdentity/type") {
        "AssumedRole" => Some(OF_ROLE),
        "FederatedUser" => Some(OF_FEDERATED_USER),
        "Root" | "IAMUser" if has_mfa == "true" => Some(OF_SESSION_TOKEN),
        "Root" | "IAMUser" if has_mfa == "false" => Some(WITHOUT_MFA),
        _ => None,
    }
}
