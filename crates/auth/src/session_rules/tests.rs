use std::sync::Arc;

use iamd_ident::{AccountId, Arn, Partition, Timestamp};

use super::*;
use crate::{Principal, RootUserFacts};

fn session(kind: SessionKind, with_mfa: bool) -> Session {
    let issued_at: Timestamp = "2026-01-31T00:00:00Z".parse().unwrap();
    Session {
        kind,
        issued_at,
        expires_at: "2026-01-31T01:00:00Z".parse().unwrap(),
        mfa_at: with_mfa.then_some(issued_at),
        tags: Vec::new(),
        transitive_tag_keys: Vec::new(),
        source_identity: None,
        federated_provider: None,
        policy: None,
        policy_arns: Vec::new(),
    }
}

fn root_user() -> Principal {
    let account = AccountId::new(123_456_789_012).unwrap();
    let arn = Arn::root_user(Partition::Aws, account);
    Principal::RootUser(Arc::new(RootUserFacts { account, arn }))
}

fn rows() -> impl Iterator<Item = &'static OperationRow> {
    Service::ALL
        .into_iter()
        .flat_map(Service::operations)
        .copied()
}

fn row(service: Service, name: &str) -> &'static OperationRow {
    rows()
        .find(|row| (row.service, row.name) == (service, name))
        .unwrap()
}

#[test]
fn every_kind_has_one_rule_for_every_service() {
    for kind in SessionKind::ALL {
        for service in Service::ALL {
            let rules = RULES
                .iter()
                .filter(|(of, for_service, _)| (*of, *for_service) == (kind, service));
            assert_eq!(rules.count(), 1, "{kind:?} {service:?}");
        }
    }
    assert_eq!(RULES.len(), SessionKind::ALL.len() * Service::ALL.len());
}

#[test]
fn rules_name_operations_that_exist() {
    for (_, service, calls) in RULES {
        if let Calls::AllBut(names) | Calls::Only(names) = calls {
            for name in *names {
                row(*service, name);
            }
        }
    }
    row(NOT_FOR_ROOT_USERS.0, NOT_FOR_ROOT_USERS.1);
}

/// What AWS's comparison of the operations of STS says of each, for every operation there is; and
/// what the console is for.
///
/// SOURCE: IAM User Guide, "Compare AWS STS credentials".
#[test]
fn every_operation_is_open_to_the_kinds_that_the_guide_says() {
    for row in rows() {
        for kind in SessionKind::ALL {
            for with_mfa in [false, true] {
                let may = may_call(row, &session(kind, with_mfa));
                let expected = is_open(row, kind, with_mfa);
                assert_eq!(may, expected, "{} {kind:?} {with_mfa}", row.action);
            }
        }
    }
}

fn is_open(row: &OperationRow, kind: SessionKind, with_mfa: bool) -> bool {
    use SessionKind::{
        AssumedRole, Console, ConsoleNewPassword, FederatedConsole, FederationToken, SessionToken,
    };
    let is_for_new_password = matches!(row.name, "ChangePassword" | "GetAccountPasswordPolicy");
    if kind == ConsoleNewPassword {
        return row.service == Service::Iam && is_for_new_password;
    }
    match (row.service, row.name) {
        (Service::S3, _) | (_, "GetCallerIdentity") => true,
        (Service::Iam, _) => match kind {
            AssumedRole | Console | FederatedConsole => true,
            SessionToken => with_mfa,
            FederationToken | ConsoleNewPassword => false,
        },
        (Service::Sts, "AssumeRole") => !matches!(kind, FederationToken | FederatedConsole),
        (Service::Sts, "GetSessionToken" | "GetFederationToken") => false,
        (Service::Sts, _) => matches!(kind, AssumedRole | Console),
    }
}

/// Whoever has to change the password gets nowhere else: to no object, no role, no other operation.
#[test]
fn who_must_change_the_password_may_call_two_operations() {
    let session = session(SessionKind::ConsoleNewPassword, true);
    let open = rows().filter(|row| may_call(row, &session));
    let mut open: Vec<_> = open.map(|row| row.action).collect();
    open.sort_unstable();
    assert_eq!(open, ["iam:ChangePassword", "iam:GetAccountPasswordPolicy"]);
}

#[track_caller]
fn check_refusal(service: Service, name: &str, kind: SessionKind, code: ErrorCode, text: &str) {
    let key = "ASIAIOSFODNN7EXAMPLE".parse().unwrap();
    let session = Arc::new(session(kind, false));
    let caller = Caller::in_session(root_user(), key, session);
    let error = check(row(service, name), &caller).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (code, text));
}

#[test]
fn refusals_have_codes_and_texts() {
    for kind in [SessionKind::SessionToken, SessionKind::FederationToken] {
        check_refusal(
            Service::Iam,
            "ListUsers",
            kind,
            ErrorCode::InvalidClientTokenId,
            "The security token included in the request is invalid",
        );
    }
    for kind in SessionKind::ALL {
        for name in ["GetSessionToken", "GetFederationToken"] {
            let text = format!("Cannot call {name} with session credentials");
            check_refusal(Service::Sts, name, kind, ErrorCode::AccessDenied, &text);
        }
    }
}

#[test]
fn root_users_assume_no_roles_and_long_term_keys_may_call_everything_else() {
    let key = "AKIAIOSFODNN7EXAMPLE".parse().unwrap();
    let root_user = Caller::new(root_user(), key);
    for row in rows() {
        let refused = check(row, &root_user).err();
        let text = (row.action == "sts:AssumeRole")
            .then_some("Roles may not be assumed by root accounts.");
        let refused = refused.map(|error| error.message);
        assert_eq!(refused.as_deref(), text, "{}", row.action);
    }
    check_refusal(
        Service::Sts,
        "AssumeRole",
        SessionKind::SessionToken,
        ErrorCode::AccessDenied,
        "Roles may not be assumed by root accounts.",
    );
}
