//! Everything that gives permissions in an account, with all that ties it together, in pages.
//!
//! SOURCE: recorded answers of GetAccountAuthorizationDetails of September 2026, for the order (users,
//! roles, groups, policies), for what each entry tells, and for which of AWS's policies are told: those
//! that are used in the account.

mod holders;
mod policies;

use std::collections::{BTreeSet, HashMap};

use iamd_api::iam::GetAccountAuthorizationDetails;
use iamd_auth::Permit;
use iamd_ident::{AccountId, GroupName, PolicyName, UniqueId};
use iamd_store::Snapshot;

use crate::{
    AttachedPolicy, Directory, Error, Group, InstanceProfile, Page, PageRequest, Policy, PolicyRef,
    PolicyVersion, Role, User,
    page::{read_marker, write_marker},
};

/// LIMIT: after how many bytes of policy documents a page ends. AWS ends its pages so as well; a
/// single entry may be larger.
const PAGE_BYTES_MAX: usize = 1024 * 1024;

/// The kinds of entries, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DetailKind {
    /// Users.
    User,
    /// Roles.
    Role,
    /// Groups.
    Group,
    /// Managed policies of the account.
    LocalPolicy,
    /// Managed policies of AWS's.
    AwsPolicy,
}

impl DetailKind {
    /// Every kind, in the order in which pages tell them.
    pub const ALL: [Self; 5] = [
        Self::User,
        Self::Role,
        Self::Group,
        Self::LocalPolicy,
        Self::AwsPolicy,
    ];

    /// A letter for it in markers.
    const fn letter(self) -> char {
        match self {
            Self::User => 'u',
            Self::Role => 'r',
            Self::Group => 'g',
            Self::LocalPolicy => 'l',
            Self::AwsPolicy => 'a',
        }
    }
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizationDetail {
    /// A user.
    User(Box<UserDetail>),
    /// A role.
    Role(Box<RoleDetail>),
    /// A group.
    Group(Box<GroupDetail>),
    /// A managed policy.
    Policy(Box<PolicyDetail>),
}

/// The policies of a user, role or group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldPolicies {
    /// The inline ones with their texts, by name.
    pub inline: Vec<(PolicyName, String)>,
    /// The managed ones, by name without regard to case.
    pub attached: Vec<AttachedPolicy>,
}

/// A user with its policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserDetail {
    /// The user, with its permissions boundary.
    pub user: User,
    /// The names of its groups, in their order.
    pub groups: Vec<GroupName>,
    /// Its policies.
    pub policies: HeldPolicies,
}

/// A role with its policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleDetail {
    /// The role, with its permissions boundary and last use.
    pub role: Role,
    /// The instance profiles that it is in.
    pub instance_profiles: Vec<InstanceProfile>,
    /// Its policies.
    pub policies: HeldPolicies,
}

/// A group with its policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupDetail {
    /// The group.
    pub group: Group,
    /// Its policies.
    pub policies: HeldPolicies,
}

/// A managed policy with its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyDetail {
    /// The policy.
    pub policy: Policy,
    /// The versions with their texts, newest first.
    pub versions: Vec<PolicyVersion>,
}

impl Directory {
    /// The entries of some kinds, of all if none is named. Each page shows one moment.
    ///
    /// # Errors
    /// The marker is not one that a page of these kinds gave.
    pub async fn authorization_details(
        &self,
        permit: Permit<GetAccountAuthorizationDetails>,
        kinds: &[DetailKind],
        page: &PageRequest,
    ) -> Result<Page<AuthorizationDetail>, Error> {
        permit.covers(&"*")?;
        let kinds = match kinds {
            [] => DetailKind::ALL.into(),
            some => some.iter().copied().collect(),
        };
        let (first, mut after) = begin(&kinds, page.marker.as_deref())?;
        let snapshot = self.snapshot().await?;
        let mut reader = Reader::new(self, &snapshot, permit.account());
        let mut items = Vec::new();
        for kind in kinds.iter().copied().filter(|kind| *kind >= first) {
            let rest = PageRequest {
                marker: after.take(),
                items_max: page.items_max.saturating_sub(items.len()),
            };
            if rest.items_max == 0 || reader.is_full() {
                // The page is full, and a kind is still to come.
                let next = Some(marker(&kinds, kind, ""));
                return Ok(Page { items, next });
            }
            let found = reader.list(kind, &rest).await?;
            items.extend(found.items);
            if let Some(next) = found.next {
                let next = Some(marker(&kinds, kind, &next));
                return Ok(Page { items, next });
            }
        }
        Ok(Page { items, next: None })
    }
}

/// The kind that a page begins with, and the marker in the list of that kind.
fn begin(
    kinds: &BTreeSet<DetailKind>,
    from: Option<&str>,
) -> Result<(DetailKind, Option<String>), Error> {
    let Some(from) = from else {
        return Ok((DetailKind::User, None));
    };
    let found = kinds.iter().find_map(|kind| {
        let within = read_marker(&list(kinds, *kind), from).ok()?;
        Some((*kind, Some(within).filter(|within| !within.is_empty())))
    });
    found.ok_or(Error::InvalidMarker)
}

fn marker(kinds: &BTreeSet<DetailKind>, kind: DetailKind, within: &str) -> String {
    write_marker(&list(kinds, kind), within)
}

/// What the list of a kind is called in markers: also by the kinds that were asked for, so that a marker
/// is good for the same kinds alone.
fn list(kinds: &BTreeSet<DetailKind>, kind: DetailKind) -> String {
    let kinds: String = kinds.iter().map(|kind| kind.letter()).collect();
    format!("authorization-details {kinds} {}", kind.letter())
}

/// What gathers one page.
struct Reader<'a> {
    directory: &'a Directory,
    snapshot: &'a Snapshot,
    account: AccountId,
    /// How many bytes of documents there is room for.
    bytes_left: usize,
    /// What was looked up for this page: many have the same policies and groups.
    attached: HashMap<PolicyRef, Option<AttachedPolicy>>,
    groups: HashMap<UniqueId, Option<GroupName>>,
}

impl<'a> Reader<'a> {
    fn new(directory: &'a Directory, snapshot: &'a Snapshot, account: AccountId) -> Self {
        Self {
            directory,
            snapshot,
            account,
            bytes_left: PAGE_BYTES_MAX,
            attached: HashMap::new(),
            groups: HashMap::new(),
        }
    }

    async fn list(
        &mut self,
        kind: DetailKind,
        page: &PageRequest,
    ) -> Result<Page<AuthorizationDetail>, Error> {
        match kind {
            DetailKind::User => self.users(page).await,
            DetailKind::Role => self.roles(page).await,
            DetailKind::Group => self.groups(page).await,
            DetailKind::LocalPolicy => self.local_policies(page).await,
            DetailKind::AwsPolicy => self.aws_policies(page).await,
        }
    }

    /// Takes note of a document that the page shows.
    fn take(&mut self, document: &str) {
        self.bytes_left = self.bytes_left.saturating_sub(document.len());
    }

    /// Whether the page has no room for another document.
    fn is_full(&self) -> bool {
        self.bytes_left == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_is_good_for_the_same_kinds_alone() {
        let all: BTreeSet<_> = DetailKind::ALL.into();
        let some: BTreeSet<_> = [DetailKind::Role, DetailKind::User].into();
        let from = marker(&some, DetailKind::Role, "x");
        let found = begin(&some, Some(&from)).unwrap();
        assert_eq!(found, (DetailKind::Role, Some("x".to_owned())));
        assert!(matches!(
            begin(&all, Some(&from)),
            Err(Error::InvalidMarker)
        ));
        let from = marker(&all, DetailKind::AwsPolicy, "");
        assert_eq!(
            begin(&all, Some(&from)).unwrap(),
            (DetailKind::AwsPolicy, None)
        );
        assert_eq!(begin(&some, None).unwrap(), (DetailKind::User, None));
    }
}
