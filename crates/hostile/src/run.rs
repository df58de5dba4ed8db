//! A run: a server, its world, and many connections that send forgeries.

use std::{path::PathBuf, thread, time::Instant};

use anyhow::{Result, anyhow};

use crate::{Report, forgery::Forger, server::Server, wire::Wire, world::World};

/// What a run is to do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The program `iamd`.
    pub program: PathBuf,
    /// How many forgeries are sent.
    pub requests: u64,
    /// Where chance begins.
    pub seed: u64,
    /// How many connections send at once.
    pub connections: u16,
}

/// Starts a server, sends it forgeries and says what came of them.
///
/// # Errors
/// The server cannot be started or set up, or it stopped answering.
pub fn run(plan: &Plan) -> Result<Report> {
    let world = World::make(Server::start(&plan.program)?)?;
    let (began, _) = world.server.memory()?;
    let start = Instant::now();
    let mut report = thread::scope(|scope| {
        let senders: Vec<_> = (0..u64::from(plan.connections))
            .map(|number| {
                let share = plan.requests / u64::from(plan.connections)
                    + u64::from(number < plan.requests % u64::from(plan.connections));
                // Far apart, so that no two connections send the same.
                let seed = plan.seed.wrapping_add(number << 32);
                let world = &world;
                scope.spawn(move || send(world, seed, share))
            })
            .collect();
        let mut report = Report::default();
        for sender in senders {
            let sent = sender.join().map_err(|_| anyhow!("a sender panicked"))??;
            report.add(sent);
        }
        anyhow::Ok(report)
    })?;
    report.took = start.elapsed();
    let (ended, peak) = world.server.memory()?;
    report.memory_bytes = (began, ended, peak);
    if !world.is_as_it_was()? {
        report.find("a forgery had an effect: users or objects are not what they were".to_owned());
    }
    for panic in world.server.panics()? {
        report.find(panic);
    }
    Ok(report)
}

fn send(world: &World, seed: u64, requests: u64) -> Result<Report> {
    let forger = Forger::new(world, seed);
    let mut wire = Wire::to(world.server.address);
    let mut report = Report::default();
    for _ in 0..requests {
        let (deed, request) = forger.next()?;
        match wire.exchange(&request) {
            Ok(answer) => report.note(deed, &request, &answer),
            Err(error) => {
                let request = String::from_utf8_lossy(&request).into_owned();
                report.find(format!("{deed:?} was not answered ({error:#})\n{request}"));
            }
        }
    }
    Ok(report)
}
