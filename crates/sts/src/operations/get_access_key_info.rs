//! GetAccessKeyInfo.

use iamd_api::{
    Error, ErrorCode,
    sts::{GetAccessKeyInfo, GetAccessKeyInfoRequest, GetAccessKeyInfoResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_ident::AccessKeyId;

use crate::Sts;

impl Perform<GetAccessKeyInfo> for Sts {
    type Input = GetAccessKeyInfoRequest;
    type Output = GetAccessKeyInfoResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &GetAccessKeyInfoRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    /// SOURCE: AWS STS API Reference, `GetAccessKeyInfo`: it tells the account of any key, active
    /// or not, of whatever account; that a key exists is not checked, because its id says it all.
    async fn run(
        &self,
        permit: Permit<GetAccessKeyInfo>,
        _call: Call<'_>,
        input: GetAccessKeyInfoRequest,
    ) -> Result<GetAccessKeyInfoResponse, Error> {
        let id: Option<AccessKeyId> = input.access_key_id.parse().ok();
        let account = match &id {
            Some(id) => match id.account() {
                Some(account) => Some(account),
                None => self.account_of_key(permit, id).await?,
            },
            None => None,
        };
        let account = account.ok_or_else(|| {
            let text = format!("Invalid Access Key ID: {}", input.access_key_id);
            Error::new(ErrorCode::ValidationError, text)
        })?;
        Ok(GetAccessKeyInfoResponse {
            account: Some(account.to_string()),
        })
    }
}
