//! The body of a request, read within limits.

use std::{mem, pin::pin, sync::Arc, task::Poll, time::Duration};

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt, poll, stream};
use hyper::body::{Body as _, Incoming};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    crowd::Crowd,
    incoming::{Left, Rest},
    place::{Away, Place, Taken},
    stream::BodyStream,
    watch::Watch,
};
use crate::config::{Limits, Timeouts};

/// The body of a request, not read yet.
#[derive(Debug)]
pub struct Body(Source);

#[derive(Debug)]
enum Source {
    Wire {
        rest: Rest,
        bounds: Bounds,
        /// Of the request among those in work; left while the body has to be waited for.
        place: Option<Place>,
    },
    Whole(Bytes),
}

/// The limits on bodies that are gathered, shared by all of them: clones count together.
#[derive(Debug, Clone)]
pub struct Bounds {
    bytes_max: u64,
    time_max: Duration,
    /// What all bodies together may hold.
    room: Room,
}

/// What all bodies together may hold, and who makes room where there is none.
#[derive(Debug, Clone)]
struct Room {
    /// A permit for each KiB.
    kib: Arc<Semaphore>,
    kib_max: usize,
    /// Absent where nobody can be sent away.
    crowd: Option<Arc<Crowd>>,
}

/// A body was not read to its end.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// It is larger than allowed; at most this much of it was kept in memory.
    #[error("the body has more than {bytes_max} bytes")]
    TooLarge {
        /// The limit that was passed.
        bytes_max: u64,
    },
    /// It did not arrive in time.
    #[error("the body did not arrive within {} seconds", time_max.as_secs())]
    TooSlow {
        /// The limit that was passed.
        time_max: Duration,
    },
    /// All bodies together are as large as they may be.
    #[error("there is no room for the body now")]
    NoRoom,
    /// While the body was waited for, as many other requests came into work as may be.
    #[error("too many requests are in work")]
    NoPlace,
    /// The connection or its framing broke off.
    #[error("the body broke off: {source}")]
    Broken {
        /// What the transport says.
        source: hyper::Error,
    },
}

impl Bounds {
    /// The limits that a configuration asks for, with nothing gathered yet.
    pub fn new(limits: &Limits, timeouts: &Timeouts) -> Self {
        // LIMIT: bodies_bytes_max.
        let kib_max = super::permits(limits.bodies_bytes_max / KIB);
        Self {
            bytes_max: limits.body_bytes_max,
            time_max: Duration::from_secs(timeouts.body_seconds),
            room: Room::new(kib_max),
        }
    }

    /// The same where the connection whose body has been waited for longest is closed, if there is no
    /// room for another.
    pub(super) fn among(mut self, crowd: &Arc<Crowd>) -> Self {
        self.room.crowd = Some(Arc::clone(crowd));
        self
    }

    /// How many bytes the bodies hold.
    pub(super) fn held_bytes(&self) -> u64 {
        let free = self.room.kib.available_permits();
        let held = self.room.kib_max.saturating_sub(free);
        u64::try_from(held).unwrap_or(u64::MAX).saturating_mul(KIB)
    }

    /// Gathers a body that comes as a stream, within these limits but for its size, which has one of
    /// its own. The room that it takes up is free again when the bytes are dropped.
    ///
    /// # Errors
    /// It is larger than `bytes_max`, too slow, or there is no room; or the stream's own error.
    pub async fn gather<E: From<BodyError>>(
        &self,
        pieces: impl Stream<Item = Result<Bytes, E>>,
        bytes_max: u64,
    ) -> Result<Bytes, E> {
        let time_max = self.time_max;
        let gathered = tokio::time::timeout(time_max, gather(pieces, bytes_max, &self.room));
        match gathered.await {
            Ok(gathered) => gathered,
            Err(_) => Err(BodyError::TooSlow { time_max }.into()),
        }
    }
}

const KIB: u64 = 1024;

impl Body {
    /// The body of a request on the wire, with the limits of the configuration, and who knows
    /// whether it was left. A peer that is held back sends nothing before it is told to go on.
    pub(super) fn wire(
        incoming: Incoming,
        is_held_back: bool,
        bounds: &Bounds,
        place: Option<Place>,
        watch: &Arc<Watch>,
    ) -> (Self, Left) {
        let left = Left::of(&incoming, is_held_back);
        if incoming.is_end_stream() {
            return (Self(Source::Whole(Bytes::new())), left);
        }
        let (watch, time_max) = (Arc::clone(watch), bounds.time_max);
        let body = Self(Source::Wire {
            rest: Rest::new(incoming, is_held_back, time_max, watch, left.clone()),
            bounds: bounds.clone(),
            place,
        });
        (body, left)
    }

    /// Reads the body to its end.
    ///
    /// # Errors
    /// It is larger than the configuration allows, too slow, or broken off; or there is no place
    /// for the request when the body is here.
    pub async fn read(self) -> Result<Bytes, BodyError> {
        let (mut rest, bounds, place) = match self.0 {
            Source::Whole(bytes) => return Ok(bytes),
            Source::Wire {
                rest,
                bounds,
                place,
            } => (rest, bounds, place),
        };
        let Bounds {
            bytes_max,
            time_max,
            ..
        } = bounds;
        let reading = async {
            if rest.announced() > bytes_max {
                return Err(BodyError::TooLarge { bytes_max });
            }
            let pieces = stream::poll_fn(|context| rest.poll_next(context));
            gather(pieces, bytes_max, &bounds.room).await
        };
        let mut timed = pin!(tokio::time::timeout(time_max, reading));
        if let Poll::Ready(timed) = poll!(timed.as_mut()) {
            return timed.unwrap_or(Err(BodyError::TooSlow { time_max }));
        }
        let away = place.as_ref().and_then(Place::leave);
        let read = timed
            .await
            .unwrap_or(Err(BodyError::TooSlow { time_max }))?;
        match away.map(Away::come_back) {
            Some(Err(Taken)) => Err(BodyError::NoPlace),
            None | Some(Ok(())) => Ok(read),
        }
    }

    /// The body piece by piece, of any length. The time that a body may take is here the time that
    /// may pass without a byte.
    pub fn into_stream(self) -> BodyStream {
        match self.0 {
            Source::Whole(bytes) => BodyStream::whole(bytes),
            Source::Wire {
                rest,
                bounds,
                place,
            } => BodyStream::wire(rest, bounds.time_max, place),
        }
    }
}

/// A body that is at hand already.
impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Source::Whole(bytes))
    }
}

/// Gathers all frames. A body of one frame, the usual case, is not copied.
async fn gather<E: From<BodyError>>(
    pieces: impl Stream<Item = Result<Bytes, E>>,
    bytes_max: u64,
    room: &Room,
) -> Result<Bytes, E> {
    let mut pieces = pin!(pieces);
    let mut only = Bytes::new();
    let mut many = Gathered::default();
    while let Some(data) = pieces.next().await.transpose()? {
        if length(&only) + length(&many.bytes) + length(&data) > bytes_max {
            return Err(BodyError::TooLarge { bytes_max }.into());
        }
        if only.is_empty() && many.bytes.is_empty() {
            only = data;
        } else {
            many.append(&mem::take(&mut only), room)?;
            many.append(&data, room)?;
        }
    }
    Ok(if many.bytes.is_empty() {
        only
    } else {
        Bytes::from_owner(many)
    })
}

impl Room {
    fn new(kib_max: usize) -> Self {
        Self {
            kib: Arc::new(Semaphore::new(kib_max)),
            kib_max,
            crowd: None,
        }
    }

    fn take(&self, kib: u32) -> Result<OwnedSemaphorePermit, BodyError> {
        let taken = Arc::clone(&self.kib).try_acquire_many_owned(kib);
        taken.map_err(|_| {
            if let Some(crowd) = &self.crowd {
                crowd.close_a_hoarder();
            }
            BodyError::NoRoom
        })
    }
}

/// Several frames in one piece, and the room that they take up.
#[derive(Debug, Default)]
struct Gathered {
    bytes: BytesMut,
    room: Option<OwnedSemaphorePermit>,
}

impl Gathered {
    fn append(&mut self, data: &[u8], room: &Room) -> Result<(), BodyError> {
        let wanted = (length(&self.bytes) + length(data)).div_ceil(KIB);
        let held = self
            .room
            .as_ref()
            .map_or(0, OwnedSemaphorePermit::num_permits);
        let missing = u32::try_from(wanted)
            .unwrap_or(u32::MAX)
            .saturating_sub(u32::try_from(held).unwrap_or(u32::MAX));
        if missing > 0 {
            let more = room.take(missing)?;
            match &mut self.room {
                Some(held) => held.merge(more),
                None => self.room = Some(more),
            }
        }
        self.bytes.extend_from_slice(data);
        Ok(())
    }
}

impl AsRef<[u8]> for Gathered {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES_MAX: u64 = 4096;

    /// Room for four KiB, and time for next to nothing.
    fn bounds() -> Bounds {
        Bounds {
            bytes_max: BYTES_MAX,
            time_max: Duration::from_millis(50),
            room: Room::new(4),
        }
    }

    fn pieces(count: usize, bytes: usize) -> impl Stream<Item = Result<Bytes, BodyError>> + use<> {
        stream::iter((0..count).map(move |_| Ok(Bytes::from(vec![b'x'; bytes]))))
    }

    #[tokio::test]
    async fn a_stream_is_gathered_up_to_its_limit() {
        let bounds = bounds();
        for (count, bytes) in [(0, 0), (1, 4096), (4, 1024), (4096, 1)] {
            let gathered = bounds.gather(pieces(count, bytes), BYTES_MAX).await;
            assert_eq!(gathered.unwrap().len(), count * bytes);
            let refused = bounds.gather(pieces(count + 1, bytes + 1), BYTES_MAX).await;
            assert_eq!(refused.is_err(), count > 0);
        }
    }

    #[tokio::test]
    async fn what_is_gathered_takes_up_room_until_it_is_dropped() {
        let bounds = bounds();
        let first = bounds.gather(pieces(3, 1024), BYTES_MAX).await.unwrap();
        let part = first.slice(..1);
        drop(first);
        let refused = bounds.gather(pieces(2, 1024), BYTES_MAX).await;
        assert!(matches!(refused, Err(BodyError::NoRoom)));
        drop(part);
        bounds.gather(pieces(4, 1024), BYTES_MAX).await.unwrap();
    }

    /// Each piece comes soon, and the last one never.
    #[tokio::test]
    async fn a_stream_that_drips_is_too_slow() {
        let drip = stream::unfold((), |()| async {
            tokio::task::yield_now().await;
            Some((Ok(Bytes::new()), ()))
        });
        let refused: Result<_, BodyError> = bounds().gather(drip, BYTES_MAX).await;
        assert!(matches!(refused, Err(BodyError::TooSlow { .. })));
    }
}
