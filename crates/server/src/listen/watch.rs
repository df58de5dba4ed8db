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

use super::counts::Counts;
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
    /// Those of them that wait for their bodies.
    awaiting: AtomicUsize,
    /// When the last of them began to wait, in milliseconds since `opened`.
    awaited: AtomicU64,
    header: Duration,
    idle: Duration,
    write: Duration,
    counts: Arc<Counts>,
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
    pub(super) fn new(timeouts: &Timeouts, counts: Arc<Counts>) -> Self {
        Self {
            opened: Instant::now(),
            moved: AtomicU64::new(0),
            stuck: AtomicU64::new(0),
            // The first request is expected at once.
            in_head: AtomicBool::new(true),
            working: AtomicUsize::new(0),
            awaiting: AtomicUsize::new(0),
            awaited: AtomicU64::new(0),
            header: Duration::from_secs(timeouts.header_seconds),
            idle: Duration::from_secs(timeouts.idle_seconds),
            write: Duration::from_secs(timeouts.write_seconds),
            counts,
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
        let deadline = self.moment(since) + limit;
        if deadline <= now {
            Finding::Late(overdue)
        } else {
            Finding::LookAgain(deadline.min(now + self.shortest()))
        }
    }

    /// Since when nothing but the peer is waited for; `None` while a request is in work.
    pub(super) fn waits_since(&self) -> Option<Instant> {
        if let Some(since) = self.hoards_since() {
            return Some(since);
        }
        let waits = self.working.load(Relaxed) == 0;
        waits.then(|| self.moment(self.moved.load(Relaxed)))
    }

    /// Since when the peer has left its answer unread, or the rest of a body unsent.
    pub(super) fn hoards_since(&self) -> Option<Instant> {
        let stuck = self.stuck.load(Relaxed);
        if stuck > 0 {
            return Some(self.moment(stuck - 1));
        }
        let awaiting = self.awaiting.load(Relaxed);
        let waits = awaiting > 0 && awaiting >= self.working.load(Relaxed);
        waits.then(|| self.moment(self.awaited.load(Relaxed)))
    }

    /// Notes that a request in work waits for its body, until the guard is dropped.
    pub(super) fn awaiting(self: &Arc<Self>) -> Awaiting {
        self.awaited.store(self.milliseconds(), Relaxed);
        self.awaiting.fetch_add(1, Relaxed);
        Awaiting(Arc::clone(self))
    }

    /// As if something had happened so many milliseconds after the start.
    #[cfg(test)]
    pub(super) fn moved_at(&self, milliseconds: u64) {
        self.moved.store(milliseconds, Relaxed);
    }

    fn moment(&self, milliseconds: u64) -> Instant {
        self.opened + Duration::from_millis(milliseconds)
    }

    /// Notes that a request is in work, until the guard is dropped.
    pub(super) fn working(self: &Arc<Self>) -> Working {
        self.in_head.store(false, Relaxed);
        self.working.fetch_add(1, Relaxed);
        Working(Arc::clone(self))
    }

    fn read(&self, bytes: usize, is_head: bool) {
        self.counts.received(bytes);
        if is_head && self.working.load(Relaxed) == 0 && !self.in_head.swap(true, Relaxed) {
            self.moved.store(self.milliseconds(), Relaxed);
        }
    }

    /// Notes a write, of so many bytes if it made progress.
    fn wrote(&self, bytes: Option<usize>) {
        if let Some(bytes) = bytes {
            self.counts.sent(bytes);
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

/// A request in work whose body is waited for.
#[derive(Debug)]
pub(super) struct Awaiting(Arc<Watch>);

impl Drop for Awaiting {
    fn drop(&mut self) {
        self.0.awaiting.fetch_sub(1, Relaxed);
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
        let bytes = buffer.filled().len().saturating_sub(before);
        if bytes > 0 {
            self.watch.read(bytes, self.reads_are_heads);
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
        self.watch.wrote(written(&polled));
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watch.wrote(written(&polled));
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_flush(context);
        if polled.is_pending() {
            self.watch.wrote(None);
        }
        polled
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// How much a write took; `None` if it has to wait.
fn written(polled: &Poll<io::Result<usize>>) -> Option<usize> {
    match polled {
        Poll::Ready(written) => Some(*written.as_ref().unwrap_or(&0)),
        Poll::Pending => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch() -> Arc<Watch> {
        let timeouts = Timeouts {
            header_seconds: 10,
            write_seconds: 30,
            idle_seconds: 75,
            ..Timeouts::default()
        };
        Arc::new(Watch::new(&timeouts, Arc::default()))
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
        watch.read(1, true);
        assert_eq!(late(&watch, 9), None);
        assert_eq!(late(&watch, 15), Some(Overdue::Header));
    }

    #[test]
    fn an_answer_must_be_read() {
        let watch = watch();
        let _working = watch.working();
        watch.wrote(None);
        assert_eq!(late(&watch, 29), None);
        assert_eq!(late(&watch, 35), Some(Overdue::Write));
        watch.wrote(Some(1));
        assert_eq!(late(&watch, 35), None);
    }

    #[test]
    fn the_peer_is_waited_for_unless_a_handler_is_at_work() {
        let watch = watch();
        assert_eq!(watch.waits_since(), Some(watch.opened));
        assert_eq!(watch.hoards_since(), None);
        let (one, other) = (watch.working(), watch.working());
        assert_eq!(watch.waits_since(), None);
        let awaiting = [watch.awaiting(), watch.awaiting()];
        assert!(watch.waits_since().is_some());
        drop(awaiting);
        assert_eq!(watch.waits_since(), None);
        watch.wrote(None);
        assert!(watch.hoards_since().is_some());
        watch.wrote(Some(1));
        drop((one, other));
        assert!(watch.waits_since().is_some());
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
