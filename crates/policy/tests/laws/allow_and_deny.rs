//! What an allow, a deny or a limit more can change.

use iamd_policy::{Effect, Layer, Outcome, PrincipalType};
use proptest::prelude::*;

use crate::{
    generate::{addition, everything_in, layers, questions, v2012},
    words::OWN,
    world::{Place, Question},
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// An explicit deny wins in every layer that bears on the request, whatever the others allow.
    #[test]
    fn a_deny_of_everything_wins_anywhere(layers in layers(), questions in questions()) {
        for place in Place::ALL {
            let denied = layers.with(place, everything_in(place, Effect::Deny));
            let sets = denied.sets();
            for question in &questions {
                let decision = question.put(&sets, &mut iamd_policy::NoTrace);
                let bears = bears(place, question, layers.in_management_account);
                if bears && decision.layer != Layer::Unconditional {
                    prop_assert_eq!(decision.outcome, Outcome::ExplicitlyDenied, "{:?} {:?}", place, question);
                }
            }
        }
    }

    /// A deny more, in any layer, denies or changes nothing: it never allows, and what was denied
    /// explicitly stays so.
    #[test]
    fn adding_a_deny_never_allows(
        layers in layers(),
        (place, deny) in addition(Effect::Deny),
        questions in questions(),
    ) {
        let before = layers.outcomes(&questions);
        let after = layers.with(place, deny).outcomes(&questions);
        for (before, after) in before.into_iter().zip(after) {
            prop_assert!(after != Outcome::Allowed || before == Outcome::Allowed);
            prop_assert!(before != Outcome::ExplicitlyDenied || after == before);
        }
    }

    /// An allow more never denies, neither explicitly nor by missing. Exception: a first policy in a
    /// layer that limits, for with it comes the limit.
    #[test]
    fn adding_an_allow_never_denies(
        layers in layers(),
        (place, allow) in addition(Effect::Allow),
        questions in questions(),
    ) {
        let is_limit = !matches!(place, Place::Identity | Place::Resource | Place::ResourceControl);
        prop_assume!(layers.has(place) || !is_limit);
        let before = layers.outcomes(&questions);
        let after = layers.with(place, allow).outcomes(&questions);
        for (before, after) in before.into_iter().zip(after) {
            prop_assert!(before != Outcome::Allowed || after == before);
            let explicit = |outcome| outcome == Outcome::ExplicitlyDenied;
            prop_assert_eq!(explicit(before), explicit(after));
        }
    }

    /// A boundary, a session's policies, an endpoint's, a level of service or resource control
    /// policies more never allows more. Exception: the session policies of a federated user, which
    /// has none of its user's permissions without them.
    #[test]
    fn a_limit_more_never_allows(
        layers in layers(),
        limits in layers(),
        questions in questions(),
    ) {
        let before = layers.outcomes(&questions);
        for place in [Place::Boundary, Place::Session, Place::Endpoint] {
            let mut limited = layers.clone();
            if layers.has(place) {
                continue;
            }
            limited.single[place as usize].clone_from(&limits.single[place as usize]);
            let after = limited.outcomes(&questions);
            for ((before, after), question) in before.iter().zip(after).zip(&questions) {
                let is_federated = question.caller().kind() == PrincipalType::FederatedUser;
                if place != Place::Session || !is_federated {
                    prop_assert!(after != Outcome::Allowed || *before == after, "{:?}", place);
                }
            }
        }
        let mut levels = layers.clone();
        levels.service_control.extend(limits.service_control);
        levels.resource_control.extend(limits.resource_control);
        for (before, after) in before.iter().zip(levels.outcomes(&questions)) {
            prop_assert!(after != Outcome::Allowed || *before == after);
        }
    }

    /// What a limit does not allow is not allowed, though it denies nothing. Exceptions: a boundary
    /// or a session's policies do not limit what a resource's policy grants to the caller itself,
    /// and a root user has neither.
    #[test]
    fn what_a_limit_lacks_is_missing(layers in layers(), questions in questions()) {
        let mut nothing = everything_in(Place::Identity, Effect::Allow);
        nothing.action = None;
        for place in [Place::Boundary, Place::Session, Place::Endpoint, Place::ServiceControl] {
            let mut limited = layers.clone();
            let limit = vec![v2012(vec![nothing.clone()])];
            match place {
                Place::ServiceControl => limited.service_control.push(limit),
                _ => limited.single[place as usize] = Some(limit),
            }
            for (question, decision) in questions.iter().zip(limited.decide(&questions)) {
                let by_resource = matches!(decision.layer, Layer::Resource | Layer::Trust);
                let is_spared = match place {
                    Place::Boundary | Place::Session => {
                        by_resource || question.caller().kind() == PrincipalType::RootUser
                    }
                    _ => false,
                };
                let bears = bears(place, question, layers.in_management_account);
                if bears && !is_spared && decision.layer != Layer::Unconditional {
                    prop_assert!(!decision.is_allowed(), "{:?} {:?}", place, question);
                }
            }
        }
    }

    /// Service and resource control policies only limit: who is spared by them, in the management
    /// account, is denied nothing more.
    #[test]
    fn the_management_account_is_allowed_no_less(layers in layers(), questions in questions()) {
        let mut member = layers.clone();
        member.in_management_account = false;
        let mut management = layers;
        management.in_management_account = true;
        let outcomes = member.outcomes(&questions).into_iter().zip(management.outcomes(&questions));
        for (member, management) in outcomes {
            prop_assert!(member != Outcome::Allowed || management == member);
        }
    }

    /// A statement that has no condition any more matches what it matched, and more: without the
    /// conditions of its Allows nothing is denied that was allowed, without those of its Denies
    /// nothing is allowed that was denied. What has an operator that is not known is no exception.
    #[test]
    fn removing_conditions_widens_a_statement(layers in layers(), questions in questions()) {
        let before = layers.outcomes(&questions);
        let without = |effect: Effect| {
            let removed = layers.map_statements(|statement| {
                if statement.effect.value.effect == effect {
                    statement.condition = None;
                }
            });
            removed.outcomes(&questions)
        };
        let allows = before.iter().zip(without(Effect::Allow));
        for (before, after) in allows {
            prop_assert!(*before != Outcome::Allowed || after == Outcome::Allowed);
        }
        for (before, after) in before.iter().zip(without(Effect::Deny)) {
            prop_assert!(after != Outcome::Allowed || *before == Outcome::Allowed);
        }
    }

    /// With an `Allow` in the place of every `Deny`, nothing is denied explicitly.
    #[test]
    fn nothing_but_a_deny_denies_explicitly(layers in layers(), questions in questions()) {
        let open = layers.map(|mut documents| {
            for document in &mut documents {
                let statements = &mut document.statements;
                statements.retain(|statement| statement.value.effect.value.effect == Effect::Allow);
            }
            documents
        });
        for outcome in open.outcomes(&questions) {
            prop_assert!(outcome != Outcome::ExplicitlyDenied);
        }
    }
}

/// Whether a statement about everything, at a place, bears on a question. A trust policy's `*` is
/// nobody without credentials of an account, control policies spare roles that services made for
/// themselves and the management account, and resource control policies bear on some services only.
fn bears(place: Place, question: &Question, in_management_account: bool) -> bool {
    let caller = question.caller();
    let has_account = caller.account().is_some();
    let role = caller.stands_for().unwrap_or_default();
    let is_service_linked = role.contains(":role/aws-service-role/");
    let action = question.action.to_ascii_lowercase();
    match place {
        Place::Identity | Place::Session => has_account,
        Place::Boundary => has_account && caller.kind() != PrincipalType::RootUser,
        Place::Resource => has_account || !action.starts_with("sts:"),
        Place::Endpoint => true,
        Place::ServiceControl => has_account && !is_service_linked && !in_management_account,
        Place::ResourceControl => {
            let account = question
                .account
                .or_else(|| question.resource.split(':').nth(4));
            let is_own =
                has_account && account.is_none_or(|account| account.is_empty() || account == OWN);
            let is_listed = ["s3:", "sts:", "kms:"]
                .iter()
                .any(|service| action.starts_with(service));
            is_listed && !is_service_linked && !(in_management_account && is_own)
        }
    }
}
