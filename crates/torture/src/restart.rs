//! How long a start takes after a kill, with very many users and objects.

use std::{
    fmt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{
    client::{Answer, Client, Key},
    clock::MachineClock,
    process::{Program, Server},
};

/// How many clients fill the server.
const CLIENTS: u64 = 64;

/// How many kills are timed.
const KILLS: usize = 5;

/// Every so many objects lie in a file of their own.
const IN_FILES: u64 = 20;

/// The bucket of all objects.
const BUCKET: &str = "torture-restart";

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Restart {
    /// How many users there are, and as many objects.
    pub count: u64,
    /// How long it took to make them.
    pub filled_in: Duration,
    /// From the start of the process to an answer that read a user and one that read an object,
    /// each after a kill under load.
    pub starts: Vec<Duration>,
}

impl fmt::Display for Restart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, seconds) = (self.count, self.filled_in.as_secs());
        writeln!(f, "users, objects    {count} of each, made in {seconds} s")?;
        let starts = self.starts.iter().map(|took| took.as_millis().to_string());
        let starts = starts.collect::<Vec<_>>().join(", ");
        write!(
            f,
            "start after kill  {starts} ms, until a user and an object were read"
        )
    }
}

/// Fills a server, kills it under load, and times its starts.
pub(crate) fn run(program: &Path, folder: &Path, count: u64) -> Result<Restart> {
    let mut program = Program::new(program, &folder.join("filled"));
    program.arguments = ["--quotas-users", "10000000", "--log-level", "warn"]
        .map(str::to_owned)
        .to_vec();
    let server = program.start()?;
    let key = Key::of_root(&program.data_dir)?;
    let begun = Instant::now();
    let mut client = client_of(&server);
    expect(&client.s3(&key, "PUT", (&format!("/{BUCKET}"), ""), b"")?)?;
    fill(&server, &key, 0..count, &AtomicBool::new(false))?;
    let mut measured = Restart {
        count,
        filled_in: begun.elapsed(),
        starts: Vec::new(),
    };
    let mut server = server;
    for round in 0..KILLS as u64 {
        kill_under_load(server, &key, count * (round + 2))?;
        let start = Instant::now();
        server = program.start()?;
        let mut client = client_of(&server);
        let user = format!("user-{}", count / 2);
        expect(&client.iam(&key, "GetUser", &[("UserName", &user)])?)?;
        let object = format!("/{BUCKET}/object-{}", count / 2);
        expect(&client.s3(&key, "GET", (&object, ""), b"")?)?;
        measured.starts.push(start.elapsed());
    }
    server.stop()?;
    Ok(measured)
}

fn client_of(server: &Server) -> Client {
    Client::new(&server.address, Arc::new(MachineClock))
}

/// Kills a server while everybody writes to it.
fn kill_under_load(server: Server, key: &Key, first: u64) -> Result<()> {
    const LOAD: Duration = Duration::from_millis(500);
    let ends = AtomicBool::new(false);
    let address = server.address.clone();
    thread::scope(|scope| {
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let (address, ends) = (&address, &ends);
                scope.spawn(move || {
                    let mut client = Client::new(address, Arc::new(MachineClock));
                    let mut number = first + writer;
                    while !ends.load(Ordering::SeqCst) && make(&mut client, key, number).is_ok() {
                        number += 8;
                    }
                })
            })
            .collect();
        thread::sleep(LOAD);
        let killed = server.kill();
        ends.store(true, Ordering::SeqCst);
        for writer in writers {
            let _ = writer.join();
        }
        killed
    })
}

fn fill(
    server: &Server,
    key: &Key,
    numbers: std::ops::Range<u64>,
    ends: &AtomicBool,
) -> Result<()> {
    let next = AtomicU64::new(numbers.start);
    thread::scope(|scope| {
        let writers: Vec<_> = (0..CLIENTS)
            .map(|_| {
                scope.spawn(|| {
                    let mut client = client_of(server);
                    while !ends.load(Ordering::SeqCst) {
                        let number = next.fetch_add(1, Ordering::SeqCst);
                        if number >= numbers.end {
                            break;
                        }
                        make(&mut client, key, number)?;
                    }
                    Ok::<(), anyhow::Error>(())
                })
            })
            .collect();
        for writer in writers {
            match writer.join() {
                Ok(written) => written?,
                Err(_) => bail!("a client panicked"),
            }
        }
        Ok(())
    })
}

/// Makes a user and an object.
fn make(client: &mut Client, key: &Key, number: u64) -> Result<()> {
    let name = format!("user-{number}");
    expect(&client.iam(key, "CreateUser", &[("UserName", &name)])?)?;
    let bytes = if number.is_multiple_of(IN_FILES) {
        20_000
    } else {
        200
    };
    let path = format!("/{BUCKET}/object-{number}");
    expect(&client.s3(key, "PUT", (&path, ""), &vec![7; bytes])?)
}

fn expect(answer: &Answer) -> Result<()> {
    if !answer.is_success() {
        bail!("{}: {}", answer.status, answer.text());
    }
    Ok(())
}
