//! Where the codes of an MFA device come from: from a person with a phone, or from what the QR code
//! says.

use std::time::Duration;

use crate::{Failure, MfaEvent, Question, Stage, authenticator::Authenticator};

/// How often the program says how long the next code takes.
const SAID_EVERY: Duration = Duration::from_secs(5);

/// With how many codes a call is tried at most: what it needs may not be known everywhere yet.
pub(crate) const CODES_MAX: usize = 4;

/// Where the codes come from. Each code counts once, so the last one that is given is new each time.
/// The one before it in a pair may have been given in a pair that was refused.
pub(crate) enum Codes {
    /// A person reads them from a phone.
    Person,
    /// Read from the QR code, as a phone reads it.
    Scanned {
        /// The device.
        authenticator: Authenticator,
        /// The last step whose code was given.
        given: Option<u64>,
    },
}

impl Codes {
    /// The codes of a device that was scanned.
    pub(crate) fn of(authenticator: Authenticator) -> Self {
        Self::Scanned {
            authenticator,
            given: None,
        }
    }

    /// Two consecutive codes, of which at least the second was never given before.
    pub(crate) async fn pair(&mut self, stage: &Stage<'_>) -> Result<[String; 2], Failure> {
        match self {
            Self::Person => Ok([
                stage.ask_code(&Question::FirstCode).await?,
                stage.ask_code(&Question::SecondCode).await?,
            ]),
            Self::Scanned {
                authenticator,
                given,
            } => {
                let step = new_step(stage, authenticator, given).await?;
                let before = step.saturating_sub(1);
                Ok([before, step].map(|step| authenticator.code(step)))
            }
        }
    }

    /// A code that was never given before.
    pub(crate) async fn next(&mut self, stage: &Stage<'_>) -> Result<String, Failure> {
        match self {
            Self::Person => stage.ask_code(&Question::NextCode).await,
            Self::Scanned {
                authenticator,
                given,
            } => {
                let step = new_step(stage, authenticator, given).await?;
                Ok(authenticator.code(step))
            }
        }
    }
}

/// Says that a code was refused, and whether another one is tried. If none is, the refusal is what
/// the call failed with.
pub(crate) fn refused(
    stage: &Stage<'_>,
    failure: Failure,
    tries_left: usize,
) -> Result<(), Failure> {
    let code = failure.code().unwrap_or_default().to_owned();
    stage.say(MfaEvent::CodeRefused { code, tries_left })?;
    if tries_left == 0 {
        Err(failure)
    } else {
        Ok(())
    }
}

/// Waits until the step after the last one whose code was given, and says meanwhile how long that
/// takes.
async fn new_step(
    stage: &Stage<'_>,
    authenticator: &Authenticator,
    given: &mut Option<u64>,
) -> Result<u64, Failure> {
    let next = given.map_or(0, |last| last.saturating_add(1));
    loop {
        let now = stage.since_1970();
        let wait = authenticator.until_step(next, now);
        if wait.is_zero() {
            let step = authenticator.step_at(now);
            *given = Some(step);
            return Ok(step);
        }
        stage.say(MfaEvent::NextCode {
            // Whole seconds, rounded up.
            seconds: wait.as_millis().div_ceil(1000),
        })?;
        stage.pause(wait.min(SAID_EVERY)).await?;
    }
}
