//! Doubles of the floors above: ports, an audit, a service.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use iamd_api::{Error, ErrorCode};
use iamd_auth::{
    Audit, AuditError, AuditEvent, Caller, CallerPolicies, Credential, Credentials, Denial, KeyUse,
    Policies, PortError, Principal, RequestFacts, Resource, Resources, RootUserFacts, Target,
    Unresolved, UserFacts,
};
use iamd_ident::{AccessKeyId, AccountId, Arn, BucketName, Partition, Path, Secret, Tag, UserName};
use iamd_policy::{Decision, Document, PolicySet, PolicySource, SourceKind};
use parking_lot::Mutex;

/// The key that is known, and its secret.
pub(crate) const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

pub(crate) fn account() -> AccountId {
    "123456789012".parse().unwrap()
}

/// Ports that know one user, bob, with one policy, and one key.
#[derive(Default)]
pub(crate) struct Ports {
    /// The text of bob's policy, if he has one.
    pub(crate) policy: Option<String>,
    /// The port that fails: `credentials`, `policies` or `resources`.
    pub(crate) broken: &'static str,
    pub(crate) uses: Mutex<Vec<(AccessKeyId, KeyUse)>>,
    /// The policy of every bucket, if they have one.
    pub(crate) bucket_policy: Option<String>,
    /// Whether buckets shut out who is not of their account.
    pub(crate) is_restricted: bool,
    /// Whose the buckets are; bob's account's if nothing is said.
    pub(crate) bucket_owner: Option<AccountId>,
}

/// The key of an object that does not exist, and the name of a bucket that does not.
pub(crate) const MISSING: &str = "missing";

impl Ports {
    pub(crate) fn allowing(statements: &str) -> Self {
        let policy = format!(r#"{{"Version": "2012-10-17", "Statement": {statements}}}"#);
        Self {
            policy: Some(policy),
            ..Self::default()
        }
    }

    fn check(&self, port: &'static str) -> Result<(), PortError> {
        if self.broken == port {
            return Err(PortError {
                what: port,
                source: "the disk is gone".into(),
            });
        }
        Ok(())
    }
}

pub(crate) fn bob() -> Principal {
    let (path, name) = (Path::root(), "bob".parse::<UserName>().unwrap());
    Principal::User(Arc::new(UserFacts {
        account: account(),
        id: "AIDAQ2UWEXAMPLEQ2UWEX".parse().unwrap(),
        arn: Arn::iam_entity(Partition::Aws, account(), "user", &path, &name),
        name,
        path,
        tags: Vec::new(),
    }))
}

pub(crate) fn root_user() -> Principal {
    let arn = Arn::root_user(Partition::Aws, account());
    Principal::RootUser(Arc::new(RootUserFacts {
        account: account(),
        arn,
    }))
}

pub(crate) fn caller(principal: Principal) -> Caller {
    Caller::new(principal, KEY.parse().unwrap())
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

impl Ports {
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
        resource.policy = self.bucket_policy.as_deref().map(|policy| {
            let compiled = Document::parse(policy).unwrap().compile();
            let source = PolicySource::new("bucket", SourceKind::Resource);
            Arc::new(PolicySet::new([(source, Arc::new(compiled))]))
        });
        resource
    }
}

/// Every object has its own key as a tag.
fn tags_of(key: &str) -> Vec<Tag> {
    vec![Tag {
        key: "Key".to_owned(),
        value: key.to_owned(),
    }]
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

    fn record_use(&self, id: &AccessKeyId, key_use: KeyUse) {
        self.uses.lock().push((id.clone(), key_use));
    }
}

impl Policies for Ports {
    async fn policies(&self, _caller: &Caller) -> Result<CallerPolicies, PortError> {
        self.check("policies")?;
        let identity = self.policy.as_ref().map(|policy| {
            let compiled = Document::parse(policy).unwrap().compile();
            let source = PolicySource::new("rights", SourceKind::UserInline);
            Arc::new(PolicySet::new([(source, Arc::new(compiled))]))
        });
        Ok(CallerPolicies {
            identity,
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
        Ok(Resource::named(arn.to_string(), account()).shown_as(format!("user {name}")))
    }
}

/// An audit that may be full from the beginning, or fail with the next event.
#[derive(Default)]
pub(crate) struct Events {
    pub(crate) full: bool,
    pub(crate) fails: bool,
    /// Operation, resource, who decided, and the code of the error, of each event.
    pub(crate) written: Mutex<Vec<String>>,
    /// What was denied, on what, by which layer, and what became of each statement.
    pub(crate) denials: Mutex<Vec<String>>,
}

/// A denial on one line: each statement with its index and whether it matched.
fn told(denial: &Denial) -> String {
    let statements = denial.trace.statements().iter();
    let statements: Vec<String> = statements
        .map(|traced| format!("{} {}", traced.statement.index(), traced.matched()))
        .collect();
    let Decision { outcome, layer, .. } = denial.decision;
    format!(
        "{} on {}: {outcome:?} by {layer:?}; {}",
        denial.action,
        denial.resource,
        statements.join(", ")
    )
}

impl Audit for Events {
    fn is_writable(&self) -> bool {
        !self.full
    }

    async fn record(&self, event: AuditEvent<'_>) -> Result<(), AuditError> {
        if self.full || self.fails {
            return Err(AuditError {
                reason: "the disk is full".to_owned(),
            });
        }
        self.denials.lock().extend(event.denial.map(told));
        self.written.lock().push(format!(
            "{} {} by {} on {}: {}",
            event.call.caller.shown(),
            event.operation.action,
            event.decided_by.as_deref().unwrap_or("nothing"),
            event
                .resource
                .map_or("nothing", |resource| resource.arn.as_str()),
            event.error.map_or("performed", |error| error.code.as_str()),
        ));
        Ok(())
    }
}
