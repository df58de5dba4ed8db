//! A form, read from the wire: its fields first, then the bytes of its file.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use http_body::{Body, Frame};
use iamd_api::{Error, ErrorCode};
use iamd_auth::LengthRange;

use super::boundary::{Boundary, Content, Found, Malformed};
use crate::{Arrived, arrival::BodyStream};

/// What stands in a form before its file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    /// Names as they were sent, in order.
    pub(super) pairs: Vec<(String, String)>,
    /// The name that the browser gives the file, without its folder.
    pub(super) filename: String,
}

/// LIMIT: of all that stands before the file.
///
/// SOURCE: S3 API Reference, "HTML Form Fields": form data and boundaries, but for the file, are at
/// most 20 KB.
const FIELDS_BYTES_MAX: usize = 20 * 1024;

/// A form whose file is still to come.
pub(super) struct OpenForm {
    pub(super) fields: Fields,
    /// The first bytes of the file.
    begun: Bytes,
    boundary: Boundary,
    incoming: BodyStream,
}

impl OpenForm {
    /// Reads the fields before the file.
    ///
    /// # Errors
    /// It is no form, its fields are too large, or it has no file.
    pub(super) async fn read(boundary: Boundary, mut incoming: BodyStream) -> Result<Self, Error> {
        let mut bytes = BytesMut::new();
        let mut fields = Fields::default();
        // Of what was read, the part that is done with.
        let mut taken = 0;
        loop {
            let done = take_fields(&boundary, &mut bytes, &mut fields);
            let (took, is_at_file) = done.map_err(|Malformed| malformed())?;
            taken += took;
            let before_file = if is_at_file {
                taken
            } else {
                taken + bytes.len()
            };
            if before_file > FIELDS_BYTES_MAX {
                let text = "Your POST request fields preceding the upload file were too large.";
                return Err(Error::new(
                    ErrorCode::MaxPostPreDataLengthExceededError,
                    text,
                ));
            }
            if is_at_file {
                return Ok(Self {
                    fields,
                    begun: bytes.freeze(),
                    boundary,
                    incoming,
                });
            }
            match incoming.next().await {
                Some(more) => bytes.extend_from_slice(&more?),
                None => return Err(malformed()),
            }
        }
    }

    /// The file.
    pub(super) fn into_file(self, range: LengthRange, arrived: Arrived) -> File {
        File {
            content: Content::new(self.boundary),
            begun: Some(self.begun),
            incoming: self.incoming,
            length: 0,
            range,
            arrived,
            has_ended: false,
        }
    }
}

/// Takes whole fields off the front. How many bytes these were, and whether the file comes next.
///
/// # Errors
/// It is no form; or it ends, and there was no file.
fn take_fields(
    boundary: &Boundary,
    bytes: &mut BytesMut,
    fields: &mut Fields,
) -> Result<(usize, bool), Malformed> {
    let mut taken = 0;
    loop {
        if boundary.may_begin(bytes) {
            return Ok((taken, false));
        }
        let (head, length) = match boundary.next_part(bytes)? {
            Found::Nothing => return Ok((taken, false)),
            Found::End => return Err(Malformed),
            Found::Part(head, length) => (head, length),
        };
        if head.name.eq_ignore_ascii_case("file") {
            basename(&head.filename.unwrap_or_default()).clone_into(&mut fields.filename);
            drop(bytes.split_to(length));
            return Ok((taken + length, true));
        }
        let content = bytes.get(length..).unwrap_or_default();
        let Some(end) = boundary.content_end(content) else {
            return Ok((taken, false));
        };
        let value = content.get(..end).unwrap_or_default();
        let value = str::from_utf8(value).map_err(|_| Malformed)?;
        fields.pairs.push((head.name, value.to_owned()));
        drop(bytes.split_to(length + end));
        taken += length + end;
    }
}

/// SOURCE: S3 API Reference, "HTML Form Fields": only what follows the last slash or backslash.
fn basename(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// SOURCE: S3 API Reference, "Error Responses", MalformedPOSTRequest.
pub(super) fn malformed() -> Error {
    let text = "The body of your POST request is not well-formed multipart/form-data.";
    Error::new(ErrorCode::MalformedPOSTRequest, text)
}

/// The bytes of a form's file.
///
/// INVARIANT: it ends without an error only after the whole file came and its length is allowed.
pub(super) struct File {
    content: Content,
    begun: Option<Bytes>,
    incoming: BodyStream,
    /// Bytes so far.
    length: u64,
    range: LengthRange,
    arrived: Arrived,
    has_ended: bool,
}

impl File {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        while !self.has_ended {
            if self.content.has_ended() {
                self.has_ended = true;
                return Poll::Ready(match self.range.check(self.length) {
                    Ok(()) => {
                        self.arrived.set_trailers(Vec::new());
                        None
                    }
                    Err(error) => Some(Err(self.fail(error))),
                });
            }
            let more = match self.begun.take() {
                Some(begun) => begun,
                None => match ready!(self.incoming.as_mut().poll_next(context)) {
                    Some(Ok(more)) => more,
                    Some(Err(error)) => return Poll::Ready(Some(Err(self.fail(error)))),
                    None => return Poll::Ready(Some(Err(self.fail(malformed())))),
                },
            };
            let piece = self.content.push(more);
            self.length += u64::try_from(piece.len()).unwrap_or(u64::MAX);
            if let Err(error) = self.range.check_so_far(self.length) {
                return Poll::Ready(Some(Err(self.fail(error))));
            }
            if !piece.is_empty() {
                return Poll::Ready(Some(Ok(piece)));
            }
        }
        Poll::Ready(None)
    }

    /// Ends the file, and has the answer tell why.
    fn fail(&mut self, error: Error) -> Error {
        self.has_ended = true;
        self.arrived.fail(error.clone());
        error
    }
}

impl Body for File {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let piece = ready!(self.poll_piece(context));
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    /// Never before the end was seen.
    fn is_end_stream(&self) -> bool {
        self.has_ended
    }
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt, stream};
    use http_body_util::BodyExt;
    use iamd_auth::Caller;

    use super::*;
    use crate::arrived::tests::arrived;

    const FORM: &str = "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk/${filename}\
        \r\n--b\r\nContent-Disposition: form-data; name=\"Empty\"\r\n\r\n\
        \r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\x\\a.txt\"\r\n\
        Content-Type: text/plain\r\n\r\nthe\r\nfile\
        \r\n--b\r\nContent-Disposition: form-data; name=\"late\"\r\n\r\nx\r\n--b--\r\n";

    fn incoming(text: &str, size: usize) -> BodyStream {
        let pieces: Vec<_> = text
            .as_bytes()
            .chunks(size)
            .map(|piece| Ok(Bytes::copy_from_slice(piece)))
            .collect();
        Box::pin(stream::iter(pieces))
    }

    fn open(text: &str, size: usize) -> Result<OpenForm, Error> {
        let boundary = Boundary::of("multipart/form-data; boundary=b").unwrap();
        OpenForm::read(boundary, incoming(text, size))
            .now_or_never()
            .unwrap()
    }

    #[test]
    fn fields_and_file_are_found_however_the_bytes_are_cut() {
        for size in 1..FORM.len() {
            let form = open(FORM, size).unwrap_or_else(|error| panic!("{size}: {error}"));
            let expect = [("key", "k/${filename}"), ("Empty", "")];
            let expect = expect.map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(form.fields.pairs, expect);
            assert_eq!(form.fields.filename, "a.txt");
            let arrived = arrived(Caller::anonymous());
            let file = form.into_file(LengthRange::ANY, arrived.clone());
            assert_eq!(arrived.trailers(), None);
            let read = file.collect().now_or_never().unwrap().unwrap();
            assert_eq!(read.to_bytes(), "the\r\nfile");
            assert_eq!(arrived.trailers(), Some(Vec::new()));
        }
    }

    #[track_caller]
    fn check_file(text: &str, range: LengthRange, expect: ErrorCode) {
        let arrived = arrived(Caller::anonymous());
        let file = open(text, 7).unwrap().into_file(range, arrived.clone());
        let error = file.collect().now_or_never().unwrap().unwrap_err();
        assert_eq!(error.code, expect);
        assert_eq!(arrived.failure().map(|error| error.code), Some(expect));
        assert_eq!(arrived.trailers(), None);
    }

    #[test]
    fn a_file_ends_well_only_if_all_of_it_came_and_its_length_is_allowed() {
        let cut = FORM.split("\r\n--b\r\nContent-Disposition: form-data; name=\"late\"");
        let cut = cut.clone().next().unwrap();
        check_file(cut, LengthRange::ANY, ErrorCode::MalformedPOSTRequest);
        check_file(
            FORM,
            LengthRange { min: 0, max: 8 },
            ErrorCode::EntityTooLarge,
        );
        check_file(
            FORM,
            LengthRange { min: 10, max: 20 },
            ErrorCode::EntityTooSmall,
        );
    }

    #[track_caller]
    fn check(text: &str, expect: ErrorCode) {
        let code = open(text, 1000).map(|_| ()).unwrap_err().code;
        assert_eq!(code, expect);
    }

    #[test]
    fn what_is_no_form_is_refused() {
        check("", ErrorCode::MalformedPOSTRequest);
        check("nonsense", ErrorCode::MalformedPOSTRequest);
        check("--b--\r\n", ErrorCode::MalformedPOSTRequest);
        let field = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
        check(
            &format!("{field}x\r\n--b--\r\n"),
            ErrorCode::MalformedPOSTRequest,
        );
        let large = "x".repeat(FIELDS_BYTES_MAX);
        check(
            &format!("{field}{large}\r\n--b"),
            ErrorCode::MaxPostPreDataLengthExceededError,
        );
        check(
            &format!("{field}{large}"),
            ErrorCode::MaxPostPreDataLengthExceededError,
        );
    }
}
