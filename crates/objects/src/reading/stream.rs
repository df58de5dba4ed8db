//! The stream of an object's bytes.

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures::{
    Stream, StreamExt as _, TryStreamExt as _,
    stream::{self, BoxStream},
};
use parking_lot::Mutex;
use tokio::task::JoinHandle;

use super::{
    parts::PartsPlan,
    piece::{Batch, Opened, Piece, Running},
};
use crate::{
    BodyError, Error, Objects,
    keys::DataKey,
    objects,
    staging::{SMALL_BYTES_MAX, blocking, done},
};

/// The bytes of an object, or of a range of it. Whole segments, each found to be what was written.
pub struct ObjectBody {
    bytes: u64,
    /// Never locked: it makes a stream that can only be sent one that can be shared.
    stream: Mutex<BoxStream<'static, Result<Bytes, BodyError>>>,
}

impl ObjectBody {
    pub(super) fn empty() -> Self {
        Self {
            bytes: 0,
            stream: Mutex::new(stream::empty().boxed()),
        }
    }

    pub(super) fn new(reading: Reading, bytes: u64) -> Self {
        let stream = stream::try_unfold(reading, |mut reading| async move {
            let next = reading.next().await?;
            Ok::<_, Error>(next.map(|bytes| (bytes, reading)))
        });
        Self {
            bytes,
            stream: Mutex::new(stream.map_err(|error| Box::new(error) as BodyError).boxed()),
        }
    }

    /// How many bytes come.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}

impl Stream for ObjectBody {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.get_mut().as_mut().poll_next(cx)
    }
}

impl std::fmt::Debug for ObjectBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ObjectBody({} bytes)", self.bytes)
    }
}

/// What is to be read.
pub(super) enum Plan {
    One(Option<Piece>),
    Parts(PartsPlan),
}

/// Reading with one batch ahead.
pub(super) struct Reading {
    objects: Objects,
    data_key: DataKey,
    plan: Plan,
    ready: VecDeque<Bytes>,
    ahead: Option<Ahead>,
    /// Keeps the parts there.
    _pin: Option<objects::Pin>,
}

/// The batch that comes next.
enum Ahead {
    Working(JoinHandle<Result<Batch, Error>>),
    Made(Box<Batch>),
}

impl Reading {
    pub(super) async fn start(
        objects: Objects,
        data_key: DataKey,
        plan: Plan,
        pin: Option<objects::Pin>,
    ) -> Result<Self, Error> {
        let mut reading = Self {
            objects,
            data_key,
            plan,
            ready: VecDeque::new(),
            ahead: None,
            _pin: pin,
        };
        reading.ahead = reading.next_piece().await?;
        reading.advance().await?;
        Ok(reading)
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        while self.ready.is_empty() && self.advance().await? {}
        Ok(self.ready.pop_front())
    }

    /// Takes the batch that was read ahead, and has the next one read. Says whether there was one.
    async fn advance(&mut self) -> Result<bool, Error> {
        let (ready, rest) = match self.ahead.take() {
            None => return Ok(false),
            Some(Ahead::Made(batch)) => *batch,
            Some(Ahead::Working(work)) => done(work).await?,
        };
        self.ready = ready;
        self.ahead = match rest {
            Some(running) => Some(Ahead::Working(blocking(move || running.batch()))),
            None => self.next_piece().await?,
        };
        Ok(true)
    }

    async fn next_piece(&mut self) -> Result<Option<Ahead>, Error> {
        let piece = match &mut self.plan {
            Plan::One(piece) => piece.take(),
            Plan::Parts(plan) => plan.next(&self.objects).await?,
        };
        let Some(piece) = piece else {
            return Ok(None);
        };
        let key = self.data_key.blob_key(piece.opened.id())?;
        let blobs = Arc::clone(self.objects.blobs());
        // What is small is decrypted in less time than another thread would take to begin.
        let is_small = matches!(piece.opened, Opened::Small(..));
        if is_small && piece.bytes <= SMALL_BYTES_MAX as u64 {
            let batch = Running::open(piece, key, &*blobs)?.batch()?;
            return Ok(Some(Ahead::Made(Box::new(batch))));
        }
        let work = blocking(move || Running::open(piece, key, &*blobs)?.batch());
        Ok(Some(Ahead::Working(work)))
    }
}
