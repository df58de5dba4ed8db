//! Whether a statement names the caller, and how: what a grant is worth depends on it.

use crate::{
    caller::{Caller, CallerKind, is_account},
    document::{EntryKind, Named},
    fault::{Fault, Faults},
    pattern::{self, Syntax},
};

/// How a principal element names the caller. Later names are worth no less than earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// The account, by its id or its root ARN
    Account,
    /// The role, for a session of it, by its ARN or its unique id
    Role,
    /// The user who made a federated session
    Issuer,
    /// The user, by its ARN or its unique id
    User,
    /// The session of a role
    Session,
    /// The federated user's session
    FederatedUser,
    /// The service
    Service,
    /// The OIDC or SAML provider
    Provider,
    /// Anyone, by `*` or by not being excluded
    Anyone,
}

/// What a grant that names the caller in some way is limited by, within one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// It grants nothing by itself: identity policies must allow as well
    Delegates,
    /// The boundary and the session policies must allow as well
    Limited,
    /// It grants whatever else is silent
    Free,
}

impl Naming {
    /// Every way.
    pub const ALL: &[Self] = &[
        Self::Account,
        Self::Role,
        Self::Issuer,
        Self::User,
        Self::Session,
        Self::FederatedUser,
        Self::Service,
        Self::Provider,
        Self::Anyone,
    ];

    /// The rows of the table of one account.
    pub(crate) fn reach(self, faults: Faults) -> Reach {
        match self {
            Self::Account if faults.has(Fault::AccountSuffices) => Reach::Free,
            Self::Account => Reach::Delegates,
            Self::Role if faults.has(Fault::RoleArnUnlimited) => Reach::Free,
            Self::Role | Self::Issuer => Reach::Limited,
            Self::User
            | Self::Session
            | Self::FederatedUser
            | Self::Service
            | Self::Provider
            | Self::Anyone => Reach::Free,
        }
    }
}

/// How `Principal` names the caller, by the entry that is worth most; or that `NotPrincipal` does
/// not spare it, which counts like `*`. None if the element does not match.
pub(crate) fn named(
    element: &Named<'_>,
    denies: bool,
    caller: &Caller,
    is_trust: bool,
    faults: Faults,
) -> Option<Naming> {
    let found: Vec<Naming> = element
        .entries
        .iter()
        .filter_map(|entry| entry_names(*entry, caller, is_trust, faults))
        .collect();
    if !element.complement {
        return found.into_iter().max();
    }
    let spared = if faults.has(Fault::NotPrincipalWholeChain) {
        chain(caller.kind).iter().all(|name| found.contains(name))
            || found.contains(&Naming::Anyone)
    } else if !denies || faults.has(Fault::NotPrincipalAccountSparesAll) {
        !found.is_empty()
    } else {
        is_spared(element, caller, &found)
    };
    (!spared).then_some(Naming::Anyone)
}

/// Whom a Deny with `NotPrincipal` spares, in AWS's recommended form: the entity that is named, and
/// of the account that is named with it the root user alone. An account that is named without any
/// of its entities is spared as a whole.
fn is_spared(element: &Named<'_>, caller: &Caller, found: &[Naming]) -> bool {
    if found.iter().any(|naming| *naming != Naming::Account) {
        return true;
    }
    let with_entity = || {
        let mut entries = element.entries.iter();
        entries.any(|(kind, name)| {
            *kind == EntryKind::Aws && entity_account(name).is_some_and(|of| of.may_be(caller))
        })
    };
    found.contains(&Naming::Account) && (caller.kind == CallerKind::Root || !with_entity())
}

/// The account of an entity that a policy names.
enum EntityAccount<'a> {
    Known(&'a str),
    /// A unique id, or something else without an account in it
    Unknown,
}

impl EntityAccount<'_> {
    fn may_be(&self, caller: &Caller) -> bool {
        match self {
            Self::Known(account) => caller.account.as_deref() == Some(*account),
            Self::Unknown => true,
        }
    }
}

/// Whose entity a name of the kind AWS is; none for `*` and for accounts themselves.
fn entity_account(name: &str) -> Option<EntityAccount<'_>> {
    let account = name.split(':').nth(4).filter(|part| is_account(part));
    match account {
        _ if name == "*" || is_account(name) => None,
        Some(account) if is_root_of(name, account) => None,
        Some(account) => Some(EntityAccount::Known(account)),
        None => Some(EntityAccount::Unknown),
    }
}

/// All names of a caller, for the strict reading of `NotPrincipal`.
fn chain(kind: CallerKind) -> &'static [Naming] {
    match kind {
        CallerKind::User => &[Naming::Account, Naming::User],
        CallerKind::Root => &[Naming::Account],
        CallerKind::RoleSession => &[Naming::Account, Naming::Role, Naming::Session],
        CallerKind::FederatedUser => &[Naming::Account, Naming::Issuer, Naming::FederatedUser],
        CallerKind::Anonymous => &[Naming::Anyone],
        CallerKind::Service => &[Naming::Service],
        CallerKind::Provider => &[Naming::Provider],
    }
}

/// How one entry names the caller.
fn entry_names(
    (kind, name): (EntryKind, &str),
    caller: &Caller,
    is_trust: bool,
    faults: Faults,
) -> Option<Naming> {
    // A star is the whole value or no wildcard.
    let is_name = |own: &str| name == "*" || name == own;
    match kind {
        EntryKind::Service => {
            (caller.kind == CallerKind::Service && is_name(&caller.name)).then_some(Naming::Service)
        }
        EntryKind::Federated => (caller.kind == CallerKind::Provider && is_name(&caller.name))
            .then_some(Naming::Provider),
        // A canonical user id is S3's: none of the callers has one.
        EntryKind::CanonicalUser => None,
        // In a trust policy even `*` needs AWS credentials.
        EntryKind::Aws if name == "*" => {
            (!is_trust || caller.has_credentials()).then_some(Naming::Anyone)
        }
        EntryKind::Aws => aws_names(name, caller, faults),
    }
}

fn aws_names(name: &str, caller: &Caller, faults: Faults) -> Option<Naming> {
    let account = caller.account.as_ref()?;
    let same = |text: &str| {
        let syntax = Syntax {
            wildcards: true,
            variables: None,
            faults,
        };
        name == text
            || faults.has(Fault::PrincipalGlobs)
                && pattern::read(name, syntax).is_some_and(|tokens| pattern::matches(&tokens, text))
    };
    match caller.kind {
        CallerKind::User if same(&caller.name) || has_id(name, "AIDA", caller, faults) => {
            Some(Naming::User)
        }
        CallerKind::RoleSession if same(&caller.name) => Some(Naming::Session),
        CallerKind::RoleSession
            if caller.role.as_deref().is_some_and(same) || has_id(name, "AROA", caller, faults) =>
        {
            Some(Naming::Role)
        }
        CallerKind::FederatedUser if same(&caller.name) => Some(Naming::FederatedUser),
        // A session that the root user made: its issuer's ARN is the account's.
        CallerKind::FederatedUser
            if caller.issuer.as_deref().is_some_and(same) && !caller.is_issued_by_root() =>
        {
            Some(Naming::Issuer)
        }
        _ if name == account || is_root_of(name, account) => Some(Naming::Account),
        _ => None,
    }
}

/// Whether an entry is the unique id with which the caller's `aws:userid` begins.
fn has_id(name: &str, prefix: &str, caller: &Caller, faults: Faults) -> bool {
    let own = caller.user_id.as_ref().and_then(|id| id.split(':').next());
    name.starts_with(prefix)
        && own.is_some_and(|own| {
            own == name || faults.has(Fault::AnyUniqueIdMatches) && own.starts_with(prefix)
        })
}

fn is_root_of(name: &str, account: &str) -> bool {
    let parts: Vec<&str> = name.split(':').collect();
    matches!(parts.as_slice(), ["arn", _, "iam", "", named, "root"] if *named == account)
}
