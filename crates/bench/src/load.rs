//! The load generator: as many connections as asked for, each with one request at a time.

use std::{
    process,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Result;
use tokio::task::JoinSet;

use crate::{
    http_wire::Connection,
    process::{Server, processor_time},
};

/// What was measured of one server under one load.
pub(crate) struct Measured {
    /// Answers a second.
    pub(crate) per_second: f64,
    /// The latency that half of the requests kept below.
    pub(crate) p50: Duration,
    /// The latency that all but one in a hundred kept below.
    pub(crate) p99: Duration,
    /// The generator's share of all processors, 0 to 1.
    pub(crate) generator_share: f64,
    /// The server's share of all processors, 0 to 1.
    pub(crate) server_share: f64,
}

/// Sends `requests` over `connections` until they are used up or the time is over.
pub(crate) async fn run(
    server: &Server,
    requests: &Arc<Vec<Vec<u8>>>,
    connections: usize,
    time: Duration,
) -> Result<Measured> {
    let mut opened = Vec::with_capacity(connections);
    for _ in 0..connections {
        opened.push(Connection::open(&server.address).await?);
    }
    let used_before = used(server)?;
    let start = Instant::now();
    let deadline = start + time;
    let mut tasks = JoinSet::new();
    for (number, connection) in opened.into_iter().enumerate() {
        let requests = Arc::clone(requests);
        let mine = (number, connections);
        tasks.spawn(async move { drive(connection, &requests, mine, deadline).await });
    }
    let mut latencies = Vec::with_capacity(requests.len());
    while let Some(done) = tasks.join_next().await {
        latencies.append(&mut done??);
    }
    let took = start.elapsed();
    let used_after = used(server)?;
    latencies.sort_unstable();
    let processors = std::thread::available_parallelism()?.get();
    let available = took.as_secs_f64() * as_f64(processors);
    let share =
        |after: Duration, before: Duration| after.saturating_sub(before).as_secs_f64() / available;
    Ok(Measured {
        per_second: as_f64(latencies.len()) / took.as_secs_f64(),
        p50: percentile(&latencies, 50),
        p99: percentile(&latencies, 99),
        generator_share: share(used_after.0, used_before.0),
        server_share: share(used_after.1, used_before.1),
    })
}

/// Processor time of the generator and of the server.
fn used(server: &Server) -> Result<(Duration, Duration)> {
    Ok((processor_time(process::id())?, processor_time(server.id())?))
}

/// One connection: every request whose number leaves the connection's own as the remainder.
async fn drive(
    mut connection: Connection,
    requests: &[Vec<u8>],
    (number, connections): (usize, usize),
    deadline: Instant,
) -> Result<Vec<Duration>> {
    let mine = requests.iter().skip(number).step_by(connections);
    let mut latencies = Vec::with_capacity(mine.len());
    for request in mine {
        let sent = Instant::now();
        if sent >= deadline {
            break;
        }
        connection.exchange(request).await?.success()?;
        latencies.push(sent.elapsed());
    }
    Ok(latencies)
}

/// The latency that so many of a hundred kept below.
pub(crate) fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).copied().unwrap_or_default()
}

/// A count as a number to calculate with.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a benchmark are far below 2^52"
)]
pub(crate) fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_taken_from_sorted_latencies() {
        let sorted: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(percentile(&sorted, 50), Duration::from_millis(51));
        assert_eq!(percentile(&sorted, 99), Duration::from_millis(100));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }
}
