//! Whom a Deny with `NotPrincipal` spares.

use iamd_policy::{Effect, PrincipalElement, PrincipalKind, PrincipalType, Principals, Statement};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    generate::{Naming, everything, here, layers, questions, text},
    words::{FEDERATED, OWN, PRINCIPALS, ROLE, ROOT, SESSION, USER},
    world::Place,
};

/// A Deny of everything to all but some AWS principals.
fn deny_all_but<'a>(names: impl IntoIterator<Item = &'a str>) -> Statement {
    let kind = PrincipalKind {
        name: text("AWS"),
        values: names.into_iter().map(text).collect(),
    };
    let mut statement = everything(Effect::Deny, Naming::Mostly);
    statement.principal = Some(here(PrincipalElement {
        negated: true,
        principals: Principals::ByKind(vec![kind]),
    }));
    statement
}

fn names() -> impl Strategy<Value = Vec<&'static str>> {
    let (_, aws): (Vec<_>, Vec<_>) = PRINCIPALS
        .iter()
        .filter(|(kind, _)| *kind == "AWS")
        .copied()
        .unzip();
    vec(select(aws), 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// An account that is named beside one of its users, roles or sessions, or beside an id that may
    /// be one of theirs, spares nobody more. Exception: its root user.
    #[test]
    fn an_account_beside_its_entity_spares_nobody_more(
        layers in layers(),
        names in names(),
        entity in select(&[USER, ROLE, SESSION, FEDERATED, "AIDAEXAMPLE", "AROAOTHER"][..]),
        account in select(&[OWN, ROOT][..]),
        questions in questions(),
    ) {
        let names = || names.iter().copied().chain([entity]);
        let put = |statement| layers.with(Place::Resource, statement).outcomes(&questions);
        let before = put(deny_all_but(names()));
        let after = put(deny_all_but(names().chain([account])));
        for ((before, after), question) in before.into_iter().zip(after).zip(&questions) {
            let is_root = question.caller().kind() == PrincipalType::RootUser;
            prop_assert!(before == after || is_root, "{:?}", question);
        }
    }

    /// Whoever is named by a name of its own is spared, whatever is named besides. Exception: whoever
    /// has a boundary.
    #[test]
    fn an_own_name_always_spares(layers in layers(), names in names(), questions in questions()) {
        prop_assume!(!layers.has(Place::Boundary));
        let before = layers.with(Place::Resource, deny_all_but(["*"])).outcomes(&questions);
        for (question, before) in questions.iter().zip(before) {
            let caller = question.caller();
            if caller.account().is_none() {
                continue;
            }
            for own in [Some(caller.name()), caller.stands_for(), caller.id()] {
                // A root user's session is not the root user, whose name is the account's.
                let own = own.filter(|own| *own != ROOT);
                let Some(own) = own else { continue };
                let deny = deny_all_but(names.iter().copied().chain([own]));
                let after = layers.with(Place::Resource, deny).outcomes(std::slice::from_ref(question));
                prop_assert_eq!(after[0], before, "{} {:?}", own, question);
            }
        }
    }
}
