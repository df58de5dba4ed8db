//! What the audit log says of signing in.

use std::sync::Arc;

use iamd_auth::{RequestFacts, RootUserFacts, Session, SessionKind, SignInFailure, UserFacts};
use iamd_ident::{Partition, Path};

use super::*;

const ACCOUNT: &str = "123456789012";
const DEVICE: &str = "arn:aws:iam::123456789012:mfa/bob";

fn request() -> RequestFacts {
    RequestFacts {
        request_id: "5f0c1b1e-0000-4000-8000-000000000001".to_owned(),
        received_at: "2026-01-31T12:34:56Z".parse().unwrap(),
        source_ip: [203, 0, 113, 9].into(),
        secure_transport: true,
        tls: None,
        host: Some("console.example.com".to_owned()),
        user_agent: Some("a browser".to_owned()),
        referer: None,
        region: "us-west-2".to_owned(),
        signature: None,
        parameters: Value::Null,
    }
}

fn bob() -> Principal {
    let (path, name) = (Path::root(), "bob".parse().unwrap());
    let account = ACCOUNT.parse().unwrap();
    Principal::User(Arc::new(UserFacts {
        account,
        id: "AIDAQNZGKIQY56JQ7WML2".parse().unwrap(),
        arn: Arn::iam_entity(Partition::Aws, account, "user", &path, &name),
        name,
        path,
        tags: Vec::new(),
    }))
}

fn root() -> Principal {
    let account = ACCOUNT.parse().unwrap();
    Principal::RootUser(Arc::new(RootUserFacts {
        account,
        arn: Arn::root_user(Partition::Aws, account),
    }))
}

fn in_console(principal: Principal) -> Caller {
    let session = Session {
        kind: SessionKind::Console,
        issued_at: "2026-01-31T12:34:56Z".parse().unwrap(),
        expires_at: "2026-02-01T00:34:56Z".parse().unwrap(),
        mfa_at: None,
        tags: Vec::new(),
        transitive_tag_keys: Vec::new(),
        source_identity: None,
        federated_provider: None,
        policy: None,
        policy_arns: Vec::new(),
    };
    Caller::in_console(principal, Arc::new(session))
}

#[track_caller]
fn check(event: SignInEvent<'_>, expect: &Value) {
    let texts = Texts::of(&event, "0f9d".to_owned());
    let written = serde_json::to_value(record(&event, &texts)).unwrap();
    for (name, expect) in expect.as_object().unwrap() {
        assert_eq!(&written[name], expect, "{name} of {written}");
    }
    assert_eq!(written["eventSource"], "signin.amazonaws.com");
    assert_eq!(written["eventType"], "AwsConsoleSignIn");
    assert_eq!(written["sourceIPAddress"], "203.0.113.9");
    assert_eq!(written["requestParameters"], Value::Null);
    assert_eq!(written.get("errorCode"), None);
}

fn event<'a>(
    kind: SignInKind,
    who: SignInSubject<'a>,
    request: &'a RequestFacts,
) -> SignInEvent<'a> {
    SignInEvent {
        kind,
        who,
        request,
        failure: None,
        mfa_device: None,
        switched_from: None,
    }
}

#[test]
fn who_signed_in_stands_there_with_the_device() {
    let (request, caller) = (request(), in_console(bob()));
    let proved = SignInSubject::Proved(&caller);
    let signed_in = event(SignInKind::ConsoleLogin, proved, &request);
    let expect = json!({
        "eventName": "ConsoleLogin",
        "responseElements": {"ConsoleLogin": "Success"},
        "additionalEventData": {"MobileVersion": "No", "MFAUsed": "Yes", "MFAIdentifier": DEVICE},
        "recipientAccountId": ACCOUNT,
        "readOnly": false,
        "userIdentity": {
            "type": "IAMUser",
            "principalId": "AIDAQNZGKIQY56JQ7WML2",
            "arn": "arn:aws:iam::123456789012:user/bob",
            "accountId": ACCOUNT,
            "userName": "bob",
            "sessionContext": {"attributes": {
                "creationDate": "2026-01-31T12:34:56Z", "mfaAuthenticated": "false"}},
        },
    });
    let with_device = SignInEvent {
        mfa_device: Some(DEVICE),
        ..signed_in
    };
    check(with_device, &expect);
    let expect = json!({"additionalEventData": {"MobileVersion": "No", "MFAUsed": "No"}});
    check(signed_in, &expect);
}

#[test]
fn who_only_says_to_be_somebody_has_no_arn() {
    let (request, bob, root) = (request(), bob(), root());
    let failed = |who| SignInEvent {
        failure: Some(SignInFailure::WrongPassword),
        ..event(SignInKind::ConsoleLogin, who, &request)
    };
    let expect = json!({
        "errorMessage": "Failed authentication",
        "responseElements": {"ConsoleLogin": "Failure"},
        "userIdentity": {
            "type": "IAMUser",
            "principalId": "AIDAQNZGKIQY56JQ7WML2",
            "accountId": ACCOUNT,
            "accessKeyId": "",
            "userName": "bob",
        },
    });
    check(failed(SignInSubject::Claimed(&bob)), &expect);
    let expect = json!({"userIdentity": {
        "type": "Root", "principalId": ACCOUNT, "accountId": ACCOUNT, "accessKeyId": ""}});
    check(failed(SignInSubject::Claimed(&root)), &expect);
}

#[test]
fn a_name_that_nobody_has_is_hidden() {
    let request = request();
    for account in [Some(ACCOUNT.parse().unwrap()), None] {
        let unknown = SignInEvent {
            failure: Some(SignInFailure::NoSuchUser),
            ..event(
                SignInKind::ConsoleLogin,
                SignInSubject::Unknown { account },
                &request,
            )
        };
        let mut identity = json!({
            "type": "IAMUser",
            "accessKeyId": "",
            "userName": "HIDDEN_DUE_TO_SECURITY_REASONS",
        });
        if account.is_some() {
            identity["accountId"] = ACCOUNT.into();
        }
        let recipient = account.map_or_else(String::new, |account| account.to_string());
        let expect = json!({
            "errorMessage": "No username found in supplied account",
            "userIdentity": identity,
            "recipientAccountId": recipient,
        });
        check(unknown, &expect);
    }
}

#[test]
fn each_kind_has_details_of_its_own() {
    let (request, caller) = (request(), in_console(bob()));
    let proved = SignInSubject::Proved(&caller);
    for (kind, details) in [
        (
            SignInKind::CheckMfa,
            json!({"MFAIdentifier": DEVICE, "MfaType": "Virtual MFA"}),
        ),
        (
            SignInKind::SwitchRole,
            json!({"SwitchFrom": "arn:aws:iam::123456789012:user/bob"}),
        ),
        (SignInKind::Logout, Value::Null),
    ] {
        let told = SignInEvent {
            mfa_device: Some(DEVICE),
            switched_from: Some(&caller),
            ..event(kind, proved, &request)
        };
        let name = kind.as_str();
        let expect = json!({
            "eventName": name,
            "responseElements": {name: "Success"},
            "additionalEventData": details,
        });
        check(told, &expect);
    }
}
