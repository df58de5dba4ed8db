//! Which policies let a user, group or role use a service.

use iamd_api::{AwsService, iam::ListPoliciesGrantingServiceAccess};
use iamd_auth::Permit;
use iamd_ident::{Arn, PolicyName};
use iamd_policy::Reach;

use crate::{AccessSubject, Directory, Error, HolderKind, page::only_page};

/// A policy that lets somebody use a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantingPolicy {
    /// A managed policy.
    Managed {
        /// Its name.
        name: PolicyName,
        /// Its ARN.
        arn: Arn,
    },
    /// An inline policy.
    Inline {
        /// Its name.
        name: PolicyName,
        /// What kind of thing has it.
        holder: HolderKind,
        /// The name of what has it.
        holder_name: String,
    },
}

impl Directory {
    /// The policies of `subject` that could grant something of each service: managed ones before
    /// inline ones, its own before those of its groups. All stand on one page.
    ///
    /// Each policy is looked at by itself.
    ///
    /// # Errors
    /// There is no such user, group or role, or there is a marker.
    pub async fn list_granting_policies(
        &self,
        permit: Permit<ListPoliciesGrantingServiceAccess>,
        subject: &AccessSubject,
        services: &[AwsService],
        marker: Option<&str>,
    ) -> Result<Vec<(AwsService, Vec<GrantingPolicy>)>, Error> {
        only_page(marker)?;
        let found = self.find_subject(&permit, subject).await?;
        let policies: Vec<_> = found
            .documents
            .into_iter()
            .map(|named| (Reach::of([&named.document]), named.policy))
            .collect();
        Ok(granting(&policies, services).await)
    }
}

/// LIMIT: each service is held against all policies, so that others have their turn in between.
async fn granting(
    policies: &[(Reach, GrantingPolicy)],
    services: &[AwsService],
) -> Vec<(AwsService, Vec<GrantingPolicy>)> {
    let mut found = Vec::with_capacity(services.len());
    for service in services {
        let granting = policies
            .iter()
            .filter(|(reach, _)| reach.service(service.namespace));
        let granting = granting.map(|(_, policy)| policy.clone()).collect();
        found.push((*service, granting));
        tokio::task::yield_now().await;
    }
    found
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn others_have_their_turn_between_services() {
        let services: Vec<_> = AwsService::all().collect();
        let turns = Cell::new(0);
        let others = async {
            loop {
                turns.set(turns.get() + 1);
                tokio::task::yield_now().await;
            }
        };
        let found = tokio::select! {
            () = others => Vec::new(),
            found = granting(&[], &services) => found,
        };
        assert_eq!(found.len(), services.len());
        assert!(turns.get() >= services.len(), "{}", turns.get());
    }
}
