//! CreateBucket.

use iamd_api::{Error, ErrorCode, s3::CreateBucket};
use iamd_auth::{Call, Perform, Permit, Requirements, SystemReason, SystemWork, Target};
use iamd_directory::{BucketSettings, Error as DirectoryError, NewBucket, ObjectOwnership};
use iamd_ident::{BucketId, BucketName, Tag};

use super::ownership_controls::ownership;
use crate::{
    AclHeaders, S3,
    error::{invalid_argument, not_available, of_directory, of_objects},
    tags::{self, Tagged},
};

/// A bucket that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateBucketInput {
    /// Its name.
    pub bucket: BucketName,
    /// `LocationConstraint`: its region, unless that is [`FIRST_REGION`].
    pub location: Option<String>,
    /// The access control list that it is to have.
    pub acl: AclHeaders,
    /// `x-amz-object-ownership`.
    pub ownership: Option<String>,
    /// `x-amz-bucket-object-lock-enabled`.
    pub has_object_lock: bool,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// What is told of a new bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateBucketOutput {
    /// The path of its resource.
    pub location: String,
}

/// The region in which S3 began. Its name cannot be a location constraint, and its name is not told
/// as the location of a bucket.
pub const FIRST_REGION: &str = "us-east-1";

impl Perform<CreateBucket> for S3 {
    type Input = CreateBucketInput;
    type Output = CreateBucketOutput;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateBucketInput,
    ) -> Result<Requirements, Error> {
        let target = Target::NewBucket(input.bucket.clone());
        let requirements = Requirements::on(target.clone())
            .with_text_of("s3:locationconstraint", input.location.as_ref())
            .with_text_of("s3:x-amz-object-ownership", input.ownership.as_ref());
        let requirements = input.acl.facts(requirements);
        if input.tags.is_empty() {
            return Ok(requirements);
        }
        // SOURCE: S3 API Reference, CreateBucket, Permissions.
        Ok(requirements
            .tags(input.tags.clone())
            .also("s3:TagResource", target))
    }

    /// The objects hear of the bucket before its name is taken: whoever finds the name finds a bucket
    /// that works. What a crash leaves between is an id that nobody knows.
    async fn run(
        &self,
        permit: Permit<CreateBucket>,
        call: Call<'_>,
        input: CreateBucketInput,
    ) -> Result<CreateBucketOutput, Error> {
        let region = region(
            input.location.as_deref(),
            &call.request.region,
            self.region(),
        )?;
        let new = NewBucket {
            id: BucketId::random(self.random()),
            region: region.clone(),
            settings: settings(&input)?,
            name: input.bucket.clone(),
        };
        let id = new.id.clone();
        let made = self.objects().create_bucket(&permit, &id).await;
        made.map_err(of_objects)?;
        let made = self.directory().create_bucket(permit, new).await;
        if let Err(error) = made {
            self.forget(&id, &error).await;
            if !self.is_made_again(&error, &region).await? {
                return Err(of_directory(error));
            }
        }
        Ok(CreateBucketOutput {
            location: format!("/{}", input.bucket),
        })
    }
}

impl S3 {
    /// Takes back what the objects know of a bucket that came to nothing. While it may have come to
    /// something, they keep it.
    async fn forget(&self, id: &BucketId, error: &DirectoryError) {
        if matches!(error, DirectoryError::Store(_)) {
            return;
        }
        let work = SystemWork::new(SystemReason::Sweep);
        if let Err(error) = self.objects().discard_bucket(&work, id).await {
            tracing::warn!(%error, "an empty bucket without a name stays behind");
        }
    }

    /// Whether a bucket is there already and this is no fault.
    ///
    /// SOURCE: S3 API Reference, CreateBucket, BucketAlreadyOwnedByYou: in us-east-1, S3 answers 200
    /// to who makes a bucket again.
    async fn is_made_again(&self, error: &DirectoryError, region: &str) -> Result<bool, Error> {
        let DirectoryError::BucketOwnedByYou(name) = error else {
            return Ok(false);
        };
        let work = SystemWork::new(SystemReason::Decision);
        let bucket = self.directory().find_bucket(&work, name).await;
        let bucket = bucket.map_err(of_directory)?;
        Ok(region == FIRST_REGION && bucket.is_some_and(|bucket| bucket.region == region))
    }
}

/// What a new bucket has set from the start.
fn settings(input: &CreateBucketInput) -> Result<BucketSettings, Error> {
    if input.has_object_lock {
        return Err(not_available(super::object_lock_configuration::REFUSED));
    }
    let ownership = match input.ownership.as_deref() {
        // SOURCE: observed of S3: a bucket that is made with a list has lists, so that clients which
        // send `private` with the bucket can send it with objects as well.
        None if input.acl.canned.as_deref() == Some("private") => {
            ObjectOwnership::BucketOwnerPreferred
        }
        None => ObjectOwnership::BucketOwnerEnforced,
        Some(text) => ownership(text).ok_or_else(|| {
            let said = format!("Invalid x-amz-object-ownership header: {text}");
            invalid_argument(&said, "x-amz-object-ownership", text)
        })?,
    };
    input.acl.check_new_bucket(ownership)?;
    tags::check(&input.tags, Tagged::Bucket)?;
    Ok(BucketSettings {
        ownership: Some(ownership),
        tags: input.tags.clone(),
        ..BucketSettings::of_new_bucket()
    })
}

/// The region of a new bucket. Every region is served here, so each bucket is kept in the one that
/// its maker chose; `asked` is the region that the request was signed for, `own` that of the server.
///
/// SOURCE: S3 API Reference, CreateBucket; texts as S3 answers. An endpoint makes buckets in its own
/// region, that of us-east-1 in all.
fn region(constraint: Option<&str>, asked: &str, own: &str) -> Result<String, Error> {
    let is_first = asked == FIRST_REGION || asked == "aws-global";
    let Some(constraint) = constraint else {
        return if is_first {
            Ok(FIRST_REGION.to_owned())
        } else {
            Err(illegal("unspecified"))
        };
    };
    let region = if constraint == "EU" {
        "eu-west-1"
    } else {
        constraint
    };
    if !is_first && region != asked {
        return Err(illegal(constraint));
    }
    if region == FIRST_REGION || ![asked, own].contains(&region) && !is_region(region) {
        let text = "The specified location-constraint is not valid";
        let error = Error::new(ErrorCode::InvalidLocationConstraint, text);
        return Err(error.with("LocationConstraint", constraint));
    }
    Ok(region.to_owned())
}

fn illegal(constraint: &str) -> Error {
    let text = format!(
        "The {constraint} location constraint is incompatible for the region specific endpoint \
         this request was sent to."
    );
    Error::new(ErrorCode::IllegalLocationConstraintException, text)
}

/// Whether a text looks like a region of AWS, such as `eu-central-1` or `us-gov-west-1`. Regions that
/// AWS opens later need no change here.
fn is_region(text: &str) -> bool {
    // LIMIT: bytes of a region's name.
    const BYTES_MAX: usize = 32;
    let words: Vec<_> = text.split('-').collect();
    let [first, middle @ .., last] = words.as_slice() else {
        return false;
    };
    let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    text.len() <= BYTES_MAX
        && first.len() == 2
        && is_word(first)
        && !middle.is_empty()
        && middle.iter().all(is_word)
        && !last.is_empty()
        && last.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(constraint: Option<&str>, asked: &str, expect: Result<&str, ErrorCode>) {
        let seen = region(constraint, asked, "own").map_err(|error| error.code);
        assert_eq!(seen, expect.map(str::to_owned));
    }

    #[test]
    fn a_bucket_is_where_its_maker_says() {
        use ErrorCode::{IllegalLocationConstraintException as Illegal, InvalidLocationConstraint};

        let invalid = InvalidLocationConstraint;
        check(None, "us-east-1", Ok("us-east-1"));
        check(None, "aws-global", Ok("us-east-1"));
        check(None, "eu-west-1", Err(Illegal));
        check(Some("eu-west-1"), "eu-west-1", Ok("eu-west-1"));
        check(Some("eu-west-1"), "us-east-1", Ok("eu-west-1"));
        check(Some("EU"), "us-east-1", Ok("eu-west-1"));
        check(Some("us-gov-west-1"), "us-east-1", Ok("us-gov-west-1"));
        check(Some("own"), "us-east-1", Ok("own"));
        check(Some("garage"), "garage", Ok("garage"));
        check(Some("eu-west-1"), "eu-west-2", Err(Illegal));
        check(Some("us-east-1"), "eu-west-2", Err(Illegal));
        check(Some("us-east-1"), "us-east-1", Err(invalid));
        check(Some(""), "us-east-1", Err(invalid));
        check(Some("mars"), "us-east-1", Err(invalid));
        check(Some("us-east"), "us-east-1", Err(invalid));
        check(Some("US-EAST-2"), "us-east-1", Err(invalid));
    }
}
