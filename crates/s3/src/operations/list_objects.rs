//! ListObjects and ListObjectsV2.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use iamd_api::{
    Action, Error, ErrorCode,
    s3::{ListObjects, ListObjectsV2},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_ident::{BucketName, CanonicalUserId};
use iamd_objects::{ListRequest, ListedObject, Lists};

use crate::{
    S3,
    error::{invalid_argument, of_objects},
};

/// Which objects of a bucket are wanted, or which versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The bucket.
    pub bucket: BucketName,
    /// What their keys begin with, if that is said.
    pub prefix: Option<String>,
    /// What groups keys: all keys with the same text up to it are one entry.
    pub delimiter: Option<String>,
    /// At most so many entries.
    pub max_keys: Option<i32>,
}

/// What ListObjects takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListObjectsInput {
    /// Which objects.
    pub listing: Listing,
    /// Those behind this.
    pub marker: Option<String>,
}

/// What ListObjectsV2 takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListObjectsV2Input {
    /// Which objects.
    pub listing: Listing,
    /// Those behind this, on the first page.
    pub start_after: Option<String>,
    /// Where the page before ended.
    pub continuation_token: Option<String>,
}

/// A page of a bucket's objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListObjectsOutput {
    /// The objects.
    pub objects: Vec<ListedObject>,
    /// The groups of objects.
    pub common_prefixes: Vec<String>,
    /// What continues the list: the last key or group of ListObjects, the token of ListObjectsV2.
    /// None if this was its end.
    pub next: Option<String>,
    /// At most how many entries there could be.
    pub max_keys: i32,
    /// Whom the objects belong to.
    pub owner: CanonicalUserId,
    /// The bucket's region.
    pub region: String,
}

impl Perform<ListObjects> for S3 {
    type Input = ListObjectsInput;
    type Output = ListObjectsOutput;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListObjectsInput,
    ) -> Result<Requirements, Error> {
        input.listing.requirements()
    }

    async fn run(
        &self,
        permit: Permit<ListObjects>,
        _call: Call<'_>,
        input: ListObjectsInput,
    ) -> Result<ListObjectsOutput, Error> {
        self.list(permit, input.listing, input.marker).await
    }
}

impl Perform<ListObjectsV2> for S3 {
    type Input = ListObjectsV2Input;
    type Output = ListObjectsOutput;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListObjectsV2Input,
    ) -> Result<Requirements, Error> {
        input.place()?;
        input.listing.requirements()
    }

    async fn run(
        &self,
        permit: Permit<ListObjectsV2>,
        _call: Call<'_>,
        input: ListObjectsV2Input,
    ) -> Result<ListObjectsOutput, Error> {
        let after = input.place()?;
        let mut output = self.list(permit, input.listing, after).await?;
        output.next = output.next.map(|place| token(&place));
        Ok(output)
    }
}

impl ListObjectsV2Input {
    /// Behind what the page begins.
    fn place(&self) -> Result<Option<String>, Error> {
        match &self.continuation_token {
            None => Ok(self.start_after.clone()),
            Some(token) => place_of(token).map(Some).ok_or_else(|| {
                let text = "The continuation token provided is incorrect";
                Error::new(ErrorCode::InvalidArgument, text)
                    .with("ArgumentName", "continuation-token")
            }),
        }
    }
}

/// Tells tokens from tokens of other forms, should there ever be any.
const TOKEN_FORM: char = '1';

/// The token that says where a page ended. It grants nothing: what it says could as well be asked
/// for by `start-after`.
fn token(place: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{TOKEN_FORM}{place}"))
}

fn place_of(token: &str) -> Option<String> {
    let place = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    place.strip_prefix(TOKEN_FORM).map(str::to_owned)
}

/// LIMIT: entries on a page.
///
/// SOURCE: S3 API Reference, ListObjectsV2.
const KEYS_MAX: i32 = 1000;

impl Listing {
    /// What a listing asks for. A condition key is there if its parameter is, be it empty.
    ///
    /// SOURCE: Service Authorization Reference, Amazon S3, ListBucket; S3 User Guide, "Bucket policy
    /// examples using condition keys": who may list one prefix alone must name it.
    pub(crate) fn requirements(&self) -> Result<Requirements, Error> {
        self.keys_max()?;
        let requirements = Requirements::on(Target::Bucket(self.bucket.clone()))
            .with_text_of("s3:prefix", self.prefix.as_ref())
            .with_text_of("s3:delimiter", self.delimiter.as_ref());
        Ok(match self.max_keys {
            Some(number) => requirements.with_number("s3:max-keys", i64::from(number)),
            None => requirements,
        })
    }

    /// At most how many entries a page has.
    pub(crate) fn keys_max(&self) -> Result<i32, Error> {
        match self.max_keys {
            None => Ok(KEYS_MAX),
            Some(number) if number >= 0 => Ok(number.min(KEYS_MAX)),
            Some(number) => {
                let text = "Argument maxKeys must be an integer between 0 and 2147483647";
                Err(invalid_argument(text, "maxKeys", &number.to_string()))
            }
        }
    }

    /// The delimiter, if it groups anything.
    pub(crate) fn grouping(&self) -> Option<String> {
        let delimiter = self.delimiter.as_ref();
        delimiter.filter(|text| !text.is_empty()).cloned()
    }
}

impl S3 {
    async fn list<O: Action + Lists>(
        &self,
        permit: Permit<O>,
        listing: Listing,
        after: Option<String>,
    ) -> Result<ListObjectsOutput, Error> {
        let bucket = self.bucket_of(&permit).await?;
        let max_keys = listing.keys_max()?;
        let request = ListRequest {
            delimiter: listing.grouping(),
            prefix: listing.prefix.unwrap_or_default(),
            after: after.filter(|place| !place.is_empty()),
            max: usize::try_from(max_keys).unwrap_or_default(),
        };
        let page = self.objects().list(permit, &request).await;
        let page = page.map_err(of_objects)?;
        Ok(ListObjectsOutput {
            objects: page.objects,
            common_prefixes: page.common_prefixes,
            next: page.next,
            max_keys,
            owner: bucket.owner_id(),
            region: bucket.region.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_hold_places() {
        for place in ["a", "a/b", "ä\u{1}\n", ""] {
            assert_eq!(place_of(&token(place)).as_deref(), Some(place));
        }
        for wrong in [
            "",
            "a",
            "!!",
            &URL_SAFE_NO_PAD.encode("2a"),
            &URL_SAFE_NO_PAD.encode([0xff]),
        ] {
            assert_eq!(place_of(wrong), None, "{wrong}");
        }
    }
}
