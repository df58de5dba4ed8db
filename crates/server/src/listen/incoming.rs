//! What comes in on the wire behind a head, and what becomes of the part that nobody reads.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures::future::poll_fn;
use hyper::body::{Body as _, Incoming};
use tokio::{runtime::Handle, time::timeout};

use super::{
    body::BodyError,
    watch::{Awaiting, Watch},
};

/// The body of one request. Dropped before its end, the rest is thrown away.
///
/// A peer that is still sending when the connection is closed does not read its answer. So the rest
/// is read and not kept, if it is not too much, while the answer is on its way.
#[derive(Debug)]
pub(super) struct Rest {
    incoming: Option<Incoming>,
    /// The peer sends nothing before it is told to go on, and was not told yet.
    is_held_back: bool,
    /// For how long the rest is thrown away.
    time_max: Duration,
    /// Of the connection, which must not be taken for idle meanwhile.
    watch: Arc<Watch>,
    /// While a byte is waited for.
    awaiting: Option<Awaiting>,
    left: Left,
}

/// Knows whether a body was left where it is: the connection cannot be used after it.
///
/// Nothing but a body that may be left costs the allocation.
#[derive(Debug, Clone)]
pub(super) struct Left(Option<Arc<AtomicBool>>);

impl Left {
    pub(super) fn of(incoming: &Incoming, is_held_back: bool) -> Self {
        let may_be_left = is_held_back || incoming.size_hint().lower() > THROWN_AWAY_BYTES_MAX;
        Self(may_be_left.then(Arc::default))
    }

    /// Whether it was.
    pub(super) fn is_left(&self) -> bool {
        self.0.as_ref().is_some_and(|left| left.load(Relaxed))
    }

    fn leave(&self) {
        if let Some(left) = &self.0 {
            left.store(true, Relaxed);
        }
    }
}

/// LIMIT: what is thrown away of a body.
const THROWN_AWAY_BYTES_MAX: u64 = 64 << 20;

impl Rest {
    pub(super) fn new(
        incoming: Incoming,
        is_held_back: bool,
        time_max: Duration,
        watch: Arc<Watch>,
        left: Left,
    ) -> Self {
        Self {
            incoming: Some(incoming),
            is_held_back,
            time_max,
            watch,
            awaiting: None,
            left,
        }
    }

    /// How much is still to come at least, as far as the head tells.
    pub(super) fn announced(&self) -> u64 {
        let incoming = self.incoming.as_ref();
        incoming.map_or(0, |incoming| incoming.size_hint().lower())
    }

    /// Whether all has come.
    pub(super) fn is_at_end(&self) -> bool {
        self.incoming.as_ref().is_none_or(Incoming::is_end_stream)
    }

    /// The next bytes; none at the end. The first call tells a peer that is held back to go on.
    pub(super) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            let Some(incoming) = &mut self.incoming else {
                return Poll::Ready(None);
            };
            self.is_held_back = false;
            let polled = Pin::new(incoming).poll_frame(context);
            if polled.is_ready() {
                self.awaiting = None;
            } else if self.awaiting.is_none() {
                self.awaiting = Some(self.watch.awaiting());
            }
            match ready!(polled) {
                // Trailers are no part of the body.
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) if !data.is_empty() => return Poll::Ready(Some(Ok(data))),
                    Ok(_) | Err(_) => {}
                },
                Some(Err(source)) => {
                    self.incoming = None;
                    return Poll::Ready(Some(Err(BodyError::Broken { source })));
                }
                None => self.incoming = None,
            }
        }
    }
}

impl Drop for Rest {
    fn drop(&mut self) {
        if self.is_at_end() {
            return;
        }
        if self.is_held_back || self.announced() > THROWN_AWAY_BYTES_MAX {
            self.left.leave();
            return;
        }
        let (Some(incoming), Ok(runtime)) = (self.incoming.take(), Handle::try_current()) else {
            return;
        };
        // Others may have the connection's place meanwhile.
        let working = (self.watch.working(), self.watch.awaiting());
        let time_max = self.time_max;
        runtime.spawn(async move {
            // Too slow or not, the answer is on its way.
            let _thrown_away = timeout(time_max, throw_away(incoming)).await;
            drop(working);
        });
    }
}

/// Reads on, and keeps nothing.
async fn throw_away(mut incoming: Incoming) {
    let mut thrown_away = 0;
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut incoming).poll_frame(context)).await
    {
        let bytes = frame.data_ref().map_or(0, Bytes::len);
        thrown_away += u64::try_from(bytes).unwrap_or(u64::MAX);
        if thrown_away > THROWN_AWAY_BYTES_MAX {
            return;
        }
    }
}
