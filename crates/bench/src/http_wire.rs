//! HTTP/1.1 as the generator speaks it: just enough, so that it costs little.

use anyhow::{Context, Result, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// LIMIT: an answer's head that is longer is none of ours.
const HEAD_BYTES_MAX: usize = 16 * 1024;

/// A connection that is kept open.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back.
pub(crate) struct Answer<'a> {
    /// The status code.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: &'a [u8],
    /// The length of head and body together, in bytes.
    pub(crate) total_bytes: usize,
}

impl Connection {
    /// Connects to `HOST:PORT`.
    pub(crate) async fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)
            .await
            .with_context(|| address.to_owned())?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(HEAD_BYTES_MAX),
        })
    }

    /// Sends a whole request and reads the whole answer.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head_bytes = loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server ended the connection");
            }
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            if self.buffer.len() > HEAD_BYTES_MAX {
                bail!("the answer's head does not end");
            }
        };
        let head = self.buffer.get(..head_bytes).unwrap_or_default();
        let head = std::str::from_utf8(head)?;
        let status = head
            .get(9..12)
            .and_then(|code| code.parse().ok())
            .context("no status")?;
        let total_bytes = head_bytes + content_length(head)?;
        while self.buffer.len() < total_bytes {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server ended the connection within an answer");
            }
        }
        let body = self.buffer.get(head_bytes..total_bytes).unwrap_or_default();
        Ok(Answer {
            status,
            body,
            total_bytes,
        })
    }
}

impl Answer<'_> {
    /// The body of an answer that is as it should be.
    ///
    /// # Errors
    /// The status is not 200.
    pub(crate) fn success(&self) -> Result<&str> {
        let body = std::str::from_utf8(self.body)?;
        if self.status != 200 {
            bail!("the answer is {}: {body}", self.status);
        }
        Ok(body)
    }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

fn content_length(head: &str) -> Result<usize> {
    let value = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then_some(value.trim())
    });
    value
        .context("an answer without a length")?
        .parse()
        .context("a length that is no number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_understood() {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: a\r\ncontent-length: 12\r\n\r\n";
        assert_eq!(content_length(head).unwrap(), 12);
        assert_eq!(find(head.as_bytes(), b"\r\n\r\n"), Some(head.len() - 4));
        assert!(content_length("HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
