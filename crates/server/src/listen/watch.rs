//! Whether a connection's peer keeps moving.
//!
//! A timer a request would cost an allocation and a lock each. Instead the stream and the requests
//! note when something happened, and one alarm a connection looks at the notes from time to time:
//! a peer is cut off between one and two times its limit after it fell silent.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::Instant,
};

use crate::config::Timeouts;

/// The notes of one connection.
#[derive(Debug)]
pub(super) struct Watch {
    opened: Instant,
    /// When the last request ended, the first byte of the present one came, or an answer moved, in
    /// milliseconds since `opened`.
    moved: AtomicU64,
    /// When a write first found the peer not reading, in milliseconds since `opened`, plus one;
    /// zero while writes go through.
    stuck: AtomicU64,
    /// Bytes of a request have come, and its head is not complete.
    in_head: AtomicBool,
    /// Requests that a handler is at work on.
    working: AtomicUsize,
    header: Duration,
    idle: Duration,
    write: Duration,
}

/// What a peer was too slow at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overdue {
    /// The head of a request (or the TLS handshake) is not complete in time.
    Header,
    /// No request came for long.
    Idle,
    /// The peer does not read its answer.
    Write,
}

/// What the alarm finds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// The connection is to be closed.
    Late(Overdue),
    /// All is well; look again then.
    LookAgain(Instant),
}

impl Watch {
    pub(super) fn new(timeouts: &Timeouts) -> Self {
        Self {
            opened: Instant::now(),
            moved: AtomicU64::new(0),
            stuck: AtomicU64::new(0),
            // The first request is expected at once.
            in_head: AtomicBool::new(true),
            working: AtomicUsize::new(0),
            header: Duration::from_secs(timeouts.header_seconds),
            idle: Duration::from_secs(timeouts.idle_seconds),
            write: Duration::from_secs(timeouts.write_seconds),
        }
    }

    /// When to look the next time, at the latest.
    pub(super) fn soon(&self) -> Instant {
        Instant::now() + self.shortest()
    }

    /// Looks at the notes.
    pub(super) fn look(&self, now: Instant) -> Finding {
        let stuck = self.stuck.load(Relaxed);
        let (since, limit, overdue) = if stuck > 0 {
            (stuck - 1, self.write, Overdue::Write)
        } else if self.working.load(Relaxed) > 0 {
            return Finding::LookAgain(now + self.shortest());
        } else if self.in_head.load(Relaxed) {
            (self.moved.load(Relaxed), self.header, Overdue::Header)
        } else {
            (self.moved.load(Relaxed), self.idle, Overdue::Idle)
        };
        let deadline = self.opened + Duration::from_millis(since) + limit;
        if deadline <= now {
            Finding::Late(overdue)
        } else {
            Finding::LookAgain(deadline.min(now + self.shortest()))
        }
    }

    /// Notes that a request is in work, until the guard is dropped.
    pub(super) fn working(self: &Arc<Self>) -> Working {
        self.in_head.store(false, Relaxed);
        self.working.fetch_add(1, Relaxed);
        Working(Arc::clone(self))
    }

    fn read(&self) {
        if self.working.load(Relaxed) == 0 && !self.in_head.swap(true, Relaxed) {
            self.moved.store(self.milliseconds(), Relaxed);
        }
    }

    fn wrote(&self, progress: bool) {
        if progress {
            self.stuck.store(0, Relaxed);
            self.moved.store(self.milliseconds(), Relaxed);
        } else if self.stuck.load(Relaxed) == 0 {
            self.stuck.store(self.milliseconds() + 1, Relaxed);
        }
    }

    fn milliseconds(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn shortest(&self) -> Duration {
        self.header.min(self.idle).min(self.write)
    }
}

/// A request in work, or the rest of its body on the way out.
#[derive(Debug)]
pub(super) struct Working(Arc<Watch>);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.moved.store(self.0.milliseconds(), Relaxed);
        self.0.working.fetch_sub(1, Relaxed);
    }
}

/// A stream that notes its movements.
#[derive(Debug)]
pub(super) struct Watched<S> {
    stream: S,
    watch: Arc<Watch>,
    /// What comes while no request is in work begins a request. On HTTP/2 it may be anything.
    reads_are_heads: bool,
}

impl<S> Watched<S> {
    pub(super) fn http_1(stream: S, watch: Arc<Watch>) -> Self {
        Self {
            stream,
            watch,
            reads_are_heads: true,
        }
    }

    pub(super) fn http_2(stream: S, watch: Arc<Watch>) -> Self {
        Self {
            stream,
            watch,
            reads_are_heads: false,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if self.reads_are_heads && buffer.filled().len() > before {
            self.watch.read();
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch.wrote(polled.is_ready());
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watch.wrote(polled.is_ready());
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_flush(context);
        if polled.is_pending() {
            self.watch.wrote(false);
        }
        polled
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch() -> Arc<Watch> {
        Arc::new(Watch::new(&Timeouts {
            header_seconds: 10,
            write_seconds: 30,
            idle_seconds: 75,
            ..Timeouts::default()
        }))
    }

    /// What is found this many seconds after the start, within the second that a test may take.
    fn late(watch: &Watch, seconds: u64) -> Option<Overdue> {
        match watch.look(watch.opened + Duration::from_secs(seconds)) {
            Finding::Late(overdue) => Some(overdue),
            Finding::LookAgain(_) => None,
        }
    }

    #[test]
    fn the_first_head_is_awaited_from_the_start() {
        let watch = watch();
        assert_eq!(late(&watch, 9), None);
        assert_eq!(late(&watch, 10), Some(Overdue::Header));
    }

    #[test]
    fn a_request_in_work_may_take_its_time() {
        let watch = watch();
        let working = watch.working();
        assert_eq!(late(&watch, 100_000), None);
        drop(working);
        assert_eq!(late(&watch, 74), None);
        assert_eq!(late(&watch, 80), Some(Overdue::Idle));
    }

    #[test]
    fn the_first_byte_of_a_head_starts_its_time() {
        let watch = watch();
        drop(watch.working());
        watch.read();
        assert_eq!(late(&watch, 9), None);
        assert_eq!(late(&watch, 15), Some(Overdue::Header));
    }

    #[test]
    fn an_answer_must_be_read() {
        let watch = watch();
        let _working = watch.working();
        watch.wrote(false);
        assert_eq!(late(&watch, 29), None);
        assert_eq!(late(&watch, 35), Some(Overdue::Write));
        watch.wrote(true);
        assert_eq!(late(&watch, 35), None);
    }

    #[test]
    fn a_look_is_never_later_than_the_shortest_limit() {
        let watch = watch();
        drop(watch.working());
        let now = watch.opened;
        assert_eq!(
            watch.look(now),
            Finding::LookAgain(now + Duration::from_secs(10))
        );
    }
}
