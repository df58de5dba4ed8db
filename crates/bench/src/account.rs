//! An account of very many users: what is told of it as a whole, and how others fare meanwhile.

mod beside;
mod questions;

use std::{sync::Arc, time::Duration};

use anyhow::Result;

pub(crate) use self::beside::Latencies;
use self::{beside::Beside, questions::Question};
use crate::{
    folder::Folder,
    http_wire::Connection,
    life, load,
    process::{Server, root_key},
    requests::{Call, Key},
    setup,
};

/// How many connections fill the account.
const CONNECTIONS: usize = 64;
/// As many users have an access key.
const USERS_PER_KEY: usize = 10;
/// The users are in as many groups, each in one.
const GROUPS: usize = 100;
/// How many requests are signed at a time.
const BATCH: usize = 20_000;
const HOUR: Duration = Duration::from_hours(1);

/// What was measured.
pub(crate) struct Account {
    pub(crate) users: usize,
    /// How long it took to make them, their keys and their memberships.
    pub(crate) filled_in: Duration,
    /// Memory held after that.
    pub(crate) filled_bytes: u64,
    pub(crate) rows: Vec<Row>,
}

/// One question about the whole account.
pub(crate) struct Row {
    pub(crate) question: Question,
    pub(crate) answers: usize,
    pub(crate) bytes: usize,
    pub(crate) took: Duration,
    /// Memory held at most meanwhile.
    pub(crate) memory_bytes: u64,
    /// Requests of others meanwhile.
    pub(crate) reads: Latencies,
    pub(crate) writes: Latencies,
}

/// Fills an account and asks everything about it, one thing after the other.
pub(crate) async fn measure(folder: &Folder, users: usize) -> Result<Account> {
    let data = folder.data("account");
    let server = Server::iamd(folder, "iamd", &data)?;
    let key = root_key(&data)?;
    let caller = setup::make_caller(&server.address, &key).await?;
    let start = std::time::Instant::now();
    fill(&server, &key, users).await?;
    let filled_in = start.elapsed();
    let filled_bytes = server.resident_bytes()?;
    let mut rows = Vec::new();
    for question in Question::ALL {
        server.forget_peak()?;
        let beside = Beside::start(&server, &caller.key, &key).await?;
        let start = std::time::Instant::now();
        let mut connection = Connection::open(&server.address).await?;
        let told = question.ask(&mut connection, &server.address, &key).await?;
        let took = start.elapsed();
        let (reads, writes) = beside.stop().await?;
        rows.push(Row {
            question,
            answers: told.answers,
            bytes: told.bytes,
            took,
            memory_bytes: server.peak_bytes()?,
            reads,
            writes,
        });
    }
    Ok(Account {
        users,
        filled_in,
        filled_bytes,
        rows,
    })
}

/// Makes the users, keys for some of them, and groups with all of them.
async fn fill(server: &Server, root: &Key, users: usize) -> Result<()> {
    life::fill(server, root, users).await?;
    send(server, root, "CreateGroup", GROUPS, |number| {
        vec![("GroupName", format!("group-{number}"))]
    })
    .await?;
    send(server, root, "AddUserToGroup", users, |number| {
        vec![
            ("GroupName", format!("group-{}", number % GROUPS)),
            ("UserName", format!("user-{number}")),
        ]
    })
    .await?;
    send(
        server,
        root,
        "CreateAccessKey",
        users / USERS_PER_KEY,
        |number| vec![("UserName", format!("user-{}", number * USERS_PER_KEY))],
    )
    .await
}

/// Sends `count` requests of one operation.
async fn send(
    server: &Server,
    root: &Key,
    action: &'static str,
    count: usize,
    members: impl Fn(usize) -> Vec<(&'static str, String)>,
) -> Result<()> {
    let mut sent = 0;
    while sent < count {
        let batch = sent..count.min(sent + BATCH);
        sent = batch.end;
        let request = |number: usize| {
            let members = members(number);
            let members: Vec<_> = members.iter().map(|(n, v)| (*n, v.as_str())).collect();
            Call::iam(action).request(root, &server.address, number, &members)
        };
        let requests: Result<Vec<_>> = batch.map(request).collect();
        load::run(server, &Arc::new(requests?), CONNECTIONS, HOUR).await?;
    }
    Ok(())
}
