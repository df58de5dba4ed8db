//! What decisions are told of buckets and objects.

use std::sync::Arc;

use iamd_auth::{
    Access, AccessedBy, Caller, CallerPolicies, ConsoleSession, ConsoleSessionId, ConsoleSessions,
    Credential, Credentials, KeyUse, MfaDevices, MfaFault, MfaStep, Network, PasswordHolder,
    Passwords, Policies, PortError, Principal, Resource, Resources, SessionOwner, SignInName,
    SignedIn, Switched, SystemReason, SystemWork, Target, TokenKeys, Unresolved, Used,
};
use iamd_directory::Directory;
use iamd_ident::{AccessKeyId, AccountAlias, AccountId, BucketId, Secret, Timestamp};
use iamd_objects::Objects;
use iamd_seal::SealingKeys;

/// The directory's ports, with what the objects know: whether an object exists, and its tags.
#[derive(Clone)]
pub struct Ports {
    directory: Directory,
    objects: Objects,
}

impl Ports {
    /// The ports over both.
    pub fn new(directory: Directory, objects: Objects) -> Self {
        Self { directory, objects }
    }
}

impl Credentials for Ports {
    async fn credential(&self, id: &AccessKeyId) -> Result<Option<Credential>, PortError> {
        self.directory.credential(id).await
    }

    async fn session_principal(
        &self,
        owner: &SessionOwner,
    ) -> Result<Option<Principal>, PortError> {
        self.directory.session_principal(owner).await
    }

    fn record_use(&self, used: Used, key_use: KeyUse) {
        self.directory.record_use(used, key_use);
    }

    fn record_access(&self, by: AccessedBy, access: Access<'_>) {
        self.directory.record_access(by, access);
    }
}

impl TokenKeys for Ports {
    async fn sealing_keys(&self) -> Result<Arc<SealingKeys>, PortError> {
        self.directory.sealing_keys().await
    }
}

impl MfaDevices for Ports {
    async fn check_code(
        &self,
        caller: &Caller,
        serial_number: &str,
        code: &Secret<String>,
        now: Timestamp,
    ) -> Result<Result<MfaStep, MfaFault>, PortError> {
        self.directory
            .check_code(caller, serial_number, code, now)
            .await
    }

    async fn spend(&self, step: &MfaStep) -> Result<bool, PortError> {
        self.directory.spend(step).await
    }
}

impl Passwords for Ports {
    async fn account(&self, id_or_alias: &str) -> Result<Option<AccountId>, PortError> {
        Passwords::account(&self.directory, id_or_alias).await
    }

    async fn account_alias(&self, account: AccountId) -> Result<Option<AccountAlias>, PortError> {
        self.directory.account_alias(account).await
    }

    async fn check_password(
        &self,
        name: Option<&SignInName>,
        password: &Secret<String>,
        from: Network,
    ) -> Result<Option<PasswordHolder>, PortError> {
        self.directory.check_password(name, password, from).await
    }

    async fn named(&self, name: &SignInName) -> Result<Option<Principal>, PortError> {
        self.directory.named(name).await
    }

    async fn password_holder(
        &self,
        owner: &SessionOwner,
    ) -> Result<Option<PasswordHolder>, PortError> {
        self.directory.password_holder(owner).await
    }
}

impl ConsoleSessions for Ports {
    async fn console_session(
        &self,
        id: &ConsoleSessionId,
    ) -> Result<Option<ConsoleSession>, PortError> {
        self.directory.console_session(id).await
    }

    async fn begin_console_session(&self, proof: SignedIn) -> Result<ConsoleSessionId, PortError> {
        self.directory.begin_console_session(proof).await
    }

    async fn switch_console_session(
        &self,
        id: &ConsoleSessionId,
        role: Option<Switched>,
    ) -> Result<bool, PortError> {
        self.directory.switch_console_session(id, role).await
    }

    async fn end_console_session(&self, id: &ConsoleSessionId) -> Result<(), PortError> {
        self.directory.end_console_session(id).await
    }
}

impl Policies for Ports {
    async fn policies(&self, caller: &Caller) -> Result<CallerPolicies, PortError> {
        self.directory.policies(caller).await
    }
}

impl Resources for Ports {
    async fn resource(&self, caller: &Caller, target: &Target) -> Result<Resource, Unresolved> {
        let mut resource = self.directory.resource(caller, target).await?;
        let Target::Object { key, version, .. } = target else {
            return Ok(resource);
        };
        let Some(bucket) = resource.id.as_deref() else {
            return Ok(resource);
        };
        let bucket: BucketId = bucket.parse().map_err(|error| PortError {
            what: "the id of a bucket",
            source: Box::new(error),
        })?;
        let work = SystemWork::new(SystemReason::Decision);
        let facts = self
            .objects
            .facts(&work, &bucket, key, version.as_ref())
            .await;
        let facts = facts.map_err(|error| PortError {
            what: "the facts of an object",
            source: Box::new(error),
        })?;
        match facts {
            Some(facts) => {
                resource.exists = !facts.is_delete_marker;
                resource.object_tags = facts.tags;
            }
            None => resource.exists = false,
        }
        Ok(resource)
    }
}
