//! Objects: puts, gets and listings, beside the bare server and beside `s3s-fs`, which stands on the
//! same parser and verifies signatures as well.

mod rival;
mod subject;
mod traffic;

use std::{path::Path, time::Duration};

use anyhow::Result;

pub(crate) use self::rival::{KEY_ID, SECRET, serve as serve_rival};
pub(crate) use self::traffic::Passed;
use self::{subject::Subject, traffic::Request};
use crate::{
    folder::Folder,
    process::{Server, root_key},
    requests::Key,
    setup,
};

/// What comes before the clock starts: caches and branches are warm then.
const WARM_UP: Duration = Duration::from_millis(500);

/// One row of the table.
pub(crate) struct Row {
    pub(crate) subject: Subject,
    pub(crate) connections: usize,
    pub(crate) bare: Passed,
    pub(crate) rival: Passed,
    pub(crate) iamd: Passed,
}

/// Measures every subject at each of its numbers of connections.
pub(crate) async fn measure(folder: &Folder, seconds: u32) -> Result<Vec<Row>> {
    let data = folder.data("objects");
    let of_rival = folder.data("rival");
    let key = prepare(folder, &data, &of_rival).await?;
    let mut rows = Vec::new();
    for subject in Subject::ALL {
        for connections in subject.connections() {
            let stage = Stage {
                key: &key,
                subject,
                connections: *connections,
                time: Duration::from_secs(seconds.into()),
            };
            let iamd = || Server::iamd(folder, "iamd", &data);
            let rival = || Server::rival(folder, &of_rival, &key);
            let answer_bytes = stage.probe(&iamd()?).await?;
            rows.push(Row {
                subject,
                connections: *connections,
                bare: stage.run(&Server::bare(folder, answer_bytes)?).await?,
                rival: stage.run(&rival()?).await?,
                iamd: stage.run(&iamd()?).await?,
            });
        }
    }
    Ok(rows)
}

/// Gives both servers a bucket with the objects that are read, and makes the caller.
async fn prepare(folder: &Folder, data: &Path, of_rival: &Path) -> Result<Key> {
    let server = Server::iamd(folder, "iamd", data)?;
    let caller = setup::make_caller(&server.address, &root_key(data)?).await?;
    let key = caller.key;
    fill(&server, &key).await?;
    server.stop()?;
    fill(&Server::rival(folder, of_rival, &key)?, &key).await?;
    Ok(key)
}

async fn fill(server: &Server, key: &Key) -> Result<()> {
    let requests = subject::of_setup(key, &server.address)?;
    traffic::send_all(server, &requests).await
}

/// One subject at one number of connections.
struct Stage<'a> {
    key: &'a Key,
    subject: Subject,
    connections: usize,
    time: Duration,
}

impl Stage<'_> {
    /// Warms a server up, and measures it.
    async fn run(&self, server: &Server) -> Result<Passed> {
        let warm = self.requests(server, "warm", WARM_UP)?;
        traffic::run(server, warm, self.connections, WARM_UP).await?;
        let requests = self.requests(server, "run", self.time)?;
        traffic::run(server, requests, self.connections, self.time).await
    }

    /// The length of an answer's body.
    async fn probe(&self, server: &Server) -> Result<usize> {
        let request = self
            .subject
            .request(self.key, &server.address, "probe", 0)?;
        traffic::send(server, &request).await
    }

    fn requests(&self, server: &Server, name: &str, time: Duration) -> Result<Vec<Request>> {
        let cell = format!("{name}-{}", self.connections);
        let number = self.subject.requests_max(time);
        (0..number)
            .map(|number| {
                self.subject
                    .request(self.key, &server.address, &cell, number)
            })
            .collect()
    }
}
