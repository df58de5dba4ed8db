//! Saying stop, and waiting for those who heard it.

use tokio::sync::watch;

/// Says stop to all who hold a [`Stop`] of it.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

/// Hears stop. Whoever holds one is waited for.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stopper {
    /// One who says stop, and the first who hears it.
    pub fn pair() -> (Self, Stop) {
        let (sender, receiver) = watch::channel(false);
        (Self(sender), Stop(receiver))
    }

    /// Says stop, now and for ever.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    /// One more who hears it.
    pub fn told(&self) -> Stop {
        Stop(self.0.subscribe())
    }

    /// Waits until every [`Stop`] is dropped.
    pub async fn drained(&self) {
        self.0.closed().await;
    }
}

impl Stop {
    /// Waits until stop is said, or can no longer be said.
    pub async fn stopped(&self) {
        let mut receiver = self.0.clone();
        let _gone = receiver.wait_for(|stopped| *stopped).await.is_err();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn drained_waits_for_all_who_heard() {
        let (stopper, stop) = Stopper::pair();
        let worker = tokio::spawn({
            let stop = stop.clone();
            async move { stop.stopped().await }
        });
        drop(stop);
        stopper.stop();
        stopper.drained().await;
        worker.await.unwrap();
    }
}
