//! How long sessions last.

use iamd_api::Error;
use iamd_auth::{Call, Caller, SessionKind};

use crate::error::validation;

/// How long a role is assumed for if nobody says.
///
/// SOURCE: STS API Reference, `AssumeRole`, parameter `DurationSeconds`.
const ROLE_DURATION_SECONDS: u32 = 3600;

/// How long a session of a user lasts if nobody says.
///
/// SOURCE: STS API Reference, `GetSessionToken` and `GetFederationToken`, parameter
/// `DurationSeconds`.
const ACCOUNT_DURATION_SECONDS: u32 = 43_200;

/// The longest session that a role is assumed for with temporary credentials, and the longest that
/// a root user gets.
const SHORT_SECONDS: u32 = 3600;

/// How long a role is to be assumed for, as far as the role has no say in it.
///
/// SOURCE: AWS re:Post, "IAM role chaining limit", of the credentials of `GetSessionToken` as well
/// as of those of roles; the text is that of recorded answers.
///
/// # Errors
/// With temporary credentials an hour is all there is.
pub(crate) fn chained(call: Call<'_>, asked: Option<i32>) -> Result<u32, Error> {
    let seconds = whole(asked).unwrap_or(ROLE_DURATION_SECONDS);
    if call.caller.session().is_some() && seconds > SHORT_SECONDS {
        let text = "The requested DurationSeconds exceeds the 1 hour session limit for roles \
                    assumed by role chaining.";
        return Err(validation(text));
    }
    Ok(seconds)
}

/// Holds a duration to what the role allows.
///
/// SOURCE: recorded answers of AssumeRole.
///
/// # Errors
/// It is longer.
pub(crate) fn within(max_session_seconds: u32, seconds: u32) -> Result<(), Error> {
    if seconds <= max_session_seconds {
        return Ok(());
    }
    let text = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    Err(validation(text))
}

/// How long a role is assumed for that a user switches to in the console: as long as the role allows.
/// The session of who signed in cuts it short. Nobody signs with such credentials.
///
/// SOURCE: IAM User Guide, "Switch from a user to an IAM role (console)". Role sessions that are
/// signed in chain, as they do elsewhere.
pub(crate) fn switched(
    call: Call<'_>,
    asked: Option<i32>,
    max_session_seconds: u32,
) -> Option<u32> {
    let is_user = call.caller.session_kind() == Some(SessionKind::Console);
    (is_user && asked.is_none()).then_some(max_session_seconds)
}

/// How long a session of a user or root user lasts. The root user's is an hour at most; who asks
/// for more gets that.
///
/// SOURCE: STS API Reference, `GetSessionToken` and `GetFederationToken`: if the duration is longer
/// than one hour, the session for account owners defaults to one hour.
pub(crate) fn of_account(caller: &Caller, asked: Option<i32>) -> u32 {
    let seconds = whole(asked).unwrap_or(ACCOUNT_DURATION_SECONDS);
    if caller.is_root_user() {
        seconds.min(SHORT_SECONDS)
    } else {
        seconds
    }
}

/// The codec lets nothing through that is negative.
fn whole(asked: Option<i32>) -> Option<u32> {
    asked.and_then(|seconds| u32::try_from(seconds).ok())
}
