//! Which upload in parts a request is about.

use iamd_api::{Error, ErrorCode};
use iamd_auth::Requirements;
use iamd_ident::{BucketName, ObjectKey};
use iamd_objects::{Error as ObjectsError, UploadId};

use crate::{
    CustomerKey, ObjectAddress,
    error::{invalid_request, of_objects},
};

/// An upload in parts, as requests name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadAddress {
    /// The bucket that the object is to be in.
    pub bucket: BucketName,
    /// The key of the object.
    pub key: ObjectKey,
    /// The id of the upload, whether there can be such a one or not.
    pub upload: String,
}

impl UploadAddress {
    /// Where the object goes.
    pub(crate) fn object(&self) -> ObjectAddress {
        ObjectAddress::newest(self.bucket.clone(), self.key.clone())
    }

    /// What a request on an upload asks for: to do that to the object which it will be. Whether
    /// something is there under the key does not matter.
    pub(crate) fn requirements(&self) -> Requirements {
        self.object().place_requirements()
    }

    /// The id of the upload.
    ///
    /// # Errors
    /// `NoSuchUpload`: it is the id of none.
    pub(crate) fn id(&self) -> Result<UploadId, Error> {
        let id = self.upload.parse();
        id.map_err(|_| self.error(ObjectsError::NoSuchUpload))
    }

    /// What the client is told of an error of this upload's.
    ///
    /// SOURCE: texts as S3 answers.
    pub(crate) fn error(&self, error: ObjectsError) -> Error {
        match error {
            ObjectsError::CustomerKeyMissing => invalid_request(KEY_MISSING),
            ObjectsError::CustomerKeyNotNeeded => invalid_request(KEY_NOT_NEEDED),
            ObjectsError::CustomerKeyWrong => invalid_request(KEY_WRONG),
            error => self.named(of_objects(error)),
        }
    }

    /// An error that says of which upload it is.
    pub(crate) fn named(&self, error: Error) -> Error {
        match error.code {
            ErrorCode::NoSuchUpload | ErrorCode::InvalidPart | ErrorCode::InvalidPartOrder => {
                error.with("UploadId", self.upload.as_str())
            }
            _ => error,
        }
    }

    /// Checks the way on which a key came.
    pub(crate) fn check_key(
        key: Option<&CustomerKey>,
        call: iamd_auth::Call<'_>,
    ) -> Result<(), Error> {
        match key {
            Some(_) => CustomerKey::check_transport(call),
            None => Ok(()),
        }
    }
}

const KEY_MISSING: &str = "The multipart upload initiate requested encryption. Subsequent part \
                           requests must include the appropriate encryption parameters.";
const KEY_NOT_NEEDED: &str = "The multipart upload initiate did not request encryption. Please \
                              resend the request without sending encryption parameters.";
const KEY_WRONG: &str =
    "The provided encryption parameters did not match the ones used originally.";
