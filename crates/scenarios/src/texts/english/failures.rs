//! What is said when a program does not go to its end.

use std::{io, path::Path};

use super::{attempts::text as attempted, made::text as made};
use crate::{
    CredentialsFault, Failure, FileAttempt, Left, Problem, ProfileFault, QrFault,
    federation::InvalidAddress,
};

pub(in crate::texts) fn text(failure: &Failure) -> String {
    match failure {
        Failure::Call { attempt, problem } => {
            format!(
                "could not {}: {}",
                attempted(attempt),
                problem_text(problem)
            )
        }
        Failure::NobodyThere { endpoint, detail } => format!(
            "nobody answers at {}: is the server running there? ({detail})",
            endpoint.as_deref().unwrap_or("AWS")
        ),
        Failure::NoCredentials { detail } => no_credentials(detail),
        Failure::NotRefused { caller, attempt } => {
            format!(
                "{caller} could {}, which no policy allows",
                attempted(attempt)
            )
        }
        Failure::NotAUser { arn } => {
            format!("this program runs as an IAM user or as the root user; the caller is \"{arn}\"")
        }
        Failure::NoFreeKey { user } => no_free_key(user),
        Failure::MayBeOurs { user, keys } => may_be_ours(user, keys),
        Failure::ReportNotReady { state } => {
            format!("the credential report was not ready in good time; its state is {state}")
        }
        Failure::Profile { name, fault } => profile(name, fault),
        Failure::Credentials { path, fault } => {
            format!(
                "the file {} cannot be used: {}",
                path.display(),
                lacking(fault)
            )
        }
        Failure::Declined => "nothing was made, as you did not agree".to_owned(),
        Failure::NobodyToAsk => "nobody can be asked, as standard input is no terminal: --yes \
                                 runs without questions"
            .to_owned(),
        Failure::Interrupted => "interrupted".to_owned(),
        Failure::Abandoned { left } => format!(
            "interrupted again before the clean-up was through{}",
            still_there(left)
        ),
        Failure::LeftBehind { left } => {
            format!("the clean-up is not complete{}", still_there(left))
        }
        Failure::QrCode(fault) => {
            format!(
                "the QR code of the MFA device cannot be read: {}",
                qr_code(fault)
            )
        }
        Failure::File {
            attempt,
            path,
            reason,
        } => file(*attempt, path, reason),
        Failure::Output(reason) => format!("the output cannot be written: {reason}"),
        Failure::System(reason) => format!("the system refuses what the program needs: {reason}"),
    }
}

fn no_credentials(detail: &str) -> String {
    format!(
        "there is no access key to call with ({detail}): set AWS_ACCESS_KEY_ID and \
         AWS_SECRET_ACCESS_KEY, or name the file that the server wrote with --credentials"
    )
}

fn no_free_key(user: &str) -> String {
    format!(
        "the user {user} has two access keys already, the most there can be: delete one of \
         them, or call as a user that has only one"
    )
}

fn may_be_ours(user: &str, keys: &[String]) -> String {
    format!(
        "an answer was lost, and {user} has new access keys that this program may have made, \
         or somebody else: {}",
        keys.join(", ")
    )
}

fn profile(name: &str, fault: &ProfileFault) -> String {
    let fault = match fault {
        ProfileFault::Missing => {
            "neither the credentials file nor the configuration file of AWS has it".to_owned()
        }
        ProfileFault::Unreadable { detail } => detail.clone(),
        ProfileFault::NoEndpoint { file } => format!(
            "it has no endpoint_url, and its key is not sent to the endpoint of {}, \
             a file that was only found here: set endpoint_url in the profile, or name the file \
             with --credentials",
            file.display()
        ),
    };
    format!("the profile \"{name}\" cannot be used: {fault}")
}

fn file(attempt: FileAttempt, path: &Path, reason: &io::Error) -> String {
    let attempt = match attempt {
        FileAttempt::Write => "written",
        FileAttempt::Remove => "removed",
    };
    format!("the file {} cannot be {attempt}: {reason}", path.display())
}

fn problem_text(problem: &Problem) -> String {
    match problem {
        Problem::Refused {
            code,
            message,
            request_id,
        } => {
            let message = message.as_deref();
            let message = message.unwrap_or("the service refused and did not say why");
            match request_id {
                Some(id) => format!("{message} ({code}, request {id})"),
                None => format!("{message} ({code})"),
            }
        }
        Problem::TooSlow => {
            "there was no answer in time, so it may have been done all the same".to_owned()
        }
        Problem::Unreachable { detail } => format!("the server cannot be reached: {detail}"),
        Problem::NotMade { detail } => format!("the request could not be made: {detail}"),
        Problem::Address(fault) => address(*fault).to_owned(),
        Problem::NoCode { status } => {
            format!("the answer is not understood: HTTP status {status}, no error code")
        }
        Problem::Lacks { member } => format!("the answer is not understood: it has no {member}"),
        Problem::NoJson => "the answer is not understood: it is no JSON".to_owned(),
        Problem::NotUnderstood { detail } => format!("the answer is not understood: {detail}"),
    }
}

/// What is wrong with an address.
pub(super) fn address(fault: InvalidAddress) -> &'static str {
    match fault {
        InvalidAddress::NotOfTheWeb => {
            "an address begins with https:// or http:// and names a host"
        }
        InvalidAddress::NotBare => "the address of an endpoint has neither a query nor a fragment",
    }
}

fn lacking(fault: &CredentialsFault) -> String {
    match fault {
        CredentialsFault::Unreadable(reason) => reason.to_string(),
        CredentialsFault::TooLong => "it is too long".to_owned(),
        CredentialsFault::Lacks { variable } => format!("it has no {variable}"),
    }
}

fn qr_code(fault: &QrFault) -> String {
    match fault {
        QrFault::Picture(reason) => format!("it is no PNG picture that can be read: {reason}"),
        QrFault::Count { count } => {
            format!("there are {count} QR codes in the picture instead of one")
        }
        QrFault::Damaged(reason) => format!("it is damaged: {reason}"),
        QrFault::NoSeed => "it does not hold a seed for codes that change with time".to_owned(),
    }
}

fn still_there(left: &[Left]) -> String {
    if left.is_empty() {
        return String::new();
    }
    let names: Vec<String> = left.iter().map(|left| made(&left.made)).collect();
    let commands: Vec<String> = left.iter().flat_map(Left::commands).collect();
    format!(
        "; delete by hand, if it is there still: {}. With the same credentials, these commands do \
         it:\n  {}",
        names.join(", "),
        commands.join("\n  ")
    )
}
