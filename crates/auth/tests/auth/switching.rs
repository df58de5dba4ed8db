//! Switching to a role, and back.

use futures::executor::block_on;
use iamd_api::{
    Error, ErrorCode,
    sts::{AssumeRole, AssumeRoleRequest, AssumeRoleResponse, Credentials},
};
use iamd_auth::{
    Call, ConsoleSessionId, NewSession, Perform, Permit, Refused, Requirements, RoleWish,
    SessionKind, SignInStep, Target, issue_session, switch_back, switch_role,
};
use iamd_testkit::SeededRandom;

use crate::{
    doubles::{ALIAS, CODE, DEVICE, Events, Ports, ROOT_PASSWORD},
    sign_in::World,
};

const ROLE: &str = "arn:aws:iam::123456789012:role/ops/Reader";
const FOREIGN: &str = "arn:aws:iam::210987654321:role/Reader";
const BOB: &str = "arn:aws:iam::123456789012:user/bob";
const READER: &str = "arn:aws:sts::123456789012:assumed-role/Reader/s";

const TRUSTS_BOB: &str = r#"{"Effect": "Allow", "Action": "sts:AssumeRole",
    "Principal": {"AWS": "arn:aws:iam::123456789012:user/bob"}}"#;

const TRUSTS_WITH_MFA: &str = r#"{"Effect": "Allow", "Action": "sts:AssumeRole",
    "Principal": {"AWS": "arn:aws:iam::123456789012:user/bob"},
    "Condition": {"Bool": {"aws:MultiFactorAuthPresent": true}}}"#;

/// STS, which makes sessions of an hour, or of a day.
struct Sts {
    seconds: u32,
}

impl Perform<AssumeRole> for Sts {
    type Input = AssumeRoleRequest;
    type Output = AssumeRoleResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &AssumeRoleRequest,
    ) -> Result<Requirements, Error> {
        assert_eq!(input.role_session_name, "bob");
        assert_eq!(
            call.request.parameters.get("roleArn").unwrap(),
            input.role_arn.as_str()
        );
        let role = input.role_arn.parse();
        let role = role.map_err(|_| Error::new(ErrorCode::ValidationError, "No ARN."))?;
        Ok(Requirements::on(Target::AssumedRole(role)))
    }

    async fn run(
        &self,
        permit: Permit<AssumeRole>,
        call: Call<'_>,
        input: AssumeRoleRequest,
    ) -> Result<AssumeRoleResponse, Error> {
        let new = NewSession {
            name: Some(input.role_session_name),
            duration_seconds: self.seconds,
            ..NewSession::default()
        };
        let (keys, random, now) = (
            Ports::default(),
            SeededRandom::new(5),
            call.request.received_at,
        );
        let issued = issue_session(permit, call.caller, &keys, &random, now, new);
        let issued = issued.await.unwrap();
        Ok(AssumeRoleResponse {
            credentials: Some(Credentials {
                access_key_id: issued.access_key.to_string(),
                secret_access_key: issued.secret,
                session_token: issued.token,
                expiration: issued.expires_at,
            }),
            ..AssumeRoleResponse::default()
        })
    }
}

impl World {
    fn switch_to(&self, id: &ConsoleSessionId, role_arn: &str) -> Result<(), Refused> {
        self.switch_for(id, role_arn, 3_600)
    }

    fn switch_for(
        &self,
        id: &ConsoleSessionId,
        role_arn: &str,
        seconds: u32,
    ) -> Result<(), Refused> {
        let visitor = self.visitor(id);
        let wish = RoleWish {
            role_arn,
            display_name: Some("production"),
        };
        let sts = Sts { seconds };
        block_on(switch_role(
            &self.guard,
            &sts,
            &visitor,
            wish,
            &self.request,
        ))
    }
}

fn trusting(statement: &str) -> World {
    World::new(Ports::default().with_role(ROLE, statement))
}

#[test]
fn a_user_acts_as_a_role_and_as_itself_again() {
    let world = trusting(TRUSTS_BOB);
    let id = world.signed_in();
    world.events();
    world.switch_to(&id, ROLE).unwrap();
    let visitor = world.visitor(&id);
    assert_eq!(
        (visitor.caller.shown(), visitor.signed_in_as.shown()),
        (READER, BOB)
    );
    assert_eq!(
        visitor.caller.session_kind(),
        Some(SessionKind::AssumedRole)
    );
    let switched = visitor.session.switched.as_ref().unwrap();
    assert_eq!(switched.display_name.as_deref(), Some("production"));
    assert_eq!(
        switched.session.expires_at.to_string(),
        "2026-01-31T01:00:00Z"
    );

    block_on(switch_back(&world.guard, &visitor, &world.request)).unwrap();
    assert_eq!(world.visitor(&id).caller.shown(), BOB);
    assert_eq!(
        world.events(),
        [
            format!("SwitchRole by {READER} from {BOB}: done"),
            format!("ExitRole by {READER}: done"),
        ]
    );
    let assumed = format!("{BOB} sts:AssumeRole by trust statement 0 on {ROLE}: performed");
    assert_eq!(*world.guard.audit().written.lock(), [assumed]);
}

#[test]
fn a_role_ends_with_the_session_of_who_signed_in() {
    let mut world = trusting(TRUSTS_BOB);
    let id = world.signed_in();
    world.advance_seconds(43_000);
    world.switch_for(&id, ROLE, 43_200).unwrap();
    let visitor = world.visitor(&id);
    let switched = visitor.session.switched.as_ref().unwrap();
    assert_eq!(switched.session.expires_at, visitor.ends_at());
}

/// From a role one switches to another as oneself.
#[test]
fn who_switches_again_is_decided_on_as_who_signed_in() {
    let world = trusting(TRUSTS_BOB);
    let id = world.signed_in();
    world.switch_to(&id, ROLE).unwrap();
    world.switch_to(&id, ROLE).unwrap();
    let from_bob = format!("SwitchRole by {READER} from {BOB}: done");
    assert_eq!(world.events().last(), Some(&from_bob));
}

#[test]
fn the_trust_policy_decides() {
    let world = trusting(TRUSTS_WITH_MFA);
    let id = world.signed_in();
    world.events();
    let refused = world.switch_to(&id, ROLE).unwrap_err();
    assert_eq!(refused.error.code, ErrorCode::AccessDenied);
    assert_eq!(refused.why.unwrap().action, "sts:AssumeRole");
    assert_eq!(world.visitor(&id).caller.shown(), BOB);
    let denied = "The role may not be assumed";
    assert_eq!(world.events(), [format!("SwitchRole by {BOB}: {denied}")]);

    world.ports().console.devices.lock().push(DEVICE.to_owned());
    let with_code = world.try_code(&world.pending(), DEVICE, CODE).unwrap();
    world.switch_to(&with_code, ROLE).unwrap();
}

/// SECURITY: of roles of other accounts nobody learns whether they are there.
#[test]
fn roles_of_others_are_refused_without_a_reason() {
    let deny = r#"{"Effect": "Deny", "Action": "*", "Principal": "*"}"#;
    let world = World::new(Ports::default().with_role(FOREIGN, deny));
    let id = world.signed_in();
    let there = world.switch_to(&id, FOREIGN).unwrap_err();
    let absent = world.switch_to(&id, "arn:aws:iam::210987654321:role/Absent");
    let absent = absent.unwrap_err();
    assert!(there.why.is_none() && absent.why.is_none());
    let text = |refused: &Refused| refused.error.message.replace("Absent", "Reader");
    assert_eq!(text(&there), text(&absent));
}

#[test]
fn a_role_that_went_between_is_not_switched_to() {
    let anybody = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"}"#;
    let allow = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;
    // Whoever is of another account is gone by then, in these tests.
    let world = World::new(Ports::allowing(allow).with_role(FOREIGN, anybody));
    let id = world.signed_in();
    world.events();
    let refused = world.switch_to(&id, FOREIGN).unwrap_err();
    assert_eq!(refused.error.code, ErrorCode::AccessDenied);
    assert_eq!(world.visitor(&id).caller.shown(), BOB);
    let failed = format!("SwitchRole by {BOB}: The role may not be assumed");
    assert_eq!(world.events(), [failed]);
}

#[test]
fn root_users_switch_to_nothing() {
    let world = trusting(TRUSTS_BOB);
    let step = world.try_password(ALIAS, None, ROOT_PASSWORD).unwrap();
    let SignInStep::Done(id) = step else {
        panic!("{step:?}");
    };
    let refused = world.switch_to(&id, ROLE).unwrap_err();
    let text = "Roles may not be assumed by root accounts.";
    assert_eq!(refused.error.message, text);
}

#[test]
fn nobody_switches_in_a_session_that_has_ended() {
    let world = trusting(TRUSTS_BOB);
    let id = world.signed_in();
    let visitor = world.visitor(&id);
    world.ports().console.sessions.lock().clear();
    let wish = RoleWish {
        role_arn: ROLE,
        display_name: None,
    };
    let sts = Sts { seconds: 900 };
    let switched = switch_role(&world.guard, &sts, &visitor, wish, &world.request);
    let refused = block_on(switched).unwrap_err();
    assert_eq!(refused.error.message, "The console session has ended.");
}

#[test]
fn nobody_switches_whose_event_cannot_be_written() {
    let mut world = trusting(TRUSTS_BOB);
    let id = world.signed_in();
    let visitor = world.visitor(&id);
    let sessions = std::mem::take(&mut *world.ports().console.sessions.lock());
    let ports = Ports::default().with_role(ROLE, TRUSTS_BOB);
    *ports.console.sessions.lock() = sessions;
    let fails = Events {
        fails: true,
        ..Events::default()
    };
    world.guard = iamd_auth::Guard::new(ports, fails);
    let wish = RoleWish {
        role_arn: ROLE,
        display_name: None,
    };
    let sts = Sts { seconds: 900 };
    let switched = switch_role(&world.guard, &sts, &visitor, wish, &world.request);
    let refused = block_on(switched).unwrap_err();
    assert_eq!(refused.error.code, ErrorCode::ServiceUnavailable);
    assert!(!world.visitor(&id).is_switched());
}
