//! A server without its edge: accounts, callers, and the one way in.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use iamd_api::{Error, ErrorCode, Form, Operation, decode, iam, sts};
use iamd_auth::{
    Call, Caller, Credentials, Guard, KeyUse, Perform, RequestFacts, SystemReason, SystemWork,
    Token, TokenKeys, Used,
};
use iamd_directory::{AccountQuotas, Directory, DirectoryParts};
use iamd_iam::Iam;
use iamd_ident::{AccessKeyId, AccountId, Clock, Partition};
use iamd_seal::{MasterKey, Purpose, SealingKeys};
use iamd_store::{Memory, Store};
use iamd_sts::Sts;
use iamd_testkit::{ManualClock, SeededRandom};
use parking_lot::Mutex;
use serde_json::{Map, Value};

use crate::{
    audit::Recorder,
    documents::{allow, trust},
};

/// The account of most tests.
pub(crate) const ACCOUNT: &str = "123456789012";
/// An account beside it.
pub(crate) const OTHER_ACCOUNT: &str = "210987654321";

/// The names and values of a request's members.
pub(crate) type Members<'a> = &'a [(&'a str, &'a str)];

/// Everything behind the edge of a server.
pub(crate) struct World {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) directory: Directory,
    pub(crate) audit: Recorder,
    pub(crate) guard: Guard<Directory, Recorder>,
    pub(crate) iam: Iam,
    pub(crate) sts: Sts,
    /// The key of the root user of [`ACCOUNT`].
    pub(crate) root: AccessKeyId,
    /// The tokens of temporary keys. Clients keep them, so they outlive the program.
    sessions: Arc<Mutex<BTreeMap<AccessKeyId, Token>>>,
    store: Store,
}

impl World {
    /// A world with one account.
    pub(crate) async fn new() -> Self {
        Self::with_quotas(AccountQuotas::default()).await
    }

    /// A world whose accounts may have this much.
    pub(crate) async fn with_quotas(quotas: AccountQuotas) -> Self {
        let store = Memory::new(master_key().checksum_key(Purpose::new("records"))).store();
        let nobody = "AKIANOBODYKNOWS".parse().unwrap();
        let mut world = Self::over(store, Arc::default(), nobody, quotas);
        world.root = world.account(ACCOUNT).await;
        world
    }

    /// Another program over the same store: what is only in memory is gone.
    pub(crate) fn restarted(&self) -> Self {
        Self {
            sessions: Arc::clone(&self.sessions),
            ..Self::over(
                self.store.clone(),
                Arc::clone(&self.clock),
                self.root.clone(),
                *self.directory.account_quotas(),
            )
        }
    }

    fn over(
        store: Store,
        clock: Arc<ManualClock>,
        root: AccessKeyId,
        quotas: AccountQuotas,
    ) -> Self {
        let directory = Directory::new(DirectoryParts {
            store: store.clone(),
            keys: SealingKeys::new(master_key().sealing_key(Purpose::new("secrets"))),
            partition: Partition::Aws,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::new(SeededRandom::new(store.stats().transactions)),
            quotas,
        });
        let audit = Recorder::default();
        Self {
            guard: Guard::new(directory.clone(), audit.clone()),
            iam: Iam::new(directory.clone()),
            sts: Sts::new(
                directory.clone(),
                Arc::new(SeededRandom::new(store.stats().transactions + 1)),
            ),
            clock,
            directory,
            audit,
            root,
            sessions: Arc::default(),
            store,
        }
    }

    /// Makes an account and tells the key of its root user.
    pub(crate) async fn account(&self, id: &str) -> AccessKeyId {
        let work = SystemWork::new(SystemReason::FirstStart);
        let id: AccountId = id.parse().unwrap();
        let key = self.directory.fresh_key(id);
        let key_id = key.id.clone();
        self.directory.create_account(&work, id, key).await.unwrap();
        key_id
    }

    /// Makes a user with a key of its own, and with `policy` as its inline policy `rights`.
    pub(crate) async fn user(&self, name: &str, policy: &str) -> AccessKeyId {
        self.user_of(&self.root, name, policy).await
    }

    /// Makes a user without rights and with a key of its own.
    pub(crate) async fn powerless(&self, name: &str) -> AccessKeyId {
        self.ask::<iam::CreateUser>(&self.root, &[("UserName", name)])
            .await
            .unwrap();
        self.key(&self.root, name).await
    }

    /// The same in the account of `root`.
    pub(crate) async fn user_of(
        &self,
        root: &AccessKeyId,
        name: &str,
        policy: &str,
    ) -> AccessKeyId {
        self.ask::<iam::CreateUser>(root, &[("UserName", name)])
            .await
            .unwrap();
        let members = [
            ("UserName", name),
            ("PolicyName", "rights"),
            ("PolicyDocument", policy),
        ];
        self.ask::<iam::PutUserPolicy>(root, &members)
            .await
            .unwrap();
        self.key(root, name).await
    }

    /// Makes a role that whoever has `key` may assume, with `policy` as its inline policy
    /// `rights`, and the temporary key of a session of it.
    pub(crate) async fn session(&self, key: &AccessKeyId, name: &str, policy: &str) -> AccessKeyId {
        let caller = self.caller(key).await.unwrap();
        self.role(name, &trust(caller.arn().unwrap().as_str()))
            .await;
        let members = [
            ("RoleName", name),
            ("PolicyName", "rights"),
            ("PolicyDocument", policy),
        ];
        self.ask::<iam::PutRolePolicy>(&self.root, &members)
            .await
            .unwrap();
        self.assume(key, &role_arn(name)).await.unwrap()
    }

    /// Makes a role with this trust policy.
    pub(crate) async fn role(&self, name: &str, trust_policy: &str) -> iam::Role {
        let members = [
            ("RoleName", name),
            ("AssumeRolePolicyDocument", trust_policy),
        ];
        let made = self.ask::<iam::CreateRole>(&self.root, &members).await;
        made.unwrap().role
    }

    /// Assumes a role. What comes is the temporary key of the session.
    pub(crate) async fn assume(
        &self,
        key: &AccessKeyId,
        role_arn: &str,
    ) -> Result<AccessKeyId, Error> {
        let members = [("RoleArn", role_arn), ("RoleSessionName", "session")];
        let made = self
            .ask_service::<sts::AssumeRole, Sts>(&self.sts, key, &members)
            .await?;
        let credentials = made.credentials.unwrap();
        let ring = self.directory.sealing_keys().await.unwrap();
        let token = Token::open(&ring, credentials.session_token.expose()).unwrap();
        let id = token.access_key.clone();
        self.sessions.lock().insert(id.clone(), token);
        Ok(id)
    }

    /// Makes a group with `policy` as its inline policy `rights`.
    pub(crate) async fn group(&self, name: &str, policy: &str) {
        let group = ("GroupName", name);
        self.ask::<iam::CreateGroup>(&self.root, &[group])
            .await
            .unwrap();
        let members = [group, ("PolicyName", "rights"), ("PolicyDocument", policy)];
        self.ask::<iam::PutGroupPolicy>(&self.root, &members)
            .await
            .unwrap();
    }

    /// Makes an access key of a user.
    pub(crate) async fn key(&self, root: &AccessKeyId, user_name: &str) -> AccessKeyId {
        let made = self
            .ask::<iam::CreateAccessKey>(root, &[("UserName", user_name)])
            .await;
        made.unwrap().access_key.access_key_id.parse().unwrap()
    }

    /// Makes a managed policy that allows `iam:GetUser`, and tells its ARN.
    pub(crate) async fn policy(&self, name: &str) -> String {
        self.policy_with(name, &allow("iam:GetUser", "*")).await
    }

    /// Makes a managed policy and tells its ARN.
    pub(crate) async fn policy_with(&self, name: &str, document: &str) -> String {
        let members = [("PolicyName", name), ("PolicyDocument", document)];
        let made = self
            .ask::<iam::CreatePolicy>(&self.root, &members)
            .await
            .unwrap();
        made.policy.unwrap().arn.unwrap()
    }

    /// Whoever has this key, as a request that it signs now would find it.
    pub(crate) async fn caller(&self, key: &AccessKeyId) -> Result<Caller, Error> {
        let unknown = || {
            Error::new(
                ErrorCode::InvalidClientTokenId,
                "There is no such key, or it is inactive.",
            )
        };
        let token = self.sessions.lock().get(key).cloned();
        let Some(token) = token else {
            let credential = self.directory.credential(key).await.unwrap();
            let credential = credential.ok_or_else(unknown)?;
            return Ok(Caller::new(credential.principal, key.clone()));
        };
        let principal = self.directory.session_principal(&token.owner).await;
        let principal = principal.unwrap().ok_or_else(unknown)?;
        Ok(Caller::in_session(principal, key.clone(), token.session))
    }

    /// A request to IAM: the caller is looked up, the input decoded, the operation performed.
    pub(crate) async fn ask<O>(
        &self,
        key: &AccessKeyId,
        members: Members<'_>,
    ) -> Result<O::Output, Error>
    where
        O: Operation,
        Iam: Perform<O, Input = O::Input, Output = O::Output>,
    {
        self.ask_service::<O, Iam>(&self.iam, key, members).await
    }

    /// A request to a service.
    pub(crate) async fn ask_service<O, S>(
        &self,
        service: &S,
        key: &AccessKeyId,
        members: Members<'_>,
    ) -> Result<O::Output, Error>
    where
        O: Operation,
        S: Perform<O, Input = O::Input, Output = O::Output>,
    {
        let caller = self.caller(key).await?;
        let form = Form::from_members(members.iter().copied())?;
        let input = decode::<O>(&form)?;
        let request = self.request(members);
        self.guard
            .perform(
                service,
                Call {
                    caller: &caller,
                    request: &request,
                },
                input,
            )
            .await
    }

    /// The facts of a request that arrives now.
    pub(crate) fn request(&self, members: Members<'_>) -> RequestFacts {
        let parameters = members
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Value::String((*value).to_owned())));
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
            parameters: Value::Object(parameters.collect::<Map<_, _>>()),
        }
    }

    /// Notes that a key was used now, as the authenticator does.
    pub(crate) fn use_key(&self, key: &AccessKeyId, service: &str, region: &str) {
        let (service, region) = (service.to_owned(), region.to_owned());
        let at = self.clock.now();
        let used = KeyUse {
            at,
            region,
            service,
        };
        self.directory
            .record_use(Used::AccessKey(key.clone()), used);
    }

    /// Writes down what is known of the use of keys.
    pub(crate) async fn flush_last_use(&self) {
        let work = SystemWork::new(SystemReason::LastUse);
        self.directory.flush_last_use(&work).await.unwrap();
    }
}

fn master_key() -> MasterKey {
    MasterKey::from_bytes([7; MasterKey::BYTES].into())
}

/// The ARN of a user of [`ACCOUNT`], by path and name.
pub(crate) fn user_arn(path_and_name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:user/{path_and_name}")
}

/// The ARN of a group of [`ACCOUNT`], by path and name.
pub(crate) fn group_arn(path_and_name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:group/{path_and_name}")
}

/// The ARN of a role of [`ACCOUNT`], by path and name.
pub(crate) fn role_arn(path_and_name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/{path_and_name}")
}

/// The ARN of an instance profile of [`ACCOUNT`], by path and name.
pub(crate) fn profile_arn(path_and_name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:instance-profile/{path_and_name}")
}

/// The ARN of a managed policy of [`ACCOUNT`], by path and name.
pub(crate) fn policy_arn(path_and_name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:policy/{path_and_name}")
}

/// The ARN of a SAML provider of [`ACCOUNT`], by name.
pub(crate) fn saml_provider_arn(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:saml-provider/{name}")
}

/// The ARN of an OpenID Connect provider of [`ACCOUNT`], by host and path.
pub(crate) fn oidc_provider_arn(local: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:oidc-provider/{local}")
}

/// Checks that an operation was refused, with this code and this very text.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(answer: Result<T, Error>, code: &str, text: &str) {
    let error = answer.expect_err("the operation should be refused");
    assert_eq!((error.code.as_str(), error.message.as_str()), (code, text));
}
