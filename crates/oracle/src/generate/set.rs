//! Sets of policies: what the layers hold while many requests are asked.

use super::{
    chance::Chance,
    draft::{Drafter, Place, Taste},
    words::{FREE_TARGETS, KEY_TARGETS, Key, PEOPLE, Person, TARGETS, TRUST_TARGETS, Target},
};
use crate::caller::CallerKind;

/// The policies of all layers, as JSON, and who and what to ask about.
#[derive(Debug)]
pub(super) struct Set {
    pub(super) identity: Vec<String>,
    pub(super) resource: Option<String>,
    pub(super) boundary: Vec<String>,
    pub(super) session: Vec<String>,
    pub(super) scp: Vec<Vec<String>>,
    pub(super) rcp: Vec<Vec<String>>,
    pub(super) endpoint: Vec<String>,
    pub(super) people: Vec<&'static Person>,
    pub(super) targets: Vec<&'static Target>,
    pub(super) keys: Vec<&'static Key>,
    /// How many of a hundred requests leave a layer out
    pub(super) left_out: usize,
}

/// What a set is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// Conditions in one identity policy
    Conditions,
    /// A resource policy against the caller's layers
    Resource,
    /// Trust policies
    Trust,
    /// Key policies
    Key,
    /// Service and resource control policies, endpoints
    Guards,
    /// Patterns of actions and resources
    Patterns,
    /// Everything
    Free,
}

const FAMILIES: &[(Family, usize)] = &[
    (Family::Conditions, 30),
    (Family::Resource, 20),
    (Family::Trust, 14),
    (Family::Key, 8),
    (Family::Guards, 10),
    (Family::Patterns, 10),
    (Family::Free, 8),
];

const ALLOW_ALL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

impl Set {
    /// A set by chance.
    pub(super) fn draw(chance: &mut Chance) -> Self {
        let family = family(chance);
        let targets = targets(chance, family);
        let people = people(chance, family);
        let names: Vec<&'static str> = people.iter().flat_map(|person| own_names(person)).collect();
        let taste = match family {
            Family::Conditions => Taste {
                deny: 25,
                condition: 95,
                odd: 2,
                everything: 92,
                special: 4,
            },
            Family::Patterns => Taste {
                deny: 30,
                condition: 5,
                odd: 2,
                everything: 12,
                special: 45,
            },
            Family::Free => Taste {
                deny: 25,
                condition: 30,
                odd: 6,
                everything: 50,
                special: 20,
            },
            _ => Taste {
                deny: 12,
                condition: 15,
                odd: 2,
                everything: 70,
                special: 10,
            },
        };
        let mut drafter = Drafter {
            chance,
            targets: &targets,
            names: &names,
            taste,
            keys: Vec::new(),
        };
        let mut set = match family {
            Family::Conditions | Family::Patterns => own_policies(&mut drafter),
            Family::Guards => guards(&mut drafter),
            Family::Resource | Family::Key => layered(&mut drafter, Place::Resource),
            Family::Trust => layered(&mut drafter, Place::Trust),
            Family::Free => everything(&mut drafter),
        };
        set.keys = drafter.keys;
        set.people = people;
        set.targets = targets;
        set
    }

    fn empty(left_out: usize) -> Self {
        Self {
            identity: Vec::new(),
            resource: None,
            boundary: Vec::new(),
            session: Vec::new(),
            scp: Vec::new(),
            rcp: Vec::new(),
            endpoint: Vec::new(),
            people: Vec::new(),
            targets: Vec::new(),
            keys: Vec::new(),
            left_out,
        }
    }
}

fn own_policies(drafter: &mut Drafter<'_>) -> Set {
    let mut set = Set::empty(0);
    set.identity = drafter.documents(Place::Caller, 2);
    if drafter.chance.percent(25) {
        set.resource = Some(drafter.document(Place::Resource));
    }
    if drafter.chance.percent(25) {
        set.boundary = drafter.documents(Place::Caller, 1);
    }
    set.session = vec![allow_all_or(drafter, 70)];
    set
}

fn layered(drafter: &mut Drafter<'_>, place: Place) -> Set {
    let mut set = Set::empty(25);
    set.resource = Some(drafter.document(place));
    set.identity = vec![allow_all_or(drafter, 40)];
    set.boundary = vec![allow_all_or(drafter, 40)];
    set.session = vec![allow_all_or(drafter, 40)];
    if drafter.chance.percent(15) {
        set.scp = vec![vec![allow_all_or(drafter, 70)]];
    }
    set
}

fn guards(drafter: &mut Drafter<'_>) -> Set {
    let mut set = Set::empty(20);
    set.identity = vec![ALLOW_ALL.to_owned()];
    set.session = vec![ALLOW_ALL.to_owned()];
    let everyone = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#;
    set.resource = Some(everyone.to_owned());
    for _ in 0..drafter.chance.below(4) {
        let level = match drafter.chance.below(12) {
            0 => Vec::new(),
            1..6 => vec![allow_all_or(drafter, 50), allow_all_or(drafter, 50)],
            _ => vec![allow_all_or(drafter, 60)],
        };
        set.scp.push(level);
    }
    for _ in 0..drafter.chance.below(3) {
        let level = drafter.documents(Place::Guard, 2);
        set.rcp.push(level);
    }
    if drafter.chance.percent(50) {
        set.endpoint = drafter.documents(Place::Guard, 2);
    }
    set
}

fn everything(drafter: &mut Drafter<'_>) -> Set {
    let mut set = Set::empty(40);
    set.identity = drafter.documents(Place::Caller, 3);
    let is_trust = drafter
        .targets
        .iter()
        .any(|target| target.resource.contains(":role/"));
    let place = if is_trust {
        Place::Trust
    } else {
        Place::Resource
    };
    set.resource = Some(drafter.document(place));
    set.boundary = drafter.documents(Place::Caller, 2);
    set.session = drafter.documents(Place::Caller, 2);
    set.scp = vec![
        vec![allow_all_or(drafter, 70)],
        drafter.documents(Place::Caller, 2),
    ];
    set.rcp = vec![drafter.documents(Place::Guard, 1)];
    set.endpoint = vec![allow_all_or(drafter, 60)];
    set
}

fn allow_all_or(drafter: &mut Drafter<'_>, percent: usize) -> String {
    if drafter.chance.percent(percent) {
        ALLOW_ALL.to_owned()
    } else {
        drafter.document(Place::Caller)
    }
}

fn family(chance: &mut Chance) -> Family {
    let total = FAMILIES.iter().map(|(_, weight)| weight).sum();
    let mut number = chance.below(total);
    for (family, weight) in FAMILIES {
        if number < *weight {
            return *family;
        }
        number -= weight;
    }
    Family::Free
}

fn targets(chance: &mut Chance, family: Family) -> Vec<&'static Target> {
    let pool: Vec<&'static Target> = match family {
        Family::Trust => TRUST_TARGETS.iter().collect(),
        Family::Key => KEY_TARGETS.iter().collect(),
        Family::Free => TARGETS
            .iter()
            .chain(TRUST_TARGETS)
            .chain(KEY_TARGETS)
            .chain(FREE_TARGETS)
            .collect(),
        Family::Conditions | Family::Resource | Family::Guards | Family::Patterns => {
            TARGETS.iter().collect()
        }
    };
    (0..3).filter_map(|_| chance.one(&pool).copied()).collect()
}

fn people(chance: &mut Chance, family: Family) -> Vec<&'static Person> {
    let simple = |person: &&Person| {
        matches!(
            person.kind,
            CallerKind::User | CallerKind::RoleSession | CallerKind::FederatedUser
        )
    };
    let pool: Vec<&'static Person> = match family {
        Family::Conditions | Family::Patterns => PEOPLE.iter().filter(simple).collect(),
        _ => PEOPLE.iter().collect(),
    };
    (0..4).filter_map(|_| chance.one(&pool).copied()).collect()
}

/// The names under which principal elements know somebody, as far as they stand in the question.
fn own_names(person: &Person) -> Vec<&'static str> {
    let own = person
        .principal
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'));
    let issuer = person
        .issuer
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'));
    let role = person
        .context
        .iter()
        .find(|(key, _)| *key == "aws:PrincipalArn");
    let role = role.and_then(|(_, value)| value.strip_prefix('"')?.strip_suffix('"'));
    let account = own.and_then(|own| own.split(':').nth(4));
    [own, issuer, role, account]
        .into_iter()
        .flatten()
        .filter(|name| *name != "anonymous")
        .collect()
}
