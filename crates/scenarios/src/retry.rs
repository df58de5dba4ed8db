//! Waiting until what was just made is known everywhere.

use std::time::Duration;

use crate::{Failure, RunEvent, Setting};

/// Codes with which a key is refused that is not known everywhere yet, or whose user's policies are
/// not: `InvalidClientTokenId` by IAM and STS, `InvalidAccessKeyId` by S3.
///
/// SOURCE: IAM User Guide, "Changes that I make are not always immediately visible".
const NOT_KNOWN_YET: [&str; 3] = ["InvalidClientTokenId", "InvalidAccessKeyId", "AccessDenied"];

/// The pauses between two attempts; about a minute in all.
///
/// LIMIT: what is not known then is not waited for any longer.
const PAUSES_MS: [u64; 18] = [
    250, 500, 1000, 2000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000,
    4000, 4000,
];

/// How many attempts are made at most.
const ATTEMPTS_MAX: usize = PAUSES_MS.len() + 1;

/// Repeats an attempt with a new key until the service knows the key of `user` and what it may do,
/// and says before each pause that it waits. Other failures, and the last one, are handed on.
pub(crate) async fn until_known<T, F>(
    setting: &Setting,
    user: &str,
    mut attempt: impl FnMut() -> F,
) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    let Setting {
        interrupt, output, ..
    } = setting;
    for (pause, number) in PAUSES_MS.into_iter().zip(1..) {
        interrupt.check()?;
        match attempt().await {
            Err(failure) if is_not_known_yet(&failure) => {}
            outcome => return outcome,
        }
        output.say(RunEvent::Waiting {
            user,
            attempt: number,
            attempts_max: ATTEMPTS_MAX,
        })?;
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(pause)) => {}
            () = interrupt.asked(1) => return Err(Failure::Interrupted),
        }
    }
    attempt().await
}

fn is_not_known_yet(failure: &Failure) -> bool {
    failure
        .code()
        .is_some_and(|code| NOT_KNOWN_YET.contains(&code))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use aws_config::SdkConfig;
    use tokio::sync::watch;

    use super::*;
    use crate::{Consent, Format, Interrupt, Names, Output, texts::ENGLISH};

    fn setting() -> (watch::Sender<u32>, Setting) {
        let (hand, interrupt) = Interrupt::by_hand();
        let setting = Setting {
            configuration: SdkConfig::builder().build(),
            names: Names::new(0),
            consent: Consent::Given,
            show_secret: false,
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
                Err(Failure::refused("x", code, "No."))
            }
        };
        let outcome = until_known(&setting, "Bob", attempt).await;
        (made.get(), outcome.is_ok())
    }

    #[tokio::test(start_paused = true)]
    async fn only_what_is_not_known_yet_is_waited_for() {
        assert_eq!(attempts(1, "InvalidAccessKeyId").await, (1, true));
        for code in NOT_KNOWN_YET {
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
            Err::<(), _>(Failure::refused("x", "AccessDenied", "No."))
        };
        let outcome = until_known(&setting, "Bob", attempt).await;
        assert!(matches!(outcome, Err(Failure::Interrupted)));
    }
}
