//! A server without its edge: accounts, keys, signed requests, and the one way in.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use iamd_api::{
    Action, Error, Form, Operation, decode, iam,
    sts::{self, AssumeRole, AssumeRoleRequest},
};
use iamd_auth::{
    Authenticator, Call, Caller, Evidence, Guard, Perform, RequestFacts, Session, SessionKind,
    SystemReason, SystemWork,
};
use iamd_directory::{AccountQuotas, Directory, DirectoryParts};
use iamd_iam::Iam;
use iamd_ident::{AccountId, Clock, Partition, Secret};
use iamd_seal::{MasterKey, Purpose, SealingKeys};
use iamd_sigv4::{PayloadHash, RequestHead, Signer};
use iamd_store::{Memory, Store};
use iamd_sts::Sts;
use iamd_testkit::{ManualClock, SeededRandom};

use crate::audit::Sealing;

/// The account of most tests.
pub(crate) const ACCOUNT: &str = "123456789012";
/// An account beside it.
pub(crate) const OTHER_ACCOUNT: &str = "210987654321";

/// The names and values of a request's members.
pub(crate) type Members<'a> = &'a [(&'a str, &'a str)];

/// What signs a request.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) secret: Secret<String>,
    pub(crate) token: Option<String>,
}

impl From<sts::Credentials> for Key {
    fn from(credentials: sts::Credentials) -> Self {
        Self {
            id: credentials.access_key_id,
            secret: credentials.secret_access_key,
            token: Some(credentials.session_token.expose().clone()),
        }
    }
}

/// Everything behind the edge of a server.
pub(crate) struct World {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) directory: Directory,
    pub(crate) audit: Sealing,
    pub(crate) store: Store,
    /// The key of the root user of [`ACCOUNT`].
    pub(crate) root: Key,
    guard: Guard<Directory, Sealing>,
    authenticator: Authenticator,
    iam: Iam,
    sts: Sts,
}

impl World {
    /// A world with one account.
    pub(crate) async fn new() -> Self {
        let store = Memory::new(master_key().checksum_key(Purpose::new("records"))).store();
        let nobody = Key {
            id: String::new(),
            secret: Secret::new(String::new()),
            token: None,
        };
        let mut world = Self::over(store, Arc::default(), nobody);
        world.root = world.account(ACCOUNT).await;
        world.rotate().await;
        world
    }

    /// Another program over the same store: what is only in memory is gone.
    pub(crate) fn restarted(&self) -> Self {
        let clock = Arc::clone(&self.clock);
        Self::over(self.store.clone(), clock, self.root.clone())
    }

    fn over(store: Store, clock: Arc<ManualClock>, root: Key) -> Self {
        let random = Arc::new(SeededRandom::new(store.stats().transactions));
        let directory = Directory::new(DirectoryParts {
            store: store.clone(),
            keys: SealingKeys::new(master_key().sealing_key(Purpose::new("secrets"))),
            partition: Partition::Aws,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::clone(&random) as _,
            quotas: AccountQuotas::default(),
        });
        let audit = Sealing::new(directory.clone());
        Self {
            guard: Guard::new(directory.clone(), audit.clone()),
            authenticator: Authenticator::default(),
            iam: Iam::new(directory.clone()),
            sts: Sts::new(directory.clone(), random),
            clock,
            directory,
            audit,
            root,
            store,
        }
    }

    /// Makes an account and tells the key of its root user.
    pub(crate) async fn account(&self, id: &str) -> Key {
        let work = SystemWork::new(SystemReason::FirstStart);
        let id: AccountId = id.parse().unwrap();
        let key = self.directory.fresh_key(id);
        let (key_id, secret) = (key.id.to_string(), key.secret.clone());
        self.directory.create_account(&work, id, key).await.unwrap();
        Key {
            id: key_id,
            secret,
            token: None,
        }
    }

    /// Makes a user with a key of its own, and with `policy` as its inline policy.
    pub(crate) async fn user(&self, root: &Key, name: &str, policy: &str) -> Key {
        let named = ("UserName", name);
        self.iam::<iam::CreateUser>(root, &[named]).await.unwrap();
        let members = [named, ("PolicyName", "rights"), ("PolicyDocument", policy)];
        self.iam::<iam::PutUserPolicy>(root, &members)
            .await
            .unwrap();
        let made = self.iam::<iam::CreateAccessKey>(root, &[named]).await;
        let made = made.unwrap().access_key;
        Key {
            id: made.access_key_id,
            secret: made.secret_access_key,
            token: None,
        }
    }

    /// Makes a role with `policy` as its inline policy, and tells its ARN.
    pub(crate) async fn role(&self, root: &Key, name: &str, trust: &str, policy: &str) -> String {
        let named = ("RoleName", name);
        let members = [
            named,
            ("AssumeRolePolicyDocument", trust),
            ("MaxSessionDuration", "7200"),
        ];
        let made = self.iam::<iam::CreateRole>(root, &members).await.unwrap();
        let members = [named, ("PolicyName", "rights"), ("PolicyDocument", policy)];
        self.iam::<iam::PutRolePolicy>(root, &members)
            .await
            .unwrap();
        made.role.arn
    }

    /// Makes a managed policy and tells its ARN.
    pub(crate) async fn policy(&self, root: &Key, name: &str, document: &str) -> String {
        let members = [("PolicyName", name), ("PolicyDocument", document)];
        let made = self.iam::<iam::CreatePolicy>(root, &members).await;
        made.unwrap().policy.unwrap().arn.unwrap()
    }

    /// Assumes a role under the name `today`.
    pub(crate) async fn assume(&self, key: &Key, role_arn: &str, more: Members<'_>) -> Assumed {
        let mut members = vec![("RoleArn", role_arn), ("RoleSessionName", "today")];
        members.extend_from_slice(more);
        self.sts::<AssumeRole>(key, &members).await
    }

    /// The credentials of a role that can be assumed.
    pub(crate) async fn in_role(&self, key: &Key, role_arn: &str, more: Members<'_>) -> Key {
        let assumed = self.assume(key, role_arn, more).await.unwrap();
        assumed.credentials.unwrap().into()
    }

    /// Whether the owner of a key may look at users now. An error is no answer.
    pub(crate) async fn may_look(&self, key: &Key) -> bool {
        match self.iam::<iam::GetUser>(key, &[("UserName", "eve")]).await {
            Ok(_) => true,
            Err(error) if error.code.as_str() == "NoSuchEntity" => true,
            Err(error) if error.code.as_str() == "AccessDenied" => false,
            Err(error) => panic!("{error:?}"),
        }
    }

    /// Makes a new key for tokens if it is time.
    pub(crate) async fn rotate(&self) -> bool {
        let work = SystemWork::new(SystemReason::Rotation);
        self.directory.rotate_sealing_key(&work).await.unwrap()
    }

    /// A signed request to IAM.
    pub(crate) async fn iam<O>(&self, key: &Key, members: Members<'_>) -> Result<O::Output, Error>
    where
        O: Operation,
        Iam: Perform<O, Input = O::Input, Output = O::Output>,
    {
        self.ask::<O, Iam>(&self.iam, key, members).await
    }

    /// A signed request to STS.
    pub(crate) async fn sts<O>(&self, key: &Key, members: Members<'_>) -> Result<O::Output, Error>
    where
        O: Operation,
        Sts: Perform<O, Input = O::Input, Output = O::Output>,
    {
        self.ask::<O, Sts>(&self.sts, key, members).await
    }

    /// A switch to a role in the console, in a session of `kind` of whoever has this key.
    pub(crate) async fn switch(&self, key: &Key, kind: SessionKind, role_arn: &str) -> Assumed {
        let caller = self.caller::<AssumeRole>(key).await?;
        let now = self.clock.now();
        let session = Session {
            kind,
            issued_at: now,
            expires_at: now,
            mfa_at: None,
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            source_identity: None,
            federated_provider: None,
            policy: None,
            policy_arns: Vec::new(),
        };
        let caller = Caller::in_console(caller.principal().clone(), Arc::new(session));
        let input = AssumeRoleRequest {
            role_arn: role_arn.to_owned(),
            role_session_name: "b".to_owned(),
            ..AssumeRoleRequest::default()
        };
        let call = Call {
            caller: &caller,
            request: &self.request(),
        };
        self.guard
            .perform::<AssumeRole, _>(&self.sts, call, input)
            .await
    }

    async fn ask<O, S>(
        &self,
        service: &S,
        key: &Key,
        members: Members<'_>,
    ) -> Result<O::Output, Error>
    where
        O: Operation,
        S: Perform<O, Input = O::Input, Output = O::Output>,
    {
        let caller = self.caller::<O>(key).await?;
        let input = decode::<O>(&Form::from_members(members.iter().copied())?)?;
        let call = Call {
            caller: &caller,
            request: &self.request(),
        };
        self.guard.perform(service, call, input).await
    }

    /// Whoever signs a request with this key now, as the server finds it out.
    pub(crate) async fn caller<O: Action>(&self, key: &Key) -> Result<Caller, Error> {
        let service = O::ROW.service;
        let now = self.clock.now();
        let signed_headers: [(&str, &[u8]); 1] = [("host", b"localhost")];
        let head = RequestHead {
            method: "POST",
            path: "/",
            query: "",
            headers: &signed_headers,
        };
        let signer = Signer {
            access_key_id: &key.id,
            secret: &key.secret,
            session_token: key.token.as_deref(),
            region: "us-west-2",
            service: service.name(),
        };
        let added = signer.sign(&head, PayloadHash::of(b""), now).unwrap();
        let added = added.iter().map(|(name, value)| (*name, value.as_bytes()));
        let headers: Vec<(&str, &[u8])> = signed_headers.into_iter().chain(added).collect();
        let evidence = Evidence {
            head: &RequestHead {
                headers: &headers,
                ..head
            },
            body: b"",
            service,
            now,
        };
        let found = self.authenticator.authenticate(&self.directory, &evidence);
        let found = found.await.map_err(|error| error.answer())?;
        Ok(found.caller)
    }

    fn request(&self) -> RequestFacts {
        RequestFacts {
            request_id: "01234567-89ab-cdef-0123-456789abcdef".to_owned(),
            received_at: self.clock.now(),
            source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            secure_transport: false,
            tls: None,
            host: None,
            user_agent: Some("a test".to_owned()),
            referer: None,
            region: "us-west-2".to_owned(),
            signature: None,
            parameters: serde_json::Value::Null,
        }
    }
}

/// What became of an attempt to assume a role.
pub(crate) type Assumed = Result<sts::AssumeRoleResponse, Error>;

fn master_key() -> MasterKey {
    MasterKey::from_bytes([7; MasterKey::BYTES].into())
}

/// The ARN of the root user of an account, which stands for the account in trust policies.
pub(crate) fn root_arn(account: &str) -> String {
    format!("arn:aws:iam::{account}:root")
}

/// The ARN of a user of [`ACCOUNT`].
pub(crate) fn user_arn(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:user/{name}")
}

/// Checks that an operation was refused, with this code and this very text.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(answer: Result<T, Error>, code: &str, text: &str) {
    let error = answer.expect_err("the operation should be refused");
    assert_eq!((error.code.as_str(), error.message.as_str()), (code, text));
}

/// Checks that an operation was denied by policies, for this action.
#[track_caller]
pub(crate) fn denied<T: std::fmt::Debug>(answer: Result<T, Error>, action: &str) {
    let error = answer.expect_err("the operation should be denied");
    assert_eq!(error.code.as_str(), "AccessDenied", "{}", error.message);
    let part = format!("is not authorized to perform: {action} ");
    assert!(error.message.contains(&part), "{}", error.message);
}
