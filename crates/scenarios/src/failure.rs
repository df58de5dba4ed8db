//! What ends a program before its end.

use std::{error::Error, io, path::PathBuf};

use aws_sdk_iam::{
    error::{ProvideErrorMetadata, SdkError},
    operation::RequestId as _,
};

use crate::{Made, QrFault};

/// Why a program did not go to its end. Its text is a sentence for the person.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A call failed.
    #[error("could not {attempt}: {problem}")]
    Call {
        /// What the call was to do, as it follows "could not".
        attempt: String,
        /// What came instead.
        problem: Problem,
    },
    /// A call succeeded that should have been refused.
    #[error("{caller} could {attempt}, which no policy allows")]
    NotRefused {
        /// The name of the user or role that called.
        caller: String,
        /// What the call was to do, as it follows "could".
        attempt: String,
    },
    /// The caller is no IAM user.
    #[error("this program runs as an IAM user or as the root user; the caller is {arn:?}")]
    NotAUser {
        /// Who the caller is.
        arn: String,
    },
    /// The user has as many keys as a user may have.
    #[error(
        "the user {user} has two access keys already, the most there can be: delete one of them, \
         or call as a user that has only one"
    )]
    NoFreeKey {
        /// The user's name.
        user: String,
    },
    /// The profile that was named cannot be used.
    #[error("the profile {name:?} cannot be used: {reason}")]
    Profile {
        /// Its name.
        name: String,
        /// Why.
        reason: String,
    },
    /// The person was asked and did not agree.
    #[error("nothing was made, as you did not agree")]
    Declined,
    /// The person would have to be asked, but there is no terminal.
    #[error("nobody can be asked, as standard input is no terminal: --yes runs without questions")]
    NobodyToAsk,
    /// Ctrl-C, or a request to terminate.
    #[error("interrupted")]
    Interrupted,
    /// Ctrl-C a second time, before the clean-up was through.
    #[error(
        "interrupted again before the clean-up was through; {}",
        still_there(left)
    )]
    Abandoned {
        /// What may be there still.
        left: Vec<Made>,
    },
    /// The clean-up could not remove something.
    #[error("the clean-up is not complete; {}", still_there(left))]
    LeftBehind {
        /// What is there still.
        left: Vec<Made>,
    },
    /// The QR code of a device cannot be read.
    #[error("the QR code of the MFA device cannot be read: {0}")]
    QrCode(#[source] QrFault),
    /// A file cannot be written or removed.
    #[error("the file {} cannot be {attempt}: {reason}", path.display())]
    File {
        /// What was to be done, as it follows "cannot be".
        attempt: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        reason: io::Error,
    },
    /// Standard output or the terminal cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(#[source] io::Error),
}

/// Why a call failed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The service said no.
    #[error("{message} ({code}{})", request_id.as_ref().map(|id| format!(", request {id}")).unwrap_or_default())]
    Refused {
        /// The error code.
        code: String,
        /// The service's own message.
        message: String,
        /// The id under which the service knows the request.
        request_id: Option<String>,
    },
    /// There was no answer in time.
    #[error("there was no answer in time, so it may have been done all the same")]
    TooSlow,
    /// The request did not get through.
    #[error("the request did not get through: {detail}")]
    Unreachable {
        /// Why.
        detail: String,
    },
    /// The request could not even be made, for want of credentials, for example.
    #[error("the request could not be made: {detail}")]
    NotMade {
        /// Why.
        detail: String,
    },
    /// The answer is not one of this service.
    #[error("the answer is not understood: {detail}")]
    NotUnderstood {
        /// Why.
        detail: String,
    },
}

impl Failure {
    /// The failure of a call; `attempt` says what it was to do, as it follows "could not".
    pub fn call<E>(attempt: impl Into<String>, error: &SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        Self::Call {
            attempt: attempt.into(),
            problem: Problem::of(error),
        }
    }

    /// The answer to a call lacks what it must have.
    pub(crate) fn incomplete(attempt: impl Into<String>) -> Self {
        let detail = "a required member is missing".to_owned();
        Self::Call {
            attempt: attempt.into(),
            problem: Problem::NotUnderstood { detail },
        }
    }

    /// The service refused a part of what was asked for.
    pub(crate) fn refused(attempt: impl Into<String>, code: &str, message: &str) -> Self {
        Self::Call {
            attempt: attempt.into(),
            problem: Problem::Refused {
                code: code.to_owned(),
                message: message.to_owned(),
                request_id: None,
            },
        }
    }

    /// The answer broke off, or is not what was sent.
    pub(crate) fn broken(attempt: impl Into<String>, error: &(dyn Error + 'static)) -> Self {
        Self::Call {
            attempt: attempt.into(),
            problem: Problem::NotUnderstood {
                detail: reasons(error),
            },
        }
    }

    /// The request could not even be made.
    pub(crate) fn not_made(attempt: impl Into<String>, error: &(dyn Error + 'static)) -> Self {
        Self::Call {
            attempt: attempt.into(),
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

    /// With which code the process ends; 2 is a wrong command line.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Call { .. }
            | Self::NotRefused { .. }
            | Self::QrCode(_)
            | Self::File { .. }
            | Self::Output(_) => 1,
            Self::NotAUser { .. } | Self::NoFreeKey { .. } | Self::Profile { .. } => 3,
            Self::Declined | Self::NobodyToAsk => 4,
            Self::LeftBehind { .. } => 5,
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
                || {
                    let status = answer.raw().status().as_u16();
                    Self::NotUnderstood {
                        detail: format!("HTTP status {status}, no error code"),
                    }
                },
                |code| Self::Refused {
                    code: code.to_owned(),
                    message: error.message().unwrap_or("no message").to_owned(),
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
            SdkError::DispatchFailure(failure) if failure.is_io() => Self::Unreachable {
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

fn still_there(left: &[Made]) -> String {
    let left: Vec<String> = left.iter().map(ToString::to_string).collect();
    format!("delete by hand, if it is there still: {}", left.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_sentences() {
        let refused = Failure::Call {
            attempt: "create an access key for Bob".into(),
            problem: Problem::Refused {
                code: "LimitExceeded".into(),
                message: "Cannot exceed quota.".into(),
                request_id: Some("4-2".into()),
            },
        };
        let expect = "could not create an access key for Bob: Cannot exceed quota. \
                      (LimitExceeded, request 4-2)";
        assert_eq!(refused.to_string(), expect);
        assert_eq!(refused.code(), Some("LimitExceeded"));

        let made = Made::User { name: "x".into() };
        let key = Made::AccessKey {
            user: "Bob".into(),
            id: "AKIA1".into(),
        };
        let left = Failure::LeftBehind {
            left: vec![made, key],
        };
        let expect = "the clean-up is not complete; delete by hand, if it is there still: \
                      the user x, the access key AKIA1 of Bob";
        assert_eq!(left.to_string(), expect);
    }

    #[test]
    fn no_failure_ends_with_0_or_with_the_code_of_a_wrong_command_line() {
        for failure in [
            Failure::incomplete("x"),
            Failure::NotRefused {
                caller: String::new(),
                attempt: String::new(),
            },
            Failure::QrCode(QrFault::Count { count: 0 }),
            Failure::File {
                attempt: "written",
                path: PathBuf::new(),
                reason: io::Error::other("full"),
            },
            Failure::NotAUser { arn: String::new() },
            Failure::NoFreeKey {
                user: String::new(),
            },
            Failure::Profile {
                name: String::new(),
                reason: String::new(),
            },
            Failure::Declined,
            Failure::NobodyToAsk,
            Failure::Interrupted,
            Failure::Abandoned { left: Vec::new() },
            Failure::LeftBehind { left: Vec::new() },
            Failure::Output(io::Error::other("full")),
        ] {
            assert!(![0, 2].contains(&failure.exit_code()), "{failure}");
        }
    }
}
