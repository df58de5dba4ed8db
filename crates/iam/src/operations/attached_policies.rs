//! The managed policies that are attached to users, groups and roles: Attach…Policy, Detach…Policy
//! and ListAttached…Policies of each.

use iamd_api::{
    Error, Operation,
    iam::{
        AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy, DetachGroupPolicy, DetachRolePolicy,
        DetachUserPolicy, ListAttachedGroupPolicies, ListAttachedGroupPoliciesResponse,
        ListAttachedRolePolicies, ListAttachedRolePoliciesResponse, ListAttachedUserPolicies,
        ListAttachedUserPoliciesResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{
    Iam,
    error::{self, answer},
    input, output,
};

/// The operations of one kind of holder: the member that names it, how it is decided on, and each
/// operation with the directory's verb.
macro_rules! attached_policies {
    (
        $holder:ident by $on:ident,
        $Attach:ident by $attach:ident,
        $Detach:ident by $detach:ident,
        $List:ident by $list:ident into $ListResponse:ident
    ) => {
        impl Perform<$Attach> for Iam {
            type Input = <$Attach as Operation>::Input;
            type Output = ();

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$Attach as Operation>::Input,
            ) -> Result<Requirements, Error> {
                Ok(input::$on(&input.$holder)?.policy_arn(&input.policy_arn))
            }

            async fn run(
                &self,
                permit: Permit<$Attach>,
                _call: Call<'_>,
                input: <$Attach as Operation>::Input,
            ) -> Result<(), Error> {
                let holder = input::name(&input.$holder)?;
                let arn = input::policy_arn(&input.policy_arn)?;
                let attached = self.directory().$attach(permit, &holder, &arn);
                attached.await.map_err(error::attaching)
            }
        }

        impl Perform<$Detach> for Iam {
            type Input = <$Detach as Operation>::Input;
            type Output = ();

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$Detach as Operation>::Input,
            ) -> Result<Requirements, Error> {
                Ok(input::$on(&input.$holder)?.policy_arn(&input.policy_arn))
            }

            async fn run(
                &self,
                permit: Permit<$Detach>,
                _call: Call<'_>,
                input: <$Detach as Operation>::Input,
            ) -> Result<(), Error> {
                let holder = input::name(&input.$holder)?;
                let arn = input::policy_arn(&input.policy_arn)?;
                let detached = self.directory().$detach(permit, &holder, &arn);
                detached.await.map_err(answer)
            }
        }

        impl Perform<$List> for Iam {
            type Input = <$List as Operation>::Input;
            type Output = $ListResponse;

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$List as Operation>::Input,
            ) -> Result<Requirements, Error> {
                input::$on(&input.$holder)
            }

            async fn run(
                &self,
                permit: Permit<$List>,
                _call: Call<'_>,
                input: <$List as Operation>::Input,
            ) -> Result<$ListResponse, Error> {
                let holder = input::name(&input.$holder)?;
                let prefix = input::path_prefix(input.path_prefix.as_deref());
                let page = input::page(input.marker.as_ref(), input.max_items);
                let attached = self.directory().$list(permit, &holder, prefix, &page).await;
                let attached = attached.map_err(answer)?;
                Ok($ListResponse {
                    attached_policies: output::attached_policies(attached.items),
                    is_truncated: Some(attached.next.is_some()),
                    marker: attached.next,
                })
            }
        }
    };
}

attached_policies! {
    user_name by on_user,
    AttachUserPolicy by attach_user_policy,
    DetachUserPolicy by detach_user_policy,
    ListAttachedUserPolicies by list_attached_user_policies into ListAttachedUserPoliciesResponse
}

attached_policies! {
    group_name by on_group,
    AttachGroupPolicy by attach_group_policy,
    DetachGroupPolicy by detach_group_policy,
    ListAttachedGroupPolicies by list_attached_group_policies into ListAttachedGroupPoliciesResponse
}

attached_policies! {
    role_name by on_role,
    AttachRolePolicy by attach_role_policy,
    DetachRolePolicy by detach_role_policy,
    ListAttachedRolePolicies by list_attached_role_policies into ListAttachedRolePoliciesResponse
}
