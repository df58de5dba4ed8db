//! What each layer says of a request: an explicit deny, an allow, or nothing.

use crate::{
    caller::CallerKind,
    condition,
    document::{Document, Statement},
    elements::{action_matches, listed, resource_matches},
    fault::Fault,
    principal::{self, Naming},
    question::ResourcePolicyKind,
    seen::{Cell, Says},
    trial::Trial,
};

/// A layer of policies, and who else may have decided. The order is the order of blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Service control policies
    Scp,
    /// Resource control policies
    Rcp,
    /// The resource's policy
    Resource,
    /// The role's trust policy
    Trust,
    /// The policies of the user and its groups, or of the role
    Identity,
    /// The permissions boundary
    Boundary,
    /// Session policies
    Session,
    /// The policies of the endpoint
    Endpoint,
    /// The root user's standing right
    Root,
}

impl Layer {
    /// Every layer.
    pub const ALL: &[Self] = &[
        Self::Scp,
        Self::Rcp,
        Self::Resource,
        Self::Trust,
        Self::Identity,
        Self::Boundary,
        Self::Session,
        Self::Endpoint,
        Self::Root,
    ];

    /// The name in an answer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scp => "scp",
            Self::Rcp => "rcp",
            Self::Resource => "resource",
            Self::Trust => "trust",
            Self::Identity => "identity",
            Self::Boundary => "boundary",
            Self::Session => "session",
            Self::Endpoint => "endpoint",
            Self::Root => "root",
        }
    }
}

/// Where a statement stands: the number of its policy within the layer, and its own in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The policy's number; through all levels for SCPs and RCPs
    pub policy: usize,
    /// The statement's number
    pub index: usize,
}

/// What a layer's policies say.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// The first statement that denies
    pub(crate) deny: Option<Place>,
    /// The statements that allow, in order, and how they name the caller
    pub(crate) allows: Vec<(Naming, Place)>,
}

impl Verdict {
    pub(crate) fn allow(&self) -> Option<Place> {
        self.allows.first().map(|(_, place)| *place)
    }
}

/// The verdicts of all layers that apply to the request and have policies.
#[derive(Debug)]
pub(crate) struct Verdicts {
    /// One for each level
    pub(crate) scp: Option<Vec<Verdict>>,
    pub(crate) rcp: Option<Verdict>,
    pub(crate) resource: Option<Verdict>,
    pub(crate) identity: Option<Verdict>,
    pub(crate) boundary: Option<Verdict>,
    pub(crate) session: Option<Verdict>,
    pub(crate) endpoint: Option<Verdict>,
}

/// How a layer treats the principal element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Principals {
    /// None may stand there: the policy is attached to its principal
    Forbidden,
    /// One must stand there, or the statement matches nothing
    Required(ResourcePolicyKind),
    /// Without one the statement is for everyone
    Optional,
}

impl Verdicts {
    pub(crate) fn of(trial: &Trial<'_>) -> Self {
        let question = trial.question;
        let own = question.caller.has_credentials();
        let kind = Principals::Required(question.resource_policy_kind());
        let resource = question.resource_policy.as_slice();
        let rcp: Vec<&Document<'_>> = question.rcp.iter().flatten().collect();
        let whole = |documents: &[Document<'_>], applies: bool, principals| {
            let documents: Vec<&Document<'_>> = documents.iter().collect();
            (applies && !documents.is_empty()).then(|| judge(trial, &documents, 0, principals))
        };
        let verdicts = Self {
            scp: scp_applies(trial).then(|| judge_scp(trial)),
            rcp: (rcp_applies(trial) && !rcp.is_empty())
                .then(|| judge(trial, &rcp, 0, Principals::Optional)),
            resource: whole(resource, true, kind),
            identity: whole(&question.identity, own, Principals::Forbidden),
            boundary: whole(
                &question.boundary,
                question.has_boundary(),
                Principals::Forbidden,
            ),
            session: whole(&question.session, own, Principals::Forbidden),
            endpoint: whole(&question.endpoint, true, Principals::Optional),
        };
        verdicts.note(trial);
        verdicts
    }

    /// The first layer that denies explicitly, and its statement.
    pub(crate) fn first_deny(&self, resource: Layer) -> Option<(Layer, Place)> {
        let scp = self.scp.iter().flatten().find_map(|level| level.deny);
        let deny = |verdict: &Option<Verdict>| verdict.as_ref().and_then(|it| it.deny);
        [
            (Layer::Scp, scp),
            (Layer::Rcp, deny(&self.rcp)),
            (resource, deny(&self.resource)),
            (Layer::Identity, deny(&self.identity)),
            (Layer::Boundary, deny(&self.boundary)),
            (Layer::Session, deny(&self.session)),
            (Layer::Endpoint, deny(&self.endpoint)),
        ]
        .into_iter()
        .find_map(|(layer, place)| Some((layer, place?)))
    }

    fn note(&self, trial: &Trial<'_>) {
        let resource = match trial.question.resource_policy_kind() {
            ResourcePolicyKind::Trust => Layer::Trust,
            ResourcePolicyKind::Ordinary | ResourcePolicyKind::Key => Layer::Resource,
        };
        let layers = [
            (Layer::Rcp, &self.rcp),
            (resource, &self.resource),
            (Layer::Identity, &self.identity),
            (Layer::Boundary, &self.boundary),
            (Layer::Session, &self.session),
            (Layer::Endpoint, &self.endpoint),
        ];
        let levels = self.scp.iter().flatten().map(|level| (Layer::Scp, level));
        let others = layers
            .iter()
            .filter_map(|(layer, it)| Some((*layer, it.as_ref()?)));
        for (layer, verdict) in levels.chain(others) {
            let says = match (verdict.deny, verdict.allow()) {
                (Some(_), _) => Says::Deny,
                (None, Some(_)) => Says::Allow,
                (None, None) => Says::Nothing,
            };
            trial.saw(Cell::Layer(layer, says));
        }
    }
}

/// Service control policies bind every caller with credentials, the root user too, but for
/// service-linked roles and the management account.
fn scp_applies(trial: &Trial<'_>) -> bool {
    let question = trial.question;
    let spared = trial.faults.has(Fault::ScpSparesRoot) && question.caller.kind == CallerKind::Root;
    !question.scp.is_empty()
        && question.caller.has_credentials()
        && !question.caller.is_service_linked()
        && !question.management
        && !spared
}

/// Resource control policies bind everyone but service-linked roles, on resources of some
/// services, unless the resource is the management account's.
fn rcp_applies(trial: &Trial<'_>) -> bool {
    const SERVICES: &[&str] = &[
        "s3",
        "sts",
        "kms",
        "sqs",
        "secretsmanager",
        "cognito-identity",
        "cognito-idp",
        "logs",
        "dynamodb",
        "ecr",
        "aoss",
    ];
    let question = trial.question;
    let service = question
        .action
        .split(':')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let is_managements = question.management && question.is_same_account();
    let spared = trial.faults.has(Fault::RcpSparesAnonymous)
        && question.caller.kind == CallerKind::Anonymous;
    SERVICES.contains(&service.as_str())
        && !question.caller.is_service_linked()
        && !is_managements
        && !spared
}

/// Each level by itself; policies are numbered through all levels.
fn judge_scp(trial: &Trial<'_>) -> Vec<Verdict> {
    let mut first = 0;
    let mut verdicts = Vec::new();
    for level in &trial.question.scp {
        let documents: Vec<&Document<'_>> = level.iter().collect();
        verdicts.push(judge(trial, &documents, first, Principals::Forbidden));
        first += documents.len();
    }
    verdicts
}

fn judge(
    trial: &Trial<'_>,
    documents: &[&Document<'_>],
    first: usize,
    principals: Principals,
) -> Verdict {
    let mut verdict = Verdict::default();
    for (policy, document) in documents.iter().enumerate() {
        for (index, statement) in document.statements.iter().enumerate() {
            let place = Place {
                policy: first + policy,
                index,
            };
            if let Some(naming) = statement_matches(trial, statement, principals) {
                if statement.denies {
                    verdict.deny = verdict.deny.or(Some(place));
                } else {
                    verdict.allows.push((naming, place));
                }
            }
        }
    }
    verdict
}

/// Whether a statement matches the request, and how it names the caller.
///
/// What AWS would not have saved never allows; a Deny matches as far as its other elements do.
fn statement_matches(
    trial: &Trial<'_>,
    statement: &Statement<'_>,
    principals: Principals,
) -> Option<Naming> {
    let question = trial.question;
    let may_lack_resource = principals == Principals::Required(ResourcePolicyKind::Trust);
    let is_sound = statement.effect_exact
        && statement.action.is_some()
        && (statement.resource.is_some() || may_lack_resource)
        && (statement.principal.is_none() || principals != Principals::Forbidden);
    if !is_sound && !statement.denies {
        return None;
    }
    let naming = naming(trial, statement, principals)?;
    let action = statement.action.as_ref().is_none_or(|action| {
        listed(action, |pattern| {
            action_matches(pattern, question.action, trial.faults)
        })
    });
    let resource = statement.resource.as_ref().is_none_or(|resource| {
        listed(resource, |pattern| {
            resource_matches(pattern, question, statement, trial.faults)
        })
    });
    (action && resource && condition::holds(trial, statement)).then_some(naming)
}

fn naming(trial: &Trial<'_>, statement: &Statement<'_>, principals: Principals) -> Option<Naming> {
    let question = trial.question;
    let Some(element) = &statement.principal else {
        let everyone = match principals {
            Principals::Forbidden | Principals::Optional => true,
            Principals::Required(_) => trial.faults.has(Fault::NoPrincipalIsEveryone),
        };
        return everyone.then_some(Naming::Anyone);
    };
    let kind = match principals {
        Principals::Forbidden => return Some(Naming::Anyone),
        Principals::Required(kind) => Some(kind),
        Principals::Optional => None,
    };
    if !element.is_understood {
        return statement.denies.then_some(Naming::Anyone);
    }
    // In a resource policy of the same account a Deny with NotPrincipal reaches everyone who has
    // a boundary.
    if kind.is_some()
        && element.complement
        && statement.denies
        && question.has_boundary()
        && question.is_same_account()
        && !trial.faults.has(Fault::NotPrincipalBoundaryForgotten)
    {
        return Some(Naming::Anyone);
    }
    let is_trust = kind == Some(ResourcePolicyKind::Trust);
    principal::named(
        element,
        statement.denies,
        &question.caller,
        is_trust,
        trial.faults,
    )
}
