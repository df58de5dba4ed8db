//! The policies that take part in a decision.

use crate::{policy_set::PolicySet, principal::Principal};

/// The policies that take part in a decision, layer by layer, and who asks.
///
/// A layer that is not given is not present and limits nothing; but without identity policies only
/// a resource's policy can allow, and a federated user's session without session policies has
/// nothing of its user's permissions.
#[derive(Clone, Copy, Debug)]
pub struct Policies<'a> {
    pub(super) principal: Principal<'a>,
    pub(super) identity: Option<&'a PolicySet>,
    pub(super) boundary: Option<&'a PolicySet>,
    pub(super) session: Option<&'a PolicySet>,
    pub(super) resource: Option<&'a PolicySet>,
    pub(super) endpoint: Option<&'a PolicySet>,
    pub(super) service_control: &'a [PolicySet],
    pub(super) resource_control: &'a [PolicySet],
    pub(super) in_management_account: bool,
}

impl<'a> Policies<'a> {
    /// No policies at all, for a principal.
    pub fn of(principal: Principal<'a>) -> Self {
        Self {
            principal,
            identity: None,
            boundary: None,
            session: None,
            resource: None,
            endpoint: None,
            service_control: &[],
            resource_control: &[],
            in_management_account: false,
        }
    }

    /// Adds the policies of the user with those of its groups, or of the role; for a federated
    /// user's session those of its user.
    #[must_use]
    pub fn with_identity(mut self, identity: &'a PolicySet) -> Self {
        self.identity = Some(identity);
        self
    }

    /// Adds the permissions boundary of the user or role. A root user can have none, and one that is
    /// given for it is not looked at.
    #[must_use]
    pub fn with_boundary(mut self, boundary: &'a PolicySet) -> Self {
        self.boundary = Some(boundary);
        self
    }

    /// Adds the policies that were passed when the session was made.
    #[must_use]
    pub fn with_session(mut self, session: &'a PolicySet) -> Self {
        self.session = Some(session);
        self
    }

    /// Adds the policy of the resource: for the actions that assume a role its trust policy, for
    /// those on a key of KMS its key policy.
    #[must_use]
    pub fn with_resource(mut self, resource: &'a PolicySet) -> Self {
        self.resource = Some(resource);
        self
    }

    /// Adds the policy of the VPC endpoint that the request came through.
    #[must_use]
    pub fn with_endpoint(mut self, endpoint: &'a PolicySet) -> Self {
        self.endpoint = Some(endpoint);
        self
    }

    /// Adds the service control policies that bear on the caller's account, a set for each level of
    /// the organisation.
    #[must_use]
    pub fn with_service_control(mut self, levels: &'a [PolicySet]) -> Self {
        self.service_control = levels;
        self
    }

    /// Adds the resource control policies that bear on the resource's account, a set for each level
    /// of its organisation. The one that allows everything, which cannot be detached, need not be
    /// among them.
    #[must_use]
    pub fn with_resource_control(mut self, levels: &'a [PolicySet]) -> Self {
        self.resource_control = levels;
        self
    }

    /// Says that the caller's account is the management account of its organisation, which control
    /// policies do not bear on.
    #[must_use]
    pub fn in_management_account(mut self) -> Self {
        self.in_management_account = true;
        self
    }
}
