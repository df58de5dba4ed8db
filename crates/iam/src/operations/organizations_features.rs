//! Centralized root access: ListOrganizationsFeatures, and what enables and disables
//! RootCredentialsManagement and RootSessions. They are features of an organization, and no account of
//! this server is in one.
//!
//! SOURCE: IAM API Reference, the errors of these operations; the text is what it says of
//! `OrganizationNotFoundException`.

use iamd_api::{
    Error, ErrorCode, Operation,
    iam::{
        DisableOrganizationsRootCredentialsManagement, DisableOrganizationsRootSessions,
        EnableOrganizationsRootCredentialsManagement, EnableOrganizationsRootSessions,
        ListOrganizationsFeatures,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::Iam;

/// Answers as AWS answers an account that is in no organization.
macro_rules! of_organizations {
    ($($operation:ident)*) => {$(
        impl Perform<$operation> for Iam {
            type Input = <$operation as Operation>::Input;
            type Output = <$operation as Operation>::Output;

            fn requirements(
                &self,
                _call: Call<'_>,
                _input: &<$operation as Operation>::Input,
            ) -> Result<Requirements, Error> {
                Ok(Requirements::on(Target::Any))
            }

            async fn run(
                &self,
                _permit: Permit<$operation>,
                _call: Call<'_>,
                _input: <$operation as Operation>::Input,
            ) -> Result<<$operation as Operation>::Output, Error> {
                Err(no_organization())
            }
        }
    )*};
}

of_organizations! {
    DisableOrganizationsRootCredentialsManagement
    DisableOrganizationsRootSessions
    EnableOrganizationsRootCredentialsManagement
    EnableOrganizationsRootSessions
    ListOrganizationsFeatures
}

fn no_organization() -> Error {
    let text = "The request was rejected because no organization is associated with your account.";
    Error::new(ErrorCode::OrganizationNotFoundException, text)
}
