//! Start, idling, a crash and the start after it.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Result;

use crate::{
    folder::Folder,
    http_wire::Connection,
    load,
    process::{Server, root_key},
    requests::{Call, Key},
};

const STARTS: usize = 20;
/// How many users are signed for at a time.
const BATCH: usize = 20_000;
/// A server that was asked for something a second ago has done what it does on its own.
const IDLE: Duration = Duration::from_secs(1);

/// What was measured of a server's life.
pub(crate) struct Life {
    /// From the start of the process to the first answer, in an empty directory; the median.
    pub(crate) first_start: Duration,
    /// The same in a directory that was used before.
    pub(crate) start: Duration,
    /// Memory held by a server that has answered once.
    pub(crate) idle_bytes: u64,
    /// The size of the program.
    pub(crate) program_bytes: u64,
    /// How many users there were when the server was killed.
    pub(crate) users: usize,
    /// From the start after the kill to the first answer.
    pub(crate) start_after_kill: Duration,
    /// Memory held after that answer.
    pub(crate) full_bytes: u64,
}

/// Measures the whole of it.
pub(crate) async fn measure(folder: &Folder, users: usize) -> Result<Life> {
    let mut first_starts = Vec::new();
    let mut starts = Vec::new();
    for number in 0..STARTS {
        let data = folder.data(&format!("start-{number}"));
        first_starts.push(time_start(folder, &data).await?.0);
        starts.push(time_start(folder, &data).await?.0);
    }
    let data = folder.data("start-0");
    let (_, server) = time_start(folder, &data).await?;
    tokio::time::sleep(IDLE).await;
    let idle_bytes = server.resident_bytes()?;
    fill(&server, &root_key(&data)?, users).await?;
    server.kill()?;
    let (start_after_kill, server) = time_start(folder, &data).await?;
    Ok(Life {
        first_start: median(first_starts),
        start: median(starts),
        idle_bytes,
        program_bytes: folder.program("iamd").metadata()?.len(),
        users,
        start_after_kill,
        full_bytes: server.resident_bytes()?,
    })
}

/// Starts a server and has it answer once.
async fn time_start(folder: &Folder, data: &Path) -> Result<(Duration, Server)> {
    let start = Instant::now();
    let server = Server::iamd(folder, "iamd", data)?;
    let mut connection = Connection::open(&server.address).await?;
    let call = Call::sts("GetCallerIdentity");
    let request = call.request(&root_key(data)?, &server.address, 0, &[])?;
    connection.exchange(&request).await?.success()?;
    Ok((start.elapsed(), server))
}

/// Makes users.
pub(crate) async fn fill(server: &Server, root: &Key, users: usize) -> Result<()> {
    let mut made = 0;
    while made < users {
        let batch = made..users.min(made + BATCH);
        made = batch.end;
        let request = |number: usize| {
            let name = format!("user-{number}");
            Call::iam("CreateUser").request(root, &server.address, number, &[("UserName", &name)])
        };
        let requests: Result<Vec<_>> = batch.map(request).collect();
        load::run(server, &Arc::new(requests?), 64, Duration::from_hours(1)).await?;
    }
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
