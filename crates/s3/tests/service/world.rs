//! S3 without its wire: accounts, callers, and the one way in.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use iamd_api::{Action, Error, ErrorCode, iam, s3};
use iamd_auth::{
    Audit, AuditError, AuditEvent, Call, Caller, Credentials, Guard, Perform, Permit, RequestFacts,
    Requirements, SignInEvent, SystemReason, SystemWork, Target,
};
use iamd_directory::{AccountQuotas, Directory, DirectoryParts, KeyHolder, NewUser, PolicyText};
use iamd_ident::{AccessKeyId, AccountId, BucketName, Clock, Partition, Path, UserName};
use iamd_objects::{Limits, MemoryBlobs, Objects, ObjectsParts};
use iamd_s3::{AclHeaders, CreateBucketInput, OnBucket, Ports, PublicAccessBlock, S3, S3Parts};
use iamd_seal::{MasterKey, Purpose, SealingKeys};
use iamd_store::{Memory, Store};
use iamd_testkit::{ManualClock, SeededRandom};
use serde_json::Value;

/// The account of most tests.
pub(crate) const ACCOUNT: &str = "123456789012";
/// An account beside it.
pub(crate) const OTHER_ACCOUNT: &str = "210987654321";

/// Everything behind the wire.
pub(crate) struct World {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) directory: Directory,
    pub(crate) objects: Objects,
    pub(crate) s3: S3,
    /// The root user of [`ACCOUNT`].
    pub(crate) root: Caller,
    /// The root user of [`OTHER_ACCOUNT`].
    pub(crate) stranger: Caller,
    pub(crate) anonymous: Caller,
    guard: Guard<Ports, NoAudit>,
}

/// Writes nothing down.
struct NoAudit;

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

impl World {
    /// A world with two accounts, and no buckets.
    pub(crate) async fn new() -> Self {
        let clock = Arc::new(ManualClock::default());
        let random = Arc::new(SeededRandom::new(1));
        let keys = || SealingKeys::new(master_key().sealing_key(Purpose::new("secrets")));
        let directory = Directory::new(DirectoryParts {
            store: memory_store(),
            keys: keys(),
            partition: Partition::Aws,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: random.clone(),
            quotas: AccountQuotas::default(),
        });
        let objects = Objects::open(ObjectsParts {
            store: memory_store(),
            blobs: Arc::new(MemoryBlobs::default()),
            keys: keys(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: random.clone(),
            limits: Limits { part_bytes_min: 16 },
        });
        let objects = objects.await.unwrap();
        let s3 = S3::new(S3Parts {
            directory: directory.clone(),
            objects: objects.clone(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random,
            region: "us-east-1".to_owned(),
        });
        let ports = Ports::new(directory.clone(), objects.clone());
        Self {
            root: account(&directory, ACCOUNT).await,
            stranger: account(&directory, OTHER_ACCOUNT).await,
            anonymous: Caller::anonymous(),
            guard: Guard::new(ports, NoAudit),
            clock,
            directory,
            objects,
            s3,
        }
    }

    /// Makes a user of [`ACCOUNT`] who may do what the policy says.
    pub(crate) async fn user(&self, name: &str, policy: &str) -> Caller {
        self.user_of(&self.root, name, policy).await
    }

    /// Makes a user of the account of a root user.
    pub(crate) async fn user_of(&self, root: &Caller, name: &str, policy: &str) -> Caller {
        let name: UserName = name.parse().unwrap();
        let new = NewUser {
            name: name.clone(),
            path: Path::root(),
            tags: Vec::new(),
            permissions_boundary: None,
        };
        let target = Target::NewUser(Path::root(), name.clone());
        let make = |permit| self.directory.create_user(permit, new.clone());
        self.act::<iam::CreateUser, _, _, _>(root, target, make)
            .await
            .unwrap();
        let rights = "rights".parse().unwrap();
        let put = |permit| {
            let text = PolicyText::identity(policy.to_owned()).unwrap();
            self.directory.put_user_policy(permit, &name, &rights, text)
        };
        let target = || Target::User(name.clone());
        self.act::<iam::PutUserPolicy, _, _, _>(root, target(), put)
            .await
            .unwrap();
        let holder = KeyHolder::User(name.clone());
        let make = |permit| self.directory.create_access_key(permit, &holder);
        let key = self
            .act::<iam::CreateAccessKey, _, _, _>(root, target(), make)
            .await;
        caller(&self.directory, &key.unwrap().key.id).await
    }

    /// Makes a bucket of [`ACCOUNT`].
    pub(crate) async fn bucket(&self, name: &str) -> BucketName {
        let made = self.ask::<s3::CreateBucket>(&self.root, create(name)).await;
        made.unwrap();
        name.parse().unwrap()
    }

    /// Makes a bucket of [`ACCOUNT`] with a policy that may be public.
    pub(crate) async fn open_bucket(&self, name: &str, policy: &str) -> BucketName {
        let bucket = self.bucket(name).await;
        let open = OnBucket::with(bucket.clone(), PublicAccessBlock::default());
        let put = self.ask::<s3::PutPublicAccessBlock>(&self.root, open).await;
        put.unwrap();
        let policy = OnBucket::with(bucket.clone(), policy.to_owned());
        let put = self.ask::<s3::PutBucketPolicy>(&self.root, policy).await;
        put.unwrap();
        bucket
    }

    /// A request: decided on, and performed if that is allowed.
    pub(crate) async fn ask<O>(
        &self,
        caller: &Caller,
        input: <S3 as Perform<O>>::Input,
    ) -> Result<<S3 as Perform<O>>::Output, Error>
    where
        O: Action,
        S3: Perform<O>,
    {
        self.ask_from::<O>("us-east-1", caller, input).await
    }

    /// A request that was signed for a region.
    pub(crate) async fn ask_from<O>(
        &self,
        region: &str,
        caller: &Caller,
        input: <S3 as Perform<O>>::Input,
    ) -> Result<<S3 as Perform<O>>::Output, Error>
    where
        O: Action,
        S3: Perform<O>,
    {
        let request = RequestFacts {
            region: region.to_owned(),
            ..self.request()
        };
        let call = Call {
            caller,
            request: &request,
        };
        self.guard.perform::<O, S3>(&self.s3, call, input).await
    }

    /// Does something of the directory's with the permit for it.
    async fn act<O, F, Done, T>(&self, caller: &Caller, target: Target, act: F) -> Result<T, Error>
    where
        O: Action,
        F: Fn(Permit<O>) -> Done + Send + Sync,
        Done: Future<Output = Result<T, iamd_directory::Error>> + Send,
        T: Send,
    {
        let request = self.request();
        let call = Call {
            caller,
            request: &request,
        };
        let acting = Acting { target, act };
        self.guard.perform::<O, _>(&acting, call, ()).await
    }

    /// The facts of a request that arrives now.
    fn request(&self) -> RequestFacts {
        RequestFacts {
            request_id: "01234567-89ab-cdef-0123-456789abcdef".to_owned(),
            received_at: self.clock.now(),
            source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            secure_transport: false,
            tls: None,
            host: None,
            user_agent: None,
            referer: None,
            region: String::new(),
            signature: None,
            parameters: Value::Null,
        }
    }
}

/// A service that does with a permit for `target` whatever a test wants.
struct Acting<F> {
    target: Target,
    act: F,
}

impl<O, F, Done, T> Perform<O> for Acting<F>
where
    O: Action,
    F: Fn(Permit<O>) -> Done + Send + Sync,
    Done: Future<Output = Result<T, iamd_directory::Error>> + Send,
    T: Send,
{
    type Input = ();
    type Output = T;

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(Requirements::on(self.target.clone()))
    }

    async fn run(&self, permit: Permit<O>, _call: Call<'_>, _input: ()) -> Result<T, Error> {
        let done = (self.act)(permit).await;
        done.map_err(|error| Error::new(ErrorCode::InternalError, error.to_string()))
    }
}

async fn account(directory: &Directory, id: &str) -> Caller {
    let work = SystemWork::new(SystemReason::FirstStart);
    let id: AccountId = id.parse().unwrap();
    let key = directory.fresh_key(id);
    let key_id = key.id.clone();
    directory.create_account(&work, id, key).await.unwrap();
    caller(directory, &key_id).await
}

/// Whoever has the key.
async fn caller(directory: &Directory, key: &AccessKeyId) -> Caller {
    let credential = directory.credential(key).await.unwrap().unwrap();
    Caller::new(credential.principal, key.clone())
}

fn memory_store() -> Store {
    Memory::new(master_key().checksum_key(Purpose::new("records"))).store()
}

fn master_key() -> MasterKey {
    MasterKey::from_bytes([7; MasterKey::BYTES].into())
}

/// A new bucket with nothing but a name.
pub(crate) fn create(name: &str) -> CreateBucketInput {
    CreateBucketInput {
        bucket: name.parse().unwrap(),
        location: None,
        acl: AclHeaders::default(),
        ownership: None,
        has_object_lock: false,
        tags: Vec::new(),
    }
}

/// A policy of a user that allows an action on a resource.
pub(crate) fn allow(action: &str, resource: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}}}"#
    )
}

/// A policy of a bucket that allows or denies an action on a resource to somebody, such as
/// `{"AWS":"…"}`.
pub(crate) fn bucket_policy(effect: &str, who: &str, action: &str, resource: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{effect}","Principal":{who},"Action":"{action}","Resource":"{resource}"}}]}}"#
    )
}

/// Checks that an operation was refused, with this code and this very text.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(answer: Result<T, Error>, code: &str, text: &str) {
    let error = answer.expect_err("the operation should be refused");
    assert_eq!((error.code.as_str(), error.message.as_str()), (code, text));
}

/// Checks that an operation was refused with this code.
#[track_caller]
pub(crate) fn refused_as<T: std::fmt::Debug>(answer: Result<T, Error>, code: ErrorCode) {
    let error = answer.expect_err("the operation should be refused");
    assert_eq!(error.code, code, "{}", error.message);
}
