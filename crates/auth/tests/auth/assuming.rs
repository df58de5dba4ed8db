//! Assuming a role: the trust policy with the caller's own, in one account and across two.

use futures::executor::block_on;
use iamd_api::{Error, ErrorCode, sts::AssumeRole};
use iamd_auth::{Call, Caller, Guard, Perform, Permit, Requirements, Target};
use parking_lot::Mutex;

use crate::doubles::{
    Events, Ports, ROLE_ID, bob, bob_in_session, caller, federated, policy, reader, request,
    root_user, temporary,
};

mod tags;

const OWN: &str = "arn:aws:iam::123456789012:role/ops/Target";
const FOREIGN: &str = "arn:aws:iam::210987654321:role/ops/Target";

const BOB: &str = r#"{"AWS": "arn:aws:iam::123456789012:user/bob"}"#;
const ACCOUNT: &str = r#"{"AWS": "123456789012"}"#;
const ROOT: &str = r#"{"AWS": "arn:aws:iam::123456789012:root"}"#;
const ANYBODY: &str = r#""*""#;
const EVE: &str = r#"{"AWS": "arn:aws:iam::123456789012:user/eve"}"#;
const READER: &str = r#"{"AWS": "arn:aws:iam::123456789012:role/ops/Reader"}"#;
const READER_BY_ID: &str = r#"{"AWS": "AROAQ2UWEXAMPLEQ2UWEX"}"#;
const READER_WITHOUT_PATH: &str = r#"{"AWS": "arn:aws:iam::123456789012:role/Reader"}"#;
const READERS_SESSION: &str = r#"{"AWS": "arn:aws:sts::123456789012:assumed-role/Reader/s"}"#;
const ANOTHER_SESSION: &str = r#"{"AWS": "arn:aws:sts::123456789012:assumed-role/Reader/t"}"#;

const ALLOW: &str = r#"{"Effect": "Allow", "Action": "sts:*", "Resource": "*"}"#;
const DENY: &str = r#"{"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*"}"#;
const OTHER: &str = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#;

/// That nothing allows it: the same whatever lacks the allow.
const NOT_ALLOWED: &str = "is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/ops/Target";
/// Why it is denied, in the caller's own account.
const TRUST_DENIES: &str = "with an explicit deny in the role trust policy";
const IDENTITY_DENIES: &str = "with an explicit deny in an identity-based policy";
const BOUNDARY_DENIES: &str = "with an explicit deny in a permissions boundary";
const SESSION_DENIES: &str = "with an explicit deny in a session policy";

/// A service that keeps what its permit names.
struct Sts {
    requirements: Requirements,
    permitted: Mutex<Option<String>>,
}

impl Perform<AssumeRole> for Sts {
    type Input = ();
    type Output = ();

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(self.requirements.clone())
    }

    async fn run(
        &self,
        permit: Permit<AssumeRole>,
        _call: Call<'_>,
        _input: (),
    ) -> Result<(), Error> {
        let id = permit.resource_id().unwrap();
        *self.permitted.lock() = Some(format!("{id} {}", permit.resource()));
        Ok(())
    }
}

fn role(arn: &str) -> Target {
    Target::AssumedRole(arn.parse().unwrap())
}

/// Which role was assumed, or the refusal.
fn assume(ports: Ports, caller: &Caller, requirements: Requirements) -> Result<String, Error> {
    let service = Sts {
        requirements,
        permitted: Mutex::default(),
    };
    let guard = Guard::new(ports, Events::default());
    let request = request();
    let call = Call {
        caller,
        request: &request,
    };
    block_on(guard.perform::<AssumeRole, _>(&service, call, ()))?;
    Ok(service.permitted.into_inner().unwrap())
}

/// A statement of a trust policy.
fn trusts(effect: &str, principal: &str) -> String {
    format!(r#"{{"Effect": "{effect}", "Principal": {principal}, "Action": "sts:AssumeRole"}}"#)
}

/// Who assumes a role under which policies.
struct Case<'a> {
    caller: Caller,
    role: &'a str,
    trust: String,
    identity: &'a str,
    boundary: Option<&'a str>,
    session: Option<&'a str>,
}

impl Default for Case<'_> {
    fn default() -> Self {
        Self {
            caller: caller(bob()),
            role: OWN,
            trust: trusts("Allow", BOB),
            identity: OTHER,
            boundary: None,
            session: None,
        }
    }
}

impl Case<'_> {
    fn outcome(self) -> Result<String, Error> {
        let ports = Ports {
            boundary: self.boundary.map(policy),
            session: self.session.map(policy),
            ..Ports::allowing(self.identity)
        };
        let ports = ports.with_role(self.role, &self.trust);
        assume(ports, &self.caller, Requirements::on(role(self.role)))
    }

    /// Checks that it is allowed, or how the refusal ends.
    #[track_caller]
    fn check(self, refusal: Option<&str>) {
        let allowed = format!("{ROLE_ID} {}", self.role);
        let outcome = self.outcome();
        let Some(reason) = refusal else {
            assert_eq!(outcome, Ok(allowed));
            return;
        };
        let error = outcome.unwrap_err();
        assert_eq!(error.code, ErrorCode::AccessDenied);
        assert!(error.message.ends_with(reason), "{}", error.message);
    }
}

/// SOURCE: IAM User Guide, "Policy evaluation logic", and what users see of `AssumeRole`.
#[test]
fn a_user_needs_trust_and_what_the_trust_leaves_to_its_account() {
    for (trust, identity, refusal) in [
        (BOB, OTHER, None),
        (BOB, ALLOW, None),
        (ACCOUNT, ALLOW, None),
        (ROOT, ALLOW, None),
        (ANYBODY, OTHER, None),
        (ACCOUNT, OTHER, Some(NOT_ALLOWED)),
        (ROOT, OTHER, Some(NOT_ALLOWED)),
        (EVE, ALLOW, Some(NOT_ALLOWED)),
        (EVE, OTHER, Some(NOT_ALLOWED)),
        (BOB, DENY, Some(IDENTITY_DENIES)),
        (ACCOUNT, DENY, Some(IDENTITY_DENIES)),
    ] {
        Case {
            trust: trusts("Allow", trust),
            identity,
            ..Case::default()
        }
        .check(refusal);
    }
}

#[test]
fn an_explicit_deny_of_the_trust_policy_wins() {
    for denied in [BOB, ACCOUNT, ROOT, ANYBODY] {
        let (allow, deny) = (trusts("Allow", BOB), trusts("Deny", denied));
        Case {
            trust: format!("[{allow}, {deny}]"),
            identity: ALLOW,
            ..Case::default()
        }
        .check(Some(TRUST_DENIES));
    }
    let (allow, deny) = (trusts("Allow", BOB), trusts("Deny", EVE));
    Case {
        trust: format!("[{allow}, {deny}]"),
        ..Case::default()
    }
    .check(None);
}

/// SOURCE: IAM User Guide, "Cross-account policy evaluation logic": both accounts must allow, and
/// naming the user does not stand in for the user's own permission.
#[test]
fn across_accounts_both_sides_must_allow() {
    let bare = "sts:AssumeRole on resource: arn:aws:iam::210987654321:role/ops/Target";
    for (trust, identity, refusal) in [
        (BOB, ALLOW, None),
        (ACCOUNT, ALLOW, None),
        (ANYBODY, ALLOW, None),
        (BOB, OTHER, Some(bare)),
        (ACCOUNT, OTHER, Some(bare)),
        (ANYBODY, OTHER, Some(bare)),
        (EVE, ALLOW, Some(bare)),
        (BOB, DENY, Some(bare)),
    ] {
        Case {
            role: FOREIGN,
            trust: trusts("Allow", trust),
            identity,
            ..Case::default()
        }
        .check(refusal);
    }
}

/// Whatever denies, the text is the one for a role that does not exist.
#[test]
fn a_role_of_another_account_looks_like_one_that_does_not_exist() {
    let (allow, deny) = (trusts("Allow", BOB), trusts("Deny", BOB));
    for identity in [ALLOW, OTHER, DENY] {
        let missing = Ports::allowing(identity);
        let on = || Requirements::on(role(FOREIGN));
        let missing = assume(missing, &caller(bob()), on()).unwrap_err();
        for trust in [trusts("Allow", EVE), format!("[{allow}, {deny}]")] {
            let there = Ports::allowing(identity).with_role(FOREIGN, &trust);
            let there = assume(there, &caller(bob()), on()).unwrap_err();
            assert_eq!(there, missing);
        }
    }
    let missing = assume(
        Ports::allowing(ALLOW),
        &caller(bob()),
        Requirements::on(role(OWN)),
    );
    let text = format!("User: arn:aws:iam::123456789012:user/bob {NOT_ALLOWED}");
    assert_eq!(missing.unwrap_err().message, text);
}

/// SOURCE: IAM User Guide, "Policy evaluation logic", table of resource-based policies and implicit
/// denies in other policy types; "Roles terms and concepts", role chaining.
#[test]
fn a_session_is_trusted_by_its_own_name_by_its_role_or_by_its_account() {
    for (trust, identity, refusal) in [
        (READERS_SESSION, OTHER, None),
        (READER, OTHER, None),
        (READER_BY_ID, OTHER, None),
        (ACCOUNT, ALLOW, None),
        (ACCOUNT, OTHER, Some(NOT_ALLOWED)),
        (ANOTHER_SESSION, ALLOW, Some(NOT_ALLOWED)),
        (READER_WITHOUT_PATH, ALLOW, Some(NOT_ALLOWED)),
        (READER, DENY, Some(IDENTITY_DENIES)),
    ] {
        Case {
            caller: temporary(reader()),
            trust: trusts("Allow", trust),
            identity,
            ..Case::default()
        }
        .check(refusal);
    }
    for (trust, identity, allowed) in [
        (READER, ALLOW, true),
        (READERS_SESSION, ALLOW, true),
        (READER, OTHER, false),
        (READERS_SESSION, OTHER, false),
    ] {
        let case = Case {
            caller: temporary(reader()),
            role: FOREIGN,
            trust: trusts("Allow", trust),
            identity,
            ..Case::default()
        };
        assert_eq!(case.outcome().is_ok(), allowed, "{trust} {identity}");
    }
}

#[test]
fn a_user_is_the_same_with_its_session_token() {
    for with_mfa in [false, true] {
        for (trust, identity, refusal) in [
            (BOB, OTHER, None),
            (ACCOUNT, OTHER, Some(NOT_ALLOWED)),
            (EVE, ALLOW, Some(NOT_ALLOWED)),
        ] {
            Case {
                caller: bob_in_session(with_mfa),
                trust: trusts("Allow", trust),
                identity,
                ..Case::default()
            }
            .check(refusal);
        }
    }
}

/// SOURCE: the table named above: a boundary and a session policy limit who is trusted by its role
/// or account, not who is trusted by its own name; their explicit denies limit everybody.
#[test]
fn boundaries_and_session_policies_limit_chains() {
    for (trust, boundary, session, refusal) in [
        (READER, Some(ALLOW), Some(ALLOW), None),
        (READER, Some(OTHER), None, Some(NOT_ALLOWED)),
        (READER, None, Some(OTHER), Some(NOT_ALLOWED)),
        (READERS_SESSION, Some(OTHER), Some(OTHER), None),
        (ANYBODY, Some(OTHER), Some(OTHER), None),
        (ACCOUNT, Some(OTHER), Some(ALLOW), Some(NOT_ALLOWED)),
        (ACCOUNT, Some(ALLOW), Some(OTHER), Some(NOT_ALLOWED)),
        (READERS_SESSION, Some(DENY), None, Some(BOUNDARY_DENIES)),
        (READERS_SESSION, None, Some(DENY), Some(SESSION_DENIES)),
    ] {
        Case {
            caller: temporary(reader()),
            trust: trusts("Allow", trust),
            identity: ALLOW,
            boundary,
            session,
            ..Case::default()
        }
        .check(refusal);
    }
    for (trust, refusal) in [(BOB, None), (ACCOUNT, Some(NOT_ALLOWED))] {
        Case {
            trust: trusts("Allow", trust),
            identity: ALLOW,
            boundary: Some(OTHER),
            ..Case::default()
        }
        .check(refusal);
    }
    for boundary in [OTHER, DENY] {
        let case = Case {
            role: FOREIGN,
            identity: ALLOW,
            boundary: Some(boundary),
            ..Case::default()
        };
        assert!(
            case.outcome().is_err(),
            "across accounts there is no short cut"
        );
    }
}

/// SOURCE: the answer of STS to a root user; IAM User Guide, "Compare AWS STS credentials".
#[test]
fn who_can_assume_no_role_is_told_before_any_policy_is_asked() {
    let everybody = || trusts("Allow", ANYBODY);
    let root = [caller(root_user()), temporary(root_user())];
    for caller in root {
        Case {
            caller,
            trust: everybody(),
            identity: ALLOW,
            ..Case::default()
        }
        .check(Some("Roles may not be assumed by root accounts."));
    }
    Case {
        caller: temporary(federated(true)),
        trust: everybody(),
        identity: ALLOW,
        session: Some(ALLOW),
        ..Case::default()
    }
    .check(Some("Cannot call AssumeRole with session credentials"));
}

/// A role that was made anew under the name of a deleted one is not whom the trust policy means.
#[test]
fn a_dead_id_in_a_trust_policy_trusts_nobody() {
    Case {
        caller: temporary(reader()),
        trust: trusts("Allow", r#"{"AWS": "AROADELETEDDELETEDDEL"}"#),
        identity: ALLOW,
        ..Case::default()
    }
    .check(Some(NOT_ALLOWED));
}
