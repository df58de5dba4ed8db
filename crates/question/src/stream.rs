//! Many questions, line by line.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use crate::{
    Options,
    answer::{answer_line_with, refusal},
    error::QuestionError,
};

/// The most bytes of a line, its end not counted.
// LIMIT: longer than any set of policies that AWS would take; a longer line is not kept in memory.
pub const LINE_BYTES_MAX: usize = 4 << 20;

/// Answers every line of `reader` with a line to `writer`, in order, until there are no more.
///
/// A line ends with LF; the last one need not. Each line has exactly one answer, an empty one and
/// one that is too long as well. Answers are flushed when the next question is not there yet, so a
/// program can ask and wait for the answer.
///
/// # Errors
/// Only if reading or writing fails.
pub fn answer_all(reader: impl Read, writer: impl Write, options: Options) -> io::Result<()> {
    let mut lines = Lines {
        reader: BufReader::with_capacity(BUFFER_BYTES, reader),
        line: Vec::new(),
    };
    let mut writer = BufWriter::with_capacity(BUFFER_BYTES, writer);
    loop {
        if !lines.is_next_there() {
            writer.flush()?;
        }
        let answer = match lines.next()? {
            Some(Ok(line)) => answer_line_with(line, options),
            Some(Err(error)) => refusal(None, &error, options),
            None => return Ok(()),
        };
        writer.write_all(answer.as_bytes())?;
        writer.write_all(b"\n")?;
    }
}

const BUFFER_BYTES: usize = 64 << 10;

/// Lines of a reader.
struct Lines<R> {
    reader: BufReader<R>,
    line: Vec<u8>,
}

impl<R: Read> Lines<R> {
    /// Whether the next line was read already, to its end.
    fn is_next_there(&self) -> bool {
        memchr::memchr(b'\n', self.reader.buffer()).is_some()
    }

    /// The next line without its end; `None` when there are no more.
    fn next(&mut self) -> io::Result<Option<Result<&str, QuestionError>>> {
        self.line.clear();
        // One byte more tells that the line is too long, a further one is for its end.
        let limit = LINE_BYTES_MAX as u64 + 1;
        let read = (&mut self.reader)
            .take(limit)
            .read_until(b'\n', &mut self.line)?;
        if read == 0 {
            return Ok(None);
        }
        if self.line.last() == Some(&b'\n') {
            self.line.pop();
        } else if self.line.len() > LINE_BYTES_MAX {
            self.reader.skip_until(b'\n')?;
            let bytes_max = LINE_BYTES_MAX;
            return Ok(Some(Err(QuestionError::Length { bytes_max })));
        }
        let line = str::from_utf8(&self.line);
        Ok(Some(line.map_err(|_| QuestionError::NotUtf8)))
    }
}
