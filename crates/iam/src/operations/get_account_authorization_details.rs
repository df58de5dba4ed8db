//! GetAccountAuthorizationDetails: users, roles, groups and policies with all that ties them together.

use iamd_api::{
    Error, ErrorCode,
    iam::{
        EntityType, GetAccountAuthorizationDetails, GetAccountAuthorizationDetailsRequest,
        GetAccountAuthorizationDetailsResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{AuthorizationDetail, DetailKind, Error as Refusal};

use crate::{Iam, error::answer, input, output};

impl Perform<GetAccountAuthorizationDetails> for Iam {
    type Input = GetAccountAuthorizationDetailsRequest;
    type Output = GetAccountAuthorizationDetailsResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &GetAccountAuthorizationDetailsRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<GetAccountAuthorizationDetails>,
        _call: Call<'_>,
        input: GetAccountAuthorizationDetailsRequest,
    ) -> Result<GetAccountAuthorizationDetailsResponse, Error> {
        let kinds: Vec<_> = input.filter.iter().copied().map(kind).collect();
        let page = input::page(input.marker.as_ref(), input.max_items);
        let details = self
            .directory()
            .authorization_details(permit, &kinds, &page)
            .await
            .map_err(refusal)?;
        let mut told = GetAccountAuthorizationDetailsResponse {
            is_truncated: Some(details.next.is_some()),
            marker: details.next,
            ..GetAccountAuthorizationDetailsResponse::default()
        };
        for detail in details.items {
            match detail {
                AuthorizationDetail::User(user) => {
                    told.user_detail_list.push(output::user_detail(*user));
                }
                AuthorizationDetail::Role(role) => {
                    told.role_detail_list.push(output::role_detail(*role));
                }
                AuthorizationDetail::Group(group) => {
                    told.group_detail_list.push(output::group_detail(*group));
                }
                AuthorizationDetail::Policy(policy) => {
                    told.policies.push(output::policy_detail(*policy));
                }
            }
        }
        Ok(told)
    }
}

fn kind(kind: EntityType) -> DetailKind {
    match kind {
        EntityType::User => DetailKind::User,
        EntityType::Role => DetailKind::Role,
        EntityType::Group => DetailKind::Group,
        EntityType::LocalManagedPolicy => DetailKind::LocalPolicy,
        EntityType::AWSManagedPolicy => DetailKind::AwsPolicy,
    }
}

/// SOURCE: recorded answers of GetAccountAuthorizationDetails to what is no marker; so say the words
/// that it answers one of another filter, too.
fn refusal(error: Refusal) -> Error {
    match error {
        Refusal::InvalidMarker => {
            Error::new(ErrorCode::ValidationError, "Marker and Filter do not match")
        }
        other => answer(other),
    }
}
