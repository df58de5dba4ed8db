//! Ctrl-C, which ends a program between two steps.

use std::{io, time::Duration};

use tokio::sync::watch;

use crate::Failure;

/// How often the person has asked to stop. The first time, the step that is under way ends and what
/// was made is taken down; the second time, the program ends at once.
#[derive(Clone, Debug)]
pub struct Interrupt(watch::Receiver<u32>);

impl Interrupt {
    /// Listens for Ctrl-C and, on Unix, for SIGTERM, from now on.
    ///
    /// # Errors
    /// The system does not let the process listen.
    pub fn listen() -> io::Result<Self> {
        let mut terminated = termination()?;
        let (sender, receiver) = watch::channel(0);
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    pressed = tokio::signal::ctrl_c() => if pressed.is_err() { break },
                    () = terminated.next() => {}
                }
                sender.send_modify(|times| *times += 1);
            }
        });
        Ok(Self(receiver))
    }

    /// An interrupt and the hand that raises it, for programs that have a signal of their own.
    pub fn by_hand() -> (watch::Sender<u32>, Self) {
        let (sender, receiver) = watch::channel(0);
        (sender, Self(receiver))
    }

    /// Fails once the person has asked to stop.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if *self.0.borrow() == 0 {
            Ok(())
        } else {
            Err(Failure::Interrupted)
        }
    }

    /// Waits, unless the person asks to stop.
    pub(crate) async fn pause(&self, how_long: Duration) -> Result<(), Failure> {
        tokio::select! {
            () = tokio::time::sleep(how_long) => Ok(()),
            () = self.asked(1) => Err(Failure::Interrupted),
        }
    }

    /// Waits until the person has asked so often; forever if nobody can ask any more.
    pub(crate) async fn asked(&self, times: u32) {
        let mut receiver = self.0.clone();
        if receiver.wait_for(|asked| *asked >= times).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
fn termination() -> io::Result<Termination> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).map(Termination)
}

#[cfg(not(unix))]
fn termination() -> io::Result<Termination> {
    Ok(Termination)
}

#[cfg(unix)]
struct Termination(tokio::signal::unix::Signal);

#[cfg(not(unix))]
struct Termination;

impl Termination {
    /// The next request to terminate; never, if there can be none.
    async fn next(&mut self) {
        #[cfg(unix)]
        if self.0.recv().await.is_some() {
            return;
        }
        std::future::pending::<()>().await;
    }
}
