//! The form of an upload, read while it comes: its fields first, then file after file.
//!
//! A browser sends the files of a form one after the other and without their lengths. Nothing here
//! gathers one: at most a piece or two of it are in memory at a time.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    body::{Body, BodyDataStream},
    extract::{
        DefaultBodyLimit, FromRequest, Multipart,
        multipart::{Field, MultipartError},
    },
};
use bytes::Bytes;
use futures::Stream;
use http::Request;

/// LIMIT: bytes of a field that is no file.
const FIELD_BYTES_MAX: usize = 4 * 1024;

/// LIMIT: bytes that may come without a file or a field making use of them: the head of a part.
const IDLE_BYTES_MAX: usize = 64 * 1024;

/// The form is none, or it broke off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the form is not well-formed, or it ended too early")]
pub(super) struct Broken;

impl From<MultipartError> for Broken {
    fn from(error: MultipartError) -> Self {
        tracing::debug!(%error, "the form of an upload broke off");
        Self
    }
}

/// A form that comes.
pub(super) struct IncomingForm {
    parts: Multipart,
    idle: IdleBytes,
}

/// A file that comes.
pub(super) struct IncomingFile<'f> {
    /// What the browser calls it, without its folder.
    pub(super) name: String,
    /// What the browser takes it for.
    pub(super) content_type: Option<String>,
    field: Field<'f>,
    idle: &'f IdleBytes,
}

impl IncomingForm {
    /// The form that a request brings.
    ///
    /// # Errors
    /// It brings none.
    pub(super) async fn open(request: Request<Body>) -> Result<Self, Broken> {
        let idle = IdleBytes::default();
        let mut request = request.map(|body| {
            Body::from_stream(Paced {
                body: body.into_data_stream(),
                idle: idle.clone(),
                is_resting: false,
            })
        });
        // LIMIT: the operation that takes the bytes has its own.
        DefaultBodyLimit::disable().apply(&mut request);
        let parts = Multipart::from_request(request, &()).await;
        let parts = parts.map_err(|_| Broken)?;
        Ok(Self { parts, idle })
    }

    /// The value of the next field, which must have this name.
    ///
    /// # Errors
    /// Something else comes next, or the value is too long.
    pub(super) async fn field(&mut self, name: &str) -> Result<String, Broken> {
        self.idle.reset();
        let field = self.parts.next_field().await?;
        let mut field = field
            .filter(|field| field.name() == Some(name))
            .ok_or(Broken)?;
        let mut value = Vec::new();
        while let Some(piece) = field.chunk().await? {
            self.idle.reset();
            value.extend_from_slice(&piece);
            if value.len() > FIELD_BYTES_MAX {
                return Err(Broken);
            }
        }
        String::from_utf8(value).map_err(|_| Broken)
    }

    /// The next file; the one before must be read to its end and dropped. Where a form has a place
    /// for a file and none was chosen, the file has no name.
    ///
    /// # Errors
    /// The form broke off.
    pub(super) async fn next_file(&mut self) -> Result<Option<IncomingFile<'_>>, Broken> {
        self.idle.reset();
        let Some(field) = self.parts.next_field().await? else {
            return Ok(None);
        };
        let name = field.file_name().map(basename).unwrap_or_default();
        Ok(Some(IncomingFile {
            name: name.to_owned(),
            content_type: field.content_type().map(str::to_owned),
            field,
            idle: &self.idle,
        }))
    }
}

impl IncomingFile<'_> {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// The form broke off.
    pub(super) async fn piece(&mut self) -> Result<Option<Bytes>, Broken> {
        let piece = self.field.chunk().await?;
        self.idle.reset();
        Ok(piece)
    }
}

/// What follows the last slash or backslash: some browsers tell where a file was.
fn basename(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// How many bytes came since something was made of them.
#[derive(Clone, Debug, Default)]
struct IdleBytes(Arc<AtomicUsize>);

impl IdleBytes {
    fn reset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    fn has_room(&self) -> bool {
        self.0.load(Ordering::Relaxed) <= IDLE_BYTES_MAX
    }

    fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// A body that gives one piece and then rests until it is asked again.
///
/// The reader of forms takes all that a body has ready before it hands anything on. Behind this, it
/// has to hand on what it has.
struct Paced {
    body: BodyDataStream,
    idle: IdleBytes,
    is_resting: bool,
}

/// Too much came of which nothing could be made.
#[derive(Debug, thiserror::Error)]
#[error("the head of a part is too long")]
struct TooLongHead;

impl Stream for Paced {
    type Item = Result<Bytes, axum::BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_resting {
            self.is_resting = false;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        if !self.idle.has_room() {
            return Poll::Ready(Some(Err(Box::new(TooLongHead))));
        }
        let polled = Pin::new(&mut self.body).poll_next(context);
        if let Poll::Ready(Some(Ok(piece))) = &polled {
            self.is_resting = true;
            self.idle.add(piece.len());
        }
        polled.map_err(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU64;

    use futures::{FutureExt as _, StreamExt as _, stream};
    use http::header;

    use super::*;

    const FORM: &str = "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nthe token\
        \r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\x\\a.txt\"\r\n\
        Content-Type: text/plain\r\n\r\nthe\r\nfile\
        \r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--\r\n";

    fn request(body: Body) -> Request<Body> {
        Request::post("/")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(body)
            .unwrap()
    }

    fn cut(text: &[u8], size: usize) -> Body {
        let pieces = text.chunks(size).map(Bytes::copy_from_slice);
        let pieces: Vec<_> = pieces.map(Ok::<_, axum::BoxError>).collect();
        Body::from_stream(stream::iter(pieces))
    }

    async fn content(file: &mut IncomingFile<'_>) -> Vec<u8> {
        let mut bytes = Vec::new();
        while let Some(piece) = file.piece().await.unwrap() {
            bytes.extend_from_slice(&piece);
        }
        bytes
    }

    #[tokio::test]
    async fn fields_and_files_come_however_the_bytes_are_cut() {
        for size in [1, 2, 3, 7, 64, 4096] {
            let body = cut(FORM.as_bytes(), size);
            let mut form = IncomingForm::open(request(body)).await.unwrap();
            assert_eq!(form.field("csrf").await.unwrap(), "the token");
            let mut file = form.next_file().await.unwrap().unwrap();
            assert_eq!(
                (file.name.as_str(), file.content_type.as_deref()),
                ("a.txt", Some("text/plain"))
            );
            assert_eq!(content(&mut file).await, b"the\r\nfile");
            drop(file);
            let unchosen = form.next_file().await.unwrap().unwrap();
            assert_eq!(unchosen.name, "");
            drop(unchosen);
            assert!(form.next_file().await.unwrap().is_none());
        }
    }

    #[tokio::test]
    async fn a_form_whose_first_field_is_another_is_refused() {
        let mut form = IncomingForm::open(request(cut(FORM.as_bytes(), 64)))
            .await
            .unwrap();
        assert_eq!(form.field("token").await, Err(Broken));
        let none = Request::post("/").body(Body::from("csrf=1")).unwrap();
        assert!(IncomingForm::open(none).await.is_err());
    }

    #[tokio::test]
    async fn a_form_that_breaks_off_is_an_error() {
        let whole = FORM.as_bytes();
        let half = whole.get(..whole.len() / 2).unwrap();
        let mut form = IncomingForm::open(request(cut(half, 16))).await.unwrap();
        assert_eq!(form.field("csrf").await.unwrap(), "the token");
        let broke = match form.next_file().await {
            Err(Broken) => true,
            Ok(None) => false,
            Ok(Some(mut file)) => loop {
                match file.piece().await {
                    Ok(Some(_)) => {}
                    Ok(None) => break false,
                    Err(Broken) => break true,
                }
            },
        };
        assert!(broke);
    }

    #[tokio::test]
    async fn a_head_without_an_end_and_a_long_field_are_refused() {
        let endless =
            stream::repeat_with(|| Ok::<_, axum::BoxError>(Bytes::from(vec![b'x'; 4096])));
        let start = Bytes::from_static(b"--b\r\nContent-Disposition: ");
        let body = stream::once(async { Ok(start) }).chain(endless);
        let mut form = IncomingForm::open(request(Body::from_stream(body)))
            .await
            .unwrap();
        assert_eq!(form.field("csrf").await, Err(Broken));

        let endless =
            stream::repeat_with(|| Ok::<_, axum::BoxError>(Bytes::from(vec![b'x'; 4096])));
        let head = b"--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n";
        let body = stream::once(async { Ok(Bytes::from_static(head)) }).chain(endless);
        let mut form = IncomingForm::open(request(Body::from_stream(body)))
            .await
            .unwrap();
        assert_eq!(form.field("csrf").await, Err(Broken));
    }

    /// What is read is handed on before more is read, however much there is.
    #[tokio::test]
    async fn nothing_is_read_ahead() {
        const PIECE: usize = 64 * 1024;
        let read = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&read);
        let head = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
        let pieces = stream::repeat_with(move || {
            counter.fetch_add(PIECE as u64, Ordering::Relaxed);
            Bytes::from(vec![0; PIECE])
        });
        let body = stream::once(async { Bytes::from_static(head) })
            .chain(pieces)
            .map(Ok::<_, axum::BoxError>);
        let mut form = IncomingForm::open(request(Body::from_stream(body)))
            .await
            .unwrap();
        let mut file = form.next_file().await.unwrap().unwrap();
        let mut handed_on = 0_u64;
        for _ in 0..100 {
            handed_on += file.piece().await.unwrap().unwrap().len() as u64;
            let ahead = read.load(Ordering::Relaxed) - handed_on;
            assert!(ahead <= 2 * PIECE as u64, "{ahead}");
        }
        assert!(handed_on > 50 * PIECE as u64);
        assert!(
            file.piece()
                .now_or_never()
                .is_none_or(|piece| piece.is_ok())
        );
    }
}
