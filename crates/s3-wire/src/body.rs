//! The body of a request, verified while it streams by.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures::StreamExt;
use http_body::{Body, Frame, SizeHint};
use iamd_api::{Error, ErrorCode};
use iamd_auth::AuthenticationError;
use iamd_sigv4::{BodyError, BodyProof};

use crate::{
    Arrived,
    arrival::BodyStream,
    gathering::{self, Gathering},
    xml_text,
};

/// The bytes of the object, out of what came in: without chunks, signatures and trailers.
///
/// INVARIANT: it ends without an error only after all that the signature says of the body was seen
/// to be true. Whoever stores the bytes commits after the end, and not at all after an error.
pub(crate) struct VerifiedBody {
    incoming: BodyStream,
    /// None once the body has ended, well or not.
    proof: Option<BodyProof>,
    /// What came in and is not decoded yet.
    input: Bytes,
    /// What is still to come, if that was said.
    remaining: Option<u64>,
    /// What has come, if the body is given whole: known once the gate was passed, which is before
    /// the first byte is asked for.
    gathering: Option<Gathering>,
    has_begun: bool,
    arrived: Arrived,
}

impl VerifiedBody {
    pub(crate) fn new(incoming: BodyStream, proof: BodyProof, arrived: Arrived) -> Self {
        Self {
            incoming,
            remaining: proof.decoded_length(),
            proof: Some(proof),
            input: Bytes::new(),
            gathering: None,
            has_begun: false,
            arrived,
        }
    }

    /// The next bytes, or all if they are gathered; none at the proven end.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        if !self.has_begun {
            self.has_begun = true;
            self.gathering = self.arrived.take_gathering();
        }
        if self.gathering.is_some() {
            return self.poll_whole(context);
        }
        let piece = ready!(self.poll_piece(context));
        Poll::Ready(piece.or_else(|| self.finish().err().map(Err)))
    }

    /// All bytes in one piece, once their end is proven. Small pieces would hold on to the buffers
    /// that they came in, which are much larger.
    fn poll_whole(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        while let Some(gathering) = &mut self.gathering {
            if let Err(error) = gathering.check_time(context) {
                return Poll::Ready(Some(Err(self.fail(error))));
            }
            let pushed = match ready!(self.poll_piece(context)) {
                None => break,
                Some(Err(error)) => Err(error),
                Some(Ok(piece)) => match &mut self.gathering {
                    Some(gathering) => gathering.push(&piece),
                    None => Ok(()),
                },
            };
            if let Err(error) = pushed {
                return Poll::Ready(Some(Err(self.fail(error))));
            }
        }
        Poll::Ready(self.finish_whole().transpose())
    }

    /// The next bytes, of which none are proven yet; none at the end of what comes in.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            let Some(proof) = &mut self.proof else {
                return Poll::Ready(None);
            };
            match proof.decode(&mut self.input) {
                Ok(Some(piece)) => return Poll::Ready(Some(Ok(piece))),
                Ok(None) => {}
                Err(error) => return Poll::Ready(Some(Err(self.fail(refused(error))))),
            }
            match ready!(self.incoming.as_mut().poll_next(context)) {
                Some(Ok(bytes)) => self.input = bytes,
                Some(Err(error)) => return Poll::Ready(Some(Err(self.fail(error)))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// What was gathered, proven; none if it is empty.
    fn finish_whole(&mut self) -> Result<Option<Bytes>, Error> {
        let gathering = self.gathering.take();
        self.finish()?;
        let Some(gathering) = gathering else {
            return Ok(None);
        };
        let (whole, room) = gathering.finish().map_err(|error| self.fail(error))?;
        let whole = xml_text::resolved(whole);
        self.arrived.hold_room(room);
        self.arrived.see(&whole);
        Ok((!whole.is_empty()).then_some(whole))
    }

    fn finish(&mut self) -> Result<(), Error> {
        let Some(proof) = self.proof.take() else {
            return Ok(());
        };
        let proven = proof.finish().map_err(|error| self.fail(refused(error)))?;
        self.arrived.set_trailers(proven.trailers);
        Ok(())
    }

    /// Ends the body, gives its room back, and has the answer tell why.
    fn fail(&mut self, error: Error) -> Error {
        self.proof = None;
        self.gathering = None;
        self.arrived.fail(error.clone());
        error
    }
}

impl Body for VerifiedBody {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let piece = ready!(self.poll_next(context));
        if let Some(Ok(piece)) = &piece {
            let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
            self.remaining = self.remaining.map(|bytes| bytes.saturating_sub(length));
        }
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    /// Never before the end was proven, however many bytes came.
    fn is_end_stream(&self) -> bool {
        self.proof.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        self.remaining
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// Proves a body that the head says is none.
///
/// # Errors
/// The signature is for another.
pub(crate) fn prove_empty(proof: BodyProof, arrived: &Arrived) -> Result<(), Error> {
    let proven = proof.finish().map_err(refused)?;
    arrived.set_trailers(proven.trailers);
    Ok(())
}

/// LIMIT: of a body that no operation reads, in bytes, and how long it may take.
const UNREAD_BYTES_MAX: usize = 64 << 10;
const UNREAD_TIME_MAX: Duration = Duration::from_secs(30);

/// Proves a body that nobody reads. Usually there is none.
///
/// # Errors
/// It is another than the signature says, too long or too slow.
pub(crate) async fn prove_unread(
    incoming: BodyStream,
    proof: BodyProof,
    arrived: &Arrived,
) -> Result<(), Error> {
    let mut body = VerifiedBody::new(incoming, proof, arrived.clone());
    let reading = async {
        let mut length = 0_usize;
        while let Some(piece) = poll_fn(|context| body.poll_next(context)).await {
            length = length.saturating_add(piece?.len());
            if length > UNREAD_BYTES_MAX {
                return Err(gathering::too_long(UNREAD_BYTES_MAX));
            }
        }
        Ok(())
    };
    match tokio::time::timeout(UNREAD_TIME_MAX, reading).await {
        Ok(read) => read,
        Err(_) => Err(Error::new(ErrorCode::RequestTimeout, gathering::TOO_SLOW)),
    }
}

fn refused(error: BodyError) -> Error {
    AuthenticationError::from(error).answer_s3()
}

/// The body of an input of `s3s`, with the errors that [`VerifiedBody`] ends with.
///
/// What else `s3s` may say of a body is an internal error: it reads none of those that stream.
pub(crate) fn of_input(body: Option<s3s::dto::StreamingBlob>) -> BodyStream {
    let Some(body) = body else {
        return Box::pin(futures::stream::empty());
    };
    Box::pin(body.map(|piece| {
        piece.map_err(|error| match error.downcast::<Error>() {
            Ok(error) => *error,
            Err(_) => Error::new(ErrorCode::InternalError, crate::error::INTERNAL),
        })
    }))
}

#[cfg(test)]
mod tests {
    use futures::stream;
    use http_body_util::BodyExt;
    use iamd_auth::Caller;
    use iamd_sigv4::RequestHead;

    use super::*;
    use crate::{arrived::tests::arrived, gathering::Room};

    /// A body of which these pieces come, and then nothing more, and that is gathered in that time.
    fn slow(pieces: &'static [&'static str], time_max: Duration) -> (VerifiedBody, Arrived) {
        let head = RequestHead {
            method: "POST",
            path: "/bucket",
            query: "delete",
            headers: &[("content-length", b"1000")],
        };
        let proof = BodyProof::of_anonymous(&head).unwrap();
        let arrived = arrived(Caller::anonymous());
        arrived.gather(Gathering::new(Room::new(), time_max, None));
        let pieces = stream::iter(pieces).map(|piece| Ok(Bytes::from_static(piece.as_bytes())));
        let incoming = Box::pin(pieces.chain(stream::pending()));
        (VerifiedBody::new(incoming, proof, arrived.clone()), arrived)
    }

    #[tokio::test]
    async fn a_body_that_is_gathered_has_so_much_time_in_all() {
        let (body, arrived) = slow(&["<", "a"], Duration::ZERO);
        let error = body.collect().await.unwrap_err();
        assert_eq!(error.code, ErrorCode::RequestTimeout);
        assert_eq!(arrived.failure(), Some(error));
    }
}
