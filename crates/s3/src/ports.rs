//! What decisions are told of buckets and objects.

use iamd_auth::{
    Caller, CallerPolicies, Credential, Credentials, KeyUse, Policies, PortError, Resource,
    Resources, SystemReason, SystemWork, Target, Unresolved,
};
use iamd_directory::Directory;
use iamd_ident::{AccessKeyId, BucketId};
use iamd_objects::Objects;

/// The directory's ports, with what the objects know: whether an object exists, and its tags.
#[derive(Clone)]
pub struct Ports {
    directory: Directory,
    objects: Objects,
}

impl Ports {
    /// The ports over both.
    pub fn new(directory: Directory, objects: Objects) -> Self {
        Self { directory, objects }
    }
}

impl Credentials for Ports {
    async fn credential(&self, id: &AccessKeyId) -> Result<Option<Credential>, PortError> {
        self.directory.credential(id).await
    }

    fn record_use(&self, id: &AccessKeyId, key_use: KeyUse) {
        self.directory.record_use(id, key_use);
    }
}

impl Policies for Ports {
    async fn policies(&self, caller: &Caller) -> Result<CallerPolicies, PortError> {
        self.directory.policies(caller).await
    }
}

impl Resources for Ports {
    async fn resource(&self, caller: &Caller, target: &Target) -> Result<Resource, Unresolved> {
        let mut resource = self.directory.resource(caller, target).await?;
        let Target::Object { key, version, .. } = target else {
            return Ok(resource);
        };
        let Some(bucket) = resource.id.as_deref() else {
            return Ok(resource);
        };
        let bucket: BucketId = bucket.parse().map_err(|error| PortError {
            what: "the id of a bucket",
            source: Box::new(error),
        })?;
        let work = SystemWork::new(SystemReason::Decision);
        let facts = self
            .objects
            .facts(&work, &bucket, key, version.as_ref())
            .await;
        let facts = facts.map_err(|error| PortError {
            what: "the facts of an object",
            source: Box::new(error),
        })?;
        match facts {
            Some(facts) => {
                resource.exists = !facts.is_delete_marker;
                resource.object_tags = facts.tags;
            }
            None => resource.exists = false,
        }
        Ok(resource)
    }
}
