//! Signing in: what came of it, and why it was refused.

use iamd_auth::SignInFailure;

use super::Event;

/// What came of an attempt to sign in, to switch roles or to sign out.
pub(super) fn outcome(event: &Event<'_>) -> String {
    let name = event.text("/eventName");
    if event.text(&format!("/responseElements/{name}")) == "Success" {
        let done = DONE.iter().find(|(known, _)| *known == name);
        return done.map_or("done", |(_, done)| *done).to_owned();
    }
    format!("refused: {}", reason(event))
}

/// What each event tells if it went well.
const DONE: [(&str, &str); 6] = [
    ("ConsoleLogin", "signed in"),
    (
        "CheckMfa",
        "the password was right, and a code of an MFA device was asked for",
    ),
    ("GetSigninToken", "a sign-in token was given out"),
    ("SwitchRole", "switched to the role"),
    ("ExitRole", "switched back from the role"),
    ("Logout", "signed out"),
];

/// What the operator may look for. Who tried was told less, and the same for most of these.
const REASONS: [(SignInFailure, &str); 7] = [
    (
        SignInFailure::WrongPassword,
        "the password is wrong, or there is none",
    ),
    (
        SignInFailure::NoSuchUser,
        "there is no such account, or nobody of this name in it; the name is not written down, since \
         people type passwords where names belong",
    ),
    (
        SignInFailure::TooManyAttempts,
        "too many attempts were wrong before, for this name or from this address; after some time \
         without attempts the next one counts",
    ),
    (
        SignInFailure::PasswordExpired,
        "the password is right but too old, and the account's password policy has an administrator \
         set a new one",
    ),
    (
        SignInFailure::Expired,
        "the credentials or the sign-in token have expired",
    ),
    (
        SignInFailure::OwnerGone,
        "the user or role that the credentials or the sign-in token stand for is gone",
    ),
    (
        SignInFailure::NotAllowed,
        "such credentials cannot be exchanged, or not for so long, or may not switch",
    ),
];

const WRONG_CODE: &str = "the password was right and the MFA code was not accepted: it is wrong (do \
    the clocks of device and server agree?), it was used before, or the device waits after wrong \
    codes";

fn reason(event: &Event<'_>) -> &'static str {
    let message = event.text("/errorMessage");
    // Passwords and codes have the same message.
    let has_code = event.text("/additionalEventData/MFAUsed") == "Yes";
    if has_code && message == SignInFailure::WrongCode.as_str() {
        return WRONG_CODE;
    }
    let mut reasons = REASONS.iter();
    let found = reasons.find(|(failure, _)| failure.as_str() == message);
    found.map_or("the audit log says no more", |(_, reason)| *reason)
}
