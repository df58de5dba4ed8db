//! What hands a file from the form that it comes in to the operation that stores it.
//!
//! The operation runs to its end in a task of its own, and the form is read where its request is
//! answered. Between the two there is room for one piece.

use bytes::Bytes;
use futures::stream;
use iamd_api::{Error, ErrorCode};
use iamd_s3::{Body, BodyError, ClaimedDigests, Payload};
use tokio::sync::mpsc::{self, Receiver, Sender};

use super::incoming::{Broken, IncomingFile};

/// LIMIT: bytes of a file that is refused which are read and thrown away, so that the browser comes
/// to the end of what it sends and shows the answer.
const DISCARDED_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Where the pieces of a file go in.
pub(super) struct Inlet(Sender<Option<Bytes>>);

/// A payload, and where its bytes go in.
pub(super) fn payload() -> (Inlet, Payload) {
    let (sender, receiver) = mpsc::channel(1);
    let payload = Payload {
        body: body(receiver),
        length: None,
        trailers: Box::new(Vec::new),
        digests: ClaimedDigests::default(),
    };
    (Inlet(sender), payload)
}

/// INVARIANT: it ends without an error only after it was said that the file has ended. Whoever goes
/// away in the middle stores nothing.
fn body(receiver: Receiver<Option<Bytes>>) -> Body {
    let pieces = stream::unfold(Some(receiver), |receiver| async move {
        let mut receiver = receiver?;
        match receiver.recv().await {
            Some(Some(piece)) => Some((Ok(piece), Some(receiver))),
            Some(None) => None,
            None => Some((Err(broke_off()), None)),
        }
    });
    Box::pin(pieces)
}

fn broke_off() -> BodyError {
    let text = "The upload ended before the file did.";
    Box::new(Error::new(ErrorCode::IncompleteBody, text))
}

impl Inlet {
    /// Hands on all of a file, or, if nobody takes it, reads past it.
    ///
    /// # Errors
    /// The form broke off, or it is too long to be read past.
    pub(super) async fn hand_on(self, file: &mut IncomingFile<'_>) -> Result<(), Broken> {
        while let Some(piece) = file.piece().await? {
            if self.0.send(Some(piece)).await.is_err() {
                return discard(file).await;
            }
        }
        // Whoever has refused the file does not mind its end.
        drop(self.0.send(None).await);
        Ok(())
    }
}

/// Reads past a file.
///
/// # Errors
/// As [`Inlet::hand_on`].
pub(super) async fn discard(file: &mut IncomingFile<'_>) -> Result<(), Broken> {
    let mut left = DISCARDED_BYTES_MAX;
    while let Some(piece) = file.piece().await? {
        left = left.checked_sub(piece.len()).ok_or(Broken)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use futures::StreamExt as _;

    use super::*;

    #[tokio::test]
    async fn a_file_ends_only_when_that_is_said() {
        let (inlet, payload) = payload();
        let sent = inlet.0.send(Some(Bytes::from_static(b"half"))).await;
        assert!(sent.is_ok());
        drop(inlet);
        let pieces: Vec<_> = payload.body.collect().await;
        let [Ok(piece), Err(error)] = pieces.as_slice() else {
            panic!("a piece and an error");
        };
        assert_eq!(piece, "half");
        let code = error.downcast_ref::<Error>().unwrap().code;
        assert_eq!(code, ErrorCode::IncompleteBody);
    }

    #[tokio::test]
    async fn what_was_ended_is_whole() {
        let (inlet, payload) = payload();
        let taken = tokio::spawn(payload.body.collect::<Vec<_>>());
        inlet
            .0
            .send(Some(Bytes::from_static(b"all")))
            .await
            .unwrap();
        inlet.0.send(None).await.unwrap();
        let pieces = taken.await.unwrap();
        assert!(matches!(pieces.as_slice(), [Ok(piece)] if piece == "all"));
    }
}
