//! What an operation acts on, before and after it was looked up.

use std::sync::Arc;

use iamd_api::{Action, OperationRow};
use iamd_ident::{
    AccessKeyId, AccountId, Arn, BucketName, GroupName, InstanceProfileName, MfaDeviceName,
    ObjectKey, Path, PolicyName, RoleName, SamlProviderName, ServerCertificateName, Tag, UserName,
    VersionId,
};
use iamd_policy::PolicySet;

use crate::MfaProof;

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
    /// A group by name, whether it exists or not.
    Group(GroupName),
    /// A group that would have this path and name.
    NewGroup(Path, GroupName),
    /// A group under the name and path that it is to get, each as it is now where it stays.
    RenamedGroup {
        /// The name of today.
        name: GroupName,
        /// The new path, if it changes.
        new_path: Option<Path>,
        /// The new name, if it changes.
        new_name: Option<GroupName>,
    },
    /// The groups below a prefix of paths.
    Groups(String),
    /// A role of the caller's account by name, whether it exists or not.
    Role(RoleName),
    /// A role that would have this path and name.
    NewRole(Path, RoleName),
    /// The roles below a prefix of paths.
    Roles(String),
    /// A role of any account that is to be assumed, whether it exists or not: its trust policy is
    /// the policy of the resource, and its id that of the role.
    AssumedRole(Arn),
    /// An instance profile by name, whether it exists or not.
    InstanceProfile(InstanceProfileName),
    /// An instance profile that would have this path and name.
    NewInstanceProfile(Path, InstanceProfileName),
    /// The instance profiles below a prefix of paths.
    InstanceProfiles(String),
    /// A server certificate by name, whether it exists or not.
    ServerCertificate(ServerCertificateName),
    /// A server certificate that would have this path and name.
    NewServerCertificate(Path, ServerCertificateName),
    /// A server certificate under the name and path that it is to get, each as it is now where it
    /// stays.
    RenamedServerCertificate {
        /// The name of today.
        name: ServerCertificateName,
        /// The new path, if it changes.
        new_path: Option<Path>,
        /// The new name, if it changes.
        new_name: Option<ServerCertificateName>,
    },
    /// The server certificates below a prefix of paths.
    ServerCertificates(String),
    /// A user who has a service-specific credential of this id, or has not.
    ServiceCredential {
        /// The user.
        user: UserName,
        /// The id of the credential.
        id: String,
    },
    /// A virtual MFA device of the caller's account by its serial number, whether it exists or not.
    MfaDevice(String),
    /// A virtual MFA device that would have this path and name.
    NewMfaDevice(Path, MfaDeviceName),
    /// Whoever an MFA device of the caller's account is enabled for, by its serial number.
    MfaDeviceOwner(String),
    /// A SAML provider of the caller's account by its ARN, whether it exists or not.
    SamlProvider(Arn),
    /// A SAML provider that would have this name.
    NewSamlProvider(SamlProviderName),
    /// All SAML providers.
    SamlProviders,
    /// An OpenID Connect provider of the caller's account by its ARN, whether it exists or not.
    OidcProvider(Arn),
    /// An OpenID Connect provider that would have this URL, told without its scheme.
    NewOidcProvider(String),
    /// All OpenID Connect providers.
    OidcProviders,
    /// A report of access for an entity of an organization, by the entity's path.
    AccessReport(String),
    /// The federated user of the caller's account that a session is to be made for.
    FederatedUser(String),
    /// A delegation request of the caller's account by its id, whether it exists or not; `*` is one
    /// that would be made.
    DelegationRequest(String),
    /// The root user of an account, for which a session is to be made.
    RootUser(AccountId),
    /// All buckets of the caller.
    Buckets,
    /// A bucket that would have this name.
    NewBucket(BucketName),
    /// A bucket by name, whether it exists or not.
    Bucket(BucketName),
    /// An object, whether it exists or not.
    Object {
        /// The bucket that it is in.
        bucket: BucketName,
        /// Its key.
        key: ObjectKey,
        /// One of its versions; the newest if there is none.
        version: Option<VersionId>,
    },
}

/// What a decision is about.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The ARN that policies are matched against, or `*`.
    pub arn: String,
    /// How AWS's denial texts name it, which for IAM is not always the ARN.
    pub shown: String,
    /// The account that it belongs to.
    pub account: AccountId,
    /// Its tags, as far as they are `aws:ResourceTag`; empty for what does not exist.
    pub tags: Vec<Tag>,
    /// The id that tells it from what has the same name at another time: a bucket's, a role's.
    pub id: Option<String>,
    /// Whether it is there; what is about to be made counts as there.
    pub exists: bool,
    /// Its own policy, if it has one: a bucket's, for the bucket and for all that is in it; the
    /// trust policy of a role that is to be assumed.
    pub policy: Option<Arc<PolicySet>>,
    /// The permissions boundary of a user or role, if one is set.
    pub permissions_boundary: Option<String>,
    /// Whether its policy lets in nobody but principals of its own account.
    pub is_restricted: bool,
    /// Condition keys that it brings itself, in lower case.
    pub facts: Vec<(&'static str, Fact)>,
    /// The version of the object that is named, if one is.
    pub version: Option<VersionId>,
    /// The tags of the object, which are `s3:ExistingObjectTag`.
    pub object_tags: Vec<Tag>,
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
            id: None,
            exists: true,
            policy: None,
            permissions_boundary: None,
            is_restricted: false,
            facts: Vec::new(),
            version: None,
            object_tags: Vec::new(),
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
    /// The action, where it is not the row's: `s3:GetObjectVersion` for one version.
    pub action: Option<&'static str>,
    /// Further decisions that must be positive as well: tagging while creating, the new name of
    /// something that is renamed.
    pub further: Vec<Further>,
    /// Whether nothing but the items is decided on.
    pub is_of_items: bool,
    /// Decisions on the items of a list. An item that is denied is left out; the others are done.
    pub items: Vec<Further>,
    /// What must be allowed to see that the target does not exist; who lacks it is denied.
    pub absence: Option<Further>,
    /// The tags that the request brings.
    pub request_tags: Vec<Tag>,
    /// The tags that the request brings for an object.
    pub object_tags: Vec<Tag>,
    /// The keys of tags that the request takes away.
    pub removed_tag_keys: Vec<String>,
    /// The value of `iam:PolicyARN`.
    pub policy_arn: Option<String>,
    /// The value of `iam:PermissionsBoundary`.
    pub permissions_boundary: Option<String>,
    /// Condition keys of the operation's own, in lower case, such as `s3:prefix`.
    pub facts: Vec<(&'static str, Fact)>,
    /// The device and code that the request shows. It is checked before anything is decided, and
    /// used up when all is allowed.
    pub mfa: Option<MfaProof>,
}

/// The value of a condition key that an operation brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A text.
    Text(String),
    /// Texts, of which conditions ask with a set operator. None make the key absent.
    Texts(Vec<String>),
    /// A number.
    Number(i64),
}

/// A decision that an operation needs besides its own.
#[derive(Clone, Debug)]
pub struct Further {
    /// The action, such as `iam:TagUser`.
    pub action: &'static str,
    /// What it is decided on.
    pub target: Target,
    /// The operation that a permit is given for, if one is.
    pub operation: Option<&'static OperationRow>,
    /// What must be allowed to see that the target does not exist.
    pub absence: Option<Box<Further>>,
    /// Whether a refusal is nothing that the audit is told of.
    pub is_quiet: bool,
}

impl PartialEq for Further {
    fn eq(&self, other: &Self) -> bool {
        let name = |further: &Self| further.operation.map(|row| (row.service, row.name));
        (self.action, &self.target, name(self)) == (other.action, &other.target, name(other))
            && (&self.absence, self.is_quiet) == (&other.absence, other.is_quiet)
    }
}

impl Eq for Further {}

impl Further {
    fn new(action: &'static str, target: Target) -> Self {
        Self {
            action,
            target,
            operation: None,
            absence: None,
            is_quiet: false,
        }
    }

    fn with_permit<P: Action>(action: &'static str, target: Target) -> Self {
        Self {
            operation: Some(P::ROW),
            ..Self::new(action, target)
        }
    }
}

impl From<Target> for Requirements {
    fn from(target: Target) -> Self {
        Self::on(target)
    }
}

impl Requirements {
    /// Leave for the operation's own action on `target`, and nothing else.
    pub fn on(target: Target) -> Self {
        Self {
            target,
            action: None,
            further: Vec::new(),
            is_of_items: false,
            items: Vec::new(),
            absence: None,
            request_tags: Vec::new(),
            object_tags: Vec::new(),
            removed_tag_keys: Vec::new(),
            policy_arn: None,
            permissions_boundary: None,
            facts: Vec::new(),
            mfa: None,
        }
    }

    /// Another action than the row's is asked for.
    #[must_use]
    pub fn acting_as(mut self, action: &'static str) -> Self {
        self.action = Some(action);
        self
    }

    /// The request brings these tags.
    #[must_use]
    pub fn tags(mut self, tags: Vec<Tag>) -> Self {
        self.request_tags = tags;
        self
    }

    /// The request brings these tags for an object.
    #[must_use]
    pub fn object_tags(mut self, tags: Vec<Tag>) -> Self {
        self.object_tags = tags;
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
        self.further.push(Further::new(action, target));
        self
    }

    /// Another action must be allowed as well, and gives a permit for what `P` does.
    #[must_use]
    pub fn also_permit<P: Action>(mut self, action: &'static str, target: Target) -> Self {
        self.further.push(Further::with_permit::<P>(action, target));
        self
    }

    /// Each item of a list is decided on by itself, and gives a permit for what `P` does.
    #[must_use]
    pub fn each<P: Action>(
        mut self,
        items: impl IntoIterator<Item = (&'static str, Target)>,
    ) -> Self {
        let items = items
            .into_iter()
            .map(|(action, target)| Further::with_permit::<P>(action, target));
        self.items.extend(items);
        self
    }

    /// As [`Requirements::also_permit`]; if that target does not exist, only who may do what
    /// `absence` says is told so.
    #[must_use]
    pub fn also_permit_seen<P: Action>(
        mut self,
        action: &'static str,
        target: Target,
        absence: (&'static str, Target),
    ) -> Self {
        let mut further = Further::with_permit::<P>(action, target);
        further.absence = Some(Box::new(Further::new(absence.0, absence.1)));
        self.further.push(further);
        self
    }

    /// Nothing but the items is decided on: the operation is allowed if each item is.
    #[must_use]
    pub fn of_items_alone(mut self) -> Self {
        self.is_of_items = true;
        self
    }

    /// Something that may be allowed or not: an item with a permit or a refusal for the operation
    /// to look at, which the audit is told nothing of.
    #[must_use]
    pub fn perhaps<P: Action>(mut self, action: &'static str, target: Target) -> Self {
        let mut item = Further::with_permit::<P>(action, target);
        item.is_quiet = true;
        self.items.push(item);
        self
    }

    /// If the target does not exist, only who may do this is told so.
    #[must_use]
    pub fn absence_is_for(mut self, action: &'static str, target: Target) -> Self {
        self.absence = Some(Further::new(action, target));
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

    /// A condition key of the operation's own, in lower case, has this text.
    #[must_use]
    pub fn with_text(mut self, key: &'static str, text: impl Into<String>) -> Self {
        self.facts.push((key, Fact::Text(text.into())));
        self
    }

    /// As [`Requirements::with_text`], if there is a text.
    #[must_use]
    pub fn with_text_of(self, key: &'static str, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.with_text(key, text),
            None => self,
        }
    }

    /// A condition key of the operation's own, in lower case, has this number.
    #[must_use]
    pub fn with_number(mut self, key: &'static str, number: i64) -> Self {
        self.facts.push((key, Fact::Number(number)));
        self
    }

    /// A condition key of the operation's own, in lower case, has these texts.
    #[must_use]
    pub fn with_texts(mut self, key: &'static str, texts: Vec<String>) -> Self {
        self.facts.push((key, Fact::Texts(texts)));
        self
    }

    /// The request shows an MFA device and its code.
    #[must_use]
    pub fn shows_mfa(mut self, proof: Option<MfaProof>) -> Self {
        self.mfa = proof;
        self
    }
}
