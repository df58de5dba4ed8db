//! What reports of access are about, by its ARN.
//!
//! SOURCE of the errors: recorded answers of GenerateServiceLastAccessedDetails and
//! ListPoliciesGrantingServiceAccess. The path in the ARN of a user or role does not count there.

use iamd_api::{Error as Answer, ErrorCode};
use iamd_auth::{Call, Requirements, Target};
use iamd_directory::{AccessSubject, Error};
use iamd_ident::Arn;

use crate::{Iam, error::answer, input};

/// What a request is about.
///
/// # Errors
/// The ARN is none of something that reports can be about, or of another account.
pub(super) fn subject(iam: &Iam, call: Call<'_>, text: &str) -> Result<AccessSubject, Answer> {
    let arn = input::policy_arn(text)?;
    if arn.partition() != iam.directory().partition().as_str() {
        return Err(invalid("Invalid ARN partition"));
    }
    if arn.service() != "iam" {
        return Err(invalid("Invalid service in ARN"));
    }
    let is_aws = arn.account() == "aws" && arn.resource().starts_with("policy/");
    if !is_aws && arn.account_id() != call.caller.account() {
        return Err(foreign(call, text));
    }
    let (kind, rest) = arn.resource().split_once('/').unwrap_or_default();
    let name = rest.rsplit('/').next().unwrap_or_default();
    Ok(match kind {
        "user" => AccessSubject::User(input::name(name)?),
        "group" => AccessSubject::Group(input::name(name)?),
        "role" => AccessSubject::Role(input::name(name)?),
        "policy" => AccessSubject::Policy(arn),
        _ => return Err(unsupported(text)),
    })
}

/// Leave for the operation's own action on what a request is about.
pub(super) fn on(subject: AccessSubject) -> Requirements {
    Requirements::on(match subject {
        AccessSubject::User(name) => Target::User(name),
        AccessSubject::Group(name) => Target::Group(name),
        AccessSubject::Role(name) => Target::Role(name),
        AccessSubject::Policy(arn) => Target::Policy(arn),
    })
}

/// What the client is told of something that reports are never about.
pub(super) fn unsupported(arn: &str) -> Answer {
    let text = format!("Invalid Entity Arn: {arn} is not supported.");
    Answer::new(ErrorCode::InvalidInput, text)
}

/// What the client is told whose request named this ARN.
pub(super) fn asked_of(arn: &str, error: Error) -> Answer {
    match error {
        Error::NoSuchUser(_)
        | Error::NoSuchGroup(_)
        | Error::NoSuchRole(_)
        | Error::NoSuchPolicy { .. } => {
            let text = format!("ARN {arn} does not exist.");
            Answer::new(ErrorCode::NoSuchEntity, text)
        }
        other => answer(other),
    }
}

fn invalid(text: &str) -> Answer {
    Answer::new(ErrorCode::ValidationError, text)
}

fn foreign(call: Call<'_>, arn: &str) -> Answer {
    let caller = call.caller.shown();
    let text = format!("User: {caller} is not authorized to perform the operation on {arn}");
    Answer::new(ErrorCode::AccessDenied, text)
}

/// Whether an ARN is that of an account's root user.
pub(super) fn is_root_user(arn: &str) -> bool {
    let arn = arn.parse::<Arn>();
    arn.is_ok_and(|arn| arn.service() == "iam" && arn.resource() == "root")
}
