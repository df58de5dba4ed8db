//! What others ask meanwhile: one user after the other is read, and one is tagged.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Result;
use tokio::task::JoinHandle;

use crate::{
    http_wire::Connection,
    load::percentile,
    process::Server,
    requests::{Call, Key},
    setup::CALLER,
};

/// How many connections read. One more writes.
const READERS: usize = 3;

/// How long answers took.
pub(crate) struct Latencies(Vec<Duration>);

impl Latencies {
    /// How many answers there were.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The latency that so many of a hundred kept below.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        percentile(&self.0, percent)
    }

    /// The longest.
    pub(crate) fn longest(&self) -> Duration {
        self.0.last().copied().unwrap_or_default()
    }

    fn of(mut latencies: Vec<Duration>) -> Self {
        latencies.sort_unstable();
        Self(latencies)
    }
}

/// The others, until they are stopped.
pub(super) struct Beside {
    is_over: Arc<AtomicBool>,
    readers: Vec<JoinHandle<Result<Vec<Duration>>>>,
    writer: JoinHandle<Result<Vec<Duration>>>,
}

impl Beside {
    /// Readers who may read, and a root user who writes.
    pub(super) async fn start(server: &Server, reader: &Key, root: &Key) -> Result<Self> {
        let is_over = Arc::new(AtomicBool::new(false));
        let mut readers = Vec::new();
        for number in 0..READERS {
            let somebody = Somebody::new(server, reader, "GetUser", number, &is_over).await?;
            readers.push(tokio::spawn(somebody.ask(&[("UserName", CALLER)])));
        }
        let somebody = Somebody::new(server, root, "TagUser", READERS, &is_over).await?;
        let members = &[
            ("UserName", CALLER),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v"),
        ];
        let writer = tokio::spawn(somebody.ask(members));
        Ok(Self {
            is_over,
            readers,
            writer,
        })
    }

    /// What the readers saw, and what the writer saw.
    pub(super) async fn stop(self) -> Result<(Latencies, Latencies)> {
        self.is_over.store(true, Ordering::Relaxed);
        let mut reads = Vec::new();
        for reader in self.readers {
            reads.append(&mut reader.await??);
        }
        Ok((Latencies::of(reads), Latencies::of(self.writer.await??)))
    }
}

/// One connection, with one request at a time.
struct Somebody {
    connection: Connection,
    host: String,
    key: Key,
    action: &'static str,
    /// Sets its requests apart from those of the others.
    number: usize,
    is_over: Arc<AtomicBool>,
}

impl Somebody {
    async fn new(
        server: &Server,
        key: &Key,
        action: &'static str,
        number: usize,
        is_over: &Arc<AtomicBool>,
    ) -> Result<Self> {
        Ok(Self {
            connection: Connection::open(&server.address).await?,
            host: server.address.clone(),
            key: key.clone(),
            action,
            number,
            is_over: Arc::clone(is_over),
        })
    }

    /// Asks again and again. The clock does not run while a request is signed.
    async fn ask(mut self, members: &[(&'static str, &'static str)]) -> Result<Vec<Duration>> {
        let mut latencies = Vec::new();
        while !self.is_over.load(Ordering::Relaxed) {
            let number = latencies.len() * (READERS + 1) + self.number;
            let request = Call::iam(self.action).request(&self.key, &self.host, number, members)?;
            let sent = Instant::now();
            self.connection.exchange(&request).await?.success()?;
            latencies.push(sent.elapsed());
        }
        Ok(latencies)
    }
}
