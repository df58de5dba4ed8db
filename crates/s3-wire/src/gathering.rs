//! Bodies that `s3s` gathers, which are XML: how long they may be, how much room all of them have,
//! and how long one may take.

use std::{
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use iamd_api::{Error, ErrorCode};
use iamd_auth::{Caller, Principal};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::Sleep,
};

use crate::digest::Digests;

/// LIMIT: of one body. A thousand keys of a thousand bytes, and the ten thousand parts of an upload
/// with their checksums, take less.
pub(crate) const BYTES_MAX: usize = 4 << 20;

/// LIMIT: of one body that nobody has signed.
const ANONYMOUS_BYTES_MAX: usize = 64 << 10;

/// LIMIT: of all bodies at once.
const ROOM_BYTES: usize = 256 << 20;

/// LIMIT: what one body may take in all, whatever the pauses between its bytes.
const TIME_MAX: Duration = Duration::from_mins(1);

const KIB: usize = 1024;

/// Checks how long a body says that it is.
///
/// # Errors
/// `MaxMessageLengthExceeded`.
pub(crate) fn check_length(length: usize, caller: &Caller) -> Result<(), Error> {
    let bytes_max = match caller.principal() {
        Principal::Anonymous => ANONYMOUS_BYTES_MAX,
        _ => BYTES_MAX,
    };
    if length <= bytes_max {
        return Ok(());
    }
    Err(too_long(bytes_max))
}

/// What is said of a body that has more bytes.
pub(crate) fn too_long(bytes_max: usize) -> Error {
    let text = "Your request was too big.";
    let error = Error::new(ErrorCode::MaxMessageLengthExceeded, text);
    error.with("MaxMessageLengthBytes", bytes_max.to_string())
}

/// What all bodies may hold together, a permit a KiB. A clone is the same room.
#[derive(Clone)]
pub(crate) struct Room(Arc<Semaphore>);

impl Room {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(ROOM_BYTES / KIB)))
    }

    /// Begins to gather a body, of which nothing has come yet. Its time runs from now on.
    pub(crate) fn begin(&self, digests: Option<Digests>) -> Gathering {
        Gathering::new(self.clone(), TIME_MAX, digests)
    }
}

/// A body, as much of it as has come.
///
/// INVARIANT: room is taken by bytes that are here, never by what somebody says that will come.
pub(crate) struct Gathering {
    room: Room,
    held: Option<OwnedSemaphorePermit>,
    bytes: BytesMut,
    /// What the body is said to be.
    digests: Option<Digests>,
    deadline: Pin<Box<Sleep>>,
}

impl Gathering {
    pub(crate) fn new(room: Room, time_max: Duration, digests: Option<Digests>) -> Self {
        Self {
            room,
            held: None,
            bytes: BytesMut::new(),
            digests,
            deadline: Box::pin(tokio::time::sleep(time_max)),
        }
    }

    /// Checks the time, and has the task woken when it is over.
    ///
    /// # Errors
    /// `RequestTimeout`.
    pub(crate) fn check_time(&mut self, context: &mut Context<'_>) -> Result<(), Error> {
        match self.deadline.as_mut().poll(context) {
            Poll::Pending => Ok(()),
            Poll::Ready(()) => Err(Error::new(ErrorCode::RequestTimeout, TOO_SLOW)),
        }
    }

    /// Takes the next bytes in.
    ///
    /// # Errors
    /// `SlowDown`: there is no room.
    pub(crate) fn push(&mut self, piece: &[u8]) -> Result<(), Error> {
        let held = self.held.as_ref();
        let held = held.map_or(0, OwnedSemaphorePermit::num_permits);
        let wanted = self.bytes.len().saturating_add(piece.len()).div_ceil(KIB);
        let missing = wanted.saturating_sub(held);
        if missing > 0 {
            // LIMIT: ROOM_BYTES.
            let missing = u32::try_from(missing).unwrap_or(u32::MAX);
            let more = Arc::clone(&self.room.0).try_acquire_many_owned(missing);
            let more = more.map_err(|_| Error::new(ErrorCode::SlowDown, SLOW_DOWN))?;
            match &mut self.held {
                Some(held) => held.merge(more),
                None => self.held = Some(more),
            }
        }
        if let Some(digests) = &mut self.digests {
            digests.update(piece);
        }
        self.bytes.extend_from_slice(piece);
        Ok(())
    }

    /// The whole body, with the room that it takes up.
    ///
    /// # Errors
    /// It is not what it was said to be.
    pub(crate) fn finish(self) -> Result<(Bytes, Option<OwnedSemaphorePermit>), Error> {
        if let Some(digests) = self.digests {
            digests.finish()?;
        }
        Ok((self.bytes.freeze(), self.held))
    }
}

/// SOURCE: S3 API Reference, "Error Responses", RequestTimeout, SlowDown.
pub(crate) const TOO_SLOW: &str = "Your socket connection to the server was not read from or written to \
                        within the timeout period. Idle connections will be closed.";
const SLOW_DOWN: &str = "Please reduce your request rate.";

#[cfg(test)]
mod tests {
    use super::*;

    fn room(kib: usize) -> Room {
        Room(Arc::new(Semaphore::new(kib)))
    }

    #[tokio::test]
    async fn room_is_taken_by_what_has_come() {
        let room = room(2);
        let mut first = room.begin(None);
        let mut second = room.begin(None);
        first.push(&[0; 1000]).unwrap();
        first.push(&[0; 24]).unwrap();
        assert_eq!(room.0.available_permits(), 1);
        second.push(&[0]).unwrap();
        let error = first.push(&[0]).unwrap_err();
        assert_eq!(error.code, ErrorCode::SlowDown);
        drop(second);
        first.push(&[0]).unwrap();
        let (bytes, held) = first.finish().unwrap();
        assert_eq!((bytes.len(), room.0.available_permits()), (1025, 0));
        drop(held);
        assert_eq!(room.0.available_permits(), 2);
    }

    #[tokio::test]
    async fn time_is_limited_in_all() {
        let mut late = Gathering::new(room(1), Duration::ZERO, None);
        let checked = std::future::poll_fn(|context| match late.check_time(context) {
            Ok(()) => Poll::Pending,
            Err(error) => Poll::Ready(error.code),
        });
        assert_eq!(checked.await, ErrorCode::RequestTimeout);
        let mut early = room(1).begin(None);
        let checked = std::future::poll_fn(|context| Poll::Ready(early.check_time(context)));
        assert_eq!(checked.await, Ok(()));
    }

    #[test]
    fn who_is_nobody_may_say_little() {
        let nobody = Caller::anonymous();
        assert_eq!(check_length(ANONYMOUS_BYTES_MAX, &nobody), Ok(()));
        let error = check_length(ANONYMOUS_BYTES_MAX + 1, &nobody).unwrap_err();
        assert_eq!(error.code, ErrorCode::MaxMessageLengthExceeded);
    }
}
