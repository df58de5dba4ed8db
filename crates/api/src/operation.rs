//! What is known of an operation before it runs: the rows of the operation tables.

use crate::{Decode, Encode, ErrorCode, Service};

/// An operation of a service. Implemented by generated marker types, such as
/// [`iam::CreateUser`](crate::iam::CreateUser), that hold nothing.
pub trait Operation: Send + Sync + 'static {
    /// What the tables say of it.
    const ROW: &'static OperationRow;
    /// What a request holds; `()` where the operation takes nothing.
    type Input: Decode + Send + 'static;
    /// What the answer holds; `()` where the operation answers nothing.
    type Output: Encode + Send + 'static;
}

/// One operation in the tables on which routing, authorization, simulation and documentation draw.
///
/// SOURCE: the service models in botocore; action, access level, resource types and condition keys
/// from AWS's service authorization reference, with the deviations of
/// `crates/api/model/differences.json`.
#[derive(Debug)]
pub struct OperationRow {
    /// The service that offers it.
    pub service: Service,
    /// The name on the wire, such as `CreateUser`.
    pub name: &'static str,
    /// The action that a policy must allow, such as `iam:CreateUser`.
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
    /// Whether the answer has a result, or only the request's id.
    pub has_result: bool,
}

/// An action that is no operation of its own but is authorized in the course of others, such as
/// `iam:PassRole` and `sts:TagSession`.
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
    /// A signature, and policies that allow the action.
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
