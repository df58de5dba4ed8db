//! Makes an account of what was told of one: see [`Portable`].
//!
//! ```text
//! plan_import     reads what the server has, checks everything, makes all records; changes nothing
//! import_account  the mark ─▶ all records of the account ─▶ names that are the whole server's ─▶ the account
//! ```
//!
//! INVARIANT: there is never half an account. While records are written there is a mark and no account;
//! the account's own record is written last, by the transaction that takes the mark away. What is under a
//! mark is cleared away: when the import fails, or else by the next start, before anybody is served.
//!
//! An import makes new accounts alone. It keeps names, paths and dates, and ids unless somebody of this
//! server has them already. It asks nothing of quotas: what is over one stays, and nothing more can be
//! added.

mod account;
mod commit;
mod credentials;
mod entities;
mod ids;
mod limits;
mod planner;
mod policies;
mod principals;
mod providers;

use std::fmt;

use iamd_auth::SystemWork;
use iamd_ident::{AccountId, BucketId};

use self::{
    commit::{Published, Write},
    planner::Planner,
};
use crate::{ChosenKey, Directory, Error, Portable, PortableList, records::AccountRecord};

/// Something in an account cannot be made, or its records cannot be written. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// What was told cannot be.
    #[error("{place}: {what}")]
    Fault {
        /// Where it stands.
        place: PortablePlace,
        /// What is wrong with it.
        what: String,
    },
    /// Something of the account came into use elsewhere while it was imported.
    #[error("{what} came into use while the account was imported; nothing was changed")]
    TakenMeanwhile {
        /// What.
        what: String,
    },
    /// The last record could perhaps be written, and the store does not tell whether it was.
    #[error(
        "nobody knows whether the account is there now; the next start finds it or clears it away"
    )]
    InDoubt(#[source] Error),
    /// The directory cannot be read or written.
    #[error(transparent)]
    Directory(#[from] Error),
}

/// Where something stands in a [`Portable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortablePlace {
    /// The list; none for the account and its root user.
    pub list: Option<PortableList>,
    /// The place in the list, counted from zero.
    pub index: usize,
    /// The member, such as `groups[1]`; may be empty.
    pub member: String,
}

impl fmt::Display for PortablePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dot = if self.member.is_empty() { "" } else { "." };
        match self.list {
            Some(list) => write!(f, "{}[{}]{dot}{}", list.name(), self.index, self.member),
            None => f.write_str(&self.member),
        }
    }
}

/// What an operator ought to know of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Of which kind it is.
    pub kind: RemarkKind,
    /// What it is about, such as `user bob`.
    pub about: String,
    /// What there is to say.
    pub said: String,
}

/// The kinds of remarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemarkKind {
    /// Something does not come along.
    LeftOut,
    /// Something is not as it was told.
    Changed,
    /// A policy names somebody whom this server does not know: it matches nobody.
    UnknownPrincipal,
    /// A policy that this server does not understand: it denies.
    NotUnderstood,
    /// There is more of something than quotas allow.
    OverQuota,
}

impl RemarkKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::LeftOut,
        Self::Changed,
        Self::UnknownPrincipal,
        Self::NotUnderstood,
        Self::OverQuota,
    ];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftOut => "left-out",
            Self::Changed => "changed",
            Self::UnknownPrincipal => "unknown-principal",
            Self::NotUnderstood => "not-understood",
            Self::OverQuota => "over-quota",
        }
    }
}

/// Everything that an import is going to write.
pub struct ImportPlan {
    account: AccountRecord,
    writes: Vec<Write>,
    published: Vec<Published>,
    buckets: Vec<BucketId>,
    remarks: Vec<Remark>,
    root_key: Option<ChosenKey>,
}

impl ImportPlan {
    /// The account that is going to be made.
    pub fn account(&self) -> AccountId {
        self.account.id
    }

    /// What an operator ought to know before.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// The buckets that are going to be made. Whoever keeps objects has to know them before.
    pub fn buckets(&self) -> &[BucketId] {
        &self.buckets
    }

    /// How many records are going to be written.
    pub fn records(&self) -> usize {
        self.writes.len() + self.published.len() + 1
    }

    /// The access key that the root user is going to have, if it brings none along.
    pub fn root_key(&self) -> Option<&ChosenKey> {
        self.root_key.as_ref()
    }
}

impl Directory {
    /// Finds out what an import of an account would write. Nothing is changed.
    ///
    /// # Errors
    /// There is the account already, what was told contradicts itself, or the store cannot be read.
    pub async fn plan_import(
        &self,
        _work: &SystemWork,
        mut portable: Portable,
    ) -> Result<ImportPlan, ImportError> {
        let mut planner = Planner::new(self, &portable).await?;
        limits::check(&portable, self.clock().now())?;
        planner.fresh_ids(&mut portable).await?;
        planner.index(&portable)?;
        let Portable {
            account,
            root_user,
            policies,
            groups,
            roles,
            instance_profiles,
            users,
            mfa_devices,
            saml_providers,
            oidc_providers,
            server_certificates,
            buckets,
        } = portable;
        planner.mfa_devices(mfa_devices)?;
        planner.account(account).await?;
        planner.root_user(root_user).await?;
        planner.groups(groups)?;
        planner.instance_profiles(instance_profiles)?;
        planner.roles(roles).await?;
        planner.users(users).await?;
        planner.policies(policies).await?;
        planner.saml_providers(saml_providers).await?;
        planner.oidc_providers(oidc_providers)?;
        planner.server_certificates(server_certificates)?;
        planner.buckets(buckets).await?;
        planner.finish()
    }

    /// Makes an account as it was planned. `progress` is told how many of the records are written.
    ///
    /// # Errors
    /// There is the account by now, something of it came into use elsewhere, or the store cannot be
    /// written. Then there is no such account, unless the error says that this is in doubt.
    pub async fn import_account(
        &self,
        _work: &SystemWork,
        plan: ImportPlan,
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<(), ImportError> {
        let account = plan.account.id;
        self.mark_import(&plan).await?;
        match self.write_import(plan, progress).await {
            Err(error) => self.give_up_import(account, error).await,
            written => written,
        }
    }

    /// Clears away what imports left that were broken off. To be called before anybody is served.
    /// Tells the accounts that there are not.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn clear_broken_imports(&self, _work: &SystemWork) -> Result<Vec<AccountId>, Error> {
        let accounts = self.marked_imports().await?;
        for account in &accounts {
            self.clear_import(*account).await?;
        }
        Ok(accounts)
    }
}
