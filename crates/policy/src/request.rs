//! What is asked: an action on a resource, in a context.

mod value;

pub use value::{Scalar, ScalarText, Value};

use crate::principal::account_of;

/// The question that [`decide`](crate::decide()) answers.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    action: &'a str,
    resource: &'a str,
    account: Option<&'a str>,
    context: &'a dyn Context,
}

impl<'a> Request<'a> {
    /// The resource of an action that has no resource type, such as `s3:ListAllMyBuckets`.
    pub const NO_RESOURCE: &'static str = "*";

    /// A request for `action`, such as `iam:GetUser`, on `resource`, an ARN, or
    /// [`Request::NO_RESOURCE`] for an action that has no resource type.
    pub fn new(action: &'a str, resource: &'a str, context: &'a dyn Context) -> Self {
        Self {
            action,
            resource,
            account: None,
            context,
        }
    }

    /// Says which account the resource belongs to, where its ARN does not, as those of buckets.
    #[must_use]
    pub fn in_account(mut self, account: &'a str) -> Self {
        self.account = Some(account);
        self
    }

    /// The action, `SERVICE:NAME`. Its case does not count.
    pub fn action(&self) -> &'a str {
        self.action
    }

    /// The ARN of the resource, or [`Request::NO_RESOURCE`].
    pub fn resource(&self) -> &'a str {
        self.resource
    }

    /// The account that the resource belongs to, if that is known.
    pub fn account(&self) -> Option<&'a str> {
        self.account.or_else(|| account_of(self.resource))
    }

    /// What conditions and variables may read.
    pub fn context(&self) -> &'a dyn Context {
        self.context
    }
}

/// The condition keys of a request and their values.
///
/// It is asked only for keys that a statement reads, so an implementation computes a value when it
/// is asked and not before.
pub trait Context {
    /// The value of a key such as `aws:username`; `None` if the request does not have the key.
    ///
    /// The name arrives as the policy writes it. It must be compared without regard to case, the
    /// key of a tag (`aws:PrincipalTag/TEAM`) included.
    fn get(&self, key: &str) -> Option<Value<'_>>;
}

/// A context without any key.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoContext;

impl Context for NoContext {
    fn get(&self, _key: &str) -> Option<Value<'_>> {
        None
    }
}

/// A context as a list of keys with their values, for tests and small tools.
impl Context for &[(&str, Value<'_>)] {
    fn get(&self, key: &str) -> Option<Value<'_>> {
        let (_, value) = self
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some(*value)
    }
}
