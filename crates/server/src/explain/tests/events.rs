//! What the audit knows of a request, for people.

use iamd_auth::{MfaFault, SignInFailure, UnfitCredentials};
use serde_json::json;

use super::{BOB, EVE};
use crate::explain::event_text;

#[track_caller]
fn check_event(event: &serde_json::Value, decision: &str) {
    let told = event_text(event, false);
    let line = format!("\ndecision  {decision}\n");
    assert!(told.contains(&line), "{told}");
    let gone = told.contains("The trace of the decision is gone");
    assert_eq!(gone, decision.starts_with("denied"), "{told}");
}

/// What S3's events say: strangers are told no reason, lists are performed in part.
#[test]
fn events_of_s3_say_what_was_refused() {
    let undecided = json!({"resource": "arn:aws:s3:::b/k"});
    check_event(
        &json!({"eventSource": "s3.amazonaws.com", "errorCode": "AccessDenied",
            "errorMessage": "Access Denied", "additionalEventData": undecided,
            "userIdentity": {"type": "AWSAccount", "principalId": "anonymous"}}),
        "denied: no statement allows it",
    );
    let list = json!({"eventSource": "s3.amazonaws.com", "additionalEventData": {
        "resource": "arn:aws:s3:::b", "further": [
            {"action": "s3:DeleteObject", "resource": "arn:aws:s3:::b/kept", "isAllowed": false},
            {"action": "s3:DeleteObject", "resource": "arn:aws:s3:::b/gone", "isAllowed": true}]}});
    let told = event_text(&list, false);
    assert!(
        told.contains("\ndecision  denied for 1 of what was asked for"),
        "{told}"
    );
    assert!(
        told.contains("\nrefused   s3:DeleteObject on arn:aws:s3:::b/kept\n"),
        "{told}"
    );
    assert!(!told.contains("b/gone"), "{told}");
    let public = event_text(
        &json!({"eventSource": "s3.amazonaws.com", "errorCode": "AccessDenied", "errorMessage":
            "User: a is not authorized to perform: s3:PutBucketPolicy on resource: \"b\" because \
             public policies are blocked by the BlockPublicPolicy block public access setting.",
            "additionalEventData": {"resource": "b", "decidedBy": "rights statement 0"}}),
        false,
    );
    assert!(
        public.contains("decision  denied by the bucket's public access block"),
        "{public}"
    );
}

#[test]
fn events_say_what_decided() {
    let decided = json!({"resource": "*", "decidedBy": "rights statement 0 (All)"});
    let undecided = json!({"resource": "*"});
    let refusal = "User: a is not authorized to perform: iam:GetUser on resource: b";
    let root = json!({"type": "Root"});
    for (event, decision) in [
        (
            json!({"additionalEventData": decided}),
            "allowed by rights statement 1 (All)",
        ),
        (
            json!({"additionalEventData": undecided, "userIdentity": root}),
            "allowed: the root user needs no statement",
        ),
        (
            json!({"additionalEventData": undecided}),
            "allowed: the operation needs no statement",
        ),
        (
            json!({"errorCode": "MalformedInput"}),
            "none: the request was turned away before",
        ),
        (
            json!({"errorCode": "AccessDenied", "errorMessage": refusal,
                "additionalEventData": undecided}),
            "denied: no statement allows it",
        ),
        (
            json!({"errorCode": "AccessDenied", "errorMessage": refusal,
                "additionalEventData": decided}),
            "denied by rights statement 1 (All)",
        ),
        (
            json!({"errorCode": "AccessDenied", "additionalEventData": decided,
                "errorMessage": "Cannot delete policies outside your own account."}),
            "allowed by rights statement 1 (All)",
        ),
    ] {
        check_event(&event, decision);
    }
}

#[test]
fn an_event_is_shown_in_lines() {
    let event = json!({
        "requestID": "8a7e",
        "eventTime": "2026-01-31T00:00:00Z",
        "sourceIPAddress": "127.0.0.1",
        "eventSource": "iam.amazonaws.com",
        "eventName": "GetUser",
        "userIdentity": {"type": "IAMUser", "arn": BOB},
        "errorCode": "NoSuchEntity",
        "errorMessage": "The user with name\u{7} eve cannot be found.",
        "additionalEventData": {"resource": EVE, "decidedBy": "rights statement 0"}
    });
    let expected = "request   8a7e
          at 2026-01-31T00:00:00Z from 127.0.0.1
caller    arn:aws:iam::123456789012:user/bob
action    iam:GetUser
resource  arn:aws:iam::123456789012:user/eve
decision  allowed by rights statement 1
answer    NoSuchEntity: The user with name\\u{7} eve cannot be found.
";
    assert_eq!(event_text(&event, false), expected);
    let all = event_text(&event, true);
    let rest = all.strip_prefix(expected).unwrap();
    assert!(rest.contains("--all shows nothing more"), "{all}");
}

#[test]
fn what_proves_nothing_is_told_apart() {
    for (fault, reason) in [
        (
            MfaFault::Incomplete,
            "an MFA device without a code, or a code without a device",
        ),
        (
            MfaFault::UnknownDevice,
            "not one that is enabled for the caller",
        ),
        (MfaFault::WrongCode, "or the device waits after wrong codes"),
    ] {
        let answer = fault.answer();
        let event = json!({"eventSource": "sts.amazonaws.com", "eventName": "AssumeRole",
            "errorCode": answer.code.as_str(), "errorMessage": answer.message,
            "additionalEventData": {"resource": "arn:aws:iam::123456789012:role/reader"},
            "userIdentity": {"type": "IAMUser"}});
        let told = event_text(&event, false);
        assert!(told.contains("\ndecision  none: the "), "{told}");
        assert!(told.contains(reason), "{told}");
    }
}

#[test]
fn credentials_that_may_never_call_an_operation_are_named() {
    let session = |of: &str, mfa: &str| json!({"type": of, "sessionContext": {"attributes": {"mfaAuthenticated": mfa}}});
    let in_session = |operation| UnfitCredentials::InSession { operation };
    for (fault, identity, (service, operation), expected) in [
        (
            UnfitCredentials::Unknown,
            session("IAMUser", "false"),
            ("iam", "ListUsers"),
            "credentials of GetSessionToken without MFA may never call iam:ListUsers, ",
        ),
        (
            UnfitCredentials::Unknown,
            session("FederatedUser", "false"),
            ("iam", "ListUsers"),
            "credentials of GetFederationToken may never call iam:ListUsers, ",
        ),
        (
            in_session("GetSessionToken"),
            session("Root", "true"),
            ("sts", "GetSessionToken"),
            "credentials of GetSessionToken may never call sts:GetSessionToken, ",
        ),
        (
            in_session("GetFederationToken"),
            session("AssumedRole", "false"),
            ("sts", "GetFederationToken"),
            "credentials of a role may never call sts:GetFederationToken, ",
        ),
        (
            UnfitCredentials::RootUser,
            json!({"type": "Root"}),
            ("sts", "AssumeRole"),
            "a root user may never call sts:AssumeRole, ",
        ),
    ] {
        let answer = fault.answer();
        let event = json!({"eventSource": format!("{service}.amazonaws.com"),
            "eventName": operation, "errorCode": answer.code.as_str(),
            "errorMessage": answer.message, "userIdentity": identity});
        let told = event_text(&event, false);
        let line = format!("\ndecision  none: {expected}whatever policies say");
        assert!(told.contains(&line), "{told}");
    }
}

#[test]
fn what_was_decided_on_no_resource_shows_none() {
    let mut event = json!({"errorCode": "MalformedInput"});
    assert!(!event_text(&event, false).contains("resource"));
    event["additionalEventData"] = json!({"resource": "*"});
    assert!(event_text(&event, false).contains("resource  *\n"));
}

fn sign_in(name: &str, failure: Option<SignInFailure>, mfa: &str) -> serde_json::Value {
    let outcome = failure.map_or("Success", |_| "Failure");
    json!({"eventSource": "signin.amazonaws.com", "eventType": "AwsConsoleSignIn",
        "eventName": name, "errorMessage": failure.map(SignInFailure::as_str),
        "responseElements": {name: outcome}, "additionalEventData": {"MFAUsed": mfa},
        "userIdentity": {"type": "IAMUser", "accountId": "123456789012", "userName": "bob"}})
}

#[test]
fn signing_in_is_told_with_its_outcome() {
    for (name, outcome) in [
        ("ConsoleLogin", "signed in"),
        ("SwitchRole", "switched to the role"),
        ("Logout", "signed out"),
    ] {
        let told = event_text(&sign_in(name, None, "No"), false);
        let lines = format!("\naction    signin:{name}\ndecision  {outcome}\nanswer    done\n");
        assert!(told.contains(&lines), "{told}");
    }
    for (failure, mfa, reason) in [
        (SignInFailure::WrongPassword, "No", "the password is wrong"),
        (
            SignInFailure::WrongCode,
            "Yes",
            "the password was right and the MFA code",
        ),
        (SignInFailure::NoSuchUser, "No", "there is no such account"),
        (SignInFailure::TooManyAttempts, "No", "too many attempts"),
        (
            SignInFailure::PasswordExpired,
            "No",
            "the password is right but too old",
        ),
        (
            SignInFailure::Expired,
            "No",
            "the credentials or the sign-in token",
        ),
        (SignInFailure::OwnerGone, "No", "the user or role"),
        (SignInFailure::NotAllowed, "No", "such credentials"),
    ] {
        let told = event_text(&sign_in("ConsoleLogin", Some(failure), mfa), false);
        assert!(
            told.contains("\ncaller    user bob of account 123456789012\n"),
            "{told}"
        );
        assert!(
            told.contains(&format!("\ndecision  refused: {reason}")),
            "{told}"
        );
        let answer = format!("\nanswer    refused ({})\n", failure.as_str());
        assert!(told.contains(&answer), "{told}");
    }
}
