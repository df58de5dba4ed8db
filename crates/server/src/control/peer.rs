//! Whoever gave a command, while it is carried out: told how far it is, sent bytes and asked for
//! them.

use bytes::Bytes;
use tokio::sync::mpsc;

/// LIMIT: pieces of bytes that wait for a slow end, in each direction.
const PIECES_MAX: usize = 4;

/// LIMIT: the longest piece of bytes, in either direction.
pub const PIECE_BYTES_MAX: usize = 1 << 18;

/// Whoever gave the command has gone away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("whoever gave the command has gone away")]
pub struct Gone;

/// What is sent while a command is carried out.
#[derive(Debug)]
pub enum Sent {
    /// How far it is, in a few words.
    Working(String),
    /// Something that is to be known besides the answer.
    Warning(String),
    /// The next bytes of what was asked for.
    Bytes(Bytes),
}

/// Whoever gave a command, as those see it who carry it out.
#[derive(Debug)]
pub struct Peer {
    sent: mpsc::Sender<Sent>,
    given: mpsc::Receiver<Bytes>,
}

/// The other half: what was sent, and where to put what is given.
#[derive(Debug)]
pub struct PeerEnd {
    /// What was sent to the peer.
    pub sent: mpsc::Receiver<Sent>,
    /// What the peer gives; dropped at its end.
    pub given: mpsc::Sender<Bytes>,
}

impl Peer {
    /// A peer and its other half.
    pub fn pair() -> (Self, PeerEnd) {
        let (sent, to_send) = mpsc::channel(PIECES_MAX);
        let (to_give, given) = mpsc::channel(PIECES_MAX);
        let end = PeerEnd {
            sent: to_send,
            given: to_give,
        };
        (Self { sent, given }, end)
    }

    /// Says how far the command is. Nobody waits for this to be read: what comes too fast is left
    /// out.
    pub fn working(&self, said: impl Into<String>) {
        self.teller().working(said);
    }

    /// A second voice, for another thread.
    pub fn teller(&self) -> Teller {
        Teller(self.sent.clone())
    }

    /// The next bytes that are given, `None` after the last. A piece has at most
    /// [`PIECE_BYTES_MAX`] bytes; who adds them up sets a limit.
    pub async fn receive(&mut self) -> Option<Bytes> {
        self.given.recv().await
    }
}

/// Speaks to a peer from any thread. Clones speak to the same.
#[derive(Debug, Clone)]
pub struct Teller(mpsc::Sender<Sent>);

impl Teller {
    /// Says how far the command is; see [`Peer::working`].
    pub fn working(&self, said: impl Into<String>) {
        // A full channel already holds news.
        let _told = self.0.try_send(Sent::Working(said.into())).is_ok();
    }

    /// Says something that is to be known besides the answer, and waits while the other end is slow.
    /// Nothing comes of it if nobody is there any more.
    pub async fn warn(&self, said: impl Into<String>) {
        let _told = self.0.send(Sent::Warning(said.into())).await.is_ok();
    }

    /// Sends bytes, and waits while the other end is slow.
    ///
    /// # Errors
    /// Nobody is there any more.
    pub async fn send(&self, bytes: Bytes) -> Result<(), Gone> {
        for piece in pieces(bytes) {
            let sent = self.0.send(Sent::Bytes(piece)).await;
            sent.map_err(|_| Gone)?;
        }
        Ok(())
    }

    /// The same on a thread that may block.
    ///
    /// # Errors
    /// Nobody is there any more.
    pub fn blocking_send(&self, bytes: Bytes) -> Result<(), Gone> {
        for piece in pieces(bytes) {
            let sent = self.0.blocking_send(Sent::Bytes(piece));
            sent.map_err(|_| Gone)?;
        }
        Ok(())
    }

    /// Whether nobody is there any more.
    pub fn is_gone(&self) -> bool {
        self.0.is_closed()
    }
}

fn pieces(mut bytes: Bytes) -> impl Iterator<Item = Bytes> {
    std::iter::from_fn(move || {
        let length = bytes.len().min(PIECE_BYTES_MAX);
        (length > 0).then(|| bytes.split_to(length))
    })
}
