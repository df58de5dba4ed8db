//! `Principal` and `NotPrincipal`, compiled.

use crate::{
    arn_segments,
    document::{Effect, NamedEntity, PrincipalElement, Principals},
    position::Position,
    principal::{Principal, PrincipalType, account_of, is_account},
    trace::{Check, Element, Seen, Tracer},
};

/// How closely a resource's policy names a caller. Within an account this decides which of the
/// caller's own policies it needs besides.
///
/// SOURCE: IAM User Guide, "Policy evaluation logic", table of resource-based policies and implicit
/// denies in other policy types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grant {
    /// By its account: the account's own policies decide.
    Account,
    /// By the role of its session, or by the user whom it is a federated session of: boundary and
    /// session policies still limit it.
    Entity,
    /// As itself, or as anybody: nothing that does not deny limits it.
    Whole,
}

/// Which principals a layer's policies may and must name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PrincipalRule<'a> {
    /// None: who asks is known from where the policy is attached.
    Forbidden,
    /// A statement without one matches nobody.
    Required(&'a Principal<'a>),
    /// A statement without one matches everybody.
    Optional(&'a Principal<'a>),
}

/// A layer, as far as it changes what statements mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub(crate) principal: PrincipalRule<'a>,
    /// The policy is a role's trust policy: it names no resource, and `*` is nobody without
    /// credentials of an account.
    pub(crate) is_trust: bool,
    /// A Deny with `NotPrincipal` matches whomever it names.
    pub(crate) denies_all_but_none: bool,
}

impl<'a> View<'a> {
    pub(crate) fn new(principal: PrincipalRule<'a>) -> Self {
        Self {
            principal,
            is_trust: false,
            denies_all_but_none: false,
        }
    }
}

/// The user or role that a name means which begins at a position; none if the name means itself.
pub(super) type EntityAt<'a> = &'a mut dyn FnMut(Position) -> Option<NamedEntity>;

/// The `Principal` of a statement.
#[derive(Debug)]
pub(crate) struct PrincipalMatcher {
    negated: bool,
    names: Box<[Name]>,
    /// Whether it names something that is not known.
    is_unknown: bool,
    at: Position,
}

#[derive(Debug, PartialEq, Eq)]
enum Name {
    /// `*`, alone or as an AWS principal.
    Anybody,
    /// An account, by its id or by the ARN of its root user.
    Account(Box<str>),
    /// An ARN: a user, a role, a session.
    Arn(Box<str>),
    /// The unique id of a user or role. An id that the document itself has does not tell its
    /// account.
    Id {
        id: Box<str>,
        account: Option<Box<str>>,
    },
    /// A service, or `*`.
    Service(Box<str>),
    /// An identity provider, or `*`.
    Federated(Box<str>),
    /// An account by its canonical user id.
    CanonicalUser(Box<str>),
}

impl PrincipalMatcher {
    pub(super) fn new(element: &PrincipalElement, at: Position, entity: EntityAt<'_>) -> Self {
        let mut names = Vec::new();
        let mut is_unknown = false;
        match &element.principals {
            Principals::Text(text) if &**text == "*" => names.push(Name::Anybody),
            Principals::Text(_) => is_unknown = true,
            Principals::ByKind(kinds) => {
                for kind in kinds {
                    let values = kind.values.iter().map(|value| &*value.value);
                    match &*kind.name.value {
                        "AWS" => names.extend(kind.values.iter().map(|name| {
                            let by_name = || Name::aws(&name.value);
                            entity(name.span.start).map_or_else(by_name, Name::entity)
                        })),
                        "Service" => names.extend(values.map(|name| Name::Service(name.into()))),
                        "Federated" => {
                            names.extend(values.map(|name| Name::Federated(name.into())));
                        }
                        "CanonicalUser" => {
                            names.extend(values.map(|id| Name::CanonicalUser(id.into())));
                        }
                        _ => is_unknown = true,
                    }
                }
            }
        }
        Self {
            negated: element.negated,
            names: names.into(),
            is_unknown,
            at,
        }
    }

    /// How a statement's `Principal` names the caller; `None` if it does not. `NotPrincipal` names
    /// everybody whom it does not spare.
    ///
    /// SOURCE: IAM User Guide, "AWS JSON policy elements: NotPrincipal" and "Permissions boundaries
    /// for IAM entities": a Deny with `NotPrincipal` denies whoever has a boundary.
    pub(super) fn grant<T: Tracer>(
        element: Option<&Self>,
        (effect, statement): (Effect, Position),
        view: &View<'_>,
        tracer: &mut T,
    ) -> Option<Grant> {
        let (rule, element) = match (view.principal, element) {
            (PrincipalRule::Forbidden | PrincipalRule::Optional(_), None) => {
                return Some(Grant::Whole);
            }
            (PrincipalRule::Required(caller), None) => {
                let check = Check {
                    element: Element::Principal,
                    matched: false,
                    seen: Seen::Text(caller.name()),
                    at: statement,
                };
                if T::ON {
                    tracer.check(check);
                }
                return None;
            }
            (rule, Some(element)) => (rule, element),
        };
        let (told, seen, grant) = match rule {
            PrincipalRule::Required(caller) | PrincipalRule::Optional(caller)
                if !element.is_unknown =>
            {
                let told = if element.negated {
                    Element::NotPrincipal
                } else {
                    Element::Principal
                };
                let grant = element.known_grant(caller, effect, view);
                (told, Seen::Text(caller.name()), grant)
            }
            // SECURITY: what cannot be understood never allows and always denies.
            _ => {
                let grant = (effect == Effect::Deny).then_some(Grant::Whole);
                (Element::Unknown, Seen::Nothing, grant)
            }
        };
        if T::ON {
            tracer.check(Check {
                element: told,
                matched: grant.is_some(),
                seen,
                at: element.at,
            });
        }
        grant
    }

    fn known_grant(
        &self,
        caller: &Principal<'_>,
        effect: Effect,
        view: &View<'_>,
    ) -> Option<Grant> {
        let named = self
            .names
            .iter()
            .filter_map(|name| name.grant(caller, view))
            .max();
        if !self.negated {
            return named;
        }
        let is_spared = match effect {
            // What spares here keeps out: whoever is named in any way is not admitted.
            Effect::Allow => named.is_some(),
            Effect::Deny => !view.denies_all_but_none && self.spares(caller, named),
        };
        (!is_spared).then_some(Grant::Whole)
    }

    /// Whether a Deny with `NotPrincipal` spares a caller whom it names in this way.
    ///
    /// SOURCE: IAM User Guide, as above: who is to be spared is named with the account, and nobody
    /// else of that account is meant. That one name of an entity, such as a session's role, is
    /// enough was measured in an independent simulator; the guide leaves it to the service.
    ///
    /// SECURITY: beside a name of one of its entities an account is not another exception, or the
    /// form that the guide asks for would deny nobody of it.
    fn spares(&self, caller: &Principal<'_>, named: Option<Grant>) -> bool {
        match named {
            None => false,
            Some(Grant::Entity | Grant::Whole) => true,
            Some(Grant::Account) if caller.kind() == PrincipalType::RootUser => true,
            Some(Grant::Account) => caller.account().is_some_and(|account| {
                let mut all = self.names.iter();
                !all.any(|name| name.may_be_entity_of(account))
            }),
        }
    }
}

impl Name {
    /// SOURCE: IAM User Guide, "AWS JSON policy elements: Principal". An ARN is compared as it is,
    /// case included, and has no wildcards.
    fn aws(text: &str) -> Self {
        let is_root = arn_segments::last(text) == Some("root");
        match account_of(text) {
            _ if text == "*" => Self::Anybody,
            _ if is_account(text) => Self::Account(text.into()),
            Some(account) if is_root => Self::Account(account.into()),
            _ if text.contains(':') => Self::Arn(text.into()),
            _ => Self::Id {
                id: text.into(),
                account: None,
            },
        }
    }

    fn entity(NamedEntity { account, id }: NamedEntity) -> Self {
        Self::Id {
            id,
            account: Some(account),
        }
    }

    /// Whether it names a user, a role or a session that belongs to an account, as far as it says.
    fn may_be_entity_of(&self, account: &str) -> bool {
        match self {
            Self::Arn(arn) => account_of(arn).is_none_or(|its| its == account),
            Self::Id { account: its, .. } => its.as_deref().is_none_or(|its| its == account),
            Self::Anybody
            | Self::Account(_)
            | Self::Service(_)
            | Self::Federated(_)
            | Self::CanonicalUser(_) => false,
        }
    }

    /// How it names a caller.
    fn grant(&self, caller: &Principal<'_>, view: &View<'_>) -> Option<Grant> {
        let kind = caller.kind();
        let by_account = |is_own: bool| is_own.then_some(Grant::Account);
        match self {
            // SOURCE: as above: in a trust policy `*` is whoever has credentials of an account.
            Self::Anybody => (!view.is_trust || kind.has_account()).then_some(Grant::Whole),
            Self::Service(name) => {
                let is_it = kind == PrincipalType::Service && is_one(name, caller.name());
                is_it.then_some(Grant::Whole)
            }
            Self::Federated(name) => {
                let is_it = kind == PrincipalType::Federated && is_one(name, caller.name());
                is_it.then_some(Grant::Whole)
            }
            Self::CanonicalUser(id) => by_account(caller.canonical_user() == Some(id)),
            _ if !kind.has_account() => None,
            Self::Account(account) => by_account(caller.account() == Some(account)),
            Self::Arn(arn) if **arn == *caller.name() => Some(Grant::Whole),
            Self::Arn(arn) => (caller.stands_for() == Some(arn)).then_some(Grant::Entity),
            // SECURITY: whoever has the id in another account is somebody else, such as a copy.
            Self::Id { id, account } => {
                let is_its = account
                    .as_deref()
                    .is_none_or(|its| caller.account() == Some(its));
                (is_its && caller.id() == Some(id)).then_some(match kind {
                    PrincipalType::User => Grant::Whole,
                    _ => Grant::Entity,
                })
            }
        }
    }
}

fn is_one(pattern: &str, name: &str) -> bool {
    pattern == "*" || pattern == name
}

#[cfg(test)]
mod tests;
