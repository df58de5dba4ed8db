//! GetObjectAcl, PutObjectAcl.

use iamd_api::{
    Action, Error,
    s3::{GetObjectAcl, PutObjectAcl},
};
use iamd_auth::{Call, Perform, Permit, Requirements, SystemReason, SystemWork};
use iamd_ident::CanonicalUserId;
use iamd_objects::Error as ObjectsError;

use crate::{PutAcl, S3, error::of_objects, object_address::ObjectAddress};

/// An object whose access control list is wanted, or is to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectAclInput<T = ()> {
    /// The object.
    pub address: ObjectAddress,
    /// What is asked of it.
    pub value: T,
}

impl Perform<GetObjectAcl> for S3 {
    type Input = ObjectAclInput;
    type Output = CanonicalUserId;

    fn requirements(&self, _call: Call<'_>, input: &ObjectAclInput) -> Result<Requirements, Error> {
        let address = &input.address;
        Ok(address.requirements("s3:GetObjectAcl", "s3:GetObjectVersionAcl"))
    }

    async fn run(
        &self,
        permit: Permit<GetObjectAcl>,
        _call: Call<'_>,
        input: ObjectAclInput,
    ) -> Result<CanonicalUserId, Error> {
        self.check_there(&permit, &input.address).await?;
        Ok(self.bucket_of(&permit).await?.owner_id())
    }
}

impl Perform<PutObjectAcl> for S3 {
    type Input = ObjectAclInput<PutAcl>;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ObjectAclInput<PutAcl>,
    ) -> Result<Requirements, Error> {
        let address = &input.address;
        let requirements = address.requirements("s3:PutObjectAcl", "s3:PutObjectVersionAcl");
        Ok(input.value.headers.facts(requirements))
    }

    async fn run(
        &self,
        permit: Permit<PutObjectAcl>,
        _call: Call<'_>,
        input: ObjectAclInput<PutAcl>,
    ) -> Result<(), Error> {
        self.check_there(&permit, &input.address).await?;
        input.value.check(&*self.bucket_of(&permit).await?)
    }
}

impl S3 {
    /// Checks that the object is there.
    pub(super) async fn check_there<O: Action>(
        &self,
        permit: &Permit<O>,
        address: &ObjectAddress,
    ) -> Result<(), Error> {
        let bucket = self.bucket_of(permit).await?;
        let work = SystemWork::new(SystemReason::Decision);
        let version = address.version.as_ref();
        let facts = self
            .objects()
            .facts(&work, &bucket.id, &address.key, version);
        let error = match (facts.await.map_err(of_objects)?, version) {
            (Some(facts), _) if !facts.is_delete_marker => return Ok(()),
            (Some(facts), _) => ObjectsError::DeleteMarker {
                version: facts.version,
                modified: facts.modified,
                is_named: version.is_some(),
            },
            (None, Some(_)) => ObjectsError::NoSuchVersion,
            (None, None) => ObjectsError::NoSuchKey,
        };
        Err(address.error(error))
    }
}
