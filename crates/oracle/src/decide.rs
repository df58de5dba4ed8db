//! The decision: how the layers' verdicts come together.

use crate::{
    answer::{Decision, Outcome},
    caller::CallerKind,
    fault::Fault,
    layer::{Layer, Place, Verdict, Verdicts},
    principal::Reach,
    question::ResourcePolicyKind,
    seen::{Cell, Silence},
    trial::Trial,
};

/// Which sides must allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// The resource's policy alone: the caller has no policies
    ResourceOnly,
    /// One account: the resource's policy or the caller's
    Either,
    /// One account, a role's trust policy or a key's policy: it must allow, and may be enough
    Resource,
    /// Two accounts: both sides
    Both,
}

/// Decides one question.
pub(crate) fn decide(trial: &Trial<'_>) -> Outcome {
    let question = trial.question;
    if needs_no_permission(trial) {
        return Outcome {
            decision: Decision::Allowed,
            layer: None,
            statement: None,
        };
    }
    let layer = match question.resource_policy_kind() {
        ResourcePolicyKind::Trust => Layer::Trust,
        ResourcePolicyKind::Ordinary | ResourcePolicyKind::Key => Layer::Resource,
    };
    let verdicts = Verdicts::of(trial);
    let deny = verdicts.first_deny(layer);
    let passes =
        trial.faults.has(Fault::RootPassesDenies) && question.caller.kind == CallerKind::Root;
    let outcome = match deny {
        Some((layer, place)) if !passes => Outcome {
            decision: Decision::ExplicitlyDenied,
            layer: Some(layer),
            statement: Some(place),
        },
        _ => Sides::of(trial, &verdicts).weigh(layer),
    };
    note_row(trial, &verdicts, &outcome);
    outcome
}

/// Everyone with credentials may ask who they are, even against an explicit deny; users and the
/// root user may ask for a session.
fn needs_no_permission(trial: &Trial<'_>) -> bool {
    let question = trial.question;
    let kind = question.caller.kind;
    question.action_is("sts:GetCallerIdentity")
        && question.caller.has_credentials()
        && !trial.faults.has(Fault::CallerIdentityDeniable)
        || question.action_is("sts:GetSessionToken")
            && (kind == CallerKind::User || kind == CallerKind::Root)
}

/// What stands for the caller's own policies.
#[derive(Debug, Clone, Copy)]
enum Own {
    /// This statement allows
    Statement(Place),
    /// The caller is the root user, or has its session from it: allowed by default
    Root,
    /// Nothing allows
    Nothing,
}

/// Everything that the decision hangs on, once nothing denies.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one step of the weighing"
)]
struct Sides {
    need: Need,
    scp: bool,
    /// Whether the resource's policy grants at all
    granted: bool,
    /// Whether it grants with more than a delegation to the account
    granted_to_caller: bool,
    /// The first grant that suffices without the caller's policies
    sufficient: Option<Place>,
    own: Own,
    boundary: bool,
    session: bool,
    endpoint: bool,
    is_root: bool,
}

impl Sides {
    fn of(trial: &Trial<'_>, verdicts: &Verdicts) -> Self {
        let question = trial.question;
        let faults = trial.faults;
        let need = need(trial);
        let allows =
            |verdict: &Option<Verdict>| verdict.as_ref().is_none_or(|it| it.allow().is_some());
        let boundary = allows(&verdicts.boundary);
        let session = session_allows(trial, verdicts);
        let grants = verdicts
            .resource
            .iter()
            .flat_map(|it| it.allows.iter().copied());
        let alone = grants
            .clone()
            .find(|(naming, _)| match (need, naming.reach(faults)) {
                (Need::Both, _) if !faults.has(Fault::CrossAccountShortcut) => false,
                (Need::ResourceOnly, _) | (_, Reach::Free) => true,
                (_, Reach::Limited) => boundary && session,
                (_, Reach::Delegates) => false,
            });
        let named = |least| {
            grants
                .clone()
                .any(|(naming, _)| naming.reach(faults) >= least)
        };
        let levels = verdicts
            .scp
            .iter()
            .flatten()
            .map(|level| level.allow().is_some());
        let any_level = faults.has(Fault::ScpAnyLevel) && verdicts.scp.is_some();
        Self {
            need,
            scp: if any_level {
                levels.clone().any(|it| it)
            } else {
                levels.clone().all(|it| it)
            },
            granted: grants.clone().next().is_some(),
            granted_to_caller: named(Reach::Limited),
            sufficient: alone.map(|(_, place)| place),
            own: own_side(trial, verdicts),
            boundary,
            session,
            endpoint: allows(&verdicts.endpoint),
            is_root: question.caller.kind == CallerKind::Root,
        }
    }

    /// Finds the first layer whose allow is missing, or the one that allowed.
    fn weigh(&self, resource: Layer) -> Outcome {
        let alone = self.sufficient.is_some();
        // Between accounts nothing stands in for the caller's own policies.
        let stands_in = self.need != Need::Both && self.granted_to_caller;
        let own = !matches!(self.own, Own::Nothing);
        let steps = [
            (Layer::Scp, self.scp),
            // The root user cannot assume roles, whatever their trust policies say.
            (resource, !(self.is_root && resource == Layer::Trust)),
            (resource, self.need == Need::Either || self.granted),
            (Layer::Identity, alone || stands_in || own),
            (Layer::Boundary, alone || self.boundary),
            (Layer::Session, alone || self.session),
            (Layer::Endpoint, self.endpoint),
        ];
        if let Some((layer, _)) = steps.into_iter().find(|(_, allows)| !allows) {
            let layer = Some(layer);
            return Outcome {
                decision: Decision::ImplicitlyDenied,
                layer,
                statement: None,
            };
        }
        let (layer, statement) = match (self.sufficient, self.own) {
            // The root user of the resource's account needs nothing else.
            _ if self.is_root && self.need == Need::Either => (Layer::Root, None),
            (Some(place), _) => (resource, Some(place)),
            (None, Own::Statement(place)) => (Layer::Identity, Some(place)),
            (None, Own::Root | Own::Nothing) => (Layer::Root, None),
        };
        Outcome {
            decision: Decision::Allowed,
            layer: Some(layer),
            statement,
        }
    }
}

fn need(trial: &Trial<'_>) -> Need {
    let question = trial.question;
    if !question.caller.has_credentials() {
        Need::ResourceOnly
    } else if !question.is_same_account() {
        Need::Both
    } else if question.resource_policy_kind() == ResourcePolicyKind::Ordinary {
        Need::Either
    } else {
        Need::Resource
    }
}

fn own_side(trial: &Trial<'_>, verdicts: &Verdicts) -> Own {
    let caller = &trial.question.caller;
    if caller.kind == CallerKind::Root || caller.is_issued_by_root() {
        return Own::Root;
    }
    match verdicts.identity.as_ref().and_then(Verdict::allow) {
        Some(place) => Own::Statement(place),
        None => Own::Nothing,
    }
}

/// A role's session without session policies is not limited by them; a federated user's may do
/// nothing.
fn session_allows(trial: &Trial<'_>, verdicts: &Verdicts) -> bool {
    match &verdicts.session {
        Some(verdict) => verdict.allow().is_some(),
        None => {
            trial.question.caller.kind != CallerKind::FederatedUser
                || trial.faults.has(Fault::FederatedNeedsNoSession)
        }
    }
}

/// Notes which row of the table of one account was met, and which other layers were silent.
fn note_row(trial: &Trial<'_>, verdicts: &Verdicts, outcome: &Outcome) {
    let kind = trial.question.resource_policy_kind();
    let grants = verdicts.resource.iter().flat_map(|it| &it.allows);
    let Some(naming) = grants
        .map(|(naming, _)| *naming)
        .max_by_key(|it| it.reach(trial.faults))
    else {
        return;
    };
    if !trial.question.caller.has_credentials() {
        return;
    }
    let silent = |verdict: &Option<Verdict>| {
        verdict
            .as_ref()
            .is_some_and(|it| it.deny.is_none() && it.allow().is_none())
    };
    let same = trial.question.is_same_account();
    let mut silences = vec![Silence::None];
    if matches!(own_side(trial, verdicts), Own::Nothing) {
        silences.push(Silence::Identity);
    }
    if silent(&verdicts.boundary) {
        silences.push(Silence::Boundary);
    }
    if !session_allows(trial, verdicts) {
        silences.push(Silence::Session);
    }
    // A row is about one silence at a time.
    if let [_, _, _, ..] = silences.as_slice() {
        return;
    }
    let silence = silences.last().copied().unwrap_or(Silence::None);
    trial.saw(Cell::Row {
        kind,
        same,
        naming,
        silence,
        decision: outcome.decision,
    });
}
