//! Whom `NotPrincipal` spares if its users and roles are known by their ids.

use super::*;
use crate::{document::Document, trace::NoTrace};

const ALICE: &str = "arn:aws:iam::111111111111:user/Alice";
const BOB: &str = "arn:aws:iam::222222222222:user/Bob";
const BOB_ID: &str = "AIDABOB";

/// Whether a Deny to all but account 111111111111 and a name spares a caller. The name is Bob's, who
/// is of `account`; without one it means itself.
fn spares(name: &str, account: Option<&str>, caller: Principal<'_>) -> bool {
    let text = format!(
        r#"{{"Statement": {{"Effect": "Deny", "Action": "*", "Resource": "*",
            "NotPrincipal": {{"AWS": ["111111111111", "{name}"]}}}}}}"#
    );
    let document = Document::parse(&text).unwrap();
    let element = document.statements[0].value.principal.as_ref().unwrap();
    let begins = text.find(&format!("\"{name}\"")).unwrap();
    let mut entity = |at: Position| {
        let account = account.filter(|_| at.offset as usize == begins)?;
        Some(NamedEntity {
            account: account.into(),
            id: BOB_ID.into(),
        })
    };
    let matcher = PrincipalMatcher::new(&element.value, Position::START, &mut entity);
    let view = View::new(PrincipalRule::Required(&caller));
    let statement = (Effect::Deny, Position::START);
    PrincipalMatcher::grant(Some(&matcher), statement, &view, &mut NoTrace).is_none()
}

#[test]
fn an_account_spares_its_users_beside_an_entity_of_another() {
    let alice = Principal::user(ALICE).with_id("AIDAALICE");
    for name in [BOB, BOB_ID] {
        assert!(spares(name, Some("222222222222"), alice), "{name}");
        assert!(!spares(name, Some("111111111111"), alice), "{name}");
    }
}

#[test]
fn an_id_that_the_document_itself_has_may_be_of_every_account() {
    let alice = Principal::user(ALICE).with_id("AIDAALICE");
    assert!(!spares(BOB_ID, None, alice));
    assert!(spares(BOB, None, alice));
}

#[test]
fn whoever_is_meant_is_found_by_the_id_and_not_by_the_name() {
    let bob = Principal::user(BOB).with_id(BOB_ID);
    let namesake = Principal::user(BOB).with_id("AIDANEWBOB");
    assert!(spares(BOB, Some("222222222222"), bob));
    assert!(!spares(BOB, Some("222222222222"), namesake));
    assert!(spares(BOB, None, namesake));
}

#[test]
fn an_id_means_nobody_of_another_account() {
    const ROLE: &str = "arn:aws:iam::222222222222:role/Bob";
    const SESSION: &str = "arn:aws:sts::222222222222:assumed-role/Bob/session";
    for caller in [Principal::user(BOB), Principal::role_session(SESSION, ROLE)] {
        let caller = caller.with_id(BOB_ID);
        assert!(spares(BOB, Some("222222222222"), caller));
        assert!(!spares(BOB, Some("333333333333"), caller));
    }
}
