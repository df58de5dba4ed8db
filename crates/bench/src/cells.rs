//! The cells of the table: operations by numbers of connections, each beside the bare server.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Result;

use crate::{
    folder::Folder,
    http_wire::Connection,
    load::{self, Measured, as_f64},
    process::{LastWords, Server, root_key},
    requests::Call,
    setup::{self, Caller},
};

/// How many connections there are at once.
const CONNECTIONS: [usize; 3] = [1, 16, 64];
/// What comes before the clock starts: caches and branches are warm then.
const WARM_UP: Duration = Duration::from_millis(500);
/// LIMIT: requests that are signed for one second; a server that needs more ends its cell early.
const REQUESTS_PER_SECOND: usize = 30_000;
/// How many requests allocations are counted over.
const COUNTED_REQUESTS: usize = 10_000;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    GetCallerIdentity,
    GetUser,
    AssumeRole,
    CreateUser,
}

/// One cell.
pub(crate) struct Cell {
    pub(crate) subject: Subject,
    pub(crate) connections: usize,
    /// The length of an answer, head and body, in bytes.
    pub(crate) answer_bytes: usize,
    pub(crate) bare: Measured,
    pub(crate) iamd: Measured,
    /// Transactions and syncs of the store, where the server told them.
    pub(crate) store: Option<(u64, u64)>,
}

/// Everything that was measured under load.
pub(crate) struct Cells {
    pub(crate) cells: Vec<Cell>,
    /// Allocations a request, by operation, where they could be counted.
    pub(crate) allocations: Vec<(Subject, Option<f64>)>,
}

impl Subject {
    const ALL: [Self; 4] = [
        Self::GetCallerIdentity,
        Self::GetUser,
        Self::AssumeRole,
        Self::CreateUser,
    ];

    /// The operation.
    pub(crate) fn call(self) -> Call {
        match self {
            Self::GetCallerIdentity => Call::sts("GetCallerIdentity"),
            Self::GetUser => Call::iam("GetUser"),
            Self::AssumeRole => Call::sts("AssumeRole"),
            Self::CreateUser => Call::iam("CreateUser"),
        }
    }

    /// `number` requests, no two of them alike; `cell` keeps the names of cells apart.
    fn requests(
        self,
        caller: &Caller,
        host: &str,
        cell: &str,
        number: usize,
    ) -> Result<Vec<Vec<u8>>> {
        let request = |number: usize| {
            let new = format!("{cell}-{number}");
            let members: &[(&str, &str)] = match self {
                Self::GetCallerIdentity => &[],
                Self::GetUser => &[("UserName", setup::CALLER)],
                Self::AssumeRole => &[("RoleArn", &caller.role_arn), ("RoleSessionName", &new)],
                Self::CreateUser => &[("UserName", &new)],
            };
            self.call().request(&caller.key, host, number, members)
        };
        (0..number).map(request).collect()
    }
}

/// A server's data with a caller in it.
struct Prepared<'a> {
    folder: &'a Folder,
    caller: Caller,
}

/// Measures every cell, and counts allocations.
pub(crate) async fn measure(folder: &Folder, seconds: u32) -> Result<Cells> {
    let data = folder.data("cells");
    let prepared = prepare(folder, &data).await?;
    let mut cells = Vec::new();
    for subject in Subject::ALL {
        for connections in CONNECTIONS {
            cells.push(prepared.cell(&data, subject, connections, seconds).await?);
        }
    }
    let mut allocations = Vec::new();
    for subject in Subject::ALL {
        allocations.push((subject, prepared.allocations(&data, subject).await?));
    }
    Ok(Cells { cells, allocations })
}

async fn prepare<'a>(folder: &'a Folder, data: &Path) -> Result<Prepared<'a>> {
    let server = Server::iamd(folder, "iamd", data)?;
    let caller = setup::make_caller(&server.address, &root_key(data)?).await?;
    server.stop()?;
    Ok(Prepared { folder, caller })
}

impl Prepared<'_> {
    async fn cell(
        &self,
        data: &Path,
        subject: Subject,
        connections: usize,
        seconds: u32,
    ) -> Result<Cell> {
        let iamd = Server::iamd(self.folder, "iamd", data)?;
        let name = format!("cell-{connections}");
        let warm = subject.requests(&self.caller, &iamd.address, &format!("{name}-warm"), 5_000)?;
        let number = REQUESTS_PER_SECOND * usize::try_from(seconds)?;
        let requests = Arc::new(subject.requests(&self.caller, &iamd.address, &name, number)?);
        let (answer_bytes, body_bytes) = probe(&iamd, &warm).await?;
        let warm = Arc::new(warm.into_iter().skip(1).collect::<Vec<_>>());
        let time = Duration::from_secs(seconds.into());
        let bare = Server::bare(self.folder, body_bytes)?;
        load::run(&bare, &warm, connections, WARM_UP).await?;
        let of_bare = load::run(&bare, &requests, connections, time).await?;
        drop(bare);
        load::run(&iamd, &warm, connections, WARM_UP).await?;
        let of_iamd = load::run(&iamd, &requests, connections, time).await?;
        let LastWords {
            transactions,
            syncs,
            ..
        } = iamd.stop()?;
        let store = transactions
            .zip(syncs)
            .filter(|_| subject == Subject::CreateUser);
        Ok(Cell {
            subject,
            connections,
            answer_bytes,
            bare: of_bare,
            iamd: of_iamd,
            store,
        })
    }

    /// Counts what two runs of different lengths allocate: the difference is of the requests alone.
    async fn allocations(&self, data: &Path, subject: Subject) -> Result<Option<f64>> {
        let mut counts = Vec::new();
        for number in [COUNTED_REQUESTS, 2 * COUNTED_REQUESTS] {
            let server = Server::iamd(self.folder, "iamd-counted", data)?;
            let cell = format!("counted-{number}");
            let requests = subject.requests(&self.caller, &server.address, &cell, number)?;
            load::run(&server, &Arc::new(requests), 16, Duration::from_mins(10)).await?;
            counts.push(server.stop()?.allocations);
        }
        let [Some(fewer), Some(more)] = counts.as_slice() else {
            return Ok(None);
        };
        let difference = usize::try_from(more.saturating_sub(*fewer))?;
        Ok(Some(as_f64(difference) / as_f64(COUNTED_REQUESTS)))
    }
}

/// The length of an answer to the first of these requests: in all, and of its body.
async fn probe(server: &Server, requests: &[Vec<u8>]) -> Result<(usize, usize)> {
    let mut connection = Connection::open(&server.address).await?;
    let first = requests.first().map(Vec::as_slice).unwrap_or_default();
    let answer = connection.exchange(first).await?;
    answer.success()?;
    Ok((answer.total_bytes, answer.body.len()))
}
