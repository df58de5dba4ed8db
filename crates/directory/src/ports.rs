//! What `auth` asks of the directory.

mod policies;
mod resources;

use std::sync::Arc;

use iamd_api::ErrorCode;
use iamd_auth::{
    Access, AccessedBy, Busy, Caller, Credential, Credentials, KeyUse, MfaDevices, MfaFault,
    MfaStep, PortError, Principal, RootUserFacts, SessionOwner, TokenKeys, Used,
};
use iamd_ident::{AccessKeyId, Arn, Secret, Timestamp};
use iamd_seal::SealingKeys;

use crate::{AccessKeyStatus, Directory, Error, KeyOwner};

/// Turns a failure of the directory into one of the port.
pub(crate) fn failed(what: &'static str) -> impl FnOnce(Error) -> PortError {
    move |error| PortError {
        what,
        source: match error {
            Error::Busy => Box::new(Busy),
            error => Box::new(error),
        },
    }
}

impl Credentials for Directory {
    async fn credential(&self, id: &AccessKeyId) -> Result<Option<Credential>, PortError> {
        let what = "an access key";
        let Some(key) = self.open_key(id).await.map_err(failed(what))? else {
            return Ok(None);
        };
        if key.status != AccessKeyStatus::Active {
            return Ok(None);
        }
        let principal = match key.owner {
            KeyOwner::RootUser => Principal::RootUser(Arc::new(RootUserFacts {
                account: key.account,
                arn: Arn::root_user(self.partition(), key.account),
            })),
            KeyOwner::User(id) => {
                let user = self
                    .known_user(key.account, id)
                    .await
                    .map_err(failed(what))?;
                let Some(user) = user else { return Ok(None) };
                Principal::User(Arc::clone(&user.facts))
            }
        };
        Ok(Some(Credential {
            secret: Arc::clone(&key.secret),
            principal,
        }))
    }

    async fn session_principal(
        &self,
        owner: &SessionOwner,
    ) -> Result<Option<Principal>, PortError> {
        let principal = self.principal_of(owner).await;
        principal.map_err(failed("the principal of a session"))
    }

    fn record_use(&self, used: Used, key_use: KeyUse) {
        self.last_use().record(used, key_use);
    }

    fn record_access(&self, by: AccessedBy, access: Access<'_>) {
        self.accesses().record(by, access);
    }
}

impl TokenKeys for Directory {
    async fn sealing_keys(&self) -> Result<Arc<SealingKeys>, PortError> {
        let keys = self.open_sealing_keys().await;
        keys.map_err(failed("the sealing keys"))
    }
}

impl MfaDevices for Directory {
    async fn check_code(
        &self,
        caller: &Caller,
        serial_number: &str,
        code: &Secret<String>,
        now: Timestamp,
    ) -> Result<Result<MfaStep, MfaFault>, PortError> {
        let step = self.step_of_code(caller, serial_number, code, now).await;
        step.map_err(failed("an MFA device"))
    }

    async fn spend(&self, step: &MfaStep) -> Result<bool, PortError> {
        let used = self.use_step_up(step).await;
        used.map_err(failed("the last step of an MFA device"))
    }
}

/// SOURCE: S3's text; the other services do not get here with an anonymous caller.
pub(crate) fn anonymous() -> iamd_api::Error {
    iamd_api::Error::new(ErrorCode::AccessDenied, "Access Denied")
}
