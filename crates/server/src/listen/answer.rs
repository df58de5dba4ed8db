//! The body of an answer.

use std::{
    error::Error,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body_util::{BodyExt, combinators::UnsyncBoxBody};
use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;

/// An answer to one request.
pub type Answer = http::Response<AnswerBody>;

/// The body of an answer: small ones whole, without an allocation.
#[derive(Debug)]
pub enum AnswerBody {
    /// At hand.
    Whole(Bytes),
    /// Made while it is sent. An error breaks the connection off, so that the peer does not take
    /// what it has for all.
    Stream(Made),
}

/// A body that is made while it is sent, and the room that it takes up meanwhile.
#[derive(Debug)]
pub struct Made {
    body: UnsyncBoxBody<Bytes, Box<dyn Error + Send + Sync>>,
    pub(super) room: Option<OwnedSemaphorePermit>,
}

impl AnswerBody {
    /// A body that is made while it is sent.
    pub fn stream<B>(body: B) -> Self
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::Stream(Made {
            body: body.map_err(Into::into).boxed_unsync(),
            room: None,
        })
    }
}

/// LIMIT: what is handed to the connection at once. On TLS it is copied there.
const PIECE_BYTES: usize = 64 << 10;

impl<T: Into<Bytes>> From<T> for AnswerBody {
    fn from(bytes: T) -> Self {
        Self::Whole(bytes.into())
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => {
                let piece = bytes.split_to(bytes.len().min(PIECE_BYTES));
                Poll::Ready(Some(Ok(Frame::data(piece))))
            }
            Self::Stream(made) => Pin::new(&mut made.body).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.is_empty(),
            Self::Stream(made) => made.body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => {
                SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
            }
            Self::Stream(made) => made.body.size_hint(),
        }
    }
}
