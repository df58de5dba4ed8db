//! GetObjectAttributes.

use iamd_api::{Error, s3::GetObjectAttributes};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_ident::VersionId;
use iamd_objects::{ObjectInfo, PartsPage};

use super::get_object::told_version;
use crate::{
    CustomerKey, ObjectAddress, S3,
    error::{invalid_argument, invalid_request},
};

/// What is wanted of an object.
#[derive(Clone, Debug)]
pub struct GetObjectAttributesInput {
    /// Which object.
    pub object: ObjectAddress,
    /// The names of the attributes, such as `ETag`.
    pub attributes: Vec<String>,
    /// At most so many parts.
    pub parts_max: Option<i32>,
    /// Those behind this one.
    pub part_marker: Option<i32>,
    /// The key that the object is encrypted with.
    pub customer_key: Option<CustomerKey>,
}

/// What there is of it.
#[derive(Clone, Debug)]
pub struct GetObjectAttributesOutput {
    /// The object.
    pub info: ObjectInfo,
    /// Its version, if the bucket keeps versions or did.
    pub version: Option<VersionId>,
    /// Its parts, if they are wanted and it was uploaded in parts.
    pub parts: Option<ObjectParts>,
}

/// A page of the parts that an object was uploaded in.
#[derive(Clone, Debug)]
pub struct ObjectParts {
    /// The parts.
    pub page: PartsPage,
    /// How many there are in all.
    pub count: u32,
    /// At most how many there could be on the page.
    pub parts_max: u16,
    /// Behind which the page begins.
    pub marker: u16,
}

/// SOURCE: S3 API Reference, GetObjectAttributes.
const ATTRIBUTES: [&str; 5] = ["Checksum", "ETag", PARTS, "ObjectSize", "StorageClass"];
const PARTS: &str = "ObjectParts";

/// LIMIT: parts on a page.
///
/// SOURCE: as above.
const PARTS_MAX: u16 = 1000;

impl Perform<GetObjectAttributes> for S3 {
    type Input = GetObjectAttributesInput;
    type Output = GetObjectAttributesOutput;

    /// SOURCE: S3 API Reference, GetObjectAttributes, Permissions: to read the object as well.
    fn requirements(
        &self,
        call: Call<'_>,
        input: &GetObjectAttributesInput,
    ) -> Result<Requirements, Error> {
        input.check()?;
        if input.customer_key.is_some() {
            CustomerKey::check_transport(call)?;
        }
        let object = &input.object;
        let reading = object.action("s3:GetObject", "s3:GetObjectVersion");
        let requirements =
            object.requirements("s3:GetObjectAttributes", "s3:GetObjectVersionAttributes");
        Ok(requirements.also(reading, object.target()))
    }

    async fn run(
        &self,
        permit: Permit<GetObjectAttributes>,
        _call: Call<'_>,
        input: GetObjectAttributesInput,
    ) -> Result<GetObjectAttributesOutput, Error> {
        let ObjectAddress { key, version, .. } = &input.object;
        let bucket = self.bucket_of(&permit).await?;
        let customer_key = input.customer_key.as_ref().map(CustomerKey::key);
        let reader = self
            .objects()
            .get(permit, key, version.as_ref(), customer_key);
        let reader = reader.await.map_err(|error| input.object.error(error))?;
        let info = reader.info().clone();
        let wants_parts = input.attributes.iter().any(|name| name == PARTS);
        let parts = match info.part_count {
            Some(count) if wants_parts => {
                let (marker, parts_max) = (input.marker()?, input.parts_max()?);
                let page = reader.parts(marker, usize::from(parts_max)).await;
                Some(ObjectParts {
                    page: page.map_err(|error| input.object.error(error))?,
                    count,
                    parts_max,
                    marker,
                })
            }
            _ => None,
        };
        Ok(GetObjectAttributesOutput {
            version: told_version(&bucket, info.version.clone()),
            info,
            parts,
        })
    }
}

impl GetObjectAttributesInput {
    /// SOURCE: texts as S3 answers.
    fn check(&self) -> Result<(), Error> {
        if self.attributes.is_empty() {
            let text = "The x-amz-object-attributes header specifying the attributes to be \
                        retrieved is either missing or empty";
            return Err(invalid_request(text));
        }
        if let Some(other) = self
            .attributes
            .iter()
            .find(|name| !ATTRIBUTES.contains(&name.as_str()))
        {
            let text = "Invalid attribute name specified.";
            return Err(invalid_argument(text, "x-amz-object-attributes", other));
        }
        self.marker()?;
        self.parts_max().map(|_| ())
    }

    fn marker(&self) -> Result<u16, Error> {
        number(self.part_marker.unwrap_or_default(), "part-number-marker")
    }

    fn parts_max(&self) -> Result<u16, Error> {
        let asked = self.parts_max.unwrap_or_else(|| i32::from(PARTS_MAX));
        // More than a page holds is as good as a page.
        number(asked.min(i32::from(PARTS_MAX)), "max-parts")
    }
}

fn number(number: i32, name: &str) -> Result<u16, Error> {
    u16::try_from(number).map_err(|_| {
        let text = format!("Provided {name} not an integer or within integer range");
        invalid_argument(&text, name, &number.to_string())
    })
}
