//! Room for large answers, from when they are made until their peers have read them.
//!
//! An answer is in memory as long as its peer does not read it. One of some megabytes, asked for by
//! some hundred peers that read slowly, would take up all memory, and so would what was read ahead of as
//! many objects; so large answers have a budget.
//! Where it is used up, the one that has lain unread for longest goes with its connection, and who asks
//! now is told to ask again.

use std::{mem, sync::Arc};

use bytes::Bytes;
use http::header;
use hyper::body::Body as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Answer, AnswerBody, crowd::Crowd};

/// Where large answers lie. Clones are the same shelf.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// A permit for each KiB.
    room: Arc<Semaphore>,
    room_kib: usize,
    crowd: Arc<Crowd>,
}

/// The large answers of others take up all the room that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no room for the answer now")]
pub struct NoRoom;

const KIB: usize = 1024;

/// LIMIT: answers up to this size take up no room; a connection has one of them, on HTTP/2 `streams_max`.
const SMALL: usize = 16 * KIB;

/// LIMIT: what is read ahead of an object, and of other answers that are made while they are sent.
const READ_AHEAD: usize = 1024 * KIB;

/// An answer with the room that it takes up.
struct Held {
    bytes: Bytes,
    _room: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Shelf {
    pub(super) fn new(bytes_max: u64, crowd: Arc<Crowd>) -> Self {
        // LIMIT: answers_bytes_max.
        let room_kib = super::permits(bytes_max / 1024);
        Self {
            room: Arc::new(Semaphore::new(room_kib)),
            room_kib,
            crowd,
        }
    }

    /// Has an answer take up the room that it needs.
    ///
    /// # Errors
    /// There is none. Somebody who does not read was sent away, so that there is some soon.
    pub fn put(&self, answer: &mut Answer) -> Result<(), NoRoom> {
        let bytes = bytes_in_memory(answer);
        if bytes <= SMALL {
            return Ok(());
        }
        // One that is larger than all the room has to have all of it to itself.
        let wanted = bytes.div_ceil(KIB).min(self.room_kib);
        let wanted = u32::try_from(wanted).unwrap_or(u32::MAX);
        let Ok(room) = Arc::clone(&self.room).try_acquire_many_owned(wanted) else {
            self.crowd.close_a_hoarder();
            return Err(NoRoom);
        };
        match answer.body_mut() {
            AnswerBody::Whole(bytes) => {
                let bytes = mem::take(bytes);
                *answer.body_mut() = Bytes::from_owner(Held { bytes, _room: room }).into();
            }
            AnswerBody::Stream(made) => made.room = Some(room),
        }
        Ok(())
    }

    /// How many bytes lie here.
    pub(super) fn held_bytes(&self) -> u64 {
        let kib = self.room_kib.saturating_sub(self.room.available_permits());
        u64::try_from(kib).unwrap_or(u64::MAX).saturating_mul(1024)
    }
}

/// What an answer takes up while its peer does not read it.
fn bytes_in_memory(answer: &Answer) -> usize {
    if let AnswerBody::Whole(bytes) = answer.body() {
        return bytes.len();
    }
    let announced = || {
        let length = answer.headers().get(header::CONTENT_LENGTH)?;
        length.to_str().ok()?.parse().ok()
    };
    let bytes: Option<u64> = answer.body().size_hint().exact().or_else(announced);
    let bytes = bytes.and_then(|bytes| usize::try_from(bytes).ok());
    bytes.unwrap_or(usize::MAX).min(READ_AHEAD)
}

#[cfg(test)]
mod tests {
    use http_body_util::{BodyExt, StreamBody};

    use super::*;

    fn shelf(bytes_max: u64) -> Shelf {
        Shelf::new(bytes_max, Arc::new(Crowd::new(1, 1)))
    }

    fn put(shelf: &Shelf, length: usize) -> Result<Answer, NoRoom> {
        let mut answer = Answer::new(vec![b'x'; length].into());
        shelf.put(&mut answer).map(|()| answer)
    }

    #[tokio::test]
    async fn a_large_answer_takes_up_room_until_it_was_read() {
        let shelf = shelf(1024 * 1024);
        let first = put(&shelf, 600 * KIB).unwrap();
        assert_eq!(shelf.held_bytes(), 600 * 1024);
        assert_eq!(put(&shelf, 600 * KIB).unwrap_err(), NoRoom);
        let read = first.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(read.len(), 600 * KIB);
        drop(read);
        put(&shelf, 600 * KIB).unwrap();
    }

    #[test]
    fn what_is_made_while_it_is_sent_takes_up_what_is_read_ahead() {
        let shelf = shelf(2 << 20);
        let stream = |length: Option<&str>| {
            let pieces = futures::stream::empty::<Result<_, std::io::Error>>();
            let mut answer = Answer::new(AnswerBody::stream(StreamBody::new(pieces)));
            if let Some(length) = length {
                let length = length.parse().unwrap();
                answer.headers_mut().insert(header::CONTENT_LENGTH, length);
            }
            answer
        };
        for (length, kib) in [
            (Some("16384"), 0),
            (Some("20480"), 20),
            (Some("99999999"), 1024),
        ] {
            let mut answer = stream(length);
            shelf.put(&mut answer).unwrap();
            assert_eq!(shelf.held_bytes(), kib * 1024, "{length:?}");
        }
    }

    #[test]
    fn small_answers_take_up_none() {
        let shelf = shelf(64 * 1024);
        let _large = put(&shelf, 64 * KIB).unwrap();
        for _ in 0..100 {
            put(&shelf, SMALL).unwrap();
        }
        assert_eq!(put(&shelf, SMALL + 1).unwrap_err(), NoRoom);
    }
}
