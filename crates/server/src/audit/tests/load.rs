//! Many writers: shared writes are few, nothing is lost, and who comes too fast waits.

use std::{
    io,
    path::Path,
    sync::{Condvar, Mutex as StdMutex},
};

use iamd_disk::{DiskFile, Entry};
use iamd_testkit::DoubleDisk;

use super::world::{World, event, request_ids};
use crate::audit::*;

#[tokio::test]
async fn events_that_come_together_share_a_write() {
    let world = World::new();
    let log = world.open();
    let before = log.counts();
    let record = |number: usize| {
        let log = log.clone();
        tokio::spawn(async move { log.record(&event(&format!("r-{number}"))).await })
    };
    let tasks: Vec<_> = (0..64).map(record).collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let expect: Vec<String> = (0..64).map(|number| format!("r-{number}")).collect();
    assert_eq!(request_ids(&world.text()), expect);
    let counts = log.counts();
    assert_eq!(
        (counts.events, counts.writes),
        (before.events + 64, before.writes + 1)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_threads_lose_and_tear_nothing() {
    let world = World::new();
    let log = world.open();
    let record = |number: usize| {
        let log = log.clone();
        tokio::spawn(async move {
            for round in 0..50 {
                log.record(&event(&format!("r-{number}-{round}")))
                    .await
                    .unwrap();
            }
        })
    };
    let tasks: Vec<_> = (0..20).map(record).collect();
    for task in tasks {
        task.await.unwrap();
    }
    let mut ids = request_ids(&world.text());
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 1000);
    world.check_sound(&log);
}

#[tokio::test]
async fn a_cancelled_record_is_written_all_the_same() {
    let world = World::new();
    let log = world.open();
    let mut record = Box::pin(log.record(&event("r-1")));
    assert!(futures::poll!(record.as_mut()).is_pending());
    assert_eq!(request_ids(&world.text()), [""; 0]);
    drop(record);
    assert_eq!(request_ids(&world.text()), ["r-1"]);
}

/// A disk whose writes stand still while the gate is shut.
#[derive(Debug, Clone)]
struct Slow(DoubleDisk, Arc<Gate>);

#[derive(Debug, Default)]
struct Gate {
    shut: StdMutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn set(&self, shut: bool) {
        *self.shut.lock().unwrap() = shut;
        self.opened.notify_all();
    }
}

#[derive(Debug)]
struct SlowFile(Arc<dyn DiskFile>, Arc<Gate>);

impl DiskFile for SlowFile {
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let shut = self.1.shut.lock().unwrap();
        drop(self.1.opened.wait_while(shut, |shut| *shut).unwrap());
        self.0.write(offset, data)
    }
    fn try_lock(&self) -> io::Result<bool> {
        self.0.try_lock()
    }
    fn bytes(&self) -> io::Result<u64> {
        self.0.bytes()
    }
    fn has_name(&self) -> io::Result<bool> {
        self.0.has_name()
    }
    fn set_bytes(&self, bytes: u64) -> io::Result<()> {
        self.0.set_bytes(bytes)
    }
    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.0.read(offset, buffer)
    }
    fn sync(&self) -> io::Result<()> {
        self.0.sync()
    }
}

impl Slow {
    fn slow(&self, file: Arc<dyn DiskFile>) -> Arc<dyn DiskFile> {
        Arc::new(SlowFile(file, Arc::clone(&self.1)))
    }
}

impl Disk for Slow {
    fn open(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        self.0.open(path).map(|file| self.slow(file))
    }
    fn open_to_read(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        self.0.open_to_read(path)
    }
    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        self.0.create(path)
    }
    fn create_new(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        self.0.create_new(path).map(|file| self.slow(file))
    }
    fn read(&self, path: &Path, bytes_max: usize) -> io::Result<Vec<u8>> {
        self.0.read(path, bytes_max)
    }
    fn entry(&self, path: &Path) -> io::Result<Entry> {
        self.0.entry(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(from, to)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.link(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.0.remove_file(path)
    }
    fn create_folder(&self, path: &Path) -> io::Result<bool> {
        self.0.create_folder(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.0.remove_folder(path)
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.0.names(folder)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.0.sync_folder(folder)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_disk_slows_writers_down_and_loses_nothing() {
    const EVENTS: usize = 40;
    let world = World::new();
    let gate = Arc::<Gate>::default();
    let log = AuditLog::open(AuditParts {
        disk: Arc::new(Slow(world.disk.clone(), Arc::clone(&gate))),
        ..world.parts()
    })
    .unwrap();
    gate.set(true);
    let record = |number: usize| {
        let log = log.clone();
        let id = format!("r-{number}-{}", "x".repeat(256 << 10));
        async move { log.record(&event(&id)).await }
    };
    // The first is written at once, which stands still on a thread of its own.
    let first = tokio::spawn(record(0));
    let blocked = tokio::task::spawn_blocking({
        let log = log.clone();
        move || {
            while log.0.queue.lock().waiting_bytes() > 0 || log.0.sink.try_lock().is_some() {
                std::thread::yield_now();
            }
        }
    });
    blocked.await.unwrap();
    // The others fill the queue; those that find no room wait for it.
    let mut others: Vec<_> = (1..EVENTS).map(|number| Box::pin(record(number))).collect();
    for other in &mut others {
        // Whoever leads a batch would write, and so stand still; it yields first.
        assert!(futures::poll!(other.as_mut()).is_pending());
    }
    let counts = log.0.queue.lock().waiting_bytes();
    assert!(counts <= 5 << 20, "{counts}");
    assert!(log.0.waited.load(Relaxed) > 20);
    // One that nobody waits for any more is written all the same.
    gate.set(false);
    first.await.unwrap().unwrap();
    drop(others.pop());
    for other in others {
        other.await.unwrap();
    }
    log.sync().await;
    assert_eq!(request_ids(&world.text()).len(), EVENTS);
    assert_eq!(log.counts().refused_events, 0);
    world.check_sound(&log);
}
