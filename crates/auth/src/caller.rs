//! Who makes a request.

use std::{borrow::Cow, sync::Arc};

use iamd_ident::{AccessKeyId, AccountId, Arn, Path, Tag, UniqueId, UserName};

/// Whoever made a request: proven by a signature, or nobody in particular.
#[derive(Clone, Debug)]
pub struct Caller {
    principal: Principal,
    access_key: Option<AccessKeyId>,
}

/// A principal of the directory, as it was when its credential was looked up.
#[derive(Clone, Debug)]
pub enum Principal {
    /// The root user of an account.
    RootUser(Arc<RootUserFacts>),
    /// An IAM user.
    User(Arc<UserFacts>),
    /// Nobody proved to be anybody.
    Anonymous,
}

/// What decisions need to know of a root user.
#[derive(Debug, PartialEq, Eq)]
pub struct RootUserFacts {
    /// The account whose root user it is.
    pub account: AccountId,
    /// `arn:PARTITION:iam::ACCOUNT:root`.
    pub arn: Arn,
}

/// What decisions need to know of an IAM user.
#[derive(Debug, PartialEq, Eq)]
pub struct UserFacts {
    /// The account that the user belongs to.
    pub account: AccountId,
    /// The id that outlives renaming.
    pub id: UniqueId,
    /// The name of today.
    pub name: UserName,
    /// The path of today.
    pub path: Path,
    /// The ARN of today, path and name included.
    pub arn: Arn,
    /// The tags of the user, which are principal tags in a decision.
    pub tags: Vec<Tag>,
}

impl Caller {
    /// A principal that proved itself with an access key.
    pub fn new(principal: Principal, access_key: AccessKeyId) -> Self {
        Self {
            principal,
            access_key: Some(access_key),
        }
    }

    /// Whoever sent a request that does not claim to be anybody's.
    pub fn anonymous() -> Self {
        Self {
            principal: Principal::Anonymous,
            access_key: None,
        }
    }

    /// Who it is.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// The access key that signed the request.
    pub fn access_key(&self) -> Option<&AccessKeyId> {
        self.access_key.as_ref()
    }

    /// The account that the caller belongs to; an anonymous one belongs to none.
    pub fn account(&self) -> Option<AccountId> {
        match &self.principal {
            Principal::RootUser(root) => Some(root.account),
            Principal::User(user) => Some(user.account),
            Principal::Anonymous => None,
        }
    }

    /// The caller's ARN, as `GetCallerIdentity` tells it; an anonymous one has none.
    pub fn arn(&self) -> Option<&Arn> {
        match &self.principal {
            Principal::RootUser(root) => Some(&root.arn),
            Principal::User(user) => Some(&user.arn),
            Principal::Anonymous => None,
        }
    }

    /// How texts and logs call the caller: by its ARN, if it has one.
    pub fn shown(&self) -> &str {
        self.arn().map_or(ANONYMOUS, Arn::as_str)
    }

    /// The value of `aws:userid`: the account id for the root user, the unique id for a user.
    ///
    /// SOURCE: IAM User Guide, "IAM JSON policy elements: Variables", table of principal key values.
    pub fn user_id(&self) -> Cow<'_, str> {
        match &self.principal {
            Principal::RootUser(root) => Cow::Owned(root.account.to_string()),
            Principal::User(user) => Cow::Borrowed(user.id.as_str()),
            Principal::Anonymous => Cow::Borrowed(ANONYMOUS),
        }
    }

    /// The facts of the IAM user, if the caller is one.
    pub fn user(&self) -> Option<&Arc<UserFacts>> {
        match &self.principal {
            Principal::User(user) => Some(user),
            Principal::RootUser(_) | Principal::Anonymous => None,
        }
    }

    /// Whether the caller is the root user of its account.
    pub fn is_root_user(&self) -> bool {
        matches!(self.principal, Principal::RootUser(_))
    }
}

/// SOURCE: the same table.
pub(crate) const ANONYMOUS: &str = "anonymous";
