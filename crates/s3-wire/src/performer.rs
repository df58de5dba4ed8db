//! Runs operations: what stands between `s3s` and crate `iamd_s3`.

use std::sync::Arc;

use http::HeaderMap;
use iamd_api::{Action, Error, ErrorCode, OperationRow, s3::CompleteMultipartUpload};
use iamd_auth::{Audit, Guard, Perform, Ports};
use iamd_ident::AccountId;
use iamd_s3::S3;
use s3s::{S3Error, S3ErrorCode, S3Request, S3Response, S3Result};

use crate::{
    Arrived, Buckets, Work,
    arrived::Shape,
    digest::Digests,
    error::{ACCESS_DENIED, INTERNAL, MISSING_CONTENT_LENGTH},
    gathering::{self, Room},
};

/// What an operation's function gets of a request that `s3s` has parsed.
pub(crate) struct Asked<T> {
    /// Who asks, and in which request.
    pub(crate) arrived: Arrived,
    /// The members that `s3s` found.
    pub(crate) input: T,
    /// All headers, for what `s3s` does not know.
    pub(crate) headers: HeaderMap,
}

/// What an operation's function gives back.
pub(crate) type Answered<T> = Result<S3Response<T>, Error>;

/// Performs operations. `s3s` calls its methods, which stand in the table of operations.
pub(crate) struct Performer<P, A> {
    pub(crate) guard: Arc<Guard<P, A>>,
    pub(crate) s3: S3,
    pub(crate) buckets: Arc<dyn Buckets>,
    pub(crate) work: Arc<dyn Work>,
    /// What all bodies that are gathered may hold together.
    pub(crate) room: Room,
}

/// A clone is the same performer.
impl<P, A> Clone for Performer<P, A> {
    fn clone(&self) -> Self {
        Self {
            guard: Arc::clone(&self.guard),
            s3: self.s3.clone(),
            buckets: Arc::clone(&self.buckets),
            work: Arc::clone(&self.work),
            room: self.room.clone(),
        }
    }
}

impl<P: Ports, A: Audit> Performer<P, A> {
    /// Has the guard decide and, if so, `iamd_s3` perform operation `O`.
    ///
    /// INVARIANT: a change and its audit event belong together, so that a client which goes away in
    /// between must not stop it: changes run in tasks of their own, and the end of the program
    /// waits for them.
    ///
    /// # Errors
    /// The operation's, and those of the guard.
    pub(crate) async fn perform<O>(
        &self,
        arrived: &Arrived,
        input: <S3 as Perform<O>>::Input,
    ) -> Result<<S3 as Perform<O>>::Output, Error>
    where
        O: Action,
        S3: Perform<O>,
        <S3 as Perform<O>>::Input: 'static,
        <S3 as Perform<O>>::Output: 'static,
    {
        arrived.recorded();
        if !O::ROW.mutating {
            let call = arrived.call();
            return self.guard.perform::<O, S3>(&self.s3, call, input).await;
        }
        let Some(at_work) = self.work.begin() else {
            let error = Error::new(ErrorCode::ServiceUnavailable, STOPPING);
            return Err(self.guard.refuse(arrived.call(), O::ROW, error).await);
        };
        let (guard, s3, arrived) = (Arc::clone(&self.guard), self.s3.clone(), arrived.clone());
        let task = tokio::spawn(async move {
            let _at_work = at_work;
            guard.perform::<O, S3>(&s3, arrived.call(), input).await
        });
        task.await.unwrap_or_else(|error| {
            tracing::error!(%error, "an operation broke off");
            Err(Error::new(ErrorCode::InternalError, INTERNAL))
        })
    }

    /// Takes apart what `s3s` has parsed.
    ///
    /// # Errors
    /// The request did not come in by the front door.
    pub(crate) fn asked<T>(request: S3Request<T>) -> S3Result<Asked<T>> {
        let arrived = request.extensions.get::<Arrived>().cloned();
        let arrived = arrived.ok_or_else(denied)?;
        let mut headers = request.headers;
        headers.extend(arrived.take_aside());
        Ok(Asked {
            arrived,
            input: request.input,
            headers,
        })
    }

    /// Has the answer tell an error. One that came up before the guard was asked is audited.
    pub(crate) async fn answer<T>(
        &self,
        arrived: &Arrived,
        row: &'static OperationRow,
        answered: Answered<T>,
    ) -> S3Result<S3Response<T>> {
        match answered {
            Ok(response) => Ok(response),
            Err(error) => {
                self.fail(arrived, row, error).await;
                Err(denied())
            }
        }
    }

    /// Notes what went wrong, in the audit as well if it has nothing of the request yet.
    pub(crate) async fn fail(&self, arrived: &Arrived, row: &'static OperationRow, error: Error) {
        let error = self.refuse(arrived, row, error).await;
        arrived.fail(error);
    }

    /// Has the audit told of a request that failed, if it has nothing of it yet. Gives the error
    /// for the answer.
    pub(crate) async fn refuse(
        &self,
        arrived: &Arrived,
        row: &'static OperationRow,
        error: Error,
    ) -> Error {
        if arrived.is_recorded() {
            return error;
        }
        arrived.recorded();
        self.guard.refuse(arrived.call(), row, error).await
    }

    /// Makes ready for a body that `s3s` gathers: how long it may be, and what it is said to be.
    pub(crate) fn gathers(&self, arrived: &Arrived, headers: &HeaderMap) -> Result<(), Error> {
        match (length(headers), arrived.shape()) {
            (Some(length), _) => gathering::check_length(length, arrived.call().caller)?,
            (None, Shape::Empty) => {}
            (None, Shape::Body | Shape::File) => return Err(length_required()),
        }
        if arrived.shape() == Shape::Body {
            // The checksum of a completion is that of the object that comes about.
            // SOURCE: S3 API Reference, CompleteMultipartUpload.
            let is_of_object = arrived
                .row()
                .is_some_and(|row| row.name == CompleteMultipartUpload::ROW.name);
            let digests = if is_of_object {
                Digests::of_md5(headers)?
            } else {
                Digests::of(headers)?
            };
            arrived.gather(self.room.begin(digests));
        }
        Ok(())
    }

    /// Checks that the bytes of an object say how many they are. Only the file of a form need not.
    pub(crate) fn check_length(arrived: &Arrived, headers: &HeaderMap) -> Result<(), Error> {
        match arrived.shape() {
            Shape::File => Ok(()),
            Shape::Empty | Shape::Body if length(headers).is_some() => Ok(()),
            Shape::Empty | Shape::Body => Err(length_required()),
        }
    }

    /// Checks who the client expects to own the bucket.
    ///
    /// SOURCE: S3 User Guide, "Verifying bucket ownership with bucket owner condition". Whether the
    /// expectation is right tells a stranger nothing: both ways the answer is `AccessDenied`.
    pub(crate) async fn check_owner(
        &self,
        arrived: &Arrived,
        headers: &HeaderMap,
    ) -> Result<(), Error> {
        let Some(expected) = headers.get("x-amz-expected-bucket-owner") else {
            return Ok(());
        };
        let expected = expected.to_str().ok().and_then(|id| id.parse().ok());
        let Some(expected): Option<AccountId> = expected else {
            let text =
                "The value of the expected bucket owner parameter must be an AWS Account ID.";
            return Err(Error::new(ErrorCode::InvalidBucketOwnerAWSAccountID, text));
        };
        let bucket = arrived.address().bucket.as_deref();
        let Some(bucket) = bucket.and_then(|name| name.parse().ok()) else {
            return Ok(());
        };
        match self.buckets.owner(&bucket).await? {
            Some(owner) if owner != expected => {
                Err(Error::new(ErrorCode::AccessDenied, ACCESS_DENIED))
            }
            _ => Ok(()),
        }
    }
}

fn length(headers: &HeaderMap) -> Option<usize> {
    let length = headers.get(http::header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

fn length_required() -> Error {
    Error::new(ErrorCode::MissingContentLength, MISSING_CONTENT_LENGTH)
}

const STOPPING: &str = "The server is stopping.";

/// What `s3s` is told; the client is told the error that the request has noted.
pub(crate) fn denied() -> S3Error {
    S3Error::with_message(S3ErrorCode::AccessDenied, ACCESS_DENIED)
}
