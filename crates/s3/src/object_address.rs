//! Which object a request is about.

use iamd_api::{Error, ErrorCode};
use iamd_auth::{Requirements, Target};
use iamd_ident::{BucketName, ObjectKey, VersionId};
use iamd_objects::Error as ObjectsError;

use crate::error::of_objects;

/// An object, or one of its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectAddress {
    /// The bucket that it is in.
    pub bucket: BucketName,
    /// Its key.
    pub key: ObjectKey,
    /// One of its versions; the newest if there is none.
    pub version: Option<VersionId>,
}

impl ObjectAddress {
    /// The newest version of an object, or the place where a new one goes.
    pub fn newest(bucket: BucketName, key: ObjectKey) -> Self {
        Self {
            bucket,
            key,
            version: None,
        }
    }

    pub(crate) fn target(&self) -> Target {
        Target::Object {
            bucket: self.bucket.clone(),
            key: self.key.clone(),
            version: self.version.clone(),
        }
    }

    /// The action on the newest version, or that on a version that is named.
    ///
    /// SOURCE: Service Authorization Reference, Amazon S3: versions have actions of their own.
    pub(crate) fn action(&self, newest: &'static str, named: &'static str) -> &'static str {
        if self.version.is_some() {
            named
        } else {
            newest
        }
    }

    /// What must be allowed to be told that there is no such object.
    ///
    /// SOURCE: S3 API Reference, GetObject: who may list the bucket gets 404, who may not gets 403.
    /// By analogy it takes the list of versions to see that a version is not there; AWS does not
    /// say.
    pub(crate) fn absence(&self) -> (&'static str, Target) {
        let action = self.action("s3:ListBucket", "s3:ListBucketVersions");
        (action, Target::Bucket(self.bucket.clone()))
    }

    /// What a request on something that should be there asks for.
    pub(crate) fn requirements(&self, newest: &'static str, named: &'static str) -> Requirements {
        let (absence, bucket) = self.absence();
        self.place_requirements()
            .acting_as(self.action(newest, named))
            .absence_is_for(absence, bucket)
    }

    /// What a request asks for to which it is all the same whether something is there.
    pub(crate) fn place_requirements(&self) -> Requirements {
        Requirements::on(self.target())
    }

    /// What the client is told of an error of this object's.
    pub(crate) fn error(&self, error: ObjectsError) -> Error {
        let answer = of_objects(error);
        let version = self.version.as_ref().map(VersionId::as_str);
        match (answer.code, version) {
            (ErrorCode::NoSuchKey, _) => answer.with("Key", self.key.as_str()),
            (ErrorCode::NoSuchVersion, Some(version)) => answer
                .with("Key", self.key.as_str())
                .with("VersionId", version),
            (ErrorCode::MethodNotAllowed, _) => answer.with("ResourceType", "DeleteMarker"),
            _ => answer,
        }
    }
}
