//! The permissions boundaries of users and roles: Put…PermissionsBoundary and
//! Delete…PermissionsBoundary of each.

use iamd_api::{
    Error, Operation,
    iam::{
        DeleteRolePermissionsBoundary, DeleteUserPermissionsBoundary, PutRolePermissionsBoundary,
        PutUserPermissionsBoundary,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{
    Iam,
    error::{self, answer},
    input,
};

/// The operations of one kind of entity: the member that names it, how it is decided on, and each
/// operation with the directory's verb.
macro_rules! permissions_boundaries {
    (
        $entity:ident by $on:ident,
        $Put:ident by $put:ident,
        $Delete:ident by $delete:ident
    ) => {
        impl Perform<$Put> for Iam {
            type Input = <$Put as Operation>::Input;
            type Output = ();

            /// SOURCE: IAM User Guide, "Delegating responsibility to others using permissions
            /// boundaries": `iam:PermissionsBoundary` is the one that is to be set.
            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$Put as Operation>::Input,
            ) -> Result<Requirements, Error> {
                let boundary = Some(input.permissions_boundary.as_str());
                Ok(input::$on(&input.$entity)?.permissions_boundary(boundary))
            }

            async fn run(
                &self,
                permit: Permit<$Put>,
                _call: Call<'_>,
                input: <$Put as Operation>::Input,
            ) -> Result<(), Error> {
                let name = input::name(&input.$entity)?;
                let boundary = input::boundary_arn(&input.permissions_boundary)?;
                let put = self.directory().$put(permit, &name, &boundary);
                put.await.map_err(error::bounding)
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
                input::$on(&input.$entity)
            }

            async fn run(
                &self,
                permit: Permit<$Delete>,
                _call: Call<'_>,
                input: <$Delete as Operation>::Input,
            ) -> Result<(), Error> {
                let name = input::name(&input.$entity)?;
                let deleted = self.directory().$delete(permit, &name);
                deleted.await.map_err(answer)
            }
        }
    };
}

permissions_boundaries! {
    user_name by on_user,
    PutUserPermissionsBoundary by put_user_permissions_boundary,
    DeleteUserPermissionsBoundary by delete_user_permissions_boundary
}

permissions_boundaries! {
    role_name by on_role,
    PutRolePermissionsBoundary by put_role_permissions_boundary,
    DeleteRolePermissionsBoundary by delete_role_permissions_boundary
}
