//! What `s3s` may do: nothing but what was verified here.
//!
//! SECURITY: `s3s` reads no session token, takes the wall clock and knows Signature Version 2, and
//! its access hooks allow by default and are skipped without an auth provider. So it gets a
//! provider that refuses every key, and a gate that denies whatever did not come in by
//! [`Wire::handle`](crate::Wire::handle) or is not in the table of operations.

use http::HeaderMap;
use iamd_api::{Action as _, Error, ErrorCode, s3::PostObject};
use iamd_auth::{Audit, Ports};
use s3s::{
    S3Result,
    access::{S3Access, S3AccessContext},
    auth::{S3Auth, SecretKey},
    validation::NameValidation,
};

use crate::{
    Arrived,
    arrived::Shape,
    digest,
    error::ACCESS_DENIED,
    performer::{Performer, denied},
    table::{self, Body, Handling},
};

/// Knows no key.
pub(crate) struct NoKeys;

#[async_trait::async_trait]
impl S3Auth for NoKeys {
    async fn get_secret_key(&self, _access_key: &str) -> S3Result<SecretKey> {
        Err(denied())
    }
}

/// Takes any name for a bucket's: what a bucket's name is, the operations decide.
pub(crate) struct AnyName;

impl NameValidation for AnyName {
    fn validate_bucket_name(&self, name: &str) -> bool {
        !name.is_empty()
    }
}

/// Lets in what came by the front door, for operations of the table.
pub(crate) struct Gate<P, A>(pub(crate) Performer<P, A>);

#[async_trait::async_trait]
impl<P: Ports, A: Audit> S3Access for Gate<P, A> {
    async fn check(&self, context: &mut S3AccessContext<'_>) -> S3Result<()> {
        let Some(arrived) = context.extensions_mut().get::<Arrived>().cloned() else {
            return Err(denied());
        };
        let Some(row) = table::row(context.s3_op().name()) else {
            arrived.fail(Error::new(ErrorCode::AccessDenied, ACCESS_DENIED));
            return Err(denied());
        };
        // A form is given to `s3s` as the upload that it stands for.
        let operation = match arrived.shape() {
            Shape::File => PostObject::ROW,
            Shape::Empty | Shape::Body => row.operation,
        };
        arrived.let_in_for(operation);
        let headers = context.headers();
        let checked = match self.prepare(&arrived, row.handling, headers) {
            Ok(()) => self.0.check_owner(&arrived, headers).await,
            Err(error) => Err(error),
        };
        match checked {
            Ok(()) => Ok(()),
            Err(error) => {
                self.0.fail(&arrived, operation, error).await;
                Err(denied())
            }
        }
    }
}

impl<P: Ports, A: Audit> Gate<P, A> {
    /// Checks what the head says, and makes ready for the body.
    fn prepare(
        &self,
        arrived: &Arrived,
        handling: Handling,
        headers: &HeaderMap,
    ) -> Result<(), Error> {
        arrived.check_objection()?;
        digest::check_names(headers)?;
        match handling {
            Handling::Performed(Body::Gathered) => self.0.gathers(arrived, headers),
            Handling::Performed(Body::Kept) => {
                arrived.keep_body();
                self.0.gathers(arrived, headers)
            }
            Handling::Performed(Body::Streamed) => {
                Performer::<P, A>::check_length(arrived, headers)
            }
            Handling::Refused => {
                let text = "A header you provided implies functionality that is not implemented.";
                Err(Error::new(ErrorCode::NotImplemented, text))
            }
        }
    }
}
