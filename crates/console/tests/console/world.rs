//! A server without its listeners: accounts, people, and browsers for them.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::body::{Body, Bytes, to_bytes};
use futures::future::{BoxFuture, FutureExt as _};

use iamd_api::{Error, Form, Operation, decode, iam, sts};
use iamd_auth::{
    Call, Caller, ConsoleSessionId, Credentials, FederationCredentials, Guard, PasswordAttempt,
    Perform, RequestFacts, SignIn, SignInStep, SystemReason, SystemWork, begin_federated_session,
    issue_signin_token,
};
use iamd_console::{AtWork, Console, ConsoleParts, Gather, NotGathered, Work};
use iamd_directory::{AccountQuotas, Directory, DirectoryParts};
use iamd_iam::Iam;
use iamd_ident::{AccessKeyId, AccountId, Clock, Partition, Secret};
use iamd_objects::{Blobs, Limits, MemoryBlobs, Objects, ObjectsParts};
use iamd_s3::{Ports, S3, S3Parts};
use iamd_seal::{MasterKey, Purpose, SealingKeys};
use iamd_store::{Memory, Store};
use iamd_sts::Sts;
use iamd_testkit::{ManualClock, SeededRandom};
use serde_json::{Value, json};

use crate::{audit::Recorder, browser::Browser};

/// The account of most tests.
pub(crate) const ACCOUNT: &str = "123456789012";
/// The password of everybody.
pub(crate) const PASSWORD: &str = "correct Horse 7 battery-staple";

/// Everything behind the listeners.
pub(crate) struct World {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) directory: Directory,
    pub(crate) audit: Recorder,
    pub(crate) guard: Arc<Guard<Ports, Recorder>>,
    pub(crate) iam: Iam,
    pub(crate) sts: Sts,
    pub(crate) s3: S3,
    pub(crate) console: Console<Ports, Recorder>,
    pub(crate) bodies: Arc<Bodies>,
    /// The key of the root user, with which tests prepare what they need.
    pub(crate) root: AccessKeyId,
    sign_in: SignIn,
    random: Arc<SeededRandom>,
}

/// The program never ends.
struct Unending;

impl Work for Unending {
    fn begin(&self) -> Option<AtWork> {
        Some(Box::new(()))
    }
}

/// Gathers bodies, and counts how many.
#[derive(Default)]
pub(crate) struct Bodies(AtomicUsize);

impl Bodies {
    /// How many bodies were gathered since the last time.
    pub(crate) fn take(&self) -> usize {
        self.0.swap(0, Ordering::Relaxed)
    }
}

impl Gather for Bodies {
    fn gather(&self, body: Body, bytes_max: u64) -> BoxFuture<'_, Result<Bytes, NotGathered>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        let bytes_max = usize::try_from(bytes_max).unwrap();
        async move {
            to_bytes(body, bytes_max)
                .await
                .map_err(|_| NotGathered::TooLarge)
        }
        .boxed()
    }
}

impl World {
    /// A world with one account, whose root user has a password.
    pub(crate) async fn new() -> Self {
        Self::seeded(1, Arc::new(MemoryBlobs::default())).await
    }

    /// The same, with the bytes of large objects in these blobs.
    pub(crate) async fn with_blobs(blobs: Arc<dyn Blobs>) -> Self {
        Self::seeded(1, blobs).await
    }

    /// Another server: none of its keys is one of the first.
    pub(crate) async fn another() -> Self {
        Self::seeded(2, Arc::new(MemoryBlobs::default())).await
    }

    async fn seeded(seed: u64, blobs: Arc<dyn Blobs>) -> Self {
        let clock = Arc::new(ManualClock::default());
        let random = Arc::new(SeededRandom::new(seed));
        let keys = || SealingKeys::new(master_key().sealing_key(Purpose::new("secrets")));
        let directory = Directory::new(DirectoryParts {
            store: memory_store(),
            keys: keys(),
            partition: Partition::Aws,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::clone(&random) as _,
            quotas: AccountQuotas::default(),
        });
        let objects = Objects::open(ObjectsParts {
            store: memory_store(),
            blobs,
            keys: keys(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::clone(&random) as _,
            limits: Limits { part_bytes_min: 16 },
        });
        let objects = objects.await.unwrap();
        let s3 = S3::new(S3Parts {
            directory: directory.clone(),
            objects: objects.clone(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::clone(&random) as _,
            region: REGION.to_owned(),
        });
        let audit = Recorder::default();
        let ports = Ports::new(directory.clone(), objects.clone());
        let guard = Arc::new(Guard::new(ports, audit.clone()));
        let iam = Iam::new(directory.clone());
        let sts = Sts::new(directory.clone(), Arc::clone(&random) as _);
        let bodies = Arc::new(Bodies::default());
        let console = Console::new(ConsoleParts {
            pace: Arc::new(()),
            guard: Arc::clone(&guard),
            iam: iam.clone(),
            sts: sts.clone(),
            s3: s3.clone(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::clone(&random) as _,
            ids: Arc::clone(&random) as _,
            endpoint_url: "https://iamd.example.com".to_owned(),
            domain: None,
            region: REGION.to_owned(),
            work: Arc::new(Unending),
            bodies: Arc::clone(&bodies) as _,
        });
        let root = account(&directory, ACCOUNT).await;
        Self {
            clock,
            directory,
            audit,
            guard,
            iam,
            sts,
            s3,
            console,
            bodies,
            root,
            sign_in: SignIn::default(),
            random,
        }
    }

    /// A browser that nobody is signed in with.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.console.clone(), Arc::clone(&self.clock))
    }

    /// The browser of the root user, signed in.
    pub(crate) async fn root_browser(&self) -> Browser {
        self.signed_in(None).await
    }

    /// The browser of a user, signed in. The user has the password of everybody.
    pub(crate) async fn browser_of(&self, user_name: &str) -> Browser {
        self.signed_in(Some(user_name)).await
    }

    /// The browser of somebody who came from a federation with a session of a role.
    pub(crate) async fn browser_in_role(&self, role_name: &str) -> Browser {
        let mut browser = self.browser();
        browser.take(&self.federated_session(role_name, None).await);
        self.audit.take();
        browser
    }

    /// A console session of a role, by way of the federation endpoint.
    pub(crate) async fn federated_session(
        &self,
        role_name: &str,
        issuer_url: Option<&str>,
    ) -> ConsoleSessionId {
        let user = "federation-broker";
        let broker = match self.key_of(user).await {
            Ok(key) => key,
            Err(_) => {
                self.user_with_key(user, &allow("sts:AssumeRole", "*"))
                    .await
            }
        };
        let role_arn = format!("arn:aws:iam::{ACCOUNT}:role/{role_name}");
        let members = [
            ("RoleArn", role_arn.as_str()),
            ("RoleSessionName", "ana@example.com"),
        ];
        let assumed = self
            .sts::<sts::AssumeRole>(&broker, &members)
            .await
            .unwrap();
        let credentials = assumed.credentials.unwrap();
        let request = self.facts();
        let credentials = FederationCredentials {
            access_key_id: &credentials.access_key_id,
            secret_access_key: &credentials.secret_access_key,
            session_token: &credentials.session_token,
        };
        let token =
            issue_signin_token(&self.guard, &*self.random, credentials, None, &request).await;
        let begun =
            begin_federated_session(&self.guard, &token.unwrap(), issuer_url, &request).await;
        begun.unwrap()
    }

    async fn signed_in(&self, user_name: Option<&str>) -> Browser {
        let password = Secret::new(PASSWORD.to_owned());
        let attempt = PasswordAttempt {
            account: ACCOUNT,
            user_name,
            password: &password,
            request: &self.facts(),
        };
        let step = self
            .sign_in
            .with_password(&self.guard, &*self.random, attempt)
            .await;
        let SignInStep::Done(id) = step.unwrap() else {
            panic!("a code is wanted");
        };
        let mut browser = self.browser();
        browser.take(&id);
        self.audit.take();
        browser
    }

    /// Makes a user with the password of everybody, and with `policy` as its inline policy `rights`.
    pub(crate) async fn user(&self, name: &str, policy: &str) {
        self.user_without_password(name, policy).await;
        let members = [("UserName", name), ("Password", PASSWORD)];
        self.ask::<iam::CreateLoginProfile>(&members).await.unwrap();
    }

    /// Makes a user with a key, and with `policy` as its inline policy `rights`.
    pub(crate) async fn user_with_key(&self, name: &str, policy: &str) -> Caller {
        self.user_without_password(name, policy).await;
        let made = self
            .ask::<iam::CreateAccessKey>(&[("UserName", name)])
            .await;
        let id = made.unwrap().access_key.access_key_id.parse().unwrap();
        self.caller(&id).await
    }

    async fn user_without_password(&self, name: &str, policy: &str) {
        self.ask::<iam::CreateUser>(&[("UserName", name)])
            .await
            .unwrap();
        let members = [
            ("UserName", name),
            ("PolicyName", "rights"),
            ("PolicyDocument", policy),
        ];
        self.ask::<iam::PutUserPolicy>(&members).await.unwrap();
    }

    async fn key_of(&self, user_name: &str) -> Result<Caller, Error> {
        let listed = self
            .ask::<iam::ListAccessKeys>(&[("UserName", user_name)])
            .await?;
        let id = listed.access_key_metadata[0].access_key_id.clone();
        Ok(self.caller(&id.unwrap().parse().unwrap()).await)
    }

    /// Makes a role that everybody of the account may assume, with `policy` as its inline policy
    /// `rights`.
    pub(crate) async fn role(&self, name: &str, policy: &str) {
        let trust = json!({
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": { "AWS": format!("arn:aws:iam::{ACCOUNT}:root") },
                "Action": "sts:AssumeRole",
            },
        });
        let members = [
            ("RoleName", name),
            ("AssumeRolePolicyDocument", &trust.to_string()),
        ];
        self.ask::<iam::CreateRole>(&members).await.unwrap();
        let members = [
            ("RoleName", name),
            ("PolicyName", "rights"),
            ("PolicyDocument", policy),
        ];
        self.ask::<iam::PutRolePolicy>(&members).await.unwrap();
    }

    /// Makes a role of another account, which is made as well, with this trust policy.
    pub(crate) async fn foreign_role(&self, account_id: &str, name: &str, trust: &str) {
        let root = self
            .caller(&account(&self.directory, account_id).await)
            .await;
        let members = [("RoleName", name), ("AssumeRolePolicyDocument", trust)];
        self.ask_service::<iam::CreateRole, Iam>(&self.iam, &root, &members)
            .await
            .unwrap();
    }

    /// What the root user asks of IAM by a program.
    pub(crate) async fn ask<O>(&self, members: &[(&str, &str)]) -> Result<O::Output, Error>
    where
        O: Operation,
        Iam: Perform<O, Input = O::Input, Output = O::Output>,
    {
        let caller = self.caller(&self.root).await;
        self.ask_service::<O, Iam>(&self.iam, &caller, members)
            .await
    }

    /// What somebody asks of STS by a program.
    pub(crate) async fn sts<O>(
        &self,
        caller: &Caller,
        members: &[(&str, &str)],
    ) -> Result<O::Output, Error>
    where
        O: Operation,
        Sts: Perform<O, Input = O::Input, Output = O::Output>,
    {
        self.ask_service::<O, Sts>(&self.sts, caller, members).await
    }

    async fn ask_service<O, S>(
        &self,
        service: &S,
        caller: &Caller,
        members: &[(&str, &str)],
    ) -> Result<O::Output, Error>
    where
        O: Operation,
        S: Perform<O, Input = O::Input, Output = O::Output>,
    {
        let input = decode::<O>(&Form::from_members(members.iter().copied())?)?;
        let request = self.facts();
        let call = Call {
            caller,
            request: &request,
        };
        let answer = self.guard.perform(service, call, input).await;
        self.audit.take();
        answer
    }

    /// Whoever has a long-term key.
    pub(crate) async fn caller(&self, key: &AccessKeyId) -> Caller {
        let credential = self.directory.credential(key).await.unwrap().unwrap();
        Caller::new(credential.principal, key.clone())
    }

    /// The facts of a request that arrives now.
    pub(crate) fn facts(&self) -> RequestFacts {
        RequestFacts {
            request_id: "01234567-89ab-cdef-0123-456789abcdef".to_owned(),
            received_at: self.clock.now(),
            source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            secure_transport: true,
            tls: None,
            host: None,
            user_agent: Some("a test".to_owned()),
            referer: None,
            region: REGION.to_owned(),
            signature: None,
            parameters: Value::Null,
        }
    }
}

const REGION: &str = "us-east-1";

/// Makes an account and tells the key of its root user, who gets the password of everybody.
async fn account(directory: &Directory, id: &str) -> AccessKeyId {
    let id: AccountId = id.parse().unwrap();
    let work = SystemWork::new(SystemReason::FirstStart);
    let key = directory.fresh_key(id);
    let key_id = key.id.clone();
    directory.create_account(&work, id, key).await.unwrap();
    let work = SystemWork::new(SystemReason::Rotation);
    directory.rotate_sealing_key(&work).await.unwrap();
    let work = SystemWork::new(SystemReason::Operator);
    let password = Secret::new(PASSWORD.to_owned());
    directory
        .set_root_password(&work, id, &password)
        .await
        .unwrap();
    key_id
}

fn memory_store() -> Store {
    Memory::new(master_key().checksum_key(Purpose::new("records"))).store()
}

fn master_key() -> MasterKey {
    MasterKey::from_bytes([7; MasterKey::BYTES].into())
}

/// A document that allows one action, or all that a pattern fits.
pub(crate) fn allow(action: &str, resource: &str) -> String {
    document(&[statement("Allow", action, resource)])
}

/// A document of these statements.
pub(crate) fn document(statements: &[Value]) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

/// A statement.
pub(crate) fn statement(effect: &str, action: &str, resource: &str) -> Value {
    json!({ "Effect": effect, "Action": action, "Resource": resource })
}
