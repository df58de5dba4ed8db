//! The load generator for bodies that are too large to gather: what comes back is counted and
//! thrown away.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

use crate::{load::as_f64, process::Server};

/// What is read at once.
const BUFFER_BYTES: usize = 256 << 10;

/// A request: what was signed, and the body, which all requests of a kind share.
pub(crate) struct Request {
    pub(crate) head: Vec<u8>,
    pub(crate) body: Bytes,
}

/// What one server did.
pub(crate) struct Passed {
    /// Answers a second.
    pub(crate) per_second: f64,
    /// The time that half of the requests kept below.
    pub(crate) p50: Duration,
}

/// Sends all requests, one after the other.
pub(super) async fn send_all(server: &Server, requests: &[Request]) -> Result<()> {
    let mut connection = Connection::open(server).await?;
    for request in requests {
        connection.pass(request).await?;
    }
    Ok(())
}

/// Sends one request. Tells the length of the answer's body.
pub(super) async fn send(server: &Server, request: &Request) -> Result<usize> {
    Connection::open(server).await?.pass(request).await
}

/// Sends `requests` over `connections` until they are used up or the time is over.
pub(super) async fn run(
    server: &Server,
    requests: Vec<Request>,
    connections: usize,
    time: Duration,
) -> Result<Passed> {
    let requests = Arc::new(requests);
    let mut opened = Vec::with_capacity(connections);
    for _ in 0..connections {
        opened.push(Connection::open(server).await?);
    }
    let start = Instant::now();
    let deadline = start + time;
    let mut tasks = JoinSet::new();
    for (number, mut connection) in opened.into_iter().enumerate() {
        let requests = Arc::clone(&requests);
        tasks.spawn(async move {
            let mut latencies = Vec::new();
            for request in requests.iter().skip(number).step_by(connections) {
                let sent = Instant::now();
                if sent >= deadline {
                    break;
                }
                connection.pass(request).await?;
                latencies.push(sent.elapsed());
            }
            anyhow::Ok(latencies)
        });
    }
    let mut latencies = Vec::new();
    while let Some(done) = tasks.join_next().await {
        latencies.append(&mut done??);
    }
    let took = start.elapsed();
    latencies.sort_unstable();
    Ok(Passed {
        per_second: as_f64(latencies.len()) / took.as_secs_f64(),
        p50: latencies
            .get(latencies.len() / 2)
            .copied()
            .unwrap_or_default(),
    })
}

/// A connection that is kept open.
struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(server: &Server) -> Result<Self> {
        let stream = TcpStream::connect(&server.address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: vec![0; BUFFER_BYTES],
        })
    }

    /// Sends a request and reads its answer, whose body is thrown away. Tells the body's length.
    async fn pass(&mut self, request: &Request) -> Result<usize> {
        self.stream.write_all(&request.head).await?;
        self.stream.write_all(&request.body).await?;
        let mut filled = 0;
        let (body_bytes, mut missing) = loop {
            let free = self.buffer.get_mut(filled..).unwrap_or_default();
            let read = self.stream.read(free).await?;
            if read == 0 {
                bail!("the server ended the connection");
            }
            filled += read;
            let seen = self.buffer.get(..filled).unwrap_or_default();
            if let Some(head) = Head::of(seen)? {
                break (head.body_bytes, head.missing(filled));
            }
        };
        while missing > 0 {
            let wanted = missing.min(BUFFER_BYTES);
            let buffer = self.buffer.get_mut(..wanted).unwrap_or_default();
            let read = self.stream.read(buffer).await?;
            if read == 0 {
                bail!("the server ended the connection within an answer");
            }
            missing -= read;
        }
        Ok(body_bytes)
    }
}

/// The head of an answer that is as it should be.
struct Head {
    bytes: usize,
    body_bytes: usize,
}

impl Head {
    /// The head, if it is here whole.
    fn of(seen: &[u8]) -> Result<Option<Self>> {
        let end = seen.windows(4).position(|window| window == b"\r\n\r\n");
        let Some(end) = end else {
            return Ok(None);
        };
        let head = std::str::from_utf8(seen.get(..end).unwrap_or_default())?;
        if !head.starts_with("HTTP/1.1 200") {
            bail!("the answer is {}", String::from_utf8_lossy(seen));
        }
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let is_length = name.eq_ignore_ascii_case("content-length");
            is_length.then(|| value.trim().parse())
        });
        Ok(Some(Self {
            bytes: end + 4,
            body_bytes: length.context("an answer without a length")??,
        }))
    }

    /// What of the answer is still to come.
    fn missing(&self, seen: usize) -> usize {
        (self.bytes + self.body_bytes).saturating_sub(seen)
    }
}
