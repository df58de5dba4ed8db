//! What tests of buckets do again and again.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use iamd_api::{Action, ErrorCode, iam, s3};
use iamd_auth::{Caller, SystemReason, SystemWork, Target};
use iamd_directory::{Bucket, BucketSettings, ChangesBucket, Error, NewBucket, NewUser};
use iamd_ident::{AccountId, BucketName, Path};

use crate::world::{World, user_name};

/// The second account of these tests.
pub(crate) const OTHER: &str = "210987654321";

pub(crate) fn bucket_name(text: &str) -> BucketName {
    text.parse().unwrap()
}

pub(crate) fn bucket(name: &str) -> Target {
    Target::Bucket(bucket_name(name))
}

pub(crate) fn object(name: &str, key: &str) -> Target {
    Target::Object {
        bucket: bucket_name(name),
        key: key.parse().unwrap(),
        version: None,
    }
}

/// A bucket with an id that no other of the tests has.
pub(crate) fn new_bucket(name: &str) -> NewBucket {
    static MADE: AtomicU64 = AtomicU64::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    NewBucket {
        id: format!("{number:032x}").parse().unwrap(),
        name: bucket_name(name),
        region: "us-west-2".to_owned(),
        settings: BucketSettings::of_new_bucket(),
    }
}

pub(crate) fn work() -> SystemWork {
    SystemWork::new(SystemReason::Operator)
}

impl World {
    /// The root user of another account, which is made if need be.
    pub(crate) async fn other_root(&self) -> Caller {
        let other: AccountId = OTHER.parse().unwrap();
        let key = self.directory.fresh_key(other);
        let id = key.id.clone();
        let made = self.directory.create_account(&work(), other, key).await;
        made.unwrap();
        self.caller(&id).await
    }

    /// Makes a user of an account.
    pub(crate) async fn user_of(&self, root: &Caller, name: &str) {
        let new = NewUser {
            name: user_name(name),
            path: Path::root(),
            tags: Vec::new(),
            permissions_boundary: None,
        };
        let target = Target::NewUser(Path::root(), new.name.clone());
        let act = |permit| self.directory.create_user(permit, new.clone());
        let made = self.acting::<iam::CreateUser, _, _, _>(root, target, act);
        made.await.unwrap().unwrap();
    }

    /// Makes a bucket of the first account.
    pub(crate) async fn bucket(&self, name: &str) -> Arc<Bucket> {
        self.create(new_bucket(name)).await.unwrap()
    }

    pub(crate) async fn create(&self, new: NewBucket) -> Result<Arc<Bucket>, Error> {
        let act = |permit| self.directory.create_bucket(permit, new.clone());
        let target = Target::NewBucket(new.name.clone());
        self.with_permit::<s3::CreateBucket, _, _, _>(target, act)
            .await
    }

    pub(crate) async fn delete(&self, name: &str) {
        let act = |permit| self.directory.delete_bucket(permit);
        self.with_permit::<s3::DeleteBucket, _, _, _>(bucket(name), act)
            .await
            .unwrap();
    }

    /// Sets the part of a bucket's settings that an operation is for.
    pub(crate) async fn set_part<O>(&self, name: &str, part: O::Part) -> Result<(), Error>
    where
        O: ChangesBucket<Part: Clone + Send + Sync>,
    {
        let act = |permit| {
            let part = part.clone();
            self.directory
                .change_bucket::<O>(permit, move |_, old: &mut O::Part| {
                    *old = part.clone();
                    Ok(())
                })
        };
        self.with_permit::<O, _, _, _>(bucket(name), act).await
    }

    pub(crate) async fn read(&self, name: &str) -> Arc<Bucket> {
        let act = |permit| self.directory.bucket(permit);
        self.with_permit::<s3::HeadBucket, _, _, _>(bucket(name), act)
            .await
            .unwrap()
    }

    pub(crate) async fn put_policy(&self, name: &str, text: &str) -> Result<(), Error> {
        let act = |permit| self.directory.put_bucket_policy(permit, text.to_owned());
        self.with_permit::<s3::PutBucketPolicy, _, _, _>(bucket(name), act)
            .await
    }

    pub(crate) async fn policy_of(&self, name: &str) -> Result<String, Error> {
        let act = |permit| self.directory.get_bucket_policy(permit);
        self.with_permit::<s3::GetBucketPolicy, _, _, _>(bucket(name), act)
            .await
    }

    /// What becomes of a request: the code of its error, or `allowed`.
    pub(crate) async fn decision<O: Action>(&self, caller: &Caller, target: Target) -> ErrorCodeOr {
        let act = |_| async { Ok(()) };
        match self.acting::<O, _, _, _>(caller, target, act).await {
            Ok(outcome) => outcome.map(|()| None).unwrap(),
            Err(error) => Some(error.code),
        }
    }
}

/// The code of an error; none if the request was allowed.
pub(crate) type ErrorCodeOr = Option<ErrorCode>;
