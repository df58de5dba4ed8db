//! What an operation acts on, before and after it was looked up.

use iamd_ident::{AccessKeyId, AccountId, Arn, Path, PolicyName, Tag, UserName};

/// What a request names. The directory turns it into a [`Resource`]: the path of a user, for one,
/// is part of its ARN but not of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// No resource: policies must say `*`.
    Any,
    /// The caller's own principal.
    Caller,
    /// A user by name, whether it exists or not.
    User(UserName),
    /// A user that would have this path and name.
    NewUser(Path, UserName),
    /// A user under the name and path that it is to get, each as it is now where it stays.
    RenamedUser {
        /// The name of today.
        name: UserName,
        /// The new path, if it changes.
        new_path: Option<Path>,
        /// The new name, if it changes.
        new_name: Option<UserName>,
    },
    /// The users below a prefix of paths, such as `/` or `/division/`.
    Users(String),
    /// The user that an access key belongs to.
    AccessKeyOwner(AccessKeyId),
    /// A managed policy, whether it exists or not.
    Policy(Arn),
    /// A managed policy that would have this path and name.
    NewPolicy(Path, PolicyName),
    /// The managed policies below a prefix of paths.
    Policies(String),
}

/// What a decision is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The ARN that policies are matched against, or `*`.
    pub arn: String,
    /// How AWS's denial texts name it, which for IAM is not always the ARN.
    pub shown: String,
    /// The account that it belongs to.
    pub account: AccountId,
    /// Its tags; empty for what does not exist.
    pub tags: Vec<Tag>,
}

impl Resource {
    /// What operations without a resource are decided on.
    pub fn any(account: AccountId) -> Self {
        Self::named("*".to_owned(), account)
    }

    /// Something without tags that denial texts call by its ARN.
    pub fn named(arn: String, account: AccountId) -> Self {
        Self {
            shown: arn.clone(),
            arn,
            account,
            tags: Vec::new(),
        }
    }

    /// The same, called otherwise in denial texts.
    #[must_use]
    pub fn shown_as(mut self, shown: String) -> Self {
        self.shown = shown;
        self
    }

    /// The same with tags.
    #[must_use]
    pub fn tagged(mut self, tags: Vec<Tag>) -> Self {
        self.tags = tags;
        self
    }
}

/// What an operation asks of the policies before it runs, besides its own row of the table: bound
/// to the members of its input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirements {
    /// What the operation's own action is decided on, and the permit is for.
    pub target: Target,
    /// Further decisions that must be positive as well: tagging while creating, the new name of
    /// something that is renamed.
    pub further: Vec<Further>,
    /// The tags that the request brings.
    pub request_tags: Vec<Tag>,
    /// The keys of tags that the request takes away.
    pub removed_tag_keys: Vec<String>,
    /// The value of `iam:PolicyARN`.
    pub policy_arn: Option<String>,
    /// The value of `iam:PermissionsBoundary`.
    pub permissions_boundary: Option<String>,
}

/// A decision that an operation needs besides its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Further {
    /// The action, such as `iam:TagUser`.
    pub action: &'static str,
    /// What it is decided on.
    pub target: Target,
}

impl Requirements {
    /// Leave for the operation's own action on `target`, and nothing else.
    pub fn on(target: Target) -> Self {
        Self {
            target,
            further: Vec::new(),
            request_tags: Vec::new(),
            removed_tag_keys: Vec::new(),
            policy_arn: None,
            permissions_boundary: None,
        }
    }

    /// The request brings these tags.
    #[must_use]
    pub fn tags(mut self, tags: Vec<Tag>) -> Self {
        self.request_tags = tags;
        self
    }

    /// The request takes away the tags with these keys.
    #[must_use]
    pub fn removes_tags(mut self, keys: &[String]) -> Self {
        self.removed_tag_keys = keys.to_vec();
        self
    }

    /// Another action must be allowed as well.
    #[must_use]
    pub fn also(mut self, action: &'static str, target: Target) -> Self {
        self.further.push(Further { action, target });
        self
    }

    /// The request names a managed policy.
    #[must_use]
    pub fn policy_arn(mut self, arn: &str) -> Self {
        self.policy_arn = Some(arn.to_owned());
        self
    }

    /// The request names a permissions boundary, or acts on what has one.
    #[must_use]
    pub fn permissions_boundary(mut self, arn: Option<&str>) -> Self {
        self.permissions_boundary = arn.map(str::to_owned);
        self
    }
}
