//! DecodeAuthorizationMessage.

use iamd_api::{
    Error, ErrorCode,
    sts::{
        DecodeAuthorizationMessage, DecodeAuthorizationMessageRequest,
        DecodeAuthorizationMessageResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target, TokenKeys, open_message};

use crate::{Sts, error::internal};

impl Perform<DecodeAuthorizationMessage> for Sts {
    type Input = DecodeAuthorizationMessageRequest;
    type Output = DecodeAuthorizationMessageResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &DecodeAuthorizationMessageRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    /// Opens what was sealed when somebody of the caller's own account was denied. Nobody is told
    /// whether another text is damaged, too old or another account's.
    async fn run(
        &self,
        permit: Permit<DecodeAuthorizationMessage>,
        _call: Call<'_>,
        input: DecodeAuthorizationMessageRequest,
    ) -> Result<DecodeAuthorizationMessageResponse, Error> {
        let keys = self.directory().sealing_keys().await;
        let keys = keys.map_err(|error| internal(&error))?;
        let opened = open_message(&keys, permit.account(), &input.encoded_message);
        // SOURCE: recorded answer of DecodeAuthorizationMessage.
        let message = opened.map_err(|_| {
            let text = "Message is not valid";
            Error::new(ErrorCode::InvalidAuthorizationMessageException, text)
        })?;
        Ok(DecodeAuthorizationMessageResponse {
            decoded_message: Some(message),
        })
    }
}
