//! What a request says about an object that it is to make, its bytes aside.

use iamd_api::{Error, ErrorCode};
use iamd_auth::{Call, Requirements, Target};
use iamd_directory::{Bucket, Versioning};
use iamd_ident::Tag;
use iamd_objects::{Metadata, Protection};

use crate::{
    AclHeaders, CustomerKey,
    error::{invalid_argument, invalid_request},
    tags::{self, Tagged},
};

/// The properties of a new object: the same for PutObject, CopyObject, form uploads, and uploads in
/// parts.
#[derive(Clone, Debug, Default)]
pub struct ObjectSettings {
    /// What is kept and given back.
    pub metadata: Metadata,
    /// `x-amz-tagging`, if it was sent.
    pub tags: Option<Vec<Tag>>,
    /// Access control lists.
    pub acl: AclHeaders,
    /// `x-amz-server-side-encryption`.
    pub encryption: Option<String>,
    /// `x-amz-server-side-encryption-aws-kms-key-id`.
    pub kms_key: Option<String>,
    /// The key that the object is to be encrypted with.
    pub customer_key: Option<CustomerKey>,
    /// Whether a header of object lock was sent.
    pub asks_for_lock: bool,
}

/// LIMIT: bytes of all names and values of the client's own metadata.
///
/// SOURCE: S3 User Guide, "User-defined object metadata".
const METADATA_BYTES_MAX: usize = 2048;

/// Storage classes whose objects can be read at once. The class is kept and shown; all bytes lie in
/// the same place.
///
/// SOURCE: S3 User Guide, "Understanding and managing Amazon S3 storage classes". Objects of
/// GLACIER and DEEP_ARCHIVE would have to be restored before they can be read; these are refused.
const STORAGE_CLASSES: [&str; 6] = [
    STANDARD,
    "REDUCED_REDUNDANCY",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER_IR",
];

const STANDARD: &str = "STANDARD";

impl ObjectSettings {
    /// Checks all that does not depend on the bucket.
    ///
    /// # Errors
    /// What is asked for cannot be, or is not done here.
    pub(crate) fn check(&self, call: Call<'_>) -> Result<(), Error> {
        check_metadata(&self.metadata)?;
        if let Some(tags) = &self.tags {
            tags::check(tags, Tagged::Object)?;
        }
        if self.asks_for_lock {
            return Err(invalid_request(NO_LOCK));
        }
        if self.customer_key.is_some() {
            CustomerKey::check_transport(call)?;
        }
        self.check_encryption()
    }

    /// SOURCE: S3 API Reference, PutObject; texts as S3 answers.
    fn check_encryption(&self) -> Result<(), Error> {
        const NAME: &str = "x-amz-server-side-encryption";

        let Some(encryption) = self.encryption.as_deref() else {
            return match &self.kms_key {
                Some(_) => Err(invalid_argument(KMS_KEY_WITHOUT_KMS, NAME, "null")),
                None => Ok(()),
            };
        };
        if self.customer_key.is_some() {
            return Err(invalid_argument(TWO_ENCRYPTIONS, NAME, encryption));
        }
        match encryption {
            "AES256" if self.kms_key.is_some() => {
                Err(invalid_argument(KMS_KEY_WITHOUT_KMS, NAME, encryption))
            }
            "AES256" => Ok(()),
            "aws:kms" | "aws:kms:dsse" => {
                Err(Error::new(ErrorCode::NotImplemented, NO_KMS).with("Header", NAME))
            }
            _ => Err(
                Error::new(ErrorCode::InvalidEncryptionAlgorithmError, NOT_AES256)
                    .with("ArgumentName", NAME)
                    .with("ArgumentValue", encryption),
            ),
        }
    }

    /// Checks what depends on the bucket.
    ///
    /// # Errors
    /// The bucket does not take such objects.
    pub(crate) fn check_bucket(&self, bucket: &Bucket) -> Result<(), Error> {
        self.acl.check_new_object(bucket)?;
        match self.customer_key {
            Some(_) => CustomerKey::check_bucket(bucket),
            None => Ok(()),
        }
    }

    /// Adds what must be allowed besides writing, and what policies may look at.
    ///
    /// SOURCE: S3 User Guide, "Required permissions for Amazon S3 API operations", PutObject; Service
    /// Authorization Reference, the condition keys of `s3:PutObject`.
    pub(crate) fn requirements(&self, requirements: Requirements, target: &Target) -> Requirements {
        let mut requirements = self.acl.facts(requirements);
        if self.acl.is_there() {
            requirements = requirements.also("s3:PutObjectAcl", target.clone());
        }
        if let Some(tags) = &self.tags {
            requirements = requirements
                .object_tags(tags.clone())
                .also("s3:PutObjectTagging", target.clone());
        }
        let metadata = &self.metadata;
        let algorithm = self.customer_key.as_ref().map(|_| "AES256");
        requirements
            .with_text_of("s3:x-amz-storage-class", metadata.storage_class.as_ref())
            .with_text_of(
                "s3:x-amz-website-redirect-location",
                metadata.website_redirect.as_ref(),
            )
            .with_text_of("s3:x-amz-server-side-encryption", self.encryption.as_ref())
            .with_text_of(
                "s3:x-amz-server-side-encryption-aws-kms-key-id",
                self.kms_key.as_ref(),
            )
            .with_text_of(
                "s3:x-amz-server-side-encryption-customer-algorithm",
                algorithm,
            )
    }

    /// Who holds the key of the new object.
    pub(crate) fn protection(&self) -> Protection<'_> {
        match &self.customer_key {
            Some(key) => Protection::Customer(key.key()),
            None => Protection::Server,
        }
    }

    /// What answers tell of the object's encryption.
    pub(crate) fn applied(&self) -> AppliedEncryption {
        AppliedEncryption::of(self.customer_key.as_ref())
    }
}

/// How an object is encrypted, as answers tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppliedEncryption {
    /// By a key of the server, `AES256`.
    Server,
    /// By the key that the request brought.
    Customer {
        /// The key's MD5 in Base64.
        key_md5: String,
    },
}

impl AppliedEncryption {
    pub(crate) fn of(key: Option<&CustomerKey>) -> Self {
        match key {
            None => Self::Server,
            Some(key) => Self::Customer {
                key_md5: key.md5().to_owned(),
            },
        }
    }
}

/// What is kept of metadata: the class `STANDARD` goes without saying, and every object has a type.
///
/// SOURCE: S3 API Reference, PutObject and HeadObject, `x-amz-storage-class`.
pub(crate) fn kept(mut metadata: Metadata) -> Metadata {
    metadata.storage_class.take_if(|class| class == STANDARD);
    metadata
        .content_type
        .get_or_insert_with(|| "binary/octet-stream".to_owned());
    metadata
}

fn check_metadata(metadata: &Metadata) -> Result<(), Error> {
    let user = metadata.user.iter();
    let bytes: usize = user.map(|(name, value)| name.len() + value.len()).sum();
    if bytes > METADATA_BYTES_MAX {
        return Err(Error::new(ErrorCode::MetadataTooLarge, METADATA_TOO_LARGE)
            .with("Size", bytes.to_string())
            .with("MaxSizeAllowed", METADATA_BYTES_MAX.to_string()));
    }
    if let Some(class) = &metadata.storage_class
        && !STORAGE_CLASSES.contains(&class.as_str())
    {
        let text = "The storage class you specified is not valid";
        let error = Error::new(ErrorCode::InvalidStorageClass, text);
        return Err(error.with("StorageClassRequested", class));
    }
    match &metadata.website_redirect {
        Some(place) if !is_place(place) => {
            Err(Error::new(ErrorCode::InvalidRedirectLocation, NO_PLACE))
        }
        _ => Ok(()),
    }
}

fn is_place(text: &str) -> bool {
    let starts = ["/", "http://", "https://"];
    starts.iter().any(|start| text.starts_with(start))
}

/// Versioning as the objects know it.
pub(crate) fn versioning(bucket: &Bucket) -> iamd_objects::Versioning {
    match bucket.settings.versioning {
        Versioning::Unversioned => iamd_objects::Versioning::Unversioned,
        Versioning::Enabled => iamd_objects::Versioning::Enabled,
        Versioning::Suspended => iamd_objects::Versioning::Suspended,
    }
}

const METADATA_TOO_LARGE: &str = "Your metadata headers exceed the maximum allowed metadata size";
/// SOURCE: observed: the answer of a bucket without object lock.
pub(crate) const NO_LOCK: &str = "Bucket is missing Object Lock Configuration";
const NO_PLACE: &str =
    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.";
const TWO_ENCRYPTIONS: &str = "Server Side Encryption with Customer provided key is incompatible \
                               with the encryption method specified";
const KMS_KEY_WITHOUT_KMS: &str = "Server Side Encryption with AWS KMS managed key requires HTTP \
                                   header x-amz-server-side-encryption : aws:kms";
const NO_KMS: &str = "This server has no AWS KMS. Objects are encrypted with its own keys (AES256) \
                      or with yours (SSE-C).";
const NOT_AES256: &str =
    "The encryption request you specified is not valid. The valid value is AES256.";

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(change: impl FnOnce(&mut ObjectSettings)) -> ObjectSettings {
        let mut settings = ObjectSettings::default();
        change(&mut settings);
        settings
    }

    #[track_caller]
    fn check(settings: &ObjectSettings, expect: Option<ErrorCode>) {
        let checked = check_metadata(&settings.metadata).and(settings.check_encryption());
        assert_eq!(checked.err().map(|error| error.code), expect);
    }

    #[test]
    fn metadata_have_their_limit() {
        let sized = |bytes: usize| {
            settings(|settings| {
                let value = "v".repeat(bytes - "name".len());
                settings.metadata.user.insert("name".to_owned(), value);
            })
        };
        check(&sized(METADATA_BYTES_MAX), None);
        check(
            &sized(METADATA_BYTES_MAX + 1),
            Some(ErrorCode::MetadataTooLarge),
        );
    }

    #[test]
    fn storage_classes_are_those_that_can_be_read_at_once() {
        let class = |class: &str| {
            settings(|settings| settings.metadata.storage_class = Some(class.to_owned()))
        };
        for known in STORAGE_CLASSES {
            check(&class(known), None);
        }
        for other in ["", "standard", "GLACIER", "DEEP_ARCHIVE", "OUTPOSTS", "HOT"] {
            check(&class(other), Some(ErrorCode::InvalidStorageClass));
        }
        assert_eq!(kept(class(STANDARD).metadata).storage_class, None);
        let kept = kept(class("STANDARD_IA").metadata);
        assert_eq!(kept.storage_class.as_deref(), Some("STANDARD_IA"));
        assert_eq!(kept.content_type.as_deref(), Some("binary/octet-stream"));
    }

    #[test]
    fn redirects_lead_somewhere() {
        let redirect = |place: &str| {
            settings(|settings| settings.metadata.website_redirect = Some(place.to_owned()))
        };
        check(&redirect("/elsewhere"), None);
        check(&redirect("https://example.com/"), None);
        check(
            &redirect("elsewhere"),
            Some(ErrorCode::InvalidRedirectLocation),
        );
    }

    #[test]
    fn encryption_is_what_the_server_can_do() {
        let encryption = |name: &str, key: Option<&str>| {
            settings(|settings| {
                settings.encryption = Some(name.to_owned());
                settings.kms_key = key.map(str::to_owned);
            })
        };
        check(&encryption("AES256", None), None);
        check(
            &encryption("AES256", Some("k")),
            Some(ErrorCode::InvalidArgument),
        );
        check(
            &encryption("aws:kms", None),
            Some(ErrorCode::NotImplemented),
        );
        let invalid = Some(ErrorCode::InvalidEncryptionAlgorithmError);
        check(&encryption("AES128", None), invalid);
        let key = settings(|settings| settings.kms_key = Some("k".to_owned()));
        check(&key, Some(ErrorCode::InvalidArgument));
    }
}
