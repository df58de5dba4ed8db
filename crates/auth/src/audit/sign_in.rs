//! What is written down of signing in, switching roles and signing out.

use iamd_ident::AccountId;

use crate::{Caller, Principal, RequestFacts};

/// An attempt to sign in, or what somebody did who is signed in, that no operation tells of.
///
/// SOURCE: CloudTrail User Guide, "AWS Management Console sign-in events": the event source is
/// `signin.amazonaws.com`, the event type `AwsConsoleSignIn`, and the answer of event `X` is
/// `{"X": "Success"}` or `{"X": "Failure"}`.
#[derive(Clone, Copy, Debug)]
pub struct SignInEvent<'a> {
    /// What was tried.
    pub kind: SignInKind,
    /// Who did.
    pub who: SignInSubject<'a>,
    /// In which request.
    pub request: &'a RequestFacts,
    /// Why it failed, if it did.
    pub failure: Option<SignInFailure>,
    /// The serial number of the MFA device whose code was shown, or is asked for.
    pub mfa_device: Option<&'a str>,
    /// Who switched to the role.
    pub switched_from: Option<&'a Caller>,
}

/// What was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignInKind {
    /// To sign in, by password, code or sign-in token.
    ConsoleLogin,
    /// The password was right, and a code is asked for.
    CheckMfa,
    /// To exchange temporary credentials for a sign-in token.
    GetSigninToken,
    /// To switch to a role.
    SwitchRole,
    /// To switch back.
    ExitRole,
    /// To sign out.
    Logout,
}

/// Who tried.
#[derive(Clone, Copy, Debug)]
pub enum SignInSubject<'a> {
    /// Somebody who proved to be it.
    Proved(&'a Caller),
    /// Somebody who says so, of an account that has somebody of this name.
    Claimed(&'a Principal),
    /// Somebody who gave a name that nobody has.
    ///
    /// SECURITY: the name is not told: people type passwords where names belong. SOURCE: CloudTrail
    /// writes `HIDDEN_DUE_TO_SECURITY_REASONS` in its place.
    Unknown {
        /// The account, if there is one.
        account: Option<AccountId>,
    },
}

/// Why it failed, for the audit alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignInFailure {
    /// The password is wrong, or there is none.
    WrongPassword,
    /// Nobody has this name.
    NoSuchUser,
    /// The code of the MFA device is wrong or was used already.
    WrongCode,
    /// Too many were wrong before. Of those who have to wait, the first one who did not is told.
    TooManyAttempts,
    /// The password is right, and too old for anything.
    PasswordExpired,
    /// The credentials or the sign-in token are no longer good.
    Expired,
    /// Whoever the credentials or the sign-in token stand for is gone.
    OwnerGone,
    /// Such credentials, or not for so long, are not taken.
    NotAllowed,
    /// `AssumeRole`, which has an event of its own, was refused, or the role or the session is gone
    /// since.
    RoleRefused,
}

impl<'a> SignInEvent<'a> {
    /// The event of something that was done.
    pub(crate) fn new(kind: SignInKind, who: SignInSubject<'a>, request: &'a RequestFacts) -> Self {
        Self {
            kind,
            who,
            request,
            failure: None,
            mfa_device: None,
            switched_from: None,
        }
    }

    /// The same of something that failed.
    pub(crate) fn failed(mut self, failure: SignInFailure) -> Self {
        self.failure = Some(failure);
        self
    }

    /// The same with the MFA device whose code was shown or is asked for.
    pub(crate) fn with_device(mut self, serial_number: Option<&'a str>) -> Self {
        self.mfa_device = serial_number;
        self
    }

    /// The same of a role that somebody switched to.
    pub(crate) fn switched_from(mut self, caller: &'a Caller) -> Self {
        self.switched_from = Some(caller);
        self
    }
}

impl SignInKind {
    /// The name of the event.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConsoleLogin => "ConsoleLogin",
            Self::CheckMfa => "CheckMfa",
            Self::GetSigninToken => "GetSigninToken",
            Self::SwitchRole => "SwitchRole",
            Self::ExitRole => "ExitRole",
            Self::Logout => "Logout",
        }
    }
}

impl SignInFailure {
    /// The error message of the event.
    ///
    /// SOURCE: the first three are CloudTrail's, in its examples of sign-in events.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongPassword | Self::WrongCode => "Failed authentication",
            Self::NoSuchUser => "No username found in supplied account",
            Self::TooManyAttempts => "Too many failed attempts",
            Self::PasswordExpired => "The password has expired",
            Self::Expired => "The credentials have expired",
            Self::OwnerGone => "The principal no longer exists",
            Self::NotAllowed => "The credentials or the duration are not allowed",
            Self::RoleRefused => "The role may not be assumed",
        }
    }
}
