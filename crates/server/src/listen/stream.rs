//! The body of a request as a stream, for bodies that no memory holds.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures::{
    FutureExt, Stream,
    future::{BoxFuture, Fuse, FusedFuture},
};
use tokio::time::{Instant, Sleep, sleep};

use super::{
    body::BodyError,
    incoming::Rest,
    place::{Away, Place, Taken},
};

/// The body of a request, piece by piece. A piece is what one read of the network brought.
///
/// It may take any time as long as bytes come. What is not read to its end is thrown away.
pub struct BodyStream(Source);

enum Source {
    Wire(Box<Wire>),
    Whole(Option<Bytes>),
}

struct Wire {
    rest: Rest,
    /// The longest that no byte may come.
    pause_max: Duration,
    /// Runs while a byte is waited for.
    alarm: Pin<Box<Sleep>>,
    is_waiting: bool,
    place: Option<Place>,
    /// The place was left, as the body has to be waited for.
    away: Option<Away>,
    /// The body is here, and a place is waited for.
    coming_back: Fuse<BoxFuture<'static, Result<(), Taken>>>,
    has_ended: bool,
}

impl BodyStream {
    pub(super) fn wire(rest: Rest, pause_max: Duration, place: Option<Place>) -> Self {
        Self(Source::Wire(Box::new(Wire {
            has_ended: rest.is_at_end(),
            rest,
            pause_max,
            alarm: Box::pin(sleep(pause_max)),
            is_waiting: false,
            place,
            away: None,
            coming_back: Fuse::terminated(),
        })))
    }

    pub(super) fn whole(bytes: Bytes) -> Self {
        Self(Source::Whole((!bytes.is_empty()).then_some(bytes)))
    }
}

impl Stream for BodyStream {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Source::Whole(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Source::Wire(wire) => wire.poll_next(context),
        }
    }
}

impl std::fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BodyStream").finish_non_exhaustive()
    }
}

impl Wire {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        if self.has_ended {
            return Poll::Ready(None);
        }
        if self.coming_back.is_terminated() {
            match self.rest.poll_next(context) {
                Poll::Ready(Some(Ok(bytes))) => {
                    self.is_waiting = false;
                    return Poll::Ready(Some(Ok(bytes)));
                }
                Poll::Ready(Some(Err(error))) => return self.end(Some(error)),
                Poll::Pending => return self.poll_pause(context),
                Poll::Ready(None) => {}
            }
            let Some(away) = self.away.take() else {
                return self.end(None);
            };
            self.is_waiting = false;
            self.coming_back = away.wait_to_come_back().boxed().fuse();
        }
        match self.coming_back.poll_unpin(context) {
            Poll::Ready(back) => self.end(back.err().map(|Taken| BodyError::NoPlace)),
            Poll::Pending => match ready!(self.poll_pause(context)) {
                None | Some(Ok(_)) => Poll::Pending,
                Some(Err(_)) => self.end(Some(BodyError::NoPlace)),
            },
        }
    }

    /// Nothing is here: notes since when.
    fn poll_pause(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        if !self.is_waiting {
            self.is_waiting = true;
            let until = Instant::now() + self.pause_max;
            self.alarm.as_mut().reset(until);
            if self.away.is_none() && self.coming_back.is_terminated() {
                self.away = self.place.as_ref().and_then(Place::leave);
            }
        }
        ready!(self.alarm.as_mut().poll(context));
        let time_max = self.pause_max;
        self.end(Some(BodyError::TooSlow { time_max }))
    }

    fn end(&mut self, error: Option<BodyError>) -> Poll<Option<Result<Bytes, BodyError>>> {
        self.has_ended = true;
        self.away = None;
        Poll::Ready(error.map(Err))
    }
}
