//! What the generated questions reached, and what they had to reach.

use std::collections::BTreeMap;

use crate::{
    answer::Decision,
    caller::CallerKind,
    condition::{Name, Presence, Test},
    generate::Generator,
    layer::Layer,
    principal::Naming,
    question::ResourcePolicyKind,
};

/// What a layer said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// A statement denies
    Deny,
    /// A statement allows
    Allow,
    /// Neither
    Nothing,
}

/// Which of the caller's layers did not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    /// All of them allowed, or were not there
    None,
    /// The identity policies
    Identity,
    /// The permissions boundary
    Boundary,
    /// The session policies
    Session,
}

/// One thing that can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// A condition's operator was tested
    Test(Test),
    /// A layer spoke
    Layer(Layer, Says),
    /// A layer made the decision
    Decided(Layer, Decision),
    /// A kind of caller got a decision
    Caller(CallerKind, Decision),
    /// An action that needs no permission was asked by this kind
    Exempt(CallerKind),
    /// The resource's policy granted, and of the other layers at most one was silent
    Row {
        /// The kind of the resource's policy
        kind: ResourcePolicyKind,
        /// Whether caller and resource are of one account
        same: bool,
        /// How the policy named the caller
        naming: Naming,
        /// Which other layer was silent
        silence: Silence,
        /// What came of it
        decision: Decision,
    },
    /// The question could not be read
    Error,
    /// A scenario of this number got a decision
    Scenario(usize, Decision),
    /// A scenario of this number got an error
    ScenarioError(usize),
}

/// How often each thing was reached.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Seen {
    counts: BTreeMap<Cell, u64>,
}

impl Seen {
    /// Counts one thing.
    pub fn count(&mut self, cell: Cell) {
        *self.counts.entry(cell).or_default() += 1;
    }

    /// Adds what another run reached.
    pub fn add(&mut self, other: &Self) {
        for (cell, count) in &other.counts {
            *self.counts.entry(*cell).or_default() += count;
        }
    }

    /// How often a thing was reached.
    pub fn of(&self, cell: Cell) -> u64 {
        self.counts.get(&cell).copied().unwrap_or_default()
    }

    /// How often a test was reached, over all kinds of presence.
    pub fn of_test(&self, name: Name, held: bool) -> u64 {
        let cell = |&presence| {
            Cell::Test(Test {
                name,
                presence,
                held,
            })
        };
        Presence::ALL
            .iter()
            .map(|presence| self.of(cell(presence)))
            .sum()
    }

    /// What had to be reached and was not.
    pub fn missing(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for cell in required() {
            if self.of(cell) == 0 {
                missing.push(format!("{cell:?}"));
            }
        }
        for name in Name::all() {
            for held in [true, false] {
                if self.of_test(name, held) == 0 {
                    missing.push(format!("{name} {held}"));
                }
            }
            for &presence in Presence::ALL {
                let of = |held| {
                    self.of(Cell::Test(Test {
                        name,
                        presence,
                        held,
                    }))
                };
                if of(true) + of(false) == 0 {
                    missing.push(format!("{name} {presence:?}"));
                }
            }
        }
        for (number, title) in Generator::scenarios().into_iter().enumerate() {
            let allowed = self.of(Cell::Scenario(number, Decision::Allowed));
            let denied = self.of(Cell::Scenario(number, Decision::ImplicitlyDenied))
                + self.of(Cell::Scenario(number, Decision::ExplicitlyDenied));
            let refused = self.of(Cell::ScenarioError(number));
            // Some questions are never denied, and some are hardly ever well-formed.
            if allowed == 0 || denied + refused == 0 {
                missing.push(format!("scenario {number}: {title}"));
            }
        }
        missing
    }

    /// All counts, in order.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (Cell, u64)> {
        self.counts.iter().map(|(cell, count)| (*cell, *count))
    }
}

/// What every run of a serious length must reach, but for the operators.
fn required() -> Vec<Cell> {
    let mut cells = vec![Cell::Error];
    for &layer in Layer::ALL {
        if layer != Layer::Root {
            cells.extend(
                [Says::Deny, Says::Allow, Says::Nothing].map(|says| Cell::Layer(layer, says)),
            );
            cells.push(Cell::Decided(layer, Decision::ExplicitlyDenied));
        }
        // Of resource control policies only denies count, and the root user's right never fails.
        if layer != Layer::Rcp && layer != Layer::Root {
            cells.push(Cell::Decided(layer, Decision::ImplicitlyDenied));
        }
        if matches!(
            layer,
            Layer::Resource | Layer::Trust | Layer::Identity | Layer::Root
        ) {
            cells.push(Cell::Decided(layer, Decision::Allowed));
        }
    }
    for &kind in CallerKind::ALL {
        cells.extend(
            Decision::ALL
                .iter()
                .map(|&decision| Cell::Caller(kind, decision)),
        );
    }
    let may_ask = [
        CallerKind::User,
        CallerKind::Root,
        CallerKind::RoleSession,
        CallerKind::FederatedUser,
    ];
    cells.extend(may_ask.map(Cell::Exempt));
    let kinds = [
        ResourcePolicyKind::Ordinary,
        ResourcePolicyKind::Trust,
        ResourcePolicyKind::Key,
    ];
    for kind in kinds {
        for row in ROWS {
            let (naming, silence, same, across) = *row;
            cells.push(Cell::Row {
                kind,
                same: true,
                naming,
                silence,
                decision: same,
            });
            cells.push(Cell::Row {
                kind,
                same: false,
                naming,
                silence,
                decision: across,
            });
        }
    }
    cells
}

/// The table: who is named, which other layer is silent, what comes of it in one account and
/// between two. Written from the text, not computed.
#[rustfmt::skip]
const ROWS: &[(Naming, Silence, Decision, Decision)] = {
    use Decision::{Allowed as Yes, ImplicitlyDenied as No};
    &[
        (Naming::User,          Silence::None,     Yes, Yes),
        (Naming::User,          Silence::Identity, Yes, No),
        (Naming::User,          Silence::Boundary, Yes, No),
        (Naming::Role,          Silence::None,     Yes, Yes),
        (Naming::Role,          Silence::Identity, Yes, No),
        (Naming::Role,          Silence::Boundary, No,  No),
        (Naming::Role,          Silence::Session,  No,  No),
        (Naming::Session,       Silence::None,     Yes, Yes),
        (Naming::Session,       Silence::Identity, Yes, No),
        (Naming::Session,       Silence::Boundary, Yes, No),
        (Naming::Session,       Silence::Session,  Yes, No),
        (Naming::FederatedUser, Silence::None,     Yes, Yes),
        (Naming::FederatedUser, Silence::Identity, Yes, No),
        (Naming::FederatedUser, Silence::Boundary, Yes, No),
        (Naming::FederatedUser, Silence::Session,  Yes, No),
        (Naming::Issuer,        Silence::None,     Yes, Yes),
        (Naming::Issuer,        Silence::Identity, Yes, No),
        (Naming::Issuer,        Silence::Boundary, No,  No),
        (Naming::Issuer,        Silence::Session,  No,  No),
        (Naming::Anyone,        Silence::None,     Yes, Yes),
        (Naming::Anyone,        Silence::Identity, Yes, No),
        (Naming::Anyone,        Silence::Boundary, Yes, No),
        (Naming::Anyone,        Silence::Session,  Yes, No),
        (Naming::Account,       Silence::None,     Yes, Yes),
        (Naming::Account,       Silence::Identity, No,  No),
        (Naming::Account,       Silence::Boundary, No,  No),
        (Naming::Account,       Silence::Session,  No,  No),
    ]
};
