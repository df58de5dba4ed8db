//! HTTP/1.1 as a client speaks it that trusts nobody: lengths, chunks, and every error.

use std::{
    io::{self, Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use super::Answer;

/// There was no whole answer: what was asked for may have happened, or not.
#[derive(Debug, thiserror::Error)]
#[error("no answer: {0}")]
pub struct Lost(#[from] pub io::Error);

/// LIMIT: an answer's head that is longer is none of ours.
const HEAD_BYTES_MAX: usize = 64 * 1024;

/// A connection that is kept open.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    /// What was read and not used yet.
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects to `HOST:PORT`.
    ///
    /// # Errors
    /// Nobody answers there.
    pub fn open(address: &str, patience: Duration) -> Result<Self, Lost> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(patience))?;
        Ok(Self {
            stream,
            buffer: Vec::new(),
        })
    }

    /// Sends a whole request and reads the whole answer.
    ///
    /// # Errors
    /// The connection broke off, or what came back is no HTTP.
    pub fn exchange(&mut self, request: &[u8]) -> Result<Answer, Lost> {
        // Whoever refuses a request early may close its side before all was sent: what it says is
        // read all the same.
        let sent = self.stream.write_all(request);
        let is_head = request.starts_with(b"HEAD ");
        self.answer(is_head)
            .map_err(|error| Lost(sent.err().unwrap_or(error)))
    }

    fn answer(&mut self, is_head: bool) -> io::Result<Answer> {
        let mut answer = self.head()?;
        while (100..200).contains(&answer.status) {
            answer = self.head()?;
        }
        let has_body = !is_head && !matches!(answer.status, 204 | 304);
        let is_chunked = answer
            .header("transfer-encoding")
            .is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
        let length = answer.header("content-length").map(str::parse::<usize>);
        answer.body = match length {
            _ if !has_body => Vec::new(),
            _ if is_chunked => self.chunks()?,
            Some(Ok(bytes)) => self.take(bytes)?,
            Some(Err(_)) => return Err(malformed("a length that is no number")),
            None => self.rest()?,
        };
        Ok(answer)
    }

    fn head(&mut self) -> io::Result<Answer> {
        let line = self.line()?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut answer = Answer {
            status: status.ok_or_else(|| malformed("no status"))?,
            ..Answer::default()
        };
        let mut bytes = line.len();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(answer);
            }
            bytes += line.len();
            if bytes > HEAD_BYTES_MAX {
                return Err(malformed("the head does not end"));
            }
            let (name, value) = line
                .split_once(':')
                .ok_or_else(|| malformed("a header without a colon"))?;
            let header = (name.to_ascii_lowercase(), value.trim().to_owned());
            answer.headers.push(header);
        }
    }

    fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let length = usize::from_str_radix(line.trim(), 16);
            let length = length.map_err(|_| malformed("a chunk without a length"))?;
            body.append(&mut self.take(length)?);
            // Behind the last chunk come trailers, of which there are none here.
            if !self.line()?.is_empty() {
                return Err(malformed("a chunk without an end"));
            }
            if length == 0 {
                return Ok(body);
            }
        }
    }

    /// A line without its end.
    fn line(&mut self) -> io::Result<String> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|two| two == b"\r\n") {
                let line = self.take(end)?;
                self.take(2)?;
                return String::from_utf8(line).map_err(|_| malformed("a line that is no text"));
            }
            if self.buffer.len() > HEAD_BYTES_MAX {
                return Err(malformed("a line does not end"));
            }
            self.fill()?;
        }
    }

    fn take(&mut self, bytes: usize) -> io::Result<Vec<u8>> {
        while self.buffer.len() < bytes {
            self.fill()?;
        }
        let rest = self.buffer.split_off(bytes);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    fn rest(&mut self) -> io::Result<Vec<u8>> {
        let mut body = std::mem::take(&mut self.buffer);
        self.stream.read_to_end(&mut body)?;
        Ok(body)
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut piece = [0; 16 * 1024];
        let read = self.stream.read(&mut piece)?;
        let piece = piece.get(..read).unwrap_or_default();
        if piece.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.buffer.extend_from_slice(piece);
        Ok(())
    }
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
