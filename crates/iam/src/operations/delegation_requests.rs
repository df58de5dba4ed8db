//! Delegation requests: what a partner of AWS asks an account for, to act there for a while. Only
//! accounts that AWS took on as partners create them, and none of this server is one: so there never
//! is a delegation request, and whoever looks for one is told that.
//!
//! SOURCE: IAM API Reference, `CreateDelegationRequest`: not for general use, before a partner was
//! taken on. Nobody recorded what everybody else is told, nor the text about requests that are not
//! there: the words are those that AWS has for the like.

use iamd_api::{
    Error, ErrorCode, Operation,
    iam::{
        AcceptDelegationRequest, AssociateDelegationRequest, CreateDelegationRequest,
        CreateDelegationRequestRequest, CreateDelegationRequestResponse, GetDelegationRequest,
        GetHumanReadableSummary, GetHumanReadableSummaryRequest, GetHumanReadableSummaryResponse,
        ListDelegationRequests, ListDelegationRequestsRequest, ListDelegationRequestsResponse,
        RejectDelegationRequest, SendDelegationToken, UpdateDelegationRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_ident::Arn;

use crate::Iam;

/// What acts on one delegation request, by its id.
macro_rules! of_one_request {
    ($($operation:ident)*) => {$(
        impl Perform<$operation> for Iam {
            type Input = <$operation as Operation>::Input;
            type Output = <$operation as Operation>::Output;

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$operation as Operation>::Input,
            ) -> Result<Requirements, Error> {
                let id = input.delegation_request_id.clone();
                Ok(Requirements::on(Target::DelegationRequest(id)))
            }

            async fn run(
                &self,
                _permit: Permit<$operation>,
                _call: Call<'_>,
                input: <$operation as Operation>::Input,
            ) -> Result<<$operation as Operation>::Output, Error> {
                Err(missing(&input.delegation_request_id))
            }
        }
    )*};
}

of_one_request! {
    AcceptDelegationRequest
    AssociateDelegationRequest
    GetDelegationRequest
    RejectDelegationRequest
    SendDelegationToken
    UpdateDelegationRequest
}

impl Perform<CreateDelegationRequest> for Iam {
    type Input = CreateDelegationRequestRequest;
    type Output = CreateDelegationRequestResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateDelegationRequestRequest,
    ) -> Result<Requirements, Error> {
        let template = input.permissions.policy_template_arn.as_deref();
        let channel = input.notification_channel.as_str();
        Ok(Requirements::on(Target::DelegationRequest("*".to_owned()))
            .with_number("iam:delegationduration", input.session_duration.into())
            .with_text("iam:notificationchannel", channel)
            .with_text_of("iam:templatearn", template))
    }

    async fn run(
        &self,
        _permit: Permit<CreateDelegationRequest>,
        call: Call<'_>,
        _input: CreateDelegationRequestRequest,
    ) -> Result<CreateDelegationRequestResponse, Error> {
        let text = format!(
            "User: {} is not authorized to perform: iam:CreateDelegationRequest because the account \
             is not onboarded to create delegation requests",
            call.caller.shown()
        );
        Err(Error::new(ErrorCode::AccessDenied, text))
    }
}

impl Perform<ListDelegationRequests> for Iam {
    type Input = ListDelegationRequestsRequest;
    type Output = ListDelegationRequestsResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListDelegationRequestsRequest,
    ) -> Result<Requirements, Error> {
        let owner = input.owner_id.as_deref();
        Ok(Requirements::on(Target::Any).with_text_of("iam:delegationrequestowner", owner))
    }

    async fn run(
        &self,
        _permit: Permit<ListDelegationRequests>,
        _call: Call<'_>,
        input: ListDelegationRequestsRequest,
    ) -> Result<ListDelegationRequestsResponse, Error> {
        if input.marker.is_some() {
            return Err(Error::new(ErrorCode::ValidationError, "Invalid Marker."));
        }
        Ok(ListDelegationRequestsResponse {
            delegation_requests: Vec::new(),
            marker: None,
            is_truncated: Some(false),
        })
    }
}

impl Perform<GetHumanReadableSummary> for Iam {
    type Input = GetHumanReadableSummaryRequest;
    type Output = GetHumanReadableSummaryResponse;

    /// SOURCE: IAM API Reference, `GetHumanReadableSummary`: only delegation requests have one.
    fn requirements(
        &self,
        call: Call<'_>,
        input: &GetHumanReadableSummaryRequest,
    ) -> Result<Requirements, Error> {
        let id = request_id(call, &input.entity_arn)?;
        Ok(Requirements::on(Target::DelegationRequest(id)))
    }

    async fn run(
        &self,
        _permit: Permit<GetHumanReadableSummary>,
        call: Call<'_>,
        input: GetHumanReadableSummaryRequest,
    ) -> Result<GetHumanReadableSummaryResponse, Error> {
        Err(missing(&request_id(call, &input.entity_arn)?))
    }
}

/// The id in the ARN of a delegation request of the caller's account.
fn request_id(call: Call<'_>, arn: &str) -> Result<String, Error> {
    let parsed: Option<Arn> = arn.parse().ok();
    let own = parsed.as_ref().filter(|arn| {
        let account = arn.account_id();
        arn.service() == "iam" && account.is_some() && account == call.caller.account()
    });
    let id = own.and_then(|arn| arn.resource().strip_prefix("delegation-request/"));
    id.map(str::to_owned).ok_or_else(|| {
        let text = format!("ARN {arn} is not valid.");
        Error::new(ErrorCode::InvalidInput, text)
    })
}

fn missing(id: &str) -> Error {
    let text = format!("The delegation request with id {id} cannot be found.");
    Error::new(ErrorCode::NoSuchEntity, text)
}
