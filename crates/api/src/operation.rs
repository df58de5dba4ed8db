//! What is known of an operation before it runs: the rows of the operation tables.

use crate::{Decode, Encode, ErrorCode, Service};

/// Something that a caller may ask for, and that permits are given for. Implemented by generated
/// marker types, such as [`iam::CreateUser`](crate::iam::CreateUser), that hold nothing.
pub trait Action: Send + Sync + 'static {
    /// What the tables say of it.
    const ROW: &'static OperationRow;
}

/// An operation whose wire form this crate knows.
pub trait Operation: Action {
    /// What a request holds; `()` where the operation takes nothing.
    type Input: Decode + Send + 'static;
    /// What the answer holds; `()` where the operation answers nothing.
    type Output: Encode + Send + 'static;
}

/// One operation in the tables on which routing, authorization, simulation and documentation draw.
///
/// SOURCE: the service models in botocore; action, access level, resource types and condition keys
/// from AWS's service authorization reference, with the deviations of
/// `crates/api/model/differences.json`. Which action an operation asks for, where the two have
/// different names: `crates/api/model/actions.json`.
#[derive(Debug)]
pub struct OperationRow {
    /// The service that offers it.
    pub service: Service,
    /// The name on the wire, such as `CreateUser`.
    pub name: &'static str,
    /// The action that a policy must allow, such as `iam:CreateUser`. The row of `HeadObject` has
    /// `s3:GetObject`; what a request asks for besides, or instead when it names a version, is for
    /// the operation to say.
    pub action: &'static str,
    /// What kind of access the action grants.
    pub access: AccessLevel,
    /// The names of the [`ResourceType`]s that the action is authorized on; none means `*`.
    pub resources: &'static [&'static str],
    /// The condition keys that the action supports, beside the global ones and those of its
    /// resource types.
    pub condition_keys: &'static [&'static str],
    /// Actions that the caller must be allowed as well, such as `iam:PassRole`.
    pub dependent_actions: &'static [&'static str],
    /// The errors that the service model names for it, beside those that every operation may answer.
    pub errors: &'static [ErrorCode],
    /// Whether it changes state or hands out credentials.
    pub mutating: bool,
    /// What a caller must bring.
    pub gate: Gate,
    /// Of the query services: whether the answer has a result, or only the request's id.
    pub has_result: bool,
}

/// An action that no operation's row has but that is authorized in the course of some, such as
/// `iam:PassRole`, `sts:TagSession` and `s3:GetObjectVersion`.
#[derive(Debug)]
pub struct ActionRow {
    /// The action, such as `iam:PassRole`.
    pub action: &'static str,
    /// What kind of access the action grants.
    pub access: AccessLevel,
    /// The names of the [`ResourceType`]s that the action is authorized on; none means `*`.
    pub resources: &'static [&'static str],
    /// The condition keys that the action supports, beside the global ones.
    pub condition_keys: &'static [&'static str],
}

/// What a caller must bring to be let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gate {
    /// Policies that allow the action. An unsigned request passes only where the policy of the
    /// resource allows it to anybody.
    Policy,
    /// A signature alone: no policy has to allow the operation, and none can deny it.
    Signature,
    /// No signature: a token or an assertion in the input proves who calls, and the trust policy of
    /// what they ask for decides.
    Proof,
}

/// What kind of access an action grants.
///
/// SOURCE: IAM User Guide, "Access levels in policy summaries".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccessLevel {
    /// Sees that things exist.
    List,
    /// Sees what things hold.
    Read,
    /// Makes, changes and deletes things.
    Write,
    /// Changes nothing but tags.
    Tagging,
    /// Grants or changes permissions.
    PermissionsManagement,
}

impl AccessLevel {
    /// The level as AWS's documentation writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Write => "Write",
            Self::Tagging => "Tagging",
            Self::PermissionsManagement => "Permissions management",
        }
    }
}

/// A kind of resource that actions are authorized on.
#[derive(Debug)]
pub struct ResourceType {
    /// The name by which operations refer to it, such as `user`.
    pub name: &'static str,
    /// The ARN, with `${…}` for each part that varies, such as
    /// `arn:${Partition}:iam::${Account}:user/${UserNameWithPath}`.
    pub arn: &'static str,
    /// The condition keys that such a resource brings.
    pub condition_keys: &'static [&'static str],
}

/// A condition key of a service, or a global one in the way that the service uses it.
#[derive(Debug)]
pub struct ConditionKey {
    /// The key, such as `iam:PolicyARN` or `aws:RequestTag/${TagKey}`.
    pub name: &'static str,
    /// The type of its values as AWS's documentation writes it: `String`, `ArrayOfString`, `ARN`,
    /// `Bool`, `Date`, `Numeric`.
    pub kind: &'static str,
}
