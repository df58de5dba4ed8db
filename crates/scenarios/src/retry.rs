//! Waiting until what was just made is known everywhere.

use std::time::Duration;

use crate::{Failure, Interrupt};

/// The pauses between two attempts; about a minute in all.
///
/// LIMIT: what is not known then is not waited for any longer.
const PAUSES_MS: [u64; 18] = [
    250, 500, 1000, 2000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000, 4000,
    4000, 4000,
];

/// Repeats an attempt for as long as the service refuses it with one of `codes`, and calls
/// `waiting` once before the first pause. Other failures, and the last one, are handed on.
pub(crate) async fn until_accepted<T>(
    codes: &[&str],
    interrupt: &Interrupt,
    waiting: impl FnOnce() -> Result<(), Failure>,
    mut attempt: impl AsyncFnMut() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut waiting = Some(waiting);
    for pause in PAUSES_MS {
        interrupt.check()?;
        match attempt().await {
            Err(failure) if failure.code().is_some_and(|code| codes.contains(&code)) => {}
            outcome => return outcome,
        }
        if let Some(waiting) = waiting.take() {
            waiting()?;
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(pause)) => {}
            () = interrupt.asked(1) => return Err(Failure::Interrupted),
        }
    }
    attempt().await
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::Problem;

    fn refused(code: &str) -> Failure {
        let problem = Problem::Refused {
            code: code.into(),
            message: String::new(),
            request_id: None,
        };
        Failure::Call {
            attempt: String::new(),
            problem,
        }
    }

    /// How often an attempt is made that succeeds at the `good`th time, and how it ended.
    async fn attempts(good: usize, code: &str) -> (usize, bool) {
        let (_hand, interrupt) = Interrupt::by_hand();
        let made = Cell::new(0);
        let outcome = until_accepted(
            &["NotYet"],
            &interrupt,
            || Ok(()),
            async || {
                made.set(made.get() + 1);
                if made.get() >= good {
                    Ok(())
                } else {
                    Err(refused(code))
                }
            },
        )
        .await;
        (made.get(), outcome.is_ok())
    }

    #[tokio::test(start_paused = true)]
    async fn only_the_given_codes_are_waited_for() {
        assert_eq!(attempts(1, "NotYet").await, (1, true));
        assert_eq!(attempts(5, "NotYet").await, (5, true));
        assert_eq!(attempts(5, "Other").await, (1, false));
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_has_an_end() {
        assert_eq!(
            attempts(usize::MAX, "NotYet").await,
            (PAUSES_MS.len() + 1, false)
        );
    }

    #[tokio::test(start_paused = true)]
    async fn an_interrupt_ends_the_waiting() {
        let (hand, interrupt) = Interrupt::by_hand();
        let outcome = until_accepted(
            &["NotYet"],
            &interrupt,
            || {
                hand.send_modify(|times| *times += 1);
                Ok(())
            },
            async || Err::<(), _>(refused("NotYet")),
        )
        .await;
        assert!(matches!(outcome, Err(Failure::Interrupted)));
    }
}
