//! What ends a program before its end.

use std::{error::Error, fmt, io, path::PathBuf};

use aws_sdk_iam::{
    error::{ProvideErrorMetadata, SdkError},
    operation::RequestId as _,
};

use crate::{Attempt, Left, QrFault, federation::InvalidAddress, texts::ENGLISH};

mod local;

pub use local::{CredentialsFault, FileAttempt, ProfileFault};

/// Why a program did not go to its end. Each language has a sentence for it; that in English is how
/// it is displayed.
#[derive(Debug)]
pub enum Failure {
    /// A call failed.
    Call {
        /// What the call was to do.
        attempt: Box<Attempt>,
        /// What came instead.
        problem: Problem,
    },
    /// Nobody answers where the program was sent to.
    NobodyThere {
        /// The address; none if it is AWS's own.
        endpoint: Option<String>,
        /// Why.
        detail: String,
    },
    /// There is nothing to sign with.
    NoCredentials {
        /// Where they were looked for.
        detail: String,
    },
    /// A call succeeded that should have been refused.
    NotRefused {
        /// The name of the user or role that called.
        caller: String,
        /// What the call was to do.
        attempt: Attempt,
    },
    /// The caller is no IAM user.
    NotAUser {
        /// Who the caller is.
        arn: String,
    },
    /// The user has as many keys as a user may have.
    NoFreeKey {
        /// The user's name.
        user: String,
    },
    /// An answer was lost, and now there are keys that were not there before.
    MayBeOurs {
        /// The user's name.
        user: String,
        /// The ids of the keys.
        keys: Vec<String>,
    },
    /// The credential report was not ready in good time.
    ReportNotReady {
        /// Its state at last.
        state: String,
    },
    /// The profile that was named cannot be used.
    Profile {
        /// Its name.
        name: String,
        /// Why.
        fault: ProfileFault,
    },
    /// The file with credentials cannot be used.
    Credentials {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: CredentialsFault,
    },
    /// The person was asked and did not agree.
    Declined,
    /// The person would have to be asked, but there is no terminal.
    NobodyToAsk,
    /// Ctrl-C, or a request to terminate.
    Interrupted,
    /// Ctrl-C a second time, before the clean-up was through.
    Abandoned {
        /// What may be there still, the latest first.
        left: Vec<Left>,
    },
    /// The clean-up could not remove something.
    LeftBehind {
        /// What is there still, the latest first.
        left: Vec<Left>,
    },
    /// The QR code of a device cannot be read.
    QrCode(QrFault),
    /// A file cannot be written or removed.
    File {
        /// What was to be done.
        attempt: FileAttempt,
        /// The file.
        path: PathBuf,
        /// Why.
        reason: io::Error,
    },
    /// Standard output or the terminal cannot be written.
    Output(io::Error),
    /// The system does not give what every program needs: a random number, or a word when the
    /// person presses Ctrl-C.
    System(io::Error),
}

/// Why a call failed.
#[derive(Debug, PartialEq, Eq)]
pub enum Problem {
    /// The service said no.
    Refused {
        /// The error code.
        code: String,
        /// The service's own message, if it has one.
        message: Option<String>,
        /// The id under which the service knows the request.
        request_id: Option<String>,
    },
    /// There was no answer in time.
    TooSlow,
    /// The request did not get through, or the answer did not come back.
    Unreachable {
        /// Why.
        detail: String,
    },
    /// The request could not even be made.
    NotMade {
        /// Why.
        detail: String,
    },
    /// The address is none.
    Address(InvalidAddress),
    /// The answer is an error without a code, so it is not one of this service.
    NoCode {
        /// The HTTP status.
        status: u16,
    },
    /// The answer lacks what it must have.
    Lacks {
        /// What it lacks.
        member: &'static str,
    },
    /// The answer is no JSON.
    NoJson,
    /// The answer is not one of this service.
    NotUnderstood {
        /// Why.
        detail: String,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&(ENGLISH.failure)(self))
    }
}

impl Error for Failure {}

impl Failure {
    /// The failure of a call.
    pub fn call<E>(attempt: Attempt, error: &SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        Self::Call {
            attempt: Box::new(attempt),
            problem: Problem::of(error),
        }
    }

    /// The answer to a call lacks what it must have.
    pub(crate) fn incomplete(attempt: Attempt, member: &'static str) -> Self {
        Self::Call {
            attempt: Box::new(attempt),
            problem: Problem::Lacks { member },
        }
    }

    /// The service refused a part of what was asked for.
    pub(crate) fn refused(attempt: Attempt, code: &str, message: &str) -> Self {
        Self::Call {
            attempt: Box::new(attempt),
            problem: Problem::Refused {
                code: code.to_owned(),
                message: Some(message.to_owned()),
                request_id: None,
            },
        }
    }

    /// The answer broke off, or is not what was sent.
    pub(crate) fn broken(attempt: Attempt, error: &(dyn Error + 'static)) -> Self {
        Self::Call {
            attempt: Box::new(attempt),
            problem: Problem::NotUnderstood {
                detail: reasons(error),
            },
        }
    }

    /// The request could not even be made.
    pub(crate) fn not_made(attempt: Attempt, error: &(dyn Error + 'static)) -> Self {
        Self::Call {
            attempt: Box::new(attempt),
            problem: Problem::NotMade {
                detail: reasons(error),
            },
        }
    }

    /// The service's error code, if the service refused.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Call {
                problem: Problem::Refused { code, .. },
                ..
            } => Some(code),
            _ => None,
        }
    }

    /// Whether nobody answered, so that nobody knows what was done.
    pub(crate) fn is_without_answer(&self) -> bool {
        matches!(
            self,
            Self::Call {
                problem: Problem::TooSlow | Problem::Unreachable { .. },
                ..
            }
        )
    }

    /// Whether the request did not get through, as when a server starts again.
    pub(crate) fn is_unreachable(&self) -> bool {
        matches!(
            self,
            Self::Call {
                problem: Problem::Unreachable { .. },
                ..
            }
        )
    }

    /// With which code the process ends; 2 is a wrong command line.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Call { .. }
            | Self::NobodyThere { .. }
            | Self::NotRefused { .. }
            | Self::ReportNotReady { .. }
            | Self::QrCode(_)
            | Self::File { .. }
            | Self::Output(_)
            | Self::System(_) => 1,
            Self::NoCredentials { .. }
            | Self::Credentials { .. }
            | Self::NotAUser { .. }
            | Self::NoFreeKey { .. }
            | Self::Profile { .. } => 3,
            Self::Declined | Self::NobodyToAsk => 4,
            Self::MayBeOurs { .. } | Self::LeftBehind { .. } => 5,
            Self::Interrupted | Self::Abandoned { .. } => 130,
        }
    }
}

impl Problem {
    fn of<E>(error: &SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        match error {
            SdkError::ServiceError(answer) => error.code().map_or_else(
                || Self::NoCode {
                    status: answer.raw().status().as_u16(),
                },
                |code| Self::Refused {
                    code: code.to_owned(),
                    message: error.message().map(str::to_owned),
                    request_id: answer.err().meta().request_id().map(str::to_owned),
                },
            ),
            error => Self::without_answer(error),
        }
    }

    /// The same of a call that the service did not answer.
    pub(crate) fn without_answer<E: Error + 'static>(error: &SdkError<E>) -> Self {
        match error {
            SdkError::TimeoutError(_) => Self::TooSlow,
            SdkError::DispatchFailure(failure) if failure.is_timeout() => Self::TooSlow,
            SdkError::DispatchFailure(failure) if !failure.is_user() => Self::Unreachable {
                detail: reasons(error),
            },
            SdkError::ResponseError(_) => Self::NotUnderstood {
                detail: reasons(error),
            },
            _ => Self::NotMade {
                detail: reasons(error),
            },
        }
    }
}

/// What stands below an error, each reason once.
pub(crate) fn reasons(error: &dyn Error) -> String {
    let mut reasons = Vec::new();
    let mut below = error.source();
    while let Some(reason) = below {
        reasons.push(reason.to_string());
        below = reason.source();
    }
    reasons.dedup();
    if reasons.is_empty() {
        error.to_string()
    } else {
        reasons.join(": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Made, texts::samples};

    #[test]
    fn failures_are_sentences() {
        let refused = Failure::Call {
            attempt: Box::new(Attempt::CreateKey("Bob".into())),
            problem: Problem::Refused {
                code: "LimitExceeded".into(),
                message: Some("Cannot exceed quota.".into()),
                request_id: Some("4-2".into()),
            },
        };
        let expect = "could not create an access key for Bob: Cannot exceed quota. \
                      (LimitExceeded, request 4-2)";
        assert_eq!(refused.to_string(), expect);
        assert_eq!(refused.code(), Some("LimitExceeded"));
    }

    #[test]
    fn what_is_left_is_named_with_the_commands_that_remove_it() {
        let of = |made, profile: Option<&str>| Left {
            made,
            profile: profile.map(str::to_owned),
        };
        let role = Made::Role { name: "r".into() };
        let key = Made::AccessKey {
            user: "Bob".into(),
            id: "AKIA1".into(),
        };
        let left = Failure::LeftBehind {
            left: vec![of(role, Some("other")), of(key, None)],
        };
        let expect = "the clean-up is not complete; delete by hand, if it is there still: \
                      the role r, the access key AKIA1 of Bob. With the same credentials, \
                      these commands do it:\n  \
                      aws iam delete-role --role-name r --profile other\n  \
                      aws iam delete-access-key --user-name Bob --access-key-id AKIA1";
        assert_eq!(left.to_string(), expect);
    }

    #[test]
    fn no_failure_ends_with_0_or_with_the_code_of_a_wrong_command_line() {
        for failure in samples::failures() {
            assert!(![0, 2].contains(&failure.exit_code()), "{failure}");
        }
    }
}
