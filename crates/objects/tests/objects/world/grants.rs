//! Permits for everything: the root user of an account that all buckets belong to.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use iamd_api::{Action, Error as Answer};
use iamd_auth::{
    Access, AccessedBy, Audit, AuditError, AuditEvent, Call, Caller, CallerPolicies, Credential,
    Credentials, Guard, KeyUse, MfaDevices, MfaFault, MfaStep, Perform, Permit, Policies,
    PortError, Principal, RequestFacts, Requirements, Resource, Resources, RootUserFacts,
    SessionOwner, SignInEvent, Target, TokenKeys, Unresolved, Used,
};
use iamd_ident::{
    AccessKeyId, AccountId, Arn, BucketId, BucketName, Partition, Secret, Tag, Timestamp,
};
use iamd_seal::{SealingKey, SealingKeys};

use super::object_key;

/// The permit that the root user gets for anything in a bucket. Its name is its id.
pub(crate) async fn permit<O: Action>(
    bucket: &BucketId,
    key: Option<&str>,
    tags: Vec<Tag>,
) -> Permit<O> {
    let bucket: BucketName = bucket.as_str().parse().unwrap();
    let target = match key {
        None => Target::Bucket(bucket),
        Some(key) => Target::Object {
            bucket,
            key: object_key(key),
            version: None,
        },
    };
    let arn = Arn::root_user(Partition::Aws, account());
    let root = Principal::RootUser(Arc::new(RootUserFacts {
        account: account(),
        arn,
    }));
    let caller = Caller::new(root, "AKIAIOSFODNN7EXAMPLE".parse().unwrap());
    let request = request();
    let call = Call {
        caller: &caller,
        request: &request,
    };
    let guard = Guard::new(Allowing { tags }, Silent);
    guard
        .perform::<O, _>(&HandOut(target), call, ())
        .await
        .unwrap()
}

fn account() -> AccountId {
    "123456789012".parse().unwrap()
}

fn request() -> RequestFacts {
    RequestFacts {
        request_id: "a request".to_owned(),
        received_at: "2026-01-31T00:00:00Z".parse().unwrap(),
        source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        secure_transport: false,
        tls: None,
        host: None,
        user_agent: None,
        referer: None,
        region: "us-east-1".to_owned(),
        signature: None,
        parameters: serde_json::Value::Null,
    }
}

/// Performs every operation by handing out its permit.
struct HandOut(Target);

impl<O: Action> Perform<O> for HandOut {
    type Input = ();
    type Output = Permit<O>;

    fn requirements(&self, _: Call<'_>, (): &()) -> Result<Requirements, Answer> {
        Ok(Requirements::on(self.0.clone()))
    }

    async fn run(&self, permit: Permit<O>, _: Call<'_>, (): ()) -> Result<Permit<O>, Answer> {
        Ok(permit)
    }
}

/// Ports that know no policies; the root user needs none.
struct Allowing {
    tags: Vec<Tag>,
}

impl Credentials for Allowing {
    async fn credential(&self, _: &AccessKeyId) -> Result<Option<Credential>, PortError> {
        Ok(None)
    }

    async fn session_principal(&self, _: &SessionOwner) -> Result<Option<Principal>, PortError> {
        Ok(None)
    }

    fn record_use(&self, _: Used, _: KeyUse) {}

    fn record_access(&self, _: AccessedBy, _: Access<'_>) {}
}

impl TokenKeys for Allowing {
    async fn sealing_keys(&self) -> Result<Arc<SealingKeys>, PortError> {
        let key = SealingKey::from_bytes([7; SealingKey::BYTES].into());
        Ok(Arc::new(SealingKeys::new(key)))
    }
}

impl MfaDevices for Allowing {
    async fn check_code(
        &self,
        _: &Caller,
        _: &str,
        _: &Secret<String>,
        _: Timestamp,
    ) -> Result<Result<MfaStep, MfaFault>, PortError> {
        Ok(Err(MfaFault::UnknownDevice))
    }

    async fn spend(&self, _: &MfaStep) -> Result<bool, PortError> {
        Ok(false)
    }
}

impl Policies for Allowing {
    async fn policies(&self, _: &Caller) -> Result<CallerPolicies, PortError> {
        Ok(CallerPolicies {
            identity: None,
            boundary: None,
            session: None,
            revision: 1,
        })
    }
}

impl Resources for Allowing {
    async fn resource(&self, _: &Caller, target: &Target) -> Result<Resource, Unresolved> {
        let (bucket, key) = match target {
            Target::Bucket(bucket) => (bucket, String::new()),
            Target::Object { bucket, key, .. } => (bucket, format!("/{key}")),
            other => panic!("no test asks for {other:?}"),
        };
        let mut resource = Resource::named(format!("arn:aws:s3:::{bucket}{key}"), account());
        resource.id = Some(bucket.to_string());
        resource.object_tags.clone_from(&self.tags);
        Ok(resource)
    }
}

struct Silent;

impl Audit for Silent {
    fn is_writable(&self) -> bool {
        true
    }

    async fn record(&self, _: AuditEvent<'_>) -> Result<(), AuditError> {
        Ok(())
    }

    async fn record_sign_in(&self, _: SignInEvent<'_>) -> Result<(), AuditError> {
        Ok(())
    }
}
