//! Waiting until what was just made is known everywhere.

use std::time::Duration;

use crate::{Awaited, Failure, RunEvent, Setting};

/// The pauses between two attempts; about a minute in all.
///
/// LIMIT: what is not known then is not waited for any longer.
const PAUSES_MS: [u64; 18] = [
    250, 500, 1000, 2000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000,
    4000, 4000,
];

/// How many attempts are made at most.
const ATTEMPTS_MAX: usize = PAUSES_MS.len() + 1;

/// Repeats an attempt until the service knows what is awaited, and says before each pause that it
/// waits. Other failures, and the last one, are handed on.
pub(crate) async fn until_known<T, F>(
    setting: &Setting,
    awaited: Awaited<'_>,
    mut attempt: impl FnMut() -> F,
) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    for (pause, number) in PAUSES_MS.into_iter().zip(1..) {
        setting.interrupt.check()?;
        match setting.patiently(Box::pin(attempt())).await {
            Err(failure) if is_not_known_yet(&failure, awaited) => {}
            outcome => return outcome,
        }
        setting.output.say(RunEvent::Waiting {
            awaited,
            attempt: number,
            attempts_max: ATTEMPTS_MAX,
        })?;
        setting
            .interrupt
            .pause(Duration::from_millis(pause))
            .await?;
    }
    setting.patiently(Box::pin(attempt())).await
}

fn is_not_known_yet(failure: &Failure, awaited: Awaited<'_>) -> bool {
    failure
        .code()
        .is_some_and(|code| awaited.codes().contains(&code))
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, time::SystemTime};

    use aws_config::SdkConfig;
    use tokio::sync::watch;

    use super::*;
    use crate::{
        Attempt, Clock, Consent, FederationSetting, Format, Interrupt, Names, Output,
        texts::ENGLISH,
    };

    const BOB: Awaited<'_> = Awaited::Key { user: "Bob" };

    fn setting() -> (watch::Sender<u32>, Setting) {
        let (hand, interrupt) = Interrupt::by_hand();
        let setting = Setting {
            configuration: SdkConfig::builder().build(),
            role_profile: None,
            names: Names::new(0),
            consent: Consent::Given,
            show_secret: false,
            federation: FederationSetting::default(),
            folder: ".".into(),
            clock: Clock::starting_at(SystemTime::UNIX_EPOCH),
            output: Output::new(Format::Text, &ENGLISH, std::io::sink()),
            interrupt,
        };
        (hand, setting)
    }

    /// How often an attempt is made that succeeds at the `good`th time, and how it ended.
    async fn attempts(good: usize, code: &str) -> (usize, bool) {
        let (_hand, setting) = setting();
        let made = Cell::new(0);
        let attempt = async || {
            made.set(made.get() + 1);
            if made.get() >= good {
                Ok(())
            } else {
                Err(Failure::refused(Attempt::WhoCalls, code, "No."))
            }
        };
        let outcome = until_known(&setting, BOB, attempt).await;
        (made.get(), outcome.is_ok())
    }

    #[tokio::test(start_paused = true)]
    async fn only_what_is_not_known_yet_is_waited_for() {
        assert_eq!(attempts(1, "InvalidAccessKeyId").await, (1, true));
        for code in BOB.codes() {
            assert_eq!(attempts(5, code).await, (5, true), "{code}");
        }
        assert_eq!(attempts(5, "NoSuchBucket").await, (1, false));
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_has_an_end() {
        let outcome = attempts(usize::MAX, "InvalidAccessKeyId").await;
        assert_eq!(outcome, (ATTEMPTS_MAX, false));
    }

    #[tokio::test(start_paused = true)]
    async fn an_interrupt_ends_the_waiting() {
        let (hand, setting) = setting();
        let attempt = async || {
            hand.send_modify(|times| *times += 1);
            Err::<(), _>(Failure::refused(Attempt::WhoCalls, "AccessDenied", "No."))
        };
        let outcome = until_known(&setting, BOB, attempt).await;
        assert!(matches!(outcome, Err(Failure::Interrupted)));
    }
}
