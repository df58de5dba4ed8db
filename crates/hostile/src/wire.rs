//! HTTP/1.1 as a client that sends what others would not.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context, Result, bail};

/// LIMIT: an answer that is longer, or comes later, is a finding by itself.
const ANSWER_BYTES_MAX: usize = 4 << 20;
const PATIENCE: Duration = Duration::from_mins(1);

/// A connection that is opened anew when the server has closed it, as it may after what was sent.
pub(crate) struct Wire {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    /// The text of the first element of this name in a body of XML.
    pub(crate) fn element(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("<{name}>"))?;
        let (value, _) = rest.split_once(&format!("</{name}>"))?;
        Some(value)
    }
}

impl Wire {
    pub(crate) fn to(address: SocketAddr) -> Self {
        Self {
            address,
            stream: None,
            buffer: Vec::new(),
        }
    }

    /// Sends a whole request and reads the whole answer.
    pub(crate) fn exchange(&mut self, request: &[u8]) -> Result<Answer> {
        if let Some(stream) = self.stream.take() {
            // A connection that was kept may have been closed meanwhile: then it counts as none.
            if let Ok(answer) = self.try_exchange(stream, request) {
                return Ok(answer);
            }
        }
        let stream = TcpStream::connect(self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        self.try_exchange(stream, request)
    }

    fn try_exchange(&mut self, mut stream: TcpStream, request: &[u8]) -> Result<Answer> {
        stream.write_all(request)?;
        self.buffer.clear();
        let end = loop {
            if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            self.read_more(&mut stream)?;
        };
        let head = str::from_utf8(self.buffer.get(..end).unwrap_or_default())?;
        let status = head.get(9..12).and_then(|code| code.parse().ok());
        let status = status.context("an answer without a status")?;
        let value = |wanted: &str| {
            head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case(wanted)
                    .then(|| value.trim().to_ascii_lowercase())
            })
        };
        let closes = value("connection").is_some_and(|value| value == "close");
        let length: usize = match value("content-length") {
            Some(length) => length.parse()?,
            None if status == 204 || status == 304 => 0,
            None => bail!("an answer without a length: {head}"),
        };
        while self.buffer.len() < end + length {
            self.read_more(&mut stream)?;
        }
        let body = self.buffer.get(end..end + length).unwrap_or_default();
        let body = String::from_utf8_lossy(body).into_owned();
        if !closes {
            self.stream = Some(stream);
        }
        Ok(Answer { status, body })
    }

    fn read_more(&mut self, stream: &mut TcpStream) -> Result<()> {
        let mut piece = [0; 16 * 1024];
        let read = stream.read(&mut piece)?;
        if read == 0 || self.buffer.len() > ANSWER_BYTES_MAX {
            bail!("the answer broke off after {} bytes", self.buffer.len());
        }
        self.buffer
            .extend_from_slice(piece.get(..read).unwrap_or_default());
        Ok(())
    }
}
