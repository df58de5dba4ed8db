//! A directory with one account, and real permits for its root user.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use iamd_api::{Action, Error as Answer, ErrorCode, iam};
use iamd_auth::{
    Audit, AuditError, AuditEvent, Call, Caller, Credentials, Guard, Perform, Permit, RequestFacts,
    Requirements, SignInEvent, SystemReason, SystemWork, Target,
};
use iamd_directory::{
    AccountQuotas, Directory, DirectoryParts, Error, KeyHolder, NewPolicy, NewUser, PolicyText,
    UserUpdate,
};
use iamd_ident::{AccessKeyId, AccountId, Arn, Clock, Partition, Path, UserName};
use iamd_seal::{MasterKey, Purpose, SealingKeys};
use iamd_store::{Memory, Store};
use iamd_testkit::{ManualClock, SeededRandom};
use parking_lot::Mutex;

/// A policy that allows everything.
pub(crate) const ALLOW_ALL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// A directory over a store.
pub(crate) struct World {
    pub(crate) directory: Directory,
    pub(crate) store: Store,
    pub(crate) root: AccessKeyId,
    pub(crate) guard: Guard<Directory, NoAudit>,
    pub(crate) clock: Arc<ManualClock>,
    /// How often the program was started. Chance is another each time.
    starts: u64,
}

/// Writes nothing down.
pub(crate) struct NoAudit;

impl Audit for NoAudit {
    fn is_writable(&self) -> bool {
        true
    }

    async fn record(&self, _event: AuditEvent<'_>) -> Result<(), AuditError> {
        Ok(())
    }

    async fn record_sign_in(&self, _: SignInEvent<'_>) -> Result<(), AuditError> {
        Ok(())
    }
}

/// A service that does whatever a test wants with a permit for what it requires.
struct Acting<F, T> {
    requirements: Requirements,
    act: F,
    outcome: Mutex<Option<Result<T, Error>>>,
}

impl<O, F, Done, T> Perform<O> for Acting<F, T>
where
    O: Action,
    F: Fn(Permit<O>) -> Done + Send + Sync,
    Done: Future<Output = Result<T, Error>> + Send,
    T: Send,
{
    type Input = ();
    type Output = ();

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Answer> {
        Ok(self.requirements.clone())
    }

    async fn run(&self, permit: Permit<O>, _call: Call<'_>, _input: ()) -> Result<(), Answer> {
        let outcome = (self.act)(permit).await;
        *self.outcome.lock() = Some(outcome);
        Err(Answer::new(ErrorCode::NotImplemented, "A test has acted."))
    }
}

impl World {
    /// A world in memory.
    pub(crate) async fn new() -> Self {
        let store = Memory::new(master_key().checksum_key(Purpose::new("records"))).store();
        Self::over(store).await
    }

    /// A world over an empty store.
    pub(crate) async fn over(store: Store) -> Self {
        let clock = Arc::new(ManualClock::default());
        let directory = Directory::new(parts(&store, &clock, 1));
        let key = directory.fresh_key(account());
        let root = key.id.clone();
        let work = SystemWork::new(SystemReason::FirstStart);
        directory
            .create_account(&work, account(), key)
            .await
            .unwrap();
        Self {
            guard: Guard::new(directory.clone(), NoAudit),
            directory,
            store,
            root,
            clock,
            starts: 1,
        }
    }

    /// The same world after the program was started again: nothing is in memory.
    pub(crate) fn restarted(&self) -> Self {
        self.restarted_with(keys())
    }

    /// As [`World::restarted`], with other keys for secrets.
    pub(crate) fn restarted_with(&self, keys: SealingKeys) -> Self {
        let parts = parts(&self.store, &self.clock, self.starts + 1);
        let directory = Directory::new(DirectoryParts { keys, ..parts });
        Self {
            guard: Guard::new(directory.clone(), NoAudit),
            directory,
            store: self.store.clone(),
            root: self.root.clone(),
            clock: Arc::clone(&self.clock),
            starts: self.starts + 1,
        }
    }

    /// Acts with the permit that the root user gets for `target`.
    pub(crate) async fn with_permit<O, F, Done, T>(
        &self,
        required: impl Into<Requirements>,
        act: F,
    ) -> Result<T, Error>
    where
        O: Action,
        F: Fn(Permit<O>) -> Done + Send + Sync,
        Done: Future<Output = Result<T, Error>> + Send,
        T: Send,
    {
        let root = self.caller(&self.root).await;
        let outcome = self.acting(&root, required, act).await;
        outcome.unwrap_or_else(|error| panic!("no permit was given: {error}"))
    }

    /// Acts with the permit that a caller gets for what is required, or tells why there is none.
    pub(crate) async fn acting<O, F, Done, T>(
        &self,
        caller: &Caller,
        required: impl Into<Requirements>,
        act: F,
    ) -> Result<Result<T, Error>, Answer>
    where
        O: Action,
        F: Fn(Permit<O>) -> Done + Send + Sync,
        Done: Future<Output = Result<T, Error>> + Send,
        T: Send,
    {
        let acting = Acting {
            requirements: required.into(),
            act,
            outcome: Mutex::default(),
        };
        let answer = self.perform_for::<O, _>(&acting, caller, ()).await;
        let error = answer.expect_err("a test answers nothing");
        let outcome = acting.outcome.lock().take();
        outcome.ok_or(error)
    }

    /// Performs an operation of a service for whoever has the key.
    pub(crate) async fn perform<O, S>(
        &self,
        service: &S,
        key: &AccessKeyId,
        input: S::Input,
    ) -> Result<S::Output, Answer>
    where
        O: Action,
        S: Perform<O>,
    {
        let caller = self.caller(key).await;
        self.perform_for(service, &caller, input).await
    }

    /// Whoever has the key.
    pub(crate) async fn caller(&self, key: &AccessKeyId) -> Caller {
        let credential = self.directory.credential(key).await.unwrap().unwrap();
        Caller::new(credential.principal, key.clone())
    }

    async fn perform_for<O, S>(
        &self,
        service: &S,
        caller: &Caller,
        input: S::Input,
    ) -> Result<S::Output, Answer>
    where
        O: Action,
        S: Perform<O>,
    {
        let request = self.request();
        let call = Call {
            caller,
            request: &request,
        };
        self.guard.perform(service, call, input).await
    }

    /// Makes a user with a key.
    pub(crate) async fn user(&self, name: &UserName) -> AccessKeyId {
        let new = NewUser {
            name: name.clone(),
            path: Path::root(),
            tags: Vec::new(),
            permissions_boundary: None,
        };
        let target = Target::NewUser(Path::root(), name.clone());
        let act = |permit| self.directory.create_user(permit, new.clone());
        self.with_permit::<iam::CreateUser, _, _, _>(target, act)
            .await
            .unwrap();
        let holder = KeyHolder::User(name.clone());
        let act = |permit| self.directory.create_access_key(permit, &holder);
        let target = Target::User(name.clone());
        let made = self
            .with_permit::<iam::CreateAccessKey, _, _, _>(target, act)
            .await;
        made.unwrap().key.id
    }

    /// Gives a user another name or path.
    pub(crate) async fn update(&self, name: &UserName, update: UserUpdate) {
        let act = |permit| self.directory.update_user(permit, name, update.clone());
        self.with_permit::<iam::UpdateUser, _, _, _>(Target::User(name.clone()), act)
            .await
            .unwrap();
    }

    /// Deletes a user with a key.
    pub(crate) async fn delete_user(&self, name: &UserName, key: &AccessKeyId) {
        let holder = KeyHolder::User(name.clone());
        let target = || Target::User(name.clone());
        let act = |permit| self.directory.delete_access_key(permit, &holder, key);
        let deleted = self.with_permit::<iam::DeleteAccessKey, _, _, _>(target(), act);
        deleted.await.unwrap();
        let act = |permit| self.directory.delete_user(permit, name);
        let deleted = self.with_permit::<iam::DeleteUser, _, _, _>(target(), act);
        deleted.await.unwrap();
    }

    /// Gives a user an inline policy.
    pub(crate) async fn put(&self, name: &UserName, policy: &str, document: &str) {
        let policy = policy.parse().unwrap();
        let text = PolicyText::identity(document.to_owned()).unwrap();
        let act = |permit| {
            self.directory
                .put_user_policy(permit, name, &policy, text.clone())
        };
        let target = Target::User(name.clone());
        self.with_permit::<iam::PutUserPolicy, _, _, _>(target, act)
            .await
            .unwrap();
    }

    /// Makes a managed policy.
    pub(crate) async fn policy(&self, name: &str) -> Arn {
        let new = NewPolicy {
            name: name.parse().unwrap(),
            path: Path::root(),
            description: None,
            document: PolicyText::identity(ALLOW_ALL.to_owned()).unwrap(),
            tags: Vec::new(),
        };
        let target = Target::NewPolicy(Path::root(), new.name.clone());
        let act = |permit| self.directory.create_policy(permit, new.clone());
        let made = self
            .with_permit::<iam::CreatePolicy, _, _, _>(target, act)
            .await;
        made.unwrap().arn
    }

    pub(crate) fn request(&self) -> RequestFacts {
        RequestFacts {
            request_id: "a request".to_owned(),
            received_at: self.clock.now(),
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
}

fn parts(store: &Store, clock: &Arc<ManualClock>, starts: u64) -> DirectoryParts {
    DirectoryParts {
        store: store.clone(),
        keys: keys(),
        partition: Partition::Aws,
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        random: Arc::new(SeededRandom::new(starts)),
        quotas: AccountQuotas::default(),
    }
}

/// The keys for secrets that a world begins with.
pub(crate) fn keys() -> SealingKeys {
    SealingKeys::new(master_key().sealing_key(Purpose::new("secrets")))
}

pub(crate) fn account() -> AccountId {
    "123456789012".parse().unwrap()
}

pub(crate) fn user_name(text: &str) -> UserName {
    text.parse().unwrap()
}

pub(crate) fn master_key() -> MasterKey {
    MasterKey::from_bytes([7; MasterKey::BYTES].into())
}
