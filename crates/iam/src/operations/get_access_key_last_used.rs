//! GetAccessKeyLastUsed.

use iamd_api::{
    Error,
    iam::{
        AccessKeyLastUsed, GetAccessKeyLastUsed, GetAccessKeyLastUsedRequest,
        GetAccessKeyLastUsedResponse,
    },
};
use iamd_auth::{Call, KeyUse, Perform, Permit, Requirements, Target};

use crate::{Iam, error, input};

/// What stands for the service and the region of a key that was never used.
///
/// SOURCE: IAM API Reference, `AccessKeyLastUsed`.
const NOT_AVAILABLE: &str = "N/A";

impl Perform<GetAccessKeyLastUsed> for Iam {
    type Input = GetAccessKeyLastUsedRequest;
    type Output = GetAccessKeyLastUsedResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetAccessKeyLastUsedRequest,
    ) -> Result<Requirements, Error> {
        let id = input::access_key_id(&input.access_key_id)?;
        Ok(Requirements::on(Target::AccessKeyOwner(id)))
    }

    async fn run(
        &self,
        permit: Permit<GetAccessKeyLastUsed>,
        call: Call<'_>,
        input: GetAccessKeyLastUsedRequest,
    ) -> Result<GetAccessKeyLastUsedResponse, Error> {
        let id = input::access_key_id(&input.access_key_id)?;
        let found = self.directory().access_key_last_used(permit, &id).await;
        let found = found.map_err(|error| error::key_use(call.caller.shown(), error))?;
        Ok(GetAccessKeyLastUsedResponse {
            user_name: found.user_name.map(|name| name.to_string()),
            access_key_last_used: Some(last_used(found.last)),
        })
    }
}

fn last_used(last: Option<KeyUse>) -> AccessKeyLastUsed {
    match last {
        Some(last) => AccessKeyLastUsed {
            last_used_date: Some(last.at),
            service_name: last.service,
            region: last.region,
        },
        None => AccessKeyLastUsed {
            last_used_date: None,
            service_name: NOT_AVAILABLE.to_owned(),
            region: NOT_AVAILABLE.to_owned(),
        },
    }
}
