//! Doubles of the floors above: ports, an audit, a service.

mod audit;
mod console;
mod people;

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use iamd_api::{Error, ErrorCode};
use iamd_auth::{
    Access, AccessedBy, Busy, Caller, CallerPolicies, Credential, Credentials, KeyUse, MfaDevices,
    MfaFault, MfaStep, Policies, PortError, Principal, RequestFacts, Resource, Resources,
    SessionOwner, Target, TokenKeys, Unresolved, Used, mfa::guesses::Guessed,
};
use iamd_ident::{
    AccessKeyId, AccountId, Arn, BucketName, Partition, Path, Secret, Tag, Timestamp,
};
use iamd_policy::{Document, PolicySet, PolicySource, SourceKind};
use iamd_seal::{SealingKey, SealingKeys};
use parking_lot::Mutex;

pub(crate) use audit::Events;
pub(crate) use console::{ALIAS, Console, PASSWORD, ROOT_PASSWORD};
pub(crate) use people::{
    ROLE_ID, account, bob, bob_in_session, caller, federated, in_session, other_account, reader,
    root_user, session, tag, temporary,
};

/// The key that is known, and its secret.
pub(crate) const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// The one MFA device, and the code that it shows.
pub(crate) const DEVICE: &str = "arn:aws:iam::123456789012:mfa/bob";
pub(crate) const CODE: &str = "123456";

/// Ports that know one user, bob, with one policy, one key and one MFA device.
#[derive(Default)]
pub(crate) struct Ports {
    /// The text of bob's policy, if he has one; of whoever calls.
    pub(crate) policy: Option<String>,
    /// The text of the caller's permissions boundary.
    pub(crate) boundary: Option<String>,
    /// The text of the policy that was passed to the caller's session.
    pub(crate) session: Option<String>,
    /// The port that fails: `credentials`, `policies`, `resources`, `devices`, `spending`,
    /// `passwords` or `sessions`; `busy` if too many passwords are asked for.
    pub(crate) broken: &'static str,
    pub(crate) uses: Mutex<Vec<(Used, KeyUse)>>,
    /// The attempts that were noted: of whom, at what, when and where.
    pub(crate) accesses: Mutex<Vec<(AccessedBy, &'static str, Timestamp, String)>>,
    /// The policy of every bucket, if they have one.
    pub(crate) bucket_policy: Option<String>,
    /// Whether buckets shut out who is not of their account.
    pub(crate) is_restricted: bool,
    /// Whose the buckets are; bob's account's if nothing is said.
    pub(crate) bucket_owner: Option<AccountId>,
    /// The trust policies of the roles that exist.
    pub(crate) roles: Vec<(Arn, String)>,
    /// The permissions boundary that is set on every user and role.
    pub(crate) boundary_of_target: Option<String>,
    /// The steps that were spent.
    pub(crate) spent: Mutex<Vec<MfaStep>>,
    /// Whether somebody else is always the first to spend a step.
    pub(crate) is_too_late: bool,
    /// Passwords and console sessions.
    pub(crate) console: Console,
    /// Whether nobody lives any more.
    pub(crate) is_everybody_gone: AtomicBool,
}

/// The key of an object that does not exist, and the name of a bucket that does not.
pub(crate) const MISSING: &str = "missing";

/// A policy with these statements.
pub(crate) fn policy(statements: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": {statements}}}"#)
}

/// A policy as decisions take it.
fn compiled(id: &str, kind: SourceKind, policy: &str) -> Arc<PolicySet> {
    let compiled = Document::parse(policy).unwrap().compile();
    let source = PolicySource::new(id, kind);
    Arc::new(PolicySet::new([(source, Arc::new(compiled))]))
}

impl Ports {
    pub(crate) fn allowing(statements: &str) -> Self {
        Self {
            policy: Some(policy(statements)),
            ..Self::default()
        }
    }

    /// The same with a role that trusts what these statements say.
    pub(crate) fn with_role(mut self, arn: &str, statements: &str) -> Self {
        self.roles.push((arn.parse().unwrap(), policy(statements)));
        self
    }

    fn check(&self, port: &'static str) -> Result<(), PortError> {
        if self.broken == "busy" && port == "passwords" {
            return Err(PortError {
                what: port,
                source: Box::new(Busy),
            });
        }
        if self.broken == port {
            return Err(PortError {
                what: port,
                source: "the disk is gone".into(),
            });
        }
        Ok(())
    }

    fn in_bucket(&self, bucket: &BucketName, target: &Target) -> Resource {
        let key = match target {
            Target::Object { key, .. } => Some(key.as_str()),
            _ => None,
        };
        let of_key = key.map(|key| format!("/{key}")).unwrap_or_default();
        let owner = self.bucket_owner.unwrap_or(account());
        let mut resource = Resource::named(format!("arn:aws:s3:::{bucket}{of_key}"), owner);
        resource.id = Some(format!("id-of-{bucket}"));
        resource.exists = key != Some(MISSING);
        resource.is_restricted = self.is_restricted;
        resource.object_tags = key.map(tags_of).unwrap_or_default();
        let policy = self.bucket_policy.as_deref();
        resource.policy = policy.map(|policy| compiled("bucket", SourceKind::Resource, policy));
        resource
    }

    /// A role that is to be assumed. One that does not exist trusts nobody.
    fn assumed_role(&self, arn: &Arn) -> Resource {
        let found = self.roles.iter().find(|(name, _)| name == arn);
        let mut resource = Resource::named(arn.to_string(), arn.account_id().unwrap());
        resource.exists = found.is_some();
        resource.id = found.map(|_| ROLE_ID.to_owned());
        resource.tags = found.map(|_| vec![tag("Kind", "role")]).unwrap_or_default();
        resource.policy = Some(match found {
            Some((_, trust)) => compiled("trust", SourceKind::Trust, trust),
            None => Arc::new(PolicySet::new([])),
        });
        resource
    }
}

pub(crate) fn request() -> RequestFacts {
    RequestFacts {
        request_id: "a request".to_owned(),
        received_at: "2026-01-31T00:00:00Z".parse().unwrap(),
        source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        secure_transport: false,
        tls: None,
        host: None,
        user_agent: None,
        referer: None,
        region: "us-west-2".to_owned(),
        signature: None,
        parameters: serde_json::Value::Null,
    }
}

/// Every object has its own key as a tag.
fn tags_of(key: &str) -> Vec<Tag> {
    vec![tag("Key", key)]
}

impl Credentials for Ports {
    async fn credential(&self, id: &AccessKeyId) -> Result<Option<Credential>, PortError> {
        self.check("credentials")?;
        let secret = Arc::new(Secret::new(SECRET.to_owned()));
        Ok((id.as_str() == KEY).then(|| Credential {
            secret,
            principal: bob(),
        }))
    }

    /// Whoever is of the account lives.
    async fn session_principal(
        &self,
        owner: &SessionOwner,
    ) -> Result<Option<Principal>, PortError> {
        self.check("credentials")?;
        let is_gone = self.is_everybody_gone.load(Ordering::SeqCst);
        let lives = owner.account() == account() && !is_gone;
        Ok(lives.then(|| match owner {
            SessionOwner::RootUser(_) => root_user(),
            SessionOwner::User(..) => bob(),
            SessionOwner::Role { .. } => reader(),
            SessionOwner::FederatedUser { issuer, .. } => federated(issuer.is_some()),
        }))
    }

    fn record_use(&self, used: Used, key_use: KeyUse) {
        self.uses.lock().push((used, key_use));
    }

    fn record_access(&self, by: AccessedBy, access: Access<'_>) {
        let Access { action, at, region } = access;
        self.accesses
            .lock()
            .push((by, action, at, region.to_owned()));
    }
}

impl TokenKeys for Ports {
    async fn sealing_keys(&self) -> Result<Arc<SealingKeys>, PortError> {
        self.check("keys")?;
        let key = SealingKey::from_bytes([7; SealingKey::BYTES].into());
        Ok(Arc::new(SealingKeys::new(key)))
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
        self.check("devices")?;
        if serial_number != DEVICE || caller.user().is_none() {
            return Ok(Err(MfaFault::UnknownDevice));
        }
        if !code.matches(CODE.as_bytes()) {
            return Ok(Err(MfaFault::WrongCode));
        }
        Ok(Ok(MfaStep {
            device: Guessed {
                account: account(),
                serial_number: DEVICE.to_owned(),
                made: Timestamp::UNIX_EPOCH,
                holder: caller.user().map(|user| user.id),
            },
            step: iamd_auth::mfa::totp::step_of(now),
        }))
    }

    async fn spend(&self, step: &MfaStep) -> Result<bool, PortError> {
        self.check("spending")?;
        let mut spent = self.spent.lock();
        if self.is_too_late || spent.contains(step) {
            return Ok(false);
        }
        spent.push(step.clone());
        Ok(true)
    }
}

impl Policies for Ports {
    async fn policies(&self, _caller: &Caller) -> Result<CallerPolicies, PortError> {
        self.check("policies")?;
        let of = |id, kind, policy: &Option<String>| {
            let policy = policy.as_deref();
            policy.map(|policy| compiled(id, kind, policy))
        };
        Ok(CallerPolicies {
            identity: of("rights", SourceKind::UserInline, &self.policy),
            boundary: of("boundary", SourceKind::CustomerManaged, &self.boundary),
            session: of("passed", SourceKind::Session, &self.session),
            revision: 42,
        })
    }
}

impl Resources for Ports {
    async fn resource(&self, _caller: &Caller, target: &Target) -> Result<Resource, Unresolved> {
        self.check("resources")?;
        if let Target::Policy(arn) = target {
            let owner = arn.account_id().unwrap_or(account());
            return Ok(Resource::named(arn.to_string(), owner));
        }
        if let Target::AssumedRole(arn) = target {
            return Ok(self.assumed_role(arn));
        }
        if let Target::FederatedUser(name) = target {
            let arn = format!("arn:aws:sts::{}:federated-user/{name}", account());
            return Ok(Resource::named(arn, account()));
        }
        if let Target::Bucket(bucket) | Target::Object { bucket, .. } = target {
            if bucket.as_str() == MISSING {
                let error = Error::new(ErrorCode::NoSuchBucket, "There is none.");
                return Err(error.into());
            }
            return Ok(self.in_bucket(bucket, target));
        }
        let (Target::User(name) | Target::NewUser(_, name)) = target else {
            return Ok(Resource::any(account()));
        };
        let arn = Arn::iam_entity(Partition::Aws, account(), "user", &Path::root(), name);
        let resource = Resource::named(arn.to_string(), account());
        let mut resource = resource.shown_as(format!("user {name}"));
        let boundary = &self.boundary_of_target;
        resource.permissions_boundary.clone_from(boundary);
        Ok(resource)
    }
}
