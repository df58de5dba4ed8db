//! Operations on objects whose effect there is not: retention, legal holds, restoring, queries,
//! torrents. Reads are answered as AWS answers where they are not set up; nothing is kept that
//! would have no effect.

use std::convert::Infallible;

use iamd_api::{
    Error, ErrorCode,
    s3::{
        GetObjectLegalHold, GetObjectRetention, GetObjectTorrent, PutObjectLegalHold,
        PutObjectRetention, RestoreObject, SelectObjectContent,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{
    ObjectAddress, S3,
    error::{METHOD_NOT_ALLOWED, invalid_request},
    object_settings::NO_LOCK,
};

/// An operation that always ends with the same error, once it is allowed.
macro_rules! ends {
    ($operation:ident($newest:literal, $named:literal), $error:expr) => {
        impl Perform<$operation> for S3 {
            type Input = ObjectAddress;
            type Output = Infallible;

            fn requirements(
                &self,
                _call: Call<'_>,
                object: &ObjectAddress,
            ) -> Result<Requirements, Error> {
                Ok(object.requirements($newest, $named))
            }

            async fn run(
                &self,
                permit: Permit<$operation>,
                _call: Call<'_>,
                object: ObjectAddress,
            ) -> Result<Infallible, Error> {
                self.check_there(&permit, &object).await?;
                Err($error)
            }
        }
    };
}

// SOURCE: observed, of objects in a bucket without object lock.
ends!(
    GetObjectRetention("s3:GetObjectRetention", "s3:GetObjectRetention"),
    no_lock()
);
ends!(
    PutObjectRetention("s3:PutObjectRetention", "s3:PutObjectRetention"),
    no_lock()
);
ends!(
    GetObjectLegalHold("s3:GetObjectLegalHold", "s3:GetObjectLegalHold"),
    no_lock()
);
ends!(
    PutObjectLegalHold("s3:PutObjectLegalHold", "s3:PutObjectLegalHold"),
    no_lock()
);

// SOURCE: S3 API Reference, RestoreObject: only what is archived can be restored, and nothing is.
ends!(
    RestoreObject("s3:RestoreObject", "s3:RestoreObject"),
    not_archived()
);

// SOURCE: S3 API Reference, SelectObjectContent and GetObjectTorrent: no longer offered to new
// customers.
ends!(
    SelectObjectContent("s3:GetObject", "s3:GetObjectVersion"),
    not_offered()
);
ends!(
    GetObjectTorrent("s3:GetObjectTorrent", "s3:GetObjectVersionTorrent"),
    not_offered()
);

fn no_lock() -> Error {
    invalid_request(NO_LOCK)
}

fn not_archived() -> Error {
    let text = "Restore is not allowed for the object's current storage class";
    Error::new(ErrorCode::InvalidObjectState, text)
}

fn not_offered() -> Error {
    Error::new(ErrorCode::MethodNotAllowed, METHOD_NOT_ALLOWED)
}
