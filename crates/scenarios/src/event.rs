//! What a program tells while it runs.

mod access_keys;
mod account;
mod buckets;
mod federation;
mod mfa;
mod policies;
mod roles;
mod run;
mod users;

use serde::Serialize;

pub use access_keys::{KeyEvent, KeyState};
pub use account::{AccountEvent, Details, PasswordRules, SamlProvider};
pub use buckets::BucketEvent;
pub use federation::FederationEvent;
pub use mfa::MfaEvent;
pub use policies::PolicyEvent;
pub use roles::RoleEvent;
pub use run::{Awaited, RunEvent};
pub use users::UserEvent;

/// One thing that a program tells: as data with `--json`, an object a line, otherwise as the text
/// that the language has for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Event<'a> {
    /// About the run itself.
    Run(RunEvent<'a>),
    /// About access keys.
    Key(KeyEvent<'a>),
    /// About users.
    User(UserEvent<'a>),
    /// About policies.
    Policy(PolicyEvent<'a>),
    /// About buckets and objects.
    Bucket(BucketEvent<'a>),
    /// About MFA devices.
    Mfa(MfaEvent<'a>),
    /// About roles.
    Role(RoleEvent<'a>),
    /// About the federation endpoint.
    Federation(FederationEvent<'a>),
    /// About the account.
    Account(AccountEvent<'a>),
}

impl<'a> From<RunEvent<'a>> for Event<'a> {
    fn from(event: RunEvent<'a>) -> Self {
        Self::Run(event)
    }
}

impl<'a> From<KeyEvent<'a>> for Event<'a> {
    fn from(event: KeyEvent<'a>) -> Self {
        Self::Key(event)
    }
}

impl<'a> From<UserEvent<'a>> for Event<'a> {
    fn from(event: UserEvent<'a>) -> Self {
        Self::User(event)
    }
}

impl<'a> From<PolicyEvent<'a>> for Event<'a> {
    fn from(event: PolicyEvent<'a>) -> Self {
        Self::Policy(event)
    }
}

impl<'a> From<BucketEvent<'a>> for Event<'a> {
    fn from(event: BucketEvent<'a>) -> Self {
        Self::Bucket(event)
    }
}

impl<'a> From<MfaEvent<'a>> for Event<'a> {
    fn from(event: MfaEvent<'a>) -> Self {
        Self::Mfa(event)
    }
}

impl<'a> From<RoleEvent<'a>> for Event<'a> {
    fn from(event: RoleEvent<'a>) -> Self {
        Self::Role(event)
    }
}

impl<'a> From<FederationEvent<'a>> for Event<'a> {
    fn from(event: FederationEvent<'a>) -> Self {
        Self::Federation(event)
    }
}

impl<'a> From<AccountEvent<'a>> for Event<'a> {
    fn from(event: AccountEvent<'a>) -> Self {
        Self::Account(event)
    }
}

/// What the person is asked: before anything is made, for codes, and before all is taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question<'a> {
    /// Whether an administrator may be made that stands in for the root user.
    StandIn {
        /// The name that it will have.
        user: &'a str,
    },
    /// Whether an access key may be made.
    AccessKey {
        /// Whose key it will be.
        user: &'a str,
    },
    /// Whether two users with keys and policies may be made, and a bucket.
    Users {
        /// The name that the bucket will have.
        bucket: &'a str,
    },
    /// Whether a user with an MFA device and a role may be made.
    Mfa {
        /// The account in which the user will be.
        account: &'a str,
        /// The account in which the role will be, which may be the same.
        role_account: &'a str,
    },
    /// Whether a role may be made, and a URL that signs in with its rights.
    FederatedUrl {
        /// The name that the role will have.
        role: &'a str,
    },
    /// Whether the account may have another alias for a moment, and a credential report.
    Account {
        /// The account id.
        account: &'a str,
    },
    /// To say when what was made is no longer needed.
    Done,
    /// The first of two consecutive codes of the device.
    FirstCode,
    /// The code that the device shows after the first one.
    SecondCode,
    /// A code that was not given yet.
    NextCode,
}
