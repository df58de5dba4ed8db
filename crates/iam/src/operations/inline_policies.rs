//! The inline policies of users, groups and roles: Put…Policy, Get…Policy, Delete…Policy and
//! List…Policies of each.

use iamd_api::{
    Error, Operation,
    iam::{
        DeleteGroupPolicy, DeleteRolePolicy, DeleteUserPolicy, GetGroupPolicy,
        GetGroupPolicyResponse, GetRolePolicy, GetRolePolicyResponse, GetUserPolicy,
        GetUserPolicyResponse, ListGroupPolicies, ListGroupPoliciesResponse, ListRolePolicies,
        ListRolePoliciesResponse, ListUserPolicies, ListUserPoliciesResponse, PutGroupPolicy,
        PutRolePolicy, PutUserPolicy,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input};

/// The operations of one kind of holder: the member that names it, how it is decided on, and each
/// operation with the directory's verb.
macro_rules! inline_policies {
    (
        $holder:ident by $on:ident,
        $Put:ident by $put:ident,
        $Get:ident by $get:ident into $GetResponse:ident,
        $Delete:ident by $delete:ident,
        $List:ident by $list:ident into $ListResponse:ident
    ) => {
        impl Perform<$Put> for Iam {
            type Input = <$Put as Operation>::Input;
            type Output = ();

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$Put as Operation>::Input,
            ) -> Result<Requirements, Error> {
                input::$on(&input.$holder)
            }

            async fn run(
                &self,
                permit: Permit<$Put>,
                _call: Call<'_>,
                input: <$Put as Operation>::Input,
            ) -> Result<(), Error> {
                let holder = input::name(&input.$holder)?;
                let policy = input::name(&input.policy_name)?;
                let document = input::document(&input.policy_document)?;
                let put = self.directory().$put(permit, &holder, &policy, document);
                put.await.map_err(answer)
            }
        }

        impl Perform<$Get> for Iam {
            type Input = <$Get as Operation>::Input;
            type Output = $GetResponse;

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$Get as Operation>::Input,
            ) -> Result<Requirements, Error> {
                input::$on(&input.$holder)
            }

            async fn run(
                &self,
                permit: Permit<$Get>,
                _call: Call<'_>,
                input: <$Get as Operation>::Input,
            ) -> Result<$GetResponse, Error> {
                let holder = input::name(&input.$holder)?;
                let policy = input::name(&input.policy_name)?;
                let document = self.directory().$get(permit, &holder, &policy).await;
                Ok($GetResponse {
                    policy_document: document.map_err(answer)?,
                    $holder: input.$holder,
                    policy_name: input.policy_name,
                })
            }
        }

        impl Perform<$Delete> for Iam {
            type Input = <$Delete as Operation>::Input;
            type Output = ();

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$Delete as Operation>::Input,
            ) -> Result<Requirements, Error> {
                input::$on(&input.$holder)
            }

            async fn run(
                &self,
                permit: Permit<$Delete>,
                _call: Call<'_>,
                input: <$Delete as Operation>::Input,
            ) -> Result<(), Error> {
                let holder = input::name(&input.$holder)?;
                let policy = input::name(&input.policy_name)?;
                let deleted = self.directory().$delete(permit, &holder, &policy);
                deleted.await.map_err(answer)
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
                let page = input::page(input.marker.as_ref(), input.max_items);
                let names = self.directory().$list(permit, &holder, &page).await;
                let names = names.map_err(answer)?;
                Ok($ListResponse {
                    policy_names: names.items.iter().map(ToString::to_string).collect(),
                    is_truncated: Some(names.next.is_some()),
                    marker: names.next,
                })
            }
        }
    };
}

inline_policies! {
    user_name by on_user,
    PutUserPolicy by put_user_policy,
    GetUserPolicy by get_user_policy into GetUserPolicyResponse,
    DeleteUserPolicy by delete_user_policy,
    ListUserPolicies by list_user_policies into ListUserPoliciesResponse
}

inline_policies! {
    group_name by on_group,
    PutGroupPolicy by put_group_policy,
    GetGroupPolicy by get_group_policy into GetGroupPolicyResponse,
    DeleteGroupPolicy by delete_group_policy,
    ListGroupPolicies by list_group_policies into ListGroupPoliciesResponse
}

inline_policies! {
    role_name by on_role,
    PutRolePolicy by put_role_policy,
    GetRolePolicy by get_role_policy into GetRolePolicyResponse,
    DeleteRolePolicy by delete_role_policy,
    ListRolePolicies by list_role_policies into ListRolePoliciesResponse
}
